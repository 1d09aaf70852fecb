"""The children in need census: its XML as events, a child at a time."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import BinaryIO, Final
from xml.parsers import expat

from reflective.errors import BadDocument, BadValue
from reflective.exchange.returns.source import Child, Faults, Progress, Return, check_progress, is_id, refuse, rewind
from reflective.exchange.returns.table import is_likely
from reflective.fields import read_day
from reflective.rules import Event

__all__ = ["read_census"]

_CHUNK_BYTES: Final = 1 << 16
#: The longest text of an element that is kept, in characters. No element of a census has so much.
_MAX_TEXT: Final = 10_000
#: The most elements of one child. No child of a census has so many.
_MAX_ELEMENTS: Final = 100_000
#: The longest tag, comment or the like, in bytes: the parser holds one whole.
_MAX_TAG_BYTES: Final = 1 << 20
_FLAGS: Final = {"0": False, "false": False, "1": True, "true": True}
_XML: Final = "well-formed XML in UTF-8"
_NO_CENSUS: Final = "a children in need census: a Message with Children"
_ENCODINGS: Final = frozenset({"utf-8", "utf8", "us-ascii"})
_SPANS: Final = ("cin_plan", "child_protection_plan")
_HOLDS: Final = frozenset(
    {
        "assessment.completed",
        "assessment.started",
        "child.born",
        "child.died",
        "child_protection_review.held",
        "conference.held",
        "conference.not_required",
        "referral.closed",
        "referral.no_further_action",
        "referral.received",
        "section_47.started",
        *(f"{span}.{end}" for span in _SPANS for end in ("started", "ended")),
    }
)


class _Element:
    """One element of a child: its name without a namespace, its line, its text and the elements in it."""

    __slots__ = ("line", "name", "parts", "text")

    def __init__(self, name: str, line: int) -> None:
        self.name = name
        self.line = line
        self.text = ""
        self.parts: list[_Element] = []

    def all(self, name: str) -> "list[_Element]":
        """The elements of one name directly in it."""
        return [part for part in self.parts if part.name == name]

    def first(self, name: str) -> "_Element | None":
        """The first of them, or None."""
        return next((part for part in self.parts if part.name == name), None)

    @property
    def was_cut(self) -> bool:
        """Whether it had more text than is kept."""
        return len(self.text) > _MAX_TEXT


def read_census(file: BinaryIO, *, on_progress: Progress | None = None) -> Return:
    """The events of a children in need census, in the layouts of 2021 to 2026; other blocks and namespaces are ignored.

    The file is open, binary and seekable, and stays open until reading is over. The subject is the LAchildID. `ref` is
    the number of the referral in the file, from 0, and a part of a referral adds its own name: "7/assessment-0",
    "7/section47-0". A document type declaration is refused, so no entity is ever opened. Raises `BadValue` for anything
    but such a file; reading raises `BadDocument` if it is not XML in UTF-8 or has no children's block.
    """
    check_progress(on_progress)
    rewind(file)

    def reading(source: Return, faults: Faults) -> Iterator[Child]:
        reader, total = _Reader(), rewind(file)
        number = done = 0
        while True:
            # Two readings of one file may take turns, so each goes back to its own place.
            file.seek(done)
            chunk = file.read(_CHUNK_BYTES)
            done += len(chunk)
            reader.take(chunk)
            for reference in reader.references:
                source.reference = _day(reference, faults) or source.reference
            for child in reader.children:
                events, number = _events(child, number, faults)
                if events:
                    yield Child(subject=events[0].subject, events=tuple(events))
            reader.children.clear()
            reader.references.clear()
            if on_progress is not None:
                on_progress(done, total)
            if not chunk:
                break
        if not reader.census:
            refuse("$", _NO_CENSUS)

    return Return(reading, ruleset="children-in-need-census", holds=_HOLDS)


class _Reader:
    """An XML parser that is fed in pieces. `children` has the children that are complete."""

    def __init__(self) -> None:
        self.children: list[_Element] = []
        self.references: list[_Element] = []
        #: Whether the file has an element that only a census has. A census may have no children.
        self.census = False
        self._open: list[_Element] = []
        self._elements = 0
        self._fed_bytes = 0
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = self._declaration
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def take(self, chunk: bytes) -> None:
        """Parse one piece of the file. An empty piece is its end."""
        # A null byte is in every file in UTF-16, and in no XML in UTF-8.
        well_formed = b"\0" not in chunk and self._parses(chunk)
        if not well_formed:
            refuse(f"line {self._parser.CurrentLineNumber}", _XML)
        self._fed_bytes += len(chunk)
        if self._fed_bytes - self._parser.CurrentByteIndex > _MAX_TAG_BYTES:
            refuse(f"line {self._parser.CurrentLineNumber}", f"tags and comments of at most {_MAX_TAG_BYTES:,} bytes")

    def _parses(self, chunk: bytes) -> bool:
        """Parse one piece; False for an error of the parser, which must not travel with ours."""
        try:
            self._parser.Parse(chunk, not chunk)
        except BadDocument:
            raise  # from a handler below; a BadDocument is a ValueError too
        except (expat.ExpatError, ValueError):
            return False
        return True

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            refuse(f"line {self._parser.CurrentLineNumber}", _XML)

    def _doctype(self, *_: object) -> None:
        refuse(f"line {self._parser.CurrentLineNumber}", "XML without a DOCTYPE")

    def _start(self, name: str, _attributes: object) -> None:
        local = name.rpartition(":")[2]
        self.census = self.census or local in {"Child", "Children"}
        if not self._open and local not in {"Child", "ReferenceDate"}:
            return
        self._elements += 1
        if self._elements > _MAX_ELEMENTS:
            refuse(f"line {self._parser.CurrentLineNumber}", f"no more than {_MAX_ELEMENTS:,} elements in a child")
        element = _Element(local, self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].parts.append(element)
        self._open.append(element)

    def _text(self, text: str) -> None:
        if self._open and not (last := self._open[-1]).was_cut:
            # One character more than is allowed is kept, so that `was_cut` can tell.
            last.text += text[: _MAX_TEXT + 1 - len(last.text)]

    def _end(self, _name: str) -> None:
        if not self._open:
            return
        element = self._open.pop()
        if self._open:
            return
        self._elements = 0
        if element.name == "Child":
            self.children.append(element)
        else:
            self.references.append(element)


class _Child:
    """The events of one child, gathered as its elements are read."""

    def __init__(self, subject: str, faults: Faults) -> None:
        self._subject = subject
        self.faults = faults
        self.events: list[Event] = []

    def add(self, within: _Element, name: str, kind: str, ref: str, *facts: tuple[str, str]) -> date | None:
        """Add the event of a day field, if the field has a day; the day, or None."""
        element = within.first(name)
        day = None if element is None else _day(element, self.faults)
        if day is not None:
            self.add_on(day, kind, ref, *facts)
        return day

    def add_on(self, day: date, kind: str, ref: str, *facts: tuple[str, str]) -> None:
        """Add an event of a day."""
        self.events.append(Event(subject=self._subject, kind=kind, on=day, ref=ref, facts=facts))


def _day(element: _Element, faults: Faults) -> date | None:
    """The day in an element, or None; text that is no day is a fault."""
    text = element.text.strip()
    if not text:
        return None
    if not element.was_cut:
        with suppress(BadValue):
            day = read_day(element.name, text)
            if is_likely(day):
                return day
    faults.add(f"line {element.line}, {element.name}", "a day written YYYY-MM-DD")
    return None


def _flag(within: _Element, name: str, faults: Faults) -> bool | None:
    """The yes or no in an element, or None; text that is neither is a fault."""
    element = within.first(name)
    text = "" if element is None else element.text.strip().lower()
    if element is None or not text:
        return None
    if text not in _FLAGS:
        faults.add(f"line {element.line}, {name}", "true, false, 1 or 0")
    return _FLAGS.get(text)


def _events(element: _Element, number: int, faults: Faults) -> tuple[list[Event], int]:
    """The events of a child, and the number of the next referral in the file."""
    identifiers = element.first("ChildIdentifiers")
    identifier = None if identifiers is None else identifiers.first("LAchildID")
    subject = "" if identifier is None or identifier.was_cut else identifier.text.strip()
    referrals = element.all("CINdetails")
    if identifiers is None or not is_id(subject):
        faults.add(f"line {element.line}, Child", "an LAchildID")
        return [], number + len(referrals)
    child = _Child(subject, faults)
    child.add(identifiers, "PersonBirthDate", "child.born", "birth")
    child.add(identifiers, "PersonDeathDate", "child.died", "death")
    for place, referral in enumerate(referrals, start=number):
        _referral(child, referral, str(place))
    return child.events, number + len(referrals)


def _referral(child: _Child, referral: _Element, ref: str) -> None:
    """Add the events of one referral and its parts."""
    nothing_more = _flag(referral, "ReferralNFA", child.faults)
    facts = () if nothing_more is None else (("no_further_action", "true" if nothing_more else "false"),)
    received = child.add(referral, "CINreferralDate", "referral.received", ref, *facts)
    if received is not None and nothing_more:
        child.add_on(received, "referral.no_further_action", ref)
    child.add(referral, "CINclosureDate", "referral.closed", ref)
    for place, one in enumerate(referral.all("Assessments")):
        child.add(one, "AssessmentActualStartDate", "assessment.started", f"{ref}/assessment-{place}")
        child.add(one, "AssessmentAuthorisationDate", "assessment.completed", f"{ref}/assessment-{place}")
    held = set()
    for place, one in enumerate(referral.all("Section47")):
        own = f"{ref}/section47-{place}"
        started = child.add(one, "S47ActualStartDate", "section_47.started", own)
        held.add(child.add(one, "DateOfInitialCPC", "conference.held", own))
        if _flag(one, "ICPCnotRequired", child.faults) and started is not None:
            child.add_on(started, "conference.not_required", own)
    conference = referral.first("DateOfInitialCPC")
    day = None if conference is None else _day(conference, child.faults)
    if day is not None and day not in held:
        child.add_on(day, "conference.held", ref)
    for place, one in enumerate(referral.all("CINPlanDates")):
        child.add(one, "CINPlanStartDate", "cin_plan.started", f"{ref}/cin-plan-{place}")
        child.add(one, "CINPlanEndDate", "cin_plan.ended", f"{ref}/cin-plan-{place}")
    for place, one in enumerate(referral.all("ChildProtectionPlans")):
        plan = f"{ref}/protection-plan-{place}"
        child.add(one, "CPPstartDate", "child_protection_plan.started", plan)
        child.add(one, "CPPendDate", "child_protection_plan.ended", plan)
        reviews = [review for block in one.all("Reviews") for review in block.all("CPPreviewDate")]
        for number, review in enumerate(reviews):
            day = _day(review, child.faults)
            if day is not None:
                child.add_on(day, "child_protection_review.held", f"{plan}/review-{number}")
