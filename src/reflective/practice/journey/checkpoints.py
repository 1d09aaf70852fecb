"""Checkpoints of a journey: a difference for a child by a day, the finding, and the decision that follows."""

import enum
from datetime import date
from typing import Final

from reflective.errors import BadValue
from reflective.fields import Id, Key, Text, value
from reflective.records.content import Audience, Content, Link, content
from reflective.records.machine import SAME, Machine, Row, State
from reflective.timescales import Deadline, deadline_of

__all__ = [
    "CHECKPOINT",
    "EVIDENCED",
    "RESULTS",
    "Checkpoint",
    "CheckpointAgreed",
    "CheckpointProposed",
    "CheckpointReached",
    "CheckpointRescheduled",
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


@value(kw_only=True, init=False)
class Checkpoint:
    """A day on which something will be different for this child, and how we would know.

    `due` is a `Deadline`, or words ("in 5 weeks") with the day that they are counted from (`counted_from`) and what
    happened on it (`anchor`, "the supervision" unless given): the day is resolved at once and kept. Words that name no
    day ("when the baby is home") are kept as they were said.

    >>> day = date(2021, 9, 6)
    >>> meals = {"id": "meals", "different": "Jamie eats breakfast", "how_we_would_know": "the school tells us"}
    >>> Checkpoint(**meals, due="in 5 weeks", counted_from=day).due.day
    datetime.date(2021, 10, 11)
    >>> Checkpoint(**meals, due="when the baby is home").due.day is None
    True
    """

    id: Key
    different: Text
    how_we_would_know: Text
    due: Deadline
    owner: Id | None = None

    def __init__(
        self,
        *,
        id: str,  # noqa: A002 - the checkpoint's own name
        different: str,
        how_we_would_know: str,
        due: Deadline | str,
        counted_from: date | None = None,
        anchor: str | None = None,
        owner: str | None = None,
    ) -> None:
        deadline = deadline_of(due, counted_from, anchor)
        if deadline is None:
            raise BadValue(name="due", wanted="a Deadline, or words: a checkpoint has a day or says when")
        self.__attrs_init__(  # pyright: ignore[reportAttributeAccessIssue]  # attrs makes it
            id=id,
            different=different,
            how_we_would_know=how_we_would_know,
            due=deadline,
            owner=owner,
        )


@content("journey.checkpoint_proposed", Audience.CHILD_FILE, verb="propose")
class CheckpointProposed(Content):
    """A checkpoint in draft.

    >>> meals = Checkpoint(
    ...     id="meals", different="breakfast", how_we_would_know="the school tells us", due="before half term"
    ... )
    >>> CheckpointProposed(checkpoint=meals).checkpoint.id
    'meals'
    """

    checkpoint: Checkpoint


@content("journey.checkpoint_agreed", Audience.CHILD_FILE, verb="agree")
class CheckpointAgreed(Content):
    """A checkpoint agreed, and whether the family was asked.

    >>> meals = Checkpoint(
    ...     id="meals", different="breakfast", how_we_would_know="the school tells us", due="before half term"
    ... )
    >>> agreed = CheckpointAgreed(checkpoint=meals, family_asked=True)
    >>> agreed.checkpoint.id, agreed.family_asked
    ('meals', True)
    """

    checkpoint: Checkpoint
    family_asked: bool = False


@content("journey.checkpoint_rescheduled", Audience.CHILD_FILE, verb="reschedule")
class CheckpointRescheduled(Content):
    """An agreed checkpoint has another day, and why; every former day is kept.

    >>> half_term = Deadline.on(date(2021, 10, 18))
    >>> CheckpointRescheduled(checkpoint="meals", because="he eats at ten", due=half_term).due.day
    datetime.date(2021, 10, 18)
    """

    checkpoint: Key
    because: Text
    due: Deadline
    #: The child's account because of which it was moved, where that is why.
    because_of: Link | None = None


@content("journey.checkpoint_superseded", Audience.CHILD_FILE, verb="supersede")
class CheckpointSuperseded(Content):
    """Another checkpoint takes its place, and why.

    >>> CheckpointSuperseded(checkpoint="meals", because="the school has a club", by_checkpoint="club")
    CheckpointSuperseded(checkpoint='meals', by_checkpoint='club')
    """

    checkpoint: Key
    because: Text
    by_checkpoint: Key

    def __attrs_post_init__(self) -> None:
        if self.by_checkpoint == self.checkpoint:
            raise BadValue(name="by_checkpoint", wanted="another checkpoint, which takes the place of this one")


@content("journey.checkpoint_withdrawn", Audience.CHILD_FILE, verb="withdraw")
class CheckpointWithdrawn(Content):
    """The checkpoint no longer serves, and why.

    >>> CheckpointWithdrawn(checkpoint="meals", because="they moved")
    CheckpointWithdrawn(checkpoint='meals')
    """

    checkpoint: Key
    because: Text


@content("journey.checkpoint_reached", Audience.CHILD_FILE, verb="reach")
class CheckpointReached(Content):
    """The finding: met, partly met, not met, or nothing evidenced either way.

    >>> CheckpointReached(checkpoint="meals", found=CheckpointStatus.PARTLY_MET, evidence="three days in five")
    CheckpointReached(checkpoint='meals', found=<CheckpointStatus.PARTLY_MET: 'partly_met'>, of=None)
    >>> CheckpointReached(checkpoint="meals", found=CheckpointStatus.MET)
    Traceback (most recent call last):
        ...
    reflective.errors.BadValue: evidence must be given: a finding rests on evidence, and without any it is 'unknown'
    """

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
    """The decision that follows from a finding, and why.

    >>> SoWhatDecided(checkpoint="meals", so_what=SoWhat.CONTINUE, because="it is a beginning")
    SoWhatDecided(checkpoint='meals', so_what=<SoWhat.CONTINUE: 'continue'>, because_of=None)
    """

    checkpoint: Key
    so_what: SoWhat
    because: Text
    #: The child's account because of which this was decided, where that is why.
    because_of: Link | None = None


_LEFT: Final[Row] = {
    CheckpointSuperseded: CheckpointStatus.SUPERSEDED,
    CheckpointWithdrawn: CheckpointStatus.WITHDRAWN,
}
_SO_WHAT: Final[Row] = {SoWhatDecided: CheckpointStatus.DECIDED}
_FOUND_ALREADY: Final = EVIDENCED | {CheckpointStatus.DECIDED}

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
        CheckpointReached: lambda at: "correct the entry that says what was found" if at in _FOUND_ALREADY else "",
    },
)
