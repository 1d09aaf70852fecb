"""Which subjects and rules a plan answers, and which the per-case engine: the two answers together.

A plan knows refs without parts, events that differ in their day, kind or ref, rules that no fact changes and the
version of each rule that came into force last. A subject whose events ask for more is judged by the per-case engine.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from reflective.frames.columns import PLACE, SORTED_BY
from reflective.frames.engines import beside
from reflective.frames.lines import FIRST_DAY, Line, lines_of, tables
from reflective.frames.outgoing import obligation_types
from reflective.frames.per_case import FrameQuery, judged
from reflective.frames.plan import COLUMNS, STATUSES, UNKNOWN, Host, periods
from reflective.rules import Status
from reflective.rules.rule import DEATH

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Engine", "on_duckdb", "on_polars", "planned"]

#: A ref that is compared by its letters alone: no spaces, no parts, nothing beyond ASCII.
_PLAIN_REF: Final = "^[!-.0-~]+$"

#: Runs a plan: it gets the events and a plan of them and of what the engine does for it, and gives the rows.
Engine = Callable[["pl.DataFrame", Callable[[Any, Host], Any]], "pl.DataFrame"]


def on_polars(events: "pl.DataFrame", plan: Callable[[Any, Host], Any]) -> "pl.DataFrame":
    """The rows of a plan on polars, streaming."""
    import narwhals as nw

    def put(table: "pl.DataFrame") -> Any:
        return nw.from_native(table.lazy())

    def rows(frame: Any) -> "pl.DataFrame":
        found: pl.DataFrame = frame.to_native().collect(engine="streaming")
        return found

    return rows(plan(put(events), Host(put, lambda frame: put(rows(frame)))))


def on_duckdb(like: Any) -> Engine:
    """The engine that runs a plan on the connection of a relation of DuckDB."""
    import narwhals as nw

    def put(table: "pl.DataFrame") -> Any:
        return nw.from_native(beside(table, like))

    def rows(frame: Any) -> "pl.DataFrame":
        found: pl.DataFrame = frame.to_native().pl()
        return found

    def run(events: "pl.DataFrame", plan: Callable[[Any, Host], Any]) -> "pl.DataFrame":
        return rows(plan(put(events), Host(put, lambda frame: put(rows(frame)))))

    return run


def planned(
    events: "pl.DataFrame", facts: Iterable[str], question: FrameQuery, engine: Engine = on_polars
) -> "pl.DataFrame":
    """The obligations of events in checked columns, with the place of the row of each trigger, in order."""
    import polars as pl

    names = tuple(facts)
    types = obligation_types(question.ruleset, why=question.why)
    lines, others = lines_of(question.ruleset, question.calendars)
    if question.why or question.source or not lines:
        return judged(events, names, question)
    known = events.filter(pl.col("on") <= question.as_of)
    odd = _odd(known, names, lines)
    plain = known.join(odd, on="subject", how="anti")
    found = [judged(known.join(odd, on="subject", how="semi"), names, question)]
    if others:
        rest = question.ruleset._some(others)  # noqa: SLF001 - the same rules without those that are planned
        read = plain.filter(pl.col("kind").is_in(list(rest.kinds)))
        found.append(judged(read, names, question._replace(ruleset=rest), types))
    found.append(_by_plan(plain, events, lines, question, engine).select(*types).cast(pl.Schema(types)))
    return pl.concat(found).sort(*SORTED_BY, "due", nulls_last=True, maintain_order=True)


def _odd(known: "pl.DataFrame", names: tuple[str, ...], lines: tuple[Line, ...]) -> "pl.DataFrame":
    """The subjects whose events ask for more than a plan knows."""
    import polars as pl

    read = {name for line in lines for name in line.facts} & set(names)
    states = [pl.col(name).is_not_null() for name in sorted(read) if name in known.columns]
    alike = pl.struct("subject", "kind", "on", pl.col("ref").str.to_lowercase()).is_duplicated()
    unstated = pl.col("kind").is_in([kind for line in lines for rule in line.versions for kind in rule.continues])
    early = [
        pl.col("kind").is_in([kind for rule in line.versions for kind in rule.trigger]) & (pl.col("on") < line.since)
        for line in lines
        if line.since is not None
    ]
    odd = pl.any_horizontal(~pl.col("ref").str.contains(_PLAIN_REF), alike, unstated, *states, *early)
    return known.lazy().filter(odd).select("subject").unique().collect()


def _by_plan(
    plain: "pl.DataFrame", events: "pl.DataFrame", lines: tuple[Line, ...], question: FrameQuery, engine: Engine
) -> "pl.DataFrame":
    """The obligations of plain subjects, by the plan."""
    kinds = {kind: place for place, kind in enumerate(sorted({*plain["kind"].unique(), DEATH}))}
    given = tables(lines, plain["on"].unique().to_list(), kinds)
    numbers = _numbers(plain, kinds)
    as_of = (question.as_of - FIRST_DAY).days
    found = engine(numbers, lambda frame, host: periods(frame, given, as_of, kinds[DEATH], host))
    return _named(found.select(COLUMNS), events, lines, question.as_of)


def _numbers(plain: "pl.DataFrame", kinds: dict[str, int]) -> "pl.DataFrame":
    """The events as whole numbers. The numbers of kinds and refs are in the order of their text."""
    import polars as pl

    return plain.select(
        subject=pl.col("subject").rank("dense").cast(pl.Int64),
        kind=pl.col("kind").replace_strict(kinds, return_dtype=pl.Int64),
        on=pl.col("on").to_physical().cast(pl.Int64),
        ref=pl.col("ref").str.to_lowercase().rank("dense").cast(pl.Int64),
        place=pl.col(PLACE).cast(pl.Int64),
    )


def _named(found: "pl.DataFrame", events: "pl.DataFrame", lines: tuple[Line, ...], as_of: date) -> "pl.DataFrame":
    """The rows of the plan as obligations."""
    import polars as pl

    row, of_line = found["place"], found["line"]
    by_line = pl.DataFrame(
        [(one.rule.id, one.rule.authority.value, one.ruleset, one.rule.reason) for one in lines],
        schema=dict.fromkeys(("rule", "authority", "ruleset", "reason"), pl.String),
        orient="row",
    )
    late, exceeds = pl.col("days_late"), pl.col("status").is_in([Status.OVERDUE.value, Status.MET_LATE.value])
    is_open = pl.col("met").is_null() & (pl.col("status") != Status.ENDED.value)
    dates = {name: pl.col(name).cast(pl.Int32).cast(pl.Date) for name in ("start", "due", "met", "ended")}
    return (
        found.with_columns(**dates)
        .with_columns(
            by_line["rule"].gather(of_line),
            by_line["authority"].gather(of_line),
            by_line["ruleset"].gather(of_line),
            by_line["reason"].gather(of_line),
            events["subject"].gather(row),
            events["ref"].gather(row),
            status=pl.col("status").replace_strict(dict(enumerate(map(str, STATUSES))), return_dtype=pl.String),
            unknown=pl.col("unknown").replace_strict(dict(enumerate(map(str, UNKNOWN))), return_dtype=pl.String),
        )
        .with_columns(
            trigger=pl.col("start"),
            first_due=pl.col("due"),
            due_latest=pl.col("due"),
            ended_on=pl.col("ended"),
            exceeded=exceeds | (late.fill_null(0) > 0),
            open=is_open,
            days_taken=(pl.col("met") - pl.col("start")).dt.total_days(),
            working_days_taken=pl.col("working"),
            days_to_go=pl.when(is_open).then((pl.col("due") - as_of).dt.total_days()),
            **{PLACE: pl.col("place")},
        )
    )
