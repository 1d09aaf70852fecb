"""The law of a reading: no answer changes because of an entry that the reading withholds."""

import inspect
from collections import Counter
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflective import demo
from reflective.casework import SHIPPED, Case, RecordRemoved
from reflective.errors import ReflectiveError
from reflective.practice import People
from reflective.records import OPEN, Audience, Content, Entry, Record, content
from reflective.records.kind import BY_ANOTHER_CALL
from reflective.records.reader import Reader, RecordPart
from reflective.testing.strategies import cases

FIRST = date(2021, 1, 1)
LAST = FIRST + timedelta(days=60)
#: How many histories were tried, how many entries were held back in them, and how many answers compared.
TRIED = Counter()


@content("test:nothing", Audience.RESTRICTED)
class Nothing(Content):
    """An entry that says nothing and moves nothing."""


def questions(kind):
    """The questions of a class of record: its public methods that have to be given a day and nothing else."""
    for name, method in inspect.getmembers(kind, inspect.isfunction):
        needed = [
            one.name
            for one in list(inspect.signature(method).parameters.values())[1:]
            if one.default is one.empty and one.kind not in {one.VAR_POSITIONAL, one.VAR_KEYWORD}
        ]
        if name[0] != "_" and needed == ["as_of"]:
            yield name


QUESTIONS = {kind: tuple(questions(kind)) for kind in SHIPPED.records}


def answers(reading, log, days):
    """Every answer of a reading, counts apart: its own, and those of one record on some days, by what was asked."""
    found = {name: getattr(reading, name) for name in ("events", "last_recorded")}
    found["due"] = [row.as_row(why=True) | {"withheld": 0} for row in reading.due]
    if log not in {record.id for record in (reading.people, *reading.records)}:
        return found
    record = reading[log]
    found["shown"] = reading.shown(log).entries
    for day in days:
        found["known", day] = [one.content for _, one in record.known_at(day).standing(day)]
        for name in QUESTIONS[type(record)]:
            found[name, day] = _asked(getattr(record, name), day)
    return found


def _asked(question, day):
    try:
        return question(as_of=day)
    except ReflectiveError as refused:
        return type(refused), refused.code


def held_back(case):
    """The case with each of its entries held back in turn: as it stands there, and with nothing in its place."""
    for log in (case.people, *case.records):
        for place, entry in enumerate(log.entries):
            if type(entry.content) in BY_ANOTHER_CALL or entry.drafted_by is not None:
                continue
            restricted = attrs.evolve(entry, audience=Audience.RESTRICTED, owner=None)
            day = min(entry.recorded, entry.on + timedelta(days=3))
            nothing = Entry(
                on=entry.on if place in _struck(log) else day,
                recorded=entry.recorded,
                by="somebody",
                about=entry.about,
                content=Nothing(),
                audience=Audience.RESTRICTED,
            )
            pair = [_with(case, log, place, one) for one in (restricted, nothing)]
            # An entry that says for whom its item is binds others, which is meant, and so is no test of the law.
            bound = [dict(one[log.id].closer) for one in pair]
            if all(closer.pop(place, None) is None or True for closer in bound) and bound[0] == bound[1]:
                yield log, place, pair


def _struck(log):
    return log._struck


def _with(case, log, place, entry):
    entries = (*log.entries[:place], entry, *log.entries[place + 1 :])
    changed = type(log)(id=log.id, entries=entries)
    if log.id == case.people.id:
        return attrs.evolve(case, people=changed)
    return attrs.evolve(case, records=tuple(changed if one.id == log.id else one for one in case.records))


def law(case, day, audiences=OPEN):
    """Two cases that differ in one withheld entry have equal readings."""
    TRIED["histories"] += 1
    days = (day, LAST)
    for log, place, pair in held_back(case):
        TRIED["held back"] += 1
        one, other = (answers(held.read(as_of=day, audiences=audiences), log.id, days) for held in pair)
        TRIED["answers"] += len(one)
        different = [asked for asked in one if one[asked] != other.get(asked)]
        assert not different, (type(log).__name__, place, different)


@given(cases(first=FIRST, last=LAST, most=2), st.dates(FIRST, LAST))
@settings(max_examples=max(settings.default.max_examples // 2, 10))
def test_no_answer_changes_because_of_an_entry_that_is_withheld(case, day):
    """Whoever may not read an entry learns nothing of it from any question of any kind of record."""
    law(case, day)


@given(cases(first=FIRST, last=LAST, most=2, lawful=False), st.dates(FIRST, LAST))
@settings(max_examples=max(settings.default.max_examples // 4, 5))
def test_it_holds_of_logs_as_loading_accepts_them(case, day):
    """A log in any order of moves hides as much."""
    law(case, day)


def test_it_holds_of_a_removal_that_a_document_has_in_another_log():
    """Found by chance: the removal of a record settles nothing in the list of people, and stayed in a reading of it."""
    removed = Entry(on=FIRST, recorded=FIRST, by="w-1", content=RecordRemoved(record="r-1", because=None))
    opened = Case.opened("case-1")
    law(attrs.evolve(opened, people=People(id=opened.people.id, entries=(removed,))), FIRST)


def test_it_holds_of_the_example():
    """Every entry of the example held back in turn, asked on two days."""
    case = demo.case()
    before = TRIED["held back"]
    day = demo.HELD + timedelta(days=36)
    for log, _, pair in held_back(case):
        readings = [one.read(as_of=day) for one in pair]
        one, other = ([row.as_row(why=True) | {"withheld": 0} for row in reading.due] for reading in readings)
        assert one == other
        assert readings[0].events == readings[1].events
        asked = [
            {name: _asked(getattr(reading[log.id], name), day) for name in QUESTIONS[type(log)]} for reading in readings
        ]
        assert asked[0] == asked[1]
        TRIED["held back"] += 1
    assert TRIED["held back"] > before + 150


def test_control_a_reading_that_shows_what_it_withholds_is_caught(monkeypatch):
    """The control: the counts are right, and the records are the case's own."""

    def whole(self, record, as_of, **_more):
        return RecordPart(record.as_of_reading(), read(self, record, as_of, **_more).withheld)

    read = Reader.read
    monkeypatch.setattr(Reader, "read", whole)
    with pytest.raises(AssertionError):
        test_it_holds_of_the_example()


def test_control_a_count_by_place_is_caught(monkeypatch):
    """The control: a question that answers by how many entries the log has."""
    monkeypatch.setattr(Record, "entries_so_far", lambda self, as_of: self.standing(as_of), raising=False)
    assert "entries_so_far" in set(questions(type("Asked", (Record,), {})))


def test_the_questions_are_those_of_the_classes():
    """No kind of record is left out, and each has questions of its own beside those of every record."""
    assert set(QUESTIONS) == set(SHIPPED.records)
    every = set(questions(Record))
    own = {kind.KIND: len(set(names) - every) for kind, names in QUESTIONS.items()}
    assert min(own.values()) >= 1, own
