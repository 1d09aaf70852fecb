"""The owners of an action as data: who accepted, declined, handed over or was released, each with the day."""

from collections.abc import Iterable
from typing import Any

from reflective.practice.plan import Accepted, ActionState
from reflective.practice.plan.entries import Declined, HandedOver, Released
from reflective.records import Content, Entry
from reflective.views.data import iso_day

__all__ = ["owner_facts"]


def owner_facts(one: ActionState, standing: Iterable[Entry[Content]]) -> dict[str, Any]:
    """Who owns an action now, who was asked and has not answered, and each step of that in the order of the days."""
    return {
        "owners": list(one.owners),
        "awaited": list(one.awaited),
        "ownership": [
            {"step": step, "person": person, "on": iso_day(entry.on), "to": to, "because": because}
            for entry in standing
            for step, person, to, because in _steps(entry.content, one.id)
        ],
    }


def _steps(content: Content, action: str) -> list[tuple[str, str, str | None, str | None]]:
    """The step that an entry takes about the owner of an action: (step, whose, to whom, why); none for any other."""
    match content:
        case Accepted(action=of, owner=owner) if of == action:
            return [("accepted", owner, None, None)]
        case Declined(action=of, by_whom=person, because=because) if of == action:
            return [("declined", person, None, because)]
        case HandedOver(action=of, from_owner=owner, to_owner=to, because=because) if of == action:
            return [("handed_over", owner, to, because)]
        case Released(action=of, owner=owner, because=because) if of == action:
            return [("released", owner, None, because)]
    return []
