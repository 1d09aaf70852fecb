"""Every exception of the library.

Facts are attributes and the message is built from them. No message carries a person's name, narrative or a
rejected value: hosts write messages to logs, and logs have other readers than a child's file has.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar, dataclass_transform

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

__all__ = [
    "BadDocument",
    "BadEntry",
    "BadPhrase",
    "BadValue",
    "BreaksLaterEntry",
    "Conflict",
    "DateNotExact",
    "Fault",
    "MoveNotAllowed",
    "NotADay",
    "OutsideCalendar",
    "OverlayLoosens",
    "ReflectiveError",
    "UnknownId",
]

_E = TypeVar("_E", bound=type[Exception])


@dataclass_transform(kw_only_default=True, eq_default=False)
def _error(cls: _E) -> _E:
    """Build an error class: facts by keyword, compared by identity."""
    return attrs.define(kw_only=True, eq=False, slots=False, repr=False)(cls)


class ReflectiveError(Exception):
    """The root of everything the library raises on purpose.

    >>> try:
    ...     raise UnknownId(noun="record", where="case case-1")
    ... except ReflectiveError as error:
    ...     print(error.code, "|", error)
    record.unknown | no such record in case case-1
    """

    #: A permanent word for the fault, for programs to act on: "entry.recorded_back".
    code: ClassVar[str]

    @property
    def message(self) -> str:
        """The fault and what would be accepted, on one line."""
        return "something in reflective went wrong"

    def __str__(self) -> str:
        return self.message

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.message!r})"

    def __reduce__(self) -> tuple[Callable[[], ReflectiveError], tuple[()]]:
        facts: dict[str, Any] = {}
        if attrs.has(type(self)):
            facts = attrs.asdict(self, recurse=False)  # type: ignore[arg-type]
        return partial(type(self), **facts), ()


@_error
class NotADay(ReflectiveError, TypeError):
    """A value that is not a plain `datetime.date` was given where a day is taken.

    A datetime is refused too: which day it falls on depends on a time zone that only the host knows.
    """

    code: ClassVar[str] = "day.not_a_date"

    #: The name of the argument, and of the type that was given instead of a date.
    name: str
    given: str

    @property
    def message(self) -> str:
        if self.given in {"datetime", "Timestamp"}:
            return f"{self.name} must be a date without a time, not a {self.given}: pass its .date()"
        if self.given == "str":
            return f"{self.name} must be a datetime.date: parse text with date.fromisoformat, as YYYY-MM-DD"
        return f"{self.name} must be a datetime.date, not {self.given}"


@_error
class BadValue(ReflectiveError, ValueError):
    """A value is of the right kind but not one that the field accepts."""

    code: ClassVar[str] = "value.refused"

    name: str
    #: The accepted input, in words.
    wanted: str

    @property
    def message(self) -> str:
        return f"{self.name} must be {self.wanted}"


@_error
class BadPhrase(ReflectiveError, ValueError):
    """A phrase could not be read; the message shows forms that can, and never the phrase."""

    code: ClassVar[str] = "phrase.not_read"

    name: str
    accepted: tuple[str, ...]

    @property
    def message(self) -> str:
        forms = ", ".join(f'"{form}"' for form in self.accepted)
        return f"{self.name} could not be read; accepted forms are {forms}"


@_error
class OutsideCalendar(ReflectiveError, LookupError):
    """A working day was asked for outside the days that a calendar knows."""

    code: ClassVar[str] = "calendar.outside"

    calendar: str
    version: str
    first: date
    last: date
    #: Where the answer lies: before the first known day, or after the last.
    side: Literal["before", "after"]

    @property
    def limits(self) -> str:
        """The days that the calendar knows, and on which side of them the answer lies."""
        known = f"knows {self.first} to {self.last} and the answer lies {self.side} that"
        return f"the calendar {self.calendar!r} (version {self.version}) {known}"

    @property
    def message(self) -> str:
        bound = "first" if self.side == "before" else "last"
        return f"{self.limits}; supply more with .extended(holidays=[...], {bound}=...)"


@_error
class OverlayLoosens(ReflectiveError, ValueError):
    """A local rule asks less than the rule whose id it shares; the message shows the two side by side."""

    code: ClassVar[str] = "overlay.loosens"

    rule: str
    overlay: str
    #: The requirement of the overlay's rule and its authority, and the same of the rule that it shares an id with.
    overlay_asks: str
    base: str
    base_asks: str
    #: How it asks less, by the first trigger day that shows it where one does.
    how: str
    #: Whether a reason would do: from guidance and national standards one may depart, from the law not.
    departs: bool

    @property
    def message(self) -> str:
        remedy = "give a reason to depart from it" if self.departs else "an overlay may tighten and add"
        return (
            f"{self.rule} of {self.overlay}, {self.overlay_asks}, asks less than that of {self.base}, "
            f"{self.base_asks}: {self.how}; {remedy}"
        )


@_error
class DateNotExact(ReflectiveError, ValueError):
    """A deadline was asked of a date that is only partly known."""

    code: ClassVar[str] = "date.not_exact"

    name: str
    #: "year", "about", "unknown", ...: the kind of the partial date.
    kind: str
    #: Whether `Timescale.due_range` would answer: a deadline was asked of a date that has a first and a last day.
    has_range: bool

    @property
    def message(self) -> str:
        remedy = ", or ask for a range with due_range" if self.has_range else ""
        return f"{self.name} is a partial date of kind {self.kind!r}; a deadline needs an exact day{remedy}"


@_error
class BadEntry(ReflectiveError, ValueError):
    """An entry cannot stand in a record at all, whatever the state: its dates, or what it points to."""

    code: str  # type: ignore[misc]
    #: The fault and what would be accepted, in words.
    why: str
    #: The record and the place, where the entry has them already.
    record: str | None = None
    place: int | None = None

    @property
    def message(self) -> str:
        if self.record is None:
            return self.why
        entry = f"entry {self.place}" if self.place is not None else "that entry"
        return f"{entry} cannot stand in {self.record}: {self.why}"


@_error
class MoveNotAllowed(ReflectiveError):
    """A move that the machine's table does not have, or one that lacks its reason."""

    record: str
    #: The thing that moves, as it reads before the record's id: "cycle", "action a-2 of plan".
    noun: str
    on: date
    #: Where the machine is on that day, and the moves that are open from there: (state, the method that leads to it,
    #: the fields that have to be given beside those that it always takes).
    state: str
    ways: tuple[tuple[str, str, tuple[str, ...]], ...]
    #: The way to make the refused move possible ("to skip on, give a reason"), where there is one.
    remedy: str = ""

    @property
    def code(self) -> str:  # type: ignore[override]
        return "move.incomplete" if self.remedy else "move.not_allowed"

    @property
    def message(self) -> str:
        ways = " or ".join(
            f"'{state}' ({verb}{', with ' if needs else ''}{' and '.join(needs)})" for state, verb, needs in self.ways
        )
        nowhere = "" if self.remedy else " and may go no further"
        onward = f" and may go to {ways}" if ways else nowhere
        tail = f"; {self.remedy}" if self.remedy else ""
        return f"{self.noun} {self.record} is in '{self.state}' on {self.on}{onward}{tail}"


@_error
class BreaksLaterEntry(ReflectiveError):
    """An entry dated into the past, or a strike, would make an entry that already stands impossible.

    The conflict names the entry being added; `later` is the place of the first entry it would break.
    """

    code: ClassVar[str] = "entry.breaks_later"

    record: str
    noun: str
    on: date
    place: int
    later: int

    @property
    def message(self) -> str:
        return (
            f"entry {self.place} of {self.noun} {self.record}, dated {self.on}, would leave the entry at place "
            f"{self.later} with no allowed move; correct that one in the same batch"
        )


@_error
class Conflict(ReflectiveError):
    """Two writers did what cannot both stand: the places of each, and a code that says in what way.

    `mine` are places in the record that was to be rebased, `theirs` those of the other writer in the record that it
    was rebased onto. The code is that of the refusal, or one of conflict.moved, conflict.struck and conflict.signed.
    """

    record: str
    mine: tuple[int, ...]
    theirs: tuple[int, ...]
    code: str  # type: ignore[misc]

    @property
    def message(self) -> str:
        ours, others = (", ".join(map(str, places)) or "none" for places in (self.mine, self.theirs))
        return (
            f"what was written in {self.record} at {ours} cannot follow what somebody else wrote at {others} "
            f"({self.code}); look at both, and write it again on the version that stands"
        )


@_error
class UnknownId(ReflectiveError, LookupError):
    """Something was named that the record does not hold. The id itself is not shown: ids can be names."""

    #: The noun that was looked for ("action", "checkpoint", "record") and where.
    noun: str
    where: str

    @property
    def code(self) -> str:  # type: ignore[override]
        return f"{self.noun.partition(' ')[0]}.unknown"

    @property
    def message(self) -> str:
        return f"no such {self.noun} in {self.where}"


@attrs.frozen(kw_only=True)
class Fault:
    """One thing wrong in a document: where (`$.entries[3].on`) and what would be accepted, never the value.

    >>> print(Fault(path="$.rule[2].within", wanted="must be a timescale"))
    $.rule[2].within: must be a timescale
    """

    path: str
    wanted: str

    def __str__(self) -> str:
        return f"{self.path}: {self.wanted}"


@_error
class BadDocument(ReflectiveError, ValueError):
    """A document from outside could not be read; every fault is listed, each with its path."""

    code: ClassVar[str] = "document.refused"

    faults: tuple[Fault, ...]

    @property
    def message(self) -> str:
        first = "; ".join(str(fault) for fault in self.faults[:3])
        more = len(self.faults) - 3
        tail = f"; and {more} more" if more > 0 else ""
        noun = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        return f"the document has {noun}: {first}{tail}"
