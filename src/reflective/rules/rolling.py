"""Limits in any window of a length: how long a stay may last, and whether a time is one too many."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from reflective.rules.requirements import AtMost, Of

__all__ = ["Allowed", "rolling"]

_DAY = timedelta(days=1)


class Allowed(NamedTuple):
    """What a limit allows of one stay or one time."""

    #: The last day that a stay may go on to; None for a time.
    due: date | None
    #: How many days too soon a time is, 0 where it is not; None for a stay.
    too_soon: int | None
    remarks: tuple[str, ...]


def rolling(limit: AtMost, spans: Sequence[tuple[date, date | None]], as_of: date) -> Iterator[Allowed]:
    """For each stay of one subject, by its first day, what the limit allows of it after those before it.

    A stay that is still open counts to `as_of`. A day of two stays is one day.
    """
    if limit.of is Of.TIMES:
        yield from _times(limit, [start for start, _ in spans])
    else:
        yield from _days(limit, spans, as_of)


def _times(limit: AtMost, starts: list[date]) -> Iterator[Allowed]:
    for place, start in enumerate(starts):
        counted = place + 1 - bisect_right(starts, limit.window.back(start))
        said = (f"{counted} in the {limit.window} up to this one",)
        if counted <= limit.amount:
            yield Allowed(None, 0, said)
        else:
            allowed = limit.window.due(starts[place - limit.amount])
            yield Allowed(None, max(1, (allowed - start).days), said)


def _days(limit: AtMost, spans: Sequence[tuple[date, date | None]], as_of: date) -> Iterator[Allowed]:
    back, taken = limit.window.back, _Taken()
    for start, end in spans:
        #: This stay's own days begin after those that an earlier one counts already.
        free = max(start, taken.last[-1]) if taken.last else start

        def total(day: date, free: date = free) -> int:
            since = back(day)
            return taken.upto(day) - taken.upto(since) + max(0, (day - max(since, free)).days)

        # A total grows by one a day at most, so no day before the one jumped to can be over.
        day = start + _DAY
        while (counted := total(day)) <= limit.amount:
            day += (limit.amount - counted + 1) * _DAY
        used = taken.upto(start) - taken.upto(back(start))
        yield Allowed(day - _DAY, None, (f"{used} days used in the {limit.window} before it",))
        stop = min(as_of, end or as_of)
        if stop > free:
            taken.add(start, stop)


class _Taken:
    """Days that are counted so far, as separate stretches: the day before the first of each, and its last."""

    def __init__(self) -> None:
        self.first: list[date] = []
        self.last: list[date] = []
        #: How many days the stretches before each have, and before the next.
        self._before = [0]

    def add(self, start: date, stop: date) -> None:
        """Count a stay that starts no earlier than any before it and goes on past them."""
        if self.last and self.last[-1] >= start:
            self._before[-1] += (stop - self.last[-1]).days
            self.last[-1] = stop
        else:
            self.first.append(start)
            self.last.append(stop)
            self._before.append(self._before[-1] + (stop - start).days)

    def upto(self, day: date) -> int:
        """How many counted days there are up to a day and including it."""
        place = bisect_right(self.first, day)
        if place == 0:
            return 0
        return min(self._before[place - 1] + (day - self.first[place - 1]).days, self._before[place])
