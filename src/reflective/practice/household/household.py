"""Who lives where as of a day, with its source; confidential homes, and the safe way to reach somebody."""

from datetime import date
from typing import Any, ClassVar, Self, Unpack

from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.fields import Id, check
from reflective.practice.household.contents import LeftHome, LivesAt, SafeWay
from reflective.practice.household.state import HomeStay, HouseholdState
from reflective.records.content import Audience, Content
from reflective.records.entry import Entry, Written
from reflective.records.log import Record
from reflective.timescales import PartialDate

__all__ = ["Household"]


class Household(Record[HouseholdState]):
    """The homes of a family, and who lives in each. It has no events and sets no days: rules have no use for a home.

    >>> day = date(2021, 9, 6)
    >>> written: Written = {"on": day, "recorded": day, "by": "worker-1"}
    >>> household = Household(id="household-1").live(LivesAt(person="child-1", home="home-1"), **written)
    >>> household = household.live(LivesAt(person="parent-1", home="home-1"), **written)
    >>> household.lives_with("child-1", as_of=day)
    ('parent-1',)
    """

    KIND: ClassVar[str] = "household"
    NOUN: ClassVar[str] = "household"
    takes = (LivesAt, LeftHome, SafeWay)
    facts = HouseholdState

    def live(self, stay: LivesAt, **written: Unpack[Written]) -> Self:
        """Record that somebody lives in a home."""
        return self.add(stay, **written)

    def leave(
        self, person: str, home: str, end: PartialDate, *, told_by: str | None = None, **written: Unpack[Written]
    ) -> Self:
        """Record that somebody left a home; raises `UnknownId` where they are not recorded as living there."""
        return self.add(LeftHome(person=person, home=home, end=end, told_by=told_by), **written)

    def reach_safely(self, person: str, how: str, *, never: str | None = None, **written: Unpack[Written]) -> Self:
        """Record the safe way to reach somebody; it is restricted."""
        return self.add(SafeWay(person=person, how=how, never=never), **written)

    def brings_in(self, content: Content) -> bool:
        """Whether a content says for whom a home is: one that is confidential closes all that is recorded of it."""
        return isinstance(content, LivesAt)

    # Questions

    def stays(self, as_of: date, person: str | None = None) -> tuple[HomeStay, ...]:
        """The stays that hold on a day: of everybody, or of a person, who may be recorded in two homes."""
        check("person", person, Id | None)
        return tuple(one for one in self.state(as_of).stays if one.holds(as_of) and person in {None, one.person})

    def former(self, as_of: date) -> tuple[HomeStay, ...]:
        """The stays that are known to be over by a day."""
        return tuple(one for one in self.state(as_of).stays if one.is_over(as_of))

    def people(self, home: str, as_of: date) -> tuple[str, ...]:
        """Everybody who lives in a home on a day, in the order first recorded; empty for one that is not known."""
        return tuple(dict.fromkeys(one.person for one in self.stays(as_of) if one.home == home))

    def lives_with(self, person: str, as_of: date) -> tuple[str, ...]:
        """Everybody who shares a home with a person on a day, in the order first recorded."""
        homes = {one.home for one in self.stays(as_of, person)}
        others = (one.person for one in self.stays(as_of) if one.home in homes and one.person != person)
        return tuple(dict.fromkeys(others))

    def in_several_homes(self, as_of: date) -> tuple[str, ...]:
        """The people who are recorded in more than one home on a day: they share their time, or the word differs."""
        homes: dict[str, set[str]] = {}
        for one in self.stays(as_of):
            homes.setdefault(one.person, set()).add(one.home)
        return tuple(person for person, several in homes.items() if len(several) > 1)

    def unsourced(self, as_of: date) -> tuple[HomeStay, ...]:
        """The stays on a day of which the record does not have whose word they are."""
        return tuple(one for one in self.stays(as_of) if not one.sourced)

    def safe_ways(self, as_of: date) -> tuple[tuple[int, SafeWay], ...]:
        """The safe way to reach each person, as last recorded by a day, with places."""
        return tuple({one.person: (place, one) for place, one in self._entries_of(SafeWay, as_of)}.values())

    # Refusals

    def _misfit(self, facts: HouseholdState, _states: object, entry: Entry[Any]) -> ReflectiveError | None:
        said, is_open = entry.content, entry.audience is not Audience.RESTRICTED
        match said:
            case SafeWay() if is_open:
                return self._is_restricted("a safe way to reach somebody")
            case LivesAt() | LeftHome() if is_open and (said.home in facts.confidential or _is_confidential(said)):
                return self._is_restricted("a confidential home")
            case LeftHome() if facts.open_stay(said.person, said.home) is None:
                return UnknownId(noun="stay", where=f"household {self.id}")
        return None

    def _is_restricted(self, what: str) -> BadEntry:
        why = f"{what} is always restricted: leave the audience out"
        return BadEntry(code="household.restricted", record=self.id, why=why)


def _is_confidential(said: LivesAt | LeftHome) -> bool:
    return isinstance(said, LivesAt) and said.confidential
