"""The events of a plan, for rules to read: one of each for each child that it is true of."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from reflective.practice.plan.action_entries import ActionClosed, Agreed
from reflective.practice.plan.course import CHILD_IN_NEED
from reflective.practice.plan.outlook import PlanState
from reflective.practice.plan.reviews import ReviewHeld
from reflective.records.content import Content
from reflective.records.entry import Entry
from reflective.rules import Event

__all__ = ["events"]


def events(record: str, plan: PlanState, standing: Iterable[tuple[int, Entry[Any]]]) -> tuple[Event, ...]:
    """Plans agreed and updated, actions agreed and closed, reviews held: one of each for each child."""
    found: list[Event] = []
    agreed_on: date | None = None
    for place, entry in standing:
        if agreed_on is None and isinstance(entry.content, Agreed):
            agreed_on = entry.on
        if agreed_on is not None and entry.content.SUBSTANCE:
            kind = "plan.agreed" if entry.on == agreed_on else "plan.updated"
            found += _each(plan.children, kind, record, entry.on, (record, place))
        for kind, item, children in _entries_of(plan, entry.content, place):
            found += _each(children, kind, f"{record}/{item}", entry.on, (record, place))
    # A plan edited ten times on one day was agreed, or updated, once that day.
    return tuple(dict.fromkeys(found))


def _each(children: Iterable[str], kind: str, ref: str, on: date, origin: tuple[str, int]) -> Iterator[Event]:
    return (Event(subject=child, kind=kind, on=on, ref=ref, origin=origin) for child in children)


def _entries_of(plan: PlanState, content: Content, place: int) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The events that an entry about an action or a review comes to, as (kind, item, children)."""
    match content:
        case Agreed(action=action):
            yield "action.agreed", action.id, plan.children_of(action)
        case ActionClosed(action=action):
            closings = () if (known := plan.actions.get(action)) is None else known.closings
            yield "action.closed", action, tuple(one.child for one in closings if one.place == place)
        case ReviewHeld(id=review) if review in plan.reviews:
            children = plan.reviewed(plan.reviews[review].planned)
            yield "review.held", review, children
            if plan.started is not None and plan.started.origin == CHILD_IN_NEED:
                yield "cin_review.held", review, children
