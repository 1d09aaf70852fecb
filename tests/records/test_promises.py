"""The promises of a record: it takes what is its own, shows no text, and can be copied and saved at any time."""

import copy
import io
import pickle
from datetime import date, timedelta

import pytest
from rich.console import Console
from rich.pretty import pretty_repr

from reflective.casework import SHIPPED, Case
from reflective.errors import BadEntry
from reflective.exchange import dumps, loads
from reflective.practice import Action, Audience, Cycle, Observation, Plan, Stage
from reflective.practice.people import PersonKind
from reflective.practice.plan import Goal
from reflective.records import Content, Erased, Strike, Unreadable, content
from tests.properties.test_methods import life

DAY = date(2021, 9, 6)
BY = {"on": DAY, "recorded": DAY, "by": "w-1"}
CANARY = "CANARY said so"


@content("northmere:visit_note", Audience.CHILD_FILE)
class VisitNote(Content):
    """A host's own kind of content."""

    days: int = 1


class TestWhatIsTaken:
    """`add` takes what the record's kind takes and a host's own; strikes and tombstones have a call each."""

    @pytest.mark.parametrize("kind", SHIPPED.records, ids=lambda kind: kind.KIND)
    def test_content_of_another_kind_is_refused(self, kind):
        """Narrative filed in the wrong record would be invisible from then on."""
        record = life(kind)[-1]
        foreign = [one for other in SHIPPED.records if other is not kind for one in life(other)[-1].entries]
        for entry in foreign:
            if type(entry.content) not in kind.contents():
                with pytest.raises(BadEntry, match=rf"a {kind.NOUN} takes no {entry.content.TAG} entries") as refused:
                    record.add(entry.content, on=date.max, recorded=date.max, by="w-1")
                assert refused.value.code == "entry.not_taken"

    @pytest.mark.parametrize(
        ("said", "call"),
        [
            (Strike(places=(0,), reason="r"), "correct"),
            (Strike(places=(99,), reason="r", replacements=2), "correct"),
            (Erased(), "erase"),
            (Unreadable(data="{}"), "loads"),
        ],
    )
    def test_a_strike_and_a_tombstone_are_refused_and_the_call_is_named(self, said, call):
        """Added, they would write a record that its own reader refuses, or a tombstone over nothing."""
        plan = Plan(id="p").agree(Action(id="a", text="t"), **BY)
        for on in (DAY, DAY - timedelta(days=1)):
            with pytest.raises(BadEntry, match=f"go by `{call}`"):
                plan.add(said, **BY | {"on": on})
        entry = plan.add(VisitNote(), **BY).entries[-1]
        with pytest.raises(BadEntry, match=f"go by `{call}`"):
            plan.correct(0, reason="r", recorded=DAY, by="w-1", instead=[copy_of(entry, said)])

    def test_a_hosts_own_content_is_taken_and_moves_nothing(self):
        """Its tag has a prefix, so that it is never one of a later release."""
        cycle = Cycle(id="c").enter(Stage.EXPERIENCE, **BY)
        noted = cycle.add(VisitNote(), **BY)
        assert noted.state(DAY) == cycle.state(DAY)
        assert noted.irregularities() == ()

    def test_a_class_that_nobody_declared_is_no_content(self):
        """It has no tag that a document could call it by."""

        class Bare(Content):
            pass

        with pytest.raises(BadEntry, match="must be of a class that `content` declares"):
            Cycle(id="c").add(Bare(), **BY)

    def test_foreign_content_that_was_stored_is_listed(self):
        """A record that was loaded keeps it, and says that it does not belong there."""
        cycle = Cycle(id="c").enter(Stage.EXPERIENCE, **BY)
        stored = Cycle(
            id="c", entries=(*cycle.entries, copy_of(cycle.entries[0], Goal(id="g", child="c", different="x")))
        )
        assert [(place, error.code) for place, error in stored.irregularities()] == [(1, "entry.not_taken")]


def copy_of(entry, said):
    return type(entry)(on=entry.on, recorded=entry.recorded, by=entry.by, content=said, audience=Audience.CHILD_FILE)


def secret():
    """A case with a canary wherever text can be."""
    cycle = Cycle(id="c-1").enter(Stage.EXPERIENCE, **BY)
    cycle = cycle.add(Observation(stage=Stage.EXPERIENCE, what=CANARY, words=CANARY), **BY)
    plan = Plan(id="p-1").agree(Action(id="a", text=CANARY, success=CANARY), **BY)
    case = Case.opened("case-1").join(cycle, **BY).join(plan, **BY)
    return case.put(case.people.name("c-1", PersonKind.CHILD, CANARY, **BY))


def shown_by_ipython(shown):
    return pytest.importorskip("IPython.lib.pretty", reason="IPython is not installed").pretty(shown)


def shown_in_a_traceback(shown):
    """As rich shows the locals of a frame that fails."""
    console = Console(width=200, record=True, file=io.StringIO())

    def fail(_held):
        raise ValueError

    try:
        fail(shown)
    except ValueError:
        console.print_exception(show_locals=True)
    return console.export_text()


class TestWhatIsShown:
    """A log, a notebook and a traceback show ids, and nothing that somebody wrote."""

    @pytest.mark.parametrize("show", [repr, str, pretty_repr, shown_by_ipython, shown_in_a_traceback])
    def test_no_way_of_showing_shows_text(self, show):
        """The case, its records, an entry, what it says, what is due and how the plan stands."""
        case = secret()
        plan = case["p-1"]
        for one in (case, plan, case.people, plan.entries[0], plan.entries[0].content, case.due(DAY), plan.on(DAY)):
            assert "CANARY" not in show(one)
            assert "CANARY" not in show([one])

    def test_control_a_field_that_may_be_shown_is_seen(self):
        """Rich shows what the fields allow, however the repr hides it."""
        import attrs

        @attrs.frozen
        class _Open:
            text: str

            def __repr__(self):
                return "<open>"

        assert "CANARY" in pretty_repr(_Open(CANARY))


class TestWhatIsKept:
    """A case that was asked everything can be saved, pickled and copied, and is the case that it was."""

    def test_a_case_comes_back(self):
        """Whatever was worked out for an answer stays behind."""
        case = secret()
        asked = (case.due(DAY), case.events(DAY), case["p-1"].on(DAY), case.for_child("c-1", DAY).withheld)
        for again in (loads(dumps(case)), pickle.loads(pickle.dumps(case)), copy.deepcopy(case), copy.copy(case)):
            assert again == case
            assert (again.due(DAY), again.events(DAY)) == asked[:2]
        assert "_folded" not in pickle.loads(pickle.dumps(case["p-1"])).__dict__

    @pytest.mark.parametrize("kind", SHIPPED.records, ids=lambda kind: kind.KIND)
    def test_what_a_record_answers_can_be_pickled_too(self, kind):
        """A host may send an answer to another process."""
        record = life(kind)[-1]
        state = record.state(DAY)
        assert pickle.loads(pickle.dumps(state)) == copy.deepcopy(state) == state
        assert pickle.loads(pickle.dumps(record.moves(DAY))) == record.moves(DAY)
