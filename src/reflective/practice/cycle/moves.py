"""The moves of a reflective cycle: entered anywhere, gone back in with a reason, closed on something agreed."""

import enum
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from reflective.fields import Text
from reflective.practice.cycle.closing import Closed, Continued, LookedAgain
from reflective.practice.cycle.stages import Stage
from reflective.records.content import Audience, Content, Link, content
from reflective.records.entry import Entry
from reflective.records.machine import SAME, Machine, Need, State

__all__ = [
    "CYCLE",
    "REASONS",
    "Abandoned",
    "CycleStatus",
    "Direction",
    "Entered",
    "Paused",
    "Position",
    "Reason",
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


#: Looked up once: Python finds a member of an enumeration anew each time.
_OTHER: Final = Reason.OTHER
_BACK: Final = Direction.BACK
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
#: A stage passed over for one of these is not a short-circuit, and coming back to it is going onward.
_IN_ORDER: Final = frozenset({Reason.URGENT_SAFETY, Reason.COVERED_IN_PREVIOUS_CYCLE})


@content("cycle.entered", Audience.CHILD_FILE, verb="enter")
class Entered(Content):
    """The cycle moved into a stage: the first, the next, an earlier one, or past another.

    >>> Entered(stage=Stage.ACTION, reason=Reason.URGENT_SAFETY)
    Entered(stage=<Stage.ACTION: 'action'>, reason=<Reason.URGENT_SAFETY: 'urgent_safety'>, covered_in=None)
    """

    stage: Stage
    reason: Reason | None = None
    note: Text | None = None
    #: Where the stages passed over were covered, when that is the reason.
    covered_in: Link | None = None

    @property
    def excuses(self) -> bool:
        """Whether nothing is missing in the stages passed over: for safety, or an earlier cycle that is named."""
        covered = self.reason is Reason.COVERED_IN_PREVIOUS_CYCLE and self.covered_in is not None
        return covered or self.reason is Reason.URGENT_SAFETY


@content("cycle.paused", Audience.CHILD_FILE, verb="pause")
class Paused(Content):
    """The session ended with the cycle unfinished; it resumes at the same stage.

    >>> Paused()
    Paused()
    """


@content("cycle.abandoned", Audience.CHILD_FILE, verb="abandon")
class Abandoned(Content):
    """A cycle that was given up, in any of its stages or paused; what was thought stays on the record.

    >>> Abandoned(because="the family moved away")
    Abandoned()
    """

    because: Text


class Position(NamedTuple):
    """Where a cycle is, where it paused, and the stages it has been in and has passed over."""

    at: Stage | CycleStatus = CycleStatus.NOT_BEGUN
    paused_at: Stage | None = None
    entered: frozenset[Stage] = frozenset()
    #: The stages last passed over for a child's safety, or because they were covered elsewhere, and not entered since.
    passed_over: frozenset[Stage] = frozenset()
    #: Those of them in which nothing is missing.
    excused: frozenset[Stage] = frozenset()
    #: The actions whose outcomes this cycle begins with; None where it continues no other, or one whose actions nobody
    #: named.
    continues: frozenset[Link] | None = None
    looked_again: bool = False

    def after(self, entry: Entry[Content], to: Stage | CycleStatus | None, _place: int) -> "Position":
        """The position after an entry."""
        if isinstance(to, Stage):
            return self._in_stage(to, entry.content)
        if to is None:
            if not isinstance(entry.content, Continued) or entry.content.actions is None:
                return self
            return self._replace(continues=(self.continues or frozenset()) | set(entry.content.actions))
        if isinstance(entry.content, LookedAgain):
            return self._replace(looked_again=True)
        paused_at = self.at if to is CycleStatus.PAUSED and isinstance(self.at, Stage) else self.paused_at
        return Position(to, paused_at, *self[2:])

    def _in_stage(self, to: Stage, entered: Content) -> "Position":
        """The position in a stage, and what entering it passed over."""
        passed_over, excused = self.passed_over, self.excused
        between = _BETWEEN.get((self.at, to))
        if between is not None and isinstance(entered, Entered):
            passed_over = passed_over | between if entered.reason in _IN_ORDER else passed_over - between
            excused = excused | between if entered.excuses else excused - between
        if to in passed_over:
            passed_over, excused = passed_over - {to}, excused - {to}
        been = self.entered if to in self.entered else self.entered | {to}
        return Position(to, None, been, passed_over, excused, self.continues, self.looked_again)

    def direction(self, to: Stage | CycleStatus) -> Direction | None:
        """The way a step to another state goes; None where the table lacks it."""
        way = _DIRECTIONS.get((self.at, to))
        if way is None:
            # A pause ends where it began.
            return Direction.RESUME if self.at is CycleStatus.PAUSED and to is self.paused_at else None
        if way is not _BACK:
            return way
        # From action to experience is onward where the cycle was entered later than experience.
        round_again = to not in self.entered and self.at is Stage.ACTION and to is Stage.EXPERIENCE
        return Direction.ONWARD if round_again or to in self.passed_over else way


_ORDER: Final = tuple(Stage)
_STAGES: Final = frozenset(Stage)


def _directions() -> Iterator[tuple[tuple[Stage | CycleStatus, Stage | CycleStatus], Direction]]:
    """The way of each step from one state to another, where that hangs on nothing but the two."""
    for place, at in enumerate(_ORDER):
        yield (CycleStatus.NOT_BEGUN, at), Direction.ENTER
        yield (at, CycleStatus.PAUSED), Direction.PAUSE
        yield (at, CycleStatus.ABANDONED), Direction.ABANDON
        for onward, to in enumerate(_ORDER):
            if onward != place:
                ahead = onward - place
                way = Direction.ONWARD if ahead == 1 else Direction.SKIP if ahead > 1 else Direction.BACK
                yield (at, to), way
    yield (Stage.ACTION, CycleStatus.CLOSED), Direction.CLOSE
    yield (CycleStatus.PAUSED, CycleStatus.ABANDONED), Direction.ABANDON


_DIRECTIONS: Final = dict(_directions())
#: The stages that a skip passes over.
_BETWEEN: Final[Mapping[tuple[State, State], frozenset[Stage]]] = {
    (at, to): frozenset(_ORDER[place + 1 : onward])
    for place, at in enumerate(_ORDER)
    for onward, to in enumerate(_ORDER)
    if onward > place + 1
}


def _reason_or_resume(_at: object, position: Position, to: Stage, entered: Entered | None) -> tuple[Need, ...] | None:
    """A step back or a skip needs a reason that is accepted for it; a paused cycle resumes where it paused."""
    direction = position.direction(to)
    if direction is None:
        return None
    accepted = REASONS.get(direction)
    if accepted is None:
        return ()
    if entered is not None and entered.reason in accepted:
        needs_note = entered.reason is _OTHER and entered.note is None
        return (Need("note", "the reason 'other' requires a note"),) if needs_note else ()
    verb = "skip on" if direction is Direction.SKIP else "go back"
    if entered is None or entered.reason is None:
        return (Need("reason", f"to {verb}, give a reason"),)
    return (Need("reason", f"reasons to {verb} are {', '.join(sorted(accepted))}"),)


def _actions_or_why(_at: object, _position: Position, _to: object, closed: Closed | None) -> tuple[Need, ...]:
    if closed is not None and (closed.actions or closed.none_needed):
        return ()
    return (Need("actions", "to close, name the agreed actions or say why none is needed"),)


def _once(_at: object, position: Position, _to: object, _looked: object) -> tuple[Need, ...] | None:
    return None if position.looked_again else ()


def _look_again_remedy(at: State) -> str:
    if at is CycleStatus.CLOSED:
        return "it was looked at again already: correct that entry where it was wrong"
    return "close it before looking at it again"


def _leave(stage: Stage) -> dict[type[Content], State | frozenset[Stage]]:
    """The moves that every stage has: to any other, to a pause, and to giving the cycle up."""
    return {Entered: _STAGES - {stage}, Paused: CycleStatus.PAUSED, Abandoned: CycleStatus.ABANDONED}


#: The moves of a cycle. Going back is practice at its best; it requires a reason, and so does a skip.
CYCLE: Final = Machine(
    "cycle",
    start=CycleStatus.NOT_BEGUN,
    table={
        CycleStatus.NOT_BEGUN: {Entered: _STAGES},
        Stage.EXPERIENCE: _leave(Stage.EXPERIENCE),
        Stage.REFLECTION: _leave(Stage.REFLECTION),
        Stage.ANALYSIS: _leave(Stage.ANALYSIS),
        Stage.ACTION: {**_leave(Stage.ACTION), Closed: CycleStatus.CLOSED},
        CycleStatus.PAUSED: {Entered: _STAGES, Abandoned: CycleStatus.ABANDONED},
        CycleStatus.CLOSED: {LookedAgain: SAME},
        CycleStatus.ABANDONED: {},
    },
    choose={Entered: lambda _position, entry: entry.content.stage},
    needs={Entered: _reason_or_resume, Closed: _actions_or_why, LookedAgain: _once},
    remedies={LookedAgain: _look_again_remedy},
)
