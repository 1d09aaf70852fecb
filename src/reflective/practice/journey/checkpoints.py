"""Checkpoints of a journey: what will be different for a child by a day, what was found, and so what."""

import enum
from datetime import date
from typing import Final, NamedTuple

from reflective.errors import BadValue
from reflective.fields import Id, Key, Text, value
from reflective.records.content import Audience, Content, Link, content
from reflective.records.due import Due, check_due
from reflective.records.machine import SAME, Machine, Row, State

__all__ = [
    "CHECKPOINT",
    "EVIDENCED",
    "LEFT",
    "Checkpoint",
    "CheckpointAgreed",
    "CheckpointProposed",
    "CheckpointReached",
    "CheckpointRescheduled",
    "CheckpointState",
    "CheckpointStatus",
    "CheckpointSuperseded",
    "CheckpointWithdrawn",
    "SoWhat",
    "SoWhatDecided",
]


class CheckpointStatus(State):
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


#: The findings of a checkpoint. All but "unknown" rest on evidence.
RESULTS: Final = frozenset(
    {CheckpointStatus.MET, CheckpointStatus.PARTLY_MET, CheckpointStatus.NOT_MET, CheckpointStatus.UNKNOWN}
)
EVIDENCED: Final = RESULTS - {CheckpointStatus.UNKNOWN}


@value(kw_only=True)
class Checkpoint:
    """A day on which something will be different for this child, and how we would know.

    Due on a day (`due_on`), or in words (`due`) counted from a day (`counted_from`) that was something (`anchor`).
    """

    id: Key
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


@content("journey.checkpoint_proposed", Audience.CHILD_FILE, verb="propose")
class CheckpointProposed(Content):
    """A checkpoint in draft."""

    checkpoint: Checkpoint


@content("journey.checkpoint_agreed", Audience.CHILD_FILE, verb="agree")
class CheckpointAgreed(Content):
    """A checkpoint agreed, with its day as it was resolved then, and whether the family was asked."""

    checkpoint: Checkpoint
    due: Due
    family_asked: bool = False


@content("journey.checkpoint_rescheduled", Audience.CHILD_FILE, verb="reschedule")
class CheckpointRescheduled(Content):
    """An agreed checkpoint has another day, and why; the first day is kept."""

    checkpoint: Key
    because: Text
    day: date


@content("journey.checkpoint_superseded", Audience.CHILD_FILE, verb="supersede")
class CheckpointSuperseded(Content):
    """Another checkpoint takes its place, and why."""

    checkpoint: Key
    because: Text
    by_checkpoint: Key

    def __attrs_post_init__(self) -> None:
        if self.by_checkpoint == self.checkpoint:
            raise BadValue(name="by_checkpoint", wanted="another checkpoint, which takes the place of this one")


@content("journey.checkpoint_withdrawn", Audience.CHILD_FILE, verb="withdraw")
class CheckpointWithdrawn(Content):
    """The checkpoint no longer serves, and why."""

    checkpoint: Key
    because: Text


@content("journey.checkpoint_reached", Audience.CHILD_FILE, verb="reach")
class CheckpointReached(Content):
    """The finding: met, partly met, not met, or nothing evidenced either way."""

    checkpoint: Key
    found: CheckpointStatus
    evidence: Text | None = None
    of: Link | None = None

    def __attrs_post_init__(self) -> None:
        if self.found not in RESULTS:
            raise BadValue(name="found", wanted=f"one of {', '.join(sorted(RESULTS))}")
        if self.found in EVIDENCED and self.evidence is None and self.of is None:
            raise BadValue(
                name="evidence", wanted="given: a finding rests on evidence, and without any it is 'unknown'"
            )


class SoWhat(enum.StrEnum):
    """The consequence of a checkpoint for the child."""

    CONTINUE = "continue"
    ADJUST_PLAN = "adjust_plan"
    STEP_UP = "step_up"
    STEP_DOWN = "step_down"
    ACTIVATE_PLAN_B = "activate_plan_b"


@content("journey.so_what_decided", Audience.CHILD_FILE, verb="decide")
class SoWhatDecided(Content):
    """The decision that follows from a finding, and why."""

    checkpoint: Key
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

    def after(self, content: Content, to: CheckpointStatus, on: date) -> "CheckpointState":
        """The checkpoint after an entry about it."""
        moved = self._replace(status=to)
        match content:
            case CheckpointAgreed(checkpoint=checkpoint, due=due):
                return moved._replace(checkpoint=checkpoint, due=due)
            case CheckpointRescheduled(day=day):
                former = self.former if self.day is None else (*self.former, self.day)
                return moved._replace(due=Due(day=day), former=former)
            case CheckpointReached(found=found):
                return moved._replace(found=found, found_on=on)
            case SoWhatDecided(so_what=so_what):
                return moved._replace(so_what=so_what)
        return moved


_LEFT: Final[Row] = {
    CheckpointSuperseded: CheckpointStatus.SUPERSEDED,
    CheckpointWithdrawn: CheckpointStatus.WITHDRAWN,
}
_SO_WHAT: Final[Row] = {SoWhatDecided: CheckpointStatus.DECIDED}
#: The ways in which a checkpoint is no longer waited for.
LEFT: Final = frozenset({CheckpointStatus.SUPERSEDED, CheckpointStatus.WITHDRAWN})

#: The moves of a checkpoint. Every result is followed by a decision; an unknown result can still be found out.
CHECKPOINT: Final = Machine(
    "checkpoint",
    item="checkpoint",
    start=CheckpointStatus.NOT_STARTED,
    table={
        CheckpointStatus.NOT_STARTED: {
            CheckpointProposed: CheckpointStatus.PROPOSED,
            CheckpointAgreed: CheckpointStatus.AGREED,
        },
        CheckpointStatus.PROPOSED: {CheckpointAgreed: CheckpointStatus.AGREED, **_LEFT},
        CheckpointStatus.AGREED: {CheckpointRescheduled: SAME, CheckpointReached: RESULTS, **_LEFT},
        CheckpointStatus.MET: _SO_WHAT,
        CheckpointStatus.PARTLY_MET: _SO_WHAT,
        CheckpointStatus.NOT_MET: _SO_WHAT,
        CheckpointStatus.UNKNOWN: {CheckpointReached: EVIDENCED, **_SO_WHAT},
        CheckpointStatus.DECIDED: {},
        CheckpointStatus.SUPERSEDED: {},
        CheckpointStatus.WITHDRAWN: {},
    },
    choose={CheckpointReached: lambda _facts, entry: entry.content.found},
    remedies={
        CheckpointAgreed: lambda at: "reschedule it to change its day" if at is CheckpointStatus.AGREED else "",
        CheckpointRescheduled: lambda at: (
            "agree it: only an agreed checkpoint is rescheduled" if at is CheckpointStatus.PROPOSED else ""
        ),
    },
)
