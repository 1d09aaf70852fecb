"""Logs: two dates, corrections that erase nothing, what is withheld, and what loading forgives."""

import copy
import pickle
from datetime import date, timedelta

import attrs
import pytest

from reflective.errors import BadEntry, BadValue, BreaksLaterEntry, MoveNotAllowed, NotADay
from reflective.exchange.json import dumps
from reflective.practice import Audience, Cycle, Entry, Observation, Stage
from reflective.practice.cycle import Entered, Feeling, Paused
from reflective.records import Erased, Erasure, Source, Strike

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
