"""Discrepancies keep what the record says twice, and choose nothing."""

from datetime import date, timedelta

import attrs
import pytest

from reflective.errors import BadEntry, UnknownId
from reflective.practice import Audience, Discrepancies, Link
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


@pytest.mark.parametrize(
    ("write", "code"),
    [
        (lambda r: r.ask(Question(id="weeks", asks="or days?"), **WRITTEN), "question.twice"),
        (lambda r: r.add_version(Version(question="weeks", id="a", says="9 weeks"), **WRITTEN), "version.twice"),
    ],
)
def test_a_question_and_a_version_are_written_once(write, code):
    """A second of one id would hide the first: which of the two was settled could not be said."""
    with pytest.raises(BadEntry, match="is there already") as caught:
        write(_two())
    assert caught.value.code == code


def test_a_correction_mends_the_first_that_was_written():
    """The same id stands once, with the other words."""
    asked = Discrepancies(id="r-1").ask(Question(id="weeks", asks="how logn?"), **WRITTEN)
    mended = attrs.evolve(asked.entries[0], content=Question(id="weeks", asks="how long?"))
    asked = asked.correct(0, reason="a slip", recorded=LATER, by="w-1", instead=[mended])
    assert [one.question.asks for one in asked.all(LATER)] == ["how long?"]
    two = _two()
    mended = attrs.evolve(two.entries[2], content=attrs.evolve(two.entries[2].content, says="a term of 9 weeks"))
    two = two.correct(2, reason="a slip", recorded=LATER, by="w-1", instead=[mended])
    assert [one.says for _, one in two.all(LATER)[0].versions] == ["8 weeks so far", "a term of 9 weeks"]


def test_one_id_may_be_a_version_of_two_questions():
    """Versions are counted in their own question."""
    more = _two().ask(Question(id="place", asks="where?"), **WRITTEN)
    assert more.add_version(Version(question="place", id="a", says="here"), **WRITTEN)


def test_what_is_written_on_a_restricted_question_is_restricted_and_about_the_same_people():
    """A version says again what the question closed, and so does the basis on which it was settled."""
    closed = {"audience": Audience.RESTRICTED, "about": ("c-1",), "withheld_from": ("p-2",)}
    asked = Discrepancies(id="r-1").ask(Question(id="where", asks="which refuge?"), **WRITTEN, **closed)
    asked = asked.ask(Question(id="weeks", asks="how long?"), **WRITTEN)
    asked = asked.add_version(Version(question="where", id="a", says="12 Secret Road"), **WRITTEN)
    asked = asked.settle("where", "a", "she said so", **WRITTEN)
    asked = asked.add_version(Version(question="weeks", id="a", says="8 weeks"), **WRITTEN)
    assert [(one.audience, one.about, one.withheld_from) for one in asked.entries] == [
        (Audience.RESTRICTED, ("c-1",), ("p-2",)),
        (Audience.CHILD_FILE, (), ()),
        (Audience.RESTRICTED, ("c-1",), ("p-2",)),
        (Audience.RESTRICTED, ("c-1",), ("p-2",)),
        (Audience.CHILD_FILE, (), ()),
    ]


def test_a_question_that_is_restricted_later_restricts_what_was_written_on_it_before():
    """It was somebody's slip that it was open, and the versions say the same."""
    asked = Discrepancies(id="r-1").ask(Question(id="where", asks="which refuge?"), **WRITTEN)
    then = {"on": LATER, "recorded": LATER, "by": "w-1"}
    asked = asked.add_version(Version(question="where", id="a", says="12 Secret Road"), **then)
    closer = attrs.evolve(asked.entries[0], audience=Audience.RESTRICTED)
    asked = asked.correct(0, reason="a refuge", recorded=LATER, by="w-1", instead=[closer])
    assert {asked.closed(place).audience for place in range(4)} == {Audience.RESTRICTED}


def test_a_version_of_an_entry_that_is_not_there_is_refused():
    """Nobody could look it up. What another record holds is not judged here."""
    with pytest.raises(UnknownId, match="no such entry"):
        _two().add_version(Version(question="weeks", id="c", says="x", of=Link(record="r-1", place=9)), **WRITTEN)
    assert _two().add_version(Version(question="weeks", id="c", says="x", of=Link(record="p-1", place=9)), **WRITTEN)
