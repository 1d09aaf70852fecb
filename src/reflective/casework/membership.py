"""Which records are part of a family's file, since when: a log like any other."""

from datetime import date
from typing import ClassVar, Final, Self, Unpack

from reflective.fields import Key, Text
from reflective.records.content import Audience, Content, content
from reflective.records.entry import Written
from reflective.records.kind import NoFacts
from reflective.records.log import Record
from reflective.records.machine import Machine, State

__all__ = ["RECORD", "Membership", "Presence", "RecordAdded", "RecordRemoved"]


@content("membership.record_added", Audience.CHILD_FILE, verb="add_record")
class RecordAdded(Content):
    """A record became part of this family's file.

    >>> RecordAdded(record="plan-1")
    RecordAdded(record='plan-1')
    """

    record: Key

    def erased(self) -> "RecordAdded":
        """The same: without it the file could not be read, and it holds an id and no narrative."""
        return self


@content("membership.record_removed", Audience.CHILD_FILE, verb="remove_record")
class RecordRemoved(Content):
    """A record stopped being part of this family's file: it was put here in error, or moved to another.

    >>> RecordRemoved(record="plan-1", because="put here in error").erased().because is None
    True
    """

    record: Key
    #: Why; None where the law took it away, or a reading withholds it.
    because: Text | None

    def erased(self) -> "RecordRemoved":
        """The same without its reason: that a record left always takes effect."""
        return RecordRemoved(record=self.record, because=None)

    def withheld(self) -> "RecordRemoved":
        """The same without its reason: a record that was put here in error stays out of every reading."""
        return self.erased()


class Presence(State):
    """The two states of a record: part of the file or not."""

    OUT = "out"
    IN = "in"


#: The moves of a record into a family's file and out of it. A record that was removed may be added again.
RECORD: Final = Machine(
    "record",
    item="record",
    start=Presence.OUT,
    table={Presence.OUT: {RecordAdded: Presence.IN}, Presence.IN: {RecordRemoved: Presence.OUT}},
    remedies={RecordAdded: lambda _at: "that record is part of the file already"},
)


class Membership(Record[NoFacts]):
    """Which records are part of the file, since when.

    >>> day = date(2021, 9, 6)
    >>> members = Membership(id="case-1:membership").add_record("plan-1", on=day, recorded=day, by="worker-1")
    >>> sorted(members.members(day))
    ['plan-1']
    """

    KIND: ClassVar[str] = "membership"
    NOUN: ClassVar[str] = "membership"
    machines = (RECORD,)

    def add_record(self, record: str, **written: Unpack[Written]) -> Self:
        """Say that a record is part of the file from a day."""
        return self.add(RecordAdded(record=record), **written)

    def remove_record(self, record: str, because: str, **written: Unpack[Written]) -> Self:
        """Say that a record is no longer part of the file, and why."""
        return self.add(RecordRemoved(record=record, because=because), **written)

    def ever(self) -> frozenset[str]:
        """The ids of the records that were ever named in it, struck entries included."""
        return frozenset(one.content.record for one in self.entries if isinstance(one.content, RecordAdded))

    def members(self, as_of: date) -> frozenset[str]:
        """The ids of the records that are part of the file on a day."""
        states = self._folded_on(as_of)[2]
        return frozenset(record for (_, record), at in states.items() if at is Presence.IN and record is not None)
