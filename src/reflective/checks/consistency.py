"""Checks on contradictions: questions with several readings, and days that cannot both be so."""

from collections.abc import Iterator
from typing import Final

from reflective.checks.checking import Family, Found, Look, check_of
from reflective.checks.finding import Concern
from reflective.practice.discrepancies import Discrepancies
from reflective.practice.journey import Journey, JourneyStage

__all__: list[str] = []

_QUESTIONS: Final = ("discrepancies",)


@check_of(
    "consistency.two_readings",
    Family.CONSISTENCY,
    Concern.RECORD,
    source="K42: both readings are reported, and none is chosen (the practice catalogue, 5.4)",
    question="who could tell?",
    kinds=_QUESTIONS,
)
def _two_readings(look: Look) -> Iterator[Found]:
    """The record answers a question in two ways, and nobody has settled it."""
    for record in look.reading.of_kind(Discrepancies):
        for one in record.unsettled(look.as_of):
            places = (one.place, *(place for place, _ in one.versions))
            says = f"one answer to {one.question.id}, which has {len(one.versions)} readings"
            yield Found(says, record=record.id, places=places, question=one.question.asks)


@check_of(
    "consistency.open_question",
    Family.CONSISTENCY,
    Concern.RECORD,
    source="an unknown, with why it matters and who could tell (row 85 of the ledger)",
    question="who could tell?",
    kinds=_QUESTIONS,
)
def _open_question(look: Look) -> Iterator[Found]:
    """A question was put on the list, and nothing answers it."""
    for record in look.reading.of_kind(Discrepancies):
        for one in record.all(look.as_of):
            if not one.versions and one.settled is None:
                says = f"an answer to {one.question.id}"
                yield Found(says, record=record.id, places=(one.place,), question=one.question.asks)


@check_of(
    "consistency.before_birth",
    Family.CONSISTENCY,
    Concern.RECORD,
    source="K42: an event for a child before their birth (the practice catalogue, 5.4)",
    question="was this child born then, or is it of somebody else?",
    kinds=("journey",),
)
def _before_birth(look: Look) -> Iterator[Found]:
    """A stretch of a child's journey ended before the child can have been born."""
    born = {one.id: one.born for one in look.reading.people.everybody(look.as_of)}
    for journey in look.reading.of_kind(Journey):
        child = journey.child(look.as_of)
        birth = None if child is None else born.get(child)
        earliest = None if birth is None else birth.earliest
        for place, entry in look.entries(journey, JourneyStage):
            last = entry.content.end.latest if entry.content.end is not None else None
            if earliest is not None and last is not None and last < earliest:
                says = "one order of the child's birth and a stretch that ended before it"
                yield Found(says, record=journey.id, places=(place,), subject=child)
