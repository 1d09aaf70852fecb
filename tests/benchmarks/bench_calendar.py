"""Adding working days and months: against a look-up that checks nothing, against dateutil, and against pandas."""

from collections.abc import Callable
from datetime import date, timedelta

import attrs
import pytest
from dateutil.relativedelta import relativedelta

from reflective.timescales import Timescale, Unit, WorkingCalendar
from tests.benchmarks.measure import Row, at_least, at_most, best, table

CAL = WorkingCalendar.england_and_wales()
#: A hundred calls a contestant, so that the call which measures weighs next to nothing.
_DAYS = tuple(date(2014, 1, 1 + place % 28) for place in range(100))


Add = Callable[[date, int], date]
Due = Callable[[Timescale, date, WorkingCalendar], date]


def _unchecked() -> Callable[[date, int], date]:
    """The least that can be done: the place of the day in a table, and another place in a list."""
    days = [date.fromordinal(ordinal) for ordinal in range(CAL.first.toordinal(), CAL.last.toordinal() + 1)]
    working = [day for day in days if CAL.is_working(day)]
    places, place = {}, -1
    for day in days:
        place += CAL.is_working(day)
        places[day] = place

    def look_up(day: date, n: int) -> date:
        return working[places[day] + n]

    return look_up


def _calls(function: Callable[[date, int], date], n: int) -> Callable[[], None]:
    def hundred() -> None:
        for day in _DAYS:
            function(day, n)

    return hundred


def _dues(due: Due, timescale: Timescale) -> Callable[[], None]:
    def hundred() -> None:
        for day in _DAYS:
            due(timescale, day, CAL)

    return hundred


def ratios(add: Add = CAL.add, due: Due = Timescale.due) -> list[Row]:
    """The cost of `cal.add` beside the look-up beneath it, and of `Timescale.due` beside `cal.add` and dateutil.

    The row of months is what `Timescale` counts by hand for, on the days that every month has.
    """
    three_months = relativedelta(months=3)
    one, far, back, bare, days, months, theirs = best(
        _calls(add, 1),
        _calls(add, 250),
        _calls(add, -1),
        _calls(_unchecked(), 1),
        _dues(due, Timescale(1, "working_days")),
        _dues(due, Timescale(3, "months")),
        _calls(lambda day, _n: day + three_months, 1),
    )
    return [
        at_most("cal.add over an unchecked look-up", one / bare, 2),
        at_most("cal.add back over an unchecked look-up", back / bare, 2),
        at_most("cal.add of 250 days over one", far / one, 1.15),
        at_most("Timescale.due in working days over cal.add", days / one, 3),
        at_least("dateutil's relativedelta over Timescale.due in months", theirs / months, 3),
    ]


def ratios_with_pandas(add: Add = CAL.add) -> list[Row]:
    """The ratio to pandas' CustomBusinessDay, its offset made beforehand and added to a plain date."""
    offsets = pytest.importorskip("pandas", reason="pandas is in the compare extra").offsets
    offset = offsets.CustomBusinessDay(45, holidays=sorted(CAL.holidays))

    def with_pandas(day: date, _n: int) -> date:
        return offset + day

    ours, theirs = best(_calls(add, 45), _calls(with_pandas, 45))
    return [at_least("pandas' CustomBusinessDay over cal.add", theirs / ours, 45)]


# Planted slow variants, to show that each bound can be passed


def _stepping(day: date, n: int) -> date:
    """The n-th working day found by walking to it."""
    step = timedelta(days=1 if n > 0 else -1)
    while n:
        day += step
        n -= step.days * CAL.is_working(day)
    return day


def _twice(timescale: Timescale, day: date, cal: WorkingCalendar) -> date:
    """A due day counted by an equal timescale that is made for each question, with dateutil for months."""
    amount = attrs.evolve(timescale).amount
    return cal.add(day, amount) if timescale.unit is Unit.WORKING_DAYS else day + relativedelta(months=amount)


def controls() -> list[Row]:
    """Each bound of `ratios` passed by what is planted to pass it."""
    return [*ratios(add=_stepping)[:3], *ratios(due=_twice)[3:]]


def controls_with_pandas() -> list[Row]:
    """The bound of `ratios_with_pandas`, the same."""
    return ratios_with_pandas(add=_stepping)


@pytest.mark.benchmark
def test_what_is_slow_is_caught():
    """The control: each bound is passed by a planted slow variant."""
    assert not any(row.holds for row in [*controls(), *controls_with_pandas()])


@pytest.mark.benchmark
def test_adding_working_days_costs_a_look_up_however_many_they_are(capsys):
    """Counting working days on or back is one look-up with its checks, for one day as for 250."""
    _holds(ratios(), capsys)


@pytest.mark.benchmark
def test_adding_working_days_is_many_times_faster_than_pandas(capsys):
    """A working day of ours costs a small part of one of pandas'."""
    _holds(ratios_with_pandas(), capsys)


def _holds(rows: list[Row], capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print("\n" + table(rows))
    assert all(row.holds for row in rows), [row for row in rows if not row.holds]
