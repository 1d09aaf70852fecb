"""The entries of a child's journey map: its stages, how to get there, the obstacles, and the questions asked."""

import enum

from reflective.fields import Id, Text
from reflective.records.content import Audience, Content, content
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


@content("journey.of", Audience.CHILD_FILE, subjects=("child",), opens=True)
class JourneyOf(Content):
    """Whose journey this is: one child's, whoever else's plan they share.

    >>> JourneyOf(child="child-1").subjects
    ('child-1',)
    """

    child: Id


@content("journey.stage", Audience.CHILD_FILE)
class JourneyStage(Content):
    """One stage of the journey: what it was or is, when, and by whose account.

    >>> JourneyStage(part=JourneyPart.PAST, what="with foster carers", start=PartialDate.year(2018)).start.earliest
    datetime.date(2018, 1, 1)
    """

    part: JourneyPart
    what: Text
    start: PartialDate | None = None
    end: PartialDate | None = None
    told_by: Id | None = None


@content("journey.how_to_get_there", Audience.CHILD_FILE)
class HowToGetThere(Content):
    """How they are to get to what is next.

    >>> HowToGetThere(how="breakfast club, three days a week")
    HowToGetThere()
    """

    how: Text


@content("journey.obstacle", Audience.CHILD_FILE)
class Obstacle(Content):
    """An obstacle, and the response to it.

    >>> Obstacle(what="the bus was stopped", response="the school sends a taxi")
    Obstacle()
    """

    what: Text
    response: Text | None = None


@content("journey.account", Audience.CHILD_FILE)
class Account(Content):
    """The child's own account: what they said, or what was seen of a child too young to say.

    >>> Account(words="she turns to the door", observed=True)
    Account(observed=True, told_to=None)
    """

    words: Text
    observed: bool = False
    told_to: Id | None = None


class MapQuestion(enum.StrEnum):
    """The questions that a journey map answers."""

    NEXT = "next"
    HOW = "how"
    TIMESCALES = "timescales"
    CHECKPOINTS = "checkpoints"


@content("journey.asked", Audience.CHILD_FILE)
class Asked(Content):
    """A question was asked. Asked and not answered is on the record as just that; an answer is what follows it.

    >>> Asked(question=MapQuestion.NEXT)
    Asked(question=<MapQuestion.NEXT: 'next'>)
    """

    question: MapQuestion
    answer: Text | None = None
