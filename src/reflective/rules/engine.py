"""From events to obligations. All that differs from rule to rule is on the rule."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from reflective.errors import OutsideCalendar
from reflective.rules.event import Event
from reflective.rules.forms import AtMost, EachMonth, Every, Within
from reflective.rules.index import Index, Line
from reflective.rules.obligation import Basis, Obligation
from reflective.rules.rolling import rolling
from reflective.rules.rule import Match, Rule
from reflective.rules.status import Status, judge
from reflective.timescales import Timescale, Unit, WorkingCalendar, day_in_words, month_in_words

__all__ = ["Asked", "evaluate"]

_DAY = timedelta(days=1)


class Asked(NamedTuple):
    """One question to a ruleset: what every rule is judged with."""

    events: Index
    #: Calendars to count by, by the name that a calendar has, before those that ship.
    calendars: Mapping[str, WorkingCalendar]
    #: The kinds of event that the source of the events can hold; None where it can hold any.
    holds: frozenset[str] | None


class _Told(NamedTuple):
    """What the record says of one trigger or period: what is due, what met it, and what else there is to say."""

    rule: Rule
    trigger: Event
    #: The day the period begins; the trigger's own but in a series.
    on: date
    due: date | None
    met: Event | None
    ended: Event | None
    period: int = 0
    first_due: date | None = None
    timescale: Timescale | None = None
    remarks: tuple[str, ...] = ()
    #: Whether something the answer needs is not on the record.
    unknown: bool = False


def evaluate(versions: Sequence[Rule], ruleset: str, mark: str | None, asked: Asked) -> Iterator[Obligation]:
    """The obligations under all versions of one rule of one ruleset, `mark` being the ruleset's own version.

    A trigger is judged by the version in force on its day, and of a series each period by the day it begins.
    """
    return _Line(versions, ruleset, mark, asked).obligations()


class _Line:
    """One rule through its versions, asked of an index of events."""

    def __init__(self, versions: Sequence[Rule], ruleset: str, mark: str | None, asked: Asked) -> None:
        self._versions = versions
        self._ruleset = ruleset
        self._mark = mark
        self._index = asked.events
        self._as_of = asked.events.as_of
        self._asked = asked
        self._calendars: dict[str, WorkingCalendar] = {}

    def obligations(self) -> Iterator[Obligation]:
        kinds = tuple(dict.fromkeys(kind for rule in self._versions for kind in rule.trigger))
        triggers = [(rule, event) for event in self._index.of(kinds) if (rule := self._version(event)) is not None]
        applying: dict[Rule, list[Event]] = {}
        for rule, event in triggers:
            applies = rule.applies_to(event) if rule.applies else True
            if applies is None:
                yield self._lacks_fact(rule, event)
            elif applies:
                applying.setdefault(rule, []).append(event)
        for rule, events in applying.items():
            yield from self._of_version(rule, events)

    def _version(self, event: Event) -> Rule | None:
        """The version in force for a trigger; the one that came into force last, where versions overlap."""
        found = None
        for rule in self._versions:
            if event.kind in rule.trigger and rule.in_force(event.on):
                later = found is None or (rule.in_force_from or date.min) >= (found.in_force_from or date.min)
                found = rule if later else found
        return found

    def _of_version(self, rule: Rule, events: list[Event]) -> Iterable[Obligation]:
        match rule.form:
            case Every() | EachMonth():
                return self._series(rule, events)
            case AtMost():
                return self._limited(rule, events)
            case _:
                return self._once(rule, events)

    # Once

    def _once(self, rule: Rule, events: list[Event]) -> Iterator[Obligation]:
        met_line = self._index.matching(rule.met_by, rule.match)
        end_line = self._index.matching(rule.ends_with, rule.match)
        longer = self._index.matching(rule.extended_by, rule.match)
        calendar = self._calendar(rule)
        timescale = rule.form.timescale if isinstance(rule.form, Within) else None
        before: dict[tuple[str, str, str], date] = {}
        for event in events:
            on = event.on
            line = met_line(event)
            met = None
            if rule.may_precede:
                key = (event.subject, event.kind, event.ref if rule.match is Match.REF else "")
                met = line.last_before(on, before.get(key))
                before[key] = on
            # What is itself a trigger, a review after a review, is met by the next and never by itself.
            met = met or line.first(on, after=event.kind in rule.met_by)
            try:
                due = rule.due(on, calendar)
            except OutsideCalendar as outside:
                yield self._made(_Told(rule, event, on, None, met, None, remarks=(str(outside),), unknown=True))
                continue
            ended = end_line(event).first(on) if rule.ends_with else None
            told = _Told(rule, event, on, due, met, ended, 0, due, timescale)
            if rule.extended_by:
                told = self._extended(told, longer(event))
            yield self._made(told)

    def _extended(self, told: _Told, line: Line) -> _Told:
        """The same with the extensions that were made in time."""
        form, due, remarks, left = told.rule.form, told.due, [], None
        if not isinstance(form, Within) or form.extension is None or due is None:
            return told
        left = form.extensions
        for event in line.between(told.on - _DAY, self._as_of):
            if left == 0 or event.on > due:
                break
            due = form.extension.due(due, self._calendar(told.rule) or told.rule.working_calendar)
            left = None if left is None else left - 1
            remarks.append(f"extended on {day_in_words(event.on)}, to {day_in_words(due)}")
        return told._replace(due=due, remarks=(*told.remarks, *remarks))

    # Again and again

    def _series(self, rule: Rule, events: list[Event]) -> Iterator[Obligation]:
        """Each series, until what ends it, or until the next one of the same rule begins."""
        held = self._index.matching(rule.met_by, rule.match)
        end_line = self._index.matching(rule.ends_with, rule.match)
        nexts: dict[tuple[str, str], Event] = {}
        later: list[Event | None] = []
        for event in reversed(events):
            key = (event.subject, event.ref if rule.match is Match.REF else "")
            again = nexts.get(key)
            later.append(again if again is None or again.on > event.on else None)
            nexts[key] = event
        for event, again in zip(events, reversed(later), strict=True):
            ended = end_line(event).first(event.on, after=rule.match is not Match.REF) if rule.ends_with else None
            if again is not None and (ended is None or again.on < ended.on):
                ended = again
            if isinstance(rule.form, EachMonth):
                yield from self._months(rule, rule.form, event, held(event), ended)
            else:
                yield from self._periods(rule, event, held(event), ended)

    def _periods(self, rule: Rule, event: Event, line: Line, ended: Event | None) -> Iterator[Obligation]:
        on, met = event.on, line.first(event.on)
        period = 0
        version: Rule | None = rule
        while version is not None:
            calendar = self._calendar(version)
            happened = self._happened(version, event, on)
            timescale = version.timescale(period, event.on, on, happened)
            try:
                due = version.due_after(period, event.on, on, calendar, happened)
            except OutsideCalendar as outside:
                told = _Told(version, event, on, None, met, None, period, None, None, (str(outside),), unknown=True)
                due = None
            else:
                told = _Told(version, event, on, due, met, ended, period, due, timescale)
            yield self._made(told)
            if met is None or (ended is not None and ended.on < met.on):
                return
            on, period = met.on, period + 1
            if ended is not None and ended.on <= on:
                return
            met = line.first(on, after=True)
            version = self._in_force(on)

    def _happened(self, rule: Rule, event: Event, day: date) -> frozenset[str]:
        """The kinds that a rate of the series lasts until and that have happened by a day."""
        if not isinstance(rule.form, Every) or not rule.form.events:
            return frozenset()
        found = {kind: self._index.matching((kind,), rule.match)(event).first(event.on) for kind in rule.form.events}
        return frozenset(kind for kind, first in found.items() if first is not None and first.on <= day)

    def _in_force(self, day: date) -> Rule | None:
        found = [rule for rule in self._versions if rule.in_force(day) and isinstance(rule.form, Every)]
        return max(found, key=lambda rule: rule.in_force_from or date.min, default=None)

    def _months(
        self, rule: Rule, each: EachMonth, event: Event, line: Line, ended: Event | None
    ) -> Iterator[Obligation]:
        month = each.begins(event.on)
        period = 0
        while month <= self._as_of and (ended is None or ended.on >= month):
            due, met = each.due(month), line.first(month)
            remark = f"for {month_in_words(month)}"
            yield self._made(_Told(rule, event, month, due, met, ended, period, due, None, (remark,)))
            month, period = each.begins(month), period + 1

    # At most

    def _limited(self, rule: Rule, events: list[Event]) -> Iterator[Obligation]:
        ends = self._index.matching(rule.met_by, rule.match)
        limit = rule.form
        if not isinstance(limit, AtMost):
            return
        by_subject: dict[str, list[tuple[Event, Event | None]]] = {}
        for event in events:
            by_subject.setdefault(event.subject, []).append((event, ends(event).first(event.on)))
        for spans in by_subject.values():
            days = [(start.on, None if end is None else end.on) for start, end in spans]
            for (start, end), found in zip(spans, rolling(limit, days, self._as_of), strict=True):
                told = _Told(rule, start, start.on, found.due, end, None, 0, found.due, None, found.remarks)
                yield self._made(told) if found.too_soon is None else self._counted(told, found.too_soon)

    def _counted(self, told: _Told, too_soon: int) -> Obligation:
        """Under a limit on times, which nothing meets but keeping to it."""
        status = Status.MET_LATE if too_soon else Status.MET
        return self._obligation(told, status, too_soon, None, itself=True)

    # What it comes to

    def _made(self, told: _Told) -> Obligation:
        rule, due, as_of = told.rule, told.due, self._as_of
        met, ended = told.met, told.ended
        if ended is not None and (met is None or ended.on < met.on):
            past = 0 if due is None else (ended.on - due).days
            said = f"no longer required from {day_in_words(ended.on)}"
            return self._obligation(told, Status.ENDED, 0, f"{said}, {past} days past the day" if past > 0 else said)
        if told.unknown:
            return self._obligation(told, Status.NOT_KNOWN, None, None)
        if met is None and self._asked.holds is not None and not self._asked.holds.intersection(rule.met_by):
            return self._obligation(
                told, Status.NOT_KNOWN, None, "the source of these events does not hold what would meet it"
            )
        if due is None:
            return self._obligation(told, Status.PENDING if met is None else Status.MET, None, None)
        if met is not None and told.timescale is not None and told.timescale.unit is Unit.HOURS:
            hours = told.timescale.amount
            if hours // 24 <= (met.on - told.on).days <= -(-hours // 24):
                said = f"{hours} hours cannot be told from dates, and this is the day on which they ran out"
                return self._obligation(told, Status.NOT_KNOWN, None, said)
        status, late = judge(due, None if met is None else met.on, as_of, warn=rule.warn)
        short = _short(rule, met) if met is not None and rule.wants else None
        if late and rule.explained_by:
            told = told._replace(remarks=(*told.remarks, *self._explained(told)))
        return self._obligation(told, status, late, short)

    def _explained(self, told: _Told) -> list[str]:
        """What is on the record between the trigger and the day that it was met or is asked about."""
        last = self._as_of if told.met is None else told.met.on
        found = self._index.matching(told.rule.explained_by, told.rule.match)(told.trigger).between(
            told.on - _DAY, last
        )
        return [
            f"{event.kind} recorded on {day_in_words(event.on)}, which may explain it and does not stop the clock"
            for event in found
        ]

    def _lacks_fact(self, rule: Rule, event: Event) -> Obligation:
        lacking = [name for name, _ in rule.applies if event.fact(name) is None]
        said = f"it depends on {' and '.join(lacking)}, not evidenced on the record"
        return self._obligation(_Told(rule, event, event.on, None, None, None), Status.NOT_KNOWN, None, said)

    def _obligation(
        self, told: _Told, status: Status, late: int | None, said: str | None, *, itself: bool = False
    ) -> Obligation:
        """An obligation, with one clause more to its reason; with `itself`, the trigger is what keeps to the rule."""
        rule, trigger = told.rule, told.trigger
        remarks = told.remarks if said is None else (*told.remarks, said)
        met = trigger if itself else None if status is Status.ENDED else told.met
        basis = Basis(rule, self._ruleset, self._mark, self._calendar(rule), told.timescale, remarks)
        # By position, every field in order: obligations are made by the thousand.
        made: Obligation = Obligation.made(  # type: ignore[attr-defined]
            rule.id,
            trigger.subject,
            trigger.ref,
            told.on,
            told.due,
            None if met is None else met.on,
            status,
            late,
            told.first_due,
            told.period,
            rule.authority,
            self._ruleset,
            basis,
        )
        return made

    def _calendar(self, rule: Rule) -> WorkingCalendar | None:
        """The calendar a rule counts by; none is loaded for a rule that counts no working days and was given none."""
        known = self._calendars.get(rule.calendar)
        if known is None:
            named = rule.working_calendar
            known = self._calendars[rule.calendar] = self._asked.calendars.get(named.name, named)
        return known


def _short(rule: Rule, met: Event) -> str | None:
    """What the event that met a rule falls short of, or does not say; it met it all the same."""
    for name, least in rule.wants:
        given = met.fact(name)
        if given is None or not (given.isascii() and given.isdigit()):
            return f"{name}: not evidenced on the record, {least} or more asked"
        if int(given) < least:
            return f"{name}: fewer than the {least} asked, and it counts"
    return None
