"""Draw every state machine of the library, from the table that it runs on.

`python docs/machines.py` writes the page docs/reference/machines.md. A test compares the page with the tables, and
fails when one of them has moved on.
"""

import enum
import importlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

__all__ = ["MACHINES", "PAGE", "Machine", "page"]

PAGE: Final = Path(__file__).parent / "reference" / "machines.md"

_OPENING: Final = """\
# State machines

Each machine is one table at the top of its file: which states may follow which, and what the step is called. The
records run on these tables, the tests try every pair of states against them, and this page is drawn from them by
`python docs/machines.py`.
"""


class Machine(NamedTuple):
    """One machine: what the page calls it, which package it is of, and what that calls its table."""

    title: str
    record: str
    table: str

    @property
    def moves(self) -> Mapping[enum.Enum, Mapping[enum.Enum, object]]:
        """The table itself: state to state to move. The first state is where it begins."""
        return getattr(importlib.import_module(f"reflective.practice.{self.record}"), self.table)


MACHINES: Final = (
    Machine("The reflective cycle", "cycle", "CYCLE_MOVES"),
    Machine("A hypothesis", "hypothesis", "HYPOTHESIS_MOVES"),
    Machine("A checkpoint of a child's journey", "journey", "CHECKPOINT_MOVES"),
    Machine("A relationship", "relationship", "RELATIONSHIP_MOVES"),
    Machine("An action of a plan", "plan", "ACTION_MOVES"),
    Machine("The meeting", "supervision", "MEETING_MOVES"),
)


def page() -> str:
    """The whole page, as it should stand."""
    return "\n".join([_OPENING, *map(_section, MACHINES)])


def _section(machine: Machine) -> str:
    return "\n".join(
        [
            f"## {machine.title}",
            "",
            f"`reflective.practice.{machine.record}.{machine.table}`",
            "",
            "```mermaid",
            "stateDiagram-v2",
            *(f"    {line}" for line in _diagram(machine.moves)),
            "```",
            "",
        ]
    )


def _diagram(moves: Mapping[enum.Enum, Mapping[enum.Enum, object]]) -> Iterator[str]:
    for state in moves:
        if _name(state) != state.value:
            yield f'state "{state.value}" as {_name(state)}'
    yield f"[*] --> {_name(next(iter(moves)))}"
    for state, ways in moves.items():
        for to, move in ways.items():
            yield f"{_name(state)} --> {_name(to)}: {move}"
        if not ways:
            yield f"{_name(state)} --> [*]"


def _name(state: enum.Enum) -> str:
    return str(state.value).replace(" ", "_")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
