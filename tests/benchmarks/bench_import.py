"""The cost of importing, beside importing attrs, each in an interpreter of its own."""

import os
import subprocess
import sys

import pytest

from .measure import Row, at_most, table

_ROUNDS = 9
#: attrs is compiled when it is installed, so ours is compiled by the first round, wherever it runs from.
_COMPILED = {name: given for name, given in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
_TIME = "import time; start = time.perf_counter(); {}; print(time.perf_counter() - start)"


def _least(*statements: str) -> list[float]:
    """Seconds that each takes: the least of several rounds, each round running every one in turn."""
    least = [float("inf")] * len(statements)
    for _ in range(_ROUNDS):
        for place, statement in enumerate(statements):
            run = [sys.executable, "-c", _TIME.format(statement)]
            took = float(subprocess.run(run, capture_output=True, check=True, text=True, env=_COMPILED).stdout)
            least[place] = min(least[place], took)
    return least


def ratios(one: str = "from reflective.practice import Plan", name: str = "import reflective") -> list[Row]:
    """Importing a record, and importing nothing but the name, beside importing attrs."""
    attrs, plan, alone = _least("import attrs", one, name)
    return [
        at_most("from reflective.practice import Plan / import attrs", plan / attrs, 4),
        at_most("import reflective / import attrs", alone / attrs, 0.1),
    ]


def controls() -> list[Row]:
    """Each bound passed by what is planted to pass it: every record and its strategies, and attrs with the name."""
    return ratios("import reflective.casework, reflective.exchange.json, reflective.views", "import reflective.errors")


@pytest.mark.benchmark
def test_what_is_slow_is_caught():
    """The control: each bound is passed by a planted slow variant."""
    assert not any(row.holds for row in controls())


@pytest.mark.benchmark
def test_importing_is_cheap(capsys):
    """A host pays little for importing the records, and next to nothing for importing the name."""
    rows = ratios()
    with capsys.disabled():
        print("\n" + table(rows))
    assert all(row.holds for row in rows), [row for row in rows if not row.holds]
