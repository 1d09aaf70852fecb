"""What is due in a reading, as a list and as data."""

from datetime import date
from typing import Any, Final

from reflective.casework import Reading
from reflective.fields import check
from reflective.rules import Obligation
from reflective.timescales import day_in_words
from reflective.views.page import Page, short_day

__all__ = ["due_facts", "due_page", "withheld_line"]

#: What each rule of a case's decisions is called on a page.
KINDS: Final = {
    "case.action": "action",
    "case.part": "part of action",
    "case.decision": "decision",
    "case.review": "review",
    "case.checkpoint": "checkpoint",
    "case.look_again": "look again",
}
#: How the counts of a reading are called on a page.
_WITHHELD: Final = {
    "child_file": "for the child's file",
    "family_shared": "shared with the family",
    "organisation": "for the organisation",
    "personal": "personal",
    "restricted": "restricted",
    "about_nobody": "about nobody yet",
    "erased": "erased",
    "unreadable": "that cannot be read here",
}


def due_facts(reading: Reading) -> dict[str, Any]:
    """What is due as data: a row for each thing and each person it is for; days are YYYY-MM-DD.

    Rows are those of `Obligation.as_row`. What the reading withholds is counted.
    """
    check("reading", reading, Reading)
    return {
        "as_of": reading.as_of.isoformat(),
        "withheld": dict(reading.withheld),
        "obligations": [row.as_row(why=True) for row in reading.due],
    }


def due_page(reading: Reading) -> str:
    """What is due as lines, soonest first: the day, the status, and what it is. Something for several is one line."""
    check("reading", reading, Reading)
    page = Page()
    page.say(f"Due as of {day_in_words(reading.as_of)}", withheld_line(reading))
    page.gap()
    shown = _once(reading.due)
    for row in shown:
        day = "undated" if row.due is None else f"{short_day(row.due)} {row.due:%Y}"
        moved = row.first_due if row.first_due not in {None, row.due} else None
        first = f"; first due {short_day(moved).strip()}" if moved else ""
        owner = "" if row.owners or row.rule == "case.look_again" else "; no owner"
        page.row(f"{day:>13}", f"{_state(row)}: {KINDS[row.rule]} {item_of(row)}, {row.what}{first}{owner}", hang=2)
    if not shown:
        page.say("Nothing is recorded as due.")
    return str(page)


def withheld_line(reading: Reading) -> str:
    """How many entries the reading leaves out, and why, in words."""
    said = [f"{many} {_WITHHELD[name]}" for name, many in reading.withheld.items() if many]
    return f"{', '.join(said) or 'nothing'} withheld"


def item_of(row: Obligation) -> str:
    """The item of a decision, with its part: what follows the record in the ref; the record where there is no item."""
    return row.ref.partition("/")[2] or row.ref


def _once(rows: tuple[Obligation, ...]) -> list[Obligation]:
    """A row for each thing that differs between the people it is for in nothing that a page shows; soonest first."""
    found = {(row.rule, row.ref, row.due, row.status, row.days_late): row for row in rows}
    return sorted(found.values(), key=lambda row: (row.due is None, row.due or date.max, row.ref))


def _state(row: Obligation) -> str:
    if row.days_late:
        return f"{row.status.value.replace('_', ' ')}, {row.days_late} {'day' if row.days_late == 1 else 'days'} past"
    return "no day" if row.status.value == "not_known" and row.due is None else row.status.value.replace("_", " ")
