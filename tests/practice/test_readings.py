"""Readings keep what the record says twice, and choose nothing."""

from datetime import date, timedelta

import pytest

from reflective.errors import UnknownId
from reflective.practice.readings import Question, Reading, Readings

DAY = date(2021, 9, 6)
LATER = DAY + timedelta(days=7)
WRITTEN = {"on": DAY, "recorded": DAY, "by": "w-1"}


def _two():
    """A question with two readings."""
    return (
        Readings(id="r-1")
        .ask(Question(id="weeks", asks="how long?"), **WRITTEN)
        .read(Reading(question="weeks", id="a", says="8 weeks so far"), **WRITTEN)
        .read(Reading(question="weeks", id="b", says="a term of 8 weeks"), **WRITTEN)
    )


def test_two_readings_are_a_conflict_that_keeps_both():
    """Both readings are given, in the order they were told, with their places."""
    (conflict,) = _two().conflicts(DAY)
    assert [reading.id for _, reading in conflict.readings] == ["a", "b"]
    assert [place for place, _ in conflict.readings] == [1, 2]
    assert conflict.settled is None


def test_one_reading_is_no_conflict():
    """A question with one answer is not reported, and is still on the list."""
    one = Readings(id="r-1").ask(Question(id="q", asks="where?"), **WRITTEN)
    one = one.read(Reading(question="q", id="a", says="here"), **WRITTEN)
    assert one.conflicts(DAY) == ()
    assert len(one.all(DAY)) == 1


def test_a_person_settles_a_conflict_and_the_other_reading_stays():
    """From the day it is settled it is no conflict; both readings remain, and the day before is as it was."""
    settled = _two().settle("weeks", "a", "the plan says so", on=LATER, recorded=LATER, by="m-1")
    assert settled.conflicts(LATER) == ()
    assert len(settled.all(LATER)[0].readings) == 2
    assert len(settled.conflicts(DAY)) == 1


def test_a_later_settlement_takes_the_place_of_an_earlier_one():
    """Settling again is allowed, and the later one counts."""
    twice = _two().settle("weeks", "a", "the plan says so", on=DAY, recorded=DAY, by="m-1")
    twice = twice.settle("weeks", "b", "the parents say so", on=LATER, recorded=LATER, by="m-1")
    assert twice.all(DAY)[0].settled.reading == "a"
    assert twice.all(LATER)[0].settled.reading == "b"


@pytest.mark.parametrize(
    "write",
    [
        lambda r: r.read(Reading(question="other", id="a", says="x"), **WRITTEN),
        lambda r: r.settle("weeks", "zzz", "because", **WRITTEN),
        lambda r: r.settle("zzz", "a", "because", **WRITTEN),
    ],
)
def test_what_is_not_there_cannot_be_read_or_settled(write):
    """A reading of no question, or a choice of no reading, raises; the id that was given is not shown."""
    with pytest.raises(UnknownId) as caught:
        write(_two())
    assert "zzz" not in str(caught.value)
    assert "other" not in str(caught.value)
