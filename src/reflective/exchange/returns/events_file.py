"""A host's own table of events, as CSV in the columns that rules read, or in its own by a mapping."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO, Final

from reflective.exchange.returns.days import ISO, NO_PLACEHOLDER, is_likely, out_of_line
from reflective.exchange.returns.faults import ReturnFaults, TableFaults
from reflective.exchange.returns.ids import ALIKE, id_fault
from reflective.exchange.returns.keep import facts_kept, is_plain, personal
from reflective.exchange.returns.mapping import NO_MAPPING, ColumnMapping
from reflective.exchange.returns.source import Child, Progress, Return, check_progress, refuse, rewind
from reflective.exchange.returns.spool import Spool, SpooledRows
from reflective.exchange.returns.table import Row, Table, first_row
from reflective.fields import check
from reflective.rules import Event

__all__ = ["read_events"]

_COLUMNS: Final = ("subject", "kind", "on", "ref")
#: Columns that only the return of looked-after children has.
_OF_A_RETURN: Final = ({"CHILD", "DECOM"}, {"CHILD", "REVIEW", "REVIEW_CODE"})
_ALONE: Final = "must be read with the other files of its return: give the folder in which it lies"
#: How a kind of event is written. Another word may be anything, and is not repeated.
_KIND: Final = re.compile(r"[a-z0-9_]+\.[a-z0-9_]+")
_MAX_KINDS_NAMED: Final = 20
_NO_VALUES: Final = frozenset({"nan", "NaN", "NaT", "None", "NULL", "null", "N/A", "#N/A", "<NA>", "#VALUE!", "#REF!"})
#: The longest that a record of anybody is, a worker's too, in years.
_RECORD_YEARS: Final = 60


def read_events(file: BinaryIO, *, mapping: ColumnMapping | None = None, on_progress: Progress | None = None) -> Return:
    """The events of a CSV file with the columns subject, kind, on (YYYY-MM-DD) and ref, or with those of a mapping.

    Without a mapping every further column is a fact of that name, where it is not blank, but for columns whose name
    says that they hold a postcode, a day of birth, an identifier, a name, a characteristic or free text. The file is
    open, binary and seekable, and stays open until reading is over. The rows of one subject need not lie together: they
    are sorted in a temporary database on disk, so that one subject is held at a time. The kinds that are in the file
    are those that it holds, unless the mapping names others. Raises `BadValue` for anything but such a file, and
    `BadDocument` for one file of a looked-after return; reading raises `BadDocument` if a column is lacking.
    """
    check_progress(on_progress)
    check("mapping", mapping, ColumnMapping | None)
    rewind(file)
    given = mapping or NO_MAPPING
    header = {one.strip().upper() for one in first_row(file)}
    if not given.is_of_a_table and any(columns <= header for columns in _OF_A_RETURN):
        refuse("$", _ALONE)

    def reading(source: Return, faults: ReturnFaults) -> Iterator[Child]:
        table = _Events(given, faults)
        try:
            table.gather(file, source, on_progress)
            yield from table.children(source)
        finally:
            table.close()

    return Return(reading, ruleset=None, holds=given.holds_or(None), holds_from=given.days_held, keep=given.keep)


class _Events:
    """A table of events while it is read."""

    def __init__(self, mapping: ColumnMapping, faults: ReturnFaults) -> None:
        self._mapping = mapping
        self._form = mapping.date_form or ISO
        self._faults = faults
        self._of_rows = TableFaults(faults, None)
        self._spool = Spool()
        self._kinds: set[str] = set()
        self._left_out: dict[str, None] = {}
        self._columns: tuple[str, ...] | None = None

    def close(self) -> None:
        """Delete what was gathered."""
        self._spool.close()

    def gather(self, file: BinaryIO, source: Return, on_progress: Progress | None) -> None:
        """Read the whole file into the database."""
        wanted = ("subject", "ref", *dict.fromkeys(column for column, _ in self._mapping.days))
        given = self._mapping
        table = Table(
            wanted=wanted if given.days else _COLUMNS,
            also=(*(ours for ours, _ in given.columns), *given.keep),
            renamed=given.columns,
            more=not given.is_of_a_table,
            encoding=given.codec,
        )
        for row in table.rows(file, source, self._of_rows, on_progress):
            self._take(row)
        self._of_rows.close()
        self._say(source)

    def children(self, source: Return) -> Iterator[Child]:
        """Each subject, those too of whom no row could be read."""
        holds = frozenset(self._kinds) | (source.holds or frozenset())
        for rows in self._spool.children():
            child = self._child(rows, holds)
            if child is not None:
                yield child

    # One row

    def _take(self, row: Row) -> None:
        """Take one row: one event, or one for each of its days."""
        subject = row.values.get("subject", "")
        wanted = id_fault(subject)
        if not row.is_whole:
            if wanted is None:
                self._spool.add(subject, ["lost", row.number, "", row.leads != "subject"])
            return
        if wanted is not None:
            self._of_rows.cell(row.number, "subject", wanted, "")
        else:
            self._of_rows.read("subject")
        ref = row.values["ref"]
        ref_wanted = id_fault(ref)
        if ref_wanted is not None:
            self._of_rows.cell(row.number, "ref", ref_wanted, "")
        else:
            self._of_rows.read("ref")
        facts = self._facts(row)
        for column, kind in self._days(row):
            day = self._day(row, column)
            usable = kind is not None and day is not None and ref_wanted is None
            if kind is not None:
                self._kinds.add(kind)
            if wanted is None and usable:
                self._spool.add(subject, ["event", row.number, kind, str(day), ref, facts])
            elif wanted is None:
                self._spool.add(subject, ["lost", row.number, kind or "", False])

    def _days(self, row: Row) -> Iterator[tuple[str, str | None]]:
        """The columns of a row that have a day, each with the kind of event; None for a kind that is none."""
        if self._mapping.days:
            yield from ((column, kind) for column, kind in self._mapping.days if row.values[column])
            return
        word = row.values["kind"]
        kind = self._mapping.kind_of(word)
        wanted = id_fault(kind)
        if wanted is not None:
            self._of_rows.cell(row.number, "kind", wanted, "")
            yield "on", None
        else:
            self._of_rows.read("kind")
            yield "on", kind

    def _day(self, row: Row, column: str) -> date | None:
        text = row.values[column]
        day = self._form.read(text)
        if day is None:
            self._of_rows.cell(row.number, column, f"a day written {self._form.text}", text)
        elif not is_likely(day):
            self._of_rows.cell(row.number, column, NO_PLACEHOLDER, "")
            return None
        else:
            self._of_rows.read(column)
        return day

    def _facts(self, row: Row) -> list[tuple[str, str]]:
        """The facts of a row: the columns that are none of the four, and are not left out."""
        if self._columns is None:
            self._columns = tuple(name for name in row.values if self._is_fact(name))
        found = dict(facts_kept(row.number, row.values, self._mapping.keep, self._of_rows))
        for name in self._columns:
            text = row.values[name]
            if text in _NO_VALUES:
                self._of_rows.cell(row.number, row.column(name), "a value, or blank where there is none", "")
            elif text and not is_plain(text):
                self._of_rows.cell(row.number, row.column(name), "text without control characters", "")
            elif text:
                self._of_rows.read(row.column(name))
                found[name] = text
        return list(found.items())

    def _is_fact(self, name: str) -> bool:
        given = self._mapping
        if name in _COLUMNS or name in given.keep or any(name == column for column, _ in given.days):
            return False
        if any(name == ours for ours, _ in given.columns):
            return True
        what = personal(name)
        if what is not None:
            self._left_out[what] = None
        return what is None

    # The whole file

    def _say(self, source: Return) -> None:
        """Say what was left out, and which kinds were taken for those that the file holds."""
        if self._left_out:
            what = ", ".join(sorted(self._left_out))
            source.remark(f"columns left out, since their names say that they hold {what}: name them to keep them")
        if self._mapping.holds is not None:
            return
        source.holds = frozenset(self._kinds)
        named = sorted(kind for kind in self._kinds if _KIND.fullmatch(kind))
        others = len(self._kinds) - len(named[:_MAX_KINDS_NAMED])
        more = f"{' and ' if named else ''}{others} {'other kind' if others == 1 else 'other kinds'}" if others else ""
        if self._kinds:
            source.remark(
                f"the file is taken to hold the kinds that are in it: {', '.join(named[:_MAX_KINDS_NAMED])}{more}"
            )

    # One subject

    def _child(self, spooled: SpooledRows, holds: frozenset[str]) -> Child | None:
        rows = spooled.rows
        if all(one[0] == "lost" and one[-1] for one in rows):
            return None
        lost: set[str] = set()
        for one in rows:
            if one[0] == "lost":
                lost |= {one[2]} if one[2] else holds
        if spooled.is_alike:
            self._faults.add(f"row {rows[0][1]}, subject", f"must be {ALIKE}")
            lost |= holds
        events = tuple(self._events(spooled.child, [one for one in rows if one[0] == "event"], lost))
        return Child(subject=spooled.child, events=events, lost=frozenset(lost))

    def _events(self, subject: str, rows: list[list[Any]], lost: set[str]) -> Iterator[Event]:
        """The events of a subject, each once; a day that lies far from all the others is a fault."""
        outside = out_of_line((date.fromisoformat(one[3]) for one in rows), years=_RECORD_YEARS)
        seen: dict[tuple[object, ...], int] = {}
        for _, row, kind, on, ref, facts in rows:
            day = date.fromisoformat(on)
            said = tuple(map(tuple, facts))
            first = seen.setdefault((kind, on, ref, said), row)
            if first != row:
                self._faults.add(f"row {row}", f"must be there once, and is row {first} again")
            elif day in outside:
                self._faults.add(f"row {row}, on", "must be a day near the subject's other days")
                lost.add(kind)
            else:
                yield Event(subject=subject, kind=kind, on=day, ref=ref, facts=said)
