"""A ruleset as a table of due days: the per-case engine asked about each day on which something begins."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterable, Mapping
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


def due_table(
    ruleset: Ruleset, rules: Container[str], days: Iterable[date], calendars: Iterable[WorkingCalendar] = ()
) -> "pl.DataFrame":
    """The due day of some rules for each of some days, in the columns rule, trigger and due.

    There is one row for each rule and day. `due` is null where no version of the rule is in force, where the rule
    counts to no day, and where the calendar does not know it.
    """
    import polars as pl

    counted, asked = {one.name: one for one in calendars}, sorted(days)
    schema = {"rule": pl.String, "trigger": pl.Date, "due": pl.Date}
    parts = [
        pl.DataFrame({"rule": versions[0].id, "trigger": asked, "due": _dues(versions, asked, counted)}, schema)
        for _, versions in ruleset.by_rule
        if versions[0].id in rules
    ]
    found = pl.concat(parts) if parts else pl.DataFrame(schema=schema)
    # Rulesets that extend one another may share a rule: the stricter day is due.
    return found.group_by("rule", "trigger").agg(pl.col("due").min())


def _dues(versions: Iterable[Rule], days: list[date], calendars: Mapping[str, WorkingCalendar]) -> list[date | None]:
    """The due day for each of some days in order, by the version in force; where two overlap, by the later."""
    found: list[date | None] = [None] * len(days)
    for rule in sorted(versions, key=lambda one: one.in_force_from or date.min):
        first = bisect_left(days, rule.in_force_from or date.min)
        last = bisect_right(days, rule.in_force_to or date.max)
        count = first_due(rule, calendars)
        found[first:last] = [count(day) for day in days[first:last]]
    return found


def first_due(rule: Rule, calendars: Mapping[str, WorkingCalendar]) -> Callable[[date], date | None]:
    """The due day of a rule by the day of its trigger, or of its first period; the earliest where a fact decides."""
    named = rule.working_calendar
    calendar = calendars.get(named.name, named)
    branch = _first_branch(rule.requirement)
    alone = Ruleset(id="alone", title="One version", rules=(attrs.evolve(rule, applies=()),))

    def due(day: date) -> date | None:
        if rule.rolls is not None:
            # Where a court may put a last day off, no day is known without the holidays.
            trigger = Event(subject="any", kind=rule.trigger[0], on=day, ref="any")
            return alone.obligations([trigger], day, calendars=[calendar])[0].due
        try:
            if branch is None:
                return rule.due(day, calendar)
            return min(one.due(day, calendar) for one in branch.timescales)
        except OutsideCalendar:
            return None

    return due


def _first_branch(requirement: Requirement) -> Branch | None:
    if isinstance(requirement, Every):
        return requirement.steps[0].branch
    return requirement.branch if isinstance(requirement, Within) else None
