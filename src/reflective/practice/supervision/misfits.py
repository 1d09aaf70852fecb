"""Why an entry may not stand in a meeting although its machines have the move: who wrote it, and what it names."""

from collections.abc import Iterable
from typing import Any, Final

from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.practice.supervision.disputes import Disputed
from reflective.practice.supervision.filing import (
    DistillationConfirmed,
    Distilled,
    Filed,
    FilingDecision,
    OffFile,
    Signed,
)
from reflective.practice.supervision.meeting import ChildRecord, Held, MeetingPart, Planned
from reflective.practice.supervision.state import MeetingState, key_of
from reflective.records.entry import Entry

__all__ = ["misfit"]

_SIGNING: Final = frozenset({MeetingPart.PRACTITIONER, MeetingPart.SUPERVISOR})


def misfit(record: str, meeting: MeetingState, entry: Entry[Any]) -> ReflectiveError | None:
    """Why an entry may not stand in this meeting, or None when it may."""
    match entry.content:
        case Planned(people=()) | Held(people=()):
            why = "a supervision has at least one person in it"
            return BadEntry(code="supervision.people", record=record, why=why)
        case ChildRecord(child=child) | FilingDecision(child=child):
            return _unknown_children(record, meeting, (child,))
        case Disputed(children=children):
            return _unknown_children(record, meeting, children)
        case Signed() as signed:
            return _unsignable(record, meeting, entry.by, signed)
        case Filed(unsigned_because=because) as filed if because is not None:
            return _signed_already(record, meeting, filed)
        case DistillationConfirmed() as confirmed:
            return _unconfirmed(record, meeting, entry.by, confirmed)
        case Distilled(child=child, words=words):
            return _not_confirmed(record, meeting, child, words)
    return None


def _unknown_children(record: str, meeting: MeetingState, children: Iterable[str]) -> UnknownId | None:
    known = set(children) <= set(meeting.children)
    return None if known else UnknownId(noun="child", where=f"supervision {record}")


def _unsignable(record: str, meeting: MeetingState, signer: str, signed: Signed) -> BadEntry | None:
    """Why somebody may not sign: they had no such part, have signed the other side or already, or it is empty."""
    parts = {part for person, part in meeting.people if person == signer}
    if signed.absent_because is None and (signed.part not in parts or signed.part not in _SIGNING):
        why = (
            "who signs had that part in it, practitioner or supervisor; a supervisor who was not there signs with the "
            "reason (absent_because)"
        )
        return BadEntry(code="signature.part", record=record, why=why)
    if signed.absent_because is not None and (parts or signed.part is not MeetingPart.SUPERVISOR):
        why = "only a supervisor who was not at the meeting signs as somebody who was absent"
        return BadEntry(code="signature.absent", record=record, why=why)
    if any(one == signer and part is not signed.part for one, part in meeting.signed_to):
        why = "nobody signs both sides of their own supervision"
        return BadEntry(code="signature.both_sides", record=record, why=why)
    if (signer, signed.part) in meeting.signed:
        why = "they have signed it, and nothing of substance was written since"
        return BadEntry(code="signature.twice", record=record, why=why)
    if not meeting.has_content and meeting.signatures.holds(signed.of):
        why = "there is nothing in it to sign: record first what was discussed, or a child's record"
        return BadEntry(code="signature.empty", record=record, why=why)
    return None


def _signed_already(record: str, meeting: MeetingState, filed: Filed) -> BadEntry | None:
    if meeting.signatures.changed > filed.of or not meeting.was_agreed(filed):
        return None
    why = "everybody has signed it: file it without a reason"
    return BadEntry(code="filing.signed", record=record, why=why)


def _unconfirmed(
    record: str, meeting: MeetingState, signer: str, confirmed: DistillationConfirmed
) -> ReflectiveError | None:
    """Why somebody may not confirm a distillation: there is none, it is not theirs to confirm, or they have."""
    decided = meeting.decided.get(key_of(confirmed.child, confirmed.entry))
    if decided is None or decided.decision is not OffFile.DISTILLED:
        return UnknownId(noun="distillation", where=f"supervision {record}")
    if signer != decided.whose and signer not in meeting.others_who_confirm(decided.whose):
        why = "a distillation is confirmed by the one whose entry it is and by a supervisor of the meeting"
        return BadEntry(code="distillation.part", record=record, why=why)
    if signer in decided.confirmed_by and confirmed.of > decided.place:
        why = "they have confirmed these words"
        return BadEntry(code="signature.twice", record=record, why=why)
    return None


def _not_confirmed(record: str, meeting: MeetingState, child: str, words: str) -> UnknownId | None:
    counting = {one.words for (of, _, _), one in meeting.decided.items() if of == child and one.counts}
    return None if words in counting else UnknownId(noun="distillation", where=f"supervision {record}")
