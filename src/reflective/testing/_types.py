"""The strategy of each class at a door of timescales, rules, records, casework or practice."""

import enum
import inspect
import json
import typing
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final, TypeVar, Unpack, cast

from hypothesis import assume
from hypothesis import strategies as st

from reflective.casework import SHIPPED, Case, Filing, Reading
from reflective.practice.cycle import Prompts
from reflective.practice.plan import Closing, Endorsement, Ownership
from reflective.practice.supervision import Dispute, FilingDecided, PromptSet
from reflective.records import (
    Audience,
    Content,
    Machine,
    Record,
    Registry,
    Shown,
    State,
    Unreadable,
    UnreadableRecord,
    Written,
)
from reflective.rules import CaseDecision, Event, Obligation, Obligations, Rule, Ruleset, Why
from reflective.testing import _events, _rules
from reflective.testing._records import cases, life, records
from reflective.testing._timescales import FIRST, LAST, calendars, timescales
from reflective.testing._values import DrawnFrom, Plain, entries, has_fields, plain, values
from reflective.timescales import Timescale, WorkingCalendar

__all__ = ["of_type", "written"]

_T = TypeVar("_T")


def of_type(kind: type[_T], **drawn_from: Unpack[DrawnFrom]) -> st.SearchStrategy[_T]:
    """Values of any public class, as `st.from_type` draws them, and of a host's own kinds of record and of content.

    A class that nobody makes, such as the state of a plan, is drawn as an answer of a record that was drawn. Raises
    `TypeError` for a class that does not say what it is made of.
    """
    made_of, asked = plain(**drawn_from), cast("Any", kind)
    if asked in _BY_TYPE:
        return _BY_TYPE[asked](**drawn_from)
    if issubclass(asked, Record):
        return life(asked, made_of)
    if asked in _SELDOM_ANSWERED:
        return values(asked, made_of)
    if asked in _questions():
        return _answers(asked, made_of)
    if issubclass(asked, enum.Enum | Content) or has_fields(asked):
        return values(asked, made_of)
    msg = f"there is no strategy for {kind.__name__}: it does not say what it is made of"
    raise TypeError(msg)


@st.composite
def written(draw: st.DrawFn, **drawn_from: Unpack[DrawnFrom]) -> Written:
    """The keywords that every method takes that adds an entry: `plan.agree(action, **written)`."""
    entry = draw(entries(**drawn_from))
    needed = Written(on=entry.on, recorded=entry.recorded, by=entry.by)
    more = Written(on=entry.on, recorded=entry.recorded, by=entry.by, about=entry.about, audience=entry.audience)
    return draw(st.sampled_from([needed, more]))


def _readings(case: Case, **drawn_from: Unpack[DrawnFrom]) -> st.SearchStrategy[Reading]:
    """Readings of a case on any day, with any audiences that need no owner."""
    audiences = st.sets(st.sampled_from(sorted(set(Audience) - {Audience.PERSONAL})))
    days = plain(**drawn_from).days
    return st.builds(lambda day, some: case.read(as_of=day, audiences=some), days, audiences)


def _unreadable(**drawn_from: Unpack[DrawnFrom]) -> st.SearchStrategy[UnreadableRecord]:
    """Records of which this release can read nothing but the id."""
    return plain(**drawn_from).ids.map(lambda one: UnreadableRecord(id=one, data=json.dumps({"id": one})))


_MACHINES: Final = [machine for kind in SHIPPED.records for machine in kind.machines]
_BY_TYPE: Final[Mapping[Any, Callable[..., st.SearchStrategy[Any]]]] = {
    Timescale: lambda **_: timescales(),
    WorkingCalendar: lambda **given: calendars(first=given.get("first", FIRST), last=given.get("last", LAST)),
    Event: _events.events,
    Rule: _rules.rules,
    Ruleset: _rules.rulesets,
    Obligation: _events.obligations,
    Obligations: lambda **drawn_from: st.lists(_events.obligations(**drawn_from), max_size=3).map(Obligations),
    Why: lambda **drawn_from: _events.obligations(**drawn_from).map(lambda one: one.why),
    Written: written,
    Unreadable: lambda **drawn_from: _unreadable(**drawn_from).map(lambda one: Unreadable(data=one.data)),
    UnreadableRecord: _unreadable,
    Machine: lambda **_: st.sampled_from([machine for kind in SHIPPED.records for machine in kind.machines]),
    State: lambda **_: st.sampled_from(
        [state for kind in SHIPPED.records for one in kind.machines for state in one.table]
    ),
    Record: records,
    Registry: lambda **_: st.builds(Registry, records=st.lists(st.sampled_from(SHIPPED.records), unique=True)),
    Case: cases,
    Reading: lambda **drawn_from: cases(**drawn_from).flatmap(lambda one: _readings(one, **drawn_from)),
    CaseDecision: _events.decisions,
    Shown: lambda **drawn_from: of_type(Reading, **drawn_from).map(lambda one: one.shown(one.people.id)),
    Filing: lambda **drawn_from: cases(**drawn_from).map(lambda one: Filing(one, (), {})),
    PromptSet: lambda **_: st.just(Prompts.shipped()),
}
#: Answers of records after moves that few drawn histories come to. These are made from their fields.
_SELDOM_ANSWERED: Final = frozenset({Closing, Dispute, Endorsement, FilingDecided, Ownership})


# The answers of a record on a day come from a record that was drawn


@st.composite
def _answers(draw: st.DrawFn, kind: type[Any], made_of: Plain) -> Any:
    """One of the answers that a record gives on a day; on the last of its days, if it gives none before."""
    asked, questions = draw(st.sampled_from(list(_questions()[kind].items())))
    record = draw(life(asked, made_of, least=4, most=10))
    last = record.entries[-1].recorded if record.entries else made_of.last
    day = draw(st.sampled_from([last, *(entry.on for entry in record.entries)]))
    answers = [getattr(record, question)(as_of=day) for day in (day, last) for question in questions]
    found = [one for answer in answers for one in _parts(answer) if type(one) is kind]
    assume(found)
    return draw(st.sampled_from(found))


def _parts(answer: Any) -> Iterator[Any]:
    """An answer and whatever is in it."""
    yield answer
    if isinstance(answer, Mapping | tuple):
        for part in answer.values() if isinstance(answer, Mapping) else answer:
            yield from _parts(part)


@cache
def _questions() -> dict[type[Any], dict[type[Record[Any]], list[str]]]:
    """Each class that records answer with: by the kind of record, the questions that may be answered so."""
    found: dict[type[Any], dict[type[Record[Any]], list[str]]] = {}
    own = {name for record in SHIPPED.records for name in vars(record)}
    for record in SHIPPED.records:
        for name, method in inspect.getmembers(record, inspect.isfunction):
            # Where some kinds answer a question of every record, the others answer nothing.
            asked = name[0] != "_" and not (name in own and method is getattr(Record, name, None))
            for kind in _answer_classes(record, method) if asked else ():
                found.setdefault(kind, {}).setdefault(record, []).append(name)
    return found


def _answer_classes(record: type[Record[Any]], method: Callable[..., Any]) -> Iterator[type[Any]]:
    """The classes of the answers to a question, which is a method that has to be given a day and nothing else."""
    _, *given = inspect.signature(method).parameters.values()
    needed = {one.name for one in given if one.default is one.empty and one.kind is not one.VAR_POSITIONAL}
    if "as_of" not in {one.name for one in given} or not needed <= {"as_of"}:
        return
    returned = typing.get_type_hints(method)["return"]
    yield from _classes(record.facts if isinstance(returned, typing.TypeVar) else returned)


def _classes(annotation: Any) -> Iterator[type[Any]]:
    """The classes with fields that an annotation names, and the named tuples in the fields of a named tuple."""
    for one in typing.get_args(annotation):
        yield from _classes(one)
    kind = typing.get_origin(annotation) or annotation
    if isinstance(kind, type) and has_fields(kind) and not issubclass(kind, Content):
        yield kind
        for field in typing.get_type_hints(kind).values() if issubclass(kind, tuple) else ():
            yield from (one for one in _classes(field) if issubclass(one, tuple))
