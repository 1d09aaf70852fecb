"""Trying a machine whole: every kind of entry, in every way that its choices allow, from every state that is reached.

Each entry has the word that the tables of `tables.py` have for it; how it was answered is noted under state and word.
"""

import enum
import itertools
import typing
from datetime import date
from typing import NamedTuple

import attrs

from reflective.errors import MoveNotAllowed, ReflectiveError, UnknownId
from reflective.fields import Id, Key, Text, Time
from reflective.practice.agreement import AgreementBegan
from reflective.practice.cycle import Closed, Entered, Reason
from reflective.practice.journey import Checkpoint, CheckpointProposed, JourneyOf
from reflective.practice.oversight import MatterRaised
from reflective.practice.permanence import PermanenceOf
from reflective.practice.plan import Action, ActionClosed, Agreed, Done, Part
from reflective.practice.relationship import Assessed, RelationshipOf, Repaired, RepairTried, Ruptured
from reflective.practice.status import SpellBegan, SpellKind, StatusOf
from reflective.practice.supervision import ChildRecord, Filed, Held, MeetingPart, Recorded, Signed
from reflective.practice.voice import VoiceOf
from reflective.records import FormAnswer, Link, Source
from reflective.timescales import Deadline
from tests.practice.tables import KINDS, STAGES

DAY = date(2021, 9, 6)
BY = {"on": DAY, "recorded": DAY}
WHO = (("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))
ORDER = STAGES.split()
#: The entries of a record before one of its machines can begin, or can go everywhere.
BEFORE = {
    "permanence option": (PermanenceOf(child="c-1"),),
    "oversight": (MatterRaised(decision="a-2", child="c-1"),),
    "account": (VoiceOf(child="c-1"),),
    "spell": (StatusOf(child="c-1"),),
    "statutory plan": (StatusOf(child="c-1"), SpellBegan(spell="a-2", kind=SpellKind.CHILD_IN_NEED)),
    "consent": (StatusOf(child="c-1"),),
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
    AgreementBegan: {"worker": "c-1", "supervisor": "m-1"},
    # A spell that a court may extend.
    SpellBegan: {"kind": SpellKind.EMERGENCY_PROTECTION},
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
    Time: "09:10",
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
        return list(variants(kind, {machine.item: item, **SETTLED.get(kind, {})}))
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
    return f"part_{name}" if f"part_{name}" in KINDS and getattr(content, "part", None) is not None else name


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
    """The moves that a machine made, the states that it reached, and how the entries of each cell were answered."""

    made: set[tuple[str, str, str]]
    reached: set[str]
    #: By (state, word): which of `ANSWERS` were given.
    answers: dict[tuple[str, str], set[str]]


def beginning(kind, machine):
    """The record of a machine before its first move."""
    record = kind(id="r-1")
    for content in BEFORE.get(machine.name, ()):
        record = record.add(content, **BY, by="w-1")
    return record


def tried(kind, machine):
    """Every kind of entry in every way, from every state that is reached, each in several records."""
    contents = [one for each in machine.kinds for one in written(machine, each)]
    item, queue = item_of(machine), [beginning(kind, machine)]
    found, known = Tried(set(), set(), {}), {}
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
