"""When: working days, timescales and how they are counted, and dates only partly known."""

from reflective.timescales.calendar import WorkingCalendar
from reflective.timescales.partial import Kind, PartialDate
from reflective.timescales.reckoning import Reckoning
from reflective.timescales.timescale import Timescale, Unit
from reflective.timescales.wording import day_and_month, day_in_words, month_in_words

__all__ = [
    "Kind",
    "PartialDate",
    "Reckoning",
    "Timescale",
    "Unit",
    "WorkingCalendar",
    "day_and_month",
    "day_in_words",
    "month_in_words",
]
