"""The second example: four siblings, two of them on child protection plans, one stepped down, one looked after.

It is made up. Each answer that the rules of England give of it was worked out by hand.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from reflective.casework import Case, Membership
from reflective.demo.second.cast import JUDGED_ON, on_day, people
from reflective.demo.second.in_law import statuses
from reflective.demo.second.living import household, safety
from reflective.demo.second.met import contacts, supervisions, voices
from reflective.demo.second.overseen import oversight

if TYPE_CHECKING:
    from reflective.records import Record

__all__ = ["JUDGED_ON", "WORDS", "case"]

#: The words that the screen of the example has about itself.
WORDS: Final[Mapping[str, Any]] = {
    "notice": ("Made up. Not for the child's file, nor for either parent.",),
    "more": "reflective demo --case second --json",
    "entitled": "--audience shows them to those entitled",
}


def case() -> Case:
    """The family's file as it stands on Friday 15 August 2025. Each record joined it with its first entry."""
    records: tuple[Record[Any], ...] = (
        *statuses(),
        *oversight(),
        contacts(),
        household(),
        safety(),
        *voices(),
        *supervisions(),
    )
    membership = Membership(id="case-2:membership")
    for record in sorted(records, key=lambda one: one.entries[0].recorded):
        membership = membership.add_record(record.id, **on_day(record.entries[0].recorded))
    return Case(id="case-2", people=people(), membership=membership, records=records)
