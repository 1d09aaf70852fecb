"""Adding working days: against a look-up that checks nothing, against itself, and against pandas."""

from collections.abc import Callable
from datetime import date

import pytest

from reflective.timescales import Timescale, WorkingCalendar
from tests.benchmarks.measure import Row, at_least, at_most, best, table

#: A hundred calls a contestant, so that the call which measures weighs next to nothing.
_DAYS = tuple(date(2014, 1, 1 + place % 28) for place in range(100))


def _unchecked(cal: WorkingCalendar) -> Callable[[date, int], date]:
    """The least that can be done: the place of the day in a table, and another place in a list."""
    days = [date.fromordinal(ordinal) for ordinal in range(cal.first.toordinal(), cal.last.toordinal() + 1)]
    working = [day for day in days if cal.is_working(day)]
    places, place = {}, -1
    for day in days:
        place += cal.is_working(day)
        places[day] = place

    def look_up(day: date, n: int) -> date:
        return working[places[day] + n]

    return look_up


def _calls(function: Callable[[date, int], date], n: int) -> Callable[[], None]:
    def hundred() -> None:
        for day in _DAYS:
            function(day, n)

    return hundred


def _dues(timescale: Timescale, cal: WorkingCalendar) -> Callable[[], None]:
    def hundred() -> None:
        for day in _DAYS:
            timescale.due(day, cal)

    return hundred


def ratios() -> list[Row]:
    """Every ratio of this file, with the bound it is held to."""
    cal = WorkingCalendar.england_and_wales()
    one, far, back, bare, due = best(
        _calls(cal.add, 1),
        _calls(cal.add, 250),
        _calls(cal.add, -1),
        _calls(_unchecked(cal), 1),
        _dues(Timescale(1, "working_days"), cal),
    )
    return [
        at_most("cal.add over an unchecked look-up", one / bare, 2),
        at_most("cal.add back over an unchecked look-up", back / bare, 2),
        at_most("cal.add of 250 days over one", far / one, 1.15),
        at_most("Timescale.due in working days over cal.add", due / one, 3),
    ]


def ratios_with_pandas() -> list[Row]:
    """The ratio to pandas' CustomBusinessDay, its offset made beforehand and added to a plain date."""
    offsets = pytest.importorskip("pandas", reason="pandas is in the compare extra").offsets
    cal = WorkingCalendar.england_and_wales()
    offset = offsets.CustomBusinessDay(45, holidays=sorted(cal.holidays))

    def with_pandas(day: date, _n: int) -> date:
        return offset + day

    ours, theirs = best(_calls(cal.add, 45), _calls(with_pandas, 45))
    return [at_least("pandas' CustomBusinessDay over cal.add", theirs / ours, 45)]


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
