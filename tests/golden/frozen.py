"""Documents written once and never edited: one of each kind, with every content and every listed value in it.

Run as a program (`python -m tests.golden.frozen`) it adds to `v1/` a document for each kind that has none, and the
demo's case. It changes nothing that is there. Before the first release a file may be deleted and made anew; after it,
never.
"""

import enum
import types
import typing
from datetime import date, timedelta
from itertools import combinations, product
from pathlib import Path
from typing import Any

import attrs

from reflective import demo
from reflective.casework import SHIPPED, Case, RecordAdded
from reflective.errors import ReflectiveError
from reflective.exchange import dumps
from reflective.fields import Id, Key, Text
from reflective.practice import Audience, Entry, Record, Source
from reflective.records import Content, Strike
from reflective.timescales import PartialDate

HERE = Path(__file__).parent / "v1"
MONDAY = date(2021, 9, 6)


def whole(kind: str) -> Record[Any] | Case:
    """A record with every content of its kind in it, each with its fields full and with as few as it takes."""
    if kind == "case":
        return _case()
    contents = [one for tag in SHIPPED.tags if tag.startswith((f"{kind}.", "log.")) for one in every(SHIPPED.tags[tag])]
    strikes = [one for one in contents if not isinstance(one, Strike)]
    entries = [_entry(place, content) for place, content in enumerate(strikes)]
    last = entries[-1] if entries else _entry(0, _content(next(iter(SHIPPED.tags.values()))))
    struck = Strike(places=(0,), reason="written about the wrong child", replacements=1)
    entries += [attrs.evolve(last, on=last.recorded, content=struck, source=None), last] if entries else []
    return SHIPPED.kinds[kind](id=f"{kind}-1", entries=tuple(entries))


def _case() -> Case:
    people, cycle = whole("people"), whole("cycle")
    case = Case.opened("case-1")
    assert isinstance(cycle, Record)
    membership = case.membership.add(RecordAdded(record=cycle.id), on=MONDAY, recorded=MONDAY, by="worker-1")
    return Case(id="case-1", people=people, membership=membership, records=(cycle,))  # type: ignore[arg-type]


def _entry(place: int, content: Content) -> Entry[Any]:
    day = MONDAY + timedelta(days=place)
    return Entry(
        on=day - timedelta(days=place % 3),
        recorded=day,
        by="worker-1",
        content=content,
        about=("jamie", "annabelle")[: place % 3],
        audience=list(Audience)[place % len(Audience)],
        source=Source(document="practice note", at=str(place), inferred=place % 2 == 1) if place % 4 else None,
    )


def every(kind: type[Any]) -> list[Any]:
    """Values of a class: as few fields as it takes, and as many as it takes, with every word of its choices."""
    words = [len(inner) for inner in (_inner(field.type) for field in attrs.fields(kind)) if _is_enum(inner)]
    found = [_least(kind), *(_most(kind, turn) for turn in range(max([1, *words])))]
    return [one for place, one in enumerate(found) if one is not None and one not in found[:place]]


def _inner(annotation: Any) -> Any:
    """What a list or something that may be left out is made of."""
    inner = [one for one in typing.get_args(annotation) if one not in {types.NoneType, Ellipsis}]
    return _inner(inner[0]) if len(inner) == 1 and annotation not in {Id, Key, Text} else annotation


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, enum.Enum)


def _content(kind: type[Any]) -> Any:
    return every(kind)[0]


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
    msg = f"no value of {kind.__name__} was found; give it one in SPECIAL"
    raise LookupError(msg)


def _filled(annotation: Any, name: str, turn: int) -> Any:
    """A value for a field, in words that say which field it is."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    plain = {
        Id: f"{name}-{turn}",
        Key: f"{name}-{turn}",
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
    return PARTIAL[turn % len(PARTIAL)] if annotation is PartialDate else _most(annotation, turn)


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


def main() -> None:
    """Add what is new."""
    HERE.mkdir(exist_ok=True)
    for kind in (*SHIPPED.kinds, "case", "demo"):
        path = HERE / f"{kind}.json"
        if not path.exists():
            document = demo.case() if kind == "demo" else whole(kind)
            path.write_text(dumps(document, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
