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
from reflective.records import Erased, Erasure, Strike
from reflective.testing._records import entry_of
from reflective.testing._values import ITEMS, plain
from reflective.testing.strategies import records
from tests.exchange.own import Note
from tests.properties.control import caught

FIRST = date(2021, 1, 1)
DAYS = st.integers(min_value=0, max_value=40).map(lambda days: FIRST + timedelta(days=days))


def histories():
    """A record of any kind after up to a dozen attempts, those that were refused left out."""
    return records(first=FIRST, last=FIRST + timedelta(days=40), most=12)


def breaks(law, *strategies):
    """Whether some input makes a law fail that is written as assertions."""

    def holds(*given):
        try:
            law(*given)
        except AssertionError:
            return False
        return True

    return caught(holds, *strategies)


def _again(record):
    """The record as it would be loaded: made from its entries, with nothing known of it beforehand."""
    return type(record)(id=record.id, entries=record.entries)


class TestEveryPrefixThatEndsAtABatchIsALegalRecord:
    """Idea 1 of the design: so the cut that `known_at` makes cannot fail."""

    @staticmethod
    def law(record):
        assert record.batches == () or record.batches[-1] == len(record.entries)
        for length in record.batches:
            prefix = type(record)(id=record.id, entries=record.entries[:length])
            assert prefix.irregularities() == ()

    @given(histories())
    def test_holds(self, record):
        """Each prefix loads, and today's table refuses nothing in it."""
        self.law(record)

    def test_a_log_with_a_move_that_nobody_made_is_caught(self):
        """The control: an entry put into the log past the table."""

        def broken(record):
            entries = (*record.entries, *Cycle(id="r-1").enter(Stage.EXPERIENCE, **_written(record)).entries)
            self.law(Cycle(id="r-1", entries=(*entries, attrs.evolve(entries[-1]))))

        assert breaks(broken, histories().filter(lambda record: isinstance(record, Cycle)))


def _stood(record, place):
    """Where an entry stands among those of its day: at its own place, or at that of the entry which it replaces."""
    for at, entry in enumerate(record.entries):
        if isinstance(entry.content, Strike) and at < place <= at + entry.content.replacements:
            struck = entry.content.places
            return _stood(record, struck[min(place - at - 1, len(struck) - 1)])
    return place


def _written(record):
    last = record.entries[-1].recorded if record.entries else FIRST
    return {"on": last, "recorded": last, "by": "w-1"}


def _said(entry):
    return entry.content, entry.on, entry.recorded, entry.by, entry.about, entry.source


class TestWhatWasKnownThenDoesNotChangeLater:
    """`known_at(a).known_at(b) == known_at(min(a, b))`, and later entries change no earlier cut."""

    @staticmethod
    def law(record, cut, early, late):
        assert cut(cut(record, early), late) == cut(record, min(early, late))
        assert all(entry.recorded <= early for entry in cut(record, early).entries)
        known = cut(record, early).entries
        # For whom an entry is may be tightened later, and is then as close at the earlier day.
        assert [_said(one) for one in known] == [_said(one) for one in record.entries[: len(known)]]

    @given(histories(), DAYS, DAYS)
    def test_holds(self, record, early, late):
        """Cutting twice is cutting at the earlier day."""
        self.law(record, lambda one, day: one.known_at(day), early, late)

    def test_a_cut_by_the_wrong_date_is_caught(self):
        """The control: cutting by the day it happened in place of the day it was written."""

        def by_on(record, day):
            return record._with(tuple(entry for entry in record.entries if entry.on <= day))

        assert breaks(lambda record, early, late: self.law(record, by_on, early, late), histories(), DAYS, DAYS)


class TestStateIsAFoldOfWhatStands:
    """State folds the entries that stand, by (on, place), a replacement at the place of the struck entry.

    What is kept between moves is the same fold.
    """

    @staticmethod
    def law(record, as_of):
        again = _again(record)
        assert record == again
        assert record.state(as_of) == again.state(as_of)
        assert record._folded == again._folded
        facts, states = again._begin(), {}
        for place, entry in sorted(again._standing, key=lambda pair: (pair[1].on, _stood(again, pair[0]), pair[0])):
            if entry.on <= as_of:
                facts, states = again._after(facts, states, entry, again._move(facts, states, entry), place)
        assert record.state(as_of) == facts
        assert all(
            record.at(machine, as_of, item) == states.get((machine.name, item), machine.start)
            for machine in record.machines
            for item in (None, *ITEMS)
        )

    @given(histories(), DAYS)
    def test_holds(self, record, as_of):
        """A record that grew entry by entry and one that was loaded agree on every day."""
        self.law(record, as_of)

    def test_a_state_that_was_kept_too_long_is_caught(self):
        """The control: a record that goes on saying what it said two entries ago."""

        def broken(record, as_of):
            stale = record._with(record.entries)
            stale.__dict__["_folded"] = record._with(record.entries[:-1])._folded
            self.law(stale, as_of)

        assert breaks(broken, histories().filter(lambda record: len(record.entries) > 1), DAYS)


class TestWhatWasStruckCountsAtNoDay:
    """A struck entry counts at no `as_of`; only `known_at`, asked of a day before the strike, shows it."""

    @staticmethod
    def law(record, standing):
        struck = {
            place for entry in record.entries if isinstance(entry.content, Strike) for place in entry.content.places
        }
        assert struck.isdisjoint(place for place, _ in standing(record))
        for place in struck:
            known = record.known_at(record.entries[place].recorded)
            shown = {at for at, _ in known.standing(date.max)}
            undone = any(isinstance(entry.content, Strike) and place in entry.content.places for entry in known.entries)
            assert undone or place in shown or isinstance(record.entries[place].content, Strike | Erased)

    @given(histories())
    def test_holds(self, record):
        """Nothing struck stands, and all of it stood."""
        self.law(record, lambda one: one.standing(date.max))

    def test_a_fold_that_forgets_strikes_is_caught(self):
        """The control: everything stands that was ever written."""

        def everything(record):
            return tuple(enumerate(record.entries))

        with_a_strike = histories().filter(lambda one: any(isinstance(e.content, Strike) for e in one.entries))
        assert breaks(lambda record: self.law(record, everything), with_a_strike)


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


class TestErasingIsNeverRefused:
    """The law may require it whatever follows, and every other entry keeps its place."""

    @given(histories().filter(lambda record: record.entries), st.data())
    def test_holds(self, record, data):
        """A tombstone stands where the entry stood, and the record still loads."""
        place = data.draw(st.integers(0, len(record.entries) - 1))
        last = record.entries[-1].recorded
        erased = record.erase(place, basis="a court's order", on=last, by="dpo-1")
        *before, erasure = erased.entries
        assert erasure.content == Erasure(place=place, basis="a court's order")
        assert len(before) == len(record.entries)
        assert all(new == old for at, (new, old) in enumerate(zip(before, record.entries, strict=True)) if at != place)
        assert before[place].content == record.entries[place].content.erased()
        assert _again(erased) == erased


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
        day = max([entry.on for entry in record.entries], default=FIRST)
        recorded = max([day, *(entry.recorded for entry in record.entries)])
        note = Entry(
            content=Note(what="it rained"), on=day, recorded=recorded, by="w-1", audience=Audience.ORGANISATION
        )
        noted = type(record)(id=record.id, entries=(*record.entries, note))
        assert noted.state(day) == record.state(day)
        assert noted.moves(day) == record.moves(day)

    @pytest.mark.parametrize("kind", SHIPPED.records, ids=lambda kind: kind.KIND)
    @given(st.data())
    def test_holds(self, kind, data):
        """The facts and the open moves are those of before, whatever the history."""
        self.law(data.draw(records(kind, least=4, most=8)))

    def test_a_state_that_forgets_is_caught(self, monkeypatch):
        """The control: a plan that loses its actions with an entry that it does not know."""
        after = PlanState.after

        def forgetful(state, entry, to, place):
            found = after(state, entry, to, place)
            return found._replace(actions={}) if isinstance(entry.content, Note) else found

        monkeypatch.setattr(PlanState, "after", forgetful)
        assert breaks(self.law, records(Plan, least=4))
