"""One family's file: its people, its records, and the questions that need more than one of them."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

import attrs

from reflective.casework.membership import Membership, RecordAdded, RecordRemoved
from reflective.errors import BadEntry, UnknownId
from reflective.fields import check_day
from reflective.practice.people.people import People
from reflective.records.due import DueItem
from reflective.records.entry import Audience, Erased, Shown
from reflective.records.log import Record
from reflective.rules import Event

if TYPE_CHECKING:
    from typing import Unpack

    from reflective.records.entry import Written

__all__ = ["Case", "ChildFile"]

_R = TypeVar("_R", bound=Record[Any, Any])


@attrs.frozen(kw_only=True, slots=False, repr=False)
class Case:
    """One family. Its people and its membership are logs like any other; its records are joined to it by id.

    A case holds values: every method that changes something returns a new case. `known_at` cuts all of its logs
    to what had been written down by a day; every question takes the day it is asked of.
    """

    id: str
    people: People
    membership: Membership
    #: Records that are or were part of the file, in the order they joined.
    records: tuple[Record[Any, Any], ...] = ()

    def __attrs_post_init__(self) -> None:
        if type(self.id) is not str or not self.id:
            raise BadEntry(why="a case's id must be text that is not empty")
        if not isinstance(self.people, People) or not isinstance(self.membership, Membership):
            raise BadEntry(why="a case's people must be a People, and its membership a Membership")
        if not isinstance(self.records, tuple) or not all(isinstance(record, Record) for record in self.records):
            raise BadEntry(why="a case's records must be a tuple of records")
        ids = [self.people.id, self.membership.id, *(record.id for record in self.records)]
        if len(set(ids)) != len(ids):
            raise BadEntry(why="two records of a case may not have one id")
        joined = {entry.content.record for entry in self.membership.entries if isinstance(entry.content, RecordAdded)}
        if any(record.id not in joined for record in self.records):
            raise BadEntry(why="every record of a case is named in its membership")

    @classmethod
    def opened(cls, id: str) -> Self:  # noqa: A002 - the field's own name
        """A case with nobody and nothing in it yet; its two logs are named for it."""
        return cls(id=id, people=People(id=f"{id}:people"), membership=Membership(id=f"{id}:membership"))

    def join(self, record: Record[Any, Any], **written: "Unpack[Written]") -> Self:
        """The case with one more record in it."""
        membership = self.membership.add(RecordAdded(record=record.id), **written)
        return attrs.evolve(self, membership=membership, records=(*self.records, record))

    def leave(self, record: str, because: str, **written: "Unpack[Written]") -> Self:
        """Say that a record is no longer part of this file; what was written stays written."""
        return attrs.evolve(
            self, membership=self.membership.add(RecordRemoved(record=record, because=because), **written)
        )

    def put(self, record: Record[Any, Any]) -> Self:
        """The case with a later version of a record it has; raises `BadEntry` when that one has lost an entry."""
        old = self.people if record.id == self.people.id else self[record.id]
        _keeps(old, record)
        if isinstance(record, People):
            return attrs.evolve(self, people=record)
        return attrs.evolve(self, records=tuple(record if one.id == record.id else one for one in self.records))

    def __getitem__(self, record: str) -> Record[Any, Any]:
        """The record of that id, whichever kind it is; raises `UnknownId`."""
        found = self._by_id.get(record)
        if found is None:
            raise UnknownId(noun="record", where=f"case {self.id}")
        return found

    def of_kind(self, kind: type[_R], as_of: date) -> tuple[_R, ...]:
        """The records of one kind that are part of the file on a day, in the order they joined."""
        return tuple(record for record in self._members(as_of) if isinstance(record, kind))

    def known_at(self, day: date) -> Self:
        """The case as it was written down by the end of a day."""
        membership = self.membership.known_at(day)
        joined = {entry.content.record for entry in membership.entries if isinstance(entry.content, RecordAdded)}
        return attrs.evolve(
            self,
            people=self.people.known_at(day),
            membership=membership,
            records=tuple(record.known_at(day) for record in self.records if record.id in joined),
        )

    def for_child(self, child: str) -> "ChildFile":
        """The read-only file of one child: what is about them and open to them, with the places it has here."""
        return ChildFile(self, child)

    def events(self, as_of: date) -> tuple[Event, ...]:
        """What happened by a day, for rules to read, in the order of the days."""
        check_day("as_of", as_of)
        found = [event for record in self._members(as_of) for event in record.events(as_of)]
        return tuple(sorted(found, key=lambda event: (event.on, event.kind, event.subject, event.ref)))

    def due(self, as_of: date) -> tuple[DueItem, ...]:
        """What falls due and where it stands on a day: soonest first, and what has no day last."""
        found = [item for record in self._members(as_of) for item in record.due_items(as_of)]
        return tuple(sorted(found, key=lambda item: (item.due is None, item.due or date.max)))

    def last_recorded(self, as_of: date) -> date | None:
        """The last day by then on which anything was written down; None where nothing was."""
        days = [entry.recorded for log in self._logs() for entry in log.entries if entry.recorded <= as_of]
        return max(days, default=None)

    @cached_property
    def _by_id(self) -> dict[str, Record[Any, Any]]:
        return {record.id: record for record in self.records}

    def _members(self, as_of: date) -> tuple[Record[Any, Any], ...]:
        members = self.membership.state(as_of)
        return tuple(record for record in self.records if record.id in members)

    def _logs(self) -> Iterator[Record[Any, Any]]:
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


def _keeps(old: Record[Any, Any], new: Record[Any, Any]) -> None:
    """A later version of a log has every entry of the earlier one, or the tombstone that the law left."""
    if type(old) is not type(new):
        raise BadEntry(why="a record keeps its kind")
    for place, entry in enumerate(old.entries):
        if place >= len(new.entries) or (
            new.entries[place] != entry and not isinstance(new.entries[place].content, Erased)
        ):
            raise BadEntry(record=new.id, place=place, why="a later version of a record keeps every earlier entry")
