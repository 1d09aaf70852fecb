"""Comparing a local rule with the rule whose id it shares: whether it is laxer, and for which trigger."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations
from typing import Final, NamedTuple

from reflective.errors import BadValue, OutsideCalendar, OverlayLoosens
from reflective.rules.event import fold
from reflective.rules.requirements import AtMost, EachMonth, Every, NoFixedTime, Within
from reflective.rules.rule import BINDING, Authority, Match, Rule
from reflective.timescales import Timescale, Unit, day_in_words

__all__ = ["Laxer", "check_overlay", "laxer", "loosening"]

_DAY = timedelta(days=1)
#: Each day of a year and of a leap year, so that every month's end is among them.
_YEARS: Final = tuple(date(2023, 1, 1) + place * _DAY for place in range(365 + 366))


class Laxer(NamedTuple):
    """One way in which a rule requires less than another, in words."""

    how: str
    #: The first trigger day that shows it; None if no day does.
    trigger: date | None = None


def check_overlay(mine: str, rules: Sequence[Rule], theirs: str, bases: Sequence[Rule]) -> None:
    """Refuse rules that loosen the rules they extend; raises `OverlayLoosens`, which shows both."""
    for rule in rules:
        for base in bases:
            found = None if rule.id != base.id else loosening(rule, base)
            if found is not None:
                raise OverlayLoosens(
                    rule=rule.id,
                    overlay=mine,
                    overlay_asks=f"{_asks(rule)} ({rule.authority})",
                    base=theirs,
                    base_asks=f"{_asks(base)} ({base.authority})",
                    how=found.how,
                    departs=base.authority not in BINDING,
                )


def _asks(rule: Rule) -> str:
    """The requirement in words, without the words of a source, since an error carries nobody's text."""
    said = [step.said for step in rule.requirement.steps] if isinstance(rule.requirement, Every) else []
    if isinstance(rule.requirement, NoFixedTime) or any(said):
        return "what has no number"
    return str(rule.requirement)


def loosening(rule: Rule, base: Rule) -> Laxer | None:
    """How a rule loosens the one whose id it shares; None if it does not, or may and gives a reason."""
    return laxer(rule, base) if _together(rule, base) and _refused(rule, base) else None


def _refused(rule: Rule, base: Rule) -> bool:
    """Whether a laxer rule is refused: always against a binding rule, and against guidance unless it gives a reason."""
    if rule.authority is Authority.STATISTICAL_RETURN or base.authority is Authority.STATISTICAL_RETURN:
        # A return's test stands beside the law and loosens nothing.
        return False
    if base.authority in BINDING:
        return True
    return base.authority in {Authority.STATUTORY_GUIDANCE, Authority.NATIONAL_STANDARD} and rule.reason is None


def _together(rule: Rule, base: Rule) -> bool:
    """Whether both are in force on some day."""
    first = max(rule.in_force_from or date.min, base.in_force_from or date.min)
    return first <= min(rule.in_force_to or date.max, base.in_force_to or date.max)


def laxer(rule: Rule, base: Rule) -> Laxer | None:
    """The first way found in which a rule requires less than another; None if there is none.

    Timescales are compared by their due days, for every trigger day that the calendar knows and on which both rules are
    in force, so that 9 weeks and 45 working days can be compared.
    """
    return next(_ways(rule, base), None)


def _ways(rule: Rule, base: Rule) -> Iterator[Laxer]:
    # An overlay may cover fewer triggers or people: the base rule still applies to the rest.
    if not set(base.trigger) & set(rule.trigger):
        yield Laxer("it is set going by other events: give it an id of its own")
    if not set(rule.met_by) <= set(base.met_by):
        yield Laxer("it is met by more than the other is")
    if not set(rule.ends_with_any) <= set(base.ends_with_any):
        yield Laxer("it is ended by more than the other is")
    if rule.match is Match.NEXT and base.match is Match.REF:
        yield Laxer("it is met by the next of the subject, and the other only by what has the same ref")
    if rule.may_precede and not base.may_precede:
        yield Laxer("it is met by what came before its trigger, and the other is not")
    if rule.date_may_be_missing and not base.date_may_be_missing:
        yield Laxer("it lets what would meet it be lacking, and the other does not")
    if any(not {*map(fold, values)} <= _folded(rule.not_met_if, name) for name, values in base.not_met_if):
        yield Laxer("it is met by a kind of event that does not meet the other")
    least_met = dict(rule.met_from)
    if any(least_met.get(name, 0) < least for name, least in base.met_from):
        yield Laxer("it is met by less than the other is")
    wanted = dict(rule.at_least)
    if any(wanted.get(name, 0) < least for name, least in base.at_least):
        yield Laxer("it asks less of what meets it")
    yield from _by_form(rule, base)


def _folded(given: Iterable[tuple[str, tuple[str, ...]]], name: str) -> frozenset[str]:
    """The values of a fact, as they are compared."""
    return frozenset(fold(value) for one, values in given if one == name for value in values)


def _by_form(rule: Rule, base: Rule) -> Iterator[Laxer]:
    match base.requirement, rule.requirement:
        case (NoFixedTime(), _) | (EachMonth(), EachMonth()):
            return
        case Every(steps=steps), _ if all(step.timescale is None for step in steps):
            return
        case Within() as theirs, Within() as mine:
            yield from _by_days(rule, base, mine.timescale, theirs.timescale)
            yield from _by_extension(mine, theirs)
            if not set(rule.extended_by) <= set(base.extended_by):
                yield Laxer("it is extended by more than the other is")
        case Every() as theirs, Every() as mine:
            yield from _by_rates(rule, base, _rates(mine, theirs))
        case EachMonth(), Every() as mine:
            # An interval of at most a month ends in the next month at the latest, so every month has one.
            yield from _by_rates(rule, base, [(step.timescale, Timescale(1, "months")) for step in mine.steps])
        case AtMost() as theirs, AtMost() as mine:
            yield from _by_limit(mine, theirs)
        case _:
            yield Laxer("it asks in another form, which cannot be compared: give it an id of its own")


def _by_rates(rule: Rule, base: Rule, rates: Sequence[tuple[Timescale | None, Timescale | None]]) -> Iterator[Laxer]:
    for mine, theirs in rates:
        if mine is not None and theirs is not None:
            yield from _by_days(rule, base, mine, theirs)
        elif theirs is not None:
            yield Laxer("it has no number for a period that the other has one for")


def _by_days(rule: Rule, base: Rule, mine: Timescale, theirs: Timescale) -> Iterator[Laxer]:
    if mine == theirs and rule.calendar == base.calendar:
        return
    cal = base.working_calendar
    first = max(cal.first, rule.in_force_from or date.min, base.in_force_from or date.min)
    last = min(cal.last, rule.in_force_to or date.max, base.in_force_to or date.max)
    if first > last:
        first = last = cal.first
    for day in (first + place * _DAY for place in range((last - first).days + 1)):
        try:
            their_due = theirs.due(day, base.working_calendar)
        except OutsideCalendar:
            continue
        counted, right = f"counted from {day_in_words(day)}", day_in_words(their_due)
        try:
            mine_due = mine.due(day, rule.working_calendar)
        except (BadValue, OutsideCalendar):
            yield Laxer(f"{counted} it is past what its calendar knows, and not {right}", day)
            return
        if mine_due > their_due:
            yield Laxer(f"{counted} it is {day_in_words(mine_due)} and not {right}", day)
            return


def _by_extension(mine: Within, theirs: Within) -> Iterator[Laxer]:
    if mine.extension is None:
        return
    if theirs.extension is None:
        yield Laxer("it can be extended, and the other cannot")
    elif _longer(mine.extension, theirs.extension):
        yield Laxer("its extension is longer")
    elif theirs.extensions is not None and (mine.extensions is None or mine.extensions > theirs.extensions):
        yield Laxer("it can be extended more often")


@lru_cache
def _longer(mine: Timescale, theirs: Timescale) -> bool:
    """Whether one timescale ends later than another, counted from some day of a leap year or of the year before it."""
    if Unit.WORKING_DAYS in {mine.unit, theirs.unit}:
        return mine.unit != theirs.unit or mine.amount > theirs.amount
    return any(mine.due(day) > theirs.due(day) for day in _YEARS)


def _rates(mine: Every, theirs: Every) -> list[tuple[Timescale | None, Timescale | None]]:
    """The pairs of rates that the two series give to one period, at every age of a series where either rate changes."""
    kinds = sorted({*mine.events, *theirs.events})
    some = [frozenset(one) for many in range(len(kinds) + 1) for one in combinations(kinds, many)]
    periods = range(max(len(mine.steps), len(theirs.steps)) + 1)
    return list(
        dict.fromkeys(
            (mine.step(period, start, day, happened), theirs.step(period, start, day, happened))
            for start, day in _ages(mine, theirs)
            for period in periods
            for happened in some
        )
    )


def _ages(mine: Every, theirs: Every) -> Iterator[tuple[date, date]]:
    """Each start of a series in two years, with each day on which either rate changes and the day before it."""
    lasts = {step.until for requirement in (mine, theirs) for step in requirement.steps if step.until is not None}
    for start in _YEARS if lasts else _YEARS[:1]:
        ends = {until.due(start) for until in lasts}
        yield from ((start, day) for day in {start, *ends, *(end - _DAY for end in ends)})


def _by_limit(mine: AtMost, theirs: AtMost) -> Iterator[Laxer]:
    if mine.of is not theirs.of:
        yield Laxer("it counts something else: give it an id of its own")
    elif mine.amount > theirs.amount:
        yield Laxer(f"it allows {mine.amount} and not {theirs.amount}")
    elif _longer(theirs.window, mine.window):
        yield Laxer("its window is shorter")
