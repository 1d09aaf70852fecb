"""The XML of the looked-after return: its elements as the rows of the CSV files."""

from typing import BinaryIO, Final

from reflective.exchange.returns.elements import Element, elements
from reflective.exchange.returns.faults import TableFaults
from reflective.exchange.returns.gathering import Gathered
from reflective.exchange.returns.source import Progress, Return, refuse
from reflective.exchange.returns.table import Row

__all__ = ["is_looked_after", "read_xml"]

_CHILD: Final = "CHILD"
_HEADER: Final = "HEADER"
_EPISODE: Final = "EPISODE"
_REVIEW: Final = "AREVIEW"
#: The names of elements that the CSV files call otherwise.
_AS_COLUMNS: Final = {"CHILDID": "CHILD", "PL": "PLACE"}
_FIELDS: Final = {
    _HEADER: ("CHILD", "DOB"),
    _EPISODE: ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"),
    _REVIEW: ("CHILD", "DOB", "REVIEW", "REVIEW_CODE"),
}


def is_looked_after(names: tuple[str, ...]) -> bool:
    """Whether XML that begins with elements of these names is a looked-after return."""
    return bool(names) and ("903" in names[0] or names[1:] == (_CHILD,))


def read_xml(file: BinaryIO, source: Return, gathered: Gathered, on_progress: Progress | None) -> None:
    """Gather the rows of a looked-after return in XML: each CHILD with its HEADER, its AREVIEWs and its EPISODEs.

    A row is the running number of its element in the file, from 1. Raises `BadDocument` for what is no such XML.
    """
    tables = {name: TableFaults(gathered.faults, None, row=name) for name in _FIELDS}
    for role, name in (("episodes", _EPISODE), ("reviews", _REVIEW), ("header", _HEADER)):
        gathered.places[role] = tables[name].place
    numbers = dict.fromkeys(_FIELDS, 0)
    for child in elements(file, {_CHILD}, (), source, on_progress):
        if child is None:
            refuse("$", "must be a looked-after return: EXPSSDA903 with CHILD elements")
        header = child.first(_HEADER) or Element(_HEADER, child.line)
        common = _values(header, ("CHILD", "DOB"))
        if len([part for part in header.parts if _column(part) == "CHILD"]) > 1:
            # Nobody can tell whose the rows are.
            common["CHILD"] = ""
        _take(_HEADER, header, common, numbers, tables, gathered)
        for review in (*header.all(_REVIEW), *child.all(_REVIEW)):
            _take(_REVIEW, review, common, numbers, tables, gathered)
        for episode in child.all(_EPISODE):
            _take(_EPISODE, episode, common, numbers, tables, gathered)
    for table in tables.values():
        table.close()


def _take(
    name: str,
    element: Element,
    common: dict[str, str],
    numbers: dict[str, int],
    tables: dict[str, TableFaults],
    gathered: Gathered,
) -> None:
    """Take one element as a row. A field that is there twice makes it a row of which nobody can tell what it says."""
    numbers[name] += 1
    faults = tables[name]
    fields = [_column(part) for part in element.parts if not part.parts]
    doubled = {field for field in fields if fields.count(field) > 1}
    whole = doubled.isdisjoint(_FIELDS[name]) and not any(part.was_cut for part in element.parts)
    if not whole:
        faults.row(numbers[name], "each field once, of at most 10,000 characters")
    values = dict.fromkeys(_FIELDS[name], "") | common | _values(element, ())
    row = Row(numbers[name], values, is_whole=whole, leads="CHILD")
    {_HEADER: gathered.header, _EPISODE: gathered.episode, _REVIEW: gathered.review}[name](row, faults)


def _column(part: Element) -> str:
    return _AS_COLUMNS.get(part.name, part.name)


def _values(element: Element, only: tuple[str, ...]) -> dict[str, str]:
    """The texts of the fields of an element by column; some, or all."""
    found = {_column(part): part.text.strip() for part in element.parts if not part.parts}
    return {name: text for name, text in found.items() if not only or name in only}
