"""A return that is being read: its events a child at a time, and the rows that could not be read."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from reflective.errors import Fault
from reflective.rules import Event

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Faults", "Progress", "Return"]

#: How many faults are kept; the rest are counted.
_KEPT: Final = 1000

#: Told now and then how many bytes of how many have been read.
Progress = Callable[[int, int], object]


class Faults:
    """The rows that could not be read, each with its place and what would be accepted, and nothing of the row."""

    def __init__(self) -> None:
        self.kept: list[Fault] = []
        self.count = 0

    def add(self, place: str, wanted: str) -> None:
        """Put one down."""
        self.count += 1
        if len(self.kept) < _KEPT:
            self.kept.append(Fault(path=place, wanted=wanted))


class Return:
    """A file of events, read as they are asked for: each time anew, and never held whole.

    What could not be read is in `faults` once reading has passed it, the first thousand with their places; the rest of
    the file is read all the same.
    """

    def __init__(
        self,
        read: "Callable[[Return, Faults], Iterator[tuple[Event, ...]]]",
        *,
        ruleset: str | None,
        holds: frozenset[str] | None,
    ) -> None:
        self._read = read
        self._faults = Faults()
        #: The ruleset that this sort of return is judged by; None where it has none of its own.
        self.ruleset = ruleset
        #: The kinds of event that this sort of source can hold; None where it can hold any.
        self.holds = holds
        #: The reference date of a census, once reading has passed it.
        self.reference: date | None = None

    def children(self) -> Iterator[tuple[Event, ...]]:
        """The events of one child after another. Raises `BadDocument` where the file cannot be read at all."""
        self._faults = Faults()
        return self._read(self, self._faults)

    def events(self) -> Iterator[Event]:
        """Every event, child by child."""
        return (event for events in self.children() for event in events)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The first thousand rows that could not be read."""
        return tuple(self._faults.kept)

    @property
    def fault_count(self) -> int:
        """How many rows could not be read."""
        return self._faults.count
