"""Actions of a plan: who will do what by when, and what may be said of one until it is closed."""

import enum
from datetime import date

from reflective.errors import BadValue
from reflective.fields import Id, Key, Text, value
from reflective.records.content import Audience, Content, Link, content
from reflective.records.due import Due, check_due

__all__ = [
    "Accepted",
    "Action",
    "ActionClosed",
    "ActionKind",
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
    """The kind of action, in the view of those who agreed it: a step of the process, work with the family, or both."""

    PROCESS = "process"
    INTERVENTION = "intervention"
    BOTH = "both"


@value(kw_only=True)
class Part:
    """A part of an action with a day of its own; `consider` where it is only to be considered."""

    id: Key
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

    id: Key
    text: Text
    due: Text | None = None
    due_on: date | None = None
    counted_from: date | None = None
    anchor: Text | None = None
    goal: Key | None = None
    #: The children it is for. It closes for each of them.
    children: tuple[Id, ...] = ()
    #: Who is asked to do it. They own it once they have accepted.
    asked: tuple[Id, ...] = ()
    why: Link | None = None
    #: What would be different for the child, and how we would know.
    success: Text | None = None
    kind: ActionKind | None = None
    parts: tuple[Part, ...] = ()
    #: Agreed only to be considered. The decision is to be taken by the due day.
    consider: bool = False

    def __attrs_post_init__(self) -> None:
        check_due(self.due, self.due_on, self.counted_from)
        ids = [part.id for part in self.parts]
        if len(set(ids)) != len(ids):
            raise BadValue(name="parts", wanted="parts with an id each, none of them twice")


@content("plan.proposed", Audience.CHILD_FILE, verb="propose")
class Proposed(Content):
    """An action in draft."""

    action: Action


@content("plan.agreed", Audience.CHILD_FILE, verb="agree")
class Agreed(Content):
    """An action agreed, with its day and its parts' days as they were resolved then."""

    action: Action
    dues: tuple[Due, ...] = ()


@content("plan.accepted", Audience.CHILD_FILE)
class Accepted(Content):
    """Somebody said yes: from then on they own it. Nobody is given an action by surprise."""

    action: Key
    owner: Id


@content("plan.decided", Audience.CHILD_FILE, verb="decide")
class Decided(Content):
    """A decision on an action that was only to be considered, or on such a part of one, and why."""

    action: Key
    yes: bool
    because: Text
    decided_by: Id
    part: Key | None = None


@content("plan.begun", Audience.CHILD_FILE, verb="begin")
class Begun(Content):
    """It is being done, or is taken up again."""

    action: Key


@content("plan.blocked", Audience.CHILD_FILE, verb="block")
class Blocked(Content):
    """It cannot go on: why, what is needed, and from whom."""

    action: Key
    because: Text
    needs: Text | None = None
    from_whom: Id | None = None


@content("plan.cannot_yet", Audience.CHILD_FILE, verb="cannot_yet")
class CannotYet(Content):
    """It cannot be done yet, and why."""

    action: Key
    because: Text


@content("plan.carried_forward", Audience.CHILD_FILE, verb="carry_forward")
class CarriedForward(Content):
    """A new day for it, or none, and why; every former day is kept."""

    action: Key
    because: Text
    due: Due | None = None


@content("plan.done", Audience.CHILD_FILE, verb="report_done")
class Done(Content):
    """Reported as done, or as partly done: what was done, on the day of the entry."""

    action: Key
    what: Text
    partly: bool = False


class Result(enum.StrEnum):
    """The result of an action for the child; that it was done is not a result."""

    EFFECTIVE = "effective"
    PARTLY = "partly"
    NO_CHANGE = "done_no_change"
    HARMFUL = "done_harmful"
    UNKNOWN = "unknown"


@content("plan.action_closed", Audience.CHILD_FILE, verb="close_action")
class ActionClosed(Content):
    """Closed, with what changed for the child; for some of its children, or for all where none is named."""

    action: Key
    result: Result
    what_changed: Text
    children: tuple[Id, ...] = ()


@content("plan.not_needed", Audience.CHILD_FILE, verb="not_needed")
class NotNeeded(Content):
    """No longer needed: a decision, by somebody, with its reason."""

    action: Key
    because: Text
    decided_by: Id


@content("plan.superseded", Audience.CHILD_FILE, verb="supersede")
class Superseded(Content):
    """Another action takes its place."""

    action: Key
    by_action: Key
    because: Text
