"""Management oversight: decisions with their reasons and their three days, dissent, and decisions not to act."""

from datetime import date

import pytest

from reflective.casework import Case
from reflective.errors import BadEntry, MoveNotAllowed, UnknownId
from reflective.practice import Action, Audience, Link, Oversight, Plan
from reflective.practice.oversight import DecisionStage, EscalationRoute, OversightMode, ReviewOfDecision
from reflective.rules import Ruleset
from reflective.timescales import Deadline

NIGHT = date(2025, 3, 25)
MORNING = date(2025, 3, 26)
NEXT = date(2025, 4, 1)


def written(day, by="manager-1", **more):
    return {"on": day, "recorded": day, "by": by, **more}


@pytest.fixture
def raised():
    return Oversight(id="o-1").raise_matter("d-1", "dani", **written(NIGHT, "worker-1"))


def rows(record, day):
    return [(one.ref, str(one.status), one.due, one.open) for one in record.due_rows(day)]


class TestDecisions:
    """A decision has reasons, a decider with the authority, and three days."""

    def test_an_emergency_is_decided_by_telephone_and_written_down_in_the_morning(self):
        """M4 of the practice review: a manager by phone at 22.40; options, reasons, who was told."""
        record = Oversight(id="o-1").decide(
            "d-1",
            "he does not return tonight",
            "the police hold that he is not safe there",
            child="dani",
            how=OversightMode.TELEPHONE,
            between=("manager-1", "worker-1"),
            recorded_at="09:10",
            on=NIGHT,
            at="22:50",
            recorded=MORNING,
            by="manager-1",
        )
        record = record.communicate("d-1", "mother", interpreter="interpreter-1", **written(MORNING, "worker-1"))
        one = record.decision("d-1", MORNING)
        assert (one.decided_on, one.decided_at, one.recorded_on, one.decided.recorded_at) == (
            NIGHT,
            "22:50",
            MORNING,
            "09:10",
        )
        assert one.decided.between == ("manager-1", "worker-1")
        assert [(passed.to, passed.on, passed.interpreter) for passed in one.passed_on] == [
            ("mother", MORNING, "interpreter-1")
        ]

    def test_a_decision_about_nobody_is_refused(self):
        """Siblings get one each, so a decision without a child would be on nobody's file."""
        with pytest.raises(BadEntry) as refused:
            Oversight(id="o-1").decide("d-1", "wait", **written(NIGHT))
        assert refused.value.code == "oversight.of_nobody"

    def test_one_matter_is_about_one_child(self, raised):
        """A decision about a sibling has its own reasons."""
        with pytest.raises(BadEntry) as refused:
            raised.decide("d-1", "wait", child="cara", **written(NIGHT))
        assert refused.value.code == "oversight.of_another"

    def test_not_to_act_is_a_decision_in_full(self, raised):
        """Calderdale's procedures: a decision not to act is recorded like any other."""
        record = raised.decide_not_to_act("d-1", "no conference for now", "the enquiry found no harm", **written(NIGHT))
        assert record.decision("d-1", NIGHT).stage is DecisionStage.DECIDED_NOT_TO_ACT
        assert record.due_rows(NIGHT)[0].open is False
        (event,) = record.events(NIGHT)
        assert (event.kind, event.fact("to_act")) == ("management_oversight.recorded", "no")

    def test_a_decision_without_its_reason_is_named_and_not_refused(self, raised):
        """K15: a decision without rationale is a finding, and stops nobody at night."""
        record = raised.decide("d-1", "a strategy meeting", **written(NIGHT))
        assert record.missing(NIGHT) == ("why d-1 was decided so", "who was told of d-1")

    def test_whoever_decided_does_not_countersign(self, raised):
        """A second level that is the first has looked at nothing."""
        record = raised.decide("d-1", "a strategy meeting", **written(NIGHT))
        with pytest.raises(BadEntry) as refused:
            record.countersign("d-1", **written(NIGHT))
        assert refused.value.code == "countersignature.decider"
        assert record.countersign("d-1", **written(NIGHT, "head-1")).decision("d-1", NIGHT).countersigned_by == (
            "head-1",
        )

    def test_the_decider_is_whoever_had_the_authority_and_not_the_writer(self, raised):
        """A worker writes down what the on-call manager decided."""
        record = raised.decide("d-1", "wait", decider="manager-2", **written(NIGHT, "worker-1"))
        assert record.decision("d-1", NIGHT).decider == "manager-2"
        with pytest.raises(BadEntry):
            record.countersign("d-1", **written(NIGHT, "manager-2"))

    def test_a_reviewing_officer_can_escalate_a_decision_that_was_taken(self, raised):
        """Their dispute process begins where a decision stands."""
        record = raised.decide("d-1", "wait", **written(NIGHT))
        record = record.escalate(
            "d-1", "head-1", "drift", route=EscalationRoute.REVIEWING_OFFICER, **written(NEXT, "iro-1")
        )
        assert record.decision("d-1", NEXT).stage is DecisionStage.ESCALATED

    def test_a_revised_decision_names_the_one_that_takes_its_place(self, raised):
        """A decision that is revised by nothing has been dropped."""
        record = raised.decide("d-1", "wait", **written(NIGHT))
        for other in (None, "d-1", "d-9"):
            with pytest.raises(BadEntry) as refused:
                record.review("d-1", ReviewOfDecision.REVISED, "he rang", revised_by=other, **written(NEXT))
            assert refused.value.code == "decision.revised_by"
        record = record.decide("d-2", "a visit tonight", child="dani", **written(NEXT))
        record = record.review("d-1", ReviewOfDecision.REVISED, "he rang", revised_by="d-2", **written(NEXT))
        with pytest.raises(MoveNotAllowed):
            record.implement("d-1", "too late", **written(NEXT))

    def test_an_unknown_decision_is_refused(self, raised):
        """Whoever asks about a decision that is not there must not take silence for an answer."""
        with pytest.raises(UnknownId):
            raised.decision("d-9", NIGHT)
        with pytest.raises(UnknownId):
            raised.put_dissent_in_words("d-9", "not so", **written(NIGHT))


class TestDissent:
    """Somebody who disagrees is heard on the file, and their words are theirs."""

    def test_the_file_says_that_somebody_disagrees_and_the_words_stay_with_them(self, raised):
        """M3: the dissent vanished once both had signed."""
        record = raised.decide("d-1", "wait", **written(NIGHT)).dissent("d-1", **written(NIGHT, "worker-1"))
        record = record.put_dissent_in_words("d-1", "I asked for a strategy meeting", **written(NIGHT, "worker-1"))
        case = Case.opened("case-1").join(record, **written(NIGHT))
        shown = case.read(as_of=NIGHT).shown("o-1").entries
        assert [entry.content.TAG for _, entry in shown][-1] == "oversight.dissented"
        own = case.read(as_of=NIGHT, audiences={Audience.PERSONAL}, owner="worker-1").shown("o-1").entries
        assert [entry.content.words for _, entry in own] == ["I asked for a strategy meeting"]
        assert record.decision("d-1", NIGHT).stage is DecisionStage.DECIDED


class TestWhatIsDue:
    """An open decision is in what is due until somebody decides."""

    def test_a_matter_that_nobody_decided_is_open_without_a_day(self, raised):
        """A matter without a day would otherwise be in no list at all."""
        assert rows(raised, NEXT) == [("o-1/d-1", "not_known", None, True)]

    def test_a_decision_that_was_put_off_is_due_on_its_day_and_the_first_day_stays(self, raised):
        """Putting off twice is drift, and shows only where each day is kept."""
        record = raised.defer("d-1", Deadline.on(date(2025, 3, 28)), "the school", **written(NIGHT))
        record = record.defer("d-1", Deadline.on(NEXT), "the school", **written(date(2025, 3, 28)))
        assert rows(record, date(2025, 4, 2)) == [
            ("o-1/d-1", "ended", None, False),
            ("o-1/d-1/2", "ended", date(2025, 3, 28), False),
            ("o-1/d-1/3", "overdue", NEXT, True),
        ]
        record = record.decide("d-1", "wait", **written(date(2025, 4, 2)))
        assert rows(record, date(2025, 4, 2))[2] == ("o-1/d-1/3", "met_late", NEXT, False)

    def test_whoever_it_was_escalated_to_owns_the_open_decision(self, raised):
        """The last person to whom it went is asked first."""
        record = raised.escalate("d-1", "head-1", "above a team manager", **written(NIGHT))
        assert record.due_rows(NIGHT)[0].owners == ("head-1",)


class TestEvents:
    """The note's own rule asks for oversight on plans and reviews, and a decision answers it."""

    def test_oversight_of_a_plan_meets_the_notes_rule_on_the_day_it_was_written_down(self):
        """The note's opening asks for oversight on plans, reviews and significant events."""
        plan = Plan(id="plan-1").start("child in need plan", children=("dani",), **written(NIGHT))
        plan = plan.agree(Action(id="a-1", text="call"), **written(NIGHT))
        decided = {"on": NIGHT, "recorded": MORNING, "by": "manager-1"}
        record = Oversight(id="o-1").decide("d-1", "agreed", child="dani", answers=(Link(record="plan-1"),), **decided)
        events = [*plan.events(MORNING), *record.events(MORNING)]
        (asked,) = Ruleset.load("practice-note").obligations(events, as_of=MORNING)
        assert (asked.rule, asked.subject, str(asked.status), asked.met) == (
            "management-oversight.record",
            "dani",
            "met",
            MORNING,
        )

    def test_a_decision_that_is_not_written_down_yet_is_no_event(self):
        """Decided and recorded are two days."""
        decided = {"on": NIGHT, "recorded": MORNING, "by": "manager-1"}
        record = Oversight(id="o-1").decide("d-1", "agreed", child="dani", **decided)
        assert record.events(NIGHT) == ()
        assert [event.on for event in record.events(MORNING)] == [MORNING]
