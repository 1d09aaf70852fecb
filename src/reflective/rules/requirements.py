"""What a rule asks for: within a time, every so often, each month, at most so much in any window, or promptly."""

import enum
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from reflective.errors import BadValue
from reflective.fields import Id, Text, value
from reflective.timescales import Timescale, Unit

__all__ = ["AtMost", "EachMonth", "Every", "NoFixedTime", "Of", "Requirement", "SeriesStep", "Within"]


@value(kw_only=True)
class Within:
    """Once, inside a time from the trigger; a stay that may not exceed a length is a deadline on its end."""

    timescale: Timescale
    #: How far one extension moves the day it is due, counted from that day; None where it cannot be extended.
    extension: Timescale | None = None
    #: How many extensions there may be; None for any number.
    extensions: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.extensions is not None and self.extensions < 1:
            raise BadValue(name="extensions", wanted="1 or more, or left out for any number")

    def __str__(self) -> str:
        if self.extension is None:
            return f"within {self.timescale}"
        times = {None: "any number of times", 1: "once"}.get(self.extensions, f"{self.extensions} times")
        return f"within {self.timescale}, extended by at most {self.extension} {times}"


@value(kw_only=True)
class SeriesStep:
    """One rate in a series: for the first period that has no rate before it, or for as long as `until` says."""

    #: None where the source has no number for it; `said` is then how the source puts it.
    timescale: Timescale | None = None
    said: Text | None = None
    #: The rate of every period that begins before this is over, counted from the start of the series.
    until: Timescale | None = None
    #: The rate of every period that begins before an event of this kind: weekly, until the first review.
    until_event: Id | None = None

    def __attrs_post_init__(self) -> None:
        if (self.timescale is None) == (self.said is None):
            raise BadValue(name="timescale", wanted="given, or what the source says in its place, and not both")
        if self.until is not None and self.until_event is not None:
            raise BadValue(name="until", wanted="a time or an event, and not both")

    @property
    def lasts(self) -> bool:
        """Whether it is the rate of every period up to something, and not of one period or of all the rest."""
        return self.until is not None or self.until_event is not None

    def __str__(self) -> str:
        rate = f'"{self.said}"' if self.timescale is None else str(self.timescale)
        if self.until_event is not None:
            return f"{rate} until {self.until_event}"
        return rate if self.until is None else f"{rate} for the first {self.until}"


@value(kw_only=True)
class Every:
    """Again and again, each period counted from the day the last one was met.

    A step that lasts until nothing and is not the last is the rate of one period; the last step repeats. Which rate
    holds is decided by the day on which a period begins, so one that begins in week 6 keeps the rate of week 6 to its
    end.
    """

    steps: tuple[SeriesStep, ...]

    def __attrs_post_init__(self) -> None:
        if not self.steps or self.steps[-1].lasts:
            raise BadValue(name="steps", wanted="one rate or more, of which the last has no until")
        if len(self.events) > _EVENTS:
            raise BadValue(name="steps", wanted=f"rates of which at most {_EVENTS} last until an event")

    @cached_property
    def events(self) -> tuple[str, ...]:
        """The kinds of event that a rate lasts until."""
        return tuple(step.until_event for step in self.steps if step.until_event is not None)

    @cached_property
    def _lasting(self) -> bool:
        """Whether any rate is that of more than one period, the last apart."""
        return any(step.lasts for step in self.steps)

    def step(self, period: int, start: date, trigger: date, happened: frozenset[str] = frozenset()) -> Timescale | None:
        """The rate of a period, by its number from 0, the start of the series and the day on which it begins.

        `happened` is the kinds among `events` that happened from the start of the series to that day.
        """
        if not self._lasting:
            return self.steps[min(period, len(self.steps) - 1)].timescale
        once = 0
        for step in self.steps[:-1]:
            if step.until is not None:
                if trigger < step.until.due(start):
                    return step.timescale
            elif step.until_event is not None:
                if step.until_event not in happened:
                    return step.timescale
            elif period == once:
                return step.timescale
            else:
                once += 1
        return self.steps[-1].timescale

    def __str__(self) -> str:
        first, last = self.steps[:-1], self.steps[-1]
        return ", then ".join([*map(str, first), f"every {last}" if last.timescale is not None else str(last)])


@value(kw_only=True)
class EachMonth:
    """Once in each calendar month, from the month after the trigger's; a month that began before is not asked for."""

    @staticmethod
    def begins(day: date) -> date:
        """The first day of the month after a day's: where a month that is asked for begins."""
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)

    def due(self, begins: date) -> date:
        """The last day of a month, by the day it begins."""
        return self.begins(begins) - timedelta(days=1)

    def __str__(self) -> str:
        return "once in each calendar month"


class Of(enum.StrEnum):
    """What a rolling limit counts."""

    #: Days of a stay, by the day on which each ends: from one day to the next is one.
    DAYS = "days"
    TIMES = "times"


@value(kw_only=True)
class AtMost:
    """So many days or times, and no more, in any window of a length, wherever it begins."""

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
    """A duty with no number in its source: it falls due on no day, and says why."""

    #: As the source puts it: "as soon as is reasonably practicable".
    said: Text

    def __str__(self) -> str:
        return self.said


#: More events than any source has a rate last until: each of them doubles what two series are compared by.
_EVENTS: Final = 4
#: The first of the shortest month there is.
_FEBRUARY: Final = date(2023, 2, 1)

Requirement = Within | Every | EachMonth | AtMost | NoFixedTime
