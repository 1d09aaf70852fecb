"""Records and cases as JSON documents: everything kept, nothing guessed, and bad input answered with every fault.

A document is an object that says its format (`"reflective": 1`), what `kind` of record it is, and the record's fields
by name; an entry's content says its `tag`. Kinds and tags are permanent and are no names of classes. A field that is
as it is by default is left out. Days are YYYY-MM-DD.
"""

import json
from collections.abc import Mapping
from typing import Any, Final, TypeVar, overload

from reflective.casework import Case
from reflective.exchange._faults import MAX_FAULTS, Faults
from reflective.exchange._objects import Named
from reflective.exchange._tags import KINDS, TAGS
from reflective.exchange._text import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_WHOLE,
    TOO_DEEP,
    TOO_LARGE,
    decoded,
    has_halves,
    parsed,
    too_deep,
)
from reflective.records import Record

__all__ = [
    "FORMAT",
    "KINDS",
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_FAULTS",
    "MAX_WHOLE",
    "TAGS",
    "dumps",
    "from_data",
    "loads",
    "to_data",
]

_T = TypeVar("_T", bound=Record[Any] | Case)

#: The format that is written. Every format ever written is read by every later release.
FORMAT: Final = 1

_FORMAT_KEY: Final = "reflective"
_DOCUMENTS: Final = Named("kind", {"case": Case, **KINDS}, also=(_FORMAT_KEY,))
_READ: Final = _DOCUMENTS.reader()


def dumps(document: Record[Any] | Case, *, indent: int | None = None) -> str:
    """The document of a record or a case: the same text for the same record, on one line unless indented.

    Raises `BadDocument` for what no document can carry: content of a class that has no tag, a text with half a
    character, a whole number beyond `MAX_WHOLE`.
    """
    return _checked(document, indent)[1]


def to_data(document: Record[Any] | Case) -> dict[str, Any]:
    """The same as dicts, lists, text, whole numbers, true, false and None; raises as `dumps` does."""
    return _checked(document, None)[0]


@overload
def loads(text: str | bytes) -> Record[Any] | Case: ...
@overload
def loads(text: str | bytes, kind: type[_T]) -> _T: ...
def loads(text: str | bytes, kind: type[Any] | None = None) -> Any:
    """The record or case in a document, of the kind asked for where one is.

    Only shape is judged: a stored move that today's table lacks loads, and the record lists it. Raises `BadDocument`,
    and nothing else whatever the text, with every fault and its path.
    """
    return _loaded(text, kind)


@overload
def from_data(data: Mapping[str, Any]) -> Record[Any] | Case: ...
@overload
def from_data(data: Mapping[str, Any], kind: type[_T]) -> _T: ...
def from_data(data: Mapping[str, Any], kind: type[Any] | None = None) -> Any:
    """The record or case in plain data, as `to_data` gives it; raises as `loads` does."""
    try:
        # By way of text, so that what is accepted is what a document can hold.
        text = json.dumps(data)
    except (TypeError, ValueError, RecursionError):
        pass
    else:
        return _loaded(text, kind)
    raise Faults().last(wanted="must be plain data: dicts, lists, text, whole numbers, true, false and None")


def _loaded(given: object, kind: type[Any] | None) -> Any:
    faults = Faults()
    text = decoded(given, faults)
    data = parsed(text, faults)
    if not has_halves(text, data):
        try:
            return _read(data, kind)
        except Exception:  # noqa: BLE001, S110 - whatever it was, the slow way finds it again and says where
            pass
    return _explained(data, kind, faults)


def _read(data: Any, kind: type[Any] | None) -> Any:
    if type(data[_FORMAT_KEY]) is not int or data[_FORMAT_KEY] != FORMAT:
        raise ValueError
    made = _READ(data)
    if kind is not None and not isinstance(made, kind):
        raise TypeError
    return made


def _explained(data: Any, kind: type[Any] | None, faults: Faults) -> Any:
    if too_deep(data):
        raise faults.last(wanted=TOO_DEEP)
    if isinstance(data, dict):
        if _FORMAT_KEY not in data:
            faults.add("$", f"lacks the key '{_FORMAT_KEY}'")
        elif type(data[_FORMAT_KEY]) is not int or data[_FORMAT_KEY] != FORMAT:
            # Another format may have other keys, so that nothing more can be said of it.
            raise faults.last(path=f"$.{_FORMAT_KEY}", wanted=f"must be {FORMAT}, the format that this release reads")
    made = _DOCUMENTS.explain(data, "$", faults)
    if kind is not None and not faults and not isinstance(made, kind):
        names = [name for one, name in _DOCUMENTS.names.items() if issubclass(one, kind)]
        faults.add("$.kind", f"must be {' or '.join(map(repr, names))}")
    if faults:
        raise faults.error()
    return made


def _checked(document: Record[Any] | Case, indent: int | None) -> tuple[dict[str, Any], str]:
    data: dict[str, Any] = {_FORMAT_KEY: FORMAT, **_DOCUMENTS.write(document)}
    try:
        text = json.dumps(data, ensure_ascii=False, indent=indent, separators=None if indent else (",", ":"))
        large = len(text.encode()) > MAX_BYTES
    except (TypeError, UnicodeEncodeError):
        pass
    else:
        if large:
            raise Faults().last(wanted=TOO_LARGE)
        return data, text
    # What would be said of the document if it were read says what is wrong with it.
    _explained(data, None, Faults())
    raise Faults().last(wanted="must be a record or a case that a document can hold")
