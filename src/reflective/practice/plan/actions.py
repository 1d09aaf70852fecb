"""Actions of a plan: who will do what by when, and what may be said of one until it is closed."""

import enum
from datetime import date
from typing import ClassVar

from reflective.errors import BadValue
from reflective.fields import Id, Text, value
from reflective.records.due import Due, check_due
from reflective.records.entry import Audience, Content, Link

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
    """What an action is, as those who agreed it say: a step of the process, work with the family, or both."""

    PROCESS = "process"
    INTERVENTION = "intervention"
    BOTH = "both"


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
