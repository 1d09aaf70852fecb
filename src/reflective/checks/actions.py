"""Checks on agreed actions: owners, days, measures, drift, and what was talked of and has no action."""

from collections.abc import Iterator
from typing import Final

from reflective.checks.checking import Family, Found, Look, check_of
from reflective.checks.finding import Concern
from reflective.practice.hypothesis import StaysLive
from reflective.practice.people import PersonKind
from reflective.practice.plan import ActionKind, ActionState, Plan
from reflective.practice.relationship import Enabler

__all__: list[str] = []

_PLANS: Final = ("plan",)
#: From how often a day was moved a check asks whether it is still the right action.
_MOST_MOVES: Final = 2


def _open(look: Look) -> Iterator[tuple[Plan, ActionState]]:
    """The agreed actions that are open, each with its plan."""
    for plan in look.reading.of_kind(Plan):
        for action in plan.open_actions(look.as_of):
            if action.agreed:
                yield plan, action


def _of(plan: Plan, action: ActionState, what: str) -> Found:
    return Found(f"{what} of action {action.id}", record=plan.id, places=(action.origin.place,))


@check_of(
    "action.unowned",
    Family.ACTIONS,
    Concern.DATES,
    source="K10: a named person (Leeds SCP, SMART planning)",
    question="who has said yes?",
    kinds=_PLANS,
)
def _unowned(look: Look) -> Iterator[Found]:
    """An open action has no owner who accepted it."""
    for plan, action in _open(look):
        if not action.owners:
            yield _of(plan, action, "an owner")


@check_of(
    "action.owned_by_role",
    Family.ACTIONS,
    Concern.DATES,
    source="K10: an owner is a person and no post (Leeds SCP, SMART planning)",
    question="which person is it?",
    kinds=_PLANS,
)
def _owned_by_role(look: Look) -> Iterator[Found]:
    """An open action is owned by a role, or by nobody on the list of people."""
    known = {one.id for one in look.reading.people.everybody(look.as_of)}
    for plan, action in _open(look):
        if action.owners and not known & set(action.owners):
            yield _of(plan, action, "a person on the list who is the owner")


@check_of(
    "action.undated",
    Family.ACTIONS,
    Concern.DATES,
    source="K11: plans that are not time bound (Ofsted, the inspector's view)",
    question="by when?",
    kinds=_PLANS,
)
def _undated(look: Look) -> Iterator[Found]:
    """An open action has no day."""
    for plan in look.reading.of_kind(Plan):
        for action in plan.undated(look.as_of):
            if action.agreed and not any(part.dated.day for part in action.parts):
                yield _of(plan, action, "a day")


@check_of(
    "action.partly_dated",
    Family.ACTIONS,
    Concern.DATES,
    source="K11: a part with a day, and the rest without",
    question="by when is the rest?",
    kinds=_PLANS,
)
def _partly_dated(look: Look) -> Iterator[Found]:
    """An open action has a day for a part of it only."""
    for plan in look.reading.of_kind(Plan):
        for action in plan.undated(look.as_of):
            if action.agreed and any(part.dated.day for part in action.parts):
                yield _of(plan, action, "a day for the rest")


@check_of(
    "action.unmeasured",
    Family.ACTIONS,
    Concern.RECORD,
    source="K12: an action that is not outcome based (Manchester, SMART planning)",
    question="how would we know that it helped each child?",
    kinds=_PLANS,
)
def _unmeasured(look: Look) -> Iterator[Found]:
    """An open action does not say what would be different for a child."""
    for plan, action in _open(look):
        if action.action.success is None and not action.action.successes:
            yield _of(plan, action, "what would be different for a child because")


@check_of(
    "action.overdue",
    Family.ACTIONS,
    Concern.DATES,
    source="K14: drift and delay (Ofsted on Herefordshire)",
    question="what got in the way, and is it still the right action?",
    kinds=_PLANS,
)
def _overdue(look: Look) -> Iterator[Found]:
    """An action, a part, a review or a decision is past its day."""
    for row in look.reading.due:
        if row.open and row.days_late and row.record is not None and row.place is not None:
            days = "day" if row.days_late == 1 else "days"
            item = row.ref.partition("/")[2] or row.ref
            says = f"that {item} was done, {row.days_late} {days} past its day"
            yield Found(says, record=row.record, places=(row.place,), subject=row.subject)


@check_of(
    "action.carried_forward",
    Family.ACTIONS,
    Concern.DATES,
    source="K14: carried forward twice or more (the practice catalogue, SM-4)",
    question="is this still the right action?",
    kinds=_PLANS,
)
def _carried(look: Look) -> Iterator[Found]:
    """The day of an open action was moved twice or more."""
    for plan, action in _open(look):
        if action.carried >= _MOST_MOVES:
            moved = f"why it is still the right one, after its day was moved {action.carried} times,"
            yield _of(plan, action, moved)


@check_of(
    "action.all_process",
    Family.ACTIONS,
    Concern.RECORD,
    source="K37: the Light Bulb Principle (the practice note, line 84)",
    question="which of them makes a difference for a child by itself?",
    kinds=_PLANS,
)
def _all_process(look: Look) -> Iterator[Found]:
    """Every action of a plan is tagged as process."""
    for plan in look.reading.of_kind(Plan):
        actions = [one for one in plan.open_actions(look.as_of) if one.agreed]
        tagged = [one.action.kind for one in actions]
        if tagged and all(one is ActionKind.PROCESS for one in tagged):
            places = tuple(one.origin.place for one in actions)
            yield Found(f"an action of {plan.id} that is an intervention", record=plan.id, places=places)


@check_of(
    "action.none_for_harm",
    Family.ACTIONS,
    Concern.SAFETY,
    source="K35: a risk that was talked of, with no action (the practice note, line 83, against 88 to 93)",
    question="what is done about it, and by whom?",
    kinds=("plan", "hypothesis"),
)
def _none_for_harm(look: Look) -> Iterator[Found]:
    """A harm that stays in sight is linked to no action."""
    linked = {one.action.why.record for _, one in _open(look) if one.action.why is not None}
    for record, place, _ in look.all_entries(StaysLive):
        if record.id not in linked:
            says = f"an action about the harm at entry {place} of {record.id}"
            yield Found(says, record=record.id, places=(place,))


@check_of(
    "action.strength_not_used",
    Family.ACTIONS,
    Concern.RECORD,
    source="K38: a partner with a good relationship, and no action with them (the practice note, lines 82 and 88)",
    question="could they be asked, and does the person agree to that?",
    kinds=("plan", "relationship"),
)
def _strength_not_used(look: Look) -> Iterator[Found]:
    """Somebody from another service is part of a strength, and no entry of a plan is about them."""
    partners = {one.id for one in look.reading.people.everybody(look.as_of, PersonKind.PARTNER_PROFESSIONAL)}
    drawn_on = {
        person
        for plan in look.reading.of_kind(Plan)
        for _, entry in plan.standing(look.as_of)
        for person in entry.about
    }
    for record, place, entry in look.all_entries(Enabler):
        for person in entry.about:
            if person in partners and person not in drawn_on:
                says = f"an action that draws on the strength in {record.id}"
                yield Found(says, record=record.id, places=(place,), subject=person)
