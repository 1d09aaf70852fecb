"""Entries of a log: what is said, on which two days, by whom, about whom, and for whom to read."""

import enum
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final, Generic, TypedDict, TypeVar

import attrs

from reflective.errors import BadEntry
from reflective.fields import Id, Text, value

if TYPE_CHECKING:
    from typing import Required

__all__ = [
    "CLOSENESS",
    "OPEN",
    "Audience",
    "Content",
    "Entry",
    "Erased",
    "Link",
    "Shown",
    "Source",
    "Strike",
    "Written",
    "too_early",
]


class Audience(enum.StrEnum):
    """For whom an entry was written. No audience is secret for ever: each has its own way of asking."""

    CHILD_FILE = "child_file"
    FAMILY_SHARED = "family_shared"
    ORGANISATION = "organisation"
    #: The practitioner's own supervision file.
    PERSONAL = "personal"
    #: Named staff only; withheld from some family members, for somebody's safety.
    RESTRICTED = "restricted"


#: What a view shows unless more is asked for by name. Personal and restricted entries are never in it.
OPEN: Final = frozenset({Audience.CHILD_FILE, Audience.FAMILY_SHARED, Audience.ORGANISATION})

#: From the most widely read to the most closely held: a correction takes the closest of what it strikes.
CLOSENESS: Final = (
    Audience.ORGANISATION,
    Audience.FAMILY_SHARED,
    Audience.CHILD_FILE,
    Audience.PERSONAL,
    Audience.RESTRICTED,
)


@value(kw_only=True)
class Source:
    """Where something is written: a document, the place in it ("88"), and whether we read it in or read it there."""

    document: str
    at: str = ""
    #: True for what the host (or the worked example) inferred: it is ours and not the document's.
    inferred: bool = False


@value(kw_only=True)
class Link:
    """A pointer to something in another record: the whole record, one entry of it, or one item (an action) in it."""

    record: Id
    place: int | None = None
    item: Id | None = None


class Content:
    """What an entry says. A subclass is a value; its class says for whom it is unless the host says otherwise."""

    __slots__ = ()

    #: The audience of such an entry by default: the more private one where practice does not say.
    AUDIENCE: ClassVar[Audience] = Audience.PERSONAL

    @property
    def default_audience(self) -> Audience:
        """For whom this is by default; a subclass may let it depend on what is said."""
        return self.AUDIENCE

    def __init_subclass__(cls) -> None:
        # Asked of every entry that is written: where it depends on nothing, a plain attribute answers at once.
        if cls.default_audience is Content.default_audience or isinstance(cls.default_audience, Audience):
            cls.default_audience = cls.AUDIENCE  # type: ignore[method-assign,assignment]


_C = TypeVar("_C", bound=Content)


def _by_kind(entry: "Entry[Content]") -> Audience:
    return entry.content.default_audience


@value(kw_only=True)
class Entry(Generic[_C]):
    """One thing written in a log. Its identity is (record id, place); it has no id of its own."""

    #: The day it was done or told, and the day it entered this log: never earlier.
    on: date
    recorded: date
    #: Who wrote it.
    by: Id
    content: _C
    #: Whom it is about. Empty means undecided, and keeps it out of every person's file.
    about: tuple[Id, ...] = ()
    audience: Audience = attrs.field(default=attrs.Factory(_by_kind, takes_self=True))
    source: Source | None = None

    def __attrs_post_init__(self) -> None:
        if self.recorded < self.on:
            raise too_early()


class Written(TypedDict, total=False):
    """The keywords that every entry takes: `on`, `recorded` and `by`, and where wanted the rest of `Entry`."""

    on: "Required[date]"
    recorded: "Required[date]"
    by: "Required[str]"
    about: tuple[str, ...]
    audience: Audience | None
    source: Source | None


@value(kw_only=True)
class Strike(Content):
    """A correction: the places it strikes, why, and how many entries right after it replace them (may be 0)."""

    places: tuple[int, ...]
    reason: Text | None
    replacements: int = 0


@value(kw_only=True)
class Erased(Content):
    """A tombstone: here stood an entry that the law made the host remove, on the basis given."""

    basis: Text


@attrs.frozen(kw_only=True)
class Shown(Generic[_C]):
    """What a view may show: (place, entry) pairs in the order of the days, and how many it withholds."""

    entries: "tuple[tuple[int, Entry[_C]], ...]" = attrs.field(repr=lambda entries: f"<{len(entries)}>")
    withheld: int

    def __str__(self) -> str:
        return f"{len(self.entries)} shown, {self.withheld} withheld"


def too_early() -> BadEntry:
    """The refusal of an entry recorded before the day it tells of."""
    return BadEntry(why="recorded must be on or after the day it happened")
