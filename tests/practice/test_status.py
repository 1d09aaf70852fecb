"""A child's status in law: spells, scheduled changes, plans with their reviews, and consent."""

from datetime import date

import pytest

from reflective.errors import BadEntry, BadValue, MoveNotAllowed, UnknownId
from reflective.practice import ChildStatus
from reflective.practice.status import (
    ConsentStatus,
    ParentalResponsibility,
    PlanOutcome,
    SpellBegan,
    SpellKind,
    SpellOutcome,
    StatutoryPlanStage,
    Step,
)
from reflective.rules import Ruleset
from reflective.timescales import Deadline

MARCH = date(2025, 3, 28)
JUNE = date(2025, 6, 27)


def written(day, by="worker-1"):
    return {"on": day, "recorded": day, "by": by}


@pytest.fixture
def cara():
    return ChildStatus(id="status-cara").of("cara", **written(date(2025, 2, 24)))


def rows(record, day):
    return {one.ref: (one.rule, str(one.status), one.due, one.open) for one in record.due_rows(day)}


class TestSpells:
    """A child may have two statuses on one day, and each has a beginning and an end."""

    def test_two_statuses_hold_on_one_day(self, cara):
        """A looked-after child can be on a child protection plan: one field for "the status" would lose a duty."""
        cara = cara.begin("cp-1", SpellKind.CHILD_PROTECTION, **written(MARCH))
        cara = cara.begin("lac-1", SpellKind.LOOKED_AFTER, **written(MARCH))
        assert [one.id for one in cara.statuses(MARCH)] == ["cp-1", "lac-1"]

    def test_a_placement_is_a_spell_and_no_status(self, cara):
        """A list of statuses with placements in it would count a child twice."""
        cara = cara.begin("placed-1", SpellKind.PLACEMENT, **written(MARCH))
        assert cara.statuses(MARCH) == ()
        assert [one.id for one in cara.spells(MARCH)] == ["placed-1"]

    def test_a_spell_holds_no_more_on_the_day_it_ended(self, cara):
        """Stepped down on 27 June, she is a child in need from that day and not both."""
        cara = cara.begin("cp-1", SpellKind.CHILD_PROTECTION, **written(MARCH))
        cara = cara.end("cp-1", SpellOutcome.STEPPED_DOWN, support="the family group", **written(JUNE))
        cara = cara.begin("cin-1", SpellKind.CHILD_IN_NEED, because_of="cp-1", **written(JUNE))
        assert [one.id for one in cara.statuses(date(2025, 6, 26))] == ["cp-1"]
        assert [one.id for one in cara.statuses(JUNE)] == ["cin-1"]

    def test_closing_without_support_on_the_record_is_named(self, cara):
        """Line 60 of the note: closed twice without support being provided."""
        cara = cara.begin("cin-1", SpellKind.CHILD_IN_NEED, **written(MARCH)).end("cin-1", **written(JUNE))
        assert cara.missing(JUNE) == ("what changed when cin-1 ended", "what support goes on after cin-1 ended")

    def test_a_spell_that_is_over_does_not_end_again(self, cara):
        """A second end would move the day from which nothing is due."""
        cara = cara.begin("cp-1", SpellKind.CHILD_PROTECTION, **written(MARCH)).end("cp-1", **written(JUNE))
        with pytest.raises(MoveNotAllowed):
            cara.end("cp-1", **written(JUNE))

    def test_a_spell_because_of_nothing_on_the_record_is_refused(self, cara):
        """A pointer that leads nowhere looks like a reason."""
        with pytest.raises(UnknownId):
            cara.begin("cin-1", SpellKind.CHILD_IN_NEED, because_of="cp-9", **written(MARCH))

    def test_nothing_is_recorded_before_it_is_said_whose_status_it_is(self):
        """A status of nobody would be nobody's duty."""
        with pytest.raises(BadEntry) as refused:
            ChildStatus(id="s-1").begin("cp-1", SpellKind.CHILD_PROTECTION, **written(MARCH))
        assert refused.value.code == "status.of_nobody"

    def test_it_is_one_child_s_for_good(self, cara):
        """Each sibling has a record of their own."""
        with pytest.raises(BadEntry) as refused:
            cara.of("dani", **written(MARCH))
        assert refused.value.code == "status.of_another"

    def test_a_fact_is_given_once(self):
        """Two answers to one question would be one of them, by chance."""
        with pytest.raises(BadValue, match="each name once"):
            SpellBegan(spell="p-1", kind=SpellKind.PLACEMENT, facts=(("placed_under", "a"), ("placed_under", "b")))


class TestScheduledChanges:
    """A change that is to come is a day to keep, and no change yet."""

    def test_a_scheduled_change_is_due_on_its_day_and_changes_nothing_before(self, cara):
        """The plan ends when it is ended, however long ago that was agreed."""
        cara = cara.begin("cp-1", SpellKind.CHILD_PROTECTION, **written(MARCH))
        cara = cara.schedule_change(
            "cp-1", Deadline.on(JUNE), "the review", to=SpellKind.CHILD_IN_NEED, **written(MARCH)
        )
        late = date(2025, 6, 30)
        assert rows(cara, late) == {"status-cara/cp-1": ("case.change", "overdue", JUNE, True)}
        assert [one.id for one in cara.statuses(late)] == ["cp-1"]
        made = cara.end("cp-1", **written(late))
        assert rows(made, late)["status-cara/cp-1"] == ("case.change", "met_late", JUNE, False)

    def test_a_change_that_takes_the_place_of_another_hides_neither(self, cara):
        """The first day stays in the list, ended, beside the new one."""
        cara = cara.begin("cp-1", SpellKind.CHILD_PROTECTION, **written(MARCH))
        cara = cara.schedule_change("cp-1", Deadline.on(date(2025, 6, 1)), "the review", **written(MARCH))
        cara = cara.schedule_change("cp-1", Deadline.on(JUNE), "he was away", **written(date(2025, 5, 1)))
        assert rows(cara, date(2025, 5, 2)) == {
            "status-cara/cp-1": ("case.change", "ended", date(2025, 6, 1), False),
            "status-cara/cp-1/2": ("case.change", "pending", JUNE, True),
        }

    def test_a_change_that_was_called_off_is_no_longer_required(self, cara):
        """It is called off with the reason, and is late for nobody afterwards."""
        cara = cara.begin("cp-1", SpellKind.CHILD_PROTECTION, **written(MARCH))
        cara = cara.schedule_change("cp-1", Deadline.on(JUNE), "the review", **written(MARCH))
        cara = cara.call_off_change("cp-1", "he came back", **written(date(2025, 5, 1)))
        assert rows(cara, date(2025, 7, 1)) == {"status-cara/cp-1": ("case.change", "ended", JUNE, False)}


def active(record, kind=SpellKind.CHILD_IN_NEED):
    """A plan that was drafted, endorsed by a manager, and is in force with the spell that it began."""
    record = record.begin("cin-1", kind, **written(MARCH)).draft_plan("plan-1", kind, **written(MARCH))
    record = record.endorse_plan("plan-1", **written(MARCH, "manager-1"))
    return record.activate_plan("plan-1", spell="cin-1", **written(MARCH))


class TestPlans:
    """A plan in force always has a next review, or a row that says that none is arranged."""

    def test_a_plan_in_force_without_a_review_has_a_row_without_a_day(self, cara):
        """A plan that nobody reviews is the drift that line 17 of the note is about; silence would hide it."""
        (row,) = active(cara).due_rows(MARCH)
        assert (row.rule, row.status, row.due, row.open) == ("case.review", "not_known", None, True)
        assert row.why == "undated: no next review is arranged on the record"

    def test_after_each_review_that_continues_the_next_is_asked_for(self, cara):
        """One review held does not settle the one after it."""
        cara = active(cara).schedule_review("plan-1", "r-1", Deadline.on(JUNE), **written(MARCH))
        assert rows(cara, MARCH) == {"status-cara/plan-1/r-1": ("case.review", "pending", JUNE, True)}
        cara = cara.review_plan("plan-1", "r-1", PlanOutcome.CONTINUE, **written(JUNE))
        assert rows(cara, JUNE) == {
            "status-cara/plan-1/r-1": ("case.review", "met", JUNE, False),
            "status-cara/plan-1": ("case.review", "not_known", None, True),
        }
        assert cara.missing(JUNE) == ("the next review of plan-1",)

    def test_a_plan_that_was_closed_asks_for_no_review(self, cara):
        """A review that was arranged and never held is no longer required; it stays listed."""
        cara = active(cara).schedule_review("plan-1", "r-1", Deadline.on(date(2025, 8, 1)), **written(MARCH))
        cara = cara.review_plan("plan-1", "r-2", PlanOutcome.CLOSE, support="the children's centre", **written(JUNE))
        assert rows(cara, date(2025, 9, 1)) == {
            "status-cara/plan-1/r-1": ("case.review", "ended", date(2025, 8, 1), False)
        }

    def test_a_review_that_was_moved_keeps_its_first_day(self, cara):
        """Slipping dates are seen only where the first one is kept."""
        cara = active(cara).schedule_review("plan-1", "r-1", Deadline.on(date(2025, 6, 1)), **written(MARCH))
        cara = cara.schedule_review("plan-1", "r-1", Deadline.on(JUNE), why="half term", **written(date(2025, 5, 1)))
        (row,) = cara.due_rows(JUNE)
        assert (row.first_due, row.due) == (date(2025, 6, 1), JUNE)

    @pytest.mark.parametrize(
        ("outcome", "stage"),
        [
            (PlanOutcome.CONTINUE, "active"),
            (PlanOutcome.STEP_UP, "stepped_up"),
            (PlanOutcome.STEP_DOWN, "stepped_down"),
            (PlanOutcome.LEGAL_ADVICE, "legal_advice"),
            (PlanOutcome.CLOSE, "closed"),
        ],
    )
    def test_a_review_leads_where_its_outcome_says(self, cara, outcome, stage):
        """SM-5's outcomes are continue, step up, step down, closed and legal advice."""
        cara = active(cara).review_plan("plan-1", "r-1", outcome, **written(JUNE))
        assert cara.state(JUNE).plans["plan-1"].stage is StatutoryPlanStage(stage)

    def test_a_returned_plan_is_drafted_again_before_it_goes_on(self, cara):
        """A manager's instructions are answered by a draft and not by an endorsement."""
        cara = cara.draft_plan("plan-1", SpellKind.CHILD_IN_NEED, **written(MARCH))
        cara = cara.return_plan("plan-1", "say what will be different", **written(MARCH, "manager-1"))
        with pytest.raises(MoveNotAllowed, match="draft_plan"):
            cara.endorse_plan("plan-1", **written(MARCH, "manager-1"))

    def test_an_endorsement_by_whoever_drafted_the_plan_is_recorded_and_named(self, cara):
        """Row 43 of the ledger, softly: a manager who writes in supervision also endorses, and the record says so."""
        cara = cara.draft_plan("plan-1", SpellKind.CHILD_IN_NEED, **written(MARCH))
        own = cara.endorse_plan("plan-1", **written(MARCH))
        assert own.missing(MARCH) == ("an endorsement of plan-1 by somebody who drafted none of it",)
        assert cara.endorse_plan("plan-1", **written(MARCH, "manager-1")).missing(MARCH) == ()


class TestConsent:
    """Consent is a person's, can be taken back, and a refusal is an answer."""

    def test_withdrawing_consent_is_a_decision_to_take_that_day(self, cara):
        """Children Act 1989, section 20(8): whoever has parental responsibility may at any time remove the child."""
        cara = cara.give_consent(
            "c-1", "mother", "accommodation", parental_responsibility=ParentalResponsibility.YES, **written(MARCH)
        )
        cara = cara.withdraw_consent("c-1", words="I want her home", **written(JUNE))
        assert rows(cara, JUNE) == {"status-cara/c-1": ("case.decision", "due_soon", JUNE, True)}
        assert rows(cara, date(2025, 6, 28))["status-cara/c-1"][1] == "overdue"
        cara = cara.decide_on_withdrawal("c-1", "she goes home", "nothing holds her", **written(JUNE, "manager-1"))
        assert rows(cara, JUNE) == {"status-cara/c-1": ("case.decision", "met", JUNE, False)}

    def test_a_refusal_sets_no_duty_and_says_nothing_more(self, cara):
        """Nobody is chased for having said no."""
        cara = cara.refuse_consent("c-1", "father", "the plan", words="not now", **written(MARCH))
        assert cara.due_rows(JUNE) == ()
        consent = cara.state(JUNE).consents["c-1"]
        assert (consent.status, consent.parental_responsibility) == (
            ConsentStatus.REFUSED,
            ParentalResponsibility.NOT_KNOWN,
        )


class TestEvents:
    """The rules of a nation are set going by what the record holds."""

    def test_a_child_protection_plan_sets_the_first_core_group_and_the_review_going(self, cara):
        """Worked out by hand: ten working days after Friday 28 March 2025 is 11 April; three months on is 28 June."""
        cara = cara.begin("cp-1", SpellKind.CHILD_PROTECTION, **written(MARCH))
        found = {
            one.rule: one.due for one in Ruleset.load("england").obligations(cara.events(MARCH), as_of=MARCH) if one.due
        }
        assert found == {"core-group.first": date(2025, 4, 11), "child-protection.review": date(2025, 6, 28)}

    def test_steps_of_one_matter_meet_each_other(self, cara):
        """A decision on another referral is not the decision on this one."""
        cara = cara.take_step(Step.REFERRAL_RECEIVED, "referral-1", **written(date(2025, 2, 24)))
        cara = cara.take_step(Step.REFERRAL_DECIDED, "referral-2", **written(date(2025, 2, 25)))
        day = date(2025, 2, 26)
        decided = [
            one
            for one in Ruleset.load("england").obligations(cara.events(day), as_of=day)
            if one.rule == "referral.decide"
        ]
        assert [(one.status, one.due) for one in decided] == [("overdue", date(2025, 2, 25))]

    def test_a_review_of_a_child_in_need_plan_is_a_review_and_that_of_the_plan(self, cara):
        """Oversight is asked for after any review, and the plan's own rule is met."""
        cara = active(cara).review_plan("plan-1", "r-1", PlanOutcome.CONTINUE, **written(JUNE))
        assert [one.kind for one in cara.events(JUNE) if one.on == JUNE] == ["review.held", "cin_review.held"]

    def test_proceedings_that_were_withdrawn_were_not_concluded(self, cara):
        """The 26 weeks end with either, and only one of them meets the duty."""
        cara = cara.begin("court-1", SpellKind.CARE_PROCEEDINGS, **written(MARCH))
        cara = cara.end("court-1", SpellOutcome.WITHDRAWN, **written(JUNE))
        assert [one.kind for one in cara.events(JUNE)] == ["care_proceedings.issued", "care_proceedings.withdrawn"]

    def test_no_event_is_told_before_its_day(self, cara):
        """An entry that is dated after the day asked about has not happened."""
        cara = cara.begin("cp-1", SpellKind.CHILD_PROTECTION, **written(MARCH))
        assert cara.events(date(2025, 3, 27)) == ()
