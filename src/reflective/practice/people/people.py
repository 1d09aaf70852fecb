"""Who is in a family's file: opaque references, what each is to whom, and since when; nobody is merged by code."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar, Final, NamedTuple, Self, TypeVar, Unpack

from reflective.errors import BadEntry, BadValue, ReflectiveError, UnknownId
from reflective.fields import Id, check
from reflective.practice.people.ages import ages_from_birth
from reflective.practice.people.contents import (
    MAX_AGE_YEARS,
    Fact,
    Named,
    NotSame,
    Related,
    RelationKind,
    Responsibility,
    RoleHeld,
    SamePerson,
)
from reflective.practice.people.periods import holding, responsibility_on
from reflective.practice.people.person import Person, person_on
from reflective.practice.people.roles import PersonKind, Roles
from reflective.records.content import Content
from reflective.records.entry import Entry, Written
from reflective.records.log import Record
from reflective.timescales import PartialDate

__all__ = ["People"]

_C = TypeVar("_C", RoleHeld, Fact)

#: The kinds of relation in which the one is older than the other, for ever.
_ELDERS: Final = frozenset({RelationKind.PARENT, RelationKind.GRANDPARENT})
#: How long before a birth a child can be on the list.
_LONGEST_UNBORN: Final = timedelta(days=366)


class _KnownPeople(NamedTuple):
    """Who is on the list, who is asserted to be whom, and who is a parent or grandparent of whom."""

    people: frozenset[str] = frozenset()
    same: frozenset[frozenset[str]] = frozenset()
    elders: frozenset[tuple[str, str]] = frozenset()

    def after(self, entry: Entry[Content], _to: object, _place: int) -> "_KnownPeople":
        match entry.content:
            case Named(person=person):
                return self._replace(people=self.people | {person})
            case SamePerson(person=person, other=other):
                return self._replace(same=self.same | {frozenset((person, other))})
            case NotSame(person=person, other=other):
                return self._replace(same=self.same - {frozenset((person, other))})
            case Related(person=person, to=to, kind=kind) if kind in _ELDERS:
                return self._replace(elders=self.elders | {(person, to)})
        return self

    def the_same_as(self, person: str) -> set[str]:
        """The person, and all who are asserted to be the same, one by way of another."""
        found, following = {person}, [person]
        while following:
            one = following.pop()
            more = {other for pair in self.same if one in pair for other in pair} - found
            found |= more
            following += more
        return found

    def descends(self, person: str, elder: str) -> bool:
        """Whether one person is a child, a grandchild or a later descendant of another."""
        following, seen = [elder], set[str]()
        while following:
            elders = self.the_same_as(following.pop())
            below = {younger for older, younger in self.elders if older in elders} - seen
            if self.the_same_as(person) & below:
                return True
            seen |= below
            following += below
        return False


class People(Record[_KnownPeople]):
    """Everybody whom one family's file speaks of.

    >>> day = date(2021, 9, 6)
    >>> people = People(id="case-1:people").name("child-1", PersonKind.CHILD, on=day, recorded=day, by="worker-1")
    >>> people.person("child-1", as_of=day)
    <Person 'child-1', child>
    """

    KIND: ClassVar[str] = "people"
    NOUN: ClassVar[str] = "people"
    takes = (Named, RoleHeld, Related, Fact, SamePerson, NotSame)
    facts = _KnownPeople

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
        """Put somebody on the list, or say anew what they are called. `age` is their age on the day of the entry."""
        return self.add(Named(person=person, kind=kind, name=name, born=born, age=age), **written)

    def hold_role(
        self,
        person: str,
        role: str,
        *,
        start: PartialDate | None = None,
        end: PartialDate | None = None,
        roles: Roles | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Record that somebody has a role, or that it has ended.

        With `roles`, a role that is not one of them raises `UnknownId`; without, any id is kept.
        """
        check("roles", roles, Roles | None)
        content = RoleHeld(person=person, role=role, start=start, end=end)
        if roles is not None:
            roles[role]  # raises
        return self.add(content, **written)

    def relate(
        self,
        person: str,
        to: str,
        relation: str,
        *,
        kind: RelationKind | None = None,
        start: PartialDate | None = None,
        end: PartialDate | None = None,
        parental_responsibility: Responsibility | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Record what one person is to another ("mother of"), or what has changed about it, such as its end."""
        content = Related(
            person=person,
            to=to,
            relation=relation,
            kind=kind,
            start=start,
            end=end,
            parental_responsibility=parental_responsibility,
        )
        return self.add(content, **written)

    def add_fact(
        self,
        person: str,
        what: str,
        *,
        when: PartialDate | None = None,
        told_by: str | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Record something that was told of somebody, in words."""
        return self.add(Fact(person=person, what=what, when=when, told_by=told_by), **written)

    def same(self, person: str, other: str, basis: str, **written: Unpack[Written]) -> Self:
        """Assert that two mentions are one person."""
        return self.add(SamePerson(person=person, other=other, basis=basis), **written)

    def not_same(self, person: str, other: str, basis: str, **written: Unpack[Written]) -> Self:
        """Withdraw such an assertion."""
        return self.add(NotSame(person=person, other=other, basis=basis), **written)

    # Questions

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

    def parents(self, child: str, as_of: date) -> tuple[str, ...]:
        """Those who are recorded as a parent of somebody on a day; raises `UnknownId` as `person` does.

        Only the kind of a relation is read, and never its words.
        """
        return self._of_kind(RelationKind.PARENT, child, as_of)

    def carers(self, child: str, as_of: date) -> tuple[str, ...]:
        """Those who are recorded as a carer of somebody on a day; as `parents`. No parent is one by that alone."""
        return self._of_kind(RelationKind.CARER, child, as_of)

    def household(self, person: str, as_of: date) -> tuple[str, ...]:
        """Those who are recorded as living with somebody on a day, whichever of the two it was recorded of."""
        relations = self.person(person, as_of).relations
        living = [one for one in relations if one.kind is RelationKind.LIVES_WITH]
        return tuple(dict.fromkeys(one.to if one.person == person else one.person for one in living))

    def responsibility(self, person: str, child: str, as_of: date) -> Responsibility:
        """Whether somebody has parental responsibility for a child on a day: what was told last and holds on the day.

        Not known where nothing was told. Raises `UnknownId` for somebody who is not on the list.
        """
        self._check_known(person, child, as_of=as_of)
        told = [one for _, one in self._entries_of(Related, as_of) if (one.person, one.to) == (person, child)]
        return responsibility_on(told, as_of)

    def asserted_same(self, as_of: date) -> frozenset[frozenset[str]]:
        """The pairs that somebody asserted to be one person and nobody has withdrawn by the day."""
        return self.state(as_of).same

    def _of_kind(self, kind: RelationKind, to: str, as_of: date) -> tuple[str, ...]:
        self._check_known(to, as_of=as_of)
        told = holding((one for _, one in self._entries_of(Related, as_of) if one.to == to), as_of)
        return tuple(dict.fromkeys(one.person for one in told.now if one.kind is kind))

    def _check_known(self, *people: str, as_of: date) -> None:
        for person in people:
            check("person", person, Id)
        if not self.state(as_of).people.issuperset(people):
            raise UnknownId(noun="person", where=f"people {self.id}")

    def _persons(self, as_of: date) -> dict[str, Person]:
        """Everybody who was named by a day, read from the log once however many they are."""
        entries = [entry for _, entry in self.standing(as_of)]
        contents = [entry.content for entry in entries]
        named: dict[str, list[tuple[date, Named]]] = {}
        for entry in entries:
            if isinstance(entry.content, Named):
                named.setdefault(entry.content.person, []).append((entry.on, entry.content))
        roles = _by_person(one for one in contents if isinstance(one, RoleHeld))
        facts = _by_person(one for one in contents if isinstance(one, Fact))
        relations: dict[str, list[Related]] = {}
        for one in contents:
            if isinstance(one, Related):
                for person in dict.fromkeys((one.person, one.to)):
                    relations.setdefault(person, []).append(one)
        return {
            person: person_on(told, roles.get(person, []), relations.get(person, []), facts.get(person, []), as_of)
            for person, told in named.items()
        }

    # Refusals

    def _misfit(self, state: _KnownPeople, _states: object, entry: Entry[Any]) -> ReflectiveError | None:
        content = entry.content
        mentioned: tuple[str, ...]
        match content:
            case Named(born=born):
                return None if born is None else _impossible_birth(born, entry.on)
            case SamePerson(person=person, other=other) | NotSame(person=person, other=other):
                mentioned = (person, other)
            case Related(person=person, to=to):
                mentioned = (person, to)
            case RoleHeld(person=person) | Fact(person=person):
                mentioned = (person,)
            case _:
                return None
        if len(set(mentioned)) < len(mentioned):
            return self._bad(code="person.same", why="two people are named, and they are two references")
        if not state.people.issuperset(mentioned):
            return UnknownId(noun="person", where=f"people {self.id}")
        return self._contradiction(state, content)

    def _contradiction(self, state: _KnownPeople, content: Content) -> ReflectiveError | None:
        """Why an entry about people who are known cannot be true beside those before it."""
        match content:
            case NotSame(person=person, other=other) if frozenset((person, other)) not in state.same:
                return self._bad(code="person.not_asserted", why="only what was asserted can be withdrawn")
            case SamePerson(person=person, other=other):
                if state.descends(person, other) or state.descends(other, person):
                    return self._bad(
                        code="person.own_elder", why="they are recorded as parent and child, or further apart"
                    )
            case Related(person=person, to=to, kind=kind) if kind in _ELDERS:
                if person in state.the_same_as(to) or state.descends(person, to):
                    return self._bad(
                        code="person.own_elder", why="nobody is their own parent, or that of their own elders"
                    )
        return None

    def _bad(self, *, code: str, why: str) -> BadEntry:
        return BadEntry(code=code, record=self.id, why=why)


def _impossible_birth(born: PartialDate, on: date) -> BadValue | None:
    """The refusal of a birth date that makes somebody too old on a day, or that lies too far after it."""
    ages = ages_from_birth(born, on)
    too_old = ages is not None and ages[0] > MAX_AGE_YEARS
    if too_old or (born.earliest is not None and born.earliest - on > _LONGEST_UNBORN):
        wanted = f"at most {MAX_AGE_YEARS} years before the day of the entry, and at most a year after it"
        return BadValue(name="born", wanted=wanted)
    return None


def _by_person(contents: Iterable[_C]) -> dict[str, list[_C]]:
    found: dict[str, list[_C]] = {}
    for one in contents:
        found.setdefault(one.person, []).append(one)
    return found
