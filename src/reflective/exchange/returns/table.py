"""A CSV file read row by row: values by column name, and a fault for each row that cannot be read."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import BinaryIO, Final, NamedTuple

from reflective.exchange.returns.source import Faults, Progress, refuse, rewind

__all__ = ["british_day", "is_likely", "rows"]

_ROWS_BETWEEN_PROGRESS: Final = 1000
#: The longest row that is read, in characters. A longer row is a fault and is never held whole.
_MAX_ROW: Final = 1 << 20
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199


def rows(
    file: BinaryIO,
    columns: Sequence[str],
    faults: Faults,
    on_progress: Progress | None = None,
    *,
    name: str | None = None,
    more: bool = False,
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each data row, counted from 0, as its values by column. Spaces around a value go; an absent value is empty.

    Columns are found by name, whatever the case; other columns are left out unless `more` is given. A row with more
    values than the header has columns is a fault, because nobody can tell which column a value belongs to. `name` is
    what faults call the file; None is for a file whose name may be a child's. Raises `BadDocument` for a file that
    lacks a column, or is not CSV in UTF-8.
    """
    called, prefix = name or "the table", "" if name is None else f"{name} "
    records = _records(file, called, on_progress)
    first = next(records, _NO_RECORD)
    header = [] if first.too_long else [column.strip() for column in first.values]
    known = {column.upper(): column for column in columns}
    named = [known.get(column.upper(), column) for column in header]
    if any(column not in named for column in columns):
        refuse(called, f"a header line with the columns {', '.join(columns)}")
    kept = [(place, column) for place, column in enumerate(named) if column and (more or column in columns)]
    for row, values, too_long in records:
        many = len(values)
        if too_long:
            faults.add(f"{prefix}row {row}", f"no more than {_MAX_ROW:,} characters")
        elif many > len(header) and any(values[len(header) :]):
            wanted = f"no more than {len(header)} values, as many as the header has columns"
            faults.add(f"{prefix}row {row}", wanted)
        else:
            yield row, {column: values[place].strip() if place < many else "" for place, column in kept}


class _Record(NamedTuple):
    """One record of a CSV file: -1 for the header or its row, its values, and whether it is too long to be read."""

    row: int
    values: list[str]
    too_long: bool


_NO_RECORD: Final = _Record(-1, [], too_long=False)


def _records(file: BinaryIO, called: str, on_progress: Progress | None) -> Iterator[_Record]:
    """The header, and each row that is not blank."""
    total = rewind(file)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    row = -2
    try:
        lines = _Lines(text)
        for values in csv.reader(iter(lines)):
            too_long = lines.end_row()
            # The first line is the header, even if it is blank.
            if values or too_long or row < -1:
                row += 1
                yield _Record(row, values, too_long)
                if on_progress is not None and row % _ROWS_BETWEEN_PROGRESS == 0:
                    on_progress(file.tell(), total)
        if on_progress is not None:
            on_progress(total, total)
    except UnicodeDecodeError:
        wanted = "text in UTF-8"
    except csv.Error:
        wanted = "rows of CSV, each value shorter than 131,072 characters"
    else:
        return
    finally:
        # The file belongs to the caller, and the wrapper would close it.
        with suppress(ValueError):  # the caller has closed it already
            text.detach()
    refuse(called if row < 0 else f"{called} after row {row}", wanted)


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


def is_likely(day: date) -> bool:
    """Whether a return can have meant a day. A system that has no day may write the first of the year 1."""
    return _FIRST_YEAR <= day.year <= _LAST_YEAR


@lru_cache(maxsize=10_000)
def british_day(text: str) -> date | None:
    """The day that a text names as DD/MM/YYYY, or None.

    The days read last are kept, because a return repeats the same few thousand.
    """
    day, month, year = text[:2], text[3:5], text[6:]
    if (
        len(text) == len("DD/MM/YYYY")
        and text[2] == text[5] == "/"
        and (day + month + year).isdigit()
        and text.isascii()
    ):
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            return None
        return found if is_likely(found) else None
    return None
