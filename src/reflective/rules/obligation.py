"""One duty under a rule, its status on a day, and the reason for the answer."""

from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

import attrs

from reflective.fields import Id, Ref, check_day, value
from reflective.rules.event import Event
from reflective.rules.requirements import AtMost, EachMonth, NoFixedTime
from reflective.rules.rule import Authority, Rule
from reflective.rules.status import Status, Unknown, standing_on
from reflective.timescales import Deadline, Reckoning, Timescale, Unit, WorkingCalendar, day_in_words

__all__ = ["ROW", "CaseDecision", "Grounds", "Obligation", "Why"]


class Grounds(NamedTuple):
    """The facts behind an answer, kept with it so that `why` is worked out only when it is read."""

    rule: Rule
    ruleset: str
    #: The version of that ruleset, if it has one.
    version: str | None
    calendar: WorkingCalendar | None
    #: The timescale that was counted from the trigger; None if none was.
    timescale: Timescale | None
    #: Further remarks, each a clause of the sentence.
    remarks: tuple[str, ...] = ()
    #: The day from which it was no longer required, if its status is `ended`.
    ended: date | None = None

    def saying(self, *remarks: str) -> "Grounds":
        """The same with further remarks."""
        # `_replace` takes five times as long, and duties have remarks by the thousand.
        return Grounds(*self[:5], (*self.remarks, *remarks), self.ended) if remarks else self

    def over(self, ended: date) -> "Grounds":
        """The same, no longer required from a day."""
        return Grounds(*self[:-1], ended)


class Why(NamedTuple):
    """The reason for an answer: data, and one plain sentence as its `str()`.

    The sentence holds words from sources, and a rule's reason, so it must not go into a log. The repr leaves them out.
    """

    rule: Rule
    ruleset: str
    ruleset_version: str | None
    trigger: date
    due: date | None
    #: How the day was counted; None if the rule gives no day or the calendar does not know it.
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


class CaseDecision(NamedTuple):
    """The facts of an obligation that a case decided: the words, who owns it, and the entry that set it."""

    what: str
    record: str
    place: int
    audience: str
    open: bool
    #: How its day was counted, in a sentence with the words of whoever set it; or the deadline that says so when asked.
    why: str | Deadline
    owners: tuple[str, ...] = ()
    ended_on: date | None = None
    #: How many entries of the record are withheld from the reading that this is an answer of.
    withheld: int = 0

    def __repr__(self) -> str:
        # A tuple's own would show the words.
        return f"<decision of {self.record} at {self.place}>"


#: The reason of a day that was not counted from another.
_SET: Final = "the day was set as such"


def _decided(of: Event | CaseDecision | None) -> CaseDecision | None:
    """The decision of a case, whichever reading it is an answer of; None for an event, which says why and not what."""
    return of._replace(withheld=0) if isinstance(of, CaseDecision) else None


@value(kw_only=True)
class Obligation:
    """One duty: a rule applied to one trigger, or to one period of a series, with its due day and its status.

    A decision of a case is one too: of the ruleset "case", on the authority of a case decision.

    `met` is the day of the event that met it. `due` is None if the rule has no number or the day is not known.
    `first_due` is the due day before any extension. `days_late` is in calendar days: 0 unless late, None if it is not
    known. For a limit on times it is the days too soon.

    >>> duty = Obligation(
    ...     rule="duty.ring-back",
    ...     subject="child-1",
    ...     ref="r-1",
    ...     trigger=date(2024, 3, 28),
    ...     first_due=date(2024, 4, 3),
    ...     due=date(2024, 4, 3),
    ...     met=None,
    ...     status=Status.OVERDUE,
    ...     days_late=2,
    ...     authority=Authority.LOCAL_POLICY,
    ...     ruleset="duty",
    ... )
    >>> duty.open, duty.exceeded, duty.as_row()["due"]
    (True, True, '2024-04-03')
    """

    rule: Id
    subject: Id
    ref: Ref
    trigger: date
    due: date | None
    met: date | None
    status: Status
    days_late: int | None
    first_due: date | None
    #: The last day on which it could be due, where what is known leaves more than one; else None.
    latest: date | None = None
    #: The reason why it is not known; None where it is.
    unknown: Unknown | None = None
    #: The number of the period in its series, from 0.
    period: int = 0
    authority: Authority
    ruleset: Id
    basis: Grounds | None = attrs.field(default=None, eq=False, repr=False)
    #: The event that set it going, or the decision of the case. Equality asks a decision, and for its own facts alone.
    of: Event | CaseDecision | None = attrs.field(default=None, eq=_decided, repr=False)

    @property
    def _decision(self) -> CaseDecision | None:
        return self.of if isinstance(self.of, CaseDecision) else None

    @property
    def _origin(self) -> tuple[str, int] | None:
        """The record and the place of the entry that it comes from, where it is of a case."""
        if isinstance(self.of, CaseDecision):
            return self.of.record, self.of.place
        return None if self.of is None else self.of.origin

    @property
    def due_latest(self) -> date | None:
        """The last day on which it could be due, where what is known leaves more than one."""
        return self.due if self.latest is None else self.latest

    @property
    def ended_on(self) -> date | None:
        """The day from which it was no longer required; None where it is, or was met before."""
        if self._decision is not None:
            return self._decision.ended_on
        return None if self.basis is None else self.basis.ended

    @property
    def open(self) -> bool:
        """Whether anything is still to be done about it. An action reported done is met, and is open until closed."""
        if self._decision is not None:
            return self._decision.open
        return self.met is None and self.status is not Status.ENDED

    @property
    def what(self) -> str | None:
        """The decision of a case, in its words; None for an obligation of a rule."""
        return None if self._decision is None else self._decision.what

    @property
    def owners(self) -> tuple[str, ...]:
        """Who has accepted it; may be empty."""
        return () if self._decision is None else self._decision.owners

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """The facts of the event that set it going."""
        return self.of.facts if isinstance(self.of, Event) else ()

    @property
    def record(self) -> str | None:
        """The record that it comes from, where it is of a case."""
        return None if self._origin is None else self._origin[0]

    @property
    def place(self) -> int | None:
        """The place of the entry that set it, where it is of a case."""
        return None if self._origin is None else self._origin[1]

    @property
    def audience(self) -> str | None:
        """For whom the entry was written that set it; None for a rule's."""
        return None if self._decision is None else self._decision.audience

    @property
    def withheld(self) -> int:
        """How many entries of its record the reading withholds that this is an answer of."""
        return 0 if self._decision is None else self._decision.withheld

    def withholding(self, many: int) -> "Obligation":
        """The same, as the answer of a reading that withholds so many entries of its record."""
        if self._decision is None or not many:
            return self
        return attrs.evolve(self, of=self._decision._replace(withheld=many))

    def settled(self, on: date, as_of: date) -> "Obligation":
        """The same decision of a case, met on a day by something outside its record, with nothing more to do."""
        check_day("on", on)
        check_day("as_of", as_of)
        status, late = (Status.MET, None) if self.due is None else standing_on(self.due, on, as_of)
        of = None if self._decision is None else self._decision._replace(open=False)
        return attrs.evolve(self, met=on, status=status, days_late=late, of=of)

    @property
    def why(self) -> Why | str | None:
        """The rule, its clause and version, and how the day was counted. Made anew for each question.

        Of a decision of a case, how its day was counted, in a sentence.
        """
        if self._decision is not None:
            why = self._decision.why
            return why if isinstance(why, str) else why.why or _SET
        if self.basis is None:
            return None
        rule, ruleset, version, calendar, timescale, remarks, ended = self.basis
        if self.latest is not None and self.latest != self.due:
            remarks = (f"or as late as {day_in_words(self.latest)}", *remarks)
        if rule.stands_until is not None and self.trigger > rule.stands_until:
            since = day_in_words(rule.stands_until, weekday=False)
            remarks = (*remarks, f"later text not read, since {since}")
        if ended is not None:
            remarks = (*remarks, _no_longer(ended, self.days_late))
        reckoning = None
        if timescale is not None and self.first_due is not None:
            # A stay is nothing to be done by a day, so its reason names no last working day.
            aside = rule.is_stay and timescale.unit is not Unit.WORKING_DAYS
            reckoning = timescale.why(self.trigger, None if aside else calendar)
        return Why(rule, ruleset, version, self.trigger, self.due, reckoning, remarks)

    @property
    def reason(self) -> str | None:
        """The reason why its rule departs from guidance or a national standard, if it does; shown with every answer."""
        return None if self.basis is None else self.basis.rule.reason

    @property
    def exceeded(self) -> bool:
        """Whether it went past its day or past the limit of its rule: met or not, required still or no longer."""
        return self.status in {Status.MET_LATE, Status.OVERDUE} or bool(self.days_late)

    def as_row(self, *, why: bool = False) -> dict[str, Any]:
        """A flat row for a table, with the keys in `ROW`: days as YYYY-MM-DD; with `why`, the sentence too."""
        row = {name: _plain(getattr(self, name)) for name in ROW}
        row["facts"] = dict(self.facts)
        return row | {"why": None if self.why is None else str(self.why)} if why else row


#: The keys of a row, the same wherever it comes from.
ROW: Final = (
    "rule",
    "subject",
    "ref",
    "trigger",
    "period",
    "first_due",
    "due",
    "due_latest",
    "met",
    "status",
    "days_late",
    "ended_on",
    "exceeded",
    "open",
    "authority",
    "ruleset",
    "reason",
    "what",
    "owners",
    "facts",
    "record",
    "place",
    "audience",
    "withheld",
)


def _plain(given: Any) -> Any:
    if isinstance(given, date | StrEnum):
        return str(given)
    if isinstance(given, tuple):
        return list(given)
    return given


def _no_longer(ended: date, past: int | None) -> str:
    said = f"no longer required from {day_in_words(ended)}"
    if past is None:
        return f"{said}, and whether it was late by then is not known"
    return f"{said}, {past} {'day' if past == 1 else 'days'} past the day" if past > 0 else said
