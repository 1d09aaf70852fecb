"""The laws of judging: events are drawn for a rule, and the least that break a law are found."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import product
from typing import Final, NamedTuple

from hypothesis import strategies as st

from reflective.rules import Attachment, EachMonth, Event, Obligation, Rule, Ruleset, Status, Within
from reflective.testing._counting import trigger_days, unless_outside
from reflective.testing._events import OTHER, histories, kinds_of
from reflective.testing._smallest import smallest
from reflective.testing._version_laws import trigger_of
from reflective.timescales import Unit, day_in_words

__all__ = [
    "DrawnHistory",
    "drawn_histories",
    "in_words",
    "known_then",
    "met_on_the_day",
    "newest",
    "order_and_others",
    "pairs",
]

_DAY = timedelta(days=1)
#: How many histories are drawn, after every pair of events was tried.
_DRAWN_EXAMPLES: Final = 25
_SUBJECTS = ("c-1", "c-2")
_REFS = ("r-1", "r-2")


def met_on_the_day(ruleset: Ruleset, name: str) -> str | None:
    """A duty that is met on the due day is met in time; a day after, it is a day late.

    Hours cannot be told from dates. A day after it is not known where a later day may be the right one. A test of the
    order of two dates finds nothing late.
    """
    for rule in ruleset.rule(name):
        if rule.out_of_order or set(rule.trigger) & set(rule.met_by):
            continue
        law = partial(_judge_trigger, ruleset, rule)
        # The last day comes first, because cases shrink to it.
        found = smallest(st.sampled_from(list(trigger_days(rule))[::-1]), law, examples=40)
        if found is not None:
            return law(found)
    return None


def _judge_trigger(ruleset: Ruleset, rule: Rule, day: date) -> str | None:
    """The fault in judging a trigger that is met on its due day, and one that is met a day after."""
    due = unless_outside(rule.due, day)
    last = rule.in_force_to if rule.attachment is Attachment.STATE else None
    if due is None or (last is not None and due >= last):
        # What is still open in a state when a version ends is asked by the next.
        return None
    hours = isinstance(rule.requirement, Within) and rule.requirement.timescale.unit is Unit.HOURS
    said = f"set going on {day_in_words(day)} and due {day_in_words(due)}"
    met, late = (_one(ruleset, rule, day, on) for on in (due, due + _DAY))
    if met is None or late is None:
        # A month that is asked for may begin under another version.
        return None if isinstance(rule.requirement, EachMonth) else f"{said}, it asks nothing"
    if met.status is not (Status.NOT_KNOWN if hours else Status.MET):
        return f"{said}, met on that day it is {met.status}"
    if late.due_latest != late.due and late.status is Status.NOT_KNOWN:
        return None
    if (late.status, late.days_late) != (Status.MET_LATE, 1):
        return f"{said}, met a day after it is {late.status}, {late.days_late} days late"
    return None


def _one(ruleset: Ruleset, rule: Rule, day: date, met: date) -> Obligation | None:
    """The first obligation of this version, set going on one day and met on another."""
    events = [trigger_of(rule, day), Event(subject="c-1", kind=rule.met_by[0], on=met, ref="r-1")]
    for one in ruleset.obligations(events, met):
        if one.period == 0 and one.basis is not None and one.basis.rule == rule:
            return one
    return None


class DrawnHistory(NamedTuple):
    """Some events, another order of them, and the day they are looked at."""

    events: tuple[Event, ...]
    order: tuple[int, ...]
    as_of: date


def newest(ruleset: Ruleset, name: str) -> tuple[Rule, date]:
    """The version that came into force last, and the last day on which it is tried."""
    rule = max(ruleset.rule(name), key=lambda rule: rule.in_force_from or date.min)
    return rule, max(trigger_days(rule))


def pairs(ruleset: Ruleset, name: str) -> Iterator[DrawnHistory]:
    """Every trigger with every event beside it a day later, in both orders: what two break needs no luck."""
    rule, last = newest(ruleset, name)
    firsts = [trigger_of(rule, last - _DAY, kind=kind, ref=ref) for kind in rule.trigger for ref in _REFS]
    kinds = kinds_of(ruleset.rule(name))
    seconds = [
        trigger_of(rule, last, kind=kind, subject=subject, ref=ref)
        for kind, subject, ref in product(kinds, _SUBJECTS, _REFS)
    ]
    return (DrawnHistory((first, second), (1, 0), last) for first in firsts for second in seconds)


def drawn_histories(ruleset: Ruleset, name: str) -> st.SearchStrategy[DrawnHistory]:
    _, last = newest(ruleset, name)
    return histories(ruleset, rule=name, subjects=_SUBJECTS, refs=_REFS).flatmap(
        lambda events: st.builds(
            lambda order, ago: DrawnHistory(tuple(events), tuple(order), last - ago * _DAY),
            st.permutations(range(len(events))),
            # Looked at late, so that most of what was drawn has happened by then.
            st.just(0) | st.integers(0, 400),
        )
    )


def in_words(history: DrawnHistory) -> str:
    events = "; ".join(f"{one.kind} {one.ref} of {one.subject} on {day_in_words(one.on)}" for one in history.events)
    return f"looked at on {day_in_words(history.as_of)}, with {events or 'no events'}"


def order_and_others(ruleset: Ruleset, name: str) -> str | None:
    """Shuffled events, or more events of others, change nothing."""

    def broken(history: DrawnHistory) -> bool:
        asked = ruleset.obligations(history.events, history.as_of)
        if ruleset.obligations([history.events[place] for place in history.order], history.as_of) != asked:
            return True
        own = [one for one in history.events if one.subject == "c-1" and one.kind != OTHER]
        return ruleset.obligations(own, history.as_of) != tuple(one for one in asked if one.subject == "c-1")

    found = next(filter(broken, pairs(ruleset, name)), None) or smallest(
        drawn_histories(ruleset, name), broken, examples=_DRAWN_EXAMPLES
    )
    return None if found is None else f"{in_words(found)}, another order or the events of others change what is asked"


def known_then(ruleset: Ruleset, name: str) -> str | None:
    """An answer about an earlier day does not change later."""

    def broken(history: DrawnHistory) -> bool:
        by_then = [one for one in history.events if one.on <= history.as_of]
        return ruleset.obligations(history.events, history.as_of) != ruleset.obligations(by_then, history.as_of)

    found = smallest(drawn_histories(ruleset, name), broken, examples=_DRAWN_EXAMPLES)
    return None if found is None else f"{in_words(found)}, what came after that day changes how things stood on it"
