"""Checks on each child: their voice, what it means for them, checkpoints, permanence, and who is attended to."""

from collections.abc import Iterator
from typing import Final

from reflective.checks.checking import Family, Found, Look, check_of
from reflective.checks.finding import Concern
from reflective.practice.cycle import Cycle, Focus, Interpretation, Response, Weighed
from reflective.practice.journey import Account, Journey, MapQuestion
from reflective.practice.people import PersonKind, RelationKind
from reflective.practice.permanence import Permanence
from reflective.practice.relationship import Relationship, attention, standing_still
from reflective.practice.status import ChildStatus, SpellKind
from reflective.practice.visits import Visits
from reflective.practice.voice import Voice

__all__: list[str] = []

_JOURNEYS: Final = ("journey",)
#: From how often a checkpoint was moved a check asks for oversight.
_MOST_MOVES: Final = 2


def _journeys(look: Look) -> dict[str, Journey]:
    found = ((one.child(look.as_of), one) for one in look.reading.of_kind(Journey))
    return {child: one for child, one in found if child is not None}


@check_of(
    "voice.unheard",
    Family.CHILDREN,
    Concern.VOICE,
    source="K21: the child's voice (Wilkins 2017); a child who does not speak is observed",
    question="what do they say of it, or show?",
    kinds=("voice",),
)
def _unheard(look: Look) -> Iterator[Found]:
    """Nothing that a child said or showed is recorded."""
    heard = {one.child(look.as_of) for one in look.reading.of_kind(Voice) if one.accounts(look.as_of)}
    heard |= {child for child, one in _journeys(look).items() if any(True for _ in look.entries(one, Account))}
    for child in look.children:
        if child not in heard:
            yield Found("anything that the child said or showed", subject=child)


@check_of(
    "voice.unanswered",
    Family.CHILDREN,
    Concern.VOICE,
    source="the child's voice, and what changed because of it (row 19 of the ledger)",
    question="what changed because of it, and who told the child?",
    kinds=("voice",),
)
def _unanswered(look: Look) -> Iterator[Found]:
    """A child said or showed something, and nothing says what changed because of it."""
    for voice in look.reading.of_kind(Voice):
        child = voice.child(look.as_of)
        for place, heard in voice.awaiting_change(look.as_of):
            says = f"what changed because of {heard.account} of {voice.id}"
            yield Found(says, record=voice.id, places=(place,), subject=child)


@check_of(
    "voice.answered",
    Family.CHILDREN,
    Concern.VOICE,
    source="the child's voice, and what changed because of it (row 19 of the ledger)",
    question="does the child know that it changed because of them?",
    kinds=("voice",),
)
def _answered(look: Look) -> Iterator[Found]:
    """Something changed because of what a child said or showed: that is good to see."""
    for voice in look.reading.of_kind(Voice):
        for place, heard in voice.accounts(look.as_of):
            changed = voice.changed_because_of(heard.account, look.as_of)
            if changed:
                says = f"something changed because of {heard.account} of {voice.id}"
                places = (place, *(other for other, _ in changed))
                yield Found(says, record=voice.id, places=places, subject=voice.child(look.as_of), good=True)


@check_of(
    "child.not_seen",
    Family.CHILDREN,
    Concern.SAFETY,
    source="visits and contacts (row 100 of the ledger); Walsall's procedures, seen alone",
    question="who has seen this child, when, and alone?",
    kinds=("visits",),
)
def _not_seen(look: Look) -> Iterator[Found]:
    """No visit on which a child was seen is recorded."""
    visits = look.reading.of_kind(Visits)
    for child in look.children:
        if not any(one.visits(look.as_of, child) for one in visits):
            yield Found("a visit on which the child was seen", subject=child)


@check_of(
    "child.no_impact",
    Family.CHILDREN,
    Concern.VOICE,
    source="K22: a focus on an adult is linked back to each child (the practice note, line 68)",
    question="what does it mean for each child?",
    kinds=("cycle",),
)
def _no_impact(look: Look) -> Iterator[Found]:
    """A cycle is about an adult, and an entry of analysis says nothing of a child in focus."""
    for cycle in look.reading.of_kind(Cycle):
        focus = [(place, entry.content) for place, entry in look.entries(cycle, Focus)]
        children = {child for _, one in focus for child in one.children}
        adults = [place for place, one in focus if one.person is not None and one.person not in children]
        analysis = [entry for _, entry in look.entries(cycle, Weighed, Interpretation, Response)]
        spoken_of = {person for entry in analysis for person in entry.about}
        if adults and analysis:
            for child in sorted(children - spoken_of):
                says = f"what it means for the child, in {cycle.id}"
                yield Found(says, record=cycle.id, places=tuple(adults), subject=child)


@check_of(
    "checkpoint.none",
    Family.CHILDREN,
    Concern.DATES,
    source="K28: checkpoints on the child's journey (the practice note, line 65)",
    question="how would we know that it is better for this child, and when do we look?",
    kinds=_JOURNEYS,
)
def _no_checkpoint(look: Look) -> Iterator[Found]:
    """A child has no checkpoint that is agreed."""
    journeys = _journeys(look)
    for child in look.children:
        journey = journeys.get(child)
        if journey is None or not any(one.due is not None for one in journey.checkpoints(look.as_of)):
            yield Found("a checkpoint of the child's", record=None if journey is None else journey.id, subject=child)


@check_of(
    "checkpoint.moved_again",
    Family.CHILDREN,
    Concern.OPEN_DECISION,
    source="K28: rescheduled twice (the practice catalogue, SM-3)",
    question="who decides whether this is still the right one?",
    kinds=_JOURNEYS,
)
def _moved_again(look: Look) -> Iterator[Found]:
    """A checkpoint was moved twice or more."""
    for child, journey in _journeys(look).items():
        for one in journey.checkpoints(look.as_of):
            if one.open and len(one.rescheduled) >= _MOST_MOVES:
                says = f"a decision on checkpoint {one.checkpoint.id}, which was moved {len(one.rescheduled)} times"
                yield Found(says, record=journey.id, subject=child)


@check_of(
    "checkpoint.no_so_what",
    Family.CHILDREN,
    Concern.OPEN_DECISION,
    source="K28: what follows from what was found (the practice catalogue, SM-3)",
    question="so what?",
    kinds=_JOURNEYS,
)
def _no_so_what(look: Look) -> Iterator[Found]:
    """Something was found at a checkpoint, and nobody decided what follows."""
    for child, journey in _journeys(look).items():
        for one in journey.awaiting_so_what(look.as_of):
            says = f"what follows from what was found at checkpoint {one.checkpoint.id}"
            yield Found(says, record=journey.id, subject=child)


@check_of(
    "journey.question_unanswered",
    Family.CHILDREN,
    Concern.RECORD,
    source="the journey map (the practice note, lines 62 to 65)",
    question="what is the answer today?",
    kinds=_JOURNEYS,
)
def _unanswered_map(look: Look) -> Iterator[Found]:
    """A question of a child's journey map was asked and has no answer."""
    for child, journey in _journeys(look).items():
        for question in journey.unanswered(look.as_of):
            if question is not MapQuestion.CHECKPOINTS:
                yield Found(f'an answer to "{question}" of {journey.id}', record=journey.id, subject=child)


@check_of(
    "relationship.none",
    Family.CHILDREN,
    Concern.RECORD,
    source="K36: the practice note, line 73",
    question="how is it between you?",
    kinds=("relationship",),
)
def _no_relationship(look: Look) -> Iterator[Found]:
    """A child, or a parent of one, has no relationship with a worker on the record."""
    for row in attention(look.reading.of_kind(Relationship), _children_and_parents(look), look.as_of):
        if row.record is None:
            yield Found("how it is between the worker and this person", subject=row.family_member)


def _children_and_parents(look: Look) -> list[tuple[str, bool]]:
    """The children and their parents, as (person, whether a child)."""
    everybody = look.reading.people.everybody(look.as_of)
    children = {one.id for one in everybody if one.kind is PersonKind.CHILD}
    parents = {
        tie.person
        for one in everybody
        for tie in one.relations
        if tie.kind is RelationKind.PARENT and tie.to in children
    }
    return [(one.id, one.id in children) for one in everybody if one.id in children | parents]


@check_of(
    "relationship.standing_still",
    Family.CHILDREN,
    Concern.RECORD,
    source="K36: one parent's relationship moves on and the other's stands (the practice note, line 73)",
    question="what have we tried with this person, and what would they say?",
    kinds=("relationship",),
)
def _standing_still(look: Look) -> Iterator[Found]:
    """A relationship is at one stage for six weeks, while another's in the family moved on."""
    for relationship, _ in standing_still(look.reading.of_kind(Relationship), look.as_of):
        pair = relationship.pair(look.as_of)
        if pair is not None:
            says = f"a change in {relationship.id}, while another relationship moved on"
            yield Found(says, record=relationship.id, subject=pair[1])


@check_of(
    "permanence.none",
    Family.CHILDREN,
    Concern.DATES,
    source="K26: permanence for each child (the practice note, lines 94 and 105)",
    question="where is this child to live for good, and by when is that decided?",
    kinds=("permanence",),
)
def _no_permanence(look: Look) -> Iterator[Found]:
    """A child who is looked after has no option for a lasting home on the record."""
    with_options = {one.child(look.as_of) for one in look.reading.of_kind(Permanence) if one.options(look.as_of)}
    for status in look.reading.of_kind(ChildStatus):
        child = status.child(look.as_of)
        if child not in with_options and status.spells(look.as_of, SpellKind.LOOKED_AFTER):
            yield Found("an option for the child's lasting home", subject=child)


@check_of(
    "permanence.no_parallel_plan",
    Family.CHILDREN,
    Concern.DATES,
    source="K25: parallel planning as a key focus (the practice note, line 106)",
    question="what else is worked on, and when is it decided which?",
    kinds=("permanence",),
)
def _no_parallel_plan(look: Look) -> Iterator[Found]:
    """One option is worked on for a child, and no other beside it.

    A parallel plan may be restricted until it is shared: the finding says how many entries are withheld.
    """
    for record in look.reading.of_kind(Permanence):
        if len(record.worked(look.as_of)) == 1 and len(record.options(look.as_of)) == 1:
            yield Found("another plan beside the first", record=record.id, subject=record.child(look.as_of))


@check_of(
    "permanence.no_support",
    Family.CHILDREN,
    Concern.RECORD,
    source="K27: continuing support needs (the practice note, line 106)",
    question="what support does this child go on needing, and who gives it?",
    kinds=("permanence",),
)
def _no_support(look: Look) -> Iterator[Found]:
    """A child has options for a lasting home, and no support that goes on."""
    for record in look.reading.of_kind(Permanence):
        if record.options(look.as_of) and not record.support(look.as_of):
            yield Found("the support that goes on", record=record.id, subject=record.child(look.as_of))
