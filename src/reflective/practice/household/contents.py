"""The entries of a household: who lives where, who left, and the safe way to reach somebody."""

from reflective.errors import BadValue
from reflective.fields import Id, Key, Text
from reflective.records.content import Audience, Content, content
from reflective.timescales import PartialDate

__all__ = ["LeftHome", "LivesAt", "SafeWay"]


def _audience(stay: "LivesAt") -> Audience:
    return Audience.RESTRICTED if stay.confidential else Audience.CHILD_FILE


@content("household.lives_at", _audience, verb="live", subjects=("person",), item="home")
class LivesAt(Content):
    """Somebody lives in a home, from when to when, and by whose word. Told again, the later telling counts.

    Where it is confidential, everything on that home is restricted.

    >>> print(LivesAt(person="parent-1", home="home-2", confidential=True).default_audience)
    restricted
    >>> LivesAt(person="parent-1", home="home-1", start=PartialDate.year(2021), end=PartialDate.year(2019))
    Traceback (most recent call last):
        ...
    reflective.errors.BadValue: end must be a date that can be on or after the start
    """

    person: Id
    #: A word of the host's own for the home, which tells nobody where it is.
    home: Key
    #: Where or what it is, in words.
    home_is: Text | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    told_by: Id | None = None
    confidential: bool = False

    def __attrs_post_init__(self) -> None:
        first = None if self.start is None else self.start.earliest
        last = None if self.end is None else self.end.latest
        if first is not None and last is not None and last < first:
            raise BadValue(name="end", wanted="a date that can be on or after the start")


@content("household.left_home", Audience.CHILD_FILE, verb="leave", subjects=("person",), item="home")
class LeftHome(Content):
    """Somebody left a home, when, and by whose word.

    >>> from datetime import date
    >>> LeftHome(person="parent-2", home="home-1", end=PartialDate.exact(date(2021, 8, 1))).subjects
    ('parent-2',)
    """

    person: Id
    home: Key
    end: PartialDate
    told_by: Id | None = None


@content("household.safe_way", Audience.RESTRICTED, verb="reach_safely", subjects=("person",))
class SafeWay(Content):
    """The safe way to reach somebody whom another person may harm, and the ways never to use. Always restricted.

    >>> print(SafeWay(person="parent-1", how="at the school gate").default_audience)
    restricted
    """

    person: Id
    how: Text
    #: The ways that would put them at risk: a text, a letter to the house.
    never: Text | None = None
