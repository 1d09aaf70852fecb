"""Relations and roles as they were last told, and the days on which they hold."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, Generic, NamedTuple, TypeVar

import attrs

from reflective.practice.people.contents import Related, RelationKind, Responsibility, RoleHeld, is_backwards

__all__ = ["Holding", "holding", "responsibility_on"]

_Dated = TypeVar("_Dated", Related, RoleHeld)

#: Kinds of which somebody can have several to the same person, told apart by their words.
_SEVERAL: Final = frozenset({None, RelationKind.OTHER_RELATIVE, RelationKind.PROFESSIONAL, RelationKind.OTHER})


class Holding(NamedTuple, Generic[_Dated]):
    """The relations or roles that hold on a day, those that are over by then, and those that are still to begin."""

    now: tuple[_Dated, ...]
    former: tuple[_Dated, ...]
    coming: tuple[_Dated, ...]


def holding(told: Iterable[_Dated], day: date) -> Holding[_Dated]:
    """Each relation or role that was told, by where it stands on a day; in the order of the first telling.

    Only what is known ends or delays one: without a known end it holds, and so does one that may have begun.
    """
    last = [one for one, _ in _latest_of_each(tuple(told))]
    return Holding(
        now=tuple(one for one in last if _holds(one, day)),
        former=tuple(one for one in last if _is_over(one, day)),
        coming=tuple(one for one in last if _is_to_begin(one, day)),
    )


def responsibility_on(told: Iterable[Related], day: date) -> Responsibility:
    """The parental responsibility that was told last, of those relations that hold on a day; else not known."""
    told = tuple(told)
    holding_now = {place for one, places in _latest_of_each(told) if _holds(one, day) for place in places}
    said = [one.parental_responsibility for place, one in enumerate(told) if place in holding_now]
    return next((one for one in reversed(said) if one is not None), Responsibility.NOT_KNOWN)


def _latest_of_each(told: Sequence[_Dated]) -> list[tuple[_Dated, tuple[int, ...]]]:
    """Each relation or role once, with what was last said of it, and the places of all that was told of it."""
    found: list[_Dated] = []
    places: list[tuple[int, ...]] = []
    between: dict[tuple[str, str], list[int]] = {}
    for place, one in enumerate(told):
        known = between.setdefault((one.person, one.to if isinstance(one, Related) else one.role), [])
        last: int = next((at for at in reversed(known) if _is_same(found[at], one)), len(found))
        if last < len(found) and _goes_on(found[last], one):
            found[last] = _with_unsaid(one, found[last])
            places[last] = (*places[last], place)
        else:
            known.append(len(found))
            found.append(one)
            places.append((place,))
    return list(zip(found, places, strict=True))


def _is_same(earlier: Related | RoleHeld, later: Related | RoleHeld) -> bool:
    """Whether two tellings between the same two are of one relation: of one kind, or in the same words."""
    if not isinstance(earlier, Related) or not isinstance(later, Related):
        return True
    return earlier.relation == later.relation or (earlier.kind == later.kind and later.kind not in _SEVERAL)


def _goes_on(earlier: Related | RoleHeld, later: Related | RoleHeld) -> bool:
    """Whether a later telling is of the same time: the first has no end, or the two begin together.

    One that only gives an end corrects the end that was known, unless it lies before the start.
    """
    if later.start is not None:
        return earlier.end is None or later.start == earlier.start
    if later.end is not None:
        return not is_backwards(earlier.start, later.end)
    return earlier.end is None


def _with_unsaid(later: _Dated, earlier: _Dated) -> _Dated:
    """The later telling, with what it leaves out as it was told before."""
    value: Any = later
    unsaid = [field.name for field in attrs.fields(type(value)) if getattr(value, field.name) is None]
    merged: _Dated = attrs.evolve(value, **{name: getattr(earlier, name) for name in unsaid})
    return merged


def _is_over(one: Related | RoleHeld, day: date) -> bool:
    """Whether it is known to have ended by a day: from the day of the end on."""
    return one.end is not None and one.end.latest is not None and one.end.latest <= day


def _is_to_begin(one: Related | RoleHeld, day: date) -> bool:
    """Whether it is known to begin after a day."""
    return one.start is not None and one.start.earliest is not None and one.start.earliest > day


def _holds(one: Related | RoleHeld, day: date) -> bool:
    return not _is_over(one, day) and not _is_to_begin(one, day)
