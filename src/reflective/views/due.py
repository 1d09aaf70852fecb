"""What is due in a case, as a list and as data."""

from datetime import date
from typing import Any

from reflective.casework import Case
from reflective.records import DueItem
from reflective.timescales import day_in_words
from reflective.views.page import Page, short_day
from reflective.views.withholding import open_case

__all__ = ["due_facts", "due_page"]


def due_facts(case: Case, as_of: date) -> dict[str, Any]:
    """What is due as data: a row for each thing and each person it is about; days are YYYY-MM-DD.

    Rows have the fields of an obligation. The rule is the kind of thing it is. The subject is the person it is about,
    or the record if it is about nobody in particular. Personal and restricted ones are left out and counted.
    """
    left, withheld = open_case(case, as_of)
    rows = [row for item in left.due(as_of) for row in _rows(item)]
    return {"as_of": as_of.isoformat(), "withheld": withheld, "obligations": rows}


def due_page(case: Case, as_of: date) -> str:
    """What is due as lines, soonest first: the day, the status, and what it is."""
    left, withheld = open_case(case, as_of)
    shown, held_back = left.due(as_of), sum(withheld.values())
    page = Page()
    page.say(f"Due as of {day_in_words(as_of)}", f"{held_back} personal or restricted entries withheld")
    page.gap()
    for item in shown:
        day = "undated" if item.due is None else f"{short_day(item.due)} {item.due:%Y}"
        moved = f"; first due {short_day(item.first_due).strip()}" if _moved(item) and item.first_due else ""
        owner = "" if item.owners else "; no owner"
        page.row(f"{day:>13}", f"{_state(item)}: {item.kind} {item.item}, {item.what}{moved}{owner}", hang=2)
    if not shown:
        page.say("Nothing is recorded as due.")
    return str(page)


def _rows(item: DueItem) -> list[dict[str, Any]]:
    return [
        {
            "rule": item.kind,
            "subject": subject,
            "ref": f"{item.record}/{item.item}",
            "trigger": item.trigger.isoformat(),
            "due": None if item.due is None else item.due.isoformat(),
            "first_due": None if item.first_due is None else item.first_due.isoformat(),
            "met": None if item.met is None else item.met.isoformat(),
            "status": item.status.value,
            "days_late": item.days_late,
            "why": item.why or ("undated: no day is recorded" if item.due is None else "the day was set as such"),
            "what": item.what,
            "owners": list(item.owners),
        }
        for subject in item.about or (item.record,)
    ]


def _moved(item: DueItem) -> bool:
    return item.first_due != item.due


def _state(item: DueItem) -> str:
    if item.days_late:
        return (
            f"{item.status.value.replace('_', ' ')}, {item.days_late} {'day' if item.days_late == 1 else 'days'} past"
        )
    return "no day" if item.due is None and item.met is None else item.status.value.replace("_", " ")
