"""Journeys: one a child, questions asked and not answered, and checkpoints that keep their first day."""

from datetime import date, timedelta

import pytest

from reflective.errors import BadEntry, BadValue, MoveNotAllowed, UnknownId
from reflective.practice import (
    Account,
    Checkpoint,
    CheckpointMoved,
    CheckpointStatus,
    Journey,
    MapQuestion,
    Means,
    SoWhat,
    Stretch,
    When,
)
from reflective.rules import Status
from reflective.timescales import PartialDate

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


def test_the_map_is_past_now_and_next(journey):
    """In that order, and by when each began within it, however late it was told."""
    for part, what, start in (
        (When.NEXT, "school", None),
        (When.NOW, "at home", None),
        (When.PAST, "second", PartialDate.year(2020)),
        (When.PAST, "first", PartialDate.year(2018)),
        (When.PAST, "some time", PartialDate.unknown(said="historically")),
    ):
        journey = journey.add(Stretch(part=part, what=what, start=start), **BY)
    assert [one.what for _, one in journey.stretches(HELD)] == ["first", "second", "some time", "at home", "school"]
    assert [one.what for _, one in journey.stretches(HELD, When.NOW)] == ["at home"]


def test_missing_says_what_a_map_still_wants(journey):
    """In words, until it is there."""
    assert journey.missing(HELD) == (
        "where the child is now",
        "the next stage",
        "how they will get there",
        "a checkpoint",
        "the child's own account",
    )
    full = journey.add(Stretch(part=When.NOW, what="home"), **BY).add(Stretch(part=When.NEXT, what="school"), **BY)
    full = full.add(Means(how="a visit"), **BY).add(Account(words="I like it", observed=False), **BY).agree(POINT, **BY)
    assert full.missing(HELD) == ()


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
    with pytest.raises(MoveNotAllowed, match="gives a day"):
        moved.add(CheckpointMoved(checkpoint="k-1", to=CheckpointStatus.AGREED, because="x"), **THEN)
    with pytest.raises(MoveNotAllowed, match="gives a day"):
        moved.add(CheckpointMoved(checkpoint="k-1", to=CheckpointStatus.WITHDRAWN, because="x", day=LATER), **THEN)


@pytest.mark.parametrize("found", [CheckpointStatus.MET, CheckpointStatus.PARTLY_MET, CheckpointStatus.NOT_MET])
def test_what_was_found_rests_on_evidence_and_unknown_needs_none(journey, found):
    """Met without evidence is refused, and the refusal says what may be said instead."""
    agreed = journey.agree(POINT, **BY)
    with pytest.raises(MoveNotAllowed, match="without any it is 'unknown'"):
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
    assert [(event.kind, event.subject, event.ref, event.origin) for event in reached.events(LATER)] == [
        ("checkpoint.agreed", "c-1", "j-1/k-1", ("j-1", 1)),
        ("checkpoint.reached", "c-1", "j-1/k-1", ("j-1", 2)),
    ]
    gone = agreed.add(CheckpointMoved(checkpoint="k-1", to=CheckpointStatus.WITHDRAWN, because="not meant"), **THEN)
    assert gone.due_items(LATER)[0].status is Status.ENDED
