"""The meeting: prepared or not, held, written up for each child, signed by both sides, and filed."""

from datetime import date

import pytest

from reflective.errors import BadEntry, MoveNotAllowed, UnknownId
from reflective.practice import Action, Plan, Supervision
from reflective.practice.plan import Done, Result
from reflective.practice.supervision import (
    Cancelled,
    ChildRecord,
    Discussed,
    Draft,
    Held,
    MeetingKind,
    MeetingPart,
    MeetingStage,
    Missed,
    Prepared,
)
from reflective.timescales import Deadline

DAY = date(2021, 9, 6)
HELD = date(2021, 9, 7)
BY = {"on": DAY, "recorded": DAY, "by": "w-1"}
THEN = {"on": HELD, "recorded": HELD, "by": "w-1"}
MANAGER = {**THEN, "by": "m-1"}
WHO = (("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))


@pytest.fixture
def held():
    return Supervision(id="s-1").plan(DAY, WHO, children=("c-1", "c-2"), **BY).hold(WHO, **THEN)


@pytest.fixture
def recorded(held):
    for child in ("c-1", "c-2"):
        held = held.add(ChildRecord(child=child, summary="what was thought"), **THEN)
    return held.record(**THEN)


def test_it_runs_from_the_day_it_was_held_and_not_from_the_plan(held):
    """A meeting planned for Monday and held on Tuesday was on Tuesday."""
    assert held.held_on(HELD) == HELD
    assert held.held_on(DAY) is None
    assert {event.on for event in held.events(HELD)} == {HELD}


def test_held_is_told_of_each_practitioner_and_each_child(held):
    """Two kinds of event, since two clocks run."""
    assert [(event.kind, event.subject, event.ref) for event in held.events(HELD)] == [
        ("supervision.held", "w-1", "s-1"),
        ("case_supervision.held", "c-1", "s-1"),
        ("case_supervision.held", "c-2", "s-1"),
    ]
    assert held.events(DAY) == ()


def test_minutes_and_kind_are_facts_of_the_event():
    """A short one was held, and rules can ask how short."""
    short = Supervision(id="s-1").hold(WHO, minutes=40, kind=MeetingKind.AD_HOC, **THEN)
    assert short.events(HELD)[0].fact("minutes") == "40"
    assert short.events(HELD)[0].fact("kind") == "ad_hoc"


def test_an_ad_hoc_one_is_held_without_a_plan():
    """Its own short path: held, and written up."""
    short = Supervision(id="s-1").hold(WHO, kind=MeetingKind.AD_HOC, **THEN).record(**THEN)
    assert short.stage(HELD) is MeetingStage.RECORDED


def test_a_group_supervises_every_practitioner_in_it():
    """And each of them signs before it is agreed."""
    group = (*WHO, ("w-2", MeetingPart.PRACTITIONER))
    held = Supervision(id="s-1").hold(group, kind=MeetingKind.GROUP, **THEN).record(**THEN)
    assert [event.subject for event in held.events(HELD) if event.kind == "supervision.held"] == ["w-1", "w-2"]
    signed = held.sign(MeetingPart.PRACTITIONER, **THEN).sign(MeetingPart.SUPERVISOR, **MANAGER)
    assert signed.stage(HELD) is MeetingStage.RECORDED
    assert signed.sign(MeetingPart.PRACTITIONER, **{**THEN, "by": "w-2"}).stage(HELD) is MeetingStage.AGREED


def test_what_was_prepared_and_not_reached_is_listed_once_it_was_held():
    """Prompts and own questions alike, in the order they were prepared."""
    prepared = Prepared(focus=("the journey",), prompts=("q-1", "q-2"), own_questions=(("own-1", "why now?"),))
    meeting = Supervision(id="s-1").plan(DAY, WHO, **BY).prepare(prepared, **BY)
    assert meeting.not_reached(DAY) == ()
    meeting = meeting.add(Draft(to="q-1", answer="perhaps"), **BY).hold(WHO, **THEN).add(Discussed(what="q-2"), **THEN)
    assert meeting.not_reached(HELD) == ("q-1", "own-1")
    assert meeting.agenda(HELD).own_questions == (("own-1", "why now?"),)


def test_a_drafted_answer_is_the_practitioners_own():
    """It is not in the view of a child's file."""
    meeting = Supervision(id="s-1").plan(DAY, WHO, **BY).add(Draft(to="q-1", answer="perhaps"), **BY)
    assert meeting.shown(as_of=DAY).withheld == 1


def test_open_actions_of_earlier_meetings_are_on_the_agenda(held):
    """Whatever other records say is open comes first: done is open until what changed is said, closed is not."""
    plan = Plan(id="p-1").agree(Action(id="a-1", text="call", due=Deadline.on(DAY)), **BY)
    plan = plan.agree(Action(id="a-2", text="b"), **BY)
    plan = plan.plan_review("r-1", due=Deadline.on(HELD), **BY)
    assert [item.item for item in held.agenda(HELD, plan.due_items(HELD)).open_actions] == ["a-1", "a-2"]
    done = plan.add(Done(action="a-1", what="called"), **THEN)
    assert [item.item for item in held.agenda(HELD, done.due_items(HELD)).open_actions] == ["a-1", "a-2"]
    closed = done.close_action("a-1", Result.EFFECTIVE, "calmer", **THEN)
    assert [item.item for item in held.agenda(HELD, closed.due_items(HELD)).open_actions] == ["a-2"]


def test_an_agenda_is_not_shown_by_its_repr():
    """Questions of one's own are counted, and their words stay where they are."""
    own = Prepared(focus=("her mother",), own_questions=(("own-1", "why do I dread it?"),))
    agenda = Supervision(id="s-1").plan(DAY, WHO, **BY).prepare(own, **BY).agenda(DAY)
    assert repr(agenda) == "<agenda: 0 open actions, 1 in focus>"
    assert agenda.own_questions == (("own-1", "why do I dread it?"),)


def test_questions_of_ones_own_and_the_words_of_a_dispute_are_personal(recorded):
    """A child's file may say that there was a preparation, or a disagreement, and not in which words."""
    planned = Supervision(id="s-1").plan(DAY, WHO, **BY)
    assert planned.prepare(Prepared(focus=("the journey",), prompts=("q-1",)), **BY).shown(as_of=DAY).withheld == 0
    own = Prepared(focus=("the journey",), own_questions=(("own-1", "why do I dread it?"),))
    assert planned.prepare(own, **BY).shown(as_of=DAY).withheld == 1
    assert recorded.dispute("that is not how I put it", **THEN).shown(as_of=HELD).withheld == 1


def test_nobody_signs_both_sides_nor_for_another(recorded):
    """One has one part in a supervision."""
    with pytest.raises(BadEntry, match="had that part"):
        recorded.sign(MeetingPart.SUPERVISOR, **THEN)
    with pytest.raises(BadEntry, match="had that part"):
        recorded.sign(MeetingPart.PRACTITIONER, **{**THEN, "by": "w-9"})
    alone = (("w-1", MeetingPart.PRACTITIONER), ("w-1", MeetingPart.SUPERVISOR))
    own = Supervision(id="s").hold(alone, **THEN).record(**THEN).sign(MeetingPart.PRACTITIONER, **THEN)
    with pytest.raises(BadEntry, match="both sides"):
        own.sign(MeetingPart.SUPERVISOR, **THEN)


def test_nothing_is_signed_before_it_is_written_up(held):
    """Nor recorded before it was held."""
    prepared = Supervision(id="s-1").plan(DAY, WHO, **BY).prepare(Prepared(focus=("the journey",)), **BY)
    for early in (prepared, held):
        with pytest.raises(MoveNotAllowed, match="write it up first"):
            early.sign(MeetingPart.PRACTITIONER, **THEN)
    with pytest.raises(MoveNotAllowed, match="say first that it was held"):
        Supervision(id="s-1").plan(DAY, WHO, **BY).add(ChildRecord(child="c-1", summary="x"), **BY)


def test_a_dispute_stays_and_the_record_can_still_be_agreed(recorded):
    """Disagreement is on the record, and stops nothing."""
    disputed = recorded.dispute("that is not how I put it", **THEN)
    assert disputed.stage(HELD) is MeetingStage.DISPUTED
    agreed = disputed.sign(MeetingPart.PRACTITIONER, **THEN).sign(MeetingPart.SUPERVISOR, **MANAGER)
    assert agreed.stage(HELD) is MeetingStage.AGREED
    assert len(agreed.entries) == len(recorded.entries) + 3


def test_each_child_it_is_filed_for_has_a_record_of_their_own(recorded):
    """A sibling's record does not serve."""
    agreed = recorded.sign(MeetingPart.PRACTITIONER, **THEN).sign(MeetingPart.SUPERVISOR, **MANAGER)
    once = agreed.file("c-1", **THEN)
    assert once.stage(HELD) is MeetingStage.AGREED
    assert once.file("c-2", **THEN).stage(HELD) is MeetingStage.FILED
    with pytest.raises(UnknownId):
        agreed.file("c-3", **THEN)


def test_a_record_that_is_not_agreed_is_filed_with_the_reason(recorded):
    """The practitioner may have left; the file says why the record is unsigned."""
    with pytest.raises(MoveNotAllowed, match="say why it is filed unsigned"):
        recorded.file("c-1", **THEN)
    assert recorded.file("c-1", unsigned_because="off sick", **THEN).state(HELD).records["c-1"] == "filed"


def test_a_record_that_was_rewritten_is_filed_again(recorded):
    """The child's file would otherwise hold another text than the meeting's."""
    agreed = recorded.sign(MeetingPart.PRACTITIONER, **THEN).sign(MeetingPart.SUPERVISOR, **MANAGER)
    filed = agreed.file("c-1", **THEN).file("c-2", **THEN)
    rewritten = filed.record_child("c-1", "we had left something out", **THEN)
    assert rewritten.stage(HELD) is MeetingStage.AGREED
    assert rewritten.file("c-1", **THEN).stage(HELD) is MeetingStage.FILED


def test_a_cancelled_meeting_was_not_held():
    """It says why, and resets no clock."""
    cancelled = Supervision(id="s-1").plan(DAY, WHO, children=("c-1",), **BY).add(Cancelled(because="court"), **BY)
    assert cancelled.held_on(DAY) is None
    assert [event.kind for event in cancelled.events(DAY)] == ["case_supervision.cancelled"]


def test_a_meeting_has_somebody_in_it():
    """Nobody meets nobody."""
    with pytest.raises(BadEntry, match="at least one person"):
        Supervision(id="s-1").hold((), **THEN)


def test_one_that_was_broken_off_is_held_when_the_rest_is():
    """Part held is on the record, and is not the day that frequencies run from."""
    part = Supervision(id="s-1").plan(DAY, WHO, **BY).hold(WHO, broken_off=True, **BY)
    assert part.stage(DAY) is MeetingStage.PART_HELD
    assert part.events(DAY) == ()
    assert (part.held_on(DAY), part.begun_on(DAY)) == (None, DAY)
    whole = part.hold(WHO, **THEN)
    assert (whole.held_on(HELD), whole.begun_on(HELD)) == (HELD, DAY)
    assert part.add(ChildRecord(child="c-1", summary="as far as it went"), **THEN).record(**THEN).held_on(HELD) is None


def test_a_day_that_passed_with_nothing_on_the_record_was_missed():
    """On the day itself it was not yet; held, part held or cancelled, it never was; said to be, it was."""
    planned = Supervision(id="s-1").plan(DAY, WHO, **BY)
    assert [planned.missed(day) for day in (DAY, HELD)] == [False, True]
    assert planned.prepare(Prepared(focus=("the journey",)), **BY).missed(HELD)
    for told in (Held(people=WHO), Held(people=WHO, broken_off=True), Cancelled(because="court")):
        assert not planned.add(told, **BY).missed(HELD)
    assert planned.add(Missed(), **BY).missed(DAY)
    assert not Supervision(id="s-1").missed(HELD)
