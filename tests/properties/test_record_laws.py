"""The laws of a log, over histories of every kind of record that nobody planned."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.casework import SHIPPED
from reflective.errors import BreaksLaterEntry, ReflectiveError
from reflective.practice import Audience, Cycle, Discrepancies, Entry, Observation, Plan, Stage
from reflective.practice.discrepancies import Question, Version
from reflective.practice.plan import PlanState
from reflective.records import Erasure, Record, Strike
from reflective.testing._records import entry_of
from reflective.testing._values import plain
from reflective.testing.record_laws import (
    RECORD_LAWS,
    erasing_is_never_refused,
    known_stays_known,
    prefixes_are_lawful,
    record_broken_by,
    state_is_a_fold,
    struck_counts_at_no_day,
)
from reflective.testing.strategies import records
from tests.exchange.own import Note
from tests.properties.control import caught

FIRST = date(2021, 1, 1)
DAYS = st.integers(min_value=0, max_value=40).map(lambda days: FIRST + timedelta(days=days))


def histories():
    """A record of any kind after up to a dozen attempts, those that were refused left out."""
    return records(first=FIRST, last=FIRST + timedelta(days=40), most=12)


def breaks(law, *strategies):
    """Whether some input breaks a law, which is a function that gives the half that fails."""
    return caught(lambda *given: law(*given) is None, *strategies)


def _again(record):
    """The record as it would be loaded: made from its entries, with nothing known of it beforehand."""
    return type(record)(id=record.id, entries=record.entries)


def _written(record):
    last = record.entries[-1].recorded if record.entries else FIRST
    return {"on": last, "recorded": last, "by": "w-1"}


@pytest.mark.parametrize("law", RECORD_LAWS, ids=lambda law: law.name)
class TestEveryLaw:
    """The laws that `reflective.testing.record_laws` has, for us and for whoever embeds the library."""

    @given(data=st.data())
    def test_it_holds_of_every_kind_of_record(self, law, data):
        """A record of any kind after up to a dozen attempts, on two days that nobody chose."""
        record, early, late = data.draw(histories()), data.draw(DAYS), data.draw(DAYS)
        assert law.broken(record, early, late) is None

    def test_it_says_itself_in_a_sentence_with_its_reason(self, law):
        """Whoever breaks a law reads what it is and why it is one."""
        assert law.says.endswith(".")
        assert law.because.endswith(".")


class TestControls:
    """Each law catches a planted fault, and names the half that fails."""

    def test_a_log_with_a_move_that_nobody_made_is_caught(self):
        """An entry put into the log past the table."""

        def broken(record):
            entries = (*record.entries, *Cycle(id="r-1").enter(Stage.EXPERIENCE, **_written(record)).entries)
            planted = Cycle(id="r-1", entries=(*entries, attrs.evolve(entries[-1])))
            return prefixes_are_lawful(planted, FIRST, FIRST)

        assert breaks(broken, histories().filter(lambda record: isinstance(record, Cycle)))

    def test_a_cut_by_the_wrong_date_is_caught(self):
        """Cutting by the day it happened in place of the day it was written."""

        def by_on(record, day):
            return record._with(tuple(entry for entry in record.entries if entry.on <= day))

        def broken(record, early, late):
            return known_stays_known(record, early, late, by_on)

        assert breaks(broken, histories(), DAYS, DAYS)

    def test_a_state_that_was_kept_too_long_is_caught(self):
        """A record that goes on saying what it said two entries ago."""

        def broken(record, as_of):
            stale = record._with(record.entries)
            stale.__dict__["_folded"] = record._with(record.entries[:-1])._folded
            return state_is_a_fold(stale, as_of, as_of)

        assert breaks(broken, histories().filter(lambda record: len(record.entries) > 1), DAYS)

    def test_a_fold_that_forgets_strikes_is_caught(self):
        """Everything stands that was ever written."""
        with_a_strike = histories().filter(lambda one: any(isinstance(e.content, Strike) for e in one.entries))

        def broken(record):
            return struck_counts_at_no_day(record, FIRST, FIRST, lambda one: tuple(enumerate(one.entries)))

        assert breaks(broken, with_a_strike)

    def test_an_erasure_that_leaves_the_words_is_caught(self, monkeypatch):
        """An entry that stays as it was, with a note that it was erased."""

        def leaves(self, place, *, basis, on, by, recorded=None):
            audience = Audience.PERSONAL
            note = Entry(
                content=Erasure(place=place, basis=basis),
                on=on,
                recorded=recorded or on,
                by=by,
                audience=audience,
                owner=by,
            )
            return self._with((*self.entries, note))

        monkeypatch.setattr(Record, "erase", leaves)
        record = Cycle(id="r-1").enter(Stage.EXPERIENCE, on=FIRST, recorded=FIRST, by="w-1")
        assert erasing_is_never_refused(record, FIRST, FIRST) == "no tombstone stands at 0"
        assert record_broken_by(record, FIRST, FIRST) == (("erasing-is-never-refused", "no tombstone stands at 0"),)


class TestARefusedEntryChangesNothing:
    """An illegal move raises and nothing happens; a conflict names the entry that is being added."""

    @given(histories(), st.data())
    def test_holds(self, record, data):
        """Whatever is tried, the record that it was tried on stays equal to itself."""
        before, entries = _again(record), record.entries
        recorded = entries[-1].recorded if entries else FIRST
        on = data.draw(st.dates(min_value=FIRST, max_value=recorded))
        content, by = data.draw(entry_of(record, on, plain(), bold=True))
        refused = None
        try:
            record.add(content, on=on, recorded=recorded, by=by)
        except ReflectiveError as error:
            refused = error
        if isinstance(refused, BreaksLaterEntry):
            assert refused.place >= len(entries) > refused.later
        assert record.entries is entries
        assert record == before


@pytest.mark.parametrize("kind", [Cycle, Discrepancies])
def test_nothing_that_somebody_wrote_is_in_a_repr(kind):
    """Neither a record nor its entries show narrative when they are printed in a log or a debugger."""
    entry = Entry(on=FIRST, recorded=FIRST, by="w-1", content=Observation(stage=Stage.EXPERIENCE, what="Mick swore"))
    readings = Discrepancies(id="r").ask(Question(id="q", asks="where is Mick?"), on=FIRST, recorded=FIRST, by="w-1")
    readings = readings.add_version(
        Version(question="q", id="a", says="Mick is here"), on=FIRST, recorded=FIRST, by="w-1"
    )
    assert "Mick" not in repr(entry)
    assert "Mick" not in repr(readings) + str(readings) + repr(readings.entries) + repr(kind(id="x"))


class TestAHostsOwnEntryChangesNoAnswer:
    """A host writes contents of its own into any record, and none of the library's answers hangs on them."""

    @staticmethod
    def law(record):
        """Which of the answers hangs on the host's entry; None where none does."""
        day = max([entry.on for entry in record.entries], default=FIRST)
        recorded = max([day, *(entry.recorded for entry in record.entries)])
        note = Entry(
            content=Note(what="it rained"), on=day, recorded=recorded, by="w-1", audience=Audience.ORGANISATION
        )
        noted = type(record)(id=record.id, entries=(*record.entries, note))
        if noted.state(day) != record.state(day):
            return "the facts"
        return None if noted.moves(day) == record.moves(day) else "the moves"

    @pytest.mark.parametrize("kind", SHIPPED.records, ids=lambda kind: kind.KIND)
    @given(st.data())
    def test_holds(self, kind, data):
        """The facts and the open moves are those of before, whatever the history."""
        assert self.law(data.draw(records(kind, least=4, most=8))) is None

    def test_a_state_that_forgets_is_caught(self, monkeypatch):
        """The control: a plan that loses its actions with an entry that it does not know."""
        after = PlanState.after

        def forgetful(state, entry, to, place):
            found = after(state, entry, to, place)
            return found._replace(actions={}) if isinstance(entry.content, Note) else found

        monkeypatch.setattr(PlanState, "after", forgetful)
        assert breaks(self.law, records(Plan, least=4))
