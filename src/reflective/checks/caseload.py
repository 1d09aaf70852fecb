"""Checks on a caseload: whatever can only be seen over several cases."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from reflective.casework import Reading
from reflective.checks.finding import Concern, Finding
from reflective.errors import BadValue
from reflective.fields import check_day, several
from reflective.practice.agreement import Agreement, LeaveBegan
from reflective.practice.people import PersonKind
from reflective.practice.supervision import Supervision
from reflective.records import Audience

__all__ = ["check_caseload"]

#: The most weeks that anybody would ask about.
_MAX_WEEKS: Final = 520


def check_caseload(readings: Iterable[Reading], as_of: date, *, weeks: int) -> tuple[Finding, ...]:
    """The children of some cases who were in no supervision for so many weeks, and leave in which nobody stands in.

    How many weeks is local policy: no national number was found (K07 of the practice catalogue). A finding names the
    child, or the agreement of a worker where the readings have it. Raises `BadValue` for weeks that are no number.
    """
    check_day("as_of", as_of)
    if type(weeks) is not int or not 1 <= weeks <= _MAX_WEEKS:
        raise BadValue(name="weeks", wanted=f"a whole number of weeks from 1 to {_MAX_WEEKS}")
    given = several("readings", readings, Reading)
    since = as_of - timedelta(weeks=weeks)
    return tuple(one for reading in given for one in (*_not_discussed(reading, since, weeks), *_no_cover(reading)))


def _not_discussed(reading: Reading, since: date, weeks: int) -> list[Finding]:
    held = [
        child
        for meeting in reading.of_kind(Supervision)
        if (on := meeting.held_on(reading.as_of)) is not None and on >= since
        for child in meeting.state(reading.as_of).children
    ]
    children = [one.id for one in reading.people.everybody(reading.as_of, PersonKind.CHILD)]
    return [
        Finding(
            code="caseload.not_discussed",
            concern=Concern.VOICE,
            says=f"not evidenced on the record: a supervision about the child in the last {weeks} weeks",
            question="when is this child thought about?",
            source="K07: every child over a period (Ofsted on supervision)",
            audience=Audience.CHILD_FILE,
            subject=child,
        )
        for child in children
        if child not in held
    ]


def _no_cover(reading: Reading) -> list[Finding]:
    """Leave of a supervisor in which nobody stands in: on the worker's own file."""
    found = []
    for agreement in reading.of_kind(Agreement):
        away, parties = agreement.away(reading.as_of), agreement.parties(reading.as_of)
        if away is None or parties is None or away != parties[1]:
            continue
        place, entry = [
            (place, one) for place, one in agreement.standing(reading.as_of) if isinstance(one.content, LeaveBegan)
        ][-1]
        if entry.content.stands_in is None:
            found.append(
                Finding(
                    code="caseload.no_cover",
                    concern=Concern.DATES,
                    says=f"not evidenced on the record: who stands in for the supervisor of {agreement.id}",
                    question="who supervises until they are back?",
                    source="K46: alternative arrangements in an absence (councils' supervision audits)",
                    audience=Audience.PERSONAL,
                    record=agreement.id,
                    places=(place,),
                    subject=parties[0],
                    owner=parties[0],
                )
            )
    return found
