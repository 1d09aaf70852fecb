"""Plain values, made from the annotations of their classes: a class that a floor gains is drawn from the first day."""

import enum
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

import attrs
from hypothesis import reject
from hypothesis import strategies as st

from reflective.casework.kinds import SHIPPED
from reflective.errors import ReflectiveError
from reflective.fields import MAX_WHOLE, Id, Key, Text, checker
from reflective.practice.cycle import StageContent
from reflective.practice.journey import Checkpoint
from reflective.practice.plan import Action, Part
from reflective.practice.relationship import RelationshipStages
from reflective.records import Content, Due, Entry, Strike
from reflective.testing import _timescales
from reflective.testing._timescales import FIRST, LAST
from reflective.timescales import PartialDate, Reckoning, Timescale

__all__ = [
    "CONTENTS",
    "ITEMS",
    "PEOPLE",
    "SPECIAL",
    "TOLD",
    "Plain",
    "Sketch",
    "entries",
    "of_annotation",
    "plain",
    "sketch",
    "values",
]

#: Opaque references, as a host would have them: nobody's name. Few of them, so that what points somewhere often hits.
PEOPLE: Final = ("c-1", "c-2", "p-1", "w-1", "m-1")
ITEMS: Final = ("a-1", "a-2", "a-3")
#: Stands for a fact that has to be there, whatever it says: neither None nor empty.
TOLD: Final = object()

#: Any text that is whole characters, and often one that a careless writer of JSON or of a table would trip over.
_TEXT: Final = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["\\ud800", '"on": 1', "\u2028", "\U0001f600", "\x00", "2021-09-06", "null", '": "', "é" * 3, "'; --"]
)


class Plain(NamedTuple):
    """What the days and the words in a value are drawn from."""

    first: date
    last: date
    text: st.SearchStrategy[str]

    @property
    def days(self) -> st.SearchStrategy[date]:
        """Any day from the first to the last, both included."""
        return _timescales.days(self.first, self.last)

    @property
    def ids(self) -> st.SearchStrategy[str]:
        """Ids of records and of items in them: one of a few, or any that is accepted."""
        return _ids(self.text, Key, ITEMS)

    @property
    def people(self) -> st.SearchStrategy[str]:
        """References to people: one of a few, or any id that is accepted."""
        return _ids(self.text, Id, PEOPLE)

    @property
    def narrative(self) -> st.SearchStrategy[str]:
        """Text that is not blank."""
        return _narrative(self.text)


# A strategy is costly to make and is validated the first time it is drawn from, so that those of fields are kept.


@lru_cache(maxsize=64)
def _ids(text: st.SearchStrategy[str], kind: Any, few: tuple[str, ...]) -> st.SearchStrategy[str]:
    check = checker(kind)
    accepted = text.filter(lambda one: check("id", one) is None)
    return st.sampled_from(few) | st.sampled_from(few) | accepted


@lru_cache(maxsize=64)
def _narrative(text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return text.filter(lambda text: bool(text) and not text.isspace())


def plain(first: date = FIRST, last: date = LAST, text: st.SearchStrategy[str] | None = None) -> Plain:
    """The days and the words to draw from: any text, unless a host's storage takes less."""
    return Plain(first, last, _TEXT if text is None else text)


class Sketch(NamedTuple):
    """A value some of whose facts are decided, those that say where it leads; the rest of it is anything."""

    kind: type[Any]
    #: By the name of the field: the fact itself, a sketch of it, a strategy for it, or `TOLD`.
    given: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"<{self.kind.__name__}>"

    def drawn(self, made_of: Plain) -> st.SearchStrategy[Any]:
        """Values like it."""
        return _filled(self.kind, self.given, made_of)


def sketch(kind: type[Any], /, **given: Any) -> Sketch:
    """A value of a kind, with what is decided of it."""
    return Sketch(kind, given)


@lru_cache(maxsize=2048)
def of_annotation(annotation: Any, made_of: Plain, *, told: bool = False) -> st.SearchStrategy[Any]:
    """Values that a field of this annotation takes; where it has to be told, neither None nor empty."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in _BASES:
        return _BASES[annotation](made_of)
    if origin in {types.UnionType, typing.Union}:
        ways = [of_annotation(arg, made_of, told=told) for arg in args if arg is not type(None)]
        # None comes first, so that it is what a fact shrinks to.
        return st.one_of(ways if told or type(None) not in args else [st.none(), *ways])
    if origin is frozenset:
        return st.frozensets(of_annotation(args[0], made_of), min_size=told, max_size=3)
    if origin is tuple and args[-1] is Ellipsis:
        return _several(args[0], made_of, least=int(told))
    if origin is tuple:
        return st.tuples(*(of_annotation(arg, made_of) for arg in args))
    if isinstance(annotation, TypeVar):
        return values(Content, made_of)
    kind = origin or annotation
    return st.sampled_from(kind) if issubclass(kind, enum.Enum) else values(kind, made_of)


def _several(kind: Any, made_of: Plain, *, least: int) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few of a kind, in order; those that have an id have one each."""
    has_id = isinstance(kind, type) and attrs.has(kind) and "id" in attrs.fields_dict(kind)
    unique_by: Any = (lambda one: one.id) if has_id else None
    return st.lists(of_annotation(kind, made_of), min_size=least, max_size=3, unique_by=unique_by).map(tuple)


_BASES: Final[Mapping[Any, Callable[[Plain], st.SearchStrategy[Any]]]] = {
    Id: lambda made_of: made_of.people,
    Key: lambda made_of: made_of.ids,
    Text: lambda made_of: made_of.narrative,
    str: lambda made_of: made_of.text,
    bool: lambda _: st.booleans(),
    int: lambda _: st.integers(0, 9) | st.integers(0, MAX_WHOLE),
    date: lambda made_of: made_of.days,
}


def values(kind: type[Any], made_of: Plain, given: Mapping[str, Any] | None = None) -> st.SearchStrategy[Any]:
    """Values of a class that checks its fields, some of them left at their defaults; `given` are decided facts."""
    if given:
        return _filled(kind, given, made_of)
    return SPECIAL[kind](made_of) if kind in SPECIAL else _filled(kind, {}, made_of)


#: How often a value is drawn again whose fields are each accepted and do not go together.
_TRIES: Final = 8


@st.composite
def _filled(draw: st.DrawFn, kind: type[Any], given: Mapping[str, Any], made_of: Plain) -> Any:
    for _ in range(_TRIES):
        decided = {**draw(st.sampled_from(_WAYS.get(kind, ({},)))), **given}
        facts: dict[str, Any] = {}
        for field in attrs.fields(kind):
            if field.name in decided:
                facts[field.name] = draw(_decided(decided[field.name], field.type, made_of))
            elif field.default is attrs.NOTHING or draw(st.booleans()):
                facts[field.name] = draw(of_annotation(field.type, made_of))
        try:
            return kind(**facts)
        except ReflectiveError:
            continue
    return reject()


def _decided(fact: Any, annotation: Any, made_of: Plain) -> st.SearchStrategy[Any]:
    if fact is TOLD:
        return of_annotation(annotation, made_of, told=True)
    if isinstance(fact, Sketch):
        return fact.drawn(made_of)
    return fact if isinstance(fact, st.SearchStrategy) else st.just(fact)


# Classes that want more of the whole value than of each of its fields

_UNDATED: Final[Mapping[str, Any]] = {"due": None, "due_on": None, "counted_from": None}
_ON_A_DAY: Final[Mapping[str, Any]] = {"due": None, "due_on": TOLD, "counted_from": None}
_IN_WORDS: Final[Mapping[str, Any]] = {"due": _timescales.phrases(), "due_on": None, "counted_from": TOLD}
#: What is due on a day, or in words counted from one: drawn one by one, these would seldom go together.
_WAYS: Final[Mapping[type[Any], tuple[Mapping[str, Any], ...]]] = {
    Action: (_UNDATED, _ON_A_DAY, _IN_WORDS),
    Part: (_UNDATED, _ON_A_DAY, _IN_WORDS),
    Checkpoint: (_ON_A_DAY, _IN_WORDS),
}


#: Every content that somebody may write; a strike is left out, because its places are those of a log.
CONTENTS: Final[tuple[type[Any], ...]] = tuple(kind for kind in SHIPPED.tags.values() if kind is not Strike)


_PLACES: Final = st.lists(st.integers(0, 9), min_size=1, max_size=3, unique=True).map(tuple)


def _one_of(kinds: typing.Iterable[type[Any]]) -> Callable[[Plain], st.SearchStrategy[Any]]:
    listed = tuple(kinds)
    return lambda made_of: st.sampled_from(listed).flatmap(lambda kind: values(kind, made_of))


def entries(made_of: Plain, content: st.SearchStrategy[Any] | None = None) -> st.SearchStrategy[Entry[Any]]:
    """Entries of a log; of any content unless one is asked for."""
    said = values(Content, made_of) if content is None else content
    return (
        st.tuples(made_of.days, made_of.days)
        .map(sorted)
        .flatmap(lambda both: _filled(Entry, {"on": both[0], "recorded": both[1], "content": said}, made_of))
    )


SPECIAL: Final[Mapping[Any, Callable[[Plain], st.SearchStrategy[Any]]]] = {
    Timescale: lambda _: _timescales.timescales(),
    PartialDate: lambda it: _timescales.partial_dates(first=it.first, last=it.last, said=it.narrative),
    Reckoning: lambda it: _timescales.reckonings(first=it.first, last=it.last, text=it.narrative),
    Due: lambda it: _filled(Due, {"reckoning": None}, it) | values(Reckoning, it).map(_counted),
    RelationshipStages: lambda it: _filled(RelationshipStages, {"rungs": TOLD}, it),
    Strike: lambda it: _filled(Strike, {"places": _PLACES}, it),
    Content: _one_of(CONTENTS),
    StageContent: _one_of(kind for kind in CONTENTS if issubclass(kind, StageContent)),
    Entry: entries,
}


def _counted(reckoning: Reckoning) -> Due:
    return Due(day=reckoning.due, reckoning=reckoning)
