"""People: opaque references, roles as data, and one person asserted by somebody and never merged by code."""

from datetime import date

import pytest

from reflective.errors import BadEntry, BadValue, UnknownId
from reflective.practice import People
from reflective.practice.people import Fact, PersonKind, Related, Responsibility, Role, RoleHeld, Roles
from reflective.timescales import PartialDate

HELD = date(2021, 9, 6)
LATER = date(2021, 10, 11)
BY = {"on": HELD, "recorded": HELD, "by": "w-1"}
THEN = {"on": LATER, "recorded": LATER, "by": "m-1"}


@pytest.fixture
def people():
    named = People(id="people").name("p-2", PersonKind.FAMILY_MEMBER, "Mick", **BY)
    named = named.name("c-1", PersonKind.CHILD, "Jamie", age=5, **BY)
    return named.name("x-1", PersonKind.PARTNER_PROFESSIONAL, "Andrew", **BY).name(
        "x-2", PersonKind.PARTNER_PROFESSIONAL, **BY
    )


def test_children_come_first(people):
    """Whatever order they were named in."""
    assert [one.id for one in people.everybody(HELD)] == ["c-1", "p-2", "x-1", "x-2"]
    assert [one.id for one in people.everybody(HELD, PersonKind.CHILD)] == ["c-1"]


def test_what_is_not_said_of_somebody_is_not_there(people):
    """No gender, no birthday from an age, no responsibility from being a father."""
    related = people.add(Related(person="p-2", to="c-1", relation="father of"), **BY)
    child = related.person("c-1", HELD)
    assert (child.name, child.age, child.born) == ("Jamie", 5, None)
    assert not hasattr(child, "gender")
    assert child.relations[0].parental_responsibility is Responsibility.NOT_KNOWN


def test_two_mentions_are_one_person_when_somebody_says_so_and_not_when_it_is_withdrawn(people):
    """Asserted with a basis, withdrawable, and both references stay."""
    same = people.same("x-1", "x-2", "both know Mick", **BY)
    assert same.asserted_same(HELD) == {frozenset({"x-1", "x-2"})}
    assert len(same.everybody(HELD)) == 4
    apart = same.not_same("x-2", "x-1", "he told us", **THEN)
    assert apart.asserted_same(LATER) == frozenset()
    assert apart.asserted_same(HELD) == {frozenset({"x-1", "x-2"})}


@pytest.mark.parametrize(
    ("write", "error"),
    [
        (lambda p: p.same("x-1", "x-1", "b", **BY), BadEntry),
        (lambda p: p.not_same("x-1", "x-2", "b", **BY), BadEntry),
        (lambda p: p.same("x-1", "Mick", "b", **BY), UnknownId),
        (lambda p: p.add(RoleHeld(person="Mick", role="father"), **BY), UnknownId),
        (lambda p: p.add(Related(person="p-2", to="Mick", relation="brother of"), **BY), UnknownId),
        (lambda p: p.add(Fact(person="Mick", what="x"), **BY), UnknownId),
    ],
)
def test_only_those_who_were_named_are_spoken_of(people, write, error):
    """Somebody unknown, or the same reference twice, is refused without the reference."""
    with pytest.raises(error) as caught:
        write(people)
    assert "Mick" not in str(caught.value)


def test_a_role_is_held_between_days_that_may_be_half_known(people):
    """With start and end as they were told."""
    told = people.add(RoleHeld(person="x-1", role="substance-misuse-worker", start=PartialDate.year(2020)), **BY)
    assert str(told.person("x-1", HELD).roles[0].start) == "2020"


def test_a_later_name_takes_the_place_of_an_earlier_one_from_its_day(people):
    """And what was said before is still what was so then."""
    renamed = people.name("c-1", PersonKind.CHILD, "Jay", **THEN)
    assert renamed.person("c-1", LATER).name == "Jay"
    assert renamed.person("c-1", LATER).age == 5
    assert renamed.person("c-1", HELD).name == "Jamie"
    with pytest.raises(UnknownId):
        people.person("c-1", date(2021, 9, 5))


def test_a_repr_shows_no_name(people):
    """Not the record's, nor a person's."""
    assert "Jamie" not in repr(people) + str(people) + repr(people.entries) + repr(people.person("c-1", HELD))


def test_roles_are_data_and_a_host_adds_its_own():
    """Two of one id are refused, and a role that is not there is not named back."""
    roles = Roles.shipped().with_own([Role(id="family-group-convenor", title="convenor", kind=PersonKind.STAFF)])
    assert roles["family-group-convenor"].kind is PersonKind.STAFF
    assert roles["team-manager"].title == "team manager"
    with pytest.raises(BadValue, match="none of them twice"):
        Roles.shipped().with_own([Role(id="team-manager", title="x", kind=PersonKind.STAFF)])
    with pytest.raises(UnknownId):
        roles["Mick"]
