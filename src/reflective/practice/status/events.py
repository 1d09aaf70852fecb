"""The events of a child's status for rules to read: spells that begin and end, steps, plans agreed and reviewed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from reflective.practice.status.kinds import SpellKind, event_at_beginning, event_at_end
from reflective.practice.status.plans import PlanAgreed, PlanDrafted, PlanReviewed
from reflective.practice.status.spells import SpellBegan, SpellEnded, SpellExtended, StepTaken
from reflective.practice.status.state import ChildStatusState
from reflective.records.entry import Entry
from reflective.rules import Event

__all__ = ["events"]

#: The kinds of event of a review that was held of the plan of a status.
_REVIEWS: Final[Mapping[SpellKind | None, tuple[str, ...]]] = {
    SpellKind.CHILD_IN_NEED: ("review.held", "cin_review.held"),
    SpellKind.CHILD_PROTECTION: ("child_protection_review.held",),
    SpellKind.LOOKED_AFTER: ("looked_after_review.held",),
}
#: (kind, ref within the record, facts)
_Named = tuple[str, str, tuple[tuple[str, str], ...]]


def events(record: str, state: ChildStatusState, standing: Sequence[tuple[int, Entry[Any]]]) -> tuple[Event, ...]:
    """The events of a child's status, each about the child; none before anybody said whose status it is."""
    if state.child is None:
        return ()
    agreed: set[str] = set()
    found = []
    for place, entry in standing:
        for kind, ref, facts in _named(entry, state, agreed):
            origin = record, place
            event = Event(
                subject=state.child, kind=kind, on=entry.on, ref=f"{record}/{ref}", facts=facts, origin=origin
            )
            found.append(event)
    return tuple(found)


def _named(entry: Entry[Any], state: ChildStatusState, agreed: set[str]) -> Iterator[_Named]:
    """The events that an entry comes to. `agreed` has the plans that were agreed before, and takes in this one."""
    match entry.content:
        case SpellBegan(spell=spell, kind=kind, facts=facts):
            yield event_at_beginning(kind), spell, facts
        case SpellEnded(spell=spell, outcome=outcome) if spell in state.spells:
            kind = state.spells[spell].kind
            yield event_at_end(kind, outcome), spell, ()
        case SpellExtended(spell=spell, facts=facts) if spell in state.spells:
            yield f"{state.spells[spell].kind.value}.extended", spell, facts
        case StepTaken(step=step, ref=ref, facts=facts):
            yield step.value, ref, facts
        case PlanAgreed(plan=plan):
            yield ("plan.updated" if plan in agreed else "plan.agreed"), plan, ()
            agreed.add(plan)
        case PlanDrafted(plan=plan) if plan in agreed:
            yield "plan.updated", plan, ()
        case PlanReviewed(plan=plan) as reviewed if plan in state.plans:
            for kind_of_review in _REVIEWS.get(state.plans[plan].kind, ("review.held",)):
                yield kind_of_review, reviewed.review, ()
