"""The agreement of a worker and a supervisor, as far as the rhythm of supervision asks it: leave, probation, rhythm."""

import enum
from datetime import date
from typing import Any, ClassVar, Final, NamedTuple, Self, Unpack

from reflective.errors import BadEntry, ReflectiveError
from reflective.fields import Id, Text, check_day
from reflective.records.content import Audience, Content, Link, content
from reflective.records.entry import Entry, Written
from reflective.records.log import Record
from reflective.records.machine import SAME, Machine, State
from reflective.rules import Event

__all__ = [
    "AGREEMENT",
    "Agreement",
    "AgreementBegan",
    "AgreementStatus",
    "Experience",
    "FirstYearPassed",
    "LeaveBegan",
    "LeaveEnded",
    "RhythmAgreed",
    "WorkerLeft",
]


class Experience(enum.StrEnum):
    """How long a worker has been in practice, as the standards for employers divide it."""

    #: In the first year after qualifying.
    NEWLY_QUALIFIED = "newly_qualified"
    ESTABLISHED = "established"
    EXPERIENCED = "experienced"


class AgreementStatus(State):
    """Where an agreement is."""

    NOT_BEGUN = "not_begun"
    IN_FORCE = "in_force"
    #: In force, and the worker is on leave: a child's duties go on.
    ON_LEAVE = "on_leave"
    ENDED = "ended"


@content("agreement.began", Audience.PERSONAL, verb="begin", subjects=("worker",), opens=True, owner="worker")
class AgreementBegan(Content):
    """A worker and a supervisor began to work together; `experience` decides the rhythm of the standards.

    >>> AgreementBegan(worker="worker-1", supervisor="manager-1", experience=Experience.NEWLY_QUALIFIED).worker
    'worker-1'
    """

    worker: Id
    supervisor: Id
    experience: Experience


@content("agreement.rhythm", Audience.PERSONAL, verb="agree_rhythm")
class RhythmAgreed(Content):
    """The rhythm that the two agreed, as they said it, with why it departs from the usual.

    >>> RhythmAgreed(every="2 weeks")
    RhythmAgreed()
    """

    every: Text
    why: Text | None = None


@content("agreement.first_year_passed", Audience.PERSONAL, verb="pass_first_year")
class FirstYearPassed(Content):
    """The worker passed the first year in practice, or probation.

    >>> FirstYearPassed(experience=Experience.ESTABLISHED)
    FirstYearPassed(experience=<Experience.ESTABLISHED: 'established'>)
    """

    experience: Experience = Experience.ESTABLISHED


@content("agreement.leave_began", Audience.PERSONAL, verb="begin_leave")
class LeaveBegan(Content):
    """The worker or the supervisor is away from the day of the entry; who stands in, where somebody does.

    >>> LeaveBegan(person="manager-1", stands_in="manager-2")
    LeaveBegan(person='manager-1', stands_in='manager-2')
    """

    person: Id
    stands_in: Id | None = None
    why: Text | None = None


@content("agreement.leave_ended", Audience.PERSONAL, verb="end_leave")
class LeaveEnded(Content):
    """They are back.

    >>> LeaveEnded(person="manager-1")
    LeaveEnded(person='manager-1')
    """

    person: Id


@content("agreement.worker_left", Audience.PERSONAL, verb="leave")
class WorkerLeft(Content):
    """The worker left, or has another supervisor: their agreement is another record.

    >>> WorkerLeft(goes_on=Link(record="agreement-2"))
    WorkerLeft(goes_on=Link(record='agreement-2', place=None, item=None))
    """

    goes_on: Link | None = None


#: The moves of an agreement. A new supervisor has a new one.
AGREEMENT: Final = Machine(
    "agreement",
    start=AgreementStatus.NOT_BEGUN,
    table={
        AgreementStatus.NOT_BEGUN: {AgreementBegan: AgreementStatus.IN_FORCE},
        AgreementStatus.IN_FORCE: {
            RhythmAgreed: SAME,
            FirstYearPassed: SAME,
            LeaveBegan: AgreementStatus.ON_LEAVE,
            WorkerLeft: AgreementStatus.ENDED,
        },
        AgreementStatus.ON_LEAVE: {
            RhythmAgreed: SAME,
            LeaveEnded: AgreementStatus.IN_FORCE,
            WorkerLeft: AgreementStatus.ENDED,
        },
        AgreementStatus.ENDED: {},
    },
)


class _Parties(NamedTuple):
    """The two whose agreement it is, and what holds of them."""

    worker: str | None = None
    supervisor: str | None = None
    every: str | None = None
    away: str | None = None

    def after(self, entry: Entry[Any], _to: object, _place: int) -> "_Parties":
        """The same after an entry."""
        match entry.content:
            case AgreementBegan(worker=worker, supervisor=supervisor):
                return self._replace(worker=worker, supervisor=supervisor)
            case RhythmAgreed(every=every):
                return self._replace(every=every)
            case LeaveBegan(person=person):
                return self._replace(away=person)
            case LeaveEnded():
                return self._replace(away=None)
        return self


class Agreement(Record[_Parties]):
    """The agreement of one worker and one supervisor. It is on the worker's own file, and in no child's list.

    >>> day = date(2025, 3, 3)
    >>> written: Written = {"on": day, "recorded": day, "by": "manager-1"}
    >>> record = Agreement(id="agreement-1").begin("worker-1", "manager-1", Experience.NEWLY_QUALIFIED, **written)
    >>> [(event.kind, event.subject) for event in record.events(day)]
    [('practitioner.started', 'worker-1'), ('first_year.started', 'worker-1')]
    """

    KIND: ClassVar[str] = "agreement"
    NOUN: ClassVar[str] = "agreement"
    machines = (AGREEMENT,)
    facts = _Parties

    def begin(self, worker: str, supervisor: str, experience: Experience, **written: Unpack[Written]) -> Self:
        """Begin the agreement. Nobody supervises themselves: that raises `BadEntry`."""
        return self.add(AgreementBegan(worker=worker, supervisor=supervisor, experience=experience), **written)

    def agree_rhythm(self, every: str, why: str | None = None, **written: Unpack[Written]) -> Self:
        """Agree how often they meet, in their words."""
        return self.add(RhythmAgreed(every=every, why=why), **written)

    def pass_first_year(self, experience: Experience = Experience.ESTABLISHED, **written: Unpack[Written]) -> Self:
        """Record that the worker passed the first year in practice."""
        return self.add(FirstYearPassed(experience=experience), **written)

    def begin_leave(
        self, person: str, *, stands_in: str | None = None, why: str | None = None, **written: Unpack[Written]
    ) -> Self:
        """Record that one of the two is away, and who stands in."""
        return self.add(LeaveBegan(person=person, stands_in=stands_in, why=why), **written)

    def end_leave(self, person: str, **written: Unpack[Written]) -> Self:
        """Record that they are back."""
        return self.add(LeaveEnded(person=person), **written)

    def leave(self, *, goes_on: Link | None = None, **written: Unpack[Written]) -> Self:
        """End the agreement: the worker left, or has another supervisor."""
        return self.add(WorkerLeft(goes_on=goes_on), **written)

    # Questions

    def parties(self, as_of: date) -> tuple[str, str] | None:
        """The worker and the supervisor; None before it began."""
        facts = self.state(as_of)
        return None if facts.worker is None or facts.supervisor is None else (facts.worker, facts.supervisor)

    def rhythm(self, as_of: date) -> str | None:
        """The rhythm that was agreed last, in words; None where the standard's own goes on."""
        return self.state(as_of).every

    def away(self, as_of: date) -> str | None:
        """Who of the two is away on a day; None where nobody is."""
        return self.state(as_of).away

    def events(self, as_of: date) -> tuple[Event, ...]:
        """Started, first year passed, leave of the worker, left: all about the worker, and none about a child."""
        check_day("as_of", as_of)
        worker = self.state(as_of).worker
        if worker is None:
            return ()
        return tuple(
            Event(subject=worker, kind=kind, on=entry.on, ref=self.id, facts=facts, origin=(self.id, place))
            for place, entry in self.standing(as_of)
            for kind, facts in _events_of(entry.content, worker)
        )

    def _misfit(self, facts: _Parties, _states: object, entry: Entry[Any]) -> ReflectiveError | None:
        match entry.content:
            case AgreementBegan(worker=worker, supervisor=supervisor) if worker == supervisor:
                why = "nobody supervises themselves"
                return BadEntry(code="agreement.of_oneself", record=self.id, why=why)
            case LeaveBegan(person=person) if person not in {facts.worker, facts.supervisor}:
                why = "the leave of somebody who is not one of the two belongs to another agreement"
                return BadEntry(code="agreement.leave_of_another", record=self.id, why=why)
        return None


def _events_of(said: Content, worker: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The kinds of event that an entry comes to, with the facts that rules ask."""
    match said:
        case AgreementBegan(experience=Experience.NEWLY_QUALIFIED as experience):
            return ("practitioner.started", (("experience", experience.value),)), ("first_year.started", ())
        case AgreementBegan(experience=experience):
            return (("practitioner.started", (("experience", experience.value),)),)
        case FirstYearPassed(experience=experience):
            return (("practitioner.first_year_passed", (("experience", experience.value),)),)
        case LeaveBegan(person=person) if person == worker:
            return (("leave.started", ()),)
        case LeaveEnded(person=person) if person == worker:
            return (("leave.ended", ()),)
        case WorkerLeft():
            return (("practitioner.left", ()),)
    return ()
