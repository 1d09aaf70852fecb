"""What rules ask, as lines: each thing past its day with where it comes from, and how many of each."""

import textwrap
from collections.abc import Mapping
from datetime import date
from typing import Final

from reflective.rules import Obligation, Status
from reflective.timescales import day_in_words
from reflective.views.page import WIDTH

__all__ = ["breach_lines", "counts_facts", "counts_page", "heading"]

_WORDS: Final = {
    Status.MET: "met",
    Status.MET_LATE: "late",
    Status.OVERDUE: "overdue",
    Status.DUE_SOON: "soon",
    Status.PENDING: "pending",
    Status.ENDED: "ended",
    Status.NOT_KNOWN: "unknown",
}
#: As wide as the longest id of a rule that ships.
_RULE: Final = 40


def heading(as_of: date) -> str:
    """The line over a list of obligations."""
    return f"Past its day or due soon, as of {day_in_words(as_of)}\n"


def breach_lines(one: Obligation) -> tuple[str, ...]:
    """One obligation in two lines: what and how late, then whose it is and the days it rests on."""
    state, spans = _state(one), [f"from {_day(one.trigger)}"]
    if one.due is not None:
        spans.append(f"due {_day(one.due)}")
    if one.met is not None and one.met != one.trigger:
        spans.append(f"{'ended' if _stay(one) else 'met'} {_day(one.met)}")
    first = f"{one.rule:<{WIDTH - len(state) - 1}} {state}"
    rest = f"{one.subject}, ref {one.ref}: {', '.join(spans)}"
    return (first, *textwrap.wrap(rest, WIDTH, initial_indent="  ", subsequent_indent="    "))


def counts_facts(counts: Mapping[tuple[str, Status], int]) -> list[dict[str, str | int]]:
    """How many obligations of each rule have which status, a row for each rule."""
    rules = sorted({rule for rule, _ in counts})
    return [{"rule": rule} | {status.value: counts.get((rule, status), 0) for status in _WORDS} for rule in rules]


def counts_page(counts: Mapping[tuple[str, Status], int], as_of: date) -> str:
    """The same as a table, with a line for all rules together; a status that nothing has is left out."""
    rows = counts_facts(counts)
    if not rows:
        return f"Nothing is asked as of {day_in_words(as_of)}."
    shown = [status for status in _WORDS if any(row[status.value] for row in rows)]
    widths = [max(len(_WORDS[status]), 5) + 2 for status in shown]
    wide = max(_RULE - 2, *(len(str(row["rule"])) for row in rows)) if sum(widths) <= _RULE else 30
    lines = [f"As of {day_in_words(as_of)}"]
    lines.append(
        f"{'rule':<{wide}}" + "".join(f"{_WORDS[one]:>{width}}" for one, width in zip(shown, widths, strict=True))
    )
    total = {"rule": "all"} | {one.value: sum(int(row[one.value]) for row in rows) for one in shown}
    for row in [*rows, total] if len(rows) > 1 else rows:
        cells = "".join(f"{row[one.value]:>{width}}" for one, width in zip(shown, widths, strict=True))
        name = str(row["rule"])
        # A rule's id that does not fit has a line of its own.
        lines += [f"{name:<{wide}}{cells}"] if len(name) <= wide else [name, " " * wide + cells]
    return "\n".join(lines)


def _day(day: date) -> str:
    return day_in_words(day, weekday=False)


def _stay(one: Obligation) -> bool:
    return one.basis is not None and one.basis.rule.is_stay


def _state(one: Obligation) -> str:
    if one.status is Status.DUE_SOON:
        return "due soon"
    state = one.status.value.replace("_", " ")
    if _stay(one) and one.status is Status.MET_LATE:
        state = "exceeded"
    many = one.days_late or 0
    return f"{state}, {many} {'day' if many == 1 else 'days'}{' too soon' if one.due is None else ''}"
