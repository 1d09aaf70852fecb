"""The reflective cycle: Kolb's four stages as social work uses them, entered anywhere, left with something agreed."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar, Final, NamedTuple, Self, Unpack

from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.fields import Text, check, several
from reflective.practice.cycle.closing import Closed, Continued, LookedAgain, look_again_row
from reflective.practice.cycle.gaps import Missing, gaps
from reflective.practice.cycle.moves import (
    CYCLE,
    Abandoned,
    CycleStatus,
    Direction,
    Entered,
    Paused,
    Position,
    Reason,
)
from reflective.practice.cycle.prompts import Prompts
from reflective.practice.cycle.stages import (
    AlternativeView,
    Feeling,
    Focus,
    Interpretation,
    Observation,
    Outcome,
    Response,
    Stage,
    StageContent,
    StrategyTried,
    Weighed,
)
from reflective.records.content import Audience, Link, closest
from reflective.records.entry import Entry, Written
from reflective.records.links import dangling
from reflective.records.log import Record
from reflective.rules import Obligation
from reflective.timescales import Deadline

__all__ = ["Cycle", "TraceStep"]

#: The kinds of entry that are steps of the trace.
_STEPS: Final = frozenset({Entered, Paused, Closed, Abandoned})

_ENDED: Final = frozenset({CycleStatus.CLOSED, CycleStatus.ABANDONED})


class TraceStep(NamedTuple):
    """One step of the trace. The reason is None where none was given, the direction where the table lacks the step."""

    place: int
    on: date
    direction: Direction | None
    to: Stage | CycleStatus
    reason: Reason | None


class Cycle(Record[Position]):
    """One focus, thought through in one supervision or several.

    >>> day = date(2021, 9, 6)
    >>> cycle = Cycle(id="cycle-1").enter(Stage.EXPERIENCE, on=day, recorded=day, by="worker-1")
    >>> print(cycle.stage(as_of=day))
    experience
    """

    KIND: ClassVar[str] = "cycle"
    NOUN: ClassVar[str] = "cycle"
    machines = (CYCLE,)
    facts = Position
    takes = (
        Focus,
        Observation,
        StrategyTried,
        Outcome,
        Feeling,
        Interpretation,
        AlternativeView,
        Response,
        Weighed,
        Continued,
    )

    def enter(
        self,
        stage: Stage,
        *,
        reason: Reason | None = None,
        note: str | None = None,
        covered_in: Link | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Move into a stage: the first, the next, an earlier one or past one with a reason, or back from a pause."""
        entered = Entered(stage=stage, reason=reason, note=note, covered_in=covered_in)
        return self.add(entered, **written)

    def pause(self, **written: Unpack[Written]) -> Self:
        """Leave the cycle unfinished, to resume at the same stage."""
        return self.add(Paused(), **written)

    def close(
        self,
        *,
        actions: tuple[Link, ...] = (),
        none_needed: str | None = None,
        look_again: Deadline | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Close on at least one agreed action, or on why none is needed ("we wait for the doctor"); from action only.

        It closes whatever is missing in its stages; `missing` and `closed_with_gaps` go on saying so.
        """
        return self.add(Closed(actions=actions, none_needed=none_needed, look_again=look_again), **written)

    def look_again_done(
        self, what: str | None = None, *, where: Link | None = None, **written: Unpack[Written]
    ) -> Self:
        """Say that somebody looked again at what this closed cycle decided: what came of it, or where it is written."""
        return self.add(LookedAgain(where=where, what=what), **written)

    def abandon(self, because: str, **written: Unpack[Written]) -> Self:
        """Give the cycle up, saying why: from any stage, or paused."""
        return self.add(Abandoned(because=because), **written)

    def respond(
        self,
        stage: Stage,
        *,
        prompt: str | None = None,
        question: str | None = None,
        answer: str | None = None,
        answered_by: str | None = None,
        prompts: Prompts | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Write down a question that was asked and its answer, if there was one.

        Raises `UnknownId` for a prompt that is not one of `prompts`; any id is taken where those are not given.
        """
        check("prompts", prompts, Prompts | None)
        if prompt is not None and prompts is not None:
            prompt = prompts[prompt].id
        asked = Response(stage=stage, prompt=prompt, question=question, answer=answer, answered_by=answered_by)
        return self.add(asked, **written)

    def continued(self, new_id: str, outcomes: Iterable[tuple[Link, str]], **written: Unpack[Written]) -> "Cycle":
        """The next cycle: it begins in experience, with what came of each of this one's actions.

        `outcomes` are (action, what came of it). `missing` of the next cycle lists them where they are not all there.
        Refused unless this cycle is closed on the day. Raises `UnknownId` for an action that it did not close on.
        """
        came_of_them = several("outcomes", outcomes, tuple)
        check("outcomes", came_of_them, tuple[tuple[Link, Text], ...])
        position = self.state(written["on"])
        if position.at is not CycleStatus.CLOSED:
            remedy = "close it before the next one continues it"
            raise self._stuck(CYCLE, position.at, position, written["on"], remedy=remedy)
        agreed = tuple(action for _, closed in self._entries_of(Closed, written["on"]) for action in closed.actions)
        following = Cycle(id=new_id).add(Continued(previous=Link(record=self.id), actions=agreed), **written)
        following = following.enter(Stage.EXPERIENCE, **written)
        for action, what in came_of_them:
            following = following.add(Outcome(stage=Stage.EXPERIENCE, action=action, what_came_of_it=what), **written)
        return following

    # Questions

    def stage(self, as_of: date) -> Stage | CycleStatus:
        """Where the cycle was on a day (inclusive)."""
        return self.state(as_of).at

    def trace(self, as_of: date) -> tuple[TraceStep, ...]:
        """Every step so far, in the order of the days."""
        steps, position = [], Position()
        for place, entry in self.standing(as_of):
            if type(entry.content) in _STEPS:
                to: Any = CYCLE.after(position.at, position, entry)
                reason = entry.content.reason if isinstance(entry.content, Entered) else None
                steps.append(TraceStep(place, entry.on, position.direction(to), to, reason))
                position = position.after(entry, to, place)
        return tuple(steps)

    def missing(self, as_of: date) -> tuple[Missing, ...]:
        """The parts of each stage that are not evidenced on the record by a day, in the order of the stages.

        Nothing is missing in a stage that was passed over for a child's safety, or because an earlier cycle covered it
        and is named. A cycle that closed still lists what is missing.
        """
        return self._gaps(self.standing(as_of), self.state(as_of))

    def closed_with_gaps(self, as_of: date) -> tuple[Missing, ...]:
        """The parts that were missing when the cycle closed, whatever was written since, and for whichever day.

        Empty where nothing was, and where it is not closed by the day. What corrects an entry that was there when the
        cycle closed was there too.
        """
        closings = self._entries_of(Closed, as_of)
        if not closings:
            return ()
        stood = self._stood
        closed = stood.get(closings[-1][0], closings[-1][0])
        by_then = [(place, entry) for place, entry in self.standing(as_of) if stood.get(place, place) <= closed]
        return self._gaps(by_then, self.state(as_of))

    def due_rows(self, as_of: date) -> tuple[Obligation, ...]:
        """The day to look again, for each child in focus; open until somebody has looked.

        A next cycle that continues this one settles it too, which a case knows and this record does not.
        """
        closings = self._entries_of(Closed, as_of)
        if not closings or closings[-1][1].look_again is None:
            return ()
        place, closed = closings[-1]
        looked = [self.entries[at].on for at, _ in self._entries_of(LookedAgain, as_of)]
        subjects, audience = self._in_focus(place, as_of)
        row = partial(
            look_again_row,
            closed,
            record=self.id,
            trigger=self.entries[place].on,
            place=place,
            audience=audience,
            met=min(looked, default=None),
            as_of=as_of,
        )
        return tuple(row(subject=subject) for subject in subjects)

    def _in_focus(self, place: int, as_of: date) -> tuple[tuple[str, ...], Audience]:
        """Whom an entry is for: the children in focus, else whom it is about, else the record; and its audience."""
        audience = self.closed(place).audience
        focuses = [(at, focus) for at, focus in self._entries_of(Focus, as_of) if focus.children]
        children = tuple(dict.fromkeys(child for _, focus in focuses for child in focus.children))
        if children:
            return children, closest(audience, *(self.closed(at).audience for at, _ in focuses))
        return self.entries[place].about or (self.id,), audience

    def _gaps(self, standing: Sequence[tuple[int, Entry[Any]]], position: Position) -> tuple[Missing, ...]:
        return tuple(gaps([entry for _, entry in standing], position.excused))

    def _misfit(self, facts: Position, states: Any, entry: Entry[Any]) -> ReflectiveError | None:
        content = entry.content
        if type(content) is Entered:
            return None
        if isinstance(content, StageContent) and content.stage not in facts.entered:
            way_in = f"enter '{content.stage}' before writing in it"
            remedy = f"it was never in '{content.stage}': write that in a next cycle" if facts.at in _ENDED else way_in
            return self._not_allowed(CYCLE, facts, states, entry, remedy=remedy)
        match content:
            case Feeling(touches=link) | Interpretation(of=link) if dangling(self, link):
                return UnknownId(noun="entry", where=f"cycle {self.id}")
            case Outcome(action=action) if facts.continues is not None and action not in facts.continues:
                return UnknownId(noun="action", where=f"the actions that {self.id} continues from")
            case Continued(previous=previous) if previous.record == self.id:
                return BadEntry(code="cycle.of_itself", record=self.id, why="a cycle goes on from another cycle")
        return None
