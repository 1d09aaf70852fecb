"""Records as logs: entries with two dates, corrections that erase nothing, and who each entry is for."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, Self, TypeVar

import attrs

from reflective.errors import BadEntry, BreaksLaterEntry, ReflectiveError
from reflective.fields import Key, check, check_day, several
from reflective.records.content import CLOSENESS, OPEN, Audience, Content, Source
from reflective.records.due import DueItem
from reflective.records.entry import Entry, Erased, Shown, Strike, Unreadable
from reflective.records.kind import BY_ANOTHER_CALL, Facts, Folded, Kind, States
from reflective.records.machine import Machine, NextStep
from reflective.records.shape import shape_faults
from reflective.rules import Event

__all__ = ["Record"]

_F = TypeVar("_F", bound=Facts)
_C = TypeVar("_C", bound=Content)
_NOTHING_SAID: Final = tuple(BY_ANOTHER_CALL)


def _count(entries: Sequence[object]) -> str:
    return f"<{len(entries)}>"


@attrs.frozen(kw_only=True, slots=False, repr=False)
class Record(Kind[_F]):
    """An id and an ordered tuple of entries; every method that adds returns a new record.

    State folds the entries that stand, by (`on`, place). Adding judges the move: it must leave a legal fold.
    Making a record from entries (loading) judges only their shape, so a stored move that today's table lacks still
    loads and is listed by `irregularities`.

    A kind of record declares itself by the class variables of `Kind`.
    """

    #: The host's own id, unique across it; the library makes none.
    id: Key
    entries: tuple[Entry[Any], ...] = attrs.field(
        factory=tuple, repr=_count
    )  # a factory: documents always have the key

    def __attrs_post_init__(self) -> None:
        check("id", self.id, Key)
        if type(self.entries) is not tuple or not all(isinstance(entry, Entry) for entry in self.entries):
            raise BadEntry(code="record.entries", why="a record's entries must be a tuple of entries")
        _check_shape(self.id, self.entries)

    def __getstate__(self) -> dict[str, Any]:
        # What was worked out when a question was asked is worked out again.
        return {"id": self.id, "entries": self.entries}

    # Reading

    @cached_property
    def _struck(self) -> frozenset[int]:
        return frozenset(
            place for entry in self.entries if isinstance(entry.content, Strike) for place in entry.content.places
        )

    @cached_property
    def _standing(self) -> tuple[tuple[int, Entry[Any]], ...]:
        """Every (place, entry) that stands, by (on, place)."""
        struck = self._struck
        standing = [
            (place, entry)
            for place, entry in enumerate(self.entries)
            if place not in struck and not isinstance(entry.content, _NOTHING_SAID)
        ]
        standing.sort(key=lambda pair: pair[1].on)
        return tuple(standing)

    @cached_property
    def _folded(self) -> Folded:
        grown = self.__dict__.pop("_grown", None)
        if grown is None:
            return self._fold(self._standing)
        on, facts, states, entry, move = grown
        return on, *self._after(facts, states, entry, move)

    def _folded_on(self, as_of: date) -> Folded:
        check_day("as_of", as_of)
        return self._folded if as_of >= self._folded[0] else self._fold(self.standing(as_of))

    def standing(self, as_of: date) -> tuple[tuple[int, Entry[Any]], ...]:
        """The (place, entry) pairs that stand and are dated on or before the day, by (on, place)."""
        check_day("as_of", as_of)
        return self._standing[: bisect_right(self._standing, as_of, key=_on_of_pair)]

    def _told(self, kind: type[_C], as_of: date) -> tuple[tuple[int, _C], ...]:
        """What the entries of one kind say by a day, with their places, in the order of the days."""
        return tuple((place, entry.content) for place, entry in self.standing(as_of) if isinstance(entry.content, kind))

    def state(self, as_of: date) -> _F:
        """What was so on a day (inclusive)."""
        return self._folded_on(as_of)[1]  # type: ignore[no-any-return]

    def at(self, machine: Machine, as_of: date, item: str | None = None) -> Any:
        """The state of a machine, or of one of its items, on a day."""
        return self._folded_on(as_of)[2].get((machine.name, item), machine.start)

    def moves(self, as_of: date) -> tuple[NextStep, ...]:
        """Every move that is open on a day, with the method that makes it and what that has to be given.

        An item is None for the record's own machine, and for an item that is still to be brought in.
        """
        _, facts, states = self._folded_on(as_of)
        found = []
        for machine in self.machines:
            known = [item for name, item in states if name == machine.name and item is not None]
            for item in (*known, None):
                at = states.get((machine.name, item), machine.start)
                for kind, to, needs in machine.steps(at, facts):
                    found.append(NextStep(kind.VERB or "add", item, to, tuple(need.field for need in needs)))
        return tuple(found)

    def known_at(self, day: date) -> Self:
        """The record as it was written down by the end of a day: what was known, strikes not yet made still unmade."""
        check_day("day", day)
        return self._with(self.entries[: bisect_right(self.entries, day, key=attrgetter("recorded"))])

    def shown(self, *also: Audience, as_of: date, about: str | None = None) -> Shown[Content]:
        """What a view may show on a day: the open audiences, and any other asked for by name.

        With `about`, only entries about that person; entries about nobody yet are then withheld and counted.
        """
        standing = self.standing(as_of)
        unreadable = sum(isinstance(one.content, Unreadable) and one.on <= as_of for one in self.entries)
        if about is not None:
            standing = tuple((place, entry) for place, entry in standing if about in entry.about or not entry.about)
        wanted = OPEN.union(also)
        seen = tuple(
            (place, entry) for place, entry in standing if entry.audience in wanted and (about is None or entry.about)
        )
        return Shown(entries=seen, withheld=len(standing) - len(seen) + unreadable)

    def irregularities(self) -> tuple[tuple[int, ReflectiveError], ...]:
        """Stored entries that today's tables would refuse, as (place, why), in the order of the days.

        Empty for a record made by its own methods; a loaded or an erased one may have some.
        """
        found: list[tuple[int, ReflectiveError]] = []
        facts, states = self.facts(), States()
        for place, entry in self._standing:
            move = self._move(facts, states, entry)
            refused = self._refusal(facts, states, entry, move)
            if refused is not None:
                found.append((place, refused))
            facts, states = self._after(facts, states, entry, move)
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
        content: Content,
        *,
        on: date,
        recorded: date,
        by: str,
        about: tuple[str, ...] = (),
        audience: Audience | None = None,
        source: Source | None = None,
    ) -> Self:
        """The record with one more entry.

        Raises `BadEntry` when the entry cannot stand here whatever the state, `MoveNotAllowed` when the machine refuses
        it, `UnknownId` when it is about something that the record does not hold, and `BreaksLaterEntry` when, dated
        into the past, it would make a later entry impossible.
        """
        if audience is None:
            entry: Entry[Any] = Entry(on=on, recorded=recorded, by=by, content=content, about=about, source=source)
        else:
            entry = Entry(
                on=on, recorded=recorded, by=by, content=content, about=about, source=source, audience=audience
            )
        entries = self.entries
        if entries and recorded < entries[-1].recorded:
            raise _written_back(self.id, len(entries), entries[-1].recorded)
        last, facts, states = self._folded
        if on < last:
            if type(content) in BY_ANOTHER_CALL:
                raise self._not_taken(type(content))
            return self._judged((entry,))
        move = self._move(facts, states, entry)
        refused = self._refusal(facts, states, entry, move)
        if refused is not None:
            raise refused
        record = object.__new__(type(self))
        kept = record.__dict__
        kept["id"] = self.id
        kept["entries"] = (*entries, entry)
        # The fold goes on from where it was: without that, each entry would fold the whole log again.
        kept["_grown"] = on, facts, states, entry, move
        return record

    def correct(
        self,
        *places: int,
        reason: str,
        recorded: date,
        by: str,
        instead: Iterable[Entry[Any]] = (),
    ) -> Self:
        """Strike entries and write what replaces them, as one batch; nothing is erased.

        What replaces them may keep its own `on`, and is stamped with the day and the writer of the correction:
        `record.correct(3, reason=..., recorded=day, by=me, instead=[attrs.evolve(record.entries[3], on=...)])`.
        """
        replacements = several("instead", instead, Entry)
        for entry in replacements:
            if type(entry.content) in BY_ANOTHER_CALL:
                raise self._not_taken(type(entry.content))
        new = [attrs.evolve(entry, recorded=recorded, by=by) for entry in replacements]
        struck = [self.entries[place] for place in places if self._has(place)]
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
        if not self._has(place):
            raise BadEntry(code="erasure.place", record=self.id, why="there is no entry at that place to erase")
        entry = self.entries[place]
        gone: Content = Erased(basis=basis)
        if isinstance(entry.content, Strike):
            gone = Strike(places=entry.content.places, reason=None, replacements=entry.content.replacements)
        tombstone = attrs.evolve(entry, content=gone, audience=entry.audience, source=None)
        return self._with((*self.entries[:place], tombstone, *self.entries[place + 1 :]))

    def _has(self, place: object) -> bool:
        return type(place) is int and 0 <= place < len(self.entries)

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
    return BadEntry(code="entry.recorded_back", record=record, place=place, why=why)


def _check_shape(record: str, entries: Sequence[Entry[Any]]) -> None:
    """Refuse what no record can hold, whatever its machine."""
    for place, code, why in shape_faults(entries):
        raise BadEntry(code=code, record=record, place=place, why=why)
