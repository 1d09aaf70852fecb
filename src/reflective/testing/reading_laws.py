"""The law of a reading: no answer changes because of an entry that the reading withholds.

Our own tests try it on every kind of record that ships; a host tries it on cases with its own kinds, which
`reflective.testing.strategies.cases` draws.
"""

import inspect
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any, Final

import attrs

from reflective.casework import Case, Reading
from reflective.errors import ReflectiveError
from reflective.fields import check, check_day
from reflective.records import OPEN, Audience, Content, Entry, Record, content
from reflective.records.kind import BY_ANOTHER_CALL

__all__ = ["day_questions", "withheld_changes_nothing", "withheld_in_turn"]

#: An entry may be written down some days after what it says.
_LATER: Final = timedelta(days=3)


@content("testing:nothing", Audience.RESTRICTED)
class _Nothing(Content):
    """An entry that says nothing and moves nothing."""


def withheld_changes_nothing(
    case: Case, day: date, *other_days: date, audiences: Collection[Audience] = OPEN
) -> str | None:
    """No answer of a reading changes because of an entry that it withholds.

    Each entry is held back in turn, and again with nothing said in its place: the two readings as of `day` have to be
    equal. The records of both are asked their questions on that day and on the others. Gives None where the law holds,
    else the record, the place of the entry and the question, and no word that anybody wrote.

    >>> from reflective.demo import HELD, case
    >>> people = attrs.evolve(case(), records=())
    >>> withheld_changes_nothing(people, HELD) is None
    True
    """
    check("case", case, Case)
    for one in (day, *other_days):
        check_day("day", one)
    for log, place, pair in withheld_in_turn(case):
        said, nothing = (
            _answers(held.read(as_of=day, audiences=audiences), log.id, (day, *other_days)) for held in pair
        )
        for question in said:
            if said[question] != nothing.get(question):
                return f"'{question}' answers otherwise where the entry at {place} of a {log.NOUN} is withheld"
    return None


def withheld_in_turn(case: Case) -> Iterator[tuple[Record[Any], int, tuple[Case, Case]]]:
    """Each log and place of a case, with the case in which that entry is restricted, and one in which it says nothing.

    Left out are the entries that another call writes, drafts of a tool, and whatever says for whom its item is, since
    that binds other entries and is meant to.
    """
    for log in (case.people, *case.records):
        for place, entry in enumerate(log.entries):
            if type(entry.content) in BY_ANOTHER_CALL or entry.drafted_by is not None:
                continue
            restricted = attrs.evolve(entry, audience=Audience.RESTRICTED, owner=None)
            struck = place in log._struck  # noqa: SLF001 - an entry that is struck stands on no day
            nothing = Entry(
                on=entry.on if struck else min(entry.recorded, entry.on + _LATER),
                recorded=entry.recorded,
                by="somebody",
                about=entry.about,
                content=_Nothing(),
                audience=Audience.RESTRICTED,
            )
            first, second = (_with(case, log, place, one) for one in (restricted, nothing))
            closer = [dict(one[log.id].closer) for one in (first, second)]
            for one in closer:
                one.pop(place, None)
            if closer[0] == closer[1]:
                yield log, place, (first, second)


def day_questions(kind: type[Record[Any]]) -> tuple[str, ...]:
    """The questions of a class of record: its public methods that have to be given a day and nothing else."""
    found = []
    for name, method in inspect.getmembers(kind, inspect.isfunction):
        needed = [
            one.name
            for one in list(inspect.signature(method).parameters.values())[1:]
            if one.default is one.empty and one.kind not in {one.VAR_POSITIONAL, one.VAR_KEYWORD}
        ]
        if name[0] != "_" and needed == ["as_of"]:
            found.append(name)
    return tuple(found)


def _with(case: Case, log: Record[Any], place: int, entry: Entry[Any]) -> Case:
    """The case with another entry at a place of a log."""
    changed: Any = type(log)(id=log.id, entries=(*log.entries[:place], entry, *log.entries[place + 1 :]))
    if log.id == case.people.id:
        return attrs.evolve(case, people=changed)
    return attrs.evolve(case, records=tuple(changed if one.id == log.id else one for one in case.records))


def _answers(reading: Reading, log: str, days: tuple[date, ...]) -> dict[str, Any]:
    """Every answer of a reading, counts apart: its own, and those of one record on some days, by what was asked."""
    found: dict[str, Any] = {"events": reading.events, "last_recorded": reading.last_recorded}
    found["due"] = [row.as_row(why=True) | {"withheld": 0} for row in reading.due]
    if log not in {record.id for record in (reading.people, *reading.records)}:
        return found
    record = reading[log]
    found["shown"] = reading.shown(log).entries
    for day in days:
        found[f"known_at {day}"] = [one.content for _, one in record.known_at(day).standing(day)]
        for name in day_questions(type(record)):
            found[f"{name} on {day}"] = _asked(getattr(record, name), day)
    return found


def _asked(question: Any, day: date) -> Any:
    """An answer; a refusal is one too."""
    try:
        return question(as_of=day)
    except ReflectiveError as refused:
        return type(refused), refused.code
