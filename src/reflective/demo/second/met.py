"""Visits and contacts of the second example, what the children said and showed, and the supervision of the worker."""

from datetime import date
from typing import Final

from reflective.demo.second.cast import (
    ASHA,
    BILAL,
    CARA,
    CARER,
    CHILDREN,
    DANI,
    FATHER,
    INTERPRETER,
    MANAGER,
    MOTHER,
    WORKER,
    on_day,
)
from reflective.practice.supervision import MeetingPart, Supervision
from reflective.practice.visits import (
    CommunicationNeed,
    ContactMade,
    ContactTried,
    NoContactReason,
    NotInvited,
    Seen,
    VisitKind,
    VisitMade,
    Visits,
)
from reflective.practice.voice import Expression, Heard, Voice
from reflective.records import ContactMode, GoBetween, GoBetweenKind, Link, Setting

__all__ = ["contacts", "supervisions", "voices"]

_BSL: Final = GoBetween(kind=GoBetweenKind.INTERPRETER, person=INTERPRETER)
_EYES: Final = GoBetween(kind=GoBetweenKind.EYES)
_PLACED: Final = Setting.PLACEMENT
#: The days on which Dani was visited where he lives.
_SEEN: Final = (date(2025, 4, 1), date(2025, 5, 12), date(2025, 6, 30))
#: The days on which the worker tried to reach the father, and how.
_TRIED: Final = (
    (date(2025, 3, 7), ContactMode.TELEPHONE, NoContactReason.NO_ANSWER),
    (date(2025, 3, 14), ContactMode.VIDEO, NoContactReason.NO_ANSWER),
    (date(2025, 4, 4), ContactMode.FACE_TO_FACE, NoContactReason.NOT_LET),
)


def contacts() -> Visits:
    """The visits to Dani, and the contacts with the father: three tried and one made."""
    visits = Visits(id="visits-1")
    needs = (
        CommunicationNeed(person=DANI, how="with his eyes: up is yes, down is no", needs="one question at a time"),
        CommunicationNeed(person=MOTHER, how="British Sign Language", interpreter=True),
    )
    for need in needs:
        visits = visits.add(need, **on_day(date(2025, 3, 5), about=(need.person,)))
    visits = _dani_seen(_conference(_tried(_tried(visits, 0), 1)), 0)
    visits = _tried(visits, 2)
    made = ContactMade(
        contact="father-4",
        people=(FATHER,),
        mode=ContactMode.FACE_TO_FACE,
        setting=Setting.PRISON,
        what="he asked whether the children know where he is, and who told them",
    )
    visits = visits.make_contact(made, **on_day(date(2025, 4, 16), about=(FATHER,)))
    return _dani_seen(_dani_seen(visits, 1), 2)


def _tried(visits: Visits, number: int) -> Visits:
    day, mode, reason = _TRIED[number]
    tried = ContactTried(contact=f"father-{number + 1}", people=(FATHER,), mode=mode, reason=reason)
    return visits.try_contact(tried, **on_day(day, about=(FATHER,)))


def _conference(visits: Visits) -> Visits:
    """The father was not invited to the conference, and the record says so."""
    missed = NotInvited(person=FATHER, to="the child protection conference", because="no link to the prison was booked")
    return visits.add(missed, **on_day(date(2025, 3, 28), about=(FATHER,)))


def _dani_seen(visits: Visits, number: int) -> Visits:
    visit = VisitMade(
        contact=f"dani-{number + 1}",
        seen=(Seen(child=DANI, alone=True),),
        people=(CARER,),
        kinds=(VisitKind.LOOKED_AFTER,),
        setting=_PLACED,
        through=(_EYES,),
    )
    return visits.make_visit(visit, **on_day(_SEEN[number]))


def voices() -> tuple[Voice, ...]:
    """Each child's own record: what they said or showed, and what changed because of it."""
    return (_asha(), _dani(), *map(_heard_at_school, (BILAL, CARA)))


def _asha() -> Voice:
    """Said at school, alone, on 12 March. The Saturday sibling time was moved because of it."""
    said = Heard(
        account="saturdays",
        words="I can never see Dani, because Saturdays is when I help Mum at the market",
        told_to=WORKER,
        alone=True,
        setting=Setting.SCHOOL,
    )
    day = date(2025, 3, 12)
    voice = Voice(id="voice-1").of(ASHA, **on_day(day)).hear(said, **on_day(day))
    moved = date(2025, 4, 11)
    voice = voice.change("saturdays", "the Saturday sibling time is on Sundays", **on_day(moved))
    return voice.tell_child("saturdays", "it is on Sundays now, because you said so", **on_day(moved))


def _dani() -> Voice:
    """Answered with his eyes."""
    day = date(2025, 4, 1)
    shown = Heard(
        account="where",
        words="he looked up when asked about his room, and twice when asked about his sisters",
        expression=Expression.SHOWED,
        told_to=WORKER,
        alone=True,
        through=(_EYES,),
        setting=_PLACED,
    )
    voice = Voice(id="voice-4").of(DANI, **on_day(day)).hear(shown, **on_day(day))
    return voice.change(
        "where", "sibling time is at the carer's", where=Link(record="voice-1"), **on_day(date(2025, 4, 11))
    )


_SAID: Final = {
    BILAL: "I do not want to be asked about Dad",
    CARA: "the shouting makes my tummy go round",
}


def _heard_at_school(child: str) -> Voice:
    day = date(2025, 3, 13)
    said = Heard(account="at-home", words=_SAID[child], told_to=WORKER, alone=True, setting=Setting.SCHOOL)
    return Voice(id=f"voice-{child.removeprefix('child-')}").of(child, **on_day(day)).hear(said, **on_day(day))


def supervisions() -> tuple[Supervision, ...]:
    """The supervision of the worker, held once; and one that was called off."""
    who = ((WORKER, MeetingPart.PRACTITIONER), (MANAGER, MeetingPart.SUPERVISOR))
    day = date(2025, 3, 19)
    held = Supervision(id="supervision-1").hold(who, children=CHILDREN, minutes=90, **on_day(day, MANAGER))
    for child in CHILDREN:
        held = held.record_child(child, _THOUGHT[child], **on_day(day, MANAGER))
    held = held.record(**on_day(day, MANAGER))
    planned = Supervision(id="supervision-2").plan(date(2025, 4, 16), who, children=CHILDREN, **on_day(day, MANAGER))
    return held, planned.cancel("the supervisor was away", **on_day(date(2025, 4, 15), MANAGER))


_THOUGHT: Final = {
    ASHA: "she helps at the market on Saturdays: whose work is that, and when is she a child?",
    BILAL: "he is asked about his father by everybody who comes: who stops asking?",
    CARA: "her stomach aches on the days after shouting; the nursery keeps a note of them",
    DANI: "nobody had asked him anything with his eyes before this week",
}
