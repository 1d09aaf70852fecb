"""The shape of a log, whatever its kind: when entries were recorded, and strikes, erasures and confirmations.

An entry counts as recorded no later than any entry after it, so that a wrong day in the future can be put right: a
strike may be recorded before the entries that it strikes, if it strikes every entry that was recorded after its day.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

import attrs

from reflective.records.entry import Confirmed, Disagreed, Entry, Erasure, Strike, Unreadable, Withheld

__all__ = ["counted_days", "shape_faults"]

#: What no correction strikes. A freeing strike may leave them as they are.
_NEVER_STRUCK: Final = (Strike, Erasure, Confirmed)
#: What names places of the log.
_POINTING: Final = (*_NEVER_STRUCK, Disagreed)
Fault = tuple[str, str]


def counted_days(entries: Sequence[Entry[Any]]) -> tuple[date, ...]:
    """The day on which each entry counts as recorded: its own, or an earlier one of an entry after it."""
    days: list[date] = []
    earliest = date.max
    for entry in reversed(entries):
        earliest = min(earliest, entry.recorded)
        days.append(earliest)
    return tuple(reversed(days))


@attrs.define
class _Seen:
    """The part of a log that was looked at."""

    entries: Sequence[Entry[Any] | None]
    #: The last day on which it counts as recorded.
    last: date = date.min
    struck: set[int] = attrs.field(factory=set)
    unstruck: set[int] = attrs.field(factory=set)
    erased: set[int] = attrs.field(factory=set)
    #: How many replacements of the last strike are still to come.
    owed: int = 0

    def replaced(self) -> None:
        """Count one entry among the replacements of the last strike."""
        if self.owed:
            self.owed -= 1


def shape_faults(entries: Sequence[Entry[Any] | None]) -> Iterator[tuple[int, str, str]]:
    """Shapes that no record can have, as (place, code, why): recorded days that go back, strikes of what is not there.

    None stands for an entry that could not be read; nothing is said of it, nor of what only it would settle.
    """
    seen = _Seen(entries)
    for place, entry in enumerate(entries):
        if entry is None or isinstance(entry.content, Withheld):
            seen.replaced()
            continue
        if entry.recorded < seen.last and not _frees(seen, entry):
            yield place, "entry.recorded_back", "recorded may not be earlier than in an entry before it"
            seen.last = max(seen.last, entry.recorded)
        elif seen.owed and entry.recorded != seen.last:
            yield place, "strike.replacement_day", "what replaces a struck entry is recorded with the strike"
            seen.last = entry.recorded
        else:
            seen.last = entry.recorded
        kind = type(entry.content)
        if kind in _POINTING:
            fault = _fault(seen, place, entry)
            if fault is not None:
                yield place, *fault
        seen.replaced()
        if kind in _NEVER_STRUCK:
            _note(seen, entry)
        else:
            seen.unstruck.add(place)
    if seen.owed:
        yield len(entries) - 1, "strike.replacements", "the last correction still requires some of its replacements"


def _frees(seen: _Seen, entry: Entry[Any]) -> bool:
    """Whether an entry is a strike that strikes every entry recorded after its own day."""
    if not isinstance(entry.content, Strike):
        return False
    later = {place for place in seen.unstruck if _recorded(seen.entries[place]) > entry.recorded}
    return later <= set(entry.content.places)


def _recorded(entry: Entry[Any] | None) -> date:
    return date.min if entry is None else entry.recorded


def _note(seen: _Seen, entry: Entry[Any]) -> None:
    content = entry.content
    if isinstance(content, Strike):
        seen.struck.update(content.places)
        seen.unstruck.difference_update(content.places)
        seen.owed = max(content.replacements, 0)
    elif isinstance(content, Erasure):
        seen.erased.add(content.place)


def _fault(seen: _Seen, place: int, entry: Entry[Any]) -> Fault | None:
    match entry.content:
        case Strike() as strike:
            return _strike_fault(seen, place, strike)
        case Erasure() as erasure:
            return _erasure_fault(seen, place, erasure)
        case Confirmed() as confirmed:
            return _confirmed_fault(seen, place, confirmed)
        case Disagreed(place=one) if not 0 <= one < place or _is(seen.entries[one], _POINTING):
            return "disagreement.place", "a disagreement names an entry that stands before it, and says something"
    return None


def _strike_fault(seen: _Seen, place: int, strike: Strike) -> Fault | None:
    if seen.owed:
        return "strike.in_replacements", "a correction may not stand among the replacements of another"
    if not strike.places or len(set(strike.places)) != len(strike.places):
        return "strike.places", "a strike names at least one place, each once"
    if any(not 0 <= one < place for one in strike.places):
        return "strike.places", "a strike names places that stand before it"
    if any(_is(seen.entries[one], _NEVER_STRUCK) for one in strike.places):
        return (
            "strike.of_strike",
            "a strike is not struck, nor an erasure or a confirmation: correct what stands instead",
        )
    if seen.struck.intersection(strike.places):
        return "strike.twice", "that place is struck already"
    if strike.replacements < 0:
        return "strike.replacements", "a strike is followed by no replacements or more"
    return None


def _erasure_fault(seen: _Seen, place: int, erasure: Erasure) -> Fault | None:
    if not 0 <= erasure.place < place:
        return "erasure.place", "an erasure names a place that stands before it"
    if erasure.place in seen.erased:
        return "erasure.twice", "that place is erased already"
    entry = seen.entries[erasure.place]
    # Whether the content of an entry that cannot be read is gone, only its own release or host can tell.
    unknown = entry is None or _is(entry, (Unreadable, Withheld))
    if not unknown and entry is not None and entry.content.erased() != entry.content:
        return "erasure.place", "an erasure names a place whose content is gone"
    return None


def _confirmed_fault(seen: _Seen, place: int, confirmed: Confirmed) -> Fault | None:
    if not confirmed.places or any(not 0 <= one < place for one in confirmed.places):
        return "confirmation.places", "a confirmation names at least one place, each before it"
    named = [seen.entries[one] for one in confirmed.places]
    if any(one is not None and one.drafted_by is None and not _is(one, (Withheld,)) for one in named):
        return "confirmation.places", "a confirmation names entries that a tool drafted"
    return None


def _is(entry: Entry[Any] | None, kinds: tuple[type, ...]) -> bool:
    return entry is not None and isinstance(entry.content, kinds)
