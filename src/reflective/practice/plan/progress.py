"""Where an action stands: its history by a day, and the machine that moves it."""

from datetime import date
from typing import Any, Final, NamedTuple

from reflective.practice.plan.actions import (
    Action,
    ActionClosed,
    Agreed,
    Begun,
    Blocked,
    CannotYet,
    CarriedForward,
    Decided,
    Done,
    NotNeeded,
    Proposed,
    Superseded,
)
from reflective.records.content import Content
from reflective.records.due import Due
from reflective.records.entry import Entry
from reflective.records.machine import SAME, Cell, Machine, Need, Row, State

__all__ = ["ACTION", "ActionState", "ActionStatus"]


class ActionStatus(State):
    """Where one action stands."""

    NOT_STARTED = "not_started"
    DRAFT = "draft"
    #: Agreed only to be considered. The decision is due by the day; nobody owes the work itself yet.
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


class ActionState(NamedTuple):
    """One action on a day: as agreed, where it stands, whose it is, and each day it was ever due."""

    action: Action
    status: ActionStatus
    #: When it was agreed, or proposed where it is still a draft.
    since: date
    due: Due | None = None
    #: Every day it was due before, the first one first.
    former: tuple[date | None, ...] = ()
    owners: tuple[str, ...] = ()
    #: Days of its parts, each day that one of them had before, and the parts decided on or against, as (part, yes).
    parts: tuple[Due, ...] = ()
    former_parts: tuple[Due, ...] = ()
    decided: tuple[tuple[str, bool], ...] = ()
    done_on: date | None = None
    closed_for: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The id of the action."""
        return self.action.id

    @property
    def first_due(self) -> date | None:
        """The day it was due when it was agreed."""
        return self.former[0] if self.former else self.day

    @property
    def day(self) -> date | None:
        """The day it is due now."""
        return None if self.due is None else self.due.day

    @property
    def carried(self) -> int:
        """How often it was carried forward."""
        return len(self.former)

    def part_days(self, part: str) -> tuple[date, ...]:
        """Each day that a part was ever due, the first one first and the one that stands last; empty if undated."""
        return tuple(due.day for due in (*self.former_parts, *self.parts) if due.part == part)

    @property
    def open(self) -> bool:
        """True while something is still to be done: not closed, decided against, dropped or superseded."""
        return bool(ACTION.table[self.status]) and self.status is not ActionStatus.NOT_STARTED

    def __repr__(self) -> str:
        return f"<action {self.id!r}: {self.status}>"

    def open_for(self, children: tuple[str, ...]) -> frozenset[str]:
        """The children for whom it is still open after it was closed for some; for all where none is named."""
        return frozenset(self.action.children) - self.closed_for - set(children or self.action.children)

    def after(self, content: Content, to: ActionStatus, on: date) -> "ActionState":
        """This action after an entry that names it, legal or not."""
        match content:
            case Decided(part=str() as part, yes=yes):
                return self._replace(status=to, decided=(*self.decided, (part, yes)))
            case CarriedForward(due=due):
                return self._replace(status=to).carried_to(due)
            case Done():
                return self._replace(status=to, done_on=on)
            case ActionClosed(children=children):
                return self._replace(status=to, closed_for=self.closed_for.union(children or self.action.children))
            case Begun():
                return self._replace(status=to, done_on=None)
        return self._replace(status=to)

    def accepted(self, owner: str) -> "ActionState":
        """This action with one more owner."""
        return self if owner in self.owners else self._replace(owners=(*self.owners, owner))

    def carried_to(self, due: Due | None) -> "ActionState":
        """This action with a new day, or one of its parts with one."""
        if due is not None and due.part is not None:
            before = tuple(one for one in self.parts if one.part == due.part)
            others = tuple(one for one in self.parts if one.part != due.part)
            return self._replace(parts=(*others, due), former_parts=(*self.former_parts, *before))
        return self._replace(due=due, former=(*self.former, self.day))


_ANY_TIME: Final[Row] = {
    Decided: frozenset({SAME}),
    NotNeeded: ActionStatus.NOT_NEEDED,
    Superseded: ActionStatus.SUPERSEDED,
}
_AGREED: Final[Cell] = frozenset({ActionStatus.AGREED, ActionStatus.TO_DECIDE})
_STOPPED: Final[Row] = {CarriedForward: SAME, Begun: ActionStatus.IN_PROGRESS, **_ANY_TIME}
_GOING_ON: Final[Row] = {
    CarriedForward: SAME,
    Blocked: ActionStatus.BLOCKED,
    CannotYet: ActionStatus.CANNOT_YET,
    Done: ActionStatus.REPORTED_DONE,
    **_ANY_TIME,
}


def _after_agreeing(_plan: object, entry: Entry[Any]) -> State:
    return ActionStatus.TO_DECIDE if entry.content.action.consider else ActionStatus.AGREED


def _after_deciding(_plan: object, entry: Entry[Any]) -> State:
    """A decision about a part leaves the action where it is."""
    if entry.content.part is not None:
        return SAME
    return ActionStatus.AGREED if entry.content.yes else ActionStatus.DECIDED_NO


def _after_closing(plan: Any, entry: Entry[Any]) -> State:
    """An action is closed once it is closed for each of its children."""
    known = plan.actions.get(entry.content.action)
    return SAME if known is not None and known.open_for(entry.content.children) else ActionStatus.CLOSED


def _whole_or_part(at: object, _plan: object, _to: object, decided: Decided | None) -> tuple[Need, ...] | None:
    """Only what was agreed to be considered is decided on: the whole action, or a part of it."""
    if at is ActionStatus.TO_DECIDE:
        return ()
    if decided is None:
        return (Need("part", _ONLY_CONSIDERED),)
    return () if decided.part is not None else (Need("part", _ONLY_CONSIDERED),)


_ONLY_CONSIDERED: Final = "only what was agreed to be considered is decided on"


def _to_agree_again(at: object) -> str:
    if at is ActionStatus.TO_DECIDE:
        return "decide on it"
    return "carry it forward to change its day, or supersede it by another"


#: The moves of an action. One that is reported done stays open until somebody says what changed for the child.
ACTION: Final = Machine(
    "action",
    item="action",
    start=ActionStatus.NOT_STARTED,
    table={
        ActionStatus.NOT_STARTED: {Proposed: ActionStatus.DRAFT, Agreed: _AGREED},
        ActionStatus.DRAFT: {
            Agreed: _AGREED,
            NotNeeded: ActionStatus.NOT_NEEDED,
            Superseded: ActionStatus.SUPERSEDED,
        },
        ActionStatus.TO_DECIDE: {
            **_ANY_TIME,
            Decided: frozenset({SAME, ActionStatus.AGREED, ActionStatus.DECIDED_NO}),
            CarriedForward: SAME,
        },
        ActionStatus.AGREED: {**_GOING_ON, Begun: ActionStatus.IN_PROGRESS},
        ActionStatus.IN_PROGRESS: _GOING_ON,
        ActionStatus.BLOCKED: _STOPPED,
        ActionStatus.CANNOT_YET: _STOPPED,
        ActionStatus.REPORTED_DONE: {
            ActionClosed: frozenset({SAME, ActionStatus.CLOSED}),
            Begun: ActionStatus.IN_PROGRESS,
            Decided: frozenset({SAME}),
        },
        ActionStatus.CLOSED: {},
        ActionStatus.DECIDED_NO: {},
        ActionStatus.NOT_NEEDED: {},
        ActionStatus.SUPERSEDED: {},
    },
    choose={Agreed: _after_agreeing, Decided: _after_deciding, ActionClosed: _after_closing},
    needs={Decided: _whole_or_part},
    remedies={
        Agreed: _to_agree_again,
        Proposed: _to_agree_again,
        ActionClosed: lambda at: "" if at is ActionStatus.CLOSED else "report it done before closing it",
        Decided: lambda _at: _ONLY_CONSIDERED,
    },
)
