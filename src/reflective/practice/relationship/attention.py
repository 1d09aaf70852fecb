"""Relationships side by side: where each pair's stands, and which stood still while another moved on."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from reflective.errors import BadValue
from reflective.fields import Id, check, check_day, several
from reflective.practice.relationship.contact import RelationshipFacts, RelationshipState
from reflective.practice.relationship.contents import Tried
from reflective.practice.relationship.relationship import Relationship

__all__ = ["Attention", "attention", "standing_still"]

_MAX_WEEKS: Final = 520


class Attention(NamedTuple):
    """The facts on record about one worker's relationship with one family member; no measure of anybody."""

    family_member: str
    child: bool
    #: The worker, and the record of the relationship; None where the family member has no relationship on record.
    worker: str | None
    record: str | None
    #: The stage last assessed since the relationship began, and since when it has been at that stage.
    stage: str | None
    since: date | None
    tie: RelationshipState
    ended: bool
    #: The places of what was tried and of what was assessed.
    tried: tuple[int, ...]
    assessed: tuple[int, ...]


def attention(
    relationships: Iterable[Relationship], family: Iterable[tuple[str, bool]], as_of: date
) -> tuple[Attention, ...]:
    """Where each pair's relationship stands side by side, children first; an imbalance is seen, not counted.

    `family` is (person, whether a child). A family member has a row for each relationship: those that have not ended
    come first, and the one begun last before the others, which is the present worker's. A person without a relationship
    is in the list with nothing recorded.
    """
    check_day("as_of", as_of)
    relationships = several("relationships", relationships, Relationship)
    family = several("family", family, tuple)
    check("family", family, tuple[tuple[Id, bool], ...])
    rows = []
    for person, child in family:
        theirs = _of(person, relationships, as_of)
        rows += [_row(one, person, as_of, child=child) for one in theirs] or [_nothing_recorded(person, child=child)]
    return tuple(sorted(rows, key=lambda row: not row.child))


def _of(person: str, relationships: tuple[Relationship, ...], as_of: date) -> list[Relationship]:
    """The relationships with a family member: the present worker's, those begun before it, and those that ended."""
    theirs = []
    for place, one in enumerate(relationships):
        facts = one.state(as_of)
        if facts.between is not None and facts.between.family_member == person:
            # The one given last comes first of two that began on one day.
            theirs.append((not _ended(facts), facts.begun or date.min, place, one))
    return [one for *_, one in sorted(theirs, reverse=True)]


def _ended(facts: RelationshipFacts) -> bool:
    return facts.tie is RelationshipState.ENDED


def _row(one: Relationship, person: str, as_of: date, *, child: bool) -> Attention:
    facts = one.state(as_of)
    return Attention(
        family_member=person,
        child=child,
        worker=None if facts.between is None else facts.between.worker,
        record=one.id,
        stage=None if facts.assessed is None else facts.assessed.stage,
        since=facts.at_stage_since,
        tie=facts.tie,
        ended=_ended(facts),
        tried=tuple(place for place, entry in one.standing(as_of) if isinstance(entry.content, Tried)),
        assessed=tuple(place for place, _, _ in one.history(as_of)),
    )


def _nothing_recorded(person: str, *, child: bool) -> Attention:
    return Attention(
        family_member=person,
        child=child,
        worker=None,
        record=None,
        stage=None,
        since=None,
        tie=RelationshipState.NOT_RECORDED,
        ended=False,
        tried=(),
        assessed=(),
    )


def standing_still(
    relationships: Iterable[Relationship], as_of: date, *, weeks: int = 6
) -> tuple[tuple[Relationship, date], ...]:
    """Relationships at one stage for so many weeks, each with the day since when, while another person's moved on.

    Six weeks to the day are six weeks. Moved on: came on to its stage after that day, from another, with some other
    member of the family. A relationship that has ended neither stands still nor moves on. Nothing says why; that is a
    question for supervision.
    """
    check_day("as_of", as_of)
    if type(weeks) is not int or not 0 <= weeks <= _MAX_WEEKS or as_of.toordinal() <= weeks * 7:
        raise BadValue(name="weeks", wanted=f"a whole number of weeks before the day, at most {_MAX_WEEKS}")
    relationships = several("relationships", relationships, Relationship)
    known = [
        (one, facts.at_stage_since, facts.between.family_member, facts.moved_on)
        for one in relationships
        if (facts := one.state(as_of)).between is not None and facts.at_stage_since is not None and not _ended(facts)
    ]
    moved = [(person, since) for _, since, person, moved_on in known if moved_on]
    before = as_of - timedelta(weeks=weeks)
    return tuple(
        (one, since)
        for one, since, person, _ in known
        if since <= before and any(other != person and on > since for other, on in moved)
    )
