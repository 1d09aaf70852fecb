"""Each child of a reading as data: what their days are like, their voice, who has seen them, and their journey."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from reflective.casework import Reading
from reflective.practice.cycle import Cycle, Response
from reflective.practice.journey import Asked, CheckpointState, Journey, JourneyPart, MapQuestion
from reflective.practice.people import Person, PersonKind
from reflective.records import Content, Entry
from reflective.views.data import cited, iso_day

__all__ = ["called", "child_facts", "journey_facts"]

#: The prompt whose answer tells what a child's days are like.
_LIVED_EXPERIENCE: Final = "lived-experience"


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
                {"question": asked.question.value, "answer": asked.answer, **cited(entry)}
                for asked, entry in _asked(one, as_of)
            ],
            "accounts": _accounts(one, as_of),
            "checkpoints": [_point(point) for point in one.checkpoints(as_of)],
            "missing": list(one.missing(as_of)),
        }
        for one in reading.of_kind(Journey)
    ]


def called(child: Mapping[str, Any]) -> str:
    """The name of a child in these rows, or the reference where there is none."""
    return str(child["name"] or child["id"])


def _asked(journey: Journey, as_of: date) -> list[tuple[Asked, Entry[Content]]]:
    """Each time that a question of the map was asked, or answered, with its entry."""
    entries = [entry for _, entry in journey.standing(as_of)]
    return [(entry.content, entry) for entry in entries if isinstance(entry.content, Asked)]


def _days(child: str, reading: Reading) -> dict[str, Any] | None:
    """The last answer about what a child's days are like."""
    found = None
    for cycle in reading.of_kind(Cycle):
        for _, entry in cycle.standing(reading.as_of):
            content = entry.content
            asked = isinstance(content, Response) and content.prompt == _LIVED_EXPERIENCE and child in entry.about
            if asked and content.answer is not None:
                found = {"what": content.answer, **cited(entry)}
    return found


def _accounts(journey: Journey, as_of: date) -> list[dict[str, Any]]:
    """Everything that the child said or showed, with whoever it was told to."""
    child = journey.child(as_of)
    return [
        {
            "words": account.words,
            "observed": account.observed,
            "told_to": account.told_to or journey.entries[place].by,
            **cited(journey.entries[place], said_by=None if account.observed else child),
        }
        for place, account in journey.accounts(as_of)
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
    asked = [(one.answer, entry) for one, entry in _asked(journey, as_of) if one.question is MapQuestion.NEXT]
    if not asked:
        return None
    answered = [(answer, entry) for answer, entry in asked if answer is not None]
    what, entry = (answered or asked)[-1]
    return {"what": what, "asked": not answered, **cited(entry)}


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
