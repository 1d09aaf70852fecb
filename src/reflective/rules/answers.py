"""What the record says of one trigger or period of a rule, judged, with what there is to say of it."""

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

#: A status with the days late, of what is not judged by its days.
_ENDED: Final = (Status.ENDED, 0)
_MET: Final = (Status.MET, None)
_PENDING: Final = (Status.PENDING, None)
NOT_KNOWN: Final = (Status.NOT_KNOWN, None)


class Query(NamedTuple):
    """One question to a ruleset: what every rule is judged with."""

    events: Index
    #: Calendars to count by, by the name that a calendar has, before those that ship.
    calendars: Mapping[str, WorkingCalendar]
    #: The kinds of event that the source of the events can hold; None where it can hold any.
    holds: frozenset[str] | None


class _Unfrozen:
    """Takes the fields of an obligation one by one, and then becomes one, since all of them were checked before.

    To make each obligation by its own `__init__` takes half as long again as all of judging, and
    `bench_rules` holds judging to its bound.
    """


class Answers:
    """The answers of one ruleset to one question, each resting on a rule, its calendar and its reason."""

    def __init__(self, ruleset: str, ruleset_version: str | None, asked: Query) -> None:
        self._ruleset = ruleset
        self._mark = ruleset_version
        self._asked = asked
        self._as_of = asked.events.as_of
        self._calendars: dict[str, WorkingCalendar] = {}

    def made(
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
        """What the record says of one trigger or period, judged: what is due, what met it, and what ended it.

        `on` is the day that the period begins: the trigger's own but in a series. `standing` is the status and the days
        late, where there is nothing to judge.
        """
        rule, timescale = basis.rule, basis.timescale
        if standing is None:
            if ended is not None and (met is None or ended.on < met.on):
                standing, met, basis = _ENDED, None, basis.over(ended.on)
            elif met is None:
                standing, basis = self._unmet(basis, due)
            elif due is None:
                standing = _MET
            elif timescale is not None and timescale.unit is Unit.HOURS and _same(timescale, on, met.on):
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
                basis = basis.saying(*self._said(rule, trigger, on, met, standing))
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
        obligation.__class__ = Obligation
        frozen: Obligation = obligation
        return frozen

    def _unmet(self, basis: Grounds, due: date | None) -> tuple[tuple[Status, int | None], Grounds]:
        """Where that stands which nothing has met."""
        rule, holds = basis.rule, self._asked.holds
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
        """Whether extensions that the source of the events cannot hold could make a day one that is in time."""
        requirement, holds = rule.requirement, self._asked.holds
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

    def _said(
        self, rule: Rule, trigger: Event, on: date, met: Event | None, standing: tuple[Status, int | None]
    ) -> Iterator[str]:
        """What may explain that it was late, and what that which met it falls short of."""
        late = standing[1]
        if late and rule.explained_by:
            (line,) = self._asked.events.matching(rule.explained_by, rule.match, (trigger,))
            for event in between(line, on, self._as_of if met is None else met.on):
                day = day_in_words(event.on)
                yield f"{event.kind} recorded on {day}, which may explain it and does not stop the clock"
        if met is not None and late is not None:
            yield from _short(rule, met)

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
        """One whose day the calendar does not know; that it is no longer required may be known all the same."""
        over = ended is not None and (met is None or ended.on < met.on)
        standing = None if over else NOT_KNOWN
        basis = self.basis(rule, None, str(outside))
        return self.made(basis, trigger, on, None, met, ended=ended, period=period, standing=standing)

    def lacks_fact(self, rule: Rule, event: Event, on: date, *, period: int = 0) -> Obligation:
        """One of an event that does not say whether the rule is for it."""
        lacking = [name for name, _ in rule.applies if event.fact(name) is None]
        said = f"it depends on {' and '.join(lacking)}, not evidenced on the record"
        return self.made(self.basis(rule, None, said), event, on, None, None, period=period, standing=NOT_KNOWN)

    def basis(self, rule: Rule, timescale: Timescale | None, *remarks: str) -> Grounds:
        """What the answers rest on that are counted by one timescale, or by none."""
        return Grounds(rule, self._ruleset, self._mark, self.calendar(rule), timescale, remarks)

    def calendar(self, rule: Rule) -> WorkingCalendar | None:
        """The calendar a rule counts by; none is loaded for a rule that counts no working days and was given none."""
        known = self._calendars.get(rule.calendar)
        if known is None:
            named = rule.working_calendar
            known = self._calendars[rule.calendar] = self._asked.calendars.get(named.name, named)
        return known


def _same(hours: Timescale, on: date, met: date) -> bool:
    """Whether a day is the one on which hours from another day run out."""
    return hours.amount // 24 <= (met - on).days + hours.count_trigger <= -(-hours.amount // 24)


def _short(rule: Rule, met: Event) -> tuple[str, ...]:
    """What the event that met a rule first falls short of, or does not say; it met it all the same."""
    for name, least in rule.at_least:
        given = met.fact(name)
        if given is None or not (given.isascii() and given.isdigit()):
            return (f"{name}: not evidenced on the record, {least} or more asked",)
        if int(given) < least:
            return (f"{name}: fewer than the {least} asked, and it counts",)
    return ()
