"""Every state machine of the records, in one shape: its table, how to try a move, and how to ask where it is."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from reflective.practice import (
    ACTION_MOVES,
    CHECKPOINT_MOVES,
    HYPOTHESIS_MOVES,
    MEETING_MOVES,
    MOVES,
    TIE_MOVES,
    Abandoned,
    Action,
    ActionClosed,
    ActionStatus,
    Agreed,
    Assessed,
    Begun,
    Between,
    Blocked,
    Cancelled,
    CannotYet,
    CarriedForward,
    Checkpoint,
    CheckpointAgreed,
    CheckpointMoved,
    CheckpointProposed,
    CheckpointReached,
    CheckpointStatus,
    Closed,
    Commented,
    Content,
    Cycle,
    Decided,
    Done,
    Due,
    Ended,
    EndingPlanned,
    Entered,
    Filed,
    Floated,
    For,
    Held,
    Hypothesis,
    HypothesisStatus,
    Journey,
    Judged,
    Link,
    MeetingPart,
    MeetingStage,
    Missed,
    NotNeeded,
    Paused,
    Plan,
    Planned,
    Prepared,
    Proposed,
    Reason,
    Record,
    Recorded,
    Relationship,
    Repaired,
    RepairTried,
    Result,
    ReviewedNext,
    Ruptured,
    Signed,
    SoWhat,
    SoWhatDecided,
    Stage,
    Standing,
    Superseded,
    Supervision,
    Tie,
)

DAY = date(2021, 9, 6)
BY = {"on": DAY, "recorded": DAY, "by": "w-1"}
MANAGER = {**BY, "by": "m-1"}
ELSEWHERE = Link(record="other")


class Machine(NamedTuple):
    """A machine: the record it begins with, and for each state what would take it there from another."""

    name: str
    table: Mapping[Any, Mapping[Any, Any]]
    start: Record
    where: Callable[[Record], Any]
    tries: Callable[[Any, Any], tuple[Content, dict] | None]

    def attempt(self, record: Record, source: Any, to: Any) -> Record | None:
        """The record after trying to go there; None where there are no words with which to try."""
        attempt = self.tries(source, to)
        return None if attempt is None else record.add(attempt[0], **attempt[1])


def _cycle(source, to):
    if isinstance(to, Stage):
        move = MOVES[source].get(to)
        reason = Reason.NOT_RECORDED if move is not None and move.value in {"back", "skip", "round"} else None
        return Entered(stage=to, reason=reason), BY
    content = {
        Standing.PAUSED: Paused(),
        Standing.CLOSED: Closed(none_needed="nothing is wanted"),
        Standing.ABANDONED: Abandoned(because="the child's case closed"),
    }.get(to)
    return None if content is None else (content, BY)


def _hypothesis(_source, to):
    if to is HypothesisStatus.UNSPOKEN:
        return None
    if to is HypothesisStatus.FLOATED:
        return Floated(statement="a view"), BY
    widened = "more than that" if to is HypothesisStatus.WIDENED else None
    revised = ELSEWHERE if to is HypothesisStatus.REVISED else None
    return Judged(status=to, because="of what was seen", widened_to=widened, revised_as=revised), BY


def _tie(source, to):
    if to is Tie.STEADY:
        if source is Tie.UNSPOKEN:
            return Between(worker="w-1", family_member="p-1"), BY
        if source is Tie.STEADY:
            return Assessed(stage="building", ladder="l", ladder_version="1", evidence=("seen",)), BY
        return Repaired(response="they said so"), BY
    content = {
        Tie.RUPTURED: Ruptured(what_happened="a door was slammed"),
        Tie.REPAIRING: RepairTried(step="asked what would help"),
        Tie.ENDING: EndingPlanned(because="the worker leaves"),
        Tie.ENDED: Ended(),
    }.get(to)
    return None if content is None else (content, BY)


_ACTION = Action(id="a-1", text="call", children=("c-1", "c-2"))
_OTHER = Action(id="a-2", text="write")


def _action(source, to):
    consider = source in {ActionStatus.UNSPOKEN, ActionStatus.DRAFT}
    if to is source and to is not ActionStatus.REPORTED_DONE:
        return CarriedForward(action="a-1", because="the family was away"), BY
    content = {
        ActionStatus.DRAFT: Proposed(action=_ACTION),
        ActionStatus.AGREED: Agreed(action=_ACTION)
        if consider
        else Decided(action="a-1", yes=True, because="it helps", decided_by="m-1"),
        ActionStatus.TO_DECIDE: Agreed(action=Action(id="a-1", text="consider a call", consider=True)),
        ActionStatus.IN_PROGRESS: Begun(action="a-1"),
        ActionStatus.BLOCKED: Blocked(action="a-1", because="no room"),
        ActionStatus.CANNOT_YET: CannotYet(action="a-1", because="not before the birth"),
        ActionStatus.REPORTED_DONE: ActionClosed(
            action="a-1", result=Result.EFFECTIVE, what_changed="calmer", children=("c-1",)
        )
        if source is ActionStatus.REPORTED_DONE
        else Done(action="a-1", what="called"),
        ActionStatus.CLOSED: ActionClosed(action="a-1", result=Result.EFFECTIVE, what_changed="calmer"),
        ActionStatus.DECIDED_NO: Decided(action="a-1", yes=False, because="it would not help", decided_by="m-1"),
        ActionStatus.NOT_NEEDED: NotNeeded(action="a-1", because="solved", decided_by="m-1"),
        ActionStatus.SUPERSEDED: Superseded(action="a-1", by_action="a-2", because="a better one"),
    }.get(to)
    return None if content is None else (content, BY)


_CHECKPOINT = Checkpoint(id="k-1", different="sleeps through", how_we_would_know="mother's diary", due_on=DAY)


def _checkpoint(source, to):
    if to is CheckpointStatus.AGREED and source not in {CheckpointStatus.UNSPOKEN, CheckpointStatus.PROPOSED}:
        return CheckpointMoved(checkpoint="k-1", to=to, because="ill", day=DAY), BY
    content = {
        CheckpointStatus.PROPOSED: CheckpointProposed(checkpoint=_CHECKPOINT),
        CheckpointStatus.AGREED: CheckpointAgreed(checkpoint=_CHECKPOINT, due=Due(day=DAY)),
        CheckpointStatus.DECIDED: SoWhatDecided(checkpoint="k-1", so_what=SoWhat.CONTINUE, because="it goes well"),
        CheckpointStatus.SUPERSEDED: CheckpointMoved(checkpoint="k-1", to=to, because="another", superseded_by="k-2"),
        CheckpointStatus.WITHDRAWN: CheckpointMoved(checkpoint="k-1", to=to, because="not meant"),
    }.get(to)
    if content is None and to is not CheckpointStatus.UNSPOKEN:
        content = CheckpointReached(checkpoint="k-1", found=to, evidence="the diary")
    return None if content is None else (content, BY)


_WHO = (("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))


def _meeting(source, to):
    if to is source and to in {MeetingStage.RECORDED, MeetingStage.DISPUTED}:
        return (
            (Signed(part=MeetingPart.PRACTITIONER), BY)
            if to is MeetingStage.RECORDED
            else (Commented(comment="no"), BY)
        )
    content = {
        MeetingStage.PLANNED: Planned(day=DAY, people=_WHO),
        MeetingStage.PREPARED: Prepared(focus=("the journey",)),
        MeetingStage.PART_HELD: Held(people=_WHO, broken_off=True),
        MeetingStage.HELD: Held(people=_WHO),
        MeetingStage.RECORDED: Recorded(),
        MeetingStage.DISPUTED: Commented(comment="no"),
        MeetingStage.FILED: Filed(children=()),
        MeetingStage.REVIEWED: ReviewedNext(at=ELSEWHERE),
        MeetingStage.CANCELLED: Cancelled(because="ill"),
        MeetingStage.MISSED: Missed(),
    }.get(to)
    return None if content is None else (content, BY)


class _Meetings(Machine):
    """Agreement takes two signatures, so trying for it is two entries."""

    __slots__ = ()

    def attempt(self, record, source, to):
        if to is not MeetingStage.AGREED:
            return super().attempt(record, source, to)
        for signer, part in _WHO:
            record = record.add(Signed(part=part), **{**BY, "by": signer})
        return record


CYCLE = Machine("cycle", MOVES, Cycle(id="c"), lambda r: r.stage(DAY), _cycle)
HYPOTHESIS = Machine("hypothesis", HYPOTHESIS_MOVES, Hypothesis(id="h"), lambda r: r.status(DAY), _hypothesis)
TIE = Machine("relationship", TIE_MOVES, Relationship(id="r"), lambda r: r.tie(DAY), _tie)
ACTION = Machine(
    "action",
    ACTION_MOVES,
    Plan(id="p").add(Agreed(action=_OTHER), **BY),
    lambda r: r.on(DAY).actions["a-1"].status if "a-1" in r.on(DAY).actions else ActionStatus.UNSPOKEN,
    _action,
)
CHECKPOINT = Machine(
    "checkpoint",
    CHECKPOINT_MOVES,
    Journey(id="j").add(For(child="c-1"), **BY),
    lambda r: (
        r.state(DAY).checkpoints["k-1"].status if "k-1" in r.state(DAY).checkpoints else CheckpointStatus.UNSPOKEN
    ),
    _checkpoint,
)
MEETING = _Meetings("supervision", MEETING_MOVES, Supervision(id="s"), lambda r: r.stage(DAY), _meeting)
MACHINES = (CYCLE, HYPOTHESIS, TIE, ACTION, CHECKPOINT, MEETING)
