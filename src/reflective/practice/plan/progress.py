"""Where an action stands: the steps that it may take, and what it has been through by a day."""

import enum
from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from reflective.practice.plan.actions import (
    Accepted,
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
from reflective.records.due import Due
from reflective.records.entry import Content

__all__ = ["ACTION_MOVES", "ActionState", "ActionStatus", "ActionStep"]


class ActionStatus(enum.StrEnum):
    """Where one action stands."""

    NOT_STARTED = "not_started"
    DRAFT = "draft"
    #: Only to be considered: a decision is waited for by its day, and what it is about is nobody's to be late with.
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


class ActionStep(enum.StrEnum):
    """What a step from one status to another is."""

    PROPOSE = "propose"
    AGREE = "agree"
    CONSIDER = "consider"
    DECIDE_YES = "decide_yes"
    DECIDE_NO = "decide_no"
    BEGIN = "begin"
    BLOCK = "block"
    CANNOT_YET = "cannot_yet"
    #: A new day, with the reason; the first day and every one since are kept.
    CARRY_FORWARD = "carry_forward"
    REPORT_DONE = "report_done"
    #: Closed for one child of several.
    CLOSE_FOR_SOME = "close_for_some"
    CLOSE = "close"
    NOT_NEEDED = "no_longer_needed"
    SUPERSEDE = "supersede"


_ANY_TIME: Final[Mapping[ActionStatus, ActionStep]] = {
    ActionStatus.NOT_NEEDED: ActionStep.NOT_NEEDED,
    ActionStatus.SUPERSEDED: ActionStep.SUPERSEDE,
}

#: Which status may follow which. Reported done is not closed: closing says what changed for the child.
ACTION_MOVES: Final[Mapping[ActionStatus, Mapping[ActionStatus, ActionStep]]] = {
    ActionStatus.NOT_STARTED: {
        ActionStatus.DRAFT: ActionStep.PROPOSE,
        ActionStatus.AGREED: ActionStep.AGREE,
        ActionStatus.TO_DECIDE: ActionStep.CONSIDER,
    },
    ActionStatus.DRAFT: {
        ActionStatus.AGREED: ActionStep.AGREE,
        ActionStatus.TO_DECIDE: ActionStep.CONSIDER,
        **_ANY_TIME,
    },
    ActionStatus.TO_DECIDE: {
        ActionStatus.AGREED: ActionStep.DECIDE_YES,
        ActionStatus.DECIDED_NO: ActionStep.DECIDE_NO,
        ActionStatus.TO_DECIDE: ActionStep.CARRY_FORWARD,
        **_ANY_TIME,
    },
    ActionStatus.AGREED: {
        ActionStatus.AGREED: ActionStep.CARRY_FORWARD,
        ActionStatus.IN_PROGRESS: ActionStep.BEGIN,
        ActionStatus.BLOCKED: ActionStep.BLOCK,
        ActionStatus.CANNOT_YET: ActionStep.CANNOT_YET,
        ActionStatus.REPORTED_DONE: ActionStep.REPORT_DONE,
        **_ANY_TIME,
    },
    ActionStatus.IN_PROGRESS: {
        ActionStatus.IN_PROGRESS: ActionStep.CARRY_FORWARD,
        ActionStatus.BLOCKED: ActionStep.BLOCK,
        ActionStatus.CANNOT_YET: ActionStep.CANNOT_YET,
        ActionStatus.REPORTED_DONE: ActionStep.REPORT_DONE,
        **_ANY_TIME,
    },
    ActionStatus.BLOCKED: {
        ActionStatus.BLOCKED: ActionStep.CARRY_FORWARD,
        ActionStatus.IN_PROGRESS: ActionStep.BEGIN,
        **_ANY_TIME,
    },
    ActionStatus.CANNOT_YET: {
        ActionStatus.CANNOT_YET: ActionStep.CARRY_FORWARD,
        ActionStatus.IN_PROGRESS: ActionStep.BEGIN,
        **_ANY_TIME,
    },
    ActionStatus.REPORTED_DONE: {
        ActionStatus.REPORTED_DONE: ActionStep.CLOSE_FOR_SOME,
        ActionStatus.CLOSED: ActionStep.CLOSE,
        ActionStatus.IN_PROGRESS: ActionStep.BEGIN,
    },
    ActionStatus.CLOSED: {},
    ActionStatus.DECIDED_NO: {},
    ActionStatus.NOT_NEEDED: {},
    ActionStatus.SUPERSEDED: {},
}


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
        """Whether anything is still to be done about it: not closed, decided against, dropped or superseded."""
        return bool(ACTION_MOVES[self.status]) and self.status is not ActionStatus.NOT_STARTED

    def __repr__(self) -> str:
        return f"<action {self.id!r}: {self.status}>"

    def after(self, content: Content, on: date) -> "ActionState":
        """This action after an entry that names it, legal or not."""
        match content:
            case Accepted(owner=owner) if owner not in self.owners:
                return self._replace(owners=(*self.owners, owner))
            case Decided(part=str() as part, yes=yes):
                return self._replace(decided=(*self.decided, (part, yes)))
            case CarriedForward(due=due):
                return self._carried(due)
            case Done():
                return self._replace(status=ActionStatus.REPORTED_DONE, done_on=on)
            case ActionClosed(children=children):
                closed = self.closed_for.union(children or self.action.children)
                return self._replace(status=self.target(content) or self.status, closed_for=closed)
            case Begun():
                return self._replace(status=ActionStatus.IN_PROGRESS, done_on=None)
        return self._replace(status=self.target(content) or self.status)

    def _carried(self, due: Due | None) -> "ActionState":
        if due is not None and due.part is not None:
            before = tuple(one for one in self.parts if one.part == due.part)
            others = tuple(one for one in self.parts if one.part != due.part)
            return self._replace(parts=(*others, due), former_parts=(*self.former_parts, *before))
        return self._replace(due=due, former=(*self.former, self.day))

    def allows(self, content: Content) -> bool:
        """Whether an entry that names it may follow: the table has the step, and such an entry can be that step."""
        to = self.target(content)
        return to is None or ACTION_MOVES[self.status].get(to) in _STEPS[type(content)]

    def target(self, content: Content) -> ActionStatus | None:
        """Where an entry would take it, or None where the entry is no step of the machine."""
        match content:
            case Agreed(action=action):
                return ActionStatus.TO_DECIDE if action.consider else ActionStatus.AGREED
            case Decided(part=None, yes=yes):
                return ActionStatus.AGREED if yes else ActionStatus.DECIDED_NO
            case CarriedForward():
                return self.status
            case ActionClosed(children=children):
                left = set(self.action.children) - self.closed_for - set(children or self.action.children)
                return ActionStatus.REPORTED_DONE if left else ActionStatus.CLOSED
        return _TARGETS.get(type(content))


_TARGETS: Final[Mapping[type[Content], ActionStatus]] = {
    Proposed: ActionStatus.DRAFT,
    Begun: ActionStatus.IN_PROGRESS,
    Blocked: ActionStatus.BLOCKED,
    CannotYet: ActionStatus.CANNOT_YET,
    Done: ActionStatus.REPORTED_DONE,
    NotNeeded: ActionStatus.NOT_NEEDED,
    Superseded: ActionStatus.SUPERSEDED,
}

#: Which steps each kind of entry can be. Several lead to one status: agreeing anew would drop the days that carrying
#: forward keeps, and closing for one child would pass for reporting done.
_STEPS: Final[Mapping[type[Content], frozenset[ActionStep]]] = {
    Proposed: frozenset({ActionStep.PROPOSE}),
    Agreed: frozenset({ActionStep.AGREE, ActionStep.CONSIDER}),
    Decided: frozenset({ActionStep.DECIDE_YES, ActionStep.DECIDE_NO}),
    Begun: frozenset({ActionStep.BEGIN}),
    Blocked: frozenset({ActionStep.BLOCK}),
    CannotYet: frozenset({ActionStep.CANNOT_YET}),
    CarriedForward: frozenset({ActionStep.CARRY_FORWARD}),
    Done: frozenset({ActionStep.REPORT_DONE}),
    ActionClosed: frozenset({ActionStep.CLOSE, ActionStep.CLOSE_FOR_SOME}),
    NotNeeded: frozenset({ActionStep.NOT_NEEDED}),
    Superseded: frozenset({ActionStep.SUPERSEDE}),
}
