"""The types that checkers infer for `reflective.timescales`: read by mypy and pyright, and never run.

A line that must not pass carries an ignore, and strict mypy reports an ignore that nothing needs.
"""

from datetime import date
from typing import assert_type

from reflective.timescales import PartialDate, Timescale, Unit, WorkingCalendar


def counting(cal: WorkingCalendar, day: date) -> None:
    """Days in, days out."""
    assert_type(cal.add(day, 1), date)
    assert_type(cal.count(day, day), int)
    assert_type(cal.is_working(day), bool)
    assert_type(cal.on_or_after(day), date)
    assert_type(cal.extended(holidays=[day], first=day, last=day), WorkingCalendar)
    cal.add("2024-03-28", 1)  # type: ignore[arg-type]
    cal.add(day, 1.5)  # type: ignore[arg-type]


def timescales(cal: WorkingCalendar, day: date) -> None:
    """A calendar may be left out."""
    assert_type(Timescale.parse("within 45 working days"), Timescale)
    assert_type(Timescale(45, Unit.WORKING_DAYS, count_trigger=False).due(day, cal), date)
    assert_type(Timescale(45, "working_days").due(day, cal), date)
    assert_type(Timescale(5, "weeks").due(day), date)
    Timescale.parse("in 5 weeks").amount = 6  # type: ignore[misc]


def partial_dates(day: date) -> None:
    """A partial date is not a date."""
    partly: PartialDate = PartialDate.unknown(said="historically")
    wanted: date = partly  # type: ignore[assignment]
    del wanted, day
