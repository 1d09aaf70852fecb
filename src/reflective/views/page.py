"""Text in columns, 80 wide: a label, a body, and a reference to its source. Nothing in it can move a terminal."""

import textwrap
from collections.abc import Sequence
from datetime import date
from typing import Final

from reflective.timescales import month_in_words

__all__ = [
    "UNPRINTABLE",
    "WIDTH",
    "Page",
    "bracketed",
    "counted",
    "escaped",
    "in_words",
    "joined",
    "plain",
    "short_day",
    "short_iso_day",
    "wrapped",
]

WIDTH: Final = 80
_LABEL_WIDTH: Final = 15
#: Characters that end a line, or a column of one.
_BREAKS: Final = frozenset(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"))
#: Characters that move the cursor, reorder a line, end it, or are half a character, as ranges with both ends in them.
_RANGES: Final = (
    (0x00, 0x1F),
    (0x7F, 0x9F),
    (0x61C, 0x61C),
    (0x200E, 0x200F),
    (0x2028, 0x202E),
    (0x2066, 0x2069),
    (0xD800, 0xDFFF),
)
UNPRINTABLE: Final = frozenset(code for first, last in _RANGES for code in range(first, last + 1))
_SHOWN_AS: Final = {code: " " if code in _BREAKS else "\N{REPLACEMENT CHARACTER}" for code in UNPRINTABLE}
#: JSON escapes the characters below a space itself. Those left in its text are its own line breaks.
_ESCAPES: Final = {code: f"\\u{code:04x}" for code in UNPRINTABLE if code >= ord(" ")}
_NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def plain(text: str) -> str:
    """Text that is safe on one line of a terminal, with as many characters: nothing in it moves or reorders the line.

    Line breaks and tabs become spaces. Control characters, and those that set the direction of text, become U+FFFD.
    """
    return text.translate(_SHOWN_AS)


def escaped(json_text: str) -> str:
    """JSON with every character escaped that could move a terminal; it says the same."""
    return json_text.translate(_ESCAPES)


class Page:
    """Lines of text, each no wider than `WIDTH` unless a single word is."""

    def __init__(self) -> None:
        #: The lines so far.
        self.lines: list[str] = []

    def say(self, left: str, right: str = "") -> None:
        """Add a line across the page, with `right` at its right edge; the line wraps if the two do not fit.

        A `right` that leaves too little room stands below.
        """
        left, right = plain(left), plain(right)
        beside = len(right) < max(WIDTH // 2, WIDTH - len(left))
        room = WIDTH - len(right) - 1 if right and beside else WIDTH
        first, *rest = textwrap.wrap(left, room) or [""]
        self.lines.append(f"{first:<{room}} {right}" if right and beside else first)
        self.lines.extend(line for one in rest for line in textwrap.wrap(one, WIDTH))
        if not beside:
            self.lines.extend(f"{line:>{WIDTH}}" for line in textwrap.wrap(right, WIDTH))

    def row(self, label: str, body: str, ref: str = "", *, hang: int = 0) -> None:
        """Add a row with a label. The body wraps, `hang` columns in, and the reference ends the last line.

        A label that is too long for its column, and a reference that leaves too little room, have lines of their own.
        """
        label, body, ref = plain(label), plain(body), plain(ref)
        if len(label) >= _LABEL_WIDTH:
            self.lines.extend(textwrap.wrap(label, WIDTH, subsequent_indent="  "))
            label = ""
        room = WIDTH - _LABEL_WIDTH
        beside = len(ref) < room // 2
        lines = _wrapped(body, room, hang)
        if ref and beside and len(lines[-1]) + 2 + len(ref) > room:
            lines = _wrapped(body, room - 2 - len(ref), hang)
        heads = [f"{label:<{_LABEL_WIDTH}}", *[" " * _LABEL_WIDTH] * (len(lines) - 1)]
        rows = [head + line for head, line in zip(heads, lines, strict=True)]
        if ref and beside:
            rows[-1] = f"{rows[-1]:<{WIDTH - len(ref)}}{ref}"
        elif ref:
            rows += [f"{line:>{WIDTH}}" for line in textwrap.wrap(ref, room)]
        self.lines.extend(row.rstrip() for row in rows)

    def line(self, *cells: tuple[str, int | None]) -> None:
        """Add one line of cells, each with its width; one without takes the rest. What is longer is cut with dots."""
        fixed = sum(width or 0 for _, width in cells) + len(cells) - 1
        parts = [_cut(plain(text), WIDTH - fixed if width is None else width) for text, width in cells]
        self.lines.append(" ".join(parts).rstrip())

    def gap(self) -> None:
        """Add an empty line."""
        self.lines.append("")

    def __str__(self) -> str:
        return "\n".join(self.lines)


def _cut(text: str, width: int) -> str:
    """A text in so many columns."""
    return f"{text:<{width}}" if len(text) <= width else f"{text[: width - 3]}..."


def _wrapped(body: str, room: int, hang: int) -> list[str]:
    return textwrap.wrap(body, room, subsequent_indent=" " * hang, break_on_hyphens=False) or [""]


def wrapped(text: str) -> str:
    """Text on as many lines as it takes, each no wider than `WIDTH`."""
    return textwrap.fill(plain(text), WIDTH)


def bracketed(lines: str | None) -> str:
    """The places in a source as a row refers to them, "[40, 73]"; empty where there are none."""
    return f"[{lines}]" if lines else ""


def short_day(day: date) -> str:
    """A day as a table shows it, " 4 Oct". The heading has the year."""
    month, _ = month_in_words(day).split()
    return f"{day.day:>2} {month}"


def short_iso_day(day: str) -> str:
    """A day that data has as YYYY-MM-DD, as a sentence has it: "4 Oct"."""
    return short_day(date.fromisoformat(day)).strip()


def in_words(many: int) -> str:
    """A count in words up to ten."""
    return _NUMBERS[many] if many < len(_NUMBERS) else str(many)


def counted(many: int, noun: str) -> str:
    """A count with its noun, in words up to ten: "six actions", "one action", "no action"."""
    number = in_words(many)
    return f"{number} {noun}" if many < 2 else f"{number} {noun}s"  # noqa: PLR2004 - two is where a plural begins


def joined(names: Sequence[str], last: str = "and") -> str:
    """Names in a sentence: "3, 4 and 5"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"
