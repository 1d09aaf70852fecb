"""The relationships of a case as data, a row for each pair."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from reflective.casework import Reading
from reflective.practice.people import PersonKind, RelationKind
from reflective.practice.relationship import (
    RELATIONSHIP,
    Assessed,
    Attention,
    Barrier,
    Enabler,
    Relationship,
    RelationshipStages,
    Tried,
    attention,
)
from reflective.records import Content, Entry
from reflective.views.data import cited, iso_day
from reflective.views.names import Names

__all__ = ["relationship_facts"]

#: The kinds of relation to a child that have no row of their own: those who do not look after the child.
_NOT_CARERS: Final = frozenset(
    {
        RelationKind.SIBLING,
        RelationKind.PARTNER,
        RelationKind.FORMER_PARTNER,
        RelationKind.OTHER_RELATIVE,
        RelationKind.LIVES_WITH,
        RelationKind.FRIEND,
        RelationKind.PROFESSIONAL,
        RelationKind.OTHER,
    }
)
#: The entries that move the contact from one state to another.
_MOVING: Final = frozenset(RELATIONSHIP.kinds) - {Assessed}


def relationship_facts(
    reading: Reading, names: Names, stages: RelationshipStages | None = None
) -> list[dict[str, Any]]:
    """A row for each pair, children first: the stage in the words used, or None if none is recorded.

    Every child has a row, and so does everybody of the family who may look after one, whatever the relation is called.
    There is no worker in a row where no relationship is recorded. `stages` is a ladder of the host's own: a stage on it
    is shown by its title, as one on the shipped ladder is.
    """
    ladders = (RelationshipStages.shipped(), *(() if stages is None else (stages,)))
    records = {one.id: one for one in reading.of_kind(Relationship)}
    rows = attention(records.values(), _family(reading, records.values()), reading.as_of)
    return [
        _row(row, None if row.record is None else records[row.record], reading.as_of, names, ladders) for row in rows
    ]


def _family(reading: Reading, records: Iterable[Relationship]) -> list[tuple[str, bool]]:
    """The children, their carers, and everybody else with whom a relationship is recorded; whether each is a child.

    A relation to a child whose kind nobody recorded may be that of a carer, so whoever has one is shown.
    """
    as_of, everybody = reading.as_of, reading.people.everybody(reading.as_of)
    children = {one.id for one in everybody if one.kind is PersonKind.CHILD}
    carers = {
        related.person
        for one in everybody
        for related in one.relations
        if one.kind is PersonKind.FAMILY_MEMBER and related.to in children and related.kind not in _NOT_CARERS
    }
    found = {one.id: one.id in children for one in everybody if one.id in children | carers}
    for record in records:
        between = record.state(as_of).between
        if between is not None:
            found.setdefault(between.family_member, between.child or between.family_member in children)
    return list(found.items())


def _row(
    row: Attention,
    record: Relationship | None,
    as_of: date,
    names: Names,
    ladders: tuple[RelationshipStages, ...],
) -> dict[str, Any]:
    last = None if record is None or row.stage is None else record.history(as_of)[-1]
    standing = [] if record is None else [entry for _, entry in record.standing(as_of)]
    assessed = [] if record is None or last is None else [record.entries[last[0]]]
    return {
        "person": row.family_member,
        "name": names[row.family_member],
        "child": row.child,
        "worker": row.worker,
        "worker_name": None if row.worker is None else names[row.worker],
        "record": row.record,
        "stage": row.stage,
        "title": None if last is None else _title(last[2], ladders),
        "stated_as": [] if last is None else list(last[2].stated_as),
        "since": iso_day(row.since),
        "tie": row.tie.value,
        "tie_inferred": _is_inferred(standing),
        "ended": row.ended,
        **cited(*assessed),
        "strengths": _located(standing, Enabler),
        "difficulties": _located(standing, Barrier),
        "tried": _tried(standing),
    }


def _is_inferred(standing: list[Entry[Content]]) -> bool:
    """Whether the state of the contact is an inference: the last entry that moved it is one."""
    moves = [entry for entry in standing if type(entry.content) in _MOVING]
    return bool(moves) and moves[-1].source is not None and moves[-1].source.inferred


def _located(standing: list[Entry[Content]], kind: type[Enabler | Barrier]) -> list[dict[str, Any]]:
    """The strengths or the difficulties of a relationship, and where each lies."""
    return [
        {"what": entry.content.what, "located": entry.content.located.value, **cited(entry)}
        for entry in standing
        if isinstance(entry.content, kind)
    ]


def _tried(standing: list[Entry[Content]]) -> list[dict[str, Any]]:
    return [
        {"what": entry.content.what, "came_of_it": entry.content.came_of_it, **cited(entry)}
        for entry in standing
        if isinstance(entry.content, Tried)
    ]


def _title(assessed: Assessed, ladders: tuple[RelationshipStages, ...]) -> str:
    """The title of a stage on one of some ladders; for any other ladder or stage, its id."""
    titles = [
        stage.title
        for ladder in ladders
        for stage in ladder.stages
        if (ladder.id, ladder.version, stage.id) == (assessed.ladder, assessed.ladder_version, assessed.stage)
    ]
    return titles[0] if titles else assessed.stage
