"""Actions of a plan: who will do what by when, and every step from a draft to what changed for the child."""

import enum
from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Final, NamedTuple

from reflective.errors import BadValue
from reflective.fields import Id, Text, value
from reflective.practice.due import Due, check_due
from reflective.practice.entries import Audience, Content, Link

__all__ = [
    "ACTION_MOVES",
    "Accepted",
    "Action",
    "ActionClosed",
    "ActionKind",
    "ActionOn",
    "ActionStatus",
    "ActionStep",
    "Agreed",
    "Begun",
    "Blocked",
    "CannotYet",
    "CarriedForward",
    "Decided",
    "Done",
    "NotNeeded",
    "Part",
    "Proposed",
    "Result",
    "Superseded",
]


class ActionKind(enum.StrEnum):
    """What an action is, as those who agreed it say: a step of the process, work with the family, or both."""

    PROCESS = "process"
    INTERVENTION = "intervention"
    BOTH = "both"


class ActionStatus(enum.StrEnum):
    """Where one action stands."""

    UNSPOKEN = "unspoken"
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
    ActionStatus.UNSPOKEN: {
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


@value(kw_only=True)
class Part:
    """A part of an action with a day of its own; `consider` where it is only to be considered."""

    id: Id
    text: Text
    due: Text | None = None
    due_on: date | None = None
    counted_from: date | None = None
    anchor: Text | None = None
    consider: bool = False

    def __attrs_post_init__(self) -> None:
        check_due(self.due, self.due_on, self.counted_from)


@value(kw_only=True)
class Action:
    """One thing that somebody will do.

    Due on a day (`due_on`), or in words (`due`, "in 5 weeks") counted from a day (`counted_from`) that was something
    (`anchor`, "the supervision" unless said). Undated is allowed, and shown as undated.
    """

    id: Id
    text: Text
    due: Text | None = None
    due_on: date | None = None
    counted_from: date | None = None
    anchor: Text | None = None
    goal: Id | None = None
    #: For whom; it closes for each of them.
    children: tuple[Id, ...] = ()
    #: Who is asked to do it. They own it once they have accepted.
    asked: tuple[Id, ...] = ()
    why: Link | None = None
    #: What would be different for the child, and how we would know.
    success: Text | None = None
    kind: ActionKind | None = None
    parts: tuple[Part, ...] = ()
    #: Only to be considered: agreed as a decision that wants taking, by the due day.
    consider: bool = False

    def __attrs_post_init__(self) -> None:
        check_due(self.due, self.due_on, self.counted_from)
        ids = [part.id for part in self.parts]
        if len(set(ids)) != len(ids):
            raise BadValue(name="parts", wanted="parts with an id each, none of them twice")


class _OfAction(Content):
    """Content about one action, which it names."""

    __slots__ = ()
    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE


@value(kw_only=True)
class Proposed(_OfAction):
    """An action in draft."""

    action: Action


@value(kw_only=True)
class Agreed(_OfAction):
    """An action agreed, with its day and its parts' days as they were resolved then."""

    action: Action
    dues: tuple[Due, ...] = ()


@value(kw_only=True)
class Accepted(_OfAction):
    """Somebody said yes: from then on they own it. Nobody is given an action by surprise."""

    action: Id
    owner: Id


@value(kw_only=True)
class Decided(_OfAction):
    """What was only to be considered is decided, or a part of it is: to do it, or not to, and why."""

    action: Id
    yes: bool
    because: Text
    decided_by: Id
    part: Id | None = None


@value(kw_only=True)
class Begun(_OfAction):
    """It is being done, or is taken up again."""

    action: Id


@value(kw_only=True)
class Blocked(_OfAction):
    """It cannot go on: why, what is needed, and from whom."""

    action: Id
    because: Text
    needs: Text | None = None
    from_whom: Id | None = None


@value(kw_only=True)
class CannotYet(_OfAction):
    """It cannot be done yet, and why."""

    action: Id
    because: Text


@value(kw_only=True)
class CarriedForward(_OfAction):
    """A new day for it, or none, and why; every former day is kept."""

    action: Id
    because: Text
    due: Due | None = None


@value(kw_only=True)
class Done(_OfAction):
    """Reported as done, or as partly done: what was done, on the day of the entry."""

    action: Id
    what: Text
    partly: bool = False


class Result(enum.StrEnum):
    """What came of it, which is more than that it was done."""

    EFFECTIVE = "effective"
    PARTLY = "partly"
    NO_CHANGE = "done_no_change"
    HARMFUL = "done_harmful"
    UNKNOWN = "unknown"


@value(kw_only=True)
class ActionClosed(_OfAction):
    """Closed, with what changed for the child; for some of its children, or for all where none is named."""

    action: Id
    result: Result
    what_changed: Text
    children: tuple[Id, ...] = ()


@value(kw_only=True)
class NotNeeded(_OfAction):
    """No longer needed: a decision, by somebody, with its reason."""

    action: Id
    because: Text
    decided_by: Id


@value(kw_only=True)
class Superseded(_OfAction):
    """Another action takes its place."""

    action: Id
    by_action: Id
    because: Text


class ActionOn(NamedTuple):
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
        return bool(ACTION_MOVES[self.status]) and self.status is not ActionStatus.UNSPOKEN

    def __repr__(self) -> str:
        return f"<action {self.id!r}: {self.status}>"

    def after(self, content: Content, on: date) -> "ActionOn":
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

    def _carried(self, due: Due | None) -> "ActionOn":
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
