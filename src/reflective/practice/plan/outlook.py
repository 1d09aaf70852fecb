"""The state of a plan on a day, and the due items and events that follow from it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from reflective.practice.plan.actions import (
    Accepted,
    ActionClosed,
    Agreed,
    CarriedForward,
    Decided,
    NotNeeded,
    Proposed,
    Superseded,
)
from reflective.practice.plan.progress import ACTION, ActionState, ActionStatus
from reflective.practice.plan.reviews import (
    CHILD_IN_NEED,
    Answered,
    Goal,
    ReviewHeld,
    ReviewPlanned,
    ReviewStage,
    ReviewState,
    SignedOff,
    Started,
)
from reflective.records.content import Content
from reflective.records.due import DueItem
from reflective.records.entry import Entry
from reflective.rules import Event, Status, status_on

__all__ = ["EDITS", "PlanState", "due_items", "events"]

#: What changes a plan's substance, and so makes a new version of it.
EDITS: Final = (Goal, Proposed, Agreed, Decided, CarriedForward, NotNeeded, Superseded, ReviewPlanned)


class PlanState(NamedTuple):
    """A plan on a day: its actions and reviews by id, its version, who wrote it, and who signed that version."""

    started: Started | None = None
    goals: tuple[Goal, ...] = ()
    actions: Mapping[str, ActionState] = {}
    reviews: Mapping[str, ReviewState] = {}
    answers: tuple[Answered, ...] = ()
    version: int = 0
    authors: frozenset[str] = frozenset()
    signed_by: tuple[str, ...] = ()

    def after(self, entry: Entry[Content], to: ActionStatus | ReviewStage | None, _place: int) -> "PlanState":
        """The plan after an entry."""
        content = entry.content
        started, goals, actions, reviews, answers, version, authors, signed_by = self
        if isinstance(content, EDITS):
            version, signed_by = version + 1, ()
            authors = authors if entry.by in authors else authors | {entry.by}
        if isinstance(to, ActionStatus):
            moved = self._action_after(content, to, entry.on)
            actions = actions if moved is None else {**actions, moved.action.id: moved}
        elif isinstance(content, Accepted):
            known = actions.get(content.action)
            actions = actions if known is None else {**actions, content.action: known.accepted(content.owner)}
        elif isinstance(content, ReviewPlanned | ReviewHeld):
            reviews = {**reviews, content.id: self._review_after(content, entry.on)}
        elif isinstance(content, Started):
            started = content
        elif isinstance(content, Goal):
            goals = (*goals, content)
        elif isinstance(content, Answered):
            answers = (*answers, content)
        elif isinstance(content, SignedOff):
            signed_by = (*signed_by, entry.by)
        return PlanState(started, goals, actions, reviews, answers, version, authors, signed_by)

    def _review_after(self, content: ReviewPlanned | ReviewHeld, on: date) -> ReviewState:
        known = self.reviews.get(content.id)
        if known is not None:
            return known.after(content, on)
        if isinstance(content, ReviewPlanned):
            return ReviewState(content, on)
        return ReviewState(ReviewPlanned(id=content.id), on).after(content, on)

    def _action_after(self, content: Content, to: ActionStatus, on: date) -> ActionState | None:
        if isinstance(content, Agreed):
            whole = next((due for due in content.dues if due.part is None), None)
            parts = tuple([due for due in content.dues if due.part is not None])
            return ActionState(content.action, to, on, due=whole, parts=parts)
        known = self.actions.get(ACTION.item_of(content) or "")
        if known is not None:
            return known.after(content, to, on)
        return ActionState(content.action, to, on) if isinstance(content, Proposed) else None

    @property
    def children(self) -> tuple[str, ...]:
        """Whom the plan is for: as it says, or else everybody whom one of its actions is for."""
        if self.started is not None and self.started.children:
            return self.started.children
        return tuple(dict.fromkeys(child for one in self.actions.values() for child in one.action.children))


def due_items(record: str, plan: PlanState, places: Mapping[str, int], as_of: date) -> tuple[DueItem, ...]:
    """Actions agreed by the day, parts with a day of their own, decisions to take, and reviews."""
    items: list[DueItem] = []
    for one in plan.actions.values():
        if one.status is not ActionStatus.DRAFT:
            items.append(_action_item(record, one, places[one.id], as_of))
            items += _part_items(record, one, places[one.id], as_of)
    reviews = [_review_item(record, one, places.get(one.planned.id, 0), as_of) for one in plan.reviews.values()]
    return (*items, *reviews)


def _action_item(record: str, one: ActionState, place: int, as_of: date) -> DueItem:
    status, late = _standing(one.day, one.done_on, as_of, ended=not one.open and one.done_on is None)
    return DueItem(
        record=record,
        kind="decision" if one.status is ActionStatus.TO_DECIDE else "action",
        item=one.id,
        what=one.action.text,
        due=one.day,
        first_due=one.first_due,
        trigger=one.since,
        met=one.done_on,
        why=None if one.due is None else one.due.why,
        status=status,
        open=one.open,
        days_late=late,
        about=one.action.children,
        owners=one.owners,
        place=place,
    )


def _part_items(record: str, one: ActionState, place: int, as_of: date) -> list[DueItem]:
    dues = {due.part: due for due in one.parts}
    decided = dict(one.decided)
    items = []
    for part in one.action.parts:
        due, days = dues.get(part.id), one.part_days(part.id)
        day = None if due is None else due.day
        ended = decided.get(part.id) is False or (not one.open and one.done_on is None)
        status, late = _standing(day, one.done_on, as_of, ended=ended)
        items.append(
            DueItem(
                record=record,
                kind="decision" if part.consider and part.id not in decided else "part of action",
                item=f"{one.id}/{part.id}",
                what=part.text,
                due=day,
                first_due=days[0] if days else None,
                trigger=one.since,
                met=one.done_on,
                why=None if due is None else due.why,
                status=status,
                open=one.open and decided.get(part.id) is not False,
                days_late=late,
                about=one.action.children,
                owners=one.owners,
                place=place,
            )
        )
    return items


def _review_item(record: str, one: ReviewState, place: int, as_of: date) -> DueItem:
    status, late = _standing(one.day, one.held_on, as_of, ended=False)
    focus = f": {', '.join(one.planned.focus)}" if one.planned.focus else ""
    return DueItem(
        record=record,
        kind="review",
        item=one.planned.id,
        what=f"review{focus}",
        due=one.day,
        first_due=one.former[0] if one.former else one.day,
        trigger=one.since,
        met=one.held_on,
        why=None if one.planned.due is None else one.planned.due.why,
        status=status,
        open=one.held_on is None,
        days_late=late,
        owners=() if one.planned.reviewer is None else (one.planned.reviewer,),
        place=place,
    )


def _standing(due: date | None, met: date | None, as_of: date, *, ended: bool) -> tuple[Status, int | None]:
    if ended:
        return Status.ENDED, None if due is None else 0
    if due is None:
        return (Status.MET, None) if met is not None else (Status.NOT_KNOWN, None)
    return status_on(due, met, as_of)


def events(record: str, plan: PlanState, standing: Iterable[tuple[int, Entry[Content]]]) -> tuple[Event, ...]:
    """Plans agreed and updated, actions agreed and closed, reviews held: one of each for each child."""
    found: list[Event] = []
    agreed_on: date | None = None
    for place, entry in standing:
        content = entry.content

        def tell(
            kind: str, ref: str, children: tuple[str, ...], entry: Entry[Content] = entry, place: int = place
        ) -> None:
            found.extend(
                Event(subject=child, kind=kind, on=entry.on, ref=ref, origin=(record, place))
                for child in children or plan.children
            )

        if isinstance(content, Agreed) and agreed_on is None:
            agreed_on = entry.on
        if isinstance(content, EDITS) and agreed_on is not None:
            tell("plan.agreed" if entry.on == agreed_on else "plan.updated", record, plan.children)
        match content:
            case Agreed(action=action):
                tell("action.agreed", f"{record}/{action.id}", action.children)
            case ActionClosed(action=action_id, children=children):
                tell("action.closed", f"{record}/{action_id}", children)
            case ReviewHeld(id=review):
                tell("review.held", f"{record}/{review}", plan.children)
                if plan.started is not None and plan.started.origin == CHILD_IN_NEED:
                    tell("cin_review.held", f"{record}/{review}", plan.children)
    # A plan edited ten times on one day was agreed, or updated, once that day.
    return tuple(dict.fromkeys(found))
