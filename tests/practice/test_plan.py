"""Plans: days resolved when they are agreed, actions that people accept, reviews, and signing off by somebody else."""

from datetime import date, timedelta

import pytest

from reflective.errors import BadEntry, BadPhrase, BadValue, MoveNotAllowed, UnknownId
from reflective.practice import Action, Plan
from reflective.practice.plan import (
    ActionStatus,
    Answer,
    Answered,
    Begun,
    Blocked,
    CannotYet,
    Decided,
    Done,
    Goal,
    Part,
    Result,
    ReviewOutcome,
)
from reflective.rules import Status
from reflective.timescales import WorkingCalendar

HELD = date(2021, 9, 6)
BY = {"on": HELD, "recorded": HELD, "by": "w-1"}
LATER = HELD + timedelta(days=35)
THEN = {"on": LATER, "recorded": LATER, "by": "w-1"}
REVIEW = Action(id="a-2", text="Convene a CIN review", due="in 5 weeks", counted_from=HELD, children=("c-1", "c-2"))


@pytest.fixture
def plan():
    return Plan(id="p-1").agree(REVIEW, **BY)


def test_words_become_a_day_when_they_are_agreed(plan):
    """The day is stored with its reason, and the sentence is the one that the design promises."""
    assert plan.due("a-2") == date(2021, 10, 11)
    assert plan.explain("a-2") == (
        'due Mon 11 Oct 2021: "in 5 weeks" from Mon 6 Sep 2021, the supervision; calendar days'
    )
    assert [one.id for one in plan.overdue(as_of=date(2021, 10, 12))] == ["a-2"]
    assert plan.overdue(as_of=date(2021, 10, 11)) == ()


def test_a_holiday_proclaimed_later_moves_nothing_that_was_agreed():
    """The calendar that counted is stored by name and version; another counts otherwise, for whoever agrees then."""
    before = WorkingCalendar.england_and_wales()
    after = before.extended(holidays=[date(2021, 9, 8)])
    visit = Action(id="a-1", text="visit", due="within 5 working days", counted_from=HELD)
    agreed = Plan(id="p-1").agree(visit, calendar=before, **BY)
    assert agreed.due("a-1") == date(2021, 9, 13)
    assert Plan(id="p-1").agree(visit, calendar=after, **BY).due("a-1") == date(2021, 9, 14)
    assert agreed.action("a-1").due.reckoning.calendar_version == before.version


def test_working_days_want_a_calendar_and_words_want_to_be_a_timescale():
    """Both refusals say what would be accepted, and nothing is agreed."""
    with pytest.raises(BadValue, match="WorkingCalendar"):
        Plan(id="p-1").agree(Action(id="a", text="x", due="5 working days", counted_from=HELD), **BY)
    with pytest.raises(BadPhrase):
        Plan(id="p-1").agree(Action(id="a", text="x", due="when Mick feels ready", counted_from=HELD), **BY)


@pytest.mark.parametrize(
    "due",
    [
        {"due": "5 weeks"},
        {"counted_from": HELD},
        {"due": "5 weeks", "counted_from": HELD, "due_on": HELD},
        {"due_on": HELD, "counted_from": HELD},
    ],
)
def test_a_day_is_given_in_words_from_a_day_or_as_a_day(due):
    """Half of one, or both, is a mistake; neither is an action without a day."""
    with pytest.raises(BadValue):
        Action(id="a", text="x", **due)
    with pytest.raises(BadValue):
        Part(id="a", text="x", **due)


def test_an_action_without_a_day_is_kept_and_shown_as_undated(plan):
    """Regrettable, not impossible."""
    plan = plan.agree(Action(id="a-3", text="genogram"), **BY).agree(Action(id="a-4", text="b", due_on=LATER), **BY)
    assert [one.id for one in plan.undated(HELD)] == ["a-3"]
    assert plan.explain("a-3") == "undated: no day is recorded"
    assert plan.explain("a-4") == "due Mon 11 Oct 2021"


def test_nobody_owns_an_action_before_they_say_yes(plan):
    """Being asked is not owning; accepting is, and only once."""
    asked = Plan(id="p-1").agree(Action(id="a-1", text="call", asked=("professional-1",)), **BY)
    assert [one.id for one in asked.unowned(HELD)] == ["a-1"]
    owned = plan.accept("a-2", "w-1", **BY).accept("a-2", "w-1", **BY).accept("a-2", "m-1", **BY)
    assert owned.action("a-2").owners == ("w-1", "m-1")
    assert owned.unowned(HELD) == ()


def test_carrying_forward_keeps_every_former_day_and_counts(plan):
    """The first day stays on the record, and the reason is wanted."""
    twice = plan.carry_forward("a-2", "the family was away", due_on=date(2021, 10, 18), **BY)
    twice = twice.carry_forward("a-2", "no room", due="two weeks", counted_from=date(2021, 10, 18), **BY)
    one = twice.action("a-2")
    assert (one.carried, one.day, one.first_due) == (2, date(2021, 11, 1), date(2021, 10, 11))
    assert one.former == (date(2021, 10, 11), date(2021, 10, 18))
    assert plan.due("a-2", as_of=HELD) == date(2021, 10, 11)


def test_a_part_keeps_every_former_day_too(plan):
    """Carried forward by its own name, dated before or not; a part that the action has not is refused."""
    visit = Part(id="visit", text="a joint visit", due="within two weeks", counted_from=HELD)
    plan = plan.agree(Action(id="1", text="engage", parts=(visit, Part(id="talk", text="talk"))), **BY)
    moved = plan.carry_forward("1", "he was away", part="visit", due_on=date(2021, 9, 27), **BY)
    moved = moved.carry_forward("1", "again", part="visit", due="one week", counted_from=date(2021, 9, 27), **BY)
    moved = moved.carry_forward("1", "a day at last", part="talk", due_on=LATER, **BY)
    days = {item.item: (item.first_due, item.due) for item in moved.due_items(HELD) if item.kind == "part of action"}
    assert days == {"1/visit": (date(2021, 9, 20), date(2021, 10, 4)), "1/talk": (LATER, LATER)}
    assert moved.action("1").part_days("visit") == (date(2021, 9, 20), date(2021, 9, 27), date(2021, 10, 4))
    assert moved.action("1").carried == 0
    with pytest.raises(UnknownId, match="part of that action"):
        plan.carry_forward("1", "x", part="Mick", due_on=LATER, **BY)
    with pytest.raises(BadValue, match="given with the new day"):
        plan.carry_forward("1", "x", part="visit", **BY)


def test_agreeing_anew_is_no_way_to_lose_a_day(plan):
    """An agreed action is carried forward, and one that is only to be considered is decided on."""
    with pytest.raises(MoveNotAllowed, match="carry it forward to change its day"):
        plan.agree(Action(id="a-2", text="Convene a CIN review", due_on=LATER), **BY)
    considered = Plan(id="p-1").agree(Action(id="a-1", text="a visit", due_on=LATER, consider=True), **BY)
    with pytest.raises(MoveNotAllowed, match="decide on it"):
        considered.agree(Action(id="a-1", text="a visit"), **BY)


def test_the_words_of_a_day_are_found_for_an_action_a_part_and_nothing_else():
    """A part is named by its action and itself, joined by a stroke, which no id of either may hold."""
    visit = Part(id="b", text="visit", due="2 weeks", counted_from=HELD)
    plan = Plan(id="p").agree(Action(id="a", text="x", due="5 weeks", counted_from=HELD, parts=(visit,)), **BY)
    assert [plan.words(item.item, HELD) for item in plan.due_items(HELD)] == ["5 weeks", "2 weeks"]
    for unknown in ("c", "a/c", "a/b/c"):
        with pytest.raises(UnknownId):
            plan.words(unknown, HELD)
    with pytest.raises(BadValue):
        Part(id="a/b", text="visit")


def test_an_action_for_two_children_closes_for_each(plan):
    """Reported done is not closed, and closed for one child is not closed."""
    with pytest.raises(MoveNotAllowed, match="report it done before closing it"):
        plan.close_action("a-2", Result.EFFECTIVE, "calmer", **THEN)
    done = plan.add(Done(action="a-2", what="held"), **THEN)
    once = done.close_action("a-2", Result.EFFECTIVE, "sleeps through", children=("c-1",), **THEN)
    assert once.action("a-2").status is ActionStatus.REPORTED_DONE
    both = once.close_action("a-2", Result.NO_CHANGE, "still wakes", children=("c-2",), **THEN)
    assert both.action("a-2").status is ActionStatus.CLOSED
    assert both.open_actions(LATER) == ()
    with pytest.raises(UnknownId):
        done.close_action("a-2", Result.EFFECTIVE, "calmer", children=("c-9",), **THEN)


def test_done_late_is_met_late_and_in_time_is_met(plan):
    """The day it was reported done is the day it was met; the due day itself is in time."""
    late = LATER + timedelta(days=3)
    items = plan.add(Done(action="a-2", what="held"), on=late, recorded=late, by="w-1").due_items(late)
    assert [(item.status, item.days_late) for item in items] == [(Status.MET_LATE, 3)]
    items = plan.add(Done(action="a-2", what="held"), **THEN).due_items(late)
    assert [(item.status, item.days_late) for item in items] == [(Status.MET, 0)]


@pytest.mark.parametrize(
    ("day", "status", "late"),
    [
        (date(2021, 10, 3), Status.PENDING, 0),
        (date(2021, 10, 4), Status.DUE_SOON, 0),
        (date(2021, 10, 11), Status.DUE_SOON, 0),
        (date(2021, 10, 12), Status.OVERDUE, 1),
    ],
)
def test_where_a_day_stands(plan, day, status, late):
    """Due soon from seven calendar days before, overdue from the day after."""
    (item,) = plan.due_items(day)
    assert (item.status, item.days_late) == (status, late)


def test_consider_is_a_decision_and_not_a_visit():
    """It waits for a yes or a no with a reason, and nobody is late with the visit itself."""
    plan = Plan(id="p-1").agree(
        Action(id="a-1", text="a joint visit", due="two weeks", counted_from=HELD, consider=True), **BY
    )
    assert plan.action("a-1").status is ActionStatus.TO_DECIDE
    assert plan.due_items(HELD)[0].kind == "decision"
    yes = plan.add(Decided(action="a-1", yes=True, because="it may help", decided_by="m-1"), **BY)
    assert yes.action("a-1").status is ActionStatus.AGREED
    no = plan.add(Decided(action="a-1", yes=False, because="he said no", decided_by="m-1"), **BY)
    assert no.action("a-1").status is ActionStatus.DECIDED_NO
    assert no.due_items(LATER)[0].status is Status.ENDED


def test_a_part_has_a_day_of_its_own_and_may_be_only_considered():
    """The two weeks are the joint visit's, and not the action's."""
    visit = Part(id="visit", text="a joint visit", due="within two weeks", counted_from=HELD, consider=True)
    plan = Plan(id="p-1").agree(Action(id="1", text="engage", parts=(visit, Part(id="talk", text="talk"))), **BY)
    assert [(item.item, item.kind, item.due) for item in plan.due_items(HELD)] == [
        ("1", "action", None),
        ("1/visit", "decision", date(2021, 9, 20)),
        ("1/talk", "part of action", None),
    ]
    assert plan.words("1/visit", HELD) == "within two weeks"
    no = plan.add(Decided(action="1", part="visit", yes=False, because="no", decided_by="m-1"), **BY)
    assert no.due_items(LATER)[1].status is Status.ENDED
    with pytest.raises(UnknownId, match="part to decide on"):
        plan.add(Decided(action="1", part="talk", yes=True, because="x", decided_by="m-1"), **BY)


def test_blocked_and_not_yet_say_why_and_go_on_later(plan):
    """Two ways not to be able to, neither of them an end."""
    for stopped in (Blocked(action="a-2", because="no room", needs="a room"), CannotYet(action="a-2", because="early")):
        assert plan.add(stopped, **BY).add(Begun(action="a-2"), **BY).action("a-2").status is ActionStatus.IN_PROGRESS


def test_what_the_plan_does_not_have_is_not_named_back(plan):
    """The error says what kind of thing was looked for and where, and not its id."""
    for ask in (
        lambda: plan.accept("Mick", "w-1", **BY),
        lambda: plan.action("Mick"),
        lambda: plan.agree(Action(id="a-9", text="x", goal="Mick"), **BY),
        lambda: plan.hold_review("Mick", took_part=("w-1",), **BY),
    ):
        with pytest.raises(UnknownId) as caught:
            ask()
        assert "Mick" not in str(caught.value)


def test_actions_serve_goals_and_a_goal_is_one_childs():
    """The hierarchy is plan, goal, action; a goal's id is used once."""
    plan = Plan(id="p-1").add(Goal(id="g-1", child="c-1", different="sleeps through"), **BY)
    plan = plan.agree(Action(id="a-1", text="bedtime", goal="g-1"), **BY)
    assert plan.action("a-1").action.goal == "g-1"
    with pytest.raises(BadEntry, match="goal of that id"):
        plan.add(Goal(id="g-1", child="c-2", different="y"), **BY)


def test_signing_off_is_of_one_version_by_somebody_who_wrote_none_of_it(plan):
    """An author is refused, a stale version is refused, and a later edit is unsigned."""
    manager = {**BY, "by": "m-1"}
    with pytest.raises(BadEntry, match="wrote no part of it"):
        plan.sign_off(1, **BY)
    with pytest.raises(BadEntry, match="the version to sign off is 1"):
        plan.sign_off(2, **manager)
    signed = plan.sign_off(1, **manager)
    assert signed.signed_off(HELD) == ("m-1",)
    edited = signed.agree(Action(id="a-3", text="genogram"), **THEN)
    assert (edited.version(LATER), edited.signed_off(LATER), edited.signed_off(HELD)) == (2, (), ("m-1",))


def test_the_familys_word_is_kept_and_edits_nothing(plan):
    """Agreement and disagreement are recorded in their words, and the plan's version stays."""
    told = plan.add(Answered(person="parent-2", answer=Answer.DISAGREES, words="nobody asked me"), **BY)
    assert [one.answer for one in told.on(HELD).answers] == [Answer.DISAGREES]
    assert told.version(HELD) == plan.version(HELD)


def test_a_review_looks_at_the_set_on_a_stated_day(plan):
    """Planned in words, moved with the first day kept, held with who took part."""
    planned = plan.plan_review("r-1", due="in four weeks time", counted_from=HELD, focus=("permanence",), **BY)
    assert planned.on().reviews["r-1"].day == date(2021, 10, 4)
    moved = planned.plan_review("r-1", due_on=date(2021, 10, 8), **BY)
    assert moved.on().reviews["r-1"].former == (date(2021, 10, 4),)
    held = moved.hold_review("r-1", took_part=("w-1", "parent-1"), outcome=ReviewOutcome.CONTINUE, **THEN)
    item = held.due_items(LATER)[-1]
    assert (item.kind, item.status, item.days_late, item.first_due) == (
        "review",
        Status.MET_LATE,
        3,
        date(2021, 10, 4),
    )


def test_smart_says_what_is_on_the_record_and_counts_nothing(plan):
    """A reason for each letter, and no figure anywhere."""
    letters = plan.smart("a-2", HELD)
    assert {name: there for name, (there, _) in letters.items()} == {
        "specific": False,
        "measurable": False,
        "agreed": False,
        "timely": True,
    }
    assert not any(character.isdigit() for _, reason in letters.values() for character in reason)
    better = Plan(id="p").agree(Action(id="a", text="x", due_on=LATER, success="sleeps through"), **BY)
    assert all(there for there, _ in better.accept("a", "w-1", **BY).smart("a", HELD).values())


def test_events_are_one_for_each_child_with_the_place_they_came_from(plan):
    """A plan edited twice on one day is agreed once that day, and updated on another."""
    told = plan.agree(Action(id="a-3", text="genogram", children=("c-1",)), **BY)
    told = told.agree(Action(id="a-4", text="chronology", children=("c-1",)), **THEN)
    kinds = [(event.kind, event.subject, event.ref, event.on) for event in told.events(LATER)]
    assert kinds.count(("plan.agreed", "c-1", "p-1", HELD)) == 1
    assert ("plan.updated", "c-2", "p-1", LATER) in kinds
    assert ("action.agreed", "c-1", "p-1/a-3", HELD) in kinds
    assert {event.origin for event in told.events(HELD)} <= {("p-1", 0), ("p-1", 1)}
    assert told.events(HELD - timedelta(days=1)) == ()


@pytest.mark.parametrize(("origin", "also"), [("child in need plan", True), ("supervision", False)])
def test_a_review_of_a_child_in_need_plan_is_told_as_one(origin, also):
    """To rules that ask for such a review; one of what supervision agreed is another thing."""
    plan = Plan(id="p").start(origin, children=("c-1",), **BY).agree(Action(id="a", text="x"), **BY)
    plan = plan.plan_review("r-1", due_on=LATER, **BY).hold_review("r-1", took_part=("w-1",), **THEN)
    kinds = [event.kind for event in plan.events(LATER)]
    assert "review.held" in kinds
    assert ("cin_review.held" in kinds) is also
