"""Calls with values of a wrong type, made to everything that can be called at the doors of timescales and rules."""

import enum
import inspect
from datetime import date
from types import UnionType

import attrs
import pytest

from reflective import rules, timescales
from reflective.errors import ReflectiveError
from reflective.rules import (
    AtMost,
    Branch,
    CaseDecision,
    CountsFrom,
    EachMonth,
    Effect,
    Event,
    Every,
    Example,
    GivesWay,
    NoFixedTime,
    Of,
    OtherEvent,
    OwnDay,
    PublishedSource,
    Regime,
    Rule,
    Ruleset,
    SeriesStep,
    Within,
)
from reflective.timescales import Deadline, PartialDate, Timescale, WorkingCalendar

DAY = date(2024, 3, 28)
#: Values of other types, and the days that leave no room to count.
WRONG = (None, "x", 3, -1, 10**9, [], ["x"], object(), date.min, date.max)
DOORS = (timescales, rules)

EVENT = Event(subject="c-1", kind="it.started", on=DAY, ref="r-1", facts=(("age", "3"),))
FORMS = (
    Within(timescale=Timescale(5, "weeks")),
    Every(
        steps=(
            SeriesStep(timescale=Timescale(1, "weeks"), until=Timescale(1, "years")),
            SeriesStep(timescale=Timescale(1, "weeks"), until_event="it.moved"),
            SeriesStep(timescale=Timescale(1, "months")),
        )
    ),
    Every(steps=(SeriesStep(timescale=Timescale(1, "months")),)),
    EachMonth(),
    AtMost(amount=75, of=Of.DAYS, window=Timescale(12, "months")),
    NoFixedTime(said="promptly"),
)
RULES = tuple(
    Rule(
        id=f"rule-{place}",
        title="A rule",
        trigger=("it.started",),
        met_by=("it.ended",),
        requirement=form,
        authority=rules.Authority.LOCAL_POLICY,
        applies=(("age", ("3",)),),
        in_force_from=date(2020, 1, 1),
        in_force_to=date(2030, 1, 1),
    )
    for place, form in enumerate(FORMS)
)
RULESET = Ruleset(id="ours", title="Ours", rules=RULES)
(OBLIGATION, *_) = RULESET.obligations([EVENT], DAY)
REASON = OBLIGATION.why
DECISION = CaseDecision(what="a visit", record="p-1", place=2, audience="child_file", open=True, why="set as a day")
#: Values of every class at the two doors. A class that has none here fails the tests until it has.
VALUES = (
    WorkingCalendar.england_and_wales(),
    *(Timescale(5, unit) for unit in timescales.Unit),
    PartialDate.exact(DAY),
    PartialDate.unknown(),
    Timescale(5, "weeks").why(DAY, WorkingCalendar.scotland()),
    Deadline.after("5 working days", DAY, calendar=WorkingCalendar.scotland()),
    EVENT,
    Example(trigger=DAY),
    OtherEvent(kind="it.met", on=DAY),
    Branch(fact="age", rates=(("3", Timescale(1, "weeks")), ("4", Timescale(2, "weeks")))),
    Regime(fact="age", values=("3",), effect=Effect.NOT_KNOWN, clause="section 1"),
    GivesWay(kind="it.met", fact="age", values=("3",), clause="section 1"),
    OwnDay(counts=True, source="our reading"),
    CountsFrom(kind="it.met", fact="age", value="3", clause="section 1", at_most=Timescale(1, "weeks"), read=True),
    PublishedSource(title="Where it is written"),
    SeriesStep(timescale=Timescale(1, "weeks")),
    *FORMS,
    *RULES,
    RULESET,
    RULESET.obligations([EVENT], DAY),
    RULESET.obligations([EVENT], DAY).accounted,
    OBLIGATION,
    attrs.evolve(OBLIGATION, of=DECISION),
    REASON,
    DECISION,
)
#: An accepted value for each parameter. A parameter that has none here fails the test until it has.
ACCEPTED = dict.fromkeys(("day", "start", "end", "as_of", "earliest", "latest", "due", "met", "begins", "trigger"), DAY)
ACCEPTED |= {"n": 5, "give": 7, "years": 12, "year": 2024, "month": 3, "period": 0, "warn": 7}
ACCEPTED |= {"name": "england", "said": "then", "phrase": "soon", "anchor": "it", "version": "v1", "source": "ours"}
ACCEPTED |= {"weekday": True, "why": True, "text": "5 weeks", "source": __file__, "holidays": (DAY,)}
ACCEPTED |= {
    "first": date(2010, 1, 1),
    "last": date(2030, 12, 31),
    "cal": WorkingCalendar.scotland(),
    "born": PartialDate.exact(DAY),
}
ACCEPTED |= {"words": "5 weeks", "calendar": WorkingCalendar.scotland(), "counted_from": DAY, "many": 2, "on": DAY}
ACCEPTED |= {
    "event": EVENT,
    "events": [EVENT],
    "calendars": (),
    "holds": None,
    "lost": {},
    "holds_from": {},
    "happened": frozenset(),
    "standing": rules.Standing.MET,
}
#: The arguments of a call that another call of that name does not take.
OWN = {"due_range": {"trigger": PartialDate.exact(DAY)}, "deadline_of": {"due": "5 weeks"}}
#: `Why`, `CaseDecision` and `Obligations` check nothing, as only the engine and records make them; `made` is of every
#: value class.
UNCHECKED = {"Why", "CaseDecision", "Obligations", "made"}


def callables(door):
    """Everything that can be called at a door, by name, each with an accepted value for every parameter."""
    for name in door.__all__:
        offered = getattr(door, name)
        if isinstance(offered, UnionType) or (inspect.isclass(offered) and issubclass(offered, enum.Enum)):
            continue
        if not inspect.isclass(offered):
            yield name, offered, accepted(offered)
            continue
        values = [value for value in VALUES if type(value) is offered]
        assert values, f"give a value of {name}"
        for value in values:
            if name not in UNCHECKED:
                fields = [field for field in attrs.fields(offered) if field.init]
                yield name, offered, {field.name: getattr(value, field.name) for field in fields}
            for method in methods(value):
                yield f"{name}.{method.__name__}", method, accepted(method)


def methods(value):
    """The public methods of a value, bound to it."""
    names = sorted(vars(type(value)).keys() - UNCHECKED)
    return [getattr(value, name) for name in names if not name.startswith("_") and callable(getattr(type(value), name))]


def accepted(call):
    """An accepted value for each parameter of a function."""
    known = ACCEPTED | OWN.get(call.__name__, {})
    return {name: known[name] for name in inspect.signature(call).parameters}


def other_errors(call, given):
    """The errors other than ours that one wrong value among accepted ones raises, as (parameter, type of error)."""
    found = set()
    for name in given:
        for wrong in WRONG:
            try:
                call(**given | {name: wrong})
            except ReflectiveError:
                pass
            except Exception as other:  # noqa: BLE001 - any other error is what this looks for
                found.add((name, type(other).__name__))
    return found


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_a_wrong_type_raises_an_error_of_ours(door):
    """A host that catches ReflectiveError catches every refusal, whichever call it made and whatever it gave."""
    asked = list(callables(door))
    assert len(asked) > 30
    found = {(name, *other) for name, call, given in asked for other in other_errors(call, given)}
    # A path of a file that is not there: the operating system's own error says so.
    assert found <= {("Ruleset.read", "source", "FileNotFoundError")}


def test_an_error_of_another_kind_is_found():
    """The control: a call that does not check a parameter is caught, by the parameter and the error."""
    assert other_errors(lambda day, n: day.year + n, {"day": DAY, "n": 5}) == {
        ("day", "AttributeError"),
        ("n", "TypeError"),
    }
