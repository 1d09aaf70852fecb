"""Where each line of the example comes from, and who is who in it.

The source is the practice note "Management Oversight and Supervision" (Sandwell Children's Trust, September 2021).
Its lines are numbered as they stand in its plain text. An inference of ours, which the note does not state, is marked
`inferred` and is written by the example itself.
"""

from datetime import date
from typing import Final

from reflective.records import Audience, Source, Written

__all__ = [
    "ANDREW",
    "ANNABELLE",
    "BOTH",
    "BROTHER",
    "CHILDREN",
    "EXAMPLE",
    "FAMILY",
    "GRANDPARENTS",
    "HELD",
    "HER_PARTNERS",
    "HIS_PARTNERS",
    "JAMIE",
    "MANAGER",
    "MICK",
    "NOTE",
    "RECOVERY",
    "SENIOR",
    "VICKY",
    "VICKYS_FAMILY",
    "WORKER",
    "from_line",
    "inferred_from",
    "of_note",
]

NOTE: Final = "practice note"
#: The day of the supervision is the example's own choice: the note gives none. A Monday in the month of the note.
HELD: Final = date(2021, 9, 6)

JAMIE: Final = "child-1"
ANNABELLE: Final = "child-2"
VICKY: Final = "parent-1"
MICK: Final = "parent-2"
BROTHER: Final = "relative-1"
VICKYS_FAMILY: Final = "relatives-1"
GRANDPARENTS: Final = "relatives-2"
HIS_PARTNERS: Final = "partners-1"
HER_PARTNERS: Final = "partners-2"
WORKER: Final = "worker-1"
MANAGER: Final = "manager-1"
SENIOR: Final = "senior-1"
ANDREW: Final = "professional-1"
RECOVERY: Final = "professional-2"
#: The writer of every inference and question of ours: neither the worker nor the manager is recorded as making it.
EXAMPLE: Final = "example"

CHILDREN: Final = (JAMIE, ANNABELLE)
BOTH: Final = (MICK, VICKY)
FAMILY: Final = (*CHILDREN, *BOTH)


def of_note(line: int | str, *, inferred: bool = False) -> Source:
    """A line, or lines, of the note."""
    return Source(document=NOTE, at=str(line), inferred=inferred)


def from_line(
    line: int | str,
    about: tuple[str, ...] = (*CHILDREN, MICK),
    by: str = WORKER,
    *,
    audience: Audience | None = None,
    inferred: bool = False,
) -> Written:
    """The keywords of an entry written on the day of the supervision, from a line of the note."""
    source = of_note(line, inferred=inferred)
    return {"on": HELD, "recorded": HELD, "by": by, "about": about, "audience": audience, "source": source}


def inferred_from(
    line: int | str, about: tuple[str, ...] = (*CHILDREN, MICK), by: str = EXAMPLE, *, audience: Audience | None = None
) -> Written:
    """The keywords of an inference of ours from a line of the note. `by` is the example unless it is given."""
    return from_line(line, about, by, audience=audience, inferred=True)
