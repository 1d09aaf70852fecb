"""A deadline in a plan, with each one that it had before; and the entry by which something stands in a plan."""

from datetime import date
from typing import Any, NamedTuple

from reflective.records.entry import Entry
from reflective.timescales import Deadline

__all__ = ["Dated", "Origin"]


class Dated(NamedTuple):
    """One of the deadlines of a plan, with its history."""

    due: Deadline | None = None
    #: Every deadline it had before, the first one first; None where it then had none.
    former: tuple[Deadline | None, ...] = ()
    met_on: date | None = None

    @property
    def day(self) -> date | None:
        """The day it is due now; None where it has none, or where its words name none."""
        return _day(self.due)

    @property
    def first(self) -> Deadline | None:
        """The deadline that it had first."""
        return self.former[0] if self.former else self.due

    @property
    def first_day(self) -> date | None:
        """The day that it had first."""
        return _day(self.first)

    @property
    def former_days(self) -> tuple[date | None, ...]:
        """Every day it had before, the first one first."""
        return tuple(_day(one) for one in self.former)

    def moved(self, due: Deadline | None) -> "Dated":
        """The same with another deadline."""
        return self._replace(due=due, former=(*self.former, self.due))

    def given(self, due: Deadline | None) -> "Dated":
        """The same with a deadline that somebody set, if anybody did: its first one, or another."""
        if due is None:
            return self
        return self.moved(due) if self.former or self.due is not None else self._replace(due=due)

    def met(self, on: date | None) -> "Dated":
        """The same, met on a day, or no longer met."""
        return self._replace(met_on=on)

    def late(self, as_of: date) -> bool:
        """Whether its day has passed, and it has not been met."""
        return self.met_on is None and self.day is not None and self.day < as_of


class Origin(NamedTuple):
    """The entry by which something stands in a plan: its day, its place, and whom it is about."""

    on: date
    place: int
    about: tuple[str, ...]
    #: The place of the entry that moved it last to another day.
    moved_at: int | None = None

    @classmethod
    def of(cls, entry: Entry[Any], place: int) -> "Origin":
        """The deadline of an entry."""
        return cls(entry.on, place, entry.about)

    @property
    def places(self) -> tuple[int, ...]:
        """The places of the entries that say what it is and when it is due."""
        return (self.place,) if self.moved_at is None else (self.place, self.moved_at)


def _day(due: Deadline | None) -> date | None:
    return None if due is None else due.day
