"""The reflective cycle: Kolb's four stages as social work uses them, entered anywhere, left with something agreed."""

import enum
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, Final, NamedTuple, Self, Unpack

from reflective.errors import ReflectiveError
from reflective.fields import Text, check, several
from reflective.practice.cycle.stages import (
    WANTS,
    AlternativeView,
    Closed,
    Continued,
    Feeling,
    Focus,
    Interpretation,
    Missing,
    Observation,
    Outcome,
    Response,
    Stage,
    StageContent,
    StrategyTried,
    Weighed,
)
from reflective.records.content import Audience, Content, Link, Source, content
from reflective.records.entry import Entry, Written
from reflective.records.log import Record
from reflective.records.machine import Machine, Need, State

__all__ = [
    "CYCLE",
    "REASONS",
    "Abandoned",
    "Cycle",
    "CycleStatus",
    "Direction",
    "Entered",
    "Paused",
    "Position",
    "Reason",
    "TraceStep",
]


class CycleStatus(State):
    """The state of a cycle that is in none of its stages."""

    NOT_BEGUN = "not_begun"
    PAUSED = "paused"
    CLOSED = "closed"
    ABANDONED = "abandoned"


class Direction(enum.StrEnum):
    """The way a step goes, as the trace shows it."""

    ENTER = "enter"
    ONWARD = "onward"
    BACK = "back"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"
    ABANDON = "abandon"


class Reason(enum.StrEnum):
    """Why a cycle went back, or passed a stage over."""

    NEW_INFORMATION = "new_information"
    FEELING_SURFACED = "feeling_surfaced"
    HYPOTHESIS_NOT_SUPPORTED = "hypothesis_not_supported"
    ACTION_NOT_FEASIBLE = "action_not_feasible"
    CHILD_NOT_IN_VIEW = "child_not_in_view"
    DISAGREEMENT = "disagreement"
    URGENT_SAFETY = "urgent_safety"
    COVERED_IN_PREVIOUS_CYCLE = "covered_in_previous_cycle"
    TIME_RAN_OUT = "time_ran_out"
    OTHER = "other"
    #: Accepted as a reason. A check reports it.
    NOT_RECORDED = "not_recorded"


_EITHER: Final = frozenset({Reason.OTHER, Reason.NOT_RECORDED})
#: The reasons that are accepted for a step back and for a skip; no other step needs one.
REASONS: Final[Mapping[Direction, frozenset[Reason]]] = {
    Direction.BACK: _EITHER
    | {
        Reason.NEW_INFORMATION,
        Reason.FEELING_SURFACED,
        Reason.HYPOTHESIS_NOT_SUPPORTED,
        Reason.ACTION_NOT_FEASIBLE,
        Reason.CHILD_NOT_IN_VIEW,
        Reason.DISAGREEMENT,
    },
    Direction.SKIP: _EITHER | {Reason.URGENT_SAFETY, Reason.COVERED_IN_PREVIOUS_CYCLE, Reason.TIME_RAN_OUT},
}


@content("cycle.entered", Audience.CHILD_FILE, verb="enter")
class Entered(Content):
    """The cycle moved into a stage: the first, the next, an earlier one, or past another."""

    stage: Stage
    reason: Reason | None = None
    note: Text | None = None
    #: Where the stages passed over were covered, when that is the reason.
    covered_in: Link | None = None


@content("cycle.paused", Audience.CHILD_FILE, verb="pause")
class Paused(Content):
    """The session ended with the cycle unfinished; it resumes at the same stage."""


@content("cycle.abandoned", Audience.CHILD_FILE, verb="abandon")
class Abandoned(Content):
    """A paused cycle that will not be taken up again; what was thought stays on the record."""

    because: Text


class Position(NamedTuple):
    """Where a cycle is, where it paused, and the stages it has been in."""

    at: Stage | CycleStatus = CycleStatus.NOT_BEGUN
    paused_at: Stage | None = None
    entered: frozenset[Stage] = frozenset()

    def after(self, _entry: Entry[Content], to: Stage | CycleStatus | None, _place: int) -> "Position":
        """The position after an entry."""
        if to is None:
            return self
        if isinstance(to, Stage):
            return Position(to, None, self.entered if to in self.entered else self.entered | {to})
        paused_at = self.at if to is CycleStatus.PAUSED and isinstance(self.at, Stage) else self.paused_at
        return Position(to, paused_at, self.entered)

    def direction(self, to: Stage | CycleStatus) -> Direction | None:
        """The way a step to another state goes; None where the table lacks it."""
        if self.at is CycleStatus.PAUSED and isinstance(to, Stage):
            return Direction.RESUME if to is self.paused_at else None
        # From action to experience is onward where the cycle was entered later than experience, and back otherwise.
        if self.at is Stage.ACTION and to is Stage.EXPERIENCE and to not in self.entered:
            return Direction.ONWARD
        return _DIRECTIONS.get((self.at, to))


_ORDER: Final = tuple(Stage)
_STAGES: Final = frozenset(Stage)


def _directions() -> Iterator[tuple[tuple[Stage | CycleStatus, Stage | CycleStatus], Direction]]:
    """The way of each step from one state to another, where that hangs on nothing but the two."""
    for place, at in enumerate(_ORDER):
        yield (CycleStatus.NOT_BEGUN, at), Direction.ENTER
        yield (at, CycleStatus.PAUSED), Direction.PAUSE
        for onward, to in enumerate(_ORDER):
            if onward != place:
                ahead = onward - place
                way = Direction.ONWARD if ahead == 1 else Direction.SKIP if ahead > 1 else Direction.BACK
                yield (at, to), way
    yield (Stage.ACTION, CycleStatus.CLOSED), Direction.CLOSE
    yield (CycleStatus.PAUSED, CycleStatus.ABANDONED), Direction.ABANDON


_DIRECTIONS: Final = dict(_directions())


def _reason_or_resume(_at: object, position: Position, to: Stage, entered: Entered | None) -> tuple[Need, ...] | None:
    """A step back or a skip needs a reason that is accepted for it; a paused cycle resumes where it paused."""
    direction = position.direction(to)
    if direction is None:
        return None
    accepted = REASONS.get(direction)
    if accepted is None:
        return ()
    verb = "skip on" if direction is Direction.SKIP else "go back"
    if entered is None or entered.reason is None:
        return (Need("reason", f"to {verb}, give a reason"),)
    if entered.reason not in accepted:
        return (Need("reason", f"reasons to {verb} are {', '.join(sorted(accepted))}"),)
    if entered.reason is Reason.OTHER and entered.note is None:
        return (Need("note", "the reason 'other' requires a note"),)
    return ()


def _actions_or_why(_at: object, _position: Position, _to: object, closed: Closed | None) -> tuple[Need, ...]:
    if closed is not None and (closed.actions or closed.none_needed):
        return ()
    return (Need("actions", "to close, name the agreed actions or say why none is needed"),)


#: The moves of a cycle. Going back is practice at its best; it requires a reason, and so does a skip.
CYCLE: Final = Machine(
    "cycle",
    start=CycleStatus.NOT_BEGUN,
    table={
        CycleStatus.NOT_BEGUN: {Entered: _STAGES},
        Stage.EXPERIENCE: {Entered: _STAGES - {Stage.EXPERIENCE}, Paused: CycleStatus.PAUSED},
        Stage.REFLECTION: {Entered: _STAGES - {Stage.REFLECTION}, Paused: CycleStatus.PAUSED},
        Stage.ANALYSIS: {Entered: _STAGES - {Stage.ANALYSIS}, Paused: CycleStatus.PAUSED},
        Stage.ACTION: {
            Entered: _STAGES - {Stage.ACTION},
            Paused: CycleStatus.PAUSED,
            Closed: CycleStatus.CLOSED,
        },
        CycleStatus.PAUSED: {Entered: _STAGES, Abandoned: CycleStatus.ABANDONED},
        CycleStatus.CLOSED: {},
        CycleStatus.ABANDONED: {},
    },
    choose={Entered: lambda _position, entry: entry.content.stage},
    needs={Entered: _reason_or_resume, Closed: _actions_or_why},
)


class TraceStep(NamedTuple):
    """One step of the trace. The reason is None where none was given, the direction where the table lacks the step."""

    place: int
    on: date
    direction: Direction | None
    to: Stage | CycleStatus
    reason: Reason | None


class Cycle(Record[Position]):
    """One focus, thought through in one supervision or several."""

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
        on: date,
        recorded: date,
        by: str,
        about: tuple[str, ...] | None = None,
        audience: Audience | None = None,
        source: Source | None = None,
        **written: Any,
    ) -> Self:
        """Move into a stage: the first, the next, an earlier one or past one with a reason, or back from a pause."""
        entered = Entered(stage=stage, reason=reason, note=note, covered_in=covered_in)
        return self.add(
            entered, on=on, recorded=recorded, by=by, about=about, audience=audience, source=source, **written
        )

    def pause(self, **written: Unpack[Written]) -> Self:
        """Leave the cycle unfinished, to resume at the same stage."""
        return self.add(Paused(), **written)

    def close(
        self,
        *,
        actions: tuple[Link, ...] = (),
        none_needed: str | None = None,
        review_on: date | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Close on at least one agreed action, or on why none is needed; from action only."""
        return self.add(Closed(actions=actions, none_needed=none_needed, review_on=review_on), **written)

    def abandon(self, because: str, **written: Unpack[Written]) -> Self:
        """Give a paused cycle up, saying why."""
        return self.add(Abandoned(because=because), **written)

    def continued(self, new_id: str, outcomes: Iterable[tuple[Link, str]], **written: Unpack[Written]) -> "Cycle":
        """The next cycle: it begins in experience, with what came of each of this one's actions.

        `outcomes` are (action, what came of it). Refused unless this cycle is closed on the day.
        """
        came_of_them = several("outcomes", outcomes, tuple)
        check("outcomes", came_of_them, tuple[tuple[Link, Text], ...])
        position = self.state(written["on"])
        if position.at is not CycleStatus.CLOSED:
            remedy = "close it before the next one continues it"
            raise self._stuck(CYCLE, position.at, position, written["on"], remedy=remedy)
        following = Cycle(id=new_id).add(Continued(previous=Link(record=self.id)), **written)
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
            if type(entry.content) in CYCLE.kinds:
                to: Any = CYCLE.after(position.at, position, entry)
                reason = entry.content.reason if isinstance(entry.content, Entered) else None
                steps.append(TraceStep(place, entry.on, position.direction(to), to, reason))
                position = position.after(entry, to, place)
        return tuple(steps)

    def missing(self, as_of: date) -> tuple[Missing, ...]:
        """The parts of each stage that are not evidenced on the record by a day, in the order of the stages.

        A stage that was passed over for a child's safety, or because an earlier cycle covered it and is named, wants
        nothing.
        """
        entries = [entry for _, entry in self.standing(as_of)]
        excused = self._excused(as_of)
        found: list[Missing] = []
        for stage in Stage:
            if stage in excused:
                continue
            here = [e for e in entries if isinstance(e.content, StageContent) and e.content.stage is stage]
            found.extend(Missing(stage, wants) for wants in WANTS[stage](here, entries))
        return tuple(found)

    def _excused(self, as_of: date) -> frozenset[Stage]:
        """Stages passed over for a reason that leaves nothing wanting, and not entered since."""
        order, excused = list(Stage), set[Stage]()
        at: Stage | CycleStatus = CycleStatus.NOT_BEGUN
        for step in self.trace(as_of):
            if (
                step.direction is Direction.SKIP
                and self._serves(step)
                and isinstance(at, Stage)
                and isinstance(step.to, Stage)
            ):
                excused.update(order[order.index(at) + 1 : order.index(step.to)])
            if isinstance(step.to, Stage):
                at = step.to
                excused.discard(step.to)
        return frozenset(excused)

    def _serves(self, step: TraceStep) -> bool:
        """True if the reason of a skip excuses the stages passed over: safety, or an earlier cycle that it names."""
        covered = getattr(self.entries[step.place].content, "covered_in", None) is not None
        return step.reason is Reason.URGENT_SAFETY or (step.reason is Reason.COVERED_IN_PREVIOUS_CYCLE and covered)

    def _misfit(self, facts: Position, states: Any, entry: Entry[Any]) -> ReflectiveError | None:
        content = entry.content
        if isinstance(content, StageContent) and content.stage not in facts.entered:
            remedy = f"enter '{content.stage}' before writing in it"
            return self._not_allowed(CYCLE, facts, states, entry, remedy=remedy)
        return None
