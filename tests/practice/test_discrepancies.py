"""Discrepancies keep what the record says twice, and choose nothing."""

from datetime import date, timedelta

import pytest

from reflective.errors import UnknownId
from reflective.practice import Discrepancies
from reflective.practice.discrepancies import Question, Version

DAY = date(2021, 9, 6)
LATER = DAY + timedelta(days=7)
WRITTEN = {"on": DAY, "recorded": DAY, "by": "w-1"}


def _two():
    """A question with two versions."""
    return (
        Discrepancies(id="r-1")
        .ask(Question(id="weeks", asks="how long?"), **WRITTEN)
        .add_version(Version(question="weeks", id="a", says="8 weeks so far"), **WRITTEN)
        .add_version(Version(question="weeks", id="b", says="a term of 8 weeks"), **WRITTEN)
    )


def test_two_readings_are_a_discrepancy_that_keeps_both():
    """Both versions are given, in the order they were told, with their places."""
    (discrepancy,) = _two().unsettled(DAY)
    assert [version.id for _, version in discrepancy.versions] == ["a", "b"]
    assert [place for place, _ in discrepancy.versions] == [1, 2]
    assert discrepancy.settled is None


def test_one_reading_is_no_discrepancy():
    """A question with one answer is not reported, and is still on the list."""
    one = Discrepancies(id="r-1").ask(Question(id="q", asks="where?"), **WRITTEN)
    one = one.add_version(Version(question="q", id="a", says="here"), **WRITTEN)
    assert one.unsettled(DAY) == ()
    assert len(one.all(DAY)) == 1


def test_a_person_settles_a_discrepancy_and_the_other_reading_stays():
    """From the day it is settled it is none; both versions remain, and the day before is as it was."""
    settled = _two().settle("weeks", "a", "the plan says so", on=LATER, recorded=LATER, by="m-1")
    assert settled.unsettled(LATER) == ()
    assert len(settled.all(LATER)[0].versions) == 2
    assert len(settled.unsettled(DAY)) == 1


def test_a_later_settlement_takes_the_place_of_an_earlier_one():
    """Settling again is allowed, and the later one counts."""
    twice = _two().settle("weeks", "a", "the plan says so", on=DAY, recorded=DAY, by="m-1")
    twice = twice.settle("weeks", "b", "the parents say so", on=LATER, recorded=LATER, by="m-1")
    assert twice.all(DAY)[0].settled.version == "a"
    assert twice.all(LATER)[0].settled.version == "b"


@pytest.mark.parametrize(
    "write",
    [
        lambda r: r.add_version(Version(question="other", id="a", says="x"), **WRITTEN),
        lambda r: r.settle("weeks", "zzz", "because", **WRITTEN),
        lambda r: r.settle("zzz", "a", "because", **WRITTEN),
    ],
)
def test_what_is_not_there_cannot_be_read_or_settled(write):
    """A version of no question, or a choice of no version, raises; the id that was given is not shown."""
    with pytest.raises(UnknownId) as caught:
        write(_two())
    assert "zzz" not in str(caught.value)
    assert "other" not in str(caught.value)
