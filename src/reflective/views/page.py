"""Plain text in columns: a label, what there is to say, and where it comes from, 80 columns wide."""

import textwrap
from datetime import date
from typing import Final

from reflective.timescales import month_in_words

__all__ = ["WIDTH", "Page", "counted", "short_day"]

WIDTH: Final = 80
_LABEL: Final = 15
_NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Page:
    """Lines of text, each no wider than `WIDTH` as long as no single word is."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def say(self, left: str, right: str = "") -> None:
        """A line across the page, with something at its right edge; wraps where the two do not fit."""
        room = WIDTH - len(right) - 1 if right else WIDTH
        first, *rest = textwrap.wrap(left, room) or [""]
        self._lines.append(f"{first:<{room}} {right}" if right else first)
        self._lines.extend(line for one in rest for line in textwrap.wrap(one, WIDTH))

    def row(self, label: str, body: str, ref: str = "", *, hang: int = 0) -> None:
        """A labelled row; what does not fit goes on below, `hang` columns in, and the reference ends the last line."""
        room = WIDTH - _LABEL
        lines = _wrapped(body, room, hang)
        if ref and len(lines[-1]) + 2 + len(ref) > room:
            lines = _wrapped(body, room - 2 - len(ref), hang)
        heads = [f"{label:<{_LABEL}}", *[" " * _LABEL] * (len(lines) - 1)]
        rows = [head + line for head, line in zip(heads, lines, strict=True)]
        if ref:
            rows[-1] = f"{rows[-1]:<{WIDTH - len(ref)}}{ref}"
        self._lines.extend(row.rstrip() for row in rows)

    def gap(self) -> None:
        """An empty line."""
        self._lines.append("")

    def __str__(self) -> str:
        return "\n".join(self._lines)


def _wrapped(body: str, room: int, hang: int) -> list[str]:
    return textwrap.wrap(body, room, subsequent_indent=" " * hang, break_on_hyphens=False) or [""]


def short_day(day: date) -> str:
    """A day as a table shows it, " 4 Oct", with its year left to the heading."""
    month, _ = month_in_words(day).split()
    return f"{day.day:>2} {month}"


def counted(many: int, noun: str) -> str:
    """How many in words as far as ten: "six actions", "one action", "no action"."""
    number = _NUMBERS[many] if many < len(_NUMBERS) else str(many)
    return f"{number} {noun}" if many < 2 else f"{number} {noun}s"  # noqa: PLR2004 - two is where a plural begins
