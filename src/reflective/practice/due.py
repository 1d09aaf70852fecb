"""What falls due, whichever record it comes from."""

from datetime import date

from reflective.fields import Id, Text, value
from reflective.rules import Status

__all__ = ["DueItem"]


@value(kw_only=True)
class DueItem:
    """One thing with (or without) a day: an action, a part of one, a review, a checkpoint."""

    record: Id
    #: "action", "part of action", "review", "checkpoint", "decision".
    kind: Id
    item: Id
    what: Text
    #: The day it stands due now, and the day it was first due; None where no day was ever set.
    due: date | None
    first_due: date | None
    #: The day it was set, and the day it was met; None where it has not been.
    trigger: date
    met: date | None = None
    status: Status
    #: Calendar days late, 0 unless late; None where there is no day.
    days_late: int | None
    #: How the day was counted, in a sentence; None where it was set as a day, or not at all.
    why: Text | None = None
    #: Whom it is for, and who has accepted it; both may be empty.
    about: tuple[Id, ...] = ()
    owners: tuple[Id, ...] = ()
    #: The place of the entry that set it.
    place: int
