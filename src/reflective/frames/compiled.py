"""A ruleset as a table of due days: the per-case engine asked about each day on which something begins."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import attrs

from reflective.errors import OutsideCalendar
from reflective.rules import Event, Rule, Ruleset
from reflective.rules.requirements import Branch, Every, Requirement, Within
from reflective.timescales import WorkingCalendar

if TYPE_CHECKING:
    import polars as pl

__all__ = ["due_table", "first_due"]


def due_table(ruleset: Ruleset, days: Iterable[date], calendars: Iterable[WorkingCalendar] = ()) -> "pl.DataFrame":
    """The due day of each rule for each of some days, in the columns rule, trigger and due.

    There is one row for each rule and day. `due` is null where no version of the rule is in force, where the rule
    counts to no day, and where the calendar does not know it.
    """
    import polars as pl

    counted = {one.name: one for one in calendars}
    rows = _rows(ruleset, tuple(days), counted)
    schema = {"rule": pl.String, "trigger": pl.Date, "due": pl.Date}
    found = pl.DataFrame(rows, schema=schema, orient="row")
    # Rulesets that extend one another may share a rule: the stricter day is due.
    return found.group_by("rule", "trigger").agg(pl.col("due").min())


def _rows(
    ruleset: Ruleset, days: tuple[date, ...], calendars: Mapping[str, WorkingCalendar]
) -> Iterator[tuple[str, date, date | None]]:
    for _, versions in ruleset.by_rule:
        # Where versions overlap, the last to come into force holds.
        ordered = sorted(versions, key=lambda one: one.in_force_from or date.min, reverse=True)
        for day in days:
            rule = next((one for one in ordered if one.in_force(day)), None)
            yield versions[0].id, day, None if rule is None else first_due(rule, day, calendars)


def first_due(rule: Rule, day: date, calendars: Mapping[str, WorkingCalendar]) -> date | None:
    """The due day of a rule whose trigger is on a day, or of its first period; the earliest where a fact decides."""
    named = rule.working_calendar
    calendar = calendars.get(named.name, named)
    branch = _first_branch(rule.requirement)
    if rule.rolls is not None:
        return _by_obligation(rule, day, calendar)
    try:
        if branch is None:
            return rule.due(day, calendar)
        return min(one.due(day, calendar) for one in branch.timescales)
    except OutsideCalendar:
        return None


def _first_branch(requirement: Requirement) -> Branch | None:
    if isinstance(requirement, Every):
        return requirement.steps[0].branch
    return requirement.branch if isinstance(requirement, Within) else None


def _by_obligation(rule: Rule, day: date, calendar: WorkingCalendar) -> date | None:
    """The due day of an obligation: where a court may put a last day off, no day is known without the holidays."""
    alone = Ruleset(id="alone", title="One version", rules=(attrs.evolve(rule, applies=()),))
    trigger = Event(subject="any", kind=rule.trigger[0], on=day, ref="any")
    (found,) = alone.obligations([trigger], day, calendars=[calendar])
    return found.due
