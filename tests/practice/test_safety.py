"""Safety plans for each child, plans for the worker's own visits, and judgements of risk by named people."""

from datetime import date

import attrs
import pytest

from reflective.casework import Case
from reflective.errors import BadEntry, BadValue, MoveNotAllowed, UnknownId
from reflective.practice import Audience, Safety
from reflective.practice.safety import (
    RiskJudged,
    RiskReviewed,
    RiskStatus,
    SafePerson,
    SafetyAddendum,
    SafetyPlanStatus,
    SafetyPlanWritten,
    VisitingPlanMade,
    VisitingPlanText,
)
from reflective.rules import Status
from reflective.timescales import Deadline

DAY = date(2021, 9, 6)
LATER = date(2021, 10, 11)
BY = {"on": DAY, "recorded": DAY, "by": "w-1"}
THEN = {"on": LATER, "recorded": LATER, "by": "m-1"}
DUE = date(2021, 10, 4)
PLAN = SafetyPlanWritten(
    plan="plan-1",
    child="c-1",
    warning_signs=("shouting",),
    safe_people=(SafePerson(person="nana"), SafePerson(person="uncle-1")),
    review=Deadline.on(DUE),
)
RISK = RiskJudged(
    risk="alcohol", child="c-1", of="being alone with him", judged="likely", because="June", review=Deadline.on(DUE)
)
VISITING = VisitingPlanMade(plan="door", visited=("p-2",), ring="m-1")


@pytest.fixture
def safety():
    return Safety(id="s-1").write_plan(PLAN, **BY)


def test_a_safe_person_counts_when_they_agreed_to_this_version(safety):
    """Nobody is a safe person by surprise, and what they agreed to was another plan once it is written anew."""
    answered = safety.answer_for_child("plan-1", "nana", agrees=True, **BY)
    answered = answered.answer_for_child("plan-1", "uncle-1", agrees=False, **BY)
    ((one,),) = (answered.plans(DAY),)
    assert (one.agreed, one.not_agreed, one.version) == (("nana",), ("uncle-1",), 1)
    ((again,),) = (answered.write_plan(PLAN, **THEN).plans(LATER),)
    assert (again.agreed, again.version) == ((), 2)
    with pytest.raises(UnknownId, match="no such safe person"):
        safety.answer_for_child("plan-1", "c-9", agrees=True, **BY)
    with pytest.raises(BadValue, match="people, each once"):
        attrs.evolve(PLAN, safe_people=(SafePerson(person="nana"), SafePerson(person="nana")))


def test_an_update_is_open_until_there_is_a_newer_version(safety):
    """SM-10: whoever asks for an update sees that the old version is still the one in force."""
    asked = safety.ask_update("plan-1", "he moved back", **BY)
    assert asked.plans(DAY)[0].status is SafetyPlanStatus.UPDATE_ASKED
    assert asked.write_plan(PLAN, **THEN).plans(LATER)[0].status is SafetyPlanStatus.IN_FORCE


def test_each_child_has_a_plan_of_their_own(safety):
    """A sibling's version would take the place of the plan that keeps the first child safe."""
    with pytest.raises(BadEntry, match="each child has a plan of their own") as caught:
        safety.write_plan(attrs.evolve(PLAN, child="c-2"), **BY)
    assert caught.value.code == "safety_plan.of_another"
    assert len(safety.write_plan(attrs.evolve(PLAN, plan="plan-2", child="c-2"), **BY).plans(DAY)) == 2


@pytest.mark.parametrize("said", [SafetyAddendum(plan="plan-1", text="x"), VisitingPlanText(plan="door", text="x")])
@pytest.mark.parametrize("audience", [one for one in Audience if one is not Audience.RESTRICTED])
def test_what_is_restricted_by_its_nature_takes_no_other_audience(safety, said, audience):
    """A parent's safe place that a hurried worker opens to the family would be read by the other parent."""
    with pytest.raises(BadEntry, match="it is always restricted") as caught:
        safety.plan_visits(VISITING, **BY).add(said, **BY, audience=audience)
    assert caught.value.code == "safety.restricted"


def test_staff_see_that_there_is_a_plan_for_visits_and_whom_to_ring_and_not_its_text(safety):
    """Whoever may visit rings first; the person who is visited reads neither."""
    planned = safety.plan_visits(VISITING, **BY).describe_visits("door", "two of us", **BY)
    case = Case.opened("case-1").join(planned, **BY)
    staff = case.read(as_of=DAY)["s-1"]
    assert [(one.plan, one.ring) for _, one in staff.visiting_plans(DAY)] == [("door", "m-1")]
    assert staff.visiting_texts(DAY) == ()
    assert case.read(as_of=DAY, reader="p-2")["s-1"].visiting_plans(DAY) == ()
    assert [one.text for _, one in planned.visiting_texts(DAY)] == ["two of us"]
    assert planned.end_visiting_plan("door", **THEN).visiting_plans(LATER) == ()


def test_an_addendum_is_in_the_restricted_reading_alone(safety):
    """The family's own copy has the plan and none of what one of them may not read."""
    case = Case.opened("case-1").join(safety.write_addendum("plan-1", "the refuge knows", **BY), **BY)
    assert case.read(as_of=DAY)["s-1"].addenda(DAY) == ()
    assert len(case.read(as_of=DAY)["s-1"].plans(DAY)) == 1
    everything = frozenset(Audience) - {Audience.PERSONAL}
    assert len(case.read(as_of=DAY, audiences=everything)["s-1"].addenda(DAY)) == 1


def test_a_judgement_of_a_risk_is_somebodys_and_ends(safety):
    """Row 58: who judged, on which day, until when; a review is another person's word where it is theirs."""
    judged = safety.judge_risk(attrs.evolve(RISK, until=LATER), **BY)
    (risk,) = judged.risks(DAY)
    assert (risk.judged_by, risk.judged_on, risk.status) == ("w-1", DAY, RiskStatus.JUDGED)
    assert risk.holds(LATER)
    assert not risk.holds(date(2021, 10, 12))
    (again,) = judged.review_risk(RiskReviewed(risk="alcohol", judged="less", because="July"), **THEN).risks(LATER)
    assert (again.judged_by, again.first, again.last.judged) == ("m-1", attrs.evolve(RISK, until=LATER), "less")
    ended = judged.end_risk("alcohol", "he left", **THEN)
    assert not ended.risks(LATER)[0].holds(LATER)
    with pytest.raises(MoveNotAllowed, match="an id of its own"):
        ended.judge_risk(RISK, **THEN)


def test_a_judgement_that_a_tool_drafted_is_nobodys_until_somebody_reads_it(safety):
    """No risk is computed: the draft of a tool counts as nothing before a named person confirms it."""
    drafted = safety.judge_risk(RISK, **BY, drafted_by="tool-1")
    assert drafted.risks(DAY) == ()
    assert len(drafted.confirm(1, **BY).risks(DAY)) == 1


def rows(record, day=LATER):
    return [(row.ref, row.subject, row.due, row.met, row.status, row.open) for row in record.due_rows(day)]


def test_reviews_are_due_until_the_thing_is_looked_at(safety):
    """4 October is past on the 11th; a review on the day is a week late, and sets the next one."""
    judged = safety.judge_risk(RISK, **BY)
    overdue = [(ref, "c-1", DUE, None, Status.OVERDUE, True) for ref in ("s-1/plan-1", "s-1/alcohol")]
    assert rows(judged) == overdue
    reviewed = safety.review_plan("plan-1", "it held", review=Deadline.on(date(2021, 11, 8)), **THEN)
    assert rows(reviewed) == [
        ("s-1/plan-1", "c-1", DUE, LATER, Status.MET_LATE, False),
        ("s-1/plan-1/2", "c-1", date(2021, 11, 8), None, Status.PENDING, True),
    ]
    (ended,) = judged.end_plan("plan-1", "they moved", **BY).due_rows(LATER)[:1]
    assert (ended.status, ended.ended_on, ended.open) == (Status.ENDED, DAY, False)


def test_a_review_that_rests_on_a_restricted_entry_is_as_closed(safety):
    """A row that says when a restricted review was held would tell that there was one."""
    closed = safety.review_plan("plan-1", "x", **{**THEN, "audience": Audience.RESTRICTED})
    assert [row.audience for row in closed.due_rows(LATER)] == ["restricted"]
    case = Case.opened("case-1").join(closed, **THEN)
    assert [(row.met, row.audience) for row in case.read(as_of=LATER).due] == [(None, "family_shared")]


def test_missing_says_what_a_safety_plan_lacks(safety):
    """The record evidences the warning signs, a safe person who agreed and a review; a plan that ended needs none."""
    bare = Safety(id="s-2").write_plan(SafetyPlanWritten(plan="p", child="c-1"), **BY)
    assert bare.missing(DAY) == (
        "the warning signs of safety plan p",
        "a safe person who agreed of safety plan p",
        "a review of safety plan p",
    )
    assert bare.end_plan("p", "x", **BY).missing(DAY) == ()
    assert safety.answer_for_child("plan-1", "nana", agrees=True, **BY).missing(DAY) == ()


def test_the_events_of_safety_are_about_the_child_and_never_about_visits(safety):
    """An event must not tell that somebody is thought dangerous to visit."""
    full = safety.plan_visits(VISITING, **BY).judge_risk(RISK, **BY)
    assert [(event.subject, event.kind, event.ref) for event in full.events(DAY)] == [
        ("c-1", "safety_plan.written", "s-1/plan-1"),
        ("c-1", "risk.judged", "s-1/alcohol"),
    ]
