"""The reflective cycle: Kolb's four stages as social work uses them, entered anywhere, left with something agreed."""

import enum
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, Self

import attrs

from reflective.errors import MoveNotAllowed, ReflectiveError
from reflective.fields import Text, value
from reflective.practice.cycle.stages import WANTS, Closed, Continued, Missing, Outcome, Stage, StageContent
from reflective.records.entry import Audience, Content, Entry, Link, Source
from reflective.records.log import Record

if TYPE_CHECKING:
    from typing import Unpack

    from reflective.records.entry import Written

__all__ = [
    "CYCLE_MOVES",
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


class CycleStatus(enum.StrEnum):
    """Where a cycle is when it is in none of its stages."""

    NOT_BEGUN = "not_begun"
    PAUSED = "paused"
    CLOSED = "closed"
    ABANDONED = "abandoned"


class Direction(enum.StrEnum):
    """What a step from one state to another is."""

    ENTER = "enter"
    ONWARD = "onward"
    #: From action on to experience: onward where the cycle was entered later than experience, back otherwise.
    ROUND = "round"
    BACK = "back"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"
    ABANDON = "abandon"


#: Which states may follow which. Going back is practice at its best; a skip needs a reason. docs/ draws this table.
CYCLE_MOVES: Final[Mapping[Stage | CycleStatus, Mapping[Stage | CycleStatus, Direction]]] = {
    CycleStatus.NOT_BEGUN: {
        Stage.EXPERIENCE: Direction.ENTER,
        Stage.REFLECTION: Direction.ENTER,
        Stage.ANALYSIS: Direction.ENTER,
        Stage.ACTION: Direction.ENTER,
    },
    Stage.EXPERIENCE: {
        Stage.REFLECTION: Direction.ONWARD,
        Stage.ANALYSIS: Direction.SKIP,
        Stage.ACTION: Direction.SKIP,
        CycleStatus.PAUSED: Direction.PAUSE,
    },
    Stage.REFLECTION: {
        Stage.EXPERIENCE: Direction.BACK,
        Stage.ANALYSIS: Direction.ONWARD,
        Stage.ACTION: Direction.SKIP,
        CycleStatus.PAUSED: Direction.PAUSE,
    },
    Stage.ANALYSIS: {
        Stage.EXPERIENCE: Direction.BACK,
        Stage.REFLECTION: Direction.BACK,
        Stage.ACTION: Direction.ONWARD,
        CycleStatus.PAUSED: Direction.PAUSE,
    },
    Stage.ACTION: {
        Stage.EXPERIENCE: Direction.ROUND,
        Stage.REFLECTION: Direction.BACK,
        Stage.ANALYSIS: Direction.BACK,
        CycleStatus.PAUSED: Direction.PAUSE,
        CycleStatus.CLOSED: Direction.CLOSE,
    },
    CycleStatus.PAUSED: {
        Stage.EXPERIENCE: Direction.RESUME,
        Stage.REFLECTION: Direction.RESUME,
        Stage.ANALYSIS: Direction.RESUME,
        Stage.ACTION: Direction.RESUME,
        CycleStatus.ABANDONED: Direction.ABANDON,
    },
    CycleStatus.CLOSED: {},
    CycleStatus.ABANDONED: {},
}


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
    #: A reason, and a finding.
    NOT_RECORDED = "not_recorded"


_EITHER: Final = frozenset({Reason.OTHER, Reason.NOT_RECORDED})
#: Which reasons serve for which move; a move that is not here needs none.
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


@value(kw_only=True)
class Entered(Content):
    """The cycle moved into a stage: first, onward, back or past another; the table says which."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    stage: Stage
    reason: Reason | None = None
    note: Text | None = None
    #: Where the stages passed over were covered, when that is the reason.
    covered_in: Link | None = None


@value(kw_only=True)
class Paused(Content):
    """The session ended with the cycle unfinished; it resumes at the same stage."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE


@value(kw_only=True)
class Abandoned(Content):
    """A paused cycle that will not be taken up again; what was thought stays on the record."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    because: Text


@attrs.frozen(slots=False)
class Position:
    """Where a cycle is, where it paused, and the stages it has been in."""

    at: Stage | CycleStatus
    paused_at: Stage | None
    entered: frozenset[Stage]

    @cached_property
    def ways(self) -> "Mapping[Stage | CycleStatus, tuple[Direction, Position, bool]]":
        """Where it may go from here, by the table: what going there is, where that leaves it, and whether it is free.

        A move that is not free wants a reason.
        """
        ways: dict[Stage | CycleStatus, tuple[Direction, Position, bool]] = {}
        for to, move in CYCLE_MOVES[self.at].items():
            if move is Direction.RESUME and to is not self.paused_at:
                continue
            step = move if move is not Direction.ROUND else Direction.BACK if to in self.entered else Direction.ONWARD
            ways[to] = step, self.after(to), step not in REASONS
        return ways

    def after(self, to: Stage | CycleStatus) -> "Position":
        """Where a move leaves it, allowed or not."""
        if isinstance(to, Stage):
            return _position(to, None, self.entered | {to})
        if to is CycleStatus.PAUSED and isinstance(self.at, Stage):
            return _position(to, self.at, self.entered)
        return _position(to, self.paused_at, self.entered)


#: Positions are few (some hundred in all) and each is made once, so that a move is one look-up.
_position: Final = cache(Position)
_NOT_BEGUN: Final = _position(CycleStatus.NOT_BEGUN, None, frozenset())


class TraceStep(NamedTuple):
    """One step of the trace; the reason is None where the move needs none, the move where the table lacks it."""

    place: int
    on: date
    move: Direction | None
    to: Stage | CycleStatus
    reason: Reason | None


def _target(content: Content) -> Stage | CycleStatus | None:
    """Where an entry moves the cycle, or None where it only adds to a stage."""
    kind = type(content)
    if kind is Entered:
        return content.stage  # type: ignore[attr-defined,no-any-return]
    return _TARGETS.get(kind)


_TARGETS: Final[Mapping[type[Content], CycleStatus]] = {
    Paused: CycleStatus.PAUSED,
    Closed: CycleStatus.CLOSED,
    Abandoned: CycleStatus.ABANDONED,
}


#: Most moves say nothing but the stage; values are frozen, so one of each serves.
_ENTERED: Final = {stage: Entered(stage=stage) for stage in Stage}


class Cycle(Record[Content, Position]):
    """One focus, thought through in one supervision or several."""

    NOUN: ClassVar[str] = "cycle"

    def enter(
        self,
        stage: Stage,
        *,
        on: date,
        recorded: date,
        by: str,
        reason: Reason | None = None,
        note: str | None = None,
        covered_in: Link | None = None,
        about: tuple[str, ...] = (),
        audience: Audience | None = None,
        source: Source | None = None,
    ) -> Self:
        """Move into a stage: the first, the next, an earlier one or past one with a reason, or back from a pause."""
        if reason is None and note is None and covered_in is None and type(stage) is Stage:
            entered = _ENTERED[stage]
        else:
            entered = Entered(stage=stage, reason=reason, note=note, covered_in=covered_in)
        return self.add(entered, on=on, recorded=recorded, by=by, about=about, audience=audience, source=source)

    def pause(self, **written: "Unpack[Written]") -> Self:
        """Leave the cycle unfinished, to resume at the same stage."""
        return self.add(Paused(), **written)

    def close(
        self,
        *,
        actions: tuple[Link, ...] = (),
        none_needed: str | None = None,
        review_on: date | None = None,
        **written: "Unpack[Written]",
    ) -> Self:
        """Close on at least one agreed action, or on why none is needed; from action only."""
        return self.add(Closed(actions=actions, none_needed=none_needed, review_on=review_on), **written)

    def abandon(self, because: str, **written: "Unpack[Written]") -> Self:
        """Give a paused cycle up, saying why."""
        return self.add(Abandoned(because=because), **written)

    def continued(self, new_id: str, outcomes: Iterable[tuple[Link, str]], **written: "Unpack[Written]") -> "Cycle":
        """The next cycle: it begins in experience, with what came of each of this one's actions.

        `outcomes` are (action, what came of it). Refused unless this cycle is closed on the day.
        """
        state = self.state(written["on"])
        if state.at is not CycleStatus.CLOSED:
            raise self._refused(state, written["on"], "close it before the next one continues it")
        following = Cycle(id=new_id).add(Continued(previous=Link(record=self.id)), **written)
        following = following.enter(Stage.EXPERIENCE, **written)
        for action, what in outcomes:
            following = following.add(Outcome(stage=Stage.EXPERIENCE, action=action, what_came_of_it=what), **written)
        return following

    # Questions

    def stage(self, as_of: date) -> Stage | CycleStatus:
        """Where the cycle was on a day (inclusive)."""
        return self.state(as_of).at

    def allowed(self, as_of: date) -> tuple[Stage | CycleStatus, ...]:
        """Where it may go from there, those that need a reason included."""
        return tuple(self.state(as_of).ways)

    def trace(self, as_of: date) -> tuple[TraceStep, ...]:
        """Every step so far, in the order of the days."""
        steps, state = [], _NOT_BEGUN
        for place, entry in self.standing(as_of):
            to = _target(entry.content)
            if to is not None:
                reason = entry.content.reason if isinstance(entry.content, Entered) else None
                move = state.ways[to][0] if to in state.ways else None
                steps.append(TraceStep(place, entry.on, move, to, reason))
            state = self._next(state, entry)
        return tuple(steps)

    def missing(self, as_of: date) -> tuple[Missing, ...]:
        """What each stage still wants on the record by a day, in the order of the stages; empty when all is there.

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
                step.move is Direction.SKIP
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
        """Whether the reason of a skip leaves nothing wanting: safety, or an earlier cycle that it names."""
        covered = getattr(self.entries[step.place].content, "covered_in", None) is not None
        return step.reason is Reason.URGENT_SAFETY or (step.reason is Reason.COVERED_IN_PREVIOUS_CYCLE and covered)

    # The machine

    def _start(self) -> Position:
        return _NOT_BEGUN

    def _next(self, state: Position, entry: Entry[Content]) -> Position:
        to = _target(entry.content)
        if to is None:
            return state
        way = state.ways.get(to)
        return way[1] if way is not None else state.after(to)

    def _advance(self, state: Position, entry: Entry[Content]) -> Position:
        content = entry.content
        if isinstance(content, Entered):
            way = state.ways.get(content.stage)
            if way is not None and way[2]:
                return way[1]
        return super()._advance(state, entry)

    def _refusal(self, state: Position, entry: Entry[Content]) -> ReflectiveError | None:
        content = entry.content
        to = _target(content)
        if to is None:
            if isinstance(content, StageContent) and content.stage not in state.entered:
                return self._refused(state, entry.on, f"enter '{content.stage}' before writing in it")
            return None
        way = state.ways.get(to)
        if way is None:
            return self._refused(state, entry.on)
        if not way[2] and isinstance(content, Entered):
            return self._unreasoned(state, entry.on, way[0], content)
        if isinstance(content, Closed) and not content.actions and content.none_needed is None:
            return self._refused(state, entry.on, "to close, name the agreed actions or say why none is needed")
        return None

    def _unreasoned(self, state: Position, on: date, move: Direction, content: Entered) -> ReflectiveError | None:
        wanted = REASONS[move]
        if content.reason in wanted and (content.reason is not Reason.OTHER or content.note):
            return None
        verb = "skip on" if move is Direction.SKIP else "go back"
        if content.reason is None:
            remedy = f"to {verb}, give a reason"
        elif content.reason is Reason.OTHER:
            remedy = "the reason 'other' wants a note"
        else:
            remedy = f"reasons to {verb} are {', '.join(sorted(wanted))}"
        free = tuple(to for to, way in state.ways.items() if isinstance(to, Stage) and way[2])
        return self._refused(state, on, remedy, free)

    def _refused(
        self, state: Position, on: date, remedy: str = "", allowed: tuple[Stage | CycleStatus, ...] | None = None
    ) -> MoveNotAllowed:
        ways = tuple(map(str, state.ways if allowed is None else allowed))
        return MoveNotAllowed(record=self.id, noun=self.NOUN, on=on, state=str(state.at), allowed=ways, remedy=remedy)
