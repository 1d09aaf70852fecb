"""`evaluate`: a frame of events in, a frame of obligations out."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar, overload

from reflective.errors import BadValue
from reflective.fields import check_day
from reflective.frames.columns import KEYS, PLACE, facts_read, own_columns
from reflective.frames.extra import check_extra
from reflective.frames.per_case import FrameQuery
from reflective.frames.planned import on_duckdb, on_polars, planned
from reflective.rules import Ruleset
from reflective.timescales import WorkingCalendar

if TYPE_CHECKING:
    import polars as pl

    from reflective.frames.incoming import Library

__all__ = ["Evaluated", "evaluate"]

_Frame = TypeVar("_Frame")


class Evaluated(NamedTuple):
    """Two frames of the caller's type: the obligations, and the subjects about whom nothing was asked.

    >>> found = Evaluated(obligations="a frame", not_asked="another")
    >>> found.not_asked
    'another'
    """

    obligations: Any
    #: One row a subject, with the columns subject and reason.
    not_asked: Any


@overload
def evaluate(
    frame: _Frame,
    ruleset: Ruleset,
    as_of: date,
    *,
    columns: Iterable[str] = (),
    accounted: Literal[False] = False,
    why: bool = False,
    calendars: Iterable[WorkingCalendar] = (),
    holds: Iterable[str] | None = None,
    lost: Mapping[str, Iterable[str]] | None = None,
    holds_from: Mapping[str, date] | None = None,
) -> _Frame: ...


@overload
def evaluate(
    frame: object,
    ruleset: Ruleset,
    as_of: date,
    *,
    columns: Iterable[str] = (),
    accounted: Literal[True],
    why: bool = False,
    calendars: Iterable[WorkingCalendar] = (),
    holds: Iterable[str] | None = None,
    lost: Mapping[str, Iterable[str]] | None = None,
    holds_from: Mapping[str, date] | None = None,
) -> Evaluated: ...


def evaluate(
    frame: Any,
    ruleset: Ruleset,
    as_of: date,
    *,
    columns: Iterable[str] = (),
    accounted: bool = False,
    why: bool = False,
    calendars: Iterable[WorkingCalendar] = (),
    holds: Iterable[str] | None = None,
    lost: Mapping[str, Iterable[str]] | None = None,
    holds_from: Mapping[str, date] | None = None,
) -> Any:
    """The obligations on a day of the events in a frame, in a frame of the caller's own type.

    The frame has the columns subject, kind, on and ref, and one for each fact that a rule asks; a column that is not
    there is a fact that every event lacks, and so is a blank cell. `columns` are columns of your own to keep: each
    counts as a fact of its event, so two rows that differ in one are two events. Rows that are alike count once. The
    answer is that of `ruleset.obligations`, row for row, sorted by subject, rule, trigger and ref, and the further
    arguments are its own. With `why` there is the reason of each row; with `accounted` an `Evaluated` comes back, whose
    second frame has the subjects that were not asked about.

    Raises `BadValue` for arguments of other types, and `BadDocument` for a frame that cannot be read: it lists each
    column at fault, with how many of its rows, and no value.
    """
    from reflective.frames.incoming import checked_events, library_of, taken_in

    question = _question(ruleset, as_of, calendars, {"holds": holds, "lost": lost, "holds_from": holds_from}, why=why)
    check_extra()
    library = library_of(frame)
    own = _own(frame, library, columns)
    facts = _facts(frame, library, (*facts_read(ruleset), *own))
    data = taken_in(frame, library, (*KEYS, *facts)).with_row_index(PLACE)
    events = checked_events(data, facts)
    found = _with_own(
        planned(events, facts, question, on_duckdb(frame) if library.name == "duckdb" else on_polars), data, own
    )
    return _handed_back(found, events, question, library, frame, accounted=accounted)


def _question(
    ruleset: Ruleset,
    as_of: date,
    calendars: Iterable[WorkingCalendar],
    source: Mapping[str, Any],
    *,
    why: bool,
) -> FrameQuery:
    """The question, with its arguments checked as the per-case engine checks them."""
    if not isinstance(ruleset, Ruleset):
        raise BadValue(name="ruleset", wanted="a Ruleset, such as Ruleset.load('england')")
    check_day("as_of", as_of)
    given = tuple((name, _kept(one)) for name, one in source.items() if one is not None)
    counted = _kept(calendars)
    ruleset.obligations((), as_of, calendars=counted, **dict(given))
    return FrameQuery(ruleset, as_of, counted, given, why)


def _kept(given: Any) -> Any:
    """An argument that can be read again and again; one of another type stays as it is, to be refused."""
    if isinstance(given, Mapping):
        return {name: _kept(one) for name, one in given.items()}
    return tuple(given) if isinstance(given, Iterable) and not isinstance(given, str) else given


def _own(frame: Any, library: "Library", columns: Iterable[str]) -> tuple[str, ...]:
    from reflective.frames.incoming import column_names

    return own_columns(columns, [one for one in column_names(frame, library) if isinstance(one, str)])


def _facts(frame: Any, library: "Library", names: Iterable[str]) -> tuple[str, ...]:
    """The columns that are facts of events, in the order of the frame."""
    from reflective.frames.incoming import column_names

    wanted = set(names)
    return tuple(str(one) for one in column_names(frame, library) if one in wanted)


def _with_own(found: "pl.DataFrame", data: "pl.DataFrame", own: tuple[str, ...]) -> "pl.DataFrame":
    """The obligations with the caller's own columns, taken from the row of each trigger."""
    places = found[PLACE]
    kept = found.drop(PLACE)
    why = ["why"] if "why" in kept.columns else []
    return kept.with_columns(data[name].gather(places) for name in own).select(
        *(name for name in kept.columns if name not in why), *own, *why
    )


def _handed_back(
    found: "pl.DataFrame",
    events: "pl.DataFrame",
    question: FrameQuery,
    library: "Library",
    like: Any,
    *,
    accounted: bool,
) -> Any:
    from reflective.frames.not_asked import not_asked
    from reflective.frames.outgoing import handed_back

    obligations = handed_back(found, library, like)
    if not accounted:
        return obligations
    lost = dict(question.source).get("lost", {})
    silent = not_asked(events, found, question.ruleset, question.as_of, lost)
    return Evaluated(obligations, handed_back(silent, library, like))
