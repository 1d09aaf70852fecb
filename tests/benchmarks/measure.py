"""How the benchmarks measure: contestants side by side within one run, and only ratios are ever asserted."""

import gc
import time
from collections.abc import Callable
from typing import NamedTuple

__all__ = ["Row", "at_least", "at_most", "best", "table"]

#: After so many rounds in a row that bring nothing better by a hundredth, what was found is taken for the least.
_ROUNDS = 15
_BETTER_SHARE = 0.99
#: And after so many in all, whatever they bring.
_MOST_ROUNDS = 75
_BATCH_SECONDS = 0.004


class Row(NamedTuple):
    """One measured ratio and the bound it is held to."""

    name: str
    measured: float
    bound: str
    holds: bool


def at_most(name: str, measured: float, bound: float) -> Row:
    """A ratio that may be as large as the bound."""
    return Row(name, measured, f"<= {bound:g}", measured <= bound)


def at_least(name: str, measured: float, bound: float) -> Row:
    """A ratio that may be as small as the bound."""
    return Row(name, measured, f">= {bound:g}", measured >= bound)


def best(*contestants: Callable[[], object], rounds: int = _ROUNDS) -> tuple[float, ...]:
    """Seconds for one call of each: the least of many rounds, each round timing a batch of every contestant in turn.

    The least, because whatever else the machine does can only add; in turn, because it does not add evenly. There are
    rounds until `rounds` of them in a row have found nothing better for anybody.
    """
    sizes = [_batch_size(contestant) for contestant in contestants]
    least = [float("inf")] * len(contestants)
    enabled = gc.isenabled()
    gc.disable()
    try:
        quiet = 0
        for _ in range(_MOST_ROUNDS):
            quiet += 1
            for place, (contestant, size) in enumerate(zip(contestants, sizes, strict=True)):
                seconds = _time(contestant, size) / size
                if seconds < _BETTER_SHARE * least[place]:
                    quiet = 0
                least[place] = min(least[place], seconds)
            if quiet == rounds:
                break
    finally:
        if enabled:
            gc.enable()
    return tuple(least)


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | measured | bound | holds |", "|---|---:|---:|---|"]
    lines += [f"| {row.name} | {row.measured:.2f} | {row.bound} | {'yes' if row.holds else 'NO'} |" for row in rows]
    return "\n".join(lines)


def _batch_size(contestant: Callable[[], object]) -> int:
    """How many calls make a batch long enough to time."""
    size = 1
    while _time(contestant, size) < _BATCH_SECONDS:
        size *= 2
    return size


def _time(contestant: Callable[[], object], size: int) -> float:
    calls = range(size)
    # The time of this process alone: on a busy machine the clock counts what others do in the middle of a long call.
    start = time.process_time()
    for _ in calls:
        contestant()
    return time.process_time() - start
