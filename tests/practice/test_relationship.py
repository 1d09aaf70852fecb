"""Relationships: a pair's own, in the words that were used, moved by what people write and never by time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.errors import BadEntry, BadValue, MoveNotAllowed, UnknownId
from reflective.practice import (
    Audience,
    Barrier,
    Enabler,
    Ladder,
    Located,
    Relationship,
    Repaired,
    RepairTried,
    Rung,
    Ruptured,
    Tie,
    Tried,
    attention,
    standing_still,
)
from tests.properties.control import caught

HELD = date(2021, 9, 6)
BY = {"on": HELD, "recorded": HELD, "by": "w-1"}


def _with(person, *stages, start=HELD):
    relationship = Relationship(id=f"r-{person}").between("w-1", person, **{**BY, "on": start, "recorded": start})
    for weeks, stage in stages:
        day = start + timedelta(weeks=weeks)
        relationship = relationship.assess(stage, "seen", on=day, recorded=day, by="w-1")
    return relationship


def test_a_relationship_is_one_pairs_and_another_worker_begins_their_own():
    """It says whose first, and does not change hands: no stage is inherited."""
    mine = _with("p-1", (0, "building"))
    with pytest.raises(BadEntry, match="another pair"):
        mine.between("w-2", "p-1", **BY)
    with pytest.raises(MoveNotAllowed, match="whose relationship"):
        Relationship(id="r").assess("building", "seen", **BY)
    assert Relationship(id="r-2").between("w-2", "p-1", **BY).stage(HELD) is None
    assert mine.pair(HELD) == ("w-1", "p-1")


def test_the_words_that_were_used_are_kept_every_one_of_them():
    """Two words for one stage stay two words, with what is not clear about them."""
    both = ("still at the building stage", "initial rapport building stage")
    told = _with("p-1").assess("initial_rapport", "he swore", stated_as=both, ambiguity="two words", **BY)
    assert told.stated_as(HELD) == both
    assert told.history(HELD)[0][2].ambiguity == "two words"


def test_a_stage_rests_on_evidence_and_is_one_of_the_ladders():
    """No evidence, or a stage the ladder has not, is refused; the stage is not named back."""
    with pytest.raises(BadEntry, match="said or done"):
        _with("p-1").assess("building", **BY)
    with pytest.raises(UnknownId) as caught_error:
        _with("p-1").assess("hostile", "seen", **BY)
    assert "hostile" not in str(caught_error.value)


def test_going_back_says_why_and_going_far_up_does_not():
    """A lower stage wants a reason; a higher one is a judgement on its evidence."""
    far = _with("p-1", (0, "initial_rapport"), (4, "maintaining_sustaining"))
    day = HELD + timedelta(weeks=5)
    then = {"on": day, "recorded": day, "by": "w-1"}
    with pytest.raises(BadEntry, match="why it went back"):
        far.assess("building", "he stopped coming", **then)
    back = far.assess("building", "he stopped coming", went_back_because="a court letter", **then)
    assert back.stage(day) == "building"
    assert [assessed.stage for _, _, assessed in back.history(day)] == [
        "initial_rapport",
        "maintaining_sustaining",
        "building",
    ]


def test_a_host_brings_its_own_ladder():
    """Stages carry the ladder and its version, and another ladder is another order."""
    own = Ladder(id="ours", version="2", source="us", rungs=(Rung(id="cold", title="c"), Rung(id="warm", title="w")))
    told = _with("p-1", (0, "building")).assess("cold", "seen", ladder=own, **BY)
    assert (told.history(HELD)[-1][2].ladder, told.history(HELD)[-1][2].ladder_version) == ("ours", "2")
    assert own.title("warm") == "w"
    with pytest.raises(BadValue):
        Ladder(id="x", version="1", source="us", rungs=(Rung(id="a", title="a"), Rung(id="a", title="b")))


def test_the_shipped_ladder_marks_what_the_note_names():
    """Three rungs have a line of the note, and one that is ours has none."""
    rungs = Ladder.shipped().rungs
    assert [(rung.id, rung.line) for rung in rungs] == [
        ("not_yet_met", None),
        ("initial_rapport", "73"),
        ("building", "73"),
        ("maintaining_sustaining", "73"),
    ]


def test_a_rupture_is_mended_by_a_step_and_an_answer():
    """An assessment in between mends nothing."""
    broken = _with("p-1", (0, "building")).add(Ruptured(what_happened="a door"), **BY)
    assert broken.assess("building", "seen", **BY).tie(HELD) is Tie.RUPTURED
    with pytest.raises(MoveNotAllowed):
        broken.add(Repaired(response="fine"), **BY)
    mended = broken.add(RepairTried(step="said sorry"), **BY).add(Repaired(response="fine"), **BY)
    assert mended.tie(HELD) is Tie.STEADY
    assert mended.stage(HELD) == "building"


def test_a_barrier_that_lies_in_the_worker_is_the_workers_own():
    """Elsewhere it is for the child's file, and the system's and ours can both be named."""
    told = _with("p-1")
    for located, audience in (
        (Located.WORKER, Audience.PERSONAL),
        (Located.SYSTEM, Audience.CHILD_FILE),
        (Located.FAMILY, Audience.CHILD_FILE),
    ):
        assert told.add(Barrier(located=located, what="x"), **BY).entries[-1].audience is audience
        assert told.add(Enabler(located=located, what="x"), **BY).entries[-1].audience is audience


class TestTimeAloneMovesNothing:
    """A stage is never advanced by time: with no entry between two days, both days answer alike."""

    @staticmethod
    def law(ask, days):
        relationship = _with("p-1", (0, "initial_rapport"))
        return ask(relationship, HELD) == ask(relationship, HELD + timedelta(days=days))

    @given(st.integers(min_value=0, max_value=20_000))
    def test_holds(self, days):
        """Half a century on it is where somebody last put it."""
        assert self.law(lambda one, day: one.state(day), days)

    def test_a_stage_that_ripens_is_caught(self):
        """The control: a stage that counts weeks."""
        ladder = [rung.id for rung in Ladder.shipped().rungs]

        def ripening(relationship, day):
            weeks = (day - relationship.entries[-1].on).days // 7
            return ladder[min(ladder.index(relationship.stage(day)) + weeks // 12, len(ladder) - 1)]

        assert caught(lambda days: self.law(ripening, days), st.integers(min_value=0, max_value=400))


def test_attention_lists_everybody_children_first_and_those_with_nothing():
    """Facts side by side, in which an imbalance can be seen."""
    with_mother = _with("p-1", (0, "building")).add(Tried(what="visits"), **BY)
    family = [("p-1", False), ("p-2", False), ("c-1", True)]
    rows = attention([with_mother], family, HELD)
    assert [(row.family_member, row.stage) for row in rows] == [("c-1", None), ("p-1", "building"), ("p-2", None)]
    assert (rows[1].tried, rows[1].assessed) == ((2,), (1,))


def test_standing_still_wants_somebody_else_to_have_moved():
    """At one stage for so many weeks while another moved on; alone, or for less, it is not listed."""
    still = _with("p-2", (0, "initial_rapport"))
    moving = _with("p-1", (0, "initial_rapport"), (4, "building"))
    day = HELD + timedelta(weeks=8)
    assert [(one.id, since) for one, since in standing_still([still, moving], day, weeks=6)] == [("r-p-2", HELD)]
    assert standing_still([still], day, weeks=6) == ()
    assert standing_still([still, moving], day, weeks=9) == ()


def test_events_are_about_the_family_member():
    """Assessed, ruptured, repaired, with the place each came from."""
    told = _with("p-1", (0, "building")).add(Ruptured(what_happened="a door"), **BY)
    assert [(event.kind, event.subject, event.origin) for event in told.events(HELD)] == [
        ("relationship.assessed", "p-1", ("r-p-1", 1)),
        ("relationship.ruptured", "p-1", ("r-p-1", 2)),
    ]
    assert Relationship(id="r").events(HELD) == ()
