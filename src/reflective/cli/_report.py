"""Obligations printed as a page, as data or as CSV: each of them or their counts, and the reconciliation after them."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import Any, Final, NamedTuple

import click

from reflective.cli._choice import SORTS, Choice, exit_code
from reflective.cli._options import json_text, print_error, print_json, print_page
from reflective.rules import Accounts, Obligation, Ruleset, Status
from reflective.rules.obligation import ROW
from reflective.views import Counted, breach_lines, counts_facts, counts_page, heading
from reflective.views.accounts import accounts_lines
from reflective.views.obligations import SECTIONS, section_of

__all__ = ["Report", "print_report"]

#: The most of a list that is held in memory; a longer one waits on disk, so that what could not be read is said first.
_IN_MEMORY_BYTES: Final = 8_000_000
#: A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
#: A group with fewer subjects than this may tell of one of them.
_LEAST_SUBJECTS: Final = 5


class Report(NamedTuple):
    """The obligations of a source, and what there is to say of the source itself after the last of them."""

    obligations: Iterable[Obligation]
    ruleset: Ruleset
    as_of: date
    #: The reconciliation, once every obligation was found.
    accounts: Callable[[], Accounts]
    #: More keys for the data.
    facts: Callable[[], dict[str, Any]] = dict
    #: More lines for the page.
    remarks: Callable[[], Iterable[str]] = tuple
    #: Lines for standard error.
    faults: Callable[[], Iterable[str]] = tuple


class ListedRows:
    """The rows of a report that the choice leaves, counted while they are found."""

    def __init__(self, report: Report, choice: Choice) -> None:
        self._report, self._choice = report, choice
        self.counts: Counter[Counted] = Counter()
        self.statuses: set[tuple[Status, bool]] = set()

    def __iter__(self) -> Iterator[Obligation]:
        for one in self._report.obligations:
            if self._choice.takes(one, self._report.as_of):
                self.counts[Counted.of(one)] += 1
                self.statuses.add((one.status, one.exceeded))
                yield one

    def in_order(self) -> Iterator[Obligation]:
        """The rows in the order that was chosen. An order other than by subject is made in memory."""
        if self._choice.sort is None:
            return iter(self)
        return iter(sorted(self, key=SORTS[self._choice.sort]))


def print_report(report: Report, choice: Choice, *, summary: bool, strict: str | None, form: str) -> int:
    """Print obligations as a page, "json" or "csv". Returns the exit code."""
    rows = ListedRows(report, choice)
    if form == "csv":
        _print_csv(rows, choice)
    elif form == "json":
        _print_json(report, rows, choice, summary=summary)
    else:
        _print_page(report, rows, choice, summary=summary)
    accounts = report.accounts()
    for fault in report.faults():
        print_error(fault)
    unread = accounts.unread_rows > 0 or accounts.subjects == 0
    return exit_code(strict, frozenset(rows.statuses), unread=unread)


@contextmanager
def _waiting() -> Iterator[SpooledTemporaryFile[str]]:
    """Text that waits until it may be printed; a long one on disk, in a file without a name."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES, mode="w+", encoding="utf-8", newline="\n") as file:
        yield file


def _print_waiting(file: SpooledTemporaryFile[str]) -> None:
    file.seek(0)
    for line in file:
        click.echo(line, nl=False)


# A page


def _print_page(report: Report, rows: ListedRows, choice: Choice, *, summary: bool) -> None:
    with _waiting() as file:
        listed = _list(rows, choice, file, summary=summary)
        accounts = report.accounts()
        for line in _unread(accounts):
            print_page(line)
        if listed:
            print_page(heading(report.ruleset, report.as_of, chosen=choice.filters) + "\n")
            _print_waiting(file)
        elif rows.counts and not summary:
            print_page(heading(report.ruleset, report.as_of, empty=True, chosen=choice.filters) + "\n")
    print_page(counts_page(rows.counts, report.ruleset, report.as_of, rates=summary))
    for remark in chain(report.remarks(), ["", *accounts_lines(accounts)]):
        print_page(remark)


def _unread(accounts: Accounts) -> list[str]:
    """The line over the list where rows could not be read."""
    if not accounts.unread_rows:
        return []
    many = "1 row" if accounts.unread_rows == 1 else f"{accounts.unread_rows:,} rows"
    return [f"{many} could not be read. What they could have met or ended is not known.\n"]


def _list(rows: ListedRows, choice: Choice, file: SpooledTemporaryFile[str], *, summary: bool) -> bool:
    """Write the rows in their sections, or by group; whether there were any."""
    if choice.group is not None:
        return _groups(rows, choice, file, summary=summary)
    many: Counter[str] = Counter()
    with ExitStack() as stack:
        sections: dict[str, SpooledTemporaryFile[str]] = {}
        for one in rows.in_order():
            section = section_of(one, every=choice.filters)
            if summary or section is None:
                continue
            if section not in sections:
                sections[section] = stack.enter_context(_waiting())
            many[section] += 1
            sections[section].write("\n".join(breach_lines(one)) + "\n")
        for section in SECTIONS:
            if section in sections:
                file.write(f"{section} ({many[section]:,})\n")
                sections[section].seek(0)
                file.writelines(sections[section])
                file.write("\n")
    return bool(many)


def _groups(rows: ListedRows, choice: Choice, file: SpooledTemporaryFile[str], *, summary: bool) -> bool:
    """Write the rows by the value of a fact, in the order of the names, each count with its list."""
    groups: dict[str, list[Obligation]] = {}
    for one in rows.in_order():
        if section_of(one, every=choice.filters) is not None:
            groups.setdefault(choice.group_of(one), []).append(one)
    for name in sorted(groups):
        found = groups[name]
        few = "; fewer than 5, not for publication" if len({one.subject for one in found}) < _LEAST_SUBJECTS else ""
        many = "1 row" if len(found) == 1 else f"{len(found):,} rows"
        file.write(f"{_plain(f'{choice.group}: {name}')} ({many}{few})\n")
        for one in () if summary else found:
            file.write("\n".join(breach_lines(one)) + "\n")
        file.write("\n")
    return bool(groups)


def _plain(text: str) -> str:
    from reflective.views.page import plain

    return plain(text)


# Data


def _print_json(report: Report, rows: ListedRows, choice: Choice, *, summary: bool) -> None:
    if summary:
        for _ in rows:
            pass
        print_json(
            {
                "as_of": report.as_of.isoformat(),
                "summary": counts_facts(rows.counts),
                **report.facts(),
                "accounted": report.accounts().as_data(),
            }
        )
        return
    with _waiting() as file:
        before = ""
        for one in rows.in_order():
            file.write(before + json_text(one.as_row(why=choice.with_why)))
            before = ",\n"
        # What could not be read stands before the rows, where a reader sees it first.
        facts = {"as_of": report.as_of.isoformat(), **report.facts(), "accounted": report.accounts().as_data()}
        click.echo(f'{json_text(facts)[:-1]}, "obligations": [')
        _print_waiting(file)
        click.echo("\n]}")


def _print_csv(rows: ListedRows, choice: Choice) -> None:
    """Print a line for each row, with the keys of a row. Lists and facts are joined by semicolons."""
    columns = [*ROW, "why"] if choice.with_why else list(ROW)
    with _waiting() as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for one in rows.in_order():
            row = one.as_row(why=choice.with_why)
            writer.writerow([_cell(row[column]) for column in columns])
        _print_waiting(file)


def _cell(given: object) -> str:
    """A value as a cell that no spreadsheet takes for a formula."""
    if given is None:
        return ""
    if isinstance(given, dict):
        said = "; ".join(f"{name}={one}" for name, one in given.items())
    elif isinstance(given, list):
        said = "; ".join(map(str, given))
    else:
        said = str(given).lower() if isinstance(given, bool) else str(given)
    said = _plain(said)
    number = isinstance(given, int) and not isinstance(given, bool)
    return f"'{said}" if said.startswith(_FORMULA) and not number else said
