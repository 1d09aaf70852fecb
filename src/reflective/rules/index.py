"""An index of events by kind, subject and ref, in which rules look up the events that may match a trigger."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter, itemgetter
from typing import Final, TypeVar

from reflective.errors import BadValue
from reflective.rules.event import Event
from reflective.rules.rule import Match

__all__ = ["Index", "Matches", "OwnAndShared", "between", "first", "last_before"]

_Key = TypeVar("_Key")
#: The order in which events are read. Two events are equal if these are.
_FACTS: Final = attrgetter("on", "ref", "kind", "subject", "facts")


#: Candidate events for one trigger, as (days, events): sorted lists, kept apart so that none is merged or copied.
Matches = Sequence[tuple[list[date], list[Event]]]
#: Events by subject and ref; and, by subject, the events whose ref no trigger has.
OwnAndShared = tuple[Mapping[tuple[str, str], Matches], Mapping[str, Matches]]


def first(line: Matches, day: date, *, after: bool = False) -> Event | None:
    """The first event on or after a day; with `after`, the first one after it."""
    found: Event | None = None
    for days, events in line:
        place = bisect_right(days, day) if after else bisect_left(days, day)
        if place < len(days) and (found is None or days[place] < found.on):
            found = events[place]
    return found


def last_before(line: Matches, day: date, since: date | None) -> Event | None:
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
    return sorted(found, key=_FACTS) if len(line) > 1 else found


class Index:
    """The events up to a day. Equal events count once."""

    def __init__(self, events: Iterable[Event], as_of: date) -> None:
        given = list(events)
        if not set(map(type, given)) <= {Event}:
            raise BadValue(name="each of events", wanted="an Event")
        # In the order of their facts, whatever the order in which they were given. Of equal events the first is kept.
        given.reverse()
        kept = dict(zip(map(_FACTS, given), given, strict=True))
        self.as_of = as_of
        self._kinds: dict[str, list[Event]] = {}
        for _, event in sorted(kept.items(), key=itemgetter(0)):
            if event.on > as_of:
                break
            self._kinds.setdefault(event.kind, []).append(event)
        # Kept, because several rules match events of the same kinds.
        self._subjects: dict[tuple[str, ...], Mapping[str, Matches]] = {}
        self._refs: dict[tuple[tuple[str, ...], bool], Mapping[tuple[str, str], Matches]] = {}

    def has(self, kinds: Iterable[str]) -> bool:
        """Whether there is an event of any of these kinds."""
        return not self._kinds.keys().isdisjoint(kinds)

    def of(self, kinds: tuple[str, ...]) -> list[Event]:
        """The events of these kinds, in order."""
        found = [self._kinds[kind] for kind in kinds if kind in self._kinds]
        if len(found) > 1:
            return sorted((event for events in found for event in events), key=_FACTS)
        return found[0] if found else []

    def matching(self, kinds: tuple[str, ...], how: Match, triggers: Sequence[Event]) -> list[Matches]:
        """For each trigger, the events of these kinds that may match it."""
        if not self.has(kinds):
            return [()] * len(triggers)
        if how is Match.NEXT:
            of_subject = self._subjects.get(kinds)
            if of_subject is None:
                of_subject = self._subjects[kinds] = _by_subject(self.of(kinds))
            return [of_subject.get(one.subject, ()) for one in triggers]
        under = self._by_ref(kinds, parts=True)
        return [
            self._part(kinds, one, under) if "/" in one.ref else under.get((one.subject, one.ref), ())
            for one in triggers
        ]

    def owned(self, kinds: tuple[str, ...], triggers: Iterable[Event]) -> OwnAndShared:
        """The events of these kinds by subject and ref; and, by subject, those whose ref no trigger has."""
        refs = {(one.subject, one.ref) for one in triggers}
        shared = [one for one in self.of(kinds) if (one.subject, one.ref) not in refs]
        return self._by_ref(kinds, parts=False), _by_subject(shared)

    def _by_ref(self, kinds: tuple[str, ...], *, parts: bool) -> Mapping[tuple[str, str], Matches]:
        known = self._refs.get((kinds, parts))
        if known is None:
            known = self._refs[kinds, parts] = _by_ref(self.of(kinds), parts=parts)
        return known

    def _part(self, kinds: tuple[str, ...], trigger: Event, under: Mapping[tuple[str, str], Matches]) -> Matches:
        """The events that may match a trigger that is a part: those of it and its parts, and those of each whole."""
        own, subject = self._by_ref(kinds, parts=False), trigger.subject
        found = [own[key] for whole in _wholes(trigger.ref) if (key := (subject, whole)) in own]
        return [both for line in (under.get((subject, trigger.ref), ()), *found) for both in line]


def _by_subject(events: list[Event]) -> Mapping[str, Matches]:
    found: dict[str, list[tuple[list[date], list[Event]]]] = {}
    for event in events:
        _put(found, event.subject, event)
    return found


def _by_ref(events: list[Event], *, parts: bool) -> Mapping[tuple[str, str], Matches]:
    """Events by subject and ref; with `parts`, also under the ref of each whole that the event's ref is a part of."""
    found: dict[tuple[str, str], list[tuple[list[date], list[Event]]]] = {}
    for event in events:
        subject, ref = event.subject, event.ref
        _put(found, (subject, ref), event)
        if parts and "/" in ref:
            for whole in _wholes(ref):
                _put(found, (subject, whole), event)
    return found


def _put(found: dict[_Key, list[tuple[list[date], list[Event]]]], key: _Key, event: Event) -> None:
    line = found.get(key)
    if line is None:
        found[key] = [([event.on], [event])]
    else:
        ((days, events),) = line
        days.append(event.on)
        events.append(event)


def _wholes(ref: str) -> list[str]:
    """The wholes that a ref is a part of: "p-1/a-1" and "p-1" for "p-1/a-1/visit"."""
    found = []
    while "/" in ref:
        ref = ref.rpartition("/")[0]
        found.append(ref)
    return found
