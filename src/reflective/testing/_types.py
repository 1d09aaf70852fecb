"""Which strategy is whose: from a class of the three floors to what draws it."""

import enum
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from reflective.casework import Case
from reflective.records import Record, Written
from reflective.rules import (
    AtMost,
    EachMonth,
    Event,
    Every,
    Example,
    NoFixedTime,
    Obligation,
    Rule,
    Ruleset,
    SeriesStep,
    Why,
    Within,
)
from reflective.testing import _events, _rules, _timescales
from reflective.testing._answers import ANSWERS
from reflective.testing._records import KINDS, cases, lived
from reflective.testing._values import SPECIAL, Plain, entries, values
from reflective.timescales import WorkingCalendar

__all__ = ["of_type", "written"]


@st.composite
def written(draw: st.DrawFn, made_of: Plain) -> Written:
    """The keywords that every entry takes, those that need not be given left out at times."""
    entry = draw(entries(made_of))
    needed = Written(on=entry.on, recorded=entry.recorded, by=entry.by)
    more = Written(on=entry.on, recorded=entry.recorded, by=entry.by, about=entry.about, audience=entry.audience)
    return draw(st.sampled_from([needed, more]))


def _lived(made_of: Plain, kind: type[Record[Any]]) -> st.SearchStrategy[Any]:
    return lived(kind, made_of, ids=made_of.ids, least=0, most=8)


_BY_TYPE: Final[Mapping[Any, Callable[[Plain], st.SearchStrategy[Any]]]] = {
    WorkingCalendar: lambda it: _timescales.calendars(first=it.first, last=it.last),
    Event: _events.events,
    Example: _rules.examples,
    SeriesStep: _rules.steps,
    **{kind: partial(_rules.requirements, kind=kind) for kind in (AtMost, EachMonth, Every, NoFixedTime, Within)},
    Rule: _rules.rules,
    Ruleset: _rules.rulesets,
    Obligation: _events.obligations,
    Why: lambda it: _events.obligations(it).map(lambda one: one.why),
    Written: written,
    **{kind: partial(_lived, kind=kind) for kind in KINDS},
    Record: lambda it: st.sampled_from(KINDS).flatmap(lambda kind: _lived(it, kind)),
    Case: lambda it: cases(it, ids=it.ids, most=3),
    **ANSWERS,
}


def of_type(kind: type[Any], made_of: Plain) -> st.SearchStrategy[Any]:
    """Values of any class of the three floors; raises `TypeError` for a class that is none of them."""
    if kind in _BY_TYPE:
        return _BY_TYPE[kind](made_of)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return st.sampled_from(kind)
    if kind in SPECIAL or attrs.has(kind):
        return values(kind, made_of)
    msg = f"there is no strategy for {kind.__name__}: it is no public type of timescales, rules or practice"
    raise TypeError(msg)
