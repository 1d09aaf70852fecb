"""Records as they are lived through, move by move; and, apart, logs such as loading is content to find."""

from datetime import date, timedelta
from typing import Any, Final, cast

import attrs
from hypothesis import strategies as st

from reflective.casework import SHIPPED, Case, Membership, RecordAdded
from reflective.errors import ReflectiveError
from reflective.fields import Id, Key
from reflective.practice.people import People
from reflective.records import Audience, Content, Entry, Machine, Record, Strike
from reflective.testing._values import ITEMS, PEOPLE, Plain, entries, sketch, values

__all__ = ["CHILDREN", "KINDS", "cases", "corrected", "entry_of", "lived", "loaded", "loaded_cases", "said"]

_DAY: Final = timedelta(days=1)
#: How far a record's next entry is from the last at most, and how late something may be written down.
_LATER: Final = 30
CHILDREN: Final = PEOPLE[:2]
KINDS: Final = SHIPPED.records
_WRITERS: Final = st.sampled_from(["w-1", "m-1", "p-1"])
_ABOUT: Final = st.lists(st.sampled_from(PEOPLE[:3]), max_size=2, unique=True).map(tuple)
#: The plainer comes first, which is what a history shrinks to: one in eight is a correction, of four files one is left.
_CORRECTS: Final = st.sampled_from([False] * 7 + [True])
_LEAVES: Final = st.sampled_from([False] * 3 + [True])
_AUDIENCES: Final = st.none() | st.sampled_from(Audience)


@st.composite
def lived(
    draw: st.DrawFn, kind: type[Record[Any]], made_of: Plain, *, ids: st.SearchStrategy[str], least: int, most: int
) -> Any:
    """A record after so many attempts at an entry, those left out that were refused."""
    record = kind(id=draw(ids))
    recorded = draw(made_of.days)
    for _ in range(draw(st.integers(least, most))):
        recorded = min(recorded + draw(st.integers(0, _LATER)) * _DAY, made_of.last)
        record = draw(_more(record, recorded, made_of))
    return record


@st.composite
def _more(draw: st.DrawFn, record: Record[Any], recorded: date, made_of: Plain) -> Record[Any]:
    """The record with one thing more said of it, told late perhaps, or one thing corrected."""
    on = max(recorded - draw(st.just(0) | st.integers(0, _LATER)) * _DAY, made_of.first)
    correct = len(record.entries) > 1 and draw(_CORRECTS)
    return draw(corrected(record, on, recorded, made_of) if correct else said(record, on, recorded, made_of))


@st.composite
def entry_of(
    draw: st.DrawFn, record: Record[Any], on: date, made_of: Plain, *, bold: bool = False
) -> tuple[Content, str]:
    """A content that somebody may write next, and the writer: an open move of a machine, or what moves nothing.

    The tables of the record's machines say which moves are open; `bold` tries those too that they lack.
    """
    kind, named = draw(st.sampled_from(_kinds(record, on, bold=bold)))
    return draw(values(kind, made_of, named)), draw(_WRITERS)


def _kinds(record: Record[Any], on: date, *, bold: bool) -> list[tuple[type[Content], dict[str, Any]]]:
    """The kinds of content to draw from, each with the field that names its item."""
    found: list[tuple[type[Content], dict[str, Any]]] = [(kind, {}) for kind in record.takes]
    for machine in record.machines:
        for item in _items(machine):
            at = record.at(machine, on, item)
            kinds = machine.kinds if bold else tuple(machine.table[at])
            found += [(kind, _naming(machine, kind, item)) for kind in kinds]
    return found


def _items(machine: Machine) -> tuple[str | None, ...]:
    if machine.item is None:
        return (None,)
    # An item is a person, or has an id of its own.
    people = attrs.fields_dict(cast("Any", machine.kinds[0]))[machine.item].type is Id
    return CHILDREN if people else ITEMS


def _naming(machine: Machine, kind: Any, item: str | None) -> dict[str, Any]:
    """The field of a content that names its item: by the id, or by a value that has that id."""
    if machine.item is None:
        return {}
    annotation: Any = attrs.fields_dict(kind)[machine.item].type
    return {machine.item: item if annotation in {Id, Key} else sketch(annotation, id=item)}


@st.composite
def said(
    draw: st.DrawFn, record: Record[Any], on: date, recorded: date, made_of: Plain, *, bold: bool = False
) -> Record[Any]:
    """The record with one more entry; as it was where what is drawn may not be said."""
    content, by = draw(entry_of(record, on, made_of, bold=bold))
    about, audience = draw(_ABOUT), draw(_AUDIENCES)
    try:
        return record.add(content, on=on, recorded=recorded, by=by, about=about, audience=audience)
    except ReflectiveError:
        return record


@st.composite
def corrected(draw: st.DrawFn, record: Record[Any], on: date, recorded: date, made_of: Plain) -> Record[Any]:
    """The record with an entry struck, and perhaps the same of another day in its stead; as it was if refused."""
    left = [place for place, _ in record.standing(recorded)]
    if not left:
        return record
    place, again = draw(st.sampled_from(left)), draw(st.booleans())
    instead = [attrs.evolve(record.entries[place], on=on, recorded=recorded)] if again else []
    try:
        return record.correct(place, reason=draw(made_of.narrative), recorded=recorded, by="w-1", instead=instead)
    except ReflectiveError:
        return record


@st.composite
def cases(draw: st.DrawFn, made_of: Plain, *, ids: st.SearchStrategy[str], most: int) -> Case:
    """A family's file: its people, and up to so many records that joined it, one of which may have left."""
    case = Case.opened(draw(ids))
    people = lived(People, made_of, ids=st.just(case.people.id), least=0, most=6)
    case = case.put(draw(people))
    kinds = [kind for kind in KINDS if kind not in {People, Membership}]
    wanted = draw(st.lists(st.sampled_from(kinds), max_size=most))
    day = draw(made_of.days)
    for number, kind in enumerate(wanted, start=1):
        record = draw(lived(kind, made_of, ids=st.just(f"r-{number}"), least=0, most=6))
        day = min(day + draw(st.integers(0, _LATER)) * _DAY, made_of.last)
        case = case.join(record, on=day, recorded=day, by="w-1")
    leaves = draw(_LEAVES)
    if case.records and leaves:
        gone = draw(st.sampled_from([record.id for record in case.records]))
        case = case.leave(gone, draw(made_of.narrative), on=day, recorded=day, by="w-1")
    return case


# Loaded


@st.composite
def _log(draw: st.DrawFn, made_of: Plain, most: int) -> tuple[Entry[Any], ...]:
    """Entries that a record can hold, in whatever order of moves, some of them struck and replaced."""
    kept: list[Entry[Any]] = []
    struck: set[int] = set()
    day = draw(made_of.days)
    for drawn in draw(st.lists(entries(made_of), max_size=most)):
        day = min(day + draw(st.integers(0, 40)) * _DAY, made_of.last)
        entry = attrs.evolve(drawn, recorded=day, on=min(day, drawn.on))
        left = [at for at, one in enumerate(kept) if at not in struck and not isinstance(one.content, Strike)]
        if left and draw(st.integers(0, 3)) == 0:
            places = tuple(draw(st.lists(st.sampled_from(left), min_size=1, max_size=2, unique=True)))
            reason = draw(st.none() | made_of.narrative)
            kept.append(attrs.evolve(entry, on=day, content=Strike(places=places, reason=reason, replacements=1)))
            struck.update(places)
        kept.append(entry)
    return tuple(kept)


@st.composite
def loaded(draw: st.DrawFn, kind: type[Record[Any]], made_of: Plain, *, ids: st.SearchStrategy[str], most: int) -> Any:
    """A record of one kind as loading is content to find it."""
    return kind(id=draw(ids), entries=draw(_log(made_of, most)))


@st.composite
def loaded_cases(draw: st.DrawFn, made_of: Plain, *, ids: st.SearchStrategy[str], most: int) -> Case:
    """A case of records as loading is content to find them."""
    people, membership, *others = draw(st.lists(ids, min_size=2, max_size=2 + most, unique=True))
    kinds = [kind for kind in KINDS if kind not in {People, Membership}]
    entry = draw(entries(made_of))
    return Case(
        id=draw(ids),
        people=draw(loaded(People, made_of, ids=st.just(people), most=3)),
        membership=Membership(
            id=membership, entries=tuple(attrs.evolve(entry, content=RecordAdded(record=one)) for one in others)
        ),
        records=tuple(draw(loaded(draw(st.sampled_from(kinds)), made_of, ids=st.just(one), most=3)) for one in others),
    )
