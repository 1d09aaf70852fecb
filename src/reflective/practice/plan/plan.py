"""A plan: goals, actions and reviews; dates resolved when they were agreed; signed one version at a time."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final, Self

from reflective.errors import BadEntry, BadValue, MoveNotAllowed, ReflectiveError, UnknownId
from reflective.fields import check_day
from reflective.practice.plan.actions import (
    Accepted,
    Action,
    ActionClosed,
    Agreed,
    Begun,
    Blocked,
    CannotYet,
    CarriedForward,
    Decided,
    Done,
    NotNeeded,
    Part,
    Proposed,
    Result,
    Superseded,
)
from reflective.practice.plan.outlook import EDITS, PlanState, due_items, events
from reflective.practice.plan.progress import ACTION_MOVES, ActionState, ActionStatus
from reflective.practice.plan.reviews import (
    Answered,
    Goal,
    ReviewHeld,
    ReviewOutcome,
    ReviewPlanned,
    ReviewState,
    SignedOff,
    Started,
)
from reflective.records.due import Due, DueItem, resolve
from reflective.records.entry import Content, Entry
from reflective.records.log import Record
from reflective.rules import Event
from reflective.timescales import day_in_words

if TYPE_CHECKING:
    from typing import Unpack

    from reflective.records.entry import Written
    from reflective.timescales import WorkingCalendar

__all__ = ["Plan"]

#: What words are counted from unless something else is said.
SUPERVISION: Final = "the supervision"


class Plan(Record[Content, PlanState]):
    """What was agreed to be done. Actions of supervision and the child in need plan are two of these."""

    NOUN: ClassVar[str] = "plan"

    # Writing

    def start(
        self, origin: str, *, children: tuple[str, ...] = (), term: str | None = None, **written: "Unpack[Written]"
    ) -> Self:
        """Say what plan this is, and whom it is for."""
        return self.add(Started(origin=origin, children=children, term=term), **written)

    def propose(self, action: Action, **written: "Unpack[Written]") -> Self:
        """Put an action in draft."""
        return self.add(Proposed(action=action), **written)

    def agree(self, action: Action, *, calendar: "WorkingCalendar | None" = None, **written: "Unpack[Written]") -> Self:
        """Agree an action, new or in draft; its days are resolved now and stored with how they were counted.

        A calendar is needed where a day is counted in working days. Raises `BadPhrase` for words that are no
        timescale, and what counting raises.
        """
        dues = [_resolved(action, calendar), *(_resolved(part, calendar, part.id) for part in action.parts)]
        return self.add(Agreed(action=action, dues=tuple(due for due in dues if due is not None)), **written)

    def accept(self, action: str, owner: str, **written: "Unpack[Written]") -> Self:
        """Record that somebody said yes to an action, and so owns it."""
        return self.add(Accepted(action=action, owner=owner), **written)

    def carry_forward(
        self,
        action: str,
        because: str,
        *,
        due: str | None = None,
        due_on: date | None = None,
        counted_from: date | None = None,
        anchor: str | None = None,
        calendar: "WorkingCalendar | None" = None,
        part: str | None = None,
        **written: "Unpack[Written]",
    ) -> Self:
        """Give an open action a new day, or none, or one of its parts a new day, with the reason.

        Every former day is kept.
        """
        new = resolve(due, due_on, counted_from, anchor or SUPERVISION, calendar, part=part)
        if part is not None and new is None:
            raise BadValue(name="part", wanted="given with the new day it is to have")
        return self.add(CarriedForward(action=action, because=because, due=new), **written)

    def plan_review(
        self,
        id: str,  # noqa: A002 - the review's own name
        *,
        due: str | None = None,
        due_on: date | None = None,
        counted_from: date | None = None,
        anchor: str | None = None,
        actions: tuple[str, ...] = (),
        focus: tuple[str, ...] = (),
        reviewer: str | None = None,
        calendar: "WorkingCalendar | None" = None,
        **written: "Unpack[Written]",
    ) -> Self:
        """Set the day on which actions are reviewed as a set, and its focus; again, to move it."""
        day = resolve(due, due_on, counted_from, anchor or SUPERVISION, calendar)
        content = ReviewPlanned(id=id, due=day, actions=actions, focus=focus, reviewer=reviewer)
        return self.add(content, **written)

    def hold_review(
        self,
        id: str,  # noqa: A002 - the review's own name
        *,
        took_part: tuple[str, ...],
        outcome: ReviewOutcome | None = None,
        views: tuple[tuple[str, str], ...] = (),
        **written: "Unpack[Written]",
    ) -> Self:
        """Record that a planned review took place."""
        return self.add(ReviewHeld(id=id, took_part=took_part, outcome=outcome, views=views), **written)

    def close_action(
        self,
        action: str,
        result: Result,
        what_changed: str,
        *,
        children: tuple[str, ...] = (),
        **written: "Unpack[Written]",
    ) -> Self:
        """Close an action that was reported done, with what changed for the child; for each of its children."""
        content = ActionClosed(action=action, result=result, what_changed=what_changed, children=children)
        return self.add(content, **written)

    def sign_off(self, version: int, **written: "Unpack[Written]") -> Self:
        """Sign the current version, as somebody who wrote none of it; raises `BadEntry` otherwise."""
        return self.add(SignedOff(version=version), **written)

    # Questions; without a day, of all that stands

    def on(self, as_of: date | None = None) -> PlanState:
        """The whole plan on a day."""
        return self._folded[1] if as_of is None else self.state(as_of)

    def action(self, action: str, as_of: date | None = None) -> ActionState:
        """One action on a day; raises `UnknownId` where the plan does not have it by then."""
        found = self.on(as_of).actions.get(action)
        if found is None:
            raise self._unknown(noun="action")
        return found

    def due(self, action: str, as_of: date | None = None) -> date | None:
        """The day an action is due, as it was resolved when it was agreed or carried forward; None if undated."""
        return self.action(action, as_of).day

    def explain(self, action: str, as_of: date | None = None) -> str:
        """Why it is due when it is: the words, the day they were counted from, and how."""
        due = self.action(action, as_of).due
        if due is None:
            return "undated: no day is recorded"
        return due.why or f"due {day_in_words(due.day)}"

    def words(self, item: str, as_of: date) -> str | None:
        """The words that a day was agreed in, of an action, a part of one ("action/part") or a review; None if none.

        Raises `UnknownId` where the plan has none of these by then.
        """
        plan = self.state(as_of)
        if item in plan.actions:
            due = plan.actions[item].due
        elif item in plan.reviews:
            due = plan.reviews[item].planned.due
        else:
            due = self._part_due(plan, item)
        return None if due is None or due.reckoning is None else due.reckoning.phrase

    def _part_due(self, plan: PlanState, item: str) -> Due | None:
        """The day of a part, by the name that a due item has for it: ids are the host's, and may hold a stroke."""
        for one in plan.actions.values():
            for part in one.action.parts:
                if item == f"{one.id}/{part.id}":
                    return next((due for due in one.parts if due.part == part.id), None)
        raise self._unknown(noun="action")

    def open_actions(self, as_of: date) -> tuple[ActionState, ...]:
        """Actions about which something is still to be done, in the order they were agreed."""
        return tuple(one for one in self.state(as_of).actions.values() if one.open)

    def overdue(self, as_of: date) -> tuple[ActionState, ...]:
        """Open actions past their day and not reported done."""
        return tuple(
            one for one in self.open_actions(as_of) if one.day is not None and one.day < as_of and one.done_on is None
        )

    def undated(self, as_of: date) -> tuple[ActionState, ...]:
        """Open actions without a day."""
        return tuple(one for one in self.open_actions(as_of) if one.day is None)

    def unowned(self, as_of: date) -> tuple[ActionState, ...]:
        """Open actions that nobody has accepted."""
        return tuple(one for one in self.open_actions(as_of) if not one.owners)

    def version(self, as_of: date) -> int:
        """How often the plan's substance was written or changed."""
        return self.state(as_of).version

    def signed_off(self, as_of: date) -> tuple[str, ...]:
        """Who signed the version that stands on a day; empty once it was edited since."""
        return self.state(as_of).signed_by

    def smart(self, action: str, as_of: date) -> Mapping[str, tuple[bool, str]]:
        """For each letter of SMART (agreed, timely, as this field has it) whether the record holds it, and the reason.

        Presence on the record and nothing more: advisory, and silent on whether the action is a good one. Whether it
        is realistic is for people to say, and so it is not here.
        """
        one = self.action(action, as_of)
        agreed = bool(one.owners) or any(answer.action in {None, action} for answer in self.state(as_of).answers)
        return {
            "specific": (bool(one.owners), "somebody has accepted it" if one.owners else "nobody has accepted it"),
            "measurable": (
                one.action.success is not None,
                "what would be different is said" if one.action.success else "what would be different is not recorded",
            ),
            "agreed": (
                agreed,
                "an answer is recorded" if agreed else "no answer of an owner or the family is recorded",
            ),
            "timely": (one.day is not None, "it has a day" if one.day else "no day is recorded"),
        }

    def due_items(self, as_of: date) -> tuple[DueItem, ...]:
        """Actions agreed by the day, parts with a day of their own, decisions to take, and reviews."""
        check_day("as_of", as_of)
        return due_items(self.id, self.state(as_of), self._places(as_of), as_of)

    def events(self, as_of: date) -> tuple[Event, ...]:
        """Plans agreed and updated, actions agreed and closed, reviews held: one of each for each child."""
        check_day("as_of", as_of)
        return events(self.id, self.state(as_of), self.standing(as_of))

    def _places(self, as_of: date) -> Mapping[str, int]:
        """The place of the entry that last agreed each action or planned each review."""
        places = {}
        for place, entry in self.standing(as_of):
            match entry.content:
                case Agreed(action=action) | Proposed(action=action):
                    places[action.id] = place
                case ReviewPlanned(id=review):
                    places[review] = place
        return places

    # The fold

    def _start(self) -> PlanState:
        return PlanState()

    def _next(self, state: PlanState, entry: Entry[Content]) -> PlanState:
        content = entry.content
        if isinstance(content, EDITS):
            state = state._replace(version=state.version + 1, authors=state.authors | {entry.by}, signed_by=())
        match content:
            case Started():
                return state._replace(started=content)
            case Goal():
                return state._replace(goals=(*state.goals, content))
            case Answered():
                return state._replace(answers=(*state.answers, content))
            case SignedOff():
                return state._replace(signed_by=(*state.signed_by, entry.by))
            case ReviewPlanned() | ReviewHeld():
                return state._replace(reviews={**state.reviews, content.id: _review_after(state, content, entry.on)})
        action = _named(content)
        if action is None:
            return state
        before = _before(state, content, action, entry.on)
        return (
            state
            if before is None
            else state._replace(actions={**state.actions, action: before.after(content, entry.on)})
        )

    def _refusal(self, state: PlanState, entry: Entry[Content]) -> ReflectiveError | None:
        content = entry.content
        match content:
            case SignedOff(version=version):
                return self._unsigned(state, entry.by, version)
            case ReviewHeld(id=review) if review not in state.reviews:
                return self._unknown("review")
            case Goal(id=goal) if goal in {one.id for one in state.goals}:
                return BadEntry(record=self.id, why="the plan has a goal of that id already")
        action = _named(content)
        if action is None:
            return None
        before = _before(state, content, action, entry.on)
        if before is None:
            return self._unknown("action")
        return self._misplaced(state, content) or self._refused(before, content, entry.on)

    def _misplaced(self, state: PlanState, content: Content) -> ReflectiveError | None:
        """Whether an entry about a known action names something else that the plan does not have."""
        match content:
            case Proposed(action=action) | Agreed(action=action):
                if action.goal is not None and action.goal not in {goal.id for goal in state.goals}:
                    return self._unknown("goal")
            case Decided(action=action_id, part=str() as part):
                if part not in {one.id for one in state.actions[action_id].action.parts if one.consider}:
                    return self._unknown("part to decide on")
            case CarriedForward(action=action_id, due=Due(part=str() as part)):
                if part not in {one.id for one in state.actions[action_id].action.parts}:
                    return self._unknown("part of that action")
            case ActionClosed(action=action_id, children=children):
                if not set(children) <= set(state.actions[action_id].action.children):
                    return self._unknown("child of that action")
            case Superseded(by_action=by_action) if by_action not in state.actions:
                return self._unknown("action")
        return None

    def _refused(self, before: ActionState, content: Content, on: date) -> ReflectiveError | None:
        if before.allows(content):
            return None
        remedy = ""
        if isinstance(content, ActionClosed) and before.done_on is None:
            remedy = "report it done before closing it"
        elif isinstance(content, Decided):
            remedy = "only what was agreed to be considered is decided on"
        elif isinstance(content, Agreed | Proposed) and before.status is ActionStatus.TO_DECIDE:
            remedy = "decide on it"
        elif isinstance(content, Agreed | Proposed) and before.status is not ActionStatus.NOT_STARTED:
            remedy = "carry it forward to change its day, or supersede it by another"
        ways = tuple(map(str, ACTION_MOVES[before.status]))
        noun = f"action {before.id} of {self.NOUN}"
        return MoveNotAllowed(record=self.id, noun=noun, on=on, state=str(before.status), allowed=ways, remedy=remedy)

    def _unsigned(self, state: PlanState, signer: str, version: int) -> ReflectiveError | None:
        if signer in state.authors:
            return BadEntry(record=self.id, why="a version is signed off by somebody who wrote no part of it")
        if version != state.version:
            return BadEntry(record=self.id, why=f"the version to sign off is {state.version}, the one that stands")
        return None

    def _unknown(self, noun: str) -> UnknownId:
        return UnknownId(noun=noun, where=f"plan {self.id}")


def _resolved(thing: Action | Part, calendar: "WorkingCalendar | None", part: str | None = None) -> Due | None:
    anchor = thing.anchor or SUPERVISION
    return resolve(thing.due, thing.due_on, thing.counted_from, anchor, calendar, part=part)


def _named(content: Content) -> str | None:
    """The action that an entry is about."""
    match content:
        case Proposed(action=action) | Agreed(action=action):
            return action.id
        case (
            Accepted(action=named)
            | Decided(action=named)
            | Begun(action=named)
            | Blocked(action=named)
            | CannotYet(action=named)
            | CarriedForward(action=named)
            | Done(action=named)
            | ActionClosed(action=named)
            | NotNeeded(action=named)
            | Superseded(action=named)
        ):
            return named
    return None


def _before(state: PlanState, content: Content, action: str, on: date) -> ActionState | None:
    """The action before an entry about it: as it stands, or new where the entry brings it."""
    known = state.actions.get(action)
    match content:
        case Proposed(action=brought):
            return known or ActionState(brought, ActionStatus.NOT_STARTED, on)
        case Agreed(action=brought, dues=dues):
            status = ActionStatus.NOT_STARTED if known is None else known.status
            whole = next((due for due in dues if due.part is None), None)
            parts = tuple(due for due in dues if due.part is not None)
            return ActionState(brought, status, on, due=whole, parts=parts)
    return known


def _review_after(state: PlanState, content: ReviewPlanned | ReviewHeld, on: date) -> ReviewState:
    known = state.reviews.get(content.id)
    if isinstance(content, ReviewPlanned):
        if known is None:
            return ReviewState(content, on)
        return known._replace(planned=content, former=(*known.former, known.day))
    planned = ReviewPlanned(id=content.id) if known is None else known.planned
    return (known or ReviewState(planned, on))._replace(held_on=on, held=content)
