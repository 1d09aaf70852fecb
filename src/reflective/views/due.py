"""The duties of a reading, as a list and as data."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from reflective.casework import Reading
from reflective.fields import check
from reflective.practice.people import PersonKind
from reflective.records.due import ACTION, CHANGE, CHECKPOINT, DECISION, LOOK_AGAIN, PART, REVIEW
from reflective.rules import Accounts, Obligation
from reflective.rules.accounts import accounts_of
from reflective.timescales import day_in_words
from reflective.views.accounts import accounts_lines
from reflective.views.data import disagreement_facts
from reflective.views.page import Page, short_day

__all__ = ["KINDS", "disagreement_line", "due_facts", "due_page", "item_of", "withheld_line"]

#: The name of each rule of a case's decisions on a page.
KINDS: Final = {
    ACTION: "action",
    PART: "part of action",
    DECISION: "decision",
    REVIEW: "review",
    CHECKPOINT: "checkpoint",
    LOOK_AGAIN: "look again",
    CHANGE: "change",
}
#: How the counts of what a reading withholds are called on a page, and those of what nobody can read any more or yet.
_WITHHELD: Final = {
    "child_file": "for the child's file",
    "family_shared": "shared with the family",
    "organisation": "for the organisation",
    "personal": "personal",
    "restricted": "restricted",
    "about_nobody": "about nobody yet",
}
_NOT_THERE: Final = {"erased": "erased", "unreadable": "not readable here"}


def due_facts(reading: Reading) -> dict[str, Any]:
    """The duties as data: a row for each thing and each person it is for; days are YYYY-MM-DD.

    Rows are those of `Obligation.as_row`. What the reading withholds is counted, and every disagreement with an entry
    of a record that has a row is there.
    """
    check("reading", reading, Reading)
    return {
        "as_of": reading.as_of.isoformat(),
        "obligations": [row.as_row(why=True) for row in reading.due],
        "withheld": dict(reading.withheld),
        "disagreements": disagreement_facts(reading, _records(reading.due)),
        "accounted": _accounts(reading).as_data(),
    }


def _accounts(reading: Reading) -> Accounts:
    """The reconciliation of what is due: of the children whom the reading names by its day, and whoever has a row."""
    children = [one.id for one in reading.people.everybody(reading.as_of, PersonKind.CHILD)]
    return accounts_of(reading.as_of, children, reading.due)


def due_page(reading: Reading) -> str:
    """The duties as lines, soonest first: the day, the status, and what it is. Something for several is one line."""
    check("reading", reading, Reading)
    page = Page()
    page.say(f"Due as of {day_in_words(reading.as_of)}", withheld_line(reading))
    page.gap()
    shown = _once(reading.due)
    for row in shown:
        day = "undated" if row.due is None else f"{short_day(row.due)} {row.due:%Y}"
        page.row(f"{day:>13}", f"{_state(row)}: {_named(row)}", hang=2)
    if not shown:
        page.say("Nothing is recorded as due.")
    disagreed = disagreement_facts(reading, _records(reading.due))
    if disagreed:
        page.gap()
    for one in disagreed:
        page.say(disagreement_line(one))
    page.gap()
    for line in accounts_lines(_accounts(reading)):
        page.say(line)
    return str(page)


def withheld_line(reading: Reading) -> str:
    """How many entries the reading leaves out, and why, in words: "12 personal withheld; 1 erased"."""
    counts = reading.withheld
    held = [f"{counts[name]} {words}" for name, words in _WITHHELD.items() if counts[name]]
    gone = [f"{counts[name]} {words}" for name, words in _NOT_THERE.items() if counts[name]]
    return "; ".join([f"{', '.join(held) or 'nothing'} withheld", *gone])


def disagreement_line(one: Mapping[str, Any]) -> str:
    """One disagreement: who disagrees, with which entry, and in which words."""
    return f"{one['name']} disagrees with entry {one['place']} of {one['record']}: {one['words']}"


def _records(rows: Iterable[Obligation]) -> list[str]:
    """The records that some rows come from, each once."""
    return list(dict.fromkeys(row.record for row in rows if row.record is not None))


def _named(row: Obligation) -> str:
    """The kind of a row, its item and its words, its first day where it was moved, and whether it has an owner.

    Where entries of its record are withheld, the row says so: it may stand otherwise.
    """
    kind, item = KINDS[row.rule], row.record if row.rule == LOOK_AGAIN else item_of(row)
    # The words of a review and of a look again begin with their kind.
    what = (row.what or "").removeprefix(kind).removeprefix(": ")
    moved = row.first_due if row.first_due not in {None, row.due} else None
    first = f"; first due {short_day(moved).strip()}" if moved else ""
    nobody_s = row.rule in {LOOK_AGAIN, CHANGE} or item == row.record
    owner = "" if row.owners or nobody_s else "; no owner"
    withheld = f"; {row.withheld} of {row.record} withheld" if row.withheld else ""
    return f"{kind} {', '.join(filter(None, [item, what]))}{first}{owner}{withheld}"


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
