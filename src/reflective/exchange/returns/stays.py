"""Episodes that adjoin, joined into stays: one stay under a legal status may lie in several rows."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from reflective.exchange.returns.source import is_id

__all__ = ["Stay", "rows_as_ref", "stays"]


class Stay(NamedTuple):
    """One unbroken stay: its rows, its first day, and its last day or None while it is open."""

    rows: tuple[int, ...]
    start: date
    end: date | None

    @property
    def ref(self) -> str:
        """Its rows."""
        return rows_as_ref(self.rows)


def rows_as_ref(rows: Sequence[int]) -> str:
    """Some rows joined by commas; or where they are too many for an id, the first row and how many more."""
    joined = ",".join(map(str, rows))
    return joined if is_id(joined) else f"{rows[0]} and {len(rows) - 1} more"


def stays(episodes: Iterable[tuple[int, date, date | None]]) -> tuple[Stay, ...]:
    """The stays of one child under one legal status, from episodes as (row, start, end).

    An episode belongs to the stay before it if it starts on or before the day on which that stay ends, or while it is
    open. A stay is open as long as any of its episodes is.
    """
    found: list[Stay] = []
    for row, start, end in sorted(episodes, key=lambda one: (one[1], one[0])):
        last = found[-1] if found else None
        if last is not None and (last.end is None or start <= last.end):
            latest = None if last.end is None or end is None else max(last.end, end)
            found[-1] = Stay((*last.rows, row), last.start, latest)
        else:
            found.append(Stay((row,), start, end))
    return tuple(found)
