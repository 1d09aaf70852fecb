"""The rules that a plan can answer, as lines of numbers, and the small tables that the plan joins."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs

from reflective.errors import OutsideCalendar
from reflective.rules import Every, Match, NoFixedTime, Rule, Ruleset, SeriesStep, Within
from reflective.timescales import Timescale, Unit, WorkingCalendar

if TYPE_CHECKING:
    import polars as pl

__all__ = ["FIRST_DAY", "LAST", "ONCE", "UNTIL", "UNTIL_EVENT", "Line", "Tables", "lines_of", "tables"]

#: Days are numbers in a plan, counted from this day as polars counts them.
FIRST_DAY: Final = date(1970, 1, 1)
_DAY: Final = timedelta(days=1)
#: How a step says when it is the rate: of one period, up to a day, up to an event, or of all that follow.
ONCE, UNTIL, UNTIL_EVENT, LAST = range(4)


class Line(NamedTuple):
    """One rule of one ruleset, in the version that came into force last."""

    ruleset: str
    rule: Rule
    versions: tuple[Rule, ...]
    calendar: WorkingCalendar
    #: The rates, as steps; of a duty to do something once there is one.
    steps: tuple[SeriesStep, ...]

    @property
    def series(self) -> bool:
        """Whether it asks again and again."""
        return isinstance(self.rule.requirement, Every)

    @property
    def since(self) -> date | None:
        """The day before which a trigger requires an older version, or a version that lapsed."""
        if self.rule.in_force_to is not None:
            return self.rule.in_force_to + _DAY
        return self.rule.in_force_from

    @property
    def facts(self) -> frozenset[str]:
        """The facts that could change its answer."""
        return frozenset(name for rule in self.versions for name in (*rule.facts, *_way_facts(rule)))


def _way_facts(rule: Rule) -> Iterable[str]:
    """The facts of another event than the trigger, by which the rule gives way or something does not meet it."""
    yield from (one.fact for one in rule.gives_way)
    yield from (name for name, _ in (*rule.not_met_if, *rule.met_from))


def lines_of(ruleset: Ruleset, calendars: Iterable[WorkingCalendar]) -> tuple[tuple[Line, ...], frozenset[str]]:
    """The lines that a plan can answer, and the ids of the rules that it cannot."""
    counted = {one.name: one for one in calendars}
    made = [_line(one.id, versions, counted) for one, versions in ruleset.by_rule]
    others = frozenset(
        versions[0].id for line, (_, versions) in zip(made, ruleset.by_rule, strict=True) if line is None
    )
    return tuple(one for one in made if one is not None and one.rule.id not in others), others


def _line(ruleset: str, versions: tuple[Rule, ...], calendars: Mapping[str, WorkingCalendar]) -> Line | None:
    ordered = sorted(versions, key=lambda one: one.in_force_from or date.min)
    rule = ordered[-1]
    since = rule.in_force_from or date.min
    apart = all(one.in_force_to is not None and one.in_force_to < since for one in ordered[:-1])
    steps = _steps(rule)
    if not apart or not steps or _asks_more(rule):
        return None
    named = rule.working_calendar
    return Line(ruleset, rule, tuple(ordered), calendars.get(named.name, named), steps)


def _steps(rule: Rule) -> tuple[SeriesStep, ...]:
    """The rates of a rule; none where they depend on a fact, on hours or on the days before."""
    match rule.requirement:
        case Every(steps=steps) if rule.in_force_to is None:
            found = steps
        case Within(branch=None, extension=None, timescale=timescale):
            found = (SeriesStep(timescale=timescale),)
        case NoFixedTime(said=said):
            found = (SeriesStep(said=said),)
        case _:
            return ()
    hours = any(one.timescale is not None and one.timescale.unit is Unit.HOURS for one in found)
    return () if hours or any(one.branch is not None for one in found) else found


def _asks_more(rule: Rule) -> bool:
    """Whether a rule has a key that a plan does not know, such as one that rules did not have when it was written."""
    return any(getattr(rule, field.name) != field.default for field in attrs.fields(Rule) if field.name not in _KNOWN)


#: The keys of a rule that a plan answers by, the facts among them a subject at a time.
_ANSWERED: Final = (
    *("id", "trigger", "met_by", "requirement", "authority", "match", "attaches_to", "continues", "own_day", "warn"),
    *("ends_with", "not_required_with", "gives_way", "survives_death", "not_if", "regimes", "not_met_if", "met_from"),
    *("calendar", "in_force_from", "in_force_to", "hand_over", "after_it", "reason"),
)
#: The keys that change no column but the reason, or nothing at all.
_ASIDE: Final = (
    *("title", "explained_by", "at_least", "sources", "confidence", "text_read", "stands_until", "note", "examples"),
    *("checked_by", "checked_on"),
)
_KNOWN: Final = frozenset((*_ANSWERED, *_ASIDE))


class Tables(NamedTuple):
    """The tables that a plan joins, each of whole numbers alone."""

    #: One row a line: how it matches, and its steps side by side.
    lines: "pl.DataFrame"
    #: The lines that a kind of event sets going, meets and ends, and the step that lasts until it.
    triggers: "pl.DataFrame"
    meets: "pl.DataFrame"
    ends: "pl.DataFrame"
    events: "pl.DataFrame"
    #: The due day of each rate for each day, and for each line and day the day until which a step lasts.
    due: "pl.DataFrame"
    until: "pl.DataFrame"
    #: For each calendar and day, the number of working days up to it.
    working: "pl.DataFrame"
    most_steps: int


def tables(lines: tuple[Line, ...], days: Iterable[date], kinds: Mapping[str, int]) -> Tables:
    """The tables for some lines and the days on which anything happened; `kinds` are the numbers of kinds of event."""
    happened, numbered = tuple(days), tuple(enumerate(lines))
    scales = {key: place for place, key in enumerate(dict.fromkeys(key for one in lines for key in _scales(one)))}
    calendars = list(dict.fromkeys(line.calendar for line in lines))
    most = max((len(line.steps) for line in lines), default=1)
    triggers = [
        (kinds.get(kind), place, int(_own_day(line.rule, kind)))
        for place, line in numbered
        for kind in dict.fromkeys(line.rule.trigger)
        if line.rule.in_force_to is None
    ]
    until = [
        (kinds.get(step.until_event), place, number)
        for place, line in numbered
        for number, step in enumerate(line.steps)
        if step.until_event is not None
    ]
    return Tables(
        lines=_table(
            ("line", "by_ref", "survives", "series", "once", "warn", "calendar", *_step_names(most)),
            [_line_row(place, line, scales, calendars, most) for place, line in numbered],
        ),
        triggers=_table(("kind", "line", "own"), triggers),
        meets=_table(("kind", "line"), _kinds(numbered, kinds, "met_by")),
        ends=_table(("kind", "line"), _kinds(numbered, kinds, "ends_with_any")),
        events=_table(("kind", "line", "step"), until),
        due=_table(("scale", "start", "due", "outside"), _due(scales, happened)),
        until=_table(("line", "on", *(f"until_{step}" for step in range(most))), _until(numbered, happened, most)),
        working=_table(("calendar", "day", "number"), _working(calendars, happened)),
        most_steps=most,
    )


def _table(names: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> "pl.DataFrame":
    import polars as pl

    return pl.DataFrame(list(rows), schema=dict.fromkeys(names, pl.Int64), orient="row")


def _number(day: date | None) -> int | None:
    return None if day is None else (day - FIRST_DAY).days


def _own_day(rule: Rule, kind: str) -> bool:
    """Whether what happens on the day of a trigger of a kind meets it."""
    return kind not in rule.met_by and (rule.own_day is None or rule.own_day.counts)


def _kinds(
    numbered: Iterable[tuple[int, Line]], kinds: Mapping[str, int], name: str
) -> Iterator[tuple[int | None, int]]:
    for place, line in numbered:
        for kind in dict.fromkeys(getattr(line.rule, name)):
            yield kinds.get(kind), place


def _step_names(most: int) -> tuple[str, ...]:
    return tuple(f"{name}_{step}" for step in range(most) for name in ("lasts", "period", "scale"))


def _scales(line: Line) -> list[tuple[Timescale, WorkingCalendar] | None]:
    """The rate of each step with the calendar that counts it; None where the source has no number."""
    return [None if one.timescale is None else (one.timescale, line.calendar) for one in line.steps]


def _line_row(
    place: int, line: Line, scales: Mapping[Any, int], calendars: list[WorkingCalendar], most: int
) -> tuple[int | None, ...]:
    rule = line.rule
    row: list[int | None] = [place, int(rule.match is Match.REF), int(rule.survives_death), int(line.series)]
    row += [int(rule.meets_once), rule.warn, calendars.index(line.calendar)]
    periods = 0
    for number, (step, key) in enumerate(zip(line.steps, _scales(line), strict=True)):
        lasts = LAST if number == len(line.steps) - 1 else _lasts(step)
        row += [lasts, periods if lasts == ONCE else None, None if key is None else scales[key]]
        periods += lasts == ONCE
    row += [None] * (3 * (most - len(line.steps)))
    return tuple(row)


def _lasts(step: SeriesStep) -> int:
    if step.until is not None:
        return UNTIL
    return ONCE if step.until_event is None else UNTIL_EVENT


def _due(scales: Mapping[Any, int], days: tuple[date, ...]) -> Iterator[tuple[int | None, ...]]:
    for key, place in scales.items():
        if key is None:
            continue
        timescale, calendar = key
        for day in days:
            try:
                yield place, _number(day), _number(timescale.due(day, calendar)), 0
            except OutsideCalendar:
                yield place, _number(day), None, 1


def _until(numbered: Iterable[tuple[int, Line]], days: tuple[date, ...], most: int) -> Iterator[tuple[int | None, ...]]:
    for place, line in numbered:
        ends = [step.until for step in line.steps]
        if any(ends):
            for day in days:
                until = [None if one is None else _number(one.due(day)) for one in ends]
                yield place, _number(day), *until, *([None] * (most - len(ends)))


def _working(calendars: list[WorkingCalendar], days: tuple[date, ...]) -> Iterator[tuple[int, int | None, int]]:
    for place, calendar in enumerate(calendars):
        for day in days:
            if calendar.first <= day <= calendar.last:
                yield place, _number(day), calendar.count(calendar.first, day)
