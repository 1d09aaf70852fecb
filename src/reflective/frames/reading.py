"""Events in a file as a frame: a return, a table as it is, parquet, Arrow or a sheet of Excel."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from importlib import import_module
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Final, NamedTuple, cast

from reflective.errors import BadDocument, BadValue, Fault
from reflective.exchange.returns import ColumnMapping, Return, open_return, read_events
from reflective.fields import check
from reflective.frames.columns import KEYS
from reflective.frames.evaluate import Evaluated, evaluate
from reflective.frames.extra import EXCEL_EXTRA, check_extra
from reflective.rules import Ruleset
from reflective.timescales import WorkingCalendar

__all__ = ["EventsTable", "read_table"]

_TABLES: Final = (".parquet", ".arrow", ".feather", ".xlsx")
_ACCEPTED: Final = "a folder, .xml or .csv, or a table in .parquet, .arrow, .feather or .xlsx"


class EventsTable(NamedTuple):
    """The events of a file as a frame of polars, and whatever a frame of events cannot say of the file.

    `evaluate` judges them with all of it, so that a duty of which a row could not be read is not known, and not late.

    >>> EventsTable("a frame", holds=None, holds_from={}, lost={}, subjects=("c-1",), faults=(), fault_count=0).subjects
    ('c-1',)
    """

    #: One row an event: subject, kind, on and ref, then a column of text for each fact.
    events: Any
    #: The kinds of event that the file can hold, and from which day; None where they are not known.
    holds: frozenset[str] | None
    holds_from: Mapping[str, date]
    #: For each subject, the kinds of which a row could not be read.
    lost: Mapping[str, frozenset[str]]
    #: Every subject, those too of whom no row could be read.
    subjects: tuple[str, ...]
    #: The first thousand rows that could not be read, and how many there are.
    faults: tuple[Fault, ...]
    fault_count: int

    def __repr__(self) -> str:
        """Counts alone: a frame would print the ids of children."""
        return f"<EventsTable: {len(self.subjects)} subjects, {self.fault_count} rows that could not be read>"

    def evaluate(
        self,
        ruleset: Ruleset,
        as_of: date,
        *,
        columns: Iterable[str] = (),
        why: bool = False,
        calendars: Iterable[WorkingCalendar] = (),
    ) -> Evaluated:
        """The obligations on a day, and who was not asked about; the keywords are those of `evaluate`."""
        return evaluate(
            self.events,
            ruleset,
            as_of,
            columns=columns,
            accounted=True,
            why=why,
            calendars=calendars,
            holds=self.holds,
            lost=self.lost,
            holds_from=self.holds_from,
        )


def read_table(
    path: str | PathLike[str],
    mapping: ColumnMapping | str | PathLike[str] | None = None,
    *,
    keep: Iterable[str] = (),
    sheet: str | int = 0,
) -> EventsTable:
    """The events of a file: a return or a CSV as `open_return` reads it, or a table in parquet, Arrow or Excel.

    A table is read by the same reader as a CSV, with the same mapping and the same faults, whose rows count from 1 with
    the header as row 1. `sheet` is the name of a sheet of Excel, or its place from 0. Excel requires the extra `excel`.
    Raises `BadDocument` for a file that cannot be read as one, and OSError, without the path, for one that cannot be
    opened.
    """
    check_extra()
    if not isinstance(path, str | PathLike):
        raise BadValue(name="path", wanted="text or a path")
    check("sheet", sheet, str | int)
    place = Path(path)
    kind = place.suffix.lower()
    if kind not in _TABLES or place.is_dir():
        return _table_of(open_return(place, mapping=mapping, keep=keep))
    given = mapping if isinstance(mapping, ColumnMapping | None) else ColumnMapping.read(mapping)
    given = (given or ColumnMapping()).with_more(keep=keep)
    with _as_csv(place, kind, sheet) as file:
        return _table_of(read_events(file, mapping=given))


def _table_of(source: Return) -> EventsTable:
    """The events of a return, read once, and what a frame cannot say of it."""
    import polars as pl

    rows: list[dict[str, Any]] = []
    lost: dict[str, frozenset[str]] = {}
    subjects: list[str] = []
    for child in source.subjects():
        subjects.append(child.subject)
        if child.lost:
            lost[child.subject] = child.lost
        rows += [
            {"subject": one.subject, "kind": one.kind, "on": one.on, "ref": one.ref, **dict(one.facts)}
            for one in child.events
        ]
    facts = sorted({name for row in rows for name in row} - {*KEYS})
    schema = {name: pl.Date() if name == "on" else pl.String() for name in ("subject", "kind", "on", "ref", *facts)}
    frame = pl.DataFrame(rows, schema=schema)
    return EventsTable(
        events=frame,
        holds=source.holds,
        holds_from=source.holds_from,
        lost=lost,
        subjects=tuple(subjects),
        faults=source.faults,
        fault_count=source.fault_count,
    )


@contextmanager
def _as_csv(place: Path, kind: str, sheet: str | int) -> Iterator[BinaryIO]:
    """A table as an open CSV, in a file without a name that is gone when it is closed."""
    with TemporaryFile() as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        writer = csv.writer(text)
        for row in _sheet(place, sheet) if kind == ".xlsx" else _columns(place, _READ[kind]):
            writer.writerow([_said(one) for one in row])
        text.flush()
        text.detach()
        file.seek(0)
        yield cast("BinaryIO", file)


def _columns(place: Path, read: Callable[[Any, Path], Any]) -> Iterator[Iterable[Any]]:
    import polars as pl

    try:
        frame = read(pl, place)
    except pl.exceptions.PolarsError:
        frame = None
    except OSError as refused:
        raise OSError(refused.errno, "the table cannot be opened") from None
    if frame is None:
        raise BadDocument(faults=(Fault(path="$", wanted=f"must be {_ACCEPTED}"),))
    yield frame.columns
    yield from frame.iter_rows()


_READ: Final[Mapping[str, Callable[[Any, Path], Any]]] = {
    ".parquet": lambda pl, place: pl.read_parquet(place),
    ".arrow": lambda pl, place: pl.read_ipc(place),
    ".feather": lambda pl, place: pl.read_ipc(place),
}


def _sheet(place: Path, sheet: str | int) -> Iterator[Iterable[Any]]:
    """The rows of a sheet of Excel."""
    if find_spec("python_calamine") is None:
        raise BadValue(name="an Excel file", wanted=EXCEL_EXTRA)
    python_calamine = import_module("python_calamine")
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(place))
        found = book.get_sheet_by_index(sheet) if isinstance(sheet, int) else book.get_sheet_by_name(sheet)
    except python_calamine.WorksheetNotFound:
        found = None
    except python_calamine.CalamineError:
        raise BadDocument(faults=(Fault(path="$", wanted=f"must be {_ACCEPTED}"),)) from None
    except OSError as refused:
        raise OSError(refused.errno, "the table cannot be opened") from None
    if found is None:
        raise BadValue(name="sheet", wanted="the name of a sheet of the file, or its place from 0")
    yield from found.to_python(skip_empty_area=False)


def _said(one: Any) -> str:
    """A cell as a CSV has it: days as YYYY-MM-DD, whole numbers without a point, and nothing for nothing."""
    if one is None:
        return ""
    if isinstance(one, datetime):
        return one.date().isoformat() if one.time() == time() and one.tzinfo is None else one.isoformat()
    if isinstance(one, date):
        return one.isoformat()
    if isinstance(one, bool):
        return "true" if one else "false"
    if isinstance(one, float) and one.is_integer():
        return str(int(one))
    return str(one)
