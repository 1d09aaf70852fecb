"""The facts of the case study, each with its line of the note and its place in the example.

`python -m tests.fidelity` prints them as a table, and fails where one is not in the example. `fidelity.txt` is written
by hand from the note: a change of the example that weakens or strengthens a fact loses its row here.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import attrs

from reflective import demo
from reflective.casework import Case
from reflective.records import Entry
from reflective.records.content import Source

ROWS = Path(__file__).with_suffix(".txt")
AS_THE_NOTE = "as the note has it"
OURS = "ours, and marked"
ABSENT = "NOT IN THE CASE"


class Fact(NamedTuple):
    """One fact: its line, our words for it, words of the note, the record that has it, and words of the entry."""

    line: int
    fact: str
    quoted: str
    record: str
    entry: str


def facts() -> list[Fact]:
    """Every fact, in the order of the lines."""
    rows = [line for line in ROWS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    split = [[cell.strip() for cell in row.split("|")] for row in rows]
    return [Fact(int(line), *cells) for line, *cells in split]


def lines_of(source: Source) -> set[int]:
    """The lines that a source names: "58, 73" or "86-94"."""
    found: set[int] = set()
    for part in source.at.split(","):
        first, _, last = part.strip().partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return found


def text_of(value: Any) -> str:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, tuple):
        return " ".join(map(text_of, value))
    if attrs.has(type(value)):
        return " ".join(text_of(getattr(value, field.name)) for field in attrs.fields(type(value)))
    return ""


def entries_of(case: Case, fact: Fact) -> Iterator[tuple[int, Entry[Any]]]:
    """The entries that have a fact, with their places: they cite its line, and hold the words."""
    (log,) = (log for log in case.logs if log.id == fact.record)
    for place, entry in enumerate(log.entries):
        cites = entry.source is not None and fact.line in lines_of(entry.source)
        if cites and fact.entry in f"{text_of(entry.content)} {entry.content.TAG.partition('.')[2]}":
            yield place, entry


def table(case: Case) -> list[tuple[Fact, str, str]]:
    """Each fact with the entry that has it, and whether it is as the note has it, ours and marked, or not there."""
    found = []
    for fact in facts():
        where = list(entries_of(case, fact))
        # An entry that states it as the note does comes before an inference of ours.
        where.sort(key=lambda pair: pair[1].source is not None and pair[1].source.inferred)
        if not where:
            found.append((fact, "", ABSENT))
            continue
        place, entry = where[0]
        ours = entry.source is not None and entry.source.inferred
        found.append((fact, f"{fact.record} entry {place}", OURS if ours else AS_THE_NOTE))
    return found


def main() -> int:
    """Print the table and how many of the facts are in the example."""
    rows = table(demo.case())
    print("| line | fact | where in the case | |\n|---:|---|---|---|")
    for fact, where, status in rows:
        print(f"| {fact.line} | {fact.fact} | {where} | {status} |")
    there = sum(status != ABSENT for _, _, status in rows)
    ours = sum(status == OURS for _, _, status in rows)
    print(f"\n{there} of {len(rows)}: {there - ours} as the note has them, {ours} ours and marked")
    return 0 if there == len(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
