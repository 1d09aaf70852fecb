"""The events of a meeting for rules to read: one event for each person of whom it is true."""

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from reflective.practice.supervision.filing import Filed
from reflective.practice.supervision.meeting import (
    Cancelled,
    ChildRecord,
    Held,
    MeetingKind,
    MeetingPart,
    Planned,
    Recorded,
)
from reflective.practice.supervision.state import with_part
from reflective.records.entry import Entry
from reflective.rules import Event

__all__ = ["events"]

#: The kinds of event of a meeting that was held: for each practitioner, and for each child.
_SUPERVISION: Final = ("supervision.held", "case_supervision.held")
_AD_HOC: Final = ("ad_hoc_supervision.held", "ad_hoc_case_supervision.held")

#: (kind, subject, facts)
_Said = tuple[str, str, tuple[tuple[str, str], ...]]


class _SoFar(NamedTuple):
    """The meeting as far as its events need it."""

    children: tuple[str, ...] = ()
    recorded: bool = False
    with_record: tuple[str, ...] = ()


def events(record: str, standing: Iterable[tuple[int, Entry[Any]]]) -> tuple[Event, ...]:
    """Held, for each practitioner and each child discussed; recorded, filed and cancelled, for the children it was.

    A child's record counts as recorded from the day on which there is one and the meeting is written up.
    """
    found: list[Event] = []
    so_far = _SoFar()
    for place, entry in standing:
        before, so_far = so_far, _after(so_far, entry)
        found += [
            Event(subject=subject, kind=kind, on=entry.on, ref=record, facts=facts, origin=(record, place))
            for kind, subject, facts in _said(before, so_far, entry)
        ]
    return tuple(found)


def _after(so_far: _SoFar, entry: Entry[Any]) -> _SoFar:
    match entry.content:
        case Planned(children=children):
            return so_far._replace(children=children)
        case Held(children=children):
            return so_far._replace(children=children or so_far.children)
        case ChildRecord(child=child) if child not in so_far.with_record:
            return so_far._replace(with_record=(*so_far.with_record, child))
        case Recorded():
            return so_far._replace(recorded=True)
    return so_far


def _said(before: _SoFar, now: _SoFar, entry: Entry[Any]) -> Iterator[_Said]:
    match entry.content:
        case Held(broken_off=False) as held:
            yield from _held(held, now.children)
        case Recorded() if not before.recorded:
            yield from (("case_supervision.recorded", child, ()) for child in now.with_record)
        case ChildRecord(child=child) if now.recorded and child not in before.with_record:
            yield "case_supervision.recorded", child, ()
        case Cancelled():
            yield from (("case_supervision.cancelled", child, ()) for child in now.children)
        case Filed(child=child):
            yield "case_supervision.filed", child, ()


def _held(held: Held, children: tuple[str, ...]) -> Iterator[_Said]:
    """A meeting without notice is oversight and not supervision: its events have other kinds, which no rule takes."""
    facts: tuple[tuple[str, str], ...] = (("kind", held.kind.value),)
    if held.minutes is not None:
        facts = (*facts, ("minutes", str(held.minutes)))
    of_practitioner, of_child = _AD_HOC if held.kind is MeetingKind.AD_HOC else _SUPERVISION
    for person in with_part(held.people, MeetingPart.PRACTITIONER):
        yield of_practitioner, person, facts
    for child in children:
        yield of_child, child, facts
