"""Ids of children as systems spoil them: shortened by a spreadsheet, blank in words, or one id written in two ways."""

import re
import unicodedata
from typing import Final

from reflective.exchange.returns.source import is_id

__all__ = ["ALIKE", "folded_id", "id_fault", "is_missing", "is_shortened"]

#: What systems write for a value that is not there.
_MISSING: Final = frozenset({"nan", "nat", "none", "null", "n/a", "na", "<na>", "#n/a", "#null!", "#value!", "#ref!"})
_NUMBER: Final = re.compile(r"0*([0-9]+?)(?:\.0*)?")
_SHORTENED: Final = re.compile(r"[0-9](?:\.[0-9]+)?e\+?[0-9]+", re.IGNORECASE)
#: What is wanted of an id that another id of the file is like.
ALIKE: Final = "an id that differs from each other id by more than case, spaces, a decimal point or zeros before it"
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def is_missing(text: str) -> bool:
    """Whether a text says that there is no value, such as `nan` or `NULL`."""
    return text.casefold() in _MISSING


def is_shortened(text: str) -> bool:
    """Whether an id is a number that a spreadsheet has shortened, such as 1.23E+11, so that several became one."""
    return _SHORTENED.fullmatch(text) is not None


def folded_id(text: str) -> str:
    """An id without case, spaces, a decimal point, zeros before a number and what cannot be seen.

    Two ids that are one so far may be one child's or two's, and nobody can tell.
    """
    if text.isascii() and text.isdigit() and text[0] != "0":
        return text
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    plain = "".join(plain.split()).casefold().lstrip("'")
    number = _NUMBER.fullmatch(plain)
    return number[1] if number else plain


def id_fault(text: str) -> str | None:
    """The form that an id requires, in words; None for an id that can be used."""
    if not text or is_missing(text):
        return "an id, and not blank"
    if is_shortened(text):
        return "an id, and not a number that a spreadsheet shortened"
    return None if is_id(text) else "an id: text of one line, of up to 128 characters"
