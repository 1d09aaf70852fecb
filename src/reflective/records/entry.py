"""Entries of a log: what is said, on which two days, by whom, about whom, and for whom to read."""

import json
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Generic, TypedDict, TypeVar

import attrs

from reflective.errors import BadEntry, BadValue
from reflective.fields import Id, Text, Time, value
from reflective.records.content import Audience, Content, Erased, Source, Withheld, content

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Required

__all__ = [
    "OWNER_WANTED",
    "Confirmed",
    "Disagreed",
    "Entry",
    "Erased",
    "Erasure",
    "Shown",
    "Strike",
    "Unreadable",
    "Withheld",
    "Written",
    "check_object",
    "default_audience",
]

_C = TypeVar("_C", bound=Content)

#: Looked up once: Python finds a member of an enumeration anew each time.
_PERSONAL: Final = Audience.PERSONAL
#: The rule of owners, in words.
OWNER_WANTED: Final = "a personal entry has an owner, whose file it is on, and no other entry has one"


def default_audience(content: Content) -> Audience:
    """For whom a content is by default; raises `BadEntry` for one whose class nobody declared."""
    if not content.TAG:
        raise BadEntry(code="entry.undeclared", why="its content must be of a class that `content` declares")
    return content.default_audience


def _audience(entry: "Entry[Content]") -> Audience:
    said: object = entry.content
    # The field's own check refuses next what is no content.
    return default_audience(said) if isinstance(said, Content) else Audience.RESTRICTED


@value(kw_only=True)
class Entry(Generic[_C]):
    """One thing written in a log. Its identity is (record id, place); it has no id of its own.

    Raises `BadEntry` where it was recorded before the day it happened, and where it has an owner and is not personal,
    or is personal and has none.

    >>> told = Disagreed(place=0, person="parent-2", words="there are four rooms")
    >>> entry = Entry(on=date(2021, 9, 6), recorded=date(2021, 9, 10), by="worker-1", content=told)
    >>> print(entry.audience)
    child_file
    >>> Entry(on=date(2021, 9, 10), recorded=date(2021, 9, 6), by="worker-1", content=told)
    Traceback (most recent call last):
        ...
    reflective.errors.BadEntry: recorded must be on or after the day it happened
    """

    #: The day it was done or told.
    on: date
    #: The time of that day, where it matters. It never orders anything.
    at: Time | None = None
    #: The day it entered this log: never earlier than `on`.
    recorded: date
    #: Whose word or act it is, and who typed it where somebody else did.
    by: Id
    typed_by: Id | None = None
    content: _C
    #: Whom it is about. Empty means undecided, and keeps it out of every person's file.
    about: tuple[Id, ...] = attrs.field(factory=tuple)  # a factory: documents always have the key
    audience: Audience = attrs.field(default=attrs.Factory(_audience, takes_self=True))
    #: Whose personal file it is on: there for a personal entry, and for no other.
    owner: Id | None = None
    #: People for whom it is closed, whatever its audience.
    withheld_from: tuple[Id, ...] = ()
    source: Source | None = None
    #: The tool that drafted it. Until a named person confirms it, it counts as nothing.
    drafted_by: Id | None = None

    def __attrs_post_init__(self) -> None:
        if self.recorded < self.on:
            raise BadEntry(code="entry.recorded_early", why="recorded must be on or after the day it happened")
        if (self.owner is None) == (self.audience is _PERSONAL):
            raise BadEntry(code="entry.owner", why=OWNER_WANTED)


class Written(TypedDict, total=False):
    """The keywords that every entry takes: `on`, `recorded` and `by`, and the rest of `Entry` where it is needed.

    `about`, `audience` and `owner` are worked out where they are not given. `not_after` is a day after which nothing
    can have been recorded yet: it is checked and not stored.

    >>> written: Written = {"on": date(2021, 9, 6), "recorded": date(2021, 9, 10), "by": "worker-1"}
    >>> Entry(**written, content=Erased(), audience=Audience.RESTRICTED).recorded
    datetime.date(2021, 9, 10)
    """

    on: "Required[date]"
    recorded: "Required[date]"
    by: "Required[str]"
    at: str | None
    typed_by: str | None
    owner: str | None
    about: tuple[str, ...] | None
    audience: Audience | None
    withheld_from: tuple[str, ...]
    source: Source | None
    drafted_by: str | None
    not_after: date | None


@content("log.strike", Audience.PERSONAL)
class Strike(Content):
    """A correction: the places it strikes, why, and how many entries right after it replace them (may be 0).

    >>> Strike(places=(2,), reason="the wrong child", replacements=1)
    Strike(places=(2,), replacements=1)
    """

    places: tuple[int, ...]
    reason: Text | None
    replacements: int = 0

    def erased(self) -> "Strike":
        """The same without its reason: without the places the log could not be read."""
        return Strike(places=self.places, reason=None, replacements=self.replacements)

    def withheld(self) -> "Strike":
        """The same without its reason: a strike always takes effect."""
        return self.erased()


@content("log.erasure", Audience.PERSONAL)
class Erasure(Content):
    """Whoever wrote this entry removed what stood at a place, because the law required it, on the basis given.

    >>> Erasure(place=2, basis="a court's order")
    Erasure(place=2)
    """

    place: int
    basis: Text | None

    def erased(self) -> "Erasure":
        """The same without the words of its basis."""
        return Erasure(place=self.place, basis=None)

    def withheld(self) -> "Erasure":
        """The same without the words of its basis."""
        return self.erased()


@content("log.confirmed", Audience.PERSONAL)
class Confirmed(Content):
    """Whoever wrote this entry read the drafts of a tool at these places, and they count from then on.

    >>> Confirmed(places=(2, 3))
    Confirmed(places=(2, 3))
    """

    places: tuple[int, ...]

    def erased(self) -> "Confirmed":
        """The same: it holds no narrative."""
        return self

    def withheld(self) -> "Confirmed":
        """The same: the draft that it names is shown or not for its own sake."""
        return self


@content("log.disagreed", Audience.CHILD_FILE)
class Disagreed(Content):
    """Somebody disagrees with what the entry at a place says about them: their words stay beside it.

    >>> Disagreed(place=2, person="parent-2", words="I was not asked")
    Disagreed(place=2, person='parent-2')
    """

    place: int
    person: Id
    words: Text


@content("log.unreadable", Audience.RESTRICTED)
class Unreadable(Content):
    """An entry of a later release, or of a host's own kind that is not registered: kept, and read as nothing.

    No document has this tag: the entry is written back as it was found.

    >>> kept = Unreadable(data='{"on": "2021-09-06"}', revision=2)
    >>> print(kept.default_audience)
    restricted
    """

    #: The whole entry as JSON, its keys in their order.
    data: Text
    #: The revision of the document that it was in: a document that it is written to has that one or a later one.
    revision: int = attrs.field(default=1, eq=False)

    def __attrs_post_init__(self) -> None:
        check_object(self.data)


def check_object(data: str) -> dict[str, Any]:
    """The object that a text is the JSON of; raises `BadValue` for any other text."""
    found = None
    with suppress(ValueError, RecursionError):
        found = json.loads(data)
    if not isinstance(found, dict):
        raise BadValue(name="data", wanted="the JSON of an object")
    return found


@attrs.frozen(kw_only=True)
class Shown(Generic[_C]):
    """The entries of a record that a reading shows, in the order of the days, and how many it withholds.

    The entries are (place, entry) pairs.

    >>> print(Shown(entries=(), withheld=2))
    0 shown, 2 withheld
    """

    entries: "tuple[tuple[int, Entry[_C]], ...]" = attrs.field(repr=lambda entries: f"<{len(entries)}>")
    withheld: int
    #: The disagreements with entries that are shown, by the place of the entry: who disagrees, in their words.
    disagreements: "Mapping[int, tuple[Disagreed, ...]]" = attrs.field(
        factory=dict, repr=lambda found: f"<{len(found)}>", hash=False
    )

    def __str__(self) -> str:
        return f"{len(self.entries)} shown, {self.withheld} withheld"
