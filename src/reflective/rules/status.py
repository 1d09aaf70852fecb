"""The status of something that is due, on a day."""

import enum
from datetime import date
from typing import Final

from reflective.errors import BadValue
from reflective.fields import check_day

__all__ = ["WARN_DAYS", "Status", "Unknown", "standing_on", "status_on"]

#: From how many calendar days before its day something is due soon, unless its rule says otherwise.
WARN_DAYS: Final = 7


class Status(enum.StrEnum):
    """The state of something that is due. It describes and judges nobody: lateness is a date and a count of days."""

    PENDING = "pending"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met_late"
    #: No longer required.
    ENDED = "ended"
    #: Two dates of the record are in an order that the test of a return does not accept.
    OUT_OF_ORDER = "out_of_order"
    NOT_KNOWN = "not_known"


class Unknown(enum.StrEnum):
    """The reason why an answer is not known. It holds nothing of the record, so it can be counted and printed."""

    LACKS_FACT = "a fact it depends on is not on the record"
    UNKNOWN_VALUE = "a fact has a value that no rule knows"
    SOURCE = "the source does not hold what would meet it or end it"
    LOST = "a row that could have met it could not be read"
    BEFORE = "what would meet it is dated before it"
    BETWEEN = "what is known leaves more than one day"
    STATE = "when it began is not on the record"
    CALENDAR = "the calendar does not know its day"
    HOURS = "hours cannot be told from days"
    CLAUSE = "a clause that was not read could change it"
    UNDATED = "what would meet it may have no day on the record"


#: A status with the days late.
_IN_TIME: Final = (Status.MET, 0)
_PENDING: Final = (Status.PENDING, 0)
#: Bound to a name because looking it up on the class takes 4 % of judging: see the pandas rows of `bench_rules`.
_MET_LATE: Final = Status.MET_LATE


def status_on(due: date, met: date | None, as_of: date, *, warn: int = WARN_DAYS) -> tuple[Status, int]:
    """The status on a day, and the calendar days late (0 unless late).

    Something met on its due day is in time, and nothing is overdue on the due day itself. `warn` is in calendar days,
    the due day included. Raises `NotADay` and `BadValue`.
    """
    for name, day in (("due", due), ("as_of", as_of), ("met", due if met is None else met)):
        check_day(name, day)
    if type(warn) is not int or warn < 0:
        raise BadValue(name="warn", wanted="a whole number of calendar days, 0 or more")
    return standing_on(due, met, as_of, warn=warn)


def standing_on(due: date, met: date | None, as_of: date, *, warn: int = WARN_DAYS) -> tuple[Status, int]:
    """The answer of `status_on`, for values that were checked before."""
    if met is not None and met <= as_of:
        late = (met - due).days
        return (_MET_LATE, late) if late > 0 else _IN_TIME
    left = (due - as_of).days
    if left < 0:
        return Status.OVERDUE, -left
    return (Status.DUE_SOON, 0) if left <= warn else _PENDING
