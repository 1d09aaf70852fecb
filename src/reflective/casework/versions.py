"""Later versions of the logs of a case: what each has to keep, and of what a case has one record at a time."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from reflective.casework.logs import Logs
from reflective.errors import BadEntry, ReflectiveError
from reflective.records.entry import Entry, Erasure, Withheld
from reflective.records.log import Record
from reflective.records.merge import tombstone
from reflective.records.shape import counted_days
from reflective.records.unreadable import UnreadableRecord

__all__ = ["check_claims", "check_put", "clashes"]


def check_put(case: Logs, old: Record[Any] | None, new: Record[Any]) -> None:
    """Refuse a log that is no later version of the one that a case has, or that changes what was known; `BadEntry`.

    A log that joins is known from the day on which it joined, and so it may hold older entries.
    """
    if new.of_reading or any(isinstance(entry.content, Withheld) for entry in new.entries):
        why = "a record of a reading may lack entries: put the case's own"
        raise BadEntry(code="record.of_reading", record=new.id, why=why)
    if old is None:
        return
    _check_kept(old, new)
    _check_order(case, old, new)


def _check_kept(old: Record[Any], new: Record[Any]) -> None:
    """A later version of a log has every entry of the earlier one, or the tombstone that an erasure names."""
    if type(old) is not type(new):
        raise BadEntry(code="record.kind", why="a record keeps its kind")
    if isinstance(old, UnreadableRecord) and new != old:
        why = "a record that cannot be read here is kept as it is"
        raise BadEntry(code="record.unreadable", record=old.id, why=why)
    erased = {entry.content.place for entry in new.entries if isinstance(entry.content, Erasure)}
    for place, entry in enumerate(old.entries):
        if place < len(new.entries) and _kept(entry, new.entries[place], erased=place in erased):
            continue
        why = "a later version of a record keeps every earlier entry, or has an erasure that names its place"
        raise BadEntry(code="record.lost_entry", record=new.id, place=place, why=why)


def _kept(old: Entry[Any], new: Entry[Any], *, erased: bool) -> bool:
    return new == old or (erased and new == tombstone(old))


def _check_order(case: Logs, old: Record[Any], new: Record[Any]) -> None:
    """Knowledge of a case on a day stays as it was: nothing new is recorded before the case was last written."""
    first = len(old.entries)
    if len(new.entries) == first:
        return
    days = counted_days(new.entries)
    last = days[first - 1] if first else date.min
    last = max([last, *(log.entries[-1].recorded for log in case.every if log.entries and log.id != new.id)])
    if days[first] < last:
        why = f"recorded may not be before the day on which this case was last written, {last}"
        raise BadEntry(code="case.recorded_back", record=new.id, place=first, why=why)


def check_claims(case: Logs, record: Record[Any]) -> None:
    """Refuse a second record of what a case has one of at a time; `BadEntry`."""
    for other, why in clashes(case, record):
        if other == record.id:
            raise why


def clashes(case: Logs, new: Record[Any] | None = None) -> Iterator[tuple[str, ReflectiveError]]:
    """Records of what a case has one of at a time, after the first, each with why it would be refused.

    Records that left the file are not counted. A later version of one, or one that joins, may be given.
    """
    members = case.membership.members(date.max)
    logs = [record for record in case.records if record.id in members and (new is None or record.id != new.id)]
    seen: dict[tuple[str, ...], str] = {}
    for record in [*logs, *([] if new is None else [new])]:
        claim = record.claim()
        if claim is not None and claim in seen:
            why = f"this case has one already: {seen[claim]}"
            yield record.id, BadEntry(code=f"{claim[0]}.second", record=record.id, why=why)
        elif claim is not None:
            seen[claim] = record.id
