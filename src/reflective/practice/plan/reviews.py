"""What surrounds the actions of a plan: its goals, the family's word on it, reviews, and who signed which version."""

import enum
from datetime import date
from typing import ClassVar, Final, NamedTuple

from reflective.fields import Id, Text, value
from reflective.practice.plan.actions import Result
from reflective.records.due import Due
from reflective.records.entry import Audience, Content

__all__ = [
    "CHILD_IN_NEED",
    "Answer",
    "Answered",
    "Goal",
    "ReviewHeld",
    "ReviewOutcome",
    "ReviewPlanned",
    "ReviewResult",
    "ReviewState",
    "SignedOff",
    "Started",
]


#: The origin of a child in need plan, whose reviews are then told to rules as just that.
CHILD_IN_NEED: Final = "child in need plan"


@value(kw_only=True)
class Started(Content):
    """What plan this is: its origin ("supervision", "child in need plan"), whom it is for, and its term as stated."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    origin: Text
    children: tuple[Id, ...] = ()
    #: How long it is for, in the words it was said in; where they can be read in two ways, nobody chooses here.
    term: Text | None = None


@value(kw_only=True)
class Goal(Content):
    """What will be different for a child; actions serve it."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    id: Id
    child: Id
    different: Text


class Answer(enum.StrEnum):
    """What somebody in the family said to the plan. Not asked, and asked without an answer, are two things."""

    AGREES = "agrees"
    AGREES_IN_PART = "agrees_in_part"
    DISAGREES = "disagrees"
    ASKED_NO_ANSWER = "asked_no_answer"
    NOT_ASKED = "not_asked"


@value(kw_only=True)
class Answered(Content):
    """The answer of one person, to the whole plan or to one action, in their words where they gave any."""

    AUDIENCE: ClassVar[Audience] = Audience.FAMILY_SHARED
    person: Id
    answer: Answer
    action: Id | None = None
    words: Text | None = None


@value(kw_only=True)
class ReviewPlanned(Content):
    """A day on which actions are looked at as a set, and what it will look at in particular."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    id: Id
    due: Due | None = None
    #: The actions it reviews; empty means all of them.
    actions: tuple[Id, ...] = ()
    focus: tuple[Text, ...] = ()
    reviewer: Id | None = None


class ReviewOutcome(enum.StrEnum):
    """What a review decided."""

    CONTINUE = "continue"
    CHANGE = "change"
    STEP_UP = "step_up"
    STEP_DOWN = "step_down"
    CLOSE = "close"


@value(kw_only=True)
class ReviewResult:
    """What a review found of one action."""

    action: Id
    found: Text
    result: Result | None = None


@value(kw_only=True)
class ReviewHeld(Content):
    """A review took place: who took part, whose views were given, what was found and decided."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    id: Id
    took_part: tuple[Id, ...]
    outcome: ReviewOutcome | None = None
    #: (whose, what they think), children first.
    views: tuple[tuple[Id, Text], ...] = ()
    results: tuple[ReviewResult, ...] = ()


@value(kw_only=True)
class SignedOff(Content):
    """Whoever wrote this entry signs one version of the plan; a later edit is unsigned."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
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
