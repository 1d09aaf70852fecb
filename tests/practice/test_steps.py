"""Entries and steps: several kinds of entry lead to one state, and each may only be the step that it is."""

from datetime import date

import pytest

from reflective.errors import MoveNotAllowed
from reflective.practice import Action, Hypothesis, Link, Plan, Supervision
from reflective.practice.hypothesis import HypothesisStatus, Judged
from reflective.practice.plan import (
    ACTION_MOVES,
    ActionClosed,
    ActionStatus,
    ActionStep,
    Agreed,
    Begun,
    Blocked,
    CannotYet,
    CarriedForward,
    Decided,
    Done,
    NotNeeded,
    Proposed,
    Result,
    Superseded,
)
from reflective.practice.plan import progress as progress_module
from reflective.practice.supervision import (
    MEETING_MOVES,
    Cancelled,
    Commented,
    Filed,
    Held,
    MeetingPart,
    MeetingStage,
    MeetingStep,
    Missed,
    Planned,
    Prepared,
    Recorded,
    ReviewedNext,
    Signed,
)
from reflective.practice.supervision import supervision as supervision_module

DAY = date(2021, 9, 6)
BY = {"on": DAY, "recorded": DAY, "by": "w-1"}
MANAGER = {**BY, "by": "m-1"}
WHO = (("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))
CALL = Action(id="a", text="call", children=("c-1", "c-2"))
PERHAPS = Action(id="a", text="perhaps call", children=("c-1", "c-2"), consider=True)
CLOSED = ActionClosed(action="a", result=Result.EFFECTIVE, what_changed="calmer")

#: Every kind of entry about an action, and the steps that it may be.
ACTION_ENTRIES = (
    (Proposed(action=CALL), {ActionStep.PROPOSE}),
    (Agreed(action=CALL), {ActionStep.AGREE}),
    (Agreed(action=PERHAPS), {ActionStep.CONSIDER}),
    (Decided(action="a", yes=True, because="it helps", decided_by="m-1"), {ActionStep.DECIDE_YES}),
    (Decided(action="a", yes=False, because="it would not", decided_by="m-1"), {ActionStep.DECIDE_NO}),
    (Begun(action="a"), {ActionStep.BEGIN}),
    (Blocked(action="a", because="no room"), {ActionStep.BLOCK}),
    (CannotYet(action="a", because="early"), {ActionStep.CANNOT_YET}),
    (CarriedForward(action="a", because="away"), {ActionStep.CARRY_FORWARD}),
    (Done(action="a", what="called"), {ActionStep.REPORT_DONE}),
    (CLOSED, {ActionStep.CLOSE}),
    (
        ActionClosed(action="a", result=Result.EFFECTIVE, what_changed="calmer", children=("c-1",)),
        {ActionStep.CLOSE_FOR_SOME},
    ),
    (NotNeeded(action="a", because="solved", decided_by="m-1"), {ActionStep.NOT_NEEDED}),
    (Superseded(action="a", by_action="b", because="a better one"), {ActionStep.SUPERSEDE}),
)
#: A plan with the action in each of its states.
PLAN = Plan(id="p").add(Agreed(action=Action(id="b", text="write")), **BY)
AGREED = PLAN.add(Agreed(action=CALL), **BY)
DONE = AGREED.add(Done(action="a", what="called"), **BY)
CONSIDERED = PLAN.add(Agreed(action=PERHAPS), **BY)
PLANS = {
    ActionStatus.NOT_STARTED: PLAN,
    ActionStatus.DRAFT: PLAN.add(Proposed(action=CALL), **BY),
    ActionStatus.TO_DECIDE: CONSIDERED,
    ActionStatus.AGREED: AGREED,
    ActionStatus.IN_PROGRESS: AGREED.add(Begun(action="a"), **BY),
    ActionStatus.BLOCKED: AGREED.add(Blocked(action="a", because="no room"), **BY),
    ActionStatus.CANNOT_YET: AGREED.add(CannotYet(action="a", because="early"), **BY),
    ActionStatus.REPORTED_DONE: DONE,
    ActionStatus.CLOSED: DONE.add(CLOSED, **BY),
    ActionStatus.DECIDED_NO: CONSIDERED.add(
        Decided(action="a", yes=False, because="it would not", decided_by="m-1"), **BY
    ),
    ActionStatus.NOT_NEEDED: AGREED.add(NotNeeded(action="a", because="solved", decided_by="m-1"), **BY),
    ActionStatus.SUPERSEDED: AGREED.add(Superseded(action="a", by_action="b", because="better"), **BY),
}

#: Every kind of entry that is a step of a meeting, and the steps that it may be.
MEETING_ENTRIES = (
    (Planned(day=DAY, people=WHO), {MeetingStep.PLAN}),
    (Prepared(focus=("the journey",)), {MeetingStep.PREPARE}),
    (Held(people=WHO), {MeetingStep.HOLD}),
    (Held(people=WHO, broken_off=True), {MeetingStep.HOLD_PART}),
    (Recorded(), {MeetingStep.RECORD}),
    (Signed(part=MeetingPart.PRACTITIONER), {MeetingStep.SIGN}),
    # Another comment leaves a disputed record disputed.
    (Commented(comment="no"), {MeetingStep.DISPUTE, MeetingStep.SIGN}),
    (Filed(children=()), {MeetingStep.FILE}),
    (ReviewedNext(at=Link(record="s-2")), {MeetingStep.REVIEW}),
    (Cancelled(because="court"), {MeetingStep.CANCEL}),
    (Missed(), {MeetingStep.MISS}),
)
MEETING = Supervision(id="s").add(Planned(day=DAY, people=WHO), **BY)
RECORDED = MEETING.add(Held(people=WHO), **BY).add(Recorded(), **BY)
SIGNED = RECORDED.sign(MeetingPart.PRACTITIONER, **BY).sign(MeetingPart.SUPERVISOR, **MANAGER)
FILED = SIGNED.add(Filed(children=()), **BY)
MEETINGS = {
    MeetingStage.NOT_STARTED: Supervision(id="s"),
    MeetingStage.PLANNED: MEETING,
    MeetingStage.PREPARED: MEETING.add(Prepared(focus=("the journey",)), **BY),
    MeetingStage.PART_HELD: MEETING.add(Held(people=WHO, broken_off=True), **BY),
    MeetingStage.HELD: MEETING.add(Held(people=WHO), **BY),
    MeetingStage.RECORDED: RECORDED,
    MeetingStage.DISPUTED: RECORDED.add(Commented(comment="no"), **BY),
    MeetingStage.AGREED: SIGNED,
    MeetingStage.FILED: FILED,
    MeetingStage.REVIEWED: FILED.add(ReviewedNext(at=Link(record="s-2")), **BY),
    MeetingStage.CANCELLED: MEETING.add(Cancelled(because="court"), **BY),
    MeetingStage.MISSED: MEETING.add(Missed(), **BY),
}
#: Each machine: its table, a record in each of its states, every kind of entry, and where its steps are kept.
MACHINES = {
    "action": (ACTION_MOVES, PLANS, ACTION_ENTRIES, progress_module),
    "meeting": (MEETING_MOVES, MEETINGS, MEETING_ENTRIES, supervision_module),
}
EVERY = pytest.mark.parametrize("name", MACHINES)


def _wrong(name):
    """Every (state, entry) that is taken and is no step of the table, or is one and is refused."""
    table, records, entries, _ = MACHINES[name]
    found = []
    for state, record in records.items():
        for content, steps in entries:
            try:
                record.add(content, **BY)
                taken = True
            # An action that is not there at all is no action, and the plan says so before it asks the table.
            except (MoveNotAllowed, LookupError):
                taken = False
            if taken is not bool(steps & set(table[state].values())):
                found.append((state, content))
    return found


@EVERY
def test_an_entry_is_taken_where_the_table_has_a_step_that_it_can_be(name):
    """The whole product of states and kinds of entry: no step passes for another that leads to the same state."""
    assert _wrong(name) == []


@EVERY
def test_there_is_a_record_in_every_state(name):
    """The product is whole."""
    table, records, _, _ = MACHINES[name]
    assert set(records) == set(table)


@EVERY
def test_a_machine_that_asks_only_where_an_entry_leads_is_caught(name, monkeypatch):
    """The control: take every kind of entry for every step, and the product finds it."""
    table, _, _, module = MACHINES[name]
    steps = frozenset(step for moves in table.values() for step in moves.values())
    monkeypatch.setattr(module, "_STEPS", dict.fromkeys(module._STEPS, steps))
    assert _wrong(name)


def test_a_hypothesis_is_floated_with_a_statement():
    """A judgement that it is floated says nothing, and is refused."""
    with pytest.raises(MoveNotAllowed, match="float it first"):
        Hypothesis(id="h").add(Judged(status=HypothesisStatus.FLOATED, because="of what was seen"), **BY)
