"""Events, those that exercise a ruleset, and what a rule asks after some events, to be drawn."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Final, Unpack

from hypothesis import assume
from hypothesis import strategies as st

from reflective.records import Audience
from reflective.rules import CaseDecision, Event, Obligation, Rule, Ruleset
from reflective.testing._counting import trigger_days
from reflective.testing._rules import EVENTS, in_force, rules
from reflective.testing._timescales import LAST
from reflective.testing._values import DrawnFrom, plain
from reflective.testing._version_laws import trigger_of

__all__ = ["OTHER", "decisions", "events", "histories", "kinds_of", "obligations"]

_DAY: Final = timedelta(days=1)
#: A kind of event that no drawn rule asks for.
OTHER: Final = "something.else"


def events(
    *,
    kinds: Sequence[str] = EVENTS,
    subjects: Sequence[str] = ("c-1", "c-2"),
    refs: Sequence[str] = ("r-1", "r-2"),
    facts: Mapping[str, Sequence[str]] | None = None,
    **drawn_from: Unpack[DrawnFrom],
) -> st.SearchStrategy[Event]:
    """Events of these kinds that happened to these subjects, each of the facts with one of its values or left out."""
    made_of = plain(**drawn_from)
    told = [st.sampled_from([*((name, one) for one in known), None]) for name, known in (facts or {}).items()]
    return st.builds(
        lambda ago, what, pairs: Event(
            subject=what[1],
            kind=what[0],
            on=made_of.last - ago * _DAY,
            ref=what[2],
            facts=() if what[0] == OTHER else tuple(pair for pair in pairs if pair is not None),
        ),
        # Counted back, so that the last day is what an event shrinks to.
        st.integers(0, (made_of.last - made_of.first).days),
        # One draw and not three, because laws draw events by the ten thousand.
        st.sampled_from(list(product(kinds, subjects, refs))),
        st.tuples(*told),
    )


def kinds_of(rules: Sequence[Rule]) -> tuple[str, ...]:
    """The kinds of event that rules ask for, in order, and one more that none does."""
    found = [kind for rule in rules for kind in rule.reads]
    return tuple(dict.fromkeys([*found, OTHER]))


def _facts_of(rules: Sequence[Rule]) -> dict[str, list[str]]:
    """The facts of events that rules read, each with the values that they tell apart."""
    found: dict[str, list[str]] = {}
    for rule in rules:
        regimes = [(one.fact, one.values) for one in rule.regimes]
        branches = [(one.fact, tuple(value for value, _ in one.rates)) for one in rule.branches]
        for name, accepted in (*rule.applies, *rule.not_if, *rule.not_met_if, *regimes, *branches):
            found.setdefault(name, []).extend(accepted)
        for name, least in (*rule.met_from, *rule.at_least):
            found.setdefault(name, []).extend([str(least), str(least - 1)])
    return {name: list(dict.fromkeys(known)) for name, known in found.items()}


def histories(
    ruleset: Ruleset,
    *,
    rule: str | None = None,
    subjects: Sequence[str] = ("c-1", "c-2"),
    refs: Sequence[str] = ("r-1", "r-2"),
    first: date | None = None,
    last: date | None = None,
    most: int = 8,
) -> st.SearchStrategy[list[Event]]:
    """Events that exercise a ruleset, or one rule of it: what its rules ask for, with and without the facts they ask.

    In no order, and no two alike. Unless other days are given they are of the 400 days up to the last on which the
    newest of the rules is in force and can be counted.
    """
    asked = ruleset.all_rules if rule is None else ruleset.rule(rule)
    if last is None:
        last = max((day for one in asked for day in list(trigger_days(one))[-1:]), default=LAST)
    begins = last - 400 * _DAY if first is None else first
    event = events(kinds=kinds_of(asked), subjects=subjects, refs=refs, facts=_facts_of(asked), first=begins, last=last)
    return st.lists(event, max_size=most, unique=True)


@st.composite
def obligations(
    draw: st.DrawFn, *, of: st.SearchStrategy[Rule] | None = None, **drawn_from: Unpack[DrawnFrom]
) -> Obligation:
    """The obligations of a rule after some events, in any status; each has its reason."""
    rule = draw(rules(**drawn_from) if of is None else of)
    ruleset = Ruleset(id="drawn", title="Drawn", rules=(rule,))
    day = draw(in_force(rule, plain(**drawn_from)))
    # Late enough that a month which follows the trigger's has begun.
    as_of = day + draw(st.integers(31, 400)) * _DAY
    others = draw(histories(ruleset, first=day, last=as_of))
    trigger = trigger_of(rule, day)
    found = ruleset.obligations([trigger, *others], as_of) or ruleset.obligations([trigger], as_of)
    # A month that ended with its trigger asks for nothing.
    assume(found)
    return draw(st.sampled_from(found))


def decisions(**drawn_from: Unpack[DrawnFrom]) -> st.SearchStrategy[CaseDecision]:
    """The facts of an obligation that a case decided."""
    made_of = plain(**drawn_from)
    return st.builds(
        CaseDecision,
        what=made_of.narrative,
        record=made_of.ids,
        place=st.integers(0, 9),
        audience=st.sampled_from([one.value for one in Audience]),
        open=st.booleans(),
        why=made_of.narrative,
        owners=st.lists(made_of.people, max_size=2, unique=True).map(tuple),
        ended_on=st.none() | made_of.days,
        withheld=st.integers(0, 9),
    )
