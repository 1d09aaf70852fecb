"""An argument of a wrong type is refused with an error of ours, at every door of the views and of the returns."""

import importlib
import inspect
import io
from collections import Counter
from datetime import date, datetime

import pytest

from reflective import demo
from reflective.checks import check
from reflective.errors import ReflectiveError
from reflective.rules import Event, Ruleset, Status
from reflective.views import Counted

DOORS = ("reflective.views", "reflective.exchange.returns")
DAY = date(2021, 10, 12)
RULES = Ruleset.load("england")
(OBLIGATION, *_) = RULES.obligations([Event(subject="c-1", kind="referral.received", on=DAY, ref="r-1")], as_of=DAY)

#: A good argument for each parameter at the doors, by name, and by function where two differ.
GOOD = {
    "as_of": DAY,
    "chosen": False,
    "columns": (("subject", "Person"),),
    "dates": "DD/MM/YYYY",
    "days": (),
    "encoding": "utf-8",
    "events": (),
    "holds_from": None,
    "lost": frozenset(),
    "rates": False,
    "subject": "c-1",
    "counts": Counter([Counted.of(OBLIGATION)]),
    "empty": False,
    "ask_today": ("vicky-heard",),
    "by_place": True,
    "entitled": "those entitled ask",
    "policy": None,
    "prompts": None,
    "file": io.BytesIO(b"subject,kind,on,ref\n"),
    "findings": check(demo.case().read(as_of=DAY)),
    "files": {"episodes.csv": io.BytesIO(b"CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n")},
    "holds": None,
    "keep": (),
    "key": "[n]",
    "kinds": (),
    "mapping": None,
    "more": "elsewhere",
    "notice": ("a line",),
    "on_progress": None,
    "one": OBLIGATION,
    "path": "PATH",
    "plan_id": "plan-1",
    "reading": demo.case().read(as_of=DAY),
    "rule": RULES.rules[0],
    "ruleset": RULES,
    "source": io.BytesIO(b"keep = []"),
    "status": Status.MET,
    "text": "keep = []",
    ("Counted", "rule"): "assessment.complete",
    ("ColumnMapping", "holds_from"): (),
    ("Counted", "ruleset"): "england",
    ("Return", "reading"): lambda _source, _faults: iter([]),
    ("Return", "ruleset"): "england",
    ("read_census", "file"): io.BytesIO(b"<Children/>"),
    ("rule_facts", "ruleset"): "england",
}
#: None of these is a function: whoever gives a function of other arguments sees the error that Python has for it.
WRONG = (
    None,
    True,
    3,
    2.5,
    "Mick",
    b"Mick",
    "2021-10-12",
    datetime(2021, 10, 12),
    [],
    ["Mick"],
    (3,),
    {"Mick": 3},
    {3: None},
    frozenset({3}),
    object(),
    io.StringIO("Mick"),
)


def offered():
    """Every public callable of the doors, with the class methods of their classes."""
    for door in DOORS:
        module = importlib.import_module(door)
        for name in module.__all__:
            public = getattr(module, name)
            if callable(public):
                yield public
            if isinstance(public, type):
                yield from (one for key, one in inspect.getmembers(public, inspect.ismethod) if key[0] != "_")


CALLABLES = {one.__qualname__: one for one in offered()}


def wrong_calls(function, files):
    """A call for each parameter and each wrong argument, with good arguments for the other parameters."""
    name = function.__qualname__
    names = list(inspect.signature(function).parameters)
    good = {one: GOOD[(name, one)] if (name, one) in GOOD else GOOD[one] for one in names}
    good = {one: files if given == "PATH" else given for one, given in good.items()}
    yield good
    yield from (good | {one: wrong} for one in names for wrong in WRONG)


def other_errors(function, files):
    """The errors that are none of ours, of all those calls."""
    found = []
    for place, arguments in enumerate(wrong_calls(function, files)):
        try:
            answer = function(**arguments)
            if callable(getattr(answer, "events", None)):
                list(answer.events())
        except ReflectiveError as refused:
            if place == 0 or "Mick" in str(refused):
                found.append(refused)
        except OSError as unread:
            # A path that leads nowhere is refused by the platform.
            if unread.filename is not None:
                found.append(unread)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is none of ours
            found.append(error)
    return found


@pytest.fixture
def table(tmp_path):
    """A table of events, for what takes a path."""
    path = tmp_path / "events.csv"
    path.write_text("subject,kind,on,ref\n", "utf-8")
    return path


@pytest.mark.parametrize("name", CALLABLES)
def test_a_wrong_type_is_refused_by_an_error_of_ours(name, table):
    """Each parameter in turn, and no error shows the argument; the good arguments are accepted."""
    assert other_errors(CALLABLES[name], table) == []


def test_a_call_that_checks_nothing_is_caught(table):
    """The control: a view that asks its argument before it checks it."""

    def unchecked(reading, plan_id):
        return reading.last_recorded, plan_id.strip()

    assert {type(one) for one in other_errors(unchecked, table)} >= {AttributeError}
