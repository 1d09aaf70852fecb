"""Obligations in the caller's own type: the types of their columns, and frames of pandas and pyarrow."""

from typing import TYPE_CHECKING, Any

from reflective.frames.columns import DAYS, NUMBERS, PLACE, ROW
from reflective.frames.engines import beside
from reflective.rules import Authority, Ruleset, Status, Unknown
from reflective.rules.accounts import NotAsked

if TYPE_CHECKING:
    import polars as pl

    from reflective.frames.incoming import Library

__all__ = ["handed_back", "not_asked_types", "obligation_types", "with_column"]


def obligation_types(ruleset: Ruleset, *, why: bool = False) -> "dict[str, pl.DataType]":
    """The type of each column of obligations in polars, in order, with the place of the row of the trigger last."""
    import polars as pl

    listed = {
        "rule": sorted({rule.id for rule in ruleset.all_rules}),
        "status": [one.value for one in Status],
        "unknown": [one.value for one in Unknown],
        "authority": [one.value for one in Authority],
        "ruleset": sorted({one.id for one in ruleset.whole}),
    }
    types: dict[str, pl.DataType] = {}
    for name in (*ROW, PLACE, *(("why",) if why else ())):
        if name in listed:
            types[name] = pl.Enum(listed[name])
        elif name in DAYS:
            types[name] = pl.Date()
        elif name in NUMBERS or name == PLACE:
            types[name] = pl.Int64()
        else:
            types[name] = pl.Boolean() if name in {"exceeded", "open"} else pl.String()
    return types


def not_asked_types() -> "dict[str, pl.DataType]":
    """The type of each column of the frame of those who were not asked about."""
    import polars as pl

    return {"subject": pl.String(), "reason": pl.Enum([one.value for one in NotAsked])}


def handed_back(found: "pl.DataFrame", library: "Library", like: Any) -> Any:
    """A frame of the library that the caller's frame is of; a relation is on the connection of the caller's."""
    import polars as pl

    if library.name == "polars":
        return found.lazy() if library.lazy else found
    if library.name == "duckdb":
        return beside(found, like)
    if library.name == "pyarrow":
        return found.to_arrow(compat_level=pl.CompatLevel.oldest())
    return _pandas(found)


def _pandas(found: "pl.DataFrame") -> Any:
    """The frame in pandas: days at midnight, whole numbers that may be missing, and categories."""
    import polars as pl

    made = found.to_pandas(date_as_object=False)
    for name, dtype in found.schema.items():
        if dtype == pl.Date:
            made[name] = made[name].astype("datetime64[s]")
        elif dtype.is_integer():
            # A column with a null has become one of floats.
            made[name] = made[name].astype("Int64")
    return made


def with_column(frame: Any, library: "Library", column: "pl.Series") -> Any:
    """A caller's frame with one more column, which has a value for each of its rows in order."""
    import polars as pl

    if library.name == "polars":
        return frame.with_columns(column)
    if library.name == "pyarrow":
        return frame.append_column(column.name, column.to_arrow(compat_level=pl.CompatLevel.oldest()))
    made = _pandas(column.to_frame())[column.name]
    return frame.assign(**{column.name: made.to_numpy()})
