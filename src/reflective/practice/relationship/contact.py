"""The state of the contact between two people, and the moves between its states."""

from datetime import date
from typing import Final, NamedTuple

from reflective.practice.relationship.contents import (
    Assessed,
    ContactSteady,
    Ended,
    EndingCalledOff,
    EndingPlanned,
    RelationshipOf,
    Repaired,
    RepairTried,
    Resumed,
    Ruptured,
)
from reflective.records.content import Content
from reflective.records.entry import Entry
from reflective.records.machine import SAME, Machine, Need, Row, State

__all__ = ["RELATIONSHIP", "RelationshipFacts", "RelationshipState"]


class RelationshipState(State):
    """The state of the contact between the two, whichever stage was last assessed."""

    #: Nobody has said whose relationship it is.
    NOT_STARTED = "not_started"
    #: The two are named, and nothing is recorded about their contact.
    NOT_RECORDED = "not_recorded"
    STEADY = "steady"
    RUPTURED = "ruptured"
    REPAIRING = "repairing"
    ENDING = "ending"
    ENDED = "ended"


_BROKEN: Final = frozenset({RelationshipState.RUPTURED, RelationshipState.REPAIRING})


class RelationshipFacts(NamedTuple):
    """Whose relationship it is, its state, and the stage last assessed with the day of it."""

    between: RelationshipOf | None = None
    tie: RelationshipState = RelationshipState.NOT_STARTED
    #: The day on which it began, or began again.
    begun: date | None = None
    #: The state of the contact under a planned ending; None where no ending is planned.
    before_ending: RelationshipState | None = None
    #: The stage last assessed since it began.
    assessed: Assessed | None = None
    #: The first day of the unbroken run of assessments at that stage.
    at_stage_since: date | None = None
    #: Whether it came on to that stage from another of the ladder, and not back to it.
    moved_on: bool = False

    def after(self, entry: Entry[Content], to: RelationshipState | None, _place: int) -> "RelationshipFacts":
        """The facts after an entry."""
        now = self if to is None else self._replace(tie=to)
        match entry.content:
            case RelationshipOf() as between:
                return now._replace(between=between, begun=entry.on)
            case Resumed():
                return RelationshipFacts(between=self.between, tie=now.tie, begun=entry.on)
            case Assessed() as assessed:
                return _assessed(now, assessed, entry.on)
            case EndingPlanned() if self.tie is not RelationshipState.ENDING:
                return now._replace(before_ending=self.tie)
            case EndingCalledOff() | Ended():
                return now._replace(before_ending=None)
            case Repaired() | ContactSteady() if self.before_ending is not None:
                return now._replace(before_ending=RelationshipState.STEADY)
        return now


def _assessed(facts: RelationshipFacts, assessed: Assessed, on: date) -> RelationshipFacts:
    """The facts after an assessment, which begins a run of its own where it is of another stage or ladder."""
    last = facts.assessed
    if last is None or last.ladder != assessed.ladder:
        return facts._replace(assessed=assessed, at_stage_since=on, moved_on=False)
    if last.stage == assessed.stage:
        return facts._replace(assessed=assessed)
    moved_on = last.ladder_version == assessed.ladder_version and assessed.went_back_because is None
    return facts._replace(assessed=assessed, at_stage_since=on, moved_on=moved_on)


def _whose_first(at: object) -> str:
    return "say first whose relationship it is" if at is RelationshipState.NOT_STARTED else ""


def _ended_first(at: object) -> str:
    return _whose_first(at) or "a relationship is resumed after it has ended"


def _after_repair(facts: RelationshipFacts) -> RelationshipState:
    return RelationshipState.STEADY if facts.before_ending is None else RelationshipState.ENDING


def _repair_needs(
    at: RelationshipState, facts: RelationshipFacts, to: RelationshipState, said: Repaired | None
) -> tuple[Need, ...] | None:
    """From a rupture a repair needs a step: the worker's, recorded before, or the family member's own."""
    contact = facts.before_ending if at is RelationshipState.ENDING else at
    if contact not in _BROKEN or to is not _after_repair(facts):
        return None
    if contact is RelationshipState.REPAIRING or (said is not None and said.they_began):
        return ()
    remedy = "record first a step towards them (try_repair), or say that they took it (they_began)"
    return (Need("they_began", remedy),)


def _if_broken(at: RelationshipState, facts: RelationshipFacts, _to: object, _said: object) -> tuple[Need, ...] | None:
    """A step towards them while an ending is planned needs a contact that was broken off."""
    return None if at is RelationshipState.ENDING and facts.before_ending not in _BROKEN else ()


def _if_not_broken(
    at: RelationshipState, facts: RelationshipFacts, _to: object, _said: object
) -> tuple[Need, ...] | None:
    """A contact that was broken off is steady again when it is repaired, also while an ending is planned."""
    return None if at is RelationshipState.ENDING and facts.before_ending in _BROKEN else ()


def _if_planned(
    at: RelationshipState, facts: RelationshipFacts, to: RelationshipState, _said: object
) -> tuple[Need, ...] | None:
    """A planned ending can be called off, also where a rupture came after the plan."""
    if facts.before_ending is None:
        return None
    return () if to is (facts.before_ending if at is RelationshipState.ENDING else at) else None


_BEFORE_AN_ENDING: Final = frozenset(
    {
        RelationshipState.NOT_RECORDED,
        RelationshipState.STEADY,
        RelationshipState.RUPTURED,
        RelationshipState.REPAIRING,
    }
)
_REPAIRED: Final = frozenset({RelationshipState.STEADY, RelationshipState.ENDING})
_IN_TOUCH: Final[Row] = {
    Ruptured: RelationshipState.RUPTURED,
    EndingPlanned: RelationshipState.ENDING,
    Ended: RelationshipState.ENDED,
    Assessed: SAME,
}
_NOT_BROKEN: Final[Row] = {**_IN_TOUCH, ContactSteady: RelationshipState.STEADY}
_BROKEN_OFF: Final[Row] = {
    **_IN_TOUCH,
    RepairTried: RelationshipState.REPAIRING,
    Repaired: _REPAIRED,
    EndingCalledOff: SAME,
}

#: The moves of a relationship's state. A rupture is mended by a step and the person's answer to it, or by a step of
#: theirs, and never by time or by an assessment. It can come while an ending is planned, and the plan stays: after the
#: repair the relationship is ending again, and an ending that is called off gives way to the state under it.
RELATIONSHIP: Final = Machine(
    "relationship",
    start=RelationshipState.NOT_STARTED,
    table={
        RelationshipState.NOT_STARTED: {RelationshipOf: RelationshipState.NOT_RECORDED},
        RelationshipState.NOT_RECORDED: _NOT_BROKEN,
        RelationshipState.STEADY: _NOT_BROKEN,
        RelationshipState.RUPTURED: _BROKEN_OFF,
        RelationshipState.REPAIRING: _BROKEN_OFF,
        RelationshipState.ENDING: {
            Ruptured: RelationshipState.RUPTURED,
            Ended: RelationshipState.ENDED,
            Assessed: SAME,
            ContactSteady: SAME,
            RepairTried: RelationshipState.REPAIRING,
            Repaired: SAME,
            EndingCalledOff: _BEFORE_AN_ENDING,
        },
        RelationshipState.ENDED: {Resumed: RelationshipState.NOT_RECORDED},
    },
    choose={
        Repaired: lambda facts, _entry: _after_repair(facts),
        EndingCalledOff: lambda facts, _entry: facts.before_ending or facts.tie,
    },
    needs={
        Repaired: _repair_needs,
        RepairTried: _if_broken,
        ContactSteady: _if_not_broken,
        EndingCalledOff: _if_planned,
    },
    remedies={
        RelationshipOf: lambda _at: "another pair has a record of its own",
        Resumed: _ended_first,
        **dict.fromkeys(
            (Assessed, ContactSteady, Ruptured, RepairTried, Repaired, EndingPlanned, EndingCalledOff, Ended),
            _whose_first,
        ),
    },
)
