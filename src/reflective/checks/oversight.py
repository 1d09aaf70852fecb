"""Checks on management oversight: reasons, what asks for it, authority, and dissent."""

from collections.abc import Iterator
from typing import Final

from reflective.checks.checking import Family, Found, Look, check_of
from reflective.checks.finding import Concern
from reflective.policy import DecisionLevel
from reflective.practice.oversight import Countersigned, Decision, DecisionStage, Oversight
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


def _unsure_of_authority(look: Look) -> str | None:
    """Where a decision names no level that the policy has on its day, or a reading may withhold the role."""
    judged = [*_by_authority(look)]
    if any(level is None for _, _, level, _ in judged):
        return "a decision names no level of decision that the policy has on its day"
    if any(held is None for _, _, _, held in judged):
        return "the reading may lack the role of whoever decided"
    return None


@check_of(
    "oversight.above_authority",
    Family.OVERSIGHT,
    Concern.OPEN_DECISION,
    source="K17: who may decide what, by the council's own scheme (Calderdale, levels of decision)",
    question="who had the authority on that day, and do they agree to it?",
    kinds=_OVERSIGHT,
    unsure=_unsure_of_authority,
)
def _above_authority(look: Look) -> Iterator[Found]:
    """Nobody who decided or countersigned had a role, on that day, that may decide at the level of the decision."""
    for record, one, level, held in _by_authority(look):
        if level is not None and held is False and one.decided_place is not None:
            says = f"the authority for {one.id}, which is for {' or '.join(level.decided_by)} ({level.id})"
            yield Found(says, record=record.id, places=(one.decided_place,), subject=one.child)


def _by_authority(look: Look) -> Iterator[tuple[Oversight, Decision, DecisionLevel | None, bool | None]]:
    """Each decision that was taken, with its level on that day and whether a role that may decide was held.

    None stands for a level that is not named or not in the policy, and for a role that may be withheld.
    """
    levels = look.policy.decisions
    for record in look.reading.of_kind(Oversight):
        for one in record.decisions(look.as_of):
            if one.decided is None or one.decided_on is None:
                continue
            named = one.decided.level
            level = levels.level(named, one.decided_on) if named and levels.has(named, one.decided_on) else None
            yield record, one, level, None if level is None else _is_held(look, record, one, level)


def _is_held(look: Look, record: Oversight, one: Decision, level: DecisionLevel) -> bool | None:
    """Whether the decider, or whoever countersigned, had a role of a level; None where roles may be withheld."""
    signed = [
        (entry.by, entry.on)
        for place, entry in look.entries(record, Countersigned)
        if entry.content.decision == one.id and place > (one.decided_place or 0)
    ]
    people = {person.id: person for person in look.reading.people.everybody(look.as_of)}
    for person, day in [(one.decider, one.decided_on), *signed]:
        known = people.get(person or "")
        if known and day and any(role.role in level.decided_by for role in known.roles_on(day)):
            return True
    # A reading about a child has no entries about staff, and does not count them as withheld.
    lacks = look.reading.by.about is not None or look.reading.shown(look.reading.people.id).withheld
    return None if lacks else False


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
