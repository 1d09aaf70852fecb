"""The encoding of a text file, told from its bytes: UTF-8, UTF-16 or Windows-1252."""

import codecs
from typing import BinaryIO, Final, NamedTuple

from reflective.exchange.returns.source import refuse, rewind

__all__ = ["ENCODINGS", "Encoding", "encoding_of"]

_CHUNK_BYTES: Final = 1 << 16
_UTF_8: Final = "utf-8-sig"
#: Each encoding that can be named, as Python calls it.
ENCODINGS: Final = {"utf-8": _UTF_8, "utf-16": "utf-16", "windows-1252": "cp1252"}
#: How a file in UTF-16 begins: a mark, or a plain character in two bytes.
_MARKS: Final = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
#: The bytes that mean nothing in Windows-1252.
_NOT_IN_1252: Final = frozenset(b"\x81\x8d\x8f\x90\x9d")


class Encoding(NamedTuple):
    """An encoding as Python calls it, and what has to be said of it: nothing where it is plain UTF-8."""

    codec: str
    said: str


def encoding_of(file: BinaryIO, called: str, named: str | None = None) -> Encoding:
    """The encoding of a file, from its first bytes and then from all of them. `named` is one that the host gives.

    A file that begins with a mark of UTF-16, or with a plain character in two bytes, is UTF-16. Any other is UTF-8 if
    all its bytes are, and Windows-1252 if none of its special characters are UTF-8. Raises `BadDocument` for a file of
    both sorts, of which nobody can tell what it says.
    """
    rewind(file)
    if named is not None:
        return Encoding(ENCODINGS[named], "")
    start = file.read(4)
    for mark, codec in _MARKS:
        if start.startswith(mark):
            return Encoding(codec, "UTF-16")
    if len(start) > 1 and 0 in start[:2] and any(start[:2]):
        return Encoding("utf-16-be" if start[0] == 0 else "utf-16-le", "UTF-16")
    valid, invalid, undefined = _counts(file)
    if not invalid:
        return Encoding(_UTF_8, "")
    if valid or undefined:
        refuse(called, "must be text in one encoding: UTF-8, UTF-16 or Windows-1252")
    return Encoding("cp1252", "Windows-1252, since it is no UTF-8")


def _counts(file: BinaryIO) -> tuple[bool, bool, bool]:
    """Whether a file has characters of more than one byte in UTF-8, bytes that are no UTF-8, and bytes of neither."""
    rewind(file)
    decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")
    valid = invalid = undefined = False
    while True:
        chunk = file.read(_CHUNK_BYTES)
        text = decoder.decode(chunk, final=not chunk)
        if not text.isascii():
            stray = {character for character in set(text) if "\udc80" <= character <= "\udcff"}
            invalid = invalid or bool(stray)
            undefined = undefined or any(ord(one) - 0xDC00 in _NOT_IN_1252 for one in stray)
            valid = valid or any(character > "\x7f" and character not in stray for character in set(text) - {"\ufeff"})
        if not chunk:
            return valid, invalid, undefined
