"""`reflective check`: what is not evidenced on the record of a case, each with a question."""

from datetime import date
from pathlib import Path

import click

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
from reflective.cli.due import case_in

__all__ = ["check"]


@click.command(short_help="List what is not evidenced on the record of a case.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as-of", type=Day(), required=True, help="The day to look from.")
@ruleset_option("The rules whose duties are looked at too: one that ships, or a file of your own.")
@click.option("--off", multiple=True, metavar="CODE", help="Switch a check off; repeat it for several.")
@click.option("--on", multiple=True, metavar="CODE", help="Switch on a check that is off unless asked for.")
@click.option("--keeps", multiple=True, metavar="KIND", help="The kinds of record that are kept; all of them.")
@click.option("--strict", is_flag=True, help="Exit with 1 when anything was found.")
@policy_option
@reading_options
@json_option
def check(
    file: Path,
    as_of: date,
    name: str | None,
    *,
    folder: Path | None,
    off: tuple[str, ...],
    on: tuple[str, ...],
    keeps: tuple[str, ...],
    strict: bool,
    audiences: tuple[str, ...],
    owner: str | None,
    reader: str | None,
    as_json: bool,
) -> int:
    """List what is not evidenced on the record, each with a question for the next supervision.

    FILE is a case (.json). A finding never says that something was not done. Safety comes first, then the children's
    voice, open decisions, dates, and the quality of the record; children come before adults.
    """
    from reflective import checks
    from reflective.views.findings import findings_page

    policy = policy_in(folder)
    ruleset = None if name is None else ruleset_named(name)
    reading = read_case(case_in(file), as_of, audiences, owner, reader)
    found = checks.check(reading, ruleset, off=off, on=on, keeps=keeps or None, policy=policy)
    if as_json:
        print_json(found.as_data())
    else:
        print_page(findings_page(reading, found))
    return int(strict and any(not one.good for one in found))
