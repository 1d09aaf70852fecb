"""Small damaged files from outside, each with its right answer at the level of the reader."""

from pathlib import Path

import pytest

from reflective.errors import BadDocument
from reflective.exchange.returns import open_return
from reflective.exchange.returns.days import NO_PLACEHOLDER
from reflective.exchange.returns.episodes import EPISODE_KINDS, REVIEW_KINDS
from reflective.exchange.returns.ids import ALIKE

INPUTS = Path(__file__).parents[4] / "shared" / "inputs"


@pytest.fixture
def given():
    """Open one of the files, and read it: its children by id, and its faults."""

    def reading(name):
        path = INPUTS / name
        if not path.exists():
            pytest.skip(f"shared/inputs/{name} is not beside the project")
        source = open_return(path)
        children = {one.subject: one for one in source.subjects()}
        return children, [str(one) for one in source.faults], source

    return reading


def days(child):
    return {(one.kind, str(one.on)) for one in child.events}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("F04-rule-8615.xml", {("section_47.started", "2023-11-10"), ("conference.held", "2023-11-08")}),
        (
            "F05-authorised-before-start.xml",
            {("assessment.started", "2023-11-10"), ("assessment.completed", "2023-10-26")},
        ),
        ("F12-died.xml", {("child.died", "2023-10-10"), ("section_47.started", "2023-10-05")}),
    ],
)
def test_days_out_of_order_and_a_death_are_told_as_they_are(given, name, said):
    """They are for the rules to judge; nothing is wrong with the file."""
    children, faults, _ = given(name)
    assert said <= days(children["child-1"])
    assert not children["child-1"].lost
    assert faults == []


@pytest.mark.parametrize(
    ("name", "column", "places"),
    [("F07-column-twice", "DEC", "6 and 8"), ("F07-column-twice-events.csv", "on", "3 and 5")],
)
def test_a_column_that_is_there_twice_refuses_the_file(given, name, column, places):
    """The last one does not win: the column is named, and nothing is read."""
    with pytest.raises(BadDocument, match=f"must have the column {column} once, and has it in columns {places}"):
        given(name)


def test_a_row_that_was_cut_short_is_no_open_stay(given):
    """It is a fault, and what a row of episodes can say is lost to its child."""
    children, faults, _ = given("F08-short-row")
    assert faults == ["episodes.csv row 2: must have 7 values, as many as the header has columns, and has 5"]
    assert (children["child-1"].events, children["child-1"].lost) == ((), EPISODE_KINDS)


def test_ids_that_differ_by_a_decimal_point_are_neither_one_child_nor_two(given):
    """A fault for each of them, and all that is theirs is lost."""
    children, faults, _ = given("F09-dot-zero")
    assert faults == [f"episodes.csv row 2, CHILD: must be {ALIKE}", f"reviews.csv row 2, CHILD: must be {ALIKE}"]
    assert {name: child.lost for name, child in children.items()} == {
        "123": EPISODE_KINDS | REVIEW_KINDS,
        "123.0": EPISODE_KINDS | REVIEW_KINDS,
    }


def test_the_same_row_twice_counts_once(given):
    """There are two holidays and not three, and the row that is there again is named."""
    children, faults, _ = given("F10-same-row-twice")
    assert faults[0] == "episodes.csv row 4: must be there once, and is row 3 again"
    begun = [one.ref for one in children["child-1"].events if one.kind == "temporary_placement.started"]
    assert begun == ["2", "3"]


def test_a_placeholder_is_no_day(given):
    """1 January 1900 is what a database makes of an empty text: what it stands for is lost."""
    children, faults, _ = given("F13-1900.xml")
    assert faults == [
        f"line 8, CINclosureDate: must be {NO_PLACEHOLDER}",
        f"line 8, AssessmentAuthorisationDate: must be {NO_PLACEHOLDER}",
    ]
    assert children["child-1"].lost == {"referral.closed", "assessment.completed"}
    assert days(children["child-1"]) == {("referral.received", "2023-10-02"), ("assessment.started", "2023-10-04")}


def test_a_header_alone_has_nobody_in_it(given):
    """Nothing is wrong, and nothing was read: a gate that wants an answer asks how many there are."""
    children, faults, source = given("F15-header-only")
    assert (children, faults, source.fault_count) == ({}, [], 0)


def test_a_return_of_which_nothing_could_be_read_still_has_its_children(given):
    """One line a column, what the days look like, and each child with all that is lost."""
    children, faults, source = given("F15-nothing-readable")
    looks = "2 rows are not a day written DD/MM/YYYY; looks like YYYY-MM-DD"
    assert faults == [f"episodes.csv, DECOM: {looks}", f"episodes.csv, DEC: {looks}"]
    assert source.fault_count == 2
    assert {name: child.lost for name, child in children.items()} == {
        "child-1": EPISODE_KINDS,
        "child-2": EPISODE_KINDS,
    }


def test_a_direction_mark_in_an_id_is_a_fault(given):
    """The id reaches no terminal, since it is none."""
    children, faults, _ = given("F17-bidi.xml")
    assert (children, faults) == ({}, ["line 4, LAchildID: must be an id: text of one line, of up to 128 characters"])
