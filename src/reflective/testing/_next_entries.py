"""What may be said next of a record, kind by kind: the moves of its machines, and all that is said beside them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from reflective.casework import Membership, RecordAdded, RecordRemoved
from reflective.practice.cycle import (
    REASONS,
    AlternativeView,
    Continued,
    Cycle,
    Entered,
    Feeling,
    Focus,
    Interpretation,
    Observation,
    Outcome,
    Reason,
    Response,
    Stage,
    StrategyTried,
    Weighed,
)
from reflective.practice.discrepancies import Discrepancies, Question, Settled, Version
from reflective.practice.hypothesis import Evidence, Hypothesis, StaysLive, WouldChangeOurMind
from reflective.practice.journey import Account, Asked, HowToGetThere, Journey, JourneyOf, JourneyStage, Obstacle
from reflective.practice.people import Fact, Named, NotSame, People, PersonKind, Related, RoleHeld, SamePerson
from reflective.practice.plan import (
    Accepted,
    Answered,
    Decided,
    Goal,
    Plan,
    ReviewHeld,
    ReviewPlanned,
    SignedOff,
    Started,
)
from reflective.practice.relationship import (
    Assessed,
    Barrier,
    Enabler,
    Relationship,
    RelationshipStages,
    Tried,
    ViewGiven,
)
from reflective.practice.supervision import ChildRecord, Discussed, Draft, Filed, MeetingPart, Signed, Supervision
from reflective.records import Content, Record
from reflective.testing._machines import CHILDREN, FAMILY, MACHINES, MANAGER, NEW_DAY, WORKER, Machine, Try
from reflective.testing._values import TOLD, sketch

__all__ = ["KINDS", "next_of"]

_PEOPLE: Final[Mapping[str, PersonKind]] = {
    **dict.fromkeys(CHILDREN, PersonKind.CHILD),
    FAMILY: PersonKind.FAMILY_MEMBER,
    WORKER: PersonKind.STAFF,
}
_OF_MACHINE: Final[Mapping[type[Any], Machine]] = {machine.kind: machine for machine in MACHINES}


def next_of(record: Record[Any, Any], day: date, *, bold: bool = False) -> list[Try]:
    """What somebody may say next, as far as can be told beforehand; `bold` tries moves that the table lacks too."""
    machine = _OF_MACHINE.get(type(record))
    # A journey is somebody's before there is a checkpoint on it.
    early = isinstance(record, Journey) and record.child(day) is None and not bold
    moves = [] if machine is None or early else list(_moves(machine, record, day, bold=bold))
    return [*moves, *_BESIDE[type(record)](record, day)]


def _moves(machine: Machine, record: Record[Any, Any], day: date, *, bold: bool) -> Iterator[Try]:
    for item in machine.items:
        source = machine.where(record, day, item)
        for to in machine.table if bold else machine.table[source]:
            yield from machine.tries(source, to, item)


def _says(*kinds: type[Content], **given: Any) -> Iterator[Try]:
    for kind in kinds:
        yield Try(sketch(kind, **given))


def _cycle(cycle: Cycle, day: date) -> Iterator[Try]:
    state = cycle.state(day)
    for to, (move, _, free) in state.ways.items():
        for reason in () if free else sorted(REASONS[move] - {Reason.OTHER, Reason.NOT_RECORDED}):
            yield Try(sketch(Entered, stage=to, reason=reason))
    for stage in (one for one in Stage if one in state.entered):
        yield from _says(Observation, Interpretation, Feeling, StrategyTried, AlternativeView, stage=stage)
        yield from _says(Response, Weighed, Outcome, stage=stage)
    yield Try(sketch(Focus, children=CHILDREN))
    yield Try(sketch(Continued))


def _hypothesis(hypothesis: Hypothesis, day: date) -> Iterator[Try]:
    if hypothesis.statement(day) is not None:
        yield from _says(Evidence, WouldChangeOurMind, StaysLive)


def _journey(journey: Journey, day: date) -> Iterator[Try]:
    if journey.child(day) is None:
        yield from _says(JourneyOf, child=CHILDREN[0])
    else:
        yield from _says(JourneyStage, HowToGetThere, Obstacle, Account, Asked)


def _relationship(relationship: Relationship, day: date) -> Iterator[Try]:
    if relationship.pair(day) is not None:
        yield from _says(ViewGiven, Barrier, Enabler, Tried)
        ladder = RelationshipStages.shipped()
        for stage in ladder.stages:
            named = {"stage": stage.id, "ladder": ladder.id, "ladder_version": ladder.version}
            yield from _says(Assessed, **named, evidence=TOLD, went_back_because=TOLD)


def _plan(plan: Plan, day: date) -> Iterator[Try]:
    on = plan.on(day)
    yield Try(sketch(Started, children=CHILDREN))
    yield Try(sketch(Answered, person=FAMILY, action=None))
    goals = {goal.id for goal in on.goals}
    for number, child in enumerate(CHILDREN, start=1):
        if f"g-{number}" not in goals:
            yield Try(sketch(Goal, id=f"g-{number}", child=child))
    for item, action in on.actions.items():
        yield Try(sketch(Accepted, action=item, owner=WORKER))
        yield Try(sketch(Answered, person=FAMILY, action=item))
        for part in action.action.parts:
            if part.consider:
                yield Try(sketch(Decided, action=item, part=part.id))
    yield Try(sketch(ReviewPlanned, id="v-1", due=NEW_DAY, actions=tuple(on.actions)))
    for review in on.reviews:
        yield Try(sketch(ReviewHeld, id=review, took_part=(WORKER, FAMILY), results=()))
    yield Try(sketch(SignedOff, version=on.version), by=MANAGER)


def _supervision(meeting: Supervision, day: date) -> Iterator[Try]:
    on = meeting.state(day)
    yield from _says(Draft)
    for by, part in on.people:
        if part is not MeetingPart.OTHER:
            yield Try(sketch(Signed, part=part), by)
    if on.held_on is not None:
        yield from _says(Discussed)
        for child in on.children:
            yield Try(sketch(ChildRecord, child=child))
        yield Try(sketch(Filed, children=tuple(sorted(on.recorded_for))))


def _people(people: People, day: date) -> Iterator[Try]:
    known = sorted(people.state(day).people)
    for person, kind in _PEOPLE.items():
        yield Try(sketch(Named, person=person, kind=kind))
    for person in known:
        yield from _says(RoleHeld, Fact, person=person)
        for other in known:
            if other != person:
                yield Try(sketch(Related, person=person, to=other))
                yield Try(sketch(SamePerson, person=person, other=other))
    for person, other in map(sorted, people.asserted_same(day)):
        yield Try(sketch(NotSame, person=person, other=other))


def _discrepancies(discrepancies: Discrepancies, day: date) -> Iterator[Try]:
    for question in ("q-1", "q-2"):
        yield Try(sketch(Question, id=question))
    for discrepancy in discrepancies.all(day):
        question = discrepancy.question.id
        for version in ("x-1", "x-2"):
            yield Try(sketch(Version, question=question, id=version))
        for _, given in discrepancy.versions:
            yield Try(sketch(Settled, question=question, version=given.id))


def _membership(membership: Membership, day: date) -> Iterator[Try]:
    members = membership.state(day)
    for number in range(1, 4):
        record = f"r-{number}"
        yield Try(sketch(RecordRemoved, record=record) if record in members else sketch(RecordAdded, record=record))


_BESIDE: Final[Mapping[type[Any], Callable[[Any, date], Iterator[Try]]]] = {
    Cycle: _cycle,
    Hypothesis: _hypothesis,
    Journey: _journey,
    Membership: _membership,
    People: _people,
    Plan: _plan,
    Discrepancies: _discrepancies,
    Relationship: _relationship,
    Supervision: _supervision,
}
#: Every kind of record that a history can be drawn of.
KINDS: Final[tuple[type[Record[Any, Any]], ...]] = tuple(_BESIDE)
