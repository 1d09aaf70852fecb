"""Every public class that a reader would call shows a call that runs, in its own docstring."""

import enum
import importlib
from collections.abc import Mapping
from typing import Final

import attrs
import pytest

from reflective.errors import ReflectiveError
from reflective.fields import value
from reflective.records import Content
from tests import public_names

_ANSWER: Final = "an answer: the library makes it, and the page of its record shows it"
_FACTS: Final = "what a record keeps of its entries while it is folded: the record makes it"
_PYTEST: Final = "pytest makes it, from a file of rules"
_SUBCLASSED: Final = "subclassed and not called: a page shows that, and runs it"
#: The public classes without an example of their own, each with the reason.
EXCEPTIONS: Final[Mapping[str, str]] = {
    "reflective.casework.Filing": _ANSWER,
    "reflective.practice.cycle.Missing": _ANSWER,
    "reflective.practice.cycle.Position": _FACTS,
    "reflective.practice.cycle.TraceStep": _ANSWER,
    "reflective.practice.direct_work.DocumentState": _ANSWER,
    "reflective.practice.discrepancies.Discrepancy": _ANSWER,
    "reflective.practice.journey.CheckpointState": _ANSWER,
    "reflective.practice.oversight.Decision": _ANSWER,
    "reflective.practice.oversight.Passed": _ANSWER,
    "reflective.practice.people.Person": _ANSWER,
    "reflective.practice.plan.ActionState": _ANSWER,
    "reflective.practice.plan.Closing": _ANSWER,
    "reflective.practice.plan.Criterion": _ANSWER,
    "reflective.practice.plan.Dated": _ANSWER,
    "reflective.practice.plan.Endorsement": _ANSWER,
    "reflective.practice.plan.Origin": _ANSWER,
    "reflective.practice.plan.Owners": _ANSWER,
    "reflective.practice.plan.Ownership": _ANSWER,
    "reflective.practice.plan.PartState": _ANSWER,
    "reflective.practice.plan.PlanState": _FACTS,
    "reflective.practice.plan.ReviewState": _ANSWER,
    "reflective.practice.relationship.Attention": _ANSWER,
    "reflective.practice.relationship.RelationshipFacts": _FACTS,
    "reflective.practice.status.ConsentState": _ANSWER,
    "reflective.practice.status.ScheduledChange": _ANSWER,
    "reflective.practice.status.ScheduledReview": _ANSWER,
    "reflective.practice.status.SpellState": _ANSWER,
    "reflective.practice.supervision.Agenda": _ANSWER,
    "reflective.practice.supervision.FilingDecided": _ANSWER,
    "reflective.practice.supervision.MeetingState": _FACTS,
    "reflective.practice.supervision.PromptSet": "a protocol: nobody makes one",
    "reflective.records.NextStep": _ANSWER,
    "reflective.records.NoFacts": "the facts of a record that keeps none",
    "reflective.rules.CaseDecision": _ANSWER,
    "reflective.rules.Why": _ANSWER,
    "reflective.testing.laws.Verdict": _ANSWER,
    "reflective.testing.plugin.LawBroken": _PYTEST,
    "reflective.testing.plugin.LawTest": _PYTEST,
    "reflective.testing.plugin.RuleLaws": _PYTEST,
    "reflective.testing.plugin.RulesetFile": _PYTEST,
    "reflective.testing.stateful.CaseHistory": _SUBCLASSED,
    "reflective.testing.stateful.RecordHistory": _SUBCLASSED,
    "reflective.testing.strategies.DrawnFrom": "the keywords of the strategies, and no class to call",
    "reflective.views.Counted": _ANSWER,
}


def public_classes():
    """Each public class by the name of its first documented door. Enums are not called, and have no constructor."""
    found = {}
    for line in public_names.LIST.read_text("utf-8").split():
        door, _, name = line.rpartition(".")
        one = getattr(importlib.import_module(door), name)
        if isinstance(one, type) and not issubclass(one, enum.Enum):
            found.setdefault(one, line)
    return {line: one for one, line in found.items()}


def without_an_example(classes):
    """The classes that show no call. The errors share the example of the root: the library alone makes them."""
    return {
        name
        for name, one in classes.items()
        if ">>>" not in (vars(one).get("__doc__") or "")
        and (one is ReflectiveError or not issubclass(one, ReflectiveError))
    }


def test_every_public_constructor_shows_a_call():
    """A reader of the reference sees how a value is made, and that the call runs: `test_docs` runs it."""
    assert without_an_example(public_classes()) - EXCEPTIONS.keys() == set()


def test_every_exception_is_still_one():
    """An exception whose class has an example by now, or is gone, is taken out of the list."""
    assert EXCEPTIONS.keys() - without_an_example(public_classes()) == set()


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_nothing_that_a_host_writes_is_an_exception(name):
    """A content or another value of a record is made by hosts, so it has an example whatever the list says."""
    one = public_classes()[name]
    assert not attrs.has(one)
    assert not issubclass(one, Content)


def test_a_class_without_an_example_is_caught():
    """A value whose docstring shows no call is found, and so is one that has its docstring from its base alone."""

    @value(kw_only=True)
    class Shown:
        """A value.

        >>> 1 + 1
        2
        """

    @value(kw_only=True)
    class Silent:
        """A value."""

    class Inherits(Shown): ...

    assert without_an_example({"shown": Shown, "silent": Silent, "inherits": Inherits}) == {"silent", "inherits"}
