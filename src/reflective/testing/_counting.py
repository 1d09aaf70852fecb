"""The laws of counting: every day of four years is tried for each version of a rule."""

import calendar
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache, partial
from itertools import pairwise, product
from typing import Final

import attrs
from hypothesis import strategies as st

from reflective.errors import OutsideCalendar
from reflective.rules import Every, Requirement, Rule, Ruleset, Within
from reflective.testing._smallest import smallest
from reflective.timescales import Timescale, Unit, WorkingCalendar, day_in_words

__all__ = [
    "due_not_before_trigger",
    "later_trigger",
    "month_end",
    "new_holiday",
    "one_more",
    "there_and_back",
    "tried",
    "working_days_end_on_one",
]

_DAY = timedelta(days=1)
#: Four years have every month end and one leap day.
_TRIED: Final = 4 * 365 + 1
#: Early enough that a hundred working days, or two years, after it are still in the shipped calendars.
_LAST: Final = date(2026, 12, 31)

#: A way of counting that a rule has: from a trigger to the day that is due.
_Count = Callable[[date, WorkingCalendar], date | None]


def tried(rule: Rule) -> Iterator[date]:
    """The trigger days that are tried: the last four years in which a version was in force, or its first four."""
    begins, known = rule.in_force_from or date.min, rule.working_calendar.first
    last = _LAST if begins <= _LAST else begins + _TRIED * _DAY
    last = min(rule.in_force_to or last, last)
    first = max(last - _TRIED * _DAY, begins)
    first = max(first, known) if known <= last else first
    return (first + place * _DAY for place in range((last - first).days + 1))


def counts(rule: Rule) -> list[tuple[Timescale, _Count]]:
    """Every way of counting that a rule has, each with its timescale: of a series, each of its rates."""
    match rule.requirement:
        case Within(timescale=timescale):
            return [(timescale, rule.due)]
        case Every() as every:
            found: dict[Timescale, _Count] = {}
            ages = [0, *(_age(step.until) for step in every.steps if step.until is not None)]
            sample = date(2051, 1, 1)
            for age, period, happened in product(
                sorted(ages), range(len(every.steps)), (frozenset[str](), frozenset(every.events))
            ):
                rate = rule.timescale(period, sample - age * _DAY, sample, happened)
                if rate is not None:
                    found.setdefault(rate, _counting(rule, rate, period, age, happened))
            return list(found.items())
        case _:
            return []


def _age(until: Timescale) -> int:
    start = date(2050, 1, 1)
    return (until.due(start) - start).days


def _counting(rule: Rule, timescale: Timescale, period: int, age: int, happened: frozenset[str]) -> _Count:
    """Counting one rate of a series; no day where a leap year has the series at another rate."""

    def count(day: date, cal: WorkingCalendar) -> date | None:
        start = day - age * _DAY
        if rule.timescale(period, start, day, happened) != timescale:
            return None
        return rule.due_after(period, start, day, cal, happened)

    return count


def _ways(ruleset: Ruleset, name: str) -> Iterator[tuple[Rule, Timescale, _Count]]:
    return ((rule, *way) for rule in ruleset.rule(name) for way in counts(rule))


def _each(ruleset: Ruleset, name: str) -> Iterator[tuple[Timescale, tuple[tuple[date, date], ...], WorkingCalendar]]:
    """Every way of counting that a rule has: its timescale, triggers with their due days, and its calendar."""
    for rule in ruleset.rule(name):
        for place, (timescale, _) in enumerate(counts(rule)):
            yield timescale, _dues(rule, place), rule.working_calendar


@lru_cache(maxsize=32)
def _dues(rule: Rule, place: int) -> tuple[tuple[date, date], ...]:
    """Triggers with their due days by one of a rule's ways of counting, as far as its calendar knows them.

    Kept, because one law after another asks for the same.
    """
    _, count = counts(rule)[place]
    known = ((day, _known(count, day, rule.working_calendar)) for day in tried(rule))
    return tuple((day, due) for day, due in known if due is not None)


def _known(count: _Count, day: date, cal: WorkingCalendar) -> date | None:
    try:
        return count(day, cal)
    except OutsideCalendar:
        return None


def _said(day: date, due: date) -> str:
    return f"set going on {day_in_words(day)} it is due {day_in_words(due)}"


def due_not_before_trigger(ruleset: Ruleset, name: str) -> str | None:
    """Nothing is due before what set it going."""
    for _, dues, _ in _each(ruleset, name):
        for day, due in dues:
            if due < day:
                return _said(day, due)
    return None


def working_days_end_on_one(ruleset: Ruleset, name: str) -> str | None:
    """A deadline in working days is never on a day off."""
    for timescale, dues, cal in _each(ruleset, name):
        if timescale.unit is not Unit.WORKING_DAYS:
            continue
        for day, due in dues:
            if not cal.is_working(due):
                return f"{_said(day, due)}, which is no working day"
    return None


def later_trigger(ruleset: Ruleset, name: str) -> str | None:
    """A later trigger is never due earlier."""
    for _, dues, _ in _each(ruleset, name):
        for before, (day, due) in pairwise(dues):
            if due < before[1]:
                return f"{_said(*before)}, and {_said(day, due)}"
    return None


def one_more(ruleset: Ruleset, name: str) -> str | None:
    """One more of the amount is never due earlier."""
    for rule in ruleset.rule(name):
        more = attrs.evolve(rule, requirement=_more(rule.requirement))
        # A rate asked for once may be told from the next only by its amount: those that fall together are left out.
        for place in range(min(len(counts(rule)), len(counts(more)))):
            for (day, due), (_, later) in zip(_dues(rule, place), _dues(more, place), strict=False):
                if later < due:
                    return f"{_said(day, due)}, and with one more of the amount {day_in_words(later)}"
    return None


def _more(requirement: Requirement) -> Requirement:
    match requirement:
        case Within(timescale=timescale):
            return attrs.evolve(requirement, timescale=_longer(timescale))
        case Every(steps=steps):
            longer = (
                step if step.timescale is None else attrs.evolve(step, timescale=_longer(step.timescale))
                for step in steps
            )
            return attrs.evolve(requirement, steps=tuple(longer))
    return requirement


def _longer(timescale: Timescale) -> Timescale:
    return attrs.evolve(timescale, amount=timescale.amount + 1)


def new_holiday(ruleset: Ruleset, name: str) -> str | None:
    """A new holiday never brings a deadline forward."""
    for rule, timescale, count in _ways(ruleset, name):
        if timescale.unit is not Unit.WORKING_DAYS:
            continue
        last = min(max(tried(rule)), _LAST)
        if last < rule.working_calendar.first:
            continue
        near = _near(rule.working_calendar, last)
        found = smallest(
            st.tuples(st.dates(last - 400 * _DAY, last), st.integers(-3, 100)),
            partial(_brings_forward, count, near),
            examples=40,
        )
        if found is not None:
            day, after = found
            due, sooner = count(day, near), _earlier(count, near, day, after)
            if due is not None and sooner is not None:
                more = day_in_words(day + after * _DAY)
                return f"{_said(day, due)}, and with a holiday on {more} {day_in_words(sooner)}"
    return None


def _brings_forward(count: _Count, cal: WorkingCalendar, case: tuple[date, int]) -> bool:
    return _earlier(count, cal, *case) is not None


@lru_cache(maxsize=8)
def _near(cal: WorkingCalendar, last: date) -> WorkingCalendar:
    """A few years of a calendar: one of all its years is slow to make again for each holiday."""
    first, last = last - 800 * _DAY, min(cal.last, last + 400 * _DAY)
    first = max(first, cal.first)
    kept = (day for day in cal.holidays if first <= day <= last)
    return WorkingCalendar(holidays=kept, first=first, last=last, name=cal.name, version=cal.version)


def _earlier(count: _Count, cal: WorkingCalendar, day: date, after: int) -> date | None:
    """The day it would be due with one holiday more, where that is earlier."""
    try:
        due = count(day, cal)
        later = count(day, _also_off(cal, day + after * _DAY))
    except OutsideCalendar:
        return None
    return later if due is not None and later is not None and later < due else None


@lru_cache(maxsize=256)
def _also_off(cal: WorkingCalendar, day: date) -> WorkingCalendar:
    """A calendar with one holiday more; kept, because the same are drawn for rule after rule."""
    return cal.extended(holidays=[day])


def there_and_back(ruleset: Ruleset, name: str) -> str | None:
    """Counting there and back returns; months have no way back from a day that was moved to a month's end."""
    for rule, timescale, count in _ways(ruleset, name):
        if timescale.unit in {Unit.MONTHS, Unit.YEARS}:
            continue
        cal = rule.working_calendar
        for trigger in tried(rule):
            day = _from_working(trigger, cal) if timescale.unit is Unit.WORKING_DAYS else trigger
            due = None if day is None else _known(count, day, cal)
            back = None if due is None else _known(timescale.back, due, cal)
            if day is not None and due is not None and back is not None and back != day:
                return f"{_said(day, due)}, and {timescale} back from there is {day_in_words(back)}"
    return None


def _from_working(day: date, cal: WorkingCalendar) -> date | None:
    try:
        return cal.on_or_after(day)
    except OutsideCalendar:
        return None


def month_end(ruleset: Ruleset, name: str) -> str | None:
    """A month on is the same date, or the month's last day where it has none."""
    for timescale, dues, _ in _each(ruleset, name):
        if timescale.unit not in {Unit.MONTHS, Unit.YEARS}:
            continue
        months = timescale.amount * (12 if timescale.unit is Unit.YEARS else 1)
        for day, due in dues:
            years, month = divmod(day.month - 1 + months, 12)
            year, month = day.year + years, month + 1
            right = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
            right -= _DAY * timescale.count_trigger
            if due != right:
                return f"{_said(day, due)} and not {day_in_words(right)}"
    return None
