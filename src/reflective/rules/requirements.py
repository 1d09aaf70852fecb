"""The forms of a requirement: within a time, again and again, each month, at most so much, or with no fixed time."""

import enum
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from reflective.errors import BadValue
from reflective.fields import Id, Text, check_day, value
from reflective.timescales import Timescale, Unit

__all__ = ["AtMost", "Branch", "EachMonth", "Every", "NoFixedTime", "Of", "Requirement", "SeriesStep", "Within"]


@value(kw_only=True)
class Branch:
    """Rates that depend on a fact of the trigger, by value. Values are compared case and spaces aside.

    Where the event does not state the fact, the earliest day of all the rates is due and the latest is the last day. So
    it is with a value that has several rates, of which nobody knows which holds.

    >>> under_5, others = Timescale(6, Unit.MONTHS), Timescale(12, Unit.MONTHS)
    >>> print(Branch(fact="age_band", rates=(("under_5", under_5), ("5_and_over", others))))
    6 months where age_band is under_5 or 12 months where age_band is 5_and_over
    """

    fact: Id
    rates: tuple[tuple[Text, Timescale], ...]

    def __attrs_post_init__(self) -> None:
        if len(dict(self.rates)) < _LEAST_RATES or len(set(self.rates)) < len(self.rates):
            raise BadValue(name="rates", wanted="two values or more, with the rate of each, no pair of them twice")

    @property
    def longest(self) -> Timescale:
        """The longest of its rates."""
        return max((rate for _, rate in self.rates), key=_rough_days)

    @property
    def timescales(self) -> tuple[Timescale, ...]:
        """Each rate."""
        return tuple(rate for _, rate in self.rates)

    def __str__(self) -> str:
        return " or ".join(f"{rate} where {self.fact} is {value}" for value, rate in self.rates)


def _rough_days(timescale: Timescale) -> float:
    return timescale.amount * _ROUGH_DAYS[timescale.unit]


@value(kw_only=True)
class Within:
    """Once, within a time from the trigger. The longest length of a stay is a deadline for its end.

    With `branch`, the time depends on a fact, and `timescale` is the longest of its rates.

    >>> print(Within(timescale=Timescale(8, Unit.DAYS), extension=Timescale(7, Unit.DAYS), extensions=1))
    within 8 days, extended by at most 7 days once
    """

    timescale: Timescale
    branch: Branch | None = None
    #: How far one extension moves the due day, counted from that day; None if there are no extensions.
    extension: Timescale | None = None
    #: The most extensions that there may be; None for any number.
    extensions: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.extensions is not None and self.extensions < 1:
            raise BadValue(name="extensions", wanted="1 or more, or left out for any number")
        if self.branch is not None and self.timescale != self.branch.longest:
            raise BadValue(name="timescale", wanted="the longest rate of the branch")

    def __str__(self) -> str:
        asks = f"within {self.timescale if self.branch is None else self.branch}"
        if self.extension is None:
            return asks
        times = {None: "any number of times", 1: "once"}.get(self.extensions, f"{self.extensions} times")
        return f"{asks}, extended by at most {self.extension} {times}"


@value(kw_only=True)
class SeriesStep:
    """One rate in a series: of the next period, or of every period up to `until` or `until_event`.

    With `branch`, the rate depends on a fact, and `timescale` is the longest of its rates.

    >>> print(SeriesStep(timescale=Timescale(6, Unit.WEEKS), until=Timescale(1, Unit.YEARS)))
    6 weeks for the first 1 year
    >>> print(SeriesStep(said="at regular intervals"))
    "at regular intervals"
    """

    #: None if the source has no number for it; `said` then holds the words of the source.
    timescale: Timescale | None = None
    branch: Branch | None = None
    said: Text | None = None
    #: This is the rate of every period that begins before `until` is over, counted from the start of the series.
    until: Timescale | None = None
    #: This is the rate of every period that begins before an event of this kind: weekly, until the first review.
    until_event: Id | None = None

    def __attrs_post_init__(self) -> None:
        if (self.timescale is None) == (self.said is None):
            raise BadValue(name="timescale", wanted="given, or what the source says in its place, and not both")
        if self.until is not None and self.until_event is not None:
            raise BadValue(name="until", wanted="a time or an event, and not both")
        if self.until is not None and self.until.unit is Unit.WORKING_DAYS:
            raise BadValue(name="until", wanted="in days, weeks, months or years")
        if self.branch is not None and self.timescale != self.branch.longest:
            raise BadValue(name="timescale", wanted="the longest rate of the branch")

    @property
    def lasts(self) -> bool:
        """Whether it is the rate of every period up to a time or an event."""
        return self.until is not None or self.until_event is not None

    def __str__(self) -> str:
        rate = f'"{self.said}"' if self.timescale is None else str(self.branch or self.timescale)
        if self.until_event is not None:
            return f"{rate} until {self.until_event}"
        return rate if self.until is None else f"{rate} for the first {self.until}"


@value(kw_only=True)
class Every:
    """Again and again, each period counted from the day on which the last one was met.

    A step without `until` or `until_event` is the rate of one period, and the last step repeats. The day on which a
    period begins decides its rate: a period that begins in week 6 keeps the rate of week 6 to its end.

    >>> at_first = SeriesStep(timescale=Timescale(3, Unit.MONTHS))
    >>> print(Every(steps=(at_first, SeriesStep(timescale=Timescale(6, Unit.MONTHS)))))
    3 months, then every 6 months
    """

    steps: tuple[SeriesStep, ...]

    def __attrs_post_init__(self) -> None:
        if not self.steps or self.steps[-1].lasts:
            raise BadValue(name="steps", wanted="one rate or more, of which the last has no until")
        if len(self.events) > _MOST_UNTIL_EVENTS:
            raise BadValue(name="steps", wanted=f"rates of which at most {_MOST_UNTIL_EVENTS} last until an event")

    @cached_property
    def events(self) -> tuple[str, ...]:
        """The kinds of event that a rate lasts until."""
        return tuple(step.until_event for step in self.steps if step.until_event is not None)

    @cached_property
    def _lasting(self) -> bool:
        """Whether any rate but the last is that of several periods."""
        return any(step.lasts for step in self.steps)

    def step(self, period: int, start: date, trigger: date, happened: frozenset[str] = frozenset()) -> Timescale | None:
        """The rate of a period, by its number from 0, the start of the series and the day on which the period begins.

        `happened` holds those of `events` that happened from the start of the series to that day.
        """
        return self.step_of(period, start, trigger, happened).timescale

    def step_of(self, period: int, start: date, trigger: date, happened: frozenset[str] = frozenset()) -> SeriesStep:
        """The step that a period has, for the arguments of `step`."""
        if type(period) is not int or period < 0:
            raise BadValue(name="period", wanted="the number of a period, from 0")
        if not self._lasting:
            return self.steps[min(period, len(self.steps) - 1)]
        check_day("trigger", trigger)
        if not isinstance(happened, frozenset):
            raise BadValue(name="happened", wanted="a frozenset of kinds of event")
        once = 0
        for step in self.steps[:-1]:
            if step.until is not None:
                if trigger < step.until.due(start):
                    return step
            elif step.until_event is not None:
                if step.until_event not in happened:
                    return step
            elif period == once:
                return step
            else:
                once += 1
        return self.steps[-1]

    def __str__(self) -> str:
        first, last = self.steps[:-1], self.steps[-1]
        return ", then ".join([*map(str, first), f"every {last}" if last.timescale is not None else str(last)])


@value(kw_only=True)
class EachMonth:
    """Once in each calendar month, from the month after that of the trigger.

    >>> EachMonth().due(EachMonth.begins(date(2024, 1, 15)))
    datetime.date(2024, 2, 29)
    """

    @staticmethod
    def begins(day: date) -> date:
        """The first day of the month after that of a day; the rule holds from then on."""
        check_day("day", day)
        if (day.year, day.month) == (date.max.year, 12):
            raise BadValue(name="day", wanted="before December of the year 9999")
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)

    def due(self, begins: date) -> date:
        """The last day of the month that begins on a day."""
        return self.begins(begins) - timedelta(days=1)

    def __str__(self) -> str:
        return "once in each calendar month"


class Of(enum.StrEnum):
    """The unit that a rolling limit counts."""

    #: Days of a stay: from one day to the next counts as one day.
    DAYS = "days"
    TIMES = "times"


@value(kw_only=True)
class AtMost:
    """At most so many days or times in any window of a length, wherever it begins.

    >>> print(AtMost(amount=75, of=Of.DAYS, window=Timescale(12, Unit.MONTHS)))
    at most 75 days in any 12 months
    """

    amount: int
    of: Of
    window: Timescale

    def __attrs_post_init__(self) -> None:
        if self.amount < 1:
            raise BadValue(name="amount", wanted="a whole number of 1 or more")
        if self.window.unit is Unit.WORKING_DAYS:
            raise BadValue(name="window", wanted="in days, weeks, months or years")
        if self.of is Of.DAYS and (self.window.due(_FEBRUARY) - _FEBRUARY).days <= self.amount:
            raise BadValue(name="amount", wanted="fewer days than the window has")

    def __str__(self) -> str:
        noun = self.of.value.removesuffix("s") if self.amount == 1 else self.of.value
        return f"at most {self.amount} {noun} in any {self.window}"


@value(kw_only=True)
class NoFixedTime:
    """A duty whose source has no number: it falls due on no day, and `said` holds the words of the source.

    >>> print(NoFixedTime(said="as soon as is reasonably practicable"))
    as soon as is reasonably practicable
    """

    #: The words of the source, such as "as soon as is reasonably practicable".
    said: Text

    def __str__(self) -> str:
        return self.said


#: More events than any source has as `until_event`. Each doubles the number of rates that two series are compared by.
_MOST_UNTIL_EVENTS: Final = 4
#: The fewest rates that a branch has.
_LEAST_RATES: Final = 2
#: How many days a unit is, for telling which of two rates is longer.
_ROUGH_DAYS: Final = {
    Unit.HOURS: 1 / 24,
    Unit.DAYS: 1.0,
    Unit.WORKING_DAYS: 1.4,
    Unit.WEEKS: 7.0,
    Unit.MONTHS: 30.4,
    Unit.YEARS: 365.25,
}
#: The first day of the shortest month.
_FEBRUARY: Final = date(2023, 2, 1)

Requirement = Within | Every | EachMonth | AtMost | NoFixedTime
