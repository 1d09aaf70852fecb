"""The machines of a meeting: of the meeting itself, of each child's record, and of each disagreement."""

from typing import Any, Final

from reflective.practice.supervision.disputes import Disputed, DisputeSettled, DisputeStage, DisputeWords
from reflective.practice.supervision.filing import ChildRecordStage, Filed, Signed
from reflective.practice.supervision.meeting import (
    Cancelled,
    ChildRecord,
    Held,
    MeetingStage,
    Missed,
    Planned,
    Prepared,
    Recorded,
    ReviewedNext,
)
from reflective.practice.supervision.state import MeetingState
from reflective.records.entry import Entry
from reflective.records.machine import SAME, Cell, Machine, Need, Row, State

__all__ = ["CHILD_RECORD", "DISPUTE", "MEETING"]

_HELD: Final[Cell] = frozenset({MeetingStage.HELD, MeetingStage.PART_HELD})
_NOT_HELD: Final[Row] = {Held: _HELD, Cancelled: MeetingStage.CANCELLED, Missed: MeetingStage.MISSED}

#: The moves of a meeting. Preparing is optional, and a meeting that nobody planned may still be held.
MEETING: Final = Machine(
    "supervision",
    start=MeetingStage.NOT_STARTED,
    table={
        MeetingStage.NOT_STARTED: {Planned: MeetingStage.PLANNED, Held: frozenset({MeetingStage.HELD})},
        MeetingStage.PLANNED: {Prepared: MeetingStage.PREPARED, **_NOT_HELD},
        MeetingStage.PREPARED: {Prepared: SAME, **_NOT_HELD},
        MeetingStage.PART_HELD: {Held: frozenset({MeetingStage.HELD}), Recorded: MeetingStage.RECORDED},
        MeetingStage.HELD: {Recorded: MeetingStage.RECORDED},
        MeetingStage.RECORDED: {Signed: SAME, ReviewedNext: SAME},
        MeetingStage.CANCELLED: {},
        MeetingStage.MISSED: {},
    },
    choose={Held: lambda _meeting, entry: MeetingStage.PART_HELD if entry.content.broken_off else MeetingStage.HELD},
    remedies={Signed: lambda _at: "write it up first"},
)


def _signed_or_why(
    _at: object, meeting: MeetingState, to: ChildRecordStage, filed: Filed | None
) -> tuple[Need, ...] | None:
    """A record is filed once it is written up; where not everybody has signed it, with the reason."""
    if meeting.at is not MeetingStage.RECORDED or (filed is None and to is not ChildRecordStage.FILED):
        return None
    signed = meeting.agreed if filed is None else meeting.was_agreed(filed)
    if signed or (filed is not None and filed.unsigned_because is not None):
        return ()
    return (Need("unsigned_because", "sign it first, or say why it is filed unsigned"),)


def _once_held(_at: object, meeting: MeetingState, _to: object, _given: object) -> tuple[Need, ...] | None:
    return None if meeting.begun_on is None else ()


def _filed_or_edited_since(meeting: MeetingState, entry: Entry[Filed]) -> State:
    filed = entry.content
    return ChildRecordStage.FILED if meeting.edited.get(filed.child, 0) <= filed.of else SAME


#: The moves of a child's record; each child of the meeting has one. If it is rewritten after filing, it is filed again.
CHILD_RECORD: Final = Machine(
    "child record",
    item="child",
    start=ChildRecordStage.NOT_WRITTEN,
    table={
        ChildRecordStage.NOT_WRITTEN: {ChildRecord: ChildRecordStage.WRITTEN},
        # A filing that is older than a correction of what it filed leaves the record to be filed again.
        ChildRecordStage.WRITTEN: {ChildRecord: SAME, Filed: frozenset({SAME, ChildRecordStage.FILED})},
        ChildRecordStage.FILED: {ChildRecord: ChildRecordStage.WRITTEN},
    },
    choose={Filed: _filed_or_edited_since},
    needs={ChildRecord: _once_held, Filed: _signed_or_why},
    remedies={
        ChildRecord: lambda _at: "say first that it was held",
        Filed: lambda at: "it is on the file as it stands" if at is ChildRecordStage.FILED else "write it up first",
    },
)


def _once_written_up(_at: object, meeting: MeetingState, _to: object, _given: Any) -> tuple[Need, ...] | None:
    return () if meeting.at is MeetingStage.RECORDED else None


#: The moves of one disagreement. Words may follow after it was settled: they were perhaps not ready before.
DISPUTE: Final = Machine(
    "dispute",
    item="dispute",
    start=DisputeStage.NOT_RAISED,
    table={
        DisputeStage.NOT_RAISED: {Disputed: DisputeStage.OPEN},
        DisputeStage.OPEN: {DisputeWords: SAME, DisputeSettled: DisputeStage.SETTLED},
        DisputeStage.SETTLED: {DisputeWords: SAME},
    },
    needs={Disputed: _once_written_up},
    remedies={
        Disputed: lambda at: (
            "write it up first" if at is DisputeStage.NOT_RAISED else "a new dispute has an id of its own"
        )
    },
)
