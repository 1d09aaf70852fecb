"""Months against python-dateutil: every day of 2012 to 2028 by every count of months to 120."""

from datetime import date

from dateutil.relativedelta import relativedelta

from reflective.timescales import Timescale, WorkingCalendar

CAL = WorkingCalendar.england_and_wales()
DAYS = [date.fromordinal(ordinal) for ordinal in range(CAL.first.toordinal(), CAL.last.toordinal() + 1)]


def agree(due, months, days):
    delta = relativedelta(months=months)
    return [due(day) for day in days] == [day + delta for day in days]


def test_every_day_by_every_count_of_months_equals_dateutil():
    """The corresponding date, or the last day of the month: 745,200 pairs, counted on from the day."""
    assert all(agree(Timescale(months, "months").due, months, DAYS) for months in range(1, 121))


def test_a_chain_of_single_months_is_caught():
    """The control: counting month from month loses the 31st for good."""
    month, two = Timescale(1, "months"), Timescale(2, "months")
    assert agree(two.due, 2, DAYS[:62])
    assert not agree(lambda day: month.due(month.due(day)), 2, DAYS[:62])
