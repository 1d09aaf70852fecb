"""Rules as pages: a list of rules, and one rule with its sources and who checked it."""

from typing import Any

from reflective.fields import check
from reflective.rules import Every, Rule, Ruleset, Within
from reflective.timescales import day_in_words
from reflective.views.page import Page, counted

__all__ = ["rule_facts", "rule_page", "rules_page"]


def rules_page(ruleset: Ruleset) -> str:
    """The rules of one ruleset, each in two lines or so: its id and authority, and its requirement."""
    check("ruleset", ruleset, Ruleset)
    page = Page()
    many = len({rule.id for rule in ruleset.rules})
    page.say(ruleset.id, counted(many, "rule"))
    page.say(ruleset.title)
    if ruleset.extends:
        page.say("extends " + " and ".join(one.id for one in ruleset.extends))
    for rule in ruleset.rules:
        page.gap()
        page.say(rule.id, rule.authority.value)
        version = "" if len(ruleset.rule(rule.id)) == 1 else f"; {rule.version}"
        page.row("", f"{rule.title}: {rule.requirement}{version}", hang=2)
    return str(page)


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
        "ended by": ", ".join(rule.ends_with),
        "explained by": ", ".join(rule.explained_by),
        "for whom": "; ".join(f"{name}: {' or '.join(accepted)}" for name, accepted in rule.applies),
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
    return {
        "ruleset": ruleset,
        "id": rule.id,
        "title": rule.title,
        "asks": str(rule.requirement),
        "trigger": list(rule.trigger),
        "met_by": list(rule.met_by),
        "match": rule.match.value,
        "may_precede": bool(rule.may_precede),
        "date_may_be_missing": rule.date_may_be_missing,
        "ends_with": list(rule.ends_with),
        "extended_by": list(rule.extended_by),
        "explained_by": list(rule.explained_by),
        "applies": {name: list(accepted) for name, accepted in rule.applies},
        "at_least": dict(rule.at_least),
        "calendar": rule.calendar,
        "authority": rule.authority.value,
        "sources": [
            {"title": source.title, "clause": source.clause, "address": source.address} for source in rule.sources
        ],
        "confidence": rule.confidence.value,
        "in_force_from": None if rule.in_force_from is None else str(rule.in_force_from),
        "in_force_to": None if rule.in_force_to is None else str(rule.in_force_to),
        "warn": rule.warn,
        "reason": rule.reason,
        "note": rule.note,
        "checked_by": rule.checked_by,
        "checked_on": None if rule.checked_on is None else str(rule.checked_on),
    }


def _matched(rule: Rule) -> str:
    how = "with the same ref" if rule.match.value == "ref" else "the next of the same subject"
    return f"{how}, or one before it" if bool(rule.may_precede) else how


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
