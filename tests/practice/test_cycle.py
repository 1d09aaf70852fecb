"""The reflective cycle: entered anywhere, gone back in with a reason, closed on something agreed, and continued."""

from datetime import date, timedelta

import attrs
import pytest

from reflective.errors import MoveNotAllowed, UnknownId
from reflective.practice import Audience, Cycle, Link, Observation, Stage
from reflective.practice.cycle import (
    REASONS,
    AlternativeView,
    Closed,
    CycleStatus,
    Direction,
    Entered,
    Feeling,
    Focus,
    Interpretation,
    Prompts,
    Reason,
    Response,
    StrategyTried,
    View,
    Weighed,
)
from reflective.timescales import Deadline

HELD = date(2021, 9, 6)
LATER = HELD + timedelta(days=35)
BY = {"on": HELD, "recorded": HELD, "by": "w-1"}
THEN = {"on": LATER, "recorded": LATER, "by": "w-1"}
ACTION = Link(record="p-1", item="a-1")
OTHER = Link(record="p-1", item="a-2")


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
        "cycle c-1 is in 'experience' on 2021-09-06 and may go to 'reflection' (enter) or 'analysis' (enter, with "
        "reason) or 'action' (enter, with reason); to skip on, give a reason"
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
    """A cycle that never came to action is given up, not closed."""
    with pytest.raises(MoveNotAllowed):
        _at(Stage.ANALYSIS).close(actions=(ACTION,), **BY)


def test_a_cycle_closes_on_waiting():
    """Waiting for the paediatrician is a decision too, and needs no action to be made up for it."""
    waiting = _at(Stage.ANALYSIS).enter(Stage.ACTION, **BY).close(none_needed="we wait for the paediatrician", **BY)
    assert waiting.stage(HELD) is CycleStatus.CLOSED


def test_a_cycle_is_closed_once_and_a_correction_mends_that():
    """A second closing would hide what the first one closed on."""
    closed = _at(Stage.ACTION).close(actions=(ACTION,), **BY)
    with pytest.raises(MoveNotAllowed):
        closed.close(none_needed="all is well", **BY)
    place = len(closed.entries) - 1
    other = attrs.evolve(closed.entries[place], content=Closed(none_needed="all is well"))
    mended = closed.correct(place, reason="a slip", recorded=HELD, by="w-1", instead=[other])
    assert mended.stage(HELD) is CycleStatus.CLOSED
    assert mended.entries[-1].content.none_needed == "all is well"


@pytest.mark.parametrize("stage", Stage)
def test_a_cycle_is_given_up_from_any_stage_with_a_reason(stage):
    """The family moved away in the middle of it: nobody pauses first, and what was thought stays."""
    given_up = _at(stage).abandon("the family moved away", **BY)
    assert given_up.stage(HELD) is CycleStatus.ABANDONED
    assert given_up.trace(HELD)[-1].direction is Direction.ABANDON
    assert given_up.trace(HELD)[0].to is Stage.EXPERIENCE


@pytest.mark.parametrize(
    "cycle",
    [Cycle(id="c-1"), _at(Stage.ACTION).close(actions=(ACTION,), **BY), _at(Stage.ACTION).abandon("x", **BY)],
    ids=["not begun", "closed", "given up"],
)
def test_what_was_not_begun_or_is_over_is_not_given_up(cycle):
    """There is nothing to give up."""
    with pytest.raises(MoveNotAllowed):
        cycle.abandon("the family moved away", **BY)


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
    closed = cycle.close(actions=(ACTION,), look_again=Deadline.on(LATER), **BY)
    assert closed.missing(HELD) == closed.closed_with_gaps(HELD) == ()


def test_a_cycle_that_closes_with_gaps_says_so_afterwards_and_what_they_were():
    """Closing is never refused for them, and never silent: four empty stages are a finding."""
    closed = _at(Stage.ACTION).close(none_needed="nothing", **BY)
    gaps = [str(one) for one in closed.closed_with_gaps(HELD)]
    assert gaps == [str(one) for one in closed.missing(HELD)]
    assert {one.stage for one in closed.closed_with_gaps(HELD)} == set(Stage)
    assert _at(Stage.ACTION).closed_with_gaps(HELD) == ()
    late = closed.add(StrategyTried(stage=Stage.EXPERIENCE, tried="a letter"), **THEN)
    assert "experience: what has been tried so far" not in [str(one) for one in late.missing(LATER)]
    assert [str(one) for one in late.closed_with_gaps(LATER)] == gaps


# Coming back


def _safety_first(reason=Reason.URGENT_SAFETY):
    """A cycle that went from experience straight to action."""
    return _at(Stage.EXPERIENCE).enter(Stage.ACTION, reason=reason, **BY)


@pytest.mark.parametrize("reason", [Reason.URGENT_SAFETY, Reason.COVERED_IN_PREVIOUS_CYCLE])
def test_coming_back_to_what_was_passed_over_for_safety_or_covered_elsewhere_is_onward(reason):
    """The child is safe, and now they think: no reason to go back fits, and none is asked for."""
    acted = _safety_first(reason)
    assert {step.to: step.needs for step in acted.moves(HELD) if step.verb == "enter"} == {
        Stage.EXPERIENCE: ("reason",),
        Stage.REFLECTION: (),
        Stage.ANALYSIS: (),
    }
    thought = acted.enter(Stage.REFLECTION, **BY).enter(Stage.ANALYSIS, **BY).enter(Stage.ACTION, **BY)
    assert [step.direction for step in thought.trace(HELD)][1:] == [Direction.SKIP, *[Direction.ONWARD] * 3]


@pytest.mark.parametrize("reason", [Reason.TIME_RAN_OUT, Reason.NOT_RECORDED])
def test_coming_back_to_what_was_passed_over_otherwise_is_a_step_back(reason):
    """So that the trace shows the short-circuit."""
    with pytest.raises(MoveNotAllowed, match="to go back, give a reason"):
        _safety_first(reason).enter(Stage.REFLECTION, **BY)
    back = _safety_first(reason).enter(Stage.REFLECTION, reason=Reason.CHILD_NOT_IN_VIEW, **BY)
    assert back.trace(HELD)[-1].direction is Direction.BACK


def test_a_stage_that_was_come_back_to_is_a_step_back_the_second_time():
    """It was passed over once, and then it was not."""
    thought = _safety_first().enter(Stage.ANALYSIS, **BY)
    again = thought.enter(Stage.ACTION, **BY)
    with pytest.raises(MoveNotAllowed, match="to go back, give a reason"):
        again.enter(Stage.ANALYSIS, **BY)
    assert again.enter(Stage.REFLECTION, **BY).trace(HELD)[-1].direction is Direction.ONWARD


def test_the_last_passing_over_of_a_stage_counts():
    """Passed over for safety at first and then for lack of time, it is a short-circuit, and it is missing."""
    back = _safety_first().enter(Stage.EXPERIENCE, reason=Reason.NEW_INFORMATION, **BY)
    assert Stage.REFLECTION not in {one.stage for one in back.missing(HELD)}
    hurried = back.enter(Stage.ACTION, reason=Reason.TIME_RAN_OUT, **BY)
    assert Stage.REFLECTION in {one.stage for one in hurried.missing(HELD)}
    with pytest.raises(MoveNotAllowed, match="to go back, give a reason"):
        hurried.enter(Stage.REFLECTION, **BY)


def test_going_on_past_a_stage_needs_a_reason_each_time():
    """A stage that was passed over for safety is not passed over again by itself."""
    back = _safety_first().enter(Stage.EXPERIENCE, reason=Reason.NEW_INFORMATION, **BY)
    with pytest.raises(MoveNotAllowed, match="to skip on, give a reason"):
        back.enter(Stage.ANALYSIS, **BY)


def test_a_refusal_names_the_moves_that_need_a_reason_too():
    """From action every other stage needs one; the refusal would say that it may go no further."""
    with pytest.raises(MoveNotAllowed) as caught:
        _at(Stage.ACTION).enter(Stage.REFLECTION, **BY)
    assert str(caught.value) == (
        "cycle c-1 is in 'action' on 2021-09-06 and may go to 'experience' (enter, with reason) or 'reflection' "
        "(enter, with reason) or 'analysis' (enter, with reason); to go back, give a reason"
    )


# Whose it is, and what it points to


def test_what_is_personal_is_on_the_file_of_the_worker_whose_it_is_whoever_wrote_it():
    """A manager who writes in supervision writes down another's feelings: they are not the manager's."""
    cycle = _at(Stage.REFLECTION)
    for content in (
        Feeling(stage=Stage.REFLECTION, feeling="f", whose="w-2"),
        Interpretation(stage=Stage.REFLECTION, meaning="m", whose="w-2"),
        Response(stage=Stage.REFLECTION, prompt="p", answer="a", answered_by="w-2"),
    ):
        assert cycle.add(content, on=HELD, recorded=HELD, by="m-1").entries[-1].owner == "w-2"
    unanswered = cycle.add(Response(stage=Stage.REFLECTION, prompt="p"), on=HELD, recorded=HELD, by="m-1")
    assert unanswered.entries[-1].owner == "m-1"
    shared = Interpretation(stage=Stage.ANALYSIS, meaning="m", whose="w-2")
    assert _at(Stage.ANALYSIS).add(shared, **BY).entries[-1].owner is None


def test_a_feeling_is_tied_to_the_judgement_that_it_touched():
    """A reader can then ask whether the reasoning was affected; a judgement that is not there is refused."""
    cycle = _at(Stage.EXPERIENCE).add(Interpretation(stage=Stage.EXPERIENCE, meaning="hostile", whose="w-1"), **BY)
    place = len(cycle.entries) - 1
    anxious = Feeling(stage=Stage.EXPERIENCE, feeling="anxious", whose="w-1", touches=Link(record="c-1", place=place))
    assert cycle.add(anxious, **BY).entries[-1].content.touches == Link(record="c-1", place=place)
    assert cycle.add(attrs.evolve(anxious, touches=Link(record="h-1")), **BY)
    reading = Interpretation(stage=Stage.EXPERIENCE, meaning="m", whose="w-1", of=Link(record="c-1", place=9))
    for nowhere in (attrs.evolve(anxious, touches=Link(record="c-1", place=9)), reading):
        with pytest.raises(UnknownId, match="no such entry in cycle c-1"):
            cycle.add(nowhere, **BY)


def test_an_observation_says_who_told_it():
    """A neighbour's observation was not made by the worker."""
    told = Observation(stage=Stage.EXPERIENCE, what="the door was open all night", told_by="n-1")
    assert _at(Stage.EXPERIENCE).add(told, **BY).entries[-1].about == ()


def test_a_prompt_is_judged_by_the_prompts_that_a_call_is_given():
    """A council's own set is the host's: without it any id is taken, and with it a slip is seen."""
    cycle = _at(Stage.EXPERIENCE)
    answered = cycle.respond(Stage.EXPERIENCE, prompt="how-long", answer="a month", prompts=Prompts.shipped(), **BY)
    assert answered.entries[-1].content == Response(stage=Stage.EXPERIENCE, prompt="how-long", answer="a month")
    with pytest.raises(UnknownId, match="no such prompt"):
        cycle.respond(Stage.EXPERIENCE, prompt="how-logn", prompts=Prompts.shipped(), **BY)
    assert cycle.respond(Stage.EXPERIENCE, prompt="how-logn", **BY)
    own = cycle.respond(Stage.EXPERIENCE, question="why now?", answered_by="w-1", prompts=Prompts.shipped(), **BY)
    assert own.entries[-1].content.question == "why now?"


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
    """An entry that was written late takes its place in the story."""
    cycle = _at(Stage.EXPERIENCE).enter(Stage.REFLECTION, on=LATER, recorded=LATER, by="w-1")
    between = HELD + timedelta(days=7)
    cycle = cycle.add(Observation(stage=Stage.EXPERIENCE, what="seen"), on=between, recorded=LATER, by="w-1")
    assert [step.to for step in cycle.trace(LATER)] == [Stage.EXPERIENCE, Stage.REFLECTION]
    assert [step.to for step in cycle.trace(between)] == [Stage.EXPERIENCE]


def test_a_note_without_a_reason_is_kept():
    """A worker who goes on to the next stage and says a word about it finds the word again."""
    cycle = _at(Stage.EXPERIENCE).enter(Stage.REFLECTION, note="she asked to stop there", **BY)
    assert cycle.entries[-1].content == Entered(stage=Stage.REFLECTION, note="she asked to stop there")


def test_a_cycle_that_was_paused_twice_resumes_where_it_was():
    """Loading takes a second pause that adding refuses, and the stage in which the first one stopped stays known."""
    paused = _at(Stage.REFLECTION).pause(**BY)
    twice = Cycle(id="c-1", entries=(*paused.entries, paused.entries[-1]))
    assert [place for place, _ in twice.irregularities()] == [3]
    assert twice.state(HELD).paused_at is Stage.REFLECTION
    assert twice.enter(Stage.REFLECTION, **BY).stage(HELD) is Stage.REFLECTION


def test_only_a_pause_keeps_a_stage_to_resume_in():
    """A cycle that was given up, or closed, has no stage in which anybody would take it up again."""
    assert _at(Stage.REFLECTION).pause(**BY).state(HELD).paused_at is Stage.REFLECTION
    assert _at(Stage.REFLECTION).abandon("she left", **BY).state(HELD).paused_at is None
    assert _at(Stage.ACTION).close(none_needed="we wait", **BY).state(HELD).paused_at is None
