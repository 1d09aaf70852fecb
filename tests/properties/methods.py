"""The methods of a kind of record, taken from its class: those that write, and those that answer on a day."""

import inspect
import typing
from collections.abc import Iterable
from datetime import date

import attrs
from hypothesis import strategies as st

from reflective.practice.cycle import Prompts
from reflective.practice.people import Roles
from reflective.practice.relationship import RelationshipStages
from reflective.practice.supervision import MeetingPart, PromptSet
from reflective.records import Content, Entry, Link, Record
from reflective.testing._records import entry_of
from reflective.testing._values import ITEMS, PEOPLE, of_annotation, plain
from reflective.timescales import WorkingCalendar

FIRST = date(2021, 1, 1)
LAST = date(2021, 2, 10)
MADE_OF = plain(FIRST, LAST)
#: The arguments of a method that are no field of a value.
OTHER = {
    WorkingCalendar: st.just(WorkingCalendar.england_and_wales()),
    RelationshipStages: st.just(RelationshipStages.shipped()),
    Roles: st.just(Roles.shipped()),
    PromptSet: st.just(Prompts.shipped()),
    Iterable[tuple[Link, str]]: st.just([(Link(record="r-2", item="a-1"), "it helped")]),
    tuple[tuple[str, MeetingPart], ...]: st.just((("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))),
}
#: Questions that take more than a day, with what they are asked.
ASKED_MORE = {"action": ITEMS, "due": ITEMS, "explain": ITEMS, "smart": ITEMS, "words": ITEMS, "checkpoint": ITEMS}


#: The questions that the floor of records asks of a kind: of a content or a place, and never of a day.
FLOOR = {"item_of", "brings_in", "machine_key", "claim", "closed", "since"}
#: The methods that write what was written elsewhere, or make a record of a reading.
ELSEWHERE = {"extend", "rebase", "as_of_reading"}


def hints(method):
    names = vars(inspect.getmodule(method)) | {"WorkingCalendar": WorkingCalendar, "date": date}
    return typing.get_type_hints(method, globalns=names, include_extras=True)


def public(kind):
    found = [(name, method) for name, method in inspect.getmembers(kind, callable) if name[0] != "_"]
    return [(name, method) for name, method in found if getattr(method, "__self__", None) is not kind]


def gives_a_record(method):
    returned = hints(method).get("return")
    given = (returned, *typing.get_args(returned))
    return any(one is typing.Self or (isinstance(one, type) and issubclass(one, Record)) for one in given)


def writers(kind):
    """The names of the methods that give a record with something written."""
    writing = (name for name, method in public(kind) if gives_a_record(method))
    return sorted(name for name in writing if name != "known_at" and name not in ELSEWHERE)


def questions(kind):
    """The names of the methods that answer something, each with the parameters that it has to be given."""
    found = {}
    for name, method in public(kind):
        if name in {"known_at", "at", *FLOOR} or gives_a_record(method):
            continue
        needed = [
            one.name
            for one in list(inspect.signature(method).parameters.values())[1:]
            if one.default is inspect.Parameter.empty and one.kind not in {one.VAR_KEYWORD, one.VAR_POSITIONAL}
        ]
        found[name] = needed
    return found


def answers(record, as_of):
    """Everything that a record answers on a day, by the name of the question; a refusal is an answer too."""
    found = {"known_at": record.known_at(as_of), "batches": record.batches, "claim": record.claim()}
    for machine in record.machines:
        found[f"at {machine.name}"] = [record.at(machine, as_of, item) for item in (None, *ITEMS, *PEOPLE)]
    for name, needed in questions(type(record)).items():
        ask = getattr(record, name)
        for items in (
            [(item,) for item in (*ITEMS, *PEOPLE)] if len(needed) > 1 or needed not in ([], ["as_of"]) else [()]
        ):
            try:
                found[name, items] = repr_of(ask(*items, **({"as_of": as_of} if "as_of" in needed else {})))
            except Exception as refused:  # noqa: BLE001 - whatever it is, it has to be the same
                found[name, items] = repr(refused)
    return found


def repr_of(answer):
    """An answer as something that compares: an error by its message."""
    if isinstance(answer, tuple) and not hasattr(answer, "_fields"):
        return tuple(repr_of(one) for one in answer)
    return repr(answer) if isinstance(answer, Exception) else answer


@st.composite
def called(draw, record, on, recorded):
    """A call of a writing method, often of a move that is open: (name, arguments, keywords)."""
    open_moves = [(step.verb, step.item) for step in record.moves(on)]
    anything = [(name, None) for name in writers(type(record))]
    name, item = draw(st.sampled_from(open_moves or anything) | st.sampled_from(anything))
    if any(entry.drafted_by is not None for entry in record.entries) and draw(st.booleans()):
        name, item = "confirm", None
    args, given = draw(_arguments(record, name, on, recorded))
    first = next(iter(list(inspect.signature(getattr(type(record), name)).parameters)[1:]), None)
    if item is not None and first in given and isinstance(given[first], str):
        given[first] = item
    if name in {"sign_off", "endorse"}:
        given["version"] = record.version(on)
    return name, args, given


@st.composite
def _of_the_log(draw, record, name, on, recorded):
    """The arguments of a method that every record has: of a correction, an erasure, a confirmation, a disagreement."""
    if name == "correct":
        struck = draw(st.lists(_place(record), min_size=1, max_size=2, unique=True))
        again = [attrs.evolve(record.entries[place], on=on, recorded=recorded) for place in struck if record.entries]
        given = {"reason": "a slip", "instead": draw(st.sampled_from([[], again]))}
        return struck, {**given, "recorded": recorded, "by": "w-1"}
    written = {"on": on, "recorded": recorded, "by": "m-1"}
    more = {"erase": [], "confirm": [], "disagree": ["p-1", "not so"]}[name]
    drafts = [place for place, entry in enumerate(record.entries) if entry.drafted_by is not None]
    place = st.sampled_from(drafts) if name == "confirm" and drafts else _place(record)
    return [draw(place), *more], {**({"basis": "a court's order"} if name == "erase" else {}), **written}


@st.composite
def _arguments(draw, record, name, on, recorded):
    method = getattr(type(record), name)
    if name in {"correct", "erase", "confirm", "disagree"}:
        return draw(_of_the_log(record, name, on, recorded))
    written = {"on": on, "recorded": recorded, "by": draw(st.sampled_from(["w-1", "m-1"]))}
    if name == "add":
        # A tool drafts one in five, so that there is something to confirm.
        tool = {"drafted_by": "tool-1"} if draw(st.integers(0, 4)) == 0 else {}
        return [draw(entry_of(record, on, MADE_OF))[0]], written | tool
    # Most methods have to be given something that the record names already.
    words = st.sampled_from(sorted({*ids_in([entry.content for entry in record.entries]), "a-1", "building"}))
    known, args, given = hints(method), [], {}
    for one in list(inspect.signature(method).parameters.values())[1:]:
        if one.name in written or one.kind is one.VAR_KEYWORD:
            continue
        if one.kind is one.VAR_POSITIONAL:
            continue
        if one.kind is one.POSITIONAL_ONLY:
            args.append(draw(argument(known[one.name], words)))
        elif one.default is one.empty or draw(st.booleans()):
            given[one.name] = draw(argument(known[one.name], words))
    if name == "assess":
        return [given.pop("stage"), "said or done"], {**given, **written}
    return args, {**given, **written}


def _place(record):
    """A place of a record's entries."""
    return st.integers(0, max(len(record.entries) - 1, 0))


def argument(annotation, words):
    """Values for a parameter; text is one of the words."""
    args = typing.get_args(annotation)
    if annotation is str:
        return words
    if annotation in OTHER:
        return OTHER[annotation]
    if type(None) in args:
        return st.none() | st.one_of([argument(one, words) for one in args if one is not type(None)])
    if typing.get_origin(annotation) is tuple and args[-1] is Ellipsis:
        return st.lists(argument(args[0], words), max_size=2).map(tuple)
    if typing.get_origin(annotation) is tuple:
        return st.tuples(*(argument(one, words) for one in args))
    return of_annotation(annotation, MADE_OF)


def ids_in(thing):
    """Every short text in a value, which is where its ids are."""
    if isinstance(thing, str):
        return {str(thing)} if len(thing) < 4 else set()
    parts = (
        thing
        if isinstance(thing, tuple | list)
        else attrs.astuple(thing, recurse=False)
        if attrs.has(type(thing))
        else ()
    )
    return {one for part in parts for one in ids_in(part)}


def records_in(given):
    """Every record that a method gave back."""
    several = given if isinstance(given, tuple) else (given,)
    return [one for one in several if isinstance(one, Record)]


__all__ = ["Content", "Entry", "answers", "called", "questions", "records_in", "writers"]
