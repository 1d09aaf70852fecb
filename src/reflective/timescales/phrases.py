"""Reading timescales in words, such as "within 45 working days" or "in four weeks' time"."""

import re
from collections.abc import Mapping
from typing import Final

__all__ = ["ACCEPTED", "read_phrase"]

#: Examples of phrases that can be read. An error shows them.
ACCEPTED: Final = (
    "within 45 working days",
    "in 5 weeks",
    "two weeks",
    "3 months",
    "1 year",
    "72 hours",
    "26 weeks beginning with the day",
)

_MOST_CHARACTERS: Final = 100
_MOST_DIGITS: Final = 5
#: Words that may stand before the amount. None of them changes the counting.
_OPENINGS: Final = (
    ("within",),
    ("in",),
    ("no", "later", "than"),
    ("not", "later", "than"),
    ("no", "more", "than"),
    ("not", "more", "than"),
    ("at", "most"),
    ("up", "to"),
)
#: Words that may stand after the unit, and whether they make the trigger day count.
_ENDINGS: Final[Mapping[tuple[str, ...], bool]] = {
    (): False,
    ("time",): False,
    ("beginning", "with", "the", "day"): True,
}
#: A unit in words, as the unit it is counted in and how many of that unit it is.
_UNITS: Final[Mapping[tuple[str, ...], tuple[str, int]]] = {
    ("hour",): ("hours", 1),
    ("day",): ("days", 1),
    ("calendar", "day"): ("days", 1),
    ("working", "day"): ("working_days", 1),
    ("business", "day"): ("working_days", 1),
    ("week",): ("weeks", 1),
    ("calendar", "week"): ("weeks", 1),
    ("fortnight",): ("weeks", 2),
    ("month",): ("months", 1),
    ("calendar", "month"): ("months", 1),
    ("year",): ("years", 1),
    ("calendar", "year"): ("years", 1),
}
_ONES: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS: Final = (
    "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS: Final[Mapping[tuple[str, ...], int]] = {
    ("a",): 1,
    ("an",): 1,
    **{(word,): number for number, word in enumerate(_ONES + _TEENS, start=1)},
    **{(word,): number * 10 for number, word in enumerate(_TENS, start=2)},
    **{
        (ten, one): tens * 10 + ones
        for tens, ten in enumerate(_TENS, start=2)
        for ones, one in enumerate(_ONES, start=1)
    },
}


def read_phrase(text: object) -> tuple[int, str, bool] | None:
    """The amount, the unit and whether the trigger day counts; None for a phrase that cannot be read."""
    if not isinstance(text, str) or len(text) > _MOST_CHARACTERS:
        return None
    plain = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    # A hyphen joins "ninety-nine"; before a figure it would be a minus, and stays.
    words: list[str] = re.sub("(?<=[a-z])-(?=[a-z])", " ", plain).split()
    for opening in _OPENINGS:
        if tuple(words[: len(opening)]) == opening:
            words = words[len(opening) :]
            break
    amount, words = _amount(words)
    unit, many, words = _unit(words)
    ending = tuple(words)
    if not amount or not unit or ending not in _ENDINGS:
        return None
    return amount * many, unit, _ENDINGS[ending]


def _amount(words: list[str]) -> tuple[int, list[str]]:
    for length in (2, 1):
        number = _NUMBERS.get(tuple(words[:length]))
        if number:
            return number, words[length:]
    first = words[0] if words else ""
    if first.isascii() and first.isdigit() and len(first) <= _MOST_DIGITS:
        return int(first), words[1:]
    return 0, words


def _unit(words: list[str]) -> tuple[str, int, list[str]]:
    for length in (2, 1):
        name = tuple(words[:length])
        # "a week", "weeks", "a week's time", "four weeks' time"
        singular = name[-1].removesuffix("'s").removesuffix("'").removesuffix("s") if name else ""
        found = _UNITS.get((*name[:-1], singular))
        if found:
            unit, many = found
            return unit, many, words[length:]
    return "", 0, words
