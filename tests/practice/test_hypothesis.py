"""Hypotheses: floated and held on evidence, widened without loss, revised with the predecessor kept, never proved."""

from datetime import date

import pytest

from reflective.errors import BadValue, MoveNotAllowed
from reflective.practice import Hypothesis, Link
from reflective.practice.hypothesis import (
    HYPOTHESIS,
    HypothesisStatus,
    Judged,
    Revised,
    StaysLive,
    Widened,
    WouldChangeOurMind,
)

HELD = date(2021, 9, 6)
LATER = date(2021, 10, 11)
BY = {"on": HELD, "recorded": HELD, "by": "w-1"}
THEN = {"on": LATER, "recorded": LATER, "by": "m-1"}


@pytest.fixture
def view():
    return Hypothesis(id="h-1").float("hostile", of=("p-1",), **BY)


def test_nothing_is_ever_proved():
    """No status, step or name says so."""
    words = [*HypothesisStatus, *(kind.VERB for kind in HYPOTHESIS.kinds)]
    assert not any("prov" in word or "confirm" in word for word in words)


def test_a_change_of_mind_says_what_it_rests_on(view):
    """Because of something, or by citing it."""
    with pytest.raises(BadValue, match="a change of mind rests on something"):
        view.judge(HypothesisStatus.WEAKENED, **BY)
    assert view.judge(HypothesisStatus.WEAKENED, "he came", **BY).status(HELD) is HypothesisStatus.WEAKENED
    cited = view.judge(HypothesisStatus.HELD, cites=(Link(record="c-1", place=3),), **BY)
    assert cited.status(HELD) is HypothesisStatus.HELD


def test_widening_keeps_the_first_view_beside_the_wider_one(view):
    """Both are views of the hypothesis, and what stays live stays."""
    wide = view.add(StaysLive(what="the slap"), **BY).widen("what he lived through", "his childhood", **THEN)
    assert wide.views(LATER) == ("hostile", "what he lived through")
    assert wide.views(HELD) == ("hostile",)
    assert [one.what for _, one in wide.stays_live(LATER)] == ["the slap"]
    assert wide.statement(LATER) == "hostile"


@pytest.mark.parametrize(
    "change",
    [
        lambda: Judged(status=HypothesisStatus.WIDENED, because="x"),
        lambda: Judged(status=HypothesisStatus.REVISED, because="x"),
        lambda: Judged(status=HypothesisStatus.FLOATED, because="x"),
        lambda: Widened(to="a wider view"),
        lambda: Revised(by=Link(record="h-2")),
    ],
)
def test_widening_revising_and_judging_are_three_kinds_of_change_and_each_rests_on_something(change):
    """A widening says to what, a revision names what follows, and none of the three comes of nothing."""
    with pytest.raises(BadValue, match=r"have a call each|rests on something"):
        change()


def test_a_revision_links_both_ways_and_ends_the_old(view):
    """The predecessor is kept, and can be reached from its successor."""
    old, new = view.revise("h-2", "afraid", "he said so", **THEN)
    assert old.status(LATER) is HypothesisStatus.REVISED
    assert old.entries[-1].content.by == Link(record="h-2")
    assert new.entries[0].content.revises == Link(record="h-1")
    assert old.moves(LATER) == ()


def test_what_was_set_aside_can_be_taken_up_again(view):
    """Minds change back."""
    aside = view.judge(HypothesisStatus.SET_ASIDE, "nothing speaks for it", **BY)
    assert [(step.verb, step.to) for step in aside.moves(HELD)] == [("judge", HypothesisStatus.HELD)]
    assert aside.judge(HypothesisStatus.HELD, "it happened again", **THEN).status(LATER) is HypothesisStatus.HELD


def test_evidence_for_and_against_are_both_kept_with_their_places(view):
    """Asked for together or apart."""
    weighed = view.evidence_for("he swore", told_by="w-1", **BY).evidence_against("he came", **BY)
    assert [(place, one.what) for place, one in weighed.evidence(HELD)] == [(1, "he swore"), (2, "he came")]
    assert [one.what for _, one in weighed.evidence(HELD, supports=False)] == ["he came"]


def test_missing_says_what_a_test_of_it_would_want(view):
    """What speaks against it, what would change our mind, and what it means for each child."""
    assert view.missing(HELD) == (
        "anything that speaks against it",
        "what would change our mind",
        "what it would mean for each child",
    )
    full = Hypothesis(id="h").float("x", for_children=(("c-1", "less fear"),), **BY).evidence_against("y", **BY)
    assert full.add(WouldChangeOurMind(what="z"), **BY).missing(HELD) == ()


def test_nothing_is_said_of_it_before_it_is_floated():
    """It is put first, and then weighed."""
    with pytest.raises(MoveNotAllowed, match="float it first"):
        Hypothesis(id="h-1").evidence_for("x", **BY)
    assert Hypothesis(id="h-1").statement(HELD) is None
    assert Hypothesis(id="h-1").views(HELD) == ()


def test_history_is_every_status_in_the_order_of_the_days(view):
    """With the place and the day of each."""
    held = view.judge(HypothesisStatus.HELD, "x", **THEN)
    assert held.history(LATER) == ((0, HELD, HypothesisStatus.FLOATED), (1, LATER, HypothesisStatus.HELD))
    assert held.history(HELD) == ((0, HELD, HypothesisStatus.FLOATED),)
