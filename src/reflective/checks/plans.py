"""Checks on plans and their reviews, and on closings."""

from collections.abc import Iterator
from typing import Final

from reflective.checks.checking import Family, Found, Look, check_of
from reflective.checks.finding import Concern
from reflective.practice.plan import Answer, Plan
from reflective.practice.status import STATUSES, ChildStatus

__all__: list[str] = []

_STATUS: Final = ("status",)


@check_of(
    "plan.no_review",
    Family.PLANS,
    Concern.DATES,
    source="K29: a plan has a next review (Walsall and York, child in need plans)",
    question="when is it reviewed, and by whom?",
    kinds=("plan",),
)
def _no_review(look: Look) -> Iterator[Found]:
    """A plan that was started has no review to come, and is not ended."""
    for plan in look.reading.of_kind(Plan):
        state = plan.on(look.as_of)
        waits = any(one.held is None for one in state.reviews.values())
        if state.started is not None and state.origin is not None and state.ended_on is None and not waits:
            yield Found(f"a next review of {plan.id}", record=plan.id, places=(state.origin.place,))


@check_of(
    "plan.no_review_in_law",
    Family.PLANS,
    Concern.DATES,
    source="K29: an active plan has a next review date (the practice catalogue, SM-5)",
    question="when is it reviewed, and by whom?",
    kinds=_STATUS,
)
def _no_review_in_law(look: Look) -> Iterator[Found]:
    """A plan in force has no review arranged."""
    for status in look.reading.of_kind(ChildStatus):
        state = status.state(look.as_of)
        for plan in state.plans.values():
            if plan.awaits_review is not None:
                places = (plan.awaits_review[1],)
                yield Found(f"a next review of {plan.id}", record=status.id, places=places, subject=state.child)


@check_of(
    "duty.late",
    Family.PLANS,
    Concern.DATES,
    source="K29 and K14: what the rules ask (the ruleset's own sources)",
    question="when is it done, and what gave way?",
)
def _late(look: Look) -> Iterator[Found]:
    """A duty of the ruleset is past its day, and still to be done."""
    for row in look.obligations:
        if row.open and row.days_late and not row.rule.startswith("supervision."):
            days = "day" if row.days_late == 1 else "days"
            says = f"that {row.rule} of {row.ref} was met, {row.days_late} {days} past its day"
            places = () if row.place is None else (row.place,)
            yield Found(says, record=row.record, places=places, subject=row.subject)


@check_of(
    "plan.family_not_asked",
    Family.PLANS,
    Concern.VOICE,
    source="F4: agreement of the family (the practice note, lines 88 to 93); a plan is made with them",
    question="what do they think of it, in their words?",
    kinds=("plan",),
)
def _family_not_asked(look: Look) -> Iterator[Found]:
    """A plan has agreed actions, and no answer of anybody in the family."""
    for plan in look.reading.of_kind(Plan):
        state = plan.on(look.as_of)
        asked = [one for one in state.answers if one.answer is not Answer.NOT_ASKED]
        agreed = tuple(one.origin.place for one in state.actions.values() if one.agreed)
        if agreed and not asked:
            yield Found(f"what the family thinks of {plan.id}", record=plan.id, places=agreed)


@check_of(
    "closing.no_support",
    Family.PLANS,
    Concern.SAFETY,
    source="K41: closed without support being provided (the practice note, line 60)",
    question="what support was given, and what goes on?",
    kinds=_STATUS,
)
def _closed_without_support(look: Look) -> Iterator[Found]:
    """A status of a child ended with no support on the record."""
    for status in look.reading.of_kind(ChildStatus):
        state = status.state(look.as_of)
        for spell in state.spells.values():
            if spell.kind in STATUSES and spell.ended_on is not None and spell.support is None:
                says = f"what support went on after {spell.id}"
                yield Found(says, record=status.id, places=(spell.place,), subject=state.child)


@check_of(
    "closing.what_changed",
    Family.PLANS,
    Concern.RECORD,
    source="K41: what changed for the child (the practice catalogue, SM-5)",
    question="what changed for the child?",
    kinds=_STATUS,
)
def _closed_without_change(look: Look) -> Iterator[Found]:
    """A status of a child ended, and nothing says what changed."""
    for status in look.reading.of_kind(ChildStatus):
        state = status.state(look.as_of)
        for spell in state.spells.values():
            if spell.kind in STATUSES and spell.ended_on is not None and spell.what_changed is None:
                says = f"what changed for the child by the end of {spell.id}"
                yield Found(says, record=status.id, places=(spell.place,), subject=state.child)


@check_of(
    "consent.withdrawn",
    Family.PLANS,
    Concern.SAFETY,
    source="Children Act 1989, section 20(8): whoever has parental responsibility may at any time remove the child",
    question="what follows today, and who decides?",
    kinds=_STATUS,
)
def _withdrawn(look: Look) -> Iterator[Found]:
    """Consent was withdrawn, and nobody has decided what follows."""
    for status in look.reading.of_kind(ChildStatus):
        state = status.state(look.as_of)
        for consent in state.consents.values():
            for _, place, settled_on in consent.withdrawals:
                if settled_on is None:
                    says = f"a decision on what follows from the withdrawal of {consent.id}"
                    yield Found(says, record=status.id, places=(place,), subject=state.child)
