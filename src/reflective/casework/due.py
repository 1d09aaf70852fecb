"""What is due by the decisions of a case, of all its records together."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from reflective.records.log import Record
from reflective.rules import Obligation

__all__ = ["due_of"]


def due_of(records: Iterable[Record[Any]], as_of: date, withheld: Mapping[str, int]) -> tuple[Obligation, ...]:
    """The rows of some records on a day, by subject, rule, trigger and ref, with what is withheld of each record."""
    rows = [
        row if not withheld[record.id] else row.withholding(withheld[record.id])
        for record in records
        for row in record.due_rows(as_of)
    ]
    return tuple(sorted(rows, key=lambda row: (row.subject, row.rule, row.trigger, row.ref)))
