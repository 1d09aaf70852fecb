"""The duties that the decisions of a case set, of all its records together."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from reflective.practice.cycle import Continued, Cycle
from reflective.records.due import LOOK_AGAIN
from reflective.records.log import Record
from reflective.rules import Obligation

__all__ = ["due_of"]


def due_of(records: Iterable[Record[Any]], as_of: date, withheld: Mapping[str, int]) -> tuple[Obligation, ...]:
    """The rows of some records on a day, by subject, rule, trigger and ref, with what is withheld of each record."""
    records = tuple(records)
    continued = _continued(records, as_of)
    rows = [
        _looked_again(row, continued, as_of).withholding(withheld[record.id])
        for record in records
        for row in record.due_rows(as_of)
    ]
    return tuple(sorted(rows, key=lambda row: (row.subject, row.rule, row.trigger, row.ref)))


def _continued(records: Iterable[Record[Any]], as_of: date) -> dict[str, date]:
    """The cycles that another cycle goes on from, each with the first day on which one did."""
    found: dict[str, date] = {}
    for record in records:
        if isinstance(record, Cycle):
            for _, entry in record.standing(as_of):
                if isinstance(entry.content, Continued):
                    found.setdefault(entry.content.previous.record, entry.on)
    return found


def _looked_again(row: Obligation, continued: Mapping[str, date], as_of: date) -> Obligation:
    """A day to look again is met when the next cycle goes on from this one, where nobody said so before."""
    on = continued.get(row.record or "") if row.rule == LOOK_AGAIN and row.open else None
    return row if on is None else row.settled(on, as_of)
