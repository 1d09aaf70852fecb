"""Events in the order that rules look them up: by kind, and by what may match."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from reflective.errors import BadValue
from reflective.rules.event import Event
from reflective.rules.rule import Match

__all__ = ["Index", "Line"]


def _order(event: Event) -> tuple[date, str, str]:
    return event.on, event.ref, event.kind


class Line:
    """The events that may match one trigger, by their days: a few short lists rather than one made anew."""

    __slots__ = ("_lists",)

    def __init__(self, lists: Sequence[tuple[list[date], list[Event]]]) -> None:
        self._lists = lists

    def first(self, day: date, *, after: bool = False) -> Event | None:
        """The first on or after a day; or, if so asked, after it."""
        found: Event | None = None
        cut: Callable[[list[date], date], int] = bisect_right if after else bisect_left
        for days, events in self._lists:
            place = cut(days, day)
            if place < len(days) and (found is None or days[place] < found.on):
                found = events[place]
        return found

    def last_before(self, day: date, since: date | None) -> Event | None:
        """The last before a day, and after another where one is given."""
        found: Event | None = None
        for days, events in self._lists:
            place = bisect_left(days, day) - 1
            if place >= 0 and (since is None or days[place] > since) and (found is None or days[place] > found.on):
                found = events[place]
        return found

    def between(self, first: date, last: date) -> list[Event]:
        """Those after the first day and up to the last, in order."""
        found = [
            event
            for days, events in self._lists
            for event in events[bisect_right(days, first) : bisect_right(days, last)]
        ]
        return sorted(found, key=_order) if len(self._lists) > 1 else found


_NONE = Line(())


class Index:
    """The events up to a day. An event given twice is one event."""

    def __init__(self, events: Iterable[Event], as_of: date) -> None:
        kept: dict[Event, None] = {}
        for event in events:
            if type(event) is not Event:
                raise BadValue(name="each of events", wanted="an Event")
            if event.on <= as_of:
                kept[event] = None
        self.as_of = as_of
        self._kinds: dict[str, list[Event]] = {}
        for event in sorted(kept, key=_order):
            self._kinds.setdefault(event.kind, []).append(event)
        self._lines: dict[tuple[tuple[str, ...], Match], Callable[[Event], Line]] = {}

    def of(self, kinds: tuple[str, ...]) -> list[Event]:
        """The events of some kinds, in order."""
        if len(kinds) == 1:
            return self._kinds.get(kinds[0], [])
        found = [event for kind in kinds for event in self._kinds.get(kind, ())]
        return sorted(found, key=_order)

    def matching(self, kinds: tuple[str, ...], how: Match) -> Callable[[Event], Line]:
        """From a trigger, the events of some kinds that may match it."""
        if not any(kind in self._kinds for kind in kinds):
            return lambda _: _NONE
        if (kinds, how) not in self._lines:
            made = self._by_subject(kinds) if how is Match.NEXT else self._by_ref(kinds)
            self._lines[kinds, how] = made
        return self._lines[kinds, how]

    def _by_subject(self, kinds: tuple[str, ...]) -> Callable[[Event], Line]:
        lists: dict[str, tuple[list[date], list[Event]]] = {}
        for event in self.of(kinds):
            days, events = lists.setdefault(event.subject, ([], []))
            days.append(event.on)
            events.append(event)
        lines = {subject: Line((both,)) for subject, both in lists.items()}
        return lambda trigger: lines.get(trigger.subject, _NONE)

    def _by_ref(self, kinds: tuple[str, ...]) -> Callable[[Event], Line]:
        # Under every ref that an event's own is, or is a part of; and apart, under its own alone, for triggers that
        # are parts of it.
        under: dict[tuple[str, str], tuple[list[date], list[Event]]] = {}
        own: dict[tuple[str, str], tuple[list[date], list[Event]]] = {}
        for event in self.of(kinds):
            for table, refs in ((under, [event.ref, *_wholes(event.ref)]), (own, [event.ref])):
                for ref in refs:
                    days, events = table.setdefault((event.subject, ref), ([], []))
                    days.append(event.on)
                    events.append(event)

        def line(trigger: Event) -> Line:
            lists = []
            if (trigger.subject, trigger.ref) in under:
                lists.append(under[trigger.subject, trigger.ref])
            if "/" in trigger.ref:
                lists += [own[key] for ref in _wholes(trigger.ref) if (key := (trigger.subject, ref)) in own]
            return Line(lists) if lists else _NONE

        return line


def _wholes(ref: str) -> list[str]:
    """What a ref is a part of: of "p-1/a-1/visit", "p-1/a-1" and "p-1"."""
    found = []
    while "/" in ref:
        ref = ref.rpartition("/")[0]
        found.append(ref)
    return found
