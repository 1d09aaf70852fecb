"""Obligations as an Excel file that a director can open: days as days, a filter row, and sheets of reasons."""

from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from reflective.errors import BadValue
from reflective.frames.extra import EXCEL_EXTRA, check_extra

if TYPE_CHECKING:
    import polars as pl

__all__ = ["MOST_EXCEL_ROWS", "check_excel", "check_rows", "write_excel"]

#: The rows that one sheet can have, beside its header.
MOST_EXCEL_ROWS: Final = 1_048_575
_DAY_FORMAT: Final = "d mmm yyyy"
#: The file says when it was made. Nothing here reads the clock, so it says this.
_MADE: Final = datetime(1980, 1, 1, tzinfo=UTC)
_WIDEST_PIXELS: Final = 420
_LETTER_PIXELS: Final = 7
_EDGE_PIXELS: Final = 8
#: The room of the button that filters.
_BUTTON_PIXELS: Final = 20


def write_excel(obligations: Any, file: Any, *, not_asked: Any = None) -> None:
    """Write obligations into an Excel file with three sheets: obligations, reasons, and who was not asked about.

    The frames are those of `evaluate`, of any library. `file` is a path, or a file opened to write bytes. Days are
    days, each header has a filter and stays in sight, and no text becomes a formula. The sheet of reasons counts the
    rows of each rule, status and reason. Raises `BadValue` without the extra, and for more rows than a sheet has.
    """
    check_excel()
    rows = _frame(obligations)
    sheets = {"Obligations": rows, "Reasons": _reasons(rows)}
    if not_asked is not None:
        sheets["Not asked about"] = _frame(not_asked)
    for sheet in sheets.values():
        check_rows(len(sheet))
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with import_module("xlsxwriter").Workbook(file, options) as book:
        book.set_properties({"created": _MADE})
        for name, sheet in sheets.items():
            _write(sheet, book, name)


def check_excel() -> None:
    """Raise `BadValue`, which names the extra, where Excel files cannot be written."""
    check_extra()
    if find_spec("xlsxwriter") is None:
        raise BadValue(name="Excel files", wanted=EXCEL_EXTRA)


def check_rows(many: int) -> None:
    """Raise `BadValue` for more rows than a sheet has."""
    if many > MOST_EXCEL_ROWS:
        raise BadValue(name="the rows", wanted=f"at most {MOST_EXCEL_ROWS} for Excel; write a parquet file")


def _frame(given: Any) -> "pl.DataFrame":
    from reflective.frames.incoming import column_names, library_of, taken_in

    library = library_of(given)
    return taken_in(given, library, [str(one) for one in column_names(given, library)], ())


def _reasons(rows: "pl.DataFrame") -> "pl.DataFrame":
    """The rows of each rule, status and reason, counted."""
    import polars as pl

    by = [pl.col(name).cast(pl.String) for name in ("rule", "status", "unknown")]
    return rows.group_by(by).agg(pl.len().alias("rows")).sort("rule", "status", "unknown", nulls_last=True)


def _write(sheet: "pl.DataFrame", book: Any, name: str) -> None:
    import polars as pl
    from polars import selectors

    # pandas has days at midnight, and no other type for a day.
    shown = sheet.with_columns(selectors.datetime().cast(pl.Date))
    shown = shown.with_columns(selectors.by_dtype(pl.Enum, pl.Categorical).cast(pl.String))
    shown.write_excel(
        book,
        worksheet=name,
        dtype_formats={pl.Date: _DAY_FORMAT, pl.Int64: "0"},
        column_widths={column: _width(shown[column]) for column in shown.columns},
        freeze_panes=(1, 0),
        table_style="Table Style Light 1",
    )


def _width(column: "pl.Series") -> int:
    """The width of a column in pixels: as wide as its header and its longest text, up to a bound."""
    import polars as pl

    longest = int(column.cast(pl.String).str.len_chars().max() or 0)  # type: ignore[arg-type]
    return min(_WIDEST_PIXELS, _LETTER_PIXELS * max(longest, len(column.name)) + _BUTTON_PIXELS + _EDGE_PIXELS)
