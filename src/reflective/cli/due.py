"""`reflective due`: what is due in a case, a return or a table of events, and what is past its day."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypedDict

import click

from reflective.cli._choice import EVER, NOW, choice_options, chosen, exit_code
from reflective.cli._options import (
    Day,
    json_option,
    policy_in,
    policy_option,
    print_json,
    print_page,
    read_case,
    reading_options,
    ruleset_named,
    ruleset_option,
)
from reflective.cli._progress import progress
from reflective.errors import BadValue
from reflective.rules import Obligation, Ruleset
from reflective.rules.accounts import Accounting, without_referral
from reflective.rules.ruleset import shipped_kinds

if TYPE_CHECKING:
    from reflective.casework import Case, Reading
    from reflective.cli._report import Report
    from reflective.exchange.returns import Return
    from reflective.policy import Policy

__all__ = ["case_in", "due"]

#: The event with which a child's way through the law begins.
_REFERRAL: Final = "referral.received"
#: On a terminal, a longer file is read with a bar that shows how much of it has been read.
_LONG_BYTES: Final = 2_000_000
#: The number of rows that could not be read that are named; the rest are counted.
_MAX_ROWS_SHOWN: Final = 20


class _Due(click.Command):
    """The command, in which `--strict` alone takes nothing that follows it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, [f"--strict={NOW}" if one == "--strict" else one for one in args])


@click.command(cls=_Due)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as-of", type=Day(), default=None, help="The day to look from; a census has its own.")
@ruleset_option("One that ships (see `reflective rules list`), or a file of your own.")
@choice_options
@click.option("--keep", multiple=True, metavar="FACT", help="Keep this column of the file as a fact of its rows.")
@click.option("--mapping", type=click.Path(path_type=Path), default=None, help="A file that says what my columns are.")
@click.option("--holds", multiple=True, metavar="KIND", help="A kind of event that the file can hold; all of them.")
@click.option("--summary", is_flag=True, help="Count by rule instead of listing.")
@click.option(
    "--strict",
    type=click.Choice([NOW, EVER]),
    default=None,
    metavar="[=ever]",
    help="Exit with 1 when a row that is left is late now, or was ever; with 2 when anything could not be read.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Print rows for a spreadsheet.")
@policy_option
@reading_options
@json_option
def due(
    file: Path,
    as_of: date | None,
    name: str | None,
    *,
    folder: Path | None,
    keep: tuple[str, ...],
    mapping: Path | None,
    holds: tuple[str, ...],
    summary: bool,
    strict: str | None,
    as_csv: bool,
    audiences: tuple[str, ...],
    owner: str | None,
    reader: str | None,
    as_json: bool,
    **chosen_rows: Any,
) -> int:
    """List what is due, and what is past its day.

    FILE is a case (.json), a children in need census (.xml), a looked-after return (its folder, or .xml), or events
    (.csv) with the columns subject, kind, on and ref. For a case the list is of what was agreed in it, or with
    --ruleset of what the rules ask. A return is judged by its own ruleset unless another is named.

    With a ruleset the list has what is late now, due soon, met late and ended late, each with its authority; then a
    count of each rule and status; and then the reconciliation: how many subjects there are, how each stands, and who
    is not asked about and why. A row that cannot be read is named on standard error by its place.
    """
    if as_csv and as_json:
        raise BadValue(name="--csv", wanted="given without --json")
    how: _How = {"summary": summary, "strict": strict, "form": "csv" if as_csv else "json" if as_json else "page"}
    policy = policy_in(folder)
    if file.suffix.lower() == ".json":
        if as_of is None:
            raise BadValue(name="--as-of", wanted="given for a case: the day to look from, as YYYY-MM-DD")
        if name is None and (summary or as_csv or policy is not None or any(chosen_rows.values())):
            raise BadValue(name="filters, --csv, --policy and --summary", wanted="used with --ruleset, or on a return")
        ruleset = None if name is None else ruleset_named(name)
        reading = read_case(case_in(file), as_of, audiences, owner, reader)
        return _print_case(reading, ruleset, chosen_rows, how, policy)
    if policy is not None:
        raise BadValue(name="--policy", wanted="used with a case: a return does not say which kind of meeting was held")
    if audiences or owner is not None or reader is not None:
        raise BadValue(name="--audience, --owner and --reader", wanted="used with a case: a return has no audiences")
    table: dict[str, Any] = {"keep": keep, "mapping": mapping, "holds": holds}
    table = {key: one for key, one in table.items() if one}
    return _print_return(file, as_of, name, table=table, rows=chosen_rows, how=how)


class _How(TypedDict):
    """How a report is printed."""

    summary: bool
    strict: str | None
    form: str


def _print_case(
    reading: "Reading", ruleset: Ruleset | None, rows: dict[str, Any], how: _How, policy: "Policy | None"
) -> int:
    """Print what was agreed in a case, or what a ruleset asks of it. Returns the exit code."""
    from reflective.cli._report import print_report

    if ruleset is None:
        return _agreed(reading, strict=how["strict"], as_json=how["form"] == "json")
    return print_report(_of_case(reading, ruleset, policy), chosen(_ids(ruleset), rows), **how)


def _print_return(
    file: Path, as_of: date | None, name: str | None, *, table: dict[str, Any], rows: dict[str, Any], how: _How
) -> int:
    """Print what the rules ask of a return, or of a table of events. Returns the exit code."""
    from reflective.cli._report import print_report
    from reflective.exchange.returns import open_return

    with progress("reading", long=_size(file) > _LONG_BYTES) as on_progress:
        source = open_return(file, on_progress=on_progress, **table)
        ruleset = _ruleset_of(source, name)
        choice = chosen(_ids(ruleset), rows)
        report = _of_return(source, _day_of(source, as_of), ruleset)
        return print_report(report, choice, **how)


def _ids(ruleset: Ruleset) -> frozenset[str]:
    return frozenset(rule.id for rule in ruleset.all_rules)


def _day_of(source: "Return", as_of: date | None) -> date:
    """The day that was given, or a census's own reference date; raises `BadValue` where there is neither."""
    if as_of is not None:
        return as_of
    for _ in source.subjects():
        break
    if source.reference is None:
        raise BadValue(name="--as-of", wanted="given: only a census with a reference date has a day of its own")
    return source.reference


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


def _agreed(reading: "Reading", *, strict: str | None, as_json: bool) -> int:
    """Print what was agreed in a case, with the status of each. Returns the exit code."""
    from reflective.views import due_facts, due_page

    if as_json:
        print_json(due_facts(reading))
    else:
        print_page(due_page(reading))
    return exit_code(strict, frozenset((row.status, row.exceeded) for row in reading.due), unread=False)


def case_in(file: Path) -> "Case":
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


def _of_case(reading: "Reading", ruleset: Ruleset, policy: "Policy | None") -> "Report":
    """The obligations that rules find in the entries of a case that a reading shows; a policy says what counts."""
    from reflective.cli._report import Report
    from reflective.views.data import disagreement_facts
    from reflective.views.due import disagreement_line, withheld_line
    from reflective.views.page import wrapped

    records = dict.fromkeys(event.origin[0] for event in reading.events if event.origin is not None)
    disagreements = disagreement_facts(reading, records)
    lines = [*map(disagreement_line, disagreements), f"{withheld_line(reading)}, and not asked about"]
    events = reading.events if policy is None else policy.rhythm.counted(reading.events)
    found = ruleset.obligations(events, reading.as_of)
    return Report(
        found,
        ruleset,
        reading.as_of,
        accounts=lambda: without_referral(found.accounted, _unreferred(reading, found, ruleset)),
        facts=lambda: {"withheld": dict(reading.withheld), "disagreements": disagreements},
        remarks=lambda: [wrapped(line) for line in lines],
    )


def _unreferred(reading: "Reading", found: Iterable[Obligation], ruleset: Ruleset) -> int:
    """How many children have no referral on the record, and nothing that any rule asks, though the rules read one."""
    if not any(_REFERRAL in rule.trigger for rule in ruleset.all_rules):
        return 0
    children = {one.id for one in reading.people.everybody(reading.as_of) if one.kind == "child"}
    referred = {event.subject for event in reading.events if event.kind == _REFERRAL}
    with_events = {event.subject for event in reading.events}
    return len((children & with_events) - referred - {one.subject for one in found})


def _of_return(source: "Return", as_of: date, ruleset: Ruleset) -> "Report":
    """The obligations that rules find in a return, a child at a time, and the reconciliation of them all."""
    from reflective.cli._report import Report
    from reflective.views.page import wrapped

    # A return has the kinds that its reader gives it; a table may have a kind that is misspelt.
    own = (source.holds if source.ruleset is not None else None) or frozenset()
    accounting = Accounting(ruleset.asked, as_of, own | shipped_kinds())

    def obligations() -> Iterator[Obligation]:
        for child in source.subjects():
            lost = {child.subject: child.lost} if child.lost else None
            held, since = _held(source, ruleset), source.holds_from
            found = ruleset.obligations(child.events, as_of, holds=held, holds_from=since, lost=lost)
            accounting.add(child.subject, child.events, found, lost=bool(child.lost))
            yield from found

    def remarks() -> list[str]:
        own = source.reference == as_of
        return [*source.remarks, *(["As of the reference date of the census."] if own else [])]

    return Report(
        obligations(),
        ruleset,
        as_of,
        accounts=lambda: accounting.result(unread_rows=source.fault_count),
        facts=lambda: {
            "faults": [{"path": one.path, "wanted": one.wanted} for one in source.faults],
            "remarks": remarks(),
        },
        remarks=lambda: [wrapped(f"{one[:1].upper()}{one[1:].rstrip('.')}.") for one in remarks()],
        faults=lambda: _fault_lines(source),
    )


def _held(source: "Return", ruleset: Ruleset) -> frozenset[str] | None:
    """The kinds of event that a source can hold.

    Of a table without a list of them they are taken from the file. An ending is in no row until something ends, so its
    kind is taken to be held.
    """
    if source.holds is None or source.ruleset is not None:
        return source.holds
    return source.holds | {kind for rule in ruleset.all_rules for kind in rule.ended_by}


def _fault_lines(source: "Return") -> Iterator[str]:
    """A line for each of the first rows that could not be read, and one that counts them."""
    many = source.fault_count
    yield from map(str, source.faults[:_MAX_ROWS_SHOWN])
    if many:
        shown = f", the first {_MAX_ROWS_SHOWN} of them named here" if len(source.faults) > _MAX_ROWS_SHOWN else ""
        yield f"{many} {'row' if many == 1 else 'rows'} could not be read{shown}; the rest was"
