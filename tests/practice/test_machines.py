"""Every machine tried whole: each state and each kind of entry, made as the table says or refused."""

import enum
import itertools
import typing
from datetime import date

import attrs
import pytest

from reflective.casework import SHIPPED
from reflective.errors import MoveNotAllowed, ReflectiveError
from reflective.fields import Id, Key, Text
from reflective.practice.journey import Checkpoint, CheckpointProposed, JourneyOf
from reflective.practice.plan import Action, Agreed, Part
from reflective.practice.relationship import Assessed, RelationshipOf
from reflective.practice.supervision import Held, MeetingPart, Recorded
from reflective.records import FormAnswer, Link, Source
from reflective.timescales import Deadline
from tests.practice.tables import TABLES, moves

DAY = date(2021, 9, 6)
BY = {"on": DAY, "recorded": DAY}
WHO = (("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))
MACHINES = [(kind, machine) for kind in SHIPPED.records for machine in kind.machines]
NAMES = [machine.name for _, machine in MACHINES]
#: The entries of a record before one of its machines can begin, or can go everywhere.
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


def tried(kind, machine):
    """The moves that were made, and how many were refused: from every state, every kind of entry in every way."""
    item, record = item_of(machine), kind(id="r-1")
    for content in BEFORE.get(machine.name, ()):
        record = record.add(content, **BY, by="w-1")
    contents = {one: written(machine, one) for one in machine.kinds}
    reached, queue = {}, [record]
    made, refused, misnamed = set(), 0, 0
    while queue:
        record = queue.pop(0)
        state = record.at(machine, DAY, item)
        known = reached.setdefault(str(state), [])
        if len(known) >= REPRESENTATIVES or record.state(DAY) in known:
            continue
        known.append(record.state(DAY))
        before = record.entries
        accepted, dead_ends = False, []
        for one, by in itertools.product(itertools.chain(*contents.values()), ("w-1", "m-1")):
            if one.SIGNS:
                one = attrs.evolve(one, of=len(before))  # noqa: PLW2901 - a signature is of what stands before it
            try:
                after = record.add(one, **BY, by=by)
            except ReflectiveError as error:
                refused += 1
                assert record.entries is before
                if isinstance(error, MoveNotAllowed) and error.noun.startswith(machine.name):
                    misnamed += error.state != str(state)
                    dead_ends += [error] if not error.ways else []
                continue
            accepted = True
            made.add((str(state), word(type(one)), str(after.at(machine, DAY, item))))
            queue.append(after)
        assert not (accepted and dead_ends), "a refusal names no move, and there are some"
    assert misnamed == 0, "a refusal names another state than the one that the machine is in"
    return made, set(reached), refused


TRIED = {machine.name: tried(kind, machine) for kind, machine in MACHINES}


@pytest.mark.parametrize("name", NAMES)
def test_a_machine_does_what_its_table_by_hand_says_and_nothing_else(name):
    """Every move of the table is made, every state is reached, and everything else was refused."""
    expected, states = moves(TABLES[name])
    made, reached, refused = TRIED[name]
    assert made == expected
    assert reached == states
    assert refused > 0


def test_control_one_move_more_or_less_in_a_table_is_caught():
    """Any one move taken out of a table by hand, or any one that is not there put in, differs from what was made."""
    for name in NAMES:
        expected, states = moves(TABLES[name])
        made = TRIED[name][0]
        words = {one for _, one, _ in expected}
        for planted in itertools.product(states, words, states):
            assert expected ^ {planted} != made


@pytest.mark.parametrize(("kind", "machine"), MACHINES, ids=NAMES)
def test_the_moves_that_a_record_offers_are_those_that_it_accepts(kind, machine):
    """`moves` lists the table's row with the methods, and each of the methods is there to be called."""
    record = kind(id="r-1")
    for content in BEFORE.get(machine.name, ()):
        record = record.add(content, **BY, by="w-1")
    offered = {(step.verb, str(step.to)) for step in record.moves(DAY) if step.item is None}
    expected, _ = moves(TABLES[machine.name])
    verbs = {word(one): one.VERB for one in machine.kinds}
    assert offered >= {(verbs[name], to) for state, name, to in expected if state == str(machine.start)}
    assert all(callable(getattr(kind, one.VERB, None)) for one in machine.kinds)


def test_a_move_that_needs_something_says_what():
    """A host can show the field before anybody is refused."""
    from reflective.practice import Cycle, Stage

    cycle = Cycle(id="c-1").enter(Stage.EXPERIENCE, **BY, by="w-1")
    needs = {(step.verb, str(step.to)): step.needs for step in cycle.moves(DAY)}
    assert needs == {
        ("enter", "reflection"): (),
        ("enter", "analysis"): ("reason",),
        ("enter", "action"): ("reason",),
        ("pause", "paused"): (),
        ("abandon", "abandoned"): (),
    }
