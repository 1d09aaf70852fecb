"""The goals of a plan, the family's answers, its reviews, and its signatures."""

import enum
from datetime import date
from typing import Final, NamedTuple

from reflective.fields import Id, Key, Text, value
from reflective.practice.plan.actions import Result
from reflective.records.content import Audience, Content, content
from reflective.records.due import Due
from reflective.records.machine import SAME, Machine, State

__all__ = [
    "CHILD_IN_NEED",
    "REVIEW",
    "Answer",
    "Answered",
    "Goal",
    "ReviewHeld",
    "ReviewOutcome",
    "ReviewPlanned",
    "ReviewResult",
    "ReviewStage",
    "ReviewState",
    "SignedOff",
    "Started",
]


#: The origin of a child in need plan, whose reviews are then told to rules as just that.
CHILD_IN_NEED: Final = "child in need plan"


@content("plan.started", Audience.CHILD_FILE)
class Started(Content):
    """The origin of the plan ("supervision", "child in need plan"), whom it is for, and its term as stated."""

    origin: Text
    children: tuple[Id, ...] = ()
    #: How long it is for, in the words it was said in; where they can be read in two ways, nobody chooses here.
    term: Text | None = None


@content("plan.goal", Audience.CHILD_FILE)
class Goal(Content):
    """A goal: a difference for one child, which actions serve."""

    id: Key
    child: Id
    different: Text


class Answer(enum.StrEnum):
    """The answer of somebody in the family to the plan. Not asked differs from asked without an answer."""

    AGREES = "agrees"
    AGREES_IN_PART = "agrees_in_part"
    DISAGREES = "disagrees"
    ASKED_NO_ANSWER = "asked_no_answer"
    NOT_ASKED = "not_asked"


@content("plan.answered", Audience.FAMILY_SHARED)
class Answered(Content):
    """The answer of one person, to the whole plan or to one action, in their words where they gave any."""

    person: Id
    answer: Answer
    action: Key | None = None
    words: Text | None = None


@content("plan.review_planned", Audience.CHILD_FILE, verb="plan_review")
class ReviewPlanned(Content):
    """A day on which actions are looked at as a set, and what it will look at in particular."""

    id: Key
    due: Due | None = None
    #: The actions it reviews; empty means all of them.
    actions: tuple[Key, ...] = ()
    focus: tuple[Text, ...] = ()
    reviewer: Id | None = None


class ReviewOutcome(enum.StrEnum):
    """The decision of a review."""

    CONTINUE = "continue"
    CHANGE = "change"
    STEP_UP = "step_up"
    STEP_DOWN = "step_down"
    CLOSE = "close"


@value(kw_only=True)
class ReviewResult:
    """The finding of a review about one action."""

    action: Key
    found: Text
    result: Result | None = None


@content("plan.review_held", Audience.CHILD_FILE, verb="hold_review")
class ReviewHeld(Content):
    """A review took place: who took part, whose views were given, what was found and decided."""

    id: Key
    took_part: tuple[Id, ...]
    outcome: ReviewOutcome | None = None
    #: (whose, what they think), children first.
    views: tuple[tuple[Id, Text], ...] = ()
    results: tuple[ReviewResult, ...] = ()


@content("plan.signed_off", Audience.CHILD_FILE)
class SignedOff(Content):
    """Whoever wrote this entry signs one version of the plan; a later edit is unsigned."""

    version: int


class ReviewState(NamedTuple):
    """One review on a day."""

    planned: ReviewPlanned
    #: The day it was first planned.
    since: date
    #: Every day it was planned for before.
    former: tuple[date | None, ...] = ()
    held_on: date | None = None
    held: ReviewHeld | None = None

    @property
    def day(self) -> date | None:
        """The day it is planned for."""
        return None if self.planned.due is None else self.planned.due.day

    def after(self, content: Content, on: date) -> "ReviewState":
        """The review after an entry about it."""
        match content:
            case ReviewPlanned():
                return self._replace(planned=content, former=(*self.former, self.day))
            case ReviewHeld():
                return self._replace(held_on=on, held=content)
        return self


class ReviewStage(State):
    """Where a review is."""

    NOT_PLANNED = "not_planned"
    PLANNED = "planned"
    HELD = "held"


#: The moves of a review. Planning it again changes its day, and every former day is kept.
REVIEW: Final = Machine(
    "review",
    item="id",
    start=ReviewStage.NOT_PLANNED,
    table={
        ReviewStage.NOT_PLANNED: {ReviewPlanned: ReviewStage.PLANNED},
        ReviewStage.PLANNED: {ReviewPlanned: SAME, ReviewHeld: ReviewStage.HELD},
        ReviewStage.HELD: {},
    },
)
