"""Who is in a family's file: opaque references, what each is to whom, and since when; nobody is merged by code."""

import enum
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, NamedTuple, Self, TypeVar, Unpack

from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.fields import Id, Text, check
from reflective.practice.people.roles import PersonKind
from reflective.records.content import Audience, Content, content
from reflective.records.entry import Entry, Written
from reflective.records.log import Record
from reflective.timescales import PartialDate

__all__ = [
    "Fact",
    "Named",
    "NotSame",
    "People",
    "Person",
    "Related",
    "Responsibility",
    "RoleHeld",
    "SamePerson",
]


_T = TypeVar("_T")
_C = TypeVar("_C", "Named", "RoleHeld", "Fact")


@content("people.named", Audience.CHILD_FILE)
class Named(Content):
    """Somebody is spoken of: an opaque reference, what kind of person, and what they are called here."""

    person: Id
    kind: PersonKind
    #: What they are called, as they wish to be, or as the record calls them.
    name: Text | None = None
    born: PartialDate | None = None
    #: Their age in years as it was stated on the day of the entry; how old they are now, nobody computes from it.
    age: int | None = None


@content("people.role_held", Audience.CHILD_FILE)
class RoleHeld(Content):
    """Somebody has a role from a day, to a day; either may be half known or not known at all."""

    person: Id
    role: Id
    start: PartialDate | None = None
    end: PartialDate | None = None


class Responsibility(enum.StrEnum):
    """Parental responsibility, as recorded; it is never inferred from being a parent."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


@content("people.related", Audience.CHILD_FILE)
class Related(Content):
    """The relation of one person to another ("mother of"), its dates, and parental responsibility."""

    person: Id
    to: Id
    #: How it reads between the two: "mother of", "brother of", "staying with".
    relation: Text
    start: PartialDate | None = None
    end: PartialDate | None = None
    parental_responsibility: Responsibility = Responsibility.NOT_KNOWN


@content("people.fact", Audience.CHILD_FILE)
class Fact(Content):
    """Something told of somebody, in words, and by whom."""

    person: Id
    what: Text
    when: PartialDate | None = None
    told_by: Id | None = None


@content("people.same_person", Audience.CHILD_FILE)
class SamePerson(Content):
    """Whoever wrote this asserts that two mentions are one person, and on what basis. Nothing is merged."""

    person: Id
    other: Id
    basis: Text


@content("people.not_same", Audience.CHILD_FILE)
class NotSame(Content):
    """An assertion that two mentions are one person is withdrawn."""

    person: Id
    other: Id
    basis: Text


class Person(NamedTuple):
    """Everything on the record about one person by a day. Lists are in the order of the days."""

    id: str
    kind: PersonKind
    name: str | None
    age: int | None
    born: PartialDate | None
    roles: tuple[RoleHeld, ...]
    relations: tuple[Related, ...]
    facts: tuple[Fact, ...]

    def __repr__(self) -> str:
        return f"<Person {self.id!r}, {self.kind}>"


class _Known(NamedTuple):
    people: frozenset[str] = frozenset()
    same: frozenset[frozenset[str]] = frozenset()

    def after(self, entry: Entry[Content], _to: object, _place: int) -> "_Known":
        match entry.content:
            case Named(person=person):
                return self._replace(people=self.people | {person})
            case SamePerson(person=person, other=other):
                return self._replace(same=self.same | {frozenset((person, other))})
            case NotSame(person=person, other=other):
                return self._replace(same=self.same - {frozenset((person, other))})
        return self


class People(Record[_Known]):
    """Everybody whom one family's file speaks of."""

    KIND: ClassVar[str] = "people"
    NOUN: ClassVar[str] = "people"
    takes = (Named, RoleHeld, Related, Fact, SamePerson, NotSame)
    facts = _Known

    def name(
        self,
        person: str,
        kind: PersonKind,
        name: str | None = None,
        *,
        born: PartialDate | None = None,
        age: int | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Put somebody on the list, or say anew what they are called."""
        return self.add(Named(person=person, kind=kind, name=name, born=born, age=age), **written)

    def same(self, person: str, other: str, basis: str, **written: Unpack[Written]) -> Self:
        """Assert that two mentions are one person."""
        return self.add(SamePerson(person=person, other=other, basis=basis), **written)

    def not_same(self, person: str, other: str, basis: str, **written: Unpack[Written]) -> Self:
        """Withdraw such an assertion."""
        return self.add(NotSame(person=person, other=other, basis=basis), **written)

    def person(self, person: str, as_of: date) -> Person:
        """Everything on the record about somebody by a day; raises `UnknownId` for somebody who is not on the list."""
        check("person", person, Id)
        found = self._persons(as_of).get(person)
        if found is None:
            raise UnknownId(noun="person", where=f"people {self.id}")
        return found

    def everybody(self, as_of: date, kind: PersonKind | None = None) -> tuple[Person, ...]:
        """All who were on the list by a day, children first and then in the order they were named."""
        found = [one for one in self._persons(as_of).values() if kind is None or one.kind is kind]
        return tuple(sorted(found, key=lambda one: one.kind is not PersonKind.CHILD))

    def _persons(self, as_of: date) -> dict[str, Person]:
        """Everybody who was named by a day, read from the log once however many they are."""
        contents = [entry.content for _, entry in self.standing(as_of)]
        named = _by_person(one for one in contents if isinstance(one, Named))
        roles = _by_person(one for one in contents if isinstance(one, RoleHeld))
        facts = _by_person(one for one in contents if isinstance(one, Fact))
        relations: dict[str, list[Related]] = {}
        for one in contents:
            if isinstance(one, Related):
                for person in dict.fromkeys((one.person, one.to)):
                    relations.setdefault(person, []).append(one)
        return {
            person: Person(
                id=person,
                kind=names[-1].kind,
                name=_last(one.name for one in names),
                age=_last(one.age for one in names),
                born=_last(one.born for one in names),
                roles=tuple(roles.get(person, ())),
                relations=tuple(relations.get(person, ())),
                facts=tuple(facts.get(person, ())),
            )
            for person, names in named.items()
        }

    def asserted_same(self, as_of: date) -> frozenset[frozenset[str]]:
        """The pairs that somebody asserted to be one person and nobody has withdrawn by the day."""
        return self.state(as_of).same

    def _misfit(self, state: _Known, _states: object, entry: Entry[Any]) -> ReflectiveError | None:
        content = entry.content
        mentioned: tuple[str, ...]
        match content:
            case SamePerson(person=person, other=other) | NotSame(person=person, other=other):
                mentioned, apart = (person, other), person != other
            case Related(person=person, to=to):
                mentioned, apart = (person, to), person != to
            case RoleHeld(person=person) | Fact(person=person):
                mentioned, apart = (person,), True
            case _:
                return None
        if not apart:
            return BadEntry(code="person.same", record=self.id, why="two people are named, and they are two references")
        if not state.people.issuperset(mentioned):
            return UnknownId(noun="person", where=f"people {self.id}")
        if isinstance(content, NotSame) and frozenset(mentioned) not in state.same:
            return BadEntry(code="person.not_asserted", record=self.id, why="only what was asserted can be withdrawn")
        return None


def _by_person(contents: Iterable[_C]) -> dict[str, list[_C]]:
    found: dict[str, list[_C]] = {}
    for one in contents:
        found.setdefault(one.person, []).append(one)
    return found


def _last(given: Iterable[_T | None]) -> _T | None:
    """The last of them that says anything."""
    return next((one for one in reversed(tuple(given)) if one is not None), None)
