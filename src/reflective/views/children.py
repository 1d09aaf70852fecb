"""Each child of a reading as data: what their days are like, their voice, who has seen them, and their journey."""

from datetime import date
from typing import Any, Final

from reflective.casework import Reading
from reflective.practice.cycle import Cycle, Response
from reflective.practice.journey import Account, Asked, CheckpointState, Journey, JourneyPart, MapQuestion
from reflective.practice.people import Person, PersonKind
from reflective.records import Content, Entry
from reflective.views.data import cited, iso_day

__all__ = ["child_facts", "journey_facts"]

#: The prompt whose answer tells what a child's days are like.
LIVED_EXPERIENCE: Final = "lived-experience"


def child_facts(reading: Reading) -> list[dict[str, Any]]:
    """A row for each child of a reading, in the order in which they were named.

    `days` is the last answer to the prompt "lived-experience" about the child, and `voice` all that the child said or
    showed. `now`, `next` and `checkpoint` are those of the child's journey. Each is None, or empty, where nothing is
    recorded.
    """
    journeys = {one.child(reading.as_of): one for one in reading.of_kind(Journey)}
    children = reading.people.everybody(reading.as_of, PersonKind.CHILD)
    return [_child(one, journeys.get(one.id), reading) for one in children]


def _child(one: Person, journey: Journey | None, reading: Reading) -> dict[str, Any]:
    as_of = reading.as_of
    return {
        "id": one.id,
        "name": one.name,
        "age": one.age,
        "age_in_words": one.age_in_words,
        "days": _days(one.id, reading),
        "voice": [] if journey is None else _accounts(journey, as_of),
        "now": [] if journey is None else _stages(journey, as_of, JourneyPart.NOW),
        "next": None if journey is None else _next(journey, as_of),
        "checkpoint": None if journey is None else _checkpoint(journey, as_of),
    }


def journey_facts(reading: Reading) -> list[dict[str, Any]]:
    """Every journey of a reading: its stages, the questions of its map, the child's own accounts, its checkpoints."""
    as_of = reading.as_of
    return [
        {
            "id": one.id,
            "child": one.child(as_of),
            "stages": _stages(one, as_of, None),
            "questions": [
                {"question": entry.content.question.value, "answer": entry.content.answer, **cited(entry)}
                for entry in _entries(one, as_of)
                if isinstance(entry.content, Asked)
            ],
            "accounts": _accounts(one, as_of),
            "checkpoints": [_point(point) for point in one.checkpoints(as_of)],
            "missing": list(one.missing(as_of)),
        }
        for one in reading.of_kind(Journey)
    ]


def _entries(journey: Journey, as_of: date) -> list[Entry[Content]]:
    return [entry for _, entry in journey.standing(as_of)]


def _days(child: str, reading: Reading) -> dict[str, Any] | None:
    """The last answer about what a child's days are like."""
    found = None
    for cycle in reading.of_kind(Cycle):
        for _, entry in cycle.standing(reading.as_of):
            content = entry.content
            if isinstance(content, Response) and content.prompt == LIVED_EXPERIENCE and child in entry.about:
                found = found if content.answer is None else {"what": content.answer, **cited(entry)}
    return found


def _accounts(journey: Journey, as_of: date) -> list[dict[str, Any]]:
    """Everything that the child said or showed, with whoever it was told to."""
    child = journey.child(as_of)
    return [
        {
            "words": entry.content.words,
            "observed": entry.content.observed,
            "told_to": entry.content.told_to or entry.by,
            **cited(entry, said_by=None if entry.content.observed else child),
        }
        for entry in _entries(journey, as_of)
        if isinstance(entry.content, Account)
    ]


def _stages(journey: Journey, as_of: date, part: JourneyPart | None) -> list[dict[str, Any]]:
    return [
        {
            "part": stage.part.value,
            "what": stage.what,
            "start": None if stage.start is None else str(stage.start),
            "end": None if stage.end is None else str(stage.end),
            "told_by": stage.told_by,
            **cited(journey.entries[place], said_by=stage.told_by),
        }
        for place, stage in journey.stages(as_of, part)
    ]


def _next(journey: Journey, as_of: date) -> dict[str, Any] | None:
    """The next stage: the intention, or the answer to the question, or that it was asked and is not answered."""
    intended = _stages(journey, as_of, JourneyPart.NEXT)
    if intended:
        return {**intended[-1], "asked": False}
    asked = [
        entry
        for entry in _entries(journey, as_of)
        if isinstance(entry.content, Asked) and entry.content.question is MapQuestion.NEXT
    ]
    if not asked:
        return None
    answers = [entry for entry in asked if isinstance(entry.content, Asked) and entry.content.answer is not None]
    last = answers[-1] if answers else asked[-1]
    return {"what": last.content.answer, "asked": not answers, **cited(last)}  # type: ignore[attr-defined]


def _checkpoint(journey: Journey, as_of: date) -> dict[str, Any] | None:
    """The open checkpoint that is due first; one without a day comes last."""
    still_open = [one for one in journey.checkpoints(as_of) if one.open]
    first = min(still_open, key=lambda one: one.day or date.max, default=None)
    return None if first is None else _point(first)


def _point(one: CheckpointState) -> dict[str, Any]:
    return {
        "id": one.checkpoint.id,
        "different": one.checkpoint.different,
        "how_we_would_know": one.checkpoint.how_we_would_know,
        "status": one.status.value,
        "due": iso_day(one.day),
        "found": None if one.found is None else one.found.value,
        "so_what": None if one.so_what is None else one.so_what.value,
        "open": one.open,
    }
