"""Hypotheses: floated and held on evidence, widened without loss, revised with the predecessor kept, never proved."""

from datetime import date

import pytest

from reflective.errors import BadEntry, BadValue, MoveNotAllowed, UnknownId
from reflective.practice import Audience, Hypothesis, Link, Source
from reflective.practice.hypothesis import (
    HYPOTHESIS,
    Established,
    Evidence,
    Floated,
    HypothesisStatus,
    Judged,
    Revised,
    StaysLive,
    Widened,
    WouldChangeOurMind,
)
from reflective.practice.hypothesis.contents import JUDGED

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
    with pytest.raises(BadValue, match="widening, revising and establishing have a call each"):
        Judged(status=HypothesisStatus.ESTABLISHED, because="I am sure")


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
    """A view that was set aside can be held again."""
    aside = view.judge(HypothesisStatus.SET_ASIDE, "nothing speaks for it", **BY)
    assert ("judge", HypothesisStatus.HELD) in [(step.verb, step.to) for step in aside.moves(HELD)]
    assert aside.judge(HypothesisStatus.HELD, "it happened again", **THEN).status(LATER) is HypothesisStatus.HELD


def test_evidence_for_and_against_are_both_kept_with_their_places(view):
    """Asked for together or apart."""
    weighed = view.evidence_for("he swore", told_by="w-1", **BY).evidence_against("he came", **BY)
    assert [(place, one.what) for place, one in weighed.evidence(HELD)] == [(1, "he swore"), (2, "he came")]
    assert [one.what for _, one in weighed.evidence(HELD, supports=False)] == ["he came"]


def test_missing_says_what_a_test_of_it_would_want(view):
    """The record keeps what speaks against a view, what would change our mind, and what it means for each child."""
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


COURT = {"finding": "he broke her arm", "found_by": "the Family Court"}
JUDGMENT = Source(document="judgment", at="12")


def _at(status):
    """A hypothesis in a status that it may be in while it is thought about."""
    view = Hypothesis(id="h-1").float("he hit her", of=("p-1",), **BY)
    if status is HypothesisStatus.WIDENED:
        return view.widen("more", "he said so", **BY)
    return view if status is HypothesisStatus.FLOATED else view.judge(status, "because", **BY)


@pytest.mark.parametrize("status", [HypothesisStatus.FLOATED, HypothesisStatus.WIDENED, *sorted(JUDGED)])
def test_a_court_can_find_that_it_is_so_whatever_the_worker_thought_of_it(status):
    """A finding of fact waits for nobody's change of mind, and says who found it and where it is written."""
    found = _at(status).establish(**COURT, source=JUDGMENT, **THEN)
    assert found.status(LATER) is HypothesisStatus.ESTABLISHED
    ((place, finding),) = found.findings(LATER)
    assert finding == Established(**COURT)
    assert found.entries[place].source == JUDGMENT
    assert found.findings(HELD) == ()


def test_a_finding_without_its_source_is_refused(view):
    """Nobody can look up what no document says. A link to the record that says it is a source too."""
    with pytest.raises(BadEntry, match="a finding of fact has its source") as caught:
        view.establish(**COURT, **THEN)
    assert caught.value.code == "finding.source"
    assert view.establish(**COURT, found_in=Link(record="court-1"), **THEN).status(LATER) == "established"


def test_a_finding_of_fact_is_understood_more_widely_and_stays_one(view):
    """No worker weakens it or sets it aside; a wider view stands beside it, and another hypothesis may follow it."""
    found = view.establish(**COURT, source=JUDGMENT, **THEN)
    wide = found.widen("what he had lived through", "his sister said so", **THEN)
    assert wide.status(LATER) is HypothesisStatus.ESTABLISHED
    assert wide.views(LATER) == ("hostile", "what he had lived through")
    with pytest.raises(MoveNotAllowed):
        found.judge(HypothesisStatus.SET_ASIDE, "I do not think so", **THEN)
    old, _ = found.revise("h-2", "it was another", "the appeal was allowed", **THEN)
    assert old.status(LATER) is HypothesisStatus.REVISED


def test_an_explanation_of_a_family_member_is_theirs():
    """A mother's own explanation is on the record as hers, and not as one that the worker holds."""
    hers = Hypothesis(id="h-1").float("he is ill", whose="p-2", of=("p-1",), **BY)
    assert hers.entries[0].content.whose == "p-2"
    assert hers.entries[0].about == ("p-1",)


def test_a_hypothesis_is_about_those_it_is_of_and_those_for_whom_it_means_something():
    """Nobody repeats it: the entries on it are on the file of the same people."""
    view = Hypothesis(id="h-1").float("x", of=("p-1",), for_children=(("c-1", "less fear"),), **BY)
    view = view.evidence_against("he came", told_by="w-9", **BY)
    assert [entry.about for entry in view.entries] == [("p-1", "c-1"), ("p-1", "c-1")]


def test_what_is_written_on_a_restricted_hypothesis_is_restricted_and_so_is_what_follows_it(view):
    """The address in a statement would be told again by the evidence, the widening and the revision."""
    closed = Hypothesis(id="h-1").float("x", of=("p-1",), audience=Audience.RESTRICTED, withheld_from=("p-2",), **BY)
    old, new = closed.evidence_for("y", **BY).revise("h-2", "z", "he said so", **THEN)
    assert {(one.audience, one.withheld_from) for one in (*old.entries, *new.entries)} == {
        (Audience.RESTRICTED, ("p-2",))
    }
    assert new.entries[0].about == ("p-1",)
    _, open_one = view.revise("h-2", "z", "he said so", **THEN)
    assert open_one.entries[0].audience is Audience.CHILD_FILE


@pytest.mark.parametrize(
    "write",
    [
        lambda view: view.judge(HypothesisStatus.HELD, cites=(Link(record="h-1", place=7),), **BY),
        lambda view: view.widen("x", cites=(Link(record="h-1", place=1),), **BY),
        lambda view: view.add(Evidence(what="x", supports=True, of=Link(record="h-1", place=-1)), **BY),
    ],
)
def test_evidence_that_is_not_there_is_not_cited(view, write):
    """A change of mind would rest on nothing. What another record holds is not judged here."""
    with pytest.raises(UnknownId, match="no such entry in hypothesis h-1"):
        write(view)
    assert view.judge(HypothesisStatus.HELD, cites=(Link(record="h-1", place=0),), **BY)
    assert view.judge(HypothesisStatus.HELD, cites=(Link(record="c-1", place=7),), **BY)


def test_a_hypothesis_does_not_take_its_own_place():
    """It would be revised, and by nothing."""
    with pytest.raises(BadEntry, match="takes the place of another one"):
        Hypothesis(id="h-1").float("x", **BY).revise("h-1", "y", "he said so", **BY)
    with pytest.raises(BadEntry, match="takes the place of another one"):
        Hypothesis(id="h-1").add(Floated(statement="x", revises=Link(record="h-1")), **BY)


def test_a_finding_of_fact_lacks_nothing_but_what_it_means_for_each_child(view):
    """The court tested it: to ask a worker what speaks against it would have it weighed again."""
    source = Source(document="judgment", at="14")
    found = view.establish("he broke her arm", "the Family Court", source=source, **BY)
    assert found.missing(HELD) == ("what it would mean for each child",)
    old, _ = found.revise("h-2", "nobody can say how it broke", "the appeal was allowed", **THEN)
    assert "anything that speaks against it" in old.missing(LATER)
