"""The reflective cycle: entered anywhere, gone back in with a reason, closed on something agreed, and continued."""

from datetime import date, timedelta

import pytest

from reflective.errors import MoveNotAllowed
from reflective.practice import Audience, Cycle, Link, Observation, Stage
from reflective.practice.cycle import (
    REASONS,
    AlternativeView,
    Continued,
    CycleStatus,
    Direction,
    Entered,
    Feeling,
    Focus,
    Interpretation,
    Outcome,
    Reason,
    Response,
    StrategyTried,
    View,
    Weighed,
)

HELD = date(2021, 9, 6)
LATER = HELD + timedelta(days=35)
BY = {"on": HELD, "recorded": HELD, "by": "w-1"}
ACTION = Link(record="p-1", item="a-1")


def _at(stage):
    """A cycle taken onward from experience to a stage."""
    cycle = Cycle(id="c-1")
    for one in list(Stage)[: list(Stage).index(stage) + 1]:
        cycle = cycle.enter(one, **BY)
    return cycle


@pytest.mark.parametrize("stage", Stage)
def test_a_cycle_may_be_entered_at_any_stage(stage):
    """Workers often arrive at action, wanting a decision; that is where the record begins."""
    cycle = Cycle(id="c-1").enter(stage, **BY)
    assert cycle.stage(HELD) is stage
    assert cycle.trace(HELD)[0].direction is Direction.ENTER


def test_a_cycle_entered_at_action_goes_round_to_experience_without_a_reason():
    """All stages are still before it, so going on to experience is going onward."""
    cycle = Cycle(id="c-1").enter(Stage.ACTION, **BY).enter(Stage.EXPERIENCE, **BY)
    assert [step.direction for step in cycle.trace(HELD)] == [Direction.ENTER, Direction.ONWARD]


def test_going_back_to_a_stage_that_was_entered_wants_a_reason():
    """From action back to experience, when experience has been there already."""
    with pytest.raises(MoveNotAllowed, match="to go back, give a reason"):
        _at(Stage.ACTION).enter(Stage.EXPERIENCE, **BY)
    back = _at(Stage.ACTION).enter(Stage.EXPERIENCE, reason=Reason.CHILD_NOT_IN_VIEW, **BY)
    assert back.trace(HELD)[-1].direction is Direction.BACK
    assert back.trace(HELD)[-1].reason is Reason.CHILD_NOT_IN_VIEW


def test_skipping_a_stage_wants_a_reason_and_the_refusal_says_the_way_out():
    """The message is the one that the design promises."""
    with pytest.raises(MoveNotAllowed) as caught:
        _at(Stage.EXPERIENCE).enter(Stage.ACTION, **BY)
    assert str(caught.value) == (
        "cycle c-1 is in 'experience' on 2021-09-06 and may go to 'reflection' (enter); to skip on, give a reason"
    )
    skipped = _at(Stage.EXPERIENCE).enter(Stage.ACTION, reason=Reason.TIME_RAN_OUT, **BY)
    assert skipped.trace(HELD)[-1].direction is Direction.SKIP


@pytest.mark.parametrize("reason", sorted(REASONS[Direction.BACK] - REASONS[Direction.SKIP]))
def test_a_reason_to_go_back_is_no_reason_to_skip(reason):
    """The refusal lists the reasons that would serve."""
    with pytest.raises(MoveNotAllowed, match="reasons to skip on are covered_in_previous_cycle"):
        _at(Stage.EXPERIENCE).enter(Stage.ANALYSIS, reason=reason, **BY)


def test_another_reason_wants_a_note():
    """The reason "other" alone says nothing."""
    with pytest.raises(MoveNotAllowed, match="requires a note"):
        _at(Stage.EXPERIENCE).enter(Stage.ANALYSIS, reason=Reason.OTHER, **BY)
    assert _at(Stage.EXPERIENCE).enter(Stage.ANALYSIS, reason=Reason.OTHER, note="fire alarm", **BY)


def test_not_recorded_is_a_reason():
    """An honest gap can be written down."""
    assert _at(Stage.EXPERIENCE).enter(Stage.ACTION, reason=Reason.NOT_RECORDED, **BY).stage(HELD) is Stage.ACTION


def test_a_pause_resumes_at_the_stage_it_was_made_in():
    """Elsewhere it is refused, and the refusal names the stage."""
    paused = _at(Stage.REFLECTION).pause(**BY)
    assert [(step.verb, step.to) for step in paused.moves(HELD)] == [
        ("enter", Stage.REFLECTION),
        ("abandon", CycleStatus.ABANDONED),
    ]
    with pytest.raises(MoveNotAllowed, match=r"may go to 'reflection' \(enter\) or 'abandoned' \(abandon\)"):
        paused.enter(Stage.ANALYSIS, **BY)
    assert paused.enter(Stage.REFLECTION, on=LATER, recorded=LATER, by="w-1").stage(LATER) is Stage.REFLECTION
    assert paused.abandon("the worker left", **BY).stage(HELD) is CycleStatus.ABANDONED


def test_closing_wants_an_agreed_action_or_why_none_is_needed():
    """An explicit "none needed, because" closes as well as an action does."""
    with pytest.raises(MoveNotAllowed, match="name the agreed actions or say why none is needed"):
        _at(Stage.ACTION).close(**BY)
    assert _at(Stage.ACTION).close(actions=(ACTION,), **BY).stage(HELD) is CycleStatus.CLOSED
    assert _at(Stage.ACTION).close(none_needed="the family has what it wants", **BY).stage(HELD) is CycleStatus.CLOSED


def test_only_action_closes():
    """A cycle that never came to action is paused and abandoned, not closed."""
    with pytest.raises(MoveNotAllowed):
        _at(Stage.ANALYSIS).close(actions=(ACTION,), **BY)


def test_a_closed_cycle_continues_as_the_next_whose_first_experience_is_what_came_of_the_actions():
    """The loop closes: the outcomes are the first thing the next cycle holds."""
    closed = _at(Stage.ACTION).close(actions=(ACTION,), **BY)
    following = closed.continued("c-2", [(ACTION, "he came")], on=LATER, recorded=LATER, by="w-1")
    contents = [entry.content for entry in following.entries]
    assert contents == [
        Continued(previous=Link(record="c-1")),
        Entered(stage=Stage.EXPERIENCE),
        Outcome(stage=Stage.EXPERIENCE, action=ACTION, what_came_of_it="he came"),
    ]


def test_a_cycle_that_continues_wants_what_came_of_the_last_ones_actions():
    """An action that nobody asks after was tried in vain: the loop is open, and the record says so."""
    closed = _at(Stage.ACTION).close(actions=(ACTION,), **BY)
    wants = "experience: what came of the last cycle's actions"
    for outcomes, said in (([], True), ([(ACTION, "he came")], False)):
        following = closed.continued("c-2", outcomes, on=LATER, recorded=LATER, by="w-1")
        assert (wants in [str(one) for one in following.missing(LATER)]) is said


def test_an_open_cycle_does_not_continue():
    """It is closed first, and the refusal says so."""
    with pytest.raises(MoveNotAllowed, match="close it before the next one continues it"):
        _at(Stage.ACTION).continued("c-2", [], **BY)


def test_content_belongs_to_a_stage_that_was_entered():
    """Writing in a stage that the cycle has not been in is refused; in one it has left, it is not."""
    with pytest.raises(MoveNotAllowed, match="enter 'analysis' before writing in it"):
        _at(Stage.EXPERIENCE).add(Interpretation(stage=Stage.ANALYSIS, meaning="a pattern", whose="w-1"), **BY)
    late = _at(Stage.ACTION).close(none_needed="all is well", **BY)
    assert late.add(Observation(stage=Stage.EXPERIENCE, what="he smiled"), **BY)


@pytest.mark.parametrize(
    ("content", "audience"),
    [
        (Observation(stage=Stage.EXPERIENCE, what="seen"), Audience.CHILD_FILE),
        (Observation(stage=Stage.REFLECTION, what="seen"), Audience.PERSONAL),
        (Interpretation(stage=Stage.ANALYSIS, meaning="r", whose="w"), Audience.CHILD_FILE),
        (Interpretation(stage=Stage.EXPERIENCE, meaning="r", whose="w"), Audience.PERSONAL),
        (AlternativeView(stage=Stage.EXPERIENCE, view="v", whose="m", known=View.IMAGINED), Audience.PERSONAL),
        (AlternativeView(stage=Stage.ANALYSIS, view="v", whose="m", known=View.IMAGINED), Audience.CHILD_FILE),
        (StrategyTried(stage=Stage.EXPERIENCE, tried="a letter"), Audience.CHILD_FILE),
        (Interpretation(stage=Stage.REFLECTION, meaning="r", whose="w"), Audience.PERSONAL),
        (Feeling(stage=Stage.EXPERIENCE, feeling="f", whose="w"), Audience.PERSONAL),
        (Feeling(stage=Stage.ACTION, feeling="f", whose="w"), Audience.PERSONAL),
        (Response(stage=Stage.REFLECTION, prompt="p"), Audience.PERSONAL),
        (Entered(stage=Stage.REFLECTION), Audience.CHILD_FILE),
    ],
)
def test_reflection_is_the_practitioners_own_and_facts_are_the_childs(content, audience):
    """The default follows the stage: of experience only the facts are shared, and a feeling is personal in any."""
    cycle = _at(Stage.ACTION) if not isinstance(content, Entered) else _at(Stage.EXPERIENCE)
    assert cycle.add(content, **BY).entries[-1].audience is audience


def test_missing_says_what_each_stage_still_wants_and_in_the_end_nothing():
    """In words, in the order of the stages; once all is there, nothing is missing."""
    cycle = Cycle(id="c-1").add(Focus(lens="journey", children=("c",)), **BY).enter(Stage.EXPERIENCE, **BY)
    assert [str(one) for one in cycle.missing(HELD)] == [
        "experience: what was seen or said",
        "experience: what has been tried so far",
        "reflection: a feeling, an assumption or another way of seeing it",
        "analysis: a hypothesis, and another beside it",
        "analysis: what it means for each child in focus",
        "action: an agreed action, or why none is needed",
        "action: a day to look again",
    ]
    cycle = cycle.add(Observation(stage=Stage.EXPERIENCE, what="seen"), **BY)
    cycle = cycle.add(StrategyTried(stage=Stage.EXPERIENCE, tried="a letter"), **BY).enter(Stage.REFLECTION, **BY)
    view = AlternativeView(stage=Stage.REFLECTION, view="v", whose="m", known=View.IMAGINED)
    cycle = cycle.add(view, **BY).enter(Stage.ANALYSIS, **BY)
    cycle = cycle.add(Weighed(stage=Stage.ANALYSIS, hypothesis=Link(record="h-1")), about=("c",), **BY)
    assert next(str(one) for one in cycle.missing(HELD)) == "analysis: another hypothesis beside the first"
    cycle = cycle.add(Weighed(stage=Stage.ANALYSIS, hypothesis=Link(record="h-2")), **BY).enter(Stage.ACTION, **BY)
    assert cycle.close(actions=(ACTION,), review_on=LATER, **BY).missing(HELD) == ()


def test_a_stage_passed_over_for_safety_or_covered_before_wants_nothing():
    """Any other skip leaves the stage wanting, and so does a cover that nobody can look up."""
    earlier = Link(record="c-0")
    for reason, covered_in, excused in (
        (Reason.URGENT_SAFETY, None, True),
        (Reason.COVERED_IN_PREVIOUS_CYCLE, earlier, True),
        (Reason.COVERED_IN_PREVIOUS_CYCLE, None, False),
        (Reason.TIME_RAN_OUT, earlier, False),
    ):
        cycle = _at(Stage.EXPERIENCE).enter(Stage.ANALYSIS, reason=reason, covered_in=covered_in, **BY)
        assert (Stage.REFLECTION not in {one.stage for one in cycle.missing(HELD)}) is excused


def test_the_trace_is_in_the_order_of_the_days():
    """What was told late takes its place in the story."""
    cycle = _at(Stage.EXPERIENCE).enter(Stage.REFLECTION, on=LATER, recorded=LATER, by="w-1")
    between = HELD + timedelta(days=7)
    cycle = cycle.add(Observation(stage=Stage.EXPERIENCE, what="seen"), on=between, recorded=LATER, by="w-1")
    assert [step.to for step in cycle.trace(LATER)] == [Stage.EXPERIENCE, Stage.REFLECTION]
    assert [step.to for step in cycle.trace(between)] == [Stage.EXPERIENCE]
