"""Why an entry may not stand in a plan although the tables have it: what it names is not there, or is there already."""

from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.practice.plan.action import Action
from reflective.practice.plan.action_entries import (
    ActionClosed,
    Agreed,
    CarriedForward,
    Decided,
    Done,
    NotNeeded,
    Proposed,
    Superseded,
)
from reflective.practice.plan.course import Answered, Goal
from reflective.practice.plan.outlook import PlanState
from reflective.practice.plan.owners import Accepted, Declined, HandedOver, Released
from reflective.practice.plan.progress import ActionState, PartState
from reflective.practice.plan.reviews import ReviewHeld, ReviewPlanned
from reflective.practice.plan.smart import standing_hints
from reflective.practice.plan.wording import HintDismissed, JudgedRealistic
from reflective.records.content import Content

__all__ = ["misfit"]


def misfit(record: str, plan: PlanState, content: Content) -> ReflectiveError | None:
    """Why a content may not stand in a plan, or None where it may."""
    if plan.ended_on is not None and isinstance(content, Proposed | Agreed | Goal | ReviewPlanned):
        why = "the plan has ended: what is agreed now belongs in another plan"
        return BadEntry(code="plan.ended", record=record, why=why)
    match content:
        case Accepted() | Declined() | HandedOver() | Released() | JudgedRealistic() | HintDismissed():
            known = plan.actions.get(content.action)
            return _unknown(record, "action") if known is None else _of_people(record, known, content)
        case Answered(action=str() as action) if action not in plan.actions:
            return _unknown(record, "action")
        case Goal() | ReviewPlanned() | ReviewHeld():
            return _of_plan(record, plan, content)
        case Proposed(action=action) | Agreed(action=action):
            return _of_goal(record, plan, action)
        case Superseded(by_action=by_action) if by_action not in plan.actions:
            return _unknown(record, "action")
        case Decided() | NotNeeded() | CarriedForward() | Done() if content.part is not None:
            part = plan.actions[content.action].part(content.part)
            return _unknown(record, "part of that action") if part is None else _of_part(record, part, content)
        case ActionClosed():
            return _of_closing(record, plan, content)
    return None


def _unknown(record: str, noun: str) -> UnknownId:
    return UnknownId(noun=noun, where=f"plan {record}")


def _of_people(record: str, known: ActionState, content: Content) -> ReflectiveError | None:
    """Owners hand over and are released, others decline; and a hint is dismissed that stands."""
    match content:
        case Declined(by_whom=person) if person in known.owners:
            why = "an owner does not decline: release them, or record to whom they handed it over"
            return BadEntry(code="owner.accepted", record=record, why=why)
        case HandedOver(to_owner=to) if to in known.owners:
            why = "it is handed over to somebody who does not own it: release the owner who gives it up"
            return BadEntry(code="owner.accepted", record=record, why=why)
        case HandedOver(from_owner=owner) | Released(owner=owner) if owner not in known.owners:
            return _unknown(record, "owner of that action")
        case HintDismissed(hint=hint) if hint not in standing_hints(known):
            return _unknown(record, "hint about that action")
    return None


def _of_plan(record: str, plan: PlanState, content: Content) -> ReflectiveError | None:
    match content:
        case Goal(id=goal) if goal in {one.id for one in plan.goals}:
            why = "the plan has a goal of that id already"
            return BadEntry(code="goal.twice", record=record, why=why)
        case ReviewPlanned(actions=actions) if not plan.actions.keys() >= set(actions):
            return _unknown(record, "action")
        case ReviewHeld(results=results) if not plan.actions.keys() >= {one.action for one in results}:
            return _unknown(record, "action")
    return None


def _of_goal(record: str, plan: PlanState, action: Action) -> ReflectiveError | None:
    known = action.goal is None or action.goal in {one.id for one in plan.goals}
    return None if known else _unknown(record, "goal")


def _of_part(record: str, part: PartState, content: Content) -> ReflectiveError | None:
    if isinstance(content, Decided):
        return _of_decision(record, part, content)
    if part.done_on is not None:
        why = "that part is reported done: correct the entry that says so"
        return BadEntry(code="part.done", record=record, why=why)
    if part.ended_on is not None:
        why = "that part was decided against or is no longer needed"
        return BadEntry(code="part.dropped", record=record, why=why)
    if isinstance(content, Done) and part.to_decide:
        why = "that part is only to be considered: decide on it first"
        return BadEntry(code="part.to_decide", record=record, why=why)
    return None


def _of_decision(record: str, part: PartState, decided: Decided) -> ReflectiveError | None:
    """A part is decided on once; what was decided against may later be decided on."""
    if not part.part.consider:
        return _unknown(record, "part to decide on")
    if part.to_decide or (part.decided is False and decided.yes):
        return None
    why = "that part is decided on already: say that it is no longer needed, or correct the entry"
    return BadEntry(code="part.decided", record=record, why=why)


def _of_closing(record: str, plan: PlanState, closed: ActionClosed) -> ReflectiveError | None:
    known = plan.actions[closed.action]
    if not set(closed.children) <= set(plan.children_of(known.action)):
        return _unknown(record, "child of that action")
    if known.closed_for.intersection(closed.children):
        why = "it is closed for that child already: correct the entry that closed it"
        return BadEntry(code="action.closed_twice", record=record, why=why)
    return None
