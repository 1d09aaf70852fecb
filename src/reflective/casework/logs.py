"""The logs of a case: its people, its membership, and the records that are or were part of it."""

from typing import Any, NamedTuple

from reflective.casework.membership import Membership
from reflective.practice.people.people import People
from reflective.records.log import Record

__all__ = ["Logs"]


class Logs(NamedTuple):
    """The logs of one case, for whatever reads or compares them."""

    id: str
    people: People
    membership: Membership
    records: tuple[Record[Any], ...]

    @property
    def every(self) -> tuple[Record[Any], ...]:
        """The people, the membership, and the records in the order they joined."""
        return (self.people, self.membership, *self.records)

    def __repr__(self) -> str:
        return f"<logs of {self.id}: {len(self.records)} records>"
