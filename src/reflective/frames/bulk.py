"""Events in a file of any length, judged in buckets of whole subjects, so that memory stays flat."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, Final, Literal, NamedTuple

from reflective.errors import BadDocument, BadValue, Fault
from reflective.frames.columns import KEYS, facts_read
from reflective.frames.evaluate import Evaluated, evaluate
from reflective.frames.extra import check_extra
from reflective.rules import Ruleset

if TYPE_CHECKING:
    import polars as pl

__all__ = ["BulkSummary", "bulk"]

#: The rows of events that are in memory at once, more or less.
_BUCKET_ROWS: Final = 400_000
_EVENTS: Final = (".parquet", ".csv")

#: Called with how many buckets are done, and how many there are.
Progress = Callable[[int, int], object]


class BulkSummary(NamedTuple):
    """The counts of what was judged and written.

    >>> BulkSummary(events=3, obligations=1, by_rule={("assessment.complete", "met"): 1}, not_asked={}).events
    3
    """

    #: Rows read and rows written.
    events: int
    obligations: int
    #: Obligations by rule and status.
    by_rule: dict[tuple[str, str], int]
    #: Subjects about whom no rule asks anything, by the reason.
    not_asked: dict[str, int]


def bulk(
    events: str,
    ruleset: Ruleset,
    as_of: date,
    out: IO[bytes],
    *,
    form: Literal["parquet", "xlsx"] = "parquet",
    columns: Iterable[str] = (),
    bucket_rows: int = _BUCKET_ROWS,
    on_progress: Progress | None = None,
) -> BulkSummary:
    """Judge the events in a file and write the obligations into an open one; the counts of both come back.

    `events` is the path of a parquet file, or of a CSV with days as YYYY-MM-DD, with the columns of `evaluate`. It is
    read once for each bucket of about `bucket_rows` rows; a bucket has whole subjects, by a hash of their ids. Parquet
    is written bucket by bucket, and sorted within each; an Excel file at the end, sorted as a whole.

    Raises `BadValue` for arguments of other types, `BadDocument` for events that cannot be read, and OSError.
    """
    check_extra()
    if not isinstance(events, str) or not events.lower().endswith(_EVENTS):
        raise BadValue(name="events", wanted="the path of a .parquet or a .csv file")
    if form not in _WRITERS:
        raise BadValue(name="form", wanted=f"one of {', '.join(_WRITERS)}")
    if type(bucket_rows) is not int or bucket_rows < 1:
        raise BadValue(name="bucket_rows", wanted="a whole number of 1 or more")
    counts = BulkSummary(0, 0, {}, {})
    found = _judged(_scanned(events), _Asked(ruleset, as_of, tuple(columns)), bucket_rows, on_progress)
    for many, one in _WRITERS[form](found, out):
        counts = _added(counts, many, one)
    return counts


class _Asked(NamedTuple):
    """The question about each bucket."""

    ruleset: Ruleset
    as_of: date
    columns: tuple[str, ...]


# Reading, a bucket at a time


def _judged(
    plan: "pl.LazyFrame", asked: _Asked, bucket_rows: int, on_progress: Progress | None
) -> "Iterator[tuple[int, Evaluated]]":
    """The number of events of each bucket, with the answers."""
    import polars as pl

    rows = int(_run(plan.select(pl.len())).item())
    names = plan.collect_schema().names()
    lacking = [name for name in KEYS if name not in names]
    if lacking:
        raise BadDocument(faults=tuple(Fault(path=name, wanted="must be a column of the file") for name in lacking))
    wanted = [name for name in names if name in {*KEYS, *facts_read(asked.ruleset), *asked.columns}]
    many = max(1, -(-rows // bucket_rows))
    for place in range(many):
        in_it = pl.col("subject").cast(pl.String).hash() % many == place
        # A row without a subject is in one bucket or another, to be refused there.
        of_bucket = _run(plan.filter(in_it.fill_null(value=place == 0)).select(wanted))
        yield len(of_bucket), _answered(of_bucket, asked)
        if on_progress is not None:
            on_progress(place + 1, many)


def _scanned(path: str) -> "pl.LazyFrame":
    import polars as pl

    if path.lower().endswith(".parquet"):
        return pl.scan_parquet(path)
    # Text as it is written: an id keeps its zeros.
    texts = pl.scan_csv(path, infer_schema=False)
    return texts.with_columns(pl.col("^on$").str.to_date("%Y-%m-%d", strict=False))


def _run(plan: "pl.LazyFrame") -> "pl.DataFrame":
    """The rows of a plan. Raises `BadDocument` for a file that polars cannot read: its own words hold values."""
    import polars as pl

    with suppress(pl.exceptions.PolarsError):
        return plan.collect(engine="streaming")
    raise BadDocument(faults=(Fault(path="the file", wanted="must be parquet, or CSV in UTF-8 with a header"),))


def _answered(events: "pl.DataFrame", asked: _Asked) -> Evaluated:
    """The answers about one bucket. The faults of a bucket have no places, which are those of the bucket."""
    faults: tuple[Fault, ...] = ()
    try:
        return evaluate(events, asked.ruleset, asked.as_of, columns=asked.columns, accounted=True)
    except BadDocument as refused:
        faults = refused.faults
    wanted = ((one.path, one.wanted.partition(", the first")[0]) for one in faults)
    raise BadDocument(faults=tuple(Fault(path=path, wanted=one) for path, one in wanted))


# Writing


def _write_parquet(found: "Iterator[tuple[int, Evaluated]]", file: Any) -> "Iterator[tuple[int, Evaluated]]":
    """Write each bucket as it comes."""
    import polars as pl

    parquet: Any = import_module("pyarrow.parquet")
    writer = None
    for many, one in found:
        table = one.obligations.to_arrow(compat_level=pl.CompatLevel.oldest())
        if writer is None:
            writer = parquet.ParquetWriter(file, table.schema)
        writer.write_table(table.cast(writer.schema))
        yield many, one
    if writer is not None:
        writer.close()


def _write_excel(found: "Iterator[tuple[int, Evaluated]]", file: Any) -> "Iterator[tuple[int, Evaluated]]":
    """Write all at the end, because a sheet is sorted as a whole."""
    import polars as pl

    from reflective.frames.columns import SORTED_BY
    from reflective.frames.excel import check_excel, check_rows, write_excel

    check_excel()
    kept, rows = list[Evaluated](), 0
    for many, one in found:
        rows += len(one.obligations)
        check_rows(rows)
        kept.append(one)
        yield many, one
    obligations = pl.concat([one.obligations for one in kept]).sort(*SORTED_BY, maintain_order=True)
    write_excel(obligations, file, not_asked=pl.concat([one.not_asked for one in kept]).sort("subject"))


_WRITERS: Final = {"parquet": _write_parquet, "xlsx": _write_excel}


def _added(counts: BulkSummary, events: int, found: Evaluated) -> BulkSummary:
    """The counts with those of one more bucket."""
    by_rule: Counter[tuple[str, str]] = Counter(counts.by_rule)
    for rule, status, many in found.obligations.group_by("rule", "status").len().iter_rows():
        by_rule[rule, status] += many
    not_asked: Counter[str] = Counter(counts.not_asked)
    for reason, many in found.not_asked.group_by("reason").len().iter_rows():
        not_asked[reason] += many
    obligations = counts.obligations + len(found.obligations)
    return BulkSummary(counts.events + events, obligations, dict(by_rule), dict(not_asked))
