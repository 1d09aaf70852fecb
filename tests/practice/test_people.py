"""People: opaque references, roles as data, and one person asserted by somebody and never merged by code."""

from datetime import date, timedelta

import pytest

from reflective.errors import BadEntry, BadValue, UnknownId
from reflective.practice import People
from reflective.practice.people import (
    Fact,
    PersonKind,
    Related,
    RelationKind,
    Responsibility,
    Role,
    RoleHeld,
    Roles,
    SamePerson,
)
from reflective.timescales import PartialDate

HELD = date(2021, 9, 6)
LATER = date(2021, 10, 11)
BY = {"on": HELD, "recorded": HELD, "by": "w-1"}
THEN = {"on": LATER, "recorded": LATER, "by": "m-1"}
YES, NO, NOT_KNOWN = Responsibility.YES, Responsibility.NO, Responsibility.NOT_KNOWN
DAY = timedelta(days=1)


def _on(day):
    return {"on": day, "recorded": day, "by": "w-1"}


def _exact(*day):
    return PartialDate.exact(date(*day))


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
    assert child.relations[0].parental_responsibility is None
    assert related.responsibility("p-2", "c-1", HELD) is NOT_KNOWN


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
    assert renamed.person("c-1", LATER).stated_age == 5
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


class TestRolesOfTheHost:
    """A role is judged where a call is given the roles, as a stage is on its ladder."""

    def test_a_role_that_is_not_one_of_them_is_refused(self, people):
        """A mistyped role would be a role of its own; the id is not named back."""
        own = Roles.shipped().with_own([Role(id="convenor", title="convenor", kind=PersonKind.STAFF)])
        assert people.hold_role("x-1", "convenor", roles=own, **BY).person("x-1", HELD).roles[0].role == "convenor"
        with pytest.raises(UnknownId) as refused:
            people.hold_role("x-1", "Mick", roles=own, **BY)
        assert (refused.value.code, "Mick" in str(refused.value)) == ("role.unknown", False)

    def test_without_roles_any_id_is_kept(self, people):
        """The record does not know which roles a host has."""
        assert people.hold_role("x-1", "anything", **BY).person("x-1", HELD).roles[0].role == "anything"

    @pytest.mark.parametrize(
        "role",
        [
            "interpreter",
            "foster-carer",
            "independent-reviewing-officer",
            "advocate",
            "police-officer",
            "gp",
            "probation-officer",
            "supervisor",
        ],
    )
    def test_those_round_a_family_ship(self, people, role):
        """Every second plan names one of them."""
        assert people.hold_role("x-1", role, roles=Roles.shipped(), **BY)


#: An end or a start as it was told, and whether a relation holds with it on 1 May 2023.
ENDS = [
    (_exact(2023, 4, 30), False),
    (_exact(2023, 5, 1), False),
    (_exact(2023, 5, 2), True),
    (PartialDate.year(2022), False),
    (PartialDate.year(2023), True),
    (PartialDate.before(date(2023, 5, 2)), False),
    (PartialDate.before(date(2023, 5, 3)), True),
    (PartialDate.after(date(2020, 1, 1)), True),
    (PartialDate.unknown(said="some time ago"), True),
    (None, True),
]
STARTS = [
    (_exact(2023, 5, 1), True),
    (_exact(2023, 5, 2), False),
    (PartialDate.year(2023), True),
    (PartialDate.year(2024), False),
    (PartialDate.after(date(2023, 4, 30)), True),
    (PartialDate.after(date(2023, 5, 1)), False),
    (PartialDate.before(date(2020, 1, 1)), True),
    (PartialDate.unknown(), True),
]


class TestWhatHoldsOnADay:
    """A relation or a role holds from the day it starts until the day it ends, as far as that is known."""

    MAY = date(2023, 5, 1)

    def test_a_father_who_moved_out_is_no_longer_listed(self, people):
        """Asked a year later, he was still in the household."""
        out = people.relate("p-2", "c-1", "lives with", end=_exact(2023, 5, 1), **_on(date(2023, 4, 1)))
        before, after = out.person("c-1", date(2023, 4, 30)), out.person("c-1", date(2024, 4, 30))
        assert ([one.relation for one in before.relations], before.former_relations) == (["lives with"], ())
        assert (after.relations, [one.relation for one in after.former_relations]) == ((), ["lives with"])

    @pytest.mark.parametrize(("end", "holds"), ENDS)
    def test_only_what_is_known_to_have_ended_is_out(self, people, end, holds):
        """A half-known end that may still come leaves it where it was."""
        told = people.relate("p-2", "c-1", "lives with", end=end, **BY).hold_role("p-2", "relative", end=end, **BY)
        person = told.person("p-2", self.MAY)
        assert (len(person.relations), len(person.roles)) == (holds, holds)
        assert (len(person.former_relations), len(person.former_roles)) == (not holds, not holds)

    @pytest.mark.parametrize(("start", "holds"), STARTS)
    def test_what_is_known_to_begin_later_is_still_to_come(self, people, start, holds):
        """A move that is planned is not yet a move, and is not a former one."""
        told = people.relate("p-2", "c-1", "lives with", start=start, **BY).hold_role("p-2", "carer", start=start, **BY)
        person = told.person("p-2", self.MAY)
        assert (len(person.relations), len(person.roles)) == (holds, holds)
        assert (len(person.coming_relations), len(person.coming_roles)) == (not holds, not holds)
        assert (person.former_relations, person.former_roles) == ((), ())

    def test_a_later_entry_goes_on_from_the_one_before(self, people):
        """The end is told when it comes: the relation as it was first told would else go on for ever."""
        lives = RelationKind.LIVES_WITH
        told = people.relate("p-2", "c-1", "living with", kind=lives, start=_exact(2020, 1, 1), **BY)
        told = told.relate("p-2", "c-1", "moved out", kind=lives, end=_exact(2022, 5, 1), **_on(date(2022, 5, 3)))
        person = told.person("p-2", self.MAY)
        assert person.relations == ()
        assert [(str(one.start), str(one.end)) for one in person.former_relations] == [("1 Jan 2020", "1 May 2022")]
        assert len(told.person("p-2", date(2022, 5, 2)).relations) == 1
        role = people.hold_role("x-1", "teacher", start=_exact(2020, 9, 1), **BY)
        role = role.hold_role("x-1", "teacher", end=_exact(2022, 7, 31), **_on(date(2022, 7, 1)))
        assert [str(one.start) for one in role.person("x-1", self.MAY).former_roles] == ["1 Sep 2020"]

    def test_one_that_begins_after_the_first_has_ended_is_another(self, people):
        """They were together, and are again."""
        partners = {"kind": RelationKind.PARTNER}
        told = people.relate(
            "p-2", "x-1", "partner of", start=PartialDate.year(2015), end=PartialDate.year(2017), **partners, **BY
        )
        told = told.relate("p-2", "x-1", "together with", start=PartialDate.year(2021), **partners, **BY)
        person = told.person("p-2", self.MAY)
        assert [str(one.start) for one in person.relations] == ["2021"]
        assert [str(one.start) for one in person.former_relations] == ["2015"]

    def test_one_that_is_told_again_without_days_after_its_end_holds(self, people):
        """He is back, and nobody said since when; the first time is over all the same."""
        told = people.relate("p-2", "c-1", "lives with", end=_exact(2021, 9, 1), **BY)
        told = told.relate("p-2", "c-1", "lives with", **THEN)
        person = told.person("p-2", LATER)
        assert [one.end for one in person.relations] == [None]
        assert [str(one.end) for one in person.former_relations] == ["1 Sep 2021"]

    def test_more_that_is_told_of_a_time_that_is_over_does_not_begin_it_again(self, people):
        """The same start is the same time."""
        start = _exact(2020, 1, 1)
        told = people.relate("p-2", "c-1", "lives with", start=start, end=_exact(2021, 9, 1), **BY)
        told = told.relate("p-2", "c-1", "lives with", start=start, kind=RelationKind.LIVES_WITH, **THEN)
        person = told.person("p-2", LATER)
        assert person.relations == ()
        assert [(one.kind, str(one.end)) for one in person.former_relations] == [("lives_with", "1 Sep 2021")]

    def test_an_end_can_be_put_right(self, people):
        """Told again with another end, or begun before the end that is told: never an end before its start."""
        told = people.relate("p-2", "c-1", "lives with", start=_exact(2020, 1, 1), end=_exact(2022, 5, 1), **BY)
        later = told.relate("p-2", "c-1", "lives with", end=_exact(2022, 6, 1), **BY)
        assert [str(one.end) for one in later.person("p-2", self.MAY).former_relations] == ["1 Jun 2022"]
        earlier = told.relate("p-2", "c-1", "lives with", end=_exact(2019, 6, 1), **BY)
        assert [str(one.end) for one in earlier.person("p-2", self.MAY).former_relations] == [
            "1 May 2022",
            "1 Jun 2019",
        ]

    @pytest.mark.parametrize("kind", [RelationKind.OTHER_RELATIVE, RelationKind.PROFESSIONAL, RelationKind.OTHER, None])
    def test_two_of_a_kind_that_says_little_are_told_apart_by_their_words(self, people, kind):
        """An aunt who is a godmother too has not stopped being the aunt."""
        told = people.relate("p-2", "c-1", "aunt of", kind=kind, **BY)
        told = told.relate("p-2", "c-1", "godmother of", kind=kind, **BY)
        assert [one.relation for one in told.person("c-1", HELD).relations] == ["aunt of", "godmother of"]

    @pytest.mark.parametrize("kind", [Related, RoleHeld])
    def test_nothing_ends_before_it_starts(self, kind):
        """The day is known to be wrong when it is typed."""
        of = {"to": "c-1", "relation": "lives with"} if kind is Related else {"role": "father"}
        with pytest.raises(BadValue, match="on or after the start"):
            kind(person="p-2", start=_exact(2023, 5, 2), end=_exact(2023, 5, 1), **of)
        assert kind(person="p-2", start=_exact(2023, 5, 1), end=_exact(2023, 5, 1), **of)


class TestParentalResponsibility:
    """Responsibility is the last that was recorded and holds on the day; it follows from nothing else."""

    def test_the_last_word_holds_from_its_day(self, people):
        """A court took it away: both words stood side by side, and a view could not tell which."""
        told = people.relate("p-2", "c-1", "father of", parental_responsibility=YES, **BY)
        told = told.relate("p-2", "c-1", "father of", parental_responsibility=NO, **THEN)
        assert told.responsibility("p-2", "c-1", LATER - DAY) is YES
        assert told.responsibility("p-2", "c-1", LATER) is NO
        unsure = told.relate("p-2", "c-1", "father of", parental_responsibility=NOT_KNOWN, **THEN)
        assert unsure.responsibility("p-2", "c-1", LATER) is NOT_KNOWN

    def test_a_relation_that_does_not_speak_of_it_changes_nothing(self, people):
        """Living there says nothing about his responsibility, and neither does moving out."""
        told = people.relate("p-2", "c-1", "father of", parental_responsibility=YES, **BY)
        told = told.relate("p-2", "c-1", "father of", kind=RelationKind.PARENT, **THEN)
        told = told.relate("p-2", "c-1", "living with", end=PartialDate.exact(LATER), **THEN)
        assert told.responsibility("p-2", "c-1", LATER) is YES

    def test_it_holds_between_its_own_days(self, people):
        """A step-parent has it from an agreement until it ends, and its end may be told later."""
        start, end = PartialDate.exact(HELD + DAY), PartialDate.exact(LATER)
        told = people.relate("p-2", "c-1", "step-father of", kind=RelationKind.STEP_PARENT, **BY)
        told = told.relate("p-2", "c-1", "responsible for", start=start, parental_responsibility=YES, **BY)
        ended = told.relate("p-2", "c-1", "responsible for", end=end, parental_responsibility=YES, **BY)
        assert [ended.responsibility("p-2", "c-1", day) for day in (HELD, HELD + DAY, LATER - DAY, LATER)] == [
            NOT_KNOWN,
            YES,
            YES,
            NOT_KNOWN,
        ]

    def test_nothing_is_inferred(self, people):
        """Not from being the mother, and not from the child's side; somebody unknown is an error and no answer."""
        told = people.relate("p-2", "c-1", "mother of", kind=RelationKind.PARENT, **BY)
        told = told.relate("c-1", "p-2", "child of", parental_responsibility=YES, **BY)
        assert told.responsibility("p-2", "c-1", HELD) is NOT_KNOWN
        for pair in (("p-2", "Mick"), ("Mick", "c-1")):
            with pytest.raises(UnknownId) as refused:
                told.responsibility(*pair, HELD)
            assert "Mick" not in str(refused.value)


class TestKindsOfRelation:
    """Questions read the kind of a relation and never its words."""

    def test_parents_and_carers_are_those_of_the_day(self, people):
        """Whatever the words are, in whatever language."""
        told = people.relate("p-2", "c-1", "tad", kind=RelationKind.PARENT, **BY)
        told = told.relate("x-1", "c-1", "mother of", **BY)
        told = told.relate("x-2", "c-1", "fosters", kind=RelationKind.CARER, end=PartialDate.exact(LATER), **BY)
        assert told.parents("c-1", HELD) == ("p-2",)
        assert told.parents("p-2", HELD) == ()
        assert told.carers("c-1", LATER - DAY) == ("x-2",)
        assert told.carers("c-1", LATER) == ()
        with pytest.raises(UnknownId):
            told.parents("Mick", HELD)

    def test_a_household_is_recorded_of_either(self, people):
        """Who lives with whom is the same both ways, and holds on the day only."""
        lives = {"kind": RelationKind.LIVES_WITH}
        told = people.relate("c-1", "p-2", "lives with", **lives, **BY)
        told = told.relate("x-1", "c-1", "staying with", end=PartialDate.exact(LATER), **lives, **BY)
        assert told.household("c-1", HELD) == ("p-2", "x-1")
        assert told.household("p-2", HELD) == ("c-1",)
        assert told.household("c-1", LATER) == ("p-2",)


PARENT, GRANDPARENT = RelationKind.PARENT, RelationKind.GRANDPARENT


class TestNobodyIsTheirOwnElder:
    """An entry that cannot be true beside the record is refused; one that is only unlikely is kept."""

    @pytest.mark.parametrize("kind", [PARENT, GRANDPARENT])
    @pytest.mark.parametrize(
        "before",
        [
            [("p-2", "c-1", PARENT)],
            [("p-2", "c-1", GRANDPARENT)],
            [("p-2", "x-1", PARENT), ("x-1", "c-1", PARENT)],
            [("p-2", "x-1", GRANDPARENT), ("x-1", "x-2", PARENT), ("x-2", "c-1", GRANDPARENT)],
            [("p-2", "x-1", PARENT), "x-1 x-2", ("x-2", "c-1", PARENT)],
            ["p-2 x-1", ("x-1", "c-1", PARENT)],
            [("p-2", "x-1", PARENT), "x-1 c-1"],
            ["p-2 x-1", "x-1 c-1"],
        ],
        ids=[
            "parent",
            "grandparent",
            "two-up",
            "further",
            "one-in-between",
            "elder-under-another-name",
            "child-under-another-name",
            "the-same",
        ],
    )
    def test_a_child_is_no_parent_of_their_own_parent(self, people, before, kind):
        """A slip of two references, which would make every question about the family go round."""
        for one in before:
            if isinstance(one, str):
                people = people.same(*one.split(), "both say so", **BY)
            else:
                people = people.relate(*one[:2], "elder of", kind=one[2], **BY)
        with pytest.raises(BadEntry) as refused:
            people.relate("c-1", "p-2", "elder of", kind=kind, **BY)
        assert refused.value.code == "person.own_elder"
        assert people.relate("c-1", "p-2", "carer of", kind=RelationKind.CARER, **BY)

    @pytest.mark.parametrize("pair", [("p-2", "x-1"), ("x-1", "p-2"), ("p-2", "c-1")])
    def test_two_of_whom_one_is_the_others_elder_are_not_one_person(self, people, pair):
        """One of the two entries is wrong, and nobody else can say which."""
        people = people.relate("p-2", "c-1", "mother of", kind=PARENT, **BY)
        people = people.relate("c-1", "x-1", "father of", kind=PARENT, **BY)
        with pytest.raises(BadEntry) as refused:
            people.same(*pair, "the same name", **BY)
        assert refused.value.code == "person.own_elder"

    def test_an_elder_by_two_ways_is_no_circle(self, people):
        """A mother and a grandmother of one child, recorded twice, and a parent's two children."""
        people = people.relate("p-2", "x-1", "mother of", kind=PARENT, **BY)
        people = people.relate("p-2", "x-2", "mother of", kind=PARENT, **BY)
        people = people.relate("x-1", "c-1", "mother of", kind=PARENT, **BY)
        people = people.relate("p-2", "c-1", "grandmother of", kind=GRANDPARENT, **BY)
        assert people.same("x-1", "x-2", "twins that were never two", **BY).relate(
            "p-2", "c-1", "grandmother of", kind=GRANDPARENT, **BY
        )

    def test_a_circle_can_be_put_right(self, people):
        """The wrong one is struck, and then the right one stands."""
        wrong = people.relate("c-1", "p-2", "mother of", kind=PARENT, **BY)
        place = len(wrong.entries) - 1
        struck = wrong.correct(place, reason="the wrong way round", recorded=LATER, by="w-1")
        assert struck.relate("p-2", "c-1", "mother of", kind=PARENT, **THEN).parents("c-1", LATER) == ("p-2",)


class TestAges:
    """An age moves with the day, and is shown as certain only where it is."""

    @pytest.mark.parametrize(
        ("on", "ages", "words"),
        [
            (date(2020, 9, 6), (4, 4), "4"),
            (HELD - DAY, (4, 5), "4 or 5"),
            (HELD, (5, 5), "5"),
            (HELD + DAY, (5, 6), "5 or 6"),
            (date(2022, 9, 5), (5, 6), "5 or 6"),
            (date(2022, 9, 6), (6, 6), "6"),
            (date(2031, 9, 6), (15, 15), "15"),
            (date(2016, 9, 6), (0, 0), "0"),
            (date(2016, 9, 5), (0, 0), "0"),
            (date(2015, 9, 5), None, None),
        ],
    )
    def test_a_stated_age_moves_on_by_whole_years(self, people, on, ages, words):
        """Five on the day it was stated; the next day five or six, since nobody said when the birthday is."""
        jamie = people.person("c-1", HELD)
        assert jamie.age_on(on) == ages
        if on >= HELD:
            then = people.person("c-1", on)
            assert then.age == (ages[0] if ages[0] == ages[1] else None)
            assert (then.age_range, then.age_in_words) == (ages, words)
            assert (then.stated_age, then.age_stated_on) == (5, HELD)

    @pytest.mark.parametrize(
        ("born", "ages", "words"),
        [
            (_exact(2016, 9, 6), (5, 5), "5"),
            (_exact(2016, 9, 7), (4, 4), "4"),
            (PartialDate.year(2016), (4, 5), "4 or 5"),
            (PartialDate.between(date(2010, 1, 1), date(2016, 1, 1)), (5, 11), "5 to 11"),
            (PartialDate.before(date(1990, 1, 2)), (31, None), "at least 31"),
            (PartialDate.after(date(2018, 9, 5)), (0, 3), "at most 3"),
            (PartialDate.year(2021), (0, 0), "0"),
            (PartialDate.about(HELD, give=30), (0, 0), "0"),
            (PartialDate.aged(7, HELD), (7, 7), "7"),
            (PartialDate.unknown(), None, None),
            (_exact(2021, 12, 1), None, None),
        ],
    )
    def test_an_age_follows_from_what_is_known_of_the_birth(self, people, born, ages, words):
        """Half a birth date gives half an age; a child who is not born yet has none."""
        person = people.name("c-2", PersonKind.CHILD, born=born, **BY).person("c-2", HELD)
        assert (person.age_range, person.age_in_words) == (ages, words)
        assert person.age == (ages[0] if ages is not None and ages[0] == ages[1] else None)
        assert person.stated_age is None

    def test_a_birth_date_counts_before_an_age_unless_it_says_less(self, people):
        """With both bounds it moves with the day exactly; with one, or none, the stated age says more."""
        exact = people.name("c-1", PersonKind.CHILD, born=_exact(2016, 9, 7), **BY)
        assert (exact.person("c-1", HELD).age, exact.person("c-1", HELD).stated_age) == (4, 5)
        for born in (PartialDate.unknown(), PartialDate.before(HELD)):
            assert people.name("c-1", PersonKind.CHILD, born=born, **BY).person("c-1", HELD).age == 5

    @pytest.mark.parametrize(("on", "age"), [(date(2021, 2, 28), 0), (date(2021, 3, 1), 1), (date(2024, 2, 29), 4)])
    def test_somebody_born_on_29_february_turns_on_1_march(self, on, age):
        """The birthday of a leap day is counted as `PartialDate.aged` counts it."""
        leap = People(id="p").name("c-2", PersonKind.CHILD, born=_exact(2020, 2, 29), **_on(date(2020, 2, 29)))
        assert leap.person("c-2", on).age == age

    def test_an_age_stated_later_takes_the_place_of_an_earlier_one(self, people):
        """From its own day it counts."""
        older = people.name("c-1", PersonKind.CHILD, age=6, **THEN)
        assert (older.person("c-1", LATER).age, older.person("c-1", LATER).age_stated_on) == (6, LATER)

    @pytest.mark.parametrize("age", [-3, -1, 121, 2021])
    def test_an_age_is_0_to_120(self, people, age):
        """A minus sign, or a year, is a slip."""
        with pytest.raises(BadValue, match="from 0 to 120"):
            people.name("c-2", PersonKind.CHILD, age=age, **BY)
        assert people.name("c-2", PersonKind.CHILD, age=0, **BY).name("c-3", PersonKind.CHILD, age=120, **BY)

    @pytest.mark.parametrize(
        ("born", "fits"),
        [
            (_exact(1901, 9, 6), True),
            (_exact(1900, 9, 6), False),
            (PartialDate.year(1900), True),
            (PartialDate.before(date(1900, 9, 7)), False),
            (_exact(2022, 9, 7), True),
            (_exact(2022, 9, 8), False),
            (PartialDate.after(date(2121, 1, 1)), False),
        ],
    )
    def test_a_birth_date_gives_such_an_age_too(self, people, born, fits):
        """Nobody in a file is older than 120, and a child can be on the list a year before the birth."""
        if fits:
            assert people.name("c-2", PersonKind.CHILD, born=born, **BY)
        else:
            with pytest.raises(BadValue, match="at most 120 years"):
                people.name("c-2", PersonKind.CHILD, born=born, **BY)


@pytest.mark.parametrize(
    ("write", "about"),
    [
        (lambda p: p.name("p-2", PersonKind.FAMILY_MEMBER, **BY), ("p-2",)),
        (lambda p: p.hold_role("p-2", "father", **BY), ("p-2",)),
        (lambda p: p.relate("p-2", "c-1", "father of", **BY), ("p-2", "c-1")),
        (lambda p: p.add_fact("p-2", "x", told_by="x-1", **BY), ("p-2",)),
        (lambda p: p.same("x-1", "x-2", "b", **BY), ("x-1", "x-2")),
        (
            lambda p: p.add(SamePerson(person="x-1", other="x-2", basis="b"), **BY).not_same("x-2", "x-1", "b", **BY),
            ("x-2", "x-1"),
        ),
    ],
)
def test_an_entry_is_about_those_whom_it_names(people, write, about):
    """A child who was named was on no file, unless the host said twice whom the entry was about."""
    assert write(people).entries[-1].about == about
