"""Everything that may be said of an action, from its draft until it is closed."""

import enum

from reflective.errors import BadValue
from reflective.fields import Id, Key, Text
from reflective.practice.plan.action import Action
from reflective.records.content import Audience, Content, content
from reflective.timescales import Deadline

__all__ = [
    "ActionClosed",
    "Agreed",
    "Begun",
    "Blocked",
    "CannotYet",
    "CarriedForward",
    "Decided",
    "Done",
    "NotNeeded",
    "Proposed",
    "Result",
    "Superseded",
]


class Result(enum.StrEnum):
    """The result of an action for the child; that it was done is not a result."""

    EFFECTIVE = "effective"
    PARTLY = "partly"
    NO_CHANGE = "done_no_change"
    HARMFUL = "done_harmful"
    UNKNOWN = "unknown"


@content("plan.proposed", Audience.CHILD_FILE, verb="propose", subjects=("action",), substance=True)
class Proposed(Content):
    """An action in draft.

    >>> Proposed(action=Action(id="a-2", text="Convene a CIN review")).action.id
    'a-2'
    """

    action: Action


@content("plan.agreed", Audience.CHILD_FILE, verb="agree", subjects=("action",), substance=True)
class Agreed(Content):
    """An action agreed. Its days, and those of its parts, are the ones that it holds.

    >>> Agreed(action=Action(id="a-2", text="Convene a CIN review", children=("child-1",))).subjects
    ('child-1',)
    """

    action: Action


@content("plan.decided", Audience.CHILD_FILE, verb="decide", substance=True)
class Decided(Content):
    """A decision on an action that was only to be considered, or on such a part of one, and why.

    >>> Decided(action="a-1", part="visit", yes=True, because="he asks for it", decided_by="manager-1")
    Decided(action='a-1', yes=True, decided_by='manager-1', part='visit', due=None)
    """

    action: Key
    yes: bool
    because: Text
    decided_by: Id
    part: Key | None = None
    #: With yes, the day that it is now to be done by; None leaves it the day it has, if any.
    due: Deadline | None = None

    def __attrs_post_init__(self) -> None:
        if self.due is not None and not self.yes:
            raise BadValue(name="due", wanted="given only with yes=True: nothing is due that is not to be done")


@content("plan.begun", Audience.CHILD_FILE, verb="begin")
class Begun(Content):
    """It is being done, or is taken up again.

    >>> Begun(action="a-2")
    Begun(action='a-2')
    """

    action: Key


@content("plan.blocked", Audience.CHILD_FILE, verb="block")
class Blocked(Content):
    """It cannot go on: why, what is needed, and from whom.

    >>> Blocked(action="a-2", because="the chair is ill", from_whom="manager-1")
    Blocked(action='a-2', from_whom='manager-1')
    """

    action: Key
    because: Text
    needs: Text | None = None
    from_whom: Id | None = None


@content("plan.cannot_yet", Audience.CHILD_FILE, verb="cannot_yet")
class CannotYet(Content):
    """It cannot be done yet, and why.

    >>> CannotYet(action="a-2", because="the term has not begun")
    CannotYet(action='a-2')
    """

    action: Key
    because: Text


@content("plan.carried_forward", Audience.CHILD_FILE, verb="carry_forward", substance=True)
class CarriedForward(Content):
    """A new day, or none, for an action or a part of it, and why; every former day is kept.

    It moves the day of the decision while that is still to be taken, and the day of the work from then on.

    >>> from datetime import date
    >>> CarriedForward(action="a-2", because="the school is closed", due=Deadline.on(date(2021, 10, 18))).due.day
    datetime.date(2021, 10, 18)
    """

    action: Key
    because: Text
    due: Deadline | None = None
    part: Key | None = None


@content("plan.done", Audience.CHILD_FILE, verb="report_done")
class Done(Content):
    """An action or a part of it was done, or partly done: what was done, on the day of the entry.

    What is partly done is open, and its day is not met. Reporting an action done meets the action's day and no part's.

    >>> Done(action="a-1", part="visit", what="both went")
    Done(action='a-1', part='visit', partly=False)
    """

    action: Key
    what: Text
    part: Key | None = None
    partly: bool = False


@content("plan.action_closed", Audience.CHILD_FILE, verb="close_action", subjects=("children",))
class ActionClosed(Content):
    """Closed, with what changed for the child; for the children named, or for all it is still open for.

    >>> closed = ActionClosed(action="a-2", result=Result.EFFECTIVE, what_changed="the school now rings the parents")
    >>> closed.result.value
    'effective'
    """

    action: Key
    result: Result
    what_changed: Text
    children: tuple[Id, ...] = ()


@content("plan.not_needed", Audience.CHILD_FILE, verb="not_needed", substance=True)
class NotNeeded(Content):
    """An action, or a part of it, is no longer needed: a decision, by somebody, with its reason.

    >>> NotNeeded(action="a-2", because="the court made an order", decided_by="manager-1")
    NotNeeded(action='a-2', decided_by='manager-1', part=None)
    """

    action: Key
    because: Text
    decided_by: Id
    part: Key | None = None


@content("plan.superseded", Audience.CHILD_FILE, verb="supersede", substance=True)
class Superseded(Content):
    """Another action takes its place.

    >>> Superseded(action="a-2", by_action="a-7", because="one meeting for both")
    Superseded(action='a-2', by_action='a-7')
    >>> Superseded(action="a-2", by_action="a-2", because="one meeting for both")
    Traceback (most recent call last):
        ...
    reflective.errors.BadValue: by_action must be another action, which takes the place of this one
    """

    action: Key
    by_action: Key
    because: Text

    def __attrs_post_init__(self) -> None:
        if self.by_action == self.action:
            raise BadValue(name="by_action", wanted="another action, which takes the place of this one")
