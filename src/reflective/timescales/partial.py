"""Dates that are only partly known, kept in the words they were said in and ordered by the days they could be."""

import enum
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import total_ordering
from typing import Final, Self

from reflective.errors import BadValue, DateNotExact
from reflective.fields import Text, check_day, value
from reflective.timescales.wording import day_in_words, month_in_words

__all__ = ["Kind", "PartialDate"]

_DECEMBER: Final = 12
_OLDEST_YEARS: Final = 150
#: The most that "about" may leave open on either side: a hundred years.
_WIDEST_DAYS: Final = 36_525


class Kind(enum.StrEnum):
    """How much of a date is known."""

    EXACT = "exact"
    MONTH = "month"
    YEAR = "year"
    BEFORE = "before"
    AFTER = "after"
    BETWEEN = "between"
    ABOUT = "about"
    #: Somebody's age on a day is known, and so the days it could be.
    AGE = "age"
    UNKNOWN = "unknown"


#: For each kind, whether it has an (earliest, latest) day. An age has the bounds of the birth date, at least one.
_BOUNDS: Final[Mapping[Kind, frozenset[tuple[bool, bool]]]] = {
    Kind.EXACT: frozenset({(True, True)}),
    Kind.MONTH: frozenset({(True, True)}),
    Kind.YEAR: frozenset({(True, True)}),
    Kind.BEFORE: frozenset({(False, True)}),
    Kind.AFTER: frozenset({(True, False)}),
    Kind.BETWEEN: frozenset({(True, True)}),
    Kind.ABOUT: frozenset({(True, True)}),
    Kind.AGE: frozenset({(True, True), (False, True), (True, False)}),
    Kind.UNKNOWN: frozenset({(False, False)}),
}


@total_ordering
@value(kw_only=True)
class PartialDate:
    """A date as far as it is known, with the words it was said in.

    `earliest` and `latest` are the first and last day it could be, both included; None is open. The methods named for
    the kinds make one. Partial dates sort by the earliest bound, then by the latest: "before" sorts before everything
    with an earliest day, and unknown dates come last. Two are equal when kind, bounds and words are.

    `str()` shows somebody's words (`said`), so it must not go into a log. The repr leaves them out.

    >>> spring = PartialDate.between(date(2019, 3, 1), date(2019, 5, 31), said="one spring")
    >>> print(spring, "or", spring.in_words)
    one spring or between 1 Mar 2019 and 31 May 2019
    >>> spring.earliest, spring.latest
    (datetime.date(2019, 3, 1), datetime.date(2019, 5, 31))
    """

    kind: Kind
    earliest: date | None = None
    latest: date | None = None
    #: The words as they were said. `str()` shows them.
    said: Text | None = None

    def __attrs_post_init__(self) -> None:
        wanted = _fault(self.kind, self.earliest, self.latest)
        if wanted:
            raise BadValue(name=f"earliest and latest of kind '{self.kind}'", wanted=wanted)

    @classmethod
    def exact(cls, day: date, *, said: str | None = None) -> Self:
        """A day that is known."""
        check_day("day", day)
        return cls(kind=Kind.EXACT, earliest=day, latest=day, said=said)

    @classmethod
    def month(cls, year: int, month: int, *, said: str | None = None) -> Self:
        """Some day of a month."""
        _check_between("year", year, 1, date.max.year)
        _check_between("month", month, 1, _DECEMBER)
        first, last = _month_of(date(year, month, 1))
        return cls(kind=Kind.MONTH, earliest=first, latest=last, said=said)

    @classmethod
    def year(cls, year: int, *, said: str | None = None) -> Self:
        """Some day of a year."""
        _check_between("year", year, 1, date.max.year)
        return cls(kind=Kind.YEAR, earliest=date(year, 1, 1), latest=date(year, 12, 31), said=said)

    @classmethod
    def before(cls, day: date, *, said: str | None = None) -> Self:
        """Some day before a day, and not that day."""
        return cls(kind=Kind.BEFORE, latest=_moved(day, -1), said=said)

    @classmethod
    def after(cls, day: date, *, said: str | None = None) -> Self:
        """Some day after a day, and not that day."""
        return cls(kind=Kind.AFTER, earliest=_moved(day, 1), said=said)

    @classmethod
    def between(cls, earliest: date, latest: date, *, said: str | None = None) -> Self:
        """Some day from one day to another, both included."""
        return cls(kind=Kind.BETWEEN, earliest=earliest, latest=latest, said=said)

    @classmethod
    def about(cls, day: date, *, give: int = 7, said: str | None = None) -> Self:
        """About a day: as much as `give` calendar days earlier or later."""
        _check_between("give", give, 1, _WIDEST_DAYS)
        return cls(kind=Kind.ABOUT, earliest=_moved(day, -give), latest=_moved(day, give), said=said)

    @classmethod
    def aged(cls, years: int, as_of: date, *, said: str | None = None) -> Self:
        """The birth date of somebody who is that age on a day. Somebody born on 29 February turns on 1 March."""
        _check_between("years", years, 0, _OLDEST_YEARS)
        check_day("as_of", as_of)
        earliest = _moved(_years_on(as_of, -years - 1, leap=28), 1)
        return cls(kind=Kind.AGE, earliest=earliest, latest=_years_on(as_of, -years, leap=28), said=said)

    @classmethod
    def at_age(cls, years: int, born: "PartialDate", *, said: str | None = None) -> Self:
        """Some day while somebody was that age: from that birthday to the eve of the next one."""
        _check_between("years", years, 0, _OLDEST_YEARS)
        if not isinstance(born, PartialDate):
            raise BadValue(name="born", wanted="a PartialDate, such as PartialDate.exact(day)")
        if born.kind is Kind.UNKNOWN:
            return cls.unknown(said=said)
        earliest = None if born.earliest is None else _years_on(born.earliest, years, leap=None)
        latest = None if born.latest is None else _moved(_years_on(born.latest, years + 1, leap=None), -1)
        return cls(kind=Kind.AGE, earliest=earliest, latest=latest, said=said)

    @classmethod
    def unknown(cls, *, said: str | None = None) -> Self:
        """A day that was spoken of, and nothing more is known of it."""
        return cls(kind=Kind.UNKNOWN, said=said)

    @property
    def exact_day(self) -> date:
        """The day when it is known; raises `DateNotExact` when it is not."""
        if self.kind is not Kind.EXACT or self.earliest is None:
            bounded = self.earliest is not None and self.latest is not None
            raise DateNotExact(name="the day", kind=self.kind.value, has_range=bounded)
        return self.earliest

    @property
    def in_words(self) -> str:
        """The known bounds in plain words, without the words it was said in."""
        first, last = self.earliest, self.latest
        if first is None:
            return "unknown" if last is None else f"before {_plain(_moved(last, 1))}"
        if last is None:
            return f"after {_plain(_moved(first, -1))}"
        exactly = {
            Kind.EXACT: _plain(first),
            Kind.MONTH: month_in_words(first),
            Kind.YEAR: str(first.year),
            Kind.ABOUT: f"about {_plain(first + (last - first) / 2)}",
        }
        return exactly.get(self.kind, f"between {_plain(first)} and {_plain(last)}")

    def __str__(self) -> str:
        return self.said or self.in_words

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._order < other._order

    @property
    def _order(self) -> tuple[bool, bool, date, bool, date, str, str]:
        open_start, open_end = self.earliest is None, self.latest is None
        return (
            open_start and open_end,
            not open_start,
            self.earliest or date.min,
            open_end,
            self.latest or date.max,
            self.kind.value,
            self.said or "",
        )


def _fault(kind: Kind, earliest: date | None, latest: date | None) -> str:
    """The bounds that this kind should have; empty when it has them."""
    if (earliest is not None, latest is not None) not in _BOUNDS[kind]:
        return "the days that this kind has, and None for the others"
    if earliest is None or latest is None:
        outermost = (earliest, latest) in {(date.min, None), (None, date.max)}
        return "days that leave room for one before or after" if outermost else ""
    whole = {
        Kind.EXACT: (earliest, earliest),
        Kind.MONTH: _month_of(earliest),
        Kind.YEAR: (date(earliest.year, 1, 1), date(earliest.year, 12, 31)),
    }
    if whole.get(kind, (earliest, latest)) != (earliest, latest):
        return "its first and last day"
    return "" if earliest <= latest else "in order, the earliest first"


def _plain(day: date) -> str:
    return day_in_words(day, weekday=False)


def _check_between(name: str, given: int, least: int, most: int) -> None:
    if type(given) is not int or not least <= given <= most:
        raise BadValue(name=name, wanted=f"a whole number from {least} to {most}")


def _moved(day: date, days: int) -> date:
    check_day("day", day)
    if not date.min.toordinal() <= day.toordinal() + days <= date.max.toordinal():
        raise BadValue(name="day", wanted="far enough inside the years 1 to 9999 to count from")
    return day + timedelta(days=days)


def _month_of(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _years_on(day: date, years: int, *, leap: int | None) -> date:
    """The same date some years on. When the year has no 29 February: 28 February, or 1 March if `leap` is None."""
    year = day.year + years
    if not 1 <= year <= date.max.year:
        raise BadValue(name="years", wanted="few enough to stay inside the years 1 to 9999")
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, leap) if leap else date(year, 3, 1)
