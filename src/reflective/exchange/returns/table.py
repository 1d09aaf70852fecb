"""A CSV file read row by row: columns by name, and what cannot be read said with its row."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, NoReturn

from reflective.errors import BadDocument, Fault
from reflective.exchange.returns.source import Faults, Progress

__all__ = ["bad", "british_day", "likely", "rows"]

_EVERY: Final = 1000
_OLDEST: Final = 1900
_LATEST: Final = 2199


def bad(path: str, wanted: str) -> NoReturn:
    """Refuse a whole file."""
    raise BadDocument(faults=(Fault(path=path, wanted=wanted),)) from None


def rows(
    path: Path,
    columns: Sequence[str],
    faults: Faults,
    on_progress: Progress | None = None,
    *,
    more: bool = False,
    name: str | None = None,
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each data row, counted from 0, as its columns by name with spaces round the values gone; empty where absent.

    A row with more values than there are columns is a fault, since nobody can say which column each is of.
    Columns are found by name, whatever the case; others are left out unless `more` is asked for. A file without one of
    them, or that is no CSV in UTF-8, raises `BadDocument`, which calls it by its own name unless another is given.
    """
    called, total = name or path.name, path.stat().st_size
    with path.open("rb") as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
        row = -1
        try:
            reader = csv.reader(text)
            header = [column.strip() for column in next(reader, [])]
            wanted = {column.upper(): column for column in columns}
            named = [wanted.get(column.upper(), column) for column in header]
            lacking = [column for column in columns if column not in named]
            if lacking:
                bad(called, f"a header line with the columns {', '.join(columns)}")
            kept = [(at, column) for at, column in enumerate(named) if column and (more or column in columns)]
            for values in reader:
                if not values:
                    continue
                row += 1
                if on_progress is not None and row % _EVERY == 0:
                    on_progress(raw.tell(), total)
                many = len(values)
                if many > len(header) and any(values[len(header) :]):
                    place = f"row {row}" if name is not None else f"{path.name} row {row}"
                    faults.add(place, f"no more than {len(header)} values, as many as the header has columns")
                    continue
                yield row, {column: values[at].strip() if at < many else "" for at, column in kept}
            if on_progress is not None:
                on_progress(total, total)
        except UnicodeDecodeError:
            bad(_after(called, row), "text in UTF-8")
        except csv.Error:
            bad(_after(called, row), "rows of CSV, each value shorter than 131,072 characters")


def _after(name: str, row: int) -> str:
    return name if row < 0 else f"{name} after row {row}"


def likely(day: date) -> bool:
    """Whether a return can have meant a day: the first of the year 1 is what a system writes that has none."""
    return _OLDEST <= day.year <= _LATEST


@lru_cache(maxsize=10_000)
def british_day(text: str) -> date | None:
    """The day that a text names as DD/MM/YYYY; None where it names none.

    Those read last are kept, for a return says the same few thousand days over and over.
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
        return found if likely(found) else None
    return None
