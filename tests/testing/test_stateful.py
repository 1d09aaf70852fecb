"""Histories that a host subclasses: what they live through, and that a storage which loses anything is caught."""

from collections import defaultdict
from datetime import timedelta

import attrs
import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from reflective.casework import SHIPPED, Case, Membership
from reflective.errors import ReflectiveError
from reflective.exchange import dumps, loads
from reflective.practice import Cycle, People, Plan
from reflective.records import Strike
from reflective.testing.stateful import CaseHistory, RecordHistory

#: A planted fault is found and not shrunk: finding it is enough.
ONCE = settings(
    max_examples=100, stateful_step_count=15, phases=[Phase.generate], report_multiple_bugs=False, database=None
)
#: The same ones each time, for what is asked of all of them together.
ENOUGH = settings(max_examples=50, stateful_step_count=50, database=None, derandomize=True)
SHORT = settings(max_examples=8, stateful_step_count=20, database=None)


class Written(CaseHistory):
    """A host that keeps cases as documents."""

    def store(self, case):
        return loads(dumps(case), Case)


#: The kinds of record that a history of a case writes in; its membership is moved by what joins and leaves.
LIVED = [kind for kind in SHIPPED.records if kind is not Membership]


def lived_through(history, enough=ENOUGH):
    """The contents drawn in each kind of record, the machines that left their start, and the most days that passed."""
    said, begun, lengths = defaultdict(set), set(), []

    class Counted(history):
        def teardown(self):
            lengths.append(self.today - self.first)
            for record in (self.case.people, *self.case.records):
                kinds = {type(entry.content) for entry in record.entries}
                said[type(record)] |= kinds
                begun.update(machine.name for machine in record.machines if kinds.intersection(machine.kinds))

    run_state_machine_as_test(Counted, settings=enough)
    return said, begun, max(lengths)


def little(kind, said):
    """Whether less than half of what a kind of record takes was said in it."""
    return 2 * len(said[kind].intersection(kind.contents())) < len(kind.contents())


def altered(case, change):
    """The case with its last record changed."""
    return attrs.evolve(case, records=(*case.records[:-1], change(case.records[-1])))


class TestACase:
    """A family's file lived through, each version stored and read."""

    def test_documents_lose_nothing(self):
        """Our own format is a storage that keeps every case."""
        run_state_machine_as_test(Written, settings=SHORT)

    @pytest.mark.slow
    @pytest.mark.parametrize("half", [0, 1], ids=["one half", "the other"])
    def test_much_happens(self, half):
        """Within a few histories half of what each record takes is said, and no machine stays where it starts.

        A history writes in half of the kinds, so that each of them comes often enough.
        """
        joining = CaseHistory.kinds[half::2]
        lived = [kind for kind in LIVED if kind in {People, *joining}]
        said, begun, longest = lived_through(type("Half", (CaseHistory,), {"kinds": joining}))
        assert [kind.KIND for kind in lived if little(kind, said)] == []
        machines = [machine.name for kind in lived for machine in kind.machines]
        assert [name for name in machines if name not in begun] == []
        assert any(Strike in kinds for kinds in said.values())
        assert longest > timedelta(days=20)

    def test_a_history_of_little_is_caught(self):
        """The control: records that join and in which nothing but what moves nothing is written."""

        class Still(CaseHistory):
            def change(self, record, data):
                after = super().change(record, data)
                return record if after.entries and type(after.entries[-1].content) not in record.takes else after

        said, begun, _ = lived_through(Still, SHORT)
        assert [kind.KIND for kind in LIVED if little(kind, said)] != []
        assert begun == set()

    def test_a_host_may_begin_with_a_case_of_its_own(self):
        """A host may also give the words that its storage takes."""

        class Own(CaseHistory):
            def opened(self):
                return Case.opened("family-9")

            def teardown(self):
                assert self.case.id == "family-9"

        run_state_machine_as_test(Own, settings=settings(max_examples=3, stateful_step_count=5, database=None))

    def test_a_storage_that_loses_an_entry_is_caught(self):
        """The control: the last entry of the last record is not read back."""

        class Losing(CaseHistory):
            def store(self, case):
                long = case.records and case.records[-1].entries
                return altered(case, lambda one: one._with(one.entries[:-1])) if long else case

        with pytest.raises(AssertionError, match="another case came back than was stored"):
            run_state_machine_as_test(Losing, settings=ONCE)

    def test_a_storage_that_loses_a_day_is_caught(self):
        """The control: one that keeps the day something was written, and not the day it was."""

        class Confusing(CaseHistory):
            def store(self, case):
                if not case.records:
                    return case
                entries = tuple(attrs.evolve(entry, on=entry.recorded) for entry in case.records[-1].entries)
                return altered(case, lambda one: one._with(entries))

        with pytest.raises(AssertionError, match="another case came back than was stored"):
            run_state_machine_as_test(Confusing, settings=ONCE)

    def test_a_case_that_forgets_what_was_known_is_caught(self):
        """The control: a storage that replaces what it kept before by what is so now, and says they are equal."""

        class Forgetful(CaseHistory):
            def store(self, case):
                return case

            @invariant()
            def check_what_comes_back(self):
                super().check_what_comes_back()
                if self.case.records and len(self.case.records[-1].entries) > 1:
                    self.case = altered(self.case, lambda one: one._with(one.entries[1:]))

        with pytest.raises((AssertionError, ReflectiveError)):
            run_state_machine_as_test(Forgetful, settings=ONCE)

    def test_what_it_says_tells_nobody_what_was_stored(self):
        """The message of a storage that lost something holds no narrative."""

        class Losing(CaseHistory):
            def store(self, case):
                return attrs.evolve(case, id="another")

        with pytest.raises(AssertionError) as caught:
            run_state_machine_as_test(Losing, settings=ONCE)
        assert str(caught.value).split("\n")[0] == "another case came back than was stored"


class TestARecord:
    """One record lived through."""

    def test_of_a_kind(self):
        """As a host asks, and stored as it says."""

        class Cycles(RecordHistory):
            kind = Cycle

            def store(self, record):
                assert type(record) is Cycle
                return loads(dumps(record), Cycle)

        run_state_machine_as_test(Cycles, settings=SHORT)

    def test_another_kind_is_caught(self):
        """The control: a storage that gives back an equal log of another kind."""

        class Mixed(RecordHistory):
            def store(self, record):
                return Cycle(id=record.id)

        assert Mixed.kind is Plan
        with pytest.raises(AssertionError, match="another kind of record came back"):
            run_state_machine_as_test(Mixed, settings=ONCE)

    def test_a_record_that_changes_when_it_refuses_is_caught(self):
        """The control: a refused entry that leaves something behind."""

        class Leaky(RecordHistory):
            def change(self, record, data):
                before = record.entries
                after = super().change(record, data)
                return record._with(before[:-1]) if after is record and before else after

        with pytest.raises(AssertionError):
            run_state_machine_as_test(Leaky, settings=ONCE)
