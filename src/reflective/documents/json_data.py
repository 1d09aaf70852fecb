"""JSON text to plain data, within limits, and with a mark on what JSON allows and no value holds."""

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from math import isfinite
from typing import Any, Final

from reflective.documents.faults import MAX_DEPTH, TOO_DEEP, Faults
from reflective.documents.text import MARK, text_of
from reflective.fields import MAX_WHOLE

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_PARTS",
    "Strange",
    "Twice",
    "has_too_many",
    "json_data",
    "kept_text",
    "too_deep",
]

#: How large a document may be: in bytes, or in characters where it comes as text.
MAX_BYTES: Final = 64 * 1024 * 1024
#: How many brackets and commas a document may have: what it costs to read grows with these, and not with its size.
MAX_PARTS: Final = 2_000_000
#: The longest number, in characters, that is kept for another release to read.
_MAX_NUMBER: Final = 1000

_AT_MOST: Final = f"{MAX_BYTES // 1024**2} MiB"
_TOO_MANY: Final = f"must have no more than {MAX_PARTS:,} brackets and commas"
_BRACKET: Final = re.compile(r'"(?:[^"\\]|\\.)*"?|[][{}]', re.DOTALL)
_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")


class Strange:
    """Stands in plain data for a number that no field holds: NaN, a fraction, a whole number too large."""

    __slots__ = ("digits",)

    def __init__(self, digits: str) -> None:
        self.digits = digits

    def number(self) -> int | float:
        """The number exactly; raises an error of Python's for one that Python does not keep so."""
        if len(self.digits) > _MAX_NUMBER:
            raise OverflowError
        if self.digits.lstrip("-").isdecimal():
            return int(self.digits)
        number = float(self.digits)
        if not isfinite(number) or Decimal(repr(number)) != Decimal(self.digits):
            raise OverflowError
        return number


class Twice(dict[str, Any]):
    """An object that had some key more than once; it keeps the last value."""

    #: Those keys.
    twice: frozenset[str]

    def copy(self) -> "Twice":
        """The same, with its mark."""
        other = Twice(self)
        other.twice = self.twice
        return other


def json_data(source: object, faults: Faults) -> tuple[Any, bool]:
    """The data in a JSON document, and whether none of it is marked as what no value holds.

    A number that is not whole or too large is `Strange`, and an object with a key given more than once is a `Twice`.
    Half a character leaves its text as it is and makes the data not clean. Raises `BadDocument` for what is no JSON
    or beyond the limits.
    """
    text = text_of(source, faults, most=MAX_BYTES, at_most=_AT_MOST)
    if text.startswith(MARK):
        raise faults.last(wanted="must begin with its first brace and not with a byte order mark")
    if has_too_many(text):
        raise faults.last(wanted=_TOO_MANY)
    marks = _Marks()
    wanted = TOO_DEEP
    try:
        data = marks.decoder().decode(text)
    except json.JSONDecodeError as refused:
        wanted = f"must be JSON, which it is not from line {refused.lineno}, column {refused.colno}"
    except RecursionError:
        if not _opens_too_deep(text):
            # It is the caller who has used up the stack.
            raise
    else:
        return data, marks.clean and not _has_halves(text, data)
    # Raised out here so that no parser's error, which holds the whole text, hangs on it.
    raise faults.last(wanted=wanted)


def has_too_many(text: str) -> bool:
    """Whether a document has more brackets and commas than it may."""
    return len(text) > MAX_PARTS and sum(map(text.count, "[{,")) > MAX_PARTS


def too_deep(data: Any) -> bool:
    """Whether more objects and lists are open at once than a document may have."""
    level = [data]
    for _ in range(MAX_DEPTH + 1):
        level = [node for node in level if isinstance(node, dict | list)]
        if not level:
            return False
        level = [inner for node in level for inner in _inside(node)]
    return True


def _inside(node: Any) -> Iterable[Any]:
    if isinstance(node, dict):
        return node.values()
    return node if isinstance(node, list) else ()


def kept_text(data: Any) -> str | None:
    """The JSON text of data that is kept as it is; None where it would not come back equal."""
    level = [data]
    while level:
        if any(isinstance(node, Twice) for node in level):
            return None
        level = [inner for node in level for inner in _inside(node)]
    try:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=Strange.number)
        text.encode()
    except (ArithmeticError, ValueError):
        return None
    return text


class _Marks:
    """The hooks of one reading, which mark what no value holds."""

    def __init__(self) -> None:
        self.clean = True

    def decoder(self) -> json.JSONDecoder:
        return json.JSONDecoder(
            object_pairs_hook=self.pairs, parse_int=self.whole, parse_float=self.strange, parse_constant=self.strange
        )

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) == len(pairs):
            return made
        self.clean = False
        seen: set[str] = set()
        twice = Twice(made)
        twice.twice = frozenset(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        return twice

    def whole(self, digits: str) -> Any:
        # Not made into a number first: that takes the square of its length, and Python refuses beyond a length.
        if len(digits) > len(str(-MAX_WHOLE)) or abs(int(digits)) > MAX_WHOLE:
            return self.strange(digits)
        return int(digits)

    def strange(self, digits: str) -> Strange:
        self.clean = False
        return Strange(digits)


def _opens_too_deep(text: str) -> bool:
    """Whether more brackets are open at once than may be, wherever the text ends."""
    depth = 0
    for found in _BRACKET.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > MAX_DEPTH:
            return True
    return False


def _has_halves(text: str, data: Any) -> bool:
    """Whether some text in a document holds half a character, or may: no file could carry it."""
    try:
        if not text.isascii():
            text.encode()
        if _HALF.search(text) is not None:
            # Two escaped halves may be one good character, so the text that they make is tried.
            json.dumps(data, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return True
    return False
