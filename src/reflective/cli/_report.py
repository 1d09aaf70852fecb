"""Obligations printed as they are found: as a page or as data, each of them or their counts."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any, Final, NamedTuple

import click

from reflective.cli._options import json_text, print_error, print_json, print_page
from reflective.errors import ReflectiveError
from reflective.rules import Obligation, Ruleset, Status
from reflective.views import Counted, breach_lines, counts_facts, counts_page, heading

__all__ = ["Report", "print_report"]

_BREACHES: Final = (Status.MET_LATE, Status.OVERDUE)
_LISTED: Final = (*_BREACHES, Status.DUE_SOON)


class Report(NamedTuple):
    """The obligations of a source, and what there is to say of the source itself after the last of them."""

    obligations: Iterable[Obligation]
    ruleset: Ruleset
    as_of: date
    #: More keys for the data.
    facts: Callable[[], dict[str, Any]]
    #: More lines for the page.
    remarks: Callable[[], Iterable[str]] = tuple
    #: Lines for standard error.
    faults: Callable[[], Iterable[str]] = tuple


def print_report(report: Report, *, summary: bool, strict: bool, as_json: bool) -> int:
    """Print obligations as they are found, so that a long return is never held whole. Returns the exit code."""
    counts: Counter[Counted] = Counter()

    def counting() -> Iterator[Obligation]:
        for one in report.obligations:
            counts[Counted.of(one)] += 1
            yield one

    obligations = counting()
    if summary:
        deque(obligations, maxlen=0)
    if as_json:
        _print_json(report, obligations, counts, summary=summary)
    else:
        _print_page(report, obligations, counts, summary=summary)
    for fault in report.faults():
        print_error(fault)
    return int(strict and any(one.status in _BREACHES for one in counts))


def _print_page(report: Report, obligations: Iterator[Obligation], counts: Counter[Counted], *, summary: bool) -> None:
    listed = (one for one in obligations if one.status in _LISTED)
    first = next(listed, None)
    if first is not None:
        print_page(heading(report.ruleset, report.as_of) + "\n")
        for one in chain([first], listed):
            print_page("\n".join(breach_lines(one)))
        click.echo()
    elif counts and not summary:
        print_page(heading(report.ruleset, report.as_of, empty=True) + "\n")
    print_page(counts_page(counts, report.ruleset, report.as_of))
    if any(one.status is Status.NOT_KNOWN for one in counts):
        click.echo("Unknown: what is in the file does not tell; --json has the reason for each.")
    for remark in report.remarks():
        print_page(remark)


def _print_json(report: Report, obligations: Iterator[Obligation], counts: Counter[Counted], *, summary: bool) -> None:
    if summary:
        print_json({"as_of": report.as_of.isoformat(), "summary": counts_facts(counts), **report.facts()})
        return
    # The first obligation is found before anything is printed: a file that cannot be read at all prints nothing.
    first = next(obligations, None)
    click.echo(f'{{"as_of": "{report.as_of}", "obligations": [')
    before = ""
    try:
        for one in obligations if first is None else chain([first], obligations):
            click.echo(before + json_text(one.as_row(why=True)), nl=False)
            before = ",\n"
    except ReflectiveError:
        click.echo('\n], "incomplete": true}')
        raise
    click.echo(f"\n], {json_text(report.facts())[1:]}")
