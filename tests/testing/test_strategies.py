"""Every public class of the floors can be drawn, and what is drawn is lawful."""

import importlib
import json
import subprocess
import sys
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflective import rules
from reflective.casework import SHIPPED, Membership, RecordAdded, RecordRemoved
from reflective.exchange import dumps, loads
from reflective.practice import Action, Cycle, Entry, Plan, Record, Supervision, Written
from reflective.practice.cycle import Paused
from reflective.practice.plan import ActionClosed, Agreed
from reflective.practice.supervision import Held
from reflective.records import Content, Strike
from reflective.rules import Authority, Every, Ruleset, Status
from reflective.testing import laws, strategies
from reflective.testing._hypothesis import classes
from reflective.testing.strategies import of_type
from reflective.timescales import Kind, PartialDate, Timescale, Unit, WorkingCalendar
from tests import public_names
from tests.properties.control import caught

FLOORS = ("timescales", "rules", "records", "casework", "practice")
#: Every class of ours at a door of these floors that the reference documents.
TYPES = [
    pytest.param(kind, id=f"{door.removeprefix('reflective.')}.{name}")
    for door, names in public_names.doors().items()
    for name in names
    if door.split(".")[1] in FLOORS
    and isinstance(kind := getattr(importlib.import_module(door), name), type)
    and kind.__module__.startswith("reflective.")
]
FIRST, LAST = date(2020, 1, 1), date(2021, 12, 31)
ASCII = st.text("ab c", max_size=5)
AS_OF = date(2026, 12, 31)
quickly = settings(max_examples=20)


def each(strategy, examples=2):
    """A few values, each asked what is asked of all of them."""

    def ask(question):
        settings(max_examples=examples, database=None)(given(strategy)(question))()

    return ask


class TestEveryType:
    """Every class at a documented door can be drawn by its class, the records' own packages included."""

    @pytest.mark.parametrize("strategy", [of_type, st.from_type], ids=["by of_type", "by from_type"])
    @pytest.mark.parametrize("kind", TYPES)
    def test_it_is_drawn(self, kind, strategy):
        """By itself, or as one of its kinds where it is only what they share."""

        @each(strategy(kind))
        def holds(drawn):
            assert isinstance(drawn, dict if kind is Written else kind)

    def test_each_is_registered(self):
        """Hypothesis would draw a class that nobody registered from its annotations, whose values seldom agree."""
        assert {kind for param in TYPES for kind in param.values} <= classes()

    @pytest.mark.parametrize("kind", [Record[Any], Entry[Content]])
    def test_a_type_with_arguments_is_its_class(self, kind):
        """The arguments say nothing that a strategy could go by."""

        @each(st.from_type(kind))
        def holds(drawn):
            assert isinstance(drawn, kind.__origin__)

    def test_a_type_without_a_strategy_is_caught(self):
        """The control: a class that only looks like one of ours."""

        class Planted:
            pass

        with pytest.raises(TypeError, match="no strategy for Planted"):
            of_type(Planted)

    def test_a_member_of_every_union_is_drawn(self):
        """A form is one of five, and each is drawn."""
        for kind in (rules.Within, rules.Every, rules.EachMonth, rules.AtMost, rules.NoFixedTime):
            assert caught(
                lambda requirement, kind=kind: not isinstance(requirement, kind), st.from_type(rules.Requirement)
            ), kind


def kept(document):
    """Whether a record or a case comes back from its document as it was."""
    back = loads(dumps(document))
    return type(back) is type(document) and back == document


class TestRecords:
    """Records are lived through: every entry is one that the tables have, and the documents hold them."""

    @pytest.mark.parametrize("kind", SHIPPED.records, ids=lambda kind: kind.KIND)
    def test_they_are_lawful(self, kind):
        """Told late, corrected and refused, a history has no irregular entry and comes back from its document."""

        @each(strategies.records(kind, text=ASCII), 12)
        def holds(record):
            assert type(record) is kind
            assert record.irregularities() == ()
            assert kept(record)

    @pytest.mark.parametrize("kind", SHIPPED.records, ids=lambda kind: kind.KIND)
    def test_they_are_histories(self, kind):
        """Some records of each kind have six entries, and some of those a strike among them."""
        wanted = strategies.records(kind, least=8, most=12)
        assert caught(lambda record: len(record.entries) < 6, wanted)
        assert caught(lambda record: not any(isinstance(one.content, Strike) for one in record.entries), wanted)

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("kind", "content"), [(Plan, ActionClosed), (Supervision, Held), (Membership, RecordRemoved)]
    )
    def test_they_go_far(self, kind, content):
        """Actions are closed, meetings held, and records leave, within eighteen entries."""
        said = lambda record: any(type(one.content) is content for one in record.entries)  # noqa: E731
        assert caught(lambda record: not said(record), strategies.records(kind, least=14, most=18), examples=4_000)

    def test_loading_finds_what_living_does_not(self):
        """Where it need not be lawful, a record has entries of any content in any order, and still a document."""
        anyhow = strategies.records(Cycle, lawful=False, text=ASCII)
        assert caught(lambda record: record.irregularities() == (), anyhow)
        assert not caught(kept, anyhow, examples=15)

    @quickly
    @given(strategies.cases(text=ASCII))
    def test_a_case_holds_together(self, case):
        """Its records are members, its people are named, and its document gives it back."""
        assert kept(case)
        assert {one.id for one in case.records} == {
            entry.content.record for entry in case.membership.entries if isinstance(entry.content, RecordAdded)
        }
        assert case.known_at(date.max) == case

    def test_a_case_may_be_as_loading_finds_it(self):
        """Where it need not be lawful, a case has what today's rules refuse, and its document gives it back."""
        anyhow = strategies.cases(lawful=False, text=ASCII)
        assert caught(lambda case: case.irregularities() == (), anyhow)
        assert not caught(kept, anyhow, examples=15)

    @quickly
    @given(strategies.records(Plan, ids=st.just("p-1"), first=FIRST, last=LAST, text=ASCII))
    def test_days_and_words_are_those_asked_for(self, plan):
        """No entry is dated outside them, and no narrative has another letter."""
        assert plan.id == "p-1"
        for entry in plan.entries:
            assert FIRST <= entry.on <= entry.recorded <= LAST
            if isinstance(entry.content, Agreed):
                assert set(entry.content.action.text) <= set("ab c")

    def test_a_history_past_its_table_is_caught(self):
        """The control: a record with its last entry written twice past the table."""
        # A strike that is written twice is no record at all.
        told = strategies.records(Cycle, least=1).filter(lambda one: one.entries)
        twice = told.filter(lambda one: not isinstance(one.entries[-1].content, Strike)).map(
            lambda cycle: Cycle(id=cycle.id, entries=(*cycle.entries, *cycle.entries[-1:]))
        )
        assert caught(lambda cycle: cycle.irregularities() == (), twice)


class TestContents:
    """Contents, and the entries that have them."""

    @quickly
    @given(strategies.contents(Action) | strategies.contents())
    def test_a_class_or_any(self, content):
        """One class, whether or not an entry may hold it alone, or any that an entry may hold."""
        assert isinstance(content, Content | Action)
        assert not isinstance(content, Strike)

    @quickly
    @given(strategies.entries(st.just(Paused())))
    def test_an_entry_is_never_recorded_early(self, entry):
        """A drawn entry holds the content that was asked for."""
        assert entry.on <= entry.recorded
        assert entry.content == Paused()

    @quickly
    @given(strategies.written(), st.data())
    def test_what_is_written_can_be_written(self, written, data):
        """The keywords serve every method that adds an entry."""
        assert len(Plan(id="p-1").start("supervision", **written).entries) == 1
        assert data.draw(st.sampled_from(Plan(id="p-1").start("any", **written).entries)).by == written["by"]


class TestTimescales:
    """Calendars, amounts and partial dates."""

    @quickly
    @given(strategies.calendars(first=FIRST, last=LAST))
    def test_a_calendar_keeps_to_its_days(self, cal):
        """It knows no day outside them."""
        assert FIRST <= cal.first <= cal.last <= LAST
        assert all(cal.first <= day <= cal.last for day in cal.holidays)

    @quickly
    @given(strategies.timescales(units=st.just(Unit.WEEKS), least=2, most=4))
    def test_an_amount_is_between_two(self, timescale):
        """Both included, in the units asked for."""
        assert 2 <= timescale.amount <= 4
        assert timescale.unit is Unit.WEEKS

    @quickly
    @given(strategies.phrases())
    def test_a_phrase_is_read(self, phrase):
        """Every phrase that is drawn can be read as a timescale."""
        assert Timescale.parse(phrase)

    def test_every_kind_of_partial_date_is_drawn(self):
        """Each bound of an age is open in some of the drawn dates."""
        for kind in Kind:
            assert caught(lambda one, kind=kind: one.kind is not kind, strategies.partial_dates())
        ages = strategies.partial_dates(kinds=st.just(Kind.AGE))
        assert caught(lambda one: one.earliest is not None, ages)
        assert caught(lambda one: one.latest is not None, ages)

    @given(strategies.partial_dates(first=date.min, last=date.max))
    def test_a_partial_date_at_either_end_of_time(self, one):
        """None is said by a day before the first or after the last: it can be said, and sorts among others."""
        assert one.in_words
        assert str(one) == (one.said or one.in_words)
        assert one <= PartialDate.unknown() or one.kind is Kind.UNKNOWN

    @quickly
    @given(strategies.reckonings(first=date.min, last=date.max))
    def test_a_reckoning_is_right(self, one):
        """Its due day is what its timescale counts, by the calendar that it names."""
        cal = WorkingCalendar.england_and_wales() if one.calendar else None
        assert one.timescale.due(one.trigger, cal) == one.due


class TestRules:
    """Rules, rulesets and what exercises them."""

    @pytest.mark.parametrize("authority", Authority)
    def test_of_one_authority_and_form(self, authority):
        """As asked, and of any events that are asked for."""

        @each(strategies.rules(authority=authority, requirement=Every, kinds=("seen", "met")))
        def holds(rule):
            assert rule.authority is authority
            assert isinstance(rule.requirement, Every)
            assert {*rule.trigger, *rule.met_by, *rule.ends_with} <= {"seen", "met"}

    @settings(max_examples=10)
    @given(strategies.rulesets(), st.data())
    def test_a_ruleset_is_lawful(self, ruleset, data):
        """Its versions follow each other and its examples come out; its histories are what its rules ask for."""
        for rule in ruleset.rules:
            for law in laws.LAWS:
                if law.name in {"versions-in-turn", "own-examples"}:
                    assert law.broken(ruleset.only(rule.id), rule.id) is None
        events = data.draw(strategies.histories(ruleset, first=FIRST, last=LAST))
        assert all(FIRST <= event.on <= LAST for event in events)
        assert {one.rule for one in ruleset.obligations(events, LAST)} <= {rule.id for rule in ruleset.rules}

    def test_a_version_too_many_is_caught(self):
        """The control: the same version twice is no ruleset of one line."""
        twice = strategies.rulesets(most=1).map(lambda one: attrs.evolve(one, rules=(*one.rules, one.rules[0])))
        in_turn = next(law for law in laws.LAWS if law.name == "versions-in-turn")
        assert caught(lambda one: in_turn.broken(one, one.rules[0].id) is None, twice)

    @settings(max_examples=8)
    @given(strategies.rulesets(ids=st.just("base"), most=2).flatmap(lambda base: strategies.rulesets(extends=base)))
    def test_an_overlay_loosens_nothing(self, overlay):
        """It can be made, and says one of the rules again under its id."""
        (base,) = overlay.extends
        assert {rule.id for rule in overlay.rules} & {rule.id for rule in base.rules}

    def test_histories_exercise_a_ruleset(self):
        """Events of one rule bring it to every status, also one that rests on a fact which is not told."""
        england = Ruleset.load("england")
        name = "assessment.complete"
        events = strategies.histories(england, rule=name, subjects=["c-1"], refs=["r-1"], most=4)

        def without(status):
            return lambda told: status not in {one.status for one in england.only(name).obligations(told, AS_OF)}

        for status in (Status.MET, Status.MET_LATE, Status.OVERDUE, Status.PENDING):
            assert caught(without(status), events, examples=4_000), status

    @quickly
    @given(strategies.obligations())
    def test_an_obligation_has_its_reason(self, one):
        """In a sentence that names its rule."""
        assert one.rule in str(one.why)

    @quickly
    @given(
        strategies.events(
            kinds=["visit.held"], subjects=["c-9"], refs=["r-9"], facts={"seen": ["alone"]}, first=FIRST, last=LAST
        )
    )
    def test_an_event_is_one_of_those_asked_for(self, event):
        """Its kind, subject, ref and day; the fact is told or not."""
        assert (event.kind, event.subject, event.ref) == ("visit.held", "c-9", "r-9")
        assert event.facts in {(), (("seen", "alone"),)}
        assert FIRST <= event.on <= LAST


def ran(code):
    """The output of a program in a fresh interpreter, as data."""
    told = subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, capture_output=True, text=True)
    return json.loads(told.stdout)


DRAWN = """
import json, sys
{imports}
before = sorted(name for name in sys.modules if name.startswith("reflective."))
@settings(max_examples=3, database=None)
@given(...)
def drawn(plan: Plan, other: "Rule | PartialDate"):
    assert isinstance(plan, Plan) and plan.irregularities() == ()
drawn()
print(json.dumps(before))
"""
HYPOTHESIS = "from hypothesis import given, settings"
OURS = """
from reflective.practice import Plan
from reflective.rules import Rule
from reflective.timescales import PartialDate
"""


class TestRegistration:
    """Hypothesis finds the strategies by its entry point."""

    @pytest.mark.parametrize(
        "imports", [(HYPOTHESIS, OURS), (OURS, HYPOTHESIS)], ids=["hypothesis first", "ours first"]
    )
    def test_types_are_drawn_without_an_import_of_the_strategies(self, imports):
        """Whichever is imported first; the strategies are loaded when one is drawn from."""
        before = ran(DRAWN.format(imports="".join(imports)))
        assert "reflective.practice" in before
        assert "reflective.testing.strategies" not in before

    def test_hypothesis_alone_loads_no_strategies(self):
        """Only the classes are imported with Hypothesis, and what draws them is not."""
        code = "import json, sys, hypothesis; print(json.dumps(sorted(sys.modules)))"
        loaded = [name for name in ran(code) if name.startswith("reflective.testing")]
        assert loaded == ["reflective.testing", "reflective.testing._hypothesis"]

    def test_our_floors_alone_load_no_hypothesis(self):
        """Nothing of it comes with what is drawn."""
        code = "import json, sys, reflective.practice; print(json.dumps('hypothesis' in sys.modules))"
        assert ran(code) is False

    def test_without_the_entry_point_a_plan_cannot_be_drawn(self):
        """The control: Hypothesis told to leave its entry points alone knows nothing of ours."""
        code = DRAWN.format(imports=HYPOTHESIS + OURS)
        told = subprocess.run(
            [sys.executable, "-c", code],
            check=False,
            capture_output=True,
            text=True,
            env={"HYPOTHESIS_NO_PLUGINS": "1"},
        )
        assert told.returncode != 0

    def test_what_a_host_registers_goes_before(self):
        """A host's own strategy for one of our types is the one that is drawn from."""
        own = """
from hypothesis import strategies as st
st.register_type_strategy(Plan, st.just(Plan(id="own")))
"""
        host = DRAWN.format(imports=HYPOTHESIS + OURS + own).replace("plan.irregularities() == ()", "plan.id == 'own'")
        ran(host)
