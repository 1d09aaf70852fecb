"""One plan by itself: its days and how each was counted, its owners, the answers, SMART, its reviews, who signed it."""

import json
from datetime import date, timedelta

import pytest

from reflective import demo
from reflective.casework import Case
from reflective.errors import UnknownId
from reflective.practice import Action, Audience, Plan
from reflective.practice.people import PersonKind
from reflective.practice.plan import Answer, Goal, Part, Result, ReviewOutcome
from reflective.timescales import Deadline
from reflective.views import plan_facts, plan_page

MON = date(2021, 9, 6)
TUE, WED, THU, FRI = (MON + timedelta(days=n) for n in range(1, 5))
BY = {"on": MON, "recorded": MON, "by": "w-1"}
LATER = MON + timedelta(days=60)


def on(day, **more):
    return {**BY, "on": day, "recorded": day, **more}


@pytest.fixture
def plan():
    """A plan with everything in it that a view has to show."""
    visit = Part(id="v", text="a joint visit", due="within two weeks", counted_from=MON, consider=True)
    talk = Part(id="t", text="talk with her", due=Deadline.said("before half term"), children=("c-2",))
    call = Action(
        id="a",
        text="ring the school",
        due="in 5 weeks",
        counted_from=MON,
        asked=("w-1", "w-2"),
        with_whom=("t-1",),
        success="they come in on time",
        parts=(visit, talk),
    )
    plan = Plan(id="plan-1").start("supervision", children=("c-1", "c-2"), term="8 weeks", **BY)
    plan = plan.add(Goal(id="g", child="c-1", different="she sleeps"), **BY).agree(call, **BY)
    plan = plan.propose(Action(id="b", text="ensure that she is safe", goal="g"), **BY)
    return plan.plan_review("r-1", due=Deadline.on(WED), focus=("pace",), actions=("a",), reviewer="m-1", **BY)


@pytest.fixture
def shown():
    """The facts and the page of a plan in a case, on a day."""

    def showing(plan, day=LATER, **reader):
        case = Case.opened("case-1")
        people = case.people
        for child, name in (("c-1", "Annabelle"), ("c-2", "Jamie")):
            people = people.name(child, PersonKind.CHILD, name, **BY)
        people = people.name("m-1", PersonKind.STAFF, "Maxine", **BY)
        reading = case.put(people).join(plan, **BY).read(as_of=day, **reader)
        facts = plan_facts(reading, plan.id)
        assert json.loads(json.dumps(facts)) == facts
        page = plan_page(reading, plan.id)
        assert max(map(len, page.split("\n"))) <= 80
        return facts, " ".join(page.split())

    return showing


def test_each_day_has_its_words_and_how_it_was_counted(plan, shown):
    """An action, a part to decide on, words that name no day, and a review that was set as a day."""
    facts, page = shown(plan)
    action, _ = facts["actions"]
    assert action["due"] == {
        "day": "2021-10-11",
        "words": "in 5 weeks",
        "why": 'due Mon 11 Oct 2021: "in 5 weeks" from Mon 6 Sep 2021, the supervision; calendar days',
        "first_day": "2021-10-11",
        "met_on": None,
    }
    visit, talk = action["parts"]
    assert (visit["decision"]["day"], visit["due"]["day"]) == ("2021-09-20", None)
    assert talk["decision"] is None
    assert (talk["due"]["day"], talk["due"]["words"], talk["children"]) == (None, "before half term", ["c-2"])
    assert 'day due Mon 11 Oct 2021: "in 5 weeks" from Mon 6 Sep 2021, the supervision; calendar days' in page
    assert "part v a joint visit to decide: due Mon 20 Sep 2021" in page
    assert 'part t talk with her for Jamie (c-2) no day is recorded: "before half term" names none' in page
    assert "review r-1 actions a: pace day due Wed 8 Sep 2021 reviewer Maxine (m-1)" in page


def test_a_day_that_was_moved_keeps_its_first_one_and_the_reason(plan, shown):
    """Whoever looks later sees what was first agreed of an action, a part and a review, and why it changed."""
    plan = plan.carry_forward("a", "he was ill", due=Deadline.on(FRI), **on(TUE))
    plan = plan.carry_forward("a", "half term moved", due=Deadline.said("after half term"), part="t", **on(TUE))
    plan = plan.move_review("r-1", Deadline.on(THU), "she is away", **on(TUE))
    facts, page = shown(plan)
    action, (review,) = facts["actions"][0], facts["reviews"]
    assert (action["due"]["day"], action["due"]["first_day"]) == ("2021-09-10", "2021-10-11")
    to = {"day": "2021-09-10", "words": None, "why": None}
    assert action["moves"] == [{"on": "2021-09-07", "by": "w-1", "because": "he was ill", "to": to}]
    assert [move["because"] for move in action["parts"][1]["moves"]] == ["half term moved"]
    assert (review["due"]["day"], review["due"]["first_day"]) == ("2021-09-09", "2021-09-08")
    assert [move["because"] for move in review["moves"]] == ["she is away"]
    assert "due Fri 10 Sep 2021; first due Mon 11 Oct 2021 moved Tue 7 Sep 2021 to Fri 10 Sep 2021: he was ill" in page
    assert 'moved Tue 7 Sep 2021 to "after half term": half term moved' in page
    assert "due Thu 9 Sep 2021; first due Wed 8 Sep 2021 moved Tue 7 Sep 2021 to Thu 9 Sep 2021: she is away" in page


def test_a_decision_and_what_was_done_and_closed_have_their_days(plan, shown):
    """The decision meets its own day, and the visit itself has another."""
    plan = plan.decide("a", "he agreed", yes=True, decided_by="m-1", part="v", due=Deadline.on(THU), **on(TUE))
    plan = plan.report_done("a", "went", part="v", **on(WED)).report_done("a", "rang", **on(WED))
    plan = plan.close_action("a", Result.EFFECTIVE, "calmer", children=("c-1",), **on(THU))
    plan = plan.hold_review("r-1", took_part=("m-1",), outcome=ReviewOutcome.STEP_DOWN, **on(FRI))
    facts, page = shown(plan)
    action = facts["actions"][0]
    visit = action["parts"][0]
    assert (visit["decision"]["met_on"], visit["due"]["met_on"]) == ("2021-09-07", "2021-09-08")
    assert [(one["yes"], one["decided_by"], one["because"]) for one in visit["decisions"]] == [
        (True, "m-1", "he agreed")
    ]
    assert action["closed"] == [{"child": "c-1", "result": "effective", "on": "2021-09-09"}]
    assert facts["reviews"][0]["outcome"] == "step_down"
    assert "decided Tue 7 Sep 2021, yes, by Maxine (m-1): he agreed" in page
    assert "closed for Annabelle (c-1) Thu 9 Sep 2021: effective" in page
    assert "held Fri 10 Sep 2021, with Maxine (m-1); step down" in page


def test_each_owner_is_shown_with_their_days(plan, shown):
    """Who accepted, declined, handed it over and was released, and who has not answered."""
    plan = plan.accept("a", "w-1", **on(TUE)).decline("a", "w-2", "no time", **on(TUE))
    plan = plan.hand_over("a", "w-1", "w-3", because="leave", **on(WED)).accept("a", "w-3", **on(THU))
    plan = plan.release("a", "w-3", because="sick", **on(FRI))
    facts, page = shown(plan, WED)
    assert (facts["actions"][0]["owners"], facts["actions"][0]["awaited"]) == ([], ["w-3"])
    assert "no answer yet: w-3" in page
    facts, page = shown(plan)
    assert facts["actions"][0]["ownership"] == [
        {"step": "accepted", "person": "w-1", "on": "2021-09-07", "to": None, "because": None},
        {"step": "declined", "person": "w-2", "on": "2021-09-07", "to": None, "because": "no time"},
        {"step": "handed_over", "person": "w-1", "on": "2021-09-08", "to": "w-3", "because": "leave"},
        {"step": "accepted", "person": "w-3", "on": "2021-09-09", "to": None, "because": None},
        {"step": "released", "person": "w-3", "on": "2021-09-10", "to": None, "because": "sick"},
    ]
    assert (facts["actions"][1]["ownership"], facts["actions"][1]["owners"]) == ([], [])
    assert "w-2 declined it Tue 7 Sep 2021: no time w-1 handed it over to w-3 Wed 8 Sep 2021: leave" in page
    assert "w-3 was released from it Fri 10 Sep 2021: sick" in page


def test_the_last_answer_of_each_of_the_family_is_shown(plan, shown):
    """To the whole plan and to one action, in their words; not asked and no answer are never shown as agreement."""
    plan = plan.answer("p-1", Answer.NOT_ASKED, **on(TUE)).answer("p-2", Answer.ASKED_NO_ANSWER, **on(TUE))
    plan = plan.answer("p-1", Answer.DISAGREES, words="not like this", **on(WED))
    plan = plan.answer("p-1", Answer.AGREES_IN_PART, action="a", **on(WED)).consent("p-1", given=False, **on(WED))
    facts, page = shown(plan)
    assert [(one["person"], one["answer"]) for one in facts["answers"]] == [
        ("p-1", "disagrees"),
        ("p-2", "asked_no_answer"),
    ]
    assert [(one["person"], one["answer"]) for one in facts["actions"][0]["answers"]] == [("p-1", "agrees_in_part")]
    assert [(one["person"], one["given"]) for one in facts["consents"]] == [("p-1", False)]
    assert 'answers p-1: disagrees, Wed 8 Sep 2021, "not like this" p-2: asked no answer, Tue 7 Sep 2021' in page
    assert "consent p-1 does not consent, Wed 8 Sep 2021" in page
    assert "answers p-1: agrees in part, Wed 8 Sep 2021" in page


def test_smart_has_its_reason_for_each_criterion_and_no_score(plan, shown):
    """Advice for people to judge: each letter says what is on the record, and nothing adds them up."""
    facts, page = shown(plan)
    smart = facts["actions"][0]["smart"]
    assert list(smart) == ["specific", "measurable", "agreed", "realistic", "timely"]
    assert smart["measurable"] == {"evidenced": True, "reason": "what would be different is said"}
    assert smart["realistic"] == {"evidenced": False, "reason": "nobody's view whether it is realistic is recorded"}
    assert smart == {
        name: {"evidenced": found.evidenced, "reason": found.reason} for name, found in plan.smart("a", LATER).items()
    }
    assert "measurable evidenced: what would be different is said" in page
    assert "realistic not evidenced: nobody's view whether it is realistic is recorded" in page
    assert not any(word in page for word in ("score", "%", " of 5", "/5"))


def test_a_role_that_is_named_to_do_it_is_no_person(plan, shown):
    """Whoever writes "social-worker will ring" names a post. The shipped roles are told apart from people."""
    role = plan.agree(Action(id="c", text="ring them up", asked=("social-worker",)), **BY)
    assert "a role is named to do it, and no person" in shown(role)[0]["actions"][2]["smart"]["specific"]["reason"]


def test_a_hint_stays_until_somebody_dismisses_it_with_a_reason(plan, shown):
    """Words that blur are for somebody to look at again; the wording may be right as it is."""
    facts, page = shown(plan)
    assert facts["actions"][1]["hints"] == ["ensure"]
    assert 'hints "ensure": to look at again, or to dismiss with a reason' in page
    facts, page = shown(plan.dismiss_hint("b", "ensure", "the court's own word", **on(TUE)))
    assert facts["actions"][1]["hints"] == []
    assert [one["because"] for one in facts["actions"][1]["hints_dismissed"]] == ["the court's own word"]
    assert 'dismissed "ensure", by w-1: the court\'s own word' in page


def test_the_version_and_who_signed_it(plan, shown):
    """Nobody is a signer; then somebody signs off and the writer endorses; then it is changed and neither holds."""
    facts, page = shown(plan)
    assert (facts["version"], facts["signed_by"], facts["endorsements"]) == (5, [], [])
    assert "version 5, signed off by nobody" in page
    signed = plan.sign_off(5, **on(TUE, by="m-1")).endorse(5, **on(WED))
    facts, page = shown(signed)
    assert facts["signed_by"] == ["m-1"]
    assert facts["endorsements"] == [{"by": "w-1", "on": "2021-09-08", "independent": False, "holds": True}]
    assert "version 5, signed off by Maxine (m-1) endorsed by w-1 on Wed 8 Sep 2021, who wrote part of it" in page
    facts, page = shown(signed.agree(Action(id="c", text="write to them"), **on(THU)).endorse(6, **on(FRI, by="m-1")))
    assert (facts["version"], facts["signed_by"]) == (6, [])
    assert [(one["independent"], one["holds"]) for one in facts["endorsements"]] == [(False, False), (True, True)]
    assert "who wrote part of it; it was changed since" in page
    assert "endorsed by Maxine (m-1) on Fri 10 Sep 2021, who wrote no part of it" in page


def test_a_goal_a_draft_and_the_children_are_shown(plan, shown):
    """A draft is not shown as agreed; an action is for its own children or else the plan's."""
    facts, page = shown(plan)
    assert [(one["id"], one["child"]) for one in facts["goals"]] == [("g", "c-1")]
    assert [(one["agreed"], one["status"]) for one in facts["actions"]] == [(True, "agreed"), (False, "draft")]
    assert facts["actions"][0]["children"] == ["c-1", "c-2"]
    assert 'for Annabelle (c-1), Jamie (c-2) term "8 weeks"' in page
    assert "goal g for Annabelle (c-1): she sleeps" in page
    assert "status agreed Mon 6 Sep 2021 for Annabelle (c-1), Jamie (c-2), t-1" in page
    assert "b ensure that she is safe status proposed Mon 6 Sep 2021" in page


def test_a_review_that_the_plan_lacks_is_said(plan, shown):
    """Until a review is planned, and again once the last was held; an ended plan lacks none."""
    assert "review none is planned" not in shown(plan)[1]
    held = plan.hold_review("r-1", took_part=("m-1",), **on(WED))
    assert shown(held)[0]["review_is_lacking"] is True
    assert "review none is planned" in shown(held)[1]
    ended = held.end("they moved", **on(THU))
    assert (shown(ended)[0]["review_is_lacking"], shown(ended)[0]["ended_on"]) == (False, "2021-09-09")
    assert "ended Thu 9 Sep 2021" in shown(ended)[1]


def test_what_is_withheld_is_counted_of_the_plan_and_of_the_case(plan, shown):
    """An action that is restricted is in neither, and the page says that something of this plan is not in it."""
    held = plan.agree(Action(id="c", text="an address kept safe"), **BY, audience=Audience.RESTRICTED)
    facts, page = shown(held)
    assert [one["id"] for one in facts["actions"]] == ["a", "b"]
    assert (facts["withheld"]["restricted"], facts["withheld_here"]) == (1, 1)
    assert len(facts["withheld"]) == 8
    assert "1 restricted withheld, 1 of this plan." in page
    assert "an address kept safe" not in page
    assert "an address kept safe" in shown(held, audiences=set(Audience), owner="w-1")[1]
    assert "withheld_here" in shown(plan)[0]
    assert "Nothing withheld." in shown(plan)[1]


@pytest.mark.parametrize("record", ["nowhere", "cycle-1", "case-1:people", ""])
@pytest.mark.parametrize("view", [plan_facts, plan_page])
def test_a_record_that_is_no_plan_is_refused(view, record):
    """Also one that the reading does not have; the message says nothing of the id."""
    with pytest.raises(UnknownId) as refused:
        view(demo.case().read(as_of=demo.HELD), record)
    assert refused.value.message == "no such plan in this reading of case case-1"


def test_a_plan_that_a_reading_does_not_have_is_refused():
    """Before the day on which it joined it is not there."""
    early = demo.case().read(as_of=demo.HELD - timedelta(days=1))
    with pytest.raises(UnknownId):
        plan_page(early, "plan-1")


def test_the_plan_of_the_example():
    """Six actions, none with an owner, and each says what is not on the record."""
    reading = demo.case().read(as_of=demo.HELD)
    facts = plan_facts(reading, "plan-1")
    assert [one["id"] for one in facts["actions"]] == list("123456")
    assert {one["smart"]["agreed"]["reason"] for one in facts["actions"]} == {
        "no answer of an owner or the family is recorded"
    }
    page = plan_page(reading, "plan-1")
    assert page.startswith("plan-1: supervision ")
    assert page.count("not evidenced: what would be different is not recorded") == 6
    assert page.count("\n  owners       nobody\n") == 6
    assert max(map(len, page.split("\n"))) <= 80
    assert plan_page(reading, "plan-2").endswith("\nreview         none is planned")
