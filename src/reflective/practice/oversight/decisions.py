"""The course of a decision, and each decision on a day as the entries make it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from reflective.practice.oversight.contents import (
    Communicated,
    Countersigned,
    DecisionDeferred,
    DecisionEscalated,
    DecisionImplemented,
    DecisionReviewed,
    Dissented,
    MatterConsidered,
    MatterRaised,
    OversightDecided,
    ReviewOfDecision,
)
from reflective.records.content import Link
from reflective.records.entry import Entry
from reflective.records.machine import SAME, Machine, Row, State
from reflective.timescales import Deadline

__all__ = ["OVERSIGHT", "Decision", "DecisionStage", "OversightState", "Passed"]


class DecisionStage(State):
    """Where a decision is."""

    NOT_RAISED = "not_raised"
    RAISED = "raised"
    CONSIDERED = "considered"
    DEFERRED = "deferred"
    ESCALATED = "escalated"
    DECIDED = "decided"
    DECIDED_NOT_TO_ACT = "decided_not_to_act"
    IMPLEMENTED = "implemented"
    UPHELD = "upheld"
    REVISED = "revised"


_DECIDED: Final = frozenset({DecisionStage.DECIDED, DecisionStage.DECIDED_NOT_TO_ACT})
_REVIEWED: Final[Row] = {DecisionReviewed: frozenset({DecisionStage.UPHELD, DecisionStage.REVISED})}
_OPEN: Final[Row] = {
    MatterConsidered: DecisionStage.CONSIDERED,
    OversightDecided: _DECIDED,
    DecisionDeferred: DecisionStage.DEFERRED,
    DecisionEscalated: DecisionStage.ESCALATED,
}
_STANDS: Final[Row] = {Communicated: SAME, Countersigned: SAME, Dissented: SAME}

#: The course of a decision, SM-7 of the field. An emergency is decided first and raised by nobody. Lapsed is worked out
#: of the day and is no state.
OVERSIGHT: Final = Machine(
    "oversight",
    item="decision",
    start=DecisionStage.NOT_RAISED,
    table={
        DecisionStage.NOT_RAISED: {MatterRaised: DecisionStage.RAISED, OversightDecided: _DECIDED},
        DecisionStage.RAISED: _OPEN,
        DecisionStage.CONSIDERED: {**_OPEN, MatterConsidered: SAME},
        DecisionStage.DEFERRED: {**_OPEN, DecisionDeferred: SAME},
        DecisionStage.ESCALATED: {**_OPEN, DecisionEscalated: SAME},
        DecisionStage.DECIDED: {
            **_STANDS,
            **_REVIEWED,
            DecisionEscalated: DecisionStage.ESCALATED,
            DecisionImplemented: DecisionStage.IMPLEMENTED,
        },
        DecisionStage.DECIDED_NOT_TO_ACT: {**_STANDS, **_REVIEWED, DecisionEscalated: DecisionStage.ESCALATED},
        DecisionStage.IMPLEMENTED: {**_STANDS, **_REVIEWED},
        DecisionStage.UPHELD: {**_STANDS, **_REVIEWED, DecisionEscalated: DecisionStage.ESCALATED},
        DecisionStage.REVISED: {},
    },
    choose={
        OversightDecided: lambda _facts, entry: (
            DecisionStage.DECIDED if entry.content.to_act else DecisionStage.DECIDED_NOT_TO_ACT
        ),
        DecisionReviewed: lambda _facts, entry: (
            DecisionStage.UPHELD if entry.content.outcome is ReviewOfDecision.UPHELD else DecisionStage.REVISED
        ),
    },
)


class Passed(NamedTuple):
    """Somebody to whom a decision was passed on, and when."""

    to: str
    on: date
    at: str | None
    interpreter: str | None


class Decision(NamedTuple):
    """One matter on a day: for which child, where it is, and what was decided, recorded and passed on, each when."""

    id: str
    child: str
    stage: DecisionStage
    #: The day and the place of the entry that brought it in.
    raised_on: date
    place: int
    answers: tuple[Link, ...] = ()
    #: False for what was decided and never raised, as in an emergency.
    was_raised: bool = False
    decide_by: Deadline | None = None
    deferred: tuple[tuple[date, int, Deadline], ...] = ()
    escalated_to: tuple[str, ...] = ()
    #: The last decision, and the place of its entry; None before one.
    decided: OversightDecided | None = None
    decided_place: int | None = None
    decided_on: date | None = None
    #: The first day on which anybody decided.
    first_decided_on: date | None = None
    decided_at: str | None = None
    recorded_on: date | None = None
    #: Whoever had the authority.
    decider: str | None = None
    passed_on: tuple[Passed, ...] = ()
    countersigned_by: tuple[str, ...] = ()
    dissent_of: tuple[str, ...] = ()
    implemented_on: date | None = None
    reviewed_on: date | None = None

    def after(self, entry: Entry[Any], to: DecisionStage, place: int) -> "Decision":
        """The matter after an entry about it."""
        content = entry.content
        match content:
            case OversightDecided():
                return self._replace(
                    stage=to,
                    answers=tuple(dict.fromkeys([*self.answers, *content.answers])),
                    decided=content,
                    decided_place=place,
                    decided_on=entry.on,
                    first_decided_on=self.first_decided_on or entry.on,
                    decided_at=entry.at,
                    recorded_on=entry.recorded,
                    decider=content.decider or entry.by,
                )
            case DecisionDeferred(until=until):
                return self._replace(stage=to, deferred=(*self.deferred, (entry.on, place, until)))
            case DecisionEscalated():
                return self._replace(stage=to, escalated_to=(*self.escalated_to, content.to))
            case Communicated():
                passed = Passed(content.to, entry.on, entry.at, content.interpreter)
                return self._replace(stage=to, passed_on=(*self.passed_on, passed))
            case Countersigned():
                return self._replace(stage=to, countersigned_by=(*self.countersigned_by, entry.by))
            case Dissented():
                return self._replace(stage=to, dissent_of=(*self.dissent_of, entry.by))
            case DecisionImplemented():
                return self._replace(stage=to, implemented_on=entry.on)
            case DecisionReviewed():
                return self._replace(stage=to, reviewed_on=entry.on)
        return self._replace(stage=to)


class OversightState(NamedTuple):
    """The matters of a record on a day, by id."""

    decisions: Mapping[str, Decision] = {}

    def after(self, entry: Entry[Any], to: DecisionStage | None, place: int) -> "OversightState":
        """The matters after an entry."""
        if to is None:
            return self
        content = entry.content
        known = self.decisions.get(content.decision)
        match content:
            case MatterRaised() if known is None:
                known = Decision(content.decision, content.child, to, entry.on, place, content.answers, was_raised=True)
                known = known._replace(decide_by=content.decide_by)
            case OversightDecided(child=str() as child) if known is None:
                known = Decision(content.decision, child, to, entry.on, place)
        if known is None:
            return self
        return OversightState({**self.decisions, content.decision: known.after(entry, to, place)})
