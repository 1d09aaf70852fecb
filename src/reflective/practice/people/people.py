"""Who is in a family's file: opaque references, what each is to whom, and since when; nobody is merged by code."""

import enum
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self, TypeVar

from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.fields import Id, Text, value
from reflective.practice.people.roles import PersonKind
from reflective.records.entry import Audience, Content, Entry
from reflective.records.log import Record
from reflective.timescales import PartialDate

if TYPE_CHECKING:
    from typing import Unpack

    from reflective.records.entry import Written

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


@value(kw_only=True)
class Named(Content):
    """Somebody is spoken of: an opaque reference, what kind of person, and what they are called here."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    person: Id
    kind: PersonKind
    #: What they are called, as they wish to be, or as the record calls them.
    name: Text | None = None
    born: PartialDate | None = None
    #: Their age in years as it was stated on the day of the entry; how old they are now, nobody computes from it.
    age: int | None = None


@value(kw_only=True)
class RoleHeld(Content):
    """Somebody has a role from a day, to a day; either may be half known or not known at all."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    person: Id
    role: Id
    start: PartialDate | None = None
    end: PartialDate | None = None


class Responsibility(enum.StrEnum):
    """Whether somebody has parental responsibility: recorded, and never inferred from being a parent."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


@value(kw_only=True)
class Related(Content):
    """What one person is to another ("mother of"), since when, and whether with parental responsibility."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    person: Id
    to: Id
    #: How it reads between the two: "mother of", "brother of", "staying with".
    relation: Text
    start: PartialDate | None = None
    end: PartialDate | None = None
    parental_responsibility: Responsibility = Responsibility.NOT_KNOWN


@value(kw_only=True)
class Fact(Content):
    """Something told of somebody, in words, and by whom."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    person: Id
    what: Text
    when: PartialDate | None = None
    told_by: Id | None = None


@value(kw_only=True)
class SamePerson(Content):
    """Whoever wrote this asserts that two mentions are one person, and on what basis. Nothing is merged."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    person: Id
    other: Id
    basis: Text


@value(kw_only=True)
class NotSame(Content):
    """An assertion that two mentions are one person is withdrawn."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    person: Id
    other: Id
    basis: Text


class Person(NamedTuple):
    """What is on the record of one reference by a day. Lists are in the order of the days."""

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
    people: frozenset[str]
    same: frozenset[frozenset[str]]


class People(Record[Content, _Known]):
    """Everybody whom one family's file speaks of."""

    NOUN: ClassVar[str] = "people"

    def name(
        self,
        person: str,
        kind: PersonKind,
        name: str | None = None,
        *,
        born: PartialDate | None = None,
        age: int | None = None,
        **written: "Unpack[Written]",
    ) -> Self:
        """Put somebody on the list, or say anew what they are called."""
        return self.add(Named(person=person, kind=kind, name=name, born=born, age=age), **written)

    def same(self, person: str, other: str, basis: str, **written: "Unpack[Written]") -> Self:
        """Assert that two mentions are one person."""
        return self.add(SamePerson(person=person, other=other, basis=basis), **written)

    def not_same(self, person: str, other: str, basis: str, **written: "Unpack[Written]") -> Self:
        """Withdraw such an assertion."""
        return self.add(NotSame(person=person, other=other, basis=basis), **written)

    def person(self, person: str, as_of: date) -> Person:
        """What is on the record of somebody by a day; raises `UnknownId` when they are not on the list by then."""
        contents = [entry.content for _, entry in self.standing(as_of)]
        named = [one for one in contents if isinstance(one, Named) and one.person == person]
        if not named:
            raise UnknownId(noun="person", where=f"people {self.id}")
        return Person(
            id=person,
            kind=named[-1].kind,
            name=_last(one.name for one in named),
            age=_last(one.age for one in named),
            born=_last(one.born for one in named),
            roles=tuple(one for one in contents if isinstance(one, RoleHeld) and one.person == person),
            relations=tuple(one for one in contents if isinstance(one, Related) and person in {one.person, one.to}),
            facts=tuple(one for one in contents if isinstance(one, Fact) and one.person == person),
        )

    def everybody(self, as_of: date, kind: PersonKind | None = None) -> tuple[Person, ...]:
        """All who were on the list by a day, children first and then in the order they were named."""
        named = [entry.content for _, entry in self.standing(as_of) if isinstance(entry.content, Named)]
        people = [self.person(one, as_of) for one in dict.fromkeys(one.person for one in named)]
        found = [one for one in people if kind is None or one.kind is kind]
        return tuple(sorted(found, key=lambda one: one.kind is not PersonKind.CHILD))

    def asserted_same(self, as_of: date) -> frozenset[frozenset[str]]:
        """The pairs that somebody asserted to be one person and nobody has withdrawn by the day."""
        return self.state(as_of).same

    def _start(self) -> _Known:
        return _Known(frozenset(), frozenset())

    def _next(self, state: _Known, entry: Entry[Content]) -> _Known:
        match entry.content:
            case Named(person=person):
                return state._replace(people=state.people | {person})
            case SamePerson(person=person, other=other):
                return state._replace(same=state.same | {frozenset((person, other))})
            case NotSame(person=person, other=other):
                return state._replace(same=state.same - {frozenset((person, other))})
        return state

    def _refusal(self, state: _Known, entry: Entry[Content]) -> ReflectiveError | None:
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
            return BadEntry(record=self.id, why="two people are named, and they are two references")
        if not state.people.issuperset(mentioned):
            return UnknownId(noun="person", where=f"people {self.id}")
        if isinstance(content, NotSame) and frozenset(mentioned) not in state.same:
            return BadEntry(record=self.id, why="only what was asserted can be withdrawn")
        return None


def _last(given: Iterable[_T | None]) -> _T | None:
    """The last of them that says anything."""
    return next((one for one in reversed(tuple(given)) if one is not None), None)
