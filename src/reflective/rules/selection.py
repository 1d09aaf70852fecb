"""Whether a version of a rule is for a trigger, by the trigger's facts: yes, no, or not known and why."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from reflective.errors import BadValue
from reflective.fields import read_day
from reflective.rules.event import Event, fold
from reflective.rules.requirements import Branch, SeriesStep
from reflective.rules.rule import Effect, Rule
from reflective.rules.status import Unknown
from reflective.timescales import Timescale

__all__ = ["FOR_IT", "KnownValues", "Selection", "day_in", "known_values", "rates", "select", "states"]

#: For each fact that any rule of a ruleset selects by, the values that some rule knows, as they are written.
KnownValues = Mapping[str, tuple[str, ...]]


class Selection(NamedTuple):
    """Whether a rule is for a trigger."""

    applies: bool
    #: The reason why it is not known, with a remark for the sentence.
    unknown: Unknown | None = None
    remark: str = ""


#: The verdict on most triggers.
FOR_IT: Final = Selection(applies=True)
_NOT_FOR_IT: Final = Selection(applies=False)


def known_values(rules: Iterable[Rule], more: Iterable[tuple[str, tuple[str, ...]]] = ()) -> KnownValues:
    """The values of each fact that some rule knows, each once, in the order of the rules; `more` are known beside."""
    found: dict[str, dict[str, str]] = {}
    for name, values in more:
        found.setdefault(name, {}).update((fold(value), value) for value in values)
    for rule in rules:
        given = [*rule.applies, *rule.not_if, *((one.fact, one.values) for one in rule.regimes)]
        given += [(branch.fact, tuple(value for value, _ in branch.rates)) for branch in rule.branches]
        for name, values in given:
            known = found.setdefault(name, {})
            for value in values:
                known.setdefault(fold(value), value)
    return {name: tuple(known.values()) for name, known in found.items()}


def select(rule: Rule, event: Event, known: KnownValues) -> Selection:
    """Whether a rule is for an event. A regime that nothing states is not entered."""
    if not rule.applies and not rule.not_if and not rule.regimes:
        return FOR_IT
    entered = [one for one in rule.regimes if states(event, one.fact, one.values)]
    if any(one.effect is Effect.DOES_NOT_APPLY for one in entered):
        return _NOT_FOR_IT
    if any(states(event, name, values) for name, values in rule.not_if):
        return _NOT_FOR_IT
    verdict = _by_facts(rule, event, known)
    if verdict is FOR_IT and entered:
        said = f"{' and '.join(one.clause for one in entered)} could change it, and was not read"
        return Selection(applies=True, unknown=Unknown.CLAUSE, remark=said)
    return verdict


def states(event: Event, fact: str, values: Iterable[str]) -> bool:
    """Whether an event states one of the values of a fact."""
    given = event.fact(fact)
    return given is not None and fold(given) in map(fold, values)


def _by_facts(rule: Rule, event: Event, known: KnownValues) -> Selection:
    """The verdict by the facts that the rule requires."""
    lacking, strange = list[str](), list[str]()
    for name, accepted in rule.applies:
        if event.fact(name) is None:
            lacking.append(name)
        elif not states(event, name, accepted):
            if states(event, name, known.get(name, ())):
                return _NOT_FOR_IT
            strange.append(name)
    if strange:
        said = "; ".join(f"{name} has a value that no rule knows; known are {_listed(known, name)}" for name in strange)
        return Selection(applies=True, unknown=Unknown.UNKNOWN_VALUE, remark=said)
    if lacking:
        said = f"it depends on {' and '.join(lacking)}, not evidenced on the record"
        return Selection(applies=True, unknown=Unknown.LACKS_FACT, remark=said)
    return FOR_IT


def _listed(known: KnownValues, name: str) -> str:
    return ", ".join(known[name])


def rates(asked: SeriesStep | Branch, event: Event) -> tuple[tuple[Timescale | None, ...], str]:
    """The rates that a step may have for an event, and a remark where there are several.

    A step without a number has None. A branch has the rate of the value that the event states, or each rate.
    """
    branch = asked if isinstance(asked, Branch) else asked.branch
    if branch is None:
        return (asked.timescale,) if isinstance(asked, SeriesStep) else (), ""
    given = event.fact(branch.fact)
    stated = None if given is None else fold(given)
    found = tuple(rate for value, rate in branch.rates if stated == fold(value))
    if found:
        return found, "" if len(found) == 1 else f"where {branch.fact} has this value, which rate holds was not read"
    if given is None:
        return branch.timescales, f"it depends on {branch.fact}, not evidenced on the record"
    known = ", ".join(dict.fromkeys(value for value, _ in branch.rates))
    return branch.timescales, f"{branch.fact} has a value that no rule knows; known are {known}"


def day_in(event: Event, fact: str | None) -> date | None:
    """The day that a fact of an event states as YYYY-MM-DD; None where it states none that can be read."""
    given = None if fact is None else event.fact(fact)
    if given is None:
        return None
    try:
        return read_day("fact", given.strip())
    except BadValue:
        return None
