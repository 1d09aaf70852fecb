"""`reflective due`: what a case, a return or a table of events has due, and what is past its day."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from reflective.cli._options import Day, json_option, print_json
from reflective.cli.rules import ruleset_named
from reflective.errors import BadValue
from reflective.rules import Obligation, Ruleset, Status

if TYPE_CHECKING:
    from reflective.exchange.returns import Return

__all__ = ["due"]

#: Files at least this long are read with a bar that shows how far it is, on a terminal.
_LONG: Final = 2_000_000
_BREACHES: Final = (Status.MET_LATE, Status.OVERDUE)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as-of", type=Day(), required=True, help="The day to look from.")
@click.option("--ruleset", "name", default=None, help="A ruleset that ships, or a file: see `reflective rules list`.")
@click.option("--summary", is_flag=True, help="Count by rule instead of listing.")
@click.option("--strict", is_flag=True, help="Exit with 1 when anything is past its day.")
@json_option
def due(file: Path, as_of: date, name: str | None, *, summary: bool, strict: bool, as_json: bool) -> int:
    """List what is due, and what is past its day.

    FILE is a case (.json), a children in need census (.xml), the folder of a looked-after return, or events (.csv). A
    case is asked what was agreed in it, or with --ruleset what the rules ask. A return is asked by its own ruleset
    unless another is named.
    """
    if file.suffix.lower() == ".json":
        if name is None:
            if summary:
                raise BadValue(name="--summary", wanted="used with --ruleset, or on a return")
            return _agreed(file, as_of, strict=strict, as_json=as_json)
        told: Iterable[Obligation] = _of_case(file, as_of, ruleset_named(name))
        return _print(told, as_of, None, summary=summary, strict=strict, as_json=as_json)
    from reflective.exchange.returns import open_return

    with _progress(file) as on_progress:
        source = open_return(file, on_progress=on_progress)
        if name is None and source.ruleset is None:
            raise BadValue(
                name="--ruleset", wanted="given for a file of events: " + ", ".join(Ruleset.names()) + ", or a file"
            )
        ruleset = ruleset_named(name or source.ruleset or "")
        told = (one for events in source.children() for one in ruleset.obligations(events, as_of, holds=source.holds))
        return _print(told, as_of, source, summary=summary, strict=strict, as_json=as_json)


def _agreed(file: Path, as_of: date, *, strict: bool, as_json: bool) -> int:
    """What was agreed in a case, and where each stands."""
    from reflective.exchange.json import loads
    from reflective.practice import Case
    from reflective.views import due_facts, due_page

    case = loads(file.read_bytes(), Case)
    facts = due_facts(case, as_of)
    if as_json:
        print_json(facts)
    else:
        click.echo(due_page(case, as_of))
    return int(strict and any(row["status"] in _BREACHES for row in facts["obligations"]))


def _of_case(file: Path, as_of: date, ruleset: Ruleset) -> tuple[Obligation, ...]:
    """What rules ask of a case, by what is open in it."""
    from reflective.exchange.json import loads
    from reflective.practice import Case
    from reflective.views import open_case

    case, _ = open_case(loads(file.read_bytes(), Case), as_of)
    return ruleset.obligations(case.events(as_of), as_of)


def _print(
    told: Iterable[Obligation], as_of: date, source: "Return | None", *, summary: bool, strict: bool, as_json: bool
) -> int:
    """Print obligations as they come, so that a long return is never held whole; the exit code."""
    counts: Counter[tuple[str, Status]] = Counter()

    def counted() -> Iterator[Obligation]:
        for one in told:
            counts[one.rule, one.status] += 1
            yield one

    from reflective.views import breach_lines, counts_page, heading

    if as_json:
        _print_stream(counted(), as_of, source, summary=summary, counts=counts)
    elif summary:
        for _ in counted():
            pass
        click.echo(counts_page(counts, as_of))
    else:
        click.echo(heading(as_of))
        for one in counted():
            if one.status in _BREACHES or one.status is Status.DUE_SOON:
                click.echo("\n".join(breach_lines(one)))
        click.echo("\n" + counts_page(counts, as_of))
    _say_faults(source)
    return int(strict and any(status in _BREACHES and many for (_, status), many in counts.items()))


def _print_stream(
    told: Iterator[Obligation],
    as_of: date,
    source: "Return | None",
    *,
    summary: bool,
    counts: Counter[tuple[str, Status]],
) -> None:
    from reflective.views import counts_facts

    if summary:
        for _ in told:
            pass
        print_json({"as_of": as_of.isoformat(), "summary": counts_facts(counts), **_faults(source)})
        return
    click.echo(f'{{"as_of": "{as_of}", "obligations": [')
    before = ""
    for one in told:
        click.echo(before + json.dumps(one.as_row(why=True), ensure_ascii=False), nl=False)
        before = ",\n"
    rest = json.dumps(_faults(source), ensure_ascii=False)[1:-1]
    click.echo("\n]" + (f", {rest}" if rest else "") + "}")


def _faults(source: "Return | None") -> dict[str, Any]:
    if source is None:
        return {}
    return {"faults": [{"path": one.path, "wanted": one.wanted} for one in source.faults]}


def _say_faults(source: "Return | None") -> None:
    """What could not be read, on standard error: the place and what would be accepted."""
    if source is None or not source.fault_count:
        return
    for fault in source.faults[:20]:
        click.echo(f"reflective: {fault}", err=True)
    many = source.fault_count
    click.echo(f"reflective: {many} {'row' if many == 1 else 'rows'} could not be read; the rest was", err=True)


@contextmanager
def _progress(file: Path) -> Iterator[Any]:
    """A bar on standard error while a long file is read, where that is a terminal; otherwise nothing."""
    size = sum(one.stat().st_size for one in file.iterdir()) if file.is_dir() else file.stat().st_size
    if size < _LONG or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=size)
        yield lambda done, total: bar.update(task, completed=done, total=total)
