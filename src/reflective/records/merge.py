"""Two writers at once: the entries that one wrote, judged again after the entries of the other."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Protocol, TypeVar

import attrs

from reflective.errors import BadEntry, Conflict, ReflectiveError
from reflective.fields import check_day
from reflective.records.content import Content, Link
from reflective.records.entry import Confirmed, Disagreed, Entry, Erasure, Strike

__all__ = ["batches_of", "rebased", "tombstone"]


class _Log(Protocol):
    """The parts of a record that this module uses."""

    @property
    def id(self) -> str: ...

    @property
    def entries(self) -> tuple[Entry[Any], ...]: ...

    def machine_key(self, content: Content) -> tuple[str, str | None] | None: ...

    def extend(self, entries: Sequence[Entry[Any]]) -> Any: ...


_R = TypeVar("_R", bound=_Log)


def batches_of(entries: Sequence[Entry[Any]]) -> Iterator[tuple[Entry[Any], ...]]:
    """Entries as they were written together: a strike with what replaces it, and every other entry alone."""
    place = 0
    while place < len(entries):
        content = entries[place].content
        many = 1 + (max(content.replacements, 0) if isinstance(content, Strike) else 0)
        yield tuple(entries[place : place + many])
        place += many


def _same_or_erased(one: Entry[Any], other: Entry[Any]) -> bool:
    """Whether two entries are equal, or one of them is what the law left of the other."""
    return one == other or tombstone(one) == other or tombstone(other) == one


def tombstone(entry: Entry[Any]) -> Entry[Any]:
    """The entry that the law leaves of one."""
    return attrs.evolve(entry, content=entry.content.erased(), audience=entry.audience, source=None)


def _common_beginning(mine: _Log, onto: _Log) -> int:
    """How many entries two versions of a record have in common, from the first."""
    many = 0
    for one, other in zip(mine.entries, onto.entries, strict=False):
        if not _same_or_erased(one, other):
            break
        many += 1
    return many


def rebased(mine: _R, onto: _R, recorded: date | None) -> _R:
    """`Record.rebase`."""
    if recorded is not None:
        check_day("recorded", recorded)
    if type(mine) is not type(onto) or mine.id != onto.id:
        raise BadEntry(code="record.kind", record=mine.id, why="a record is rebased onto a later version of itself")
    start = _common_beginning(mine, onto)
    theirs = _Theirs(onto, start)
    found, places = onto, dict(zip(range(start), range(start), strict=True))
    place = start
    for batch in batches_of(mine.entries[start:]):
        mine_places = tuple(range(place, place + len(batch)))
        code, against = theirs.collision(mine, batch)
        replayed = [_moved(entry, mine.id, places, start, len(onto.entries)) for entry in batch]
        if not code:
            replayed, code = _on_its_day(replayed, found, recorded)
        if not code:
            places.update(zip(mine_places, range(len(found.entries), len(found.entries) + len(batch)), strict=True))
            found, code = _extended(found, replayed)
        if code:
            raise Conflict(record=mine.id, mine=mine_places, theirs=against or theirs.places, code=code)
        place += len(batch)
    return found


def _extended(record: _R, entries: Sequence[Entry[Any]]) -> tuple[_R, str]:
    """The record with a batch, or the code of the error that refused it."""
    try:
        return record.extend(entries), ""
    except ReflectiveError as refused:
        return record, refused.code


def _on_its_day(entries: list[Entry[Any]], record: _Log, recorded: date | None) -> tuple[list[Entry[Any]], str]:
    """Entries with the day on which they are recorded now; with a code where no day was given that serves."""
    last = record.entries[-1].recorded if record.entries else date.min
    if entries[0].recorded >= last:
        return entries, ""
    if recorded is None or recorded < last:
        return entries, "entry.recorded_back"
    return [
        attrs.evolve(entry, recorded=recorded, on=recorded if isinstance(entry.content, Strike) else entry.on)
        for entry in entries
    ], ""


class _Theirs:
    """The entries of the other writer after the common beginning."""

    def __init__(self, onto: _Log, start: int) -> None:
        self.places = tuple(range(start, len(onto.entries)))
        self._struck: dict[int, int] = {}
        self._moved: dict[tuple[str, str | None], list[int]] = {}
        self._substance: list[int] = []
        for place in self.places:
            content = onto.entries[place].content
            if isinstance(content, Strike):
                self._struck |= dict.fromkeys(content.places, place)
                if any(onto.entries[one].content.SUBSTANCE for one in content.places):
                    self._substance.append(place)
            key = onto.machine_key(content)
            if key is not None:
                self._moved.setdefault(key, []).append(place)
            if content.SUBSTANCE:
                self._substance.append(place)

    def collision(self, mine: _Log, batch: Sequence[Entry[Any]]) -> tuple[str, tuple[int, ...]]:
        """The code of what the two did to the same thing, and the places of theirs; "" where nothing."""
        for entry in batch:
            content = entry.content
            if isinstance(content, Strike):
                twice = [self._struck[one] for one in content.places if one in self._struck]
                if twice:
                    return "conflict.struck", tuple(dict.fromkeys(twice))
            if content.SIGNS and self._substance:
                return "conflict.signed", tuple(self._substance)
            key = mine.machine_key(content)
            if key in self._moved:
                return "conflict.moved", tuple(self._moved[key])
        return "", ()


def _moved(entry: Entry[Any], record: str, places: Mapping[int, int], start: int, onto: int) -> Entry[Any]:
    """An entry with the places in it as they are after the other writer's entries."""
    content = entry.content
    match content:
        case Strike(places=named, reason=reason, replacements=replacements):
            named = tuple(places.get(one, one) for one in named)
            content = Strike(places=named, reason=reason, replacements=replacements)
        case Confirmed(places=named):
            content = Confirmed(places=tuple(places.get(one, one) for one in named))
        case Erasure(place=place, basis=basis):
            content = Erasure(place=places.get(place, place), basis=basis)
        case Disagreed(place=place, person=person, words=words):
            content = Disagreed(place=places.get(place, place), person=person, words=words)
        case Content() if attrs.has(type(content)):
            content = _relinked(content, record, places)
            if content.SIGNS and content.of > start:
                content = attrs.evolve(content, of=content.of - start + onto)
    return entry if content is entry.content else attrs.evolve(entry, content=content, audience=entry.audience)


def _relinked(held: Any, record: str, places: Mapping[int, int]) -> Any:
    """A value with its links to places of this record moved; the value itself where it has none."""
    if isinstance(held, Link):
        moved = held.record == record and held.place is not None and places.get(held.place, held.place) != held.place
        return attrs.evolve(held, place=places[held.place]) if moved and held.place is not None else held
    if isinstance(held, tuple):
        parts = [_relinked(one, record, places) for one in held]
        return held if all(one is other for one, other in zip(parts, held, strict=True)) else tuple(parts)
    if not attrs.has(type(held)):
        return held
    changed = {}
    for field in attrs.fields(type(held)):
        given = getattr(held, field.name)
        now = _relinked(given, record, places)
        if now is not given:
            changed[field.name] = now
    return attrs.evolve(held, **changed) if changed else held
