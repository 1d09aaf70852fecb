"""A plan: its goals, actions and reviews, and everything that can be asked of it on a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from reflective.errors import ReflectiveError, UnknownId
from reflective.fields import Id, Key, check, check_day, several
from reflective.practice.plan.action_moves import ACTION
from reflective.practice.plan.course import PLAN, Answered, Consented, Goal
from reflective.practice.plan.days import Dated
from reflective.practice.plan.happened import events
from reflective.practice.plan.outlook import PlanState
from reflective.practice.plan.owners import Accepted, Declined, HandedOver, Released
from reflective.practice.plan.progress import ActionState
from reflective.practice.plan.refusals import misfit
from reflective.practice.plan.reviews import REVIEW
from reflective.practice.plan.rows import due_rows
from reflective.practice.plan.signing import (
    Endorsed,
    Endorsement,
    SignedOff,
    changes,
    endorsements,
    refused,
    signers,
)
from reflective.practice.plan.smart import Criterion, criteria, standing_hints
from reflective.practice.plan.wording import HintDismissed, JudgedRealistic
from reflective.practice.plan.writing import WritesPlan
from reflective.records.entry import Entry
from reflective.rules import Event, Obligation
from reflective.timescales import day_in_words

__all__ = ["Plan"]


class Plan(WritesPlan):
    """A plan of agreed actions. The actions of a supervision and a child in need plan are two of these.

    >>> from datetime import date
    >>> from reflective.practice import Action
    >>> day = date(2021, 9, 6)
    >>> review = Action(id="a-2", text="Convene a CIN review", due="in 5 weeks", counted_from=day)
    >>> Plan(id="plan-1").agree(review, on=day, recorded=day, by="worker-1").due("a-2")
    datetime.date(2021, 10, 11)
    """

    KIND: ClassVar[str] = "plan"
    NOUN: ClassVar[str] = "plan"
    machines = (PLAN, ACTION, REVIEW)
    takes = (
        Goal,
        Answered,
        Consented,
        Accepted,
        Declined,
        HandedOver,
        Released,
        JudgedRealistic,
        HintDismissed,
        SignedOff,
        Endorsed,
    )
    facts = PlanState

    # Questions; without a day, of all that stands

    def on(self, as_of: date | None = None) -> PlanState:
        """The whole plan on a day."""
        return self._folded[1] if as_of is None else self.state(as_of)

    def action(self, action: str, as_of: date | None = None) -> ActionState:
        """One action on a day; raises `UnknownId` where the plan does not have it by then."""
        check("action", action, Key)
        found = self.on(as_of).actions.get(action)
        if found is None:
            raise UnknownId(noun="action", where=f"plan {self.id}")
        return found

    def due(self, action: str, as_of: date | None = None) -> date | None:
        """The day an action is due; the day of the decision while it is only to be considered. None if undated."""
        return self.action(action, as_of).day

    def explain(self, action: str, as_of: date | None = None) -> str:
        """Why it is due when it is: the words, the day they were counted from, and how."""
        one = self.action(action, as_of)
        why = None if one.due is None else one.due.why
        if why is not None:
            return why
        return "undated: no day is recorded" if one.day is None else f"due {day_in_words(one.day)}"

    def words(self, item: str, as_of: date) -> str | None:
        """The words that a day was given in, of an action, a part of one ("action/part") or a review; None if none.

        Raises `UnknownId` where the plan has none of these by then.
        """
        check("item", item, Id)
        due = self._dated(self.state(as_of), item).due
        return None if due is None else due.words

    def _dated(self, plan: PlanState, item: str) -> Dated:
        """The deadline of an action, a part or a review, by the name that a row of what is due has for it."""
        if item in plan.actions:
            return plan.actions[item].dated
        if item in plan.reviews:
            return plan.reviews[item].dated
        action, _, part = item.partition("/")
        known = plan.actions.get(action)
        found = None if known is None else known.part(part)
        if found is None:
            raise UnknownId(noun="action", where=f"plan {self.id}")
        return found.dated

    def open_actions(self, as_of: date) -> tuple[ActionState, ...]:
        """Actions about which something is still to be done, in the order they were agreed; none once a plan ended."""
        plan = self.state(as_of)
        return tuple(one for one in plan.actions.values() if one.open and plan.ended_on is None)

    def overdue(self, as_of: date) -> tuple[ActionState, ...]:
        """Open actions of which a day has passed unmet: their own, that of the decision, or that of a part."""
        return tuple(one for one in self.open_actions(as_of) if one.late(as_of))

    def undated(self, as_of: date) -> tuple[ActionState, ...]:
        """Open actions without a day of their own."""
        return tuple(one for one in self.open_actions(as_of) if one.day is None)

    def unowned(self, as_of: date) -> tuple[ActionState, ...]:
        """Open actions that nobody owns."""
        return tuple(one for one in self.open_actions(as_of) if not one.owners)

    def smart(self, action: str, as_of: date, *, roles: Iterable[str] = ()) -> Mapping[str, Criterion]:
        """For each letter of SMART, as this field has it, whether the record has evidence for it, and the reason.

        The letters are specific, measurable, agreed, realistic and timely. Each answer tells what is on the record
        and nothing more: there is no score, and whether the action is a good one is for people to judge. `roles` are
        the ids that stand for a role and for no person, such as those of `Roles`.
        """
        ids = frozenset(several("roles", roles, str))
        return criteria(self.action(action, as_of), self.state(as_of), ids)

    def hints(self, action: str, as_of: date, *, blurred: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """The hints about the wording of an action that nobody dismissed: words that blur, and several tasks in one.

        `blurred` are a host's own words that blur, in the place of the shipped ones.
        """
        check("blurred", blurred, tuple[str, ...] | None)
        return standing_hints(self.action(action, as_of), blurred)

    # Signatures

    def version(self, as_of: date) -> int:
        """How often the plan's substance was written or struck."""
        check_day("as_of", as_of)
        return len(changes(self.entries, as_of))

    def signed_off(self, as_of: date) -> tuple[str, ...]:
        """Who signed the version that stands on a day; empty once it was changed since."""
        return signers(self.entries, self.standing(as_of), as_of)

    def endorsements(self, as_of: date) -> tuple[Endorsement, ...]:
        """Every endorsement by a day: by whom, when, whether they wrote no part of it, and whether it still holds."""
        return endorsements(self.entries, self.standing(as_of), as_of)

    # For a case

    def due_rows(self, as_of: date) -> tuple[Obligation, ...]:
        """Actions, their parts, decisions to take and reviews: a row of each for each child."""
        check_day("as_of", as_of)
        return due_rows(self, as_of)

    def events(self, as_of: date) -> tuple[Event, ...]:
        """Plans agreed and updated, actions agreed and closed, reviews held: one of each for each child."""
        check_day("as_of", as_of)
        return events(self.id, self.state(as_of), self.standing(as_of))

    def _misfit(self, plan: PlanState, _states: object, entry: Entry[Any]) -> ReflectiveError | None:
        """Refuse an entry that names what the plan does not have, and a signature that may not be given."""
        if isinstance(entry.content, SignedOff | Endorsed):
            return refused(self.id, self.entries, entry)
        return misfit(self.id, plan, entry.content)
