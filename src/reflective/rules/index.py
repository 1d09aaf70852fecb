"""Events in the order that rules look them up: by kind, and by what may match."""

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
#: The order in which events are read, and all that tells one from another.
_FACTS: Final = attrgetter("on", "ref", "kind", "subject", "facts")


#: The events that may match one trigger, in order, by their days: a few short lists rather than one made anew.
Matches = Sequence[tuple[list[date], list[Event]]]
#: Events by subject and ref, and by subject those that belong to nothing that is asked about.
OwnAndShared = tuple[Mapping[tuple[str, str], Matches], Mapping[str, Matches]]


def first(line: Matches, day: date, *, after: bool = False) -> Event | None:
    """The first on or after a day; or, if so asked, after it."""
    found: Event | None = None
    for days, events in line:
        place = bisect_right(days, day) if after else bisect_left(days, day)
        if place < len(days) and (found is None or days[place] < found.on):
            found = events[place]
    return found


def last_before(line: Matches, day: date, since: date | None) -> Event | None:
    """The last before a day, and after another where one is given."""
    found: Event | None = None
    for days, events in line:
        place = bisect_left(days, day) - 1
        if place >= 0 and (since is None or days[place] > since) and (found is None or days[place] > found.on):
            found = events[place]
    return found


def between(line: Matches, since: date, last: date) -> list[Event]:
    """Those from a day up to another, both days included, in order."""
    found = [event for days, events in line for event in events[bisect_left(days, since) : bisect_right(days, last)]]
    return sorted(found, key=_FACTS) if len(line) > 1 else found


class Index:
    """The events up to a day. An event given twice is one event."""

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
        self._subjects: dict[tuple[str, ...], Mapping[str, Matches]] = {}
        self._refs: dict[tuple[str, ...], Mapping[tuple[str, str], Matches]] = {}
        self._own_refs: dict[tuple[str, ...], Mapping[tuple[str, str], Matches]] = {}

    def has(self, kinds: Iterable[str]) -> bool:
        """Whether there is an event of any of some kinds."""
        return not self._kinds.keys().isdisjoint(kinds)

    def of(self, kinds: tuple[str, ...]) -> list[Event]:
        """The events of some kinds, in order."""
        found = [self._kinds[kind] for kind in kinds if kind in self._kinds]
        if len(found) > 1:
            return sorted((event for events in found for event in events), key=_FACTS)
        return found[0] if found else []

    def matching(self, kinds: tuple[str, ...], how: Match, triggers: Sequence[Event]) -> list[Matches]:
        """For each trigger, the events of some kinds that may match it."""
        if not self.has(kinds):
            return [()] * len(triggers)
        if how is Match.NEXT:
            of_subject = self._subjects.get(kinds)
            if of_subject is None:
                of_subject = self._subjects[kinds] = _by_subject(self.of(kinds))
            return [of_subject.get(one.subject, ()) for one in triggers]
        under = self._refs.get(kinds)
        if under is None:
            under = self._refs[kinds] = _by_ref(self.of(kinds), parts=True)
        return [
            self._part(kinds, one, under) if "/" in one.ref else under.get((one.subject, one.ref), ())
            for one in triggers
        ]

    def owned(self, kinds: tuple[str, ...], triggers: Iterable[Event]) -> OwnAndShared:
        """The events of some kinds by their own subject and ref; and, by subject, those whose ref no trigger has."""
        refs = {(one.subject, one.ref) for one in triggers}
        events = self.of(kinds)
        return _by_ref(events, parts=False), _by_subject([one for one in events if (one.subject, one.ref) not in refs])

    def _part(self, kinds: tuple[str, ...], trigger: Event, under: Mapping[tuple[str, str], Matches]) -> Matches:
        """What may match a trigger that is a part of something: what is under it, and each whole's own."""
        own = self._own_refs.get(kinds)
        if own is None:
            own = self._own_refs[kinds] = _by_ref(self.of(kinds), parts=False)
        subject = trigger.subject
        found = [own[key] for whole in _wholes(trigger.ref) if (key := (subject, whole)) in own]
        return [both for line in (under.get((subject, trigger.ref), ()), *found) for both in line]


def _by_subject(events: list[Event]) -> Mapping[str, Matches]:
    found: dict[str, list[tuple[list[date], list[Event]]]] = {}
    for event in events:
        _put(found, event.subject, event)
    return found


def _by_ref(events: list[Event], *, parts: bool) -> Mapping[tuple[str, str], Matches]:
    """Events by subject under their own ref; with parts, under each whole that it is a part of too."""
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
    """What a ref is a part of: of "p-1/a-1/visit", "p-1/a-1" and "p-1"."""
    found = []
    while "/" in ref:
        ref = ref.rpartition("/")[0]
        found.append(ref)
    return found
