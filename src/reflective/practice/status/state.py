"""A child's status on a day, as the entries make it: the spells, the plans with their reviews, and the consents."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from reflective.practice.status.kinds import SpellKind, SpellOutcome
from reflective.practice.status.plans import (
    CONSENT,
    STATUTORY_PLAN,
    ConsentGiven,
    ConsentRefused,
    ConsentStatus,
    ConsentWithdrawn,
    ParentalResponsibility,
    PlanActivated,
    PlanDrafted,
    PlanEndorsed,
    PlanOutcome,
    PlanReviewed,
    PlanReviewScheduled,
    StatutoryPlanStage,
    WithdrawalDecided,
)
from reflective.practice.status.spells import (
    SPELL,
    ChangeCalledOff,
    ChangeScheduled,
    SpellBegan,
    SpellEnded,
    SpellExtended,
    SpellStatus,
    StatusOf,
)
from reflective.records.entry import Entry
from reflective.timescales import Deadline

__all__ = ["ChildStatusState", "ConsentState", "ScheduledChange", "ScheduledReview", "SpellState", "StatutoryPlanState"]


class ScheduledChange(NamedTuple):
    """A change that is to be made to a spell, with the entry that scheduled it."""

    due: Deadline
    to: SpellKind | None
    #: The day and the place of the entry.
    on: date
    place: int
    #: The day on which it was called off, or another took its place; None while it stands.
    called_off_on: date | None = None


class SpellState(NamedTuple):
    """One spell on a day."""

    id: str
    kind: SpellKind
    status: SpellStatus
    began_on: date
    place: int
    because_of: str | None = None
    ended_on: date | None = None
    outcome: SpellOutcome | None = None
    what_changed: str | None = None
    support: str | None = None
    #: Every change that was scheduled, the first one first.
    changes: tuple[ScheduledChange, ...] = ()

    def after(self, entry: Entry[Any], to: SpellStatus, place: int) -> "SpellState":
        """The spell after an entry about it."""
        content = entry.content
        match content:
            case SpellEnded():
                return self._replace(
                    status=to,
                    ended_on=entry.on,
                    outcome=content.outcome,
                    what_changed=content.what_changed,
                    support=content.support,
                )
            case ChangeScheduled(due=due, to=status):
                change = ScheduledChange(due, status, entry.on, place)
                return self._replace(status=to, changes=(*self._without_changes(entry.on), change))
            case ChangeCalledOff():
                return self._replace(status=to, changes=self._without_changes(entry.on))
        return self._replace(status=to)

    def _without_changes(self, on: date) -> tuple[ScheduledChange, ...]:
        """The changes, those that still stand called off on a day."""
        return tuple(one if one.called_off_on else one._replace(called_off_on=on) for one in self.changes)


class ScheduledReview(NamedTuple):
    """A review of a plan, with the entry that arranged it first and every deadline that it has had."""

    id: str
    on: date
    place: int
    #: The deadlines, the first one first. Empty for a review that was held and that nobody had arranged.
    deadlines: tuple[Deadline, ...]
    #: The first day on which it was held: a review that was adjourned is held again.
    held_on: date | None = None
    outcome: PlanOutcome | None = None


class StatutoryPlanState(NamedTuple):
    """One plan on a day."""

    id: str
    stage: StatutoryPlanStage
    #: The status that it belongs to; None where nobody recorded a draft, nor the spell that it began.
    kind: SpellKind | None
    reviews: tuple[ScheduledReview, ...] = ()
    #: The day and the place of the entry by which it became active; None before.
    active_since: tuple[date, int] | None = None
    #: The last entry after which the next review is to be arranged; None where one is arranged, or none is asked for.
    awaits_review: tuple[date, int] | None = None
    #: The day on which it was closed or stepped up or down.
    over_on: date | None = None
    #: Everybody who wrote a draft, and who endorsed the last one.
    drafted_by: frozenset[str] = frozenset()
    endorsed_by: str | None = None

    def after(self, entry: Entry[Any], to: StatutoryPlanStage, place: int, spells: Mapping[str, SpellState]) -> Any:
        """The plan after an entry about it."""
        content = entry.content
        match content:
            case PlanDrafted(kind=kind):
                drafted_by = self.drafted_by | {entry.by}
                return self._replace(stage=to, kind=kind, drafted_by=drafted_by, endorsed_by=None)
            case PlanEndorsed():
                return self._replace(stage=to, endorsed_by=entry.by)
            case PlanActivated(spell=spell):
                begun = spells.get(spell or "")
                of = self.kind if begun is None else begun.kind
                now = entry.on, place
                return self._replace(stage=to, kind=of, active_since=now, awaits_review=now)
            case PlanReviewScheduled(review=review, due=due):
                known = self._review(review) or ScheduledReview(review, entry.on, place, ())
                return self._with(known._replace(deadlines=(*known.deadlines, due)))._replace(
                    stage=to, awaits_review=None
                )
            case PlanReviewed(review=review, outcome=outcome):
                known = self._review(review) or ScheduledReview(review, entry.on, place, ())
                goes_on = to in {StatutoryPlanStage.ACTIVE, StatutoryPlanStage.LEGAL_ADVICE}
                return self._with(known._replace(held_on=known.held_on or entry.on, outcome=outcome))._replace(
                    stage=to,
                    awaits_review=(entry.on, place) if goes_on else None,
                    over_on=None if goes_on else entry.on,
                )
        return self._replace(stage=to)

    def _review(self, review: str) -> ScheduledReview | None:
        return next((one for one in self.reviews if one.id == review), None)

    def _with(self, review: ScheduledReview) -> "StatutoryPlanState":
        """The plan with a review as it is now, in the place of the one of that id."""
        if self._review(review.id) is None:
            return self._replace(reviews=(*self.reviews, review))
        return self._replace(reviews=tuple(review if one.id == review.id else one for one in self.reviews))


class ConsentState(NamedTuple):
    """One person's consent to one thing on a day."""

    id: str
    person: str
    to: str
    status: ConsentStatus
    parental_responsibility: ParentalResponsibility
    interpreter: str | None = None
    #: Each withdrawal, as (day, place, the day on which it was decided what follows or consent was given again).
    withdrawals: tuple[tuple[date, int, date | None], ...] = ()

    def after(self, entry: Entry[Any], to: ConsentStatus, place: int) -> "ConsentState":
        """The consent after an entry about it."""
        content = entry.content
        settled = tuple((on, at, entry.on if done is None else done) for on, at, done in self.withdrawals)
        match content:
            case ConsentGiven() | ConsentRefused():
                return self._replace(
                    status=to,
                    person=content.person,
                    to=content.to,
                    parental_responsibility=content.parental_responsibility,
                    interpreter=content.interpreter,
                    withdrawals=settled,
                )
            case ConsentWithdrawn():
                return self._replace(status=to, withdrawals=(*self.withdrawals, (entry.on, place, None)))
            case WithdrawalDecided():
                return self._replace(status=to, withdrawals=settled)
        return self._replace(status=to)


class ChildStatusState(NamedTuple):
    """Everything on the record about one child's status by a day."""

    child: str | None = None
    spells: Mapping[str, SpellState] = {}
    plans: Mapping[str, StatutoryPlanState] = {}
    consents: Mapping[str, ConsentState] = {}

    def after(self, entry: Entry[Any], to: Any, place: int) -> "ChildStatusState":
        """The status after an entry."""
        content = entry.content
        kind = type(content)
        if kind is StatusOf:
            return self._replace(child=content.child)
        if to is None:
            return self
        if kind in SPELL.kinds:
            return self._replace(spells=self._with_spell(entry, to, place))
        if kind in STATUTORY_PLAN.kinds:
            plan = self.plans.get(content.plan) or StatutoryPlanState(
                content.plan, StatutoryPlanStage.NOT_DRAFTED, None
            )
            return self._replace(plans={**self.plans, plan.id: plan.after(entry, to, place, self.spells)})
        if kind in CONSENT.kinds:
            return self._replace(consents=self._with_consent(entry, to, place))
        return self

    def _with_spell(self, entry: Entry[Any], to: SpellStatus, place: int) -> Mapping[str, SpellState]:
        content = entry.content
        known = self.spells.get(content.spell)
        if isinstance(content, SpellBegan) and known is None:
            known = SpellState(content.spell, content.kind, to, entry.on, place, content.because_of)
        if known is None or isinstance(content, SpellExtended):
            return self.spells
        return {**self.spells, content.spell: known.after(entry, to, place)}

    def _with_consent(self, entry: Entry[Any], to: ConsentStatus, place: int) -> Mapping[str, ConsentState]:
        content = entry.content
        known = self.consents.get(content.consent)
        if known is None:
            if not isinstance(content, ConsentGiven | ConsentRefused):
                return self.consents
            known = ConsentState(content.consent, content.person, content.to, to, content.parental_responsibility)
        return {**self.consents, content.consent: known.after(entry, to, place)}
