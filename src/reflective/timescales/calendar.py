"""Working days: which days count and which is the n-th, on the days a calendar knows and nowhere else."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, Final, Self

import attrs

from reflective.errors import BadValue, OutsideCalendar
from reflective.fields import Id, check_day, checker
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
#: A calendar keeps a row for each day, so its range has a limit.
_LONGEST: Final = timedelta(days=146_097)


def _days(given: Iterable[date]) -> frozenset[date]:
    """A copy of the holidays, so that a list changed afterwards changes no calendar."""
    if not isinstance(given, Iterable):
        raise BadValue(name="holidays", wanted="a list, set or other iterable of dates")
    days = tuple(given)
    for day in days:
        check_day("each of holidays", day)
    return frozenset(days)


def _check_day(_calendar: object, field: "attrs.Attribute[date]", given: object) -> None:
    check_day(field.name, given)


def _check_id(_calendar: object, field: "attrs.Attribute[str]", given: object) -> None:
    refused = checker(Id)(field.name, given)
    if refused is not None:
        raise refused


def _how_many(holidays: frozenset[date]) -> str:
    return f"<{len(holidays)}>"


def _digest(holidays: frozenset[date], first: date, last: date) -> str:
    """A short mark of a calendar's contents, the same on every machine."""
    from hashlib import sha256  # only calendars that are not shipped need it

    days = " ".join(sorted(map(str, holidays)))
    return sha256(f"{first} {last} {days}".encode()).hexdigest()[:8]


def _version_of(calendar: "WorkingCalendar") -> str:
    return _digest(calendar.holidays, calendar.first, calendar.last)


class _Tables:
    """What a calendar looks up. No fields: they follow from the fields, and a copy or a pickle makes them anew."""

    __slots__ = ("_after", "_upto", "_working")

    #: The working days in order.
    _working: list[date]
    #: For every known day, the place among them of the last one up to and including it (-1: none).
    _upto: dict[date, int]
    #: For every known day, the place among them of the first one on or after it.
    _after: dict[date, int]


@attrs.frozen(kw_only=True)
class WorkingCalendar(_Tables):
    """Which days are working days, from a first known day to a last (both included).

    A working day is a Monday to Friday that is not in the list of holidays. A day outside the range, asked about or
    answered with, raises `OutsideCalendar`; a datetime, or anything else that is no date, raises `NotADay`.
    Two calendars are equal when their holidays, range, name, version and source are.
    """

    holidays: frozenset[date] = attrs.field(converter=_days, repr=_how_many, hash=False)
    first: date = attrs.field(validator=_check_day)
    last: date = attrs.field(validator=_check_day)
    name: Id = attrs.field(default="custom", validator=_check_id)
    #: Stored beside each day that was counted with it. Made from the holidays and the range where none is given.
    version: Id = attrs.field(default=attrs.Factory(_version_of, takes_self=True), validator=_check_id)
    source: Id = attrs.field(default="given by the host", validator=_check_id)

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise BadValue(name="last", wanted="on or after first")
        if self.last - self.first > _LONGEST:
            raise BadValue(name="last", wanted="within 400 years of first")
        working: list[date] = []
        upto: dict[date, int] = {}
        after: dict[date, int] = {}
        first = self.first.toordinal()
        for ordinal, day in enumerate(map(date.fromordinal, range(first, self.last.toordinal() + 1)), first - 1):
            after[day] = len(working)
            # The first day of all was a Monday.
            if ordinal % 7 < SATURDAY and day not in self.holidays:
                working.append(day)
            upto[day] = len(working) - 1
        object.__setattr__(self, "_working", working)
        object.__setattr__(self, "_upto", upto)
        object.__setattr__(self, "_after", after)

    def __reduce__(self) -> "tuple[Callable[..., WorkingCalendar], tuple[dict[str, Any]]]":
        return _made_again, (attrs.asdict(self, recurse=False),)

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

        Spaces, underscores and capitals are read too, so that a calendar's own name finds it again. Raises `BadValue`,
        which lists the names.
        """
        key = name.strip().lower().replace(" ", "-").replace("_", "-") if isinstance(name, str) else ""
        if key not in _SHIPPED:
            raise BadValue(name="calendar", wanted="one of " + ", ".join(_SHIPPED))
        return _shipped(key)

    # Questions

    def is_working(self, day: date) -> bool:
        """Whether a day is a working day."""
        self._check_known("day", day)
        return self._upto[day] == self._after[day]

    def is_holiday(self, day: date) -> bool:
        """Whether a day is in the list of holidays. A list may leave out weekend days, as the shipped ones do."""
        self._check_known("day", day)
        return day in self.holidays

    def add(self, day: date, n: int) -> date:
        """The n-th working day after a day (n > 0) or before it (n < 0); the day itself never counts.

        n = 0 raises `BadValue`: whether a day that is no working day moves on or back is for the caller to say, with
        `on_or_after` or `on_or_before`.
        """
        # One look-up is the check too: a datetime never equals a date, so no table has it. What fails is told apart
        # only afterwards.
        try:
            if type(n) is int:
                if n > 0:
                    return self._working[self._upto[day] + n]
                place = self._after[day] + n
                if n and place >= 0:
                    return self._working[place]
        except (KeyError, TypeError, IndexError):
            pass
        self._check_known("day", day)
        if type(n) is not int or n == 0:
            raise BadValue(name="n", wanted="a whole number of working days other than 0")
        raise self._outside()

    def count(self, start: date, end: date) -> int:
        """The working days after start, up to and including end.

        When end is earlier, minus the working days from end (included) to start (not included), so that
        `add(start, count(start, end)) == end` for every working end other than start.
        """
        self._check_known("start", start)
        self._check_known("end", end)
        table = self._upto if end >= start else self._after
        return table[end] - table[start]

    def on_or_after(self, day: date) -> date:
        """The day itself when it is a working day, otherwise the next one."""
        self._check_known("day", day)
        place = self._after[day]
        if place == len(self._working):
            raise self._outside()
        return self._working[place]

    def on_or_before(self, day: date) -> date:
        """The day itself when it is a working day, otherwise the last one before it."""
        self._check_known("day", day)
        place = self._upto[day]
        if place < 0:
            raise self._outside()
        return self._working[place]

    def extended(
        self,
        *,
        holidays: Iterable[date] = (),
        last: date | None = None,
        version: str | None = None,
        source: str | None = None,
    ) -> Self:
        """A new calendar with more holidays, a later last day, or both; this one stays as it is.

        Its version is this one's with a mark of the new contents after a "+", unless one is given. Days resolved and
        stored with the old version stand: a holiday proclaimed later moves nothing that was agreed.
        """
        last = self.last if last is None else last
        check_day("last", last)
        if last < self.last:
            raise BadValue(name="last", wanted="on or after the last day the calendar knows already")
        both = self.holidays | _days(holidays)
        if version is None:
            version = f"{self.version.partition('+')[0]}+{_digest(both, self.first, last)}"
        return attrs.evolve(
            self, holidays=both, last=last, version=version, source=self.source if source is None else source
        )

    def _check_known(self, name: str, day: date) -> None:
        check_day(name, day)
        if not self.first <= day <= self.last:
            raise self._outside()

    def _outside(self) -> OutsideCalendar:
        return OutsideCalendar(calendar=self.name, version=self.version, first=self.first, last=self.last)


def _made_again(fields: dict[str, Any]) -> WorkingCalendar:
    return WorkingCalendar(**fields)


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
