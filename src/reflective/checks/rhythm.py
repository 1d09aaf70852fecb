"""Checks on the rhythm of supervision: how often, how long, called off, written up, signed, discussed."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from reflective.checks.checking import Family, Found, Look, check_of
from reflective.checks.finding import Concern
from reflective.practice.agreement import Agreement, LeaveBegan
from reflective.practice.supervision import Cancelled, Held, MeetingPart, MeetingStage, Recorded, Supervision
from reflective.practice.supervision.state import with_part
from reflective.records import Audience

__all__: list[str] = []

_MEETINGS: Final = ("supervision",)
_AGREEMENTS: Final = ("agreement", "supervision")
#: Minutes that are said in words.
_IN_WORDS: Final = {60: "an hour", 90: "an hour and a half", 120: "two hours"}


def _held(look: Look) -> Iterator[tuple[Supervision, date]]:
    """The meetings that were held, each with its day."""
    for meeting in look.reading.of_kind(Supervision):
        held_on = meeting.held_on(look.as_of)
        if held_on is not None:
            yield meeting, held_on


def _place(look: Look, meeting: Supervision, kind: type) -> tuple[int, ...]:
    return tuple(place for place, _ in look.entries(meeting, kind))[-1:]


@check_of(
    "supervision.interval",
    Family.RHYTHM,
    Concern.DATES,
    source="K01: stipulated intervals (standards for employers of social workers, standard 5); the ruleset's own rules",
    question="when is the next one, and what gave way?",
    kinds=_MEETINGS,
)
def _interval(look: Look) -> Iterator[Found]:
    """Supervision is past the day that the ruleset gives."""
    for row in look.obligations:
        if row.rule.startswith("supervision.") and row.open and row.days_late:
            days = "day" if row.days_late == 1 else "days"
            yield Found(f"supervision within its interval, {row.days_late} {days} past the day", subject=row.subject)


@check_of(
    "supervision.not_reconvened",
    Family.RHYTHM,
    Concern.DATES,
    source="K02: postponed only in exceptional circumstances, and reconvened (a council's supervision audit)",
    question="when does it take place?",
    kinds=_MEETINGS,
)
def _not_reconvened(look: Look) -> Iterator[Found]:
    """A meeting was called off or missed, and none was held or arranged since."""
    held = [on for _, on in _held(look)]
    for meeting in look.reading.of_kind(Supervision):
        state = meeting.state(look.as_of)
        called_off = [(place, one) for place, one in look.entries(meeting, Cancelled)]
        if not called_off and not meeting.missed(look.as_of):
            continue
        since = called_off[-1][1].on if called_off else state.planned_for or look.as_of
        instead = called_off and called_off[-1][1].content.instead is not None
        if not instead and not any(on >= since for on in held):
            places = tuple(place for place, _ in called_off)
            yield Found(f"a supervision in place of {meeting.id}", record=meeting.id, places=places)


@check_of(
    "supervision.short",
    Family.RHYTHM,
    Concern.RECORD,
    source="K03: at least an hour and a half uninterrupted (standards for employers of social workers, standard 5)",
    question="what was not reached, and when is there time for it?",
    kinds=_MEETINGS,
)
def _short(look: Look) -> Iterator[Found]:
    """A supervision was shorter than the policy asks, an hour and a half by default, or was broken off."""
    least = look.policy.rhythm.least_minutes
    for meeting in look.reading.of_kind(Supervision):
        for place, entry in look.entries(meeting, Held):
            held = entry.content
            if held.broken_off:
                yield Found(f"the whole of {meeting.id}, which was broken off", record=meeting.id, places=(place,))
            elif held.minutes is not None and held.minutes < least:
                long = _IN_WORDS.get(least, f"{least} minutes")
                short = f"{long} for {meeting.id}, held for {held.minutes} minutes"
                yield Found(short, record=meeting.id, places=(place,))


@check_of(
    "supervision.written_up_late",
    Family.RHYTHM,
    Concern.DATES,
    source="K05: within a stipulated time (councils' supervision audits). Seven days are a default of the library",
    question="does the record still say what was thought?",
    kinds=_MEETINGS,
)
def _written_up_late(look: Look) -> Iterator[Found]:
    """A meeting was not written up within the days of the policy, seven by default."""
    most = look.policy.rhythm.written_up_days
    for meeting, held_on in _held(look):
        written = [entry.on for _, entry in look.entries(meeting, Recorded)]
        days = ((min(written) if written else look.as_of) - held_on).days
        if days > most:
            when = f"it took {days}" if written else f"{days} have passed"
            says = f"that {meeting.id} was written up within {most} {'day' if most == 1 else 'days'}: {when}"
            yield Found(says, record=meeting.id, places=_place(look, meeting, Held))


@check_of(
    "supervision.unsigned",
    Family.RHYTHM,
    Concern.RECORD,
    source="K06: both signatures (councils' supervision audits). Fourteen days are a default of the library",
    question="is anything in it disputed, or was it only not signed?",
    kinds=_MEETINGS,
)
def _unsigned(look: Look) -> Iterator[Found]:
    """A meeting is not signed by both within the policy's days, fourteen by default; a dispute is no such thing."""
    for meeting, held_on in _held(look):
        state = meeting.state(look.as_of)
        written = state.at is MeetingStage.RECORDED
        if (
            written
            and not state.agreed
            and not state.disputed
            and (look.as_of - held_on).days > look.policy.rhythm.signed_days
        ):
            yield Found(f"both signatures of {meeting.id}", record=meeting.id, places=_place(look, meeting, Held))


@check_of(
    "supervision.child_not_recorded",
    Family.RHYTHM,
    Concern.RECORD,
    source="K07 and the practice note, line 68: one record for each child who was discussed",
    question="what was thought about each child?",
    kinds=_MEETINGS,
)
def _child_not_recorded(look: Look) -> Iterator[Found]:
    """A child who was discussed has no record of the meeting."""
    for meeting, _ in _held(look):
        state = meeting.state(look.as_of)
        if state.at is MeetingStage.RECORDED:
            for child in state.children:
                if child not in state.records:
                    yield Found(f"a record of {meeting.id} for the child", record=meeting.id, subject=child)


@check_of(
    "supervision.child_not_discussed",
    Family.RHYTHM,
    Concern.VOICE,
    source="K07: every child over a period (Ofsted on supervision)",
    question="what is a day like for this child, and when were they last thought about?",
    kinds=_MEETINGS,
)
def _child_not_discussed(look: Look) -> Iterator[Found]:
    """A child on the list of people is in no supervision that was held."""
    held = [*_held(look)]
    discussed = {child for meeting, _ in held for child in meeting.state(look.as_of).children}
    for child in look.children if held else ():
        if child not in discussed:
            yield Found("a supervision in which the child was discussed", subject=child)


def _agreed_supervisors(look: Look) -> dict[str, set[str]]:
    """For each worker with an agreement, the supervisors of their agreements and whoever stands in."""
    found: dict[str, set[str]] = {}
    for one in look.reading.of_kind(Agreement):
        parties = one.parties(look.as_of)
        if parties is not None:
            worker, supervisor = parties
            instead = {entry.content.stands_in for _, entry in look.entries(one, LeaveBegan)} - {None}
            found.setdefault(worker, set()).update({supervisor, *instead})
    return found


def _supervised(look: Look) -> Iterator[tuple[Supervision, int, str, tuple[str, ...]]]:
    """Each worker in each meeting that was held, with the place of the entry and whoever supervised."""
    for meeting, _ in _held(look):
        for place, entry in look.entries(meeting, Held):
            by = with_part(entry.content.people, MeetingPart.SUPERVISOR)
            for worker in with_part(entry.content.people, MeetingPart.PRACTITIONER):
                yield meeting, place, worker, by


@check_of(
    "agreement.none",
    Family.RHYTHM,
    Concern.RECORD,
    source="K04: a supervision agreement (councils' supervision audits)",
    question="what have the two agreed about when they meet, and what happens when they cannot?",
    kinds=_AGREEMENTS,
    audience=Audience.PERSONAL,
)
def _no_agreement(look: Look) -> Iterator[Found]:
    """A worker was supervised, and has no agreement with a supervisor."""
    agreed = _agreed_supervisors(look)
    for worker in dict.fromkeys(worker for _, _, worker, _ in _supervised(look)):
        if worker not in agreed:
            yield Found("an agreement of the worker and a supervisor", subject=worker)


@check_of(
    "agreement.another_supervisor",
    Family.RHYTHM,
    Concern.RECORD,
    source="K04: a supervision by somebody who is not the agreed supervisor (councils' supervision audits)",
    question="who is the supervisor now, and what did the two agree?",
    kinds=_AGREEMENTS,
    audience=Audience.PERSONAL,
)
def _another_supervisor(look: Look) -> Iterator[Found]:
    """A meeting was held by a supervisor with whom the worker has no agreement, and who stands in for nobody."""
    agreed = _agreed_supervisors(look)
    for meeting, place, worker, by in _supervised(look):
        if worker in agreed and by and agreed[worker].isdisjoint(by):
            says = f"an agreement of the worker and whoever supervised in {meeting.id}"
            yield Found(says, record=meeting.id, places=(place,), subject=worker)
