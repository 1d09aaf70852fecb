"""Small rules and events for the tests of rules, each as short as what it shows."""

from datetime import date

from reflective.rules import Authority, Event, Match, Rule, Ruleset, Within
from reflective.timescales import Timescale

START = date(2024, 1, 1)


def event(kind, on, ref="r-1", subject="c-1", **facts):
    return Event(subject=subject, kind=kind, on=on, ref=ref, facts=tuple(facts.items()))


def rule(asks="5 days", **given):
    """A rule that wants an end within a time of a start, or whatever else it is told."""
    requirement = Within(timescale=Timescale.parse(asks)) if isinstance(asks, str) else asks
    plain = {"id": "it.ends", "title": "It ends", "trigger": ("it.started",), "met_by": ("it.ended",)}
    return Rule(**{**plain, "requirement": requirement, "authority": Authority.STATUTORY_GUIDANCE, **given})


def ruleset(*rules, name="mine", **given):
    return Ruleset(id=name, title="Mine", rules=rules or (rule(),), **given)


def asked(rules, events, as_of=date(2024, 12, 31), **given):
    rules = rules if isinstance(rules, Ruleset) else ruleset(rules)
    return rules.obligations(events, as_of, **given)


def only(rules, events, as_of=date(2024, 12, 31), **given):
    (found,) = asked(rules, events, as_of, **given)
    return found


NEXT = {"match": Match.NEXT}
