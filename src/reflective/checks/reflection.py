"""Checks on reflection: stages without evidence, short-circuits as descriptions, and hypotheses."""

from collections.abc import Iterator
from typing import Final

from reflective.checks.checking import Family, Found, Look, check_of
from reflective.checks.finding import Concern
from reflective.practice.cycle import (
    AlternativeView,
    Cycle,
    CycleStatus,
    Entered,
    Feeling,
    Interpretation,
    Stage,
    Weighed,
)
from reflective.practice.hypothesis import Evidence, Floated, Hypothesis, WouldChangeOurMind
from reflective.records import Audience

__all__: list[str] = []

_CYCLES: Final = ("cycle",)
_HYPOTHESES: Final = ("hypothesis",)


def _been(look: Look, cycle: Cycle) -> set[Stage]:
    return {entry.content.stage for _, entry in look.entries(cycle, Entered)}


def _entered(look: Look, cycle: Cycle, stage: Stage) -> tuple[int, ...]:
    return tuple(place for place, entry in look.entries(cycle, Entered) if entry.content.stage is stage)


@check_of(
    "reflection.stage_lacks",
    Family.REFLECTION,
    Concern.RECORD,
    source="K18: a partial description undermines the rest (Leeds SCP, Kolb's cycle)",
    question="is it known, and not written down?",
    kinds=_CYCLES,
)
def _stage_lacks(look: Look) -> Iterator[Found]:
    """A stage that the cycle came to lacks a part."""
    for cycle in look.reading.of_kind(Cycle):
        been = _been(look, cycle)
        for lack in cycle.missing(look.as_of):
            if lack.stage in been:
                places = _entered(look, cycle, lack.stage)
                yield Found(f"{lack.wants} ({lack.stage} of {cycle.id})", record=cycle.id, places=places)


@check_of(
    "no-analysis-before-action",
    Family.REFLECTION,
    Concern.RECORD,
    source="K18: from the story to the task list (Wilkins 2017, 244 written records)",
    question="what do we think is going on, before what we do?",
    kinds=_CYCLES,
)
def _no_analysis(look: Look) -> Iterator[Found]:
    """A cycle came to action without analysis, where nothing urgent passed it over."""
    for cycle in look.reading.of_kind(Cycle):
        been, urgent = _been(look, cycle), _urgent(look, cycle)
        if Stage.ACTION in been and Stage.ANALYSIS not in been and not urgent:
            places = _entered(look, cycle, Stage.ACTION)
            yield Found(f"an analysis before the actions of {cycle.id}", record=cycle.id, places=places)


def _urgent(look: Look, cycle: Cycle) -> bool:
    """Whether a stage was passed over for urgent safety, or because an earlier cycle covered it."""
    reasons = {entry.content.reason for _, entry in look.entries(cycle, Entered)}
    return bool({"urgent_safety", "covered_in_previous_cycle"} & {str(one) for one in reasons if one is not None})


@check_of(
    "reflection-not-recorded",
    Family.REFLECTION,
    Concern.RECORD,
    source="K18: an account without a meaning (the practice catalogue, SM-1)",
    question="how was it for the family, and for you?",
    kinds=_CYCLES,
    audience=Audience.PERSONAL,
)
def _no_reflection(look: Look) -> Iterator[Found]:
    """A cycle went on to analysis or action with no feeling, interpretation or other view in it.

    Those may be personal, so that only a reading with the worker's own file can tell.
    """
    for cycle in look.reading.of_kind(Cycle):
        further = _been(look, cycle) & {Stage.ANALYSIS, Stage.ACTION}
        said = any(True for _ in look.entries(cycle, Feeling, Interpretation, AlternativeView))
        if further and not said and not _urgent(look, cycle):
            yield Found(f"reflection in {cycle.id}", record=cycle.id)


@check_of(
    "no-action-after-analysis",
    Family.REFLECTION,
    Concern.OPEN_DECISION,
    source="K18: an insight that was not tested (the practice catalogue, SM-1)",
    question="what would we do differently, if it were so?",
    kinds=_CYCLES,
)
def _no_action(look: Look) -> Iterator[Found]:
    """A cycle weighed hypotheses and ended, or rests, without coming to action."""
    for cycle in look.reading.of_kind(Cycle):
        weighed = tuple(place for place, _ in look.entries(cycle, Weighed))
        stopped = cycle.stage(look.as_of) in {CycleStatus.PAUSED, CycleStatus.ABANDONED}
        if weighed and stopped and Stage.ACTION not in _been(look, cycle):
            yield Found(f"an action after the analysis of {cycle.id}", record=cycle.id, places=weighed)


@check_of(
    "hypothesis.single",
    Family.REFLECTION,
    Concern.RECORD,
    source="K19: more than one hypothesis (Munro 1999; Research in Practice, critical analysis)",
    question="what else could explain it?",
    kinds=_HYPOTHESES,
)
def _single(look: Look) -> Iterator[Found]:
    """There is one hypothesis and no other beside it."""
    floated = [one for one in look.reading.of_kind(Hypothesis) if one.statement(look.as_of) is not None]
    if len(floated) == 1:
        places = tuple(place for place, _ in look.entries(floated[0], Floated))
        yield Found("another hypothesis beside the first", record=floated[0].id, places=places)


@check_of(
    "hypothesis.nothing_against",
    Family.REFLECTION,
    Concern.RECORD,
    source="K20: evidence against is sought (Munro 1999)",
    question="what speaks against it?",
    kinds=_HYPOTHESES,
)
def _nothing_against(look: Look) -> Iterator[Found]:
    """A hypothesis has nothing that speaks against it."""
    yield from _untested(look, "anything that speaks against it", "anything that speaks against")


@check_of(
    "hypothesis.untested",
    Family.REFLECTION,
    Concern.RECORD,
    source="K20: what would change our mind (Munro 1999)",
    question="what would change our mind?",
    kinds=_HYPOTHESES,
)
def _would_change(look: Look) -> Iterator[Found]:
    """A hypothesis does not say what would change our mind."""
    yield from _untested(look, "what would change our mind", "what would change our mind about")


@check_of(
    "hypothesis.no_meaning_for_child",
    Family.REFLECTION,
    Concern.VOICE,
    source="K22: what it means for each child (the practice note, line 68)",
    question="what would it mean for each child, if it were so?",
    kinds=_HYPOTHESES,
)
def _no_meaning(look: Look) -> Iterator[Found]:
    """A hypothesis does not say what it would mean for each child."""
    yield from _untested(look, "what it would mean for each child", "what it would mean for each child, of")


def _untested(look: Look, lacking: str, words: str) -> Iterator[Found]:
    for one in look.reading.of_kind(Hypothesis):
        if one.statement(look.as_of) is not None and lacking in one.missing(look.as_of):
            places = tuple(place for place, _ in look.entries(one, Floated))
            yield Found(f"{words} {one.id}", record=one.id, places=places)


@check_of(
    "hypothesis.tested",
    Family.REFLECTION,
    Concern.RECORD,
    source="K20: evidence against is sought (Munro 1999)",
    question="what has been seen since, either way?",
    kinds=_HYPOTHESES,
)
def _tested(look: Look) -> Iterator[Found]:
    """A hypothesis has evidence for and against it, and says what would change our mind: that is good to see."""
    for one in look.reading.of_kind(Hypothesis):
        sides = {entry.content.supports for _, entry in look.entries(one, Evidence)}
        places = tuple(place for place, _ in look.entries(one, Evidence, WouldChangeOurMind))
        if sides == {True, False} and any(True for _ in look.entries(one, WouldChangeOurMind)):
            says = f"{one.id} has evidence for and against it, and says what would change our mind"
            yield Found(says, record=one.id, places=places, good=True)


@check_of(
    "reflection.no_feelings",
    Family.REFLECTION,
    Concern.RECORD,
    source="K23: offering emotional support (the practice note, line 6). It is never required of anybody",
    question="how are you?",
    kinds=_CYCLES,
    audience=Audience.PERSONAL,
    by_default=False,
)
def _no_feelings(look: Look) -> Iterator[Found]:
    """No feeling is recorded in any cycle: shown to the worker alone, where the host switches it on."""
    cycles = [one for one in look.reading.of_kind(Cycle) if one.standing(look.as_of)]
    if cycles and not any(True for _ in look.all_entries(Feeling)):
        yield Found("a feeling of the worker's")
