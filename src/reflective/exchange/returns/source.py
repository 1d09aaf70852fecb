"""A return while it is read: its events, a child at a time, and the rows that could not be read."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO, Final, NoReturn

from reflective.errors import BadDocument, BadValue, Fault
from reflective.exchange.returns.faults import ReturnFaults
from reflective.fields import Id, check, check_day, checker, value
from reflective.rules import Event

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Child", "Progress", "Return", "check_progress", "is_id", "refuse", "rewind"]

_SEEK_END_NUMBER: Final = 2
_ID_CHECK: Final = checker(Id)
_Names = tuple[str, ...]

#: Called from time to time with the number of bytes read and the number of bytes there are.
Progress = Callable[[int, int], object]


@value(kw_only=True)
class Child:
    """One subject of a return: its events, and the kinds of event of which a row could not be read.

    >>> Child(subject="child-1", lost=frozenset({"referral.closed"}))
    Child(subject='child-1', events=(), lost=frozenset({'referral.closed'}))
    """

    subject: Id
    events: tuple[Event, ...] = ()
    lost: frozenset[Id] = frozenset()


class Return:
    """The events of a return. Every reading begins at the start of the file and holds one child at a time.

    After a reading `faults` has the rows that could not be read. The other rows are read all the same.

    >>> quiet = Return(lambda _return, _faults: iter([Child(subject="child-1")]), ruleset=None, holds=None)
    >>> [child.subject for child in quiet.subjects()]
    ['child-1']
    """

    def __init__(
        self,
        reading: "Callable[[Return, ReturnFaults], Iterator[Child]]",
        *,
        ruleset: str | None,
        holds: frozenset[str] | None,
        holds_from: "Mapping[str, date] | None" = None,
        keep: tuple[str, ...] = (),
    ) -> None:
        if not callable(reading):
            raise BadValue(name="reading", wanted="a function of a return and its faults")
        checks = (("ruleset", ruleset, str | None), ("holds", holds, frozenset[str] | None), ("keep", keep, _Names))
        for name, given, kind in checks:
            check(name, given, kind)
        _check_days(holds_from)
        # `open_return` opens the files, and lets the reading of one return fill in another.
        self.reading = reading
        self._faults = ReturnFaults()
        self._remarks: dict[str, None] = {}
        self._holds = holds
        self._was_read = False
        #: The ruleset that judges this sort of return; None for a table of events, which has no ruleset of its own.
        self.ruleset = ruleset
        #: The day from which it holds events of a kind, where that is known.
        self.holds_from: dict[str, date] = dict(holds_from or {})
        #: The facts of events that were asked for by name, and are kept beside those that rules read.
        self.keep = keep
        #: The reference date of a census, once reading has passed it.
        self.reference: date | None = None

    @property
    def holds(self) -> frozenset[str] | None:
        """The kinds of event that the return can hold.

        Those of a table of events are the kinds that are in it. A table that was not read yet is read for them.
        """
        if self._holds is None and not self._was_read:
            for _ in self.subjects():
                break
        return self._holds

    @holds.setter
    def holds(self, kinds: frozenset[str] | None) -> None:
        check("holds", kinds, frozenset[str] | None)
        self._holds = kinds

    @property
    def remarks(self) -> tuple[str, ...]:
        """Remarks on the last reading: the encoding that was told, the kinds that were taken."""
        return tuple(self._remarks)

    def remark(self, said: str) -> None:
        """Say something of the reading, in words of ours."""
        self._remarks[said] = None

    def subjects(self) -> Iterator[Child]:
        """Start a reading: one subject after another, those too of whom no row could be read.

        Raises `BadDocument` if the file as a whole cannot be read, and `BadValue` if it was closed.
        """
        self._faults = ReturnFaults()
        self._remarks.clear()
        self._was_read = True
        return self.reading(self, self._faults)

    def children(self) -> Iterator[tuple[Event, ...]]:
        """Start a reading: the events of one child after another, where there are any. Raises as `subjects` does."""
        return (child.events for child in self.subjects() if child.events)

    def events(self) -> Iterator[Event]:
        """Start a reading: every event, child by child. Raises as `children` does."""
        return (event for events in self.children() for event in events)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The first thousand rows that could not be read."""
        return tuple(self._faults.kept)

    @property
    def fault_count(self) -> int:
        """The number of rows that could not be read."""
        return self._faults.count


def _check_days(holds_from: object) -> None:
    """Raise for anything but days by kind of event, or None."""
    if holds_from is not None and not isinstance(holds_from, Mapping):
        raise BadValue(name="holds_from", wanted="a mapping from a kind of event to a day")
    for held, day in (holds_from or {}).items():
        check("holds_from", held, Id)
        check_day("holds_from", day)


def refuse(path: str, wanted: str) -> NoReturn:
    """Refuse a whole file. Call it outside an except block: a parser's error holds text of the file."""
    raise BadDocument(faults=(Fault(path=path, wanted=wanted),))


def rewind(file: BinaryIO) -> int:
    """Move a file to its first byte, and return its length in bytes.

    Raises `BadValue` for anything but an open binary file that can be moved.
    """
    try:
        if file.seekable() and file.read(0) == b"":
            file.seek(0, _SEEK_END_NUMBER)
            length = file.tell()
            file.seek(0)
            return length
    except (AttributeError, TypeError, ValueError):
        pass
    raise BadValue(name="file", wanted="a file that is open, binary and seekable; put a stream into io.BytesIO first")


def is_id(text: str) -> bool:
    """Whether an event can have a text as its subject, kind or ref."""
    return _ID_CHECK("id", text) is None


def check_progress(on_progress: object) -> None:
    """Raise `BadValue` for a callback that cannot be called."""
    if on_progress is not None and not callable(on_progress):
        raise BadValue(name="on_progress", wanted="a function of two numbers, or None")
