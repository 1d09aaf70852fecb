"""The law of a reading: no answer changes because of an entry that the reading withholds."""

import re
from datetime import date, timedelta

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from reflective import demo
from reflective.casework import SHIPPED, Case, RecordRemoved
from reflective.practice import People
from reflective.records import Entry, Record
from reflective.records.reader import Reader, RecordPart
from reflective.testing.reading_laws import day_questions, withheld_changes_nothing, withheld_in_turn
from reflective.testing.strategies import cases

FIRST = date(2021, 1, 1)
LAST = FIRST + timedelta(days=60)
QUESTIONS = {kind: day_questions(kind) for kind in SHIPPED.records}


def law(case, day):
    """The law on one day and on the last, with the words for what breaks it."""
    assert withheld_changes_nothing(case, day, LAST) is None


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
    """Every entry of the example held back in turn, asked on a day after the supervision."""
    case = demo.case()
    assert withheld_changes_nothing(case, demo.HELD + timedelta(days=36)) is None
    assert len([*withheld_in_turn(case)]) > 150


def test_control_a_reading_that_shows_what_it_withholds_is_caught(monkeypatch):
    """The control: the counts are right, and the records are the case's own."""

    def whole(self, record, as_of, **_more):
        return RecordPart(record.as_of_reading(), read(self, record, as_of, **_more).withheld)

    read = Reader.read
    monkeypatch.setattr(Reader, "read", whole)
    found = withheld_changes_nothing(demo.case(), demo.HELD)
    assert re.fullmatch(
        r"'[a-z_]+( on [\d-]+)?' answers otherwise where the entry at \d+ of a [a-z ]+ is withheld", found
    )


def test_control_a_count_by_place_is_caught(monkeypatch):
    """The control: a question that answers by how many entries the log has."""
    monkeypatch.setattr(Record, "entries_so_far", lambda self, as_of: self.standing(as_of), raising=False)
    assert "entries_so_far" in day_questions(type("Asked", (Record,), {}))


def test_the_questions_are_those_of_the_classes():
    """No kind of record is left out, and each has questions of its own beside those of every record."""
    assert set(QUESTIONS) == set(SHIPPED.records)
    every = set(day_questions(Record))
    own = {kind.KIND: len(set(names) - every) for kind, names in QUESTIONS.items()}
    assert min(own.values()) >= 1, own
