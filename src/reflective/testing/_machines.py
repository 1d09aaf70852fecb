"""Every state machine of the records, in one shape: its table, and what to write so as to go from one state to another.

The moves are sketched and not judged: each says what somebody would write who tried, whether or not the table has it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

import attrs

from reflective.errors import ReflectiveError
from reflective.practice.cycle import CYCLE_MOVES, Abandoned, Closed, Cycle, CycleStatus, Entered, Paused, Reason, Stage
from reflective.practice.hypothesis import HYPOTHESIS_MOVES, Floated, Hypothesis, HypothesisStatus, Judged
from reflective.practice.journey import (
    CHECKPOINT_MOVES,
    Checkpoint,
    CheckpointAgreed,
    CheckpointMoved,
    CheckpointProposed,
    CheckpointReached,
    CheckpointStatus,
    Journey,
    JourneyOf,
    SoWhatDecided,
)
from reflective.practice.plan import (
    ACTION_MOVES,
    Action,
    ActionClosed,
    ActionStatus,
    Agreed,
    Begun,
    Blocked,
    CannotYet,
    CarriedForward,
    Decided,
    Done,
    NotNeeded,
    Part,
    Plan,
    Proposed,
    Superseded,
)
from reflective.practice.relationship import (
    RELATIONSHIP_MOVES,
    Assessed,
    Ended,
    EndingPlanned,
    Relationship,
    RelationshipOf,
    RelationshipState,
    Repaired,
    RepairTried,
    Ruptured,
)
from reflective.practice.supervision import (
    MEETING_MOVES,
    Cancelled,
    Commented,
    Filed,
    Held,
    MeetingPart,
    MeetingStage,
    Missed,
    Planned,
    Prepared,
    Recorded,
    ReviewedNext,
    Signed,
    Supervision,
)
from reflective.records import Due, Link, Record
from reflective.records.due import resolve
from reflective.testing._values import TOLD, Sketch, sketch
from reflective.timescales import WorkingCalendar

__all__ = ["CHILDREN", "FAMILY", "MACHINES", "MANAGER", "NEW_DAY", "WORKER", "Machine", "Try"]

#: Opaque references, as a host would have them: nobody's name.
WORKER, MANAGER, FAMILY = "w-1", "m-1", "p-1"
CHILDREN: Final = ("c-1", "c-2")
WHO: Final = ((WORKER, MeetingPart.PRACTITIONER), (MANAGER, MeetingPart.SUPERVISOR))
_ELSEWHERE: Final = Link(record="other")


class Try(NamedTuple):
    """Something that may be written, and by whom."""

    content: Sketch
    by: str = WORKER


class Machine(NamedTuple):
    """A machine: the kind of record it is of, its table, what comes before it, where it is, and the tries at a move."""

    name: str
    kind: type[Record[Any, Any]]
    table: Mapping[Any, Mapping[Any, Any]]
    #: What a record says before the machine can begin.
    before: tuple[Sketch, ...]
    #: Where it is on a day; of a record with several items, where one of them is.
    where: Callable[[Any, date, str], Any]
    #: From a state to another, of one item: what would take it there. Empty where there are no words with which to try.
    tries: Callable[[Any, Any, str], tuple[Try, ...]]
    #: The items of such a record; a record that is one machine has one, without a name.
    items: tuple[str, ...] = ("",)


def _one(said: Sketch | None) -> tuple[Try, ...]:
    return () if said is None else (Try(said),)


def _cycle(source: Any, to: Any, _item: str) -> tuple[Try, ...]:
    if isinstance(to, Stage):
        move = CYCLE_MOVES[source].get(to)
        reason = Reason.NOT_RECORDED if move is not None and move.value in {"back", "skip", "round"} else None
        return _one(sketch(Entered, stage=to, reason=reason))
    ways = {
        CycleStatus.PAUSED: sketch(Paused),
        CycleStatus.CLOSED: sketch(Closed, none_needed=TOLD),
        CycleStatus.ABANDONED: sketch(Abandoned),
    }
    return _one(ways.get(to))


def _hypothesis(_source: Any, to: Any, _item: str) -> tuple[Try, ...]:
    if to is HypothesisStatus.NOT_STARTED:
        return ()
    if to is HypothesisStatus.FLOATED:
        return _one(sketch(Floated))
    widened = TOLD if to is HypothesisStatus.WIDENED else None
    revised = _ELSEWHERE if to is HypothesisStatus.REVISED else None
    return _one(sketch(Judged, status=to, because=TOLD, widened_to=widened, revised_as=revised))


def _tie(source: Any, to: Any, _item: str) -> tuple[Try, ...]:
    if to is RelationshipState.STEADY:
        ways = {
            RelationshipState.NOT_STARTED: sketch(RelationshipOf, worker=WORKER, family_member=FAMILY),
            RelationshipState.STEADY: sketch(Assessed, ladder="a-ladder", evidence=TOLD),
        }
        return _one(ways.get(source, sketch(Repaired)))
    others = {
        RelationshipState.RUPTURED: sketch(Ruptured),
        RelationshipState.REPAIRING: sketch(RepairTried),
        RelationshipState.ENDING: sketch(EndingPlanned),
        RelationshipState.ENDED: sketch(Ended),
    }
    return _one(others.get(to))


def resolved(said: Any) -> Any:
    """What was agreed, with its days resolved as agreeing resolves them; left as it is where words come to no day."""
    try:
        if isinstance(said, CheckpointAgreed):
            return attrs.evolve(said, due=_due(said.checkpoint) or said.due)
        dues = (_due(said.action), *(_due(part, part.id) for part in said.action.parts))
    except ReflectiveError:
        return said
    return attrs.evolve(said, dues=tuple(due for due in dues if due is not None))


def _due(thing: Action | Part | Checkpoint, part: str | None = None) -> Due | None:
    cal = WorkingCalendar.england_and_wales()
    return resolve(thing.due, thing.due_on, thing.counted_from, thing.anchor or "the supervision", cal, part=part)


def _action_of(item: str, *, consider: bool = False) -> Sketch:
    return sketch(Action, id=item, goal=None, children=CHILDREN, consider=consider)


def _agreed(item: str, *, consider: bool = False) -> Sketch:
    return sketch(Agreed, action=_action_of(item, consider=consider), dues=())._replace(then=resolved)


NEW_DAY: Final = sketch(Due, day=TOLD, reckoning=None, part=None)


def _action(source: Any, to: Any, item: str) -> tuple[Try, ...]:
    named = {"action": item}
    if to is source and to is not ActionStatus.REPORTED_DONE:
        return _one(sketch(CarriedForward, **named, due=NEW_DAY))
    spoken = source not in {ActionStatus.NOT_STARTED, ActionStatus.DRAFT}
    some = {"children": CHILDREN[:1] if source is ActionStatus.REPORTED_DONE and to is source else ()}
    closing = sketch(ActionClosed, **named, **some)
    ways = {
        ActionStatus.DRAFT: sketch(Proposed, action=_action_of(item)),
        ActionStatus.AGREED: sketch(Decided, **named, yes=True, part=None) if spoken else _agreed(item),
        ActionStatus.TO_DECIDE: _agreed(item, consider=True),
        ActionStatus.IN_PROGRESS: sketch(Begun, **named),
        ActionStatus.BLOCKED: sketch(Blocked, **named),
        ActionStatus.CANNOT_YET: sketch(CannotYet, **named),
        ActionStatus.REPORTED_DONE: closing if to is source else sketch(Done, **named),
        ActionStatus.CLOSED: closing,
        ActionStatus.DECIDED_NO: sketch(Decided, **named, yes=False, part=None),
        ActionStatus.NOT_NEEDED: sketch(NotNeeded, **named),
        ActionStatus.SUPERSEDED: sketch(Superseded, **named, by_action="a-2"),
    }
    return _one(ways.get(to))


def _checkpoint(source: Any, to: Any, item: str) -> tuple[Try, ...]:
    named, moved = {"checkpoint": item}, {"day": None, "superseded_by": None}
    if to is CheckpointStatus.NOT_STARTED:
        return ()
    if to is CheckpointStatus.AGREED and source not in {CheckpointStatus.NOT_STARTED, CheckpointStatus.PROPOSED}:
        return _one(sketch(CheckpointMoved, **named, to=to, day=TOLD, superseded_by=None))
    said = sketch(Checkpoint, id=item)
    ways = {
        CheckpointStatus.PROPOSED: sketch(CheckpointProposed, checkpoint=said),
        CheckpointStatus.AGREED: sketch(CheckpointAgreed, checkpoint=said, due=NEW_DAY)._replace(then=resolved),
        CheckpointStatus.DECIDED: sketch(SoWhatDecided, **named),
        CheckpointStatus.SUPERSEDED: sketch(CheckpointMoved, **named, **moved | {"to": to, "superseded_by": "k-2"}),
        CheckpointStatus.WITHDRAWN: sketch(CheckpointMoved, **named, **moved, to=to),
    }
    return _one(ways.get(to, sketch(CheckpointReached, **named, found=to, evidence=TOLD)))


def _meeting(source: Any, to: Any, _item: str) -> tuple[Try, ...]:
    if to is MeetingStage.AGREED:
        # Agreement takes two signatures.
        return tuple(Try(sketch(Signed, part=part), by) for by, part in WHO)
    if to is source and to is MeetingStage.RECORDED:
        return _one(sketch(Signed, part=MeetingPart.PRACTITIONER))
    ways = {
        MeetingStage.PLANNED: sketch(Planned, people=WHO, children=CHILDREN),
        MeetingStage.PREPARED: sketch(Prepared),
        MeetingStage.PART_HELD: sketch(Held, people=WHO, children=CHILDREN, broken_off=True),
        MeetingStage.HELD: sketch(Held, people=WHO, children=CHILDREN, broken_off=False),
        MeetingStage.RECORDED: sketch(Recorded),
        MeetingStage.DISPUTED: sketch(Commented),
        MeetingStage.FILED: sketch(Filed, children=()),
        MeetingStage.REVIEWED: sketch(ReviewedNext, at=_ELSEWHERE),
        MeetingStage.CANCELLED: sketch(Cancelled),
        MeetingStage.MISSED: sketch(Missed),
    }
    return _one(ways.get(to))


def _action_at(plan: Plan, day: date, item: str) -> ActionStatus:
    known = plan.on(day).actions.get(item)
    return ActionStatus.NOT_STARTED if known is None else known.status


def _checkpoint_at(journey: Journey, day: date, item: str) -> CheckpointStatus:
    known = journey.state(day).checkpoints.get(item)
    return CheckpointStatus.NOT_STARTED if known is None else known.status


MEETING: Final = Machine("supervision", Supervision, MEETING_MOVES, (), lambda it, day, _: it.stage(day), _meeting)
MACHINES: Final = (
    Machine("cycle", Cycle, CYCLE_MOVES, (), lambda it, day, _: it.stage(day), _cycle),
    Machine("hypothesis", Hypothesis, HYPOTHESIS_MOVES, (), lambda it, day, _: it.status(day), _hypothesis),
    Machine("relationship", Relationship, RELATIONSHIP_MOVES, (), lambda it, day, _: it.tie(day), _tie),
    Machine(
        "action",
        Plan,
        ACTION_MOVES,
        (_agreed("a-2"),),
        _action_at,
        _action,
        ("a-1", "a-2", "a-3"),
    ),
    Machine(
        "checkpoint",
        Journey,
        CHECKPOINT_MOVES,
        (sketch(JourneyOf, child=CHILDREN[0]),),
        _checkpoint_at,
        _checkpoint,
        ("k-1", "k-2"),
    ),
    MEETING,
)
