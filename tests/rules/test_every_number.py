"""Every number and every key of the shipped rulesets is held by an example: a change turns a test red.

The control is each test itself: it plants the change and asks for the example that catches it.
"""

from collections.abc import Iterator

import attrs
import pytest

from reflective.errors import ReflectiveError
from reflective.rules import AtMost, Branch, Every, Rule, Ruleset, SeriesStep, Within
from reflective.testing.laws import LAWS
from reflective.timescales import Timescale

BY_NAME = {law.name: law for law in LAWS}
ALL = [Ruleset.load(name) for name in Ruleset.names()]
RULES = [(ruleset, rule) for ruleset in ALL for rule in ruleset.rules]
#: The triggers of a duty to a worker: no child of these dies.
OF_WORKERS = frozenset({"practitioner.started", "first_year.started"})
IDS = [f"{ruleset.id}: {rule.id}, {rule.version}" for ruleset, rule in RULES]


def others(timescale: Timescale) -> Iterator[Timescale]:
    """The timescale with one more and with one less, where there is one less."""
    for amount in (timescale.amount + 1, timescale.amount - 1):
        if amount > 0:
            yield Timescale(amount, timescale.unit.value, count_trigger=timescale.count_trigger)


def branches(branch: Branch) -> Iterator[Branch]:
    """The branch with one of its rates changed."""
    for place, (value, rate) in enumerate(branch.rates):
        for other in others(rate):
            yield attrs.evolve(branch, rates=(*branch.rates[:place], (value, other), *branch.rates[place + 1 :]))


def steps(step: SeriesStep) -> Iterator[SeriesStep]:
    """The step with one of its numbers changed."""
    if step.branch is not None:
        for branch in branches(step.branch):
            yield attrs.evolve(step, branch=branch, timescale=branch.longest)
    elif step.timescale is not None:
        for other in others(step.timescale):
            yield attrs.evolve(step, timescale=other)
    if step.until is not None:
        for other in others(step.until):
            yield attrs.evolve(step, until=other)


def requirements(rule: Rule) -> Iterator[object]:
    """The requirement of the rule, with one number changed."""
    match rule.requirement:
        case Within() as within:
            yield from withins(within)
        case Every() as every:
            for place, step in enumerate(every.steps):
                for other in steps(step):
                    yield attrs.evolve(every, steps=(*every.steps[:place], other, *every.steps[place + 1 :]))
        case AtMost() as limit:
            yield attrs.evolve(limit, amount=limit.amount + 1)
            yield attrs.evolve(limit, amount=limit.amount - 1)
            for other in others(limit.window):
                yield attrs.evolve(limit, window=other)
        case _:
            return


def withins(within: Within) -> Iterator[Within]:
    """The duty to do something once, with one number changed."""
    if within.branch is not None:
        for branch in branches(within.branch):
            yield attrs.evolve(within, branch=branch, timescale=branch.longest)
    else:
        for other in others(within.timescale):
            yield attrs.evolve(within, timescale=other)
    if within.extension is not None:
        for other in others(within.extension):
            yield attrs.evolve(within, extension=other)
    if within.extensions is not None:
        yield attrs.evolve(within, extensions=within.extensions + 1)
        yield attrs.evolve(within, extensions=None)


def numbers(rule: Rule) -> Iterator[Rule]:
    """The rule with one of its numbers changed."""
    for requirement in requirements(rule):
        yield attrs.evolve(rule, requirement=requirement)
    if isinstance(rule.may_precede, Timescale):
        for other in others(rule.may_precede):
            yield attrs.evolve(rule, may_precede=other)
    if rule.counts_from is not None:
        for other in others(rule.counts_from.at_most):
            yield attrs.evolve(rule, counts_from=attrs.evolve(rule.counts_from, at_most=other))


def caught(ruleset: Ruleset, rule: Rule, changed: Rule) -> bool:
    """Whether an example of the rule goes wrong once the one version is replaced by the other."""
    rules = tuple(changed if one is rule else one for one in ruleset.rules)
    try:
        wrong = attrs.evolve(ruleset, rules=rules)
    except ReflectiveError:
        return True
    return BY_NAME["own-examples"].broken(wrong.only(rule.id), rule.id) is not None


@pytest.mark.parametrize(("ruleset", "rule"), RULES, ids=IDS)
def test_a_changed_number_is_caught_by_an_example(ruleset, rule):
    """Each version of each rule is changed: a day more or less in a step, an extension, a branch or a look-back."""
    missed = [str(other.requirement) for other in numbers(rule) if not caught(ruleset, rule, other)]
    assert missed == []


def without(names: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each of the names, with the others."""
    return ((str(one), names[:place] + names[place + 1 :]) for place, one in enumerate(names))


def lists(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """The rule with one thing less in one of its lists, each with what was left out."""
    for name in ("ends_with", "not_required_with", "gives_way", "not_after", "trigger", "met_by"):
        for one, fewer in without(getattr(rule, name)):
            if fewer or name not in {"trigger", "met_by"}:
                yield f"{name}: {one}", attrs.evolve(rule, **{name: fewer})
    for fact, accepted in rule.applies:
        for one, fewer in without(accepted):
            if fewer:
                yield f"applies: {one}", attrs.evolve(rule, applies=((fact, fewer),))


def keys(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """The rule without one of its keys, or with one of them turned round, each with what was changed."""
    yield from lists(rule)
    for name in ("expires", "counts_from", "rolls", "hand_over", "after_it"):
        if getattr(rule, name) is not None:
            yield name, attrs.evolve(rule, **{name: None})
    if rule.may_precede is not False:
        yield "may_precede", attrs.evolve(rule, may_precede=False)
    if rule.own_day is not None:
        yield "own_day", attrs.evolve(rule, own_day=attrs.evolve(rule.own_day, counts=not rule.own_day.counts))
    if rule.survives_death and not rule.out_of_order and rule.trigger[0] not in OF_WORKERS:
        yield "survives_death", attrs.evolve(rule, survives_death=False)


def by_id():
    """The versions of each rule of each ruleset."""
    found: dict[tuple[str, str], list[tuple[Ruleset, Rule]]] = {}
    for ruleset, rule in RULES:
        found.setdefault((ruleset.id, rule.id), []).append((ruleset, rule))
    return found


@pytest.mark.parametrize(("name", "versions"), by_id().items(), ids=[" ".join(one) for one in by_id()])
def test_a_key_left_out_is_caught_by_an_example(name, versions):
    """Every end, every decision, every kind of event and every clause has an example, in one version of its rule."""
    held: dict[str, bool] = {}
    for ruleset, rule in versions:
        for label, other in keys(rule):
            held[label] = held.get(label, False) or caught(ruleset, rule, other)
    assert [label for label, found in held.items() if not found] == []
    assert name


def test_the_least_that_is_asked_of_a_meeting_is_the_ninety_minutes_of_the_standard():
    """No example can hold that number: a shorter meeting counts, and the answer only says that it was short."""
    asked = {(ruleset.id, rule.id, *least) for ruleset, rule in RULES for least in rule.at_least}
    of_workers = ("supervision.newly-qualified", "supervision.practitioner")
    assert asked == {("england", name, "minutes", 90) for name in of_workers}
