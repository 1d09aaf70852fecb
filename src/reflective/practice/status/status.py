"""A child's status: what holds in law on a day, how it is to change, the plans for it, and who has consented."""

from datetime import date
from typing import Any, ClassVar, Self, Unpack

from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.fields import check_day
from reflective.practice.status.events import events
from reflective.practice.status.kinds import EXTENDED, STATUSES, SpellKind, SpellOutcome, Step
from reflective.practice.status.plans import (
    CONSENT,
    STATUTORY_PLAN,
    ConsentGiven,
    ConsentRefused,
    ConsentWithdrawn,
    ParentalResponsibility,
    PlanActivated,
    PlanAgreed,
    PlanDrafted,
    PlanEndorsed,
    PlanOutcome,
    PlanReturned,
    PlanReviewed,
    PlanReviewScheduled,
    PlanShared,
    WithdrawalDecided,
)
from reflective.practice.status.rows import due_rows
from reflective.practice.status.spells import (
    SPELL,
    ChangeCalledOff,
    ChangeScheduled,
    SpellBegan,
    SpellEnded,
    SpellExtended,
    StatusOf,
    StepTaken,
)
from reflective.practice.status.state import ChildStatusState, SpellState
from reflective.records.content import Audience, Link, closest
from reflective.records.entry import Entry, Written
from reflective.records.log import Record
from reflective.rules import Event, Obligation
from reflective.timescales import Deadline

__all__ = ["ChildStatus"]


class ChildStatus(Record[ChildStatusState]):
    """The status of one child in law: a set of spells, of which two may hold on one day, and the plans for them.

    >>> written: Written = {"on": date(2025, 3, 28), "recorded": date(2025, 3, 28), "by": "worker-1"}
    >>> status = ChildStatus(id="status-1").of("child-1", **written)
    >>> status = status.begin("cp-1", SpellKind.CHILD_PROTECTION, **written)
    >>> [str(one.kind) for one in status.statuses(date(2025, 4, 1))]
    ['child_protection_plan']
    """

    KIND: ClassVar[str] = "status"
    NOUN: ClassVar[str] = "status"
    machines = (SPELL, STATUTORY_PLAN, CONSENT)
    takes = (StatusOf, StepTaken)
    facts = ChildStatusState

    def of(self, child: str, **written: Unpack[Written]) -> Self:
        """Name the child whose status it is."""
        return self.add(StatusOf(child=child), **written)

    # Spells and steps

    def begin(
        self,
        spell: str,
        kind: SpellKind,
        *,
        because_of: str | None = None,
        why: str | None = None,
        facts: tuple[tuple[str, str], ...] = (),
        **written: Unpack[Written],
    ) -> Self:
        """Begin a spell on the day of the entry, with the facts that rules ask of it ("placed_under")."""
        content = SpellBegan(spell=spell, kind=kind, because_of=because_of, why=why, facts=facts)
        return self.add(content, **written)

    def extend_spell(
        self,
        spell: str,
        *,
        why: str | None = None,
        facts: tuple[tuple[str, str], ...] = (),
        **written: Unpack[Written],
    ) -> Self:
        """Extend emergency protection or proceedings, as a court may."""
        return self.add(SpellExtended(spell=spell, why=why, facts=facts), **written)

    def end(
        self,
        spell: str,
        outcome: SpellOutcome = SpellOutcome.ENDED,
        *,
        what_changed: str | None = None,
        support: str | None = None,
        would_bring_us_back: str | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """End a spell: how, what changed for the child, and what support goes on."""
        content = SpellEnded(
            spell=spell,
            outcome=outcome,
            what_changed=what_changed,
            support=support,
            would_bring_us_back=would_bring_us_back,
        )
        return self.add(content, **written)

    def schedule_change(
        self, spell: str, due: Deadline, why: str, *, to: SpellKind | None = None, **written: Unpack[Written]
    ) -> Self:
        """Schedule a change of a spell, to another status or to none; another change takes the place of the last."""
        return self.add(ChangeScheduled(spell=spell, due=due, why=why, to=to), **written)

    def call_off_change(self, spell: str, why: str, **written: Unpack[Written]) -> Self:
        """Call off the change that was scheduled."""
        return self.add(ChangeCalledOff(spell=spell, why=why), **written)

    def take_step(
        self,
        step: Step,
        ref: str,
        *,
        note: str | None = None,
        facts: tuple[tuple[str, str], ...] = (),
        **written: Unpack[Written],
    ) -> Self:
        """Record a step in law. Steps of one matter have one `ref`: a referral, its decision, its assessment."""
        return self.add(StepTaken(step=step, ref=ref, note=note, facts=facts), **written)

    # Plans

    def draft_plan(
        self, plan: str, kind: SpellKind, *, rests_on: Link | None = None, **written: Unpack[Written]
    ) -> Self:
        """Draft a plan, or draft it again after it was shared, agreed, returned or endorsed."""
        return self.add(PlanDrafted(plan=plan, kind=kind, rests_on=rests_on), **written)

    def share_plan(
        self, plan: str, with_whom: tuple[str, ...], *, interpreter: str | None = None, **written: Unpack[Written]
    ) -> Self:
        """Share the draft with the family."""
        return self.add(PlanShared(plan=plan, with_whom=with_whom, interpreter=interpreter), **written)

    def agree_plan(
        self,
        plan: str,
        by_whom: tuple[str, ...] = (),
        *,
        childs_view: Link | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Record that the plan was agreed, by whom, and where the child's view is."""
        return self.add(PlanAgreed(plan=plan, by_whom=by_whom, childs_view=childs_view), **written)

    def return_plan(self, plan: str, instructions: str, **written: Unpack[Written]) -> Self:
        """Send the plan back with instructions."""
        return self.add(PlanReturned(plan=plan, instructions=instructions), **written)

    def endorse_plan(self, plan: str, *, comment: str | None = None, **written: Unpack[Written]) -> Self:
        """Endorse the plan. Whoever drafted it may; `missing` then names an endorsement by somebody else."""
        return self.add(PlanEndorsed(plan=plan, comment=comment), **written)

    def activate_plan(self, plan: str, *, spell: str | None = None, **written: Unpack[Written]) -> Self:
        """Bring the plan into force; from then on a next review is asked for."""
        return self.add(PlanActivated(plan=plan, spell=spell), **written)

    def schedule_review(
        self, plan: str, review: str, due: Deadline, *, why: str | None = None, **written: Unpack[Written]
    ) -> Self:
        """Arrange a review, or move one with the reason; the first day stays known."""
        return self.add(PlanReviewScheduled(plan=plan, review=review, due=due, why=why), **written)

    def review_plan(
        self,
        plan: str,
        review: str,
        outcome: PlanOutcome,
        *,
        took_part: tuple[str, ...] = (),
        views: tuple[tuple[str, str], ...] = (),
        what_changed: str | None = None,
        support: str | None = None,
        would_bring_us_back: str | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Record a review and its outcome; where the plan continues, a next review is asked for."""
        content = PlanReviewed(
            plan=plan,
            review=review,
            outcome=outcome,
            took_part=took_part,
            views=views,
            what_changed=what_changed,
            support=support,
            would_bring_us_back=would_bring_us_back,
        )
        return self.add(content, **written)

    # Consent

    def give_consent(
        self,
        consent: str,
        person: str,
        to: str,
        *,
        parental_responsibility: ParentalResponsibility = ParentalResponsibility.NOT_KNOWN,
        interpreter: str | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Record a person's consent to something."""
        content = ConsentGiven(
            consent=consent,
            person=person,
            to=to,
            parental_responsibility=parental_responsibility,
            interpreter=interpreter,
        )
        return self.add(content, **written)

    def refuse_consent(
        self,
        consent: str,
        person: str,
        to: str,
        *,
        words: str | None = None,
        parental_responsibility: ParentalResponsibility = ParentalResponsibility.NOT_KNOWN,
        interpreter: str | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Record a person's refusal, in their words. It is an answer, and no sign of how they engage."""
        content = ConsentRefused(
            consent=consent,
            person=person,
            to=to,
            words=words,
            parental_responsibility=parental_responsibility,
            interpreter=interpreter,
        )
        return self.add(content, **written)

    def withdraw_consent(
        self, consent: str, *, words: str | None = None, interpreter: str | None = None, **written: Unpack[Written]
    ) -> Self:
        """Record that a person took back their consent: what follows is to be decided on that day."""
        return self.add(ConsentWithdrawn(consent=consent, words=words, interpreter=interpreter), **written)

    def decide_on_withdrawal(
        self, consent: str, decided: str, because: str, *, decision: Link | None = None, **written: Unpack[Written]
    ) -> Self:
        """Record the decision on what follows from a withdrawn consent."""
        content = WithdrawalDecided(consent=consent, decided=decided, because=because, decision=decision)
        return self.add(content, **written)

    # Questions

    def child(self, as_of: date) -> str | None:
        """The child whose status it is; None before anybody said."""
        return self.state(as_of).child

    def spells(self, as_of: date, *kinds: SpellKind) -> tuple[SpellState, ...]:
        """The spells that hold on a day, of some kinds or of all, in the order in which they were recorded.

        A spell holds from the day it began; on the day it ended it holds no more.
        """
        found = self.state(as_of).spells.values()
        return tuple(one for one in found if one.ended_on is None and (not kinds or one.kind in kinds))

    def statuses(self, as_of: date) -> tuple[SpellState, ...]:
        """The statuses that hold on a day (child in need, child protection, looked after): none, one or several."""
        return self.spells(as_of, *STATUSES)

    def steps(self, as_of: date) -> tuple[tuple[int, StepTaken], ...]:
        """The steps taken by a day, with their places, in the order of the days."""
        return self._entries_of(StepTaken, as_of)

    def missing(self, as_of: date) -> tuple[str, ...]:
        """The parts of a closing, a plan or a consent that are not evidenced on the record, in words."""
        state, found = self.state(as_of), []
        for spell in state.spells.values():
            if spell.ended_on is not None and spell.kind in STATUSES:
                found += [f"what changed when {spell.id} ended"] if spell.what_changed is None else []
                found += [f"what support goes on after {spell.id} ended"] if spell.support is None else []
        for plan in state.plans.values():
            found += [f"the next review of {plan.id}"] if plan.awaits_review is not None else []
            if plan.endorsed_by in plan.drafted_by:
                found.append(f"an endorsement of {plan.id} by somebody who drafted none of it")
        return tuple(found)

    # For a case

    def claim(self) -> tuple[str, ...] | None:
        """A case has one status record of a child; None before anybody said whose this is."""
        child = self._folded[1].child
        return None if child is None else ("status", child)

    def events(self, as_of: date) -> tuple[Event, ...]:
        """Spells that began and ended, steps, plans agreed and updated, reviews held: all about the child."""
        check_day("as_of", as_of)
        return events(self.id, self.state(as_of), self.standing(as_of))

    def due_rows(self, as_of: date) -> tuple[Obligation, ...]:
        """Scheduled changes, reviews of plans, and decisions on a withdrawn consent, a row each.

        A plan in force with no review arranged has a row without a day, so that nobody forgets it.
        """
        check_day("as_of", as_of)
        return tuple(due_rows(self.id, self.state(as_of), self._audiences(as_of), as_of))

    def _audiences(self, as_of: date) -> dict[str, Audience]:
        """For whom each item is: as close as the closest entry on it."""
        found: dict[str, Audience] = {}
        for place, entry in self.standing(as_of):
            if (item := self.item_of(entry.content)) is not None:
                audience = self.closed(place).audience
                found[item[1]] = closest(found.get(item[1], audience), audience)
        return found

    # Refusals

    def _misfit(self, facts: ChildStatusState, _states: object, entry: Entry[Any]) -> ReflectiveError | None:
        content = entry.content
        match content:
            case StatusOf():
                if facts.child is None:
                    return None
                why = "it is a child's already: another child has their own"
                return BadEntry(code="status.of_another", record=self.id, why=why)
            case _ if facts.child is None:
                return BadEntry(code="status.of_nobody", record=self.id, why="say first whose status it is")
            case SpellBegan(because_of=str() as other) if other not in self._known_refs(facts, entry.on):
                return UnknownId(noun="spell", where=f"status {self.id}")
            case SpellExtended(spell=spell) if facts.spells[spell].kind not in EXTENDED:
                why = "a court extends emergency protection or proceedings: another spell is ended, and one begun"
                return BadEntry(code="spell.not_extended", record=self.id, why=why)
            case PlanActivated(spell=str() as spell) if spell not in facts.spells:
                return UnknownId(noun="spell", where=f"status {self.id}")
        return None

    def _known_refs(self, facts: ChildStatusState, on: date) -> frozenset[str]:
        """The ids of the spells and the refs of the steps that are on the record by a day."""
        return frozenset({*facts.spells, *(step.ref for _, step in self._entries_of(StepTaken, on))})
