"""The duties that the checkpoints of a journey set."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from reflective.practice.journey.checkpoints import (
    CHECKPOINT,
    CheckpointAgreed,
    CheckpointRescheduled,
    CheckpointStatus,
    SoWhat,
)
from reflective.practice.journey.progress import CheckpointState, JourneyState
from reflective.records.closeness import Readership
from reflective.records.content import Audience, closest
from reflective.records.due import CHECKPOINT as RULE
from reflective.records.due import due_row
from reflective.records.entry import Entry
from reflective.rules import Obligation
from reflective.timescales import Deadline
from reflective.timescales.wording import day_in_words

__all__ = ["CheckpointFinding", "CheckpointOrigin", "due_rows", "origins"]


class CheckpointOrigin(NamedTuple):
    """The entry by which a checkpoint was agreed: its day, its place and whom it is about; and for whom the row is.

    The row is as close as the closest entry about the checkpoint from then on, because it is made of all of them.
    """

    on: date
    place: int
    about: tuple[str, ...]
    audience: Audience


class CheckpointFinding(NamedTuple):
    """A finding on a checkpoint, with its deadline. The sentence is put together when it is read."""

    due: Deadline
    found: CheckpointStatus
    found_on: date
    so_what: SoWhat | None

    @property
    def why(self) -> str:
        """How the day was counted, with what was found and decided."""
        found = f"found {self.found.replace('_', ' ')} on {day_in_words(self.found_on)}"
        follows = 'a "so what" is awaited' if self.so_what is None else f"decided: {self.so_what.replace('_', ' ')}"
        return "; ".join(said for said in (self.due.why, found, follows) if said is not None)


def origins(
    standing: Sequence[tuple[int, Entry[Any]]], closer: Mapping[int, Readership]
) -> dict[str, CheckpointOrigin]:
    """The entry by which each checkpoint was agreed, of some entries and those that are closer than they were written.

    In a reading the agreement may be withheld: the first entry that gave the checkpoint a day stands in its place.
    """
    found: dict[str, CheckpointOrigin] = {}
    for place, entry in standing:
        content = entry.content
        if type(content) not in CHECKPOINT.kinds:
            continue
        audience = closer[place].audience if place in closer else entry.audience
        one = CHECKPOINT.item_of(content) or ""
        origin = found.get(one)
        if origin is not None:
            if audience is not origin.audience:
                found[one] = origin._replace(audience=closest(origin.audience, audience))
        elif isinstance(content, CheckpointAgreed | CheckpointRescheduled):
            found[one] = CheckpointOrigin(entry.on, place, entry.about, audience)
    return found


def due_rows(
    record: str, journey: JourneyState, found: dict[str, CheckpointOrigin], as_of: date
) -> Iterator[Obligation]:
    """The checkpoints that were agreed, a row for each person that the journey is about."""
    for item, one in journey.checkpoints.items():
        if one.due is None:
            continue
        origin = found[item]
        subjects = (journey.child,) if journey.child is not None else origin.about or (record,)
        for subject in subjects:
            yield due_row(
                rule=RULE,
                subject=subject,
                record=record,
                item=item,
                what=one.checkpoint.different,
                trigger=origin.on,
                deadline=one.due,
                first_due=one.first_day,
                met=one.found_on if one.found is CheckpointStatus.MET else None,
                ended_on=one.settled_on,
                open=one.open,
                owners=() if one.checkpoint.owner is None else (one.checkpoint.owner,),
                place=origin.place,
                audience=origin.audience,
                why=_finding(one),
                as_of=as_of,
            )


def _finding(one: CheckpointState) -> CheckpointFinding | None:
    """The finding on a checkpoint that has a deadline; None where there is none."""
    if one.due is None or one.found is None or one.found_on is None:
        return None
    return CheckpointFinding(one.due, one.found, one.found_on, one.so_what)
