"""For whom an entry is: as it was written, and as later corrections and later versions of its item bind it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reflective.errors import BadEntry
from reflective.records.content import CLOSENESS, Audience
from reflective.records.entry import Disagreed, Entry, Strike

if TYPE_CHECKING:
    from reflective.records.kind import RecordKind

__all__ = ["RECORD", "Inherited", "Readership", "closed_of", "closeness", "fields_of", "inherited", "together"]

#: The item that stands for the record as a whole: what an entry that opens it is on.
RECORD: Final = ("record", "")
Item = tuple[str, str]


class Readership(NamedTuple):
    """For whom something is: its audience, whose personal file it is on, and for whom it is closed in any case."""

    audience: Audience = CLOSENESS[0]
    owner: str | None = None
    withheld_from: frozenset[str] = frozenset()

    def with_(self, other: "Readership") -> "Readership":
        """The closer of two audiences, closed for everybody for whom one of the two is."""
        withheld_from = self.withheld_from | other.withheld_from
        if self.audience is other.audience:
            return Readership(self.audience, self.owner or other.owner, withheld_from)
        closer = self if CLOSENESS.index(self.audience) > CLOSENESS.index(other.audience) else other
        return Readership(closer.audience, closer.owner, withheld_from)


def closed_of(entry: Entry[Any]) -> Readership:
    """For whom an entry is as it was written."""
    return Readership(entry.audience, entry.owner, frozenset(entry.withheld_from))


class Inherited(NamedTuple):
    """For whom an item is, and whom it is about: what an entry on it takes where nothing else is said."""

    closed: Readership = Readership()
    about: tuple[str, ...] = ()

    def with_(self, entry: Entry[Any]) -> "Inherited":
        """The same after one more entry that says what the item is."""
        return Inherited(self.closed.with_(closed_of(entry)), entry.about or self.about)


def inherited(record: "RecordKind[Any]", known: dict[Item, Inherited], entry: Entry[Any]) -> dict[Item, Inherited]:
    """For whom each item is, and whom it is about, with one entry more."""
    opens = entry.content.OPENS
    item = RECORD if opens else record.item_of(entry.content)
    if item is None or (item in known and not opens and not record.brings_in(entry.content)):
        return known
    return {**known, item: known.get(item, Inherited()).with_(entry)}


def closeness(record: "RecordKind[Any]", entries: Sequence[Entry[Any]]) -> Mapping[int, Readership]:
    """The places of entries that are closer than they were written, each with for whom it now is.

    A strike is as close as what it strikes and what replaces it, and what it strikes is as close as the strike. What
    was written on an item before the item became closer is as close as the item. It holds on earlier days too.
    """
    if all(_as_open(entries[0], entry) for entry in entries):
        return {}
    found: dict[int, Readership] = {}
    items: dict[Item, Readership] = {}
    # From the last to the first: whatever makes an entry closer is written after it, or strikes it.
    for place in range(len(entries) - 1, -1, -1):
        entry = entries[place]
        now = written = closed_of(entry)
        for bound in (found.get(place), *_bound_by(record, entry, items)):
            now = now if bound is None else now.with_(bound)
        if isinstance(entry.content, Strike):
            replacing = range(place + 1, place + 1 + entry.content.replacements)
            struck = [one for one in entry.content.places if 0 <= one < place]
            for one in struck:
                item = record.item_of(entries[one].content)
                now = now.with_(closed_of(entries[one]))
                now = now if item not in items else now.with_(items[item])
            for one in replacing:
                now = now.with_(found.get(one) or closed_of(entries[one]))
            for one in struck:
                found[one] = found.get(one, closed_of(entries[one])).with_(now)
        else:
            _bind(record, entry, now, items)
        if now != written:
            found[place] = now
        else:
            found.pop(place, None)
    _bind_disagreements(entries, found)
    return found


def _as_open(one: Entry[Any], other: Entry[Any]) -> bool:
    """Whether two entries were written for the same readers, as nearly all of most records are."""
    return one.audience is other.audience and one.owner == other.owner and one.withheld_from == other.withheld_from


def _bind_disagreements(entries: Sequence[Entry[Any]], found: dict[int, Readership]) -> None:
    """A disagreement is as close as the entry that it is about."""
    for place, entry in enumerate(entries):
        if isinstance(entry.content, Disagreed):
            own = found.get(place) or closed_of(entry)
            now = own.with_(found.get(entry.content.place) or closed_of(entries[entry.content.place]))
            if now != own:
                found[place] = now


def _bound_by(record: "RecordKind[Any]", entry: Entry[Any], items: Mapping[Item, Readership]) -> Iterable[Readership]:
    item = record.item_of(entry.content)
    return (items[one] for one in (item, RECORD) if one is not None and one in items)


def _bind(record: "RecordKind[Any]", entry: Entry[Any], now: Readership, items: dict[Item, Readership]) -> None:
    """Note for whom an item is, so that what was written on it before is bound too."""
    item = RECORD if entry.content.OPENS else record.item_of(entry.content)
    if item is not None and (entry.content.OPENS or record.brings_in(entry.content)):
        items[item] = now if item not in items else items[item].with_(now)


def together(record: str, entries: Sequence[Readership]) -> Readership:
    """For whom a correction of some entries is; raises `BadEntry` where no one reader could be told of all of them."""
    audiences = {one.audience for one in entries}
    if {Audience.PERSONAL, Audience.RESTRICTED} <= audiences:
        why = "personal and restricted entries are corrected apart: nobody may read both by reading one"
        raise BadEntry(code="strike.audiences", record=record, why=why)
    if len({one.owner for one in entries if one.owner is not None}) > 1:
        why = "entries of two personal files are corrected apart"
        raise BadEntry(code="strike.owners", record=record, why=why)
    found = Readership()
    for one in entries:
        found = found.with_(one)
    return found


def fields_of(closed: Readership) -> dict[str, Any]:
    """The fields of an entry that say for whom it is."""
    return {
        "audience": closed.audience,
        "owner": closed.owner,
        "withheld_from": tuple(sorted(closed.withheld_from)),
    }
