"""From events to obligations: which events belong to each trigger of a rule. Rules differ in data alone."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from reflective.errors import OutsideCalendar
from reflective.rules.answers import NOT_KNOWN, Answers, Query
from reflective.rules.event import Event
from reflective.rules.index import Matches, OwnAndShared, between, first, last_before
from reflective.rules.obligation import Grounds, Obligation
from reflective.rules.requirements import AtMost, EachMonth, Every, Within
from reflective.rules.rolling import Allowed, rolling
from reflective.rules.rule import Match, Rule
from reflective.rules.status import Status
from reflective.timescales import day_in_words, month_in_words

__all__ = ["evaluate"]

_NOTHING: Final[frozenset[str]] = frozenset()


def evaluate(versions: Sequence[Rule], ruleset: str, ruleset_version: str | None, query: Query) -> Iterator[Obligation]:
    """The obligations under all versions of one rule of one ruleset.

    A trigger is judged by the version in force on its day, and each period of a series by the version in force on the
    day on which the period begins.
    """
    if not any(query.events.has(rule.trigger) for rule in versions):
        return iter(())
    return _RuleRun(versions, ruleset, ruleset_version, query).obligations()


class _RuleRun:
    """The versions of one rule, applied to an index of events."""

    def __init__(self, versions: Sequence[Rule], ruleset: str, ruleset_version: str | None, query: Query) -> None:
        # The last to come into force first: it is the one that holds where versions overlap.
        self._versions = sorted(versions, key=_begins)[::-1]
        self._index = query.events
        self._as_of = query.events.as_of
        self._answers = Answers(ruleset, ruleset_version, query)
        #: The triggers of all versions, in order; and the events that lack a fact which decides whether they are some.
        self._triggers: list[Event] = []
        self._lacking: list[Event] = []
        #: The ends of the duties, by their kinds, and the trigger after each trigger. Each version needs them.
        self._owned: dict[tuple[str, ...], OwnAndShared] = {}
        self._nexts: dict[Match, dict[int, Event]] = {}
        #: For rules that may be met before the trigger: the two last days with a trigger.
        self._before: dict[tuple[str, str, str], tuple[date | None, date]] = {}

    def obligations(self) -> Iterator[Obligation]:
        by_version: list[tuple[Rule, list[Event]]] = []
        taken: set[int] = set()
        for rule in self._versions:
            begins, ends = _begins(rule), rule.in_force_to or date.max
            events = [one for one in self._index.of(rule.trigger) if begins <= one.on <= ends]
            if len(self._versions) > 1:
                events = [one for one in events if id(one) not in taken]
                taken.update(map(id, events))
            if rule.applies:
                judged = [(one, rule.applies_to(one)) for one in events]
                lacking = [one for one, applies in judged if applies is None]
                self._lacking += lacking
                yield from (self._answers.lacks_fact(rule, one, one.on) for one in lacking)
                events = [one for one, applies in judged if applies]
            if events:
                by_version.append((rule, events))
        # The oldest version first, since an event that it used up is not there for the next.
        by_version.reverse()
        self._triggers = [one for _, events in by_version for one in events]
        if len(by_version) > 1:
            self._triggers.sort(key=lambda one: (one.on, one.ref))
        for rule, events in by_version:
            yield from self._of_version(rule, events)

    def _of_version(self, rule: Rule, events: list[Event]) -> Iterable[Obligation]:
        match rule.requirement:
            case Every() | EachMonth():
                return self._series(rule, events)
            case AtMost():
                return self._limits(rule, events)
            case _:
                return self._once(rule, events)

    # Once

    def _once(self, rule: Rule, events: list[Event]) -> Iterator[Obligation]:
        lines = self._index.matching(rule.met_by, rule.match, events)
        ends = self._ends(rule, events)
        longer = self._index.matching(rule.extended_by, rule.match, events)
        timescale = rule.requirement.timescale if isinstance(rule.requirement, Within) else None
        basis = self._answers.basis(rule, timescale)
        calendar = basis.calendar
        # An event that is a trigger too, such as a review after a review, is met by the next and never by itself.
        again = set(rule.trigger).intersection(rule.met_by)
        early, judge = bool(rule.may_precede), self._answers.judge
        for event, line, ended, extensions in zip(events, lines, ends, longer, strict=True):
            on = event.on
            met = last_before(line, on, self._since(rule, event)) if early else None
            if met is None and line:
                met = first(line, on, after=event.kind in again)
            grounds = basis
            try:
                last = due = None if timescale is None else timescale.due(on, calendar)
                if extensions:
                    last, remarks = self._extend(rule, event, due, extensions)
                    grounds = basis.saying(*remarks)
            except OutsideCalendar as outside:
                yield self._answers.outside(rule, event, on, met, outside, ended=ended)
                continue
            yield judge(grounds, event, on, last, met, ended=ended, first_due=due)

    def _since(self, rule: Rule, event: Event) -> date | None:
        """The last day before an event's on which there was another trigger of the same kind and ref."""
        key = (event.subject, event.kind, event.ref if rule.match is Match.REF else "")
        since, day = self._before.get(key, (None, None))
        since = since if day == event.on else day
        self._before[key] = (since, event.on)
        return since

    def _ends(self, rule: Rule, events: Sequence[Event]) -> list[Event | None]:
        """For each trigger, the event that ends the duty.

        An end event with the trigger's own ref counts from the trigger's day; one whose ref belongs to no trigger
        counts from the day after.
        """
        if not self._index.has(rule.ends_with):
            return [None] * len(events)
        if rule.match is Match.REF:
            return [
                first(line, one.on)
                for line, one in zip(self._index.matching(rule.ends_with, Match.REF, events), events, strict=True)
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

    def _extend(self, rule: Rule, event: Event, due: date | None, line: Matches) -> tuple[date | None, tuple[str, ...]]:
        """The last day in time after the extensions that were made in time, and each extension in words."""
        requirement, remarks = rule.requirement, list[str]()
        if not isinstance(requirement, Within) or requirement.extension is None or due is None:
            return due, ()
        left = requirement.extensions
        for extended in between(line, event.on, self._as_of):
            if left == 0 or extended.on > due:
                break
            due = requirement.extension.due(due, self._answers.calendar(rule))
            left = None if left is None else left - 1
            remarks.append(f"extended on {day_in_words(extended.on)}, to {day_in_words(due)}")
        return due, tuple(remarks)

    # Again and again

    def _series(self, rule: Rule, events: list[Event]) -> Iterator[Obligation]:
        """The periods of each series, until an event ends it or the next series of the rule begins, in any version."""
        lines = self._index.matching(rule.met_by, rule.match, events)
        again = self._again(rule)
        for event, line, ended in zip(events, lines, self._ends(rule, events), strict=True):
            stops = _sooner(ended, again.get(id(event)))
            if isinstance(rule.requirement, EachMonth):
                yield from self._months(rule, event, line, stops)
            elif isinstance(rule.requirement, Every):
                yield from self._periods(rule, rule.requirement, event, line, stops)

    def _again(self, rule: Rule) -> dict[int, Event]:
        """For each trigger, the next of the same subject, and of the same ref if the rule matches by ref."""
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

    def _periods(
        self, rule: Rule, every: Every, event: Event, line: Matches, stops: Event | None
    ) -> Iterator[Obligation]:
        on, met = event.on, first(line, event.on)
        period = 0
        basis: Grounds | None = None
        while True:
            happened = self._kinds_until(every.events, rule, event, on) if every.events else _NOTHING
            timescale = every.step(period, event.on, on, happened)
            if basis is None or basis.timescale is not timescale or basis.rule is not rule:
                basis = self._answers.basis(rule, timescale)
            try:
                due = None if timescale is None else timescale.due(on, basis.calendar)
            except OutsideCalendar as outside:
                yield self._answers.outside(rule, event, on, met, outside, ended=stops, period=period)
            else:
                yield self._answers.judge(basis, event, on, due, met, ended=stops, first_due=due, period=period)
            if met is None or (stops is not None and stops.on <= met.on):
                return
            on, period = met.on, period + 1
            if not rule.in_force(on):
                later = self._in_force(on)
                applies = None if later is None else later.applies_to(event)
                if later is not None and applies is None:
                    yield self._answers.lacks_fact(later, event, on, period=period)
                if later is None or not applies or not isinstance(later.requirement, Every):
                    return
                rule, every = later, later.requirement
                (line,), (ended,) = self._index.matching(rule.met_by, rule.match, (event,)), self._ends(rule, (event,))
                stops = _sooner(ended, self._again(rule).get(id(event)))
            met = first(line, on, after=True)

    def _kinds_until(self, kinds: tuple[str, ...], rule: Rule, event: Event, day: date) -> frozenset[str]:
        """Those of some kinds of event that happened from the trigger to a day."""
        lines = ((kind, self._index.matching((kind,), rule.match, (event,))[0]) for kind in kinds)
        found = ((kind, first(line, event.on)) for kind, line in lines)
        return frozenset(kind for kind, one in found if one is not None and one.on <= day)

    def _in_force(self, day: date) -> Rule | None:
        """The version that holds for a period which begins on a day."""
        return next((rule for rule in self._versions if rule.in_force(day)), None)

    def _months(self, rule: Rule, event: Event, line: Matches, stops: Event | None) -> Iterator[Obligation]:
        begins = EachMonth.begins(event.on)
        period = 0
        while begins <= self._as_of and (stops is None or stops.on >= begins):
            version = rule if rule.in_force(begins) else self._in_force(begins)
            if version is not None and version.applies_to(event):
                due, met = EachMonth().due(begins), first(line, begins)
                basis = self._answers.basis(version, None, f"for {month_in_words(begins)}")
                yield self._answers.judge(basis, event, begins, due, met, ended=stops, first_due=due, period=period)
            begins, period = EachMonth.begins(begins), period + 1

    # At most

    def _limits(self, rule: Rule, events: list[Event]) -> Iterator[Obligation]:
        """The answer of a limit for each trigger, after those before it under any version."""
        limit = rule.requirement
        if not isinstance(limit, AtMost):
            return
        mine = set(map(id, events))
        triggers = self._triggers if len(mine) < len(self._triggers) else events
        by_subject: dict[str, list[tuple[Event, Event | None]]] = {}
        for event, line in zip(triggers, self._index.matching(rule.met_by, rule.match, triggers), strict=True):
            by_subject.setdefault(event.subject, []).append((event, first(line, event.on)))
        for subject, spans in by_subject.items():
            days = [(start.on, None if end is None else end.on) for start, end in spans]
            unsure = [one.on for one in self._lacking if one.subject == subject]
            for (start, end), found in zip(spans, rolling(limit, days, self._as_of), strict=True):
                if id(start) in mine:
                    since = limit.window.back(start.on) if unsure else None
                    sure = since is None or not any(since <= one <= start.on for one in unsure)
                    yield self._limit(self._answers.basis(rule, None, *found.remarks), start, end, found, sure=sure)

    def _limit(self, basis: Grounds, start: Event, end: Event | None, found: Allowed, *, sure: bool) -> Obligation:
        """One stay or one occurrence. If an earlier one may count too, one within the limit is not known."""
        if found.too_soon is None:
            made = self._answers.judge(basis, start, start.on, found.due, end, first_due=found.due)
        else:
            # A limit on times: nothing meets it but keeping to it, and the trigger is what does.
            standing = Status.MET_LATE if found.too_soon else Status.MET, found.too_soon
            made = self._answers.judge(basis, start, start.on, None, start, standing=standing)
        if sure or made.exceeded:
            return made
        unsure = basis.saying("one before it lacks a fact that says whether it counts")
        return self._answers.judge(unsure, start, start.on, None, end, standing=NOT_KNOWN)


def _begins(rule: Rule) -> date:
    return rule.in_force_from or date.min


def _sooner(one: Event | None, other: Event | None) -> Event | None:
    """The earlier of two events, either of which may be missing."""
    return other if one is None or (other is not None and other.on < one.on) else one
