"""The good-practice points of the note (lines 99 to 106), as far as a record can show them."""

from collections.abc import Iterator
from typing import Final

from reflective.checks.checking import Family, Found, Look, check_of
from reflective.checks.finding import Concern
from reflective.practice.cycle import Weighed
from reflective.practice.journey import Journey, MapQuestion
from reflective.practice.relationship import Enabler
from reflective.practice.supervision import MeetingStage, Supervision
from reflective.records import FormAnswer

__all__: list[str] = []

_NOTE: Final = "practice note Management Oversight and Supervision, Sandwell Children's Trust, September 2021"


def _line(line: str) -> str:
    return f"{_NOTE}, line {line}"


@check_of(
    "note.strengths",
    Family.GOOD_PRACTICE,
    Concern.RECORD,
    source=_line("99"),
    question="what do they do well, in their words and in yours?",
    kinds=("relationship",),
)
def _strengths(look: Look) -> Iterator[Found]:
    """Strengths stand beside difficulties, or none is recorded of anybody."""
    found = [(record, place) for record, place, _ in look.all_entries(Enabler)]
    if not found:
        yield Found("a strength of anybody in the family")
    for record in dict.fromkeys(record.id for record, _ in found):
        places = tuple(place for one, place in found if one.id == record)
        says = f"strengths are recorded in {record}"
        yield Found(says, record=record, places=places, question="and of each child?", good=True)


@check_of(
    "note.not_on_file",
    Family.GOOD_PRACTICE,
    Concern.RECORD,
    source=_line("100"),
    question="what keeps it off the child's file?",
    kinds=("supervision",),
)
def _not_on_file(look: Look) -> Iterator[Found]:
    """A supervision was written up, and a child's record of it is not on the child's file."""
    for meeting in look.reading.of_kind(Supervision):
        state = meeting.state(look.as_of)
        if state.at is MeetingStage.RECORDED:
            for child in state.records:
                if meeting.filing(child, look.as_of) is None:
                    yield Found(f"the record of {meeting.id} on the child's file", record=meeting.id, subject=child)


@check_of(
    "note.no_form",
    Family.GOOD_PRACTICE,
    Concern.RECORD,
    source=f"K31: {_line('102')}",
    question="is the preparation written down somewhere else?",
    kinds=("supervision",),
)
def _no_form(look: Look) -> Iterator[Found]:
    """A supervision was held with no preparation and no form on the record."""
    for meeting in look.reading.of_kind(Supervision):
        held = meeting.held_on(look.as_of)
        form = any(True for _ in look.entries(meeting, FormAnswer))
        if held is not None and not meeting.prepared(look.as_of) and not form:
            yield Found(f"a preparation or a form of {meeting.id}", record=meeting.id)


@check_of(
    "note.no_timescale",
    Family.GOOD_PRACTICE,
    Concern.DATES,
    source=f"K26: {_line('105')}",
    question="by when, in this child's time, does it have to be different?",
    kinds=("journey",),
)
def _no_timescale(look: Look) -> Iterator[Found]:
    """A child's journey has no answer to the question of timescales."""
    journeys = {one.child(look.as_of): one for one in look.reading.of_kind(Journey)}
    for child in look.children:
        journey = journeys.get(child)
        if journey is None or not _answered(journey, look):
            yield Found("the child's own timescale", record=None if journey is None else journey.id, subject=child)


def _answered(journey: Journey, look: Look) -> bool:
    unanswered = journey.unanswered(look.as_of)
    asked = {entry.content.question for _, entry in journey.standing(look.as_of) if hasattr(entry.content, "question")}
    return MapQuestion.TIMESCALES in asked and MapQuestion.TIMESCALES not in unanswered


@check_of(
    "note.learning",
    Family.GOOD_PRACTICE,
    Concern.RECORD,
    source=_line("104"),
    question="what would you look at again, as a window back into practice?",
    kinds=("cycle",),
)
def _learning(look: Look) -> Iterator[Found]:
    """Hypotheses were weighed in a cycle: thinking is on the record, and what was learned of it may be asked."""
    for record in dict.fromkeys(record.id for record, _, _ in look.all_entries(Weighed)):
        places = tuple(place for one, place, _ in look.all_entries(Weighed) if one.id == record)
        yield Found(f"hypotheses were weighed in {record}", record=record, places=places, good=True)
