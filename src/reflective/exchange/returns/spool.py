"""Rows sorted by child on disk, so that a file of any length and any order is read a child at a time."""

import json
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

__all__ = ["Spool"]

_ROWS_IN_BATCH: Final = 1000


class Spool:
    """A temporary database of rows. Rows go in in any order and come out by child, in the order of the ids.

    SQLite keeps it in a file in the folder that TMPDIR names, and sorts it there with a cache of two megabytes. The
    file has no name from the moment it is made (on Windows it is deleted when it is closed), so even a process that is
    killed leaves nothing behind.
    """

    def __init__(self) -> None:
        self._database = sqlite3.connect("")
        self._database.execute("PRAGMA temp_store = FILE")
        # A journal and a sync are for a database that is rolled back, or read again after a crash. This one never is.
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("CREATE TABLE rows (child TEXT, place INTEGER, row TEXT)")
        self._waiting: list[tuple[str, int, str]] = []
        self._place = 0

    def add(self, child: str, row: list[Any]) -> None:
        """Add one row of a child."""
        self._waiting.append((child, self._place, json.dumps(row)))
        self._place += 1
        if len(self._waiting) >= _ROWS_IN_BATCH:
            self._flush()

    def children(self) -> Iterator[tuple[str, list[list[Any]]]]:
        """Each child with the child's rows, in the order in which they were added."""
        self._flush()
        rows = self._database.execute("SELECT child, row FROM rows ORDER BY child, place")
        for child, of_child in groupby(rows, key=itemgetter(0)):
            yield child, [json.loads(row) for _, row in of_child]

    def close(self) -> None:
        """Delete the database."""
        self._database.close()

    def _flush(self) -> None:
        self._database.executemany("INSERT INTO rows VALUES (?, ?, ?)", self._waiting)
        self._waiting.clear()
