"""XML read in pieces: the elements of one person at a time, whole, within limits, and nothing opened that it names."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import BinaryIO, Final
from xml.parsers import expat

from reflective.errors import BadDocument
from reflective.exchange.returns.source import Progress, Return, refuse, rewind

__all__ = ["Element", "elements", "first_names"]

_CHUNK_BYTES: Final = 1 << 16
#: The longest text of an element that is kept, in characters. No element of a return has so much.
_MAX_TEXT_CHARACTERS: Final = 10_000
#: The most elements of one child. No child of a return has so many.
_MAX_ELEMENTS: Final = 100_000
#: The longest tag, comment or the like, in bytes: the parser holds one whole.
_MAX_TAG_BYTES: Final = 1 << 20
_ENCODINGS: Final = {
    "utf-8": "",
    "utf8": "",
    "us-ascii": "",
    "ascii": "",
    "utf-16": "UTF-16",
    "utf-16le": "UTF-16",
    "utf-16be": "UTF-16",
    "windows-1252": "Windows-1252",
    "cp1252": "Windows-1252",
    "iso-8859-1": "ISO-8859-1",
    "latin-1": "ISO-8859-1",
}
_XML: Final = "must be well-formed XML in UTF-8, or in the encoding that its first line declares"
_DECLARED: Final = "must be XML in UTF-8, UTF-16, Windows-1252 or ISO-8859-1"
_UTF_16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


class Element:
    """One element of a person: its name without a namespace, its line, its text and the elements in it."""

    __slots__ = ("line", "name", "parts", "text")

    def __init__(self, name: str, line: int) -> None:
        self.name = name
        self.line = line
        self.text = ""
        self.parts: list[Element] = []

    def all(self, name: str) -> "list[Element]":
        """The elements of one name directly in it."""
        return [part for part in self.parts if part.name == name]

    def first(self, name: str) -> "Element | None":
        """The first of them, or None."""
        return next((part for part in self.parts if part.name == name), None)

    @property
    def was_cut(self) -> bool:
        """Whether it had more text than is kept."""
        return len(self.text) > _MAX_TEXT_CHARACTERS


def elements(
    file: BinaryIO, names: Collection[str], holders: Collection[str], source: Return, on_progress: Progress | None
) -> Iterator[Element | None]:
    """Each element of some names, whole, as soon as it is complete; None at last where there is none.

    Elements of the names of `holders` may be without any: then None is not given.

    Raises `BadDocument` for what is no XML, for XML with a DOCTYPE, and beyond the limits.
    """
    reader, total, done = _Reader(names, holders), rewind(file), 0
    if file.read(2) in _UTF_16_MARKS:
        source.remark("the XML: read as UTF-16")
    while True:
        # Two readings of one file may take turns, so each goes back to its own place.
        file.seek(done)
        chunk = file.read(_CHUNK_BYTES)
        done += len(chunk)
        reader.take(chunk)
        yield from reader.whole
        reader.whole.clear()
        if on_progress is not None:
            on_progress(done, total)
        if not chunk:
            break
    if reader.declared:
        source.remark(f"the XML: read as {reader.declared}, which its first line declares")
    if not reader.has_any:
        yield None


class _Reader:
    """An XML parser that is fed in pieces. `whole` has the elements that are complete."""

    def __init__(self, names: Collection[str], holders: Collection[str]) -> None:
        self.whole: list[Element] = []
        self.has_any = False
        #: The encoding that the first line declares, where that has to be said.
        self.declared = ""
        self._names = frozenset(names)
        self._marks = self._names | frozenset(holders)
        self._open: list[Element] = []
        self._elements = 0
        self._fed_bytes = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = self._declaration
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def take(self, chunk: bytes) -> None:
        """Parse one piece of the file. An empty piece is its end."""
        matter = self._matter(chunk)
        if matter is not None:
            refuse(f"line {self._parser.CurrentLineNumber}", f"{_XML}{matter}")
        self._fed_bytes += len(chunk)
        if self._fed_bytes - self._parser.CurrentByteIndex > _MAX_TAG_BYTES:
            wanted = f"must have tags and comments of at most {_MAX_TAG_BYTES:,} bytes"
            refuse(f"line {self._parser.CurrentLineNumber}", wanted)

    def _matter(self, chunk: bytes) -> str | None:
        """Parse one piece; the matter in the parser's words, which have no text of the file, or None if all is well."""
        try:
            self._parser.Parse(chunk, not chunk)
        except BadDocument:
            raise  # from a handler below; a BadDocument is a ValueError too
        except expat.ExpatError as refused:
            return f": {expat.ErrorString(refused.code)}"
        except (ValueError, LookupError):
            return ""
        return None

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is None:
            return
        if encoding.lower() not in _ENCODINGS:
            refuse(f"line {self._parser.CurrentLineNumber}", _DECLARED)
        said = _ENCODINGS[encoding.lower()]
        self.declared = "" if said == "UTF-16" else said

    def _doctype(self, *_: object) -> None:
        refuse(f"line {self._parser.CurrentLineNumber}", "must be XML without a DOCTYPE")

    def _start(self, name: str, _attributes: object) -> None:
        local = name.rpartition(":")[2]
        self.has_any = self.has_any or local in self._marks
        if not self._open and local not in self._names:
            return
        self._elements += 1
        if self._elements > _MAX_ELEMENTS:
            wanted = f"must have no more than {_MAX_ELEMENTS:,} elements in a child"
            refuse(f"line {self._parser.CurrentLineNumber}", wanted)
        element = Element(local, self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].parts.append(element)
        self._open.append(element)

    def _text(self, text: str) -> None:
        if self._open and not (last := self._open[-1]).was_cut:
            # One character more than is allowed is kept, so that `was_cut` can tell.
            last.text += text[: _MAX_TEXT_CHARACTERS + 1 - len(last.text)]

    def _end(self, _name: str) -> None:
        if not self._open:
            return
        element = self._open.pop()
        if not self._open:
            self._elements = 0
            self.whole.append(element)


def first_names(file: BinaryIO) -> tuple[str, ...]:
    """The names of the first two elements of XML, without a namespace; fewer where it cannot be read so far."""
    rewind(file)
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _: found.append(name.rpartition(":")[2])
    with suppress(expat.ExpatError, ValueError, LookupError):
        parser.Parse(file.read(_CHUNK_BYTES), False)  # noqa: FBT003 - whether it is the last piece
    return tuple(found[:2])
