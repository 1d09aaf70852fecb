"""What records answer on a day, to be drawn: nobody makes it, so it is asked of a record that was drawn."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from hypothesis import assume
from hypothesis import strategies as st

from reflective.casework import ChildFile
from reflective.practice.cycle import Cycle, Missing, Position, TraceStep
from reflective.practice.discrepancies import Discrepancies, Discrepancy
from reflective.practice.journey import CheckpointState, Journey
from reflective.practice.people import People, Person
from reflective.practice.plan import ActionState, Plan, PlanState, ReviewState
from reflective.practice.relationship import Attention, Relationship, RelationshipFacts, attention
from reflective.practice.supervision import Agenda, MeetingState, Supervision
from reflective.records import DueItem, Record, Shown
from reflective.testing._records import CHILDREN, cases, lived
from reflective.testing._values import Plain

__all__ = ["ANSWERS"]

_Answer = Callable[[Any, date], Iterable[Any]]


def _reviews(plan: Plan, day: date) -> Iterable[ReviewState]:
    """The reviews of a plan, or one that is planned on the day: few plans get so far in a few entries."""
    found = plan.on(day).reviews
    if not found:
        day = max([day, *(entry.recorded for entry in plan.entries[-1:])])
        found = plan.plan_review("v-1", due_on=day, on=day, recorded=day, by="w-1").on().reviews
    return found.values()


#: Of which record each is an answer, and what to ask it.
_OF_RECORDS: Final[Mapping[type[Any], tuple[type[Record[Any]], _Answer]]] = {
    ActionState: (Plan, lambda plan, day: plan.on(day).actions.values()),
    Agenda: (Supervision, lambda meeting, day: [meeting.agenda(day)]),
    Attention: (Relationship, lambda one, day: attention([one], [("p-1", False)], day)),
    CheckpointState: (Journey, lambda journey, day: journey.checkpoints(day)),
    Discrepancy: (Discrepancies, lambda discrepancies, day: discrepancies.all(day)),
    DueItem: (Plan, lambda plan, day: plan.due_items(day)),
    MeetingState: (Supervision, lambda meeting, day: [meeting.state(day)]),
    Missing: (Cycle, lambda cycle, day: cycle.missing(day)),
    Person: (People, lambda people, day: people.everybody(day)),
    PlanState: (Plan, lambda plan, day: [plan.on(day)]),
    Position: (Cycle, lambda cycle, day: [cycle.state(day)]),
    RelationshipFacts: (Relationship, lambda one, day: [one.state(day)]),
    ReviewState: (Plan, _reviews),
    Shown: (Journey, lambda journey, day: [journey.shown(as_of=day)]),
    TraceStep: (Cycle, lambda cycle, day: cycle.trace(day)),
}


@st.composite
def _of_record(draw: st.DrawFn, made_of: Plain, kind: type[Record[Any]], answer: _Answer) -> Any:
    """One of the answers that a record gives on a day; on the last of its days, where it gives none before."""
    record = draw(lived(kind, made_of, ids=made_of.ids, least=4, most=10))
    last = record.entries[-1].recorded if record.entries else made_of.last
    day = draw(st.sampled_from([last, *(entry.on for entry in record.entries)]))
    found = list(answer(record, day)) or list(answer(record, last))
    assume(found)
    return draw(st.sampled_from(found))


def _child_file(made_of: Plain) -> st.SearchStrategy[ChildFile]:
    return st.builds(ChildFile, cases(made_of, ids=made_of.ids, most=3), st.sampled_from(CHILDREN))


#: Every class of which a value is an answer, with how it is drawn.
ANSWERS: Final[Mapping[type[Any], Callable[[Plain], st.SearchStrategy[Any]]]] = {
    **{kind: partial(_of_record, kind=record, answer=answer) for kind, (record, answer) in _OF_RECORDS.items()},
    ChildFile: _child_file,
}
