"""Every ratio with its bound, as one table; it fails when one does not hold.

`python -m tests.benchmarks` wants the `compare` extra, and a machine that has little else to do.
"""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

from .measure import Row, table


def _measured(ratios: Callable[[], list[Row]]) -> list[Row]:
    """The rows; measured once more where one does not hold, since a busy moment is not a slow library."""
    rows = ratios()
    return rows if all(row.holds for row in rows) else ratios()


def main() -> int:
    """Measure every `ratios` function of every benchmark here."""
    rows: list[Row] = []
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        module = importlib.import_module(f"tests.benchmarks.{path.stem}")
        for name in sorted(name for name in vars(module) if name.startswith("ratios")):
            rows += _measured(getattr(module, name))
    print(table(rows))
    return 0 if rows and all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
