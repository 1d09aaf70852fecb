"""The reviews of safety plans, of plans for visits and of judgements, as rows of what is due."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from reflective.practice.safety.plans import (
    SafetyPlanEnded,
    SafetyPlanReviewed,
    SafetyPlanWritten,
    VisitingPlanEnded,
    VisitingPlanMade,
)
from reflective.practice.safety.risk import RiskEnded, RiskJudged, RiskReviewed
from reflective.records.content import Audience, closest
from reflective.records.due import REVIEW, due_row
from reflective.records.entry import Entry
from reflective.rules import Obligation
from reflective.timescales import Deadline

__all__ = ["SafetyReview", "due_rows", "reviews"]

#: The name of each kind of review, by the entries that look at a thing and may set the next review.
_LOOKED_AT: Final[Mapping[type[Any], str]] = {
    SafetyPlanWritten: "safety plan",
    SafetyPlanReviewed: "safety plan",
    VisitingPlanMade: "plan for visits",
    RiskJudged: "judgement of a risk",
    RiskReviewed: "judgement of a risk",
}
_ENDS: Final[Mapping[type[Any], str]] = {
    SafetyPlanEnded: "safety plan",
    VisitingPlanEnded: "plan for visits",
    RiskEnded: "judgement of a risk",
}


class SafetyReview(NamedTuple):
    """One review that was set: of what, when, about whom, and the day on which it was held or fell away."""

    of: str
    item: str
    number: int
    due: Deadline
    on: date
    place: int
    about: tuple[str, ...]
    audience: Audience
    held_on: date | None = None
    ended_on: date | None = None


def reviews(standing: Sequence[tuple[int, Entry[Any]]], closed: Mapping[int, Audience]) -> Iterator[SafetyReview]:
    """Every review that was set, in the order in which they were settled, and those still open at the end.

    A plan is looked at when it is reviewed or written again. A row is as close as the closest entry that it rests on.
    """
    waiting: dict[tuple[str, str], SafetyReview] = {}
    numbers: dict[tuple[str, str], int] = {}
    for place, entry in standing:
        said, kind = entry.content, type(entry.content)
        of = _LOOKED_AT.get(kind) or _ENDS.get(kind)
        if of is None:
            continue
        key = of, getattr(said, "risk", None) or said.plan
        before = waiting.pop(key, None)
        if before is not None:
            over = before._replace(audience=closest(before.audience, closed[place]))
            yield over._replace(ended_on=entry.on) if kind in _ENDS else over._replace(held_on=entry.on)
        due = None if kind in _ENDS else said.review
        if due is not None:
            numbers[key] = numbers.get(key, 0) + 1
            waiting[key] = SafetyReview(*key, numbers[key], due, entry.on, place, entry.about, closed[place])
    yield from waiting.values()


def due_rows(record: str, found: Iterator[SafetyReview], as_of: date) -> Iterator[Obligation]:
    """A row for each person whom a review is about."""
    for one in found:
        for subject in one.about or (record,):
            yield due_row(
                rule=REVIEW,
                subject=subject,
                record=record,
                item=one.item,
                part=None if one.number == 1 else str(one.number),
                what=f"{one.of}: review",
                trigger=one.on,
                deadline=one.due,
                first_due=one.due.day,
                met=one.held_on,
                ended_on=one.ended_on,
                open=one.held_on is None and one.ended_on is None,
                place=one.place,
                audience=one.audience,
                as_of=as_of,
            )
