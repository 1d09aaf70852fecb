"""Every machine tried whole: each state and each kind of entry, made as the table says or refused."""

import itertools
from functools import cache
from typing import NamedTuple

import pytest

from reflective.casework import SHIPPED
from reflective.practice import Cycle
from reflective.practice.cycle import Abandoned, Closed, CycleStatus, Entered, Paused, Stage
from reflective.practice.journey import CheckpointStatus, SoWhatDecided
from reflective.practice.plan import ActionClosed, ActionStatus
from reflective.practice.relationship import Repaired
from reflective.practice.supervision import ChildRecordStage, Filed, Held, MeetingStage, Signed
from reflective.records import Machine
from tests.practice.tables import KINDS, STAGES, TABLES, read
from tests.practice.tried import ANSWERS, BY, DAY, beginning, tried, word

MACHINES = [(kind, machine) for kind in SHIPPED.records for machine in kind.machines]
NAMES = [machine.name for _, machine in MACHINES]
BY_NAME = {machine.name: (kind, machine) for kind, machine in MACHINES}


def differences(name, found):
    """Where a machine departs from its table: moves that only one of the two has, and states."""
    table = read(TABLES[name])
    return table.moves ^ found.made | {(state,) for state in table.states ^ found.reached}


@cache
def tried_of(name):
    """A machine tried once, when a test first asks: collecting the tests takes no time."""
    return tried(*BY_NAME[name])


@pytest.mark.parametrize("name", NAMES)
def test_a_machine_does_what_its_table_by_hand_says_and_nothing_else(name):
    """A move too many lets a record say what practice never did, and one too few stops a manager on a Friday."""
    assert differences(name, tried_of(name)) == set()


class Cells(NamedTuple):
    """How many cells of a machine, each a state and a word of its table, were answered in which way."""

    allowed: int
    refused_by_name: int
    #: An entry about an item that nobody brought in.
    no_such_item: int
    #: Words that mean nothing in a state: nobody skips on from the last stage, or resumes what was not paused.
    meaningless: int


#: Counted by hand in the tables.
CELLS = {
    "agreement": Cells(8, 16, 0, 0),
    "direct work": Cells(8, 2, 2, 0),
    "living document": Cells(6, 0, 0, 0),
    "oversight": Cells(38, 54, 8, 0),
    "spell": Cells(8, 8, 4, 0),
    "statutory plan": Cells(28, 62, 6, 0),
    "consent": Cells(8, 10, 2, 0),
    "cycle": Cells(17, 37, 0, 18),
    "hypothesis": Cells(26, 19, 0, 0),
    "checkpoint": Cells(14, 51, 5, 0),
    "relationship": Cells(33, 43, 0, 1),
    "plan": Cells(3, 3, 0, 0),
    "action": Cells(64, 125, 15, 0),
    "review": Cells(3, 4, 2, 0),
    "supervision": Cells(15, 49, 0, 0),
    "child record": Cells(4, 3, 2, 0),
    "dispute": Cells(4, 3, 2, 0),
    "record": Cells(2, 1, 1, 0),
    "account": Cells(9, 4, 3, 0),
    "contact": Cells(6, 3, 0, 0),
    "safety plan": Cells(14, 5, 5, 0),
    "visiting plan": Cells(6, 1, 2, 0),
    "risk judgement": Cells(3, 4, 2, 0),
    "episode": Cells(4, 3, 2, 0),
    "permanence option": Cells(20, 17, 5, 0),
}


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_a_machine_is_counted_by_how_it_was_answered(name):
    """A cell that nobody tried, or that something else refused, would pass for one that the machine refuses."""
    table, answers = read(TABLES[name]), tried_of(name).answers
    counted = dict.fromkeys(Cells._fields, 0)
    for cell in itertools.product(table.states, table.words):
        found = answers.get(cell, set())
        how = next((field for field, answer in ANSWERS.items() if answer in found), None if found else "meaningless")
        assert how is not None, f"{cell} was refused by something else than the machine"
        counted[how] += 1
    assert set(answers) <= set(itertools.product(table.states, table.words))
    assert "refused by the name of another state" not in set().union(*answers.values())
    assert Cells(**counted) == CELLS[name]


def test_the_cells_that_were_counted_are_all_that_there_are():
    """The total of the tables, so that no machine is left out of the count."""
    tables = [read(table) for table in TABLES.values()]
    assert set(CELLS) == set(TABLES) == set(NAMES)
    assert sum(map(sum, CELLS.values())) == sum(len(one.states) * len(one.words) for one in tables) == 965


def planted(name, state=None, content=None, to=None, *, without=()):
    """A machine with a move more or less, or without what some entries need, in a record like the one that has it."""
    kind, machine = BY_NAME[name]
    table = dict(machine.table)
    if state is not None:
        row = {one: cell for one, cell in table[state].items() if one is not content}
        table[state] = row if to is None else {**row, content: to}
    other = Machine(
        machine.name,
        start=machine.start,
        table=table,
        item=machine.item,
        choose=machine.choose,
        needs={one: needs for one, needs in machine.needs.items() if one not in without},
        remedies=machine.remedies,
    )
    machines = tuple(other if one is machine else one for one in kind.machines)
    return type(f"Planted{kind.__name__}", (kind,), {"machines": machines}), other


#: One move more each, planted in a machine, and where it is to be seen: an action may be closed for one child alone.
FAULTS = {
    "a checkpoint is decided that was not reached": (
        ("checkpoint", CheckpointStatus.AGREED, SoWhatDecided, CheckpointStatus.DECIDED),
        {("agreed", "so_what_decided", "decided")},
    ),
    "an action in progress is closed": (
        ("action", ActionStatus.IN_PROGRESS, ActionClosed, ActionStatus.CLOSED),
        {("in_progress", "action_closed", "closed"), ("in_progress", "closed_for_a_child", "closed")},
    ),
    "a child's record is filed that was not written": (
        ("child record", ChildRecordStage.NOT_WRITTEN, Filed, ChildRecordStage.FILED),
        {("not_written", "filed", "filed")},
    ),
    "a meeting is held after it was cancelled": (
        ("supervision", MeetingStage.CANCELLED, Held, MeetingStage.HELD),
        {("cancelled", "held", "held")},
    ),
    "a meeting is signed before it is written up": (
        ("supervision", MeetingStage.HELD, Signed, MeetingStage.HELD),
        {("held", "signed", "held")},
    ),
    "a closed cycle is abandoned": (
        ("cycle", CycleStatus.CLOSED, Abandoned, CycleStatus.ABANDONED),
        {("closed", "abandoned", "abandoned")},
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_control_a_move_too_many_is_caught_in_its_cell(fault):
    """The table of the tests is another than the machine's own, or both would allow what was planted."""
    move, cells = FAULTS[fault]
    assert differences(move[0], tried(*planted(*move))) == cells


#: Needs that are planted away in a machine, and the cells in which that is to be seen.
UNASKED = {
    "an unsigned record is filed without a reason": (
        ("child record", Filed),
        {("written", "filed_unsigned_unexplained", "filed")},
    ),
    "a cycle is closed on nothing": (("cycle", Closed), {("action", "closed_on_nothing", "closed")}),
    "a rupture is repaired by nobody": (
        ("relationship", Repaired),
        {
            ("ruptured", "repaired_by_nobody", "steady"),
            ("ruptured", "repaired_by_nobody", "ending"),
            ("ending", "repaired_by_nobody", "ending"),
        },
    ),
    "a stage is skipped, or gone back to, without a reason": (
        ("cycle", Entered),
        {
            ("experience", "skipped_unexplained", "analysis"),
            ("experience", "skipped_unexplained", "action"),
            ("reflection", "skipped_unexplained", "action"),
            ("reflection", "back_unexplained", "experience"),
            ("analysis", "back_unexplained", "experience"),
            ("analysis", "back_unexplained", "reflection"),
            ("action", "back_unexplained", "experience"),
            ("action", "back_unexplained", "reflection"),
            ("action", "back_unexplained", "analysis"),
            *(("paused", "resumed_elsewhere", stage) for stage in STAGES.split()),
        },
    ),
}


@pytest.mark.parametrize("fault", UNASKED)
def test_control_a_need_that_is_not_asked_for_is_caught_in_its_cell(fault):
    """A reason that nobody has to give is a move too many, although its arrow is in the table."""
    (name, content), cells = UNASKED[fault]
    assert differences(name, tried(*planted(name, without=(content,)))) == cells


def test_control_a_move_too_few_is_caught_in_its_cell():
    """A session ends where it ends: a cycle that cannot pause in its first stage does not resume there either."""
    lacking = planted("cycle", Stage.EXPERIENCE, Paused)
    missing = {("experience", "paused", "paused"), ("paused", "entered", "experience")}
    assert differences("cycle", tried(*lacking)) == missing


@pytest.mark.parametrize(("kind", "machine"), MACHINES, ids=NAMES)
def test_the_moves_that_a_record_offers_are_those_that_it_accepts(kind, machine):
    """`moves` lists the table's row with the methods, and each of the methods is there to be called."""
    record = beginning(kind, machine)
    offered = {(step.verb, str(step.to)) for step in record.moves(DAY) if step.item is None}
    verbs = {word(one): one.VERB for one in machine.kinds}
    expected = {
        (verbs[KINDS.get(name, name)], to)
        for state, name, to in read(TABLES[machine.name]).moves
        if state == str(machine.start)
    }
    assert offered >= expected
    assert all(callable(getattr(kind, one.VERB, None)) for one in machine.kinds)


def test_a_move_that_needs_something_says_what():
    """A host can show the field before anybody is refused."""
    cycle = Cycle(id="c-1").enter(Stage.EXPERIENCE, **BY, by="w-1")
    needs = {(step.verb, str(step.to)): step.needs for step in cycle.moves(DAY)}
    assert needs == {
        ("enter", "reflection"): (),
        ("enter", "analysis"): ("reason",),
        ("enter", "action"): ("reason",),
        ("pause", "paused"): (),
        ("abandon", "abandoned"): (),
    }
