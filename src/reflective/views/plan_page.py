"""One plan as a page, 80 columns wide, for whoever made it and whoever signs it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from reflective.casework import Reading
from reflective.timescales import day_in_words
from reflective.views.due import disagreement_line, withheld_line
from reflective.views.names import Names
from reflective.views.page import Page, bracketed
from reflective.views.plan import plan_facts

__all__ = ["plan_page"]

_STEPS = {
    "accepted": "accepted it",
    "declined": "declined it",
    "handed_over": "handed it over",
    "released": "was released from it",
}


def plan_page(reading: Reading, plan_id: str) -> str:
    """One plan of a reading as lines: its actions, its reviews, and who signed it.

    SMART stands with each action: whether the record has evidence for it, and the reason. It is advice, and no score.
    Raises `UnknownId` where the reading has no plan of that id.
    """
    facts = plan_facts(reading, plan_id)
    page, names = Page(), Names(reading)
    _head(page, facts, names, withheld_line(reading))
    for one in facts["actions"]:
        page.gap()
        page.row(one["id"], one["what"], bracketed(one["lines"]))
        _action(page, one, names)
    _reviews(page, facts, names)
    if facts["disagreements"]:
        page.gap()
    for one in facts["disagreements"]:
        page.row("", disagreement_line(one), bracketed(one["lines"]))
    return str(page)


def _head(page: Page, facts: dict[str, Any], names: Names, withheld: str) -> None:
    """Say what plan it is and for whom, which version, who signed it, and what the family answers to the whole."""
    page.say(f"{facts['plan']}: {facts['origin'] or 'nobody said what plan it is'}", f"as of {_day(facts['as_of'])}")
    of_plan = f", {facts['withheld_here']} of this plan" if facts["withheld_here"] else ""
    page.say(f"{withheld[0].upper()}{withheld[1:]}{of_plan}.", "[n]: where it is written")
    page.gap()
    page.row("for", _people(facts["children"], names) or "nobody is named")
    if facts["term"]:
        page.row("term", f'"{facts["term"]}"')
    if facts["ended_on"]:
        page.row("ended", _day(facts["ended_on"]))
    page.row("version", f"{facts['version']}, signed off by {_people(facts['signed_by'], names) or 'nobody'}")
    for one in facts["endorsements"]:
        how = "wrote no part of it" if one["independent"] else "wrote part of it"
        since = "" if one["holds"] else "; it was changed since"
        page.row("endorsed", f"by {names.with_id(one['by'])} on {_day(one['on'])}, who {how}{since}")
    for one in facts["goals"]:
        page.row(f"goal {one['id']}", f"for {names.with_id(one['child'])}: {one['different']}")
    _answers(page, "answers", facts["answers"], names)
    for one in facts["consents"]:
        given = "consents" if one["given"] else "does not consent"
        page.row("consent", f"{names.with_id(one['person'])} {given}, {_day(one['on'])}{_quoted(one['words'])}")


def _action(page: Page, one: dict[str, Any], names: Names) -> None:
    since = f"{'agreed' if one['agreed'] else 'proposed'} {_day(one['since'])}"
    page.row("  status", since if one["status"] in {"agreed", "draft"} else f"{_spaced(one['status'])}; {since}")
    page.row("  for", _people([*one["children"], *one["with_whom"]], names) or "nobody is named")
    _days(page, one, names)
    for closed in one["closed"]:
        page.row("  closed", f"for {names.with_id(closed['child'])} {_day(closed['on'])}: {_spaced(closed['result'])}")
    _owners(page, one, names)
    _answers(page, "  answers", one["answers"], names)
    for criterion, found in one["smart"].items():
        page.row(f"  {criterion}", f"{'evidenced' if found['evidenced'] else 'not evidenced'}: {found['reason']}")
    if one["hints"]:
        quoted = ", ".join(f'"{hint}"' for hint in one["hints"])
        page.row("  hints", f"{quoted}: to look at again, or to dismiss with a reason")
    for hint in one["hints_dismissed"]:
        page.row("  dismissed", f'"{hint["hint"]}", by {names.with_id(hint["by"])}: {hint["because"]}')
    for part in one["parts"]:
        page.row(f"  part {part['id']}", part["what"])
        if part["children"]:
            page.row("", f"for {_people(part['children'], names)}")
        _days(page, part, names, label="")


def _days(page: Page, one: dict[str, Any], names: Names, label: str = "  day") -> None:
    """Add the day of something and of the decision on it, how each was counted, its moves and the decisions taken."""
    decision, due = one["decision"], one["due"]
    if decision is not None:
        page.row(label, f"to decide: {_due(decision)}")
    if decision is None or due["day"] or due["words"]:
        page.row(label, _due(due))
    for move in one["moves"]:
        page.row("", f"moved {_day(move['on'])} {_to(move['to'])}: {move['because']}")
    for decided in one["decisions"]:
        answer = f"{'yes' if decided['yes'] else 'no'}, by {names.with_id(decided['decided_by'])}"
        page.row("", f"decided {_day(decided['on'])}, {answer}: {decided['because']}")
    if one["ended_on"]:
        page.row("", f"ended {_day(one['ended_on'])}")


def _due(due: dict[str, Any]) -> str:
    """A deadline in words: how it was counted, the day it was set as, or that there is none; its first day; if met."""
    said = due["why"] or (f"due {_day(due['day'])}" if due["day"] else "no day is recorded")
    first = f"; first due {_day(due['first_day'])}" if due["first_day"] not in {None, due["day"]} else ""
    met = f"; met {_day(due['met_on'])}" if due["met_on"] else ""
    return f"{said}{first}{met}"


def _to(due: dict[str, Any]) -> str:
    if due["day"]:
        return f"to {_day(due['day'])}"
    return f'to "{due["words"]}"' if due["words"] else "to no day"


def _owners(page: Page, one: dict[str, Any], names: Names) -> None:
    """Add who owns an action, each step of that, and who was asked and has not answered."""
    page.row("  owners", _people(one["owners"], names) or "nobody")
    for step in one["ownership"]:
        to = f" to {names.with_id(step['to'])}" if step["to"] else ""
        because = f": {step['because']}" if step["because"] else ""
        page.row("", f"{names.with_id(step['person'])} {_STEPS[step['step']]}{to} {_day(step['on'])}{because}")
    if one["awaited"]:
        page.row("", f"no answer yet: {_people(one['awaited'], names)}")


def _answers(page: Page, label: str, answers: list[dict[str, Any]], names: Names) -> None:
    if not answers:
        page.row(label, "none of the family is recorded")
    for one in answers:
        said = f"{names.with_id(one['person'])}: {_spaced(one['answer'])}, {_day(one['on'])}{_quoted(one['words'])}"
        page.row(label, said)
        label = ""


def _reviews(page: Page, facts: dict[str, Any], names: Names) -> None:
    for one in facts["reviews"]:
        page.gap()
        which = f"actions {', '.join(one['actions'])}" if one["actions"] else "every action"
        focus = f": {', '.join(one['focus'])}" if one["focus"] else ""
        page.row(f"review {one['id']}", f"{which}{focus}", bracketed(one["lines"]))
        page.row("  day", _due(one["due"]))
        for move in one["moves"]:
            page.row("", f"moved {_day(move['on'])} {_to(move['to'])}: {move['because']}")
        page.row("  reviewer", names.with_id(one["reviewer"]) if one["reviewer"] else "not named")
        if one["held_on"]:
            outcome = f"; {_spaced(one['outcome'])}" if one["outcome"] else ""
            page.row("  held", f"{_day(one['held_on'])}, with {_people(one['took_part'], names) or 'nobody'}{outcome}")
    if facts["review_is_lacking"]:
        page.gap()
        page.row("review", "none is planned")


def _people(people: Iterable[str], names: Names) -> str:
    return ", ".join(map(names.with_id, people))


def _day(day: str) -> str:
    return day_in_words(date.fromisoformat(day))


def _spaced(word: str) -> str:
    return word.replace("_", " ")


def _quoted(words: str | None) -> str:
    return f', "{words}"' if words else ""
