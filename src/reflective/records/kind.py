"""A kind of record as its class declares it: what it takes, how it folds entries, and why it refuses one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final, Generic, NamedTuple, Protocol, TypeVar

from reflective.errors import BadEntry, MoveNotAllowed, ReflectiveError, UnknownId
from reflective.records.content import Content
from reflective.records.deadlines import deadlines
from reflective.records.entry import Confirmed, Disagreed, Entry, Erased, Erasure, Strike, Unreadable, Withheld
from reflective.records.machine import Machine, Need, State

__all__ = ["BY_ANOTHER_CALL", "Facts", "Folded", "Move", "NoFacts", "RecordKind", "States"]

#: What no record takes by `add`, and which call does it.
BY_ANOTHER_CALL: Final[Mapping[type[Content], str]] = {
    Strike: "correct",
    Erased: "erase",
    Erasure: "erase",
    Confirmed: "confirm",
    Disagreed: "disagree",
    Unreadable: "loads",
    Withheld: "read",
}


class Facts(Protocol):
    """The facts that a kind of record keeps of its entries, beside the states of its machines."""

    def after(self, entry: Entry[Any], to: Any, place: int, /) -> Any:
        """The facts after an entry, legal or not; `to` is the state that its machine is then in."""


class NoFacts(NamedTuple):
    """For a record whose machines' states say everything."""

    def after(self, _entry: Entry[Any], _to: Any, _place: int) -> "NoFacts":
        """These."""
        return self


_F = TypeVar("_F", bound=Facts)
#: The states of a record's machines, by the machine's name and the item.
_Key = tuple[str, str | None]
States = dict[_Key, State]
#: A move of a machine: the machine, its key, the state that it is in and the state that follows.
Move = tuple[Machine, _Key, State, State]


#: The last day that anything stands on, and the facts and the states from then on.
Folded = tuple[date, Any, States]


class RecordKind(Generic[_F]):
    """The declaration of a class of record, and everything that follows from it.

    Records are made of its subclass `Record`.
    """

    #: The host's own id of the record.
    id: str

    #: How documents call this kind, for ever, and how messages do.
    KIND: ClassVar[str] = ""
    NOUN: ClassVar[str] = "record"
    #: Its machines: one of the record as a whole, if it has one, and one for each kind of item in it.
    machines: ClassVar[tuple[Machine, ...]] = ()
    #: The kinds of content that move no machine.
    takes: ClassVar[tuple[type[Content], ...]] = ()
    #: What it keeps of its entries beside the machines' states.
    facts: ClassVar[type[Any]] = NoFacts

    _machine_of: ClassVar[Mapping[type[Content], Machine]] = {}
    #: The kinds that move a machine of an item.
    _on_items: ClassVar[frozenset[type[Content]]] = frozenset()

    def __init_subclass__(cls) -> None:
        cls._machine_of = {kind: machine for machine in cls.machines for kind in machine.kinds}
        cls._on_items = frozenset(kind for kind, machine in cls._machine_of.items() if machine.item is not None)

    @classmethod
    def contents(cls) -> tuple[type[Content], ...]:
        """Every kind of content that `add` takes, those of the machines first."""
        return tuple(dict.fromkeys([*cls._machine_of, *cls.takes]))

    # The fold

    def _fold(self, standing: Sequence[tuple[int, Entry[Any]]], last: date) -> Folded:
        """The facts and states after some entries, the last of which counts from a day."""
        facts, states = self._begin(), States()
        for place, entry in standing:
            move = self._move(facts, states, entry)
            if move is None:
                facts = facts.after(entry, None, place)
            else:
                states[move[1]] = move[3]
                facts = facts.after(entry, move[3], place)
        return last, facts, states

    def _begin(self) -> _F:
        """The facts before the first entry."""
        return self.facts()  # type: ignore[no-any-return]

    def _move(self, facts: _F, states: States, entry: Entry[Any]) -> Move | None:
        """The machine that an entry moves, its key, and the states before and after, legal or not; None where none.

        An item begins with an entry that brings it in: any other entry about an item that nobody brought moves nothing.
        """
        content = entry.content
        machine = self._machine_of.get(type(content))
        if machine is None:
            return None
        key: _Key = machine.key
        if machine.item is None:
            at = states.get(key) or machine.start
        else:
            key = machine.name, machine.item_of(content)
            at = states.get(key) or machine.start
            if key not in states and type(content) not in machine.table[at]:
                return None
        return machine, key, at, machine.after(at, facts, entry)

    def _after(self, facts: _F, states: States, entry: Entry[Any], move: Move | None, place: int) -> tuple[_F, States]:
        """The facts and states after one more entry, legal or not."""
        if move is None:
            return facts.after(entry, None, place), states
        return facts.after(entry, move[3], place), {**states, move[1]: move[3]}

    def machine_key(self, content: Content) -> tuple[str, str | None] | None:
        """The machine that a kind of content moves, with the item; None where it moves none."""
        machine = self._machine_of.get(type(content))
        return None if machine is None else (machine.name, machine.item_of(content))

    def item_of(self, content: Content) -> tuple[str, str] | None:
        """The item that a content is on, as the kind of item and its id; None where it is on none."""
        machine = self._machine_of.get(type(content))
        if machine is not None and machine.item is not None:
            return machine.name, machine.item_of(content) or ""
        if content.ITEM is None:
            return None
        name, field = content.ITEM
        item = getattr(content, field)
        return None if item is None else (name, item)

    def brings_in(self, content: Content) -> bool:
        """Whether a content brings in the item that it is on, and so says for whom the item is."""
        machine = self._machine_of.get(type(content))
        return machine is not None and machine.item is not None and type(content) in machine.table[machine.start]

    def _refusal(self, facts: _F, states: States, entry: Entry[Any], move: Move | None) -> ReflectiveError | None:
        """Why an entry may not follow, or None when it may."""
        kind: Any = type(entry.content)
        if kind.SIGNS and (entry.typed_by is not None or entry.drafted_by is not None):
            why = "nobody signs by a typist or a tool: a signature is written by the one who signs"
            return BadEntry(code="signature.typed", record=self.id, why=why)
        if kind.DATED and any(deadline.miscounted for deadline in deadlines(entry.content)):
            why = "a day that is counted from another is the one that its words come to"
            return BadEntry(code="deadline.miscounted", record=self.id, why=why)
        if move is None:
            machine = self._machine_of.get(kind)
            if machine is not None:
                return UnknownId(noun=machine.name, where=f"{self.NOUN} {self.id}")
            if kind not in self.takes and ":" not in kind.TAG:
                return self._not_taken(kind)
            return self._misfit(facts, states, entry)
        machine, _, at, to = move
        if (at, kind, to) not in machine.moves:
            return self._not_allowed(machine, facts, states, entry)
        if kind in machine.needs:
            needs = machine.needs[kind](at, facts, to, entry.content)
            if needs is None or needs:
                return self._not_allowed(machine, facts, states, entry, needs=needs or ())
        return self._misfit(facts, states, entry)

    def _misfit(self, _facts: _F, _states: States, _entry: Entry[Any]) -> ReflectiveError | None:
        """Why an entry may not stand here although the tables have it: what it points to, or who wrote it."""
        return None

    def _not_taken(self, kind: type[Content]) -> BadEntry:
        call = BY_ANOTHER_CALL.get(kind)
        why = f"{kind.TAG} entries go by `{call}`" if call else f"a {self.NOUN} takes no {kind.TAG} entries"
        return BadEntry(code="entry.not_taken", record=self.id, why=why)

    def _not_allowed(
        self,
        machine: Machine,
        facts: _F,
        states: States,
        entry: Entry[Any],
        *,
        needs: tuple[Need, ...] = (),
        remedy: str = "",
    ) -> MoveNotAllowed:
        """The refusal of an entry: where the machine is, the moves that are open from there, and the way out."""
        kind, item = type(entry.content), machine.item_of(entry.content)
        at = states.get((machine.name, item), machine.start)
        if needs:
            remedy = needs[0].remedy
        elif not remedy and kind in machine.remedies:
            remedy = machine.remedies[kind](at)
        return self._stuck(machine, at, facts, entry.on, item=item, kind=kind if needs else None, remedy=remedy)

    def _stuck(
        self,
        machine: Machine,
        at: State,
        facts: _F,
        on: date,
        *,
        item: str | None = None,
        kind: type[Content] | None = None,
        remedy: str = "",
    ) -> MoveNotAllowed:
        open_now = [
            (str(to), one.VERB or "add", tuple(need.field for need in needs))
            for one, to, needs in machine.steps(at, facts)
            if kind in {None, one}
        ]
        return MoveNotAllowed(
            record=self.id,
            noun=self.NOUN if item is None else f"{machine.name} {item} of {self.NOUN}",
            on=on,
            state=str(at),
            ways=tuple(dict.fromkeys(open_now)),
            remedy=remedy,
        )
