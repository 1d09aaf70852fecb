"""The law of a record's own methods: whatever they make is equal, in every answer, to what its document gives back."""

import copy
import pickle
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.casework import SHIPPED
from reflective.errors import ReflectiveError
from reflective.exchange import dumps, loads
from reflective.practice import Cycle, Plan
from reflective.records import Record, Written
from reflective.testing.strategies import records
from tests.properties.control import Parts, caught
from tests.properties.lives import LIVES, OTHERS, kept_by_the_log
from tests.properties.methods import FIRST, LAST, answers, called, questions, records_in, writers

DAY = timedelta(days=1)


@cache
def life(kind):
    """The records of a kind's life, the last of them the whole of it."""
    return lived_through(kind, LIVES[kind.KIND])


def lived_through(kind, calls):
    """The records that calls of a kind's methods make, one after the other."""
    record, made = kind(id="r-1"), []
    for name, args, keywords in calls:
        made += records_in(getattr(record, name)(*args, **keywords))
        record = next((one for one in reversed(made) if one.id == "r-1"), record)
    return [one for one in made if one.id == "r-1"]


@st.composite
def written_by_methods(draw, kind):
    """The records that calls of a kind's own methods made of one that was lived through, and a day."""
    started, made = draw(st.sampled_from([life(kind)[-1:], []])), []
    record = started[0] if started else draw(records(kind, ids=st.just("r-1"), first=FIRST, last=FIRST + 20 * DAY))
    today = max([FIRST, *(entry.recorded for entry in record.entries)])
    for _ in range(draw(st.integers(1, 8))):
        today = min(today + draw(st.integers(0, 5)) * DAY, LAST)
        on = max(FIRST, today - draw(st.sampled_from([0, 0, 0, 5])) * DAY)
        name, args, keywords = draw(called(record, on, today))
        try:
            after = getattr(record, name)(*args, **keywords)
        except ReflectiveError:
            continue
        made += records_in(after)
        record = next((one for one in records_in(after) if one.id == record.id), record)
    return made, draw(st.sampled_from([FIRST, today, LAST]))


def holds(made):
    """Whether every record that was made is in every way the one that its document, its pickle or its copy gives."""
    several, day = made
    # Each record is one entry longer than the one before it: the last of them have everything in them.
    for record in several[-2:]:
        asked = answers(record, day)
        back = loads(dumps(record))
        pickled, deep, shallow = pickle.loads(pickle.dumps(record)), copy.deepcopy(record), copy.copy(record)
        copies = {"document": back, "pickle": pickled, "deepcopy": deep, "copy": shallow}
        same = {f"{name}_is_equal": again == record for name, again in copies.items()}
        alike = {f"{name}_answers_alike": answers(again, day) == asked for name, again in copies.items()}
        erased = any(entry.content.TAG == "log.erased" for entry in record.entries)
        whole = Parts(
            kind=type(back) is type(record),
            hash=hash(back) == hash(record),
            regular=erased or back.irregularities() == (),
            **same,
            **alike,
        )
        if not whole:
            return whole
    return True


@pytest.mark.parametrize("kind", SHIPPED.records, ids=lambda kind: kind.KIND)
def test_a_record_made_by_its_methods_is_the_record_that_its_document_gives_back(kind):
    """Two records that are equal never answer differently, and one that was asked can still be saved and copied."""

    @given(written_by_methods(kind))
    def law(made):
        assert holds(made)

    law()


@pytest.mark.parametrize("kind", SHIPPED.records, ids=lambda kind: kind.KIND)
def test_every_writing_method_is_in_some_history(kind):
    """The methods are taken from the class, so that a new one is tried from the first day and not only refused."""
    lives = [LIVES[kind.KIND], kept_by_the_log(kind.KIND), *OTHERS.get(kind.KIND, [])]
    for calls in lives:
        assert holds((lived_through(kind, calls), FIRST))
    called_in_them = {name for calls in lives for name, _, _ in calls} | {"add"}
    missed = [name for name in writers(kind) if name not in called_in_them]
    assert missed == [], "write them into tests/properties/lives.py"


@pytest.mark.parametrize("kind", SHIPPED.records, ids=lambda kind: kind.KIND)
def test_adding_an_entry_is_writing_it(kind):
    """The last entry of a life, added by itself to what was before it, makes the same record."""
    before, whole = life(kind)[-2:] if len(life(kind)) > 1 else (kind(id="r-1"), life(kind)[-1])
    last = whole.entries[-1]
    added = before.add(
        last.content, **{name: getattr(last, name) for name in Written.__annotations__ if hasattr(last, name)}
    )
    assert added == whole
    assert holds(([added], FIRST))


def test_a_law_of_several_parts_says_which_does_not_hold():
    """Whoever reads a failing test learns which part it was, and needs no debugger."""
    assert Parts(one=True, another=True)
    assert not Parts(one=True, the_other_half=False, a_third=0)
    assert repr(Parts(one=True, the_other_half=False, a_third=0)) == "does not hold: the other half, a third"


def test_the_questions_are_taken_from_the_classes():
    """A question that a class gains is asked from the first day."""

    class Asked(Cycle):
        def new_question(self, as_of):
            return as_of

    assert set(questions(Asked)) == {*questions(Cycle), "new_question"}
    assert {"due", "overdue", "smart", "moves", "due_rows"} <= set(questions(Plan))


def test_control_a_record_that_answers_from_an_older_fold_is_caught(monkeypatch):
    """`add` keeps the fold of the record before: the fault that made two equal records answer differently."""
    life(Plan)
    right = Record.add

    def stale(self, *args, **given):
        after = right(self, *args, **given)
        if len(after.entries) > 2:
            after.__dict__["_folded"] = self._folded
        return after

    monkeypatch.setattr(Record, "add", stale)
    assert caught(holds, written_by_methods(Plan))


def test_control_a_record_that_cannot_be_pickled_once_it_was_asked_is_caught(monkeypatch):
    """The control: facts that were worked out for an answer go along into the pickle."""
    monkeypatch.setattr(Record, "__getstate__", lambda self: {**self.__dict__, "kept": lambda: None})

    def broken(made):
        try:
            return holds(made)
        except (pickle.PicklingError, AttributeError, TypeError):
            return False

    assert caught(broken, written_by_methods(Cycle))
