"""From a document's text to plain data, within limits, and with what JSON allows and no record holds marked."""

import json
import re
from collections import Counter
from typing import Any, Final

from reflective.exchange._faults import Faults

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_WHOLE",
    "STRANGE",
    "TOO_DEEP",
    "TOO_LARGE",
    "Twice",
    "decoded",
    "has_halves",
    "parsed",
    "too_deep",
]

#: How large a document may be: in bytes, or in characters where it comes as text.
MAX_BYTES: Final = 64 * 1024 * 1024
#: How many objects and lists may be open at once.
MAX_DEPTH: Final = 50
#: Whole numbers lie between this and its negative: those that every reader of JSON keeps exactly.
MAX_WHOLE: Final = 2**53 - 1

TOO_LARGE: Final = f"must be no larger than {MAX_BYTES // 1024**2} MiB"
TOO_DEEP: Final = f"must be nested no more than {MAX_DEPTH} deep"

#: Stands in plain data for what no field holds: NaN, a fraction, a number too large.
STRANGE: Final = object()

_MARK: Final = "\ufeff"
_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")


class Twice(dict[str, Any]):
    """An object that had some key more than once; the last value is the one it kept."""

    #: Those keys.
    twice: frozenset[str]


def decoded(text: object, faults: Faults) -> str:
    """The text of a document; raises `BadDocument` for one that is too large or not UTF-8."""
    if not isinstance(text, str | bytes | bytearray):
        raise faults.last(wanted="must be text or bytes")
    if len(text) > MAX_BYTES:
        raise faults.last(wanted=TOO_LARGE)
    if not isinstance(text, str):
        text, broken = _utf8(text)
        if broken is not None:
            raise faults.last(wanted=f"must be UTF-8, which it is not from byte {broken}")
    if text.startswith(_MARK):
        raise faults.last(wanted="must begin with its first brace and not with a byte order mark")
    return text


def parsed(text: str, faults: Faults) -> Any:
    """The data in a text; raises `BadDocument` for one that is not JSON."""
    try:
        return _decoder.decode(text)
    except json.JSONDecodeError as refused:
        wanted = f"must be JSON, which it is not from line {refused.lineno}, column {refused.colno}"
    except RecursionError:
        wanted = TOO_DEEP
    # Raised out here so that no parser's error, which holds the whole text, travels with it.
    raise faults.last(wanted=wanted)


def too_deep(data: Any) -> bool:
    """Whether more objects and lists are open at once than a document may have."""
    level = [data]
    for _ in range(MAX_DEPTH + 1):
        level = [node for node in level if isinstance(node, dict | list)]
        if not level:
            return False
        level = [inner for node in level for inner in (node.values() if isinstance(node, dict) else node)]
    return True


def has_halves(text: str, data: Any) -> bool:
    """Whether some text in a document holds half a character, or may: no file could carry it."""
    try:
        if not text.isascii():
            text.encode()
        if _HALF.search(text) is not None:
            # Two escaped halves may be one good character, so what they came to is what counts.
            json.dumps(data, ensure_ascii=False, default=str).encode()
    except (UnicodeEncodeError, RecursionError):
        return True
    return False


def _utf8(text: bytes | bytearray) -> tuple[str, int | None]:
    try:
        return text.decode(), None
    except UnicodeDecodeError as refused:
        return "", refused.start


def _marked(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    twice = Twice(made)
    twice.twice = frozenset(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
    return twice


def _whole(digits: str) -> Any:
    # Not made into a number first: that takes the square of a number's length, and Python refuses beyond a length.
    if len(digits) > len(str(-MAX_WHOLE)) or abs(int(digits)) > MAX_WHOLE:
        return STRANGE
    return int(digits)


def _strange(_text: str) -> Any:
    return STRANGE


_decoder: Final = json.JSONDecoder(
    object_pairs_hook=_marked, parse_int=_whole, parse_float=_strange, parse_constant=_strange
)
