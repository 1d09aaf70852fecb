"""The text of a document: from text, bytes or an open binary file, and never more of it than is allowed."""

from typing import Any, Final

from reflective.documents.faults import Faults

__all__ = ["MARK", "text_of"]

#: A byte order mark, which some editors write at the beginning of a file.
MARK: Final = "\ufeff"
_NO_TEXT: Final = "must be text or bytes, or a file opened to read bytes"


def text_of(source: object, faults: Faults, *, most: int, at_most: str) -> str:
    """The text of a document; raises `BadDocument` for one that is too large, is not UTF-8 or is no text.

    `most` is how large it may be, in bytes or in characters, and `at_most` is the same in words. A file is read no
    further than one byte more.
    """
    given = _contents(source, most + 1) if callable(getattr(source, "read", None)) else source
    if not isinstance(given, str | bytes | bytearray):
        raise faults.last(wanted=_NO_TEXT)
    if len(given) > most:
        raise faults.last(wanted=f"must be no larger than {at_most}")
    if isinstance(given, str):
        return given
    # The parser's error holds the bytes, so it is not handled where another error is raised.
    try:
        return given.decode()
    except UnicodeDecodeError as refused:
        start = refused.start
    raise faults.last(wanted=f"must be UTF-8, which it is not from byte {start}")


def _contents(file: Any, most: int) -> bytes | None:
    """Up to so many bytes of a file, which may give them in pieces; None for a file that gives no bytes."""
    parts: list[bytes] = []
    left = most
    while left > 0:
        part = file.read(left)
        if not isinstance(part, bytes):
            return None
        if not part:
            break
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
