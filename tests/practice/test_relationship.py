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
    ContactSteady,
    Enabler,
    Ended,
    EndingCalledOff,
    EndingPlanned,
    RelationshipStage,
    RelationshipStages,
    RelationshipState,
    Repaired,
    RepairTried,
    Resumed,
    Ruptured,
    Tried,
    attention,
    standing_still,
)
from tests.properties.control import caught

HELD = date(2021, 9, 6)
BY = {"on": HELD, "recorded": HELD, "by": "w-1"}


def _on(day, by="w-1"):
    return {"on": day, "recorded": day, "by": by}


def _with(person, *stages, start=HELD, worker="w-1"):
    relationship = Relationship(id=f"r-{person}-{worker}").between(worker, person, **_on(start, worker))
    for weeks, stage in stages:
        relationship = relationship.assess(stage, "seen", **_on(start + timedelta(weeks=weeks), worker))
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
    """Three rungs have a line of the note. The one that is ours has none, and comes before the two have met."""
    stages = RelationshipStages.shipped().stages
    assert [(stage.id, stage.line, stage.before_they_met) for stage in stages] == [
        ("not_yet_met", None, True),
        ("initial_rapport", "73", False),
        ("building", "73", False),
        ("maintaining_sustaining", "73", False),
    ]


class TestWhatHasNotBeenRecorded:
    """A state of the contact is somebody's entry, and never a side of another one."""

    def test_naming_a_pair_asserts_nothing(self):
        """A father who slams doors was shown as "steady" because his name had been put down."""
        assert Relationship(id="r").tie(HELD) is RelationshipState.NOT_STARTED
        named = _with("p-1")
        assert named.tie(HELD) is RelationshipState.NOT_RECORDED
        assert named.stage(HELD) is None

    @pytest.mark.parametrize("stage", [stage.id for stage in RelationshipStages.shipped().stages])
    def test_an_assessment_says_nothing_of_the_contact(self, stage):
        """A stage is assessed on slammed doors as well: how far it has come is not how it is."""
        assert _with("p-1").assess(stage, "he slammed the door", **BY).tie(HELD) is RelationshipState.NOT_RECORDED

    def test_a_contact_is_steady_when_somebody_records_what_shows_it(self):
        """Before an assessment or after one, and it can be said again; a broken one is mended in no such way."""
        steady = _with("p-1").record_steady("she rings back", **BY)
        assert steady.tie(HELD) is RelationshipState.STEADY
        assert steady.record_steady("she was in", **BY).tie(HELD) is RelationshipState.STEADY
        with pytest.raises(MoveNotAllowed):
            steady.rupture("a door", **BY).record_steady("she was in", **BY)

    def test_a_rupture_can_come_before_any_assessment(self):
        """The first visit is where it often happens."""
        broken = _with("p-1").rupture("he shouted through the door", **BY)
        assert broken.tie(HELD) is RelationshipState.RUPTURED
        assert broken.stage(HELD) is None


class TestBeforeTheyHaveMet:
    """The stage before two people have met rests on nothing that was said or done."""

    def test_the_stage_before_they_met_needs_no_evidence(self):
        """And the others still do."""
        told = _with("p-1").assess("not_yet_met", **BY)
        assert told.stage(HELD) == "not_yet_met"
        assert told.history(HELD)[0][2].met is False
        with pytest.raises(BadEntry, match="said or done"):
            told.assess("initial_rapport", **BY)
        assert told.assess("initial_rapport", "he let her in", **BY).history(HELD)[1][2].met is True

    def test_a_hosts_own_ladder_marks_its_own_stage(self):
        """A first rung is not always one before they met."""
        own = RelationshipStages(
            id="ours",
            version="2",
            source="us",
            stages=(
                RelationshipStage(id="on_paper", title="p", before_they_met=True),
                RelationshipStage(id="cold", title="c"),
            ),
        )
        assert _with("p-1").assess("on_paper", ladder=own, **BY).stage(HELD) == "on_paper"
        with pytest.raises(BadEntry, match="said or done"):
            _with("p-1").assess("cold", ladder=own, **BY)

    @pytest.mark.parametrize(("stage", "met"), [("building", False), ("not_yet_met", True)])
    def test_an_entry_cannot_say_otherwise_than_the_ladder_that_ships(self, stage, met):
        """Else any stage could be recorded on nothing."""
        shipped = RelationshipStages.shipped()
        said = Assessed(stage=stage, ladder=shipped.id, ladder_version=shipped.version, evidence=("seen",), met=met)
        with pytest.raises(BadEntry) as refused:
            _with("p-1").add(said, **BY)
        assert refused.value.code == "assessment.met"

    def test_two_who_have_met_cannot_come_not_to_have_met(self):
        """It is impossible, whatever the reason: the earlier assessment is corrected."""
        with pytest.raises(BadEntry) as refused:
            _with("p-1", (0, "building")).assess("not_yet_met", went_back_because="a mix-up", **BY)
        assert refused.value.code == "assessment.met"


class TestRepair:
    """A rupture is mended by a step and an answer to it, on whichever side the step was."""

    def test_a_rupture_is_mended_by_a_step_and_an_answer(self):
        """An assessment in between mends nothing."""
        broken = _with("p-1", (0, "building")).rupture("a door", **BY)
        assert broken.assess("building", "seen", **BY).tie(HELD) is RelationshipState.RUPTURED
        with pytest.raises(MoveNotAllowed, match="they_began"):
            broken.repair("fine", **BY)
        mended = broken.try_repair("said sorry", **BY).repair("fine", **BY)
        assert mended.tie(HELD) is RelationshipState.STEADY
        assert mended.stage(HELD) == "building"

    def test_an_apology_from_the_other_side_mends_it(self):
        """He rings and says sorry: no step of ours has to be invented first."""
        broken = _with("p-1").rupture("a door", **BY)
        assert broken.repair("he rang to say sorry", they_began=True, **BY).tie(HELD) is RelationshipState.STEADY
        assert ("repair", "steady", ("they_began",)) in {
            (step.verb, str(step.to), step.needs) for step in broken.moves(HELD)
        }

    def test_nothing_is_repaired_that_was_not_broken_off(self):
        """A repair in a steady relationship is refused, and makes no event."""
        for whole in (_with("p-1", (0, "building")), _with("p-1").record_steady("seen", **BY)):
            for they_began in (False, True):
                with pytest.raises(MoveNotAllowed):
                    whole.repair("fine", they_began=they_began, **BY)


#: Each state of the contact in which an ending can be planned, and how it comes about.
BEFORE_AN_ENDING = {
    RelationshipState.NOT_RECORDED: lambda one: one,
    RelationshipState.STEADY: lambda one: one.record_steady("seen", **BY),
    RelationshipState.RUPTURED: lambda one: one.rupture("a door", **BY),
    RelationshipState.REPAIRING: lambda one: one.rupture("a door", **BY).try_repair("said sorry", **BY),
}


class TestEndings:
    """A planned ending lies over the contact: it hides nothing of it, and can be called off."""

    @pytest.mark.parametrize("before", BEFORE_AN_ENDING, ids=str)
    def test_an_ending_that_is_called_off_gives_way_to_the_state_before(self, before):
        """The worker stays after all; what was broken off is as broken as it was."""
        contact = BEFORE_AN_ENDING[before](_with("p-1"))
        ending = contact.plan_ending("the worker leaves", **BY)
        assert ending.tie(HELD) is RelationshipState.ENDING
        assert ending.call_off_ending("she stays", **BY).tie(HELD) is before
        with pytest.raises(MoveNotAllowed):
            contact.call_off_ending("she stays", **BY)

    def test_a_rupture_while_an_ending_is_planned_leaves_the_plan(self):
        """Repaired, the two are parting again; called off in between, the rupture stays."""
        ending = _with("p-1", (0, "building")).plan_ending("the worker leaves", **BY)
        broken = ending.rupture("a door", **BY)
        mended = broken.try_repair("said sorry", **BY).repair("fine", **BY)
        assert mended.tie(HELD) is RelationshipState.ENDING
        assert mended.call_off_ending("she stays", **BY).tie(HELD) is RelationshipState.STEADY
        assert mended.end("tea", **BY).tie(HELD) is RelationshipState.ENDED
        goes_on = broken.call_off_ending("she stays", **BY)
        assert goes_on.tie(HELD) is RelationshipState.RUPTURED
        mended = goes_on.repair("he rang", they_began=True, **BY)
        assert mended.tie(HELD) is RelationshipState.STEADY

    @pytest.mark.parametrize("they_began", [False, True])
    def test_what_was_broken_off_can_be_mended_before_the_goodbye(self, they_began):
        """An ending that is planned during a rupture would else be the end of every repair."""
        ending = _with("p-1").rupture("a door", **BY).plan_ending("the worker leaves", **BY)
        tried = ending if they_began else ending.try_repair("said sorry", **BY)
        mended = tried.repair("fine", they_began=they_began, **BY)
        assert mended.tie(HELD) is RelationshipState.ENDING
        assert mended.call_off_ending("she stays", **BY).tie(HELD) is RelationshipState.STEADY
        with pytest.raises(MoveNotAllowed):
            mended.repair("fine", they_began=they_began, **BY)
        with pytest.raises(MoveNotAllowed):
            ending.record_steady("she was in", **BY)
        with pytest.raises(MoveNotAllowed):
            mended.try_repair("said sorry", **BY)

    def test_what_is_seen_while_an_ending_is_planned_stands_when_it_is_called_off(self):
        """The contact is as it was last recorded, and not as it was on the day of the plan."""
        ending = _with("p-1").plan_ending("the worker leaves", **BY).record_steady("she was in", **BY)
        assert ending.tie(HELD) is RelationshipState.ENDING
        assert ending.call_off_ending("she stays", **BY).tie(HELD) is RelationshipState.STEADY

    def test_no_stage_is_assessed_once_it_has_ended(self):
        """A later finding is put right by a correction, or belongs to the time after it began again."""
        ended = _with("p-1", (0, "building")).end(**BY)
        with pytest.raises(MoveNotAllowed, match="ended"):
            ended.assess("building", "seen", **BY)
        assert ended.stage(HELD) == "building"

    def test_a_relationship_that_ended_begins_again_with_nothing_recorded(self):
        """A family is referred again to the same worker: the history is there, and no stage is taken from it."""
        day = HELD + timedelta(weeks=50)
        ended = _with("p-1", (0, "maintaining_sustaining")).record_steady("seen", **BY).end("tea", **BY)
        again = ended.resume("referred again", **_on(day))
        assert (again.tie(day), again.stage(day), again.pair(day)) == ("not_recorded", None, ("w-1", "p-1"))
        assert again.state(day).at_stage_since is None
        assert (again.tie(HELD), again.stage(HELD)) == ("ended", "maintaining_sustaining")
        lower = again.assess("initial_rapport", "she has to begin anew", **_on(day))
        assert [one.stage for _, _, one in lower.history(day)] == ["maintaining_sustaining", "initial_rapport"]
        with pytest.raises(MoveNotAllowed, match="after it has ended"):
            again.resume("referred again", **_on(day))


def test_a_relationship_is_between_two_people():
    """Nobody works with themselves, nor hands the work to themselves."""
    with pytest.raises(BadEntry) as refused:
        Relationship(id="r").between("w-1", "w-1", **BY)
    assert refused.value.code == "pair.same"
    with pytest.raises(BadEntry) as refused:
        _with("p-1").end(handed_to="w-1", **BY)
    assert refused.value.code == "pair.handed_to_self"
    assert _with("p-1").end(handed_to="w-2", **BY).tie(HELD) is RelationshipState.ENDED


def test_entries_are_about_the_family_member_and_for_whom_the_relationship_is():
    """Each was about nobody unless the host repeated it, and so on no file; the worker is not who it is about."""
    told = _with("p-1", (0, "building")).rupture("a door", **BY).add(Tried(what="visits"), **BY)
    assert [entry.about for entry in told.entries] == [("p-1",)] * 4
    closed = Relationship(id="r").between("w-1", "p-1", audience=Audience.RESTRICTED, about=("c-1", "p-1"), **BY)
    entry = closed.assess("building", "seen", **BY).entries[-1]
    assert (entry.about, entry.audience) == (("c-1", "p-1"), Audience.RESTRICTED)


def test_a_barrier_in_the_worker_is_on_the_file_of_that_worker():
    """Also where her manager writes it down: it is not the manager's own."""
    told = _with("p-1")
    for content in (
        Barrier(located=BarrierLocation.WORKER, what="x", whose="w-1"),
        Enabler(located=BarrierLocation.WORKER, what="x", whose="w-1"),
    ):
        entry = told.add(content, **_on(HELD, "m-1")).entries[-1]
        assert (entry.audience, entry.owner, entry.by) == (Audience.PERSONAL, "w-1", "m-1")


#: One entry of each kind that moves the relationship.
STEPS = [
    ContactSteady(seen="she rings back"),
    Ruptured(what_happened="a door"),
    RepairTried(step="said sorry"),
    Repaired(response="fine"),
    Repaired(response="he rang", they_began=True),
    EndingPlanned(because="the worker leaves"),
    EndingCalledOff(because="she stays"),
    Ended(),
    Resumed(because="referred again"),
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


class TestAttention:
    """Each worker's relationship with each family member, side by side; an imbalance is seen, not counted."""

    def test_everybody_is_listed_children_first_and_those_with_nothing(self):
        """A person with whom nothing is recorded is the one to see."""
        with_mother = _with("p-1", (0, "building")).add(Tried(what="visits"), **BY)
        rows = attention([with_mother], [("p-1", False), ("p-2", False), ("c-1", True)], HELD)
        assert [(row.family_member, row.worker, row.stage, row.tie) for row in rows] == [
            ("c-1", None, None, "not_recorded"),
            ("p-1", "w-1", "building", "not_recorded"),
            ("p-2", None, None, "not_recorded"),
        ]
        assert (rows[1].record, rows[1].tried, rows[1].assessed) == ("r-p-1-w-1", (2,), (1,))

    @pytest.mark.parametrize("turn", [1, -1], ids=["in-order", "reversed"])
    def test_after_a_handover_the_present_workers_relationship_comes_first(self, turn):
        """A father whom the new worker met once was shown with what the former one had built, or the other way."""
        former = _with("p-1", (0, "maintaining_sustaining")).end("tea", handed_to="w-2", **BY)
        day = HELD + timedelta(weeks=1)
        present = _with("p-1", (0, "initial_rapport"), start=day, worker="w-2")
        rows = attention([former, present][::turn], [("p-1", False)], day)
        assert [(row.worker, row.stage, row.ended, row.tie) for row in rows] == [
            ("w-2", "initial_rapport", False, "not_recorded"),
            ("w-1", "maintaining_sustaining", True, "ended"),
        ]
        assert [row.worker for row in attention([former, present][::turn], [("p-1", False)], HELD)] == ["w-1"]

    @pytest.mark.parametrize("turn", [1, -1], ids=["in-order", "reversed"])
    def test_of_two_workers_the_one_who_began_last_comes_first(self, turn):
        """Whoever is asked for now; a relationship that began again counts from then, and one that ended comes last."""
        day, later = HELD + timedelta(weeks=1), HELD + timedelta(weeks=2)
        first, second = _with("p-1"), _with("p-1", start=day, worker="w-2")
        third = _with("p-1", start=day + timedelta(days=1), worker="w-3").end(**_on(day + timedelta(days=1)))
        given = [first, second, third][::turn]
        assert [row.worker for row in attention(given, [("p-1", False)], later)] == ["w-2", "w-1", "w-3"]
        back = first.end(**_on(day)).resume("she is back", **_on(later))
        given = [back, second, third][::turn]
        assert [row.worker for row in attention(given, [("p-1", False)], later)] == ["w-1", "w-2", "w-3"]


class TestStandingStill:
    """At one stage for so many weeks while another person's moved on: a question for supervision."""

    STILL = _with("p-2", (0, "initial_rapport"))
    MOVING = _with("p-1", (0, "initial_rapport"), (4, "building"))

    def test_somebody_elses_has_to_have_moved(self):
        """Alone, or for less, it is not listed."""
        day = HELD + timedelta(weeks=8)
        assert standing_still([self.STILL, self.MOVING], day, weeks=6) == ((self.STILL, HELD),)
        assert standing_still([self.STILL], day, weeks=6) == ()
        assert standing_still([self.STILL, self.MOVING], day, weeks=9) == ()

    def test_six_weeks_to_the_day_are_six_weeks(self):
        """And the day before they are not yet."""
        day = HELD + timedelta(weeks=6)
        assert standing_still([self.STILL, self.MOVING], day) == ((self.STILL, HELD),)
        assert standing_still([self.STILL, self.MOVING], day - timedelta(days=1)) == ()

    def test_who_moved_on_before_it_began_is_not_who_it_stands_still_beside(self):
        """Two that have both stood where they are since are a team that is settled, and nobody is asked why."""
        begun_since = _with("p-2", (0, "initial_rapport"), start=HELD + timedelta(weeks=5))
        assert standing_still([self.MOVING, begun_since], HELD + timedelta(weeks=30)) == ()

    def test_two_that_moved_on_one_day_stand_still_beside_nobody(self):
        """Each would else be the one who moved on while the other stood."""
        alike = [_with(person, (0, "initial_rapport"), (4, "building")) for person in ("p-1", "p-2")]
        assert standing_still(alike, HELD + timedelta(weeks=30)) == ()

    def test_one_that_went_back_did_not_move_on(self):
        """Its stage is another, and it is further from where it was going."""
        day = HELD + timedelta(weeks=4)
        back = _with("p-1", (0, "building")).assess("initial_rapport", "he left", went_back_because="x", **_on(day))
        assert standing_still([self.STILL, back], HELD + timedelta(weeks=8)) == ()

    @pytest.mark.parametrize("name", ["ours", RelationshipStages.shipped().id])
    def test_one_that_was_put_on_another_ladder_did_not_move_on(self, name):
        """A stage of another ladder, or of another version, is neither higher nor lower."""
        own = RelationshipStages(id=name, version="2", source="us", stages=(RelationshipStage(id="warm", title="w"),))
        day = HELD + timedelta(weeks=4)
        other = _with("p-1", (0, "building")).assess("warm", "seen", ladder=own, **_on(day))
        assert standing_still([self.STILL, other], HELD + timedelta(weeks=8)) == ()

    def test_one_that_has_ended_neither_stands_nor_moves(self):
        """A former worker's relationship stood still for ever."""
        day = HELD + timedelta(weeks=8)
        assert standing_still([self.STILL.end(**_on(day)), self.MOVING], day) == ()
        assert standing_still([self.STILL, self.MOVING.end(**_on(day))], day) == ()

    def test_one_that_began_again_counts_from_then(self):
        """The years between are nobody's standing still."""
        day = HELD + timedelta(weeks=50)
        again = self.STILL.end(**BY).resume("referred again", **_on(day)).assess("initial_rapport", "x", **_on(day))
        moving = _with("p-1", (0, "initial_rapport"), (1, "building"), start=day)
        assert standing_still([again, moving], day + timedelta(weeks=2)) == ()
        assert standing_still([again, moving], day + timedelta(weeks=6)) == ((again, day),)

    def test_the_same_persons_with_another_worker_is_nobody_else(self):
        """It is about one person left behind beside another."""
        moving = _with("p-2", (0, "initial_rapport"), (4, "building"), worker="w-2")
        assert standing_still([self.STILL, moving], HELD + timedelta(weeks=8)) == ()


def test_events_are_about_the_family_member():
    """Assessed, ruptured, repaired, with the place each came from."""
    told = _with("p-1", (0, "building")).add(Ruptured(what_happened="a door"), **BY)
    assert [(event.kind, event.subject, event.facts, event.origin) for event in told.events(HELD)] == [
        ("relationship.assessed", "p-1", (("stage", "building"), ("ladder", "building-blocks")), ("r-p-1-w-1", 1)),
        ("relationship.ruptured", "p-1", (), ("r-p-1-w-1", 2)),
    ]
    assert Relationship(id="r").events(HELD) == ()
