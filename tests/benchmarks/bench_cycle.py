"""A checked and logged move of the cycle, beside its entry alone and beside `transitions`, which logs nothing."""

from datetime import date

import pytest

from reflective.practice import Cycle, Entry, Observation, Stage
from reflective.practice.cycle import Entered, Reason

from .measure import Row, at_least, at_most, best, table

DAY = date(2021, 9, 6)
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


def ratios() -> list[Row]:
    """A move against its entry, against `transitions`, on a long record; loading against four times the entries."""
    short, long, model = _short(), _long(), _machine()

    def entry():
        return Entry(content=Entered(stage=Stage.REFLECTION), on=DAY, recorded=DAY, by="w-1")

    def move():
        return short.enter(Stage.REFLECTION, on=DAY, recorded=DAY, by="w-1")

    def long_move():
        return long.enter(Stage.REFLECTION, on=DAY, recorded=DAY, by="w-1")

    def elsewhere():
        model.state = "experience"
        return model.enter_reflection(on=DAY, recorded=DAY, by="w-1")

    alone, moved, moved_late, other = best(entry, move, long_move, elsewhere)
    longer = Cycle(id="c-1", entries=long.entries * 4)
    small, large = best(lambda: _loading(long), lambda: _loading(longer))
    return [
        at_most("a checked, logged move / its entry alone", moved / alone, 2.0),
        at_least("a move in transitions / a checked, logged move", other / moved, 4.0),
        at_most("a move on 200 entries / on 1", moved_late / moved, 1.5),
        at_most("loading 800 entries / 4 x loading 200", large / (4 * small), 1.25),
    ]


@pytest.mark.benchmark
def test_a_move_is_cheap(capsys):
    """A move costs little more than its entry, less than a machine that logs nothing, and no more on a long record."""
    rows = ratios()
    with capsys.disabled():
        print("\n" + table(rows))
    assert all(row.holds for row in rows), [row for row in rows if not row.holds]
