"""The meeting on a day, as its entries leave it: its stage, its signatures, each child's record, its disputes."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

import attrs

from reflective.practice.supervision.disputes import Dispute, Disputed, DisputeSettled
from reflective.practice.supervision.filing import (
    ChildFiling,
    ChildRecordStage,
    DistillationConfirmed,
    Filed,
    FilingDecided,
    FilingDecision,
    OffFile,
    Signed,
)
from reflective.practice.supervision.meeting import (
    ChildRecord,
    Discussed,
    Held,
    MeetingPart,
    MeetingStage,
    Planned,
    ReviewedNext,
)
from reflective.records.content import Content, Link
from reflective.records.entry import Entry
from reflective.records.forms import FormAnswer
from reflective.records.signature import Signatures

__all__ = ["Decided", "MeetingState", "key_of", "with_part"]

#: The key of a decision of the filing gate: the child, and the record and the place of the entry.
Decided = tuple[str, str, int]


class MeetingState(NamedTuple):
    """The meeting on a day: its stage, who and whom it is about, who has signed, and each child's record."""

    #: How far its entries have moved it, at most to `RECORDED`; `stage` says the rest.
    at: MeetingStage = MeetingStage.NOT_STARTED
    people: tuple[tuple[str, MeetingPart], ...] = ()
    children: tuple[str, ...] = ()
    planned_for: date | None = None
    #: The day it took place, and the day of the part of it that was held before it was broken off, or the same day.
    held_on: date | None = None
    begun_on: date | None = None
    #: True once something was discussed, recorded for a child, or answered on a form.
    has_content: bool = False
    reviewed: bool = False
    signatures: Signatures = Signatures()
    #: For each who signed as a part, how many entries they had before them.
    signed_to: Mapping[tuple[str, MeetingPart], int] = {}
    #: Each child who has a record of the meeting, and where that is.
    records: Mapping[str, ChildRecordStage] = {}
    #: For each child, one more than the place at which their record was last written or struck.
    edited: Mapping[str, int] = {}
    filings: Mapping[str, ChildFiling] = {}
    disputes: Mapping[str, Dispute] = {}
    decided: Mapping[Decided, FilingDecided] = {}

    def after(self, entry: Entry[Any], to: Any, place: int) -> "MeetingState":
        """The meeting after an entry."""
        now = self._replace(signatures=self.signatures.after(entry, place))
        if isinstance(to, MeetingStage):
            now = now._replace(at=to)
        fold = _FOLDS.get(type(entry.content))
        return now if fold is None else fold(now, entry, to, place)

    # Signing

    @property
    def signed(self) -> frozenset[tuple[str, MeetingPart]]:
        """Everybody whose signature holds, with the part that they signed as."""
        return frozenset(one for one, of in self.signed_to.items() if self.signatures.holds(of))

    @property
    def agreed(self) -> bool:
        """True if every practitioner in it and a supervisor have signed it as it stands."""
        return self._signed_by_all(self.signed)

    def _signed_by_all(self, signed: frozenset[tuple[str, MeetingPart]]) -> bool:
        practitioners = {(one, MeetingPart.PRACTITIONER) for one in with_part(self.people, MeetingPart.PRACTITIONER)}
        return practitioners <= signed and any(part is MeetingPart.SUPERVISOR for _, part in signed)

    def was_agreed(self, filed: Filed) -> bool:
        """Whether everybody had signed what was filed.

        Where the record changed after the filing, the signatures that it had then are taken to have held.
        """
        changed_since = self.signatures.changed > filed.of
        before = ((one, of) for one, of in self.signed_to.items() if of < filed.of)
        return self._signed_by_all(frozenset(one for one, of in before if changed_since or self.signatures.holds(of)))

    # The filing gate

    def others_who_confirm(self, owner: str) -> frozenset[str]:
        """Whoever may confirm a distillation beside the one whose entry it is.

        That is a supervisor of the meeting; where the entry is the only supervisor's own, a practitioner in it.
        """
        supervisors = {*with_part(self.people, MeetingPart.SUPERVISOR)} - {owner}
        return frozenset(supervisors or {*with_part(self.people, MeetingPart.PRACTITIONER)} - {owner})

    # The stage

    @property
    def filed(self) -> bool:
        """True once every child's record is on that child's file, signed or not."""
        return bool(self.records) and set(self.records.values()) == {ChildRecordStage.FILED}

    @property
    def disputed(self) -> bool:
        """True while a disagreement is not settled."""
        return not all(one.settled for one in self.disputes.values())

    @property
    def stage(self) -> MeetingStage:
        """Where it is on its way, worked out of what stands.

        Once it is written up it is filed when each child's record is, signed or not; agreed while everybody's signature
        holds; and otherwise disputed while a dispute is open. It is reviewed if it is filed or agreed and the next
        meeting has looked at it.
        """
        if self.at is not MeetingStage.RECORDED:
            return self.at
        if self.filed or self.agreed:
            done = MeetingStage.FILED if self.filed else MeetingStage.AGREED
            return MeetingStage.REVIEWED if self.reviewed else done
        return MeetingStage.DISPUTED if self.disputed else MeetingStage.RECORDED


def with_part(people: tuple[tuple[str, MeetingPart], ...], part: MeetingPart) -> tuple[str, ...]:
    """The people who have a part in a meeting, in their order."""
    return tuple(person for person, theirs in people if theirs is part)


# The facts that each kind of entry leaves behind


def _planned(now: MeetingState, entry: Entry[Planned], _to: object, _place: int) -> MeetingState:
    planned = entry.content
    return now._replace(planned_for=planned.day, people=planned.people, children=planned.children)


def _held(now: MeetingState, entry: Entry[Held], _to: object, _place: int) -> MeetingState:
    held = entry.content
    return now._replace(
        people=held.people,
        children=held.children or now.children,
        begun_on=now.begun_on or entry.on,
        held_on=None if held.broken_off else entry.on,
    )


def _content(now: MeetingState, _entry: Entry[Any], _to: object, _place: int) -> MeetingState:
    return now._replace(has_content=True)


def _reviewed(now: MeetingState, _entry: Entry[ReviewedNext], _to: object, _place: int) -> MeetingState:
    return now._replace(reviewed=True)


def _signed(now: MeetingState, entry: Entry[Signed], _to: object, _place: int) -> MeetingState:
    return now._replace(signed_to={**now.signed_to, (entry.by, entry.content.part): entry.content.of})


def _child_record(now: MeetingState, entry: Entry[ChildRecord], to: object, place: int) -> MeetingState:
    child = entry.content.child
    edited = {**now.edited, child: max(now.edited.get(child, 0), place + 1)}
    records = {**now.records, child: to} if isinstance(to, ChildRecordStage) else now.records
    return now._replace(has_content=True, edited=edited, records=records)


def _filed(now: MeetingState, entry: Entry[Filed], to: object, _place: int) -> MeetingState:
    if not isinstance(to, ChildRecordStage):
        return now
    filed = entry.content
    filing = ChildFiling(
        child=filed.child,
        on=entry.on,
        by=entry.by,
        unsigned_because=filed.unsigned_because,
        note=filed.note,
        filed=filed.filed,
        kept_off=filed.kept_off,
    )
    return now._replace(records={**now.records, filed.child: to}, filings={**now.filings, filed.child: filing})


def _disputed(now: MeetingState, entry: Entry[Disputed], to: object, _place: int) -> MeetingState:
    said = entry.content
    if to is None:
        return now
    dispute = Dispute(id=said.dispute, by=entry.by, on=entry.on, matter=said.matter, children=said.children, of=said.of)
    return now._replace(disputes={**now.disputes, said.dispute: dispute})


def _settled(now: MeetingState, entry: Entry[DisputeSettled], _to: object, _place: int) -> MeetingState:
    said = entry.content
    dispute = now.disputes.get(said.dispute)
    if dispute is None:
        return now
    settled = attrs.evolve(dispute, settled_on=entry.on, settled_by=entry.by, how=said.how, note=said.note)
    return now._replace(disputes={**now.disputes, said.dispute: settled})


def key_of(child: str, entry: Link) -> Decided:
    """The key under which the decision on an entry is kept; nothing is kept of a whole record, which has no place."""
    return child, entry.record, -1 if entry.place is None else entry.place


def _decided(now: MeetingState, entry: Entry[FilingDecision], _to: object, place: int) -> MeetingState:
    said = entry.content
    stays = said.decision is OffFile.STAYS
    decided = FilingDecided(said.decision, said.whose, said.words, place, entry.on, counts=stays)
    return now._replace(decided={**now.decided, key_of(said.child, said.entry): decided})


def _confirmed(now: MeetingState, entry: Entry[DistillationConfirmed], _to: object, _place: int) -> MeetingState:
    said = entry.content
    key = key_of(said.child, said.entry)
    decided = now.decided.get(key)
    if decided is None or said.of <= decided.place:
        return now
    confirmed_by = decided.confirmed_by | {entry.by}
    counts = decided.whose in confirmed_by and bool(confirmed_by & now.others_who_confirm(decided.whose))
    decided = decided._replace(confirmed_by=confirmed_by, counts=counts)
    return now._replace(decided={**now.decided, key: decided})


_FOLDS: Final[Mapping[type[Content], Callable[[MeetingState, Entry[Any], Any, int], MeetingState]]] = {
    Planned: _planned,
    Held: _held,
    Discussed: _content,
    FormAnswer: _content,
    ChildRecord: _child_record,
    ReviewedNext: _reviewed,
    Signed: _signed,
    Filed: _filed,
    Disputed: _disputed,
    DisputeSettled: _settled,
    FilingDecision: _decided,
    DistillationConfirmed: _confirmed,
}
