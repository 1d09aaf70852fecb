"""Who lives where as of a day, confidential homes, and the safe way to reach somebody."""

from datetime import date

import attrs
import pytest

from reflective.casework import Case
from reflective.errors import BadEntry, BadValue, UnknownId
from reflective.exchange import dumps
from reflective.practice import Audience, Household, Source
from reflective.practice.household import LeftHome, LivesAt, SafeWay
from reflective.timescales import PartialDate

DAY = date(2021, 9, 6)
LATER = date(2021, 10, 11)
BY = {"on": DAY, "recorded": DAY, "by": "w-1"}
THEN = {"on": LATER, "recorded": LATER, "by": "w-1"}
EVERYTHING = frozenset(Audience) - {Audience.PERSONAL}


def lives(person, home="home-1", **given):
    return LivesAt(person=person, home=home, **given)


@pytest.fixture
def household():
    return Household(id="h-1").live(lives("c-1"), **BY).live(lives("p-1"), **BY).live(lives("p-2"), **BY)


def test_who_lives_with_whom_is_asked_of_a_day(household):
    """He was asked to leave on the 10th: until then he lived there, and from then on he did not."""
    left = household.leave("p-2", "home-1", PartialDate.exact(date(2021, 9, 10)), told_by="p-1", **THEN)
    assert left.lives_with("c-1", date(2021, 9, 9)) == ("p-1", "p-2")
    # Only what was known by the day is asked: that he left was told in October, and dated so.
    assert left.lives_with("c-1", LATER) == ("p-1",)
    assert [(one.person, one.end) for one in left.former(LATER)] == [("p-2", PartialDate.exact(date(2021, 9, 10)))]
    assert left.people("home-1", LATER) == ("c-1", "p-1")


def test_a_half_known_day_neither_begins_nor_ends_a_stay(household):
    """Only what is known ends it: somebody who left "in the summer" may still be there in June."""
    told = household.live(lives("n-1", start=PartialDate.year(2022)), **BY)
    assert told.stays(DAY, "n-1") == ()
    assert len(told.stays(date(2022, 6, 1), "n-1")) == 1
    summer = PartialDate.between(date(2021, 6, 1), date(2021, 11, 30))
    assert "p-2" in household.leave("p-2", "home-1", summer, **BY).lives_with("c-1", DAY)


def test_a_stay_that_is_told_again_goes_on_and_one_after_its_end_is_another(household):
    """A new telling corrects nobody out of the house, and somebody who comes back has a second stay."""
    again = household.live(lives("p-2", start=PartialDate.year(2019), told_by="p-1"), **THEN)
    assert len(again.stays(LATER, "p-2")) == 1
    assert again.stays(LATER, "p-2")[0].start == PartialDate.year(2019)
    back = household.leave("p-2", "home-1", PartialDate.exact(DAY), **BY).live(lives("p-2"), **THEN)
    assert (len(back.former(LATER)), len(back.stays(LATER, "p-2"))) == (1, 1)
    with pytest.raises(UnknownId, match="no such stay"):
        household.leave("p-9", "home-1", PartialDate.exact(DAY), **BY)
    with pytest.raises(BadValue, match="on or after the start"):
        lives("p-2", start=PartialDate.exact(LATER), end=PartialDate.exact(DAY))


def test_two_homes_on_one_day_are_both_kept_and_code_chooses_none(household):
    """He stays with her brother, and was seen at the door: both are on the record, each with its source."""
    both = household.live(lives("p-2", "home-2", told_by="p-1"), **BY)
    assert both.in_several_homes(DAY) == ("p-2",)
    assert [one.home for one in both.stays(DAY, "p-2")] == ["home-1", "home-2"]
    assert {one.person for one in both.unsourced(DAY)} == {"c-1", "p-1", "p-2"}
    written = Household(id="h-2").live(lives("c-1"), **BY, source=Source(document="police log"))
    assert written.unsourced(DAY) == ()


@pytest.mark.parametrize("audience", [one for one in Audience if one is not Audience.RESTRICTED])
@pytest.mark.parametrize(
    "said",
    [
        lives("p-1", "refuge", confidential=True),
        lives("c-1", "refuge"),
        LeftHome(person="p-1", home="refuge", end=PartialDate.exact(DAY)),
        SafeWay(person="p-1", how="x"),
    ],
    ids=["confidential", "a child there", "left", "safe way"],
)
def test_whereabouts_that_are_confidential_take_no_other_audience(said, audience):
    """A refuge that a hurried worker opens to the child's file is on the father's copy."""
    household = Household(id="h-1").live(lives("p-1", "refuge", confidential=True), **BY)
    with pytest.raises(BadEntry, match="always restricted") as caught:
        household.add(said, **BY, audience=audience)
    assert caught.value.code == "household.restricted"
    assert household.add(said, **BY).entries[-1].audience is Audience.RESTRICTED


def test_a_home_that_becomes_confidential_closes_what_was_written_of_it_before(household):
    """The child's stay was open until the mother had to be hidden there, and would tell where she is."""
    hidden = household.live(lives("p-1", "home-1", confidential=True), **THEN)
    assert {hidden.closed(place).audience for place in range(4)} == {Audience.RESTRICTED}


def test_confidential_whereabouts_are_in_the_restricted_reading_and_nowhere_else(household):
    """Not in an event, a row, another reading of the case, or a message."""
    where = "12 Somewhere Street"
    hidden = household.live(lives("p-1", "refuge", home_is=where, confidential=True), **THEN)
    hidden = hidden.reach_safely("p-1", "at the school gate", never="a text", **THEN)
    case = Case.opened("case-1").join(hidden, **THEN)
    assert (hidden.events(LATER), hidden.due_rows(LATER)) == ((), ())
    for audiences in (EVERYTHING - {Audience.RESTRICTED}, {Audience.CHILD_FILE}, {Audience.FAMILY_SHARED}):
        reading = case.read(as_of=LATER, audiences=audiences)
        shown = reading["h-1"]
        assert all(one.home != "refuge" for one in shown.stays(LATER))
        assert shown.safe_ways(LATER) == ()
        assert (reading.events, reading.due) == ((), ())
    full = case.read(as_of=LATER, audiences=EVERYTHING)["h-1"]
    assert [one.home for one in full.stays(LATER, "p-1")] == ["home-1", "refuge"]
    assert [one.how for _, one in full.safe_ways(LATER)] == ["at the school gate"]
    assert where not in repr(hidden.entries) + str(hidden)
    # The control: the document of the whole case, which is no reading, has it.
    assert where in dumps(case)


def test_a_stay_is_about_whoever_lives_there_and_nobody_else(household):
    """Whoever told it has no part of it on their file."""
    told = household.live(lives("p-2", "home-2", told_by="p-1"), **BY)
    assert told.entries[-1].about == ("p-2",)


def test_a_correction_does_not_open_confidential_whereabouts():
    """The entry that replaces a confidential stay is judged as if it were written anew."""
    hidden = Household(id="h-1").live(lives("p-1", "refuge", confidential=True), **BY)
    opened = attrs.evolve(hidden.entries[0], audience=Audience.CHILD_FILE)
    with pytest.raises(BadEntry, match="always restricted"):
        hidden.correct(0, reason="the wrong day", recorded=LATER, by="w-1", instead=[opened])
    again = hidden.correct(0, reason="the wrong day", recorded=LATER, by="w-1", instead=[hidden.entries[0]])
    assert {again.closed(place).audience for place in range(3)} == {Audience.RESTRICTED}
