"""Each record lived through: moves forward, late tellings, corrections, and what must hold after every step."""

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from reflective.casework import SHIPPED
from reflective.errors import ReflectiveError
from reflective.practice import Cycle
from reflective.testing._values import ITEMS, PEOPLE
from reflective.testing.stateful import RecordHistory


def history_of(kind_of_record):
    """A history of one kind, which is in a state of its table at every step where it has a table."""

    class History(RecordHistory):
        kind = kind_of_record

        @invariant()
        def it_is_in_a_state_of_its_table(self):
            for machine in self.kind.machines:
                for item in (None, *ITEMS, *PEOPLE):
                    assert self.record.at(machine, self.today, item) in machine.table

    return History


@pytest.mark.parametrize("kind", SHIPPED.records, ids=lambda kind: kind.NOUN)
def test_a_history_keeps_the_laws_at_every_step(kind):
    """Whatever is tried and in whichever order, the record is lawful and no earlier view of it changes."""
    run_state_machine_as_test(history_of(kind), settings=settings(max_examples=12, stateful_step_count=20))


def test_a_record_that_forgets_is_caught():
    """The control: a record that drops its last entry when a new one comes."""

    class Forgetful(history_of(Cycle)):
        def change(self, record, data):
            after = super().change(record, data)
            return after._with(after.entries[1:]) if len(after.entries) > 2 else after

    # Found and not shrunk: that it is caught is what is asked.
    once = settings(max_examples=200, stateful_step_count=20, report_multiple_bugs=False, phases=[Phase.generate])
    with pytest.raises((AssertionError, ReflectiveError)):
        run_state_machine_as_test(Forgetful, settings=once)
