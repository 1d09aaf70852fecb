"""Events in the order that rules look them up: by kind, and by what may match."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import Final

from reflective.errors import BadValue
from reflective.rules.event import Event
from reflective.rules.rule import Match

__all__ = ["Index", "Line", "between", "first", "last_before"]

_ON: Final = attrgetter("on")
#: The order in which events are read, and all that tells one from another.
_FACTS: Final = attrgetter("on", "ref", "kind", "subject", "facts")


#: The events that may match one trigger, in order: a few lists rather than one made anew.
Line = Sequence[list[Event]]


def first(line: Line, day: date, *, after: bool = False) -> Event | None:
    """The first on or after a day; or, if so asked, after it."""
    found: Event | None = None
    cut: Callable[..., int] = bisect_right if after else bisect_left
    for events in line:
        place = cut(events, day, key=_ON)
        if place < len(events) and (found is None or events[place].on < found.on):
            found = events[place]
    return found


def last_before(line: Line, day: date, since: date | None) -> Event | None:
    """The last before a day, and after another where one is given."""
    found: Event | None = None
    for events in line:
        place = bisect_left(events, day, key=_ON) - 1
        if place >= 0 and (since is None or events[place].on > since):
            found = events[place] if found is None or events[place].on > found.on else found
    return found


def between(line: Line, after: date, last: date) -> list[Event]:
    """Those after a day and up to another, in order."""
    found = [
        event
        for events in line
        for event in events[bisect_right(events, after, key=_ON) : bisect_right(events, last, key=_ON)]
    ]
    return sorted(found, key=_FACTS) if len(line) > 1 else found


class Index:
    """The events up to a day. An event given twice is one event."""

    def __init__(self, events: Iterable[Event], as_of: date) -> None:
        kept: dict[tuple[object, ...], Event] = {}
        for event in events:
            if type(event) is not Event:
                raise BadValue(name="each of events", wanted="an Event")
            if event.on <= as_of:
                kept.setdefault(_FACTS(event), event)
        self.as_of = as_of
        self._kinds: dict[str, list[Event]] = {}
        # By their facts, no two of which are the same, so that events given in another order are read in this one.
        for _, event in sorted(kept.items()):
            self._kinds.setdefault(event.kind, []).append(event)
        self._lines: dict[tuple[tuple[str, ...], Match], Callable[[Event], Line]] = {}

    def has(self, kinds: Iterable[str]) -> bool:
        """Whether there is an event of any of some kinds."""
        return not self._kinds.keys().isdisjoint(kinds)

    def of(self, kinds: tuple[str, ...]) -> list[Event]:
        """The events of some kinds, in order."""
        found = [self._kinds[kind] for kind in kinds if kind in self._kinds]
        if len(found) > 1:
            return sorted((event for events in found for event in events), key=_FACTS)
        return found[0] if found else []

    def matching(self, kinds: tuple[str, ...], how: Match) -> Callable[[Event], Line]:
        """From a trigger, the events of some kinds that may match it."""
        made = self._lines.get((kinds, how))
        if made is None:
            if not self.has(kinds):
                made = _none
            elif how is Match.NEXT:
                made = self._by_subject(kinds)
            else:
                made = self._by_ref(kinds)
            self._lines[kinds, how] = made
        return made

    def _by_subject(self, kinds: tuple[str, ...]) -> Callable[[Event], Line]:
        lists: dict[str, list[Event]] = {}
        for event in self.of(kinds):
            lists.setdefault(event.subject, []).append(event)
        return lambda trigger: (lists[trigger.subject],) if trigger.subject in lists else ()

    def _by_ref(self, kinds: tuple[str, ...]) -> Callable[[Event], Line]:
        # Under every ref that an event's own is, or is a part of; and apart, under its own alone, for triggers that
        # are parts of it.
        under: dict[tuple[str, str], list[Event]] = {}
        own: dict[tuple[str, str], list[Event]] = {}
        for event in self.of(kinds):
            subject, ref = event.subject, event.ref
            own.setdefault((subject, ref), []).append(event)
            under.setdefault((subject, ref), []).append(event)
            if "/" in ref:
                for whole in _wholes(ref):
                    under.setdefault((subject, whole), []).append(event)

        def line(trigger: Event) -> Line:
            key = subject, ref = trigger.subject, trigger.ref
            found = (under[key],) if key in under else ()
            if "/" not in ref:
                return found
            return (*found, *(own[key] for whole in _wholes(ref) if (key := (subject, whole)) in own))

        return line


def _none(_: Event) -> Line:
    return ()


def _wholes(ref: str) -> list[str]:
    """What a ref is a part of: of "p-1/a-1/visit", "p-1/a-1" and "p-1"."""
    found = []
    while "/" in ref:
        ref = ref.rpartition("/")[0]
        found.append(ref)
    return found
