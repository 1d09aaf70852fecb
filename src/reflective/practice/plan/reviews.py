"""The reviews of a plan: planned for a day, moved with the reason, and held once."""

import enum
from datetime import date
from typing import Final, NamedTuple

from reflective.fields import Id, Key, Text, value
from reflective.practice.plan.action_entries import Result
from reflective.practice.plan.days import Dated, Origin
from reflective.records.content import Audience, Content, content
from reflective.records.machine import SAME, Machine, State
from reflective.timescales import Deadline

__all__ = [
    "REVIEW",
    "ReviewHeld",
    "ReviewMoved",
    "ReviewOutcome",
    "ReviewPlanned",
    "ReviewResult",
    "ReviewStage",
    "ReviewState",
]


@content("plan.review_planned", Audience.CHILD_FILE, verb="plan_review", substance=True)
class ReviewPlanned(Content):
    """A day on which actions are looked at as a set, and what it will look at in particular.

    >>> ReviewPlanned(id="review-1", due=Deadline.on(date(2021, 11, 1))).due.day
    datetime.date(2021, 11, 1)
    """

    id: Key
    due: Deadline | None = None
    #: The actions it reviews; empty means all of them.
    actions: tuple[Key, ...] = ()
    focus: tuple[Text, ...] = ()
    reviewer: Id | None = None


@content("plan.review_moved", Audience.CHILD_FILE, verb="move_review", substance=True)
class ReviewMoved(Content):
    """A planned review has another day, and why; every former day is kept.

    >>> ReviewMoved(id="review-1", due=Deadline.on(date(2021, 11, 8)), because="half term").due.day
    datetime.date(2021, 11, 8)
    """

    id: Key
    due: Deadline
    because: Text


class ReviewOutcome(enum.StrEnum):
    """The decision of a review."""

    CONTINUE = "continue"
    CHANGE = "change"
    STEP_UP = "step_up"
    STEP_DOWN = "step_down"
    #: No further review is asked for.
    CLOSE = "close"


@value(kw_only=True)
class ReviewResult:
    """The finding of a review about one action.

    >>> ReviewResult(action="a-2", found="the school now rings", result=Result.EFFECTIVE)
    ReviewResult(action='a-2', result=<Result.EFFECTIVE: 'effective'>)
    """

    action: Key
    found: Text
    result: Result | None = None


@content("plan.review_held", Audience.CHILD_FILE, verb="hold_review")
class ReviewHeld(Content):
    """A review took place: who took part, whose views were given, what was found and decided.

    >>> ReviewHeld(id="review-1", took_part=("parent-1", "worker-1"), outcome=ReviewOutcome.CONTINUE).outcome.value
    'continue'
    """

    id: Key
    took_part: tuple[Id, ...]
    outcome: ReviewOutcome | None = None
    #: (whose, what they think), children first.
    views: tuple[tuple[Id, Text], ...] = ()
    results: tuple[ReviewResult, ...] = ()


class ReviewState(NamedTuple):
    """One review on a day."""

    planned: ReviewPlanned
    #: The entry that planned it, and the entry that says it was held.
    origin: Origin
    held_by: Origin | None = None
    #: Its day as it stands, and each day that it had before.
    dated: Dated = Dated()
    held: ReviewHeld | None = None

    @property
    def since(self) -> date:
        """The day it was first planned."""
        return self.origin.on

    @property
    def day(self) -> date | None:
        """The day it is planned for."""
        return self.dated.day

    @property
    def former(self) -> tuple[date | None, ...]:
        """Every day it was planned for before, the first one first."""
        return self.dated.former_days

    @property
    def held_on(self) -> date | None:
        """The day it was held; None where it has not been."""
        return self.dated.met_on


class ReviewStage(State):
    """Where a review is."""

    NOT_PLANNED = "not_planned"
    PLANNED = "planned"
    HELD = "held"


#: The moves of a review.
REVIEW: Final = Machine(
    "review",
    item="id",
    start=ReviewStage.NOT_PLANNED,
    table={
        ReviewStage.NOT_PLANNED: {ReviewPlanned: ReviewStage.PLANNED},
        ReviewStage.PLANNED: {ReviewMoved: SAME, ReviewHeld: ReviewStage.HELD},
        ReviewStage.HELD: {},
    },
    remedies={
        ReviewPlanned: lambda at: (
            "move it to another day, with the reason"
            if at is ReviewStage.PLANNED
            else "plan the next one under its own id"
        ),
        ReviewHeld: lambda _at: "correct the entry that says it was held",
    },
)
