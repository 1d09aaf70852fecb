"""What is on a child's journey map: the stretches of the way, how to go on, what is in the way, and what was asked."""

import enum
from typing import ClassVar

from reflective.fields import Id, Text, value
from reflective.records.entry import Audience, Content
from reflective.timescales import PartialDate

__all__ = [
    "Account",
    "Asked",
    "HowToGetThere",
    "JourneyOf",
    "JourneyPart",
    "JourneyStage",
    "MapQuestion",
    "Obstacle",
]


class JourneyPart(enum.StrEnum):
    """Which part of the way a stretch is, as it was told."""

    PAST = "past"
    NOW = "now"
    #: An intention, not a forecast.
    NEXT = "next"


@value(kw_only=True)
class JourneyOf(Content):
    """Whose journey this is: one child's, whoever else's plan they share."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    child: Id


@value(kw_only=True)
class JourneyStage(Content):
    """One stretch of the way: what it was or is, when, and by whose account."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    part: JourneyPart
    what: Text
    start: PartialDate | None = None
    end: PartialDate | None = None
    told_by: Id | None = None


@value(kw_only=True)
class HowToGetThere(Content):
    """How they are to get to what is next."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    how: Text


@value(kw_only=True)
class Obstacle(Content):
    """What stands in the way, and what is done about it."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    what: Text
    response: Text | None = None


@value(kw_only=True)
class Account(Content):
    """The child's own account: what they said, or what was seen of a child too young to say."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    words: Text
    observed: bool = False
    told_to: Id | None = None


class MapQuestion(enum.StrEnum):
    """What is asked of a journey map."""

    NEXT = "next"
    HOW = "how"
    TIMESCALES = "timescales"
    CHECKPOINTS = "checkpoints"


@value(kw_only=True)
class Asked(Content):
    """A question was asked. Asked and not answered is on the record as just that; an answer is what follows it."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    question: MapQuestion
    answer: Text | None = None
