"""Arbitrary records, made from the annotations of their classes: any kind, any content, legal or not.

Whatever class gets a tag is generated here with no strategy of its own, so that none can be forgotten.
"""

import enum
import types
import typing
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

import attrs
from hypothesis import reject
from hypothesis import strategies as st

from reflective.errors import ReflectiveError
from reflective.exchange.json import KINDS, MAX_WHOLE, TAGS
from reflective.fields import Id, Text
from reflective.practice.case import Case, Joined, Membership
from reflective.practice.entries import Audience, Content, Entry, Strike
from reflective.practice.log import Record
from reflective.timescales import Kind, PartialDate

__all__ = ["cases", "contents", "documents", "of_annotation", "records"]

DAYS = st.dates(min_value=date(1, 1, 2), max_value=date(9999, 12, 30))
#: Any text that is whole characters, and often one that a careless writer of JSON would trip over.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["\\ud800", '"on": 1', "\u2028", "\U0001f600", "\x00", "2021-09-06", "null", '": "', "é" * 3]
)
IDS = TEXT.filter(bool)
NARRATIVE = TEXT.filter(lambda text: bool(text) and not text.isspace())
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    Id: IDS,
    Text: NARRATIVE,
    str: TEXT,
    bool: st.booleans(),
    int: st.integers(-5, 5) | st.integers(-MAX_WHOLE, MAX_WHOLE),
    date: DAYS,
}


def of_annotation(annotation: Any) -> st.SearchStrategy[Any]:
    """Values that a field of this annotation takes."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in PLAIN:
        return PLAIN[annotation]
    if origin in {types.UnionType, typing.Union}:
        return st.one_of([st.none() if arg is type(None) else of_annotation(arg) for arg in args])
    if origin is frozenset:
        return st.frozensets(of_annotation(args[0]), max_size=3)
    if origin is tuple and args[-1] is Ellipsis:
        return st.lists(of_annotation(args[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*map(of_annotation, args))
    if isinstance(annotation, TypeVar):
        return st.deferred(contents)
    kind = origin or annotation
    return st.sampled_from(kind) if issubclass(kind, enum.Enum) else values(kind)


def values(kind: type) -> st.SearchStrategy[Any]:
    """Values of a class, some fields left at their defaults."""
    return _SPECIAL[kind]() if kind in _SPECIAL else _built(kind)


@st.composite
def _built(draw: st.DrawFn, kind: type) -> Any:
    given = {
        field.name: draw(of_annotation(field.type))
        for field in attrs.fields(kind)
        if field.default is attrs.NOTHING or draw(st.booleans())
    }
    if {"due", "due_on", "counted_from"} <= {field.name for field in attrs.fields(kind)}:
        # Due in words counted from a day, or on a day: both or neither would seldom be taken.
        in_words = {"due": draw(NARRATIVE), "counted_from": draw(DAYS), "due_on": None}
        on_a_day = {"due": None, "counted_from": None, "due_on": draw(DAYS)}
        given |= draw(st.sampled_from([in_words, on_a_day]))
    try:
        return kind(**given)
    except ReflectiveError:
        reject()


@st.composite
def _partial_dates(draw: st.DrawFn) -> PartialDate:
    said, day, other = draw(st.none() | NARRATIVE), draw(DAYS), draw(DAYS)
    first, last = min(day, other), max(day, other)
    return draw(
        st.sampled_from(
            [
                PartialDate.exact(day, said=said),
                PartialDate.month(day.year, day.month, said=said),
                PartialDate.year(day.year, said=said),
                PartialDate.before(day, said=said),
                PartialDate.after(day, said=said),
                PartialDate.between(first, last, said=said),
                PartialDate(kind=Kind.ABOUT, earliest=first, latest=last, said=said),
                PartialDate(kind=Kind.AGE, earliest=first, latest=last, said=said),
                PartialDate.unknown(said=said),
            ]
        )
    )


@st.composite
def _entries(draw: st.DrawFn) -> Entry[Any]:
    days = sorted([draw(DAYS), draw(DAYS)])
    content = draw(contents())
    audience = {"audience": draw(st.sampled_from(Audience))} if draw(st.booleans()) else {}
    rest = {name: draw(of_annotation(attrs.fields_dict(Entry)[name].type)) for name in ("by", "about", "source")}
    return Entry(on=days[0], recorded=days[1], content=content, **audience, **rest)


#: Classes whose own rules a blind draw would seldom meet.
_SPECIAL: dict[type, Callable[[], st.SearchStrategy[Any]]] = {PartialDate: _partial_dates, Entry: _entries}


def contents(kind: type[Content] | None = None) -> st.SearchStrategy[Any]:
    """Contents of one class, or of every class that has a tag but a strike, whose places depend on its record."""
    kinds = [kind] if kind else [one for one in TAGS.values() if one is not Strike]
    return st.sampled_from(kinds).flatmap(values)


@st.composite
def logs(draw: st.DrawFn, of: st.SearchStrategy[Any] | None = None, most: int = 6) -> tuple[Entry[Any], ...]:
    """Entries that a record can hold, in whatever order of moves, some of them struck and replaced."""
    entries: list[Entry[Any]] = []
    struck: set[int] = set()
    day = draw(DAYS)
    for content in draw(st.lists(of or contents(), max_size=most)):
        day = min(day + timedelta(days=draw(st.integers(0, 40))), date.max)
        entry = attrs.evolve(draw(_entries()), content=content, recorded=day, on=min(day, draw(DAYS)))
        left = [at for at, one in enumerate(entries) if at not in struck and not isinstance(one.content, Strike)]
        if left and draw(st.integers(0, 3)) == 0:
            places = tuple(draw(st.lists(st.sampled_from(left), min_size=1, max_size=2, unique=True)))
            reason = draw(st.none() | NARRATIVE)
            entries.append(attrs.evolve(entry, on=day, content=Strike(places=places, reason=reason, replacements=1)))
            struck.update(places)
        entries.append(entry)
    return tuple(entries)


@st.composite
def records(draw: st.DrawFn, kind: type[Record[Any, Any]] | None = None) -> Record[Any, Any]:
    """A record of one kind or of any, as loading is content to find it."""
    return (kind or draw(st.sampled_from(list(KINDS.values()))))(id=draw(IDS), entries=draw(logs()))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case of up to three records."""
    ids = draw(st.lists(IDS, min_size=3, max_size=6, unique=True))
    people, membership, *others = ids
    kinds = [kind for name, kind in KINDS.items() if name not in {"people", "membership"}]
    entry = draw(_entries())
    joined = [attrs.evolve(entry, content=Joined(record=one)) for one in others]
    return Case(
        id=draw(IDS),
        people=KINDS["people"](id=people, entries=draw(logs())),
        membership=Membership(id=membership, entries=tuple(joined)),
        records=tuple(draw(st.sampled_from(kinds))(id=one, entries=draw(logs(most=3))) for one in others),
    )


def documents() -> st.SearchStrategy[Any]:
    """Whatever can be a document."""
    return records() | cases()
