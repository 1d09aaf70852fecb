"""The laws of counting, each stated once: of one way of counting and one trigger day.

`on_every_day` makes a law of a ruleset of one, by trying each way in which a rule counts on every day of four years.
"""

import calendar
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache, partial
from itertools import product
from typing import Final, TypeVar

import attrs
from hypothesis import strategies as st

from reflective.errors import BadValue, OutsideCalendar
from reflective.rules import Every, Rule, Ruleset, SeriesStep, Within
from reflective.testing._smallest import smallest
from reflective.timescales import Timescale, Unit, WorkingCalendar, day_in_words

__all__ = [
    "Count",
    "due_after_trigger",
    "later_trigger",
    "month_end",
    "new_holiday",
    "on_drawn_holidays",
    "on_every_day",
    "one_more",
    "there_and_back",
    "trigger_days",
    "unless_outside",
    "working_days_end_on_one",
]

_DAY: Final = timedelta(days=1)
#: Four years have every month end and one leap day.
_TRIED_DAYS: Final = 4 * 365 + 1
#: Early enough that a hundred working days, or two years, after it are still in the shipped calendars.
_LAST: Final = date(2026, 12, 31)
#: A day from which a sample series is counted.
_START: Final = date(2050, 1, 1)
_BY_MONTH: Final = frozenset({Unit.MONTHS, Unit.YEARS})

_Step = TypeVar("_Step", SeriesStep, Within)
_DueOf = Callable[[Rule, date, WorkingCalendar], date | None]
_Due = Callable[[Timescale, date, WorkingCalendar], date | None]


@attrs.frozen(eq=False)
class Count:
    """A way of counting: a timescale, a calendar, and the functions that count by them, on and back."""

    timescale: Timescale
    calendar: WorkingCalendar
    counted: _Due
    counted_back: _Due = Timescale.back
    #: Kept, because one law after another asks for the same.
    _known: dict[date, date | None] = attrs.field(factory=dict, init=False)

    def due(self, day: date) -> date | None:
        """The day that is due; None where the calendar does not know it, or nothing is counted from the trigger."""
        if day not in self._known:
            self._known[day] = unless_outside(self.counted, self.timescale, day, self.calendar)
        return self._known[day]


_Law = Callable[[Count, date], str | None]


def unless_outside(ask: Callable[..., date | None], *given: object) -> date | None:
    """The day that is answered; None if the calendar does not know it."""
    try:
        return ask(*given)
    except OutsideCalendar:
        return None


def _due_in_words(day: date, due: date) -> str:
    return f"set going on {day_in_words(day)} it is due {day_in_words(due)}"


# The laws, each as what breaks it on one trigger day


def due_after_trigger(count: Count, day: date) -> str | None:
    """Nothing is due before what set it going, nor on that day unless it counts."""
    due = count.due(day)
    broken = due is not None and (due < day or (due == day and not count.timescale.count_trigger))
    return _due_in_words(day, due) if due is not None and broken else None


def working_days_end_on_one(count: Count, day: date) -> str | None:
    """A deadline in working days is never on a day off."""
    due = count.due(day) if count.timescale.unit is Unit.WORKING_DAYS else None
    off = due is not None and not count.calendar.is_working(due)
    return f"{_due_in_words(day, due)}, which is no working day" if due is not None and off else None


def later_trigger(count: Count, day: date) -> str | None:
    """A later trigger is never due earlier."""
    return _compare(count, day, count.due(day + _DAY), f"set going on {day_in_words(day + _DAY)} it is due")


def one_more(count: Count, day: date) -> str | None:
    """One more day, week or month of the amount is never due earlier."""
    more = _one_longer(count.timescale)
    if more is None:
        return None
    later = unless_outside(count.counted, more, day, count.calendar)
    return _compare(count, day, later, "with one more of the amount")


def _one_longer(timescale: Timescale) -> Timescale | None:
    """A timescale with one more of its amount; None for the largest amount there is."""
    try:
        return attrs.evolve(timescale, amount=timescale.amount + 1)
    except BadValue:
        return None


def new_holiday(count: Count, day: date, holiday: date) -> str | None:
    """A new holiday never brings a deadline forward."""
    later = unless_outside(count.counted, count.timescale, day, _also_off(count.calendar, holiday))
    return _compare(count, day, later, f"with a holiday on {day_in_words(holiday)}")


def _compare(count: Count, day: date, later: date | None, with_what: str) -> str | None:
    due = count.due(day)
    if due is None or later is None or later >= due:
        return None
    return f"{_due_in_words(day, due)}, and {with_what} {day_in_words(later)}"


@lru_cache(maxsize=256)
def _also_off(cal: WorkingCalendar, day: date) -> WorkingCalendar:
    """A calendar with one holiday more; kept, because the same are drawn for rule after rule."""
    return cal.extended(holidays=[day])


def there_and_back(count: Count, day: date) -> str | None:
    """Counting there and back returns.

    Months have no way back from a day that was moved to a month's end.
    """
    if count.timescale.unit in _BY_MONTH:
        return None
    in_working_days = count.timescale.unit is Unit.WORKING_DAYS
    start = unless_outside(count.calendar.on_or_after, day) if in_working_days else day
    due = None if start is None else count.due(start)
    back = None if due is None else unless_outside(count.counted_back, count.timescale, due, count.calendar)
    if start is None or due is None or back is None or back == start:
        return None
    return f"{_due_in_words(start, due)}, and {count.timescale} back from there is {day_in_words(back)}"


def month_end(count: Count, day: date) -> str | None:
    """A month on is the same date, or the month's last day where it has none."""
    timescale, due = count.timescale, count.due(day)
    if due is None or timescale.unit not in _BY_MONTH:
        return None
    years, month = divmod(day.month - 1 + timescale.amount * (12 if timescale.unit is Unit.YEARS else 1), 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    right = date(day.year + years, month + 1, min(day.day, last)) - _DAY * timescale.count_trigger
    return None if due == right else f"{_due_in_words(day, due)} and not {day_in_words(right)}"


# The same of a rule of a ruleset


def on_every_day(law: _Law) -> Callable[[Ruleset, str], str | None]:
    """The law of a ruleset and the id of a rule: that each way in which the rule counts keeps it on every day."""

    def broken(ruleset: Ruleset, name: str) -> str | None:
        cases = ((count, day) for rule in ruleset.rule(name) for count in counts(rule) for day in trigger_days(rule))
        return next((said for case in cases if (said := law(*case)) is not None), None)

    broken.__doc__ = law.__doc__
    return broken


def on_drawn_holidays(ruleset: Ruleset, name: str) -> str | None:
    """A new holiday never brings a deadline forward."""
    for rule in ruleset.rule(name):
        for count in counts(rule):
            last = min(max(trigger_days(rule)), _LAST)
            if count.timescale.unit is not Unit.WORKING_DAYS or last < count.calendar.first:
                continue
            law = partial(_with_a_holiday, attrs.evolve(count, calendar=_near(count.calendar, last)))
            cases = st.tuples(st.dates(last - 400 * _DAY, last), st.integers(-3, 100))
            found = smallest(cases, law, examples=40)
            if found is not None:
                return law(found)
    return None


def _with_a_holiday(count: Count, case: tuple[date, int]) -> str | None:
    """A breach of the law of a new holiday, on a trigger day and so many days after it."""
    day, after_days = case
    return new_holiday(count, day, day + after_days * _DAY)


@lru_cache(maxsize=8)
def _near(cal: WorkingCalendar, last: date) -> WorkingCalendar:
    """A few years of a calendar: one of all its years is slow to make again for each holiday."""
    first, last = max(last - 800 * _DAY, cal.first), min(cal.last, last + 400 * _DAY)
    kept = (day for day in cal.holidays if first <= day <= last)
    return WorkingCalendar(holidays=kept, first=first, last=last, name=cal.name, version=cal.version)


@lru_cache(maxsize=32)
def counts(rule: Rule) -> tuple[Count, ...]:
    """Every way in which a rule counts: of a series, each of its rates."""
    every = rule.requirement
    if isinstance(every, Within):
        return (_count(rule, every.timescale, lambda one, day, cal: one.due(day, cal)),)
    if not isinstance(every, Every):
        return ()
    found: dict[Timescale, Count] = {}
    ages = sorted([0, *((step.until.due(_START) - _START).days for step in every.steps if step.until is not None)])
    for age, period, happened in product(ages, range(len(every.steps)), (frozenset[str](), frozenset(every.events))):
        rate = rule.timescale(period, _START, _START + age * _DAY, happened)
        if rate is not None and rate not in found:
            found[rate] = _count(rule, rate, _in_series(every, rate, period, age, happened))
    return tuple(found.values())


def _count(rule: Rule, rate: Timescale, due: _DueOf) -> Count:
    longer = _one_longer(rate)
    # At the largest amount no law asks for one more.
    slower = rule if longer is None else _at_rate(rule, rate, longer)
    return Count(rate, rule.working_calendar, lambda at, day, cal: due(rule if at == rate else slower, day, cal))


def _at_rate(rule: Rule, rate: Timescale, other: Timescale) -> Rule:
    """A rule with another timescale in place of one."""
    asks = rule.requirement
    if isinstance(asks, Every):
        steps = tuple(_step_at(one, rate, other) for one in asks.steps)
        return attrs.evolve(rule, requirement=Every(steps=steps))
    return attrs.evolve(rule, requirement=_step_at(asks, rate, other)) if isinstance(asks, Within) else rule


def _step_at(step: _Step, rate: Timescale, other: Timescale) -> _Step:
    """A step, or what is asked once, with another timescale in place of one; in a branch too."""
    if step.timescale != rate:
        return step
    if step.branch is None:
        return attrs.evolve(step, timescale=other)
    rates = tuple((value, other if one == rate else one) for value, one in step.branch.rates)
    branch = attrs.evolve(step.branch, rates=rates)
    return attrs.evolve(step, branch=branch, timescale=branch.longest)


def _in_series(every: Every, rate: Timescale, period: int, age: int, happened: frozenset[str]) -> _DueOf:
    """Counting at one rate of a series; no day where a leap year has the series at another rate."""

    def due(rule: Rule, day: date, cal: WorkingCalendar) -> date | None:
        start = day - age * _DAY
        at_rate = every.step(period, start, day, happened) == rate
        return rule.due_after(period, start, day, cal, happened) if at_rate else None

    return due


def trigger_days(rule: Rule) -> Iterator[date]:
    """The trigger days that are tried: the last four years in which a version was in force, or its first four."""
    begins, known = rule.in_force_from or date.min, rule.working_calendar.first
    last = _LAST if begins <= _LAST else begins + _TRIED_DAYS * _DAY
    last = min(rule.in_force_to or last, last)
    first = max(last - _TRIED_DAYS * _DAY, begins)
    first = max(first, known) if known <= last else first
    return (first + place * _DAY for place in range((last - first).days + 1))
