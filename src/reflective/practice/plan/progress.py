"""The history of one action by a day: where it stands, its deadlines and its parts', whose it is, and how it ended."""

from datetime import date
from typing import NamedTuple

from reflective.practice.plan.action import Action, Part
from reflective.practice.plan.action_entries import (
    ActionClosed,
    Agreed,
    Begun,
    CarriedForward,
    Decided,
    Done,
    NotNeeded,
    Proposed,
    Result,
)
from reflective.practice.plan.days import Dated, Origin
from reflective.practice.plan.owners import Owners, Ownership
from reflective.records.content import Content
from reflective.records.entry import Entry
from reflective.records.machine import State
from reflective.timescales import Deadline

__all__ = ["ActionState", "ActionStatus", "Closing", "PartState"]


class ActionStatus(State):
    """Where one action stands."""

    NOT_STARTED = "not_started"
    DRAFT = "draft"
    #: Agreed only to be considered. The decision is due by a day; nobody owes the work itself yet.
    TO_DECIDE = "to_decide"
    AGREED = "agreed"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    CANNOT_YET = "cannot_be_done_yet"
    REPORTED_DONE = "reported_done"
    CLOSED = "closed"
    DECIDED_NO = "decided_no"
    NOT_NEEDED = "no_longer_needed"
    SUPERSEDED = "superseded"


#: An action in one of these is over.
_OVER = frozenset({ActionStatus.CLOSED, ActionStatus.DECIDED_NO, ActionStatus.NOT_NEEDED, ActionStatus.SUPERSEDED})


class Closing(NamedTuple):
    """An action closed for one child: the result, the day, the day it had been reported done, and the entry's place."""

    child: str
    result: Result
    on: date
    done_on: date | None
    place: int


class PartState(NamedTuple):
    """One part of an action on a day: its deadlines, whether it was decided on or against, and how it ended."""

    part: Part
    work: Dated
    decision: Dated
    #: The decision that stands; None where none was taken, or where there is nothing to decide.
    decided: bool | None = None
    #: The day it was decided against or no longer needed.
    ended_on: date | None = None

    @classmethod
    def of(cls, part: Part) -> "PartState":
        """A part as it was agreed."""
        return cls(part, Dated(part.work), Dated(part.decision))

    @property
    def to_decide(self) -> bool:
        """True while it is only to be considered."""
        return self.part.consider and self.decided is None

    @property
    def dated(self) -> Dated:
        """Its deadline now: that of the decision while it is only to be considered."""
        return self.decision if self.to_decide else self.work

    @property
    def done_on(self) -> date | None:
        """The day it was reported done."""
        return self.work.met_on

    @property
    def open(self) -> bool:
        """True while it is neither done nor dropped by itself; the end of its action ends it too."""
        return self.done_on is None and self.ended_on is None

    def after(self, content: Content, on: date) -> "PartState":
        """The part after an entry that names it."""
        match content:
            case Decided(yes=yes, due=due):
                decision = self.decision if self.decision.met_on else self.decision.met(on)
                ended = None if yes else on
                return self._replace(decided=yes, decision=decision, work=self.work.given(due), ended_on=ended)
            case CarriedForward(due=due) if self.to_decide:
                return self._replace(decision=self.decision.moved(due))
            case CarriedForward(due=due):
                return self._replace(work=self.work.moved(due))
            case Done(partly=False):
                return self._replace(work=self.work.met(on))
            case NotNeeded():
                return self._replace(ended_on=on)
        return self


class ActionState(NamedTuple):
    """One action on a day: as agreed, where it stands, whose it is, and each day that it or a part of it was due."""

    action: Action
    status: ActionStatus
    #: The entry that agreed it, or that proposed it where it was never agreed.
    origin: Origin
    agreed: bool
    work: Dated
    decision: Dated
    parts: tuple[PartState, ...] = ()
    #: The decision that stands on an action that was only to be considered.
    decided: bool | None = None
    holders: Owners = Owners()
    closings: tuple[Closing, ...] = ()
    #: The day it was closed for every child, decided against, dropped or superseded.
    ended_on: date | None = None
    #: (who, whether they think it realistic): the last view of each.
    judged: tuple[tuple[str, bool], ...] = ()
    #: The hints about its wording that somebody looked at and dismissed.
    dismissed: tuple[str, ...] = ()

    @classmethod
    def of(cls, action: Action, status: ActionStatus, entry: Entry[Content], place: int) -> "ActionState":
        """An action as it was proposed or agreed by an entry."""
        return cls(
            action=action,
            status=status,
            origin=Origin.of(entry, place),
            agreed=status is not ActionStatus.DRAFT,
            work=Dated(action.work),
            decision=Dated(action.decision),
            parts=tuple(map(PartState.of, action.parts)),
            holders=Owners().asking(action.asked),
        )

    @property
    def id(self) -> str:
        """The id of the action."""
        return self.action.id

    @property
    def since(self) -> date:
        """The day it was agreed, or proposed where it is still a draft."""
        return self.origin.on

    @property
    def dated(self) -> Dated:
        """Its deadline now: that of the decision while it is only to be considered, and then that of the work."""
        return self.decision if self.status is ActionStatus.TO_DECIDE else self.work

    @property
    def due(self) -> Deadline | None:
        """The deadline it has now; None where it has none."""
        return self.dated.due

    @property
    def day(self) -> date | None:
        """The day it is due now."""
        return self.dated.day

    @property
    def first_due(self) -> date | None:
        """The day it was due when it was agreed."""
        return self.dated.first_day

    @property
    def former(self) -> tuple[date | None, ...]:
        """Every day it was due before, the first one first."""
        return self.dated.former_days

    @property
    def carried(self) -> int:
        """How often it was carried forward."""
        return len(self.decision.former) + len(self.work.former)

    @property
    def done_on(self) -> date | None:
        """The day it was reported done; None where it was not, or was taken up again."""
        return self.work.met_on

    @property
    def decided_on(self) -> date | None:
        """The day it was first decided on; None where it was not."""
        return self.decision.met_on

    @property
    def owners(self) -> tuple[str, ...]:
        """Who owns it now: everybody who accepted it and has neither handed it over nor been released."""
        return self.holders.present

    @property
    def owner_history(self) -> tuple[Ownership, ...]:
        """Everybody who ever owned it, in the order in which they accepted, each with their days."""
        return self.holders.history

    @property
    def awaited(self) -> tuple[str, ...]:
        """Who was asked to do it, or had it handed over to them, and has not answered."""
        return self.holders.awaited

    @property
    def closed_for(self) -> frozenset[str]:
        """The children it is closed for."""
        return frozenset(one.child for one in self.closings)

    @property
    def open(self) -> bool:
        """True while something is still to be done: not closed, decided against, dropped or superseded."""
        return self.status not in _OVER

    def __repr__(self) -> str:
        return f"<action {self.id!r}: {self.status}>"

    def part(self, part: str) -> PartState | None:
        """One of its parts; None where it has no such part."""
        return next((one for one in self.parts if one.part.id == part), None)

    def part_days(self, part: str) -> tuple[date, ...]:
        """Each day that a part was ever due, the first one first and the one that stands last; empty if undated."""
        found = self.part(part)
        if found is None:
            return ()
        return tuple(day for day in (*found.dated.former_days, found.dated.day) if day is not None)

    def late(self, as_of: date) -> bool:
        """Whether a day has passed that it or one of its parts still had to meet."""
        parts = any(one.open and one.dated.late(as_of) for one in self.parts)
        return self.open and (self.dated.late(as_of) or parts)

    def after(
        self, content: Content, to: ActionStatus, entry: Entry[Content], place: int, children: tuple[str, ...]
    ) -> "ActionState":
        """This action, which is for these children, after an entry that moves it, legal or not."""
        if isinstance(content, Proposed | Agreed):
            agreed = ActionState.of(content.action, to, entry, place)
            holders = self.holders.asking(content.action.asked)
            return agreed._replace(holders=holders, judged=self.judged, dismissed=self.dismissed)
        part = getattr(content, "part", None)
        moved = self._with(content, entry.on) if part is None else self._with_part(part, content, entry.on)
        ended_on = (self.ended_on or entry.on) if to in _OVER else None
        if isinstance(content, ActionClosed):
            moved = moved._replace(closings=(*self.closings, *self._closed_by(content, entry.on, place, children)))
        if isinstance(content, CarriedForward):
            moved = moved._replace(origin=self.origin._replace(moved_at=place))
        return moved._replace(status=to, ended_on=ended_on)

    def _with(self, content: Content, on: date) -> "ActionState":
        """This action after an entry about the whole of it."""
        match content:
            case Decided(yes=yes, due=due):
                decision = self.decision if self.decision.met_on else self.decision.met(on)
                return self._replace(decided=yes, decision=decision, work=self.work.given(due))
            case CarriedForward(due=due) if self.status is ActionStatus.TO_DECIDE:
                return self._replace(decision=self.decision.moved(due))
            case CarriedForward(due=due):
                return self._replace(work=self.work.moved(due))
            case Done(partly=False):
                return self._replace(work=self.work.met(on))
            case Begun():
                return self._replace(work=self.work.met(None))
        return self

    def _closed_by(self, content: ActionClosed, on: date, place: int, children: tuple[str, ...]) -> list[Closing]:
        """The closings of an entry: for the children named, or for all that the action is still open for."""
        closing = [one for one in content.children or children if one not in self.closed_for]
        return [Closing(child, content.result, on, self.done_on, place) for child in closing]

    def _with_part(self, part: str, content: Content, on: date) -> "ActionState":
        parts = tuple(one.after(content, on) if one.part.id == part else one for one in self.parts)
        return self._replace(parts=parts)
