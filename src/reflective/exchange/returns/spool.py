"""SpooledRows sorted by child on disk, so that a file of any length and any order is read a child at a time."""

import json
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from reflective.exchange.returns.ids import folded_id

__all__ = ["Spool", "SpooledRows"]

_ROWS_IN_BATCH: Final = 1000
_ORDERS: Final = {
    False: "SELECT folded, child, row FROM rows ORDER BY folded, child, place",
    True: "SELECT folded, child, row, MIN(place) OVER (PARTITION BY folded) AS first FROM rows "
    "ORDER BY first, child, place",
}


class SpooledRows(NamedTuple):
    """The rows of one id. `is_alike` says that another id in the file is the same but for case, spaces or zeros."""

    child: str
    rows: list[list[Any]]
    is_alike: bool


class Spool:
    """A temporary database of rows. SpooledRows go in in any order and come out by child, in the order of the ids.

    SQLite keeps it in a file in the folder that TMPDIR names, and sorts it there with a cache of two megabytes. The
    file has no name from the moment it is made (on Windows it is deleted when it is closed), so even a process that is
    killed leaves nothing behind.
    """

    def __init__(self, *, keeps_order: bool = False) -> None:
        self._database = sqlite3.connect("")
        self._database.execute("PRAGMA temp_store = FILE")
        # A journal and a sync are for a database that is rolled back, or read again after a crash. This one never is.
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("CREATE TABLE rows (folded TEXT, child TEXT, place INTEGER, row TEXT)")
        self._waiting: list[tuple[str, str, int, str]] = []
        self._place = 0
        self._keeps_order = keeps_order

    def add(self, child: str, row: list[Any]) -> None:
        """Add one row of a child."""
        self._waiting.append((folded_id(child), child, self._place, json.dumps(row)))
        self._place += 1
        if len(self._waiting) >= _ROWS_IN_BATCH:
            self._flush()

    def children(self) -> Iterator[SpooledRows]:
        """Each child with the child's rows, in the order in which they were added. Ids that are alike lie together."""
        self._flush()
        found = self._database.execute(_ORDERS[self._keeps_order])
        for _, alike in groupby(found, key=itemgetter(0)):
            several = [(child, [json.loads(one[2]) for one in rows]) for child, rows in groupby(alike, itemgetter(1))]
            for child, rows in several:
                yield SpooledRows(child, rows, is_alike=len(several) > 1)

    def close(self) -> None:
        """Delete the database."""
        self._database.close()

    def _flush(self) -> None:
        self._database.executemany("INSERT INTO rows VALUES (?, ?, ?, ?)", self._waiting)
        self._waiting.clear()
