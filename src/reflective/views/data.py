"""Pieces of plain data that several views have: a day, where something is written, SMART, and disagreements."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from reflective.casework import Reading
from reflective.practice.people import Roles
from reflective.practice.plan import Plan
from reflective.records import Entry, Record
from reflective.views.names import Names

__all__ = ["cited", "disagreement_facts", "iso_day", "smart_facts", "source_lines"]


def iso_day(day: date | None) -> str | None:
    """A day as YYYY-MM-DD."""
    return None if day is None else day.isoformat()


def source_lines(*entries: Entry[Any]) -> str | None:
    """The places in the source of some entries, as one reference: "40, 73"."""
    places = [entry.source.at for entry in entries if entry.source is not None]
    return ", ".join(dict.fromkeys(part for place in places for part in place.split(", "))) or None


def cited(*entries: Entry[Any], said_by: str | None = None) -> dict[str, Any]:
    """Where some entries are from: the places in the source, whether any is an inference, and who said each and when.

    `said_by` is the person whose words the content has, where that is not whoever wrote the entry.
    """
    said = dict.fromkeys((said_by or entry.by, entry.on) for entry in entries)
    return {
        "lines": source_lines(*entries),
        "inferred": any(entry.source is not None and entry.source.inferred for entry in entries),
        "said": [{"by": person, "on": day.isoformat()} for person, day in said],
    }


def smart_facts(plan: Plan, action: str, as_of: date, known: Roles | None = None) -> dict[str, dict[str, bool | str]]:
    """Each letter of SMART for an action: whether the record has evidence for it, and the reason. No score.

    `known` are the roles that own no action as a person does: the shipped ones unless given.
    """
    roles = [role.id for role in (known or Roles.shipped()).roles]
    return {
        criterion: {"evidenced": found.evidenced, "reason": found.reason}
        for criterion, found in plan.smart(action, as_of, roles=roles).items()
    }


def disagreement_facts(reading: Reading, records: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """Every disagreement with an entry that a reading shows, of all its records or of some, by record and place."""
    every: tuple[Record[Any], ...] = (reading.people, reading.membership, *reading.records)
    logs = {log.id: log for log in every}
    names = Names(reading)
    return [
        {
            "record": record,
            "place": place,
            "person": said.person,
            "name": names[said.person],
            "words": said.words,
            **cited(logs[record].entries[place], said_by=said.person),
        }
        for record in (logs if records is None else dict.fromkeys(records))
        for place, several in sorted(reading.shown(record).disagreements.items())
        for said in several
    ]
