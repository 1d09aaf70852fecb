"""Logs: two dates, corrections that erase nothing, what is withheld, and what loading forgives."""

import copy
import pickle
from datetime import date, timedelta

import attrs
import pytest

from reflective.errors import BadEntry, BadValue, BreaksLaterEntry, MoveNotAllowed, NotADay
from reflective.exchange.json import dumps
from reflective.practice import Action, Audience, Cycle, Entry, Observation, Stage
from reflective.practice.cycle import Entered, Feeling, Paused
from reflective.records import Confirmed, Disagreed, Erased, Erasure, Machine, Source, State, Strike
from reflective.records.closeness import Readership, together
from reflective.records.deadlines import may_hold
from reflective.records.shape import shape_faults
from reflective.records.signature import Signatures

MON = date(2021, 9, 6)
TUE, WED, THU, FRI = (MON + timedelta(days=n) for n in range(1, 5))


def _by(on, recorded=None, **rest):
    return {"on": on, "recorded": recorded or on, "by": "w-1", **rest}


def _seen(what="seen"):
    return Observation(stage=Stage.EXPERIENCE, what=what)


@pytest.fixture
def cycle():
    """Experience on Monday, reflection on Wednesday, written up then."""
    return Cycle(id="c-1").enter(Stage.EXPERIENCE, **_by(MON)).enter(Stage.REFLECTION, **_by(WED))


def test_nothing_is_recorded_before_it_happened():
    """The day it was written is never earlier than the day it was."""
    with pytest.raises(BadEntry, match="on or after the day it happened"):
        Cycle(id="c-1").enter(Stage.EXPERIENCE, **_by(TUE, MON))
    with pytest.raises(BadEntry):
        Entry(content=Paused(), on=TUE, recorded=MON, by="w-1")


def test_recorded_never_goes_back_along_a_log(cycle):
    """A log is written forward, whatever days it tells of."""
    with pytest.raises(BadEntry, match="last written on 2021-09-08"):
        cycle.add(_seen(), **_by(MON, TUE))


def test_what_is_told_late_takes_its_place_and_moves_nothing(cycle):
    """An entry for Tuesday, written on Friday, stands second in the story and last in the log."""
    late = cycle.add(_seen(), **_by(TUE, FRI))
    assert [place for place, _ in late.standing(FRI)] == [0, 2, 1]
    assert late.entries[:2] == cycle.entries


def test_an_entry_into_the_past_that_breaks_a_later_one_is_refused_and_named(cycle):
    """A pause on Tuesday would leave Wednesday's reflection with no way to be entered."""
    with pytest.raises(BreaksLaterEntry) as caught:
        cycle.pause(**_by(TUE, FRI))
    assert (caught.value.place, caught.value.later) == (2, 1)


def test_an_entry_into_the_past_that_was_never_possible_is_refused_as_itself(cycle):
    """An entry that its own day refuses is not in conflict with a later one."""
    with pytest.raises(MoveNotAllowed):
        cycle.enter(Stage.ACTION, **_by(TUE, FRI))


def test_as_of_asks_what_was_so_and_known_at_what_was_known(cycle):
    """They are two questions, and compose."""
    late = cycle.enter(Stage.ANALYSIS, **_by(THU, FRI))
    assert late.stage(THU) is Stage.ANALYSIS
    assert late.known_at(THU).stage(THU) is Stage.REFLECTION
    assert late.known_at(FRI).stage(TUE) is Stage.EXPERIENCE


def test_a_correction_strikes_and_replaces_in_one_batch(cycle):
    """A struck entry counts at no day; only the record as it was known still shows it."""
    put_right = cycle.correct(
        1,
        reason="it was the Thursday",
        recorded=FRI,
        by="m-1",
        instead=[attrs.evolve(cycle.entries[1], on=THU, recorded=FRI)],
    )
    assert put_right.stage(WED) is Stage.EXPERIENCE
    assert put_right.stage(THU) is Stage.REFLECTION
    assert put_right.known_at(THU).stage(WED) is Stage.REFLECTION
    assert put_right.batches == (1, 2, 4)
    assert [entry.by for entry in put_right.entries] == ["w-1", "w-1", "m-1", "m-1"]


def test_a_correction_that_leaves_no_story_is_refused(cycle):
    """Striking the first stage would leave the second one nowhere to come from."""
    with pytest.raises(BreaksLaterEntry) as caught:
        cycle.enter(Stage.ANALYSIS, **_by(THU)).correct(1, reason="an error", recorded=FRI, by="w-1")
    assert caught.value.later == 2


@pytest.mark.parametrize(
    ("places", "why"),
    [((), "at least one place"), ((1, 1), "each once"), ((9,), "stand before it"), ((-1,), "stand before it")],
)
def test_a_strike_names_places_that_are_there(cycle, places, why):
    """Each once, and each before it."""
    with pytest.raises(BadEntry, match=why):
        cycle.correct(*places, reason="an error", recorded=FRI, by="w-1")


def test_what_is_struck_is_not_struck_again_and_a_strike_not_at_all(cycle):
    """An entry that stands is corrected instead."""
    struck = cycle.correct(1, reason="an error", recorded=FRI, by="w-1")
    with pytest.raises(BadEntry, match="struck already"):
        struck.correct(1, reason="an error", recorded=FRI, by="w-1")
    with pytest.raises(BadEntry, match="a strike is not struck"):
        struck.correct(2, reason="an error", recorded=FRI, by="w-1")


def test_a_correction_is_held_as_closely_as_the_closest_of_what_it_strikes(cycle):
    """Its reason may say what the struck entry said."""
    feeling = Feeling(stage=Stage.EXPERIENCE, feeling="afraid", whose="w-1")
    both = cycle.add(_seen(), **_by(WED, about=("c-1",))).add(feeling, **_by(WED, about=("c-1", "m-1")))
    strike = both.correct(2, 3, reason="another family", recorded=FRI, by="w-1").entries[-1]
    assert strike.audience is Audience.PERSONAL
    assert strike.about == ("c-1", "m-1")
    undecided = both.add(_seen(), **_by(WED)).correct(2, 4, reason="another family", recorded=FRI, by="w-1")
    assert undecided.entries[-1].about == ()


def test_erasing_leaves_a_tombstone_and_no_word_of_what_was_there(cycle):
    """The days and the writer stay, and every other place; who erased it, when and why is written at the end."""
    written = cycle.add(_seen("Mick shouted"), **_by(WED, source=Source(document="a visit")))
    erased = written.erase(2, basis="an order of the court", on=THU, recorded=FRI, by="dpo-1")
    assert erased.entries[2].content == Erased()
    assert (erased.entries[2].on, erased.entries[2].by, erased.entries[2].source) == (WED, "w-1", None)
    assert (erased.entries[3].on, erased.entries[3].recorded, erased.entries[3].by) == (THU, FRI, "dpo-1")
    assert erased.entries[3].content == Erasure(place=2, basis="an order of the court")
    assert len(erased.standing(FRI)) == 2
    with pytest.raises(BadEntry, match="no entry at that place"):
        written.erase(7, basis="an order of the court", on=FRI, by="dpo-1")
    with pytest.raises(BadEntry, match="erased already"):
        erased.erase(2, basis="an order of the court", on=FRI, by="dpo-1")


def test_the_source_of_what_was_erased_is_gone(cycle):
    """The title of a letter, and where it is kept, can say as much as the words that the law removed."""
    source = Source(document="a letter from Mick", at="the blue folder")
    erased = cycle.add(_seen("Mick shouted"), **_by(WED, source=source)).erase(2, basis="the law", on=THU, by="dpo-1")
    assert [entry.source for entry in erased.entries] == [None] * 4
    assert "Mick" not in dumps(erased)
    assert "folder" not in dumps(erased)


def test_erasing_a_correction_takes_its_reason_and_not_what_it_struck(cycle):
    """Without the places it strikes the log could not be read."""
    struck = cycle.correct(1, reason="Mick's cousin said so", recorded=FRI, by="w-1")
    struck = struck.erase(2, basis="the law", on=FRI, by="dpo-1")
    assert struck.entries[2].content == Strike(places=(1,), reason=None)
    assert struck.stage(FRI) is Stage.EXPERIENCE


def test_erasing_an_erasure_takes_the_words_of_its_basis(cycle):
    """The place that it names stays, so that the tombstone is still accounted for."""
    erased = cycle.erase(1, basis="a letter from Mick", on=FRI, by="dpo-1")
    again = erased.erase(2, basis="the law", on=FRI, by="dpo-1")
    assert again.entries[2].content == Erasure(place=1, basis=None)


def test_erasing_a_move_is_never_refused_and_is_listed():
    """Later entries may then be moves that are not allowed, which loading forgives and the record lists."""
    cycle = Cycle(id="c-1").enter(Stage.EXPERIENCE, **_by(MON)).enter(Stage.REFLECTION, **_by(TUE))
    erased = cycle.enter(Stage.ANALYSIS, **_by(WED)).erase(1, basis="the law", on=FRI, by="dpo-1")
    ((place, refused),) = erased.irregularities()
    assert place == 2
    assert isinstance(refused, MoveNotAllowed)


def test_a_stored_move_that_the_table_lacks_loads_and_is_listed(cycle):
    """Loading judges shape, so no record that was once lawful becomes unreadable."""
    odd = Entry(content=Entered(stage=Stage.ACTION), on=THU, recorded=THU, by="w-1")
    loaded = Cycle(id="c-1", entries=(*cycle.entries, odd))
    assert loaded.stage(FRI) is Stage.ACTION
    assert [place for place, _ in loaded.irregularities()] == [2]
    assert loaded.pause(**_by(FRI))


def test_an_irregular_record_still_takes_entries_dated_into_the_past(cycle):
    """Only what an entry newly makes impossible is held against it."""
    odd = Entry(content=Entered(stage=Stage.ACTION), on=THU, recorded=THU, by="w-1")
    loaded = Cycle(id="c-1", entries=(*cycle.entries, odd))
    assert len(loaded.add(_seen(), **_by(TUE, FRI)).entries) == 4


@pytest.mark.parametrize(
    ("entries", "place", "code"),
    [
        (lambda a, b: (b, a), 1, "entry.recorded_back"),
        (lambda a, _b: (a, _strike(a, replacements=1)), 1, "strike.replacements"),
        (lambda a, _b: (a, a, _strike(a, replacements=2), a), 3, "strike.replacements"),
        (lambda a, b: (a, _strike(a, replacements=1), b), 2, "strike.replacement_day"),
        (lambda a, _b: (_strike(a),), 0, "strike.places"),
        (lambda a, _b: (a, _strike(a, replacements=-1)), 1, "strike.replacements"),
    ],
)
def test_whatever_no_log_can_hold_does_not_load_and_the_place_is_named(entries, place, code):
    """Days that go back, a batch cut short or over two days, a strike of itself: whoever mends it looks there."""
    first = Entry(content=Entered(stage=Stage.EXPERIENCE), on=MON, recorded=MON, by="w-1")
    second = Entry(content=_seen(), on=MON, recorded=TUE, by="w-1")
    with pytest.raises(BadEntry) as refused:
        Cycle(id="c-1", entries=entries(first, second))
    assert (refused.value.place, refused.value.code) == (place, code)


def _strike(entry, **more):
    return attrs.evolve(entry, content=Strike(places=(0,), reason="x", **more))


@pytest.mark.parametrize("day", ["2021-09-06", None, 20210906])
def test_every_question_takes_a_day_and_nothing_else(cycle, day):
    """No clock is read in its stead."""
    for ask in (
        cycle.state,
        cycle.known_at,
        cycle.standing,
        cycle.events,
        cycle.due_rows,
    ):
        with pytest.raises(NotADay):
            ask(day)


def test_an_entry_says_what_it_is_made_of(cycle):
    """Content that is none, a writer that is none: each error names its field."""
    with pytest.raises(BadValue, match="content must be"):
        cycle.add("he shouted", **_by(THU))
    with pytest.raises(BadValue, match="by must be"):
        cycle.add(_seen(), on=THU, recorded=THU, by="")
    with pytest.raises(BadValue, match="about must be"):
        cycle.add(_seen(), **_by(THU, about=["c-1"]))


def test_records_compare_copy_and_pickle(cycle):
    """Facts that follow from the entries are not part of a record's value."""
    again = Cycle(id="c-1", entries=cycle.entries)
    assert cycle == again == copy.copy(cycle) == copy.deepcopy(cycle) == pickle.loads(pickle.dumps(cycle))
    assert hash(cycle) == hash(again)
    assert cycle != Cycle(id="c-2", entries=cycle.entries)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        cycle.id = "c-2"


def test_a_record_wants_an_id():
    """The host gives it; the library makes none."""
    with pytest.raises(BadValue, match="id must be an id"):
        Cycle(id="")


@pytest.mark.parametrize("entries", ["Mick", ["Mick"], ("Mick",), None])
def test_a_records_entries_are_a_tuple_of_entries(entries):
    """A list would change behind its back, and what is no entry is not named in the refusal."""
    with pytest.raises(BadEntry, match="a tuple of entries") as caught:
        Cycle(id="c-1", entries=entries)
    assert "Mick" not in str(caught.value)


class TestWhatAnEntryNames:
    """A strike, an erasure, a confirmation and a disagreement name entries that stand before them."""

    FIRST = Entry(content=Entered(stage=Stage.EXPERIENCE), on=MON, recorded=MON, by="w-1")

    @pytest.mark.parametrize(
        ("pointing", "later", "code"),
        [
            (Disagreed(place=2, person="p-1", words="no"), _seen(), "disagreement.place"),
            (Erasure(place=2, basis="an order"), Erased(), "erasure.place"),
            (Confirmed(places=(-1,)), _seen(), "confirmation.places"),
        ],
        ids=["disagreement", "erasure", "confirmation"],
    )
    def test_what_stands_after_it_is_not_there_to_be_named(self, pointing, later, code):
        """Each would be right about the entry that comes last, had that come first."""
        one = attrs.evolve(self.FIRST, content=pointing, audience=Audience.CHILD_FILE)
        last = Entry(content=later, on=MON, recorded=MON, by="w-1", audience=Audience.CHILD_FILE, drafted_by="tool")
        assert (1, code) in [fault[:2] for fault in shape_faults((self.FIRST, one, last))]

    def test_a_strike_frees_a_log_that_strikes_more_than_the_wrong_day(self):
        """Recorded on Friday by mistake: a strike of Tuesday takes it out, with an entry that was right."""
        wrong = Entry(content=_seen(), on=MON, recorded=FRI, by="w-1")
        strike = Entry(
            content=Strike(places=(0, 1), reason="x"), on=TUE, recorded=TUE, by="w-1", audience=Audience.CHILD_FILE
        )
        assert list(shape_faults((self.FIRST, wrong, strike))) == []
        less = attrs.evolve(strike, content=Strike(places=(0,), reason="x"), audience=Audience.CHILD_FILE)
        assert [code for _, code, _ in shape_faults((self.FIRST, wrong, less))] == ["entry.recorded_back"]

    @pytest.mark.parametrize(
        ("of", "written", "now"),
        [
            (Audience.RESTRICTED, Audience.CHILD_FILE, Audience.RESTRICTED),
            (Audience.CHILD_FILE, Audience.ORGANISATION, Audience.CHILD_FILE),
            (Audience.CHILD_FILE, Audience.RESTRICTED, Audience.RESTRICTED),
        ],
    )
    def test_a_disagreement_is_for_no_more_readers_than_the_entry_that_it_is_about(self, of, written, now):
        """Its words repeat what the entry says."""
        entry = Entry(content=_seen(), on=MON, recorded=MON, by="w-1", audience=of)
        words = Disagreed(place=0, person="p-1", words="no")
        told = Entry(content=words, on=MON, recorded=MON, by="w-1", audience=written)
        assert Cycle(id="c-1", entries=(entry, told)).closed(1).audience is now


def test_personal_and_restricted_entries_are_not_struck_together_with_a_third():
    """Nobody may read the reason of both, whatever else is struck with them."""
    private = (Readership(Audience.PERSONAL, "w-1"), Readership(Audience.RESTRICTED))
    for entries in (private, (*private, Readership(Audience.CHILD_FILE))):
        with pytest.raises(BadEntry) as refused:
            together("c-1", entries)
        assert refused.value.code == "strike.audiences"
    assert together("c-1", private[:1]).audience is Audience.PERSONAL


def test_nothing_was_signed_where_nothing_was_written():
    """A signature to no entry holds nothing, and one to the first entry holds it."""
    assert not Signatures().holds(0)
    assert Signatures(changed=1).holds(1)


def test_only_what_has_a_deadline_among_its_fields_may_hold_one():
    """Text holds none, however deep it is looked for."""
    assert may_hold(Action)
    assert not may_hold(Observation)


class TestAMoveThatTheTableLacks:
    """A stored move that today's table lacks leads where its kind of entry leads anywhere, if that is one state."""

    class At(State):
        """The states of a small machine."""

        OUT = "out"
        IN = "in"
        OVER = "over"

    MACHINE = Machine(
        "record",
        start=At.OUT,
        table={
            At.OUT: {Entered: At.IN, Paused: At.OUT},
            At.IN: {Paused: At.OVER},
            At.OVER: {},
        },
    )

    @pytest.mark.parametrize(
        ("content", "state"),
        [(Entered(stage=Stage.EXPERIENCE), At.IN), (Paused(), At.OVER)],
        ids=["to one state", "to several"],
    )
    def test_it_leads_to_the_one_state_or_leaves_it_as_it_is(self, content, state):
        """Whoever entered is in; a pause leads to two states, and says nothing here."""
        entry = Entry(content=content, on=MON, recorded=MON, by="w-1")
        assert self.MACHINE.after(self.At.OVER, None, entry) is state
