"""Where something that is due stands on a day."""

import enum
from datetime import date
from typing import Final

__all__ = ["WARN", "Status", "status_on"]

#: How many calendar days before it falls due a thing is due soon, unless its rule says otherwise.
WARN: Final = 7


class Status(enum.StrEnum):
    """Descriptive, never a judgement of anybody: lateness is a date and a count of days."""

    PENDING = "pending"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met_late"
    #: No longer required.
    ENDED = "ended"
    NOT_KNOWN = "not_known"


#: A status with the days late.
_IN_TIME: Final = (Status.MET, 0)
_PENDING: Final = (Status.PENDING, 0)


def status_on(due: date, met: date | None, as_of: date, *, warn: int = WARN) -> tuple[Status, int]:
    """The status on a day, and the calendar days late (0 unless late).

    Met on the due day is in time, and so is the due day itself; `warn` is in calendar days, the due day included.
    """
    if met is not None and met <= as_of:
        late = (met - due).days
        return (Status.MET_LATE, late) if late > 0 else _IN_TIME
    left = (due - as_of).days
    if left < 0:
        return Status.OVERDUE, -left
    return (Status.DUE_SOON, 0) if left <= warn else _PENDING
