"""The machine that moves an action, from its draft to its end."""

from typing import Any, Final

from reflective.practice.plan.action_entries import (
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
from reflective.practice.plan.progress import ActionStatus
from reflective.records.entry import Entry
from reflective.records.machine import SAME, Cell, Machine, Need, Row, State

__all__ = ["ACTION"]

_ONLY_CONSIDERED: Final = "only what was agreed to be considered is decided on"
_DONE_ALREADY: Final = "it is reported done: name the part that this is about, or begin it again"

_AGREED: Final[Cell] = frozenset({ActionStatus.AGREED, ActionStatus.TO_DECIDE})
_DROPPED: Final[Row] = {
    NotNeeded: frozenset({SAME, ActionStatus.NOT_NEEDED}),
    Superseded: ActionStatus.SUPERSEDED,
}
#: Moves of any action that was agreed and is not over. Of parts, and so the action stays where it is.
_ANY_TIME: Final[Row] = {Decided: frozenset({SAME}), CarriedForward: SAME, **_DROPPED}
_STOPPED: Final[Row] = {
    Begun: ActionStatus.IN_PROGRESS,
    Done: frozenset({SAME, ActionStatus.REPORTED_DONE}),
    **_ANY_TIME,
}
_STOPS: Final[Row] = {Blocked: ActionStatus.BLOCKED, CannotYet: ActionStatus.CANNOT_YET}


def _after_agreeing(_plan: object, entry: Entry[Any]) -> State:
    return ActionStatus.TO_DECIDE if entry.content.action.consider else ActionStatus.AGREED


def _after_deciding(_plan: object, entry: Entry[Any]) -> State:
    """A decision about a part leaves the action where it is."""
    if entry.content.part is not None:
        return SAME
    return ActionStatus.AGREED if entry.content.yes else ActionStatus.DECIDED_NO


def _after_reporting(plan: Any, entry: Entry[Any]) -> State:
    """An action that is done in part is in progress; if it was stopped, it stays stopped."""
    if entry.content.part is None and not entry.content.partly:
        return ActionStatus.REPORTED_DONE
    known = plan.actions.get(entry.content.action)
    begins = known is not None and known.status is ActionStatus.AGREED
    return ActionStatus.IN_PROGRESS if begins else SAME


def _after_dropping(_plan: object, entry: Entry[Any]) -> State:
    """A part that is no longer needed leaves the action where it is."""
    return ActionStatus.NOT_NEEDED if entry.content.part is None else SAME


def _after_closing(plan: Any, entry: Entry[Any]) -> State:
    """An action is closed once it is closed for each of its children."""
    known = plan.actions.get(entry.content.action)
    children = set() if known is None else {*plan.children_of(known.action)} - known.closed_for
    return SAME if children - set(entry.content.children or children) else ActionStatus.CLOSED


def _to_decide(at: object, _plan: object, _to: object, decided: Decided | None) -> tuple[Need, ...]:
    """Only what was agreed to be considered is decided on: the whole action, or a part of it."""
    if at in {ActionStatus.TO_DECIDE, ActionStatus.DECIDED_NO} or (decided is not None and decided.part is not None):
        return ()
    return (Need("part", _ONLY_CONSIDERED),)


def _of_a_part(at: object, _plan: object, to: object, content: Any) -> tuple[Need, ...]:
    """After an action was reported done, only its parts are reported done, dropped or carried forward."""
    if content is not None and content.part is not None:
        return ()
    return (Need("part", _DONE_ALREADY),) if at is ActionStatus.REPORTED_DONE and to is at else ()


def _partly_or_of_a_part(at: object, plan: object, to: object, done: Done | None) -> tuple[Need, ...]:
    """Whatever leaves an action open is partly done, or is a part of it."""
    if done is None and to is not ActionStatus.REPORTED_DONE:
        return (Need("partly", ""),)
    return _of_a_part(at, plan, to, done)


def _to_agree_again(at: object) -> str:
    if at is ActionStatus.TO_DECIDE:
        return "decide on it"
    return "carry it forward to change its day, or supersede it by another"


def _to_close(at: object) -> str:
    return "" if at is ActionStatus.CLOSED else "report it done before closing it"


#: The moves of an action. One that is reported done stays open until somebody says what changed for the child.
ACTION: Final = Machine(
    "action",
    item="action",
    start=ActionStatus.NOT_STARTED,
    table={
        ActionStatus.NOT_STARTED: {Proposed: ActionStatus.DRAFT, Agreed: _AGREED},
        ActionStatus.DRAFT: {
            Agreed: _AGREED,
            NotNeeded: frozenset({ActionStatus.NOT_NEEDED}),
            Superseded: ActionStatus.SUPERSEDED,
        },
        ActionStatus.TO_DECIDE: {
            **_ANY_TIME,
            Decided: frozenset({SAME, ActionStatus.AGREED, ActionStatus.DECIDED_NO}),
        },
        ActionStatus.AGREED: {
            Begun: ActionStatus.IN_PROGRESS,
            **_STOPS,
            Done: frozenset({ActionStatus.IN_PROGRESS, ActionStatus.REPORTED_DONE}),
            **_ANY_TIME,
        },
        ActionStatus.IN_PROGRESS: {
            **_STOPS,
            Done: frozenset({SAME, ActionStatus.REPORTED_DONE}),
            **_ANY_TIME,
        },
        ActionStatus.BLOCKED: _STOPPED,
        ActionStatus.CANNOT_YET: _STOPPED,
        ActionStatus.REPORTED_DONE: {
            ActionClosed: frozenset({SAME, ActionStatus.CLOSED}),
            Begun: ActionStatus.IN_PROGRESS,
            Done: frozenset({SAME}),
            Decided: frozenset({SAME}),
            CarriedForward: SAME,
            NotNeeded: frozenset({SAME, ActionStatus.NOT_NEEDED}),
        },
        ActionStatus.CLOSED: {},
        ActionStatus.DECIDED_NO: {Decided: frozenset({ActionStatus.AGREED})},
        ActionStatus.NOT_NEEDED: {},
        ActionStatus.SUPERSEDED: {},
    },
    choose={
        Agreed: _after_agreeing,
        Decided: _after_deciding,
        Done: _after_reporting,
        NotNeeded: _after_dropping,
        ActionClosed: _after_closing,
    },
    needs={Decided: _to_decide, Done: _partly_or_of_a_part, CarriedForward: _of_a_part},
    remedies={
        Agreed: _to_agree_again,
        Proposed: _to_agree_again,
        ActionClosed: _to_close,
        Decided: lambda _at: _ONLY_CONSIDERED,
        Done: lambda at: "decide on it first" if at is ActionStatus.TO_DECIDE else "",
    },
)
