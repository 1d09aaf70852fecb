"""Checkpoints of a journey: what will be different for a child by a day, what was found, and so what."""

import enum
from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Final, NamedTuple

from reflective.errors import BadValue
from reflective.fields import Id, Text, value
from reflective.records.due import Due, check_due
from reflective.records.entry import Audience, Content, Link

__all__ = [
    "CHECKPOINT_MOVES",
    "EVIDENCED",
    "LEFT",
    "Checkpoint",
    "CheckpointAgreed",
    "CheckpointMoved",
    "CheckpointProposed",
    "CheckpointReached",
    "CheckpointState",
    "CheckpointStatus",
    "CheckpointStep",
    "SoWhat",
    "SoWhatDecided",
    "after",
    "before",
    "named",
    "target",
]


class CheckpointStatus(enum.StrEnum):
    """Where a checkpoint stands. Overdue is asked for with a day and never stored."""

    NOT_STARTED = "not_started"
    PROPOSED = "proposed"
    AGREED = "agreed"
    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    #: The day came, and nothing is evidenced either way.
    UNKNOWN = "unknown"
    DECIDED = "decided"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class CheckpointStep(enum.StrEnum):
    """What a step from one status to another is."""

    PROPOSE = "propose"
    AGREE = "agree"
    #: A new day, with who and why; the first day is kept.
    RESCHEDULE = "reschedule"
    REACH = "reach"
    #: What follows from it, for the child.
    DECIDE = "decide"
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"


_SO_WHAT: Final[Mapping[CheckpointStatus, CheckpointStep]] = {CheckpointStatus.DECIDED: CheckpointStep.DECIDE}
LEFT: Final[Mapping[CheckpointStatus, CheckpointStep]] = {
    CheckpointStatus.SUPERSEDED: CheckpointStep.SUPERSEDE,
    CheckpointStatus.WITHDRAWN: CheckpointStep.WITHDRAW,
}

#: Which status may follow which. Every result asks "so what?", and what was found unknown can still be found out.
CHECKPOINT_MOVES: Final[Mapping[CheckpointStatus, Mapping[CheckpointStatus, CheckpointStep]]] = {
    CheckpointStatus.NOT_STARTED: {
        CheckpointStatus.PROPOSED: CheckpointStep.PROPOSE,
        CheckpointStatus.AGREED: CheckpointStep.AGREE,
    },
    CheckpointStatus.PROPOSED: {CheckpointStatus.AGREED: CheckpointStep.AGREE, **LEFT},
    CheckpointStatus.AGREED: {
        CheckpointStatus.AGREED: CheckpointStep.RESCHEDULE,
        CheckpointStatus.MET: CheckpointStep.REACH,
        CheckpointStatus.PARTLY_MET: CheckpointStep.REACH,
        CheckpointStatus.NOT_MET: CheckpointStep.REACH,
        CheckpointStatus.UNKNOWN: CheckpointStep.REACH,
        **LEFT,
    },
    CheckpointStatus.MET: _SO_WHAT,
    CheckpointStatus.PARTLY_MET: _SO_WHAT,
    CheckpointStatus.NOT_MET: _SO_WHAT,
    CheckpointStatus.UNKNOWN: {
        CheckpointStatus.MET: CheckpointStep.REACH,
        CheckpointStatus.PARTLY_MET: CheckpointStep.REACH,
        CheckpointStatus.NOT_MET: CheckpointStep.REACH,
        **_SO_WHAT,
    },
    CheckpointStatus.DECIDED: {},
    CheckpointStatus.SUPERSEDED: {},
    CheckpointStatus.WITHDRAWN: {},
}

_RESULTS: Final = frozenset(
    {CheckpointStatus.MET, CheckpointStatus.PARTLY_MET, CheckpointStatus.NOT_MET, CheckpointStatus.UNKNOWN}
)
EVIDENCED: Final = _RESULTS - {CheckpointStatus.UNKNOWN}


@value(kw_only=True)
class Checkpoint:
    """A day on which something will be different for this child, and how we would know.

    Due on a day (`due_on`), or in words (`due`) counted from a day (`counted_from`) that was something (`anchor`).
    """

    id: Id
    different: Text
    how_we_would_know: Text
    due: Text | None = None
    due_on: date | None = None
    counted_from: date | None = None
    anchor: Text | None = None
    owner: Id | None = None

    def __attrs_post_init__(self) -> None:
        check_due(self.due, self.due_on, self.counted_from)
        if self.due is None and self.due_on is None:
            raise BadValue(name="due", wanted="given in words or as a day (due_on), one of the two")


@value(kw_only=True)
class CheckpointProposed(Content):
    """A checkpoint in draft."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    checkpoint: Checkpoint


@value(kw_only=True)
class CheckpointAgreed(Content):
    """A checkpoint agreed, with its day as it was resolved then, and whether the family was asked."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    checkpoint: Checkpoint
    due: Due
    family_asked: bool = False


@value(kw_only=True)
class CheckpointMoved(Content):
    """Rescheduled, superseded by another, or withdrawn; by whoever wrote this, and why."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    checkpoint: Id
    to: CheckpointStatus
    because: Text
    day: date | None = None
    superseded_by: Id | None = None


@value(kw_only=True)
class CheckpointReached(Content):
    """What was found: met, partly met, not met, or nothing evidenced either way. All but the last rest on evidence."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    checkpoint: Id
    found: CheckpointStatus
    evidence: Text | None = None
    of: Link | None = None


class SoWhat(enum.StrEnum):
    """What follows from a checkpoint."""

    CONTINUE = "continue"
    ADJUST_PLAN = "adjust_plan"
    STEP_UP = "step_up"
    STEP_DOWN = "step_down"
    ACTIVATE_PLAN_B = "activate_plan_b"


@value(kw_only=True)
class SoWhatDecided(Content):
    """What was decided because of what a checkpoint found, and why."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    checkpoint: Id
    so_what: SoWhat
    because: Text


class CheckpointState(NamedTuple):
    """One checkpoint on a day: where it stands, when it is due, and each day it was due before, the first one first."""

    checkpoint: Checkpoint
    status: CheckpointStatus
    due: Due | None = None
    former: tuple[date, ...] = ()
    found: CheckpointStatus | None = None
    found_on: date | None = None
    so_what: SoWhat | None = None

    @property
    def day(self) -> date | None:
        """The day it is due now; None before it is agreed."""
        return None if self.due is None else self.due.day

    @property
    def first_day(self) -> date | None:
        """The day it was first due."""
        return self.former[0] if self.former else self.day


def named(content: Content) -> str | None:
    """The checkpoint that an entry is about."""
    match content:
        case CheckpointProposed(checkpoint=checkpoint) | CheckpointAgreed(checkpoint=checkpoint):
            return checkpoint.id
        case CheckpointMoved(checkpoint=one) | CheckpointReached(checkpoint=one) | SoWhatDecided(checkpoint=one):
            return one
    return None


def target(content: Content) -> CheckpointStatus | None:
    """Where an entry would take the checkpoint, or None where the entry is no step."""
    match content:
        case CheckpointProposed():
            return CheckpointStatus.PROPOSED
        case CheckpointAgreed():
            return CheckpointStatus.AGREED
        case CheckpointMoved(to=to) if to is CheckpointStatus.AGREED or to in LEFT:
            return to
        case CheckpointReached(found=found) if found in _RESULTS:
            return found
        case SoWhatDecided():
            return CheckpointStatus.DECIDED
    return None


def before(known: CheckpointState | None, content: Content) -> CheckpointState | None:
    """The checkpoint before an entry about it: as it stands, or new where the entry brings it."""
    if known is None and isinstance(content, CheckpointProposed | CheckpointAgreed):
        return CheckpointState(content.checkpoint, CheckpointStatus.NOT_STARTED)
    return known


def after(known: CheckpointState, content: Content, on: date) -> CheckpointState:
    """The checkpoint after an entry about it, legal or not."""
    moved = known._replace(status=target(content) or known.status)
    match content:
        case CheckpointAgreed(checkpoint=checkpoint, due=due):
            return moved._replace(checkpoint=checkpoint, due=due)
        case CheckpointMoved(day=date() as day):
            former = known.former if known.day is None else (*known.former, known.day)
            return moved._replace(due=Due(day=day), former=former)
        case CheckpointReached(found=found):
            return moved._replace(found=found, found_on=on)
        case SoWhatDecided(so_what=so_what):
            return moved._replace(so_what=so_what)
    return moved
