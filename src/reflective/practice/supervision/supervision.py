"""The meeting: planned, prepared, held, recorded, agreed or disputed, filed, and reviewed at the next one."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, Final, NamedTuple, Self, Unpack

from reflective.errors import BadEntry, ReflectiveError
from reflective.practice.supervision.meeting import (
    Cancelled,
    ChildRecord,
    ChildRecordStage,
    Discussed,
    Disputed,
    Draft,
    Filed,
    Held,
    MeetingKind,
    MeetingPart,
    MeetingStage,
    Missed,
    Planned,
    Prepared,
    Recorded,
    ReviewedNext,
    Signed,
)
from reflective.records.content import Content, Link
from reflective.records.due import DueItem
from reflective.records.entry import Entry, Written
from reflective.records.log import Record
from reflective.records.machine import SAME, Cell, Machine, Need, Row, State
from reflective.rules import Event

__all__ = [
    "CHILD_RECORD",
    "MEETING",
    "Agenda",
    "MeetingState",
    "Supervision",
]


class MeetingState(NamedTuple):
    """The meeting on a day: its stage, who and whom it is about, who has signed, and each child's record."""

    stage: MeetingStage = MeetingStage.NOT_STARTED
    people: tuple[tuple[str, MeetingPart], ...] = ()
    children: tuple[str, ...] = ()
    #: Each child who has a record of the meeting, and where that is.
    records: Mapping[str, ChildRecordStage] = {}
    signed: frozenset[tuple[str, MeetingPart]] = frozenset()
    planned_for: date | None = None
    #: The day it took place, and the day of the part of it that was held before it was broken off, or the same day.
    held_on: date | None = None
    begun_on: date | None = None

    def after(self, entry: Entry[Content], to: MeetingStage | ChildRecordStage | None, _place: int) -> "MeetingState":
        """The meeting after an entry."""
        now = self._replace(stage=to) if isinstance(to, MeetingStage) else self
        match entry.content:
            case Planned(day=day, people=people, children=children):
                return now._replace(planned_for=day, people=people, children=children)
            case Held(people=people, children=children, broken_off=broken_off):
                held_on = None if broken_off else entry.on
                begun_on = now.begun_on or entry.on
                children = children or now.children
                return now._replace(people=people, children=children, begun_on=begun_on, held_on=held_on)
            case ChildRecord(child=child) | Filed(child=child) if isinstance(to, ChildRecordStage):
                return now._replace(records={**now.records, child: to})
            case Signed(part=part):
                return now._replace(signed=now.signed | {(entry.by, part)})
        return now

    @property
    def agreed(self) -> bool:
        """True once everybody who has to sign the record has signed it."""
        return self.stage in {MeetingStage.AGREED, MeetingStage.REVIEWED}

    @property
    def filed(self) -> bool:
        """True once every child's record is on that child's file."""
        return bool(self.records) and set(self.records.values()) == {ChildRecordStage.FILED}


def _after_signing(meeting: MeetingState, entry: Entry[Any]) -> State:
    """A meeting is agreed once every practitioner in it and a supervisor have signed."""
    signed = meeting.signed | {(entry.by, entry.content.part)}
    wanted = {(one, MeetingPart.PRACTITIONER) for one in _with_part(meeting.people, MeetingPart.PRACTITIONER)}
    led = any(part is MeetingPart.SUPERVISOR for _, part in signed)
    return MeetingStage.AGREED if led and wanted <= signed else SAME


def _agreed_or_why(_at: object, meeting: MeetingState, _to: object, filed: Filed | None) -> tuple[Need, ...]:
    """A record that is not agreed is filed with the reason."""
    if meeting.agreed or (filed is not None and filed.unsigned_because is not None):
        return ()
    return (Need("unsigned_because", "sign it first, or say why it is filed unsigned"),)


_UNSIGNABLE: Final = "write it up first; an agreed record is neither signed nor disputed again"
_HELD: Final[Cell] = frozenset({MeetingStage.HELD, MeetingStage.PART_HELD})
_NOT_HELD: Final[Row] = {Held: _HELD, Cancelled: MeetingStage.CANCELLED, Missed: MeetingStage.MISSED}
_SIGNING: Final[Cell] = frozenset({SAME, MeetingStage.AGREED})

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
        MeetingStage.RECORDED: {Signed: _SIGNING, Disputed: MeetingStage.DISPUTED},
        MeetingStage.DISPUTED: {Signed: _SIGNING, Disputed: SAME},
        MeetingStage.AGREED: {ReviewedNext: MeetingStage.REVIEWED},
        MeetingStage.REVIEWED: {},
        MeetingStage.CANCELLED: {},
        MeetingStage.MISSED: {},
    },
    choose={
        Held: lambda _meeting, entry: MeetingStage.PART_HELD if entry.content.broken_off else MeetingStage.HELD,
        Signed: _after_signing,
    },
    remedies={Signed: lambda _at: _UNSIGNABLE, Disputed: lambda _at: _UNSIGNABLE},
)

#: The moves of a child's record; each child of the meeting has one. If it is rewritten after filing, it is filed again.
CHILD_RECORD: Final = Machine(
    "child record",
    item="child",
    start=ChildRecordStage.NOT_WRITTEN,
    table={
        ChildRecordStage.NOT_WRITTEN: {ChildRecord: ChildRecordStage.WRITTEN},
        ChildRecordStage.WRITTEN: {ChildRecord: SAME, Filed: ChildRecordStage.FILED},
        ChildRecordStage.FILED: {ChildRecord: ChildRecordStage.WRITTEN},
    },
    needs={Filed: _agreed_or_why},
)


class Agenda(NamedTuple):
    """The agenda of a meeting: open actions of earlier ones first, then the preparation."""

    open_actions: tuple[DueItem, ...]
    focus: tuple[str, ...]
    prompts: tuple[str, ...]
    own_questions: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        # A tuple's own would show the words.
        return f"<agenda: {len(self.open_actions)} open actions, {len(self.focus)} in focus>"


class Supervision(Record[MeetingState]):
    """One meeting, of one practitioner or several, about one child or several."""

    KIND: ClassVar[str] = "supervision"
    NOUN: ClassVar[str] = "supervision"
    machines = (MEETING, CHILD_RECORD)
    takes = (Draft, Discussed)
    facts = MeetingState

    def plan(
        self,
        day: date,
        people: tuple[tuple[str, MeetingPart], ...],
        *,
        kind: MeetingKind = MeetingKind.INDIVIDUAL,
        children: tuple[str, ...] = (),
        minutes: int | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Put it in the diary."""
        return self.add(Planned(day=day, kind=kind, people=people, children=children, minutes=minutes), **written)

    def prepare(self, prepared: Prepared, **written: Unpack[Written]) -> Self:
        """Say beforehand what it should be about."""
        return self.add(prepared, **written)

    def hold(
        self,
        people: tuple[tuple[str, MeetingPart], ...],
        *,
        children: tuple[str, ...] = (),
        kind: MeetingKind = MeetingKind.INDIVIDUAL,
        minutes: int | None = None,
        broken_off: bool = False,
        **written: Unpack[Written],
    ) -> Self:
        """Record that it took place, on the day of the entry."""
        held = Held(people=people, children=children, kind=kind, minutes=minutes, broken_off=broken_off)
        return self.add(held, **written)

    def record(self, **written: Unpack[Written]) -> Self:
        """Say that it is written up."""
        return self.add(Recorded(), **written)

    def sign(self, part: MeetingPart, **written: Unpack[Written]) -> Self:
        """Sign as the practitioner or the supervisor; agreed once every practitioner and a supervisor have.

        Raises `BadEntry` for somebody who had no such part in it: nobody signs both sides of their own supervision.
        """
        return self.add(Signed(part=part), **written)

    def dispute(self, comment: str, **written: Unpack[Written]) -> Self:
        """Disagree with the record, in words that stay with it and are the practitioner's own."""
        return self.add(Disputed(comment=comment), **written)

    def record_child(self, child: str, summary: str, *, of: tuple[Link, ...] = (), **written: Unpack[Written]) -> Self:
        """Write the record of the meeting for one child, or write it anew."""
        return self.add(ChildRecord(child=child, summary=summary, of=of), **written)

    def file(
        self, child: str, *, unsigned_because: str | None = None, note: str | None = None, **written: Unpack[Written]
    ) -> Self:
        """Say that a child's record went onto the child's file; where it is not agreed, with the reason."""
        return self.add(Filed(child=child, unsigned_because=unsigned_because, note=note), **written)

    def review(self, at: Link, /, **written: Unpack[Written]) -> Self:
        """Record that the next meeting looked at what came of this one."""
        return self.add(ReviewedNext(at=at), **written)

    def cancel(self, because: str, *, instead: Link | None = None, **written: Unpack[Written]) -> Self:
        """Say that it will not take place, and why."""
        return self.add(Cancelled(because=because, instead=instead), **written)

    def miss(self, because: str | None = None, *, instead: Link | None = None, **written: Unpack[Written]) -> Self:
        """Say that the day passed and it did not take place."""
        return self.add(Missed(because=because, instead=instead), **written)

    # Questions

    def stage(self, as_of: date) -> MeetingStage:
        """Where it was on its way, on a day: filed once the record of every child who has one is on the file."""
        meeting = self.state(as_of)
        return MeetingStage.FILED if meeting.stage is MeetingStage.AGREED and meeting.filed else meeting.stage

    def held_on(self, as_of: date) -> date | None:
        """The day it was held, from which every frequency runs; None where it was not by then."""
        return self.state(as_of).held_on

    def begun_on(self, as_of: date) -> date | None:
        """The day it was held, or that the first part of it was; None where nothing of it was by then."""
        return self.state(as_of).begun_on

    def missed(self, as_of: date) -> bool:
        """Whether the day it was planned for has passed, and nothing on the record says that any of it took place.

        A cancelled one was not missed: somebody said why, and did not leave it to the diary.
        """
        state = self.state(as_of)
        passed = state.planned_for is not None and state.planned_for < as_of
        return state.stage is MeetingStage.MISSED or (passed and state.stage in _NOT_YET_HELD)

    def prepared(self, as_of: date) -> tuple[Prepared, ...]:
        """Every preparation by the day."""
        return tuple(one for _, one in self._told(Prepared, as_of))

    def not_reached(self, as_of: date) -> tuple[str, ...]:
        """Prompts and own questions that were prepared and not discussed by the day; empty before it was held."""
        if self.held_on(as_of) is None:
            return ()
        prepared = self.prepared(as_of)
        wanted = [prompt for one in prepared for prompt in (*one.prompts, *(own for own, _ in one.own_questions))]
        reached = {one.what for _, one in self._told(Discussed, as_of)}
        return tuple(one for one in dict.fromkeys(wanted) if one not in reached)

    def agenda(self, as_of: date, due: Iterable[DueItem] = ()) -> Agenda:
        """The agenda of the meeting. `due` is the answer of `case.due` (`case.due`): open actions are taken of it.

        An action reported done is open until what changed for the child is said, which is what a meeting is for.
        """
        prepared = self.prepared(as_of)
        return Agenda(
            open_actions=tuple(one for one in due if one.open and one.kind in {"action", "decision"}),
            focus=tuple(focus for one in prepared for focus in one.focus),
            prompts=tuple(dict.fromkeys(prompt for one in prepared for prompt in one.prompts)),
            own_questions=tuple(own for one in prepared for own in one.own_questions),
        )

    def events(self, as_of: date) -> tuple[Event, ...]:
        """Held, for each practitioner and for each child; recorded, filed and cancelled, for each child."""
        found: list[Event] = []
        people: tuple[tuple[str, MeetingPart], ...] = ()
        children: tuple[str, ...] = ()
        for place, entry in self.standing(as_of):
            facts: tuple[tuple[str, str], ...] = ()
            about: list[tuple[str, str]] = []
            match entry.content:
                case Planned(people=people, children=children):
                    pass
                case Held() as held:
                    people, children = held.people, held.children or children
                    if held.broken_off:
                        continue
                    minutes = () if held.minutes is None else (("minutes", str(held.minutes)),)
                    facts = (("kind", held.kind.value), *minutes)
                    about = [("supervision.held", one) for one in _with_part(people, MeetingPart.PRACTITIONER)]
                    about += [("case_supervision.held", child) for child in children]
                case Recorded():
                    about = [("case_supervision.recorded", child) for child in children]
                case Cancelled():
                    about = [("case_supervision.cancelled", child) for child in children]
                case Filed(child=child):
                    about = [("case_supervision.filed", child)]
            origin = (self.id, place)
            found += [
                Event(subject=subject, kind=kind, on=entry.on, ref=self.id, facts=facts, origin=origin)
                for kind, subject in about
            ]
        return tuple(found)

    def _misfit(self, facts: MeetingState, states: Any, entry: Entry[Any]) -> ReflectiveError | None:
        match entry.content:
            case ChildRecord() | Discussed() if facts.begun_on is None:
                return self._not_allowed(MEETING, facts, states, entry, remedy="say first that it was held")
            case Planned(people=()) | Held(people=()):
                why = "a supervision has at least one person in it"
                return BadEntry(code="supervision.people", record=self.id, why=why)
            case Signed(part=part):
                return self._unsigned(facts, entry.by, part)
        return None

    def _unsigned(self, meeting: MeetingState, signer: str, part: MeetingPart) -> ReflectiveError | None:
        if part is MeetingPart.OTHER or (signer, part) not in meeting.people:
            why = "who signs had that part in it: practitioner or supervisor"
            return BadEntry(code="signature.part", record=self.id, why=why)
        if any(one == signer and other is not part for one, other in meeting.signed):
            why = "nobody signs both sides of their own supervision"
            return BadEntry(code="signature.both_sides", record=self.id, why=why)
        return None


_NOT_YET_HELD: Final[Cell] = frozenset({MeetingStage.PLANNED, MeetingStage.PREPARED})


def _with_part(people: tuple[tuple[str, MeetingPart], ...], part: MeetingPart) -> tuple[str, ...]:
    return tuple(person for person, theirs in people if theirs is part)
