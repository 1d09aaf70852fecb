"""An amount of time, how it is counted from a day, and how the count is explained."""

import enum
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import attrs

from reflective.errors import BadPhrase, BadValue, DateNotExact, OutsideCalendar
from reflective.fields import Id, Text, check_day, value
from reflective.timescales.calendar import SATURDAY, WorkingCalendar
from reflective.timescales.partial import Kind, PartialDate
from reflective.timescales.phrases import ACCEPTED, read_phrase
from reflective.timescales.wording import day_in_words

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta

__all__ = ["Reckoning", "Timescale", "Unit"]

#: The largest amount: a hundred years of days.
_MOST_DAYS: Final = 36_525
_HOURS_A_DAY: Final = 24
#: The last day of the month that every month has.
_IN_EVERY_MONTH: Final = 28


class Unit(enum.StrEnum):
    """The units in which a timescale is counted."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    #: Counted as whole days, part of a day as one, because a record's dates have no times.
    HOURS = "hours"


_UNITS: Final = {unit.value: unit for unit in Unit}
#: Bound to names because `Timescale.due` compares with them: looking a member up on its class costs a third of `due`.
_WORKING_DAYS: Final = Unit.WORKING_DAYS
_DAYS: Final = Unit.DAYS
_WEEKS: Final = Unit.WEEKS
_MONTHS: Final = Unit.MONTHS
_YEARS: Final = Unit.YEARS


def _unit(given: Unit | str) -> Unit:
    if isinstance(given, str) and given in _UNITS:
        return _UNITS[given]
    raise BadValue(name="unit", wanted="one of " + ", ".join(_UNITS))


@attrs.frozen
class Timescale:
    """An amount of a unit, counted from a day. The day itself does not count unless `count_trigger` is true.

    Days, weeks, months and years are the calendar's, and a deadline in them stays on the day it falls on, working day
    or not. A month on is the corresponding date, or the month's last day when there is none.

    >>> weeks = Timescale(5, Unit.WEEKS)
    >>> weeks.due(date(2021, 9, 6))
    datetime.date(2021, 10, 11)
    >>> weeks == Timescale.parse("in five weeks")
    True
    """

    amount: int
    unit: Unit = attrs.field(converter=_unit)
    #: Whether the trigger day is day 1: the due day is then one day earlier. Working days count it if it is one.
    count_trigger: bool = False

    def __attrs_post_init__(self) -> None:
        if type(self.amount) is not int or not 1 <= self.amount <= _MOST_DAYS:
            raise BadValue(name="amount", wanted=f"a whole number from 1 to {_MOST_DAYS}")
        if type(self.count_trigger) is not bool:
            raise BadValue(name="count_trigger", wanted="True or False")

    @classmethod
    def parse(cls, text: str) -> "Timescale":
        """Read a timescale from words: a number in figures or in words to ninety-nine, and a unit.

        Case and spacing do not matter. "within", "in" and "in ... time" count alike; "beginning with the day" makes
        the trigger day count. Raises `BadPhrase`, which shows accepted forms and not the text.
        """
        read = read_phrase(text)
        if read is None or read[0] > _MOST_DAYS:
            raise BadPhrase(name="the timescale", accepted=ACCEPTED)
        return cls(*read)

    def due(self, day: date | PartialDate, cal: WorkingCalendar | None = None) -> date:
        """The last day that is in time, counted from a trigger day.

        Only working days need a calendar. Raises `OutsideCalendar` when the calendar does not know the answer, and
        `DateNotExact` for a partial date that is no exact day.
        """
        # A short cut for the commonest case, which takes a third off the time: see `bench_rules` and `bench_calendar`.
        if self.unit is _WORKING_DAYS and not self.count_trigger and type(day) is date and type(cal) is WorkingCalendar:
            return cal.add(day, self.amount)
        return self._count(day, cal, 1)

    def back(self, day: date | PartialDate, cal: WorkingCalendar | None = None) -> date:
        """The day that lies this far before a day; the mirror of `due`, with the same errors."""
        return self._count(day, cal, -1)

    def due_range(self, trigger: PartialDate, cal: WorkingCalendar | None = None) -> tuple[date, date]:
        """The earliest and the latest day it could be due, counted from a trigger that is partly known.

        Raises `DateNotExact` when the trigger has no earliest or no latest day.
        """
        if not isinstance(trigger, PartialDate):
            raise BadValue(name="trigger", wanted="a PartialDate; where the day is known, ask when it is due")
        if trigger.earliest is None or trigger.latest is None:
            raise DateNotExact(name="trigger", kind=trigger.kind.value, has_range=False)
        return self.due(trigger.earliest, cal), self.due(trigger.latest, cal)

    def why(
        self,
        day: date | PartialDate,
        cal: WorkingCalendar | None = None,
        *,
        phrase: str | None = None,
        anchor: str | None = None,
    ) -> "Reckoning":
        """The due day and how it was counted; `phrase` and `anchor` are somebody's words for the two, to be shown.

        A calendar serves to count working days, and to find the last working day before a due day that is none.
        Raises what `due` raises.
        """
        if cal is not None and not isinstance(cal, WorkingCalendar):
            raise _no_calendar()
        trigger = _exact(day)
        due = self.due(trigger, cal)
        weekend_days, holidays = self._passed_over(trigger, due, cal)
        return Reckoning(
            timescale=self,
            trigger=trigger,
            due=due,
            phrase=phrase,
            anchor=anchor,
            calendar=None if cal is None else cal.name,
            calendar_version=None if cal is None else cal.version,
            last_working_day=None if cal is None else _last_working_day(due, cal),
            weekend_days=weekend_days,
            holidays=holidays,
        )

    def ago(
        self, as_of: date, cal: WorkingCalendar | None = None, *, give: int = 7, said: str | None = None
    ) -> PartialDate:
        """About this long before a day ("for around 12 weeks now"), give or take some calendar days."""
        return PartialDate.about(self.back(as_of, cal), give=give, said=said)

    @property
    def whole_days(self) -> int | None:
        """The number of whole days that hours are counted as; None for the other units."""
        return -(-self.amount // _HOURS_A_DAY) if self.unit is Unit.HOURS else None

    def __str__(self) -> str:
        unit = self.unit.value.replace("_", " ")
        counted = f"{self.amount} {unit if self.amount > 1 else unit.removesuffix('s')}"
        return f"{counted} beginning with the day" if self.count_trigger else counted

    def _count(self, day: date | PartialDate, cal: WorkingCalendar | None, way: int) -> date:
        """The day this far on (`way` 1) or back (-1)."""
        if type(day) is not date:
            day = _exact(day, ranged=way > 0)
        unit, amount = self.unit, way * self.amount
        if unit is _WORKING_DAYS:
            if not isinstance(cal, WorkingCalendar):
                raise _no_calendar()
            if not self.count_trigger:
                return cal.add(day, amount)
            first = cal.on_or_after(day) if way > 0 else cal.on_or_before(day)
            return first if amount == way else cal.add(first, amount - way)
        try:
            if unit is _MONTHS or unit is _YEARS:
                end = _corresponding(day, amount if unit is _MONTHS else 12 * amount)
            else:
                days = amount if unit is _DAYS else 7 * amount if unit is _WEEKS else way * (self.whole_days or 0)
                end = day + timedelta(days=days)
            return end - timedelta(days=way) if self.count_trigger else end
        except (OverflowError, ValueError):
            pass
        # Raised out here, so that the error of `date`, which shows the year, does not hang on it.
        raise BadValue(name="day", wanted="far enough inside the years 1 to 9999 to count from")

    def _passed_over(self, trigger: date, due: date, cal: WorkingCalendar | None) -> tuple[int, tuple[date, ...]]:
        """The weekend days, and the holidays on other days, from the first day that could count to the due day."""
        if cal is None or self.unit is not Unit.WORKING_DAYS:
            return 0, ()
        first = trigger + timedelta(days=not self.count_trigger)
        holidays = tuple(sorted(day for day in cal.holidays if first <= day <= due and day.weekday() < SATURDAY))
        return (due - first).days + 1 - self.amount - len(holidays), holidays


@value(kw_only=True)
class Reckoning:
    """How a due day was counted, as `Timescale.why` explains it: data, and one plain sentence as its `str()`.

    The sentence holds `phrase` and `anchor`, which are somebody's words, so it must not go into a log. The repr leaves
    them out.

    >>> counted = Timescale.parse("5 weeks").why(date(2021, 9, 6))
    >>> counted.due
    datetime.date(2021, 10, 11)
    >>> print(counted)
    due Mon 11 Oct 2021: "5 weeks" from Mon 6 Sep 2021; calendar days
    """

    timescale: Timescale
    trigger: date
    due: date
    #: Somebody's words for the timescale and for the trigger day ("the supervision").
    phrase: Text | None = None
    anchor: Text | None = None
    #: The calendar and its version, if one was given.
    calendar: Id | None = None
    calendar_version: Id | None = None
    #: The due day, or the last working day before it; None if no calendar knows it.
    last_working_day: date | None = None
    #: The days passed over in a count of working days: Saturdays and Sundays, and the holidays on other days.
    weekend_days: int = 0
    holidays: tuple[date, ...] = ()

    def as_row(self) -> dict[str, str | int | list[str] | None]:
        """The same as plain data, days as YYYY-MM-DD, with the sentence as `why`."""
        return {
            "timescale": str(self.timescale),
            "phrase": self.phrase,
            "trigger": str(self.trigger),
            "anchor": self.anchor,
            "due": str(self.due),
            "last_working_day": None if self.last_working_day is None else str(self.last_working_day),
            "whole_days": self.timescale.whole_days,
            "calendar": self.calendar,
            "calendar_version": self.calendar_version,
            "weekend_days": self.weekend_days,
            "holidays": [str(day) for day in self.holidays],
            "why": str(self),
        }

    def __str__(self) -> str:
        said = self.phrase or str(self.timescale)
        anchor = f", {self.anchor}" if self.anchor else ""
        parts = [
            f'due {day_in_words(self.due)}: "{said}" from {day_in_words(self.trigger)}{anchor}',
            self._counted_in,
        ]
        if self.timescale.count_trigger:
            parts.append("the day itself counted")
        if self.last_working_day is not None and self.last_working_day != self.due:
            parts.append(f"last working day before it {day_in_words(self.last_working_day)}")
        return "; ".join(parts)

    @property
    def _counted_in(self) -> str:
        if self.timescale.unit is Unit.WORKING_DAYS:
            calendar = f" of {self.calendar}, version {self.calendar_version}" if self.calendar else ""
            return f"working days{calendar}, passing over {self._passed_over}"
        if self.timescale.whole_days is not None:
            return f"{self.timescale.amount} hours counted as {_many(self.timescale.whole_days, 'whole day')}"
        return "calendar days"

    @property
    def _passed_over(self) -> str:
        passed = []
        if self.weekend_days:
            passed.append(_many(self.weekend_days, "weekend day"))
        if self.holidays:
            days = ", ".join(map(day_in_words, self.holidays))
            passed.append(f"{_many(len(self.holidays), 'holiday')} ({days})")
        return " and ".join(passed) or "nothing"


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _corresponding(day: date, months: int) -> date:
    """The same date some months on, or the last day of that month when it has no such date."""
    if day.day <= _IN_EVERY_MONTH:
        # dateutil would take eight times as long, which `bench_calendar` shows.
        years, month = divmod(day.month - 1 + months, 12)
        return date(day.year + years, month + 1, day.day)
    moved: date = day + _delta(months)
    return moved


@lru_cache
def _delta(months: int) -> "relativedelta":
    from dateutil.relativedelta import relativedelta  # only those who count months load it

    return relativedelta(months=months)


def _last_working_day(due: date, cal: WorkingCalendar) -> date | None:
    try:
        return cal.on_or_before(due)
    except OutsideCalendar:
        return None


def _exact(day: date | PartialDate, *, ranged: bool = True) -> date:
    """The day to count from. A partial date may have a range of due days; none is counted back from one."""
    if isinstance(day, PartialDate):
        if not ranged and day.kind is not Kind.EXACT:
            raise DateNotExact(name="the day", kind=day.kind.value, has_range=False)
        return day.exact_day
    check_day("day", day)
    return day


def _no_calendar() -> BadValue:
    wanted = "a WorkingCalendar, such as WorkingCalendar.england_and_wales(), where working days are counted"
    return BadValue(name="cal", wanted=wanted)
