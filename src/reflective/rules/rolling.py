"""Limits in any window of a length: how long a stay may last, and whether a time is one too many."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from reflective.rules.forms import AtMost, Of

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
    back = limit.window.back
    #: The stays so far as separate stretches: the day before the first that counts, and the last that does.
    first: list[date] = []
    last: list[date] = []
    for start, end in spans:
        upto = _counter(first, last)
        #: This stay's own days begin after those that an earlier one counts already.
        free = max(start, last[-1]) if last else start

        def total(day: date, upto: Callable[[date], int] = upto, free: date = free) -> int:
            since = back(day)
            return upto(day) - upto(since) + max(0, (day - max(since, free)).days)

        # A total grows by one a day at most, so no day before the one jumped to can be over.
        day = start + _DAY
        while (counted := total(day)) <= limit.amount:
            day += (limit.amount - counted + 1) * _DAY
        used = upto(start) - upto(back(start))
        yield Allowed(day - _DAY, None, (f"{used} days used in the {limit.window} before it",))
        stop = min(as_of, end or as_of)
        if stop <= free:
            continue
        if last and last[-1] >= start:
            last[-1] = stop
        else:
            first.append(start)
            last.append(stop)


def _counter(first: list[date], last: list[date]) -> Callable[[date], int]:
    """How many counted days there are up to a day and including it."""
    lengths = [0, *accumulate((end - start).days for start, end in zip(first, last, strict=True))]

    def upto(day: date) -> int:
        place = bisect_right(first, day)
        if place == 0:
            return 0
        return min(lengths[place - 1] + (day - first[place - 1]).days, lengths[place])

    return upto
