"""From events to obligations. All that differs from rule to rule is on the rule."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from reflective.errors import OutsideCalendar
from reflective.rules.event import Event
from reflective.rules.forms import AtMost, EachMonth, Every, Within
from reflective.rules.index import Index, Line, Owned, between, first, last_before
from reflective.rules.obligation import Basis, Obligation, judged
from reflective.rules.rolling import Allowed, rolling
from reflective.rules.rule import Match, Rule
from reflective.rules.status import Status, judge
from reflective.timescales import Timescale, Unit, WorkingCalendar, day_in_words, month_in_words

__all__ = ["Asked", "evaluate"]

_NOTHING: Final[frozenset[str]] = frozenset()
#: By name, because finding a member on its class costs as much as the comparison it is for.
_HOURS: Final = Unit.HOURS
#: A status with the days late, of what is not judged by its days.
_ENDED: Final = (Status.ENDED, 0)
_MET: Final = (Status.MET, None)
_PENDING: Final = (Status.PENDING, None)
_NOT_KNOWN: Final = (Status.NOT_KNOWN, None)


class Asked(NamedTuple):
    """One question to a ruleset: what every rule is judged with."""

    events: Index
    #: Calendars to count by, by the name that a calendar has, before those that ship.
    calendars: Mapping[str, WorkingCalendar]
    #: The kinds of event that the source of the events can hold; None where it can hold any.
    holds: frozenset[str] | None


def evaluate(versions: Sequence[Rule], ruleset: str, mark: str | None, asked: Asked) -> Iterator[Obligation]:
    """The obligations under all versions of one rule of one ruleset, `mark` being the ruleset's own version.

    A trigger is judged by the version in force on its day, and of a series each period by the day it begins.
    """
    if not any(asked.events.has(rule.trigger) for rule in versions):
        return iter(())
    return _Line(versions, ruleset, mark, asked).obligations()


class _Line:
    """One rule through its versions, asked of an index of events."""

    def __init__(self, versions: Sequence[Rule], ruleset: str, mark: str | None, asked: Asked) -> None:
        # The one that came into force last before the others, as the one that holds where versions overlap.
        self._versions = sorted(versions, key=_begins)[::-1]
        self._ruleset = ruleset
        self._mark = mark
        self._index = asked.events
        self._as_of = asked.events.as_of
        self._asked = asked
        self._calendars: dict[str, WorkingCalendar] = {}
        #: Every event that sets it going, whichever version is in force, in order; and those that lack a fact it asks.
        self._triggers: list[Event] = []
        self._lacking: list[Event] = []
        #: What ends each, by the kinds that do, and the trigger after each: kept, because each version asks again.
        self._owned: dict[tuple[str, ...], Owned] = {}
        self._nexts: dict[Match, dict[int, Event]] = {}
        #: Of what may be met by what came before: the last day it was set going, and the last before that.
        self._before: dict[tuple[str, str, str], tuple[date | None, date]] = {}

    def obligations(self) -> Iterator[Obligation]:
        asked: list[tuple[Rule, list[Event]]] = []
        taken: set[int] = set()
        for rule in self._versions:
            begins, ends = _begins(rule), rule.in_force_to or date.max
            events = [one for one in self._index.of(rule.trigger) if begins <= one.on <= ends and id(one) not in taken]
            if len(self._versions) > 1:
                taken.update(map(id, events))
            if rule.applies:
                told = [(one, rule.applies_to(one)) for one in events]
                lacking = [one for one, applies in told if applies is None]
                self._lacking += lacking
                yield from (self._lacks_fact(rule, one, one.on) for one in lacking)
                events = [one for one, applies in told if applies]
            if events:
                asked.append((rule, events))
        # The oldest version first, since what one has used up is not there for the next.
        asked.reverse()
        self._triggers = [one for _, events in asked for one in events]
        if len(asked) > 1:
            self._triggers.sort(key=lambda one: (one.on, one.ref))
        for rule, events in asked:
            yield from self._of_version(rule, events)

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
        lines = self._index.lines(rule.met_by, rule.match, events)
        ends = self._ends(rule, events)
        longer = self._index.lines(rule.extended_by, rule.match, events)
        timescale = rule.form.timescale if isinstance(rule.form, Within) else None
        basis = self._basis(rule, timescale)
        calendar = basis.calendar
        # What is itself a trigger, a review after a review, is met by the next and never by itself.
        again = set(rule.trigger).intersection(rule.met_by)
        for event, line, ended, extensions in zip(events, lines, ends, longer, strict=True):
            on = event.on
            met = last_before(line, on, self._since(rule, event)) if rule.may_precede else None
            if met is None and line:
                met = first(line, on, after=event.kind in again)
            told = basis
            try:
                last = due = None if timescale is None else timescale.due(on, calendar)
                if extensions:
                    last, remarks = self._extended(rule, event, due, extensions)
                    told = _with(basis, *remarks)
            except OutsideCalendar as outside:
                yield self._outside(rule, event, on, met, outside, ended=ended)
                continue
            yield self._made(told, event, on, last, met, ended=ended, first_due=due)

    def _since(self, rule: Rule, event: Event) -> date | None:
        """The last day before an event's on which the same thing set the rule going."""
        key = (event.subject, event.kind, event.ref if rule.match is Match.REF else "")
        since, day = self._before.get(key, (None, None))
        since = since if day == event.on else day
        self._before[key] = (since, event.on)
        return since

    def _ends(self, rule: Rule, events: Sequence[Event]) -> list[Event | None]:
        """For each trigger what makes the rule no longer required: its own end, or one that is no other trigger's.

        Its own may be on the same day; what ends everything ends what was set going before it.
        """
        if not self._index.has(rule.ends_with):
            return [None] * len(events)
        if rule.match is Match.REF:
            return [
                first(line, one.on)
                for line, one in zip(self._index.lines(rule.ends_with, Match.REF, events), events, strict=True)
            ]
        owned = self._owned.get(rule.ends_with)
        if owned is None:
            owned = self._owned[rule.ends_with] = self._index.owned(rule.ends_with, self._triggers)
        own, others = owned
        found: list[Event | None] = []
        for one in events:
            mine = first(own.get((one.subject, one.ref), ()), one.on)
            theirs = first(others.get(one.subject, ()), one.on, after=True)
            found.append(theirs if mine is None or (theirs is not None and theirs.on < mine.on) else mine)
        return found

    def _extended(self, rule: Rule, event: Event, due: date | None, line: Line) -> tuple[date | None, tuple[str, ...]]:
        """The last day in time after the extensions that were made in time, with each in words."""
        form, remarks = rule.form, list[str]()
        if not isinstance(form, Within) or form.extension is None or due is None:
            return due, ()
        left = form.extensions
        for extended in between(line, event.on, self._as_of):
            if left == 0 or extended.on > due:
                break
            due = form.extension.due(due, self._calendar(rule))
            left = None if left is None else left - 1
            remarks.append(f"extended on {day_in_words(extended.on)}, to {day_in_words(due)}")
        return due, tuple(remarks)

    # Again and again

    def _series(self, rule: Rule, events: list[Event]) -> Iterator[Obligation]:
        """Each series, until what ends it, or until the next one of the same rule begins, in whichever version."""
        lines = self._index.lines(rule.met_by, rule.match, events)
        again = self._again(rule)
        for event, line, ended in zip(events, lines, self._ends(rule, events), strict=True):
            stops = _sooner(ended, again.get(id(event)))
            if isinstance(rule.form, EachMonth):
                yield from self._months(rule, event, line, stops)
            elif isinstance(rule.form, Every):
                yield from self._periods(rule, rule.form, event, line, stops)

    def _again(self, rule: Rule) -> dict[int, Event]:
        """For each trigger the next of the same subject, or of the same ref where that is how the rule matches."""
        known = self._nexts.get(rule.match)
        if known is not None:
            return known
        nexts: dict[tuple[str, str], Event] = {}
        found = self._nexts[rule.match] = dict[int, Event]()
        for event in reversed(self._triggers):
            key = (event.subject, event.ref if rule.match is Match.REF else "")
            if key in nexts:
                found[id(event)] = nexts[key]
            nexts[key] = event
        return found

    def _periods(self, rule: Rule, every: Every, event: Event, line: Line, stops: Event | None) -> Iterator[Obligation]:
        on, met = event.on, first(line, event.on)
        period = 0
        basis: Basis | None = None
        while True:
            happened = self._happened(every.events, rule, event, on) if every.events else _NOTHING
            timescale = every.step(period, event.on, on, happened)
            if basis is None or basis.timescale is not timescale or basis.rule is not rule:
                basis = self._basis(rule, timescale)
            try:
                due = None if timescale is None else timescale.due(on, basis.calendar)
            except OutsideCalendar as outside:
                yield self._outside(rule, event, on, met, outside, ended=stops, period=period)
            else:
                yield self._made(basis, event, on, due, met, ended=stops, first_due=due, period=period)
            if met is None or (stops is not None and stops.on <= met.on):
                return
            on, period = met.on, period + 1
            if not rule.in_force(on):
                later = self._in_force(on)
                applies = None if later is None else later.applies_to(event)
                if later is not None and applies is None:
                    yield self._lacks_fact(later, event, on, period=period)
                if later is None or not applies or not isinstance(later.form, Every):
                    return
                rule, every = later, later.form
                (line,), (ended,) = self._index.lines(rule.met_by, rule.match, (event,)), self._ends(rule, (event,))
                stops = _sooner(ended, self._again(rule).get(id(event)))
            met = first(line, on, after=True)

    def _happened(self, kinds: tuple[str, ...], rule: Rule, event: Event, day: date) -> frozenset[str]:
        """Those kinds, which a rate of the series lasts until, that have happened by a day."""
        lines = ((kind, self._index.lines((kind,), rule.match, (event,))[0]) for kind in kinds)
        found = ((kind, first(line, event.on)) for kind, line in lines)
        return frozenset(kind for kind, one in found if one is not None and one.on <= day)

    def _in_force(self, day: date) -> Rule | None:
        """The version of a series that holds for a period that begins on a day."""
        return next((rule for rule in self._versions if rule.in_force(day)), None)

    def _months(self, rule: Rule, event: Event, line: Line, stops: Event | None) -> Iterator[Obligation]:
        begins = EachMonth.begins(event.on)
        period = 0
        while begins <= self._as_of and (stops is None or stops.on >= begins):
            version = rule if rule.in_force(begins) else self._in_force(begins)
            if version is not None and version.applies_to(event):
                due, met = EachMonth().due(begins), first(line, begins)
                basis = self._basis(version, None, f"for {month_in_words(begins)}")
                yield self._made(basis, event, begins, due, met, ended=stops, first_due=due, period=period)
            begins, period = EachMonth.begins(begins), period + 1

    # At most

    def _limited(self, rule: Rule, events: list[Event]) -> Iterator[Obligation]:
        """What a limit allows of each, after all that came before it, under whichever version that was."""
        limit = rule.form
        if not isinstance(limit, AtMost):
            return
        mine = set(map(id, events))
        triggers = self._triggers if len(mine) < len(self._triggers) else events
        by_subject: dict[str, list[tuple[Event, Event | None]]] = {}
        for event, line in zip(triggers, self._index.lines(rule.met_by, rule.match, triggers), strict=True):
            by_subject.setdefault(event.subject, []).append((event, first(line, event.on)))
        for subject, spans in by_subject.items():
            days = [(start.on, None if end is None else end.on) for start, end in spans]
            unsure = [one.on for one in self._lacking if one.subject == subject]
            for (start, end), found in zip(spans, rolling(limit, days, self._as_of), strict=True):
                if id(start) in mine:
                    since = limit.window.back(start.on) if unsure else None
                    told = since is None or not any(since <= one <= start.on for one in unsure)
                    yield self._allowed(self._basis(rule, None, *found.remarks), start, end, found, told=told)

    def _allowed(self, basis: Basis, start: Event, end: Event | None, found: Allowed, *, told: bool) -> Obligation:
        """One stay or one time; not known where another before it may count too, and it is not over as it is."""
        if found.too_soon is None:
            made = self._made(basis, start, start.on, found.due, end, first_due=found.due)
        else:
            # A limit on times: nothing meets it but keeping to it, and the trigger is what does.
            standing = Status.MET_LATE if found.too_soon else Status.MET, found.too_soon
            made = self._made(basis, start, start.on, None, start, standing=standing)
        if told or made.exceeded:
            return made
        unsure = _with(basis, "one before it lacks a fact that says whether it counts")
        return self._made(unsure, start, start.on, None, end, standing=_NOT_KNOWN)

    # What it comes to

    def _made(
        self,
        basis: Basis,
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
                standing, met, basis = _ENDED, None, Basis(*basis[:-1], ended.on)
            elif met is None:
                standing, basis = self._unmet(basis, due)
            elif due is None:
                standing = _MET
            elif timescale is not None and timescale.unit is _HOURS and _same(timescale, on, met.on):
                said = f"{timescale.amount} hours cannot be told from dates, and this is the day on which they ran out"
                standing, basis = _NOT_KNOWN, _with(basis, said)
            else:
                standing = judge(due, met.on, self._as_of)
            if standing[1] and due is not None and rule.extended_by:
                day = self._as_of if met is None else met.on
                if self._might_be_longer(rule, due, day):
                    standing = _NOT_KNOWN
                    basis = _with(basis, "the source of these events does not hold what would have extended it")
            if rule.explained_by or rule.wants:
                basis = _with(basis, *self._said(rule, trigger, on, met, standing))
        return judged(basis, trigger, on, due, met, standing, first_due, period)

    def _unmet(self, basis: Basis, due: date | None) -> tuple[tuple[Status, int | None], Basis]:
        """Where that stands which nothing has met."""
        rule, holds = basis.rule, self._asked.holds
        if holds is not None and holds.isdisjoint(rule.met_by):
            return _NOT_KNOWN, _with(basis, "the source of these events does not hold what would meet it")
        if rule.may_lack:
            return _NOT_KNOWN, _with(basis, "what would meet it is not on the record, and may have no day there")
        if due is None:
            return _PENDING, basis
        standing = judge(due, None, self._as_of, warn=rule.warn)
        if standing[1] and holds is not None and not holds.issuperset((*rule.met_by, *rule.ends_with)):
            said = "the source of these events does not hold all that would meet it or end it"
            return _NOT_KNOWN, _with(basis, said)
        return standing, basis

    def _might_be_longer(self, rule: Rule, due: date, day: date) -> bool:
        """Whether extensions that the source of the events cannot hold could make a day one that is in time."""
        form, holds = rule.form, self._asked.holds
        if (
            holds is None
            or not isinstance(form, Within)
            or form.extension is None
            or holds.issuperset(rule.extended_by)
        ):
            return False
        if form.extensions is None:
            return True
        for _ in range(form.extensions):
            due = form.extension.due(due, self._calendar(rule))
        return day <= due

    def _said(
        self, rule: Rule, trigger: Event, on: date, met: Event | None, standing: tuple[Status, int | None]
    ) -> Iterator[str]:
        """What may explain that it was late, and what that which met it falls short of."""
        late = standing[1]
        if late and rule.explained_by:
            (line,) = self._index.lines(rule.explained_by, rule.match, (trigger,))
            for event in between(line, on, self._as_of if met is None else met.on):
                day = day_in_words(event.on)
                yield f"{event.kind} recorded on {day}, which may explain it and does not stop the clock"
        if met is not None and late is not None:
            yield from _short(rule, met)

    def _outside(
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
        standing = None if over else _NOT_KNOWN
        basis = self._basis(rule, None, str(outside))
        return self._made(basis, trigger, on, None, met, ended=ended, period=period, standing=standing)

    def _lacks_fact(self, rule: Rule, event: Event, on: date, *, period: int = 0) -> Obligation:
        lacking = [name for name, _ in rule.applies if event.fact(name) is None]
        said = f"it depends on {' and '.join(lacking)}, not evidenced on the record"
        return self._made(self._basis(rule, None, said), event, on, None, None, period=period, standing=_NOT_KNOWN)

    def _basis(self, rule: Rule, timescale: Timescale | None, *remarks: str) -> Basis:
        return Basis(rule, self._ruleset, self._mark, self._calendar(rule), timescale, remarks)

    def _calendar(self, rule: Rule) -> WorkingCalendar | None:
        """The calendar a rule counts by; none is loaded for a rule that counts no working days and was given none."""
        known = self._calendars.get(rule.calendar)
        if known is None:
            named = rule.working_calendar
            known = self._calendars[rule.calendar] = self._asked.calendars.get(named.name, named)
        return known


def _begins(rule: Rule) -> date:
    return rule.in_force_from or date.min


def _same(hours: Timescale, on: date, met: date) -> bool:
    """Whether a day is the one on which hours from another day run out."""
    return hours.amount // 24 <= (met - on).days + hours.count_trigger <= -(-hours.amount // 24)


def _sooner(one: Event | None, other: Event | None) -> Event | None:
    """Of two that may not be there, the one on the earlier day."""
    return other if one is None or (other is not None and other.on < one.on) else one


def _with(basis: Basis, *remarks: str) -> Basis:
    """A basis with more to say."""
    return basis._replace(remarks=(*basis.remarks, *remarks)) if remarks else basis


def _short(rule: Rule, met: Event) -> tuple[str, ...]:
    """What the event that met a rule first falls short of, or does not say; it met it all the same."""
    for name, least in rule.wants:
        given = met.fact(name)
        if given is None or not (given.isascii() and given.isdigit()):
            return (f"{name}: not evidenced on the record, {least} or more asked",)
        if int(given) < least:
            return (f"{name}: fewer than the {least} asked, and it counts",)
    return ()
