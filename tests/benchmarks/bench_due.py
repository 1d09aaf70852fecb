"""Asking what is due: of three hundred cases, beside three hundred times of one."""

import copy
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from reflective.casework import Case
from reflective.practice import Action, Cycle, Journey, Observation, Plan, Stage
from reflective.practice.journey import Checkpoint, CheckpointStatus
from reflective.timescales import Deadline
from tests.benchmarks.measure import Row, at_most, best, table

CASES, ENTRIES = 300, 200
_FIRST = date(2021, 9, 6)
#: A day on which every one of them has begun.
_AS_OF = _FIRST + timedelta(days=CASES + 30)
#: A round takes some seconds, so that few of them are enough to be past what is left of another program's work.
_ROUNDS = 3

Ask = Callable[[Sequence[Case], int], object]


def case(number: int) -> Case:
    """A case of two hundred entries: a plan of thirty actions, a journey of ten checkpoints, and a cycle."""
    day, child = _FIRST + timedelta(days=number), f"child-{number}"
    written: Any = {"on": day, "recorded": day, "by": "worker-1", "about": (child,)}
    opened = Case.opened(f"case-{number}")
    for record in (_plan(number, day, child, written), _journey(number, day, child, written)):
        opened = opened.join(record, **written)
    left = ENTRIES - 1 - sum(len(log.entries) for log in opened.logs)
    cycle = Cycle(id=f"cycle-{number}").enter(Stage.EXPERIENCE, **written)
    for _ in range(left - 1):
        cycle = cycle.add(Observation(stage=Stage.EXPERIENCE, what="He shouted up the stairs"), **written)
    return opened.join(cycle, **written)


def _plan(number: int, day: date, child: str, written: Any) -> Plan:
    plan = Plan(id=f"plan-{number}").start("supervision", children=(child,), **written)
    for place in range(30):
        action = f"a-{place}"
        due = Deadline.after(f"in {1 + place % 6} weeks", day, anchor="the supervision")
        plan = plan.agree(Action(id=action, text="Visit after school", children=(child,), due=due), **written)
        plan = plan.accept(action, "worker-1", **written)
        if place % 3:
            plan = plan.begin(action, **written)
            plan = plan.report_done(action, "Visited, and he was asleep", **written)
    return plan


def _journey(number: int, day: date, child: str, written: Any) -> Journey:
    journey = Journey(id=f"journey-{number}").of(child, **written)
    for place in range(10):
        point = Checkpoint(
            id=f"p-{place}", different="He sleeps", how_we_would_know="A diary", due="in 5 weeks", counted_from=day
        )
        journey = journey.agree(point, **written)
        if place % 2:
            journey = journey.reach(f"p-{place}", CheckpointStatus.MET, "Six nights of seven", **written)
    return journey


@cache
def cases() -> tuple[Case, ...]:
    """Three hundred of them."""
    return tuple(map(case, range(CASES)))


def _as_loaded(one: Case) -> Case:
    """A case of which nothing was worked out yet. A copy of a record has its entries and no answers."""
    return Case(
        id=one.id,
        people=copy.copy(one.people),
        membership=copy.copy(one.membership),
        records=tuple(map(copy.copy, one.records)),
    )


def _ask(asked: Sequence[Case], place: int) -> object:
    """The rows of a case, the last of those that are asked so far."""
    return _as_loaded(asked[place]).due(_AS_OF)


def ratios(ask: Ask = _ask) -> list[Row]:
    """Each of three hundred cases asked what is due, beside the first of them asked three hundred times."""
    several, same = cases(), cases()[:1] * CASES

    def all_of(asked: Sequence[Case]) -> None:
        for place in range(len(asked)):
            ask(asked, place)

    def again_and_again() -> None:
        for _ in range(len(same)):
            ask(same, 0)

    many, one = best(lambda: all_of(several), again_and_again, rounds=_ROUNDS)
    return [at_most("300 cases of 200 entries asked what is due / 300 x one", many / one, 1.1)]


# What is planted slow, to show that the bound can be passed


def _among_all(asked: Sequence[Case], place: int) -> object:
    """The rows of a case, found by looking through every case that was asked before it."""
    found = [one for one in asked[: place + 1] for log in one.logs for entry in log.entries if entry.by == "worker-2"]
    return found, _ask(asked, place)


def controls() -> list[Row]:
    """The bound passed by what is planted to pass it."""
    return ratios(_among_all)


@pytest.mark.benchmark
def test_a_case_is_asked_by_itself(capsys):
    """Asking one case costs the same however many others there are."""
    rows = ratios()
    with capsys.disabled():
        print("\n" + table(rows))
    assert all(row.holds for row in rows), rows


@pytest.mark.benchmark
def test_what_is_slow_is_caught():
    """The control: the bound is passed by a planted slow variant."""
    assert not any(row.holds for row in controls())


@pytest.mark.benchmark
def test_the_cases_are_as_they_are_called():
    """The control of the measure: so many entries, something due in each, and the same amount of it."""
    found = [len(one.due(_AS_OF)) for one in cases()]
    assert {sum(len(log.entries) for log in one.logs) for one in cases()} == {ENTRIES}
    assert set(found) == {found[0]}
    assert found[0] > 30
