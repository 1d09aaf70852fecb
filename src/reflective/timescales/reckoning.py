"""Why a day is the due day: what was counted, from when, what was passed over, and by which calendar."""

from datetime import date, timedelta

from reflective.errors import OutsideCalendar
from reflective.fields import Id, Text, value
from reflective.timescales.calendar import SATURDAY, WorkingCalendar
from reflective.timescales.timescale import Timescale, Unit
from reflective.timescales.wording import day_in_words

__all__ = ["Reckoning", "reckon"]


@value(kw_only=True)
class Reckoning:
    """How a due day was counted, as data; as text, one plain sentence. `Timescale.why` makes it."""

    timescale: Timescale
    trigger: date
    due: date
    #: The phrase as somebody wrote it, and what the trigger day was ("the supervision").
    phrase: Text | None = None
    anchor: Text | None = None
    #: The calendar and its version, where one was at hand.
    calendar: Id | None = None
    calendar_version: Id | None = None
    #: The due day, or the last working day before it; None without a calendar that knows.
    last_working_day: date | None = None
    #: What was passed over when working days were counted: Saturdays and Sundays, and holidays on other days.
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


def reckon(
    timescale: Timescale,
    trigger: date,
    due: date,
    cal: WorkingCalendar | None,
    *,
    phrase: str | None,
    anchor: str | None,
) -> Reckoning:
    """How a due day came about."""
    if cal is None:
        return Reckoning(timescale=timescale, trigger=trigger, due=due, phrase=phrase, anchor=anchor)
    weekend_days: int = 0
    holidays: tuple[date, ...] = ()
    if timescale.unit is Unit.WORKING_DAYS:
        weekend_days, holidays = _passed_over(timescale, trigger, due, cal)
    return Reckoning(
        timescale=timescale,
        trigger=trigger,
        due=due,
        phrase=phrase,
        anchor=anchor,
        calendar=cal.name,
        calendar_version=cal.version,
        last_working_day=_last_working_day(due, cal),
        weekend_days=weekend_days,
        holidays=holidays,
    )


def _passed_over(timescale: Timescale, trigger: date, due: date, cal: WorkingCalendar) -> tuple[int, tuple[date, ...]]:
    """The weekend days, and the holidays on other days, from the first day that could count to the due day."""
    first = trigger if timescale.count_trigger else trigger + timedelta(days=1)
    holidays = tuple(sorted(day for day in cal.holidays if first <= day <= due and day.weekday() < SATURDAY))
    return (due - first).days + 1 - timescale.amount - len(holidays), holidays


def _last_working_day(due: date, cal: WorkingCalendar) -> date | None:
    try:
        return cal.on_or_before(due)
    except OutsideCalendar:
        return None
