"""Records as logs: entries with two dates, corrections that erase nothing, and who each entry is for."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, Self, TypeVar

import attrs

from reflective.errors import BadEntry, BreaksLaterEntry
from reflective.fields import check, check_day, several
from reflective.records.closeness import RECORD, Inherited, Readership, closed_of, fields_of, inherited, together
from reflective.records.content import Audience, Content, Source
from reflective.records.entry import Confirmed, Disagreed, Entry, Erased, Erasure, Strike, Withheld, default_audience
from reflective.records.history import History, check_shape
from reflective.records.kind import BY_ANOTHER_CALL, Facts
from reflective.records.merge import batches_of, rebased

__all__ = ["Record"]

_F = TypeVar("_F", bound=Facts)
#: Looked up once: Python finds a member of an enumeration anew each time.
_PERSONAL: Final = Audience.PERSONAL
#: Contents that no log is extended by: an entry that is no longer there.
_NEVER_EXTENDED: Final = frozenset({Erased, Withheld})


@attrs.frozen(kw_only=True, slots=False, repr=False)
class Record(History[_F]):
    """An id and an ordered tuple of entries; every method that adds returns a new record.

    State folds the entries that stand, by (`on`, place). Adding judges the move: replaying the log must stay legal.
    Making a record from entries (loading) judges only their shape, so a stored move that today's table lacks still
    loads and is listed by `irregularities`.

    A kind of record declares itself by the class variables of `RecordKind`.

    >>> record = Record(id="record-1")
    >>> record
    <Record 'record-1': 0 entries>
    >>> record.known_at(date(2021, 9, 6)) == record
    True
    """

    def add(
        self,
        content: Content,
        *,
        on: date,
        recorded: date,
        by: str,
        at: str | None = None,
        typed_by: str | None = None,
        owner: str | None = None,
        about: tuple[str, ...] | None = None,
        audience: Audience | None = None,
        withheld_from: tuple[str, ...] = (),
        source: Source | None = None,
        drafted_by: str | None = None,
        not_after: date | None = None,
    ) -> Self:
        """The record with one more entry.

        Where it is not said whom the entry is about, it is about the people in the fields that its content marks as
        its subjects, or whom its item is about, or nobody yet. Its audience is that of its content, or the closer one
        of its item. A personal entry is on the file of the worker that its content names, or else of its writer.

        Raises `BadEntry` when the entry cannot stand here whatever the state, `MoveNotAllowed` when the machine refuses
        it, `UnknownId` when it is about something that the record does not hold, and `BreaksLaterEntry` when, dated
        into the past, it would make a later entry impossible.
        """
        kind, place = type(content), len(self.entries)
        if kind in BY_ANOTHER_CALL:
            raise self._not_taken(kind)
        # Most entries are on no item: what follows is asked of those that are.
        items = self._items
        bound = self._bound(content) if items or not isinstance(content, Content) else None
        if bound is None:
            audience = audience or default_audience(content)
        else:
            audience = audience or bound.closed.audience
            if bound.closed.withheld_from:
                withheld_from = tuple(dict.fromkeys([*withheld_from, *sorted(bound.closed.withheld_from)]))
        if about is None:
            about = bound.about if bound else content.subjects if kind.SUBJECTS else ()
        if owner is None and audience is _PERSONAL:
            owner = bound.closed.owner if bound else None
            owner = owner or (getattr(content, kind.OWNER) if kind.OWNER else None) or by
        entry: Entry[Any] = Entry(
            on=on,
            at=at,
            recorded=recorded,
            by=by,
            typed_by=typed_by,
            content=content,
            about=about,
            audience=audience,
            owner=owner,
            withheld_from=withheld_from,
            source=source,
            drafted_by=drafted_by,
        )
        entries = self.entries
        if not_after is not None or "_of_reading" in self.__dict__ or (entries and recorded < entries[-1].recorded):
            self._check_recorded(recorded, not_after)
        if kind.SIGNS and entry.content.of != place and kind in self.contents():
            raise _signed_another(self.id, place)
        last, facts, states = self._folded
        if on < last or drafted_by is not None:
            return self._judged((entry,))
        move = self._move(facts, states, entry)
        refused = self._refusal(facts, states, entry, move)
        if refused is not None:
            raise refused
        record = object.__new__(type(self))
        kept = record.__dict__
        kept["id"] = self.id
        kept["entries"] = entries + (entry,)  # noqa: RUF005 - unpacking copies a long log three times
        # The fold goes on from where it was: without that, each entry would fold the whole log again.
        kept["_grown"] = on, facts, states, entry, move
        on_item = kind in self._on_items or kind.OPENS or kind.ITEM is not None
        kept["_items"] = inherited(self, items, entry) if on_item else items
        return record

    def _bound(self, content: Content) -> Inherited:
        """For whom an entry is and whom it is about where nobody says so: by its content, its item and the record."""
        check("content", content, Content)
        own = self.item_of(content)
        found = [self._items[one] for one in (own, RECORD) if one is not None and one in self._items]
        closed = Readership(default_audience(content))
        for one in found:
            closed = closed.with_(one.closed)
        return Inherited(closed, content.subjects or next((one.about for one in found if one.about), ()))

    def correct(
        self,
        *places: int,
        reason: str,
        recorded: date,
        by: str,
        instead: Iterable[Entry[Any]] = (),
        typed_by: str | None = None,
        not_after: date | None = None,
    ) -> Self:
        """Strike entries and write what replaces them, as one batch; nothing is erased.

        What replaces them may keep its own `on`, and is stamped with the day and the writer of the correction:
        `record.correct(3, reason=..., recorded=day, by=me, instead=[attrs.evolve(record.entries[3], on=...)])`.
        The correction is as close as what it strikes and what replaces it. Entries that were recorded after its day,
        by a wrong clock say, are struck all at once: that frees the record.
        """
        replacements = several("instead", instead, Entry)
        for entry in replacements:
            if type(entry.content) in BY_ANOTHER_CALL:
                raise self._not_taken(type(entry.content))
        self._check_recorded(recorded, not_after, back=True)
        new = [attrs.evolve(entry, recorded=recorded, by=by, typed_by=typed_by) for entry in replacements]
        struck = [place for place in places if self._has(place)]
        about: tuple[str, ...] = ()
        if all(self.entries[place].about for place in struck):
            about = tuple(dict.fromkeys(person for place in struck for person in self.entries[place].about))
        closed = together(self.id, [self.closed(place) for place in struck])
        for entry in new:
            closed = closed.with_(closed_of(entry))
        if not struck:
            closed = Readership(Audience.RESTRICTED)
        strike = Entry[Any](
            on=recorded,
            recorded=recorded,
            by=by,
            typed_by=typed_by,
            content=Strike(places=places, reason=reason, replacements=len(new)),
            about=about,
            **fields_of(closed),
        )
        return self._judged((strike, *new))

    def erase(self, place: int, *, basis: str, on: date, by: str, recorded: date | None = None) -> Self:
        """Remove what an entry says because the law requires it, leaving a tombstone in its place.

        The only method that takes anything away. The days, the writer and whom it was about stay, and so do the
        places a strike names: without them the log could not be read. Who erased it, when and on what basis is
        written at the end. Never refused on account of what follows.
        """
        if not self._has(place) or isinstance(self.entries[place].content, Withheld):
            raise BadEntry(code="erasure.place", record=self.id, why="there is no entry at that place to erase")
        if any(isinstance(one.content, Erasure) and one.content.place == place for one in self.entries):
            raise BadEntry(code="erasure.twice", record=self.id, why="the entry at that place is erased already")
        check_day("on", on)
        recorded = on if recorded is None else recorded
        self._check_recorded(recorded, None)
        entry = self.entries[place]
        erasure = Entry[Any](
            on=on,
            recorded=recorded,
            by=by,
            content=Erasure(place=place, basis=basis),
            about=entry.about,
            **fields_of(self.closed(place)),
        )
        return self._with((*self._without(place), erasure))

    def confirm(self, *places: int, on: date, recorded: date, by: str, not_after: date | None = None) -> Self:
        """Say that a named person read what a tool drafted at some places: from then on it counts.

        Raises what adding the drafts now would raise.
        """
        self._check_recorded(recorded, not_after)
        check("places", places, tuple[int, ...])
        drafts = [place for place in places if self._has(place)]
        if any(self.entries[place].drafted_by == by for place in drafts):
            raise BadEntry(code="confirmation.by", record=self.id, why="a draft is confirmed by a named person")
        if any(place in self._confirmed or place in self._struck for place in drafts):
            raise BadEntry(code="confirmation.twice", record=self.id, why="a draft is confirmed once, while it stands")
        about = tuple(dict.fromkeys(person for place in drafts for person in self.entries[place].about))
        closed = (
            together(self.id, [self.closed(place) for place in drafts]) if drafts else Readership(Audience.RESTRICTED)
        )
        entry = Entry[Any](
            on=on, recorded=recorded, by=by, content=Confirmed(places=places), about=about, **fields_of(closed)
        )
        return self._judged((entry,))

    def disagree(
        self,
        place: int,
        person: str,
        words: str,
        *,
        on: date,
        recorded: date,
        by: str,
        typed_by: str | None = None,
        not_after: date | None = None,
    ) -> Self:
        """Attach a person's disagreement to the entry at a place, in their words. Wherever that is shown, so is this.

        It is for the same readers and about the same people as the entry, and the person. It changes no answer.
        """
        self._check_recorded(recorded, not_after)
        if not self._has(place) or place in self._struck or type(self.entries[place].content) in BY_ANOTHER_CALL:
            why = "there is no entry that stands at that place to disagree with"
            raise BadEntry(code="disagreement.place", record=self.id, why=why)
        entry = Entry[Any](
            on=on,
            recorded=recorded,
            by=by,
            typed_by=typed_by,
            content=Disagreed(place=place, person=person, words=words),
            about=tuple(dict.fromkeys([*self.entries[place].about, person])),
            **fields_of(self.closed(place)),
        )
        return self._judged((entry,))

    def extend(self, entries: Iterable[Entry[Any]]) -> Self:
        """The record with entries that were written elsewhere, in their batches, each judged as if it were added.

        Never a tombstone: an erasure among them erases the place here too. Raises what `add` and `correct` raise.
        """
        found = self
        for batch in batches_of(several("entries", entries, Entry)):
            found = found._extended(batch)
        return found

    def _extended(self, batch: tuple[Entry[Any], ...]) -> Self:
        """The record with one batch that was written elsewhere."""
        content = batch[0].content
        self._check_recorded(batch[0].recorded, None, back=isinstance(content, Strike))
        if any(type(entry.content) in _NEVER_EXTENDED for entry in batch):
            why = "it takes entries as they were written: take the whole record where an entry was erased since"
            raise BadEntry(code="extend.tombstone", record=self.id, why=why)
        if not isinstance(content, Erasure):
            return self._judged(batch)
        entries = self._without(content.place) if self._has(content.place) else self.entries
        check_shape(self.id, (*entries, *batch))
        return self._with((*entries, *batch))

    def rebase(self, onto: Self, recorded: date | None = None) -> Self:
        """This record's own entries, after the common beginning, judged again on a later version of it.

        See the page on two writers. `recorded` is the day on which they are written there, for those that `onto`
        would have to follow. Raises `Conflict`, which names the places of both sides.
        """
        return rebased(self, onto, recorded)

    def _check_recorded(self, recorded: date, not_after: date | None, *, back: bool = False) -> None:
        """Refuse a day that this record, or the host, knows to be wrong; and any entry into a reading."""
        check_day("recorded", recorded)
        if self.of_reading:
            why = "a record of a reading takes no entry: write in the case's own"
            raise BadEntry(code="record.of_reading", record=self.id, why=why)
        entries = self.entries
        if not back and entries and recorded < entries[-1].recorded:
            raise _written_back(self.id, len(entries), entries[-1].recorded)
        if not_after is not None:
            check_day("not_after", not_after)
            if recorded > not_after:
                why = f"recorded may not be after {not_after}, which the host gives as the last possible day"
                raise BadEntry(code="entry.recorded_ahead", record=self.id, place=len(entries), why=why)

    def _without(self, place: int) -> tuple[Entry[Any], ...]:
        """The entries with a tombstone at a place."""
        entry = self.entries[place]
        gone = attrs.evolve(entry, content=entry.content.erased(), audience=entry.audience, source=None)
        return (*self.entries[:place], gone, *self.entries[place + 1 :])

    def _judged(self, batch: Sequence[Entry[Any]]) -> Self:
        """The record with a batch added, when it leaves no entry impossible that was possible before."""
        first = len(self.entries)
        added = self._with((*self.entries, *batch))
        check_shape(self.id, added.entries)
        before = {place for place, _ in self.irregularities()}
        begun = {place for entry in batch if isinstance(entry.content, Confirmed) for place in entry.content.places}
        for place, refused in added.irregularities():
            if place >= first or place in begun:
                raise refused
            if place not in before:
                on = min(entry.on for entry in batch)
                raise BreaksLaterEntry(record=self.id, noun=self.NOUN, on=on, place=first, later=place)
        return added


def _signed_another(record: str, place: int) -> BadEntry:
    why = f"a signature that is added is of all {place} entries before it; the method that signs says so by itself"
    return BadEntry(code="signature.of", record=record, place=place, why=why)


def _written_back(record: str, place: int, last: date) -> BadEntry:
    why = f"recorded may not go back, and this record was last written on {last}"
    return BadEntry(code="entry.recorded_back", record=record, place=place, why=why)
