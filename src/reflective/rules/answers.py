"""Judging one trigger or period of a rule: its status, its days and the remarks on it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

from reflective.errors import OutsideCalendar
from reflective.rules.event import Event
from reflective.rules.obligation import Grounds, Obligation
from reflective.rules.requirements import Within
from reflective.rules.rule import Rule
from reflective.rules.selection import FOR_IT, KnownValues, Selection
from reflective.rules.status import Status, Unknown, standing_on
from reflective.rules.story import Story, between
from reflective.timescales import Timescale, Unit, WorkingCalendar, day_in_words

__all__ = ["LOST", "NO_DAYS", "Answers", "Days", "JudgedStatus", "Query", "on_day"]

#: Bound to a name because looking it up on the class takes a part of judging: see the pandas rows of `bench_rules`.
_HOURS: Final = Unit.HOURS
_MET_LATE: Final = Status.MET_LATE
#: The fact of an event that states its time of day, as HH:MM.
_TIME: Final = "at"


class Days(NamedTuple):
    """The days that were counted for a duty."""

    #: The earliest day on which it could be due, None if there is no number; the latest, None if it is the same.
    due: date | None = None
    latest: date | None = None
    #: The due day before any extension.
    first_due: date | None = None
    #: Whether no day is surely past it, because one of the branches has no number.
    unlimited: bool = False


NO_DAYS: Final = Days()


@lru_cache(maxsize=10_000)
def on_day(due: date) -> Days:
    """The days of a duty that is due on one day. Kept, because the duties of a return fall on the same few days."""
    return Days(due, None, due)


class JudgedStatus(NamedTuple):
    """The status of a duty, with the days late, and the reason if it is not known."""

    status: Status
    days_late: int | None
    unknown: Unknown | None = None
    remark: str = ""


@lru_cache(maxsize=10_000)
def _late(status: Status, days: int) -> JudgedStatus:
    """A duty that is late by so many days, counted from its only due day."""
    return JudgedStatus(status, days)


class Query(NamedTuple):
    """One question to a ruleset: the arguments of `Ruleset.obligations`, without the events."""

    as_of: date
    #: Calendars of the host by name, which replace the shipped ones.
    calendars: Mapping[str, WorkingCalendar]
    #: The kinds of event that the source of the events can hold; None if it can hold any.
    holds: frozenset[str] | None
    #: For each subject, the kinds of event of which a row could not be read.
    lost: Mapping[str, frozenset[str]]
    #: The day from which the source holds events of a kind.
    holds_from: Mapping[str, date]


class _Unfrozen:
    """An obligation while its fields are set, which a frozen class would refuse.

    Its fields were all checked before. If the `__init__` of `Obligation` checks them again, judging takes 40 % longer:
    see the pandas rows of `bench_rules`.
    """


_MET: Final = JudgedStatus(Status.MET, None)
_MET_IN_TIME: Final = JudgedStatus(Status.MET, 0)
_PENDING: Final = JudgedStatus(Status.PENDING, None)
_BETWEEN: Final = JudgedStatus(Status.NOT_KNOWN, None, Unknown.BETWEEN)
_NOT_HELD: Final = JudgedStatus(
    Status.NOT_KNOWN, None, Unknown.SOURCE, "the source of these events does not hold what would meet it"
)
_NOT_ALL_HELD: Final = JudgedStatus(
    Status.NOT_KNOWN, None, Unknown.SOURCE, "the source of these events does not hold all that would meet it or end it"
)
_NO_EXTENSIONS: Final = JudgedStatus(
    Status.NOT_KNOWN, None, Unknown.SOURCE, "the source of these events does not hold what would have extended it"
)
_NO_DATE: Final = JudgedStatus(
    Status.NOT_KNOWN, None, Unknown.UNDATED, "what would meet it is not on the record, and may have no day there"
)
LOST: Final = JudgedStatus(Status.NOT_KNOWN, None, Unknown.LOST, "a row of this subject could not be read")


class Answers:
    """The answers of one ruleset about one subject."""

    def __init__(self, ruleset: str, version: str | None, known: KnownValues, story: Story, query: Query) -> None:
        self.story = story
        self.query = query
        self.known = known
        self._ruleset = ruleset
        self._version = version
        self._as_of = query.as_of
        self._lost = query.lost.get(story.subject, _NOTHING) if query.lost else _NOTHING
        #: Whether the source may lack anything.
        self._unsure_source = bool(self._lost) or query.holds is not None

    def judge(
        self,
        basis: Grounds,
        trigger: Event,
        on: date,
        days: Days,
        met: Event | None,
        *,
        ended: Event | None = None,
        period: int = 0,
        standing: JudgedStatus | None = None,
        verdict: Selection = FOR_IT,
    ) -> Obligation:
        """The obligation of one trigger or period, given its days and the events that met it and ended it.

        `on` is the day on which the period begins: the trigger's own day, except in a series. `standing` is the answer
        where nothing is judged.
        """
        rule, due = basis.rule, days.due
        if standing is None:
            if (
                ended is None
                and met is not None
                and due is not None
                and on <= met.on <= due
                and not rule.odd
                and not self._lost
            ):
                standing = _MET_IN_TIME
            elif ended is not None and (met is None or ended.on < met.on):
                met, basis = None, basis.over(ended.on)
                standing = self._ended(basis, days, trigger, ended)
            elif met is None:
                standing = self._unmet(basis, days, trigger, on)
            else:
                standing = self._met(basis, days, trigger, on, met)
            if verdict is not FOR_IT and verdict.unknown is not None and standing.status is not Status.MET:
                standing = JudgedStatus(Status.NOT_KNOWN, None, verdict.unknown, verdict.remark)
        if standing.remark:
            basis = basis.saying(standing.remark)
        if rule.remarks:
            basis = basis.saying(*self._remarks(rule, trigger, on, met, standing))
        made: Any = _Unfrozen()
        made.rule = rule.id
        made.subject = trigger.subject
        made.ref = trigger.ref
        made.trigger = on
        made.due = due
        made.met = None if met is None else met.on
        made.status, made.days_late, made.unknown, _ = standing
        made.first_due = days.first_due
        made.latest = days.latest
        made.period = period
        made.authority = rule.authority
        made.ruleset = basis.ruleset
        made.basis = basis
        made.of = trigger
        made.__class__ = Obligation
        frozen: Obligation = made
        return frozen

    # The three ways in which a duty can stand

    def _ended(self, basis: Grounds, days: Days, trigger: Event, ended: Event) -> JudgedStatus:
        """A duty that is no longer required. It stays late by as many days as it was late on that day."""
        late = _past(days, ended.on)
        if late is None or late > 0:
            rule, holds = basis.rule, self.query.holds
            unsure = holds is not None and not holds.issuperset(rule.met_by)
            if unsure or self._may_be_lost(rule) or self._precedes(rule, trigger) is not None:
                late = None
        return JudgedStatus(Status.ENDED, late)

    def _met(self, basis: Grounds, days: Days, trigger: Event, on: date, met: Event) -> JudgedStatus:
        """A duty that was met on a day, in time or not."""
        rule, timescale = basis.rule, basis.timescale
        if rule.out_of_order:
            return _in_order(on, met.on, own_day=rule.own_day is None or rule.own_day.counts)
        # An earlier event counts from a bound that may be lost; a stay may have begun in a row that was.
        if self._lost and (met.on < on or rule.is_stay) and self.may_have_lost(rule.bounds_what_precedes):
            return LOST
        if days.due is None:
            return _MET
        if timescale is not None and timescale.unit is _HOURS and _runs_out(timescale, on, met.on):
            return _by_the_hour(timescale, trigger, met, on)
        if met.on <= days.due:
            return _MET_IN_TIME
        late = _past(days, met.on)
        if late is None or late == 0:
            return _BETWEEN
        if self._unsure_source and self._may_be_lost(rule):
            return LOST
        if self._unsure_source and self._extended_unseen(rule):
            return _NO_EXTENSIONS
        return _late(_MET_LATE, late) if days.latest is None else JudgedStatus(_MET_LATE, late, None, _at_least(days))

    def _unmet(self, basis: Grounds, days: Days, trigger: Event, on: date) -> JudgedStatus:
        """A duty that nothing has met."""
        rule, holds, as_of = basis.rule, self.query.holds, self._as_of
        if holds is not None and holds.isdisjoint(rule.met_by):
            return _NOT_HELD
        if self._may_be_lost(rule):
            return LOST
        unsure = self._unsure(rule, days, trigger, on)
        if unsure is not None:
            return unsure
        if days.due is None:
            return _PENDING
        timescale = basis.timescale
        if timescale is not None and timescale.unit is _HOURS and _runs_out(timescale, on, as_of):
            said = f"{timescale.amount} hours may have run out today"
            return JudgedStatus(Status.NOT_KNOWN, None, Unknown.HOURS, said)
        if as_of <= days.due:
            return JudgedStatus(*standing_on(days.due, None, as_of, warn=rule.warn))
        late_by = _past(days, as_of)
        if late_by is None or late_by == 0:
            return _BETWEEN
        return self._late_now(rule, days, late_by)

    def _unsure(self, rule: Rule, days: Days, trigger: Event, on: date) -> JudgedStatus | None:
        """The reason why a duty that nothing has met is not known; None if there is none."""
        before = self._precedes(rule, trigger)
        if before is not None:
            said = f"{before.kind} is dated {day_in_words(before.on)}, before {day_in_words(on)}"
            return JudgedStatus(Status.NOT_KNOWN, None, Unknown.BEFORE, said)
        if rule.date_may_be_missing:
            return _NO_DATE
        if rule.precede_unread is not None and self._earlier(rule, trigger):
            said = f"{rule.precede_unread} may let what came before meet it, and was not read"
            return JudgedStatus(Status.NOT_KNOWN, None, Unknown.CLAUSE, said)
        last = rule.in_force_to
        lapsed = last is not None and self._as_of > last and (days.due is None or days.due > last)
        if rule.after_it is not None and lapsed:
            return JudgedStatus(Status.NOT_KNOWN, None, Unknown.CLAUSE, rule.after_it)
        return None

    def _late_now(self, rule: Rule, days: Days, late: int) -> JudgedStatus:
        """A duty past its latest day, where the source could hold what would say otherwise."""
        holds = self.query.holds
        if holds is not None and not holds.issuperset((*rule.met_by, *rule.ends_with, *rule.not_required_with)):
            return _NOT_ALL_HELD
        if self._extended_unseen(rule):
            return _NO_EXTENSIONS
        if days.latest is None:
            return _late(Status.OVERDUE, late)
        return JudgedStatus(Status.OVERDUE, late, None, _at_least(days))

    # Facts that the source may have left out

    def may_have_lost(self, kinds: Iterable[str]) -> bool:
        """Whether a row of the subject with an event of some kind could not be read."""
        return bool(self._lost) and not self._lost.isdisjoint(kinds)

    def _may_be_lost(self, rule: Rule) -> bool:
        """Whether a row that could have met, ended, lengthened or replaced the duty could not be read."""
        return self.may_have_lost(rule.decides)

    def _extended_unseen(self, rule: Rule) -> bool:
        """Whether it may have been extended any number of times, by what the source cannot hold."""
        holds, requirement = self.query.holds, rule.requirement
        if holds is None or not rule.extended_by or holds.issuperset(rule.extended_by):
            return False
        return isinstance(requirement, Within) and requirement.extensions is None

    def _precedes(self, rule: Rule, trigger: Event) -> Event | None:
        """An event of the trigger's own ref that would meet it but for its day, before the trigger."""
        if not rule.meets_once:
            return None
        found: Event | None = None
        for days, events in self.story.meeting(rule)(trigger):
            if days and days[0] < trigger.on:
                found = events[0]
        return found

    def _earlier(self, rule: Rule, trigger: Event) -> bool:
        """Whether anything that could meet it came before its trigger."""
        line = self.story.meeting(rule)(trigger)
        return any(days and days[0] < trigger.on for days, _ in line)

    # Remarks

    def _remarks(
        self, rule: Rule, trigger: Event, on: date, met: Event | None, standing: JudgedStatus
    ) -> Iterator[str]:
        """Remarks: events that may explain lateness, and amounts of the meeting event that fall short."""
        late = standing.days_late
        if late and rule.explained_by:
            line = self.story.matching(rule.explained_by, rule.match, trigger)
            for event in between(line, on, self._as_of if met is None else met.on):
                day = day_in_words(event.on)
                yield f"{event.kind} recorded on {day}, which may explain it and does not stop the clock"
        if met is not None and late is not None:
            yield from _shortfall(rule, met)
        if rule.narrows:
            line = self.story.matching(rule.met_by, rule.match, trigger)
            for event in between(line, on, self._as_of if met is None else met.on):
                if (why := rule.not_met_by(event)) is not None:
                    yield f"{event.kind} of {day_in_words(event.on)} does not meet it; {why}"

    # Answers that are not judged

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
        basis = self.basis(rule, None, f"{outside} and give it in calendars=[...]")
        standing = JudgedStatus(Status.ENDED if over else Status.NOT_KNOWN, None, None if over else Unknown.CALENDAR)
        if over and ended is not None:
            met, basis = None, basis.over(ended.on)
        return self.judge(basis, trigger, on, NO_DAYS, met, period=period, standing=standing)

    def unknown(
        self, rule: Rule, event: Event, on: date, verdict: Selection, days: Days = NO_DAYS, *, period: int = 0
    ) -> Obligation:
        """An obligation of an event of which it is not known whether the rule is for it."""
        standing = JudgedStatus(Status.NOT_KNOWN, None, verdict.unknown, verdict.remark)
        return self.judge(self.basis(rule, None), event, on, days, None, period=period, standing=standing)

    # Grounds

    def basis(self, rule: Rule, timescale: Timescale | None, *remarks: str) -> Grounds:
        """The grounds of answers that are counted by one timescale, or by none."""
        return Grounds(rule, self._ruleset, self._version, self.calendar(rule), timescale, remarks)

    def calendar(self, rule: Rule) -> WorkingCalendar:
        """The calendar that a rule counts by: the host's calendar of that name, else the shipped one."""
        named = rule.working_calendar
        return self.query.calendars.get(named.name, named) if self.query.calendars else named


_NOTHING: Final[frozenset[str]] = frozenset()


def _past(days: Days, day: date) -> int | None:
    """The number of days by which a day is past the latest due day: 0 if it is not, None if that is not known."""
    if days.due is None or day <= days.due:
        return 0
    if days.unlimited or (days.latest is not None and day <= days.latest):
        return None
    return (day - (days.latest or days.due)).days


def _at_least(days: Days) -> str:
    if days.latest is None or days.latest == days.due:
        return ""
    return f"late by at least so many days, counted from {day_in_words(days.latest)}"


def _in_order(on: date, other: date, *, own_day: bool) -> JudgedStatus:
    """The answer of a test of the order of two dates: the other has to be before the day, or on it if that counts."""
    if other < on or (other == on and own_day):
        return _MET_IN_TIME
    said = f"{day_in_words(on)} is {'not after' if other == on else 'before'} {day_in_words(other)}"
    return JudgedStatus(Status.OUT_OF_ORDER, 0, None, said)


def _runs_out(hours: Timescale, on: date, day: date) -> bool:
    """Whether hours that start on one day run out on another."""
    return hours.amount // 24 <= (day - on).days + hours.count_trigger <= -(-hours.amount // 24)


def _by_the_hour(hours: Timescale, trigger: Event, met: Event, on: date) -> JudgedStatus:
    """The answer on the day on which hours run out: known only where both events state their time of day."""
    start, end = _minutes(trigger), _minutes(met)
    if start is None or end is None:
        said = f"{hours.amount} hours cannot be told from dates, and this is the day on which they ran out"
        return JudgedStatus(Status.NOT_KNOWN, None, Unknown.HOURS, said)
    taken = (met.on - on).days * _DAY_MINUTES + end - start
    if taken <= hours.amount * _HOUR_MINUTES:
        return _MET_IN_TIME
    return JudgedStatus(Status.MET_LATE, 1, None, "late by less than a day")


_HOUR_MINUTES: Final = 60
_DAY_MINUTES: Final = 24 * 60


def _minutes(event: Event) -> int | None:
    """The minutes since midnight that an event states as HH:MM; None where it states no such time."""
    given = (event.fact(_TIME) or "").strip()
    hours, colon, minutes = given.partition(":")
    if not (colon and len(hours) == len(minutes) == len("HH") and (hours + minutes).isdecimal() and given.isascii()):
        return None
    found = int(hours) * _HOUR_MINUTES + int(minutes)
    return found if int(minutes) < _HOUR_MINUTES and found < _DAY_MINUTES else None


def _shortfall(rule: Rule, met: Event) -> tuple[str, ...]:
    """The first amount that the meeting event falls short of or does not state. The rule is met all the same."""
    for name, least in rule.at_least:
        given = met.fact(name)
        if given is None or not (given.isascii() and given.isdigit()):
            return (f"{name}: not evidenced on the record, {least} or more asked",)
        if int(given) < least:
            return (f"{name}: fewer than the {least} asked, and it counts",)
    return ()
