"""Checking a case of a thousand entries, beside loading it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from reflective.casework import Case
from reflective.checks import check
from reflective.exchange import dumps, loads
from reflective.practice import Supervision
from reflective.practice.supervision import MeetingPart
from reflective.rules import Ruleset
from tests.benchmarks.bench_due import _AS_OF, _FIRST, case
from tests.benchmarks.measure import Row, at_most, best, table

#: How many times the two hundred entries of a case are put into one.
_ROUNDS = 5


def document() -> str:
    """A case of a thousand entries: five plans, five journeys, five cycles, and a meeting about each child."""
    whole = Case.opened("case-1")
    for number in range(_ROUNDS):
        for record in case(number).records:
            written = {"on": _AS_OF, "recorded": _AS_OF, "by": "worker-1"}
            whole = whole.join(record, **written)
    who = (("worker-1", MeetingPart.PRACTITIONER), ("manager-1", MeetingPart.SUPERVISOR))
    day = _FIRST + timedelta(days=30)
    meeting = Supervision(id="meeting-1").hold(
        who, children=("child-0", "child-1"), minutes=90, on=day, recorded=day, by="manager-1"
    )
    return dumps(whole.join(meeting, on=_AS_OF, recorded=_AS_OF, by="worker-1"))


def _check(text: str) -> None:
    check(loads(text, Case).read(as_of=_AS_OF), Ruleset.load("england"))


def ratios(checking: Callable[[str], None] = _check) -> list[Row]:
    """The time to load and check, over the time to load."""
    text = document()
    loaded, checked = best(lambda: loads(text, Case), lambda: checking(text))
    return [at_most("checking a case of 1,000 entries / loading it", checked / loaded - 1, 20)]


def controls() -> list[Row]:
    """The bound is passed by a reader that asks every check on its own, as if each had a case to load."""

    def each_alone(text: str) -> None:
        for _ in range(30):
            _check(text)

    return ratios(each_alone)


@pytest.mark.benchmark
def test_checking_is_quick_beside_loading(capsys):
    """A thousand entries are checked in at most twenty times the time that it takes to load them."""
    rows = ratios()
    with capsys.disabled():
        print("\n" + table(rows))
    assert all(row.holds for row in rows)


@pytest.mark.benchmark
def test_what_is_slow_is_caught():
    """The control: checking as often as there are checks passes the bound."""
    assert not any(row.holds for row in controls())
