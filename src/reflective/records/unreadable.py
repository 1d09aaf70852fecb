"""Records that this release cannot read, kept as they were found."""

from typing import Any, ClassVar, Self

import attrs

from reflective.errors import BadEntry, BadValue, ReflectiveError
from reflective.fields import check
from reflective.records.entry import Entry, check_object
from reflective.records.kind import NoFacts
from reflective.records.log import Record

__all__ = ["UnreadableRecord"]


@attrs.frozen(kw_only=True, slots=False, repr=False)
class UnreadableRecord(Record[NoFacts]):
    """A record of a later release, or of a host's own kind that is not registered.

    It has an id and no entries, answers nothing and takes nothing. A document has it as it was found. A view counts
    it as one thing withheld, since for whom it is cannot be told.

    >>> kept = UnreadableRecord(id="visits-1", data='{"kind": "northmere:visits", "id": "visits-1"}')
    >>> kept.entries
    ()
    """

    NOUN: ClassVar[str] = "unreadable record"

    #: The whole record as JSON, its keys in their order.
    data: str = attrs.field(repr=False)
    #: The revision of the document that it was in: a document that it is written to has that one or a later one.
    revision: int = attrs.field(default=1, eq=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        check("data", self.data, str)
        check("revision", self.revision, int)
        if self.entries:
            raise BadEntry(code="record.unreadable", why="a record that cannot be read has no entries")
        if check_object(self.data).get("id") != self.id:
            raise BadValue(name="data", wanted="the JSON of a record of this id")

    def __getstate__(self) -> dict[str, Any]:
        return {**super().__getstate__(), "data": self.data, "revision": self.revision}

    def _with(self, entries: tuple[Entry[Any], ...]) -> Self:
        if entries:
            raise self._closed()
        return self

    def _refusal(self, facts: object, states: object, entry: object, move: object) -> ReflectiveError:  # noqa: ARG002
        return self._closed()

    def _closed(self) -> BadEntry:
        why = "a record that cannot be read here takes nothing"
        return BadEntry(code="record.unreadable", record=self.id, why=why)
