"""What a rule asks of one subject from one trigger, where that stands on a day, and why."""

from datetime import date
from typing import Any, NamedTuple

import attrs

from reflective.fields import Id, value
from reflective.rules.requirements import AtMost, EachMonth, NoFixedTime
from reflective.rules.rule import Authority, Rule
from reflective.rules.status import Status
from reflective.timescales import Reckoning, Timescale, Unit, WorkingCalendar, day_in_words

__all__ = ["Grounds", "Obligation", "Why"]


class Grounds(NamedTuple):
    """What an answer rests on, kept beside it so that `why` costs nothing until somebody asks."""

    rule: Rule
    ruleset: str
    #: The version of that ruleset, where it has one.
    version: str | None
    calendar: WorkingCalendar | None
    #: What was counted from the trigger; None where nothing was.
    timescale: Timescale | None
    #: What else there is to say, each a clause of one sentence.
    remarks: tuple[str, ...] = ()
    #: The day from which it was no longer required, where that is what became of it.
    ended: date | None = None

    def saying(self, *remarks: str) -> "Grounds":
        """The same with more to say."""
        return self._replace(remarks=(*self.remarks, *remarks)) if remarks else self

    def over(self, ended: date) -> "Grounds":
        """The same, no longer required from a day."""
        # Not by `_replace`, which is slow, and obligations end by the thousand.
        return Grounds(*self[:-1], ended)


class Why(NamedTuple):
    """The reason for an answer, as data; as text, one plain sentence."""

    rule: Rule
    ruleset: str
    ruleset_version: str | None
    trigger: date
    due: date | None
    #: How the day was counted; None where the rule gives no day, or the calendar does not know it.
    reckoning: Reckoning | None
    remarks: tuple[str, ...]

    def as_row(self) -> dict[str, Any]:
        """The same as plain data, days as YYYY-MM-DD."""
        rule, counted = self.rule, {} if self.reckoning is None else self.reckoning.as_row()
        return counted | {
            "rule": rule.id,
            "title": rule.title,
            "asks": str(rule.requirement),
            "ruleset": self.ruleset,
            "ruleset_version": self.ruleset_version,
            "version": rule.version,
            "authority": rule.authority.value,
            "sources": [str(source) for source in rule.sources],
            "confidence": rule.confidence.value,
            "reason": rule.reason,
            "checked_by": rule.checked_by,
            "checked_on": None if rule.checked_on is None else str(rule.checked_on),
            "trigger": str(self.trigger),
            "due": None if self.due is None else str(self.due),
            "remarks": list(self.remarks),
            "why": str(self),
        }

    def __str__(self) -> str:
        rule = self.rule
        source = "; ".join(map(str, rule.sources)) or "no source given"
        parts = [str(self.reckoning)] if self.reckoning is not None else [self._uncounted]
        parts += self.remarks
        if rule.reason is not None:
            parts.append(f"departs from what it extends because {rule.reason}")
        return f"{rule.id} of {self.ruleset} ({rule.authority}: {source}; {rule.version}): {'; '.join(parts)}"

    @property
    def _uncounted(self) -> str:
        trigger = day_in_words(self.trigger)
        match self.rule.requirement:
            case NoFixedTime(said=said):
                return f'no day is due: the source has no number, only "{said}", from {trigger}'
            case EachMonth() if self.due is not None:
                return f"due {day_in_words(self.due)}: once in the calendar month that began {trigger}"
            case AtMost() as limit if self.due is not None:
                return f"due {day_in_words(self.due)}: {limit}, from {trigger}"
            case requirement:
                return f"{requirement}, from {trigger}"


@value(kw_only=True)
class Obligation:
    """One trigger, and of a series one period, under one rule: by when, whether it was met, and where it stands.

    `met` is the day of what met it. `due` is None where the rule has no number or the day is not known. `first_due` is
    the day before any extension. `days_late` is in calendar days: 0 unless late, None where it is not known; for a
    limit on times, the days too soon.
    """

    rule: Id
    subject: Id
    ref: Id
    trigger: date
    due: date | None
    met: date | None
    status: Status
    days_late: int | None
    first_due: date | None
    #: The number of the period in its series, from 0.
    period: int = 0
    authority: Authority
    ruleset: Id
    basis: Grounds | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def why(self) -> Why | None:
        """The rule, its clause and version, and how the day was counted; made when it is asked for."""
        if self.basis is None:
            return None
        rule, ruleset, version, calendar, timescale, remarks, ended = self.basis
        if ended is not None:
            remarks = (*remarks, _no_longer(ended, self.due))
        reckoning = None
        if timescale is not None and self.first_due is not None:
            # A stay is nothing to be done by, so that no last working day to do it on stands beside it.
            aside = rule.is_stay and timescale.unit is not Unit.WORKING_DAYS
            reckoning = timescale.why(self.trigger, None if aside else calendar)
        return Why(rule, ruleset, version, self.trigger, self.due, reckoning, remarks)

    @property
    def reason(self) -> str | None:
        """Why its rule departs from guidance or a national standard, where it does: shown with every answer."""
        return None if self.basis is None else self.basis.rule.reason

    @property
    def exceeded(self) -> bool:
        """Whether it went past its day or past what the rule allows, met or not."""
        return self.status in {Status.MET_LATE, Status.OVERDUE}

    def as_row(self, *, why: bool = False) -> dict[str, str | int | None]:
        """A flat row for a table, days as YYYY-MM-DD; with `why`, the sentence too."""
        row: dict[str, str | int | None] = {
            "rule": self.rule,
            "subject": self.subject,
            "ref": self.ref,
            "trigger": str(self.trigger),
            "due": None if self.due is None else str(self.due),
            "met": None if self.met is None else str(self.met),
            "status": self.status.value,
            "days_late": self.days_late,
            "first_due": None if self.first_due is None else str(self.first_due),
            "period": self.period,
            "authority": self.authority.value,
            "ruleset": self.ruleset,
            "reason": self.reason,
        }
        return row | {"why": str(self.why)} if why else row


def _no_longer(ended: date, due: date | None) -> str:
    past = 0 if due is None else (ended - due).days
    said = f"no longer required from {day_in_words(ended)}"
    return f"{said}, {past} days past the day" if past > 0 else said
