"""Due items from any record, and how words become a day that stays."""

from datetime import date
from typing import Final

import attrs

from reflective.errors import BadValue
from reflective.fields import Id, Text, value
from reflective.rules import Authority, CaseDecision, Obligation, Status
from reflective.rules.status import standing_on
from reflective.timescales import Deadline, Reckoning, Timescale, WorkingCalendar

__all__ = [
    "ACTION",
    "CASE",
    "CHECKPOINT",
    "DECISION",
    "LOOK_AGAIN",
    "PART",
    "REVIEW",
    "Due",
    "DueItem",
    "check_due",
    "due_row",
    "resolve",
]


@value(kw_only=True)
class Due:
    """A day as it was resolved when it was agreed: with how it was counted, so that no later calendar moves it."""

    day: date
    reckoning: Reckoning | None = None
    #: The part of an action that this is the day of; None for the whole of what it belongs to.
    part: Id | None = None

    @property
    def why(self) -> str | None:
        """How it was counted, in a sentence; None where it was set as a day."""
        return None if self.reckoning is None else str(self.reckoning)


def check_due(due: str | None, due_on: date | None, counted_from: date | None) -> None:
    """Refuse half of a day in words, or a day in words and as a day; raises `BadValue`."""
    if due is not None and due_on is not None:
        raise BadValue(name="due", wanted="given in words or as a day (due_on), not both")
    if (due is None) != (counted_from is None):
        raise BadValue(name="counted_from", wanted="given with due in words, and only then")


def resolve(
    due: str | None,
    due_on: date | None,
    counted_from: date | None,
    anchor: str | None,
    calendar: WorkingCalendar | None,
    *,
    part: str | None = None,
) -> Due | None:
    """The day that words, or a day, come to; None where there are neither.

    Words are counted from a day that was something (`anchor`), and want a calendar where they count working days.
    Raises what `check_due`, reading the words and counting raise.
    """
    check_due(due, due_on, counted_from)
    if due_on is not None:
        return Due(day=due_on, part=part)
    if due is None or counted_from is None:
        return None
    reckoning = Timescale.parse(due).why(counted_from, calendar, phrase=due, anchor=anchor)
    return Due(day=reckoning.due, reckoning=reckoning, part=part)


@attrs.frozen(kw_only=True, slots=False)
class DueItem:
    """One thing with (or without) a day: an action, a part of one, a review, a checkpoint.

    It is an answer, made of what was checked when it was written, and so is not checked again.
    """

    record: Id
    #: "action", "part of action", "review", "checkpoint", "decision".
    kind: Id
    item: Id
    what: Text = attrs.field(repr=False)
    #: The day it stands due now, and the day it was first due; None where no day was ever set.
    due: date | None
    first_due: date | None
    #: The day it was set, and the day it was met; None where it has not been.
    trigger: date
    met: date | None = None
    status: Status
    #: Whether anything is still to be done about it: an action reported done is met, and open until it is closed.
    open: bool
    #: Calendar days late, 0 unless late; None where there is no day.
    days_late: int | None
    #: How the day was counted, in a sentence; None where it was set as a day, or not at all.
    why: Text | None = attrs.field(default=None, repr=False)
    #: Whom it is for, and who has accepted it; both may be empty.
    about: tuple[Id, ...] = ()
    owners: tuple[Id, ...] = ()
    #: The place of the entry that set it.
    place: int


#: The rules of what a case decides, each a kind of decision.
ACTION: Final = "case.action"
PART: Final = "case.part"
DECISION: Final = "case.decision"
REVIEW: Final = "case.review"
CHECKPOINT: Final = "case.checkpoint"
LOOK_AGAIN: Final = "case.look_again"
#: The ruleset of those rules.
CASE: Final = "case"
_UNDATED: Final = "undated: no day is recorded"
_SET: Final = "the day was set as such"


def due_row(
    *,
    rule: str,
    subject: str,
    record: str,
    item: str | None,
    part: str | None = None,
    what: str,
    trigger: date,
    deadline: Deadline | None,
    first_due: date | None,
    as_of: date,
    met: date | None,
    open: bool,  # noqa: A002 - the key of the row
    place: int,
    audience: str,
    ended_on: date | None = None,
    owners: tuple[str, ...] = (),
    why: str | None = None,
) -> Obligation:
    """One decision of a case as an obligation of one person.

    `open` is whether anything is still to be done about it. `ended_on` is the day from which it was no longer required,
    where it was not met before. `why` replaces the sentence on how the day was counted. Without a day, or with words
    that name none, it is `not_known`, unless it was met or ended.
    """
    due = None if deadline is None else deadline.day
    ended = ended_on is not None and ended_on <= as_of and (met is None or met > ended_on)
    if due is None:
        status, late = Status.ENDED if ended else Status.MET if met is not None else Status.NOT_KNOWN, None
    else:
        status, late = standing_on(due, ended_on if ended else met, as_of)
        status = Status.ENDED if ended else status
    if why is None:
        why = _UNDATED if deadline is None else deadline.why or _SET
    decision = CaseDecision(
        what=what,
        record=record,
        place=place,
        audience=audience,
        open=open,
        why=why,
        owners=owners,
        ended_on=ended_on if ended else None,
    )
    return Obligation(
        rule=rule,
        subject=subject,
        ref="/".join(name for name in (record, item, part) if name is not None),
        trigger=trigger,
        due=due,
        met=None if ended else met,
        status=status,
        days_late=late,
        first_due=first_due,
        authority=Authority.CASE_DECISION,
        ruleset=CASE,
        of=decision,
    )
