"""The decisions of a case as rows of what is due."""

from datetime import date
from typing import Final, Protocol, cast

from reflective.rules import Authority, CaseDecision, Obligation, Status
from reflective.rules.status import standing_on
from reflective.timescales import Deadline

__all__ = [
    "ACTION",
    "CASE",
    "CHANGE",
    "CHECKPOINT",
    "DECISION",
    "LOOK_AGAIN",
    "PART",
    "REVIEW",
    "Explained",
    "due_row",
]


#: The rules of what a case decides, each a kind of decision.
ACTION: Final = "case.action"
PART: Final = "case.part"
DECISION: Final = "case.decision"
REVIEW: Final = "case.review"
CHECKPOINT: Final = "case.checkpoint"
#: A change of status that was scheduled.
CHANGE: Final = "case.change"
LOOK_AGAIN: Final = "case.look_again"
#: The ruleset of those rules.
CASE: Final = "case"
_UNDATED: Final = "undated: no day is recorded"


class Explained(Protocol):
    """A value that gives a reason in a sentence when it is read, as a deadline does."""

    @property
    def why(self) -> str | None:
        """The sentence."""


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
    why: str | Explained | None = None,
) -> Obligation:
    """One decision of a case as an obligation of one person.

    `open` is whether anything is still to be done about it. `ended_on` is the day from which it was no longer required,
    where it was not met before. `why` replaces the sentence on how the day was counted: it is one, or gives one when it
    is read. Without a day, or with words that name none, it is `not_known`, unless it was met or ended.
    """
    due = None if deadline is None else deadline.day
    ended = ended_on is not None and ended_on <= as_of and (met is None or met > ended_on)
    if due is None:
        status, late = Status.ENDED if ended else Status.MET if met is not None else Status.NOT_KNOWN, None
    else:
        status, late = standing_on(due, ended_on if ended else met, as_of)
        status = Status.ENDED if ended else status
    decision = CaseDecision(
        what=what,
        record=record,
        place=place,
        audience=audience,
        open=open,
        # An obligation asks a deadline for its `why` and for nothing else.
        why=cast("str | Deadline", why if why is not None else deadline or _UNDATED),
        owners=owners,
        ended_on=ended_on if ended else None,
    )
    return Obligation(
        rule=rule,
        subject=subject,
        ref="/".join([name for name in (record, item, part) if name is not None]),
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
