"""The tables of a caseload: actions, checkpoints, sessions and the rest, a row each, through readings.

A table has ids, days, numbers of days and minutes, and words of a list. It has no narrative.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, Final

from reflective.casework import Reading
from reflective.checks import check as run_checks
from reflective.errors import BadValue
from reflective.fields import check, several
from reflective.frames.pseudonyms import Pseudonyms
from reflective.practice import Hypothesis, Journey, Plan, Relationship, Supervision
from reflective.practice.hypothesis import Floated
from reflective.practice.supervision import Held, MeetingPart, Recorded
from reflective.practice.supervision.state import with_part
from reflective.rules import Ruleset

__all__ = ["TABLES", "Pseudonyms", "tables"]

_Row = tuple[Any, ...]
#: The types of a column. An id, and a list of ids, are those of people, records and cases: pseudonyms take their place.
_ID, _IDS, _TEXT, _TEXTS, _DAY, _WHOLE, _YES = "id", "ids", "text", "texts", "day", "whole", "yes"
_IDENTIFYING: Final = frozenset({_ID, _IDS})

#: The columns of each table, in order, each with its type.
_COLUMNS: Final[Mapping[str, Mapping[str, str]]] = {
    "actions": {
        "case": _ID, "plan": _ID, "action": _ID, "status": _TEXT, "agreed": _YES, "kind": _TEXT, "since": _DAY,
        "due": _DAY, "ended_on": _DAY, "children": _IDS, "owners": _IDS, "awaited": _IDS, "results": _TEXTS,
    },
    "checkpoints": {
        "case": _ID, "journey": _ID, "child": _ID, "checkpoint": _ID, "status": _TEXT, "due": _DAY,
        "family_asked": _YES, "found": _TEXT, "found_on": _DAY, "so_what": _TEXT, "settled_on": _DAY,
    },
    "obligations": {
        "case": _ID, "subject": _ID, "rule": _TEXT, "ref": _ID, "trigger": _DAY, "period": _WHOLE, "first_due": _DAY,
        "due": _DAY, "due_latest": _DAY, "met": _DAY, "status": _TEXT, "days_late": _WHOLE, "ended_on": _DAY,
        "exceeded": _YES, "open": _YES, "authority": _TEXT, "ruleset": _TEXT, "owners": _IDS,
    },
    "findings": {
        "case": _ID, "code": _TEXT, "concern": _TEXT, "good": _YES, "subject": _ID, "record": _ID, "audience": _TEXT,
        "withheld": _WHOLE,
    },
    "hypotheses": {
        "case": _ID, "hypothesis": _ID, "status": _TEXT, "whose": _ID, "about": _IDS, "floated_on": _DAY,
        "changed_on": _DAY,
    },
    "relationships": {
        "case": _ID, "relationship": _ID, "worker": _ID, "family_member": _ID, "child": _YES, "state": _TEXT,
        "stage": _TEXT, "begun_on": _DAY, "at_stage_since": _DAY,
    },
    "sessions": {
        "case": _ID, "session": _ID, "kind": _TEXT, "stage": _TEXT, "planned_for": _DAY, "held_on": _DAY,
        "minutes": _WHOLE, "mode": _TEXT, "recorded_on": _DAY, "children": _IDS, "practitioners": _IDS,
        "supervisors": _IDS,
    },
}  # fmt: skip
#: The names of the tables.
TABLES: Final = tuple(_COLUMNS)


def tables(
    readings: Iterable[Reading] | Reading,
    ruleset: Ruleset | None = None,
    *,
    pseudonyms: Pseudonyms | None = None,
    identified: bool = False,
    library: str = "polars",
) -> Mapping[str, Any]:
    """The tables of some readings by name (`TABLES`), as frames of "polars", "pandas" or "pyarrow".

    Whatever a reading withholds is in no table. Ids of people, records and cases are replaced by `pseudonyms`; with
    `identified=True` they stand as they are. One of the two has to be said, else `BadValue` is raised. With a ruleset
    its obligations follow those of the case's own decisions, and its duties are in the findings.
    """
    given = several("readings", [readings] if isinstance(readings, Reading) else readings, Reading)
    check("ruleset", ruleset, Ruleset | None)
    check("pseudonyms", pseudonyms, Pseudonyms | None)
    if identified is not True and pseudonyms is None:
        raise BadValue(name="pseudonyms", wanted="given, or identified=True in its place")
    if identified and pseudonyms is not None:
        raise BadValue(name="identified", wanted="False where pseudonyms are given")
    if library not in _MADE:
        raise BadValue(name="library", wanted=f"one of {', '.join(_MADE)}")
    return {name: _frame(name, _rows(name, given, ruleset), pseudonyms, library) for name in TABLES}


def _rows(name: str, readings: tuple[Reading, ...], ruleset: Ruleset | None) -> Iterator[_Row]:
    for reading in readings:
        for row in _OF[name](reading, ruleset):
            yield reading.id, *row


def _frame(name: str, rows: Iterable[_Row], pseudonyms: Pseudonyms | None, library: str) -> Any:
    import polars as pl

    types: dict[str, Any] = {
        _ID: pl.String(), _IDS: pl.List(pl.String()), _TEXT: pl.String(), _TEXTS: pl.List(pl.String()),
        _DAY: pl.Date(), _WHOLE: pl.Int64(), _YES: pl.Boolean(),
    }  # fmt: skip
    columns = _COLUMNS[name]
    plain = [[_plain(one, kind, pseudonyms) for one, kind in zip(row, columns.values(), strict=True)] for row in rows]
    frame = pl.DataFrame(plain, schema={one: types[kind] for one, kind in columns.items()}, orient="row")
    return _MADE[library](frame)


def _plain(given: Any, kind: str, pseudonyms: Pseudonyms | None) -> Any:
    """A value as a frame holds it: ids by their pseudonyms, words of a list as text."""
    if isinstance(given, tuple):
        return [_plain(one, kind, pseudonyms) for one in given]
    if isinstance(given, StrEnum):
        return given.value
    return given if given is None or pseudonyms is None or kind not in _IDENTIFYING else pseudonyms.of(given)


def _pandas(frame: Any) -> Any:
    made = frame.to_pandas(date_as_object=False)
    for name, kind in zip(frame.columns, frame.dtypes, strict=True):
        if kind.is_temporal():
            made[name] = made[name].astype("datetime64[s]")
        elif kind.is_integer():
            made[name] = made[name].astype("Int64")
        elif not kind.is_numeric() and str(kind) == "Boolean":
            made[name] = made[name].astype("boolean")
    return made


_MADE: Final[Mapping[str, Callable[[Any], Any]]] = {
    "polars": lambda frame: frame,
    "pandas": _pandas,
    "pyarrow": lambda frame: frame.to_arrow(),
}


# The rows of each table, without the case


def _actions(reading: Reading, _ruleset: Ruleset | None) -> Iterator[_Row]:
    for plan in reading.of_kind(Plan):
        state = plan.on(reading.as_of)
        for one in state.actions.values():
            yield (
                plan.id,
                one.id,
                one.status,
                one.agreed,
                one.action.kind,
                one.since,
                one.dated.day,
                one.ended_on,
                state.children_of(one.action),
                one.holders.present,
                one.holders.awaited,
                tuple(dict.fromkeys(closing.result for closing in one.closings)),
            )


def _checkpoints(reading: Reading, _ruleset: Ruleset | None) -> Iterator[_Row]:
    for journey in reading.of_kind(Journey):
        for one in journey.checkpoints(reading.as_of):
            yield (
                journey.id,
                journey.child(reading.as_of),
                one.checkpoint.id,
                one.status,
                one.day,
                one.family_asked,
                one.found,
                one.found_on,
                one.so_what,
                one.settled_on,
            )


def _obligations(reading: Reading, ruleset: Ruleset | None) -> Iterator[_Row]:
    asked = () if ruleset is None else ruleset.obligations(reading.events, as_of=reading.as_of)
    names = [name for name in _COLUMNS["obligations"] if name != "case"]
    for one in (*reading.due, *asked):
        yield tuple(getattr(one, name) for name in names)


def _findings(reading: Reading, ruleset: Ruleset | None) -> Iterator[_Row]:
    for one in run_checks(reading, ruleset):
        yield one.code, one.concern, one.good, one.subject, one.record, one.audience, one.withheld


def _hypotheses(reading: Reading, _ruleset: Ruleset | None) -> Iterator[_Row]:
    for one in reading.of_kind(Hypothesis):
        history = one.history(reading.as_of)
        floated = next(
            (entry.content for _, entry in one.standing(reading.as_of) if isinstance(entry.content, Floated)), None
        )
        if history and floated is not None:
            yield one.id, one.status(reading.as_of), floated.whose, floated.of, history[0][1], history[-1][1]


def _relationships(reading: Reading, _ruleset: Ruleset | None) -> Iterator[_Row]:
    for one in reading.of_kind(Relationship):
        facts = one.state(reading.as_of)
        if facts.between is not None:
            pair = facts.between.worker, facts.between.family_member, facts.between.child
            stage = one.stage(reading.as_of)
            yield one.id, *pair, one.tie(reading.as_of), stage, facts.begun, facts.at_stage_since


def _sessions(reading: Reading, _ruleset: Ruleset | None) -> Iterator[_Row]:
    for one in reading.of_kind(Supervision):
        state, standing = one.state(reading.as_of), one.standing(reading.as_of)
        held = next((entry.content for _, entry in reversed(standing) if isinstance(entry.content, Held)), None)
        recorded = next((entry.on for _, entry in standing if isinstance(entry.content, Recorded)), None)
        yield (
            one.id,
            None if held is None else held.kind,
            one.stage(reading.as_of),
            state.planned_for,
            state.held_on,
            None if held is None else held.minutes,
            None if held is None else held.mode,
            recorded,
            state.children,
            with_part(state.people, MeetingPart.PRACTITIONER),
            with_part(state.people, MeetingPart.SUPERVISOR),
        )


_OF: Final[Mapping[str, Callable[[Reading, Ruleset | None], Iterator[_Row]]]] = {
    "actions": _actions,
    "checkpoints": _checkpoints,
    "obligations": _obligations,
    "findings": _findings,
    "hypotheses": _hypotheses,
    "relationships": _relationships,
    "sessions": _sessions,
}
