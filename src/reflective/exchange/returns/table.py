"""A CSV file read row by row: values by column name, and a fault for each row that cannot be read."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from typing import BinaryIO, Final, NamedTuple

from reflective.exchange.returns.encoding import encoding_of
from reflective.exchange.returns.faults import TableFaults
from reflective.exchange.returns.header import Columns, Wanted, columns_of
from reflective.exchange.returns.source import Progress, Return, refuse, rewind
from reflective.fields import value

__all__ = ["Row", "Table", "first_row"]

_ROWS_BETWEEN_PROGRESS: Final = 1000
#: The longest row that is read, in characters. A longer row is a fault and is never held whole.
_MAX_ROW: Final = 1 << 20
#: The number of rows under the header that are looked at where it is not the header.
_ROWS_LOOKED_AT: Final = 9


class Row(NamedTuple):
    """One row: its number as a spreadsheet counts, where the header is row 1, and its values by column.

    A row that is not whole has too few values or too many, and nobody can tell which column each of them belongs to.
    Its fault is recorded.
    """

    number: int
    values: dict[str, str]
    is_whole: bool = True
    #: The names of all columns of the table, in order.
    columns: tuple[str, ...] = ()

    @property
    def leads(self) -> str:
        """The column that comes first: the one whose value a row that is not whole still has."""
        return self.columns[0] if self.columns else ""

    def column(self, name: str) -> str:
        """The name of a column in faults, where its own is the host's and may be anything: its place."""
        return f"column {self.columns.index(name) + 1}" if name in self.columns else name


@value(kw_only=True)
class Table:
    """The rows of a CSV file. `name` is what faults call it; None is for a file whose name may be a child's."""

    name: str | None = None
    wanted: tuple[str, ...]
    also: tuple[str, ...] = ()
    #: Pairs of a column of ours and the host's own name for it.
    renamed: tuple[tuple[str, str], ...] = ()
    more: bool = False
    encoding: str | None = None

    @property
    def called(self) -> str:
        """The name of the table in errors."""
        return self.name or "the table"

    def rows(
        self, file: BinaryIO, source: Return, faults: TableFaults, on_progress: Progress | None = None
    ) -> Iterator[Row]:
        """Each row that has a value. Spaces around a value go, and an absent value is empty.

        Raises `BadDocument` for a file that lacks a column or has one twice, or is not CSV in a known encoding.
        """
        records = self._records(file, source, on_progress)
        first = next(records, _Record(1, [], too_long=False))
        looked_at = list(islice(records, _ROWS_LOOKED_AT))
        wanted = Wanted(self.called, self.wanted, self.also, self.renamed, self.more)
        header = [] if first.too_long else first.values
        columns = columns_of(header, wanted, [one.values for one in looked_at])
        for record in chain(looked_at, records):
            if record.too_long:
                faults.row(record.number, f"no more than {_MAX_ROW:,} characters")
                yield Row(record.number, {}, is_whole=False)
            elif any(one.strip() for one in record.values):
                yield _row(record, columns, faults)

    def _records(self, file: BinaryIO, source: Return, on_progress: Progress | None) -> Iterator["_Record"]:
        """Each row of the file, the header among them, and an empty one for a blank line."""
        encoding = encoding_of(file, self.called, self.encoding)
        if encoding.said:
            source.remark(f"{self.called}: read as {encoding.said}")
        total = rewind(file)
        text = io.TextIOWrapper(file, encoding=encoding.codec, newline="")
        row = 0
        try:
            lines = _Lines(text)
            for values in csv.reader(iter(lines)):
                row += 1
                yield _Record(row, values, lines.end_row())
                if on_progress is not None and row % _ROWS_BETWEEN_PROGRESS == 0:
                    on_progress(file.tell(), total)
            if on_progress is not None:
                on_progress(total, total)
        except UnicodeError:
            wanted = "text in UTF-8, UTF-16 or Windows-1252, or in the encoding that the mapping names"
        except csv.Error:
            wanted = "rows of CSV, each value shorter than 131,072 characters"
        else:
            return
        finally:
            # The file belongs to the caller, and the wrapper would close it.
            with suppress(ValueError):  # the caller has closed it already
                text.detach()
        refuse(self.called if row == 0 else f"{self.called} after row {row}", f"must be {wanted}")


class _Record(NamedTuple):
    """One record of a CSV file: its row, its values, and whether it is too long to be read."""

    number: int
    values: list[str]
    too_long: bool


def _row(record: _Record, columns: Columns, faults: TableFaults) -> Row:
    """A record as a row; one with too few values or too many is a fault."""
    many, width = len(record.values), columns.width
    whole = many >= width and not any(one.strip() for one in record.values[max(width, len(columns.names)) :])
    if not whole:
        faults.row(record.number, f"{width} values, as many as the header has columns, and has {many}")
    values = {name: record.values[place].strip() if place < many else "" for place, name in columns.places}
    return Row(record.number, values, is_whole=whole, columns=columns.names)


def first_row(file: BinaryIO) -> Sequence[str]:
    """The values of the first row, or nothing where it cannot be read."""
    rewind(file)
    start = file.read(_MAX_ROW // 16)
    for codec in ("utf-8-sig", "utf-16", "cp1252"):
        with suppress(UnicodeError, csv.Error):
            return next(csv.reader(io.StringIO(start.decode(codec), newline="")), [])
    return []


class _Lines:
    """The lines of a text. A row that is too long keeps its line breaks and nothing else."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._length = 0

    def end_row(self) -> bool:
        """Whether the row that ends here is too long; the next line begins another."""
        length, self._length = self._length, 0
        return length > _MAX_ROW

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(_MAX_ROW + 1):
            self._length += len(line)
            if self._length <= _MAX_ROW:
                yield line
                continue
            quotes = line.count('"')
            while not line.endswith(("\n", "\r")) and (line := self._text.readline(_MAX_ROW)):
                quotes += line.count('"')
            # A quote that the line opens or closes is kept, so that the next row begins where it did.
            yield '"\n' if quotes % 2 else "\n"
