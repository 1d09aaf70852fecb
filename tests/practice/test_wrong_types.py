"""Calls with values of a wrong type, made to every method of every record, of the case, and of the tables."""

import inspect
from datetime import date, datetime

import pytest

from reflective.casework import SHIPPED, Case, Membership
from reflective.errors import ReflectiveError
from reflective.practice import Cycle, People
from reflective.practice.cycle import Prompts
from reflective.practice.people import PersonKind, Roles
from reflective.practice.relationship import RelationshipStages, attention, standing_still
from reflective.records import OPEN, Registry
from tests.properties.lives import LIVES, OTHERS
from tests.properties.methods import ELSEWHERE, FLOOR, public, questions, writers
from tests.properties.test_methods import life

DAY = date(2021, 1, 1)
BY = {"on": DAY, "recorded": DAY, "by": "w-1"}
WRONG = (None, "x", "", 3, -1, [], ["x"], (), ("x",), object(), datetime(2021, 1, 1), date.max, {"a": 1})


def wrong_calls(call, args, given):
    """The errors that are not ours, where one argument of an accepted call is of another type."""
    names = list(inspect.signature(call).parameters)
    for place, wrong in ((place, wrong) for place in range(len(args)) for wrong in WRONG):
        yield names[place] if place < len(names) else "rest", [*args[:place], wrong, *args[place + 1 :]], given
    for name in given:
        for wrong in WRONG:
            yield name, args, given | {name: wrong}


def other_errors(call, args, given):
    """Each as (parameter, type of error); a refusal that shows a rejected value is one of them."""
    found = set()
    for name, wrong_args, wrong in wrong_calls(call, args, given):
        try:
            call(*wrong_args, **wrong)
        except ReflectiveError:
            continue
        except Exception as other:  # noqa: BLE001 - any other error is what this looks for
            found.add((name, type(other).__name__))
    return found


def writing(kind):
    """Every accepted call that the lives of a kind make: (method's name, bound method, arguments, keywords)."""
    for calls in (LIVES[kind.KIND], *OTHERS.get(kind.KIND, [])):
        record = kind(id="r-1")
        for name, args, given in calls:
            yield name, getattr(record, name), args, given
            after = getattr(record, name)(*args, **given)
            record = next((one for one in (after if isinstance(after, tuple) else (after,)) if one.id == "r-1"), record)
    record = life(kind)[-1]
    yield "add", record.add, (record.entries[0].content,), BY
    yield "correct", record.correct, (0,), {"reason": "a slip", "recorded": DAY, "by": "w-1", "instead": []}
    yield "erase", record.erase, (0,), {"basis": "a court's order", "on": DAY, "by": "w-1", "recorded": DAY}
    yield "confirm", record.confirm, (0,), BY
    yield "disagree", record.disagree, (0, "p-1", "not so"), BY
    yield "extend", record.extend, ((),), {}
    yield "rebase", record.rebase, (record,), {"recorded": DAY}
    yield "known_at", record.known_at, (DAY,), {}
    yield "since", record.since, (0,), {}
    yield "closed", record.closed, (0,), {}
    for name, needed in questions(kind).items():
        yield name, getattr(record, name), (), {one: DAY if one == "as_of" else "a-1" for one in needed}


@pytest.mark.parametrize("kind", SHIPPED.records, ids=lambda kind: kind.KIND)
def test_a_wrong_type_given_to_a_record_raises_an_error_of_ours(kind):
    """A host that catches ReflectiveError catches every refusal, whichever call it made and whatever it gave."""
    found = {(name, *other) for name, call, args, given in writing(kind) for other in other_errors(call, args, given)}
    assert found == set()


@pytest.mark.parametrize("kind", SHIPPED.records, ids=lambda kind: kind.KIND)
def test_every_question_of_a_record_is_tried(kind):
    """A question that a class gains is tried from the first day; the writing methods are in the lives."""
    tried = {name for name, *_ in writing(kind)}
    assert set(questions(kind)) <= tried
    assert {name for name, _ in public(kind)} - set(questions(kind)) - set(writers(kind)) <= tried | {
        "at",
        *FLOOR,
        *ELSEWHERE,
    }


CASE = Case.opened("case-1").join(Cycle(id="c-1"), **BY)
WITH_A_CHILD = CASE.put(CASE.people.name("c-1", PersonKind.CHILD, **BY))


@pytest.mark.parametrize(
    ("call", "args", "given"),
    [
        (Case.opened, ("case-1",), {}),
        (Case, (), {"id": "c", "people": People(id="p"), "membership": Membership(id="m"), "records": ()}),
        (CASE.join, (Cycle(id="c-2"),), BY),
        (CASE.leave, ("c-1", "another family's"), BY),
        (CASE.put, (CASE["c-1"],), {}),
        (CASE.__getitem__, ("c-1",), {}),
        (CASE.of_kind, (Cycle, DAY), {}),
        (CASE.known_at, (DAY,), {}),
        (CASE.read, (), {"as_of": DAY, "audiences": OPEN, "about": None, "owner": None, "reader": None}),
        (WITH_A_CHILD.for_child, ("c-1", DAY), {}),
        (CASE.names, ("c-1",), {}),
        (CASE.events, (DAY,), {}),
        (CASE.due, (DAY,), {}),
        (CASE.read(as_of=DAY).__getitem__, ("c-1",), {}),
        (CASE.read(as_of=DAY).shown, ("c-1",), {}),
        (CASE.read(as_of=DAY).of_kind, (Cycle,), {}),
        (CASE.read(as_of=DAY).agenda, ("c-1",), {}),
        (Registry, (), {"records": (), "entries": ()}),
        (SHIPPED.joined, (None,), {}),
        (Prompts.shipped().__getitem__, ("how-long",), {}),
        (Prompts.shipped().with_own, ("2", ()), {}),
        (Roles.shipped().__getitem__, ("social_worker",), {}),
        (Roles.shipped().with_own, ((),), {}),
        (RelationshipStages.shipped().height, ("building",), {}),
        (RelationshipStages.shipped().title, ("building",), {}),
        (attention, ((), (), DAY), {}),
        (standing_still, ((), DAY), {}),
    ],
    ids=lambda given: getattr(given, "__qualname__", ""),
)
def test_a_wrong_type_given_to_a_case_or_a_table_raises_an_error_of_ours(call, args, given):
    """The same for the case, and for the tables that a host may replace."""
    assert other_errors(call, args, given) == set()


def test_control_a_call_that_checks_nothing_is_found():
    """A method that takes a length of whatever it is given."""
    assert other_errors(lambda given: len(given) + given.count("x"), ("x",), {}) != set()
