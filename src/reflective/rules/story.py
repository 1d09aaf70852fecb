"""The events of one subject up to a day, in which rules look up the events that may match a trigger."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from operator import attrgetter, itemgetter

from reflective.errors import BadValue
from reflective.rules.event import Event, fold
from reflective.rules.rule import Match, Rule

__all__ = ["Matches", "Story", "between", "first", "last_before", "line_of", "stories"]


def _facts(event: Event) -> tuple[object, ...]:
    """The order in which events are read, keys as they are compared. Two events are the same if these are equal."""
    facts = tuple((name, fold(given)) for name, given in event.facts) if event.facts else ()
    return event.on, fold(event.ref), event.kind, event.subject, facts


#: Candidate events for one trigger, as (days, events): sorted lists, kept apart so that none is merged or copied.
Matches = Sequence[tuple[list[date], list[Event]]]


def first(line: Matches, day: date, *, after: bool = False) -> Event | None:
    """The first event on or after a day; with `after`, the first one after it."""
    find = bisect_right if after else bisect_left
    if len(line) == 1:
        ((days, events),) = line
        place = find(days, day)
        return events[place] if place < len(events) else None
    found: Event | None = None
    for days, events in line:
        place = find(days, day)
        if place < len(days) and (found is None or days[place] < found.on):
            found = events[place]
    return found


def last_before(line: Matches, day: date, since: date | None = None) -> Event | None:
    """The last event before a day, and after `since` if that is given."""
    found: Event | None = None
    for days, events in line:
        place = bisect_left(days, day) - 1
        if place >= 0 and (since is None or days[place] > since) and (found is None or days[place] > found.on):
            found = events[place]
    return found


def between(line: Matches, since: date, last: date) -> list[Event]:
    """The events from one day to another, both included, in order."""
    found = [event for days, events in line for event in events[bisect_left(days, since) : bisect_right(days, last)]]
    return sorted(found, key=_facts) if len(line) > 1 else found


def line_of(events: list[Event]) -> Matches:
    """Events in order as candidates for a trigger."""
    return (([event.on for event in events], events),) if events else ()


def stories(events: Iterable[Event], as_of: date) -> "Iterator[Story]":
    """The story of each subject up to a day, in the order of their ids. Equal events count once; later ones do not."""
    given = list(events)
    if not set(map(type, given)) <= {Event}:
        raise BadValue(name="each of events", wanted="an Event")
    # In the order of their facts, whatever the order in which they were given. Of equal events the first is kept.
    given.reverse()
    kept = dict(zip(map(_facts, given), given, strict=True))
    known = [event for _, event in sorted(kept.items(), key=itemgetter(0)) if event.on <= as_of]
    known.sort(key=attrgetter("subject"))
    for subject, of_subject in groupby(known, key=attrgetter("subject")):
        yield Story(subject, of_subject, as_of)


class Story:
    """The events of one subject, by kind and by ref. Refs are compared case and spaces aside."""

    def __init__(self, subject: str, events: Iterable[Event], as_of: date) -> None:
        self.subject = subject
        self.as_of = as_of
        self._kinds: dict[str, list[Event]] = {}
        for event in events:
            self._kinds.setdefault(event.kind, []).append(event)
        # Kept, because several rules match events of the same kinds.
        self._lines: dict[tuple[str, ...], Matches] = {}
        self._refs: dict[tuple[str, ...], Mapping[str, Matches]] = {}
        self._narrow: dict[object, list[Event]] = {}

    @property
    def kinds(self) -> Iterable[str]:
        """The kinds of event that there are."""
        return self._kinds.keys()

    def has(self, kinds: Iterable[str]) -> bool:
        """Whether there is an event of any of these kinds."""
        return not self._kinds.keys().isdisjoint(kinds)

    def of(self, kinds: tuple[str, ...]) -> list[Event]:
        """The events of these kinds, in order."""
        found = [self._kinds[kind] for kind in kinds if kind in self._kinds]
        if len(found) > 1:
            return sorted((event for events in found for event in events), key=_facts)
        return found[0] if found else []

    def line(self, kinds: tuple[str, ...]) -> Matches:
        """The events of these kinds, whatever their ref."""
        known = self._lines.get(kinds)
        if known is None:
            known = self._lines[kinds] = line_of(self.of(kinds))
        return known

    def matching(self, kinds: tuple[str, ...], how: Match, trigger: Event) -> Matches:
        """The events of these kinds that may match a trigger.

        By ref: those of the trigger's own ref, of its parts, and of each whole that it is a part of.
        """
        return self.matcher(kinds, how)(trigger)

    def matcher(self, kinds: tuple[str, ...], how: Match) -> Callable[[Event], Matches]:
        """The same as a function of the trigger."""
        if how is Match.NEXT:
            line = self.line(kinds)
            return lambda _trigger: line
        known = self._refs.get(kinds)
        if known is None:
            known = self._refs[kinds] = _by_ref(self.of(kinds))
        return partial(_of_ref, known) if known else lambda _trigger: ()

    def meeting(self, rule: Rule) -> Callable[[Event], Matches]:
        """The events that may meet a rule, as a function of its trigger."""
        if not rule.narrows:
            return self.matcher(rule.met_by, rule.match)
        key = (rule.met_by, rule.not_met_if, rule.met_from)
        if key not in self._narrow:
            self._narrow[key] = [event for event in self.of(rule.met_by) if rule.meets(event)]
        events = self._narrow[key]
        if rule.match is Match.NEXT:
            line = line_of(events)
            return lambda _trigger: line
        return partial(_of_ref, _by_ref(events))


def _of_ref(known: Mapping[str, Matches], trigger: Event) -> Matches:
    ref = fold(trigger.ref)
    if "/" not in ref:
        return known.get(ref, ())
    # The first list of a whole has the events of its own ref, without those of its parts.
    wholes = [pair for whole in _wholes(ref) for pair in known.get(whole, ())[:1]]
    return [*known.get(ref, ()), *wholes]


def _by_ref(events: list[Event]) -> Mapping[str, Matches]:
    """Events by ref: two lists, of the events that have the ref itself, and of those whose ref is a part of it."""
    found: dict[str, list[tuple[list[date], list[Event]]]] = {}
    for event in events:
        ref = fold(event.ref)
        _put(found, ref, event, 0)
        if "/" in ref:
            for whole in _wholes(ref):
                _put(found, whole, event, 1)
    return found


def _put(found: dict[str, list[tuple[list[date], list[Event]]]], ref: str, event: Event, place: int) -> None:
    line = found.get(ref)
    if line is None:
        line = found[ref] = [([], [])]
    if place == len(line):
        line.append(([], []))
    days, events = line[place]
    days.append(event.on)
    events.append(event)


def _wholes(ref: str) -> list[str]:
    """The wholes that a ref is a part of: "p-1/a-1" and "p-1" for "p-1/a-1/visit"."""
    found = []
    while "/" in ref:
        ref = ref.rpartition("/")[0]
        found.append(ref)
    return found
