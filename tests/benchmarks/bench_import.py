"""What importing costs, beside importing attrs, each in an interpreter of its own."""

import os
import subprocess
import sys

import pytest

from .measure import Row, at_most, table

_ROUNDS = 9
#: attrs is compiled when it is installed, so ours is compiled by the first round, wherever it runs from.
_COMPILED = {name: given for name, given in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
_TIME = "import time; start = time.perf_counter(); import {}; print(time.perf_counter() - start)"


def _least(*modules: str) -> list[float]:
    """Seconds to import each: the least of several rounds, each round importing every one in turn."""
    least = [float("inf")] * len(modules)
    for _ in range(_ROUNDS):
        for place, module in enumerate(modules):
            run = [sys.executable, "-c", _TIME.format(module)]
            took = float(subprocess.run(run, capture_output=True, check=True, text=True, env=_COMPILED).stdout)
            least[place] = min(least[place], took)
    return least


def ratios() -> list[Row]:
    """Importing the records, and importing nothing but the name, beside importing attrs."""
    attrs, practice, name = _least("attrs", "reflective.practice", "reflective")
    return [
        at_most("import reflective.practice / import attrs", practice / attrs, 3.5),
        at_most("import reflective / import attrs", name / attrs, 0.1),
    ]


@pytest.mark.benchmark
def test_importing_is_cheap(capsys):
    """A host pays little for importing the records, and next to nothing for importing the name."""
    rows = ratios()
    with capsys.disabled():
        print("\n" + table(rows))
    assert all(row.holds for row in rows), [row for row in rows if not row.holds]
