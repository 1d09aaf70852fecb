"""The columns of a frame: those that events have, those that a ruleset reads, and those of obligations."""

from collections.abc import Iterable
from typing import Final

from reflective.errors import BadValue
from reflective.rules import Rule, Ruleset

__all__ = ["DAYS", "KEYS", "NOT_ASKED", "NUMBERS", "PLACE", "ROW", "SORTED_BY", "facts_read", "own_columns"]

#: The columns that each row of events must fill.
KEYS: Final = ("subject", "kind", "on", "ref")
#: The columns of obligations, in order; the caller's own columns follow, and then the reason if it is asked for.
ROW: Final = (
    "subject",
    "rule",
    "trigger",
    "ref",
    "period",
    "first_due",
    "due",
    "due_latest",
    "met",
    "status",
    "days_late",
    "ended_on",
    "exceeded",
    "open",
    "unknown",
    "days_taken",
    "working_days_taken",
    "days_to_go",
    "authority",
    "ruleset",
    "reason",
)
DAYS: Final = ("trigger", "first_due", "due", "due_latest", "met", "ended_on")
NUMBERS: Final = ("period", "days_late", "days_taken", "working_days_taken", "days_to_go")
#: A frame that has an order is sorted by these.
SORTED_BY: Final = ("subject", "rule", "trigger", "ref")
#: The columns of the second frame: who was not asked about, and why.
NOT_ASKED: Final = ("subject", "reason")
#: The column with the place of the row of the trigger, which is taken out before a frame is handed back.
PLACE: Final = "_place"
#: The fact of an event that states its time of day.
_TIME: Final = "at"
_WHY: Final = "why"


def facts_read(ruleset: Ruleset) -> tuple[str, ...]:
    """The names of all facts of events that any rule of a ruleset reads, in order."""
    names = {name for rule in ruleset.all_rules for name in _facts_of(rule)}
    return tuple(sorted({*names, _TIME} - {*KEYS}))


def _facts_of(rule: Rule) -> Iterable[str]:
    yield from rule.facts
    yield from (name for name, _ in (*rule.not_met_if, *rule.met_from, *rule.at_least))
    yield from (one.fact for one in rule.gives_way)


def own_columns(columns: Iterable[str], there: Iterable[str]) -> tuple[str, ...]:
    """The caller's own columns, each once; raises `BadValue` for one that is not there or has a name of ours."""
    if isinstance(columns, str) or not isinstance(columns, Iterable):
        raise BadValue(name="columns", wanted="a list of names of columns")
    found = tuple(dict.fromkeys(columns))
    if not all(isinstance(one, str) for one in found) or not set(found) <= set(there):
        raise BadValue(name="columns", wanted="names of columns that the frame has")
    if set(found) & {*KEYS, *ROW, PLACE, _WHY}:
        raise BadValue(name="columns", wanted="columns of your own: the frame of obligations has the others already")
    return found
