"""Records as logs: entries with two dates, corrections that erase nothing, and who each entry is for."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, ClassVar, Generic, Self, TypeVar

import attrs

from reflective.errors import BadEntry, BreaksLaterEntry, ReflectiveError
from reflective.fields import check_day
from reflective.records.due import DueItem
from reflective.records.entry import CLOSENESS, OPEN, Audience, Content, Entry, Erased, Shown, Source, Strike, too_early
from reflective.rules import Event

__all__ = ["Record", "shape_faults"]

_C = TypeVar("_C", bound=Content)
_S = TypeVar("_S")


@attrs.frozen(kw_only=True, slots=False, repr=False)
class Record(Generic[_C, _S]):
    """An id and an ordered tuple of entries; every method that adds returns a new record.

    State folds the entries that stand, by (`on`, place). Adding judges the move: it must leave a legal fold.
    Making a record from entries (loading) judges only their shape, so a stored move that today's table lacks still
    loads and is listed by `irregularities`.
    """

    #: The host's own id, unique across it; the library makes none.
    id: str
    entries: tuple[Entry[Any], ...] = ()

    NOUN: ClassVar[str] = "record"

    def __attrs_post_init__(self) -> None:
        if type(self.id) is not str or not self.id:
            raise BadEntry(why="a record's id must be text that is not empty")
        if type(self.entries) is not tuple or not all(isinstance(entry, Entry) for entry in self.entries):
            raise BadEntry(why="a record's entries must be a tuple of entries")
        _check_shape(self.id, self.entries)

    # What a kind of record says of itself

    def _start(self) -> _S:
        """The state before any entry."""
        raise NotImplementedError

    def _next(self, state: _S, entry: Entry[_C]) -> _S:
        """The state after an entry, legal or not."""
        raise NotImplementedError

    def _refusal(self, state: _S, entry: Entry[_C]) -> ReflectiveError | None:
        """Why an entry may not follow this state, or None when it may."""
        raise NotImplementedError

    def _advance(self, state: _S, entry: Entry[_C]) -> _S:
        """The state after an entry that may follow this one; raises why it may not."""
        refused = self._refusal(state, entry)
        if refused is not None:
            raise refused
        return self._next(state, entry)

    # Reading

    @cached_property
    def _struck(self) -> frozenset[int]:
        return frozenset(
            place for entry in self.entries if isinstance(entry.content, Strike) for place in entry.content.places
        )

    @cached_property
    def _standing(self) -> tuple[tuple[int, Entry[_C]], ...]:
        """Every (place, entry) that stands, by (on, place)."""
        struck = self._struck
        standing = [
            (place, entry)
            for place, entry in enumerate(self.entries)
            if place not in struck and not isinstance(entry.content, Strike | Erased)
        ]
        standing.sort(key=lambda pair: pair[1].on)
        return tuple(standing)

    @cached_property
    def _folded(self) -> tuple[date, _S]:
        """The last day that anything stands on, and the state from then on."""
        state = self._start()
        for _, entry in self._standing:
            state = self._next(state, entry)
        return (self._standing[-1][1].on if self._standing else date.min), state

    def standing(self, as_of: date) -> tuple[tuple[int, Entry[_C]], ...]:
        """The (place, entry) pairs that stand and are dated on or before the day, by (on, place)."""
        check_day("as_of", as_of)
        return self._standing[: bisect_right(self._standing, as_of, key=_on_of_pair)]

    def state(self, as_of: date) -> _S:
        """What was so on a day (inclusive)."""
        check_day("as_of", as_of)
        last, state = self._folded
        if as_of >= last:
            return state
        state = self._start()
        for _, entry in self.standing(as_of):
            state = self._next(state, entry)
        return state

    def known_at(self, day: date) -> Self:
        """The record as it was written down by the end of a day: what was known, strikes not yet made still unmade."""
        check_day("day", day)
        return self._with(self.entries[: bisect_right(self.entries, day, key=attrgetter("recorded"))])

    def shown(self, *also: Audience, as_of: date, about: str | None = None) -> Shown[_C]:
        """What a view may show on a day: the open audiences, and any other asked for by name.

        With `about`, only entries about that person; entries about nobody yet are then withheld and counted.
        """
        standing = self.standing(as_of)
        if about is not None:
            standing = tuple((place, entry) for place, entry in standing if about in entry.about or not entry.about)
        wanted = OPEN.union(also)
        seen = tuple(
            (place, entry) for place, entry in standing if entry.audience in wanted and (about is None or entry.about)
        )
        return Shown(entries=seen, withheld=len(standing) - len(seen))

    def irregularities(self) -> tuple[tuple[int, ReflectiveError], ...]:
        """Stored entries that today's tables would refuse, as (place, why), in the order of the days.

        Empty for a record made by its own methods; a loaded or an erased one may have some.
        """
        found: list[tuple[int, ReflectiveError]] = []
        state = self._start()
        for place, entry in self._standing:
            refused = self._refusal(state, entry)
            if refused is not None:
                found.append((place, refused))
            state = self._next(state, entry)
        return tuple(found)

    def events(self, as_of: date) -> tuple[Event, ...]:
        """What happened by a day that rules can read; none for a record that rules have no use for."""
        check_day("as_of", as_of)
        return ()

    def due_items(self, as_of: date) -> tuple[DueItem, ...]:
        """What falls due and where it stands on a day; none for a record that sets no days."""
        check_day("as_of", as_of)
        return ()

    @property
    def batches(self) -> tuple[int, ...]:
        """Where each batch ends: the lengths of the prefixes that are legal records, shortest first."""
        ends, place = [], 0
        while place < len(self.entries):
            content = self.entries[place].content
            place += 1 + (content.replacements if isinstance(content, Strike) else 0)
            ends.append(place)
        return tuple(ends)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id!r}: {len(self.entries)} entries>"

    def __str__(self) -> str:
        held = sum(entry.audience not in OPEN for entry in self.entries)
        return f"{self.NOUN} {self.id}: {len(self.entries)} entries, {held} of them personal or restricted"

    # Writing

    def add(
        self,
        content: _C,
        *,
        on: date,
        recorded: date,
        by: str,
        about: tuple[str, ...] = (),
        audience: Audience | None = None,
        source: Source | None = None,
    ) -> Self:
        """The record with one more entry.

        Raises `BadEntry` when the entry's own dates cannot stand here, `MoveNotAllowed` when the machine refuses it,
        and `RecordConflict` when, dated into the past, it would make a later entry impossible.
        """
        if audience is None:
            # Whatever has none is no content, which is what the entry then says.
            audience = getattr(content, "default_audience", None)
        entry: Entry[_C] = Entry.made(on, recorded, by, content, about, audience, source)  # type: ignore[attr-defined]
        if recorded < on:
            raise too_early()
        entries = self.entries
        if entries and recorded < entries[-1].recorded:
            raise _written_back(self.id, len(entries), entries[-1].recorded)
        last, state = self._folded
        if on < last:
            return self._judged((entry,))
        # What `_with` does, and the state that is known already: this is the one path that must be quick.
        state = self._advance(state, entry)
        record = object.__new__(type(self))
        kept = record.__dict__
        kept["id"] = self.id
        kept["entries"] = entries + (entry,)  # noqa: RUF005 - unpacking copies a long log twice
        kept["_folded"] = on, state
        return record

    def correct(
        self,
        *places: int,
        reason: str,
        recorded: date,
        by: str,
        instead: Iterable[Entry[_C]] = (),
    ) -> Self:
        """Strike entries and write what replaces them, as one batch; nothing is erased.

        What replaces them may keep its own `on`, and is stamped with the day and the writer of the correction:
        `record.correct(3, reason=..., recorded=day, by=me, instead=[attrs.evolve(record.entries[3], on=...)])`.
        """
        new = [attrs.evolve(entry, recorded=recorded, by=by) for entry in instead]
        struck = [self.entries[place] for place in places if 0 <= place < len(self.entries)]
        about: tuple[str, ...] = ()
        if all(entry.about for entry in struck):
            about = tuple(dict.fromkeys(person for entry in struck for person in entry.about))
        strike = Entry[Any](
            on=recorded,
            recorded=recorded,
            by=by,
            content=Strike(places=places, reason=reason, replacements=len(new)),
            about=about,
            audience=max((entry.audience for entry in struck), key=CLOSENESS.index, default=Audience.RESTRICTED),
        )
        return self._judged((strike, *new))

    def erase(self, place: int, *, basis: str) -> Self:
        """Remove what an entry says because the law requires it, leaving a tombstone in its place.

        The only method that takes anything away. The days, the writer and whom it was about stay, and so do the
        places a strike names: without them the log could not be read. Never refused on account of what follows.
        """
        if not 0 <= place < len(self.entries):
            raise BadEntry(record=self.id, place=place, why="there is no entry at that place to erase")
        entry = self.entries[place]
        gone: Content = Erased(basis=basis)
        if isinstance(entry.content, Strike):
            gone = attrs.evolve(entry.content, reason=None)
        tombstone = attrs.evolve(entry, content=gone, audience=entry.audience, source=None)
        return self._with((*self.entries[:place], tombstone, *self.entries[place + 1 :]))

    def _with(self, entries: tuple[Entry[Any], ...]) -> Self:
        """A record of the same id, its entries known to be well shaped."""
        record = object.__new__(type(self))
        record.__dict__.update(id=self.id, entries=entries)
        return record

    def _judged(self, batch: Sequence[Entry[Any]]) -> Self:
        """The record with a batch added, when it leaves no entry impossible that was possible before."""
        first = len(self.entries)
        added = self._with((*self.entries, *batch))
        _check_shape(self.id, added.entries)
        before = {place for place, _ in self.irregularities()}
        for place, refused in added.irregularities():
            if place >= first:
                raise refused
            if place not in before:
                on = min(entry.on for entry in batch)
                raise BreaksLaterEntry(record=self.id, noun=self.NOUN, on=on, place=first, later=place)
        return added


def _on_of_pair(pair: tuple[int, Entry[Any]]) -> date:
    return pair[1].on


def _written_back(record: str, place: int, last: date) -> BadEntry:
    why = f"recorded may not go back, and this record was last written on {last}"
    return BadEntry(record=record, place=place, why=why)


def _check_shape(record: str, entries: Sequence[Entry[Any]]) -> None:
    """Refuse what no record can hold, whatever its machine."""
    for place, why in shape_faults(entries):
        raise BadEntry(record=record, place=place, why=why)


def shape_faults(entries: Sequence[Entry[Any] | None]) -> Iterator[tuple[int, str]]:
    """What no record can hold, as (place, why): dates that go back, strikes of what is not there.

    None stands for an entry that could not be read; nothing is said of it, nor of what only it would settle.
    """
    last = date.min
    struck: set[int] = set()
    strikes: set[int] = set()
    owed = 0
    for place, entry in enumerate(entries):
        if entry is None:
            owed = max(owed - 1, 0)
            continue
        if entry.recorded < last:
            yield place, "recorded may not be earlier than in an entry before it"
        elif owed and entry.recorded != last:
            yield place, "what replaces a struck entry is recorded with the strike"
        last = max(last, entry.recorded)
        owed = max(owed - 1, 0)
        if isinstance(entry.content, Strike):
            why = _strike_fault(entry.content, place, owed, struck, strikes)
            if why:
                yield place, why
            struck.update(entry.content.places)
            strikes.add(place)
            owed = max(entry.content.replacements, 0)
    if owed:
        yield len(entries) - 1, "the last correction still wants some of its replacements"


def _strike_fault(strike: Strike, place: int, owed: int, struck: set[int], strikes: set[int]) -> str | None:
    if owed:
        return "a correction may not stand among the replacements of another"
    if not strike.places or len(set(strike.places)) != len(strike.places):
        return "a strike names at least one place, each once"
    if any(not 0 <= one < place for one in strike.places):
        return "a strike names places that stand before it"
    if strikes.intersection(strike.places):
        return "a strike is not struck: correct what stands instead"
    if struck.intersection(strike.places):
        return "that place is struck already"
    if strike.replacements < 0:
        return "a strike is followed by no replacements or more"
    return None
