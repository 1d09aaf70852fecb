"""Entries of a log: what is said, on which two days, by whom, about whom, and for whom to read."""

import json
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypedDict, TypeVar

import attrs

from reflective.errors import BadEntry, BadValue
from reflective.fields import Id, Text, value
from reflective.records.content import Audience, Content, Source, content

if TYPE_CHECKING:
    from typing import Required

__all__ = ["Entry", "Erased", "Shown", "Strike", "Unreadable", "Written", "check_object"]

_C = TypeVar("_C", bound=Content)


def _default_audience(entry: "Entry[Content]") -> Audience:
    said: object = entry.content
    if not isinstance(said, Content):
        return Audience.RESTRICTED  # the field's own check refuses it next
    if not said.TAG:
        raise BadEntry(code="entry.undeclared", why="its content must be of a class that `content` declares")
    return said.default_audience


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
    about: tuple[Id, ...] = attrs.field(factory=tuple)  # a factory: documents always have the key
    audience: Audience = attrs.field(default=attrs.Factory(_default_audience, takes_self=True))
    source: Source | None = None

    def __attrs_post_init__(self) -> None:
        if self.recorded < self.on:
            raise BadEntry(code="entry.recorded_early", why="recorded must be on or after the day it happened")


class Written(TypedDict, total=False):
    """The keywords that every entry takes: `on`, `recorded` and `by`, and the rest of `Entry` where it is needed."""

    on: "Required[date]"
    recorded: "Required[date]"
    by: "Required[str]"
    about: tuple[str, ...]
    audience: Audience | None
    source: Source | None


@content("log.strike", Audience.PERSONAL)
class Strike(Content):
    """A correction: the places it strikes, why, and how many entries right after it replace them (may be 0)."""

    places: tuple[int, ...]
    reason: Text | None
    replacements: int = 0


@content("log.erased", Audience.PERSONAL)
class Erased(Content):
    """A tombstone: here stood an entry that the law made the host remove, on the basis given."""

    basis: Text


@content("log.unreadable", Audience.RESTRICTED)
class Unreadable(Content):
    """An entry of a later release, or of a host's own kind that is not registered: kept, and read as nothing.

    No document has this tag: the entry is written back as it was found.
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
    """What a view may show: (place, entry) pairs in the order of the days, and how many it withholds."""

    entries: "tuple[tuple[int, Entry[_C]], ...]" = attrs.field(repr=lambda entries: f"<{len(entries)}>")
    withheld: int

    def __str__(self) -> str:
        return f"{len(self.entries)} shown, {self.withheld} withheld"
