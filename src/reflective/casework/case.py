"""One family's file: its people, its records, and the questions that need more than one of them."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, Self, TypeVar, Unpack

import attrs

from reflective.casework.membership import Membership
from reflective.errors import BadEntry, UnknownId
from reflective.fields import Id, Key, check, check_day
from reflective.practice.people.people import People
from reflective.records.content import Audience
from reflective.records.due import DueItem
from reflective.records.entry import Erased, Shown, Written
from reflective.records.log import Record
from reflective.records.unreadable import UnreadableRecord
from reflective.rules import Event

__all__ = ["Case", "ChildFile"]

_R = TypeVar("_R", bound=Record[Any])


def _id(log: Record[Any]) -> str:
    return repr(log.id)


@attrs.frozen(kw_only=True, slots=False, repr=False)
class Case:
    """One family. Its people and its membership are logs like any other; its records are joined to it by id.

    A case holds values: every method that changes something returns a new case. `known_at` cuts all of its logs
    to what had been written down by a day; every question takes the day it is asked of.
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
        ids = [log.id for log in self._logs()]
        if len(set(ids)) != len(ids):
            raise BadEntry(code="case.id_twice", why="two records of a case may not have one id")
        joined = self.membership.ever()
        if any(record.id not in joined for record in self.records):
            raise BadEntry(code="case.not_joined", why="every record of a case is named in its membership")

    def __getstate__(self) -> dict[str, Any]:
        # What was worked out when a question was asked is worked out again.
        return {"id": self.id, "people": self.people, "membership": self.membership, "records": self.records}

    @classmethod
    def opened(cls, id: str) -> Self:  # noqa: A002 - the field's own name
        """A case with nobody and nothing in it yet; its two logs are named for it."""
        return cls(id=id, people=People(id=f"{id}:people"), membership=Membership(id=f"{id}:membership"))

    def join(self, record: Record[Any], **written: Unpack[Written]) -> Self:
        """The case with one more record in it."""
        check("record", record, Record)
        membership = self.membership.add_record(record.id, **written)
        return attrs.evolve(self, membership=membership, records=(*self.records, record))

    def leave(self, record: str, because: str, **written: Unpack[Written]) -> Self:
        """Say that a record is no longer part of this file; what was written stays written."""
        return attrs.evolve(self, membership=self.membership.remove_record(record, because, **written))

    def put(self, record: Record[Any]) -> Self:
        """The case with a later version of a record it has; raises `BadEntry` when that one has lost an entry."""
        check("record", record, Record)
        _keeps(self[record.id], record)
        if isinstance(record, People):
            return attrs.evolve(self, people=record)
        if isinstance(record, Membership):
            return attrs.evolve(self, membership=record)
        return attrs.evolve(self, records=tuple(record if one.id == record.id else one for one in self.records))

    def __getitem__(self, record: str) -> Record[Any]:
        """The log of that id: a record, the people or the membership; raises `UnknownId`."""
        found = self._by_id.get(record) if isinstance(record, str) else None
        if found is None:
            raise UnknownId(noun="record", where=f"case {self.id}")
        return found

    def of_kind(self, kind: type[_R], as_of: date) -> tuple[_R, ...]:
        """The records of one kind that are part of the file on a day, in the order they joined."""
        check("kind", kind, type)
        return tuple(record for record in self._members(as_of) if isinstance(record, kind))

    def known_at(self, day: date) -> Self:
        """The case as it was written down by the end of a day."""
        membership = self.membership.known_at(day)
        joined = membership.ever()
        return attrs.evolve(
            self,
            people=self.people.known_at(day),
            membership=membership,
            records=tuple(record.known_at(day) for record in self.records if record.id in joined),
        )

    def for_child(self, child: str) -> "ChildFile":
        """The read-only file of one child: what is about them and open to them, with the places it has here."""
        check("child", child, Id)
        return ChildFile(self, child)

    def events(self, as_of: date) -> tuple[Event, ...]:
        """The events up to a day, for rules to read, in the order of the days."""
        check_day("as_of", as_of)
        found = [event for record in self._members(as_of) for event in record.events(as_of)]
        return tuple(sorted(found, key=lambda event: (event.on, event.kind, event.subject, event.ref)))

    def due(self, as_of: date) -> tuple[DueItem, ...]:
        """The due items and their status on a day: soonest first, and items without a day last."""
        found = [item for record in self._members(as_of) for item in record.due_items(as_of)]
        return tuple(sorted(found, key=lambda item: (item.due is None, item.due or date.max)))

    def last_recorded(self, as_of: date) -> date | None:
        """The last day by then on which anything was written down; None where nothing was."""
        check_day("as_of", as_of)
        days = [entry.recorded for log in self._logs() for entry in log.entries if entry.recorded <= as_of]
        return max(days, default=None)

    @cached_property
    def _by_id(self) -> dict[str, Record[Any]]:
        return {log.id: log for log in self._logs()}

    def _members(self, as_of: date) -> tuple[Record[Any], ...]:
        members = self.membership.members(as_of)
        return tuple(record for record in self.records if record.id in members)

    def _logs(self) -> Iterator[Record[Any]]:
        yield self.people
        yield self.membership
        yield from self.records

    def __repr__(self) -> str:
        return f"<Case {self.id!r}: {len(self.records)} records>"


class ChildFile(NamedTuple):
    """One child's file: a view of the case and never another case. Places are those of the case's own records."""

    case: Case
    child: str

    def known_at(self, day: date) -> "ChildFile":
        """The file as it was written down by the end of a day."""
        return ChildFile(self.case.known_at(day), self.child)

    def shown(self, as_of: date, *also: Audience) -> dict[str, Shown[Any]]:
        """For each record, what is about this child and open; other audiences only when asked for by name."""
        return {
            record.id: record.shown(*also, as_of=as_of, about=self.child)
            for record in (self.case.people, *self.case.of_kind(Record, as_of))
        }

    def withheld(self, as_of: date, *also: Audience) -> int:
        """How many entries the file withholds: personal, restricted, or about nobody yet."""
        return sum(shown.withheld for shown in self.shown(as_of, *also).values())


def _keeps(old: Record[Any], new: Record[Any]) -> None:
    """A later version of a log has every entry of the earlier one, or the tombstone that the law left."""
    if type(old) is not type(new):
        raise BadEntry(code="record.kind", why="a record keeps its kind")
    if isinstance(old, UnreadableRecord) and new != old:
        why = "a record that cannot be read here is kept as it is"
        raise BadEntry(code="record.unreadable", record=old.id, why=why)
    for place, entry in enumerate(old.entries):
        if place >= len(new.entries) or (
            new.entries[place] != entry and not isinstance(new.entries[place].content, Erased)
        ):
            why = "a later version of a record keeps every earlier entry"
            raise BadEntry(code="record.lost_entry", record=new.id, place=place, why=why)
