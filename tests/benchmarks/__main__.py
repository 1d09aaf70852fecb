"""Every ratio with its bound, as one table; it fails when one does not hold.

`python -m tests.benchmarks` wants the `compare` extra, and a machine that has little else to do.
"""

import importlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from .measure import Row, table

#: How often rows are measured at most. A busy moment is not a slow library, and a slow library is slow each time.
_TRIES = 8


def _measured(ratios: Callable[[], list[Row]]) -> list[Row]:
    """The rows; each as it was measured when it held, or the last time of several where it never did.

    A row is measured again in an interpreter of its own: where a process has put its objects in memory stays so for as
    long as it lives, and makes the same ratio a few hundredths more or less.
    """
    rows = ratios()
    for _ in range(_TRIES - 1):
        if all(row.holds for row in rows):
            break
        rows = [old if old.holds else new for old, new in zip(rows, _afresh(ratios), strict=True)]
    return rows


def _afresh(ratios: Callable[[], list[Row]]) -> list[Row]:
    """The rows of one function, measured in a new interpreter."""
    code = (
        "import importlib, json, sys; print(json.dumps(getattr(importlib.import_module(sys.argv[1]), sys.argv[2])()))"
    )
    command = [sys.executable, "-c", code, ratios.__module__, ratios.__name__]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [Row(*row) for row in json.loads(done.stdout)]


def _named(prefix: str) -> Iterator[Callable[[], list[Row]]]:
    """Every function of every benchmark here whose name begins so."""
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        module = importlib.import_module(f"tests.benchmarks.{path.stem}")
        yield from (getattr(module, name) for name in sorted(vars(module)) if name.startswith(prefix))


def main() -> int:
    """Measure every ratio, and what is planted slow: a bound that nothing can pass measures nothing."""
    rows = [row for ratios in _named("ratios") for row in _measured(ratios)]
    print(table(rows))
    planted = [row for controls in _named("controls") for row in controls()]
    missed = [row for row in planted if row.holds]
    print(f"\n{len(planted) - len(missed)} of {len(planted)} bounds caught what was planted slow")
    if missed:
        print(table(missed))
    if len(planted) != len(rows):
        print(f"{len(rows)} bounds have {len(planted)} controls, and each has one")
    return 0 if rows and all(row.holds for row in rows) and not missed and len(planted) == len(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
