"""A chronology: what happened, its impact on each child, the patterns in it, and episodes of involvement."""

from datetime import date

import attrs
import pytest

from reflective.casework import Case
from reflective.errors import BadEntry, BadValue, MoveNotAllowed, UnknownId
from reflective.practice import Audience, Chronology, Link, Source
from reflective.practice.chronology import (
    EpisodeClosed,
    EpisodeOpened,
    EpisodeStatus,
    Happened,
    Impact,
    ImpactKind,
    RecordsStatus,
    Support,
)
from reflective.rules import Event, Ruleset, Status
from reflective.timescales import PartialDate

DAY = date(2021, 9, 6)
LATER = date(2021, 10, 11)
BY = {"on": DAY, "recorded": DAY, "by": "w-1"}
THEN = {"on": LATER, "recorded": LATER, "by": "w-1"}
NIGHT = date(2021, 9, 3)
JULY = Happened(
    id="july",
    when=PartialDate.exact(NIGHT),
    what="the police came",
    told_by="p-1",
    impacts=(Impact(child="c-1", kind=ImpactKind.IMMEDIATE), Impact(child="c-2", kind=ImpactKind.NOT_YET_BORN)),
    significant=True,
)
MOVE = Happened(
    id="move",
    when=PartialDate.year(2018),
    what="a move",
    impacts=(Impact(child="c-1", kind=ImpactKind.CUMULATIVE),),
)


@pytest.fixture
def chronology():
    return Chronology(id="ch-1").happen(JULY, **BY).happen(MOVE, **BY)


def test_it_is_read_in_the_order_in_which_things_happened(chronology):
    """Written down last and happened first: the move comes before the night."""
    assert [(place, one.id) for place, one in chronology.happened(DAY)] == [(1, "move"), (0, "july")]


def test_each_child_has_an_impact_of_their_own(chronology):
    """Row 52: the younger was not yet born, and nothing of the elder's is hers."""
    assert [(place, one.kind) for place, one in chronology.impacts("c-1", DAY)] == [
        (1, ImpactKind.CUMULATIVE),
        (0, ImpactKind.IMMEDIATE),
    ]
    assert [one.kind for _, one in chronology.impacts("c-2", DAY)] == [ImpactKind.NOT_YET_BORN]
    assert [one.id for _, one in chronology.happened(DAY, "c-2")] == ["july"]
    with pytest.raises(BadValue, match="one of each kind for a child"):
        attrs.evolve(JULY, impacts=(JULY.impacts[0], JULY.impacts[0]))


def test_an_impact_that_nobody_knows_is_listed_with_those_that_nobody_gave(chronology):
    """Unknown is written down as unknown, and is still to be found out."""
    unknown = Happened(
        id="a", when=PartialDate.unknown(), what="x", impacts=(Impact(child="c-1", kind=ImpactKind.UNKNOWN),)
    )
    told = chronology.happen(unknown, **BY).happen(attrs.evolve(MOVE, id="b", impacts=()), **BY)
    assert [one.id for _, one in told.impact_unknown(DAY)] == ["b", "a"]


def test_whose_word_it_is_may_be_a_person_a_document_or_a_record(chronology):
    """Row 51: each entry has its source, and one that has none is listed."""
    assert [one.id for _, one in chronology.unsourced(DAY)] == ["move"]
    written = chronology.happen(attrs.evolve(MOVE, id="a"), **BY, source=Source(document="the Dudley file"))
    linked = written.happen(attrs.evolve(MOVE, id="b", of=Link(record="i-1", place=0)), **BY)
    assert [one.id for _, one in linked.unsourced(DAY)] == ["move"]
    with pytest.raises(UnknownId, match="no such entry"):
        chronology.happen(attrs.evolve(MOVE, id="c", of=Link(record="ch-1", place=9)), **BY)


def test_a_pattern_cites_two_things_or_more_that_are_there(chronology):
    """One thing that happened is no pattern, and one that nobody recorded supports none."""
    seen = chronology.see_pattern("they move when the worries rise", "move", "july", **BY)
    assert [one.cites for _, one in seen.patterns(DAY)] == [("move", "july")]
    for cites in (("move",), ("move", "move"), ()):
        with pytest.raises(BadValue, match="two or more"):
            chronology.see_pattern("x", *cites, **BY)
    with pytest.raises(UnknownId, match="no such event in chronology ch-1"):
        chronology.see_pattern("x", "move", "june", **BY)


def test_a_thing_is_recorded_once_and_corrected(chronology):
    """A second entry of one id would be two things to whoever cites it."""
    with pytest.raises(BadEntry, match="correct the entry that stands") as caught:
        chronology.happen(JULY, **THEN)
    assert caught.value.code == "chronology.twice"


def test_an_episode_says_how_it_closed_and_whether_support_was_given():
    """Row 84: closed twice without support is a fact about us; not known is neither yes nor no."""
    told = Chronology(id="ch-1")
    for name, start, support in (
        ("second", 2019, Support.NOT_GIVEN),
        ("first", 2016, Support.NOT_GIVEN),
        ("third", 2020, Support.NOT_KNOWN),
    ):
        opened = EpisodeOpened(episode=name, authority="Dudley", children=("c-1",), start=PartialDate.year(start))
        told = told.open_episode(opened, on=DAY, recorded=LATER, by="w-1")
        told = told.close_episode(EpisodeClosed(episode=name, because="they moved", support=support), **THEN)
    assert [one.opened.episode for one in told.episodes(LATER)] == ["first", "second", "third"]
    assert [one.opened.episode for one in told.closed_without_support(LATER)] == ["first", "second"]
    assert {one.status for one in told.episodes(DAY)} == {EpisodeStatus.OPEN}
    assert told.closed_without_support(DAY) == ()
    assert {entry.about for entry in told.entries} == {("c-1",)}
    with pytest.raises(MoveNotAllowed, match="an id of its own"):
        told.open_episode(EpisodeOpened(episode="first", authority="Dudley"), **THEN)


def test_asking_for_another_authoritys_records_stands_apart_from_what_the_family_said():
    """Her word is not the file of Dudley, and nobody has that before it is received."""
    told = Chronology(id="ch-1").open_episode(EpisodeOpened(episode="d", authority="Dudley", told_by="p-1"), **BY)
    assert told.episodes(DAY)[0].records is None
    asked = told.seek_records("d", RecordsStatus.REQUESTED, **BY).seek_records("d", RecordsStatus.RECEIVED, **THEN)
    assert [asked.episodes(day)[0].records for day in (DAY, LATER)] == [RecordsStatus.REQUESTED, RecordsStatus.RECEIVED]


def test_a_significant_event_asks_for_management_oversight():
    """The practice note asks for it at each significant event: the rule reads the event from the record."""
    chronology = Chronology(id="ch-1").happen(JULY, **BY)
    assert chronology.events(DAY) == (
        Event(subject="c-1", kind="significant_event.recorded", on=NIGHT, ref="ch-1/july"),
    )
    (asked,) = Ruleset.load("practice-note").obligations(chronology.events(DAY), DAY)
    assert (asked.rule, asked.subject, asked.status) == ("management-oversight.record", "c-1", Status.PENDING)


@pytest.mark.parametrize("when", [PartialDate.month(2021, 7), PartialDate.unknown()])
def test_a_significant_event_without_a_day_asks_for_it_from_the_day_of_the_entry(when):
    """No day is invented, and no oversight falls out of the answer because nobody knows the day."""
    (found,) = Chronology(id="ch-1").happen(attrs.evolve(JULY, when=when), **BY).events(LATER)
    assert (found.subject, found.on, found.fact("day")) == ("c-1", BY["on"], "of the entry")
    assert Chronology(id="ch-1").happen(attrs.evolve(JULY, when=when), **THEN).events(DAY) == ()


@pytest.mark.parametrize(
    "other",
    [
        attrs.evolve(JULY, significant=False),
        attrs.evolve(JULY, impacts=JULY.impacts[1:]),
    ],
    ids=["not significant", "before the child was born"],
)
def test_control_what_is_not_a_significant_event_of_a_child_asks_for_nothing(other):
    """Nothing is asked about a child who was not there."""
    assert Chronology(id="ch-1").happen(other, **BY).events(LATER) == ()


def test_an_entry_that_is_restricted_is_in_no_open_answer(chronology):
    """Her disclosure is in the chronology, and neither in his copy nor in an event of it."""
    closed = chronology.happen(attrs.evolve(JULY, id="told"), **{**THEN, "audience": Audience.RESTRICTED})
    case = Case.opened("case-1").join(closed, **THEN)
    reading = case.read(as_of=LATER)
    assert [one.id for _, one in reading["ch-1"].happened(LATER)] == ["move", "july"]
    assert [event.ref for event in reading.events] == ["ch-1/july"]
