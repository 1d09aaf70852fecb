"""A host's own table of events, as CSV in the columns that rules read."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import BinaryIO, Final

from reflective.errors import BadValue
from reflective.exchange.returns.source import Child, Faults, Progress, Return, check_progress, is_id, rewind
from reflective.exchange.returns.spool import Spool
from reflective.exchange.returns.table import is_likely, rows
from reflective.fields import read_day
from reflective.rules import Event

__all__ = ["read_events"]

_COLUMNS: Final = ("subject", "kind", "on", "ref")


def read_events(file: BinaryIO, *, on_progress: Progress | None = None) -> Return:
    """The events of a CSV file with the columns subject, kind, on (YYYY-MM-DD) and ref.

    Every further column is a fact of that name, where it is not blank. The file is open, binary and seekable, and
    stays open until reading is over. The rows of one subject need not lie together: they are sorted in a temporary
    database on disk, so that one subject is held at a time. Raises `BadValue` for anything but such a file; reading
    raises `BadDocument` if a column is lacking.
    """
    check_progress(on_progress)
    rewind(file)

    def reading(_source: Return, faults: Faults) -> Iterator[Child]:
        spool = Spool()
        try:
            for row, values in rows(file, _COLUMNS, faults, on_progress, more=True):
                unusable = [column for column in ("subject", "kind", "ref") if not is_id(values[column])]
                day = _day(values["on"])
                for column in unusable:
                    faults.add(f"row {row}, {column}", "an id" if values[column] else "text that is not blank")
                if day is None:
                    faults.add(f"row {row}, on", "a day written YYYY-MM-DD")
                if day is not None and not unusable:
                    facts = [[name, value] for name, value in values.items() if name not in _COLUMNS and value]
                    spool.add(values["subject"], [values["kind"], str(day), values["ref"], facts])
            for subject, kept in spool.children():
                events = tuple(
                    Event(
                        subject=subject,
                        kind=kind,
                        on=date.fromisoformat(on),
                        ref=ref,
                        facts=tuple((name, value) for name, value in facts),
                    )
                    for kind, on, ref, facts in kept
                )
                yield Child(subject=subject, events=events)
        finally:
            spool.close()

    return Return(reading, ruleset=None, holds=None)


def _day(text: str) -> date | None:
    with suppress(BadValue):
        day = read_day("on", text)
        return day if is_likely(day) else None
    return None
