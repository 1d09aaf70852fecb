"""An amount of time and how it is counted: 45 working days, 5 weeks, 26 weeks beginning with the day."""

import enum
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import attrs

from reflective.errors import BadPhrase, BadValue, DateNotExact
from reflective.fields import check_day
from reflective.timescales.calendar import WorkingCalendar
from reflective.timescales.partial import PartialDate
from reflective.timescales.phrases import ACCEPTED, read_phrase

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta

    from reflective.timescales.reckoning import Reckoning

__all__ = ["Timescale", "Unit"]

#: The largest amount: a hundred years of days.
_MOST: Final = 36_525


class Unit(enum.StrEnum):
    """What is counted."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    #: Counted as whole days, part of a day as one, because a record's dates have no times.
    HOURS = "hours"


#: The last date that every month has: what comes after it may have no corresponding date.
_IN_EVERY_MONTH: Final = 28

_UNITS: Final = {unit.value: unit for unit in Unit}
#: By name, because finding a member on its class costs as much as the comparison it is for.
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
    """So many of a unit, counted from a day that is not itself counted unless `count_trigger` says so.

    Days, weeks, months and years are the calendar's, and a deadline in them stays on the day it falls on, working day
    or not. A month on is the corresponding date, or the month's last day where there is none.
    """

    amount: int
    unit: Unit = attrs.field(converter=_unit)
    #: Whether the trigger day is day 1: due is then one day earlier. In working days it counts if it is one.
    count_trigger: bool = False

    def __attrs_post_init__(self) -> None:
        if type(self.amount) is not int or not 1 <= self.amount <= _MOST:
            raise BadValue(name="amount", wanted=f"a whole number from 1 to {_MOST}")
        if type(self.count_trigger) is not bool:
            raise BadValue(name="count_trigger", wanted="True or False")

    @classmethod
    def parse(cls, text: str) -> "Timescale":
        """Read a timescale in words: a number in figures or words to ninety-nine, a unit, and what may go round them.

        Case and spacing do not matter. "within", "in" and "in ... time" count alike; "beginning with the day" makes
        the trigger day count. Raises `BadPhrase`, which shows accepted forms and not the text.
        """
        read = read_phrase(text)
        if read is None or read[0] > _MOST:
            raise BadPhrase(name="the timescale", accepted=ACCEPTED)
        return cls(*read)

    def due(self, day: "date | PartialDate", cal: WorkingCalendar | None = None) -> date:
        """The last day that is in time, counted from a trigger day.

        A calendar is needed for working days only. Raises `OutsideCalendar` when it does not know the answer, and
        `DateNotExact` for a partial date that is no exact day.
        """
        if type(day) is not date:
            day = _exact(day)
        if self.unit is not _WORKING_DAYS:
            return self._offset(day, 1)
        if not isinstance(cal, WorkingCalendar):
            raise _no_calendar()
        if not self.count_trigger:
            return cal.add(day, self.amount)
        first = cal.on_or_after(day)
        return first if self.amount == 1 else cal.add(first, self.amount - 1)

    def back(self, day: "date | PartialDate", cal: WorkingCalendar | None = None) -> date:
        """The day that lies this far before a day; the mirror of `due`, with the same errors."""
        if type(day) is not date:
            day = _exact(day)
        if self.unit is not _WORKING_DAYS:
            return self._offset(day, -1)
        if not isinstance(cal, WorkingCalendar):
            raise _no_calendar()
        if not self.count_trigger:
            return cal.add(day, -self.amount)
        last = cal.on_or_before(day)
        return last if self.amount == 1 else cal.add(last, 1 - self.amount)

    def due_range(self, trigger: PartialDate, cal: WorkingCalendar | None = None) -> tuple[date, date]:
        """The earliest and the latest day it could be due, counted from a trigger that is partly known.

        Raises `DateNotExact` where the trigger has no earliest or no latest day.
        """
        if not isinstance(trigger, PartialDate):
            raise BadValue(name="trigger", wanted="a PartialDate; where the day is known, ask when it is due")
        if trigger.earliest is None or trigger.latest is None:
            raise DateNotExact(name="trigger", kind=trigger.kind.value)
        return self.due(trigger.earliest, cal), self.due(trigger.latest, cal)

    def why(
        self,
        day: "date | PartialDate",
        cal: WorkingCalendar | None = None,
        *,
        phrase: str | None = None,
        anchor: str | None = None,
    ) -> "Reckoning":
        """When it is due and how that was counted; `phrase` and `anchor` are how somebody put it, to be shown.

        A calendar is used for working days, and for the last working day before a due day that is none. Raises what
        `due` raises.
        """
        from reflective.timescales.reckoning import reckon

        if cal is not None and not isinstance(cal, WorkingCalendar):
            raise _no_calendar()
        trigger = _exact(day)
        return reckon(self, trigger, self.due(trigger, cal), cal, phrase=phrase, anchor=anchor)

    def ago(
        self, as_of: date, cal: WorkingCalendar | None = None, *, give: int = 7, said: str | None = None
    ) -> PartialDate:
        """About this long before a day ("for around 12 weeks now"), give or take some calendar days."""
        return PartialDate.about(self.back(as_of, cal), give=give, said=said)

    @property
    def whole_days(self) -> int | None:
        """How many whole days hours are counted as; None for the other units."""
        return -(-self.amount // 24) if self.unit is Unit.HOURS else None

    def __str__(self) -> str:
        unit = self.unit.value.replace("_", " ")
        counted = f"{self.amount} {unit if self.amount > 1 else unit.removesuffix('s')}"
        return f"{counted} beginning with the day" if self.count_trigger else counted

    def _offset(self, day: date, way: int) -> date:
        """A day so far on (1) or back (-1), one nearer when the trigger day is day 1."""
        unit, amount = self.unit, way * self.amount
        try:
            if unit is _MONTHS or unit is _YEARS:
                end = _corresponding(day, amount if unit is _MONTHS else 12 * amount)
                return end - timedelta(days=way) if self.count_trigger else end
            days = amount if unit is _DAYS else 7 * amount if unit is _WEEKS else way * -(-self.amount // 24)
            return day + timedelta(days=days - way if self.count_trigger else days)
        except (OverflowError, ValueError):
            raise BadValue(name="day", wanted="far enough inside the years 1 to 9999 to count from") from None


def _corresponding(day: date, months: int) -> date:
    if day.day <= _IN_EVERY_MONTH:
        years, month = divmod(day.month - 1 + months, 12)
        return date(day.year + years, month + 1, day.day)
    moved: date = day + _delta(months)
    return moved


@lru_cache
def _delta(months: int) -> "relativedelta":
    # Here, so that those who count no months do not load it; and kept, for to make one costs as much as to add it.
    from dateutil.relativedelta import relativedelta

    return relativedelta(months=months)


def _exact(day: "date | PartialDate") -> date:
    if isinstance(day, PartialDate):
        return day.exact_day
    check_day("day", day)
    return day


def _no_calendar() -> BadValue:
    wanted = "a WorkingCalendar, such as WorkingCalendar.england_and_wales(), where working days are counted"
    return BadValue(name="cal", wanted=wanted)
