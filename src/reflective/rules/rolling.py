"""Limits in a rolling window: how long a stay may last, and whether an occurrence is one too many."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from reflective.rules.requirements import AtMost, Of
from reflective.timescales import Timescale

__all__ = ["Allowed", "last_outside", "rolling"]

_DAY = timedelta(days=1)


class Allowed(NamedTuple):
    """The answer of a limit for one stay or one occurrence."""

    #: The last day that a stay may go on to; None for an occurrence.
    due: date | None
    #: How many days too soon an occurrence is (0: not too soon); None for a stay.
    too_soon: int | None
    remarks: tuple[str, ...]


@lru_cache(maxsize=10_000)
def last_outside(window: Timescale, day: date) -> date:
    """The last day whose window is over on a day, counted as `due` counts, at the end of every month."""
    last = window.back(day)
    while window.due(last) > day:
        last -= _DAY
    while window.due(last + _DAY) <= day:
        last += _DAY
    return last


def rolling(limit: AtMost, spans: Sequence[tuple[date, date | None]], as_of: date) -> Iterator[Allowed]:
    """The answer for each stay of one subject, given in the order of their first days.

    A stay that is still open counts to `as_of`. A day of two stays counts once.
    """
    if limit.of is Of.TIMES:
        yield from _times(limit, [start for start, _ in spans])
    else:
        yield from _days(limit, spans, as_of)


def _times(limit: AtMost, starts: list[date]) -> Iterator[Allowed]:
    for place, start in enumerate(starts):
        counted = place + 1 - bisect_right(starts, last_outside(limit.window, start))
        said = (f"{counted} in the {limit.window} up to this one",)
        if counted <= limit.amount:
            yield Allowed(None, 0, said)
        else:
            allowed = limit.window.due(starts[place - limit.amount])
            yield Allowed(None, max(1, (allowed - start).days), said)


def _days(limit: AtMost, spans: Sequence[tuple[date, date | None]], as_of: date) -> Iterator[Allowed]:
    taken = _Taken()

    def back(day: date) -> date:
        return last_outside(limit.window, day)

    for start, end in spans:
        # Days that an earlier stay covers are counted already.
        free = max(start, taken.last[-1]) if taken.last else start

        def total(day: date, free: date = free) -> int:
            since = back(day)
            return taken.upto(day) - taken.upto(since) + max(0, (day - max(since, free)).days)

        # The total grows by at most one a day, so no day before the next `day` can be over the limit.
        day = start + _DAY
        while (counted := total(day)) <= limit.amount:
            day += (limit.amount - counted + 1) * _DAY
        used = taken.upto(start) - taken.upto(back(start))
        yield Allowed(day - _DAY, None, (f"{used} days used in the {limit.window} before it",))
        stop = min(as_of, end or as_of)
        if stop > free:
            taken.add(start, stop)


class _Taken:
    """The days counted so far, as separate stretches: the day before the first day of each, and its last day."""

    def __init__(self) -> None:
        self.first: list[date] = []
        self.last: list[date] = []
        #: For each stretch the days of all stretches before it, and last the days of all.
        self._before = [0]

    def add(self, start: date, stop: date) -> None:
        """Count a stay that starts no earlier than any before it and ends later than all of them."""
        if self.last and self.last[-1] >= start:
            self._before[-1] += (stop - self.last[-1]).days
            self.last[-1] = stop
        else:
            self.first.append(start)
            self.last.append(stop)
            self._before.append(self._before[-1] + (stop - start).days)

    def upto(self, day: date) -> int:
        """The number of counted days up to and including a day."""
        place = bisect_right(self.first, day)
        if place == 0:
            return 0
        return min(self._before[place - 1] + (day - self.first[place - 1]).days, self._before[place])
