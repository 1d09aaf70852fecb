"""Days in words, the same on every machine: the platform's own month names follow its locale."""

from datetime import date
from typing import Final

__all__ = ["day_and_month", "day_in_words", "month_in_words"]

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTHS: Final = tuple(month[:3] for month in _LONG)


def day_in_words(day: date, *, weekday: bool = True) -> str:
    """A day as people write it: "Mon 6 Sep 2021", or "6 Sep 2021" without the day of the week."""
    said = f"{day.day} {month_in_words(day)}"
    return f"{_DAYS[day.weekday()]} {said}" if weekday else said


def day_and_month(day: date) -> str:
    """A day whose year is plain from what stands round it: "6 September"."""
    return f"{day.day} {_LONG[day.month - 1]}"


def month_in_words(day: date) -> str:
    """The month that a day is in: "Sep 2021"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"
