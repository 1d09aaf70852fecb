"""TOML text to plain data, within limits; nothing in it is executed."""

import re
import tomllib
from typing import Any, Final

from reflective.documents.faults import Faults
from reflective.documents.text import MARK, text_of

__all__ = ["toml_data"]

_MAX_CHARACTERS: Final = 1_000_000
#: How many parts one key may have: `a.b.c` has three, and what tomllib takes for a key grows by the square of it.
_MAX_PARTS: Final = 32

_WELL_FORMED: Final = "must be well-formed TOML: text in quotes, a day as 2024-02-29 without them, each key once"
_PARTS: Final = f"must have keys of no more than {_MAX_PARTS} parts"
#: Text in each of the four kinds of quotes, and comments. Text that is not closed goes on to the end.
_QUOTED: Final = re.compile(
    r'"""(?:(?:\\.|[^\\])*?"""|.*)|\'\'\'(?:.*?\'\'\'|.*)|"(?:\\.|[^"\\\n])*"?|\'[^\'\n]*\'?|#[^\n]*', re.DOTALL
)


def toml_data(source: object, faults: Faults) -> dict[str, Any]:
    """The tables of a TOML document; raises `BadDocument` for what is no TOML or beyond the limits.

    A byte order mark is accepted, since editors on Windows write one.
    """
    text = text_of(source, faults, most=_MAX_CHARACTERS, at_most=f"{_MAX_CHARACTERS:,} characters").removeprefix(MARK)
    if any(line.count(".") >= _MAX_PARTS for line in _QUOTED.sub("", text).split("\n")):
        raise faults.last(wanted=_PARTS)
    # A lone half of a character is no text that a file could hold.
    where = "$"
    try:
        text.encode()
        return tomllib.loads(text)
    except (ValueError, RecursionError) as refused:  # a number of thousands of digits is a ValueError too
        where = _line(str(refused))
    # Raised out here, so that no parser's error, which repeats what it read, hangs on it.
    raise faults.last(wanted=_WELL_FORMED, path=where)


def _line(message: str) -> str:
    """The line at which TOML went wrong, taken from a message that may repeat some of the text."""
    found = message.rpartition("(at line ")[2].partition(",")[0]
    return f"line {found}" if found.isdigit() else "$"
