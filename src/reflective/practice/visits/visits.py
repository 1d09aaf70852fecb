"""Visits and contacts: tried and made as two lists, who was not invited, and how each person is worked with."""

from datetime import date
from typing import Any, ClassVar, NamedTuple, Self, Unpack

from reflective.errors import ReflectiveError, UnknownId
from reflective.fields import Id, Key, check, check_day
from reflective.practice.visits.contents import (
    CONTACT,
    CommunicationNeed,
    ContactMade,
    ContactStatus,
    ContactTried,
    EngagementSeen,
    NotInvited,
    VisitMade,
)
from reflective.practice.visits.events import events
from reflective.records.entry import Entry, Written
from reflective.records.kind import NoFacts
from reflective.records.links import dangling
from reflective.records.log import Record
from reflective.rules import Event

__all__ = ["PersonContacts", "Visits"]


class PersonContacts(NamedTuple):
    """The contacts with one person by the places of their entries: tried, made, and where they were not invited.

    >>> PersonContacts("parent-2", tried=(3, 4), made=(), not_invited=(5,)).made
    ()
    """

    person: str
    tried: tuple[int, ...] = ()
    made: tuple[int, ...] = ()
    not_invited: tuple[int, ...] = ()


class Visits(Record[NoFacts]):
    """The visits to the children of a family, and the contacts with everybody else in it.

    >>> from reflective.practice.visits import Seen
    >>> day = date(2021, 9, 6)
    >>> visit = VisitMade(contact="v-1", seen=(Seen(child="child-1", alone=True),))
    >>> visits = Visits(id="visits-1").make_visit(visit, on=day, recorded=day, by="worker-1")
    >>> [event.kind for event in visits.events(day)]
    ['visit.held', 'visit.recorded']
    """

    KIND: ClassVar[str] = "visits"
    NOUN: ClassVar[str] = "visits"
    machines = (CONTACT,)
    takes = (NotInvited, CommunicationNeed, EngagementSeen)

    def try_contact(self, tried: ContactTried, **written: Unpack[Written]) -> Self:
        """Record a contact or a visit that was tried and did not come about."""
        return self.add(tried, **written)

    def make_contact(self, made: ContactMade, **written: Unpack[Written]) -> Self:
        """Record a contact with somebody, new or tried before."""
        return self.add(made, **written)

    def make_visit(self, visit: VisitMade, **written: Unpack[Written]) -> Self:
        """Record a visit, new or tried before."""
        return self.add(visit, **written)

    # Questions

    def contact(self, contact: str, as_of: date) -> ContactStatus:
        """Where a contact stands on a day; "not begun" where the record does not have it by then."""
        check("contact", contact, Key)
        return self.at(CONTACT, as_of, contact)  # type: ignore[no-any-return]

    def tried(self, as_of: date, person: str | None = None) -> tuple[tuple[int, ContactTried], ...]:
        """The contacts that were tried and did not come about, with places: all of them, or those with a person."""
        check("person", person, Id | None)
        found = self._entries_of(ContactTried, as_of)
        return tuple((place, one) for place, one in found if person is None or person in one.people)

    def made(self, as_of: date, person: str | None = None) -> tuple[tuple[int, ContactMade | VisitMade], ...]:
        """The contacts and visits that were made, with places: all of them, or those with a person or a child seen."""
        check("person", person, Id | None)
        return tuple(
            (place, one)
            for place, entry in self.standing(as_of)
            if isinstance(one := entry.content, ContactMade | VisitMade) and (person is None or person in _met(one))
        )

    def visits(self, as_of: date, child: str | None = None) -> tuple[tuple[int, VisitMade], ...]:
        """The visits by a day, with places: all of them, or those on which a child was seen."""
        check("child", child, Id | None)
        found = self._entries_of(VisitMade, as_of)
        return tuple((place, one) for place, one in found if child is None or child in _children(one))

    def not_seen(self, as_of: date) -> tuple[tuple[int, VisitMade], ...]:
        """The visits on which a child was to be seen and was not, with places."""
        return tuple((place, one) for place, one in self._entries_of(VisitMade, as_of) if one.not_seen)

    def not_invited(self, as_of: date) -> tuple[tuple[int, NotInvited], ...]:
        """Everybody who was not invited, to what and why, with places."""
        return self._entries_of(NotInvited, as_of)

    def by_person(self, as_of: date) -> tuple[PersonContacts, ...]:
        """The contacts tried and made with each person, and where they were not invited, in the order first named.

        Somebody with whom contact was tried and never made stands beside somebody who was seen each week.
        """
        found: dict[str, dict[str, tuple[int, ...]]] = {}
        for place, entry in self.standing(as_of):
            field, people = _reached(entry.content)
            for person in dict.fromkeys(people):
                lists = found.setdefault(person, {})
                lists[field] = (*lists.get(field, ()), place)
        return tuple(PersonContacts(person, **lists) for person, lists in found.items())

    def needs(self, as_of: date) -> tuple[tuple[int, CommunicationNeed], ...]:
        """How each person communicates, as last recorded by a day, with places."""
        last = {one.person: (place, one) for place, one in self._entries_of(CommunicationNeed, as_of)}
        return tuple(last.values())

    def engagement(self, as_of: date, person: str | None = None) -> tuple[tuple[int, EngagementSeen], ...]:
        """How people were seen to work with others, with places: all of it, or of one person."""
        check("person", person, Id | None)
        found = self._entries_of(EngagementSeen, as_of)
        return tuple((place, one) for place, one in found if person in {None, one.person})

    # For a case

    def events(self, as_of: date) -> tuple[Event, ...]:
        """Visits held and written up, for each child seen, and contacts tried, for each person.

        A visit by telephone or video has events of other kinds, which no rule of England takes for a visit.
        """
        check_day("as_of", as_of)
        return tuple(events(self.id, self.standing(as_of), as_of))

    def _misfit(self, _facts: NoFacts, _states: object, entry: Entry[Any]) -> ReflectiveError | None:
        if isinstance(entry.content, NotInvited) and dangling(self, entry.content.of):
            return UnknownId(noun="entry", where=f"visits {self.id}")
        return None


def _reached(said: object) -> tuple[str, tuple[str, ...]]:
    """The list of a person's contacts in which an entry is, and the people of it."""
    match said:
        case ContactTried(people=people):
            return "tried", people
        case ContactMade() | VisitMade():
            return "made", _met(said)
        case NotInvited(person=person):
            return "not_invited", (person,)
    return "", ()


def _children(visit: VisitMade) -> tuple[str, ...]:
    """The children who were seen."""
    return tuple(one.child for one in visit.seen)


def _met(made: ContactMade | VisitMade) -> tuple[str, ...]:
    """Everybody with whom a contact was made."""
    return (*_children(made), *made.people) if isinstance(made, VisitMade) else made.people
