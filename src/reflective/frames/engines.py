"""A small table of ours as a frame of the engine that the caller's plan runs on."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

__all__ = ["beside", "on_engine"]


def on_engine(table: "pl.DataFrame", plan: Any) -> Any:
    """The table beside a plan, as narwhals has it, so that the two can be joined."""
    import narwhals as nw
    from narwhals import dependencies

    native: Any = beside(table, plan) if dependencies.is_duckdb_relation(plan) else table.lazy()
    return nw.from_native(native)


def beside(table: "pl.DataFrame", relation: Any) -> Any:
    """The table as a relation on the connection of another, which alone can be joined to it. Enums are its own."""
    import polars as pl

    # DuckDB finds the variable by its name.
    of_ours = table.to_arrow(compat_level=pl.CompatLevel.oldest())  # noqa: F841
    columns = ", ".join(_column(name, dtype) for name, dtype in table.schema.items())
    return relation.query("plan", f"select {columns} from of_ours")  # noqa: S608 - every name is quoted


def _column(name: str, dtype: "pl.DataType") -> str:
    """A column of the table in SQL, with its type where Arrow does not carry it."""
    import polars as pl

    quoted = _quoted(name, '"')
    if not isinstance(dtype, pl.Enum):
        return quoted
    values = ", ".join(_quoted(one, "'") for one in dtype.categories.to_list())
    return f"cast({quoted} as enum({values})) as {quoted}"


def _quoted(text: str, mark: str) -> str:
    return mark + text.replace(mark, mark * 2) + mark
