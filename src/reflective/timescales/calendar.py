"""Working days of one calendar, between the first and the last day that it knows."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any, Final, Literal, Self

import attrs

from reflective.errors import BadValue, OutsideCalendar
from reflective.fields import Id, check, check_day
from reflective.timescales.wording import day_in_words

__all__ = ["SATURDAY", "WorkingCalendar"]

#: The first day of the week that is never a working day, as `date.weekday` counts.
SATURDAY: Final = 5
#: The calendars that ship, by the names `WorkingCalendar.named` takes.
_SHIPPED: Final[Mapping[str, str]] = {
    "england-and-wales": "England and Wales",
    "northern-ireland": "Northern Ireland",
    "scotland": "Scotland",
}
_Side = Literal["before", "after"]
#: The two sides on which an answer may lie outside a calendar.
_BEFORE: Final[_Side] = "before"
_AFTER: Final[_Side] = "after"
#: A calendar keeps a row for each day, so its range has a limit: 400 years.
_LONGEST: Final = timedelta(days=146_097)


def _freeze(holidays: Iterable[date]) -> frozenset[date]:
    """A copy of the holidays, so that a list changed afterwards changes no calendar."""
    if not isinstance(holidays, Iterable):
        raise BadValue(name="holidays", wanted="a list, set or other iterable of dates")
    days = tuple(holidays)
    for day in days:
        check_day("each of holidays", day)
    return frozenset(days)


def _check(_calendar: object, field: "attrs.Attribute[Any]", given: object) -> None:
    check(field.name, given, field.type)


def _digest(holidays: frozenset[date], first: date, last: date) -> str:
    """A short digest of a calendar's contents, the same on every machine."""
    from hashlib import sha256  # only calendars that are not shipped need it

    days = " ".join(sorted(map(str, holidays)))
    return sha256(f"{first} {last} {days}".encode()).hexdigest()[:8]


@attrs.frozen(kw_only=True, slots=False)
class WorkingCalendar:
    """Which days are working days, from a first known day to a last (both included).

    A working day is a Monday to Friday that is not in the list of holidays. A question about a day outside the range,
    or with an answer outside it, raises `OutsideCalendar`. Anything that is not a plain date, a datetime included,
    raises `NotADay`. Two calendars are equal when their holidays, range, name, version and source are.

    >>> december = WorkingCalendar(
    ...     holidays=[date(2024, 12, 25), date(2024, 12, 26)], first=date(2024, 12, 1), last=date(2024, 12, 31)
    ... )
    >>> december.add(date(2024, 12, 24), 1)
    datetime.date(2024, 12, 27)
    >>> december.is_working(date(2024, 12, 26))
    False
    """

    holidays: frozenset[date] = attrs.field(converter=_freeze, repr=lambda days: f"<{len(days)}>", hash=False)
    first: date = attrs.field(validator=_check)
    last: date = attrs.field(validator=_check)
    name: Id = attrs.field(default="custom", validator=_check)
    #: Stored beside each day that was counted with it. Made from the holidays and the range when none is given.
    version: Id = attrs.field(
        default=attrs.Factory(lambda new: _digest(new.holidays, new.first, new.last), takes_self=True),
        validator=_check,
    )
    source: Id = attrs.field(default="given by the host", validator=_check)

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise BadValue(name="last", wanted="on or after first")
        if self.last - self.first > _LONGEST:
            raise BadValue(name="last", wanted="within 400 years of first")

    @cached_property
    def _tables(self) -> tuple[list[date], dict[date, int], dict[date, int]]:
        """The working days in order, and two places in that list for each known day.

        The first place is that of the last working day up to and including the day (-1: none), the second that of the
        first working day on or after it. Pickles and copies leave the tables out.
        """
        days = [date.fromordinal(ordinal) for ordinal in range(self.first.toordinal(), self.last.toordinal() + 1)]
        working = [day for day in days if day.weekday() < SATURDAY and day not in self.holidays]
        upto = {day: bisect_right(working, day) - 1 for day in days}
        after = {day: bisect_left(working, day) for day in days}
        return working, upto, after

    def __getstate__(self) -> dict[str, Any]:
        return attrs.asdict(self, recurse=False)

    # The calendars that ship

    @staticmethod
    def england_and_wales() -> "WorkingCalendar":
        """England and Wales, 2012 to 2028, as GOV.UK lists its bank holidays."""
        return _shipped("england-and-wales")

    @staticmethod
    def northern_ireland() -> "WorkingCalendar":
        """Northern Ireland, 2012 to 2028, as GOV.UK lists its bank holidays."""
        return _shipped("northern-ireland")

    @staticmethod
    def scotland() -> "WorkingCalendar":
        """Scotland, 2012 to 2028, as GOV.UK lists its bank holidays; local holidays are for the host to add."""
        return _shipped("scotland")

    @staticmethod
    def named(name: str) -> "WorkingCalendar":
        """A shipped calendar by name: "england-and-wales", "northern-ireland" or "scotland".

        Spaces, underscores and capitals are accepted, so a calendar's own name finds it again. Raises `BadValue`, which
        lists the names.
        """
        key = name.strip().lower().replace(" ", "-").replace("_", "-") if isinstance(name, str) else ""
        if key not in _SHIPPED:
            raise BadValue(name="calendar", wanted="one of " + ", ".join(_SHIPPED))
        return _shipped(key)

    # Questions

    def is_working(self, day: date) -> bool:
        """Whether a day is a working day."""
        self._check_known("day", day)
        _, upto, after = self._tables
        return upto[day] == after[day]

    def is_holiday(self, day: date) -> bool:
        """Whether a day is in the list of holidays. A list may leave out weekend days, as the shipped ones do."""
        self._check_known("day", day)
        return day in self.holidays

    def add(self, day: date, n: int) -> date:
        """The n-th working day after a day (n > 0) or before it (n < 0); the day itself never counts.

        n = 0 raises `BadValue`: the caller says with `on_or_after` or `on_or_before` which way a day off moves.
        """
        # The look-up is the check too: a datetime never equals a date, so no table has it. A look-up that fails is
        # explained below.
        working, upto, after = self._tables
        try:
            if type(n) is int:
                if n > 0:
                    return working[upto[day] + n]
                place = after[day] + n
                if n and place >= 0:
                    return working[place]
        except (KeyError, TypeError, IndexError):
            pass
        self._check_known("day", day)
        if type(n) is not int or n == 0:
            raise BadValue(name="n", wanted="a whole number of working days other than 0")
        raise self._outside(_AFTER if n > 0 else _BEFORE)

    def count(self, start: date, end: date) -> int:
        """The number of working days after start, up to and including end.

        When end is earlier, it is minus the number of working days from end (included) to start (not included), so that
        `add(start, count(start, end)) == end` for every working end other than start.
        """
        self._check_known("start", start)
        self._check_known("end", end)
        _, upto, after = self._tables
        table = upto if end >= start else after
        return table[end] - table[start]

    def on_or_after(self, day: date) -> date:
        """The day itself when it is a working day, otherwise the next one."""
        self._check_known("day", day)
        working, _, after = self._tables
        place = after[day]
        if place == len(working):
            raise self._outside(_AFTER)
        return working[place]

    def on_or_before(self, day: date) -> date:
        """The day itself when it is a working day, otherwise the last one before it."""
        self._check_known("day", day)
        working, upto, _ = self._tables
        place = upto[day]
        if place < 0:
            raise self._outside(_BEFORE)
        return working[place]

    def extended(
        self,
        *,
        holidays: Iterable[date] = (),
        first: date | None = None,
        last: date | None = None,
        version: str | None = None,
        source: str | None = None,
    ) -> Self:
        """A new calendar with more holidays, an earlier first or a later last day; this one stays as it is.

        Unless a version is given, it is this one's with a digest of the new contents after a "+". Days that were
        counted and stored with the old version stand: a holiday proclaimed later moves nothing that was agreed.
        """
        first, last = self.first if first is None else first, self.last if last is None else last
        check_day("first", first)
        check_day("last", last)
        if first > self.first:
            raise BadValue(name="first", wanted="on or before the first day the calendar knows already")
        if last < self.last:
            raise BadValue(name="last", wanted="on or after the last day the calendar knows already")
        both = self.holidays | _freeze(holidays)
        if version is None:
            version = f"{self.version.partition('+')[0]}+{_digest(both, first, last)}"
        source = self.source if source is None else source
        return attrs.evolve(self, holidays=both, first=first, last=last, version=version, source=source)

    def _check_known(self, name: str, day: date) -> None:
        check_day(name, day)
        if not self.first <= day <= self.last:
            raise self._outside(_BEFORE if day < self.first else _AFTER)

    def _outside(self, side: _Side) -> OutsideCalendar:
        return OutsideCalendar(calendar=self.name, version=self.version, first=self.first, last=self.last, side=side)


@cache
def _shipped(key: str) -> WorkingCalendar:
    import json
    from importlib.resources import files

    table = json.loads(files("reflective.timescales").joinpath("data/bank_holidays.json").read_text("utf-8"))
    listed = (*table["holidays"]["everywhere"].values(), *table["holidays"][key].values())
    return WorkingCalendar(
        holidays=(date.fromisoformat(day) for days in listed for day in days),
        first=date.fromisoformat(table["first"]),
        last=date.fromisoformat(table["last"]),
        name=_SHIPPED[key],
        version=table["version"],
        source=f"{table['source']}; read on {day_in_words(date.fromisoformat(table['read_on']), weekday=False)}",
    )
