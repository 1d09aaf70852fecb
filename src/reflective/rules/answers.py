"""Judging one trigger or period of a rule: its status, its due day and the remarks on it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from reflective.errors import OutsideCalendar
from reflective.rules.event import Event
from reflective.rules.index import Index, between
from reflective.rules.obligation import Grounds, Obligation
from reflective.rules.requirements import Within
from reflective.rules.rule import Rule
from reflective.rules.status import Status, standing_on
from reflective.timescales import Timescale, Unit, WorkingCalendar, day_in_words

__all__ = ["NOT_KNOWN", "Answers", "Query"]

#: Bound to a name for the reason that `_MET_LATE` is.
_HOURS: Final = Unit.HOURS
#: A status with the days late, for a duty that is not judged by days.
_ENDED: Final = (Status.ENDED, 0)
_MET: Final = (Status.MET, None)
_PENDING: Final = (Status.PENDING, None)
NOT_KNOWN: Final = (Status.NOT_KNOWN, None)


class Query(NamedTuple):
    """One question to a ruleset: the events and the arguments of `Ruleset.obligations`."""

    events: Index
    #: Calendars of the host by name, which replace the shipped ones.
    calendars: Mapping[str, WorkingCalendar]
    #: The kinds of event that the source of the events can hold; None if it can hold any.
    holds: frozenset[str] | None


class _Unfrozen:
    """An obligation while its fields are set, which a frozen class would refuse.

    Its fields were all checked before. If the `__init__` of `Obligation` checks them again, judging takes 40 % longer:
    see the pandas rows of `bench_rules`.
    """


class Answers:
    """The answers of one ruleset to one question."""

    def __init__(self, ruleset: str, ruleset_version: str | None, query: Query) -> None:
        self._ruleset = ruleset
        self._version = ruleset_version
        self._query = query
        self._as_of = query.events.as_of
        self._calendars: dict[str, WorkingCalendar] = {}

    def judge(
        self,
        basis: Grounds,
        trigger: Event,
        on: date,
        due: date | None,
        met: Event | None,
        *,
        ended: Event | None = None,
        first_due: date | None = None,
        period: int = 0,
        standing: tuple[Status, int | None] | None = None,
    ) -> Obligation:
        """The obligation of one trigger or period, given its due day and the events that met it and ended it.

        `on` is the day on which the period begins: the trigger's own day, except in a series. `standing` is the status
        and the days late, if they are known and nothing is judged.
        """
        rule, timescale = basis.rule, basis.timescale
        if standing is None:
            if ended is not None and (met is None or ended.on < met.on):
                standing, met, basis = _ENDED, None, basis.over(ended.on)
            elif met is None:
                standing, basis = self._unmet(basis, due)
            elif due is None:
                standing = _MET
            elif timescale is not None and timescale.unit is _HOURS and _run_out(timescale, on, met.on):
                said = f"{timescale.amount} hours cannot be told from dates, and this is the day on which they ran out"
                standing, basis = NOT_KNOWN, basis.saying(said)
            else:
                standing = standing_on(due, met.on, self._as_of)
            if standing[1] and due is not None and rule.extended_by:
                day = self._as_of if met is None else met.on
                if self._might_be_longer(rule, due, day):
                    standing = NOT_KNOWN
                    basis = basis.saying("the source of these events does not hold what would have extended it")
            if rule.explained_by or rule.at_least:
                basis = basis.saying(*self._remarks(rule, trigger, on, met, standing))
        obligation: Any = _Unfrozen()
        obligation.rule = rule.id
        obligation.subject = trigger.subject
        obligation.ref = trigger.ref
        obligation.trigger = on
        obligation.due = due
        obligation.met = None if met is None else met.on
        obligation.status, obligation.days_late = standing
        obligation.first_due = first_due
        obligation.period = period
        obligation.authority = rule.authority
        obligation.ruleset = basis.ruleset
        obligation.basis = basis
        obligation.of = trigger
        obligation.__class__ = Obligation
        frozen: Obligation = obligation
        return frozen

    def _unmet(self, basis: Grounds, due: date | None) -> tuple[tuple[Status, int | None], Grounds]:
        """The status of a duty that nothing has met."""
        rule, holds = basis.rule, self._query.holds
        if holds is not None and holds.isdisjoint(rule.met_by):
            return NOT_KNOWN, basis.saying("the source of these events does not hold what would meet it")
        if rule.date_may_be_missing:
            return NOT_KNOWN, basis.saying("what would meet it is not on the record, and may have no day there")
        if due is None:
            return _PENDING, basis
        standing = standing_on(due, None, self._as_of, warn=rule.warn)
        if standing[1] and holds is not None and not holds.issuperset((*rule.met_by, *rule.ends_with)):
            said = "the source of these events does not hold all that would meet it or end it"
            return NOT_KNOWN, basis.saying(said)
        return standing, basis

    def _might_be_longer(self, rule: Rule, due: date, day: date) -> bool:
        """Whether extensions that the source cannot hold could make a day late enough to be in time."""
        requirement, holds = rule.requirement, self._query.holds
        if (
            holds is None
            or not isinstance(requirement, Within)
            or requirement.extension is None
            or holds.issuperset(rule.extended_by)
        ):
            return False
        if requirement.extensions is None:
            return True
        for _ in range(requirement.extensions):
            due = requirement.extension.due(due, self.calendar(rule))
        return day <= due

    def _remarks(
        self, rule: Rule, trigger: Event, on: date, met: Event | None, standing: tuple[Status, int | None]
    ) -> Iterator[str]:
        """Remarks: events that may explain lateness, and amounts of the meeting event that fall short."""
        late = standing[1]
        if late and rule.explained_by:
            (line,) = self._query.events.matching(rule.explained_by, rule.match, (trigger,))
            for event in between(line, on, self._as_of if met is None else met.on):
                day = day_in_words(event.on)
                yield f"{event.kind} recorded on {day}, which may explain it and does not stop the clock"
        if met is not None and late is not None:
            yield from _shortfall(rule, met)

    def outside(
        self,
        rule: Rule,
        trigger: Event,
        on: date,
        met: Event | None,
        outside: OutsideCalendar,
        *,
        ended: Event | None,
        period: int = 0,
    ) -> Obligation:
        """An obligation whose due day the calendar does not know. It may still be known that it has ended."""
        over = ended is not None and (met is None or ended.on < met.on)
        standing = None if over else NOT_KNOWN
        basis = self.basis(rule, None, f"{outside} and give it in calendars=[...]")
        return self.judge(basis, trigger, on, None, met, ended=ended, period=period, standing=standing)

    def lacks_fact(self, rule: Rule, event: Event, on: date, *, period: int = 0) -> Obligation:
        """An obligation of an event that lacks a fact which decides whether the rule applies to it."""
        lacking = [name for name, _ in rule.applies if event.fact(name) is None]
        said = f"it depends on {' and '.join(lacking)}, not evidenced on the record"
        return self.judge(self.basis(rule, None, said), event, on, None, None, period=period, standing=NOT_KNOWN)

    def basis(self, rule: Rule, timescale: Timescale | None, *remarks: str) -> Grounds:
        """The grounds of answers that are counted by one timescale, or by none."""
        return Grounds(rule, self._ruleset, self._version, self.calendar(rule), timescale, remarks)

    def calendar(self, rule: Rule) -> WorkingCalendar | None:
        """The calendar that a rule counts by: the host's calendar of that name, else the shipped one."""
        known = self._calendars.get(rule.calendar)
        if known is None:
            named = rule.working_calendar
            known = self._calendars[rule.calendar] = self._query.calendars.get(named.name, named)
        return known


def _run_out(hours: Timescale, on: date, met: date) -> bool:
    """Whether hours that start on one day run out on another."""
    return hours.amount // 24 <= (met - on).days + hours.count_trigger <= -(-hours.amount // 24)


def _shortfall(rule: Rule, met: Event) -> tuple[str, ...]:
    """The first amount that the meeting event falls short of or does not state. The rule is met all the same."""
    for name, least in rule.at_least:
        given = met.fact(name)
        if given is None or not (given.isascii() and given.isdigit()):
            return (f"{name}: not evidenced on the record, {least} or more asked",)
        if int(given) < least:
            return (f"{name}: fewer than the {least} asked, and it counts",)
    return ()
