"""`due_days`: the due day of each rule and trigger of a frame, looked up in a table."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from reflective.errors import BadDocument, BadValue, Fault
from reflective.frames.compiled import due_table
from reflective.rules import Ruleset
from reflective.timescales import WorkingCalendar

if TYPE_CHECKING:
    import polars as pl

    from reflective.frames.incoming import Library

__all__ = ["due_days"]

_Frame = TypeVar("_Frame")
_RULE: Final = "rule"
_TRIGGER: Final = "trigger"
_DUE: Final = "due"
#: The columns that the join is made on.
_BY: Final = ("_rule", "_trigger")


def due_days(frame: _Frame, ruleset: Ruleset, *, calendars: Iterable[WorkingCalendar] = ()) -> _Frame:
    """The frame with a column `due`: the day on which the rule in `rule` falls due whose trigger is on `trigger`.

    It is the due day of `ruleset.obligations` for a trigger about which nothing else is known: for a series that of its
    first period, and the earliest where a fact decides. It is null where no version of the rule is in force on the day,
    where the rule counts to no day, and where the calendar does not know it. The rows keep their order where the frame
    has one. The days of a lazy frame are read to make the table, and the answer is lazy.

    Raises `BadValue` for arguments of other types, and `BadDocument` for a lacking column, a day that is none, and a
    rule that the ruleset does not have.
    """
    from reflective.frames.extra import check_extra
    from reflective.frames.incoming import column_names, library_of, refused

    if not isinstance(ruleset, Ruleset):
        raise BadValue(name="ruleset", wanted="a Ruleset, such as Ruleset.load('england')")
    check_extra()
    library = library_of(frame)
    names = column_names(frame, library)
    faults = [
        Fault(path=name, wanted="must be a column of the frame") for name in (_RULE, _TRIGGER) if name not in names
    ]
    if _DUE in names:
        faults.append(Fault(path=_DUE, wanted="must not be a column of the frame yet"))
    if faults:
        raise refused(faults)
    counted = tuple(calendars)
    ruleset.obligations((), date.max, calendars=counted)
    if library.lazy:
        return cast("_Frame", _joined(frame, ruleset, counted))
    return cast("_Frame", _with_due(frame, library, ruleset, counted))


def _with_due(frame: Any, library: "Library", ruleset: Ruleset, calendars: tuple[WorkingCalendar, ...]) -> Any:
    """A frame that is not lazy with its due days, in the order of its rows."""
    from reflective.frames.incoming import taken_in
    from reflective.frames.outgoing import with_column

    keys = taken_in(frame, library, (_RULE, _TRIGGER), (_RULE, _TRIGGER))
    return with_column(frame, library, _looked_up(keys[_RULE], _days(keys[_TRIGGER]), ruleset, calendars))


def _looked_up(
    rules: "pl.Series", days: "pl.Series", ruleset: Ruleset, calendars: tuple[WorkingCalendar, ...]
) -> "pl.Series":
    """The due day of each row by its place in one list of the due days, which takes a fifth of the time of a join."""
    import polars as pl

    ids = pl.Enum(sorted({rule.id for rule in ruleset.all_rules}))
    named = rules.cast(pl.String).cast(ids, strict=False)
    if named.has_nulls():
        raise _not_a_rule(ruleset)
    if days.is_empty():
        return pl.Series(_DUE, [], pl.Date)
    numbers = days.to_physical()
    first, last = int(numbers.min()), int(numbers.max())  # type: ignore[arg-type]
    width = last - first + 1

    def places(rule: "pl.Series", day: "pl.Series") -> "pl.Series":
        return rule.cast(ids).to_physical().cast(pl.Int64) * width + (day.to_physical() - first)

    table = due_table(ruleset, set(named.unique()), days.unique().to_list(), calendars)
    found = pl.Series(_DUE, [None], pl.Date).new_from_index(0, len(ids.categories) * width)
    found = found.scatter(places(table[_RULE], table[_TRIGGER]), table[_DUE])
    return found.gather(places(named, days))


def _joined(plan: Any, ruleset: Ruleset, calendars: tuple[WorkingCalendar, ...]) -> Any:
    """A plan of any engine with its due days. It is run once, for the days and rules that there are."""
    import narwhals as nw

    from reflective.frames.engines import on_engine

    given: Any = nw.from_native(plan)
    days = _days(given.select(_TRIGGER).unique().collect("polars").to_native()[_TRIGGER])
    rules = given.select(nw.col(_RULE).cast(nw.String)).unique().collect("polars").to_native()[_RULE]
    if not set(rules.to_list()) <= {rule.id for rule in ruleset.all_rules}:
        raise _not_a_rule(ruleset)
    table = due_table(ruleset, set(rules), days.unique().to_list(), calendars).rename({_RULE: _BY[0], _TRIGGER: _BY[1]})
    keyed = given.with_columns(
        nw.col(_RULE).cast(nw.String).alias(_BY[0]), nw.col(_TRIGGER).cast(nw.Date).alias(_BY[1])
    )
    return keyed.join(on_engine(table, plan), on=list(_BY), how="left").drop(*_BY).to_native()


def _days(given: "pl.Series") -> "pl.Series":
    from reflective.frames.incoming import checked_days, refused

    days, bad, wanted = checked_days(given)
    if bad is None or bad.any():
        raise refused([Fault(path=_TRIGGER, wanted=f"must be {wanted}")])
    return days


def _not_a_rule(ruleset: Ruleset) -> BadDocument:
    return BadDocument(faults=(Fault(path=_RULE, wanted=f"must be the id of a rule of {ruleset.id} on every row"),))
