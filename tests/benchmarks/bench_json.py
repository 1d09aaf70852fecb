"""Reading a case file: against msgspec, whose Structs take the same document and check types alone; and its growth."""

import enum
import types
import typing
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, Union

import attrs
import pytest

from reflective.casework import Case
from reflective.exchange import dumps, loads
from reflective.exchange.json import KINDS, TAGS
from reflective.fields import Id, Text
from reflective.practice import Cycle, Entry, Observation, Record, Source, Stage
from reflective.practice.cycle import Response
from reflective.timescales import PartialDate
from tests.benchmarks.measure import Row, at_most, best, table

DOCUMENT = Path(__file__).parents[1] / "golden" / "v1" / "demo.json"
DAY = date(2021, 9, 6)


def structs() -> Any:  # noqa: C901 - a branch for each way a field may be annotated
    """The document as msgspec would have it: a frozen Struct a class, tagged unions, no key that is not known."""
    msgspec = pytest.importorskip("msgspec")

    @cache
    def struct(kind: type, **options: Any) -> Any:
        fields = []
        for field in attrs.fields(kind):
            held = typed(field.type)
            if field.default is attrs.NOTHING or isinstance(field.default, attrs.Factory):
                fields.append((field.name, held))
            else:
                fields.append((field.name, held, field.default))
        if options.get("tag_field") == "kind":
            fields.append(("reflective", int, 1))
        return msgspec.defstruct(
            kind.__name__, fields, frozen=True, kw_only=True, forbid_unknown_fields=True, **options
        )

    def typed(annotation: Any) -> Any:
        origin, args = typing.get_origin(annotation), typing.get_args(annotation)
        if annotation in (Id, Text):
            return str
        if isinstance(annotation, TypeVar):
            return Union[tuple(struct(kind, tag=tag, tag_field="tag") for tag, kind in TAGS.items())]  # noqa: UP007
        if origin in {types.UnionType, typing.Union}:
            return Union[tuple(map(typed, args))]  # noqa: UP007
        if origin is Record:
            return Union[tuple(struct(kind, tag=name, tag_field="kind") for name, kind in KINDS.items())]  # noqa: UP007
        if origin in {tuple, frozenset}:
            return origin[tuple(arg if arg is Ellipsis else typed(arg) for arg in args)]
        kind = origin or annotation
        return struct(kind) if attrs.has(kind) and not issubclass(kind, enum.Enum) else annotation

    return msgspec.json.Decoder(struct(Case, tag="case", tag_field="kind"))


def document() -> bytes:
    """The case file that is checked in."""
    return DOCUMENT.read_bytes()


def log(length: int) -> str:
    """A cycle of some length, of the entries that most cycles are made of."""
    record = Cycle(id="c-1").enter(Stage.EXPERIENCE, on=DAY, recorded=DAY, by="worker-1")
    contents = [
        Observation(
            stage=Stage.EXPERIENCE,
            what="He shouted up the stairs when the visit began",
            words="What now?",
            said_by="mick",
            when=PartialDate.before(DAY, said="historically"),
        ),
        Response(stage=Stage.EXPERIENCE, prompt="lived-experience", answer="Not asked of the children yet"),
    ]
    entries = [
        Entry(
            on=DAY + timedelta(days=place // 5),
            recorded=DAY + timedelta(days=place // 5),
            by="worker-1",
            content=contents[place % 2],
            about=("jamie", "annabelle"),
            source=Source(document="practice note", at="88"),
        )
        for place in range(length - 1)
    ]
    return dumps(Cycle(id="c-1", entries=(*record.entries, *entries)))


def ratios() -> list[Row]:
    """Reading a log against reading one of four times the entries."""
    short, long = log(50), log(200)
    small, large = best(lambda: loads(short), lambda: loads(long))
    return [at_most("reading a log of 200 entries / 4 x reading one of 50", large / (4 * small), 1.25)]


def ratios_with_msgspec() -> list[Row]:
    """Reading the case file against msgspec, which reads the same bytes into Structs of the same fields."""
    decoder, text = structs(), document()
    ours, theirs = best(lambda: loads(text), lambda: decoder.decode(text))
    return [at_most("reading the case file / msgspec reading it into Structs", ours / theirs, 15)]


@pytest.mark.benchmark
def test_reading_is_linear(capsys):
    """Four times the entries take four times as long, or a little more."""
    _holds(ratios(), capsys)


@pytest.mark.benchmark
def test_reading_a_case_file_is_quick(capsys):
    """What is read and judged in Python takes no more than fifteen times what msgspec takes in C."""
    _holds(ratios_with_msgspec(), capsys)


@pytest.mark.benchmark
def test_both_read_the_same():
    """What msgspec reads is what we read: every field of every entry of every record."""
    theirs, ours = structs().decode(document()), loads(document(), Case)
    assert ours.records
    assert _plain(theirs) == _plain(ours)


def _plain(value: Any) -> Any:
    """A value as tuples of its fields, whichever library made it."""
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    if attrs.has(type(value)):
        names = [field.name for field in attrs.fields(type(value))]
    elif hasattr(value, "__struct_fields__"):
        names = [name for name in value.__struct_fields__ if name != "reflective"]
    else:
        return value
    return (type(value).__name__, *(_plain(getattr(value, name)) for name in names))


def _holds(rows: list[Row], capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print("\n" + table(rows))
    assert all(row.holds for row in rows), [row for row in rows if not row.holds]
