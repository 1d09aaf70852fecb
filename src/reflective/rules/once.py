"""Duties to do something once, within a time of a trigger: the days of each, before and after an extension."""

from collections.abc import Iterator
from datetime import date, timedelta

from reflective.errors import OutsideCalendar
from reflective.rules.answers import NO_DAYS, Days, on_day
from reflective.rules.event import Event, fold
from reflective.rules.obligation import Grounds, Obligation
from reflective.rules.requirements import Within
from reflective.rules.rule import CountsFrom, LateExtension, Match, Rule
from reflective.rules.run import Run
from reflective.rules.selection import FOR_IT, day_in, rates, select
from reflective.rules.status import Unknown
from reflective.rules.story import Matches, between, first, last_before
from reflective.timescales import Timescale, WorkingCalendar, day_in_words

__all__ = ["once"]

#: The reasons for which nothing more is asked: it is not known whether the rule is for the trigger.
_DECIDES = frozenset({Unknown.LACKS_FACT, Unknown.UNKNOWN_VALUE})
_SUNDAY = 6
_DAY = timedelta(days=1)


def once(run: Run, rule: Rule, events: list[Event]) -> Iterator[Obligation]:
    """The obligation of each trigger."""
    answers, judge = run.answers, run.answers.judge
    requirement = rule.requirement if isinstance(rule.requirement, Within) else None
    plain = requirement is None or not _has_more(rule, requirement)
    basis = answers.basis(rule, None if requirement is None else requirement.timescale)
    count = None if requirement is None else requirement.timescale.due
    calendar = basis.calendar
    matching, ends = run.story.meeting(rule), run.may_end(rule)
    early = rule.out_of_order or rule.may_precede is not False
    # An event that is a trigger too, such as a review after a review, is met by the next and never by itself.
    again = frozenset(rule.trigger).intersection(rule.met_by)
    selects = bool(rule.applies or rule.not_if or rule.regimes)
    verdict = FOR_IT
    for event in events:
        on = event.on
        if selects:
            verdict = select(rule, event, answers.known)
            if not verdict.applies:
                continue
            if verdict.unknown in _DECIDES:
                yield answers.unknown(rule, event, on, verdict)
                continue
        line = matching(event)
        if early:
            met = _met_early(run, rule, event, line)
        else:
            met = first(line, on, after=event.kind in again) if line else None
        ended = run.end(rule, event) if ends else None
        grounds, days = basis, NO_DAYS
        try:
            if not plain and requirement is not None:
                days, grounds = _Count(run, rule, requirement, event, basis).days()
            elif count is not None:
                days = on_day(count(on, calendar))
        except OutsideCalendar as outside:
            yield answers.outside(rule, event, on, met, outside, ended=ended)
            continue
        yield judge(grounds, event, on, days, met, ended=ended, verdict=verdict)


def _has_more(rule: Rule, requirement: Within) -> bool:
    """Whether more than the timescale decides the day."""
    return bool(
        requirement.branch is not None
        or rule.extended_by
        or rule.expires
        or rule.counts_from
        or rule.rolls
        or rule.not_after
    )


def _met_early(run: Run, rule: Rule, event: Event, line: Matches) -> Event | None:
    """The event that meets a trigger: one from before it where the rule allows that, else the first from its day on."""
    if rule.out_of_order:
        earlier = last_before(line, event.on + _DAY)
        return earlier if earlier is not None else first(line, event.on)
    key = (event.kind, fold(event.ref) if rule.match is Match.REF else "")
    since = _previous(run, key, event.on)
    earlier = last_before(line, event.on, _counts_since(run, rule, event, since))
    return earlier if earlier is not None else first(line, event.on, after=event.kind in rule.met_by)


def _previous(run: Run, key: tuple[str, str], on: date) -> date | None:
    """The last day before an event's on which there was another trigger of the same kind and ref."""
    since, day = run.previous.get(key, (None, None))
    since = since if day == on else day
    run.previous[key] = (since, on)
    return since


def _counts_since(run: Run, rule: Rule, event: Event, since: date | None) -> date | None:
    """The day after which an event before a trigger counts; None for any day."""
    bound = rule.may_precede
    if isinstance(bound, Timescale):
        last = bound.back(event.on)
        while bound.due(last) >= event.on:
            last -= _DAY
    elif isinstance(bound, str):
        ended = last_before(run.story.line((bound,)), event.on + _DAY)
        last = date.min if ended is None else ended.on - _DAY
    else:
        return since
    return last if since is None else max(last, since)


class _Count:
    """The days of one trigger of a rule with branches, extensions, an expiry, another start or a court's choice."""

    def __init__(self, run: Run, rule: Rule, requirement: Within, event: Event, basis: Grounds) -> None:
        self._run, self._rule, self._requirement, self._event = run, rule, requirement, event
        self._basis = basis
        self._calendar: WorkingCalendar | None = basis.calendar
        self._remarks: list[str] = []

    def days(self) -> tuple[Days, Grounds]:
        """The days, and the grounds with what has to be said of them."""
        due, latest = self._from_trigger()
        first_due = due
        due, latest = self._own_limit(self._event, due, latest)
        due, latest = self._by_event(due, latest)
        due, latest = self._extended(due, latest)
        if self._rule.rolls is not None and latest == first_due and self._event.fact(self._rule.expires or "") is None:
            latest = self._rolled(latest)
        days = Days(due, None if latest == due else latest, first_due)
        return days, self._basis.saying(*self._remarks)

    def _from_trigger(self) -> tuple[date, date]:
        """The earliest and the latest day, by the branch and by the event it may count from."""
        requirement, event = self._requirement, self._event
        scales: tuple[Timescale | None, ...] = (requirement.timescale,)
        if requirement.branch is not None:
            scales, remark = rates(requirement.branch, event)
            self._remarks += [remark] if remark else []
        counted = [(one.due(event.on, self._calendar), one) for one in scales if one is not None]
        due, scale = min(counted, key=lambda one: one[0])
        latest = max(day for day, _ in counted)
        self._basis = self._basis._replace(timescale=scale)
        if self._rule.counts_from is None:
            return due, latest
        earlier = self._counted_from(self._rule.counts_from, scale)
        if earlier is None:
            return due, latest
        sooner_day, sure = earlier
        return sooner_day, sooner_day if sure else latest

    def _counted_from(self, other: CountsFrom, scale: Timescale) -> tuple[date, bool] | None:
        """The day counted from another event, and whether that is surely the one; None where it is not."""
        event = self._event
        stated = event.fact(other.fact)
        if stated is not None and stated.strip().casefold() != other.value.casefold():
            return None
        before = last_before(self._run.story.line((other.kind,)), event.on + _DAY)
        if before is None or other.at_most.due(before.on) < event.on:
            return None
        from_it = Timescale(scale.amount, scale.unit.value, count_trigger=True)
        day = from_it.due(before.on, self._calendar)
        self._remarks.append(f"counted from {day_in_words(before.on)}, that day included, by {other.clause}")
        if not other.read:
            self._remarks.append(f"{other.clause} was not read, so both days are given")
        return day, other.read and stated is not None

    def _own_limit(self, event: Event, due: date, latest: date) -> tuple[date, date]:
        """The day on which an order itself says that it ends, under the ceiling of the rule."""
        rule = self._rule
        if rule.expires is None or event.fact(rule.expires) is None:
            return due, latest
        stated = day_in(event, rule.expires)
        if stated is None:
            self._remarks.append(f"{rule.expires} states no day written YYYY-MM-DD, so the ceiling stands")
            return due, latest
        self._remarks.append(f"the order itself ends on {day_in_words(stated)}")
        return min(due, stated), min(latest, stated)

    def _by_event(self, due: date, latest: date) -> tuple[date, date]:
        """The days, neither later than that of the first event by which it is due."""
        kinds = self._rule.not_after
        found = first(self._run.story.line(kinds), self._event.on, after=True) if kinds else None
        if found is None or found.on >= latest:
            return due, latest
        self._remarks.append(f"due by the first {found.kind}, on {day_in_words(found.on)}")
        return min(due, found.on), found.on

    def _extended(self, due: date, latest: date) -> tuple[date, date]:
        """The days after the extensions on the record; where the source cannot hold any, after one full extension."""
        rule, requirement = self._rule, self._requirement
        if requirement.extension is None:
            return due, latest
        left = requirement.extensions
        line = self._run.story.matching(rule.extended_by, rule.match, self._event)
        for extended in between(line, self._event.on, self._run.story.as_of):
            late = extended.on > latest
            if left == 0 or (late and rule.late_extension is LateExtension.NONE):
                break
            longer = requirement.extension.due(max(latest, extended.on) if late else latest, self._calendar)
            if not (late and rule.late_extension is LateExtension.BOTH):
                due = longer if late else requirement.extension.due(due, self._calendar)
            due, latest = self._own_limit(extended, due, longer)
            left = None if left is None else left - 1
            self._remarks.append(f"extended on {day_in_words(extended.on)}, to {day_in_words(latest)}")
        holds = self._run.answers.query.holds
        if left and holds is not None and not holds.issuperset(rule.extended_by):
            for _ in range(left):
                latest = requirement.extension.due(latest, self._calendar)
            self._remarks.append("the source cannot hold an extension, so the latest day has one in full")
        return due, latest

    def _rolled(self, latest: date) -> date:
        """The latest day, put off from a Sunday or a holiday, where a court may choose to."""
        calendar = self._calendar
        if calendar is None:
            return latest
        day = latest
        while day.weekday() == _SUNDAY or calendar.is_holiday(day):
            day += _DAY
        if day != latest:
            self._remarks.append(f"{day_in_words(latest)} is no working day of a court, by {self._rule.rolls}")
        return day
