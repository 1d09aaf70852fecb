"""State machines: one table, from a state and a kind of entry to the state that follows.

The fold, the refusals, the moves that are allowed, the diagrams, the drawing of histories and the laws ask this table.
"""

import enum
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from reflective.records.content import Content
from reflective.records.entry import Entry

__all__ = ["SAME", "Cell", "Machine", "Need", "NextStep", "Row", "State"]


class State(enum.StrEnum):
    """A state of a machine, stored by its word."""

    # Enum's own hash is a call of Python, and tables are looked up by state. Equal texts have equal hashes either way.
    __hash__ = str.__hash__


class _Same(State):
    SAME = "same"


#: In a cell: the entry is allowed, and the state stays as it is.
SAME: Final = _Same.SAME

#: One state, or several of which `choose` picks one.
Cell = State | frozenset[State]
#: The moves from one state.
Row = Mapping[type[Content], Cell]


class Need(NamedTuple):
    """A field that an entry still has to give before a move is possible, and the refusal's words for that.

    >>> Need("reason", "give a reason").field
    'reason'
    """

    field: str
    remedy: str


class NextStep(NamedTuple):
    """A move that is open: the method, the item (None for the record or a new item), and the state that follows.

    `needs` are the fields that have to be given beside those that the method always takes.
    """

    verb: str
    item: str | None
    to: State
    needs: tuple[str, ...] = ()


class Machine:
    """One machine: of a record as a whole, or of each item of one kind in it (an action, a checkpoint).

    `table` has a row for each state, in the order in which a page draws them. `choose` is asked where a cell has
    several states: it takes the facts of the record before the entry, and the entry, and gives one of them. `needs`
    takes the state, the facts, the state that follows and the content (None where nobody has written it yet). It gives
    the fields still to give, or None where the move is not open at all. `remedies` takes the state in which a kind of
    entry was refused, and gives the words that say the way out.

    >>> class Presence(State):
    ...     OUT = "out"
    ...     IN = "in"
    >>> machine = Machine("record", start=Presence.OUT, table={Presence.OUT: {}, Presence.IN: {}})
    >>> print(machine.start, machine.kinds)
    out ()
    """

    def __init__(
        self,
        name: str,
        *,
        start: State,
        table: Mapping[Any, Row],
        item: str | None = None,
        choose: Mapping[type[Content], Callable[[Any, Any], State]] | None = None,
        needs: Mapping[type[Content], Callable[[Any, Any, Any, Any], tuple[Need, ...] | None]] | None = None,
        remedies: Mapping[type[Content], Callable[[Any], str]] | None = None,
    ) -> None:
        #: The thing that moves, as refusals call it: "cycle", "action".
        self.name = name
        #: Under which a record keeps the state of a machine that has no items.
        self.key: tuple[str, None] = (name, None)
        self.start = start
        self.table = table
        #: The field of each content that names its item: the id, or the value whose `id` it is.
        self.item = item
        self.choose = choose or {}
        self.needs = needs or {}
        self.remedies = remedies or {}
        #: Each kind of content in the table, in the order in which the table has them.
        self.kinds: tuple[type[Content], ...] = tuple(dict.fromkeys(kind for row in table.values() for kind in row))
        #: The states to which a kind may lead from a state, in the order of the rows.
        self._targets: dict[tuple[State, type[Content]], tuple[State, ...]] = {
            (at, kind): self._in_order(at, cell) for at, row in table.items() for kind, cell in row.items()
        }
        #: Every move of the table, as (state, kind, state that follows).
        self.moves = frozenset((at, kind, to) for (at, kind), several in self._targets.items() for to in several)
        #: The one state to which a kind leads from a state, where the table has one and `choose` is not asked.
        self._single: dict[tuple[State, type[Content]], State] = {
            (at, kind): at if cell is SAME else cell
            for at, row in table.items()
            for kind, cell in row.items()
            if not isinstance(cell, frozenset)
        }
        #: For a stored move that the table lacks: the one state to which a kind leads wherever it is allowed.
        self._only: dict[type[Content], State] = {}
        for kind in self.kinds:
            cells = {row[kind] for row in table.values() if kind in row}
            if len(cells) == 1 and isinstance(cell := cells.pop(), enum.Enum) and cell is not SAME:
                self._only[kind] = cell

    def item_of(self, content: Content) -> str | None:
        """The id of the item that an entry is about; None for a machine of the whole record."""
        if self.item is None:
            return None
        named: Any = getattr(content, self.item)
        return named if isinstance(named, str) else named.id

    def after(self, at: State, facts: object, entry: Entry[Any]) -> State:
        """The state after an entry, whether or not the table allows it."""
        kind = type(entry.content)
        cell = self._single.get((at, kind))
        if cell is not None:
            return cell
        if kind in self.choose:
            to = self.choose[kind](facts, entry)
            return at if to is SAME else to
        return self._only.get(kind, at)

    def _in_order(self, at: State, cell: Cell) -> tuple[State, ...]:
        several = cell if isinstance(cell, frozenset) else {cell}
        found = {at if one is SAME else one for one in several}
        return tuple(state for state in self.table if state in found)

    def targets(self, at: State, kind: type[Content]) -> tuple[State, ...]:
        """The states to which a kind of entry may lead from a state, in the order of the rows; empty where to none."""
        return self._targets.get((at, kind), ())

    def steps(self, at: State, facts: object) -> Iterator[tuple[type[Content], State, tuple[Need, ...]]]:
        """Each move from a state that is open: its kind of content, the state that follows, and what it needs."""
        for kind in self.table[at]:
            for to in self.targets(at, kind):
                needs = self.needs[kind](at, facts, to, None) if kind in self.needs else ()
                if needs is not None:
                    yield kind, to, needs

    def __repr__(self) -> str:
        return f"<Machine {self.name!r}: {len(self.table)} states>"
