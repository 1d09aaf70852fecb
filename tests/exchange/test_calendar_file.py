"""Calendars come from a name, from our own shape, or from the document that GOV.UK publishes."""

import json
from datetime import date
from pathlib import Path

import pytest

from reflective.errors import BadDocument, BadValue
from reflective.exchange.calendar_file import calendar_named, read_calendar
from reflective.timescales import WorkingCalendar

OURS = {"first": "2024-01-01", "last": "2024-12-31", "holidays": ["2024-03-29", "2024-04-01"]}
GOV = Path(__file__).resolve().parents[2] / "../shared/data/bank_holidays_2012_2028.json"


def test_our_own_shape_is_read():
    """First, last and holidays make a calendar."""
    cal = read_calendar(json.dumps(OURS))
    assert (cal.first, cal.last) == (date(2024, 1, 1), date(2024, 12, 31))
    assert not cal.is_working(date(2024, 3, 29))


def test_the_published_shape_is_read_as_whole_years():
    """GOV.UK's document, of one division or of all, gives the years of its first to its last holiday."""
    england = {"division": "england-and-wales", "events": [{"title": "a", "date": "2024-03-29"}]}
    for document in (england, {"england-and-wales": england, "scotland": {}}):
        cal = read_calendar(json.dumps(document))
        assert (cal.first, cal.last) == (date(2024, 1, 1), date(2024, 12, 31))
        assert cal.is_holiday(date(2024, 3, 29))


@pytest.mark.skipif(not GOV.exists(), reason="the published list is not beside the project")
def test_the_published_list_of_all_years_equals_the_shipped_calendar():
    """The document that lies beside the project gives the holidays that ship."""
    assert read_calendar(GOV.read_bytes()).holidays == WorkingCalendar.england_and_wales().holidays


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ("not json", "$"),
        ("[" * 100_000, "$"),
        ("[]", "$"),
        ("{}", "$"),
        ('{"events": [{"date": "29/03/2024"}]}', "$.events[0].date"),
        ('{"events": ["x"]}', "$.events[0].date"),
        ('{"first": "2024-01-01", "last": "2024-12-31", "holidays": ["x", "y"]}', "$.holidays[1]"),
        ('{"first": "2024-01-01", "holidays": []}', "$.last"),
        ('{"first": "2024-01-01", "last": "2023-01-01", "holidays": []}', "$"),
        (b"\xff\xfe", "$"),
    ],
)
def test_a_bad_calendar_says_where_and_what_would_be_accepted(document, path):
    """Whatever is wrong raises one error with the place of the fault, and nothing else ever."""
    with pytest.raises(BadDocument) as caught:
        read_calendar(document)
    assert path in [fault.path for fault in caught.value.faults]


def test_a_shipped_calendar_goes_by_its_name():
    """The names that ship are found, whatever lies in the folder."""
    assert calendar_named("scotland") == WorkingCalendar.scotland()


def test_a_file_goes_by_its_path(tmp_path):
    """A path to a calendar is read."""
    path = tmp_path / "council.json"
    path.write_text(json.dumps(OURS), "utf-8")
    assert calendar_named(str(path)).is_holiday(date(2024, 4, 1))


def test_neither_a_name_nor_a_file_says_what_there_is():
    """The error lists the names that ship."""
    with pytest.raises(BadValue, match="england-and-wales"):
        calendar_named("atlantis")
