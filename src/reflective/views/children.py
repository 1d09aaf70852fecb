"""Each child of a reading as data: what their days are like, their voice, who has seen them, and their journey."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from reflective.casework import Reading
from reflective.practice.cycle import Cycle, Response
from reflective.practice.journey import Asked, CheckpointState, Journey, JourneyPart, MapQuestion
from reflective.practice.people import Person, PersonKind
from reflective.practice.status import ChildStatus
from reflective.practice.visits import Visits
from reflective.practice.voice import Expression, Voice
from reflective.records import Content, Entry
from reflective.views.data import cited, iso_day

__all__ = ["called", "child_facts", "journey_facts"]

#: The prompt whose answer tells what a child's days are like.
_LIVED_EXPERIENCE: Final = "lived-experience"


def child_facts(reading: Reading) -> list[dict[str, Any]]:
    """A row for each child of a reading, in the order in which they were named.

    `days` is the last answer to the prompt "lived-experience" about the child, and `voice` all that the child said or
    showed, on the journey or in a record of their voice. `statuses` are those that hold in law, and `seen` is the last
    visit on which the child was seen. `now`, `next` and `checkpoint` are those of the child's journey. Each is None, or
    empty, where nothing is recorded.
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
        "voice": [*([] if journey is None else _accounts(journey, as_of)), *_heard(one.id, reading)],
        "statuses": _statuses(one.id, reading),
        "seen": _seen(one.id, reading),
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


def _heard(child: str, reading: Reading) -> list[dict[str, Any]]:
    """Everything in the records of a child's voice, in the order of the days, with the changes because of it."""
    as_of = reading.as_of
    return [
        {
            "words": heard.words,
            "observed": heard.expression is not Expression.SAID,
            "told_to": heard.told_to or voice.entries[place].by,
            "alone": heard.alone,
            "changed": [one.what for _, one in voice.changed_because_of(heard.account, as_of)],
            **cited(voice.entries[place], said_by=child if heard.expression is Expression.SAID else None),
        }
        for voice in reading.of_kind(Voice)
        if voice.child(as_of) == child
        for place, heard in voice.accounts(as_of)
    ]


def _statuses(child: str, reading: Reading) -> list[dict[str, Any]]:
    """The statuses of a child that hold in law on the day, each with the day on which it began."""
    return [
        {
            "status": spell.kind.value,
            "what": spell.kind.name.replace("_", " ").lower(),
            "since": iso_day(spell.began_on),
            **cited(status.entries[spell.place]),
        }
        for status in reading.of_kind(ChildStatus)
        if status.child(reading.as_of) == child
        for spell in status.statuses(reading.as_of)
    ]


def _seen(child: str, reading: Reading) -> dict[str, Any] | None:
    """The last visit on which a child was seen: when, by whom, and whether alone; None where none is recorded."""
    made = [
        (visits.entries[place].on, visits.entries[place], visit)
        for visits in reading.of_kind(Visits)
        for place, visit in visits.visits(reading.as_of, child)
    ]
    if not made:
        return None
    on, entry, visit = max(made, key=lambda one: one[0])
    (alone,) = {one.alone for one in visit.seen if one.child == child}
    return {"on": iso_day(on), "alone": alone, **cited(entry)}


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
