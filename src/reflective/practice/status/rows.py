"""The duties that a child's status sets: changes that are scheduled, reviews, and decisions on a withdrawn consent."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from reflective.practice.status.kinds import SpellKind
from reflective.practice.status.state import (
    ChildStatusState,
    ConsentState,
    ScheduledReview,
    SpellState,
    StatutoryPlanState,
)
from reflective.records.content import Audience
from reflective.records.due import CHANGE, DECISION, REVIEW, due_row
from reflective.rules import Obligation
from reflective.timescales import Deadline

__all__ = ["due_rows"]

_NO_NEXT: Final = "undated: no next review is arranged on the record"
_SAME_DAY: Final = "a withdrawn consent is decided on the same day"
_WORDS: Final = {
    None: "ends",
    SpellKind.CHILD_IN_NEED: "child in need",
    SpellKind.CHILD_PROTECTION: "child protection",
    SpellKind.LOOKED_AFTER: "looked after",
}


class _StatusLog(NamedTuple):
    """The record whose duties these are, as the rows need it."""

    id: str
    child: str
    #: For whom the rows of each item are: as close as the closest entry on it.
    audiences: Mapping[str, Audience]
    as_of: date


def due_rows(
    record: str,
    state: ChildStatusState,
    audiences: Mapping[str, Audience],
    as_of: date,
) -> Iterator[Obligation]:
    """The duties of a child's status on a day; none before anybody said whose status it is."""
    if state.child is None:
        return
    log = _StatusLog(record, state.child, audiences, as_of)
    for spell in state.spells.values():
        yield from _changes(log, spell)
    for plan in state.plans.values():
        yield from _reviews(log, plan)
    for consent in state.consents.values():
        yield from _withdrawals(log, consent)


def _changes(log: _StatusLog, spell: SpellState) -> Iterator[Obligation]:
    for number, change in enumerate(spell.changes):
        to = _WORDS.get(change.to) or str(change.to).replace("_", " ")
        yield due_row(
            rule=CHANGE,
            subject=log.child,
            record=log.id,
            item=spell.id,
            part=None if number == 0 else str(number + 1),
            what=f"{_WORDS.get(spell.kind) or spell.kind.replace('_', ' ')}: {to}",
            trigger=change.on,
            deadline=change.due,
            first_due=change.due.day,
            met=spell.ended_on if change.called_off_on is None else None,
            ended_on=change.called_off_on,
            open=spell.ended_on is None and change.called_off_on is None,
            place=change.place,
            audience=log.audiences[spell.id],
            as_of=log.as_of,
        )


def _reviews(log: _StatusLog, plan: StatutoryPlanState) -> Iterator[Obligation]:
    for review in plan.reviews:
        if review.deadlines:
            yield _review(log, plan, review)
    if plan.awaits_review is not None:
        on, place = plan.awaits_review
        yield due_row(
            rule=REVIEW,
            subject=log.child,
            record=log.id,
            item=plan.id,
            what="arrange the next review",
            trigger=on,
            deadline=None,
            first_due=None,
            met=None,
            open=True,
            place=place,
            audience=log.audiences[plan.id],
            why=_NO_NEXT,
            as_of=log.as_of,
        )


def _review(log: _StatusLog, plan: StatutoryPlanState, review: ScheduledReview) -> Obligation:
    return due_row(
        rule=REVIEW,
        subject=log.child,
        record=log.id,
        item=plan.id,
        part=review.id,
        what="review: the plan",
        trigger=review.on,
        deadline=review.deadlines[-1],
        first_due=review.deadlines[0].day,
        met=review.held_on,
        ended_on=plan.over_on if review.held_on is None else None,
        open=review.held_on is None and plan.over_on is None,
        place=review.place,
        audience=log.audiences[plan.id],
        as_of=log.as_of,
    )


def _withdrawals(log: _StatusLog, consent: ConsentState) -> Iterator[Obligation]:
    for number, (on, place, settled_on) in enumerate(consent.withdrawals):
        yield due_row(
            rule=DECISION,
            subject=log.child,
            record=log.id,
            item=consent.id,
            part=None if number == 0 else str(number + 1),
            what="decide what follows from the withdrawn consent",
            trigger=on,
            deadline=Deadline.on(on),
            first_due=on,
            met=settled_on,
            open=settled_on is None,
            place=place,
            audience=log.audiences[consent.id],
            why=_SAME_DAY,
            as_of=log.as_of,
        )
