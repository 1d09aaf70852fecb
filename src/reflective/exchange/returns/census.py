"""The children in need census: its XML as events, a child at a time."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final
from xml.parsers import expat

from reflective.errors import BadDocument, BadValue
from reflective.exchange.returns.source import Faults, Progress, Return
from reflective.exchange.returns.table import bad, likely
from reflective.fields import read_day
from reflective.rules import Event

__all__ = ["read_census"]

_CHUNK: Final = 1 << 16
#: More text than any element of a census has; what is over is not kept.
_LONGEST: Final = 10_000
#: More elements than any child has.
_MOST: Final = 100_000
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
    """One element of a child: its name without a namespace, its line, its text and what is in it."""

    __slots__ = ("line", "name", "parts", "text")

    def __init__(self, name: str, line: int) -> None:
        self.name = name
        self.line = line
        self.text = ""
        self.parts: list[_Element] = []

    def all(self, name: str) -> "list[_Element]":
        return [part for part in self.parts if part.name == name]

    def first(self, name: str) -> "_Element | None":
        return next((part for part in self.parts if part.name == name), None)

    @property
    def long(self) -> bool:
        """Whether it had more text than was kept."""
        return len(self.text) > _LONGEST


def read_census(path: str | Path, *, on_progress: Progress | None = None) -> Return:
    """The events of a children in need census, in the layouts of 2021 to 2026; other blocks and namespaces are let be.

    The subject is the LAchildID. `ref` is the running number of the referral in the file, from 0, and of what belongs
    to it a part: "7/assessment-0", "7/section47-0". A document type declaration is refused, so that no entity is ever
    opened. Raises `BadDocument`, when it is read, for what is not XML in UTF-8 or has no children's block.
    """
    file = Path(path)

    def read(source: Return, faults: Faults) -> Iterator[tuple[Event, ...]]:
        reader, total = _Reader(), file.stat().st_size
        number = 0
        with file.open("rb") as raw:
            while True:
                chunk = raw.read(_CHUNK)
                reader.take(chunk)
                for reference in reader.references:
                    source.reference = _day(reference, faults) or source.reference
                for child in reader.children:
                    events, number = _events(child, number, faults)
                    if events:
                        yield tuple(events)
                reader.children.clear()
                reader.references.clear()
                if on_progress is not None:
                    on_progress(raw.tell(), total)
                if not chunk:
                    break
        if not reader.census:
            bad("$", _NO_CENSUS)

    return Return(read, ruleset="children-in-need-census", holds=_HOLDS)


class _Reader:
    """Takes XML in pieces, and has the children that are complete."""

    def __init__(self) -> None:
        self.children: list[_Element] = []
        self.references: list[_Element] = []
        #: Whether there was anything in the file that a census has: one of no children is a census too.
        self.census = False
        self._open: list[_Element] = []
        self._elements = 0
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = self._declaration
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def take(self, chunk: bytes) -> None:
        """A piece of the file; nothing more where it is empty."""
        if b"\0" in chunk:  # in no XML in UTF-8, and in all in UTF-16
            bad(f"line {self._parser.CurrentLineNumber}", _XML)
        try:
            self._parser.Parse(chunk, not chunk)
        except BadDocument:
            raise  # what a handler below refused: a BadDocument is a ValueError too
        except (expat.ExpatError, ValueError):
            bad(f"line {self._parser.CurrentLineNumber}", _XML)

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            bad(f"line {self._parser.CurrentLineNumber}", _XML)

    def _doctype(self, *_: object) -> None:
        bad(f"line {self._parser.CurrentLineNumber}", "XML without a DOCTYPE")

    def _start(self, name: str, _attributes: object) -> None:
        local = name.rpartition(":")[2]
        self.census = self.census or local in {"Child", "Children"}
        if not self._open and local not in {"Child", "ReferenceDate"}:
            return
        self._elements += 1
        if self._elements > _MOST:
            bad(f"line {self._parser.CurrentLineNumber}", f"no more than {_MOST:,} elements in a child")
        element = _Element(local, self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].parts.append(element)
        self._open.append(element)

    def _text(self, text: str) -> None:
        if self._open and not (last := self._open[-1]).long:
            # One more than the longest, so that what was cut is known from what was not.
            last.text += text[: _LONGEST + 1 - len(last.text)]

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
    """Events of one child as they are found."""

    def __init__(self, subject: str, faults: Faults) -> None:
        self._subject = subject
        self.faults = faults
        self.events: list[Event] = []

    def add(self, within: _Element, name: str, kind: str, ref: str, *facts: tuple[str, str]) -> date | None:
        """The event of a day that an element has, where it has it."""
        element = within.first(name)
        day = None if element is None else _day(element, self.faults)
        if day is not None:
            self.on(day, kind, ref, *facts)
        return day

    def on(self, day: date, kind: str, ref: str, *facts: tuple[str, str]) -> None:
        """An event of a day that is known."""
        self.events.append(Event(subject=self._subject, kind=kind, on=day, ref=ref, facts=facts))


def _day(element: _Element, faults: Faults) -> date | None:
    """The day an element says; None where it says none, which is a fault unless it is empty."""
    said = element.text.strip()
    if not said:
        return None
    if not element.long:
        with suppress(BadValue):
            day = read_day(element.name, said)
            if likely(day):
                return day
    faults.add(f"line {element.line}, {element.name}", "a day written YYYY-MM-DD")
    return None


def _flag(within: _Element, name: str, faults: Faults) -> bool | None:
    """What a yes or no says; None where it says neither, which is a fault unless it is empty."""
    element = within.first(name)
    said = "" if element is None else element.text.strip().lower()
    if element is None or not said:
        return None
    if said not in _FLAGS:
        faults.add(f"line {element.line}, {name}", "true, false, 1 or 0")
    return _FLAGS.get(said)


def _events(element: _Element, number: int, faults: Faults) -> tuple[list[Event], int]:
    """A child's events, and the number of the next referral of the file."""
    identifiers = element.first("ChildIdentifiers")
    told = None if identifiers is None else identifiers.first("LAchildID")
    subject = "" if told is None or told.long else told.text.strip()
    referrals = element.all("CINdetails")
    if identifiers is None or not subject:
        faults.add(f"line {element.line}, Child", "an LAchildID")
        return [], number + len(referrals)
    child = _Child(subject, faults)
    child.add(identifiers, "PersonBirthDate", "child.born", "birth")
    child.add(identifiers, "PersonDeathDate", "child.died", "death")
    for place, referral in enumerate(referrals, start=number):
        _referral(child, referral, str(place))
    return child.events, number + len(referrals)


def _referral(child: _Child, referral: _Element, ref: str) -> None:
    nothing_more = _flag(referral, "ReferralNFA", child.faults)
    facts = () if nothing_more is None else (("no_further_action", "true" if nothing_more else "false"),)
    received = child.add(referral, "CINreferralDate", "referral.received", ref, *facts)
    if received is not None and nothing_more:
        child.on(received, "referral.no_further_action", ref)
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
            child.on(started, "conference.not_required", own)
    conference = referral.first("DateOfInitialCPC")
    day = None if conference is None else _day(conference, child.faults)
    if day is not None and day not in held:
        child.on(day, "conference.held", ref)
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
                child.on(day, "child_protection_review.held", f"{plan}/review-{number}")
