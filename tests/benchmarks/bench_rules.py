"""Judging by rules: against the look-up beneath it, against pandas making the same additions, and its growth."""

import itertools
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from reflective.rules import Event, Obligation, Rule, Ruleset, Within
from reflective.timescales import Timescale, Unit, WorkingCalendar
from tests.benchmarks.measure import Row, at_least, at_most, best, table

#: The rules for a child who is looked after, from the referral on: once, in series, by ref or the next.
TWELVE = (
    "referral.decide",
    "assessment.complete",
    "conference.initial",
    "core-group.first",
    "child-protection.review",
    "looked-after.care-plan",
    "looked-after.placement-plan",
    "looked-after.visit",
    "looked-after.visit-care-order",
    "looked-after.review",
    "looked-after.health-assessment",
    "return-interview.complete",
)
#: One spell of the story of a child placed with a parent under a care order: day, kind, and the letter of the ref.
_SPELL = (
    (0, "referral.received", "r"),
    (1, "referral.decided", "r"),
    (9, "section_47.started", "s"),
    (23, "conference.held", "s"),
    (23, "child_protection_plan.started", "p"),
    (31, "core_group.held", "p"),
    (48, "assessment.completed", "r"),
    (100, "child_protection_review.held", "p"),
    (120, "child_protection_plan.ended", "p"),
    (121, "looked_after.started", "l"),
    (121, "placement.started", "m"),
    (121, "care_order.made", "o"),
    (124, "placement_plan.agreed", "m"),
    (127, "care_plan.agreed", "l"),
    (127, "looked_after_visit.held", "v"),
    (140, "health_assessment.held", "l"),
    (145, "looked_after_review.held", "l"),
    (150, "missing.returned", "g"),
    (152, "return_interview.completed", "g"),
    (165, "looked_after_visit.held", "v"),
    (200, "looked_after_visit.held", "v"),
    (235, "looked_after_review.held", "l"),
    (240, "looked_after_visit.held", "v"),
    (280, "looked_after_visit.held", "v"),
    (301, "looked_after.ended", "l"),
)
#: The requirements of the rules of visits.
_FACTS = {
    "placement.started": (("intended_to_last_to_18", "no"),),
    "care_order.made": (("living_with_parent", "yes"),),
}
_FIRST = date(2013, 5, 1)
AS_OF = date(2025, 3, 31)
_DAYS = tuple(date(2021, 1, 1 + place % 28) for place in range(100))

Judge = Callable[[Ruleset, list[Event], date], tuple[Obligation, ...]]
Due = Callable[[Rule, date, WorkingCalendar], date | None]


def twelve(copies: int = 1) -> Ruleset:
    """The twelve rules in all their versions; so many times over, under other ids, where more are asked for."""
    chosen = [rule for rule in Ruleset.load("england").rules if rule.id in TWELVE]
    rules = tuple(attrs.evolve(rule, id=f"{rule.id}-{copy}") for copy in range(copies) for rule in chosen)
    return Ruleset(id="twelve", title="Twelve rules", rules=rules)


def twelve_of_one() -> Ruleset:
    """Twelve duties that ship, each with its own amount and unit, that all hang on one event and end with another."""
    once = [
        rule
        for rule in Ruleset.load("england").rules
        if isinstance(rule.requirement, Within) and rule.in_force_to is None and not rule.extended_by
    ]
    rules = [
        Rule(
            id=rule.id,
            title=rule.title,
            trigger=("it.started",),
            met_by=("it.ended",),
            requirement=Within(timescale=rule.requirement.timescale),
            authority=rule.authority,
            in_force_from=rule.in_force_from,
        )
        for rule in once
        if isinstance(rule.requirement, Within) and rule.requirement.branch is None
    ]
    return Ruleset(id="twelve", title="Twelve rules", rules=tuple(rules[:12]))


def case(events: int) -> list[Event]:
    """The events of one child over eleven years: spell after spell, overlapping more the more there are of them."""
    spells = events // len(_SPELL)
    return [
        Event(
            subject="c-1",
            kind=kind,
            on=_FIRST + timedelta(days=spell * 4000 // spells + day),
            ref=f"{ref}-{spell}",
            facts=_FACTS.get(kind, ()),
        )
        for spell in range(spells)
        for day, kind, ref in _SPELL
    ]


def pairs(events: int) -> list[Event]:
    """Events of one child over eleven years, each start with its end a month later."""
    many = events // 2
    starts = [(_FIRST + timedelta(days=place * 4000 // many), f"r-{place}") for place in range(many)]
    return [
        Event(subject="c-1", kind=kind, on=start + timedelta(days=after), ref=ref)
        for start, ref in starts
        for kind, after in (("it.started", 0), ("it.ended", 30))
    ]


def children(many: int) -> list[Event]:
    """The events of so many children, each with one spell of the story, in the order of their days."""
    events = [
        attrs.evolve(event, subject=f"c-{child}", on=event.on + timedelta(days=child % 365))
        for child in range(many)
        for event in case(len(_SPELL))
    ]
    return sorted(events, key=lambda one: one.on)


def at_once(ruleset: Ruleset, events: list[Event], as_of: date) -> None:
    """A return judged as one table."""
    ruleset.obligations(events, as_of)


def by_child(ruleset: Ruleset, events: list[Event], as_of: date) -> None:
    """The same return judged a child at a time, as a file that is longer than memory has to be."""
    own: dict[str, list[Event]] = {}
    for event in events:
        own.setdefault(event.subject, []).append(event)
    for of_child in own.values():
        ruleset.obligations(of_child, as_of)


def additions(found: Iterable[Obligation]) -> list[tuple[Timescale, date]]:
    """The additions behind each obligation that has a day: the arithmetic, and none of the judging."""
    told = [(one.basis, one.trigger) for one in found if one.due is not None]
    return [(basis.timescale, day) for basis, day in told if basis is not None and basis.timescale is not None]


def offsets(timescales: Iterable[Timescale]) -> dict[Timescale, Any]:
    """A pandas offset for each timescale, with the same holidays."""
    pandas = pytest.importorskip("pandas", reason="pandas is in the compare extra")
    holidays = sorted(WorkingCalendar.england_and_wales().holidays)

    def offset(timescale: Timescale) -> Any:
        if timescale.unit is Unit.WORKING_DAYS:
            return pandas.offsets.CustomBusinessDay(timescale.amount, holidays=holidays)
        days = timescale.whole_days or 0
        amount = {} if days else {timescale.unit.value: timescale.amount}
        # One day nearer where the trigger day counts.
        days += amount.pop("days", 0) - timescale.count_trigger
        return pandas.offsets.DateOffset(**amount, **({"days": days} if days else {}))

    return {timescale: offset(timescale) for timescale in set(timescales)}


def in_pandas(found: Iterable[Obligation]) -> Callable[[], list[Any]]:
    """The additions of some obligations in pandas, each offset made beforehand and added to a plain date."""
    asked = additions(found)
    made = offsets(timescale for timescale, _ in asked)
    sums = [(made[timescale], day) for timescale, day in asked]
    return lambda: [offset + day for offset, day in sums]


def judged(ruleset: Ruleset, events: list[Event], as_of: date) -> tuple[Obligation, ...]:
    """Judge the events, which is measured."""
    return ruleset.obligations(events, as_of)


def ratios(due: Due = Rule.due, judge: Judge = judged) -> list[Row]:
    """A rule's due day beside the look-up beneath it, and how judging grows with events and with rules.

    Every side of each ratio is ours: `Rule.due` and `cal.add` of 45 working days from a hundred days; and `obligations`
    of a case with few events and many, under twelve rules and forty-eight.
    """
    cal = WorkingCalendar.england_and_wales()
    (rule,) = Ruleset.load("england").rule("assessment.complete")

    def by_rule() -> None:
        for day in _DAYS:
            due(rule, day, cal)

    def by_calendar() -> None:
        for day in _DAYS:
            cal.add(day, 45)

    ours, bare = best(by_rule, by_calendar)
    few, many = twelve(), twelve(4)
    short, long, middle = case(1_000), case(4_000), case(500)
    small, large, by_few, by_many = best(
        lambda: judge(few, short, AS_OF),
        lambda: judge(few, long, AS_OF),
        lambda: judge(few, middle, AS_OF),
        lambda: judge(many, middle, AS_OF),
    )
    return [
        at_most("Rule.due in working days / cal.add", ours / bare, 3),
        at_most("obligations of 4,000 events / 4 x of 1,000", large / (4 * small), 1.25),
        at_most("obligations under 48 rules / 4 x under 12", by_many / (4 * by_few), 1.25),
    ]


def ratios_of_children(each: Callable[[Ruleset, list[Event], date], None] = by_child) -> list[Row]:
    """A return of 300 children and all that ships for England, judged a child at a time and at once."""
    england, events = Ruleset.load("england"), children(300)
    apart, together = best(lambda: each(england, events, AS_OF), lambda: at_once(england, events, AS_OF))
    return [at_most("a return judged a child at a time / at once", apart / together, 1.2)]


def ratios_with_pandas(judge: Judge = judged) -> list[Row]:
    """Judging 500 events under twelve rules, beside pandas making the additions alone.

    Ours puts the events in order, finds what meets and ends each trigger, counts the day, judges it and gives sorted
    obligations, each with its reason. Theirs adds an offset, made beforehand, to a date, once for each of the same
    obligations, and does nothing else. The bounds were 4 and 2 before rules had states, regimes and two days: judging a
    story now costs more than the additions in it. Twice: where the twelve hang on one event, so that there are twelve
    obligations to a start and its end; and in the story of a looked-after child, with an obligation to an event or so.
    """
    of_one, story, starts, life = twelve_of_one(), twelve(), pairs(500), case(500)
    ours, theirs, ours_of_life, theirs_of_life = best(
        lambda: judge(of_one, starts, AS_OF),
        in_pandas(judged(of_one, starts, AS_OF)),
        lambda: judge(story, life, AS_OF),
        in_pandas(judged(story, life, AS_OF)),
    )
    return [
        at_least("pandas' additions / obligations, twelve rules of one event", theirs / ours, 2),
        at_least("pandas' additions / obligations, a looked-after child's story", theirs_of_life / ours_of_life, 0.5),
    ]


# Planted slow variants, to show that each bound can be passed


def _stepping(_rule: Rule, day: date, cal: WorkingCalendar) -> date:
    """A due day found by walking to it."""
    left = 45
    while left:
        day += timedelta(days=1)
        left -= cal.is_working(day)
    return day


def _searching(ruleset: Ruleset, events: list[Event], as_of: date) -> tuple[Obligation, ...]:
    """Judging that looks through every event again for each fiftieth trigger."""
    for place in range(0, len(events), 50):
        sorted(events, key=lambda one, at=events[place]: (one.ref != at.ref, one.on))
    return judged(ruleset, events, as_of)


def _pairing(ruleset: Ruleset, events: list[Event], as_of: date) -> tuple[Obligation, ...]:
    """Judging that compares each rule with every other sixty times over."""
    for mine, theirs, _ in itertools.product(ruleset.rules, ruleset.rules, range(60)):
        _ = mine == theirs
    return judged(ruleset, events, as_of)


def _twice(ruleset: Ruleset, events: list[Event], as_of: date) -> tuple[Obligation, ...]:
    """Judging each rule by itself, and then all of them."""
    for rule in ruleset.rules:
        judged(ruleset.only(rule.id), events, as_of)
    return judged(ruleset, events, as_of)


def controls() -> list[Row]:
    """Each bound of `ratios` passed by what is planted to pass it."""
    return [ratios(due=_stepping)[0], ratios(judge=_searching)[1], ratios(judge=_pairing)[2]]


def _by_child_with_a_plan_each(ruleset: Ruleset, events: list[Event], as_of: date) -> None:
    """Judging a child at a time that makes the ruleset ready for each child anew."""
    own: dict[str, list[Event]] = {}
    for event in events:
        own.setdefault(event.subject, []).append(event)
    for of_child in own.values():
        attrs.evolve(ruleset).obligations(of_child, as_of)


def controls_of_children() -> list[Row]:
    """The bound of `ratios_of_children` passed."""
    return ratios_of_children(each=_by_child_with_a_plan_each)


def controls_with_pandas() -> list[Row]:
    """Each bound of `ratios_with_pandas`, the same."""
    return ratios_with_pandas(judge=_twice)


@pytest.mark.benchmark
def test_a_due_day_costs_a_look_up_and_judging_is_linear(capsys):
    """A rule adds little to the calendar's own look-up, and more events or rules take as much more time."""
    _holds(ratios(), capsys)


@pytest.mark.benchmark
def test_a_child_at_a_time_costs_little_more(capsys):
    """A file of any length is judged a child at a time."""
    _holds(ratios_of_children(), capsys)


@pytest.mark.benchmark
def test_judging_costs_about_what_the_additions_alone_cost_in_pandas(capsys):
    """All of judging is of the order of what the bare additions cost in pandas."""
    _holds(ratios_with_pandas(), capsys)


@pytest.mark.benchmark
def test_both_add_the_same():
    """The additions of pandas come to the day that is due, for every obligation of both cases."""
    for ruleset, events in ((twelve_of_one(), pairs(500)), (twelve(), case(1_000))):
        found = judged(ruleset, events, AS_OF)
        dues = [one.due for one in found if one.due is not None]
        assert len(dues) == len(additions(found)) > 500
        assert [day.date() for day in in_pandas(found)()] == dues


@pytest.mark.benchmark
def test_what_is_slow_is_caught():
    """The control: each bound is passed by a planted slow variant."""
    assert not any(row.holds for row in [*controls(), *controls_of_children(), *controls_with_pandas()])


def _holds(rows: list[Row], capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print("\n" + table(rows))
    assert all(row.holds for row in rows), [row for row in rows if not row.holds]
