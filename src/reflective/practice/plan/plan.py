"""A plan: goals, actions and reviews; dates resolved when they were agreed; signed one version at a time."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, Unpack

from reflective.errors import BadEntry, BadValue, ReflectiveError, UnknownId
from reflective.fields import Id, Key, check, check_day
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
from reflective.practice.plan.outlook import PlanState, due_items, events
from reflective.practice.plan.progress import ACTION, ActionState
from reflective.practice.plan.reviews import (
    REVIEW,
    Answered,
    Goal,
    ReviewHeld,
    ReviewOutcome,
    ReviewPlanned,
    SignedOff,
    Started,
)
from reflective.records.due import Due, DueItem, resolve
from reflective.records.entry import Entry, Written
from reflective.records.log import Record
from reflective.rules import Event
from reflective.timescales import day_in_words

if TYPE_CHECKING:
    from reflective.timescales import WorkingCalendar

__all__ = ["Plan"]

#: What words are counted from unless something else is said.
SUPERVISION: Final = "the supervision"


class Plan(Record[PlanState]):
    """A plan of agreed actions. The actions of a supervision and a child in need plan are two of these."""

    KIND: ClassVar[str] = "plan"
    NOUN: ClassVar[str] = "plan"
    machines = (ACTION, REVIEW)
    takes = (Started, Goal, Accepted, Answered, SignedOff)
    facts = PlanState

    # Writing

    def start(
        self, origin: str, *, children: tuple[str, ...] = (), term: str | None = None, **written: Unpack[Written]
    ) -> Self:
        """Say what plan this is, and whom it is for."""
        return self.add(Started(origin=origin, children=children, term=term), **written)

    def propose(self, action: Action, **written: Unpack[Written]) -> Self:
        """Put an action in draft."""
        return self.add(Proposed(action=action), **written)

    def agree(self, action: Action, *, calendar: "WorkingCalendar | None" = None, **written: Unpack[Written]) -> Self:
        """Agree an action, new or in draft; its days are resolved now and stored with how they were counted.

        A calendar is needed where a day is counted in working days. Raises `BadPhrase` for words that are no
        timescale, and what counting raises.
        """
        check("action", action, Action)
        dues = [_resolved(action, calendar), *(_resolved(part, calendar, part.id) for part in action.parts)]
        return self.add(Agreed(action=action, dues=tuple(due for due in dues if due is not None)), **written)

    def accept(self, action: str, owner: str, /, **written: Unpack[Written]) -> Self:
        """Record that somebody said yes to an action, and so owns it."""
        return self.add(Accepted(action=action, owner=owner), **written)

    def decide(
        self,
        action: str,
        because: str,
        *,
        yes: bool,
        decided_by: str,
        part: str | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Decide on an action that was only to be considered, or on such a part of one: whether to do it, and why."""
        content = Decided(action=action, yes=yes, because=because, decided_by=decided_by, part=part)
        return self.add(content, **written)

    def begin(self, action: str, **written: Unpack[Written]) -> Self:
        """Say that an action is being done, or is taken up again."""
        return self.add(Begun(action=action), **written)

    def block(
        self,
        action: str,
        because: str,
        *,
        needs: str | None = None,
        from_whom: str | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Say that an action cannot go on: why, what is needed, and from whom."""
        return self.add(Blocked(action=action, because=because, needs=needs, from_whom=from_whom), **written)

    def cannot_yet(self, action: str, because: str, **written: Unpack[Written]) -> Self:
        """Say that an action cannot be done yet, and why."""
        return self.add(CannotYet(action=action, because=because), **written)

    def report_done(self, action: str, what: str, *, partly: bool = False, **written: Unpack[Written]) -> Self:
        """Report an action as done, or as partly done, on the day of the entry."""
        return self.add(Done(action=action, what=what, partly=partly), **written)

    def not_needed(self, action: str, because: str, decided_by: str, **written: Unpack[Written]) -> Self:
        """Record the decision that an action is no longer needed."""
        return self.add(NotNeeded(action=action, because=because, decided_by=decided_by), **written)

    def supersede(self, action: str, by_action: str, because: str, **written: Unpack[Written]) -> Self:
        """Let another action of this plan take its place, with the reason."""
        return self.add(Superseded(action=action, by_action=by_action, because=because), **written)

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
        **written: Unpack[Written],
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
        **written: Unpack[Written],
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
        **written: Unpack[Written],
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
        **written: Unpack[Written],
    ) -> Self:
        """Close an action that was reported done, with what changed for the child; for each of its children."""
        content = ActionClosed(action=action, result=result, what_changed=what_changed, children=children)
        return self.add(content, **written)

    def sign_off(self, version: int, **written: Unpack[Written]) -> Self:
        """Sign the current version, as somebody who wrote none of it; raises `BadEntry` otherwise."""
        return self.add(SignedOff(version=version), **written)

    # Questions; without a day, of all that stands

    def on(self, as_of: date | None = None) -> PlanState:
        """The whole plan on a day."""
        return self._folded[1] if as_of is None else self.state(as_of)

    def action(self, action: str, as_of: date | None = None) -> ActionState:
        """One action on a day; raises `UnknownId` where the plan does not have it by then."""
        check("action", action, Key)
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
        check("item", item, Id)
        plan = self.state(as_of)
        if item in plan.actions:
            due = plan.actions[item].due
        elif item in plan.reviews:
            due = plan.reviews[item].planned.due
        else:
            due = self._part_due(plan, item)
        return None if due is None or due.reckoning is None else due.reckoning.phrase

    def _part_due(self, plan: PlanState, item: str) -> Due | None:
        """The day of a part, by the name that a due item has for it."""
        action, _, part = item.partition("/")
        known = plan.actions.get(action)
        if known is None or part not in {one.id for one in known.action.parts}:
            raise self._unknown(noun="action")
        return next((due for due in known.parts if due.part == part), None)

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

    def _misfit(self, plan: PlanState, _states: object, entry: Entry[Any]) -> ReflectiveError | None:
        """Refuse an entry that names something the plan does not have, and a signature that may not be given."""
        match entry.content:
            case SignedOff(version=version):
                return self._unsigned(plan, entry.by, version)
            case Goal(id=goal) if goal in {one.id for one in plan.goals}:
                why = "the plan has a goal of that id already"
                return BadEntry(code="goal.twice", record=self.id, why=why)
            case Accepted(action=action) if action not in plan.actions:
                return self._unknown("action")
            case Proposed(action=Action(goal=str() as goal)) | Agreed(action=Action(goal=str() as goal)):
                return None if goal in {one.id for one in plan.goals} else self._unknown("goal")
            case Decided(action=action, part=str() as part):
                considered = {one.id for one in plan.actions[action].action.parts if one.consider}
                return None if part in considered else self._unknown("part to decide on")
            case CarriedForward(action=action, due=Due(part=str() as part)):
                parts = {one.id for one in plan.actions[action].action.parts}
                return None if part in parts else self._unknown("part of that action")
            case ActionClosed(action=action, children=children):
                known = set(children) <= set(plan.actions[action].action.children)
                return None if known else self._unknown("child of that action")
            case Superseded(by_action=by_action) if by_action not in plan.actions:
                return self._unknown("action")
        return None

    def _unsigned(self, state: PlanState, signer: str, version: int) -> ReflectiveError | None:
        if signer in state.authors:
            return BadEntry(
                code="signature.author",
                record=self.id,
                why="a version is signed off by somebody who wrote no part of it",
            )
        if version != state.version:
            return BadEntry(
                code="signature.version",
                record=self.id,
                why=f"the version to sign off is {state.version}, the one that stands",
            )
        return None

    def _unknown(self, noun: str) -> UnknownId:
        return UnknownId(noun=noun, where=f"plan {self.id}")


def _resolved(thing: Action | Part, calendar: "WorkingCalendar | None", part: str | None = None) -> Due | None:
    anchor = thing.anchor or SUPERVISION
    return resolve(thing.due, thing.due_on, thing.counted_from, anchor, calendar, part=part)
