"""`reflective due`: what a case, a return or a table of events has due, and what is past its day."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from reflective.cli._options import Day, json_option, print_json, ruleset_named, ruleset_option
from reflective.cli._progress import progress
from reflective.errors import BadValue
from reflective.rules import Event, Ruleset, Status

if TYPE_CHECKING:
    from reflective.cli._report import Report
    from reflective.exchange.returns import Return

__all__ = ["due"]

#: Files at least this long are read with a bar that shows how far it is, on a terminal.
_LONG: Final = 2_000_000
#: How many of the rows that could not be read are named.
_SHOWN: Final = 20


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as-of", type=Day(), required=True, help="The day to look from.")
@ruleset_option("One that ships (see `reflective rules list`), or a file of your own.")
@click.option("--summary", is_flag=True, help="Count by rule instead of listing.")
@click.option("--strict", is_flag=True, help="Exit with 1 when anything is past its day, met or not.")
@json_option
def due(file: Path, as_of: date, name: str | None, *, summary: bool, strict: bool, as_json: bool) -> int:
    """List what is due, and what is past its day.

    FILE is a case (.json), a children in need census (.xml), the folder of a looked-after return, or events (.csv)
    with the columns subject, kind, on and ref. A case is asked what was agreed in it, or with --ruleset what the rules
    ask. A return is asked by its own ruleset unless another is named.

    Of rules the list has what is past its day or due soon, each with its authority, and then how many of each rule have
    which status. What cannot be read is named on standard error by its place, and the rest is read.
    """
    from reflective.cli._report import print_report

    if file.suffix.lower() == ".json":
        if name is None:
            if summary:
                raise BadValue(name="--summary", wanted="used with --ruleset, or on a return")
            return _agreed(file, as_of, strict=strict, as_json=as_json)
        report = _of_case(file, as_of, ruleset_named(name))
        return print_report(report, summary=summary, strict=strict, as_json=as_json)
    from reflective.exchange.returns import open_return

    size = sum(one.stat().st_size for one in file.iterdir()) if file.is_dir() else file.stat().st_size
    with progress("reading", long=size > _LONG) as on_progress:
        source = open_return(file, on_progress=on_progress)
        if name is None and source.ruleset is None:
            raise BadValue(
                name="--ruleset", wanted="given for a file of events: " + ", ".join(Ruleset.names()) + ", or a file"
            )
        report = _of_return(source, as_of, ruleset_named(name or source.ruleset or ""))
        return print_report(report, summary=summary, strict=strict, as_json=as_json)


def _agreed(file: Path, as_of: date, *, strict: bool, as_json: bool) -> int:
    """What was agreed in a case, and where each stands."""
    from reflective.casework import Case
    from reflective.exchange.json import loads
    from reflective.views import due_facts, due_page

    case = loads(file.read_bytes(), Case)
    facts = due_facts(case, as_of)
    if as_json:
        print_json(facts)
    else:
        click.echo(due_page(case, as_of))
    return int(strict and any(row["status"] in (Status.MET_LATE, Status.OVERDUE) for row in facts["obligations"]))


def _of_case(file: Path, as_of: date, ruleset: Ruleset) -> "Report":
    """What rules ask of a case, by what is open in it."""
    from reflective.casework import Case
    from reflective.cli._report import Report
    from reflective.exchange.json import loads
    from reflective.views import open_case

    case, withheld = open_case(loads(file.read_bytes(), Case), as_of)
    many = sum(withheld.values())
    return Report(
        ruleset.obligations(case.events(as_of), as_of),
        ruleset,
        as_of,
        facts=lambda: {"withheld": withheld},
        remarks=lambda: [f"{many} personal or restricted entries withheld, and not asked about"] if many else [],
    )


def _of_return(source: "Return", as_of: date, ruleset: Ruleset) -> "Report":
    """What rules ask of a return, a child at a time."""
    from reflective.cli._report import Report

    unread = 0

    def children() -> Iterator[tuple[Event, ...]]:
        nonlocal unread
        for events in source.children():
            unread += sum(one.kind not in ruleset.kinds for one in events)
            yield events

    def remarks() -> list[str]:
        # Of a return most of what is told is for other rules; in a table of one's own it may be a word misspelt.
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
    """What could not be read, as far as somebody would read on: the place and what would be accepted."""
    many = source.fault_count
    yield from map(str, source.faults[:_SHOWN])
    if many:
        shown = f", the first {_SHOWN} of them named here" if many > _SHOWN else ""
        yield f"{many} {'row' if many == 1 else 'rows'} could not be read{shown}; the rest was"
