"""Plans: actions that people accept, hand over, decide on, report and close, each child and each part by itself."""

from datetime import date, timedelta

import attrs
import pytest

from reflective.errors import BadEntry, BadValue, BreaksLaterEntry, MoveNotAllowed, UnknownId
from reflective.practice import Action, Plan
from reflective.practice.plan import (
    Accepted,
    ActionStatus,
    Agreed,
    Answer,
    Answered,
    Done,
    Goal,
    Part,
    Result,
    ReviewResult,
)
from reflective.practice.plan.entries import Begun, Blocked, CannotYet
from reflective.timescales import Deadline

HELD = date(2021, 9, 6)
BY = {"on": HELD, "recorded": HELD, "by": "w-1"}
LATER = HELD + timedelta(days=35)
THEN = {"on": LATER, "recorded": LATER, "by": "w-1"}
REVIEW = Action(id="a-2", text="Convene a CIN review", due="in 5 weeks", counted_from=HELD, children=("c-1", "c-2"))
VISIT = Part(id="visit", text="a joint visit", due="within two weeks", counted_from=HELD)
TALK = Part(id="talk", text="talk about hopes")


@pytest.fixture
def plan():
    return Plan(id="p-1").agree(REVIEW, **BY)


@pytest.fixture
def parted():
    return Plan(id="p-1").agree(Action(id="1", text="engage him", parts=(VISIT, TALK)), **BY)


# Days


def test_words_become_a_day_when_the_action_is_made(plan):
    """The day is stored with its reason, and the sentence is the one that the design promises."""
    assert plan.due("a-2") == date(2021, 10, 11)
    assert plan.explain("a-2") == (
        'due Mon 11 Oct 2021: "in 5 weeks" from Mon 6 Sep 2021, the supervision; calendar days'
    )
    assert [one.id for one in plan.overdue(as_of=date(2021, 10, 12))] == ["a-2"]
    assert plan.overdue(as_of=date(2021, 10, 11)) == ()


def test_words_with_their_day_and_a_deadline_make_the_same_action():
    """One truth: whichever way the day is given, the action that is stored is equal, and so is the entry of either."""
    words = Deadline.after("in 5 weeks", HELD, anchor="the supervision")
    assert attrs.evolve(REVIEW, due=words) == REVIEW
    assert Part(id="p", text="x", due="in 5 weeks", counted_from=HELD) == Part(id="p", text="x", due=words)
    added, agreed = Plan(id="p").add(Agreed(action=REVIEW), **BY), Plan(id="p").agree(REVIEW, **BY)
    assert added == agreed
    assert added.due("a-2") == agreed.due("a-2") == date(2021, 10, 11)


def test_words_of_practice_are_kept_and_a_timescale_without_a_day_is_refused():
    """Half of real plans have such words: they are kept as said, and the action is shown as undated."""
    plan = Plan(id="p").agree(Action(id="a", text="x", due="before half term"), **BY)
    assert (plan.due("a"), plan.words("a", HELD)) == (None, "before half term")
    assert plan.explain("a") == 'no day is recorded: "before half term" names none that can be counted'
    assert [one.id for one in plan.undated(HELD)] == ["a"]
    for of in (Action, Part):
        with pytest.raises(BadValue):
            of(id="a", text="x", due="in 5 weeks")


def test_a_day_that_its_own_words_do_not_come_to_is_refused(plan):
    """A forged or mistyped day: wherever in an entry a deadline stands, its words and its day are one."""
    wrong = attrs.evolve(Deadline.after("in 5 weeks", HELD), day=date(2099, 1, 1))
    for add in (
        lambda: plan.agree(Action(id="a-3", text="x", due=wrong), **BY),
        lambda: plan.agree(Action(id="a-3", text="x", parts=(Part(id="b", text="y", due=wrong),)), **BY),
        lambda: plan.propose(Action(id="a-3", text="x", consider=True, decide_by=wrong), **BY),
        lambda: plan.carry_forward("a-2", "away", due=wrong, **BY),
        lambda: plan.plan_review("r-1", due=wrong, **BY),
        lambda: plan.plan_review("r-1", **BY).move_review("r-1", wrong, "away", **BY),
    ):
        with pytest.raises(BadEntry) as caught:
            add()
        assert caught.value.code == "deadline.miscounted"


def test_an_action_without_a_day_is_kept_and_shown_as_undated(plan):
    """An action without a day is regrettable, not impossible."""
    dated = Action(id="a-4", text="b", due=Deadline.on(LATER))
    plan = plan.agree(Action(id="a-3", text="genogram"), **BY).agree(dated, **BY)
    assert [one.id for one in plan.undated(HELD)] == ["a-3"]
    assert plan.explain("a-3") == "undated: no day is recorded"
    assert plan.explain("a-4") == "due Mon 11 Oct 2021"


def test_carrying_forward_keeps_every_former_day_and_counts(plan):
    """The first day stays on the record, with the reason for each move."""
    twice = plan.carry_forward("a-2", "the family was away", due=Deadline.on(date(2021, 10, 18)), **BY)
    twice = twice.carry_forward("a-2", "no room", due=Deadline.after("two weeks", date(2021, 10, 18)), **BY)
    one = twice.action("a-2")
    assert (one.carried, one.day, one.first_due) == (2, date(2021, 11, 1), date(2021, 10, 11))
    assert one.former == (date(2021, 10, 11), date(2021, 10, 18))
    assert plan.due("a-2", as_of=HELD) == date(2021, 10, 11)


def test_a_part_keeps_every_former_day_too(parted):
    """Carried forward by its own name, dated before or not; a part that the action has not is refused."""
    moved = parted.carry_forward("1", "he was away", part="visit", due=Deadline.on(date(2021, 9, 27)), **BY)
    moved = moved.carry_forward("1", "a day at last", part="talk", due=Deadline.on(LATER), **BY)
    assert moved.action("1").part_days("visit") == (date(2021, 9, 20), date(2021, 9, 27))
    assert moved.action("1").part_days("talk") == (LATER,)
    assert moved.action("1").carried == 0
    with pytest.raises(UnknownId, match="part of that action"):
        parted.carry_forward("1", "x", part="Mick", due=Deadline.on(LATER), **BY)


def test_the_words_of_a_day_are_found_for_an_action_a_part_and_nothing_else(parted):
    """A part is named by its action and itself, joined by a stroke, which no id of either may hold."""
    assert parted.words("1/visit", HELD) == "within two weeks"
    assert parted.words("1/talk", HELD) is None
    for unknown in ("c", "1/c", "1/visit/c"):
        with pytest.raises(UnknownId):
            parted.words(unknown, HELD)
    with pytest.raises(BadValue):
        Part(id="a/b", text="visit")


def test_a_part_that_is_late_makes_its_action_overdue(parted):
    """The list of what is overdue was empty with a visit 24 days late, because it looked at the action's own day."""
    assert [one.id for one in parted.overdue(as_of=LATER)] == ["1"]
    done = parted.report_done("1", "visited", part="visit", **BY)
    assert done.overdue(as_of=LATER) == ()


@pytest.mark.parametrize(
    "given",
    [
        {"decide_by": Deadline.on(LATER)},
        {"parts": (VISIT, VISIT)},
        {"parts": (Part(id="b", text="y", children=("c-9",)),), "children": ("c-1",)},
        {"successes": (("c-9", "sleeps"),), "children": ("c-1",)},
        {"successes": (("c-1", "sleeps"), ("c-1", "eats")), "children": ("c-1",)},
    ],
)
def test_what_does_not_go_together_in_an_action_is_refused(given):
    """A decision's day is of what is considered, and a part's or a measure's children are the action's."""
    with pytest.raises(BadValue):
        Action(id="a", text="x", **given)


# Owners


def test_nobody_owns_an_action_before_they_say_yes(plan):
    """Being asked is not owning; accepting is, and only once."""
    asked = Plan(id="p-1").agree(Action(id="a-1", text="call", asked=("professional-1",)), **BY)
    assert [one.id for one in asked.unowned(HELD)] == ["a-1"]
    assert asked.action("a-1").awaited == ("professional-1",)
    owned = plan.accept("a-2", "w-1", **BY).accept("a-2", "w-1", **BY).accept("a-2", "m-1", **BY)
    assert owned.action("a-2").owners == ("w-1", "m-1")
    assert owned.unowned(HELD) == ()


def test_an_action_that_is_handed_over_is_owned_once_the_new_owner_accepts(plan):
    """A worker who leaves is its owner no longer, and nobody is given it by surprise; each with its day."""
    handed = plan.accept("a-2", "w-1", **BY).hand_over("a-2", "w-1", "w-2", because="she leaves", **THEN)
    assert (handed.action("a-2").owners, handed.action("a-2").awaited) == ((), ("w-2",))
    assert handed.unowned(LATER) != ()
    taken = handed.accept("a-2", "w-2", **THEN)
    assert taken.action("a-2").owners == ("w-2",)
    history = [(one.owner, one.since, one.until, one.handed_to) for one in taken.action("a-2").owner_history]
    assert history == [("w-1", HELD, LATER, "w-2"), ("w-2", LATER, None, None)]
    assert taken.action("a-2", HELD).owners == ("w-1",)


def test_whoever_was_asked_may_decline_and_an_owner_is_released(plan):
    """Saying no is an entry with its day and reason; so is ending an ownership without a successor."""
    asked = Plan(id="p").agree(Action(id="a", text="call", asked=("w-2",)), **BY)
    declined = asked.decline("a", "w-2", "on leave", **BY)
    assert (declined.action("a").awaited, declined.action("a").holders.declined) == ((), ("w-2",))
    assert declined.accept("a", "w-2", **BY).action("a").owners == ("w-2",)
    released = plan.accept("a-2", "w-1", **BY).release("a-2", "w-1", because="she is ill", **THEN)
    assert (released.action("a-2").owners, released.action("a-2").owner_history[0].until) == ((), LATER)
    assert released.accept("a-2", "w-1", **THEN).action("a-2").owners == ("w-1",)


def test_only_an_owner_hands_over_or_is_released_and_only_another_declines(plan):
    """An entry about an owner who is none, or who is one, would leave two answers to whose it is."""
    owned = plan.accept("a-2", "w-1", **BY)
    for add in (lambda: owned.hand_over("a-2", "w-9", "w-2", **BY), lambda: owned.release("a-2", "w-9", **BY)):
        with pytest.raises(UnknownId, match="owner of that action"):
            add()
    both = owned.accept("a-2", "w-2", **BY)
    for add in (lambda: owned.decline("a-2", "w-1", "x", **BY), lambda: both.hand_over("a-2", "w-1", "w-2", **BY)):
        with pytest.raises(BadEntry) as caught:
            add()
        assert caught.value.code == "owner.accepted"
    with pytest.raises(BadValue):
        owned.hand_over("a-2", "w-1", "w-1", **BY)


def test_what_was_accepted_in_draft_is_still_owned_when_it_is_agreed():
    """Agreeing an action took its owners away."""
    action = Action(id="a", text="call", asked=("w-1", "w-2"))
    plan = Plan(id="p").propose(action, **BY).accept("a", "w-1", **BY).agree(action, **BY)
    assert (plan.action("a").owners, plan.action("a").awaited) == (("w-1",), ("w-2",))


# Progress


def test_an_agreed_action_is_not_agreed_again_and_the_way_out_is_given(plan):
    """An agreed action is carried forward, and one that is only to be considered is decided on."""
    with pytest.raises(MoveNotAllowed, match="carry it forward to change its day"):
        plan.agree(Action(id="a-2", text="Convene a CIN review", due=Deadline.on(LATER)), **BY)
    considered = Plan(id="p-1").agree(Action(id="a-1", text="a visit", consider=True), **BY)
    with pytest.raises(MoveNotAllowed, match="decide on it"):
        considered.agree(Action(id="a-1", text="a visit"), **BY)


def test_an_action_for_two_children_closes_for_each(plan):
    """Reported done is not closed, and closed for one child is not closed."""
    with pytest.raises(MoveNotAllowed, match="report it done before closing it"):
        plan.close_action("a-2", Result.EFFECTIVE, "calmer", **THEN)
    done = plan.add(Done(action="a-2", what="held"), **THEN)
    once = done.close_action("a-2", Result.EFFECTIVE, "sleeps through", children=("c-1",), **THEN)
    assert once.action("a-2").status is ActionStatus.REPORTED_DONE
    both = once.close_action("a-2", Result.NO_CHANGE, "still wakes", children=("c-2",), **THEN)
    assert both.action("a-2").status is ActionStatus.CLOSED
    assert [(one.child, one.result) for one in both.action("a-2").closings] == [
        ("c-1", Result.EFFECTIVE),
        ("c-2", Result.NO_CHANGE),
    ]
    assert both.open_actions(LATER) == ()
    assert once.close_action("a-2", Result.NO_CHANGE, "still wakes", **THEN).action("a-2").status is ActionStatus.CLOSED


def test_an_action_is_closed_once_for_each_child_of_its_own(plan):
    """Effective and then harmful for one child took the second and said nothing: `correct` mends the first."""
    done = plan.add(Done(action="a-2", what="held"), **THEN)
    once = done.close_action("a-2", Result.EFFECTIVE, "calmer", children=("c-1",), **THEN)
    with pytest.raises(BadEntry) as caught:
        once.close_action("a-2", Result.HARMFUL, "worse", children=("c-1",), **THEN)
    assert caught.value.code == "action.closed_twice"
    with pytest.raises(UnknownId, match="child of that action"):
        done.close_action("a-2", Result.EFFECTIVE, "calmer", children=("c-9",), **THEN)


def test_an_action_for_whomever_the_plan_is_for_closes_for_each_of_them():
    """Nobody has to name the plan's children on each of its actions to say what changed for one of them."""
    plan = Plan(id="p").start("supervision", children=("c-1", "c-2"), **BY).agree(Action(id="a", text="x"), **BY)
    once = plan.report_done("a", "done", **BY).close_action("a", Result.EFFECTIVE, "calmer", children=("c-1",), **BY)
    assert (once.action("a").status, once.action("a").closed_for) == (ActionStatus.REPORTED_DONE, {"c-1"})
    both = once.close_action("a", Result.NO_CHANGE, "the same", **BY)
    assert (both.action("a").status, both.action("a").closed_for) == (ActionStatus.CLOSED, {"c-1", "c-2"})


def test_partly_done_leaves_an_action_open_and_in_progress(plan):
    """`partly` was read nowhere: half a report met the day."""
    partly = plan.report_done("a-2", "half of it", partly=True, **THEN)
    assert (partly.action("a-2").status, partly.action("a-2").done_on) == (ActionStatus.IN_PROGRESS, None)
    assert [one.id for one in partly.overdue(as_of=LATER + timedelta(days=1))] == ["a-2"]
    assert partly.report_done("a-2", "the rest", **THEN).action("a-2").status is ActionStatus.REPORTED_DONE
    blocked = plan.block("a-2", "no room", **BY).report_done("a-2", "half of it", partly=True, **BY)
    assert blocked.action("a-2").status is ActionStatus.BLOCKED


def test_a_report_names_the_part_it_is_about_and_a_part_is_done_once(parted):
    """One report of the rest marked an unheld visit as held; now each part has its own."""
    visited = parted.report_done("1", "went together", part="visit", **THEN)
    assert visited.action("1").status is ActionStatus.IN_PROGRESS
    assert visited.action("1").part("visit").done_on == LATER
    assert parted.report_done("1", "the rest", **THEN).action("1").part("visit").done_on is None
    with pytest.raises(BadEntry) as caught:
        visited.report_done("1", "again", part="visit", **THEN)
    assert caught.value.code == "part.done"
    with pytest.raises(UnknownId, match="part of that action"):
        parted.report_done("1", "x", part="Mick", **BY)


def test_after_an_action_is_reported_done_only_its_parts_are_reported(parted):
    """The part whose day is still open can be reported, moved or dropped without taking the whole action up again."""
    done = parted.report_done("1", "the rest", **THEN)
    assert done.report_done("1", "visited", part="visit", **THEN).action("1").status is ActionStatus.REPORTED_DONE
    assert done.carry_forward("1", "away", part="visit", due=Deadline.on(LATER), **THEN).action("1").done_on == LATER
    for add in (
        lambda: done.report_done("1", "again", **THEN),
        lambda: done.report_done("1", "half", partly=True, **THEN),
        lambda: done.carry_forward("1", "again", **THEN),
    ):
        with pytest.raises(MoveNotAllowed, match="name the part that this is about"):
            add()


def test_blocked_and_not_yet_say_why_and_go_on_or_are_done(plan):
    """Two ways not to be able to, neither of them an end; nobody has to begin it again to report it done."""
    for stopped in (Blocked(action="a-2", because="no room", needs="a room"), CannotYet(action="a-2", because="early")):
        found = plan.add(stopped, **BY)
        assert found.add(Begun(action="a-2"), **BY).action("a-2").status is ActionStatus.IN_PROGRESS
        assert found.report_done("a-2", "held", **BY).action("a-2").status is ActionStatus.REPORTED_DONE


def test_an_action_or_a_part_may_turn_out_not_to_be_needed_even_when_done(parted):
    """Done is not closed, and a decision that it is no longer needed is possible until then; for a part by itself."""
    done = parted.report_done("1", "the rest", **THEN)
    assert done.not_needed("1", "he moved", "m-1", **THEN).action("1").status is ActionStatus.NOT_NEEDED
    without = parted.not_needed("1", "he came by himself", "m-1", part="visit", **THEN)
    assert without.action("1").status is ActionStatus.AGREED
    assert without.action("1").part("visit").ended_on == LATER
    with pytest.raises(BadEntry) as caught:
        without.report_done("1", "visited", part="visit", **THEN)
    assert caught.value.code == "part.dropped"


def test_an_action_is_superseded_by_another_that_is_there(plan):
    """By itself it left the list of open actions, with nothing in its place."""
    with pytest.raises(BadValue):
        plan.supersede("a-2", "a-2", "x", **BY)
    with pytest.raises(UnknownId, match="action"):
        plan.supersede("a-2", "Mick", "x", **BY)


# Decisions


@pytest.mark.parametrize("take", [lambda plan: plan, lambda plan: plan.begin("a-2", **BY)])
def test_an_action_that_was_agreed_outright_is_not_decided_on_and_the_way_out_is_given(plan, take):
    """A yes to what everybody has agreed already would look as if it had been in doubt."""
    with pytest.raises(MoveNotAllowed, match="only what was agreed to be considered is decided on") as refused:
        take(plan).decide("a-2", "yes, do", yes=True, decided_by="m-1", **THEN)
    assert refused.value.state in {"agreed", "in_progress"}


def test_consider_is_a_decision_and_not_a_visit():
    """It waits for a yes or a no with a reason."""
    plan = Plan(id="p-1").agree(Action(id="a-1", text="a joint visit", consider=True), **BY)
    assert plan.action("a-1").status is ActionStatus.TO_DECIDE
    yes = plan.decide("a-1", "it may help", yes=True, decided_by="m-1", **BY)
    assert yes.action("a-1").status is ActionStatus.AGREED
    no = plan.decide("a-1", "he said no", yes=False, decided_by="m-1", **BY)
    assert no.action("a-1").status is ActionStatus.DECIDED_NO
    with pytest.raises(MoveNotAllowed, match="decide on it first"):
        plan.report_done("a-1", "visited", **BY)


def test_what_was_decided_against_may_be_decided_on_later_with_its_reason():
    """Circumstances change: a no is not for ever, and the yes is a decision of its own."""
    part = Part(id="b", text="senior worker?", consider=True)
    plan = Plan(id="p").agree(Action(id="a", text="visit?", consider=True, parts=(part,)), **BY)
    no = plan.decide("a", "he said no", yes=False, decided_by="m-1", **BY)
    yes = no.decide("a", "he asks for it now", yes=True, decided_by="m-1", **THEN)
    assert (yes.action("a").status, yes.action("a").decided_on) == (ActionStatus.AGREED, HELD)
    with pytest.raises(MoveNotAllowed):
        no.decide("a", "still no", yes=False, decided_by="m-1", **THEN)
    part_no = plan.decide("a", "no", yes=False, decided_by="m-1", part="b", **BY)
    assert part_no.decide("a", "yes", yes=True, decided_by="m-1", part="b", **THEN).action("a").part("b").decided


def test_a_part_is_decided_on_once():
    """A part could be decided yes and then no, and both stood."""
    part = Part(id="b", text="senior worker?", consider=True)
    plan = Plan(id="p").agree(Action(id="a", text="engage", parts=(part, TALK)), **BY)
    yes = plan.decide("a", "it may help", yes=True, decided_by="m-1", part="b", **BY)
    with pytest.raises(BadEntry) as caught:
        yes.decide("a", "or not", yes=False, decided_by="m-1", part="b", **BY)
    assert caught.value.code == "part.decided"
    with pytest.raises(BadEntry) as caught:
        plan.report_done("a", "done", part="b", **BY)
    assert caught.value.code == "part.to_decide"
    with pytest.raises(UnknownId, match="part to decide on"):
        plan.decide("a", "x", yes=True, decided_by="m-1", part="talk", **BY)
    with pytest.raises(BadValue):
        plan.decide("a", "x", yes=False, decided_by="m-1", part="b", due=Deadline.on(LATER), **BY)


# References


def test_what_the_plan_does_not_have_is_not_named_back(plan):
    """The error says what kind of thing was looked for and where, and not its id."""
    reviewed = plan.plan_review("r-1", **BY)
    ghost = (ReviewResult(action="Mick", found="x"),)
    for ask in (
        lambda: plan.accept("Mick", "w-1", **BY),
        lambda: plan.decline("Mick", "w-1", "x", **BY),
        lambda: plan.judge_realistic("Mick", "w-1", "x", realistic=True, **BY),
        lambda: plan.dismiss_hint("Mick", "consider", "x", **BY),
        lambda: plan.action("Mick"),
        lambda: plan.agree(Action(id="a-9", text="x", goal="Mick"), **BY),
        lambda: plan.hold_review("Mick", took_part=("w-1",), **BY),
        lambda: plan.move_review("Mick", Deadline.on(LATER), "x", **BY),
        lambda: plan.plan_review("r-2", actions=("Mick",), **BY),
        lambda: reviewed.hold_review("r-1", took_part=("w-1",), results=ghost, **BY),
        lambda: plan.answer("parent-2", Answer.DISAGREES, action="Mick", **BY),
    ):
        with pytest.raises(UnknownId) as caught:
            ask()
        assert "Mick" not in str(caught.value)


def test_actions_serve_goals_and_a_goal_is_one_childs(plan):
    """The hierarchy is plan, goal, action; a goal's id is used once."""
    plan = Plan(id="p-1").add(Goal(id="g-1", child="c-1", different="sleeps through"), **BY)
    plan = plan.agree(Action(id="a-1", text="bedtime", goal="g-1"), **BY)
    assert plan.action("a-1").action.goal == "g-1"
    with pytest.raises(BadEntry, match="goal of that id"):
        plan.add(Goal(id="g-1", child="c-2", different="y"), **BY)


def test_an_entry_is_about_the_children_that_its_action_or_goal_is_for(plan):
    """Nobody writes twice whom it is about, and what was said of one child's closing is not about the other."""
    plan = plan.accept("a-2", "w-1", **BY).add(Goal(id="g", child="c-1", different="sleeps"), **BY)
    plan = plan.answer("parent-2", Answer.DISAGREES, action="a-2", **BY).report_done("a-2", "held", **BY)
    plan = plan.close_action("a-2", Result.EFFECTIVE, "calmer", children=("c-2",), **BY)
    both = ("c-1", "c-2")
    assert [entry.about for entry in plan.entries] == [both, both, ("c-1",), both, both, ("c-2",)]
    started = Plan(id="p").start("supervision", children=("c-3",), **BY).agree(Action(id="a", text="x"), **BY)
    assert [entry.about for entry in started.entries] == [("c-3",), ("c-3",)]


# The whole plan


def test_a_plan_is_started_once_and_ended_once(plan):
    """`start` on a started plan replaced it: a child protection plan is another record, or a correction."""
    started = plan.start("child in need plan", children=("c-1", "c-2"), **BY)
    with pytest.raises(MoveNotAllowed, match="another record"):
        started.start("child protection plan", **THEN)
    ended = started.end("the review closed it", **THEN)
    assert (ended.on().started.origin, ended.on().ended_on) == ("child in need plan", LATER)
    assert not {"start", "end"} & {step.verb for step in ended.moves(LATER)}
    with pytest.raises(MoveNotAllowed):
        ended.end("again", **THEN)
    assert ended.open_actions(LATER) == ()


def test_nothing_new_is_agreed_in_a_plan_that_ended(plan):
    """An action that was open can still be reported, so that the record is whole."""
    ended = plan.end("they moved away", **THEN)
    for add in (
        lambda: ended.agree(Action(id="a-3", text="x"), **THEN),
        lambda: ended.plan_review("r-1", **THEN),
        lambda: ended.add(Goal(id="g", child="c-1", different="sleeps"), **THEN),
    ):
        with pytest.raises(BadEntry) as caught:
            add()
        assert caught.value.code == "plan.ended"
    assert ended.report_done("a-2", "held all the same", **THEN).action("a-2").done_on == LATER
    with pytest.raises(BreaksLaterEntry):
        plan.agree(Action(id="a-3", text="x"), **THEN).end("they moved away", **{**THEN, "on": HELD})


def test_the_familys_word_is_kept_and_edits_nothing(plan):
    """Agreement, disagreement and consent are recorded in their words, and the plan's version stays."""
    said = plan.add(Answered(person="parent-2", answer=Answer.DISAGREES, words="nobody asked me"), **BY)
    said = said.consent("parent-1", given=True, **BY).consent("parent-1", given=False, words="no more", **THEN)
    assert [one.answer for one in said.on(HELD).answers] == [Answer.DISAGREES]
    assert [one.given for one in said.on(LATER).consents] == [True, False]
    assert said.version(LATER) == plan.version(LATER)


def test_an_entry_of_an_owner_takes_the_audience_of_its_action(plan):
    """An action that is restricted stays so when somebody accepts it."""
    from reflective.practice import Audience

    secret = plan.agree(Action(id="s", text="the refuge"), audience=Audience.RESTRICTED, **BY)
    assert secret.add(Accepted(action="s", owner="w-1"), **BY).entries[-1].audience is Audience.RESTRICTED
