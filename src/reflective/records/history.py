"""A log as it is read: which entries stand, what held on a day, what was known, and for whom each entry is."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Final, Self, TypeVar

import attrs

from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.fields import Key, check, check_day
from reflective.records.closeness import Inherited, Readership, closed_of, closeness, fields_of, inherited
from reflective.records.content import OPEN, Content
from reflective.records.entry import Confirmed, Disagreed, Entry, Strike
from reflective.records.kind import BY_ANOTHER_CALL, Facts, Folded, RecordKind, States
from reflective.records.machine import Machine, NextStep
from reflective.records.merge import batches_of
from reflective.records.shape import counted_days, shape_faults
from reflective.rules import Event, Obligation

__all__ = ["History", "check_shape"]

_F = TypeVar("_F", bound=Facts)
_C = TypeVar("_C", bound=Content)
_NOTHING_SAID: Final = frozenset(BY_ANOTHER_CALL)


def _count(entries: Sequence[object]) -> str:
    return f"<{len(entries)}>"


@attrs.frozen(kw_only=True, slots=False, repr=False)
class History(RecordKind[_F]):
    """A log as it is read: an id and an ordered tuple of entries, and what held on which day."""

    #: The host's own id, unique across it; the library makes none.
    id: Key
    entries: tuple[Entry[Any], ...] = attrs.field(
        factory=tuple, repr=_count
    )  # a factory: documents always have the key

    def __attrs_post_init__(self) -> None:
        check("id", self.id, Key)
        if type(self.entries) is not tuple or not all(isinstance(entry, Entry) for entry in self.entries):
            raise BadEntry(code="record.entries", why="a record's entries must be a tuple of entries")
        check_shape(self.id, self.entries)

    def __getstate__(self) -> dict[str, Any]:
        # What was worked out when a question was asked is worked out again.
        state = {"id": self.id, "entries": self.entries}
        return {**state, "_of_reading": True} if self.of_reading else state

    # Reading

    @cached_property
    def _struck(self) -> frozenset[int]:
        return frozenset(
            place for entry in self.entries if isinstance(entry.content, Strike) for place in entry.content.places
        )

    @cached_property
    def _confirmed(self) -> Mapping[int, date]:
        """The places of the drafts of a tool that somebody confirmed, each with the day from which it counts."""
        found: dict[int, date] = {}
        for entry in self.entries:
            if isinstance(entry.content, Confirmed):
                for place in entry.content.places:
                    found.setdefault(place, max(entry.on, self.entries[place].on))
        return found

    @cached_property
    def _standing_days(self) -> tuple[date, ...]:
        """The days from which the entries of `_standing` count, in order."""
        confirmed = self._confirmed
        return tuple(confirmed.get(place, entry.on) for place, entry in self._standing)

    @cached_property
    def _standing(self) -> tuple[tuple[int, Entry[Any]], ...]:
        """Every (place, entry) that stands, by (the day from which it counts, place)."""
        struck, confirmed = self._struck, self._confirmed
        standing = [
            (place, entry)
            for place, entry in enumerate(self.entries)
            if place not in struck
            and type(entry.content) not in _NOTHING_SAID
            and (entry.drafted_by is None or place in confirmed)
        ]
        standing.sort(key=lambda pair: confirmed.get(pair[0], pair[1].on))
        return tuple(standing)

    @cached_property
    def _stood(self) -> Mapping[int, int]:
        """For what replaces a struck entry, the place at which that one stood."""
        found: dict[int, int] = {}
        for place, entry in enumerate(self.entries):
            if isinstance(entry.content, Strike) and entry.content.places:
                struck = entry.content.places
                for number in range(entry.content.replacements):
                    first = struck[min(number, len(struck) - 1)]
                    found[place + 1 + number] = found.get(first, first)
        return found

    @cached_property
    def closer(self) -> Mapping[int, Readership]:
        """The places of entries that are closer than they were written, each with for whom it now is."""
        return closeness(self, self.entries)

    @cached_property
    def _items(self) -> dict[tuple[str, str], Inherited]:
        """For whom each item is, and whom it is about."""
        found: dict[tuple[str, str], Inherited] = {}
        for _, entry in sorted(self._standing, key=lambda pair: pair[0]):
            found = inherited(self, found, entry)
        return found

    def closed(self, place: int) -> Readership:
        """For whom an entry is: as it was written, and as corrections and its item bind it since.

        Raises `UnknownId` where the log has no such place.
        """
        if not self._has(place):
            raise UnknownId(noun="entry", where=f"{self.NOUN} {self.id}")
        return self.closer.get(place) or closed_of(self.entries[place])

    @cached_property
    def _folded(self) -> Folded:
        grown = self.__dict__.pop("_grown", None)
        if grown is None:
            return self._fold(self._standing, self._standing_days[-1] if self._standing else date.min)
        on, facts, states, entry, move = grown
        return on, *self._after(facts, states, entry, move, len(self.entries) - 1)

    def _folded_on(self, as_of: date) -> Folded:
        check_day("as_of", as_of)
        return self._folded if as_of >= self._folded[0] else self._fold(self.standing(as_of), as_of)

    def standing(self, as_of: date) -> tuple[tuple[int, Entry[Any]], ...]:
        """The (place, entry) pairs that stand and are dated on or before the day, by (on, place)."""
        check_day("as_of", as_of)
        return self._standing[: bisect_right(self._standing_days, as_of)]

    def _entries_of(self, kind: type[_C], as_of: date) -> tuple[tuple[int, _C], ...]:
        """The contents of one kind by a day, with their places, in the order of the days."""
        return tuple((place, entry.content) for place, entry in self.standing(as_of) if isinstance(entry.content, kind))

    def state(self, as_of: date) -> _F:
        """The state on a day (inclusive)."""
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
        """The record as it was written down by the end of a day: what was known, strikes not yet made still unmade.

        It changes afterwards for two reasons only: the law erased something, or an audience was tightened. Then an
        entry is as close here as it is now.
        """
        check_day("day", day)
        known = self.entries[: bisect_right(counted_days(self.entries), day)]
        if len(known) == len(self.entries):
            # Whatever tightened an entry is in the record itself.
            return self
        closer = {place: closed for place, closed in self.closer.items() if place < len(known)}
        if closer:
            known = tuple(
                entry if place not in closer else attrs.evolve(entry, **fields_of(closer[place]))
                for place, entry in enumerate(known)
            )
        return self._with(known)

    def since(self, place: int) -> tuple[Entry[Any], ...]:
        """The entries from a place on: what a reader who had so many entries has not seen."""
        check("place", place, int)
        return self.entries[max(place, 0) :]

    def irregularities(self) -> tuple[tuple[int, ReflectiveError], ...]:
        """Stored entries that today's tables would refuse, as (place, why), in the order of the days.

        Empty for a record made by its own methods; a loaded or an erased one may have some.
        """
        found: list[tuple[int, ReflectiveError]] = []
        facts, states = self._begin(), States()
        for place, entry in self._standing:
            move = self._move(facts, states, entry)
            refused = self._refusal(facts, states, entry, move) or self._unsignable(entry, place)
            if refused is not None:
                found.append((place, refused))
            facts, states = self._after(facts, states, entry, move, place)
        return tuple(found)

    def events(self, as_of: date) -> tuple[Event, ...]:
        """The events by a day, for rules to read; none for a record that rules have no use for."""
        check_day("as_of", as_of)
        return ()

    def due_rows(self, as_of: date) -> tuple[Obligation, ...]:
        """The duties that the decisions on this record set, a row for each child; empty where it sets no days."""
        check_day("as_of", as_of)
        return ()

    def disagreements(self, as_of: date) -> Mapping[int, tuple[tuple[int, Disagreed], ...]]:
        """The disagreements with entries that stand, by the place of the entry, each with its own place.

        One with an entry that was corrected since is with what replaces it.
        """
        check_day("as_of", as_of)
        first = {self._stood.get(place, place): place for place, _ in self.standing(as_of)}
        found: dict[int, tuple[tuple[int, Disagreed], ...]] = {}
        for place, entry in enumerate(self.entries):
            if isinstance(entry.content, Disagreed) and entry.on <= as_of and place not in self._struck:
                target = self._stood.get(entry.content.place, entry.content.place)
                if target in first:
                    found[first[target]] = (*found.get(first[target], ()), (place, entry.content))
        return found

    @property
    def batches(self) -> tuple[int, ...]:
        """Where each batch ends: the lengths of the prefixes that are legal records, shortest first."""
        ends, place = [], 0
        for batch in batches_of(self.entries):
            place += len(batch)
            ends.append(place)
        return tuple(ends)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id!r}: {len(self.entries)} entries>"

    def __str__(self) -> str:
        held = sum(entry.audience not in OPEN for entry in self.entries)
        return f"{self.NOUN} {self.id}: {len(self.entries)} entries, {held} of them personal or restricted"

    # What both halves need

    def _unsignable(self, entry: Entry[Any], place: int) -> ReflectiveError | None:
        """Why a signature cannot be given to as many entries as it says."""
        if not entry.content.SIGNS or 0 < entry.content.of <= place:
            return None
        why = "a signature says how many entries the signer had before them, of those that stand before it"
        return BadEntry(code="signature.of", record=self.id, why=why)

    def _has(self, place: object) -> bool:
        return type(place) is int and 0 <= place < len(self.entries)

    def _with(self, entries: tuple[Entry[Any], ...]) -> Self:
        """A record of the same id, its entries known to be well shaped."""
        record = object.__new__(type(self))
        record.__dict__.update(id=self.id, entries=entries)
        if self.of_reading:
            record.__dict__["_of_reading"] = True
        return record

    def as_of_reading(self, entries: tuple[Entry[Any], ...] | None = None) -> Self:
        """The record as a reading has it, whole or with other entries: it answers every question and takes none."""
        record = self._with(self.entries if entries is None else entries)
        if entries is None:
            # It is the same log, and so whatever was worked out of it is.
            record.__dict__.update(self.__dict__)
        record.__dict__["_of_reading"] = True
        return record

    @property
    def of_reading(self) -> bool:
        """Whether it is a record of a reading, which may lack entries and takes none."""
        return "_of_reading" in self.__dict__

    def claim(self) -> tuple[str, ...] | None:
        """The thing of which a case has one record at a time: a child's journey, an open relationship of two people.

        None where a case may have any number.
        """
        return None


def check_shape(record: str, entries: Sequence[Entry[Any]]) -> None:
    """Refuse what no record can hold, whatever its machine."""
    for place, code, why in shape_faults(entries):
        raise BadEntry(code=code, record=record, place=place, why=why)
