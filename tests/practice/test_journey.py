"""Journeys: one a child, questions asked and not answered, and checkpoints that keep their first day."""

import copy
import pickle
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.casework import Case
from reflective.errors import BadEntry, BadPhrase, BadValue, BreaksLaterEntry, MoveNotAllowed, UnknownId
from reflective.practice import Journey
from reflective.practice.journey import (
    Account,
    Checkpoint,
    CheckpointAgreed,
    CheckpointProposed,
    CheckpointStatus,
    CheckpointSuperseded,
    HowToGetThere,
    JourneyPart,
    JourneyStage,
    MapQuestion,
    Obstacle,
    SoWhat,
)
from reflective.records import Audience, Link
from reflective.rules import Status
from reflective.timescales import Deadline, PartialDate, WorkingCalendar
from tests.properties.control import caught

HELD = date(2021, 9, 6)
DUE = date(2021, 10, 4)
LATER = date(2021, 10, 12)
BY = {"on": HELD, "recorded": HELD, "by": "w-1"}
THEN = {"on": LATER, "recorded": LATER, "by": "w-1"}
WORDS = {"different": "sleeps through", "how_we_would_know": "the diary"}
POINT = Checkpoint(id="k-1", **WORDS, due="four weeks", counted_from=HELD)
HOME = Checkpoint(id="k-1", **WORDS, due="when the baby is home")
BEFORE = date(2021, 9, 27)
EARLY = {"on": BEFORE, "recorded": BEFORE, "by": "w-1"}


def row(journey, as_of=LATER):
    """The one row of what is due in a journey."""
    (found,) = journey.due_rows(as_of)
    return found


@pytest.fixture
def journey():
    return Journey(id="j-1").of("c-1", **BY)


def test_a_journey_is_one_childs(journey):
    """It says whose before anything else, and does not change hands."""
    with pytest.raises(BadEntry, match="whose journey"):
        Journey(id="j-1").ask(MapQuestion.NEXT, **BY)
    with pytest.raises(BadEntry, match="another child has their own"):
        journey.of("c-2", **BY)
    assert journey.child(HELD) == "c-1"
    assert journey.child(HELD - timedelta(days=1)) is None


def test_asked_and_not_answered_is_a_state_of_its_own(journey):
    """Not asked, asked, and answered are three things."""
    assert journey.unanswered(HELD) == ()
    asked = journey.ask(MapQuestion.NEXT, **BY).ask(MapQuestion.CHECKPOINTS, **BY)
    assert asked.unanswered(HELD) == (MapQuestion.NEXT, MapQuestion.CHECKPOINTS)
    answered = asked.ask(MapQuestion.NEXT, "school, in the spring", **THEN)
    assert answered.unanswered(LATER) == (MapQuestion.CHECKPOINTS,)
    assert answered.unanswered(HELD) == (MapQuestion.NEXT, MapQuestion.CHECKPOINTS)
    again = answered.ask(MapQuestion.NEXT, **THEN)
    assert again.unanswered(LATER) == (MapQuestion.CHECKPOINTS, MapQuestion.NEXT)


def test_the_map_is_past_now_and_next(journey):
    """In that order, and by when each began within it, however late it was told."""
    for part, what, start in (
        (JourneyPart.NEXT, "school", None),
        (JourneyPart.NOW, "at home", None),
        (JourneyPart.PAST, "second", PartialDate.year(2020)),
        (JourneyPart.PAST, "first", PartialDate.year(2018)),
        (JourneyPart.PAST, "some time", PartialDate.unknown(said="historically")),
    ):
        journey = journey.add(JourneyStage(part=part, what=what, start=start), **BY)
    assert [one.what for _, one in journey.stages(HELD)] == ["first", "second", "some time", "at home", "school"]
    assert [one.what for _, one in journey.stages(HELD, JourneyPart.NOW)] == ["at home"]


def test_missing_says_what_a_map_still_wants(journey):
    """In words, until it is there."""
    assert journey.missing(HELD) == (
        "where the child is now",
        "the next stage",
        "how they will get there",
        "a checkpoint",
        "the child's own account",
    )
    full = journey.add(JourneyStage(part=JourneyPart.NOW, what="home"), **BY).add(
        JourneyStage(part=JourneyPart.NEXT, what="school"), **BY
    )
    full = (
        full.add(HowToGetThere(how="a visit"), **BY)
        .add(Account(words="I like it", observed=False), **BY)
        .agree(POINT, **BY)
    )
    assert full.missing(HELD) == ()
    gone = full.withdraw("k-1", "not meant", **THEN)
    assert gone.missing(LATER) == ("a checkpoint",)


def test_how_what_is_in_the_way_and_the_childs_account_are_told_with_their_places(journey):
    """Each as it was told by the day, and nothing told later."""
    told = journey.add(HowToGetThere(how="a visit"), **BY).add(Obstacle(what="no bus"), **BY)
    told = told.add(Account(words="I like it"), **THEN)
    assert told.how(HELD) == ((1, HowToGetThere(how="a visit")),)
    assert told.barriers(HELD) == ((2, Obstacle(what="no bus")),)
    assert told.accounts(HELD) == ()
    assert told.accounts(LATER) == ((3, Account(words="I like it")),)


def test_words_from_a_day_and_the_deadline_of_them_make_the_same_checkpoint():
    """A host that passes the words and one that passes the deadline store the same thing."""
    deadline = Deadline.after("four weeks", HELD, anchor="the supervision")
    assert Checkpoint(id="k-1", **WORDS, due=deadline) == POINT
    assert Checkpoint(id="k-1", **WORDS, due="four weeks", counted_from=HELD, anchor="the supervision") == POINT
    assert Checkpoint(id="k-1", **WORDS, due="four weeks", counted_from=HELD, anchor="the review") != POINT
    assert HOME.due == Deadline.said("when the baby is home")


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"due": None}, BadValue),
        ({"due": 28}, BadValue),
        ({"due": DUE}, BadValue),
        ({"due": "1 week"}, BadValue),
        ({"due": "in 3 working days", "counted_from": HELD}, BadValue),
        ({"due": "when the baby is home", "counted_from": HELD}, BadPhrase),
        ({"due": Deadline.on(DUE), "counted_from": HELD}, BadValue),
    ],
)
def test_a_checkpoint_needs_a_deadline_of_one_of_the_three_shapes(given, error):
    """A day, words counted from a day, or words that name none: anything else would be due by nobody's decision."""
    with pytest.raises(error):
        Checkpoint(id="k", **WORDS, **given)


def test_a_checkpoint_in_working_days_takes_a_deadline_with_its_calendar(journey):
    """The calendar is in the deadline, so that adding the content and calling the method are one."""
    calendar = WorkingCalendar.england_and_wales()
    due = Deadline.after("in 10 working days", HELD, calendar=calendar)
    agreed = journey.agree(Checkpoint(id="k-1", **WORDS, due=due), **BY)
    assert agreed == journey.add(CheckpointAgreed(checkpoint=Checkpoint(id="k-1", **WORDS, due=due)), **BY)
    assert row(agreed).due == date(2021, 9, 20)
    assert "10 working days" in row(agreed).why


def test_adding_an_agreement_and_agreeing_are_one(journey):
    """A general "append entry" endpoint stores what the method stores, with the same day."""
    added = journey.add(CheckpointAgreed(checkpoint=POINT, family_asked=True), **BY)
    assert added == journey.agree(POINT, family_asked=True, **BY)
    assert added.checkpoint("k-1", HELD).day == DUE


def test_a_day_that_its_own_words_do_not_come_to_is_refused(journey):
    """A day typed over the words would be explained wrongly for ever."""
    wrong = Deadline(words="four weeks", counted_from=HELD, day=date(2021, 10, 5))
    for write in (
        lambda: journey.agree(Checkpoint(id="k-1", **WORDS, due=wrong), **BY),
        lambda: journey.propose(Checkpoint(id="k-1", **WORDS, due=wrong), **BY),
        lambda: journey.agree(POINT, **BY).reschedule("k-1", "ill", due=wrong, **BY),
    ):
        with pytest.raises(BadEntry) as caught_error:
            write()
        assert caught_error.value.code == "deadline.miscounted"


def test_a_checkpoint_in_words_that_name_no_day_can_be_agreed_and_says_so(journey):
    """People speak so of "when the baby is home"; nobody should have to invent a day."""
    found = row(journey.agree(HOME, **BY))
    assert (found.status, found.due, found.first_due, found.days_late, found.open) == (
        Status.NOT_KNOWN,
        None,
        None,
        None,
        True,
    )
    assert "when the baby is home" in found.why
    dated = journey.agree(HOME, **BY).reschedule("k-1", "she comes home on Friday", due=Deadline.on(DUE), **BY)
    assert (row(dated).due, row(dated).first_due, row(dated).status) == (DUE, None, Status.OVERDUE)
    met = journey.agree(HOME, **BY).reach("k-1", CheckpointStatus.MET, "the diary", **THEN)
    assert (row(met).status, row(met).met) == (Status.MET, LATER)


def test_a_checkpoint_is_overdue_after_its_day_and_not_on_it(journey):
    """The day itself is in time."""
    agreed = journey.agree(POINT, **BY)
    assert [one.checkpoint.id for one in agreed.overdue(LATER)] == ["k-1"]
    assert agreed.overdue(DUE) == ()


def test_rescheduling_keeps_every_former_day_and_every_reason(journey):
    """However often it is moved, so that drift can be seen."""
    moved = journey.agree(POINT, **BY).reschedule("k-1", "ill", due=Deadline.on(date(2021, 10, 11)), **BY)
    moved = moved.reschedule("k-1", "still ill", due=Deadline.on(date(2021, 10, 18)), **THEN)
    one = moved.checkpoint("k-1", LATER)
    assert (one.day, one.first_day, one.former_days) == (date(2021, 10, 18), DUE, (DUE, date(2021, 10, 11)))
    assert one.former[0] == POINT.due
    assert [said.because for said in one.rescheduled] == ["ill", "still ill"]
    assert (row(moved).due, row(moved).first_due, row(moved).trigger) == (date(2021, 10, 18), DUE, HELD)


@pytest.mark.parametrize("found", [CheckpointStatus.MET, CheckpointStatus.PARTLY_MET, CheckpointStatus.NOT_MET])
def test_what_was_found_rests_on_evidence_and_unknown_needs_none(journey, found):
    """Met without evidence is refused, and the refusal says what may be said instead."""
    agreed = journey.agree(POINT, **BY)
    with pytest.raises(BadValue, match="without any it is 'unknown'"):
        agreed.reach("k-1", found, **THEN)
    assert agreed.reach("k-1", found, "the diary", **THEN).checkpoint("k-1", LATER).found is found
    unknown = agreed.reach("k-1", CheckpointStatus.UNKNOWN, **THEN)
    assert unknown.reach("k-1", found, "the diary came", **THEN).checkpoint("k-1", LATER).found is found


def test_every_result_asks_so_what(journey):
    """The decision closes it, and nothing follows it."""
    reached = journey.agree(POINT, **BY).reach("k-1", CheckpointStatus.NOT_MET, "the diary", **THEN)
    decided = reached.decide("k-1", SoWhat.ADJUST_PLAN, "bedtimes first", **THEN)
    assert decided.checkpoint("k-1", LATER).so_what is SoWhat.ADJUST_PLAN
    with pytest.raises(MoveNotAllowed, match="may go no further"):
        decided.decide("k-1", SoWhat.CONTINUE, "x", **THEN)


def test_a_checkpoint_that_is_not_there_is_not_named_back(journey):
    """The error shows no id."""
    for ask in (
        lambda: journey.reach("Jamie", CheckpointStatus.UNKNOWN, **BY),
        lambda: journey.checkpoint("Jamie", HELD),
    ):
        with pytest.raises(UnknownId) as caught:
            ask()
        assert "Jamie" not in str(caught.value)


def test_a_checkpoint_is_one_row_of_what_is_due_about_the_child(journey):
    """The same keys as every other row, so that one page lists them all."""
    found = row(journey.agree(attrs.evolve(POINT, owner="w-2"), **BY))
    assert (found.rule, found.ruleset, found.subject, found.ref) == ("case.checkpoint", "case", "c-1", "j-1/k-1")
    assert (found.trigger, found.due, found.first_due, found.status, found.days_late) == (
        HELD,
        DUE,
        DUE,
        Status.OVERDUE,
        8,
    )
    assert (found.record, found.place, found.audience, found.owners) == ("j-1", 1, "child_file", ("w-2",))
    assert (found.what, found.open, found.met) == ("sleeps through", True, None)
    assert found.why == POINT.due.why
    assert journey.propose(POINT, **BY).due_rows(LATER) == ()


def test_a_row_is_about_whom_the_entry_is_about_where_nobody_says_whose_journey_it_is(journey):
    """A reading may lack the entry that says so: then the entry's people, and at last the record."""
    agreed = journey.agree(POINT, **BY).entries[1]
    assert [one.subject for one in Journey(id="j-1", entries=(agreed,)).due_rows(LATER)] == ["c-1"]
    both = attrs.evolve(agreed, about=("c-1", "c-2"))
    assert [one.subject for one in Journey(id="j-1", entries=(both,)).due_rows(LATER)] == ["c-1", "c-2"]
    nobody = attrs.evolve(agreed, about=())
    assert [one.subject for one in Journey(id="j-1", entries=(nobody,)).due_rows(LATER)] == ["j-1"]


def test_a_row_is_as_closely_held_as_the_closest_entry_that_it_is_made_of(journey):
    """A day that was moved for somebody's safety is not listed as if everybody might read it."""
    agreed = journey.agree(POINT, **BY)
    moved = agreed.reschedule("k-1", "at the refuge", due=Deadline.on(DUE), audience=Audience.RESTRICTED, **THEN)
    assert (row(agreed).audience, row(moved).audience, row(moved).place) == ("child_file", "restricted", 1)
    assert row(moved, HELD).audience == "child_file"
    closed = journey.agree(POINT, audience=Audience.RESTRICTED, **BY).reach("k-1", CheckpointStatus.UNKNOWN, **THEN)
    assert {entry.audience for entry in closed.entries[1:]} == {Audience.RESTRICTED}
    assert row(closed).audience == "restricted"


def test_a_journey_opens_for_its_child_and_for_its_readers():
    """Nobody repeats `about`, and what is restricted from the beginning stays so."""
    open_to_all = Journey(id="j-1").of("c-1", **BY).ask(MapQuestion.NEXT, **BY).agree(POINT, **BY)
    assert {entry.about for entry in open_to_all.entries} == {("c-1",)}
    closed = Journey(id="j-1").of("c-1", audience=Audience.RESTRICTED, **BY).ask(MapQuestion.NEXT, **BY)
    assert closed.agree(POINT, **BY).entries[2].audience is Audience.RESTRICTED


def test_checkpoints_agreed_reached_and_decided_on_are_events(journey):
    """About the child, with the place they came from."""
    reached = journey.agree(POINT, **BY).reach("k-1", CheckpointStatus.MET, "the diary", **THEN)
    decided = reached.decide("k-1", SoWhat.CONTINUE, "it goes well", **THEN)
    assert [(event.kind, event.subject, event.ref, event.facts, event.origin) for event in decided.events(LATER)] == [
        ("checkpoint.agreed", "c-1", "j-1/k-1", (), ("j-1", 1)),
        ("checkpoint.reached", "c-1", "j-1/k-1", (("found", "met"),), ("j-1", 2)),
        ("checkpoint.decided", "c-1", "j-1/k-1", (("so_what", "continue"),), ("j-1", 3)),
    ]


#: The standing of a checkpoint on the day after its day, by what was found a week before that day.
STANDING = [
    (CheckpointStatus.MET, (Status.MET, BEFORE, 0)),
    (CheckpointStatus.PARTLY_MET, (Status.OVERDUE, None, 1)),
    (CheckpointStatus.NOT_MET, (Status.OVERDUE, None, 1)),
    (CheckpointStatus.UNKNOWN, (Status.OVERDUE, None, 1)),
]


@pytest.mark.parametrize(("found", "stands"), STANDING)
def test_a_finding_stays_open_until_a_so_what_is_decided(journey, found, stands):
    """Looking is no difference for the child: what was not found met falls overdue, and nothing drops off the list."""
    reached = journey.agree(POINT, **BY).reach("k-1", found, "the diary", **EARLY)
    after = DUE + timedelta(days=1)
    listed = row(reached, after)
    assert (listed.status, listed.met, listed.days_late) == stands
    assert listed.open
    assert listed.ended_on is None
    words = found.replace("_", " ")
    assert listed.why.endswith(f'; found {words} on Mon 27 Sep 2021; a "so what" is awaited')
    assert [one.checkpoint.id for one in reached.overdue(after)] == ([] if found is CheckpointStatus.MET else ["k-1"])
    assert [one.checkpoint.id for one in reached.awaiting_so_what(after)] == ["k-1"]
    assert 'the "so what" of checkpoint k-1' in reached.missing(after)
    assert row(reached, BEFORE).status is (Status.MET if found is CheckpointStatus.MET else Status.DUE_SOON)


def test_a_row_with_a_finding_is_a_value(journey):
    """Its reason is put together when it is read, and the row is still compared, hashed, copied and pickled by it."""
    reached = journey.agree(POINT, **BY).reach("k-1", CheckpointStatus.MET, "the diary", **EARLY)
    listed, again = row(reached), row(reached)
    assert (listed, hash(listed)) == (again, hash(again))
    for other in (copy.copy(listed), copy.deepcopy(listed), pickle.loads(pickle.dumps(listed))):
        assert (other, other.why) == (listed, listed.why)
    moved = attrs.evolve(POINT, due=Deadline.after("28 days", HELD))
    counted_otherwise = journey.agree(moved, **BY).reach("k-1", CheckpointStatus.MET, "the diary", **EARLY)
    assert row(counted_otherwise).due == listed.due
    assert row(counted_otherwise) != listed, "two reasons for one day"


@pytest.mark.parametrize(
    ("found", "stands"),
    [
        (CheckpointStatus.MET, (Status.MET, BEFORE, 0, None)),
        (CheckpointStatus.PARTLY_MET, (Status.ENDED, None, 8, LATER)),
        (CheckpointStatus.NOT_MET, (Status.ENDED, None, 8, LATER)),
        (CheckpointStatus.UNKNOWN, (Status.ENDED, None, 8, LATER)),
    ],
)
def test_a_so_what_settles_a_checkpoint_on_its_day(journey, found, stands):
    """A checkpoint found met stays met; one that was not has ended as late as it was, and is not called met."""
    reached = journey.agree(POINT, **BY).reach("k-1", found, "the diary", **EARLY)
    decided = reached.decide("k-1", SoWhat.ADJUST_PLAN, "bedtimes first", **THEN)
    listed = row(decided, date(2022, 1, 1))
    assert (listed.status, listed.met, listed.days_late, listed.ended_on) == stands
    assert not listed.open
    assert listed.why.endswith("decided: adjust plan")
    assert decided.awaiting_so_what(LATER) == decided.overdue(LATER) == ()
    assert 'the "so what" of checkpoint k-1' not in decided.missing(LATER)
    assert row(decided, BEFORE).open, "on an earlier day nobody had decided"


def test_a_checkpoint_found_met_after_its_day_is_met_late(journey):
    """With the days by which it was late."""
    reached = journey.agree(POINT, **BY).reach("k-1", CheckpointStatus.MET, "the diary", **THEN)
    assert (row(reached).status, row(reached).met, row(reached).days_late) == (Status.MET_LATE, LATER, 8)


def test_a_finding_on_words_that_name_no_day_is_not_known_and_open(journey):
    """There is no day to be late by, and the finding still asks for a decision."""
    reached = journey.agree(HOME, **BY).reach("k-1", CheckpointStatus.NOT_MET, "the diary", **THEN)
    assert (row(reached).status, row(reached).days_late, row(reached).open) == (Status.NOT_KNOWN, None, True)
    assert reached.overdue(LATER) == ()
    assert [one.checkpoint.id for one in reached.awaiting_so_what(LATER)] == ["k-1"]
    decided = reached.decide("k-1", SoWhat.STEP_UP, "no change", **THEN)
    assert (row(decided).status, row(decided).ended_on, row(decided).open) == (Status.ENDED, LATER, False)


@pytest.mark.parametrize("how", ["superseded", "withdrawn"])
def test_a_checkpoint_that_was_given_up_ended_as_late_as_it_was(journey, how):
    """Giving one up after its day does not make it in time."""
    agreed = journey.agree(POINT, **BY).agree(attrs.evolve(POINT, id="k-2"), **BY)
    if how == "superseded":
        gone = agreed.supersede("k-1", "k-2", "ill", **THEN)
        assert gone.checkpoint("k-1", LATER).superseded_by == "k-2"
    else:
        gone = agreed.withdraw("k-1", "not meant", **THEN)
    listed = next(one for one in gone.due_rows(date(2022, 1, 1)) if one.ref == "j-1/k-1")
    assert (listed.status, listed.days_late, listed.ended_on, listed.open) == (Status.ENDED, 8, LATER, False)
    assert [one.checkpoint.id for one in gone.overdue(LATER)] == ["k-2"]


def test_what_was_found_is_found_once_and_its_entry_is_corrected(journey):
    """A second finding would write over the first with no reason given; a correction keeps both."""
    reached = journey.agree(POINT, **BY).reach("k-1", CheckpointStatus.MET, "the diary", **THEN)
    with pytest.raises(MoveNotAllowed, match="correct the entry"):
        reached.reach("k-1", CheckpointStatus.NOT_MET, "the school", **THEN)
    instead = attrs.evolve(
        reached.entries[2], content=attrs.evolve(reached.entries[2].content, found=CheckpointStatus.NOT_MET)
    )
    mended = reached.correct(2, reason="misread", instead=[instead], recorded=LATER, by="w-1")
    assert mended.checkpoint("k-1", LATER).found is CheckpointStatus.NOT_MET
    assert [one.checkpoint.id for one in mended.awaiting_so_what(LATER)] == ["k-1"]


def test_a_family_that_was_not_asked_is_shown(journey):
    """Not asking is allowed, and is seen."""
    agreed = journey.agree(POINT, **BY).agree(attrs.evolve(POINT, id="k-2"), family_asked=True, **BY)
    agreed = agreed.propose(attrs.evolve(POINT, id="k-3"), **BY)
    asked = [one.family_asked for one in agreed.checkpoints(HELD)]
    assert asked == [False, True, None]
    assert [one.checkpoint.id for one in agreed.family_not_asked(HELD)] == ["k-1"]
    assert agreed.withdraw("k-1", "not meant", **THEN).family_not_asked(LATER) == ()


class TestWhatChangedBecauseOfTheChild:
    """A child's account is linked to the checkpoints and decisions that it changed."""

    ACCOUNT = Link(record="j-1", place=2)

    @pytest.fixture
    def heard(self, journey):
        return journey.agree(POINT, **BY).add(Account(words="too soon"), **BY)

    def test_an_account_has_what_was_moved_and_what_was_decided_because_of_it(self, heard):
        """So that a child can be told what their words did."""
        assert heard.changed_because_of(2, LATER) == ()
        changed = heard.reschedule("k-1", "as she said", due=Deadline.on(LATER), because_of=self.ACCOUNT, **BY)
        changed = changed.reach("k-1", CheckpointStatus.MET, "the diary", **THEN)
        changed = changed.decide("k-1", SoWhat.CONTINUE, "as she said", because_of=self.ACCOUNT, **THEN)
        assert [(place, type(one).__name__) for place, one in changed.changed_because_of(2, LATER)] == [
            (3, "CheckpointRescheduled"),
            (5, "SoWhatDecided"),
        ]
        assert [place for place, _ in changed.changed_because_of(2, HELD)] == [3]

    @pytest.mark.parametrize("place", [0, 1, 9, None])
    def test_a_link_to_no_account_of_this_journey_is_refused(self, heard, place):
        """Here it can be seen that nothing is there; a link to another record is taken as it is."""
        link = Link(record="j-1", place=place)
        with pytest.raises(UnknownId):
            heard.reschedule("k-1", "as she said", due=Deadline.on(LATER), because_of=link, **BY)
        reached = heard.reach("k-1", CheckpointStatus.UNKNOWN, **BY)
        with pytest.raises(UnknownId):
            reached.decide("k-1", SoWhat.CONTINUE, "as she said", because_of=link, **BY)
        assert reached.decide("k-1", SoWhat.CONTINUE, "x", because_of=Link(record="cycle-1", place=4), **BY)

    def test_an_account_that_was_given_later_changed_nothing_before(self, heard):
        """The account comes first, whenever it was written down."""
        late = heard.add(Account(words="now it is fine"), **THEN)
        with pytest.raises(UnknownId):
            late.reschedule(
                "k-1", "x", due=Deadline.on(LATER), because_of=Link(record="j-1", place=3), **{**BY, "recorded": LATER}
            )

    def test_a_place_without_an_account_is_unknown(self, heard):
        """A mistyped place is an error and not an account that changed nothing."""
        for place in (1, 9):
            with pytest.raises(UnknownId):
                heard.changed_because_of(place, LATER)

    def test_a_link_follows_an_account_that_is_corrected(self, heard):
        """Mending a word in what a child said does not cut it from what it changed."""
        changed = heard.reschedule("k-1", "as she said", due=Deadline.on(LATER), because_of=self.ACCOUNT, **BY)
        instead = attrs.evolve(changed.entries[2], content=Account(words="far too soon"))
        mended = changed.correct(2, reason="misheard", instead=[instead], recorded=LATER, by="w-1")
        assert [place for place, _ in mended.changed_because_of(5, LATER)] == [3]
        assert mended.irregularities() == ()
        reached = mended.reach("k-1", CheckpointStatus.UNKNOWN, **THEN)
        again = reached.decide("k-1", SoWhat.CONTINUE, "x", because_of=Link(record="j-1", place=5), **THEN)
        assert [place for place, _ in again.changed_because_of(5, LATER)] == [3, 7]
        with pytest.raises(BreaksLaterEntry):
            changed.correct(2, reason="never said", recorded=LATER, by="w-1")


def test_a_case_has_one_journey_of_a_child(journey):
    """Two journeys of one child would each tell half; a sibling has their own."""
    case = Case.opened("case-1").join(journey, **BY)
    with pytest.raises(BadEntry) as caught_error:
        case.join(Journey(id="j-2").of("c-1", **BY), **BY)
    assert caught_error.value.code == "journey.second"
    both = case.join(Journey(id="j-2").of("c-2", **BY), **BY)
    assert [one.claim() for one in both.of_kind(Journey, HELD)] == [("journey", "c-1"), ("journey", "c-2")]
    assert Journey(id="j-3").claim() is None
    again = case.leave("j-1", "of another family", **BY).join(Journey(id="j-2").of("c-1", **BY), **BY)
    assert [one.id for one in again.of_kind(Journey, HELD)] == ["j-2"]


def test_a_stretch_begun_on_an_exact_day_is_an_event_of_that_day(journey):
    """A stage that began about then, one that is next, and one that begins after the day are no events."""
    for part, start in (
        (JourneyPart.PAST, PartialDate.exact(date(2021, 3, 1))),
        (JourneyPart.PAST, PartialDate.year(2020)),
        (JourneyPart.NOW, None),
        (JourneyPart.NOW, PartialDate.exact(date(2021, 9, 8))),
        (JourneyPart.NEXT, PartialDate.exact(date(2021, 9, 1))),
    ):
        journey = journey.add(JourneyStage(part=part, what="home", start=start), **BY)
    assert [(event.kind, event.on, event.facts) for event in journey.events(HELD)] == [
        ("journey.stage", date(2021, 3, 1), (("part", "past"),))
    ]
    assert [event.on for event in journey.events(LATER)] == [date(2021, 3, 1), date(2021, 9, 8)]


def test_a_day_that_was_agreed_is_moved_only_by_rescheduling(journey):
    """Agreeing again would lose the first day, and what is only proposed has none to move."""
    with pytest.raises(MoveNotAllowed, match="reschedule it"):
        journey.agree(POINT, **BY).agree(POINT, **THEN)
    with pytest.raises(MoveNotAllowed, match="only an agreed checkpoint is rescheduled"):
        journey.add(CheckpointProposed(checkpoint=POINT), **BY).reschedule("k-1", "ill", due=Deadline.on(DUE), **BY)


def test_a_superseded_checkpoint_names_what_takes_its_place(journey):
    """Another one that is still waited for, and not itself."""
    agreed = journey.agree(POINT, **BY)
    with pytest.raises(BadValue, match="takes the place of this one"):
        CheckpointSuperseded(checkpoint="k-1", because="ill", by_checkpoint="k-1")
    with pytest.raises(UnknownId):
        agreed.supersede("k-1", "k-2", "ill", **THEN)
    both = agreed.propose(attrs.evolve(POINT, id="k-2"), **BY)
    superseded = both.supersede("k-1", "k-2", "ill", **THEN)
    assert superseded.checkpoint("k-1", LATER).status is CheckpointStatus.SUPERSEDED


def test_two_checkpoints_do_not_take_the_place_of_each_other(journey):
    """Each would be settled by the other, and neither waited for."""
    both = journey.agree(POINT, **BY).agree(attrs.evolve(POINT, id="k-2"), **BY)
    superseded = both.supersede("k-1", "k-2", "ill", **THEN)
    withdrawn = both.withdraw("k-1", "not meant", **THEN)
    for gone in (superseded, withdrawn):
        with pytest.raises(BadEntry) as caught_error:
            gone.supersede("k-2", "k-1", "ill", **THEN)
        assert caught_error.value.code == "checkpoint.settled"


def test_no_repr_of_a_checkpoint_shows_words(journey):
    """Hosts write reprs into logs, so a repr shows no words."""
    moved = journey.agree(HOME, **BY).reschedule("k-1", "ill at home", due=Deadline.on(DUE), **BY)
    shown = repr(moved.checkpoint("k-1", LATER)) + repr(moved.due_rows(LATER)) + repr(moved.state(LATER))
    for words in ("sleeps", "diary", "home"):
        assert words not in shown


def test_agreeing_earlier_what_was_agreed_later_is_a_conflict(journey):
    """A late telling that would make the agreement a second one names the entry being added."""
    with pytest.raises(BreaksLaterEntry) as caught_error:
        journey.agree(POINT, **THEN).agree(POINT, **{**BY, "recorded": LATER})
    assert (caught_error.value.place, caught_error.value.later) == (2, 1)


class TestTheFirstDayIsKept:
    """However often a checkpoint is rescheduled, the first day and every one since are on the record."""

    @staticmethod
    def law(ask, days):
        journey = Journey(id="j").of("c-1", **BY).agree(POINT, **BY)
        for day in days:
            journey = journey.reschedule("k-1", "ill", due=Deadline.on(day), **THEN)
        return ask(journey.checkpoint("k-1", LATER)) == (DUE, len(days), days[-1] if days else DUE)

    DAYS = st.lists(st.dates(date(2021, 9, 1), date(2022, 9, 1)), max_size=6)

    @given(DAYS)
    def test_holds(self, days):
        """The first, how many times it moved, and the one that stands."""
        assert self.law(lambda one: (one.first_day, len(one.former), one.day), days)

    def test_a_checkpoint_that_keeps_only_the_last_day_is_caught(self):
        """The control: what a due date overwritten in place would say."""
        assert caught(lambda days: self.law(lambda one: (one.day, len(one.former), one.day), days), self.DAYS)


class TestWhateverIsLeftOfAJourneyCanBeRead:
    """Views read what is left after entries are withheld, and that need not be a lawful history."""

    WHOLE = (
        Journey(id="j")
        .of("c-1", **BY)
        .add(CheckpointProposed(checkpoint=POINT), **BY)
        .agree(POINT, **BY)
        .reschedule("k-1", "ill", due=Deadline.on(LATER), **BY)
        .reach("k-1", CheckpointStatus.NOT_MET, "the diary", **THEN)
        .decide("k-1", SoWhat.ADJUST_PLAN, "bedtimes first", **THEN)
    )
    PLACES = st.sets(st.integers(0, len(WHOLE.entries) - 1))

    def law(self, ask, kept):
        left = Journey(id="j", entries=tuple(self.WHOLE.entries[place] for place in sorted(kept)))
        try:
            ask(left)
        except KeyError:
            return False
        return True

    @given(PLACES)
    def test_holds(self, kept):
        """Whichever entries are left, every question has an answer."""

        def every(left):
            return left.due_rows(LATER), left.events(LATER), left.overdue(LATER), left.missing(LATER)

        assert self.law(every, kept)

    def test_a_question_that_counts_on_the_agreement_is_caught(self):
        """The control: looking up where a checkpoint was agreed, which may be withheld."""

        def counting(left):
            agreed = {
                entry.content.checkpoint.id: place
                for place, entry in left.standing(LATER)
                if isinstance(entry.content, CheckpointAgreed)
            }
            return [agreed[one.checkpoint.id] for one in left.checkpoints(LATER) if one.day is not None]

        assert caught(lambda kept: self.law(counting, kept), self.PLACES)
