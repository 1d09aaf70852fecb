"""Rules as pages: a list of rules, and one rule with its sources and who checked it."""

from datetime import date
from enum import StrEnum
from typing import Any, Final

import attrs

from reflective.fields import check
from reflective.rules import Authority, Effect, Every, Regime, Rule, Ruleset, Within
from reflective.timescales import Timescale, day_in_words
from reflective.views.page import Page, counted

__all__ = ["rule_facts", "rule_page", "rules_page"]


def rules_page(ruleset: Ruleset) -> str:
    """The rules of one ruleset, a line each: its id, the requirement of its newest version, and its authority."""
    check("ruleset", ruleset, Ruleset)
    page = Page()
    many = len({rule.id for rule in ruleset.rules})
    page.say(ruleset.id, counted(many, "rule"))
    page.say(ruleset.title)
    if ruleset.extends:
        page.say("extends " + " and ".join(one.id for one in ruleset.extends))
    page.gap()
    names = list(dict.fromkeys(rule.id for rule in ruleset.rules))
    width = min(max(map(len, names)), _MOST_ID_WIDTH)
    for name in names:
        versions = [rule for rule in ruleset.rules if rule.id == name]
        newest = max(versions, key=lambda rule: rule.in_force_from or date.min)
        asks, authority = str(newest.requirement), _SHORT[newest.authority]
        page.line((name, width), (asks, None), (authority, _AUTHORITY_WIDTH))
    return str(page)


#: The columns of a list of rules. A longer id is cut.
_MOST_ID_WIDTH: Final = 48
_AUTHORITY_WIDTH: Final = 11
#: The authorities as a narrow column has them.
_SHORT: Final = {
    Authority.STATUTE: "statute",
    Authority.REGULATIONS: "regulations",
    Authority.STATUTORY_GUIDANCE: "guidance",
    Authority.NATIONAL_STANDARD: "standard",
    Authority.LOCAL_POLICY: "local",
    Authority.STATISTICAL_RETURN: "return",
    Authority.CASE_DECISION: "decision",
}


def rule_page(ruleset: Ruleset, rule: Rule) -> str:
    """Every field of one version of a rule."""
    check("ruleset", ruleset, Ruleset)
    check("rule", rule, Rule)
    page = Page()
    page.say(rule.id, ruleset.id)
    page.gap()
    rows: dict[str, object] = {
        "what": rule.title,
        "version": rule.version,
        "asks": rule.requirement,
        "counted in": _units(rule),
        "set going by": ", ".join(rule.trigger),
        "met by": f"{', '.join(rule.met_by)} ({_matched(rule)})",
        "extended by": ", ".join(rule.extended_by),
        "extended late": "" if rule.late_extension.value == "none" else f"counted from {rule.late_extension}",
        "ends itself": "" if rule.expires is None else f"on the day that the fact {rule.expires} states, if sooner",
        "counts from": _from(rule),
        "by a court": "" if rule.rolls is None else f"{rule.rolls}: to the next day that is no Sunday or holiday",
        "no later than": ", ".join(f"the first {kind}" for kind in rule.not_after),
        "attaches to": "" if rule.attaches_to is None else f"the {rule.attaches_to}",
        "own day": ""
        if rule.own_day is None
        else f"{'counts' if rule.own_day.counts else 'not'}: {rule.own_day.source}",
        "seen by": ", ".join(rule.continues),
        "ended by": ", ".join(rule.ends_with),
        "not required": ", ".join(rule.not_required_with),
        "gives way to": "; ".join(f"{one.clause}, with {one.kind}" for one in rule.gives_way),
        "first since": ", ".join(rule.first_since),
        "only since": ", ".join(rule.only_since),
        "on death": "goes on" if rule.survives_death else "",
        "explained by": ", ".join(rule.explained_by),
        "for whom": "; ".join(f"{name}: {' or '.join(accepted)}" for name, accepted in rule.applies),
        "not for": "; ".join(f"{name}: {' or '.join(values)}" for name, values in rule.not_if),
        "gives way": "; ".join(map(_regime, rule.regimes)),
        "handed over": "" if rule.hand_over is None else str(rule.hand_over),
        "after it": rule.after_it or "",
        "text read": rule.text_read or "",
        "stands until": "" if rule.stands_until is None else day_in_words(rule.stands_until, weekday=False),
        "not met by": "; ".join(f"{name}: {' or '.join(values)}" for name, values in rule.not_met_if),
        "met from": "; ".join(f"{name}: {least} or more" for name, least in rule.met_from),
        "at least": "; ".join(f"{name}: {least} or more" for name, least in rule.at_least),
        "due soon": f"{rule.warn} calendar days before",
        "authority": rule.authority,
    }
    for label, said in rows.items():
        if said:
            page.row(label, str(said))
    for source in rule.sources:
        page.row("written in", str(source))
        if source.address is not None:
            page.row("", source.address)
    page.row("how sure", rule.confidence.value)
    for label, said in (("why it departs", rule.reason), ("note", rule.note)):
        if said is not None:
            page.row(label, said)
    if rule.checked_by is not None or rule.checked_on is not None:
        on = None if rule.checked_on is None else day_in_words(rule.checked_on, weekday=False)
        page.row("checked", ", ".join(one for one in (rule.checked_by, on) if one))
    for example in rule.examples:
        due = "on no day" if example.due is None else day_in_words(example.due)
        page.row("for example", f"from {day_in_words(example.trigger)}, due {due}")
    return str(page)


def rule_facts(ruleset: str, rule: Rule) -> dict[str, Any]:
    """The same as plain data, with the id of its ruleset; days are YYYY-MM-DD."""
    check("ruleset", ruleset, str)
    check("rule", rule, Rule)
    facts = {field.name: _data(field.name, getattr(rule, field.name)) for field in attrs.fields(Rule)}
    return {"ruleset": ruleset, "asks": str(rule.requirement)} | {
        name: fact for name, fact in facts.items() if name not in {"requirement", "examples"}
    }


def _data(name: str, given: Any) -> Any:
    """The value of a field of a rule as plain data: pairs as an object, values of ours as objects of their fields."""
    if name in _PAIRS:
        return {key: list(one) if isinstance(one, tuple) else one for key, one in given}
    if isinstance(given, tuple):
        return [_data("", one) for one in given]
    if isinstance(given, StrEnum):
        return given.value
    if isinstance(given, date | Timescale):
        return str(given)
    if attrs.has(type(given)):
        return {field.name: _data(field.name, getattr(given, field.name)) for field in attrs.fields(type(given))}
    return given


#: The fields of a rule that are pairs of a name and what it may be.
_PAIRS: Final = frozenset({"applies", "not_if", "not_met_if", "met_from", "at_least"})


def _matched(rule: Rule) -> str:
    how = "with the same ref" if rule.match.value == "ref" else "the next of the same subject"
    match rule.may_precede:
        case False:
            return how
        case True:
            return f"{how}, or one before it"
        case str() as kind:
            return f"{how}, or one since the last {kind}"
        case length:
            return f"{how}, or one of the {length} before it"


def _own_day(rule: Rule) -> str:
    if rule.own_day is None:
        return ""
    return f"{'counts' if rule.own_day.counts else 'does not count'} ({rule.own_day.source})"


def _regime(regime: Regime) -> str:
    values = " or ".join(regime.values)
    effect = "does not apply" if regime.effect is Effect.DOES_NOT_APPLY else "is not known"
    return f"where {regime.fact} is {values} it {effect} ({regime.clause})"


def _from(rule: Rule) -> str:
    other = rule.counts_from
    if other is None:
        return ""
    return f"{other.kind}, that day included, where {other.fact} is {other.value} ({other.clause})"


def _units(rule: Rule) -> str:
    """The calendar of a rule that counts working days; for other units, how a deadline on a day off is treated."""
    match rule.requirement:
        case Within(timescale=one):
            scales = [one]
        case Every(steps=steps):
            scales = [step.timescale for step in steps if step.timescale is not None]
        case _:
            return ""
    said = []
    if any(one.unit.value == "working_days" for one in scales):
        said.append(f"working days of {rule.calendar}")
    if any(one.unit.value == "hours" for one in scales):
        said.append("hours as whole days")
    if any(one.unit.value not in {"working_days", "hours"} for one in scales):
        said.append("calendar days, a deadline staying where it falls")
    if any(one.count_trigger for one in scales):
        said.append("the day itself counted")
    return "; ".join(said)
