"""Every machine tried whole: each state, each move, allowed as its table says or refused with nothing changed."""

from collections import deque
from datetime import date

import attrs
import pytest

from reflective.errors import MoveNotAllowed, ReflectiveError
from reflective.practice import Stage
from reflective.practice.cycle import CycleStatus
from reflective.testing._machines import MACHINES

DAY = date(2021, 9, 6)
BY = {"on": DAY, "recorded": DAY}


def _start(machine):
    """A record of which nothing is said but what comes before the machine."""
    record = machine.kind(id="r-1")
    for content in machine.before:
        record = record.add(content.plainly(), **BY, by="w-1")
    return record


def _where(machine, record):
    return machine.where(record, DAY, machine.items[0])


def _attempt(machine, record, source, to):
    """The record after trying to go there; None where there are no words with which to try."""
    tries = machine.tries(source, to, machine.items[0])
    for content, by in tries:
        record = record.add(content.plainly(), **BY, by=by)
    return record if tries else None


def _reached(machine):
    """A record in every state that can be reached, found by trying every move from every state already reached."""
    start = _start(machine)
    found = {_where(machine, start): start}
    queue = deque(found.items())
    while queue:
        source, record = queue.popleft()
        for to in machine.table[source]:
            try:
                after = _attempt(machine, record, source, to)
            except MoveNotAllowed:
                continue
            if after is not None and _where(machine, after) not in found:
                found[_where(machine, after)] = after
                queue.append((_where(machine, after), after))
    return found


REACHED = {machine.name: _reached(machine) for machine in MACHINES}
CASES = [
    pytest.param(machine, source, to, id=f"{machine.name}: {source} to {to}")
    for machine in MACHINES
    for source in machine.table
    for to in machine.table
]


def _resumes_elsewhere(record, source, to):
    """A pause is left for the stage it was made in: the table says from a pause to any stage, the record says which."""
    paused = source is CycleStatus.PAUSED and isinstance(to, Stage)
    return paused and to is not record.state(record.entries[-1].on).paused_at


def _refused(machine, record, source, to):
    """The error that trying the move raises; where nothing is raised, the move must not have arrived."""
    try:
        after = _attempt(machine, record, source, to)
    except ReflectiveError as error:
        return error
    assert after is None or _where(machine, after) is not to
    return None


def _check(machine, table, source, to):
    """One move of the whole product, held to a table."""
    record = REACHED[machine.name][source]
    before = record.entries
    if to in table[source] and not _resumes_elsewhere(record, source, to):
        assert _where(machine, _attempt(machine, record, source, to)) is to
    else:
        refused = _refused(machine, record, source, to)
        if isinstance(refused, MoveNotAllowed):
            assert refused.state == str(source)
            assert set(refused.allowed) <= {str(one) for one in machine.table[source]}
    assert record.entries is before
    assert _where(machine, record) is source


@pytest.mark.parametrize(("machine", "source", "to"), CASES)
def test_a_move_is_allowed_as_the_table_says_and_otherwise_nothing_happens(machine, source, to):
    """A move that the table has arrives; any other raises, names where it is, and leaves the record as it was."""
    _check(machine, machine.table, source, to)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_a_table_that_differs_from_the_machine_in_one_move_is_caught(machine):
    """The control: take any one move out of the table, and trying the product finds it."""
    missed = []
    for source, moves in machine.table.items():
        for gone in moves:
            table = {**machine.table, source: {to: move for to, move in moves.items() if to is not gone}}
            if _resumes_elsewhere(REACHED[machine.name][source], source, gone):
                continue
            try:
                _check(machine, table, source, gone)
            except AssertionError:
                continue
            missed.append((source, gone))
    assert missed == []


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_state_can_be_reached(machine):
    """No state of a table is only there on paper."""
    assert set(REACHED[machine.name]) == set(machine.table)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_target_is_a_state(machine):
    """A table names no state that it does not have."""
    assert {to for moves in machine.table.values() for to in moves} <= set(machine.table)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_a_record_is_an_id_and_its_entries(machine):
    """Whatever else a record knows follows from those two."""
    assert [field.name for field in attrs.fields(machine.kind)] == ["id", "entries"]
