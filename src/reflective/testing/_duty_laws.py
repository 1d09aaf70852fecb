"""The laws of duties: what ends one, what meets one, and that nothing about a file lets one vanish or be late."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import attrs

from reflective.rules import Event, Every, NoFixedTime, Obligation, Rule, Ruleset, Status, Within
from reflective.testing._counting import trigger_days
from reflective.testing._histories import DrawnHistory, drawn_histories, in_words, pairs
from reflective.testing._smallest import smallest
from reflective.testing._version_laws import trigger_of
from reflective.timescales import day_in_words

__all__ = [
    "cut_adds_only_doubt",
    "keys_as_typed",
    "lacking_hides_nothing",
    "only_what_ends",
    "others_untouched",
    "own_day_keeps_the_rate",
    "what_precedes_has_a_limit",
]

_DAY: Final = timedelta(days=1)
#: How many histories are drawn.
_DRAWN_EXAMPLES: Final = 25
#: How many trigger days are tried.
_TRIED_DAYS: Final = 12
#: Longer than any duty of a rule has to be met.
_YEARS: Final = timedelta(days=12 * 366)
_LATE: Final = frozenset({Status.OVERDUE, Status.MET_LATE})


def _some_days(rule: Rule) -> Sequence[date]:
    """A few days on which a version can be set going, the last first, a month and a bit apart."""
    return list(trigger_days(rule))[::-37][:_TRIED_DAYS]


def _row(one: Obligation) -> tuple[object, ...]:
    """A duty by what does not change with the rows about it."""
    return one.ruleset, one.rule, one.subject, one.ref, one.trigger


def only_what_ends(ruleset: Ruleset, name: str) -> str | None:
    """A duty ends with a decision, the end of its state, or a death, and with nothing else."""
    versions = ruleset.rule(name)
    ending = {kind for rule in versions for kind in (*rule.ended_by, *(one.kind for one in rule.gives_way))}
    again = {kind for rule in versions for kind in rule.trigger if not isinstance(rule.requirement, Within)}

    def broken(history: DrawnHistory) -> bool:
        days = {one.on for one in history.events if one.kind in ending | again}
        found = ruleset.obligations(history.events, history.as_of)
        return any(one.status is Status.ENDED and one.ended_on not in days for one in found)

    found = next(filter(broken, pairs(ruleset, name)), None)
    found = found or smallest(drawn_histories(ruleset, name), broken, examples=_DRAWN_EXAMPLES)
    return None if found is None else f"{in_words(found)}, a duty ended with none of what ends it"


def own_day_keeps_the_rate(ruleset: Ruleset, name: str) -> str | None:
    """An event on the trigger's own day never moves a series to its next rate."""
    for rule in ruleset.rule(name):
        every = rule.requirement
        for kind in every.events if isinstance(every, Every) else ():
            for day in _some_days(rule):
                trigger = trigger_of(rule, day)
                other = Event(subject="c-1", kind=kind, on=day, ref="r-1")
                visit = Event(subject="c-1", kind=rule.met_by[0], on=day + _DAY, ref="r-1")
                as_of = day + 400 * _DAY
                if ruleset.obligations([trigger, other, visit], as_of) != ruleset.obligations([trigger, visit], as_of):
                    return f"set going on {day_in_words(day)}, a {kind} on that day changes the rate"
    return None


def what_precedes_has_a_limit(ruleset: Ruleset, name: str) -> str | None:
    """Nothing from years before a trigger meets it, unless it has the trigger's own ref."""
    for rule in ruleset.rule(name):
        once = isinstance(rule.requirement, Within | NoFixedTime)
        if rule.may_precede is True or rule.out_of_order or not once:
            continue
        for day in _some_days(rule):
            early = [Event(subject="c-1", kind=rule.met_by[0], on=day - _YEARS, ref="r-1")]
            if isinstance(rule.may_precede, str):
                early.append(Event(subject="c-1", kind=rule.may_precede, on=day - _YEARS + _DAY, ref="r-0"))
            found = ruleset.obligations([*early, trigger_of(rule, day)], day)
            if any(one.met is not None and one.met < day and one.basis and one.basis.rule == rule for one in found):
                return f"set going on {day_in_words(day)}, it is met by {rule.met_by[0]} of years before"
    return None


def lacking_hides_nothing(ruleset: Ruleset, name: str) -> str | None:
    """A fact that is lacking never hides what every value of it asks."""
    for rule in ruleset.rule(name):
        for branch in rule.branches:
            for day in _some_days(rule):
                as_of = day + _YEARS
                stated = [_with(rule, day, branch.fact, value) for value in dict(branch.rates)]
                late = [_is_late(ruleset, rule, one, as_of) for one in stated]
                if all(late) and not _is_late(ruleset, rule, _with(rule, day, branch.fact, None), as_of):
                    return f"set going on {day_in_words(day)} without {branch.fact}, what every value asks is not late"
    return None


def _with(rule: Rule, day: date, fact: str, value: str | None) -> Event:
    """A trigger of a rule that states a fact, or lacks it."""
    trigger = trigger_of(rule, day)
    others = tuple(pair for pair in trigger.facts if pair[0] != fact)
    return attrs.evolve(trigger, facts=others if value is None else (*others, (fact, value)))


def _is_late(ruleset: Ruleset, rule: Rule, trigger: Event, as_of: date) -> bool:
    found = ruleset.obligations([trigger], as_of)
    return any(one.status is Status.OVERDUE for one in found if one.rule == rule.id)


def keys_as_typed(ruleset: Ruleset, name: str) -> str | None:
    """Capitals and spaces in a ref or in the value of a fact change nothing."""

    def answers(events: Sequence[Event], as_of: date) -> list[tuple[object, ...]]:
        found = ruleset.obligations(events, as_of)
        return sorted((one.rule, one.subject, one.trigger, one.period, str(one.due), one.status) for one in found)

    def broken(history: DrawnHistory) -> bool:
        # Every other event, so that the two are not alike.
        typed = [_retyped(one) if place % 2 else one for place, one in enumerate(history.events)]
        return answers(typed, history.as_of) != answers(history.events, history.as_of)

    found = next(filter(broken, pairs(ruleset, name)), None)
    found = found or smallest(drawn_histories(ruleset, name), broken, examples=_DRAWN_EXAMPLES)
    return None if found is None else f"{in_words(found)}, a ref or a fact in capitals changes what is asked"


def _retyped(event: Event) -> Event:
    """The same event as somebody else types it."""
    facts = tuple((name, f" {value.upper()} ") for name, value in event.facts)
    return attrs.evolve(event, ref=event.ref.upper().replace("-", " - "), facts=facts)


def cut_adds_only_doubt(ruleset: Ruleset, name: str) -> str | None:
    """A row that could not be read adds no lateness, and hides none in silence."""

    def broken(history: DrawnHistory) -> bool:
        return any(_cut(ruleset, history, place) for place in range(len(history.events)))

    found = next(filter(broken, pairs(ruleset, name)), None)
    found = found or smallest(drawn_histories(ruleset, name), broken, examples=_DRAWN_EXAMPLES)
    return None if found is None else f"{in_words(found)}, a row that is lost makes an answer late or hides one"


def _cut(ruleset: Ruleset, history: DrawnHistory, place: int) -> bool:
    """Whether an answer is late without one event that was not late with it, or is no longer late and does not say."""
    gone = history.events[place]
    left = [*history.events[:place], *history.events[place + 1 :]]
    whole = ruleset.obligations(history.events, history.as_of)
    cut = ruleset.obligations(left, history.as_of, lost={gone.subject: [gone.kind]})
    late = {_row(one) for one in whole if one.status in _LATE}
    stated = {_row(one): one for one in cut}
    hidden = any(row in stated and stated[row].status not in {*_LATE, Status.NOT_KNOWN, Status.ENDED} for row in late)
    return hidden or any(one.status in _LATE and _row(one) not in late for one in cut)


def others_untouched(ruleset: Ruleset, name: str) -> str | None:
    """Taking away an event of one subject changes no other subject."""

    def broken(history: DrawnHistory) -> bool:
        whole = ruleset.obligations(history.events, history.as_of)
        for place, gone in enumerate(history.events):
            left = [*history.events[:place], *history.events[place + 1 :]]
            cut = ruleset.obligations(left, history.as_of)
            if [one for one in whole if one.subject != gone.subject] != [
                one for one in cut if one.subject != gone.subject
            ]:
                return True
        return False

    found = next(filter(broken, pairs(ruleset, name)), None)
    found = found or smallest(drawn_histories(ruleset, name), broken, examples=_DRAWN_EXAMPLES)
    return None if found is None else f"{in_words(found)}, an event of one subject changes another"
