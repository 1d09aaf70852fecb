"""Duties again and again: the periods of each series, and of states through versions that hand over to one another."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from reflective.errors import OutsideCalendar
from reflective.rules.answers import NO_DAYS, Days, JudgedStatus, on_day
from reflective.rules.event import Event
from reflective.rules.obligation import Grounds, Obligation
from reflective.rules.requirements import EachMonth, Every, SeriesStep
from reflective.rules.rule import Attachment, Rule
from reflective.rules.run import Run, sooner
from reflective.rules.selection import FOR_IT, Selection, rates, select
from reflective.rules.status import Status, Unknown
from reflective.rules.story import Matches, first
from reflective.timescales import Timescale, day_in_words, month_in_words

__all__ = ["months", "series"]

_DAY: Final = timedelta(days=1)
#: Longer than any rate of a series lasts.
_LONG_AGO: Final = timedelta(days=40 * 366)


def series(run: Run, rule: Rule, events: list[Event]) -> Iterator[Obligation]:
    """The periods of each series, until an event ends it or the next series of the rule begins, in any version."""
    for event in events:
        verdict = select(rule, event, run.answers.known)
        if not verdict.applies:
            continue
        if verdict.unknown is not None and rule.applies and verdict.unknown is not Unknown.CLAUSE:
            yield run.answers.unknown(rule, event, event.on, verdict)
            continue
        yield from _Series(run, rule, event, verdict).periods()


class _Place(NamedTuple):
    """The place that a series has come to: the day on which a period begins, and its number.

    Where `sure` is False, at least so many periods came before.
    """

    on: date
    period: int
    sure: bool


class _Series:
    """One series of one subject."""

    def __init__(self, run: Run, rule: Rule, event: Event, verdict: Selection) -> None:
        self._run, self._answers = run, run.answers
        self._rule, self._event, self._verdict = rule, event, verdict
        self._enter(rule)
        self._unstated = event.kind in rule.continues
        #: The grounds of the last period, which are often those of the next.
        self._basis: Grounds | None = None

    def _enter(self, rule: Rule) -> None:
        """Judge by a version from here on."""
        self._rule = rule
        self._line: Matches = self._run.story.meeting(rule)(self._event)
        self._stops = sooner(self._run.end(rule, self._event), self._run.following(rule, self._event))

    def periods(self) -> Iterator[Obligation]:
        """The obligation of each period, in order."""
        place = self._start()
        if place is None:
            yield self._never_held()
            return
        while True:
            met = self._met(place)
            yield self._judged(place, met)
            if met is None or (self._stops is not None and self._stops.on <= met.on):
                return
            place = _Place(met.on, place.period + 1, place.sure)
            if not self._rule.in_force(place.on) and self._rule.attachment is not Attachment.TRIGGER:
                later = self._run.in_force(place.on)
                verdict = FOR_IT if later is None else select(later, self._event, self._answers.known)
                if later is None or not verdict.applies or not isinstance(later.requirement, Every):
                    return
                if verdict.unknown is not None and verdict.unknown is not Unknown.CLAUSE:
                    yield self._answers.unknown(later, self._event, place.on, verdict, period=place.period)
                    return
                self._verdict = verdict
                self._enter(later)

    # Where the first period begins

    def _start(self) -> _Place | None:
        """The first place; None where the start is not on the record and nothing was held since.

        A state that began before the first version, before the source holds what would meet it, or on a day that is
        not on the record is asked from the last that was held before; of one that was held it is not known whether
        more came before.
        """
        event = self._event
        since = self._known_from()
        if since is None:
            return _Place(event.on, 0, sure=not self._answers.may_have_lost(self._rule.met_by))
        held = self._held()
        before = [place for place, day in enumerate(held) if day < since]
        place = before[-1] if before and not self._unstated else 0
        if not held:
            return None
        return _Place(held[place], place + 1, sure=False)

    def _known_from(self) -> date | None:
        """The day from which what was held can be known, if that is after the start; None where all is known."""
        event, rule = self._event, self._rule
        if rule.attachment is not Attachment.STATE:
            return None
        if self._unstated:
            return event.on
        begun = min((one.in_force_from or date.min for one in self._run.versions), default=date.min)
        held_from = self._held_from()
        since = begun if held_from is None else max(begun, held_from)
        return since if since > event.on else None

    def _held_from(self) -> date | None:
        holds_from = self._answers.query.holds_from
        days = [holds_from[kind] for kind in self._rule.met_by if kind in holds_from]
        return min(days, default=None)

    def _held(self) -> list[date]:
        """The days on which it was held in this state, each once."""
        first_day = date.min
        if not self._unstated:
            first_day = self._event.on
        else:
            ended = [one.on for one in self._run.story.of(self._rule.ends_with_any) if one.on <= self._event.on]
            first_day = max(ended, default=date.min)
        last = self._stops.on if self._stops is not None else date.max
        return sorted({day for days, _ in self._line for day in days if first_day <= day <= last})

    def _never_held(self) -> Obligation:
        """The answer where nothing was held: not known, until the longest step has passed since the source holds it."""
        rule, event = self._rule, self._event
        since, said = self._held_from(), "when it began is not in the source, and none is on the record since"
        if not self._unstated:
            said = "it began before what is held on the record, and none is on the record since"
        days, basis = NO_DAYS, self._answers.basis(rule, None)
        requirement = rule.requirement
        if since is not None and isinstance(requirement, Every):
            longest = [one.timescale for one in requirement.steps if one.timescale is not None]
            if longest and all(one.timescale is not None for one in requirement.steps):
                latest = max(one.due(max(since, event.on), basis.calendar) for one in longest)
                days = Days(None, latest)
                late = (self._run.story.as_of - latest).days
                if late > 0 and self._stops is None:
                    standing = JudgedStatus(Status.OVERDUE, late, None, f"{said}: late by at least so many days")
                    return self._answers.judge(basis, event, event.on, days, None, standing=standing)
        if self._stops is not None:
            basis = basis.over(self._stops.on)
            ended = JudgedStatus(Status.ENDED, None, None, said)
            return self._answers.judge(basis, event, event.on, days, None, standing=ended)
        standing = JudgedStatus(Status.NOT_KNOWN, None, Unknown.STATE, said)
        return self._answers.judge(basis, event, event.on, days, None, standing=standing)

    # One period

    def _met(self, place: _Place) -> Event | None:
        """The event that meets the period that begins at a place."""
        own_day = place.period == 0 and self._event.kind not in self._rule.met_by
        if own_day and self._rule.own_day is not None:
            own_day = self._rule.own_day.counts
        return first(self._line, place.on, after=not own_day)

    def _judged(self, place: _Place, met: Event | None) -> Obligation:
        rule = self._rule
        try:
            days, basis = self._days(rule, place)
            if rule.attachment is Attachment.STATE:
                rule, days, basis = self._handed_over(place, met, days, basis)
        except OutsideCalendar as outside:
            return self._answers.outside(
                rule, self._event, place.on, met, outside, ended=self._stops, period=place.period
            )
        return self._answers.judge(
            basis,
            self._event,
            place.on,
            days,
            met,
            ended=self._stops,
            period=place.period,
            verdict=self._verdict,
        )

    def _days(self, rule: Rule, place: _Place) -> tuple[Days, Grounds]:
        """The days of a period by one version, from every rate that it may have."""
        steps = self._steps(rule, place)
        if len(steps) == 1 and steps[0].branch is None:
            return self._days_of(rule, steps[0].timescale, place.on)
        remarks: dict[str, None] = {}
        scales: dict[Timescale | None, None] = {}
        for step in steps:
            found, remark = rates(step, self._event)
            scales.update(dict.fromkeys(found))
            remarks.update({remark: None} if remark else {})
        basis = self._answers.basis(rule, None, *remarks)
        counted = [(one.due(place.on, basis.calendar), one) for one in scales if one is not None]
        if not counted:
            return NO_DAYS, basis
        due, scale = min(counted, key=lambda one: one[0])
        latest = max(day for day, _ in counted)
        if not place.sure and latest != due:
            basis = basis.saying("what was held before is not all on the record")
        days = Days(due, None if latest == due else latest, due, unlimited=None in scales)
        return days, basis._replace(timescale=scale)

    def _days_of(self, rule: Rule, scale: Timescale | None, on: date) -> tuple[Days, Grounds]:
        """The days of a period that has one rate."""
        basis = self._basis
        if basis is None or basis.timescale is not scale or basis.rule is not rule:
            basis = self._basis = self._answers.basis(rule, scale)
        if scale is None:
            return NO_DAYS, basis
        return on_day(scale.due(on, basis.calendar)), basis

    def _steps(self, rule: Rule, place: _Place) -> list[SeriesStep]:
        """The steps that a period may have: one, or where not all is on the record, all that would follow."""
        every = rule.requirement
        if not isinstance(every, Every):
            return []
        happened = self._happened(every, rule, place.on)
        if place.sure:
            return [every.step_of(place.period, self._event.on, place.on, happened)]
        starts = (place.on, place.on - _LONG_AGO) if self._unstated else (self._event.on,)
        periods = range(place.period, max(place.period, len(every.steps)) + 1)
        return [every.step_of(period, start, place.on, happened) for start in starts for period in periods]

    def _happened(self, every: Every, rule: Rule, day: date) -> frozenset[str]:
        """Those of the kinds that a rate lasts until that happened after the trigger's day and up to a day."""
        if not every.events:
            return _NOTHING
        story, event = self._run.story, self._event
        lines = ((kind, story.matching((kind,), rule.match, event)) for kind in every.events)
        found = ((kind, first(line, event.on, after=True)) for kind, line in lines)
        return frozenset(kind for kind, one in found if one is not None and one.on <= day)

    # Versions that hand over

    def _handed_over(self, place: _Place, met: Event | None, days: Days, basis: Grounds) -> tuple[Rule, Days, Grounds]:
        """The version that asks for a period that was open when the one before it ended, with its days.

        A period is asked by the next version unless it was met, ended or past its day while the version was in force.
        """
        rule = self._rule
        while (last := rule.in_force_to) is not None and self._run.story.as_of > last:
            over = [one.on for one in (met, self._stops) if one is not None]
            later = self._run.after(rule)
            if later is None or any(day <= last for day in over) or (days.due is not None and days.due <= last):
                break
            rule, before = later, days
            days, basis = self._days(later, place)
            if later.hand_over is not None and before.due is None and days.due is not None:
                days, basis = self._resumed(later, place, basis)
        return rule, days, basis

    def _resumed(self, rule: Rule, place: _Place, basis: Grounds) -> tuple[Days, Grounds]:
        """The days of a period that a version takes over from one without a number: its first day, or the interval."""
        resumed = rule.in_force_from or place.on
        counted = [
            scale.due(resumed, basis.calendar)
            for step in self._steps(rule, place)
            for scale in rates(step, self._event)[0]
            if scale is not None
        ]
        said = f"asked again from {day_in_words(resumed)}, by {rule.hand_over}"
        return Days(resumed, max(counted, default=resumed), resumed), basis._replace(timescale=None).saying(said)


_NOTHING: Final[frozenset[str]] = frozenset()


def months(run: Run, rule: Rule, events: list[Event]) -> Iterator[Obligation]:
    """The obligation of each calendar month after that of a trigger."""
    answers, as_of = run.answers, run.story.as_of
    for event in events:
        verdict = select(rule, event, answers.known)
        if not verdict.applies:
            continue
        if verdict.unknown is not None:
            yield answers.unknown(rule, event, event.on, verdict)
            continue
        line = run.story.meeting(rule)(event)
        stops = sooner(run.end(rule, event), run.following(rule, event))
        begins, period = EachMonth.begins(event.on), 0
        while begins <= as_of and (stops is None or stops.on >= begins):
            version = rule if rule.in_force(begins) else run.in_force(begins)
            if version is not None and select(version, event, answers.known).applies:
                due, met = EachMonth().due(begins), first(line, begins)
                basis = answers.basis(version, None, f"for {month_in_words(begins)}")
                yield answers.judge(basis, event, begins, Days(due, None, due), met, ended=stops, period=period)
            begins, period = EachMonth.begins(begins), period + 1
