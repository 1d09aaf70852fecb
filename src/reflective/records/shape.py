"""The shape of a log, whatever its kind: dates that do not go back, and strikes of what is there."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from reflective.records.entry import Entry, Strike

__all__ = ["shape_faults"]


def shape_faults(entries: Sequence[Entry[Any] | None]) -> Iterator[tuple[int, str, str]]:
    """What no record can hold, as (place, code, why): dates that go back, strikes of what is not there.

    None stands for an entry that could not be read; nothing is said of it, nor of what only it would settle.
    """
    last = date.min
    struck: set[int] = set()
    strikes: set[int] = set()
    owed = 0
    for place, entry in enumerate(entries):
        if entry is None:
            owed = max(owed - 1, 0)
            continue
        if entry.recorded < last:
            yield place, "entry.recorded_back", "recorded may not be earlier than in an entry before it"
        elif owed and entry.recorded != last:
            yield place, "strike.replacement_day", "what replaces a struck entry is recorded with the strike"
        last = max(last, entry.recorded)
        owed = max(owed - 1, 0)
        if isinstance(entry.content, Strike):
            fault = _strike_fault(entry.content, place, owed, struck, strikes)
            if fault:
                yield place, *fault
            struck.update(entry.content.places)
            strikes.add(place)
            owed = max(entry.content.replacements, 0)
    if owed:
        yield len(entries) - 1, "strike.replacements", "the last correction still requires some of its replacements"


def _strike_fault(strike: Strike, place: int, owed: int, struck: set[int], strikes: set[int]) -> tuple[str, str] | None:
    if owed:
        return "strike.in_replacements", "a correction may not stand among the replacements of another"
    if not strike.places or len(set(strike.places)) != len(strike.places):
        return "strike.places", "a strike names at least one place, each once"
    if any(not 0 <= one < place for one in strike.places):
        return "strike.places", "a strike names places that stand before it"
    if strikes.intersection(strike.places):
        return "strike.of_strike", "a strike is not struck: correct what stands instead"
    if struck.intersection(strike.places):
        return "strike.twice", "that place is struck already"
    if strike.replacements < 0:
        return "strike.replacements", "a strike is followed by no replacements or more"
    return None
