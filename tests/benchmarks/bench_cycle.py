"""A checked and logged move of the cycle, beside its entry alone and beside `transitions`, which logs nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from reflective.practice import Cycle, Entry, Observation, Source, Stage
from reflective.practice.cycle import Entered, Reason

from .measure import Row, at_least, at_most, best, table

DAY = date(2021, 9, 6)
SOURCE = Source(document="practice note", at="58")
WRITTEN = {"on": DAY, "recorded": DAY, "by": "w-1"}


def _short() -> Cycle:
    return Cycle(id="c-1").enter(Stage.EXPERIENCE, **WRITTEN)


def _long() -> Cycle:
    """The same state after 200 entries."""
    cycle = _short()
    while len(cycle.entries) < 199:
        cycle = cycle.enter(Stage.REFLECTION, **WRITTEN)
        cycle = cycle.enter(Stage.EXPERIENCE, reason=Reason.NEW_INFORMATION, **WRITTEN)
    return cycle.add(Observation(stage=Stage.EXPERIENCE, what="seen"), **WRITTEN)


def _machine():
    """The same table of stages in `transitions`, with the same check that going back or skipping on has a reason."""
    transitions = pytest.importorskip("transitions", reason="transitions is in the compare extra")

    class Model:
        def reasoned(self, reason=None, **_written):
            return reason is not None

    stages = [str(stage) for stage in Stage]
    table = [
        {
            "trigger": f"enter_{to}",
            "source": source,
            "dest": to,
            "conditions": [] if place + 1 == onward else "reasoned",
        }
        for place, source in enumerate(stages)
        for onward, to in enumerate(stages)
        if source != to
    ]
    model = Model()
    transitions.Machine(model, states=stages, transitions=table, initial="experience", auto_transitions=False)
    return model


def _loading(cycle: Cycle) -> object:
    """Make the record again from its entries, and fold them."""
    return Cycle(id="c-1", entries=cycle.entries).stage(DAY)


def ratios(enter: Callable[..., object] = Cycle.enter, load: Callable[[Cycle], object] = _loading) -> list[Row]:
    """A move against its entry, against `transitions`, on a long record; loading against four times the entries."""
    short, long, model = _short(), _long(), _machine()
    reflecting = short.enter(Stage.REFLECTION, **WRITTEN)
    reasoned = {"reason": Reason.URGENT_SAFETY, "note": "a call from the school"}
    back = {"reason": Reason.NEW_INFORMATION, "note": "a call from the school"}

    def entry():
        content = Entered(stage=Stage.ANALYSIS, **reasoned)
        return Entry(content=content, on=DAY, recorded=DAY, by="w-1", source=SOURCE)

    def in_transitions():
        model.state = "experience"
        return model.enter_reflection(on=DAY, recorded=DAY, by="w-1")

    alone, moved, gone_back, plain, late, other = best(
        entry,
        lambda: enter(short, Stage.ANALYSIS, on=DAY, recorded=DAY, by="w-1", source=SOURCE, **reasoned),
        lambda: enter(reflecting, Stage.EXPERIENCE, on=DAY, recorded=DAY, by="w-1", source=SOURCE, **back),
        lambda: enter(short, Stage.REFLECTION, on=DAY, recorded=DAY, by="w-1"),
        lambda: enter(long, Stage.REFLECTION, on=DAY, recorded=DAY, by="w-1"),
        in_transitions,
    )
    longer = Cycle(id="c-1", entries=long.entries * 4)
    small, large = best(lambda: load(long), lambda: load(longer))
    return [
        at_most("a move with reason, note and source / its entry", moved / alone, 2),
        at_most("a move back with reason, note and source / its entry", gone_back / alone, 2),
        at_least("a move in transitions, which logs nothing / a checked, logged move", other / plain, 1.0),
        at_most("an entry into a record of 200 / into one of 2", late / plain, 1.5),
        at_most("loading 800 entries / 4 x loading 200", large / (4 * small), 1.25),
    ]


# Planted slow variants, to show that each bound can be passed


def _twice(cycle: Cycle, stage: Stage, **given: Any) -> Cycle:
    """Two moves in place of one."""
    cycle.enter(stage, **given)
    return cycle.enter(stage, **given)


def _prefixes(cycle: Cycle) -> object:
    """Loading that folds the log anew at every tenth entry."""
    return [_loading(Cycle(id="c-1", entries=cycle.entries[:n])) for n in range(10, len(cycle.entries) + 1, 10)]


def controls() -> list[Row]:
    """Each bound passed by what is planted to pass it."""
    return [*ratios(enter=_twice)[:3], *ratios(enter=_kept_nothing)[3:4], *ratios(load=_prefixes)[4:]]


def _kept_nothing(cycle: Cycle, stage: Stage, **given: Any) -> Cycle:
    """A move in a record that keeps no fold, so that each one folds the whole log again."""
    return Cycle(id=cycle.id, entries=cycle.entries).enter(stage, **given)


@pytest.mark.benchmark
def test_what_is_slow_is_caught():
    """The control: each bound is passed by a planted slow variant."""
    assert not any(row.holds for row in controls())


@pytest.mark.benchmark
def test_a_move_is_cheap(capsys):
    """A move costs little more than its entry, less than a machine that logs nothing, and no more on a long record."""
    rows = ratios()
    with capsys.disabled():
        print("\n" + table(rows))
    assert all(row.holds for row in rows), [row for row in rows if not row.holds]
