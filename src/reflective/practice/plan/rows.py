"""Everything that is due in a plan: its actions, their parts, decisions to take and reviews, a row for each child."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from reflective.practice.plan.days import Dated, Origin
from reflective.practice.plan.outlook import PlanState
from reflective.practice.plan.progress import ActionState, ActionStatus, PartState
from reflective.practice.plan.reviews import ReviewOutcome, ReviewState
from reflective.records.content import closest
from reflective.records.due import ACTION, DECISION, PART, REVIEW, due_row
from reflective.records.log import Record
from reflective.rules import Obligation

__all__ = ["due_rows"]

_NO_REVIEW: Final = "no review is planned"


class _Row(NamedTuple):
    """One thing that is due, for one child or for each of several."""

    rule: str
    #: The item, or "action/part"; None for the plan itself.
    item: str | None
    what: str
    origin: Origin
    dated: Dated
    owners: tuple[str, ...] = ()
    #: The day from which it is no longer required, where that came before it was met.
    ended_on: date | None = None
    open: bool = True
    why: str | None = None


def due_rows(record: Record[PlanState], as_of: date) -> tuple[Obligation, ...]:
    """Actions that were agreed, their parts, decisions to take and reviews: a row of each for each child."""
    plan = record.state(as_of)
    rows = [
        *(found for one in plan.actions.values() if one.agreed for found in _of_action(record.id, plan, one)),
        *(found for one in plan.reviews.values() for found in _of_review(record.id, plan, one)),
        *_next_review(record.id, plan),
    ]
    return tuple(
        due_row(
            rule=row.rule,
            subject=subject,
            record=record.id,
            item=row.item,
            trigger=row.origin.on,
            deadline=row.dated.due,
            first_due=row.dated.first_day,
            met=row.dated.met_on,
            ended_on=row.ended_on,
            open=row.open,
            what=row.what,
            owners=row.owners,
            place=row.origin.place,
            audience=closest(*(record.closed(place).audience for place in row.origin.places)),
            why=row.why,
            as_of=as_of,
        )
        for subject, row in rows
    )


def _of_action(record: str, plan: PlanState, one: ActionState) -> Iterator[tuple[str, _Row]]:
    """The decision on an action, the action itself once it is to be done, and its parts."""
    children = plan.children_of(one.action) or one.origin.about or (record,)
    for child in children:
        row = _whole(plan, one, child)
        if one.action.consider:
            still = row.open and one.decided is None
            yield child, row._replace(rule=DECISION, dated=one.decision, open=still)
        if not one.action.consider or one.decided is not None:
            yield child, row
    for part in one.parts:
        for child in part.part.children or children:
            yield from ((child, row) for row in _of_part(one, part, _whole(plan, one, child)))


def _whole(plan: PlanState, one: ActionState, child: str) -> _Row:
    """An action for one child: done, and over, as it is for that child."""
    closing = next((closing for closing in one.closings if closing.child == child), None)
    over = closing.on if closing is not None else one.ended_on or plan.ended_on
    work = one.work if closing is None else one.work.met(closing.done_on)
    return _Row(ACTION, one.id, one.action.text, one.origin, work, one.owners, over, over is None)


def _of_part(one: ActionState, part: PartState, whole: _Row) -> Iterator[_Row]:
    """The decision on a part, and the part itself once it is to be done; the end of its action ends both."""
    over = part.ended_on or whole.ended_on
    row = whole._replace(
        rule=PART,
        item=f"{one.id}/{part.part.id}",
        what=part.part.text,
        dated=part.work,
        ended_on=over,
        open=over is None and part.open,
    )
    if part.part.consider:
        yield row._replace(rule=DECISION, dated=part.decision, open=over is None and part.to_decide)
    if not part.to_decide and one.status is not ActionStatus.TO_DECIDE:
        yield row


def _of_review(record: str, plan: PlanState, one: ReviewState) -> Iterator[tuple[str, _Row]]:
    focus = f": {', '.join(one.planned.focus)}" if one.planned.focus else ""
    owners = () if one.planned.reviewer is None else (one.planned.reviewer,)
    is_open = one.held_on is None and plan.ended_on is None
    row = _Row(REVIEW, one.planned.id, f"review{focus}", one.origin, one.dated, owners, plan.ended_on, is_open)
    for child in plan.reviewed(one.planned) or one.origin.about or (record,):
        yield child, row


def _next_review(record: str, plan: PlanState) -> Iterator[tuple[str, _Row]]:
    """The review that a plan lacks: its first, or the next one after that which was held last."""
    held = [one for one in plan.reviews.values() if one.held_by is not None]
    last = max(held, key=lambda one: (one.held_on, one.held_by), default=None)
    origin = _begun(plan) if last is None else last.held_by
    if origin is None or not _is_on(plan) or len(held) < len(plan.reviews):
        return
    if last is not None and last.held is not None and last.held.outcome is ReviewOutcome.CLOSE:
        return
    row = _Row(REVIEW, None, "review: none is planned", origin, Dated(), why=_NO_REVIEW)
    for child in plan.children or origin.about or (record,):
        yield child, row


def _begun(plan: PlanState) -> Origin | None:
    """The entry that started a plan, or that agreed its first action."""
    if plan.origin is not None:
        return plan.origin
    return min((one.origin for one in plan.actions.values() if one.agreed), default=None)


def _is_on(plan: PlanState) -> bool:
    """Whether there is something to review: the plan was started, or an action is open, and the plan has not ended."""
    if plan.ended_on is not None:
        return False
    return plan.started is not None or any(one.agreed and one.open for one in plan.actions.values())
