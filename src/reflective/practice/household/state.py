"""Who lives where on a day, as the entries make it."""

from datetime import date
from typing import Any, NamedTuple

from reflective.practice.household.contents import LeftHome, LivesAt
from reflective.records.entry import Entry
from reflective.timescales import PartialDate

__all__ = ["HomeStay", "HouseholdState"]


class HomeStay(NamedTuple):
    """One person's time in one home, as it was last told: from when, to when, and by whose word.

    >>> HomeStay("parent-1", "home-1", place=0, sourced=True).holds(date(2021, 9, 6))
    True
    """

    person: str
    home: str
    #: The place of the entry that told it last.
    place: int
    start: PartialDate | None = None
    end: PartialDate | None = None
    told_by: str | None = None
    #: Whether the record has whose word it is, or the document in which it is written.
    sourced: bool = False

    def holds(self, as_of: date) -> bool:
        """Whether it holds on a day: only a start that is known to come later, or a known end, says that it does not.

        It is over from the day of the end on.
        """
        begun = self.start is None or self.start.earliest is None or self.start.earliest <= as_of
        return begun and not self.is_over(as_of)

    def is_over(self, as_of: date) -> bool:
        """Whether it is known to have ended by a day."""
        return self.end is not None and self.end.latest is not None and self.end.latest <= as_of


class HouseholdState(NamedTuple):
    """Every stay, in the order they were first told, and the homes that are confidential."""

    stays: tuple[HomeStay, ...] = ()
    confidential: frozenset[str] = frozenset()

    def after(self, entry: Entry[Any], _to: object, place: int) -> "HouseholdState":
        """The state after an entry. A stay goes on until it has an end; told after that, it is another."""
        said = entry.content
        if isinstance(said, LeftHome):
            at = self.open_stay(said.person, said.home)
            return self if at is None else self._with(at, self.stays[at]._replace(end=said.end, place=place))
        if not isinstance(said, LivesAt):
            return self
        sourced = entry.source is not None or said.told_by is not None
        stay = HomeStay(said.person, said.home, place, said.start, said.end, said.told_by, sourced)
        closed = self.confidential | ({said.home} if said.confidential else set())
        at = self.open_stay(said.person, said.home)
        if at is None:
            return HouseholdState((*self.stays, stay), closed)
        before = self.stays[at]
        again = stay._replace(start=stay.start or before.start)
        return self._with(at, again)._replace(confidential=closed)

    def open_stay(self, person: str, home: str) -> int | None:
        """The number of a person's stay in a home that has no end yet; None where there is none."""
        open_now = (
            number
            for number, one in enumerate(self.stays)
            if (one.person, one.home) == (person, home) and one.end is None
        )
        return next(open_now, None)

    def _with(self, at: int, stay: HomeStay) -> "HouseholdState":
        return self._replace(stays=(*self.stays[:at], stay, *self.stays[at + 1 :]))
