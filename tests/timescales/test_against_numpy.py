"""Working days against numpy: every day of 2012 to 2028 by every count from 60 back to 60 on."""

from datetime import date

import pytest

from reflective.errors import OutsideCalendar
from reflective.timescales import WorkingCalendar

numpy = pytest.importorskip("numpy", reason="numpy is not installed")

COUNTS = [n for n in range(-60, 61) if n]
OUTSIDE = -1


def counted(add, days, n):
    """The ordinal of each answer, or a mark where the calendar does not know it."""
    answers = []
    for day in days:
        try:
            answers.append(add(day, n).toordinal())
        except OutsideCalendar:
            answers.append(OUTSIDE)
    return numpy.array(answers)


def theirs(cal, days, n):
    """The same from numpy, which needs a day off moved against the count first, and knows no last day."""
    answers = numpy.busday_offset(
        numpy.array(days, dtype="datetime64[D]"),
        n,
        roll="backward" if n > 0 else "forward",
        holidays=numpy.array(sorted(cal.holidays), dtype="datetime64[D]"),
    )
    ordinals = answers.astype(int) + date(1970, 1, 1).toordinal()
    known = (ordinals >= cal.first.toordinal()) & (ordinals <= cal.last.toordinal())
    return numpy.where(known, ordinals, OUTSIDE)


def agree(cal, add, counts=COUNTS):
    days = [date.fromordinal(ordinal) for ordinal in range(cal.first.toordinal(), cal.last.toordinal() + 1)]
    return all((counted(add, days, n) == theirs(cal, days, n)).all() for n in counts)


def test_every_day_by_every_count_equals_numpy_or_raises():
    """Where numpy's answer is in range the calendar gives it, and everywhere else it raises: 745,200 pairs."""
    cal = WorkingCalendar.england_and_wales()
    assert agree(cal, cal.add)


@pytest.mark.parametrize(
    "cal", [WorkingCalendar.scotland(), WorkingCalendar.northern_ireland()], ids=lambda cal: cal.name
)
def test_the_other_divisions_equal_numpy_too(cal):
    """A part of the counts, since the code is the same."""
    assert agree(cal, cal.add, (-60, -10, -1, 1, 45, 60))


def test_counting_equals_numpy():
    """Working days between any day and a few others, on and back, equal numpy's busday_count of the same span."""
    cal = WorkingCalendar.england_and_wales()
    days = [date.fromordinal(ordinal) for ordinal in range(cal.first.toordinal(), cal.last.toordinal() + 1)]
    holidays = numpy.array(sorted(cal.holidays), dtype="datetime64[D]")
    for start in (date(2012, 1, 1), date(2020, 12, 25), date(2024, 3, 28), date(2028, 12, 31)):
        for end in days[::7]:
            low, high = sorted((start, end))
            span = (
                [low, high] if end < start else [date.fromordinal(o + 1) for o in (low.toordinal(), high.toordinal())]
            )
            expected = int(numpy.busday_count(*span, holidays=holidays))
            assert cal.count(start, end) == (expected if end >= start else -expected)


def test_one_day_less_is_caught():
    """The control: a count that steps n - 1, as a published validator's does, differs from numpy."""
    cal = WorkingCalendar.england_and_wales()
    assert not agree(cal, lambda day, n: cal.add(day, n - 1 or n), (1, 2))


def test_a_silent_horizon_is_caught():
    """The control: a calendar that answers past its last day differs from numpy cut to what is known."""
    cal = WorkingCalendar.england_and_wales()
    longer = cal.extended(last=date(2029, 12, 31))
    assert not agree(cal, longer.add, (1,))
