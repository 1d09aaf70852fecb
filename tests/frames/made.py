"""Frames of events and the rows that the per-case engine gives for them, for the tests of frames."""

from collections import Counter
from datetime import date

import polars as pl

from reflective.errors import OutsideCalendar
from reflective.rules import Event

#: The attributes of an obligation that are columns of a frame as they are.
AS_THEY_ARE = (
    *("subject", "rule", "ref", "trigger", "period", "first_due", "due", "due_latest", "met", "status", "days_late"),
    *("ended_on", "exceeded", "open", "unknown", "authority", "ruleset", "reason"),
)
KEYS = {"subject": pl.String, "kind": pl.String, "on": pl.Date, "ref": pl.String}


def frame_of(events, facts=()):
    """The events as a polars frame, one row an event, with a column for each fact that one of them has."""
    names = dict.fromkeys([*facts, *(name for one in events for name, _ in one.facts)])
    rows = [
        {
            "subject": one.subject,
            "kind": one.kind,
            "on": one.on,
            "ref": one.ref,
            **dict.fromkeys(names),
            **dict(one.facts),
        }
        for one in events
    ]
    return pl.DataFrame(rows, schema={**KEYS, **dict.fromkeys(names, pl.String)})


def expected(found, as_of, *, own=(), why=False):
    """The rows of obligations as a frame should have them, worked out from the obligations alone."""
    return Counter(_row(one, as_of, own, why) for one in found)


def _row(one, as_of, own, why):
    taken = working = to_go = None
    if one.met is not None:
        taken = (one.met - one.trigger).days
        try:
            working = one.basis.calendar.count(one.trigger, one.met)
        except OutsideCalendar:
            working = None
    if one.due is not None and one.open:
        to_go = (one.due - as_of).days
    facts = dict(one.facts)
    row = {name: getattr(one, name) for name in AS_THEY_ARE}
    row |= {"days_taken": taken, "working_days_taken": working, "days_to_go": to_go}
    row |= {name: facts.get(name) for name in own}
    if why:
        row["why"] = str(one.why)
    return _plain(row)


def rows(frame):
    """The rows of a frame of polars, counted."""
    return Counter(_plain(row) for row in frame.to_dicts())


def _plain(row):
    return tuple(sorted((name, _value(given)) for name, given in row.items()))


def _value(given):
    return given if given is None or isinstance(given, date | bool | int) else str(given)


def keys_in_order(frame):
    """Whether the rows of a frame lie in the order of subject, rule, trigger and ref."""
    found = [tuple(str(row[name]) for name in ("subject", "rule", "trigger", "ref")) for row in frame.to_dicts()]
    return found == sorted(found)


def event(kind, on, ref="r-1", subject="c-1", **facts):
    return Event(subject=subject, kind=kind, on=on, ref=ref, facts=tuple(facts.items()))
