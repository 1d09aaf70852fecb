"""The relationships of a case as data, a row for each pair."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from reflective.casework import Reading
from reflective.practice.people import PersonKind, RelationKind
from reflective.practice.relationship import Assessed, Attention, Relationship, RelationshipStages, attention
from reflective.views.data import iso_day, source_lines
from reflective.views.names import Names

__all__ = ["relationship_facts"]

#: The words that make a parent of somebody whose relation was recorded without its kind.
_PARENTS: Final = frozenset({"mother of", "father of"})


def relationship_facts(reading: Reading, names: Names) -> list[dict[str, Any]]:
    """A row for each pair, children first: the stage in the words used, or None if none is recorded.

    Every child and parent has a row, with no worker where no relationship is recorded.
    """
    records = {one.id: one for one in reading.of_kind(Relationship)}
    rows = attention(records.values(), _family(reading, records.values()), reading.as_of)
    return [_row(row, None if row.record is None else records[row.record], reading.as_of, names) for row in rows]


def _family(reading: Reading, records: Iterable[Relationship]) -> list[tuple[str, bool]]:
    """The children, their parents, and everybody else with whom a relationship is recorded; whether each is a child."""
    as_of, everybody = reading.as_of, reading.people.everybody(reading.as_of)
    children = {one.id for one in everybody if one.kind is PersonKind.CHILD}
    parents = {
        related.person
        for one in everybody
        for related in one.relations
        if related.to in children and (related.kind is RelationKind.PARENT or related.relation in _PARENTS)
    }
    found = {one.id: one.id in children for one in everybody if one.id in children | parents}
    for record in records:
        between = record.state(as_of).between
        if between is not None:
            found.setdefault(between.family_member, between.child or between.family_member in children)
    return list(found.items())


def _row(row: Attention, record: Relationship | None, as_of: date, names: Names) -> dict[str, Any]:
    last = None if record is None or row.stage is None else record.history(as_of)[-1]
    return {
        "person": row.family_member,
        "name": names[row.family_member],
        "child": row.child,
        "worker": row.worker,
        "worker_name": None if row.worker is None else names[row.worker],
        "record": row.record,
        "stage": row.stage,
        "title": None if last is None else _title(last[2]),
        "stated_as": [] if last is None else list(last[2].stated_as),
        "since": iso_day(row.since),
        "tie": row.tie.value,
        "ended": row.ended,
        "lines": None if record is None or last is None else source_lines(record.entries[last[0]]),
    }


def _title(assessed: Assessed) -> str:
    """The title of a stage on the shipped ladder; for any other ladder or stage, its id."""
    shipped = RelationshipStages.shipped()
    if (assessed.ladder, assessed.ladder_version) != (shipped.id, shipped.version):
        return assessed.stage
    return next((stage.title for stage in shipped.stages if stage.id == assessed.stage), assessed.stage)
