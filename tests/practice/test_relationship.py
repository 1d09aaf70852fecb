"""Relationships: a pair's own, in the words that were used, moved by what people write and never by time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.errors import BadEntry, BadValue, BreaksLaterEntry, MoveNotAllowed, ReflectiveError, UnknownId
from reflective.practice import Audience, Relationship
from reflective.practice.relationship import (
    Assessed,
    Barrier,
    BarrierLocation,
    Enabler,
    Ended,
    EndingPlanned,
    RelationshipStage,
    RelationshipStages,
    RelationshipState,
    Repaired,
    RepairTried,
    Ruptured,
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
    with pytest.raises(MoveNotAllowed, match="another pair"):
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


def test_a_lower_stage_says_why_however_it_is_written():
    """Added as an entry, or told late so that a later one is lower: the ladder that ships knows its own order."""
    day = HELD + timedelta(weeks=1)
    then = {"on": day, "recorded": day, "by": "w-1"}
    shipped = RelationshipStages.shipped()

    def assessed(stage, **more):
        return Assessed(stage=stage, ladder=shipped.id, ladder_version=shipped.version, evidence=("seen",), **more)

    up = _with("p-1", (0, "building"))
    with pytest.raises(BadEntry, match="why it went back"):
        up.add(assessed("initial_rapport"), **then)
    assert up.add(assessed("initial_rapport", went_back_because="a quarrel"), **then).stage(day) == "initial_rapport"
    with pytest.raises(UnknownId):
        up.add(assessed("hostile"), **then)
    with pytest.raises(BreaksLaterEntry) as caught_error:
        _with("p-1", (1, "initial_rapport")).assess("building", "seen", on=HELD, recorded=day, by="w-1")
    assert (caught_error.value.place, caught_error.value.later) == (2, 1)


def test_a_hosts_own_ladder_has_its_own_order():
    """Going back on it says why as well, and a stage on another ladder is neither higher nor lower."""
    own = RelationshipStages(
        id="ours",
        version="2",
        source="us",
        stages=(RelationshipStage(id="building", title="c"), RelationshipStage(id="warm", title="w")),
    )
    day = HELD + timedelta(weeks=1)
    then = {"on": day, "recorded": day, "by": "w-1"}
    warm = _with("p-1", (0, "building")).assess("warm", "seen", ladder=own, **BY)
    with pytest.raises(BadEntry, match="why it went back"):
        warm.assess("building", "seen", ladder=own, **then)
    back = warm.assess("building", "seen", ladder=own, went_back_because="a letter", **then)
    assert back.state(day).at_stage_since == day
    other = _with("p-1", (0, "building")).assess("building", "seen", ladder=own, **then)
    assert other.state(day).at_stage_since == day


def test_a_host_brings_its_own_ladder():
    """Stages carry the ladder and its version, and another ladder is another order."""
    own = RelationshipStages(
        id="ours",
        version="2",
        source="us",
        stages=(RelationshipStage(id="cold", title="c"), RelationshipStage(id="warm", title="w")),
    )
    told = _with("p-1", (0, "building")).assess("cold", "seen", ladder=own, **BY)
    assert (told.history(HELD)[-1][2].ladder, told.history(HELD)[-1][2].ladder_version) == ("ours", "2")
    assert own.title("warm") == "w"
    with pytest.raises(BadValue):
        RelationshipStages(
            id="x",
            version="1",
            source="us",
            stages=(RelationshipStage(id="a", title="a"), RelationshipStage(id="a", title="b")),
        )


def test_the_shipped_ladder_marks_what_the_note_names():
    """Three rungs have a line of the note, and one that is ours has none."""
    stages = RelationshipStages.shipped().stages
    assert [(stage.id, stage.line) for stage in stages] == [
        ("not_yet_met", None),
        ("initial_rapport", "73"),
        ("building", "73"),
        ("maintaining_sustaining", "73"),
    ]


def test_a_rupture_is_mended_by_a_step_and_an_answer():
    """An assessment in between mends nothing."""
    broken = _with("p-1", (0, "building")).add(Ruptured(what_happened="a door"), **BY)
    assert broken.assess("building", "seen", **BY).tie(HELD) is RelationshipState.RUPTURED
    with pytest.raises(MoveNotAllowed):
        broken.add(Repaired(response="fine"), **BY)
    mended = broken.add(RepairTried(step="said sorry"), **BY).add(Repaired(response="fine"), **BY)
    assert mended.tie(HELD) is RelationshipState.STEADY
    assert mended.stage(HELD) == "building"


def test_nothing_is_repaired_that_was_not_broken_off():
    """A repair in a steady relationship is refused, and makes no event."""
    with pytest.raises(MoveNotAllowed):
        _with("p-1", (0, "building")).add(Repaired(response="fine"), **BY)


def test_a_rupture_can_come_while_an_ending_is_planned():
    """It is on the record, and can be mended before the goodbye."""
    ending = _with("p-1", (0, "building")).add(EndingPlanned(because="the worker leaves"), **BY)
    broken = ending.add(Ruptured(what_happened="a door"), **BY)
    mended = broken.add(RepairTried(step="said sorry"), **BY).add(Repaired(response="fine"), **BY)
    assert mended.add(Ended(goodbye="tea"), **BY).tie(HELD) is RelationshipState.ENDED


#: One entry of each kind that moves the relationship.
STEPS = [
    Ruptured(what_happened="a door"),
    RepairTried(step="said sorry"),
    Repaired(response="fine"),
    EndingPlanned(because="the worker leaves"),
    Ended(),
]


def test_a_barrier_that_lies_in_the_worker_is_the_workers_own():
    """Elsewhere it is for the child's file, and the system's and ours can both be named."""
    told = _with("p-1")
    for located, audience in (
        (BarrierLocation.WORKER, Audience.PERSONAL),
        (BarrierLocation.SYSTEM, Audience.CHILD_FILE),
        (BarrierLocation.FAMILY, Audience.CHILD_FILE),
    ):
        assert told.add(Barrier(located=located, what="x"), **BY).entries[-1].audience is audience
        assert told.add(Enabler(located=located, what="x"), **BY).entries[-1].audience is audience


@st.composite
def histories(draw):
    """A relationship after up to eight things that people do, those that were refused left out."""
    relationship, day = _with("p-1"), HELD
    for _ in range(draw(st.integers(min_value=0, max_value=8))):
        day += timedelta(days=draw(st.integers(min_value=0, max_value=90)))
        then = {"on": day, "recorded": day, "by": "w-1"}
        step = draw(st.sampled_from([*STEPS, *RelationshipStages.shipped().stages]))
        try:
            if isinstance(step, RelationshipStage):
                relationship = relationship.assess(step.id, "seen", went_back_because="a quarrel", **then)
            else:
                relationship = relationship.add(step, **then)
        except ReflectiveError:
            continue
    return relationship


class TestTimeAloneMovesNothing:
    """Nothing is ever advanced by time: with no entry between two days, both days answer alike."""

    @staticmethod
    def law(ask, relationship, days):
        last = relationship.entries[-1].on
        return ask(relationship, last) == ask(relationship, last + timedelta(days=days))

    @given(histories(), st.integers(min_value=0, max_value=20_000))
    def test_holds(self, relationship, days):
        """Half a century on, stage and tie are where somebody last put them."""
        assert self.law(lambda one, day: one.state(day), relationship, days)

    def test_a_stage_that_ripens_is_caught(self):
        """The control: a stage that counts weeks."""
        ladder = [stage.id for stage in RelationshipStages.shipped().stages]

        def ripening(relationship, day):
            if relationship.stage(day) is None:
                return None
            weeks = (day - relationship.entries[-1].on).days // 7
            return ladder[min(ladder.index(relationship.stage(day)) + weeks // 12, len(ladder) - 1)]

        days = st.integers(min_value=0, max_value=400)
        assert caught(lambda relationship, on: self.law(ripening, relationship, on), histories(), days)

    def test_a_rupture_that_heals_is_caught(self):
        """The control: a rupture that is over after a month."""

        def healing(relationship, day):
            healed = (day - relationship.entries[-1].on).days > 30
            tie = relationship.tie(day)
            return RelationshipState.STEADY if healed and tie is RelationshipState.RUPTURED else tie

        days = st.integers(min_value=0, max_value=400)
        assert caught(lambda relationship, on: self.law(healing, relationship, on), histories(), days)


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


def test_who_moved_on_before_it_began_is_not_who_it_stands_still_beside():
    """Two that have both stood where they are since are a team that is settled, and nobody is asked why."""
    moved_before = _with("p-1", (0, "initial_rapport"), (4, "building"))
    begun_since = _with("p-2", (0, "initial_rapport"), start=HELD + timedelta(weeks=5))
    assert standing_still([moved_before, begun_since], HELD + timedelta(weeks=30), weeks=6) == ()


def test_events_are_about_the_family_member():
    """Assessed, ruptured, repaired, with the place each came from."""
    told = _with("p-1", (0, "building")).add(Ruptured(what_happened="a door"), **BY)
    assert [(event.kind, event.subject, event.facts, event.origin) for event in told.events(HELD)] == [
        ("relationship.assessed", "p-1", (("stage", "building"), ("ladder", "building-blocks")), ("r-p-1", 1)),
        ("relationship.ruptured", "p-1", (), ("r-p-1", 2)),
    ]
    assert Relationship(id="r").events(HELD) == ()


def test_no_stage_is_assessed_once_it_has_ended():
    """What is learnt later is put right by a correction, or begins another relationship."""
    ended = _with("p-1", (0, "building")).add(Ended(), **BY)
    with pytest.raises(MoveNotAllowed, match="ended"):
        ended.assess("building", "seen", **BY)
    assert ended.stage(HELD) == "building"
