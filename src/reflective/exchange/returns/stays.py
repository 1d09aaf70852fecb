"""Episodes that adjoin, joined: a stay under one legal status may be told in several rows."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

__all__ = ["Stay", "stays"]


class Stay(NamedTuple):
    """One unbroken stay: the rows it was told in, its first day, and its last where it is over."""

    rows: tuple[int, ...]
    start: date
    end: date | None

    @property
    def ref(self) -> str:
        """Its rows, joined by commas."""
        return ",".join(map(str, self.rows))


def stays(episodes: Iterable[tuple[int, date, date | None]]) -> tuple[Stay, ...]:
    """The stays of one child under one legal status, from episodes as (row, start, end).

    An episode that starts on or before the day the stay so far ends goes on with it, and so does one that starts while
    it is open. A stay is open as long as any of its episodes is.
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
