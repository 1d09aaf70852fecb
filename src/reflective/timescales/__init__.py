"""When: working days, timescales and how they are counted, and dates only partly known.

`str()` of a `Reckoning` or a `PartialDate` shows the words that somebody wrote or said, so it must not go into a log.
Their reprs leave the words out.
"""

from reflective.timescales.calendar import WorkingCalendar
from reflective.timescales.deadline import Deadline, deadline_of
from reflective.timescales.partial import Kind, PartialDate
from reflective.timescales.timescale import Reckoning, Timescale, Unit
from reflective.timescales.wording import day_and_month, day_in_words, month_in_words

__all__ = [
    "Deadline",
    "Kind",
    "PartialDate",
    "Reckoning",
    "Timescale",
    "Unit",
    "WorkingCalendar",
    "day_and_month",
    "day_in_words",
    "deadline_of",
    "month_in_words",
]
