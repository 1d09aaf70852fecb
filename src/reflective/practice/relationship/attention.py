"""Relationships side by side: where each family member's stands, and which stood still while another moved on."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from reflective.errors import BadValue
from reflective.fields import Id, check, check_day, several
from reflective.practice.relationship.relationship import Relationship, RelationshipState, Tried

__all__ = ["Attention", "attention", "standing_still"]

_MAX_WEEKS: Final = 520


class Attention(NamedTuple):
    """The facts on record about one family member's relationship; no measure of anybody."""

    family_member: str
    child: bool
    stage: str | None
    since: date | None
    tie: RelationshipState
    #: The places of what was tried and of what was assessed.
    tried: tuple[int, ...]
    assessed: tuple[int, ...]


def attention(
    relationships: Iterable[Relationship], family: Iterable[tuple[str, bool]], as_of: date
) -> tuple[Attention, ...]:
    """Where each family member's relationship stands side by side, children first; an imbalance is seen, not counted.

    `family` is (person, whether a child); a person without a relationship is in the list with nothing recorded.
    """
    relationships = several("relationships", relationships, Relationship)
    family = several("family", family, tuple)
    check("family", family, tuple[tuple[Id, bool], ...])
    by_person = {pair[1]: one for one in relationships if (pair := one.pair(as_of)) is not None}
    rows = []
    for person, child in family:
        one = by_person.get(person)
        if one is None:
            rows.append(Attention(person, child, None, None, RelationshipState.NOT_STARTED, (), ()))
            continue
        state = one.state(as_of)
        tried = tuple(place for place, entry in one.standing(as_of) if isinstance(entry.content, Tried))
        assessed = tuple(place for place, _, _ in one.history(as_of))
        rows.append(Attention(person, child, one.stage(as_of), state.at_stage_since, state.tie, tried, assessed))
    return tuple(sorted(rows, key=lambda row: not row.child))


def standing_still(
    relationships: Iterable[Relationship], as_of: date, *, weeks: int = 6
) -> tuple[tuple[Relationship, date], ...]:
    """Relationships at one stage for so many weeks, each with the day since when, while another of them moved on.

    Moved on: came to its stage in that time, from another. Nothing says why; that is a question for supervision.
    """
    check_day("as_of", as_of)
    if type(weeks) is not int or not 0 <= weeks <= _MAX_WEEKS or as_of.toordinal() <= weeks * 7:
        raise BadValue(name="weeks", wanted=f"a whole number of weeks before the day, at most {_MAX_WEEKS}")
    relationships = several("relationships", relationships, Relationship)
    known = [(one, one.state(as_of).at_stage_since) for one in relationships]
    moved = {id(one): since for one, since in known if since is not None and _at_another_before(one, since, as_of)}
    before = as_of - timedelta(weeks=weeks)
    return tuple(
        (one, since)
        for one, since in known
        if since is not None
        and since <= before
        and any(other != id(one) and on >= since for other, on in moved.items())
    )


def _at_another_before(one: Relationship, since: date, as_of: date) -> bool:
    """True if it was at another stage before the present one."""
    now = one.stage(as_of)
    return any(assessed.stage != now and on <= since for _, on, assessed in one.history(as_of))
