"""The methods that write in a plan: one for each thing that can be said of its actions, its reviews or the whole."""

from typing import Self, Unpack

from reflective.practice.plan.action import Action
from reflective.practice.plan.action_entries import (
    ActionClosed,
    Agreed,
    Begun,
    Blocked,
    CannotYet,
    CarriedForward,
    Decided,
    Done,
    NotNeeded,
    Proposed,
    Result,
    Superseded,
)
from reflective.practice.plan.course import Answer, Answered, Consented, PlanEnded, Started
from reflective.practice.plan.outlook import PlanState
from reflective.practice.plan.owners import Accepted, Declined, HandedOver, Released
from reflective.practice.plan.reviews import ReviewHeld, ReviewMoved, ReviewOutcome, ReviewPlanned, ReviewResult
from reflective.practice.plan.signing import Endorsed, SignedOff
from reflective.practice.plan.wording import HintDismissed, JudgedRealistic
from reflective.records.entry import Written
from reflective.records.log import Record
from reflective.timescales import Deadline

__all__ = ["WritesPlan"]


class WritesPlan(Record[PlanState]):
    """The methods of a `Plan` that add an entry."""

    # The plan as a whole

    def start(
        self,
        origin: str,
        *,
        children: tuple[str, ...] = (),
        term: str | None = None,
        needs_agreement_of: tuple[str, ...] = (),
        **written: Unpack[Written],
    ) -> Self:
        """Say what plan this is, and whom it is for."""
        content = Started(origin=origin, children=children, term=term, needs_agreement_of=needs_agreement_of)
        return self.add(content, **written)

    def end(self, because: str, **written: Unpack[Written]) -> Self:
        """Say that the plan came to its end: what is open in it is no longer due."""
        return self.add(PlanEnded(because=because), **written)

    def answer(
        self,
        person: str,
        answer: Answer,
        *,
        action: str | None = None,
        words: str | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Record the answer of somebody in the family to the plan, or to one action."""
        return self.add(Answered(person=person, answer=answer, action=action, words=words), **written)

    def consent(self, person: str, *, given: bool, words: str | None = None, **written: Unpack[Written]) -> Self:
        """Record that somebody gave consent to the plan, or withdrew or refused it."""
        return self.add(Consented(person=person, given=given, words=words), **written)

    def sign_off(self, version: int, **written: Unpack[Written]) -> Self:
        """Sign the version that stands, as somebody who wrote none of it; raises `BadEntry` otherwise."""
        return self.add(SignedOff(version=version, of=len(self.entries)), **written)

    def endorse(self, version: int, **written: Unpack[Written]) -> Self:
        """Endorse the version that stands, with the authority of one's post.

        Whoever wrote in it may endorse it; `endorsements` shows whether they did.
        """
        return self.add(Endorsed(version=version, of=len(self.entries)), **written)

    # Actions

    def propose(self, action: Action, **written: Unpack[Written]) -> Self:
        """Put an action in draft."""
        return self.add(Proposed(action=action), **written)

    def agree(self, action: Action, **written: Unpack[Written]) -> Self:
        """Agree an action, new or in draft, with the days that it holds."""
        return self.add(Agreed(action=action), **written)

    def decide(
        self,
        action: str,
        because: str,
        *,
        yes: bool,
        decided_by: str,
        part: str | None = None,
        due: Deadline | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Decide whether to do an action that was only to be considered, or such a part of one; with yes, by when."""
        content = Decided(action=action, yes=yes, because=because, decided_by=decided_by, part=part, due=due)
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

    def report_done(
        self, action: str, what: str, *, part: str | None = None, partly: bool = False, **written: Unpack[Written]
    ) -> Self:
        """Report an action, or one of its parts, as done or as partly done, on the day of the entry."""
        return self.add(Done(action=action, what=what, part=part, partly=partly), **written)

    def not_needed(
        self, action: str, because: str, decided_by: str, *, part: str | None = None, **written: Unpack[Written]
    ) -> Self:
        """Record the decision that an action, or one of its parts, is no longer needed."""
        return self.add(NotNeeded(action=action, because=because, decided_by=decided_by, part=part), **written)

    def supersede(self, action: str, by_action: str, because: str, **written: Unpack[Written]) -> Self:
        """Let another action of this plan take its place, with the reason."""
        return self.add(Superseded(action=action, by_action=by_action, because=because), **written)

    def carry_forward(
        self,
        action: str,
        because: str,
        *,
        due: Deadline | None = None,
        part: str | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Give an open action, or one of its parts, a new day or none, with the reason; every former day is kept."""
        return self.add(CarriedForward(action=action, because=because, due=due, part=part), **written)

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

    def judge_realistic(
        self, action: str, by_whom: str, because: str, *, realistic: bool, **written: Unpack[Written]
    ) -> Self:
        """Record somebody's view whether an action is realistic, and why."""
        content = JudgedRealistic(action=action, by_whom=by_whom, realistic=realistic, because=because)
        return self.add(content, **written)

    def dismiss_hint(self, action: str, hint: str, because: str, **written: Unpack[Written]) -> Self:
        """Leave the wording of an action as it is, against a hint that `hints` gives, with the reason."""
        return self.add(HintDismissed(action=action, hint=hint, because=because), **written)

    # Owners

    def accept(self, action: str, person: str, /, **written: Unpack[Written]) -> Self:
        """Record that somebody said yes to an action, and so owns it."""
        return self.add(Accepted(action=action, owner=person), **written)

    def decline(self, action: str, by_whom: str, because: str, **written: Unpack[Written]) -> Self:
        """Record that somebody who was asked to do an action said no, and why."""
        return self.add(Declined(action=action, by_whom=by_whom, because=because), **written)

    def hand_over(
        self, action: str, from_owner: str, to_owner: str, *, because: str | None = None, **written: Unpack[Written]
    ) -> Self:
        """Record that an owner gave an action to somebody else, who owns it once they accept."""
        content = HandedOver(action=action, from_owner=from_owner, to_owner=to_owner, because=because)
        return self.add(content, **written)

    def release(self, action: str, person: str, /, *, because: str | None = None, **written: Unpack[Written]) -> Self:
        """Release an owner from an action."""
        return self.add(Released(action=action, owner=person, because=because), **written)

    # Reviews

    def plan_review(
        self,
        id: str,  # noqa: A002 - the review's own name
        *,
        due: Deadline | None = None,
        actions: tuple[str, ...] = (),
        focus: tuple[str, ...] = (),
        reviewer: str | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Set the day on which actions are reviewed as a set, and its focus."""
        content = ReviewPlanned(id=id, due=due, actions=actions, focus=focus, reviewer=reviewer)
        return self.add(content, **written)

    def move_review(
        self,
        id: str,  # noqa: A002 - the review's own name
        due: Deadline,
        because: str,
        **written: Unpack[Written],
    ) -> Self:
        """Give a planned review another day, with the reason; every former day is kept."""
        return self.add(ReviewMoved(id=id, due=due, because=because), **written)

    def hold_review(
        self,
        id: str,  # noqa: A002 - the review's own name
        *,
        took_part: tuple[str, ...],
        outcome: ReviewOutcome | None = None,
        views: tuple[tuple[str, str], ...] = (),
        results: tuple[ReviewResult, ...] = (),
        **written: Unpack[Written],
    ) -> Self:
        """Record that a planned review took place."""
        content = ReviewHeld(id=id, took_part=took_part, outcome=outcome, views=views, results=results)
        return self.add(content, **written)
