"""Reading a case file: against msgspec, whose Structs take the same document and check types alone; and its growth.

Beside it what a host does with a record: it asks a loaded one what is due, and carries the one entry that is new.
"""

import enum
import json
import types
import typing
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, Union

import attrs
import pytest

from reflective.casework import SHIPPED, Case
from reflective.exchange import dumps, entry_to_data, loads
from reflective.fields import Id, Key, Text, Time
from reflective.practice import Cycle, Entry, Journey, Observation, Record, Source, Stage
from reflective.practice.cycle import Response
from reflective.practice.journey import Checkpoint, CheckpointStatus, JourneyPart, JourneyStage, SoWhat
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
            fields += [("reflective", int, 1), ("revision", int, 1)]
        return msgspec.defstruct(
            kind.__name__, fields, frozen=True, kw_only=True, forbid_unknown_fields=True, **options
        )

    def typed(annotation: Any) -> Any:
        origin, args = typing.get_origin(annotation), typing.get_args(annotation)
        if annotation in (Id, Key, Text, Time):
            return str
        if isinstance(annotation, TypeVar):
            return Union[tuple(struct(kind, tag=tag, tag_field="tag") for tag, kind in SHIPPED.tags.items())]  # noqa: UP007
        if origin in {types.UnionType, typing.Union}:
            return Union[tuple(map(typed, args))]  # noqa: UP007
        if origin is Record:
            return Union[tuple(struct(kind, tag=name, tag_field="kind") for name, kind in SHIPPED.kinds.items())]  # noqa: UP007
        if origin in {tuple, frozenset}:
            return origin[tuple(arg if arg is Ellipsis else typed(arg) for arg in args)]
        kind = origin or annotation
        return struct(kind) if attrs.has(kind) and not issubclass(kind, enum.Enum) else annotation

    return msgspec.json.Decoder(struct(Case, tag="case", tag_field="kind"))


def document() -> bytes:
    """The case file that is checked in."""
    return DOCUMENT.read_bytes()


def _seen() -> Observation:
    return Observation(
        stage=Stage.EXPERIENCE,
        what="He shouted up the stairs when the visit began",
        words="What now?",
        said_by="mick",
        when=PartialDate.before(DAY, said="historically"),
    )


def _entries(day: date) -> tuple[Entry[Any], Entry[Any]]:
    """Two entries such as most cycles are made of."""
    answer = Response(stage=Stage.EXPERIENCE, prompt="lived-experience", answer="Not asked of the children yet")
    written: Any = {"on": day, "recorded": day, "by": "worker-1", "about": ("jamie", "annabelle")}
    source = Source(document="practice note", at="88")
    return Entry(content=_seen(), source=source, **written), Entry(content=answer, source=source, **written)


def log(length: int) -> Cycle:
    """A cycle of some length, of the entries that most cycles are made of."""
    record = Cycle(id="c-1").enter(Stage.EXPERIENCE, on=DAY, recorded=DAY, by="worker-1")
    entries = (_entries(DAY + timedelta(days=place // 5))[place % 2] for place in range(length - 1))
    return Cycle(id="c-1", entries=(*record.entries, *entries))


def journey() -> str:
    """A journey of 200 entries: in each of 33 rounds its three parts are told, and a checkpoint is agreed and met."""
    record = Journey(id="j-1").of("jamie", on=DAY, recorded=DAY, by="worker-1")
    for place in range(33):
        point, source = f"p-{place}", Source(document="practice note", at=str(place))
        written: Any = {"on": DAY, "recorded": DAY, "by": "worker-1", "about": ("jamie",), "source": source}
        when = PartialDate.before(DAY, said="historically")
        for part in JourneyPart:
            record = record.add(JourneyStage(part=part, what="He goes to bed by himself", start=when), **written)
        agreed = Checkpoint(
            id=point, different="He sleeps", how_we_would_know="A diary", due="in 5 weeks", counted_from=DAY
        )
        record = record.agree(agreed, **written)
        record = record.reach(point, CheckpointStatus.MET, "Six nights of seven", **written)
        record = record.decide(point, SoWhat.CONTINUE, "It goes well", **written)
    return dumps(record)


def _due(record: Record[Any]) -> None:
    record.due_rows(DAY + timedelta(days=30))


def _carried(record: Cycle) -> None:
    """One more entry, and what a store keeps of it."""
    last = record.entries[-1].recorded
    source = Source(document="practice note", at="88")
    added = record.add(_seen(), on=last, recorded=last, by="worker-1", about=("jamie", "annabelle"), source=source)
    entry_to_data(added.entries[-1])


def ratios(
    load: Callable[[str], Record[Any] | Case] = loads,
    due: Callable[[Record[Any]], None] = _due,
    carry: Callable[[Cycle], None] = _carried,
) -> list[Row]:
    """Reading, asking and writing, beside less of the same."""
    short, long = dumps(log(50)), dumps(log(200))
    small, large = best(lambda: load(short), lambda: load(long))
    text = journey()
    read, asked = best(lambda: loads(text), lambda: due(loads(text, Journey)))
    few, many = log(200), log(3_200)
    on_few, on_many = best(lambda: carry(few), lambda: carry(many))
    return [
        at_most("reading a log of 200 entries / 4 x reading one of 50", large / (4 * small), 1.25),
        at_most("loading a journey of 200 entries and asking what is due / loading it", asked / read, 1.3),
        at_most("an entry added to 3,200 and carried / added to 200 and carried", on_many / on_few, 2),
    ]


def ratios_with_msgspec(load: Callable[[bytes], object] = loads) -> list[Row]:
    """Reading the case file against msgspec, which reads the same bytes into Structs of the same fields."""
    decoder, text = structs(), document()
    ours, theirs = best(lambda: load(text), lambda: decoder.decode(text))
    return [at_most("reading the case file / msgspec reading it into Structs", ours / theirs, 20)]


def controls() -> list[Row]:
    """Each bound passed by what is planted to pass it."""
    return [
        *ratios(_searched, _due_each_day, _carried_whole),
        *ratios_with_msgspec(lambda text: (loads(text), loads(text))),
    ]


def _searched(text: str) -> Record[Any] | Case:
    """A reader that goes through all earlier entries for each entry."""
    record = loads(text, Cycle)
    for place in range(len(record.entries)):
        for entry in record.entries[:place]:
            hash(entry)
    return record


def _due_each_day(record: Record[Any]) -> None:
    """The duties on every day of a month."""
    for day in range(30):
        record.known_at(DAY).due_rows(DAY + timedelta(days=day))


def _carried_whole(record: Cycle) -> None:
    """A store that writes the whole record to keep the one entry that is new."""
    json.loads(dumps(record))["entries"][-1]


@pytest.mark.benchmark
def test_reading_is_linear(capsys):
    """Four times the entries take four times as long, or a little more; what is new costs no more on a long record."""
    _holds(ratios(), capsys)


@pytest.mark.benchmark
def test_what_is_slow_is_caught():
    """The control: each bound is passed by a planted slow variant."""
    assert not any(row.holds for row in controls())


@pytest.mark.benchmark
def test_reading_a_case_file_is_quick(capsys):
    """Reading and judging in Python takes no more than twenty times as long as msgspec takes in C."""
    _holds(ratios_with_msgspec(), capsys)


@pytest.mark.benchmark
def test_both_read_the_same():
    """The reader of msgspec reads the same as we do: every field of every entry of every record."""
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
        names = [name for name in value.__struct_fields__ if name not in {"reflective", "revision"}]
    else:
        return value
    return (type(value).__name__, *(_plain(getattr(value, name)) for name in names))


def _holds(rows: list[Row], capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print("\n" + table(rows))
    assert all(row.holds for row in rows), [row for row in rows if not row.holds]
