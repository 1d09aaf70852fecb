"""Journeys: one a child, questions asked and not answered, and checkpoints that keep their first day."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.errors import BadEntry, BadValue, BreaksLaterEntry, MoveNotAllowed, UnknownId
from reflective.practice import Journey
from reflective.practice.journey import (
    Account,
    Checkpoint,
    CheckpointAgreed,
    CheckpointProposed,
    CheckpointStatus,
    HowToGetThere,
    JourneyPart,
    JourneyStage,
    MapQuestion,
    Obstacle,
    SoWhat,
)
from reflective.rules import Status
from reflective.timescales import PartialDate
from tests.properties.control import caught

HELD = date(2021, 9, 6)
DUE = date(2021, 10, 4)
LATER = date(2021, 10, 12)
BY = {"on": HELD, "recorded": HELD, "by": "w-1"}
THEN = {"on": LATER, "recorded": LATER, "by": "w-1"}
POINT = Checkpoint(
    id="k-1", different="sleeps through", how_we_would_know="the diary", due="four weeks", counted_from=HELD
)


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


def test_a_checkpoint_is_due_on_a_day_resolved_when_it_is_agreed(journey):
    """In words from a day, or as a day, and one of the two."""
    agreed = journey.agree(POINT, **BY)
    assert agreed.checkpoint("k-1", HELD).day == DUE
    assert [one.checkpoint.id for one in agreed.overdue(LATER)] == ["k-1"]
    assert agreed.overdue(DUE) == ()
    with pytest.raises(BadValue):
        Checkpoint(id="k", different="x", how_we_would_know="y")
    with pytest.raises(BadValue):
        Checkpoint(id="k", different="x", how_we_would_know="y", due="1 week")


def test_rescheduling_keeps_the_first_day_and_the_reason(journey):
    """However often it is moved."""
    moved = journey.agree(POINT, **BY).reschedule("k-1", date(2021, 10, 11), "ill", **BY)
    moved = moved.reschedule("k-1", date(2021, 10, 18), "still ill", **THEN)
    one = moved.checkpoint("k-1", LATER)
    assert (one.day, one.first_day, one.former) == (date(2021, 10, 18), DUE, (DUE, date(2021, 10, 11)))


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


def test_checkpoints_fall_due_and_make_events(journey):
    """Due items with the first day, and events about the child with the place they came from."""
    agreed = journey.agree(POINT, **BY)
    (item,) = agreed.due_items(LATER)
    assert (item.kind, item.status, item.days_late, item.about) == ("checkpoint", Status.OVERDUE, 8, ("c-1",))
    reached = agreed.reach("k-1", CheckpointStatus.MET, "the diary", **THEN)
    assert reached.due_items(LATER)[0].status is Status.MET_LATE
    decided = reached.decide("k-1", SoWhat.CONTINUE, "it goes well", **THEN)
    assert [(event.kind, event.subject, event.ref, event.facts, event.origin) for event in decided.events(LATER)] == [
        ("checkpoint.agreed", "c-1", "j-1/k-1", (), ("j-1", 1)),
        ("checkpoint.reached", "c-1", "j-1/k-1", (("found", "met"),), ("j-1", 2)),
        ("checkpoint.decided", "c-1", "j-1/k-1", (("so_what", "continue"),), ("j-1", 3)),
    ]
    gone = agreed.withdraw("k-1", "not meant", **THEN)
    assert gone.due_items(LATER)[0].status is Status.ENDED


@pytest.mark.parametrize(
    ("found", "listed"),
    [
        (CheckpointStatus.MET, (Status.MET_LATE, LATER, 8, "sleeps through")),
        (CheckpointStatus.PARTLY_MET, (Status.ENDED, None, 0, "sleeps through (found partly met)")),
        (CheckpointStatus.NOT_MET, (Status.ENDED, None, 0, "sleeps through (found not met)")),
        (CheckpointStatus.UNKNOWN, (Status.NOT_KNOWN, None, None, "sleeps through (found unknown)")),
    ],
)
def test_only_what_was_found_met_is_said_to_be_met(journey, found, listed):
    """Looking on the day is no difference for the child: what was not met is not listed as met."""
    (item,) = journey.agree(POINT, **BY).reach("k-1", found, "the diary", **THEN).due_items(LATER)
    assert (item.status, item.met, item.days_late, item.what) == listed


def test_a_stretch_begun_on_an_exact_day_is_an_event_of_that_day(journey):
    """What began about then, what is next, and what begins after the day asked of are none."""
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
        journey.add(CheckpointProposed(checkpoint=POINT), **BY).reschedule("k-1", DUE, "ill", **BY)


def test_a_superseded_checkpoint_names_what_takes_its_place(journey):
    """Another one, and not itself."""
    agreed = journey.agree(POINT, **BY)
    with pytest.raises(BadValue, match="takes the place of this one"):
        agreed.supersede("k-1", "k-1", "ill", **THEN)
    with pytest.raises(UnknownId):
        agreed.supersede("k-1", "k-2", "ill", **THEN)
    both = agreed.propose(attrs.evolve(POINT, id="k-2"), **BY)
    superseded = both.supersede("k-1", "k-2", "ill", **THEN)
    assert superseded.checkpoint("k-1", LATER).status is CheckpointStatus.SUPERSEDED


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
            journey = journey.reschedule("k-1", day, "ill", **THEN)
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
        .reschedule("k-1", LATER, "ill", **BY)
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
            return left.due_items(LATER), left.events(LATER), left.overdue(LATER), left.missing(LATER)

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
