"""The meeting: planned, prepared, held, recorded, agreed or disputed, filed, and reviewed at the next one."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, Self

from reflective.errors import BadEntry, MoveNotAllowed, ReflectiveError
from reflective.practice.supervision.meeting import (
    MEETING_MOVES,
    Cancelled,
    ChildRecord,
    Commented,
    Discussed,
    Filed,
    Held,
    MeetingKind,
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
from reflective.records.due import DueItem
from reflective.records.entry import Content, Entry
from reflective.records.log import Record
from reflective.rules import Event

if TYPE_CHECKING:
    from typing import Unpack

    from reflective.records.entry import Written

__all__ = [
    "Agenda",
    "MeetingState",
    "Supervision",
]


class MeetingState(NamedTuple):
    """The meeting on a day: its stage, who and whom it is about, and who has signed."""

    stage: MeetingStage = MeetingStage.NOT_STARTED
    people: tuple[tuple[str, MeetingPart], ...] = ()
    children: tuple[str, ...] = ()
    recorded_for: frozenset[str] = frozenset()
    signed: frozenset[tuple[str, MeetingPart]] = frozenset()
    planned_for: date | None = None
    #: The day it took place, and the day of the part of it that was held before it was broken off, or the same day.
    held_on: date | None = None
    begun_on: date | None = None


class Agenda(NamedTuple):
    """What a meeting has before it: open actions of earlier ones first, then what was prepared."""

    open_actions: tuple[DueItem, ...]
    focus: tuple[str, ...]
    prompts: tuple[str, ...]
    own_questions: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        # A tuple's own would show the words.
        return f"<agenda: {len(self.open_actions)} open actions, {len(self.focus)} in focus>"


class Supervision(Record[Content, MeetingState]):
    """One meeting, of one practitioner or several, about one child or several."""

    NOUN: ClassVar[str] = "supervision"

    def plan(
        self,
        day: date,
        people: tuple[tuple[str, MeetingPart], ...],
        *,
        kind: MeetingKind = MeetingKind.INDIVIDUAL,
        children: tuple[str, ...] = (),
        minutes: int | None = None,
        **written: "Unpack[Written]",
    ) -> Self:
        """Put it in the diary."""
        return self.add(Planned(day=day, kind=kind, people=people, children=children, minutes=minutes), **written)

    def prepare(self, prepared: Prepared, **written: "Unpack[Written]") -> Self:
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
        **written: "Unpack[Written]",
    ) -> Self:
        """Record that it took place, on the day of the entry."""
        held = Held(people=people, children=children, kind=kind, minutes=minutes, broken_off=broken_off)
        return self.add(held, **written)

    def record(self, **written: "Unpack[Written]") -> Self:
        """Say that it is written up."""
        return self.add(Recorded(), **written)

    def sign(self, part: MeetingPart, **written: "Unpack[Written]") -> Self:
        """Sign as the practitioner or the supervisor; agreed once every practitioner and a supervisor have.

        Raises `BadEntry` for somebody who had no such part in it: nobody signs both sides of their own supervision.
        """
        return self.add(Signed(part=part), **written)

    def dispute(self, comment: str, **written: "Unpack[Written]") -> Self:
        """Disagree with the record, in words that stay with it and are the practitioner's own."""
        return self.add(Commented(comment=comment), **written)

    def file(self, children: tuple[str, ...], **written: "Unpack[Written]") -> Self:
        """Say that it went onto the file of each child; refused for a child without a record of their own."""
        return self.add(Filed(children=children), **written)

    # Questions

    def stage(self, as_of: date) -> MeetingStage:
        """Where it was on its way, on a day."""
        return self.state(as_of).stage

    def allowed(self, as_of: date) -> tuple[MeetingStage, ...]:
        """Where it may go from there."""
        return tuple(MEETING_MOVES[self.state(as_of).stage])

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
        return tuple(e.content for _, e in self.standing(as_of) if isinstance(e.content, Prepared))

    def not_reached(self, as_of: date) -> tuple[str, ...]:
        """Prompts and own questions that were prepared and not discussed by the day; empty before it was held."""
        if self.held_on(as_of) is None:
            return ()
        prepared = self.prepared(as_of)
        wanted = [prompt for one in prepared for prompt in (*one.prompts, *(own for own, _ in one.own_questions))]
        reached = {e.content.what for _, e in self.standing(as_of) if isinstance(e.content, Discussed)}
        return tuple(one for one in dict.fromkeys(wanted) if one not in reached)

    def agenda(self, as_of: date, due: Iterable[DueItem] = ()) -> Agenda:
        """What it has before it; `due` is what other records say is due (`case.due`): open actions are taken of it.

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
        state = MeetingState()
        for place, entry in self.standing(as_of):
            state = self._next(state, entry)
            content, origin = entry.content, (self.id, place)
            if isinstance(content, Held) and not content.broken_off:
                minutes = () if content.minutes is None else (("minutes", str(content.minutes)),)
                facts = (("kind", content.kind.value), *minutes)
                told = [("supervision.held", one) for one in _with_part(state.people, MeetingPart.PRACTITIONER)]
                told += [("case_supervision.held", child) for child in state.children]
            elif type(content) in _EVENTS:
                facts = ()
                told = [(_EVENTS[type(content)], child) for child in state.children]
            else:
                continue
            found += [
                Event(subject=subject, kind=kind, on=entry.on, ref=self.id, facts=facts, origin=origin)
                for kind, subject in told
            ]
        return tuple(found)

    # The machine

    def _start(self) -> MeetingState:
        return MeetingState()

    def _next(self, state: MeetingState, entry: Entry[Content]) -> MeetingState:
        content = entry.content
        match content:
            case Planned(day=day, people=people, children=children):
                state = state._replace(planned_for=day, people=people, children=children)
            case Held(people=people, children=children, broken_off=broken_off):
                state = state._replace(people=people, children=children or state.children)
                state = state._replace(begun_on=state.begun_on or entry.on, held_on=None if broken_off else entry.on)
            case ChildRecord(child=child):
                return state._replace(recorded_for=state.recorded_for | {child})
            case Signed(part=part):
                state = state._replace(signed=state.signed | {(entry.by, part)})
        return state._replace(stage=_target(state, content) or state.stage)

    def _refusal(self, state: MeetingState, entry: Entry[Content]) -> ReflectiveError | None:
        content = entry.content
        if isinstance(content, ChildRecord | Discussed) and state.begun_on is None:
            return self._refused(state, entry.on, "say first that it was held")
        if isinstance(content, Planned | Held) and not content.people:
            return BadEntry(record=self.id, why="a supervision has at least one person in it")
        steps = _STEPS.get(type(content))
        if steps is not None and MEETING_MOVES[state.stage].get(self._next(state, entry).stage) not in steps:
            return self._refused(state, entry.on, _REMEDIES.get(type(content), ""))
        if isinstance(content, Signed):
            return self._unsigned(state, entry.by, content.part)
        if isinstance(content, Filed) and not set(content.children) <= state.recorded_for:
            return BadEntry(record=self.id, why="each child it is filed for has a record of their own first")
        return None

    def _unsigned(self, state: MeetingState, signer: str, part: MeetingPart) -> ReflectiveError | None:
        if part is MeetingPart.OTHER or (signer, part) not in state.people:
            return BadEntry(record=self.id, why="who signs had that part in it: practitioner or supervisor")
        if any(one == signer and other is not part for one, other in state.signed):
            return BadEntry(record=self.id, why="nobody signs both sides of their own supervision")
        return None

    def _refused(self, state: MeetingState, on: date, remedy: str = "") -> MoveNotAllowed:
        ways = tuple(map(str, MEETING_MOVES[state.stage]))
        return MoveNotAllowed(
            record=self.id, noun=self.NOUN, on=on, state=str(state.stage), allowed=ways, remedy=remedy
        )


_NOT_YET_HELD: Final = frozenset({MeetingStage.PLANNED, MeetingStage.PREPARED})
_EVENTS: Final[Mapping[type[Content], str]] = {
    Recorded: "case_supervision.recorded",
    Filed: "case_supervision.filed",
    Cancelled: "case_supervision.cancelled",
}


def _with_part(people: tuple[tuple[str, MeetingPart], ...], part: MeetingPart) -> tuple[str, ...]:
    return tuple(person for person, theirs in people if theirs is part)


def _target(state: MeetingState, content: Content) -> MeetingStage | None:
    """Where an entry takes it (a signature counted already), or None where the entry is no step."""
    match content:
        case Held(broken_off=broken_off):
            return MeetingStage.PART_HELD if broken_off else MeetingStage.HELD
        case Signed():
            wanted = {(one, MeetingPart.PRACTITIONER) for one in _with_part(state.people, MeetingPart.PRACTITIONER)}
            led = any(part is MeetingPart.SUPERVISOR for _, part in state.signed)
            if led and wanted <= state.signed:
                return MeetingStage.AGREED
            return state.stage
    return _TARGETS.get(type(content))


_TARGETS: Final[Mapping[type[Content], MeetingStage]] = {
    Planned: MeetingStage.PLANNED,
    Prepared: MeetingStage.PREPARED,
    Recorded: MeetingStage.RECORDED,
    Commented: MeetingStage.DISPUTED,
    Filed: MeetingStage.FILED,
    ReviewedNext: MeetingStage.REVIEWED,
    Cancelled: MeetingStage.CANCELLED,
    Missed: MeetingStage.MISSED,
}

_REMEDIES: Final[Mapping[type[Content], str]] = {
    Signed: "what is signed is written up first, and not yet agreed",
    Commented: "what is disputed is written up first, and not yet agreed",
}
#: Which steps each kind of entry can be. Signing leaves a meeting where it was until the last signature, and where it
#: was must be written up: preparing too leaves it where it was.
_STEPS: Final[Mapping[type[Content], frozenset[MeetingStep]]] = {
    Planned: frozenset({MeetingStep.PLAN}),
    Prepared: frozenset({MeetingStep.PREPARE}),
    Held: frozenset({MeetingStep.HOLD, MeetingStep.HOLD_PART}),
    Recorded: frozenset({MeetingStep.RECORD}),
    Signed: frozenset({MeetingStep.SIGN, MeetingStep.AGREE}),
    # Another comment leaves a disputed record disputed, as a first signature does.
    Commented: frozenset({MeetingStep.DISPUTE, MeetingStep.SIGN}),
    Filed: frozenset({MeetingStep.FILE}),
    ReviewedNext: frozenset({MeetingStep.REVIEW}),
    Cancelled: frozenset({MeetingStep.CANCEL}),
    Missed: frozenset({MeetingStep.MISS}),
}
