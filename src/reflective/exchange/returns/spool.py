"""Rows put in order by child on disk, so that a file of any length and any order is read a child at a time."""

import json
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

__all__ = ["Spool"]

_BATCH: Final = 1000


class Spool:
    """A temporary database of rows: put in as they come, taken out by child in the order of the ids.

    SQLite keeps it in a file of its own, in the folder that TMPDIR names, and sorts it there with a cache of two
    megabytes. The file has no name from the moment it is made (on Windows until it is closed), so that nothing is left
    behind even by a process that is killed.
    """

    def __init__(self) -> None:
        self._database = sqlite3.connect("")
        self._database.execute("PRAGMA temp_store = FILE")
        # Nothing is ever rolled back, nor read again after a fall.
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("CREATE TABLE rows (child TEXT, place INTEGER, row TEXT)")
        self._waiting: list[tuple[str, int, str]] = []
        self._place = 0

    def add(self, child: str, row: list[Any]) -> None:
        """Keep one row of a child."""
        self._waiting.append((child, self._place, json.dumps(row)))
        self._place += 1
        if len(self._waiting) >= _BATCH:
            self._flush()

    def children(self) -> Iterator[tuple[str, list[list[Any]]]]:
        """Each child with their rows in the order they were put in."""
        self._flush()
        rows = self._database.execute("SELECT child, row FROM rows ORDER BY child, place")
        for child, of_child in groupby(rows, key=itemgetter(0)):
            yield child, [json.loads(row) for _, row in of_child]

    def close(self) -> None:
        """Let the file go."""
        self._database.close()

    def _flush(self) -> None:
        self._database.executemany("INSERT INTO rows VALUES (?, ?, ?)", self._waiting)
        self._waiting.clear()
