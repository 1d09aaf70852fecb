"""The state of a plan on a day: everything that its entries come to."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from reflective.practice.plan.action import Action
from reflective.practice.plan.action_entries import Agreed, Proposed
from reflective.practice.plan.action_moves import ACTION
from reflective.practice.plan.course import Answered, Consented, Goal, PlanEnded, Started
from reflective.practice.plan.days import Dated, Origin
from reflective.practice.plan.owners import Accepted, Declined, HandedOver, Released
from reflective.practice.plan.progress import ActionState, ActionStatus
from reflective.practice.plan.reviews import ReviewHeld, ReviewMoved, ReviewPlanned, ReviewState
from reflective.practice.plan.wording import HintDismissed, JudgedRealistic
from reflective.records.content import Content
from reflective.records.entry import Entry
from reflective.records.machine import State

__all__ = ["PlanState"]

_Owning = Accepted | Declined | HandedOver | Released


class PlanState(NamedTuple):
    """A plan on a day: how it began and ended, its goals, its actions and reviews by id, and the family's answers."""

    started: Started | None = None
    #: The entry that started it.
    origin: Origin | None = None
    ended_on: date | None = None
    goals: tuple[Goal, ...] = ()
    actions: Mapping[str, ActionState] = {}
    reviews: Mapping[str, ReviewState] = {}
    answers: tuple[Answered, ...] = ()
    consents: tuple[Consented, ...] = ()

    def after(self, entry: Entry[Any], to: State | None, place: int) -> "PlanState":
        """The plan after an entry."""
        content = entry.content
        if isinstance(to, ActionStatus):
            return self._with_action(self._action_after(content, to, entry, place))
        match content:
            case ReviewPlanned() | ReviewMoved() | ReviewHeld():
                return self._with_review(content, entry, place)
            case Accepted() | Declined() | HandedOver() | Released() | JudgedRealistic() | HintDismissed():
                return self._with_action(_on_an_action(self.actions.get(content.action), content, entry.on))
            case Started():
                return self._replace(started=content, origin=Origin.of(entry, place))
            case PlanEnded():
                return self._replace(ended_on=entry.on)
            case Goal():
                return self._replace(goals=(*self.goals, content))
            case Answered():
                return self._replace(answers=(*self.answers, content))
            case Consented():
                return self._replace(consents=(*self.consents, content))
        return self

    def _action_after(self, content: Any, to: ActionStatus, entry: Entry[Any], place: int) -> ActionState | None:
        known = self.actions.get(ACTION.item_of(content) or "")
        if known is not None:
            return known.after(content, to, entry, place, self.children_of(known.action))
        if isinstance(content, Proposed | Agreed):
            return ActionState.of(content.action, to, entry, place)
        return None

    def _with_action(self, action: ActionState | None) -> "PlanState":
        return self if action is None else self._replace(actions={**self.actions, action.id: action})

    def _with_review(
        self, content: ReviewPlanned | ReviewMoved | ReviewHeld, entry: Entry[Any], place: int
    ) -> "PlanState":
        known = self.reviews.get(content.id)
        if known is not None:
            review = _review_after(known, content, entry, place)
        elif isinstance(content, ReviewPlanned):
            review = ReviewState(content, Origin.of(entry, place), dated=Dated(content.due))
        else:
            return self
        return self._replace(reviews={**self.reviews, content.id: review})

    @property
    def children(self) -> tuple[str, ...]:
        """Whom the plan is for: as it says, or else everybody whom one of its actions is for."""
        if self.started is not None and self.started.children:
            return self.started.children
        return tuple(dict.fromkeys(child for one in self.actions.values() for child in one.action.for_children))

    def children_of(self, action: Action) -> tuple[str, ...]:
        """The children whom an action of this plan is for: its own, or else those whom the plan names."""
        return action.for_children or (() if self.started is None else self.started.children)

    def reviewed(self, planned: ReviewPlanned) -> tuple[str, ...]:
        """The children whom a review is for: those of the actions that it names, or everybody whom the plan is for."""
        named = [self.children_of(self.actions[one].action) for one in planned.actions if one in self.actions]
        if named and all(named):
            return tuple(dict.fromkeys(child for children in named for child in children))
        return self.children


def _on_an_action(known: ActionState | None, content: Content, on: date) -> ActionState | None:
    """An action after an entry about it that does not move it."""
    if known is None:
        return None
    match content:
        case JudgedRealistic(by_whom=person, realistic=realistic):
            others = [one for one in known.judged if one[0] != person]
            return known._replace(judged=(*others, (person, realistic)))
        case HintDismissed(hint=hint):
            return known._replace(dismissed=(*known.dismissed, hint))
    return known._replace(holders=known.holders.after(content, on))


def _review_after(known: ReviewState, content: Content, entry: Entry[Any], place: int) -> ReviewState:
    match content:
        case ReviewHeld():
            return known._replace(dated=known.dated.met(entry.on), held=content, held_by=Origin.of(entry, place))
        case ReviewPlanned(due=due):
            known = known._replace(planned=content)
            return known._replace(dated=known.dated.moved(due))
        case ReviewMoved(due=due):
            return known._replace(dated=known.dated.moved(due), origin=known.origin._replace(moved_at=place))
    return known
