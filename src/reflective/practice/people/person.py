"""One person on a day: what was told of them by then, and which roles and relations hold."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from reflective.fields import check_day
from reflective.practice.people.ages import Ages, age_in_words, best_known
from reflective.practice.people.contents import Fact, Named, Related, RoleHeld
from reflective.practice.people.periods import holding
from reflective.practice.people.roles import PersonKind
from reflective.timescales import PartialDate

__all__ = ["Person", "person_on"]

_T = TypeVar("_T")


class Person(NamedTuple):
    """Everything on the record about one person by a day. Lists are in the order of the days."""

    id: str
    kind: PersonKind
    name: str | None
    #: Their age in whole years on the day, where it is certain; None where it is not.
    age: int | None
    #: The lowest and the highest that it can be; the highest is None where that is open.
    age_range: tuple[int, int | None] | None
    #: The age that was stated last, and the day it was stated on.
    stated_age: int | None
    age_stated_on: date | None
    born: PartialDate | None
    #: The roles and the relations that hold on the day.
    roles: tuple[RoleHeld, ...]
    relations: tuple[Related, ...]
    facts: tuple[Fact, ...]
    #: Those that are known to have ended by the day, and those that are known to begin after it.
    former_roles: tuple[RoleHeld, ...]
    former_relations: tuple[Related, ...]
    coming_roles: tuple[RoleHeld, ...]
    coming_relations: tuple[Related, ...]

    @property
    def age_in_words(self) -> str | None:
        """Their age as it is shown: "5", "5 or 6", "at least 30"; None where nothing is known of it."""
        return age_in_words(self.age_range)

    def age_on(self, day: date) -> Ages | None:
        """The lowest and the highest age on another day; None where nothing is known, or before their birth.

        It is worked out from the birth date, or from the stated age where the birth date has no first or no last day. A
        stated age is certain on its own day and on the same date of another year.
        """
        check_day("day", day)
        return best_known(self.born, self.stated_age, self.age_stated_on, day)

    def roles_on(self, day: date) -> tuple[RoleHeld, ...]:
        """The roles that they have on another day, by what is on the record today."""
        check_day("day", day)
        return holding((*self.former_roles, *self.roles, *self.coming_roles), day).now

    def __repr__(self) -> str:
        return f"<Person {self.id!r}, {self.kind}>"


def person_on(
    named: Sequence[tuple[date, Named]],
    roles: Sequence[RoleHeld],
    relations: Sequence[Related],
    facts: Sequence[Fact],
    day: date,
) -> Person:
    """The person whom these entries are about, as of a day. `named` has the day of each entry, and at least one."""
    last = named[-1][1]
    born = _last([one.born for _, one in named])
    stated_on, age = _last([(on, one.age) for on, one in named if one.age is not None]) or (None, None)
    ages = best_known(born, age, stated_on, day)
    roles_held, related = holding(roles, day), holding(relations, day)
    return Person(
        id=last.person,
        kind=last.kind,
        name=_last([one.name for _, one in named]),
        age=ages[0] if ages is not None and ages[0] == ages[1] else None,
        age_range=ages,
        stated_age=age,
        age_stated_on=stated_on,
        born=born,
        roles=roles_held.now,
        relations=related.now,
        facts=tuple(facts),
        former_roles=roles_held.former,
        former_relations=related.former,
        coming_roles=roles_held.coming,
        coming_relations=related.coming,
    )


def _last(given: Sequence[_T | None]) -> _T | None:
    """The last of them that says anything."""
    return next((one for one in reversed(given) if one is not None), None)
