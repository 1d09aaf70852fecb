"""Each machine lived through: moves forward, late tellings, corrections, and what must hold after every step."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from reflective.errors import RecordConflict, ReflectiveError
from reflective.practice import Strike
from tests.practice.machines import MACHINES

FIRST = date(2021, 1, 1)
DAYS = st.integers(min_value=0, max_value=9)


def history_of(machine):  # noqa: C901 - one rule a thing that people do
    """A rule-based machine whose state is one record of this kind, growing."""

    class History(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.today = FIRST
            self.record = type(machine.start)(id="r-1")
            for entry in machine.start.entries:
                self.record = self.record.add(entry.content, on=FIRST, recorded=FIRST, by=entry.by)
            self.seen = [(self.today, self.record)]

        def keep(self, make):
            """Take what was made; where it is refused, nothing may have happened."""
            before, entries, refused = self.record, self.record.entries, None
            try:
                self.record = make()
            except ReflectiveError as error:
                refused = error
            assert refused is None or (self.record is before and before.entries is entries)
            assert not isinstance(refused, RecordConflict) or refused.place >= len(entries)
            self.seen.append((self.today, self.record))

        @rule(days=DAYS)
        def time_passes(self, days):
            self.today += timedelta(days=days)

        @rule(data=st.data(), ago=DAYS)
        def somebody_tries_a_move(self, data, ago):
            source = machine.where(self.record)
            to = data.draw(st.sampled_from(list(machine.table)))
            attempt = machine.tries(source, to)
            if attempt is not None:
                content, written = attempt
                on = max(FIRST, self.today - timedelta(days=ago))
                self.keep(lambda: self.record.add(content, **{**written, "on": on, "recorded": self.today}))

        @precondition(lambda self: self.record.entries)
        @rule(data=st.data(), ago=DAYS, replaced=st.booleans())
        def somebody_corrects(self, data, ago, replaced):
            place = data.draw(st.integers(0, len(self.record.entries) - 1))
            old = self.record.entries[place]
            on = max(FIRST, self.today - timedelta(days=ago))
            again = [attrs.evolve(old, on=on, recorded=self.today)] if replaced else []
            if not isinstance(old.content, Strike):
                self.keep(
                    lambda: self.record.correct(
                        place, reason="another day", recorded=self.today, by="w-1", instead=again
                    )
                )

        @invariant()
        def it_is_lawful(self):
            assert self.record.irregularities() == ()

        @invariant()
        def what_was_known_is_still_known(self):
            for day, record in self.seen[-5:]:
                later = [one for on, one in self.seen if on <= day]
                assert self.record.known_at(day) == later[-1]
                assert record.entries == self.record.entries[: len(record.entries)]

        @invariant()
        def it_is_in_a_state_of_its_table(self):
            assert machine.where(self.record) in machine.table

    return History


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_a_history_keeps_the_laws_at_every_step(machine):
    """Whatever is tried and in whichever order, the record is lawful and no earlier view of it changes."""
    run_state_machine_as_test(history_of(machine), settings=settings(max_examples=12, stateful_step_count=20))


def test_a_record_that_forgets_is_caught():
    """The control: a record that drops its last entry when a new one comes."""

    class Forgetful(history_of(MACHINES[0])):
        def keep(self, make):
            super().keep(make)
            if len(self.record.entries) > 2:
                self.record = self.record._with(self.record.entries[1:])

    once = settings(max_examples=200, stateful_step_count=20, report_multiple_bugs=False)
    with pytest.raises((AssertionError, ReflectiveError)):
        run_state_machine_as_test(Forgetful, settings=once)
