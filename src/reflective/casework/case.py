"""One family's file: its people, its records, and the questions that need more than one of them."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, Self, TypeVar, Unpack

import attrs

from reflective.casework.logs import Logs
from reflective.casework.membership import Membership
from reflective.casework.reading import Reading
from reflective.casework.versions import check_claims, check_put, clashes
from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.fields import Key, check, check_day
from reflective.practice.people.people import People
from reflective.records.content import OPEN, Audience
from reflective.records.entry import Written
from reflective.records.log import Record
from reflective.records.reader import Reader
from reflective.rules import Event, Obligation

__all__ = ["Case"]

_R = TypeVar("_R", bound=Record[Any])


def _id(log: Record[Any]) -> str:
    return repr(log.id)


@attrs.frozen(kw_only=True, slots=False, repr=False)
class Case:
    """One family. Its people and its membership are logs like any other; its records are joined to it by id.

    A case holds values: every method that changes something returns a new case. `known_at` cuts all of its logs
    to what had been written down by a day. Its records answer whole: whoever shows anything of it takes a reading.

    >>> case = Case(id="case-1", people=People(id="case-1:people"), membership=Membership(id="case-1:membership"))
    >>> case == Case.opened("case-1")
    True
    """

    id: Key
    people: People = attrs.field(repr=_id)
    membership: Membership = attrs.field(repr=_id)
    #: Records that are or were part of the file, in the order they joined. A factory: documents always have the key.
    records: tuple[Record[Any], ...] = attrs.field(factory=tuple, repr=lambda records: f"<{len(records)}>")

    def __attrs_post_init__(self) -> None:
        check("id", self.id, Key)
        if not isinstance(self.people, People) or not isinstance(self.membership, Membership):
            raise BadEntry(code="case.logs", why="a case's people must be a People, and its membership a Membership")
        if not isinstance(self.records, tuple) or not all(isinstance(record, Record) for record in self.records):
            raise BadEntry(code="case.records", why="a case's records must be a tuple of records")
        ids = [log.id for log in self.logs]
        if len(set(ids)) != len(ids):
            raise BadEntry(code="case.id_twice", why="two records of a case may not have one id")
        joined = self.membership.ever()
        if any(record.id not in joined for record in self.records):
            raise BadEntry(code="case.not_joined", why="every record of a case is named in its membership")

    def __getstate__(self) -> dict[str, Any]:
        # Facts worked out for an answer are worked out again.
        return {"id": self.id, "people": self.people, "membership": self.membership, "records": self.records}

    @classmethod
    def opened(cls, id: str) -> Self:  # noqa: A002 - the field's own name
        """A case with nobody and nothing in it yet; its two logs are named for it."""
        return cls(id=id, people=People(id=f"{id}:people"), membership=Membership(id=f"{id}:membership"))

    # Writing

    def join(self, record: Record[Any], **written: Unpack[Written]) -> Self:
        """The case with one more record in it, or with one that left and joins again.

        Raises `BadEntry` for a second journey of a child, and for a second relationship of two people while the first
        has not ended.
        """
        check("record", record, Record)
        membership = self.membership.add_record(record.id, **written)
        known = self._by_id.get(record.id)
        if known is not None:
            return self.put(record).put(membership)
        check_put(self._own, None, record)
        check_put(self._own, self.membership, membership)
        check_claims(self._own, record)
        return attrs.evolve(self, membership=membership, records=(*self.records, record))

    def leave(self, record: str, because: str, **written: Unpack[Written]) -> Self:
        """Say that a record is no longer part of this file; what was written stays written."""
        return self.put(self.membership.remove_record(record, because, **written))

    def put(self, record: Record[Any]) -> Self:
        """The case with a later version of a record it has.

        Raises `BadEntry` when that one has lost an entry without an erasure that names its place, when it has new
        entries that were recorded before the case was last written, and for what `join` refuses.
        """
        check("record", record, Record)
        known = self[record.id]
        check_put(self._own, known, record)
        if isinstance(record, People):
            return attrs.evolve(self, people=record)
        if isinstance(record, Membership):
            return attrs.evolve(self, membership=record)
        check_claims(self._own, record)
        return attrs.evolve(self, records=tuple(record if one.id == record.id else one for one in self.records))

    # Reading

    def __getitem__(self, record: str) -> Record[Any]:
        """The log of that id: a record, the people or the membership; raises `UnknownId`."""
        found = self._by_id.get(record) if isinstance(record, str) else None
        if found is None:
            raise UnknownId(noun="record", where=f"case {self.id}")
        return found

    def of_kind(self, kind: type[_R], as_of: date) -> tuple[_R, ...]:
        """The records of one kind that are part of the file on a day, in the order they joined."""
        check("kind", kind, type)
        members = self.membership.members(as_of)
        return tuple(record for record in self.records if record.id in members and isinstance(record, kind))

    def known_at(self, day: date) -> Self:
        """The case as it was written down by the end of a day. A record is known from the day on which it joined."""
        membership = self.membership.known_at(day)
        joined = membership.ever()
        return attrs.evolve(
            self,
            people=self.people.known_at(day),
            membership=membership,
            records=tuple(record.known_at(day) for record in self.records if record.id in joined),
        )

    def read(
        self,
        *,
        as_of: date,
        audiences: Iterable[Audience] = OPEN,
        about: str | None = None,
        owner: str | None = None,
        reader: str | None = None,
    ) -> Reading:
        """The case for one reader on one day.

        `audiences` are exactly those that are shown. `about` is the person whose file it is: entries about them,
        whether or not others are in them too. `owner` is the worker whose personal entries are shown. `reader` is the
        person it is for: entries that are withheld from them are left out.

        Raises `BadValue` for the personal audience without an owner, and `UnknownId` where `about` is somebody whom
        neither the list of people nor any entry names.
        """
        check_day("as_of", as_of)
        by = Reader.of(audiences, about, owner, reader)
        if about is not None and not self.names(about):
            raise UnknownId(noun="person", where=f"case {self.id}")
        return Reading(case=self._own, as_of=as_of, by=by)

    def for_child(self, child: str, as_of: date) -> Reading:
        """The child's file as of a day: what is about them and was written for that file. Raises as `read` does."""
        return self.read(as_of=as_of, audiences={Audience.CHILD_FILE}, about=child)

    def names(self, person: str) -> bool:
        """Whether the list of people or any entry names somebody."""
        check("person", person, str)
        return any(
            person in entry.about or person in _texts(entry.content) for log in self.logs for entry in log.entries
        )

    def events(self, as_of: date) -> tuple[Event, ...]:
        """The events of a reading of the open entries."""
        return self.read(as_of=as_of).events

    def due(self, as_of: date) -> tuple[Obligation, ...]:
        """The duties that a reading of the open entries shows, without those of personal and restricted ones."""
        return self.read(as_of=as_of).due

    def irregularities(self) -> tuple[tuple[str, int | None, ReflectiveError], ...]:
        """Entries that loading accepts and today's rules would refuse, as (record, place, why).

        The place is None for a record as a whole.
        """
        found: list[tuple[str, int | None, ReflectiveError]] = []
        for log in self.logs:
            found += [(log.id, place, why) for place, why in log.irregularities()]
        return (*found, *((record, None, why) for record, why in clashes(self._own)))

    @property
    def last_written(self) -> date | None:
        """The day on which any of its logs was last written; None where none was."""
        return max((log.entries[-1].recorded for log in self.logs if log.entries), default=None)

    @cached_property
    def _by_id(self) -> dict[str, Record[Any]]:
        return {log.id: log for log in self.logs}

    @property
    def logs(self) -> tuple[Record[Any], ...]:
        """Every log: the people, the membership, and the records in the order they joined."""
        return self._own.every

    @property
    def _own(self) -> Logs:
        return Logs(self.id, self.people, self.membership, self.records)

    def __repr__(self) -> str:
        return f"<Case {self.id!r}: {len(self.records)} records>"


def _texts(held: Any) -> Iterator[str]:
    """Every text in a value. Ids are among them; narrative is compared as a whole, and so is never taken for one."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, tuple):
        for one in held:
            yield from _texts(one)
    elif attrs.has(type(held)):
        for field in attrs.fields(type(held)):
            yield from _texts(getattr(held, field.name))
