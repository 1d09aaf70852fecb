"""Days as returns write them: read in one form, and refused where they stand for no day or do not fit."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final

from reflective.errors import BadValue
from reflective.fields import value

__all__ = ["BRITISH", "FORMS", "ISO", "NO_PLACEHOLDER", "DateForm", "forms_of", "is_likely", "out_of_line"]

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199
#: Days that a system writes where it has none: the first day that Excel, a Mac, Unix or a database can count.
_PLACEHOLDERS: Final = frozenset({date(1900, 1, 1), date(1904, 1, 1), date(1970, 1, 1), date(2099, 12, 31)})
NO_PLACEHOLDER: Final = "a day on which it happened, and none that stands for no day, such as 1900-01-01"
#: The pattern of each part of a form. Longer parts come first.
_PARTS: Final = {
    "YYYY": r"(?P<year>[0-9]{4})",
    "MMM": r"(?P<name>[A-Za-z]{3})",
    "MM": r"(?P<month>[0-9]{2})",
    "DD": r"(?P<day>[0-9]{2})",
    "YY": r"(?P<short>[0-9]{2})",
    "hh": r"[0-9]{2}",
    "mm": r"[0-9]{2}",
    "ss": r"[0-9]{2}(?:\.[0-9]+)?",
    "M": r"(?P<month>[0-9]{1,2})",
    "D": r"(?P<day>[0-9]{1,2})",
}
_FORM: Final = re.compile("|".join([*_PARTS, "."]))
_ORDERS: Final = ("year", "month", "day")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: The furthest that a record of a child goes back before the rest of it, in years.
_RECORD_YEARS: Final = 25
_DAYS_IN_YEAR: Final = 365.25


@value(kw_only=True)
class DateForm:
    """A way of writing a day: YYYY, MM and DD, or M and D of one digit or two, or MMM for the first letters of a month.

    hh, mm and ss are the parts of a time, which is not read. Every other character stands for itself.
    """

    text: str

    def __attrs_post_init__(self) -> None:
        parts = [part for part in _FORM.findall(self.text) if part in _PARTS]
        days = sorted(part[0] for part in parts if part[0] in "YMD")
        if days != ["D", "M", "Y"] or "YY" in parts:
            raise BadValue(name="dates", wanted="a form of days such as DD/MM/YYYY, YYYY-MM-DD or DD-MMM-YYYY")

    def read(self, text: str) -> date | None:
        """The day that a text names in this form, or None."""
        return _read(self.text, text)


@lru_cache(maxsize=256)
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile("".join(_PARTS[part] if part in _PARTS else re.escape(part) for part in _FORM.findall(form)))


@lru_cache(maxsize=10_000)
def _read(form: str, text: str) -> date | None:
    """The days read last are kept, because a return repeats the same few thousand."""
    found = _pattern(form).fullmatch(text)
    if found is None:
        return None
    given = found.groupdict()
    name = given.get("name")
    if name is not None and name.lower() not in _MONTHS:
        return None
    month = int(given["month"]) if name is None else _MONTHS.index(name.lower()) + 1
    try:
        return date(int(given["year"]), month, int(given["day"]))
    except ValueError:
        return None


ISO: Final = DateForm(text="YYYY-MM-DD")
BRITISH: Final = DateForm(text="DD/MM/YYYY")
#: Ways of writing a day that other systems have, each before those of which it is a special case.
_KNOWN: Final = tuple(
    DateForm(text=form)
    for form in (
        "YYYY-MM-DD",
        "DD/MM/YYYY",
        "MM/DD/YYYY",
        "D/M/YYYY",
        "DD-MM-YYYY",
        "DD.MM.YYYY",
        "DD-MMM-YYYY",
        "DD MMM YYYY",
        "YYYY/MM/DD",
        "YYYYMMDD",
        "YYYY-MM-DD hh:mm:ss",
        "YYYY-MM-DDThh:mm:ss",
        "DD/MM/YYYY hh:mm:ss",
        "DD/MM/YYYY hh:mm",
    )
)
_UNREADABLE: Final = {
    "days with a year of two digits": re.compile("[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}"),
    "the numbers by which a spreadsheet counts days": re.compile(r"[2-6][0-9]{4}(\.0+)?"),
}
FORMS: Final = tuple(form.text for form in _KNOWN) + tuple(_UNREADABLE)


def forms_of(text: str, among: Iterable[str] = FORMS) -> tuple[str, ...]:
    """The ways of writing a day, of some that are known, in which a text can be read."""
    return tuple(form for form in among if _fits(form, text))


def _fits(form: str, text: str) -> bool:
    pattern = _UNREADABLE.get(form)
    return _read(form, text) is not None if pattern is None else pattern.fullmatch(text) is not None


def is_likely(day: date) -> bool:
    """Whether a return can have meant a day. A system that has no day may write the first of the year 1, or of 1900."""
    return _FIRST_YEAR <= day.year <= _LAST_YEAR and day not in _PLACEHOLDERS


def out_of_line(days: Iterable[date], *, years: int = _RECORD_YEARS) -> frozenset[date]:
    """The days of one record that lie further from the middle of it than a record can reach.

    Of two days that lie too far apart the earlier one is meant, because that is where placeholders lie.
    """
    found = sorted(set(days))
    if not found or (found[-1] - found[0]).days <= years * _DAYS_IN_YEAR:
        return frozenset()
    middle = found[len(found) // 2]
    return frozenset(day for day in found if abs((day - middle).days) > years * _DAYS_IN_YEAR)
