"""Documents written once and never edited: one of each kind, with every content and every listed value in it.

Each record ends with whatever any log may have: corrections, what the law erased, a draft that was confirmed, a
disagreement, and an entry of a wrong clock that a strike freed the log of. The stored shapes are frozen. Run as a
program (`python -m tests.golden.frozen`) it adds to `v1/` a document for each kind that has none, and another for a
kind in which a key or a listed value is new. It changes nothing that is there.
"""

import enum
import types
import typing
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, product
from pathlib import Path
from typing import Any

import attrs

from reflective import demo
from reflective.casework import SHIPPED, Case, RecordAdded
from reflective.errors import ReflectiveError
from reflective.exchange import dumps, loads
from reflective.fields import Id, Key, Text, Time
from reflective.practice import Audience, Entry, Record, Source
from reflective.practice.hypothesis import HypothesisStatus
from reflective.practice.journey import CheckpointStatus
from reflective.practice.plan import Action, Part
from reflective.practice.visits import NotSeen
from reflective.practice.voice import Expression, Heard
from reflective.records import (
    Confirmed,
    ContactMode,
    Content,
    Disagreed,
    Erased,
    Erasure,
    FormAnswer,
    GoBetween,
    Setting,
    Strike,
)
from reflective.timescales import Deadline, PartialDate, WorkingCalendar

HERE = Path(__file__).parent / "v1"
MONDAY = date(2021, 9, 6)
#: A day that a wrong clock gave.
WRONG = date(2099, 1, 1)
#: Contents that name places of the log that they are in, and so stand where those are.
POINTING = (Strike, Erasure, Confirmed, Disagreed)
#: States that are worked out, and that no entry names.
WORKED_OUT = {
    *(CheckpointStatus(one) for one in ("not_started", "proposed", "agreed", "decided", "superseded", "withdrawn")),
    *(HypothesisStatus(one) for one in ("not_started", "floated", "widened", "revised", "established")),
}
#: The kind of record in whose document the answers to forms are.
WITH_FORMS = "supervision"


def whole(kind: str) -> Record[Any] | Case:
    """A record with every content of its kind in it, each with its fields full and with as few as it takes."""
    if kind == "case":
        return _case()
    contents = [one for tag in SHIPPED.tags if tag.startswith(_beginnings(kind)) for one in every(SHIPPED.tags[tag])]
    entries = tuple(_entry(place, content) for place, content in enumerate(contents))
    return SHIPPED.kinds[kind](id=f"{kind}-1", entries=(*entries, *_ending(len(entries), contents[-1])))


def _beginnings(kind: str) -> tuple[str, ...]:
    """How the tags begin that are in the document of a kind."""
    return (f"{kind}.", "form.") if kind == WITH_FORMS else (f"{kind}.",)


def _ending(first: int, said: Content) -> tuple[Entry[Any], ...]:
    """Entries that stand from a place on, of all that any log may have."""
    contents: list[Content] = [
        said,
        said,
        Erased(),
        Strike(places=(first,), reason=None, replacements=1),
        said,
        Strike(places=(first + 1, first + 4), reason="written about the wrong child"),
        Erasure(place=first + 2, basis=None),
        Erasure(place=first + 3, basis="a court's order"),
        Erasure(place=first + 6, basis="a data subject's request"),
        Disagreed(place=0, person="jamie", words="It was not like that"),
        said,
        Confirmed(places=(first + 10,)),
        said,
        Strike(places=(first + 12,), reason="the clock was wrong", replacements=1),
        said,
    ]
    entries = [_entry(first + place, content) for place, content in enumerate(contents)]
    entries[10] = attrs.evolve(entries[10], drafted_by="tool-1")
    entries[12] = attrs.evolve(entries[12], recorded=WRONG)
    for strike in (3, 13):
        day = entries[strike].recorded
        entries[strike + 1] = attrs.evolve(entries[strike + 1], on=day, recorded=day)
    return tuple(entries)


def _case() -> Case:
    people, cycle = whole("people"), whole("cycle")
    case = Case.opened("case-1")
    assert isinstance(cycle, Record)
    membership = case.membership.add(RecordAdded(record=cycle.id), on=MONDAY, recorded=MONDAY, by="worker-1")
    return Case(id="case-1", people=people, membership=membership, records=(cycle,))  # type: ignore[arg-type]


def _entry(place: int, content: Content) -> Entry[Any]:
    day = MONDAY + timedelta(days=place)
    audience = list(Audience)[place % len(Audience)]
    return Entry(
        on=day - timedelta(days=place % 3),
        at=f"{place % 24:02}:{place % 60:02}" if place % 4 == 1 else None,
        recorded=day,
        by="worker-1",
        typed_by="clerk-1" if place % 6 == 1 else None,
        owner="worker-2" if audience is Audience.PERSONAL else None,
        content=content,
        about=("jamie", "annabelle")[: place % 3],
        audience=audience,
        withheld_from=("mick", "jamie")[: place % 7 - 4] if place % 7 > 4 else (),
        source=Source(document="practice note", at=str(place), inferred=place % 2 == 1) if place % 4 else None,
        drafted_by="tool-1" if place % 9 == 8 else None,
    )


def every(kind: type[Any]) -> list[Any]:
    """Values of a class: as few fields as it takes, and as many as it takes, with every word of its choices."""
    found = list(SHAPES.get(kind) or [_least(kind), *(_most(kind, turn) for turn in range(_turns(kind)))])
    return [one for place, one in enumerate(found) if one is not None and one not in found[:place]]


def _turns(annotation: Any) -> int:
    """How many values it takes to show every choice of a class: every listed word, and every shape of a value."""
    if annotation in SHAPES:
        return len(SHAPES[annotation])
    if annotation in _PLAIN:
        return 2 if annotation is bool else 1
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return len(annotation)
    held = typing.get_args(annotation) or [field.type for field in attrs.fields(annotation)]
    return max((_turns(one) for one in held if one not in {types.NoneType, Ellipsis}), default=1)


def _least(kind: type[Any]) -> Any:
    return _first(kind, [field for field in attrs.fields(kind) if field.default is attrs.NOTHING], 0, more=True)


def _most(kind: type[Any], turn: int) -> Any:
    return _first(kind, list(attrs.fields(kind)), turn, more=False)


#: How many words a choice has at most of which a class may take only some.
_WORDS = 10


def _first(kind: type[Any], fields: list[Any], turn: int, *, more: bool) -> Any:
    """The first value that the class takes, with a few fields more or fewer than asked for."""
    others = (
        [one for one in attrs.fields(kind) if one not in fields]
        if more
        else [one for one in fields if one.default is not attrs.NOTHING]
    )
    for size, later in product(range(len(others) + 1), range(_WORDS)):
        for some in combinations(others, size):
            chosen = [*fields, *some] if more else [one for one in fields if one not in some]
            try:
                return kind(**{one.name: _filled(one.type, one.name, turn + later) for one in chosen})
            except ReflectiveError:
                continue
    msg = f"no value of {kind.__name__} was found; give it some in SHAPES"
    raise LookupError(msg)


def _filled(annotation: Any, name: str, turn: int) -> Any:
    """A value for a field, in words that say which field it is."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in SHAPES:
        return SHAPES[annotation][turn % len(SHAPES[annotation])]
    plain = {
        Id: f"{name}-{turn}",
        Key: f"{name}-{turn}",
        Time: f"0{turn % 10}:30",
        str: f"{name} {turn}",
        bool: turn % 2 == 0,
        int: turn + 1,
        date: MONDAY,
    }
    if annotation is Text:
        return f"{name.replace('_', ' ')}, as it was said ({turn})"
    if annotation in plain:
        return plain[annotation]
    if origin in {types.UnionType, typing.Union}:
        return _filled(next(arg for arg in args if arg is not type(None)), name, turn)
    if origin in {tuple, frozenset} and (origin is frozenset or args[-1] is Ellipsis):
        return origin([_filled(args[0], name, turn), _filled(args[0], name, turn + 1)])
    if origin is tuple:
        return tuple(_filled(arg, name, turn) for arg in args)
    if issubclass(annotation, enum.Enum):
        return list(annotation)[turn % len(annotation)]
    return _most(annotation, turn)


PARTIAL = (
    PartialDate.exact(MONDAY),
    PartialDate.month(2021, 7, said="in July"),
    PartialDate.year(2019),
    PartialDate.before(date(2021, 8, 16), said="historically"),
    PartialDate.after(date(2020, 3, 1)),
    PartialDate.between(date(2021, 5, 1), date(2021, 7, 31), said="over the summer"),
    PartialDate.about(date(2021, 6, 14), said="around 12 weeks ago"),
    PartialDate.aged(5, MONDAY, said="5 years old"),
    PartialDate.unknown(said="a while back"),
)


_CALENDAR = WorkingCalendar.england_and_wales()
DEADLINES = (
    Deadline.on(date(2021, 10, 11)),
    Deadline.after("in 5 weeks", MONDAY, anchor="the supervision"),
    Deadline.said("before half term"),
    Deadline.after("within 3 months", MONDAY),
    Deadline.after("within 20 working days", date(2021, 12, 20), anchor="the visit", calendar=_CALENDAR),
)
#: Values of the classes of which a document has to show more than their fields: each in every shape that it has.
SHAPES: dict[Any, Sequence[Any]] = {PartialDate: PARTIAL, Deadline: DEADLINES}
_PLAIN = (Id, Key, Text, Time, str, bool, int, date)
_ANSWER = {"form": "visit", "version": "1", "section": "home", "field": "seen"}
SHAPES[FormAnswer] = (
    FormAnswer(**_ANSWER, text="She was asleep"),
    FormAnswer(**_ANSWER, day=MONDAY),
    FormAnswer(**_ANSWER, number=0),
    FormAnswer(**_ANSWER, chosen=("kitchen", "bedroom")),
)
_OF_CHILDREN = Action(
    id="action-of-children",
    text="Visit both children",
    children=("jamie", "annabelle"),
    successes=(("jamie", "He sleeps"),),
    parts=(Part(id="jamies", text="Visit Jamie at school", children=("jamie",), due=DEADLINES[0]),),
)
_HEARD = {"account": "bedtime", "words": "He looks at the door"}
SHAPES[Heard] = (
    Heard(**_HEARD, alone=True),
    *(
        Heard(
            **_HEARD,
            expression=list(Expression)[turn % len(Expression)],
            told_to="worker-1",
            alone=False,
            with_whom=("mick",),
            through=_filled(tuple[GoBetween, ...], "through", turn),
            setting=setting,
            mode=list(ContactMode)[turn % len(ContactMode)],
        )
        for turn, setting in enumerate(Setting)
    ),
)
SHAPES[NotSeen] = (NotSeen(child="annabelle", because="She was asleep"), NotSeen(child="jamie"))
SHAPES[Action] = (*every(Action), _OF_CHILDREN)


def shown(held: Any) -> Iterator[Any]:
    """The fields with a value of their own, and the listed values, in a value."""
    if isinstance(held, enum.Enum):
        yield held
    elif isinstance(held, tuple | frozenset):
        for one in held:
            yield from shown(one)
    elif attrs.has(type(held)):
        for field in attrs.fields(type(held)):
            given = getattr(held, field.name)
            if given not in (field.default, ()):
                yield type(held), field.name
            yield from shown(given)


def declared(annotation: Any) -> Iterator[Any]:
    """The fields and the listed values that an annotation has in it."""
    if annotation in {Id, Key, Text, Time, str, bool, int, date, types.NoneType, Ellipsis}:
        return
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        yield from annotation
    elif typing.get_args(annotation):
        for one in typing.get_args(annotation):
            yield from declared(one)
    else:
        for field in attrs.fields(annotation):
            yield annotation, field.name
            yield from declared(field.type)


def frozen(here: Path) -> tuple[Entry[Any], ...]:
    """Every entry of every document in a folder."""
    documents = [loads(path.read_bytes()) for path in sorted(here.glob("*.json"))]
    logs = [log for one in documents for log in (one.logs if isinstance(one, Case) else (one,))]
    return tuple(entry for log in logs for entry in log.entries)


def _lacking(kind: str, here: Path) -> set[Any]:
    """The fields and the listed values of a kind of record that no document has."""
    tags = [tag for tag in SHIPPED.tags if tag.startswith((*_beginnings(kind), "log."))]
    promised = {one for tag in tags for one in declared(SHIPPED.tags[tag])}
    return promised - WORKED_OUT - set(shown(frozen(here)))


def main(here: Path = HERE) -> None:
    """Add a document for each kind that has none, or that has something in it which no document shows."""
    here.mkdir(exist_ok=True)
    for kind in (*SHIPPED.kinds, "case", "demo"):
        number = len(list(here.glob(f"{kind}*.json"))) + 1
        if number == 1 or (kind in SHIPPED.kinds and _lacking(kind, here)):
            document = demo.case() if kind == "demo" else whole(kind)
            path = here / (f"{kind}.json" if number == 1 else f"{kind}-{number}.json")
            path.write_text(dumps(document, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
