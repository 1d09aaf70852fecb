"""Histories that a host subclasses: what they live through, and that a storage which loses anything is caught."""

from collections import Counter
from datetime import timedelta

import attrs
import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from reflective.casework import Case
from reflective.errors import ReflectiveError
from reflective.exchange import dumps, loads
from reflective.practice import Cycle, Plan
from reflective.records import Strike
from reflective.testing.stateful import CaseHistory, RecordHistory

#: What is caught is found and not shrunk: that it is found is what is asked.
ONCE = settings(
    max_examples=100, stateful_step_count=15, phases=[Phase.generate], report_multiple_bugs=False, database=None
)
#: The same ones each time, for what is asked of all of them together.
ENOUGH = settings(max_examples=25, stateful_step_count=25, database=None, derandomize=True)
SHORT = settings(max_examples=8, stateful_step_count=20, database=None)


class Written(CaseHistory):
    """A host that keeps cases as documents."""

    def store(self, case):
        return loads(dumps(case), Case)


def altered(case, change):
    """The case with its last record changed."""
    return attrs.evolve(case, records=(*case.records[:-1], change(case.records[-1])))


class TestACase:
    """A family's file lived through, each version stored and read."""

    def test_documents_lose_nothing(self):
        """Our own format is a storage that keeps every case."""
        run_state_machine_as_test(Written, settings=SHORT)

    def test_much_happens(self):
        """Within a few histories every kind of record joins, entries are struck, and days go by."""
        met, longest = Counter(), []

        class Counted(CaseHistory):
            def teardown(self):
                for record in (self.case.people, *self.case.records):
                    met.update({type(record).__name__: 1})
                    met.update(type(entry.content) for entry in record.entries)
                longest.append(self.today - self.first)

        run_state_machine_as_test(Counted, settings=ENOUGH)
        kinds = ["People", "Supervision", "Cycle", "Plan", "Journey", "Relationship", "Hypothesis", "Discrepancies"]
        assert [kind for kind in kinds if not met[kind]] == []
        assert met[Strike] > 0
        assert max(longest) > timedelta(days=20)

    def test_a_host_may_begin_with_a_case_of_its_own(self):
        """And with the words that its storage takes."""

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
            def add_to(self, record, data, ago, *, bold):
                before = record.entries
                after = super().add_to(record, data, ago, bold=bold)
                return record._with(before[:-1]) if after is record and before else after

        with pytest.raises(AssertionError):
            run_state_machine_as_test(Leaky, settings=ONCE)
