"""`reflective due`: what is due in a case, a return or a table of events, and what is past its day."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from reflective.cli._options import (
    Day,
    json_option,
    print_json,
    print_page,
    read_case,
    reading_options,
    ruleset_named,
    ruleset_option,
)
from reflective.cli._progress import progress
from reflective.errors import BadValue
from reflective.rules import Event, Ruleset

if TYPE_CHECKING:
    from reflective.casework import Case, Reading
    from reflective.cli._report import Report
    from reflective.exchange.returns import Return

__all__ = ["due"]

#: On a terminal, a longer file is read with a bar that shows how much of it has been read.
_LONG_BYTES: Final = 2_000_000
#: The number of rows that could not be read that are named; the rest are counted.
_MAX_SHOWN: Final = 20


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as-of", type=Day(), required=True, help="The day to look from.")
@ruleset_option("One that ships (see `reflective rules list`), or a file of your own.")
@click.option("--summary", is_flag=True, help="Count by rule instead of listing.")
@click.option("--strict", is_flag=True, help="Exit with 1 when anything is past its day, met or not.")
@reading_options
@json_option
def due(
    file: Path,
    as_of: date,
    name: str | None,
    *,
    summary: bool,
    strict: bool,
    audiences: tuple[str, ...],
    owner: str | None,
    reader: str | None,
    as_json: bool,
) -> int:
    """List what is due, and what is past its day.

    FILE is a case (.json), a children in need census (.xml), the folder of a looked-after return, or events (.csv)
    with the columns subject, kind, on and ref. For a case the list is of what was agreed in it, or with --ruleset of
    what the rules ask. A return is judged by its own ruleset unless another is named.

    With a ruleset the list has what is past its day or due soon, each with its authority, and then a count of each rule
    and status. A row that cannot be read is named on standard error by its place, and the other rows are read.
    """
    from reflective.cli._report import print_report

    if file.suffix.lower() == ".json":
        if name is None and summary:
            raise BadValue(name="--summary", wanted="used with --ruleset, or on a return")
        ruleset = None if name is None else ruleset_named(name)
        reading = read_case(_case_in(file), as_of, audiences, owner, reader)
        if ruleset is None:
            return _agreed(reading, strict=strict, as_json=as_json)
        return print_report(_of_case(reading, ruleset), summary=summary, strict=strict, as_json=as_json)
    if audiences or owner is not None or reader is not None:
        raise BadValue(name="--audience, --owner and --reader", wanted="used with a case: a return has no audiences")
    from reflective.exchange.returns import open_return

    with progress("reading", long=_size(file) > _LONG_BYTES) as on_progress:
        source = open_return(file, on_progress=on_progress)
        report = _of_return(source, as_of, _ruleset_of(source, name))
        return print_report(report, summary=summary, strict=strict, as_json=as_json)


def _size(file: Path) -> int:
    """The size in bytes of a file, or of the files in a folder."""
    files = [one for one in file.iterdir() if one.is_file()] if file.is_dir() else [file]
    return sum(one.stat().st_size for one in files)


def _ruleset_of(source: "Return", name: str | None) -> Ruleset:
    """The ruleset that was named, or the return's own. Raises `BadValue` where it has none."""
    if name is None and source.ruleset is None:
        names = ", ".join(Ruleset.names())
        raise BadValue(name="--ruleset", wanted=f"given for a file of events: {names}, or a file")
    return ruleset_named(name or source.ruleset or "")


def _agreed(reading: "Reading", *, strict: bool, as_json: bool) -> int:
    """Print what was agreed in a case, with the status of each. Returns the exit code."""
    from reflective.views import due_facts, due_page

    if as_json:
        print_json(due_facts(reading))
    else:
        print_page(due_page(reading))
    return int(strict and any(row.exceeded for row in reading.due))


def _case_in(file: Path) -> "Case":
    """The case in a file. A file that is longer than a document may be is refused before it is read."""
    from reflective.casework import Case
    from reflective.documents import MAX_BYTES
    from reflective.exchange.json import loads
    from reflective.exchange.returns.opening import opened
    from reflective.exchange.returns.source import refuse, rewind

    with opened(file) as document:
        if rewind(document) > MAX_BYTES:
            refuse("$", f"must be no larger than {MAX_BYTES // 1024**2} MiB")
        # A file may grow, or may say that it is empty when it is not: `loads` refuses the one byte too many.
        return loads(document, Case)


def _of_case(reading: "Reading", ruleset: Ruleset) -> "Report":
    """The obligations that rules find in the entries of a case that a reading shows."""
    from reflective.cli._report import Report
    from reflective.views.data import disagreement_facts
    from reflective.views.due import disagreement_line, withheld_line
    from reflective.views.page import wrapped

    records = dict.fromkeys(event.origin[0] for event in reading.events if event.origin is not None)
    disagreements = disagreement_facts(reading, records)
    lines = [*map(disagreement_line, disagreements), f"{withheld_line(reading)}, and not asked about"]
    return Report(
        ruleset.obligations(reading.events, reading.as_of),
        ruleset,
        reading.as_of,
        facts=lambda: {"withheld": dict(reading.withheld), "disagreements": disagreements},
        remarks=lambda: [wrapped(line) for line in lines],
    )


def _of_return(source: "Return", as_of: date, ruleset: Ruleset) -> "Report":
    """The obligations that rules find in a return, a child at a time."""
    from reflective.cli._report import Report

    unread = 0

    def children() -> Iterator[tuple[Event, ...]]:
        nonlocal unread
        for events in source.children():
            unread += sum(one.kind not in ruleset.kinds for one in events)
            yield events

    def remarks() -> list[str]:
        # Most kinds of event in a return are for other rules. In a host's own table a kind may be misspelt.
        if not unread or source.ruleset is not None:
            return []
        return [f"{unread} {'event' if unread == 1 else 'events'} of kinds that no rule of {ruleset.id} reads"]

    return Report(
        (one for events in children() for one in ruleset.obligations(events, as_of, holds=source.holds)),
        ruleset,
        as_of,
        facts=lambda: {"faults": [{"path": one.path, "wanted": one.wanted} for one in source.faults]},
        remarks=remarks,
        faults=lambda: _fault_lines(source),
    )


def _fault_lines(source: "Return") -> Iterator[str]:
    """A line for each of the first rows that could not be read, and one that counts them."""
    many = source.fault_count
    yield from map(str, source.faults[:_MAX_SHOWN])
    if many:
        shown = f", the first {_MAX_SHOWN} of them named here" if many > _MAX_SHOWN else ""
        yield f"{many} {'row' if many == 1 else 'rows'} could not be read{shown}; the rest was"
