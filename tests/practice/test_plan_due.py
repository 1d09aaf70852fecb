"""Everything that is due in a plan: the action, the decision on it, each part and each review, a row for each child."""

from datetime import date, timedelta

import pytest

from reflective.errors import BadValue, MoveNotAllowed
from reflective.practice import Action, Audience, Plan
from reflective.practice.plan import Part, Result, ReviewOutcome
from reflective.rules import Status
from reflective.timescales import Deadline

HELD = date(2021, 9, 6)
BY = {"on": HELD, "recorded": HELD, "by": "w-1"}
DUE = date(2021, 9, 20)
AFTER = date(2021, 10, 1)
REVIEW = Action(id="a-2", text="Convene a CIN review", due="in 5 weeks", counted_from=HELD, children=("c-1", "c-2"))
VISIT = Part(id="visit", text="a joint visit", due="within two weeks", counted_from=HELD)


def by(day):
    return {"on": day, "recorded": day, "by": "w-1"}


def agreed(*actions, **started):
    """A plan whose reviews are over, so that its rows are those of its actions."""
    plan = Plan(id="p-1").plan_review("r", due=Deadline.on(HELD), **BY)
    plan = plan.hold_review("r", took_part=("w-1",), outcome=ReviewOutcome.CLOSE, **BY)
    if started:
        plan = plan.start("supervision", **started, **BY)
    for action in actions:
        plan = plan.agree(action, **BY)
    return plan


def rows(plan, as_of, *rules):
    found = [row for row in plan.due_rows(as_of) if row.rule in rules or (not rules and row.ref != "p-1/r")]
    return {(row.rule, row.ref.removeprefix("p-1").removeprefix("/"), row.subject): row for row in found}


def one(plan, as_of, rule):
    (row,) = rows(plan, as_of, rule).values()
    return row


# Actions


def test_an_action_is_due_for_each_child_by_itself():
    """The child of the action, or else of the plan, or else whom the entry is about, or else the record."""
    whole = Action(id="a", text="x", due=Deadline.on(DUE))
    some = Action(id="b", text="x", children=("c-2",))
    assert [key[1:] for key in rows(agreed(whole, some, children=("c-1", "c-2")), HELD)] == [
        ("a", "c-1"),
        ("a", "c-2"),
        ("b", "c-2"),
    ]
    assert [key[2] for key in rows(agreed().agree(whole, about=("c-7",), **BY), HELD)] == ["c-7"]
    assert [key[2] for key in rows(agreed(whole), HELD)] == ["p-1"]


@pytest.mark.parametrize(
    ("day", "status", "late"),
    [
        (date(2021, 10, 3), Status.PENDING, 0),
        (date(2021, 10, 4), Status.DUE_SOON, 0),
        (date(2021, 10, 11), Status.DUE_SOON, 0),
        (date(2021, 10, 12), Status.OVERDUE, 1),
    ],
)
def test_where_a_day_stands(day, status, late):
    """Due soon from seven calendar days before, overdue from the day after."""
    found = rows(agreed(REVIEW), day, "case.action")
    assert {(row.status, row.days_late) for row in found.values()} == {(status, late)}


def test_done_late_is_met_late_and_in_time_is_met_and_open_until_it_is_closed():
    """The day it was reported done is the day it was met; the result for the child is still to be said."""
    plan, late = agreed(REVIEW), date(2021, 10, 14)
    found = rows(plan.report_done("a-2", "held", **by(late)), late, "case.action").values()
    assert {(row.status, row.days_late, row.open) for row in found} == {(Status.MET_LATE, 3, True)}
    found = rows(plan.report_done("a-2", "held", **by(HELD)), late, "case.action").values()
    assert {(row.status, row.days_late, row.open) for row in found} == {(Status.MET, 0, True)}


def test_closing_for_one_child_ends_the_row_of_that_child_only():
    """The row of a sibling stays open, and taking the action up again reopens only theirs."""
    done = agreed(REVIEW).report_done("a-2", "held", **by(DUE))
    once = done.close_action("a-2", Result.EFFECTIVE, "calmer", children=("c-1",), **by(DUE))
    found = rows(once, AFTER, "case.action")
    assert [(row.subject, row.status, row.open) for row in found.values()] == [
        ("c-1", Status.MET, False),
        ("c-2", Status.MET, True),
    ]
    again = rows(once.begin("a-2", **by(DUE)), AFTER, "case.action")
    assert [(row.subject, row.met, row.open) for row in again.values()] == [("c-1", DUE, False), ("c-2", None, True)]


def test_partly_done_is_open_and_not_met():
    """Half a report met the day, and the list of what is overdue was empty."""
    plan = agreed(Action(id="a", text="x", due=Deadline.on(DUE))).report_done("a", "half", partly=True, **by(DUE))
    row = one(plan, AFTER, "case.action")
    assert (row.status, row.days_late, row.met, row.open) == (Status.OVERDUE, 11, None, True)


def test_carrying_forward_keeps_the_first_day_and_the_trigger():
    """A row says what was first agreed and when, wherever its day has moved."""
    plan = agreed(Action(id="a", text="x", due=Deadline.on(DUE)))
    row = one(plan.carry_forward("a", "away", due=Deadline.on(AFTER), **by(DUE)), DUE, "case.action")
    assert (row.first_due, row.due, row.trigger) == (DUE, AFTER, HELD)
    row = one(plan.carry_forward("a", "away", **by(DUE)), DUE, "case.action")
    assert (row.first_due, row.due, row.status) == (DUE, None, Status.NOT_KNOWN)


def test_a_row_cites_the_entry_that_agreed_it_and_is_as_close_as_what_moved_it():
    """A host that keeps rows can tell for whom each is: a restricted day stands in no open row."""
    plan = agreed(Action(id="a", text="x", due=Deadline.on(DUE))).accept("a", "w-2", **BY)
    row = one(plan, DUE, "case.action")
    assert (row.record, row.place, row.audience, row.owners) == ("p-1", 2, Audience.CHILD_FILE, ("w-2",))
    moved = plan.carry_forward("a", "x", due=Deadline.on(AFTER), audience=Audience.RESTRICTED, **BY)
    assert one(moved, DUE, "case.action").audience is Audience.RESTRICTED


def test_a_draft_is_not_due_whatever_becomes_of_it():
    """Nobody agreed it yet, and a draft that is dropped was never due."""
    plan = agreed().propose(Action(id="a", text="x", due=Deadline.on(DUE)), **BY)
    assert rows(plan, AFTER) == {}
    assert rows(plan.not_needed("a", "no", "m-1", **BY), AFTER) == {}


def test_no_day_and_words_that_name_none_are_not_known():
    """An undated action stays on the list, with why nobody can say where it stands."""
    plan = agreed(Action(id="a", text="x"), Action(id="b", text="y", due="before half term"))
    found = rows(plan, AFTER).values()
    assert [(row.status, row.due, row.days_late) for row in found] == [(Status.NOT_KNOWN, None, None)] * 2
    assert all(row.why for row in found)


# Decisions


def decided(day, *, yes=True, **given):
    plan = agreed(Action(id="a", text="a joint visit", consider=True, **given))
    return plan.decide("a", "talked over", yes=yes, decided_by="m-1", **by(day))


@pytest.mark.parametrize("yes", [True, False])
@pytest.mark.parametrize(("day", "status", "late"), [(DUE, Status.MET, 0), (date(2021, 9, 25), Status.MET_LATE, 5)])
def test_a_decision_in_time_is_met_and_a_late_one_is_met_late(yes, day, status, late):
    """Yes or no, the decision was taken; whether it was in time went from the record."""
    row = one(decided(day, yes=yes, due=Deadline.on(DUE)), AFTER, "case.decision")
    assert (row.status, row.days_late, row.met, row.open) == (status, late, day, False)


def test_before_the_decision_only_the_decision_is_due():
    """Nobody is late with a visit that was agreed only to be considered."""
    plan = agreed(Action(id="a", text="visit", consider=True, due=Deadline.on(AFTER), decide_by=Deadline.on(DUE)))
    assert {(row.rule, row.due, row.open) for row in rows(plan, HELD).values()} == {("case.decision", DUE, True)}
    assert plan.due("a") == DUE
    parted = agreed(Action(id="a", text="visit", consider=True, decide_by=Deadline.on(DUE), parts=(VISIT,)))
    assert [row.rule for row in rows(parted, AFTER).values()] == ["case.decision"]


def test_once_decided_the_visit_has_a_day_of_its_own():
    """The decision's day and the visit's were one field, so that a visit decided on was overdue at once."""
    both = decided(HELD, due=Deadline.on(AFTER), decide_by=Deadline.on(DUE))
    assert {(row.rule, row.due, row.status) for row in rows(both, AFTER).values()} == {
        ("case.decision", DUE, Status.MET),
        ("case.action", AFTER, Status.DUE_SOON),
    }
    only = decided(HELD, due=Deadline.on(DUE))
    assert (one(only, AFTER, "case.action").status, only.due("a")) == (Status.NOT_KNOWN, None)
    given = agreed(Action(id="a", text="visit", consider=True, due=Deadline.on(DUE)))
    given = given.decide("a", "yes", yes=True, decided_by="m-1", due=Deadline.on(AFTER), **BY)
    assert (one(given, DUE, "case.action").due, given.action("a").carried) == (AFTER, 0)


def test_carrying_forward_what_is_to_be_decided_moves_the_day_of_the_decision():
    """The reason is for whichever day still stands ahead; the visit's own day stays as it was."""
    plan = agreed(Action(id="a", text="visit", consider=True, due=Deadline.on(AFTER), decide_by=Deadline.on(DUE)))
    plan = plan.carry_forward("a", "m-1 is ill", due=Deadline.on(date(2021, 9, 27)), **BY)
    row = one(plan, HELD, "case.decision")
    assert (row.first_due, row.due) == (DUE, date(2021, 9, 27))
    assert one(plan.decide("a", "x", yes=True, decided_by="m-1", **BY), HELD, "case.action").due == AFTER


def test_what_was_decided_against_has_ended_and_with_it_its_parts():
    """Ended on the day of the decision, so that whether it was late by then can still be told."""
    plan = agreed(Action(id="a", text="visit", consider=True, decide_by=Deadline.on(DUE), parts=(VISIT,)))
    plan = plan.decide("a", "no", yes=False, decided_by="m-1", **by(date(2021, 9, 23)))
    found = {row.rule: row for row in rows(plan, AFTER).values()}
    assert (found["case.action"].status, found["case.action"].open) == (Status.ENDED, False)
    part = found["case.part"]
    assert (part.status, part.ended_on, part.days_late, part.open) == (Status.ENDED, date(2021, 9, 23), 3, False)


def test_what_was_decided_on_after_all_is_due_again():
    """The no ended it, and the later yes is a decision of its own: the visit is to be made."""
    later = decided(HELD, yes=False, due=Deadline.on(AFTER), decide_by=Deadline.on(DUE))
    row = one(later.decide("a", "he asks for it", yes=True, decided_by="m-1", **by(DUE)), DUE, "case.action")
    assert (row.due, row.ended_on, row.open) == (AFTER, None, True)


def test_an_undecided_action_that_is_dropped_ends_its_decision():
    """Nobody has to decide on what is no longer needed."""
    plan = agreed(Action(id="a", text="visit", consider=True, due=Deadline.on(DUE)))
    row = one(plan.not_needed("a", "he moved", "m-1", **BY), AFTER, "case.decision")
    assert (row.status, row.ended_on, row.open) == (Status.ENDED, HELD, False)


# Parts


def test_a_part_is_met_by_its_own_report_and_by_no_other():
    """A visit held on time stayed overdue, and one that was never held was met by reporting the rest done."""
    plan = agreed(Action(id="1", text="engage him", parts=(VISIT, Part(id="talk", text="talk"))))
    rest = rows(plan.report_done("1", "the rest", **by(AFTER)), AFTER, "case.part")
    assert [(row.status, row.met, row.open) for row in rest.values()] == [
        (Status.OVERDUE, None, True),
        (Status.NOT_KNOWN, None, True),
    ]
    held = rows(plan.report_done("1", "visited", part="visit", **by(DUE)), AFTER)
    visit = held["case.part", "1/visit", "p-1"]
    assert (visit.status, visit.met, visit.open) == (Status.MET, DUE, False)
    assert held["case.action", "1", "p-1"].met is None
    partly = plan.report_done("1", "to the door", part="visit", partly=True, **by(DUE))
    assert rows(partly, AFTER)["case.part", "1/visit", "p-1"].status is Status.OVERDUE


def test_a_part_is_due_for_children_of_its_own_with_days_of_their_own():
    """One action had one day for all siblings."""
    parts = tuple(
        Part(id=f"see-{child}", text="see alone", due=Deadline.on(day), children=(child,))
        for child, day in (("c-1", DUE), ("c-2", AFTER))
    )
    for children in (("c-1", "c-2"), ()):
        plan = agreed(Action(id="a", text="see", children=children, parts=parts), children=("c-1", "c-2", "c-3"))
        found = rows(plan, HELD, "case.part").values()
        assert [(row.subject, row.due) for row in found] == [("c-1", DUE), ("c-2", AFTER)]
        assert [row.subject for row in rows(plan, HELD, "case.action").values()] == ["c-1", "c-2"]
        assert plan.entries[-1].about == ("c-1", "c-2")


def test_a_part_that_is_only_considered_is_a_decision_and_then_a_part():
    """The two weeks are the joint visit's, and not the action's."""
    visit = Part(id="v", text="visit?", consider=True, decide_by=Deadline.on(DUE), due=Deadline.on(AFTER))
    plan = agreed(Action(id="1", text="engage", parts=(visit,)))
    assert [(row.rule, row.due) for row in rows(plan, HELD).values()] == [("case.action", None), ("case.decision", DUE)]
    yes = plan.decide("1", "x", yes=True, decided_by="m-1", part="v", **BY)
    assert [(row.rule, row.due, row.open) for row in rows(yes, HELD).values()][1:] == [
        ("case.decision", DUE, False),
        ("case.part", AFTER, True),
    ]
    no = rows(plan.decide("1", "x", yes=False, decided_by="m-1", part="v", **BY), AFTER)
    assert (no["case.part", "1/v", "p-1"].status, no["case.decision", "1/v", "p-1"].status) == (
        Status.ENDED,
        Status.MET,
    )


@pytest.mark.parametrize("how", ["closed", "not needed", "superseded", "part", "plan ended"])
def test_a_part_of_a_dropped_action_is_dropped_with_it(how):
    """With its day: 24 days late by then is still told, and nothing asks for a visit that is off."""
    plan, day = agreed(Action(id="1", text="engage", parts=(VISIT,)), Action(id="2", text="other")), by(AFTER)
    drops = {
        "closed": lambda: plan.report_done("1", "the rest", **day).close_action("1", Result.UNKNOWN, "gone", **day),
        "not needed": lambda: plan.not_needed("1", "he moved", "m-1", **day),
        "superseded": lambda: plan.supersede("1", "2", "he moved", **day),
        "part": lambda: plan.not_needed("1", "he came himself", "m-1", part="visit", **day),
        "plan ended": lambda: plan.end("they moved", **day),
    }
    row = one(drops[how](), AFTER + timedelta(days=9), "case.part")
    assert (row.status, row.ended_on, row.days_late, row.open) == (Status.ENDED, AFTER, 11, False)


def test_closing_an_action_for_one_child_ends_its_parts_for_that_child():
    """The sibling's visit is still to be made."""
    plan = agreed(Action(id="1", text="see", children=("c-1", "c-2"), parts=(VISIT,))).report_done("1", "x", **by(DUE))
    plan = plan.close_action("1", Result.EFFECTIVE, "calmer", children=("c-1",), **by(DUE))
    assert [(row.subject, row.open) for row in rows(plan, AFTER, "case.part").values()] == [
        ("c-1", False),
        ("c-2", True),
    ]


# Reviews


def test_a_review_is_met_once_it_is_held_and_not_before():
    """Who should have held it and how late it was is on the row of each child."""
    plan = Plan(id="p").agree(REVIEW, **BY).plan_review("r-1", due=Deadline.on(DUE), reviewer="m-1", **BY)
    held = plan.hold_review("r-1", took_part=("w-1",), outcome=ReviewOutcome.CLOSE, **by(date(2021, 9, 23)))
    found = [row for row in held.due_rows(AFTER) if row.rule == "case.review"]
    assert [(row.subject, row.ref, row.owners) for row in found] == [
        ("c-1", "p/r-1", ("m-1",)),
        ("c-2", "p/r-1", ("m-1",)),
    ]
    assert {(row.status, row.days_late, row.open) for row in found} == {(Status.MET_LATE, 3, False)}


def test_a_review_cites_its_own_place():
    """Whoever looks up the row finds the entry that planned it, wherever that is in the log, and no other."""
    plan = Plan(id="p").agree(REVIEW, **BY)
    for place in (1, 2, 3):
        plan = plan.plan_review(f"r-{place}", due=Deadline.on(DUE), **BY)
    found = {row.ref: row.place for row in plan.due_rows(AFTER) if row.rule == "case.review"}
    assert found == {"p/r-1": 1, "p/r-2": 2, "p/r-3": 3}


def test_a_review_of_named_actions_is_for_their_children():
    """A review of what was agreed for one child is not the sibling's."""
    plan = Plan(id="p-1").agree(REVIEW, **BY).agree(Action(id="b", text="x", children=("c-2",)), **BY)
    plan = plan.plan_review("r-1", due=Deadline.on(DUE), actions=("b",), **BY)
    assert [row.subject for row in rows(plan, HELD, "case.review").values()] == ["c-2"]


def test_a_review_moves_with_its_reason_and_keeps_its_first_day():
    """Planned again, it moved without any reason, or to no day at all."""
    plan = Plan(id="p-1").agree(REVIEW, **BY).plan_review("r-1", due=Deadline.on(DUE), **BY)
    moved = plan.move_review("r-1", Deadline.on(AFTER), "the family was away", **BY)
    row = next(iter(rows(moved, DUE, "case.review").values()))
    assert (row.first_due, row.due, row.place) == (DUE, AFTER, 1)
    assert moved.on().reviews["r-1"].former == (DUE,)
    with pytest.raises(MoveNotAllowed, match="move it to another day, with the reason"):
        plan.plan_review("r-1", due=Deadline.on(AFTER), **BY)
    with pytest.raises(BadValue):
        plan.move_review("r-1", None, "x", **BY)


def test_a_review_is_held_once():
    """The second time overwrote the first, with no correction on the record."""
    plan = Plan(id="p-1").agree(REVIEW, **BY).plan_review("r-1", **BY).hold_review("r-1", took_part=("w-1",), **BY)
    with pytest.raises(MoveNotAllowed, match="correct the entry"):
        plan.hold_review("r-1", took_part=("m-1",), **BY)
    with pytest.raises(MoveNotAllowed, match="its own id"):
        plan.plan_review("r-1", **BY)


def missing(plan, as_of=AFTER):
    """The subjects and the triggers of the review that the plan lacks."""
    found = [row for row in plan.due_rows(as_of) if row.rule == "case.review" and row.ref == plan.id]
    assert all((row.status, row.due, row.open) == (Status.NOT_KNOWN, None, True) for row in found)
    assert all(row.why == "no review is planned" for row in found)
    return [(row.subject, row.trigger, row.place) for row in found]


def test_a_plan_without_a_review_stays_visible_until_one_is_planned():
    """A plan that was started, or in which anything was agreed, asks for its review as long as nobody plans it."""
    started = Plan(id="p").start("child in need plan", children=("c-1", "c-2"), **BY)
    assert missing(started) == [("c-1", HELD, 0), ("c-2", HELD, 0)]
    assert missing(Plan(id="p").agree(REVIEW, **BY)) == [("c-1", HELD, 0), ("c-2", HELD, 0)]
    assert missing(Plan(id="p")) == missing(Plan(id="p").propose(REVIEW, **BY)) == []
    assert missing(started.plan_review("r-1", **BY)) == []
    assert missing(started.end("they moved", **BY)) == []
    dropped = Plan(id="p").agree(REVIEW, **BY).not_needed("a-2", "x", "m-1", **BY)
    assert missing(dropped) == []


@pytest.mark.parametrize("outcome", [None, *ReviewOutcome])
def test_after_a_review_the_next_one_is_asked_for_unless_it_closed_the_plan(outcome):
    """After a review nothing asked for the next; the day it was held is the day from which it is lacking."""
    plan = Plan(id="p").start("child in need plan", children=("c-1",), **BY).plan_review("r-1", **BY)
    held = plan.hold_review("r-1", took_part=("w-1",), outcome=outcome, **by(DUE))
    expected = [] if outcome is ReviewOutcome.CLOSE else [("c-1", DUE, 2)]
    assert missing(held) == expected
    assert missing(held.plan_review("r-2", **by(DUE))) == []


def test_the_end_of_a_plan_ends_every_open_row():
    """A duty that was met stays met, and nothing in it is asked for any more."""
    plan = Plan(id="p").agree(REVIEW, **BY).agree(Action(id="b", text="x", due=Deadline.on(DUE)), **BY)
    plan = plan.report_done("b", "done", **BY).plan_review("r-1", due=Deadline.on(AFTER), **BY)
    found = {(row.ref, row.status, row.open) for row in plan.end("they moved", **by(DUE)).due_rows(AFTER)}
    assert found == {
        ("p/a-2", Status.ENDED, False),
        ("p/b", Status.MET, False),
        ("p/r-1", Status.ENDED, False),
    }


# Events


def test_events_are_one_for_each_child_with_the_place_they_came_from():
    """A plan edited twice on one day is agreed once that day, and updated on another."""
    plan = Plan(id="p-1").agree(REVIEW, **BY).agree(Action(id="a-3", text="genogram", children=("c-1",)), **BY)
    plan = plan.agree(Action(id="a-4", text="chronology", children=("c-1",)), **by(AFTER))
    kinds = [(event.kind, event.subject, event.ref, event.on) for event in plan.events(AFTER)]
    assert kinds.count(("plan.agreed", "c-1", "p-1", HELD)) == 1
    assert ("plan.updated", "c-2", "p-1", AFTER) in kinds
    assert ("action.agreed", "c-1", "p-1/a-3", HELD) in kinds
    assert {event.origin for event in plan.events(HELD)} <= {("p-1", 0), ("p-1", 1)}
    assert plan.events(HELD - timedelta(days=1)) == ()


def test_an_event_comes_out_for_the_children_it_is_true_of():
    """An action that was one child's was told as closed for the sibling too."""
    plan = Plan(id="p").start("supervision", children=("c-1", "c-2"), **BY)
    for action in (Action(id="a", text="x", children=("c-1",)), Action(id="b", text="y", children=("c-1", "c-2"))):
        plan = plan.agree(action, **BY).report_done(action.id, "done", **BY)
    plan = plan.close_action("a", Result.EFFECTIVE, "calmer", **BY)
    plan = plan.close_action("b", Result.EFFECTIVE, "calmer", children=("c-2",), **BY)
    plan = plan.close_action("b", Result.NO_CHANGE, "the same", **by(DUE))
    plan = plan.plan_review("r", actions=("a",), **by(DUE)).hold_review("r", took_part=("w-1",), **by(DUE))
    told = [(event.kind, event.ref, event.subject, event.on) for event in plan.events(DUE)]
    assert [one[1:] for one in told if one[0] == "action.closed"] == [
        ("p/a", "c-1", HELD),
        ("p/b", "c-2", HELD),
        ("p/b", "c-1", DUE),
    ]
    assert [one[2] for one in told if one[0] == "review.held"] == ["c-1"]
    other = Plan(id="p").agree(Action(id="a", text="x", children=("c-1",)), **BY)
    other = other.agree(Action(id="b", text="for nobody yet"), **BY)
    assert [event.ref for event in other.events(HELD) if event.kind == "action.agreed"] == ["p/a"]


@pytest.mark.parametrize(("origin", "also"), [("child in need plan", True), ("supervision", False)])
def test_a_review_of_a_child_in_need_plan_is_told_as_one(origin, also):
    """To rules that ask for such a review; one of what supervision agreed is another thing."""
    plan = Plan(id="p").start(origin, children=("c-1",), **BY).agree(Action(id="a", text="x"), **BY)
    plan = plan.plan_review("r-1", due=Deadline.on(DUE), **BY).hold_review("r-1", took_part=("w-1",), **by(DUE))
    kinds = [event.kind for event in plan.events(DUE)]
    assert "review.held" in kinds
    assert ("cin_review.held" in kinds) is also
