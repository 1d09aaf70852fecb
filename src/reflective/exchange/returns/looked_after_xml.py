"""The XML of the looked-after return: its elements as the rows of the CSV files."""

from collections.abc import Callable
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
    tables = {
        _HEADER: _Elements(_HEADER, gathered, gathered.header),
        _EPISODE: _Elements(_EPISODE, gathered, gathered.episode),
        _REVIEW: _Elements(_REVIEW, gathered, gathered.review),
    }
    for role, name in (("episodes", _EPISODE), ("reviews", _REVIEW), ("header", _HEADER)):
        gathered.places[role] = tables[name].faults.place
    for child in elements(file, {_CHILD}, (), source, on_progress):
        if child is None:
            refuse("$", "must be a looked-after return: EXPSSDA903 with CHILD elements")
        header = child.first(_HEADER) or Element(_HEADER, child.line)
        common = {name: text for name, text in _values(header).items() if name in {"CHILD", "DOB"}}
        if len([part for part in header.parts if _column(part) == "CHILD"]) > 1:
            # Nobody can tell whose the rows are.
            common["CHILD"] = ""
        tables[_HEADER].take(header, common)
        for review in (*header.all(_REVIEW), *child.all(_REVIEW)):
            tables[_REVIEW].take(review, common)
        for episode in child.all(_EPISODE):
            tables[_EPISODE].take(episode, common)
    for table in tables.values():
        table.faults.close()


class _Elements:
    """The elements of one name, as the rows of a table."""

    def __init__(self, name: str, gathered: Gathered, gather: Callable[[Row, TableFaults], None]) -> None:
        self.faults = TableFaults(gathered.faults, None, row=name)
        self._fields = _FIELDS[name]
        self._gather = gather
        self._number = 0

    def take(self, element: Element, common: dict[str, str]) -> None:
        """Take one element. A field that is there twice makes it a row of which nobody can tell what it says."""
        self._number += 1
        fields = [_column(part) for part in element.parts if not part.parts]
        doubled = {field for field in fields if fields.count(field) > 1}
        whole = doubled.isdisjoint(self._fields) and not any(part.was_cut for part in element.parts)
        if not whole:
            self.faults.row(self._number, "each field once, of at most 10,000 characters")
        # The child is the header's, whatever else an element may say.
        values = dict.fromkeys(self._fields, "") | _values(element) | common
        self._gather(Row(self._number, values, is_whole=whole, columns=("CHILD",)), self.faults)


def _column(part: Element) -> str:
    return _AS_COLUMNS.get(part.name, part.name)


def _values(element: Element) -> dict[str, str]:
    """The texts of the fields of an element by column."""
    return {_column(part): part.text.strip() for part in element.parts if not part.parts}
