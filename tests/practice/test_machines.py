"""Every machine tried whole: each state and each kind of entry, made as the table says or refused."""

import enum
import itertools
import typing
from datetime import date
from typing import NamedTuple

import attrs
import pytest

from reflective.casework import SHIPPED
from reflective.errors import MoveNotAllowed, ReflectiveError, UnknownId
from reflective.fields import Id, Key, Text
from reflective.practice.cycle import Abandoned, Closed, CycleStatus, Entered, Paused, Reason, Stage
from reflective.practice.journey import Checkpoint, CheckpointProposed, CheckpointStatus, JourneyOf, SoWhatDecided
from reflective.practice.plan import Action, ActionClosed, ActionStatus, Agreed, Done, Part
from reflective.practice.relationship import Assessed, RelationshipOf, Repaired, RepairTried, Ruptured
from reflective.practice.supervision import (
    ChildRecord,
    ChildRecordStage,
    Filed,
    Held,
    MeetingPart,
    MeetingStage,
    Recorded,
    Signed,
)
from reflective.records import FormAnswer, Link, Machine, Source
from reflective.timescales import Deadline
from tests.practice.tables import KINDS, STAGES, TABLES, read

DAY = date(2021, 9, 6)
BY = {"on": DAY, "recorded": DAY}
WHO = (("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))
MACHINES = [(kind, machine) for kind in SHIPPED.records for machine in kind.machines]
NAMES = [machine.name for _, machine in MACHINES]
BY_NAME = {machine.name: (kind, machine) for kind, machine in MACHINES}
ORDER = STAGES.split()
#: What a record says before one of its machines can begin, or can go everywhere.
BEFORE = {
    "checkpoint": (
        JourneyOf(child="c-1"),
        CheckpointProposed(checkpoint=Checkpoint(id="a-2", different="x", how_we_would_know="y", due=Deadline.on(DAY))),
    ),
    "child record": (Held(people=WHO, children=("c-1",)), Recorded()),
    "supervision": (FormAnswer(form="form-1", version="1", section="s-1", field="f-1", text="calmer"),),
    "dispute": (Held(people=WHO, children=("c-1",)), Recorded()),
    "action": (Agreed(action=Action(id="a-2", text="the other")),),
}
#: Fields that no machine asks about, and two people who have to be two.
SETTLED = {
    RelationshipOf: {"worker": "w-1", "family_member": "c-1", "child": False},
    Assessed: {"evidence": ("seen",), "met": True, "stated_as": (), "ambiguity": None, "went_back_because": None},
}
#: Facts that go together only in one way, and that no machine asks about.
DECIDED = {
    Action: {
        "due": None,
        "decide_by": None,
        "children": ("c-1", "c-2"),
        "goal": None,
        "kind": None,
        "why": None,
        "asked": (),
        "with_whom": (),
        "needs_agreement_of": (),
        "success": None,
        "successes": (),
    },
    Checkpoint: {"due": Deadline.on(DAY)},
}
#: How many records with other facts are tried in one state.
REPRESENTATIVES = 16
PLAIN = {
    Part: Part(id="a-2", text="a part", consider=True),
    Id: "c-1",
    Key: "a-2",
    Text: "said",
    str: "said",
    date: DAY,
    int: 1,
    Link: Link(record="r-2"),
    Source: None,
    Deadline: Deadline.on(DAY),
}


def some(annotation):
    """A few values that a field of this annotation takes: every member of an enum, and one or two of all else."""
    args = [arg for arg in typing.get_args(annotation) if arg is not type(None)]
    if annotation in PLAIN:
        return [PLAIN[annotation]]
    if annotation is bool:
        return [True, False]
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return list(annotation)
    if typing.get_origin(annotation) is tuple:
        if MeetingPart in typing.get_args(args[0]):
            return [WHO]
        return [(), tuple(some(args[0])[:1])] if args[-1] is Ellipsis else [tuple(some(arg)[0] for arg in args)]
    if args:
        return some(args[0])
    return list(variants(annotation, {}))


def variants(class_, given):
    """Values of a class: every way of its choices, with what may be left out left out, and with all of it given."""
    fields = attrs.fields(class_)
    needed = [one for one in fields if one.name not in given and one.default is attrs.NOTHING]
    choices = [one for one in fields if one.name not in given and one.default is not attrs.NOTHING]
    chosen = [
        one for one in choices if one.type is bool or (isinstance(one.type, type) and issubclass(one.type, enum.Enum))
    ]
    for optional in ([], [one for one in choices if one not in chosen]):
        named = [*needed, *chosen, *optional]
        for values in itertools.islice(itertools.product(*(some(one.type) for one in named)), 200):
            try:
                yield class_(**given, **dict(zip([one.name for one in named], values, strict=True)))
            except ReflectiveError:
                continue


def written(machine, kind):
    """Everything of one kind that is tried: all of it about one item, where the machine has items."""
    if machine.item is None:
        return list(variants(kind, SETTLED.get(kind, {})))
    annotation = attrs.fields_dict(kind)[machine.item].type
    item = item_of(machine)
    if annotation in {Id, Key}:
        return list(variants(kind, {machine.item: item}))
    inner = list(variants(annotation, {"id": item, **DECIDED[annotation]}))
    return [one for value in inner for one in variants(kind, {machine.item: value})]


def item_of(machine):
    return None if machine.item is None else {"child record": "c-1"}.get(machine.name, "a-1")


def word(kind):
    return kind.TAG.partition(".")[2]


def variant(content, record, state):
    """The word of an entry in the tables: its kind, or what makes it another thing in practice."""
    name = word(type(content))
    match content:
        case Entered():
            return step(content, record, state)
        case Closed(actions=(), none_needed=None):
            return "closed_on_nothing"
        case Repaired(they_began=False) if not has_tried_since_rupture(record):
            return "repaired_by_nobody"
        case Done(part=None, partly=True):
            return "partly_done"
        case ActionClosed(children=("c-1",)):
            return "closed_for_a_child"
        case Filed(unsigned_because=None) if not is_signed(record):
            return "filed_unsigned_unexplained"
    return f"part_{name}" if f"part_{name}" in KINDS and content.part is not None else name


def step(entered, record, state):
    """Whether a step through the stages lacks the reason that practice asks for, or resumes elsewhere."""
    steps = [one.content for one in record.entries if isinstance(one.content, Entered)]
    if state == "paused":
        return "entered" if entered.stage is steps[-1].stage else "resumed_elsewhere"
    if state not in ORDER or entered.reason is not None:
        return "entered"
    ahead = ORDER.index(str(entered.stage)) - ORDER.index(state)
    if ahead > 1:
        return "skipped_unexplained"
    passed_over = {Reason.URGENT_SAFETY, Reason.COVERED_IN_PREVIOUS_CYCLE} & {one.reason for one in steps}
    been = entered.stage in {one.stage for one in steps}
    return "back_unexplained" if ahead < 0 and been and not passed_over else "entered"


def has_tried_since_rupture(record):
    """Whether the worker took a step after the last rupture."""
    kinds = [type(one.content) for one in record.entries]
    return RepairTried in kinds[max(place for place, kind in enumerate([Ruptured, *kinds]) if kind is Ruptured) :]


def is_signed(record):
    """Whether both signed after the last words about the child."""
    since = itertools.takewhile(lambda one: not isinstance(one.content, ChildRecord), reversed(record.entries))
    return {one.by for one in since if isinstance(one.content, Signed)} == {"w-1", "m-1"}


def beside(machine, record):
    """Records in which something was said beside a machine that its moves ask about: here the two signatures."""
    written_up = any(isinstance(one.content, ChildRecord) for one in record.entries)
    if machine.name == "child record" and written_up and not is_signed(record):
        for by, part in WHO:
            record = record.add(Signed(part=part, of=len(record.entries)), **BY, by=by)
        yield record


#: In the order in which a cell is counted. Whoever is refused by name is told the state of the machine.
ANSWERS = {"allowed": "allowed", "refused_by_name": "refused by name", "no_such_item": "no such item"}


class Tried(NamedTuple):
    """What a machine did: the moves made, the states reached, and how the entries of each cell were answered."""

    made: set[tuple[str, str, str]]
    reached: set[str]
    #: By (state, word): which of `ANSWERS` were given.
    answers: dict[tuple[str, str], set[str]]


def tried(kind, machine):
    """Every kind of entry in every way, from every state that is reached, each in several records."""
    item, record = item_of(machine), kind(id="r-1")
    for content in BEFORE.get(machine.name, ()):
        record = record.add(content, **BY, by="w-1")
    contents = [one for each in machine.kinds for one in written(machine, each)]
    found, known, queue = Tried(set(), set(), {}), {}, [record]
    while queue:
        record = queue.pop(0)
        state = str(record.at(machine, DAY, item))
        alike = known.setdefault(state, [])
        if len(alike) >= REPRESENTATIVES or record.state(DAY) in alike:
            continue
        alike.append(record.state(DAY))
        found.reached.add(state)
        queue += beside(machine, record)
        queue += answered(machine, record, contents, found)
    return found


def answered(machine, record, contents, found):
    """Every content tried as the next entry of a record; gives the records that took one."""
    before, item, dead_ends, after = record.entries, item_of(machine), [], []
    state = str(record.at(machine, DAY, item))
    for one, by in itertools.product(contents, ("w-1", "m-1")):
        if one.SIGNS:
            one = attrs.evolve(one, of=len(before))  # noqa: PLW2901 - a signature is of what stands before it
        name = variant(one, record, state)
        answers = found.answers.setdefault((state, name), set())
        try:
            after.append(record.add(one, **BY, by=by))
        except ReflectiveError as error:
            answers.add(refusal := refused(error, machine, state))
            dead_ends += [name] if refusal == "refused by name" and not error.ways else []
            continue
        answers.add("allowed")
        found.made.add((state, name, str(after[-1].at(machine, DAY, item))))
    assert record.entries is before
    assert not (after and dead_ends), "a refusal names no move, and there are some"
    return after


def refused(error, machine, state):
    """How an entry was refused."""
    if isinstance(error, MoveNotAllowed) and error.noun.startswith(machine.name):
        return "refused by name" if error.state == state else "refused by the name of another state"
    is_unknown = isinstance(error, UnknownId) and error.noun == machine.name
    return "no such item" if is_unknown else "refused otherwise"


def differences(name, found):
    """Where a machine departs from its table: moves that only one of the two has, and states."""
    table = read(TABLES[name])
    return table.moves ^ found.made | {(state,) for state in table.states ^ found.reached}


TRIED = {machine.name: tried(kind, machine) for kind, machine in MACHINES}


@pytest.mark.parametrize("name", NAMES)
def test_a_machine_does_what_its_table_by_hand_says_and_nothing_else(name):
    """A move too many lets a record say what practice never did, and one too few stops a manager on a Friday."""
    assert differences(name, TRIED[name]) == set()


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
}


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_a_machine_is_counted_by_how_it_was_answered(name):
    """A cell that nobody tried, or that something else refused, would pass for one that the machine refuses."""
    table, answers = read(TABLES[name]), TRIED[name].answers
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
    assert sum(map(sum, CELLS.values())) == sum(len(one.states) * len(one.words) for one in tables) == 569


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


#: What is no longer asked for, planted in a machine, and the cells in which that is to be seen.
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
            *(("paused", "resumed_elsewhere", stage) for stage in ORDER),
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
    record = kind(id="r-1")
    for content in BEFORE.get(machine.name, ()):
        record = record.add(content, **BY, by="w-1")
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
    from reflective.practice import Cycle

    cycle = Cycle(id="c-1").enter(Stage.EXPERIENCE, **BY, by="w-1")
    needs = {(step.verb, str(step.to)): step.needs for step in cycle.moves(DAY)}
    assert needs == {
        ("enter", "reflection"): (),
        ("enter", "analysis"): ("reason",),
        ("enter", "action"): ("reason",),
        ("pause", "paused"): (),
        ("abandon", "abandoned"): (),
    }
