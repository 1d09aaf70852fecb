"""`reflective bulk`: the obligations of a file of events of any length, written into another."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from reflective.cli._options import Day, json_option, print_json, print_page, ruleset_named
from reflective.cli._progress import progress
from reflective.errors import BadValue
from reflective.rules import Ruleset

if TYPE_CHECKING:
    from reflective.frames import BulkSummary

__all__ = ["bulk"]


@click.command(short_help="Judge a file of events of any length, and write what comes out.")
@click.argument("events", type=click.Path(path_type=Path))
@click.option("--ruleset", "name", required=True, metavar="NAME|FILE", help="One that ships, or a file of your own.")
@click.option("--as-of", type=Day(), required=True, help="The day to look from.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Write here: .parquet, or .xlsx for Excel.")
@click.option("--keep", multiple=True, metavar="COLUMN", help="Keep this column of the events with each answer.")
@json_option
def bulk(events: Path, name: str, as_of: date, *, out: Path, keep: tuple[str, ...], as_json: bool) -> None:
    """Judge a file of events of any length.

    EVENTS is a parquet file, or a CSV with days as YYYY-MM-DD, with the columns subject, kind, on and ref and one for
    each fact that a rule asks. It is judged in parts of whole subjects, so that memory does not grow with the file. The
    answers are those of `reflective due`, one row each. A summary is printed: each rule by status, and how many
    subjects are not asked about.
    """
    if events.suffix.lower() not in {".parquet", ".csv"} or not events.is_file():
        raise BadValue(name="EVENTS", wanted="a file that is there, as .parquet or .csv")
    if out.suffix.lower() not in {".parquet", ".xlsx"} or out.resolve() == events.resolve():
        raise BadValue(name="--out", wanted="another file, as .parquet or .xlsx")
    if out.exists():
        raise BadValue(name="--out", wanted="a file that is not there yet: none is overwritten")
    ruleset = ruleset_named(name)
    facts = _facts(_written(events, ruleset, as_of, out, keep), ruleset.id, as_of)
    if as_json:
        print_json(facts)
    else:
        print_page("\n".join(_lines(facts)))


def _written(events: Path, ruleset: Ruleset, as_of: date, out: Path, keep: tuple[str, ...]) -> "BulkSummary":
    """Write the answers into a part beside the file that is asked for, which has its name once all is written."""
    from reflective import frames

    part = out.with_name(f"{out.name}.part")
    form: Literal["parquet", "xlsx"] = "xlsx" if out.suffix.lower() == ".xlsx" else "parquet"
    try:
        with part.open("wb") as file, progress("judging", long=True) as on_progress:
            found = frames.bulk(str(events), ruleset, as_of, file, form=form, columns=keep, on_progress=on_progress)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return found


def _facts(found: "BulkSummary", ruleset: str, as_of: date) -> dict[str, Any]:
    rules = [{"rule": rule, "status": status, "count": many} for (rule, status), many in sorted(found.by_rule.items())]
    return {
        "as_of": as_of.isoformat(),
        "ruleset": ruleset,
        "events": found.events,
        "obligations": found.obligations,
        "by_rule": rules,
        "not_asked": dict(sorted(found.not_asked.items())),
    }


def _lines(facts: dict[str, Any]) -> list[str]:
    lines = [f"{facts['obligations']:,} obligations of {facts['events']:,} events, by {facts['ruleset']}", ""]
    lines += [f"{one['rule']:<48}{one['status']:<14}{one['count']:>14,}" for one in facts["by_rule"]]
    silent = facts["not_asked"]
    if silent:
        lines += ["", "Subjects not asked about"]
        lines += [f"{reason[:60]:<62}{many:>14,}" for reason, many in silent.items()]
    return lines
