"""The laws of where a rule stands: among its versions, over the rule it shares an id with, and beside its examples."""

from datetime import date, timedelta
from itertools import pairwise

import attrs

from reflective.rules import Authority, Event, Example, Rule, Ruleset, Status, Why
from reflective.rules.overlay import loosening
from reflective.testing._counting import trigger_days, unless_outside
from reflective.timescales import day_in_words

__all__ = ["nowhere_laxer", "own_examples", "trigger_of", "versions_in_turn"]

_DAY = timedelta(days=1)


def versions_in_turn(ruleset: Ruleset, name: str) -> str | None:
    """The versions of a rule follow each other without gap or overlap."""
    for _, versions in ruleset.by_rule:
        in_turn = sorted(
            (rule for rule in versions if rule.id == name), key=lambda rule: rule.in_force_from or date.min
        )
        for before, after in pairwise(in_turn):
            ends, begins = before.in_force_to, after.in_force_from
            if ends is None or begins is None or begins <= ends:
                day = begins or before.in_force_from or date.min
                return f"on {day_in_words(day)} two versions are in force: {before.version}, and {after.version}"
            if begins > ends + _DAY:
                gap = day_in_words(ends + _DAY)
                return f"on {gap} no version is in force, between {before.version} and {after.version}"
    return None


def nowhere_laxer(ruleset: Ruleset, name: str) -> str | None:
    """A local rule is nowhere laxer than the one whose id it shares, unless it may depart and says why."""
    lines = [(one, rule) for one, versions in ruleset.by_rule for rule in versions if rule.id == name]
    for place, (mine, rule) in enumerate(lines):
        for theirs, base in lines[:place]:
            found = None if mine.id == theirs.id else loosening(rule, base)
            if found is not None:
                return f"{rule.requirement} of {mine.id} beside {base.requirement} of {theirs.id}: {found.how}"
            later = None if mine.id == theirs.id or rule.reason is not None else _later(rule, base)
            if later is not None:
                return f"{rule.requirement} of {mine.id} beside {base.requirement} of {theirs.id}: {later}"
    return None


def _later(rule: Rule, base: Rule) -> str | None:
    """The first trigger for which one falls due after the other: counted, and not told from what they say."""
    bound = {rule.authority, base.authority}
    if base.authority in {Authority.LOCAL_POLICY, Authority.CASE_DECISION} or Authority.STATISTICAL_RETURN in bound:
        return None
    for day in filter(base.in_force, trigger_days(rule)):
        due, theirs = unless_outside(rule.due, day), unless_outside(base.due, day)
        if due is not None and theirs is not None and due > theirs:
            return f"set going on {day_in_words(day)} it is due {day_in_words(due)} and not {day_in_words(theirs)}"
    return None


def trigger_of(rule: Rule, day: date, *, kind: str | None = None, subject: str = "c-1", ref: str = "r-1") -> Event:
    """An event that sets a rule going on a day, with the facts that it asks for."""
    facts = tuple((fact, accepted[0]) for fact, accepted in rule.applies)
    return Event(subject=subject, kind=kind or rule.trigger[0], on=day, ref=ref, facts=facts)


def own_examples(ruleset: Ruleset, name: str) -> str | None:
    """Its own examples come out."""
    for one, versions in ruleset.by_rule:
        for rule in versions:
            for example in rule.examples:
                said = _wrong(ruleset, one.id, rule, example)
                if said is not None and rule.id == name:
                    return said
    return None


def _wrong(ruleset: Ruleset, within: str, rule: Rule, example: Example) -> str | None:
    as_of = _asked_on(example)
    found = [
        one
        for one in ruleset.obligations(_events(rule, example), as_of)
        if (one.ruleset, one.rule, one.ref, one.period) == (within, rule.id, "r-1", example.period)
    ]
    set_going = f"set going on {day_in_words(example.trigger)}"
    if not found:
        return f"{set_going} it asks nothing"
    answer = found[0]
    if answer.status is Status.NOT_KNOWN and answer.due is None and example.due is not None:
        why = answer.why
        return f"{set_going} its day is not known: {why.remarks[-1] if isinstance(why, Why) else ''}"
    if answer.due is not None and example.due is None:
        return f"{set_going} it is due {day_in_words(answer.due)}, and the example has no due day"
    if answer.due != example.due:
        return f"{set_going} it is due {_or_no_day(answer.due)} and not {_or_no_day(example.due)}"
    latest = example.due if example.due_latest is None else example.due_latest
    if answer.due_latest != latest:
        return f"{set_going} it is due at the latest {_or_no_day(answer.due_latest)} and not {_or_no_day(latest)}"
    if example.status is not None and answer.status is not example.status:
        return f"{set_going} it is {answer.status} on {day_in_words(as_of)} and not {example.status}"
    if example.days_late is not None and answer.days_late != example.days_late:
        return f"{set_going} it is {answer.days_late} days late on {day_in_words(as_of)} and not {example.days_late}"
    return None


def _asked_on(example: Example) -> date:
    """The day of the question: the one that the example gives, or the last day on which anything happened in it."""
    if example.as_of is not None:
        return example.as_of
    last = example.met or example.due or example.trigger
    return max([last, *(one.on for one in example.also)])


def _events(rule: Rule, example: Example) -> list[Event]:
    """The events of an example: the triggers, what met the rule, and whatever else it names."""
    events = [trigger_of(rule, day, ref=f"r-0{place}") for place, day in enumerate(example.before)]
    trigger = trigger_of(rule, example.trigger, kind=example.kind)
    facts = {**dict(trigger.facts), **dict(example.facts)}
    events.append(attrs.evolve(trigger, facts=tuple(facts.items())))
    if example.met is not None:
        events.append(Event(subject="c-1", kind=rule.met_by[0], on=example.met, ref="r-1"))
    events += [
        Event(subject="c-1", kind=one.kind, on=one.on, ref=one.ref or "r-1", facts=one.facts) for one in example.also
    ]
    return events


def _or_no_day(day: date | None) -> str:
    return "on no day" if day is None else day_in_words(day)
