"""Values drawn from the annotations of their classes, so that a new class is drawn from its first day."""

import enum
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Final, TypedDict, TypeVar, Unpack, cast

import attrs
from hypothesis import reject
from hypothesis import strategies as st

from reflective.casework import SHIPPED
from reflective.errors import ReflectiveError
from reflective.fields import MAX_WHOLE, Id, Key, Ref, Text, Time, checker
from reflective.practice.plan import Action, Part
from reflective.practice.supervision import Held, MeetingPart, Planned
from reflective.records import Audience, Confirmed, Content, Disagreed, Entry, Erasure, Strike
from reflective.rules import SeriesStep, Within
from reflective.testing import _timescales
from reflective.testing._timescales import FIRST, LAST
from reflective.timescales import Deadline, PartialDate, Reckoning, Timescale, Unit

__all__ = [
    "CONTENTS",
    "ITEMS",
    "PEOPLE",
    "DrawnFrom",
    "Plain",
    "contents",
    "entries",
    "entries_of",
    "has_fields",
    "of_annotation",
    "one_of",
    "plain",
    "values",
]

#: Opaque references, as a host would have them: nobody's name. Few of them, so that a reference often finds its target.
PEOPLE: Final = ("c-1", "c-2", "p-1", "w-1", "m-1")
ITEMS: Final = ("a-1", "a-2", "a-3")
#: Every content that somebody may write. Those that name places of a log are left out.
CONTENTS: Final[tuple[type[Content], ...]] = tuple(
    kind for kind in SHIPPED.tags.values() if kind not in {Strike, Erasure, Confirmed, Disagreed}
)

#: Any text of whole characters, and often one that a careless writer of JSON or of a table would trip over.
_TEXT: Final = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["\\ud800", '"on": 1', "\u2028", "\U0001f600", "\x00", "2021-09-06", "null", '": "', "é" * 3, "'; --"]
)
#: How often a value is drawn again if its fields are each accepted and do not go together.
_TRIES: Final = 8


class DrawnFrom(TypedDict, total=False):
    """The first and the last day to draw from, and the strategy for ids and narrative."""

    first: date
    last: date
    text: st.SearchStrategy[str] | None


@attrs.frozen(slots=False)
class Plain:
    """The days and the texts that values are made of, each strategy made once because that is costly."""

    first: date
    last: date
    text: st.SearchStrategy[str] = attrs.field(repr=False)

    @cached_property
    def days(self) -> st.SearchStrategy[date]:
        """Any day from the first to the last, both included."""
        return _timescales.days(self.first, self.last)

    @cached_property
    def ids(self) -> st.SearchStrategy[str]:
        """Ids of records and of items in them: one of a few, or any that is accepted."""
        return self._ids(Key, ITEMS)

    @cached_property
    def people(self) -> st.SearchStrategy[str]:
        """References to people: one of a few, or any id that is accepted."""
        return self._ids(Id, PEOPLE)

    @cached_property
    def narrative(self) -> st.SearchStrategy[str]:
        """Text that is not blank."""
        # Mapped and not filtered, here and in ids: in a long history some filter fails, and Hypothesis throws it away.
        return self.text.map(lambda text: text if text and not text.isspace() else "a")

    def _ids(self, kind: Any, few: tuple[str, ...]) -> st.SearchStrategy[str]:
        check = checker(kind)
        accepted = self.text.map(lambda one: one if check("id", one) is None else few[0])
        return st.sampled_from(few) | st.sampled_from(few) | accepted


@lru_cache(maxsize=64)
def _plain(first: date, last: date, text: st.SearchStrategy[str]) -> Plain:
    return Plain(first, last, text)


def plain(first: date = FIRST, last: date = LAST, text: st.SearchStrategy[str] | None = None) -> Plain:
    """The days and the texts to draw from: any text, unless a host's storage takes less."""
    return _plain(first, last, _TEXT if text is None else text)


@lru_cache(maxsize=2048)
def of_annotation(annotation: Any, made_of: Plain) -> st.SearchStrategy[Any]:
    """Values that a field of this annotation takes."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in _BASES:
        return _BASES[annotation](made_of)
    if origin in {types.UnionType, typing.Union}:
        # None comes first, because values shrink to the first.
        ways = sorted(args, key=lambda way: way is not types.NoneType)
        return st.one_of([of_annotation(way, made_of) for way in ways])
    if origin is frozenset:
        return st.frozensets(of_annotation(args[0], made_of), max_size=3)
    if origin is tuple and args[-1] is Ellipsis:
        return _several(args[0], made_of)
    if origin is tuple:
        return st.tuples(*(of_annotation(arg, made_of) for arg in args))
    return values(Content if isinstance(annotation, TypeVar) else origin or annotation, made_of)


def _several(kind: Any, made_of: Plain) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few of a kind, in order; those that have an id have one each."""
    has_id = isinstance(kind, type) and attrs.has(kind) and "id" in attrs.fields_dict(kind)
    unique_by: Any = (lambda one: one.id) if has_id else None
    return st.lists(of_annotation(kind, made_of), max_size=3, unique_by=unique_by).map(tuple)


_BASES: Final[Mapping[Any, Callable[[Plain], st.SearchStrategy[Any]]]] = {
    Id: lambda made_of: made_of.people,
    Key: lambda made_of: made_of.ids,
    Ref: lambda made_of: made_of.people,
    Text: lambda made_of: made_of.narrative,
    Time: lambda _: st.times().map(lambda time: f"{time:%H:%M}"),
    str: lambda made_of: made_of.text,
    bool: lambda _: st.booleans(),
    int: lambda _: st.integers(0, 9) | st.integers(0, MAX_WHOLE),
    date: lambda made_of: made_of.days,
    types.NoneType: lambda _: st.none(),
}


def has_fields(kind: type[Any]) -> bool:
    """Whether a class says by annotations what it is made of."""
    return attrs.has(kind) or hasattr(kind, "_field_defaults")


def values(kind: Any, made_of: Plain, /, **decided: Any) -> st.SearchStrategy[Any]:
    """Values of a class, some of their fields left at their defaults.

    A field that is decided has that value, or one of that strategy.
    """
    if issubclass(kind, enum.Enum):
        return st.sampled_from(kind)
    if issubclass(kind, Content) and not kind.TAG:
        return one_of([one for one in CONTENTS if issubclass(one, kind)], made_of)
    special = None if decided else _SPECIAL.get(kind)
    fitting = {name: way(made_of) for name, way in _FITTING.get(kind, {}).items()}
    return _filled(kind, {**fitting, **decided}, made_of) if special is None else special(made_of)


@st.composite
def _filled(draw: st.DrawFn, kind: type[Any], decided: Mapping[str, Any], made_of: Plain) -> Any:
    fields = _fields(cast("Any", kind))
    for _ in range(_TRIES):
        facts: dict[str, Any] = {}
        for name, (annotation, required) in fields.items():
            if name in decided:
                fact = decided[name]
                facts[name] = draw(fact) if isinstance(fact, st.SearchStrategy) else fact
            elif required or draw(st.booleans()):
                facts[name] = draw(of_annotation(annotation, made_of))
        try:
            return kind(**facts)
        except ReflectiveError:
            continue
    return reject()


@lru_cache(maxsize=512)
def _fields(kind: Any) -> dict[str, tuple[Any, bool]]:
    """Each field of a class: its annotation, and whether it has no default."""
    if attrs.has(kind):
        return {field.name: (field.type, field.default is attrs.NOTHING) for field in attrs.fields(kind)}
    hints = typing.get_type_hints(kind, include_extras=True)
    return {name: (hints[name], name not in kind._field_defaults) for name in kind._fields}


def one_of(kinds: Iterable[type[Any]], made_of: Plain) -> st.SearchStrategy[Any]:
    """Values of these classes."""
    return st.sampled_from(tuple(kinds)).flatmap(lambda kind: values(kind, made_of))


def contents(kind: type[Content] = Content, **drawn_from: Unpack[DrawnFrom]) -> st.SearchStrategy[Any]:
    """The content of an entry: of one class, a host's own too, or of any that ships but a strike."""
    return values(kind, plain(**drawn_from))


def entries(
    content: st.SearchStrategy[Any] | None = None, **drawn_from: Unpack[DrawnFrom]
) -> st.SearchStrategy[Entry[Any]]:
    """Entries of a log, of any content or of one: never recorded before the day they tell of."""
    return entries_of(values(Content, plain(**drawn_from)) if content is None else content, plain(**drawn_from))


@st.composite
def entries_of(draw: st.DrawFn, content: st.SearchStrategy[Any], made_of: Plain) -> Entry[Any]:
    """Entries of a log with this content; a personal one has an owner, and no other has."""
    on, recorded = draw(st.tuples(made_of.days, made_of.days).map(sorted))
    said = draw(content)
    given = draw(st.none() | st.sampled_from(Audience))
    audience = said.default_audience if given is None else given
    owner = draw(made_of.people) if audience is Audience.PERSONAL else None
    # Tools seldom draft: what they draft counts as nothing.
    drafted_by = draw(st.sampled_from([None] * 9 + ["tool-1"]))
    decided = {"on": on, "recorded": recorded, "content": said, "audience": audience, "owner": owner}
    return draw(values(Entry, made_of, **decided, drafted_by=drafted_by))


_IN_CALENDAR_UNITS: Final = _timescales.timescales(most=60).filter(lambda one: one.unit is not Unit.WORKING_DAYS)
_NAMING_CHILDREN: Final = st.sampled_from([(), PEOPLE[:1], PEOPLE[:2]])
_OF_CHILDREN: Final = st.sampled_from([(), PEOPLE[:1]])


def _meeting(made_of: Plain) -> st.SearchStrategy[tuple[tuple[str, MeetingPart], ...]]:
    """Whom a meeting is of: nearly always somebody, and often the two who sign it."""
    two = ((PEOPLE[3], MeetingPart.PRACTITIONER), (PEOPLE[4], MeetingPart.SUPERVISOR))
    return st.just(two) | of_annotation(tuple[tuple[Id, MeetingPart], ...], made_of)


#: Fields of a class that have to go together, each with a strategy of which every value goes with those of the others.
_FITTING: Final[Mapping[Any, Mapping[str, Callable[[Plain], st.SearchStrategy[Any]]]]] = {
    Action: {
        "children": lambda _: _NAMING_CHILDREN,
        "successes": lambda it: st.just(()) | it.narrative.map(lambda text: ((PEOPLE[0], text),)),
    },
    Part: {"children": lambda _: _OF_CHILDREN},
    Planned: {"people": _meeting, "children": lambda _: _NAMING_CHILDREN},
    Held: {"people": _meeting, "children": lambda _: _NAMING_CHILDREN},
}
#: The classes whose fields agree too seldom when each is drawn by its annotation. A timescale in another value is short
#: enough that the shipped calendars know the days it comes to.
_SPECIAL: Final[Mapping[Any, Callable[[Plain], st.SearchStrategy[Any]]]] = {
    Timescale: lambda _: _timescales.timescales(most=60),
    PartialDate: lambda it: _timescales.partial_dates(first=it.first, last=it.last, said=it.narrative),
    Reckoning: lambda it: _timescales.reckonings(first=it.first, last=it.last, text=it.narrative),
    Deadline: lambda it: _timescales.deadlines(first=it.first, last=it.last, text=it.narrative),
    SeriesStep: lambda it: values(SeriesStep, it, branch=st.none(), until=st.none() | _IN_CALENDAR_UNITS),
    Within: lambda it: values(Within, it, branch=st.none(), extensions=st.none() | st.integers(1, 3)),
    Entry: lambda it: entries_of(values(Content, it), it),
}
