"""Draw every state machine of the library, from the table that it runs on.

`python docs/machines.py` writes the page docs/reference/machines.md. A test compares the page with the tables, and
fails when one of them has moved on.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from reflective.casework import SHIPPED
from reflective.records import Machine, Record

__all__ = ["PAGE", "page"]

PAGE: Final = Path(__file__).parent / "reference" / "machines.md"

_OPENING: Final = """\
# State machines

A machine is one table: from a state and a kind of entry to the state that follows. A record names its machines: one of
the record as a whole, if it has one, and one for each kind of item in it. The fold, the refusals, `record.moves`, this
page and the tests all ask that table.

```python
>>> from reflective.practice import Stage
>>> from reflective.practice.cycle import CYCLE, Paused
>>> [str(state) for state in CYCLE.targets(Stage.EXPERIENCE, Paused)]
['paused']
>>> CYCLE.targets(Stage.EXPERIENCE, Paused) == CYCLE.targets(Stage.ACTION, Paused)
True
```

An arrow is named for the methods that make the move. Some moves require a field that others do not, such as a reason:
`record.moves` names it. In code a state has underscores: `not_begun` for "not begun".

This page is drawn by `python docs/machines.py`.
"""


def page(records: Iterable[type[Record[Any]]] = SHIPPED.records) -> str:
    """The whole page, as it should stand."""
    sections = [_section(record, machine) for record in records for machine in record.machines]
    return "\n".join([_OPENING, *sections])


def _section(record: type[Record[Any]], machine: Machine) -> str:
    each = f" for each {machine.name}; an entry names it in its field `{machine.item}`" if machine.item else ""
    return "\n".join(
        [
            f"## {machine.name.capitalize()}",
            "",
            f"A `{record.__name__}` has one{each}.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            *(f"    {line}" for line in _diagram(machine)),
            "```",
            "",
        ]
    )


def _diagram(machine: Machine) -> Iterator[str]:
    """Each state in words, and one arrow between two states, with the verbs of every move between them."""
    yield from (f"{state}: {state.replace('_', ' ')}" for state in machine.table if "_" in state)
    yield f"[*] --> {machine.start}"
    for state, row in machine.table.items():
        verbs: dict[str, list[str]] = {}
        for kind in row:
            for to in machine.targets(state, kind):
                verbs.setdefault(to, []).append(kind.VERB or "add")
        yield from (f"{state} --> {to}: {', '.join(found)}" for to, found in verbs.items())
        if not row:
            yield f"{state} --> [*]"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
