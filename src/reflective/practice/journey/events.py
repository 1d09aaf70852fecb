"""The events of a journey that rules read."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from reflective.practice.journey.checkpoints import CHECKPOINT, CheckpointAgreed, CheckpointReached, SoWhatDecided
from reflective.practice.journey.journey_map import JourneyPart, JourneyStage
from reflective.records.content import Content
from reflective.records.entry import Entry
from reflective.rules import Event
from reflective.timescales import Kind, PartialDate

__all__ = ["events"]


def events(record: str, child: str, standing: Sequence[tuple[int, Entry[Any]]], as_of: date) -> tuple[Event, ...]:
    """The events that the entries of a journey tell of by a day, all of them about its child."""
    found = []
    for place, entry in standing:
        if (told := _event(entry)) is not None and told[1] <= as_of:
            kind, on, facts = told
            one = CHECKPOINT.item_of(entry.content) if type(entry.content) in CHECKPOINT.kinds else None
            ref = record if one is None else f"{record}/{one}"
            found.append(Event(subject=child, kind=kind, on=on, ref=ref, facts=facts, origin=(record, place)))
    return tuple(found)


def _event(entry: Entry[Content]) -> tuple[str, date, tuple[tuple[str, str], ...]] | None:
    """The kind, the day and the facts of what an entry tells rules, where it tells them anything."""
    match entry.content:
        case JourneyStage(part=JourneyPart.PAST | JourneyPart.NOW as part, start=PartialDate(kind=Kind.EXACT) as start):
            return "journey.stage", start.exact_day, (("part", str(part)),)
        case CheckpointAgreed():
            return "checkpoint.agreed", entry.on, ()
        case CheckpointReached(found=found):
            return "checkpoint.reached", entry.on, (("found", str(found)),)
        case SoWhatDecided(so_what=so_what):
            return "checkpoint.decided", entry.on, (("so_what", str(so_what)),)
    return None
