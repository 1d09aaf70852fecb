"""Which records are part of a family's file, since when: a log like any other."""

from typing import ClassVar

from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.fields import Id, Text, value
from reflective.records.entry import Audience, Content, Entry
from reflective.records.log import Record

__all__ = ["Membership", "RecordAdded", "RecordRemoved"]


@value(kw_only=True)
class RecordAdded(Content):
    """A record became part of this family's file."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    record: Id


@value(kw_only=True)
class RecordRemoved(Content):
    """A record stopped being part of this family's file: it was put here in error, or moved to another."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    record: Id
    because: Text


class Membership(Record[Content, frozenset[str]]):
    """Which records are part of the file, since when."""

    NOUN: ClassVar[str] = "membership"

    def _start(self) -> frozenset[str]:
        return frozenset()

    def _next(self, state: frozenset[str], entry: Entry[Content]) -> frozenset[str]:
        match entry.content:
            case RecordAdded(record=record):
                return state | {record}
            case RecordRemoved(record=record):
                return state - {record}
        return state

    def _refusal(self, state: frozenset[str], entry: Entry[Content]) -> ReflectiveError | None:
        match entry.content:
            case RecordAdded(record=record) if record in state:
                return BadEntry(record=self.id, why="that record is part of the file already")
            case RecordRemoved(record=record) if record not in state:
                return UnknownId(noun="record", where=f"membership {self.id}")
        return None
