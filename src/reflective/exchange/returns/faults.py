"""The faults of a return: each with its place and what would be accepted, and nothing of what was there."""

from collections import defaultdict
from heapq import merge
from typing import Final

from reflective.errors import Fault
from reflective.exchange.returns.days import FORMS, forms_of

__all__ = ["ReturnFaults", "TableFaults"]

#: The number of faults that are kept with their places. Further faults are only counted.
_MAX_FAULTS_KEPT: Final = 1000


class ReturnFaults:
    """The faults of a return. Each has its place and what would be accepted, and nothing from the row."""

    def __init__(self) -> None:
        self.kept: list[Fault] = []
        #: The number of rows, or elements, with a fault.
        self.count = 0

    def add(self, place: str, wanted: str, *, rows: int = 1) -> None:
        """Record one fault, of so many rows that were not counted yet."""
        self.count += rows
        if len(self.kept) < _MAX_FAULTS_KEPT:
            self.kept.append(Fault(path=place, wanted=wanted))


class _Column:
    """The faults of one column, and the ways of writing a day that all its bad values have in common."""

    def __init__(self) -> None:
        self.wanted: set[str] = set()
        self.bad = 0
        self.forms: tuple[str, ...] = FORMS
        self.kept: list[tuple[int, str, str]] = []

    @property
    def looks(self) -> str:
        """The form of its values, where they are days in another form."""
        forms = [form for form in self.forms if form != "D/M/YYYY" or "DD/MM/YYYY" not in self.forms]
        return f"; looks like {' or '.join(forms)}" if forms else ""


class TableFaults:
    """The faults of one table, which it gives when the table was read: one line for a column that never parses."""

    def __init__(self, faults: ReturnFaults, table: str | None, *, row: str = "row") -> None:
        self._faults = faults
        self._table = table
        #: What a row is called.
        self._row = row
        self._columns: defaultdict[str, _Column] = defaultdict(_Column)
        #: The columns of which a value could be read.
        self._read: set[str] = set()
        self._turn = 0
        self._last_row = 0

    def row(self, row: int, wanted: str) -> None:
        """Record the fault of a whole row."""
        self._add(row, "", self.place(row), f"must have {wanted}")

    def cell(self, row: int, column: str, wanted: str, text: str) -> None:
        """Record the fault of one value. The text is looked at, to tell in what form days are written, and not kept."""
        found = self._add(row, column, f"{self.place(row)}, {column}", f"must be {wanted}")
        found.wanted.add(wanted)
        found.forms = forms_of(text, found.forms)

    def read(self, column: str) -> None:
        """Note that a value of a column could be read."""
        self._read.add(column)

    def place(self, row: int) -> str:
        """The place of a row, as the spreadsheet counts: the header is row 1."""
        return f"{self._row} {row}" if self._table is None else f"{self._table} {self._row} {row}"

    def close(self) -> None:
        """Give the faults to those of the return, in the order of the rows."""
        whole = {name for name, column in self._columns.items() if self._never_parses(name, column)}
        for name, column in self._columns.items():
            if name in whole:
                path = name if self._table is None else f"{self._table}, {name}"
                self._faults.add(path, f"{column.bad:,} rows are not {min(column.wanted)}{column.looks}", rows=0)
        rest = [one.kept for name, one in self._columns.items() if name not in whole]
        for _, path, wanted in merge(*rest):
            self._faults.add(path, wanted, rows=0)
        self._columns.clear()

    def _add(self, row: int, column: str, path: str, wanted: str) -> _Column:
        found = self._columns[column]
        found.bad += 1
        self._turn += 1
        self._faults.count += row != self._last_row
        self._last_row = row
        if len(found.kept) < _MAX_FAULTS_KEPT:
            found.kept.append((self._turn, path, wanted))
        return found

    def _never_parses(self, name: str, column: _Column) -> bool:
        return bool(name) and column.bad > 1 and name not in self._read and len(column.wanted) == 1
