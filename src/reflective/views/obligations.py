"""Obligations as lines: each that is past its day with its authority, and a count of each rule and status."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import fill
from typing import Final, NamedTuple

from reflective.fields import check
from reflective.rules import Obligation, Ruleset, Status
from reflective.timescales import day_in_words
from reflective.views.page import WIDTH, plain

__all__ = ["SECTIONS", "Counted", "breach_lines", "counts_facts", "counts_page", "heading", "section_of"]

_WORDS: Final = {
    Status.MET: "met",
    Status.MET_LATE: "late",
    Status.OVERDUE: "overdue",
    Status.DUE_SOON: "soon",
    Status.PENDING: "pending",
    Status.ENDED: "ended",
    Status.OUT_OF_ORDER: "order",
    Status.NOT_KNOWN: "unknown",
}
#: As wide as the longest id of a rule that ships.
_RULE_COLUMNS: Final = 38


class Counted(NamedTuple):
    """The key by which obligations are counted. The ruleset tells apart two rules that share an id."""

    rule: str
    ruleset: str
    status: Status

    @classmethod
    def of(cls, one: Obligation) -> "Counted":
        """The key of one obligation."""
        check("one", one, Obligation)
        return cls(one.rule, one.ruleset, one.status)


#: The sections of a list, in their order: work to do first, and then what is over.
SECTIONS: Final = ("Late now", "Due soon", "Met late", "Ended late", "Dates out of order", "Not known", "The rest")
_SECTION: Final = {
    Status.OVERDUE: "Late now",
    Status.DUE_SOON: "Due soon",
    Status.MET_LATE: "Met late",
    Status.OUT_OF_ORDER: "Dates out of order",
}


def section_of(one: Obligation, *, every: bool = False) -> str | None:
    """The section of a list that an obligation is in; None if it is not listed. With `every`, all are."""
    check("one", one, Obligation)
    if one.status is Status.ENDED and one.days_late:
        return "Ended late"
    section = _SECTION.get(one.status)
    if section is None and every:
        return "Not known" if one.status is Status.NOT_KNOWN else "The rest"
    return section


def heading(ruleset: Ruleset, as_of: date, *, empty: bool = False, chosen: bool = False) -> str:
    """The line over a list of obligations; with `empty` the line in place of a list, with `chosen` of some rows."""
    check("ruleset", ruleset, Ruleset)
    check("as_of", as_of, date)
    start = "Nothing is past its day or due soon" if empty else "Past its day or due soon"
    if chosen:
        start = "Nothing of that choice" if empty else "The rows that were chosen"
    return fill(f"{start}, {_asked(ruleset, as_of)}", WIDTH, break_on_hyphens=False)


def breach_lines(one: Obligation) -> tuple[str, ...]:
    """One obligation in two lines or so: the rule, its authority and how late; then the subject and the days."""
    check("one", one, Obligation)
    what, state, stay = plain(f"{one.rule}, {one.authority}"), _state(one), _stay(one)
    spans = [f"from {_day(one.trigger)}"]
    if one.due is not None:
        spans.append(f"{'allowed to' if stay else 'due'} {_day(one.due)}")
    if one.met is not None and one.met != one.trigger:
        spans.append(f"{'ended' if stay else 'met'} {_day(one.met)}")
    if one.status is Status.OUT_OF_ORDER and one.met is not None:
        spans = [f"{_day(one.trigger)}, and what has to come before it on {_day(one.met)}"]
    said = [f"{one.subject}, ref {one.ref}: {', '.join(spans)}"]
    if one.reason is not None:
        said.append(f"departs from what it extends because {one.reason}")
    room = WIDTH - len(state) - 1
    heads = [f"{what:<{room}} {state}"] if len(what) <= room else [what, f"{state:>{WIDTH}}"]
    return (*heads, *(_indented(each) for each in said))


def counts_facts(counts: Mapping[Counted, int]) -> list[dict[str, str | int]]:
    """The number of obligations with each status, a row for each rule of each ruleset."""
    check("counts", counts, Mapping)
    for key, many in counts.items():
        check("each key of counts", key, Counted)
        check("each of counts", many, int)
    rules = sorted({(one.rule, one.ruleset) for one in counts})
    return [
        {
            "rule": rule,
            "ruleset": ruleset,
            **{status.value: counts.get(Counted(rule, ruleset, status), 0) for status in _WORDS},
            **_in_time(counts, rule, ruleset),
        }
        for rule, ruleset in rules
    ]


def counts_page(counts: Mapping[Counted, int], ruleset: Ruleset, as_of: date, *, rates: bool = False) -> str:
    """The same as a table, with a line for all rules together. A status that nothing has is left out.

    With `rates`, each line ends with how many were met in time of how many that were met or are late, and the per cent.
    """
    check("ruleset", ruleset, Ruleset)
    check("as_of", as_of, date)
    rows = counts_facts(counts)
    if not rows:
        said = f"Nothing is asked {_asked(ruleset, as_of)}: nothing that happened sets one of its rules going."
        return fill(said, WIDTH, break_on_hyphens=False)
    shown = [status for status in _WORDS if any(row[status.value] for row in rows)]
    widths = [max(len(_WORDS[status]), 5) + 2 for status in shown]
    table: list[tuple[str, list[str | int]]] = [("rule", [_WORDS[status] for status in shown])]
    table += ((name, [row[one.value] for one in shown]) for name, row in zip(_names(rows), rows, strict=True))
    if len(rows) > 1:
        table.append(("all", [sum(int(row[status.value]) for row in rows) for status in shown]))
    if rates:
        told = [_rate(row) for row in rows]
        together = {key: sum(int(row[key]) for row in rows) for key in ("in_time", "of")}
        table = [
            (name, [*cells, said])
            for (name, cells), said in zip(table, ["in time", *told, _rate(together)][: len(table)], strict=True)
        ]
        widths.append(max(len(str(cells[-1])) for _, cells in table) + 2)
    wide = min(max(_RULE_COLUMNS, *(len(name) for name, _ in table)), WIDTH - sum(widths))
    lines = [fill(f"As of {day_in_words(as_of)}, by {_rulesets(ruleset)}", WIDTH, break_on_hyphens=False)]
    for name, cells in table:
        numbers = "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
        # A rule's id that does not fit has a line of its own.
        lines += [f"{name:<{wide}}{numbers}"] if len(name) <= wide else [name, " " * wide + numbers]
    return "\n".join(lines)


def _in_time(counts: Mapping[Counted, int], rule: str, ruleset: str) -> dict[str, int]:
    """How many were met in time, of how many that were met or are late now. What ended was asked of nobody."""
    met, late, now = (
        counts.get(Counted(rule, ruleset, status), 0) for status in (Status.MET, Status.MET_LATE, Status.OVERDUE)
    )
    return {"in_time": met, "of": met + late + now}


def _rate(row: Mapping[str, str | int]) -> str:
    """A rate with its numerator and its denominator, rounded half up to a tenth of a per cent."""
    met, of = int(row["in_time"]), int(row["of"])
    if not of:
        return "-"
    tenths = (2000 * met + of) // (2 * of)
    return f"{met}/{of} {tenths // 10}.{tenths % 10}%"


def _names(rows: Sequence[Mapping[str, str | int]]) -> list[str]:
    """The name of each rule: its id, and its ruleset too if another has that id."""
    many = Counter(row["rule"] for row in rows)
    return [plain(f"{row['rule']} ({row['ruleset']})" if many[row["rule"]] > 1 else f"{row['rule']}") for row in rows]


def _asked(ruleset: Ruleset, as_of: date) -> str:
    return f"as of {day_in_words(as_of)}, by {_rulesets(ruleset)}"


def _rulesets(ruleset: Ruleset) -> str:
    return plain(" and ".join(one.id for one in ruleset.whole))


def _indented(text: str) -> str:
    return fill(plain(text), WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


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
    if not many and one.status not in {Status.OVERDUE, Status.MET_LATE}:
        return state
    return f"{state}, {many} {'day' if many == 1 else 'days'}{' too soon' if one.due is None else ''}"
