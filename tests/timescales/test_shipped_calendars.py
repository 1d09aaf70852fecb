"""The bank holidays that ship, against two lists that others made."""

import json
from datetime import date
from pathlib import Path

import pytest

from reflective.timescales import WorkingCalendar

GOVUK = Path(__file__).resolve().parents[2] / "../shared/data/bank_holidays_2012_2028.json"
SATURDAY = 5

#: Days that an older release of the package may lack, by division: proclaimed after it was published.
PROCLAIMED_SINCE = {"scotland": {date(2026, 6, 15)}}

#: A mark of the contents of version 2028.2 of each calendar.
CONTENTS = {"england-and-wales": "d0b24fa5", "scotland": "498dedc9", "northern-ireland": "6c2be705"}

SHIPPED = [
    ("england-and-wales", "ENG", 140),
    ("scotland", "SCT", 158),
    ("northern-ireland", "NIR", 174),
]


@pytest.mark.parametrize(("name", "_", "many"), SHIPPED)
def test_each_calendar_knows_2012_to_2028_and_says_where_it_is_from(name, _, many):
    """A shipped calendar has its range, a version, a source, and bank holidays on weekdays only."""
    cal = WorkingCalendar.named(name)
    assert (cal.first, cal.last) == (date(2012, 1, 1), date(2028, 12, 31))
    assert "GOV.UK" in cal.source
    assert "Open Government Licence" in cal.source
    assert cal.source.endswith("read on 25 Nov 2026")
    assert len(cal.holidays) == many
    assert all(day.weekday() < SATURDAY for day in cal.holidays)


def test_a_calendar_is_made_once_and_goes_by_more_than_one_name():
    """Each division has a method, and its name is read with spaces or underscores."""
    assert WorkingCalendar.england_and_wales() is WorkingCalendar.named("England and Wales")
    assert WorkingCalendar.scotland() is WorkingCalendar.named("scotland")
    assert WorkingCalendar.northern_ireland() is WorkingCalendar.named("northern_ireland")
    assert WorkingCalendar.named(WorkingCalendar.scotland().name) is WorkingCalendar.scotland()


def test_the_version_changes_with_the_contents():
    """Days were stored with this version; a change to the list needs another version, and then this test."""
    unnamed = {
        name: WorkingCalendar(holidays=cal.holidays, first=cal.first, last=cal.last).version
        for name, _, _ in SHIPPED
        for cal in [WorkingCalendar.named(name)]
    }
    assert {cal.version for cal in map(WorkingCalendar.named, unnamed)} == {"2028.2"}
    assert unnamed == CONTENTS


@pytest.mark.skipif(not GOVUK.exists(), reason="the shared bank_holidays_2012_2028.json is not here")
@pytest.mark.parametrize(("name", "_", "__"), SHIPPED)
def test_the_shipped_days_equal_those_the_government_publishes(name, _, __):
    """Every bank holiday in the government's format is shipped, and no other."""
    events = json.loads(GOVUK.read_text("utf-8"))[name]["events"]
    assert WorkingCalendar.named(name).holidays == {date.fromisoformat(event["date"]) for event in events}


@pytest.mark.parametrize(("name", "subdivision", "_"), SHIPPED)
def test_the_shipped_days_equal_those_of_the_holidays_package(name, subdivision, _):
    """Every weekday the package lists is shipped, and no other; it lists weekend days too, which change no count."""
    holidays = pytest.importorskip("holidays", reason="the holidays package is not installed")
    cal = WorkingCalendar.named(name)
    listed = holidays.country_holidays("GB", subdiv=subdivision, years=range(2012, 2029))
    weekdays = {day for day in listed if day.weekday() < SATURDAY}
    assert weekdays | PROCLAIMED_SINCE.get(name, set()) == cal.holidays


def test_a_list_of_the_holidays_package_serves_as_it_is():
    """The package's own object is an iterable of dates; its weekend days make no difference to any answer."""
    holidays = pytest.importorskip("holidays", reason="the holidays package is not installed")
    ours = WorkingCalendar.england_and_wales()
    theirs = WorkingCalendar(
        holidays=holidays.country_holidays("GB", subdiv="ENG", years=range(2012, 2029)),
        first=ours.first,
        last=ours.last,
    )
    days = [date.fromordinal(ordinal) for ordinal in range(ours.first.toordinal(), ours.last.toordinal() + 1)]
    assert [ours.is_working(day) for day in days] == [theirs.is_working(day) for day in days]
