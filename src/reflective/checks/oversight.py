"""Checks on management oversight: reasons, what asks for it, authority, and dissent."""

from collections.abc import Iterator
from typing import Final

from reflective.checks.checking import Family, Found, Look, check_of
from reflective.checks.finding import Concern
from reflective.practice.oversight import DecisionStage, Oversight
from reflective.rules import Ruleset

__all__: list[str] = []

_OVERSIGHT: Final = ("oversight",)
_RULE: Final = "management-oversight.record"
_OPEN_STAGES: Final = frozenset(
    {DecisionStage.RAISED, DecisionStage.CONSIDERED, DecisionStage.DEFERRED, DecisionStage.ESCALATED}
)


@check_of(
    "oversight.no_reason",
    Family.OVERSIGHT,
    Concern.OPEN_DECISION,
    source="K15: the rationale of a decision (PSDP, defensible decision-making; Ofsted's monitoring visits)",
    question="why this, and what else was thought of?",
    kinds=_OVERSIGHT,
)
def _no_reason(look: Look) -> Iterator[Found]:
    """A decision has no reason, or its reason is the decision again, to the letter."""
    for record in look.reading.of_kind(Oversight):
        for one in record.decisions(look.as_of):
            decided = one.decided
            if decided is None or one.decided_place is None:
                continue
            again = decided.rationale is not None and decided.rationale.casefold() == decided.decided.casefold()
            if decided.rationale is None or again:
                places = (one.decided_place,)
                yield Found(f"why {one.id} was decided so", record=record.id, places=places, subject=one.child)


@check_of(
    "oversight.undecided",
    Family.OVERSIGHT,
    Concern.OPEN_DECISION,
    source="C2: a decision not to act is one too (Calderdale, management oversight)",
    question="what is decided, by whom, and by when?",
    kinds=_OVERSIGHT,
)
def _undecided(look: Look) -> Iterator[Found]:
    """A matter that was put to a manager has no decision."""
    for record in look.reading.of_kind(Oversight):
        for one in record.decisions(look.as_of):
            if one.stage in _OPEN_STAGES:
                yield Found(f"a decision on {one.id}", record=record.id, places=(one.place,), subject=one.child)


@check_of(
    "oversight.lacking",
    Family.OVERSIGHT,
    Concern.OPEN_DECISION,
    source="K16: oversight on all assessments, plans, reviews and significant events (the practice note, line 8)",
    question="who has looked at it, and what did they decide?",
    kinds=_OVERSIGHT,
)
def _lacking(look: Look) -> Iterator[Found]:
    """An event that asks for oversight has none on the record."""
    events = look.reading.events
    for row in Ruleset.load("practice-note").obligations(events, as_of=look.as_of):
        if row.rule == _RULE and row.met is None and row.open:
            says = f"oversight of {row.ref} from {row.trigger.isoformat()}"
            yield Found(says, record=row.record, places=() if row.place is None else (row.place,), subject=row.subject)


@check_of(
    "oversight.not_passed_on",
    Family.OVERSIGHT,
    Concern.RECORD,
    source="decided, recorded, communicated: three days of a decision (Calderdale, management oversight)",
    question="who has been told, and through whom?",
    kinds=_OVERSIGHT,
)
def _not_passed_on(look: Look) -> Iterator[Found]:
    """A decision was passed on to nobody."""
    for record in look.reading.of_kind(Oversight):
        for one in record.decisions(look.as_of):
            if one.decided_place is not None and not one.passed_on:
                places = (one.decided_place,)
                yield Found(f"who was told of {one.id}", record=record.id, places=places, subject=one.child)


@check_of(
    "oversight.dissent_open",
    Family.OVERSIGHT,
    Concern.OPEN_DECISION,
    source="disagreement is recorded, and stops nothing (the practice note, line 36)",
    question="what would the one who disagrees need to hear?",
    kinds=_OVERSIGHT,
)
def _dissent_open(look: Look) -> Iterator[Found]:
    """Somebody disagrees with a decision, and nobody has looked at it again."""
    for record in look.reading.of_kind(Oversight):
        for one in record.decisions(look.as_of):
            if one.dissent_of and one.reviewed_on is None and one.decided_place is not None:
                says = f"a second look at {one.id}, with which somebody disagrees"
                yield Found(says, record=record.id, places=(one.decided_place,), subject=one.child)
