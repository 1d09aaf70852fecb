"""Facts about a child's age that rules ask of an event, worked out from the birth date on the list of people."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

import attrs

from reflective.errors import UnknownId
from reflective.practice.people import People
from reflective.practice.people.ages import Ages
from reflective.rules import Event

__all__ = ["with_ages"]

#: The ages in years at which the facts change.
_SCHOOL_AGE_YEARS: Final = 5
_LAST_SCHOOL_YEARS: Final = 15
_SDQ_FIRST_YEARS: Final = 4
_SDQ_LAST_YEARS: Final = 16
_NO_SCHOOL_YEARS: Final = 3

#: A fact of somebody who is so old on the day of the event, and so old on the day asked about; None where it is open.
_Rule = Callable[[Ages, Ages], str | None]


def _age_band(then: Ages, _now: Ages) -> str | None:
    """Regulation 7 of the regulations of 2010 divides at the fifth birthday."""
    lowest, highest = then
    if highest is not None and highest < _SCHOOL_AGE_YEARS:
        return "under_5"
    return "5_and_over" if lowest >= _SCHOOL_AGE_YEARS else None


def _school_age(then: Ages, now: Ages) -> str | None:
    """A child under 4 has no school. Between the fourth birthday and the sixth it depends on the term."""
    highest_now = now[1]
    if highest_now is not None and highest_now <= _NO_SCHOOL_YEARS:
        return "no"
    lowest, highest = then
    in_school = lowest > _SCHOOL_AGE_YEARS and highest is not None and highest <= _LAST_SCHOOL_YEARS
    return "yes" if in_school else None


def _aged_4_to_16(then: Ages, now: Ages) -> str | None:
    """A child who is 4 to 16 as care begins is asked. From when one is asked who turns 4 in care, no rule says."""
    lowest, highest = then
    if lowest >= _SDQ_FIRST_YEARS and highest is not None and highest <= _SDQ_LAST_YEARS:
        return "yes"
    is_younger = now[1] is not None and now[1] < _SDQ_FIRST_YEARS
    return "no" if is_younger or lowest > _SDQ_LAST_YEARS else None


#: The facts that rules ask of each kind of event.
_FACTS: Final[dict[str, tuple[tuple[str, _Rule], ...]]] = {
    "looked_after.started": (("school_age", _school_age), ("aged_4_to_16", _aged_4_to_16)),
    "health_assessment.held": (("age_band", _age_band),),
    "health_review.held": (("age_band", _age_band),),
}


def with_ages(events: Iterable[Event], people: People, as_of: date) -> Iterator[Event]:
    """Events with the facts of age that they lack, where the birth date or a stated age of their subject is known."""
    for event in events:
        asked = [(name, rule) for name, rule in _FACTS.get(event.kind, ()) if event.fact(name) is None]
        then, now = (_ages(people, event.subject, day, as_of) for day in (event.on, as_of)) if asked else (None, None)
        if then is None or now is None:
            yield event
            continue
        found = ((name, rule(then, now)) for name, rule in asked)
        facts = tuple((name, stated) for name, stated in found if stated is not None)
        yield attrs.evolve(event, facts=(*event.facts, *facts)) if facts else event


def _ages(people: People, person: str, day: date, as_of: date) -> Ages | None:
    """The ages that somebody can have on a day, by what is known of them on another."""
    try:
        return people.person(person, as_of).age_on(day)
    except UnknownId:
        return None
