"""The obligations of many subjects by one plan, written once for every engine that narwhals knows.

Each period of a series begins on the day on which the last was met, so the periods follow from those days alone: they
are numbered and shifted by one. All rules go in one pass, with the line of each as a column. Every value is a whole
number, because engines count days in different ways.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reflective.frames.lines import LAST, ONCE, UNTIL, UNTIL_EVENT, Tables
from reflective.rules import Status, Unknown

if TYPE_CHECKING:
    import polars as pl

    Put = Callable[[pl.DataFrame], Any]

__all__ = ["COLUMNS", "STATUSES", "UNKNOWN", "Host", "periods"]

#: The columns of the answer. Statuses and reasons are numbers: their places in the lists that follow.
COLUMNS: Final = (
    *("line", "place", "period", "start", "due", "met", "status", "days_late", "ended", "unknown", "working"),
)
STATUSES: Final = tuple(Status)
UNKNOWN: Final = (Unknown.CALENDAR, Unknown.BEFORE)
#: The columns that name a trigger, and those by which what may meet it is found.
_ONE: Final = ("line", "place")
_OF: Final = ("line", "subject", "key")


class Host(NamedTuple):
    """The services of an engine that a plan uses.

    >>> Host(put=lambda table: table, keep=lambda frame: frame).keep("a frame")
    'a frame'
    """

    #: Makes a table of polars a frame of the engine.
    put: "Put"
    #: Computes a frame that later steps read more than once.
    keep: Callable[[Any], Any]


def periods(events: Any, given: Tables, as_of: int, death: int, host: Host) -> Any:
    """The periods of every line, one row each.

    `events` has the columns subject, kind, on, ref and place, each of whole numbers, with no day after `as_of`. The
    answer has a row for each trigger, and in a series for each period, in no order.
    """
    put, keep = host
    met = keep(_met(events, given, put))
    triggers = keep(_triggers(events, met, given, put))
    triggers = keep(triggers.join(_stops(events, triggers, given, death, put), on=list(_ONE), how="left"))
    found = _rated(keep(_periods(triggers, met)), triggers, events, given, put)
    return _judged(found, put(given.working), as_of)


def _keyed(frame: Any) -> Any:
    """With the key by which events match a trigger: the ref, or for a line that matches by the next event none."""
    import narwhals as nw

    return frame.with_columns(key=nw.when(nw.col("by_ref") == 1).then(nw.col("ref")).otherwise(nw.lit(-1)))


def _triggers(events: Any, met: Any, given: Tables, put: "Put") -> Any:
    """The triggers of each line, with what the line says of them and the first day that could have met each."""
    found = _keyed(events.join(put(given.triggers), on="kind").join(put(given.lines), on="line"))
    first = met.group_by(*_OF).agg(_col("met").min().alias("first_met"))
    return found.join(first, on=list(_OF), how="left")


def _met(events: Any, given: Tables, put: "Put") -> Any:
    """The days on which anything happened that meets a line, each once."""
    lines = put(given.lines).select("line", "by_ref")
    found = _keyed(events.join(put(given.meets), on="kind").join(lines, on="line"))
    return found.select(*_OF, _col("on").alias("met")).unique()


def _stops(events: Any, triggers: Any, given: Tables, death: int, put: "Put") -> Any:
    """For each trigger the first day on which the duty is no longer required, or on which the next series begins."""
    import narwhals as nw

    ends = events.join(put(given.ends), on="kind").select("line", "subject", "ref", _col("on").alias("stop"))
    refs = triggers.select("line", "subject", "ref").unique().with_columns(mine=nw.lit(1))
    others = ends.join(refs, on=["line", "subject", "ref"], how="left").filter(_col("mine").is_null())
    deaths = events.filter(_col("kind") == death).group_by("subject").agg(_col("on").min().alias("stop"))
    following = _col("on").shift(-1).over(*_OF, order_by=["on", "ref", "kind"]).alias("stop")
    # An end with a trigger's own ref counts from its day on, and one that belongs to no trigger from the day after.
    stops = [
        triggers.join(ends, on=["line", "subject", "ref"]).filter(_col("stop") >= _col("on")),
        triggers.filter(_col("by_ref") == 0)
        .join(others.select("line", "subject", "stop"), on=["line", "subject"])
        .filter(_col("stop") > _col("on")),
        triggers.filter(_col("survives") == 0).join(deaths, on="subject"),
        triggers.filter(_col("series") == 1).with_columns(following).filter(~_col("stop").is_null()),
    ]
    found = nw.concat([one.select(*_ONE, "stop") for one in stops], how="vertical")
    return found.group_by(*_ONE).agg(_col("stop").min())


def _periods(triggers: Any, met: Any) -> Any:
    """The periods of each trigger: one for each day on which it was met, and one that is open after the last."""
    import narwhals as nw

    days = triggers.join(met, on=list(_OF)).filter(
        ((_col("met") > _col("on")) | ((_col("own") == 1) & (_col("met") == _col("on"))))
        & (_col("stop").is_null() | (_col("met") <= _col("stop")))
    )
    numbered = days.with_columns(period=_in_order(_col("met").cum_count()) - 1, start=_in_order(_col("met").shift(1)))
    last = days.group_by(*_ONE).agg(_col("met").count().alias("period"), _col("met").max().alias("start"))
    opened = triggers.join(last, on=list(_ONE), how="left").with_columns(met=nw.lit(None, dtype=nw.Int64))
    columns = [*_ONE, "on", "stop", "first_met", "once", "series", "period", "start", "met"]
    found = nw.concat(
        [
            one.select(*columns[:-3], *(_col(name).cast(nw.Int64) for name in columns[-3:]))
            for one in (numbered, opened)
        ],
        how="vertical",
    )
    found = found.with_columns(
        period=nw.coalesce(_col("period"), nw.lit(0)), start=nw.coalesce(_col("start"), _col("on"))
    )
    return found.filter((_col("period") == 0) | ((_col("series") == 1) & _goes_on()))


def _in_order(of_trigger: Any) -> Any:
    """A count or a shift over the days on which each trigger was met, in their order."""
    return of_trigger.over(*_ONE, order_by="met")


def _goes_on() -> Any:
    """Whether a series still runs on the day on which a period begins."""
    return _col("stop").is_null() | (_col("start") < _col("stop"))


def _rated(found: Any, triggers: Any, events: Any, given: Tables, put: "Put") -> Any:
    """The periods with the due day of the rate that each has."""
    import narwhals as nw

    steps = range(given.most_steps)
    lines = put(given.lines).select("line", "by_ref")
    until = _keyed(events.join(put(given.events), on="kind").join(lines, on="line"))
    until = until.select(*_OF, "step", _col("on").alias("event_on"))
    after = triggers.select(*_ONE, *_OF[1:], "on").join(until, on=list(_OF)).filter(_col("event_on") > _col("on"))
    by_step = [nw.when(_col("step") == step).then(_col("event_on")).alias(f"event_{step}") for step in steps]
    happened = after.with_columns(*by_step).group_by(*_ONE).agg(*(_col(f"event_{step}").min() for step in steps))
    lasting = put(given.lines).select("line", "warn", "calendar", *(f"{of}_{step}" for step in steps for of in _STEP))
    found = found.join(happened, on=list(_ONE), how="left").join(put(given.until), on=["line", "on"], how="left")
    found = found.join(lasting, on="line")
    scale = _col(f"scale_{given.most_steps - 1}")
    for step in reversed(steps[:-1]):
        scale = nw.when(_holds(step)).then(_col(f"scale_{step}")).otherwise(scale)
    return found.with_columns(scale=scale).join(put(given.due), on=["scale", "start"], how="left")


_STEP: Final = ("lasts", "period", "scale")


def _holds(step: int) -> Any:
    """Whether a period has a step, where it has none of those before."""
    lasts, event = _col(f"lasts_{step}"), _col(f"event_{step}")
    return (
        ((lasts == ONCE) & (_col("period") == _col(f"period_{step}")))
        | ((lasts == UNTIL) & (_col("start") < _col(f"until_{step}")))
        | ((lasts == UNTIL_EVENT) & (event.is_null() | (event > _col("start"))))
        | (lasts == LAST)
    )


def _judged(found: Any, working: Any, as_of: int) -> Any:
    """The periods with their status, as the per-case engine judges each."""
    import narwhals as nw

    due, stop, met = _col("due"), _col("stop"), _col("met")
    before = (_col("once") == 1) & ~_col("first_met").is_null() & (_col("first_met") < _col("on"))
    found = found.with_columns(over=~stop.is_null() & (met.is_null() | (stop < met)), before=before)
    found = found.with_columns(
        met=nw.when(~_col("over")).then(met),
        ended=nw.when(_col("over")).then(stop),
        late_by=nw.coalesce(nw.when(_col("over")).then(stop), met, nw.lit(as_of)) - due,
    )
    late, outside = _col("late_by"), ~_col("outside").is_null() & (_col("outside") == 1)
    unmet = ~_col("over") & met.is_null()
    unsure = unmet & _col("before")
    some = nw.lit(None, dtype=nw.Int64)
    status = _first(
        (_col("over"), _status(Status.ENDED)),
        (outside | unsure, _status(Status.NOT_KNOWN)),
        (~met.is_null() & (due.is_null() | (late <= 0)), _status(Status.MET)),
        (~met.is_null(), _status(Status.MET_LATE)),
        (due.is_null(), _status(Status.PENDING)),
        (late > 0, _status(Status.OVERDUE)),
        (late >= -_col("warn"), _status(Status.DUE_SOON)),
        otherwise=_status(Status.PENDING),
    )
    days_late = _first(
        (outside, some),
        (_col("over") & due.is_null(), nw.lit(0)),
        (due.is_null() | unsure, some),
        (late <= 0, nw.lit(0)),
        (_col("over") & _col("before"), some),
        otherwise=late,
    )
    unknown = _first((_col("over"), some), (outside, nw.lit(0)), (unsure, nw.lit(1)), otherwise=some)
    found = found.with_columns(status=status, days_late=days_late, unknown=unknown)
    for day in ("start", "met"):
        counted = working.select("calendar", _col("day").alias(day), _col("number").alias(f"{day}_number"))
        found = found.join(counted, on=["calendar", day], how="left")
    return found.with_columns(working=_col("met_number") - _col("start_number")).select(*COLUMNS)


def _first(*cases: tuple[Any, Any], otherwise: Any) -> Any:
    """The value of the first case that is true."""
    import narwhals as nw

    found = otherwise
    for holds, value in reversed(cases):
        found = nw.when(holds).then(value).otherwise(found)
    return found


def _status(status: Status) -> Any:
    import narwhals as nw

    return nw.lit(STATUSES.index(status))


def _col(name: str) -> Any:
    import narwhals as nw

    return nw.col(name)
