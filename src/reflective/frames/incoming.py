"""A caller's frame as one polars frame of events, checked: every fault at once, by column and never by value."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reflective.errors import BadDocument, BadValue, Fault
from reflective.fields import Id, Ref, checker
from reflective.frames.columns import KEYS

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "FIRST_YEAR_NUMBER",
    "Library",
    "checked_days",
    "checked_events",
    "column_names",
    "library_of",
    "refused",
    "taken_in",
]

#: No event of a record lies before this year: a day that does stands for no day.
FIRST_YEAR_NUMBER: Final = 1900
#: The texts that systems write for a missing id, without case.
_MISSING: Final = ("nan", "nat", "none", "null", "n/a", "na", "<na>", "#n/a", "#null!", "#value!", "#ref!")
_PLAIN_ID: Final = "^[!-~]{1,128}$"
_ACCEPTED: Final = "a frame of polars, pandas or pyarrow, or a relation of DuckDB"


class Library(NamedTuple):
    """The library of a frame: its name, and whether the frame is a plan that was not run yet."""

    name: str
    lazy: bool = False


def library_of(frame: object) -> Library:
    """The library that a frame is of; raises `BadValue` for anything else."""
    from narwhals import dependencies

    if dependencies.is_polars_dataframe(frame):
        return Library("polars")
    if dependencies.is_polars_lazyframe(frame):
        return Library("polars", lazy=True)
    if dependencies.is_pandas_dataframe(frame):
        return Library("pandas")
    if dependencies.is_pyarrow_table(frame):
        return Library("pyarrow")
    if dependencies.is_duckdb_relation(frame):
        return Library("duckdb", lazy=True)
    raise BadValue(name="frame", wanted=_ACCEPTED)


def column_names(frame: Any, library: Library) -> tuple[object, ...]:
    """The names of a frame's columns, in order; raises `BadDocument` for one that is there twice or no text."""
    if library.name == "polars":
        names = tuple(frame.collect_schema().names())
    else:
        names = tuple(frame.column_names if library.name == "pyarrow" else frame.columns)
    if any(not isinstance(one, str) for one in names):
        raise refused([Fault(path="the frame", wanted="must have columns whose names are text")])
    twice = dict.fromkeys(one for place, one in enumerate(names) if one in names[:place])
    if twice:
        ours = [str(one) for one in twice if one in KEYS]
        raise refused([Fault(path=", ".join(ours) or "a column", wanted="must be there once")])
    return names


def refused(faults: Iterable[Fault]) -> BadDocument:
    """The error of a frame that cannot be read."""
    return BadDocument(faults=tuple(faults))


def taken_in(frame: Any, library: Library, names: Iterable[str], keys: Iterable[str] = KEYS) -> "pl.DataFrame":
    """Some columns of a frame as a polars frame. Raises `BadDocument` for columns of mixed types and lacking keys.

    A plan is run.
    """
    import polars as pl

    there = set(column_names(frame, library))
    lacking = [name for name in keys if name not in there]
    if lacking:
        raise refused(Fault(path=name, wanted="must be a column of the frame") for name in lacking)
    wanted = [name for name in names if name in there]
    if library.name == "duckdb":
        relation: pl.DataFrame = frame.project(*wanted).pl()
        return relation
    if library.lazy:
        return _ran(frame.select(wanted))
    if library.name == "polars":
        picked: pl.DataFrame = frame.select(wanted)
        return picked
    columns = {name: _series(frame[name]) for name in wanted}
    mixed = [name for name, column in columns.items() if column is None]
    if mixed:
        raise refused(Fault(path=name, wanted="must be of one type on every row") for name in mixed)
    return pl.DataFrame({name: column for name, column in columns.items() if column is not None})


def _ran(plan: "pl.LazyFrame") -> "pl.DataFrame":
    return plan.collect(engine="streaming")


def _series(column: Any) -> "pl.Series | None":
    """A column of pandas or pyarrow as a series of polars; None for one of mixed types."""
    import polars as pl

    try:
        if type(column).__module__.startswith("pandas"):
            made: Any = pl.from_pandas(column)
        else:
            made = pl.from_arrow(column)
        found = pl.Series(made)
    except Exception:  # noqa: BLE001 - many classes, and their messages hold values
        return None
    return None if found.dtype == pl.Object else found


def checked_events(data: "pl.DataFrame", facts: Iterable[str]) -> "pl.DataFrame":
    """The events of a frame: ids as text, `on` as a day, and facts as text or null where they are lacking.

    The other columns stay as they are. Raises `BadDocument`, which says how many rows are at fault and where the first
    is.
    """
    faults: list[Fault] = []
    made: dict[str, pl.Series] = {}
    for name in KEYS:
        read: Callable[[pl.Series], tuple[pl.Series, str]] = _days if name == "on" else _ids
        made[name], wanted = read(data[name])
        if wanted:
            faults.append(Fault(path=name, wanted=f"must be {wanted}"))
    for name in facts:
        if name in data.columns:
            fact = _texts(data[name])
            if fact is None:
                faults.append(Fault(path=name, wanted="must be text, numbers, days, times, or true and false"))
            else:
                made[name] = fact
    if faults:
        raise refused(faults)
    return data.with_columns(**made)


def _ids(given: "pl.Series") -> "tuple[pl.Series, str]":
    """Ids as text, and what they must be where one is not."""
    import polars as pl

    if given.dtype not in (pl.String, pl.Categorical, pl.Enum, pl.Null):
        return given, "text: cast numbers to text in the form that your system shows"
    ids = given.cast(pl.String)
    bad = ids.is_null()
    if given.name != "kind":
        bad |= ids.str.to_lowercase().str.strip_chars().is_in(list(_MISSING)).fill_null(value=False)
    odd = ids.filter(~ids.str.contains(_PLAIN_ID).fill_null(value=True)).unique()
    check = checker(Ref if given.name == "ref" else Id)
    no_ids = [one for one in odd if check(given.name, one) is not None]
    if no_ids:
        bad |= ids.is_in(no_ids).fill_null(value=False)
    return ids, _rows_at_fault(bad, "an id on every row")


def _days(given: "pl.Series") -> "tuple[pl.Series, str]":
    """Days, and what they must be where one is not."""
    days, bad, wanted = checked_days(given)
    return days, wanted if bad is None else _rows_at_fault(bad, wanted)


def checked_days(given: "pl.Series") -> "tuple[pl.Series, pl.Series | None, str]":
    """A column as days, whether each row stands for no day, and what the column must be.

    A column of another type comes back as it is, without an answer for its rows.
    """
    import polars as pl

    days = given
    if isinstance(given.dtype, pl.Datetime):
        if given.dtype.time_zone is not None:
            return given, None, "days without a time zone: cast to the day that is meant"
        if not bool((given.dt.truncate("1d") == given).all()):
            return given, None, "days without a time of day"
        days = given.cast(pl.Date)
    elif given.dtype == pl.Null:
        days = given.cast(pl.Date)
    elif given.dtype != pl.Date:
        of = "text" if given.dtype == pl.String else "another type"
        return given, None, f"a column of days, and not of {of}: parse it first"
    early = (days.dt.year() < FIRST_YEAR_NUMBER).fill_null(value=False)
    return days, days.is_null() | early, f"a day on every row, in {FIRST_YEAR_NUMBER} or later"


def _rows_at_fault(bad: "pl.Series", wanted: str) -> str:
    """The words of a fault with the number of rows; nothing where there is none."""
    many = int(bad.sum() or 0)
    if not many:
        return ""
    rows = "1 row has none" if many == 1 else f"{many} rows have none"
    return f"{wanted}: {rows}, the first at position {bad.arg_max()}"


def _texts(given: "pl.Series") -> "pl.Series | None":
    """The values of a fact as text, with blank ones lacking; None for values of another type."""
    import polars as pl

    text = next(_forms(given, pl), None)
    if text is None:
        return None
    return text.set(text.str.strip_chars() == "", None)


def _forms(given: "pl.Series", pl: Any) -> "Iterator[pl.Series]":
    """The one form that values of a type have as text."""
    dtype = given.dtype
    if dtype in (pl.String, pl.Categorical, pl.Enum, pl.Null, pl.Boolean) or dtype.is_integer():
        yield given.cast(pl.String)
    elif dtype.is_float():
        # pandas makes floats of whole numbers where one is missing.
        numbers = given.fill_nan(None).cast(pl.String)
        yield numbers.str.replace(r"\.0$", "")
    elif dtype == pl.Date:
        yield given.dt.strftime("%Y-%m-%d")
    elif dtype == pl.Time:
        yield given.dt.strftime("%H:%M")
    elif isinstance(dtype, pl.Datetime) and bool((given.dt.truncate("1d") == given).all()):
        yield given.dt.strftime("%Y-%m-%d")
