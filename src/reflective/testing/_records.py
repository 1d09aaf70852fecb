"""Records that are lived through, move by move; and apart, logs in any order of moves, as loading accepts them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from typing import Any, Final, TypeVar, Unpack

import attrs
from hypothesis import strategies as st

from reflective.casework import SHIPPED, Case, Membership
from reflective.errors import ReflectiveError
from reflective.fields import Id, Key
from reflective.practice.people import People
from reflective.records import Audience, Content, Entry, Machine, Record, Strike
from reflective.records.machine import State
from reflective.testing._values import (
    CONTENTS,
    ITEMS,
    PEOPLE,
    DrawnFrom,
    Plain,
    entries_of,
    of_annotation,
    one_of,
    plain,
    values,
)

__all__ = [
    "CHILDREN",
    "GOING_ON_WEIGHT",
    "JOINING",
    "SELDOM",
    "addition",
    "cases",
    "correction",
    "entry_of",
    "life",
    "log",
    "records",
]

CHILDREN: Final = PEOPLE[:2]
#: The kinds of record that join a case, which has people and a membership of its own.
JOINING: Final = tuple(kind for kind in SHIPPED.records if kind not in {People, Membership})

_DAY: Final = timedelta(days=1)
#: The most days between two entries, and the most days that an entry is written down late.
_MOST_DAYS: Final = 30
#: How many times as often as others a move is drawn that begins the first of its kind, or leads on what has begun.
GOING_ON_WEIGHT: Final = 5
#: How many entries are drawn at most until one is accepted.
_TRIES: Final = 3
_WRITERS: Final = st.sampled_from(["w-1", "m-1", "p-1"])
_ABOUT: Final = st.lists(st.sampled_from(PEOPLE[:3]), max_size=2, unique=True).map(tuple)
_AUDIENCES: Final = st.none() | st.sampled_from(Audience)
#: Whether an entry is corrected, or a record leaves: one time in six. Histories shrink to what comes first.
SELDOM: Final = st.sampled_from([False] * 5 + [True])

_R = TypeVar("_R", bound=Record[Any])
_Change = Callable[[], Record[Any]]


@st.composite
def life(
    draw: st.DrawFn,
    kind: type[Record[Any]],
    made_of: Plain,
    *,
    ids: st.SearchStrategy[str] | None = None,
    least: int = 0,
    most: int = 8,
) -> Any:
    """A record after so many attempts at a change, some told late; those that were refused are left out."""
    record = kind(id=draw(made_of.ids if ids is None else ids))
    recorded = draw(made_of.days)
    for _ in range(draw(st.integers(least, most))):
        recorded = min(recorded + draw(st.integers(0, _MOST_DAYS)) * _DAY, made_of.last)
        on = max(recorded - draw(st.just(0) | st.integers(0, _MOST_DAYS)) * _DAY, made_of.first)
        correct = len(record.standing(recorded)) > 1 and draw(SELDOM)
        change = draw((correction if correct else addition)(record, on, recorded, made_of))
        with suppress(ReflectiveError):
            record = change()
    return record


@st.composite
def addition(
    draw: st.DrawFn, record: Record[Any], on: date, recorded: date, made_of: Plain, *, bold: bool = False
) -> _Change:
    """A call that adds an entry to a record: one that it accepts, if a few that are drawn have one, or the bold one."""
    given: Any = {"on": on, "recorded": recorded, "about": draw(_ABOUT), "audience": draw(_AUDIENCES)}
    tries = 1 if bold else _TRIES
    while True:
        content, by = draw(entry_of(record, on, made_of, bold=bold))
        change = partial(record.add, content, by=by, **given)
        tries -= 1
        with suppress(ReflectiveError):
            change()
            return change
        if not tries:
            return change


@st.composite
def correction(draw: st.DrawFn, record: Record[Any], on: date, recorded: date, made_of: Plain) -> _Change:
    """A call that strikes an entry that stands in a record, and perhaps writes the same of another day in its place."""
    place, again = draw(st.sampled_from([place for place, _ in record.standing(recorded)])), draw(st.booleans())
    instead = [attrs.evolve(record.entries[place], on=on, recorded=recorded)] if again else []
    return partial(record.correct, place, reason=draw(made_of.narrative), recorded=recorded, by="w-1", instead=instead)


@st.composite
def entry_of(
    draw: st.DrawFn, record: Record[Any], on: date, made_of: Plain, *, bold: bool = False
) -> tuple[Content, str]:
    """A content that somebody may write next, and the writer: an open move of a machine, or what moves nothing.

    The tables of the record's machines say which moves are open; `bold` tries moves too that they lack.
    """
    found = _kinds(record, on, bold=bold) or _kinds(record, on, bold=True)
    kind, machine, item = draw(st.sampled_from(found))
    decided = {**_references(record, kind, on, made_of), **_naming(machine, kind, item, made_of)}
    if kind.SIGNS and not bold:
        # A signature is of all the entries before it.
        decided["of"] = len(record.entries)
    return draw(values(kind, made_of, **decided)), draw(_WRITERS)


def _kinds(record: Record[Any], on: date, *, bold: bool) -> list[tuple[Any, Machine | None, str | None]]:
    """The kinds of content to draw from on a day, with the machine and the item of each; more likely ones repeated."""
    found: list[tuple[Any, Machine | None, str | None]] = []
    not_begun, facts = set(), record.state(on)
    for machine in record.machines:
        states = {item: record.at(machine, on, item) for item in _items(record, machine, on)}
        begun = any(state != machine.start for state in states.values())
        if not begun:
            not_begun.add(machine.name)
        for item, state in states.items():
            # What has begun goes on more often than another of its kind begins.
            times = 1 if begun and state == machine.start else GOING_ON_WEIGHT
            kinds = [*_open_moves(machine, state, facts, times)]
            lacked = [kind for kind in machine.kinds if kind not in kinds] if bold else []
            found += [(kind, machine, item) for kind in (*kinds, *lacked)]
    empty = not record.standing(on)
    for kind in record.takes:
        if bold or kind.ITEM is None or kind.ITEM[0] not in not_begun:
            found += [(kind, None, None)] * (GOING_ON_WEIGHT if empty and kind.OPENS else 1)
    return found


def _open_moves(machine: Machine, state: State, facts: object, times: int) -> Iterator[type[Content]]:
    """The kinds that a machine takes in a state: once where they end it, and so many times where they lead on."""
    leads_on: dict[type[Content], bool] = {}
    for kind, to, _ in machine.steps(state, facts):
        leads_on[kind] = leads_on.get(kind, False) or bool(machine.table[to])
    for kind, leads in leads_on.items():
        yield from [kind] * (times if leads else 1)


def _references(record: Record[Any], kind: Any, on: date, made_of: Plain) -> dict[str, st.SearchStrategy[str]]:
    """The fields of a content that have to hold an id, each with one that the record has, or with any."""
    known: dict[Any, dict[str, None]] = {Id: {}, Key: {}}
    for _, entry in record.standing(on):
        for field in attrs.fields(type(entry.content)):
            given: Any = getattr(entry.content, field.name)
            if field.type in known:
                known[field.type][given] = None
            elif hasattr(given, "id"):
                known[Key][given.id] = None
    return {
        field.name: st.sampled_from(list(known[field.type])) | of_annotation(field.type, made_of)
        for field in attrs.fields(kind)
        if known.get(field.type) and field.default is attrs.NOTHING
    }


def _items(record: Record[Any], machine: Machine, on: date) -> Sequence[str | None]:
    """The items that a machine has begun by a day, and one that it has not; None for a machine of the record."""
    if machine.item is None:
        return (None,)
    kind: Any = machine.kinds[0]
    # An item is a person, or has an id of its own.
    known = CHILDREN if attrs.fields_dict(kind)[machine.item].type is Id else ITEMS
    begun = [item for item in known if record.at(machine, on, item) != machine.start]
    return [*begun, *[item for item in known if item not in begun][:1]]


def _naming(machine: Machine | None, kind: Any, item: str | None, made_of: Plain) -> dict[str, Any]:
    """The field of a content that names its item: by the id, or by a value that has that id."""
    if machine is None or machine.item is None:
        return {}
    annotation: Any = attrs.fields_dict(kind)[machine.item].type
    return {machine.item: item if annotation in {Id, Key} else values(annotation, made_of, id=item)}


@st.composite
def log(
    draw: st.DrawFn,
    kind: type[Record[Any]],
    made_of: Plain,
    *,
    ids: st.SearchStrategy[str] | None = None,
    most: int = 8,
) -> Any:
    """A record with entries of any content in any order of moves, some of them struck and replaced."""
    kept: list[Entry[Any]] = []
    struck: set[int] = set()
    day = draw(made_of.days)
    content = one_of(dict.fromkeys([*CONTENTS, *kind.contents()]), made_of)
    for drawn in draw(st.lists(entries_of(content, made_of), max_size=most)):
        day = min(day + draw(st.integers(0, 40)) * _DAY, made_of.last)
        entry = attrs.evolve(drawn, recorded=day, on=min(day, drawn.on))
        left = [at for at, one in enumerate(kept) if at not in struck and not isinstance(one.content, Strike)]
        if left and draw(st.integers(0, 3)) == 0:
            places = tuple(draw(st.lists(st.sampled_from(left), min_size=1, max_size=2, unique=True)))
            reason = draw(st.none() | made_of.narrative)
            kept.append(attrs.evolve(entry, on=day, content=Strike(places=places, reason=reason, replacements=1)))
            struck.update(places)
        kept.append(entry)
    return kind(id=draw(made_of.ids if ids is None else ids), entries=tuple(kept))


# Strategies that users have


def records(
    kind: type[_R] | None = None,
    *,
    lawful: bool = True,
    ids: st.SearchStrategy[str] | None = None,
    least: int = 0,
    most: int = 8,
    **drawn_from: Unpack[DrawnFrom],
) -> st.SearchStrategy[_R]:
    """Records of one kind, a host's own too, or of any that ships: told late, corrected, and never past its tables.

    From `least` to `most` changes are tried, and those that are refused are left out. Where `lawful` is False, up to
    `most` entries are of any content in any order, as loading accepts them.
    """
    made_of = plain(**drawn_from)
    kinds = st.sampled_from(SHIPPED.records if kind is None else [kind])
    if lawful:
        return kinds.flatmap(lambda one: life(one, made_of, ids=ids, least=least, most=most))
    return kinds.flatmap(lambda one: log(one, made_of, ids=ids, most=most))


@st.composite
def cases(
    draw: st.DrawFn,
    *,
    lawful: bool = True,
    ids: st.SearchStrategy[str] | None = None,
    most: int = 3,
    kinds: Sequence[type[Record[Any]]] = JOINING,
    **drawn_from: Unpack[DrawnFrom],
) -> Case:
    """Cases with people and with up to so many records that joined, one of which may have left.

    The records are of these kinds, a host's own too, and are lived through or as loading accepts them.
    """
    made_of, record_of = plain(**drawn_from), life if lawful else log
    case = Case.opened(draw(made_of.ids if ids is None else ids))
    case = case.put(draw(record_of(People, made_of, ids=st.just(case.people.id), most=6)))
    day = draw(made_of.days)
    for number, kind in enumerate(draw(st.lists(st.sampled_from(kinds), max_size=most)), start=1):
        record = draw(record_of(kind, made_of, ids=st.just(f"r-{number}"), most=6))
        day = min(day + draw(st.integers(0, _MOST_DAYS)) * _DAY, made_of.last)
        day = max(day, case.last_written or day)
        # A second journey of a child does not join, nor a second relationship of two people.
        with suppress(ReflectiveError):
            case = case.join(record, on=day, recorded=day, by="w-1")
    if draw(SELDOM) and case.records:
        gone = draw(st.sampled_from([record.id for record in case.records]))
        day = max(day, case.last_written or day)
        case = case.leave(gone, draw(made_of.narrative), on=day, recorded=day, by="w-1")
    return case
