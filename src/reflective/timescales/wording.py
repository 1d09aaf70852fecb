"""Days in words, the same on every machine: `strftime` would follow the locale of the platform."""

from datetime import date
from typing import Final

from reflective.fields import check_day

__all__ = ["day_and_month", "day_in_words", "month_in_words"]

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_in_words(day: date, *, weekday: bool = True) -> str:
    """A day as people write it: "Mon 6 Sep 2021", or "6 Sep 2021" without the day of the week."""
    check_day("day", day)
    words = f"{day.day} {month_in_words(day)}"
    return f"{_DAYS[day.weekday()]} {words}" if weekday else words


def day_and_month(day: date) -> str:
    """A day without its year: "6 September"."""
    check_day("day", day)
    return f"{day.day} {_MONTHS[day.month - 1]}"


def month_in_words(day: date) -> str:
    """The month of a day: "Sep 2021"."""
    check_day("day", day)
    return f"{_MONTHS[day.month - 1][:3]} {day.year}"
