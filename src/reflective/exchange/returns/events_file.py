"""A table of events as CSV: anybody's, in the columns that rules read."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from reflective.errors import BadValue
from reflective.exchange.returns.source import Faults, Progress, Return
from reflective.exchange.returns.spool import Spool
from reflective.exchange.returns.table import likely, rows
from reflective.fields import read_day
from reflective.rules import Event

__all__ = ["read_events"]

_COLUMNS: Final = ("subject", "kind", "on", "ref")


def read_events(path: str | Path, *, on_progress: Progress | None = None) -> Return:
    """The events of a CSV file with the columns subject, kind, on (YYYY-MM-DD) and ref.

    Every further column is a fact of that name, where it is not blank. The rows of one subject need not lie together:
    they are put in order in a temporary database on disk, so that no more than one subject is held. Raises
    `BadDocument` where a column is lacking.
    """
    file = Path(path)

    def read(_source: Return, faults: Faults) -> Iterator[tuple[Event, ...]]:
        spool = Spool()
        try:
            for row, told in rows(file, _COLUMNS, faults, on_progress, more=True, name="the table"):
                # By no name: of a table of events the file's name is anybody's, and may be a child's.
                place = f"row {row}"
                blank = [column for column in ("subject", "kind", "ref") if not told[column]]
                day = _day(told["on"])
                for column in blank:
                    faults.add(f"{place}, {column}", "text that is not blank")
                if day is None:
                    faults.add(f"{place}, on", "a day written YYYY-MM-DD")
                if day is not None and not blank:
                    facts = [[name, value] for name, value in told.items() if name not in _COLUMNS and value]
                    spool.add(told["subject"], [told["kind"], str(day), told["ref"], facts])
            for subject, kept in spool.children():
                yield tuple(
                    Event(
                        subject=subject,
                        kind=kind,
                        on=date.fromisoformat(on),
                        ref=ref,
                        facts=tuple((name, value) for name, value in facts),
                    )
                    for kind, on, ref, facts in kept
                )
        finally:
            spool.close()

    return Return(read, ruleset=None, holds=None)


def _day(text: str) -> date | None:
    with suppress(BadValue):
        day = read_day("on", text)
        return day if likely(day) else None
    return None
