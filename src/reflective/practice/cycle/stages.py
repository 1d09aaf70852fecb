"""The entries of each stage of the reflective cycle, and its focus."""

import enum

from reflective.fields import Id, Text
from reflective.records.content import Audience, Content, Link, content
from reflective.records.machine import State
from reflective.timescales import PartialDate

__all__ = [
    "AlternativeView",
    "Feeling",
    "Focus",
    "Interpretation",
    "Observation",
    "Outcome",
    "Response",
    "Stage",
    "StageContent",
    "StrategyTried",
    "View",
    "Weighed",
]


class Stage(State):
    """The four stages, in the words practitioners use."""

    EXPERIENCE = "experience"
    REFLECTION = "reflection"
    ANALYSIS = "analysis"
    ACTION = "action"


@content("cycle.focus", Audience.CHILD_FILE, subjects=("children", "person"))
class Focus(Content):
    """The focus of this cycle: the lens, the person in focus, and the children whose lives it bears on.

    >>> Focus(lens="relationship-based practice", person="parent-2", children=("child-1",)).subjects
    ('child-1', 'parent-2')
    """

    lens: Text
    #: The person in focus, who may be an adult; a focus on an adult is linked back to each child.
    person: Id | None = None
    children: tuple[Id, ...] = ()
    rationale: Text | None = None


class StageContent(Content):
    """Content of one stage.

    >>> StrategyTried(stage=Stage.EXPERIENCE, tried="evening visits")
    StrategyTried(stage=<Stage.EXPERIENCE: 'experience'>)
    """

    __slots__ = ()
    stage: Stage


def _shared_facts(said: StageContent) -> Audience:
    """Reflection is the practitioner's own until somebody files it; the rest is the child's file."""
    return Audience.PERSONAL if said.stage is Stage.REFLECTION else Audience.CHILD_FILE


def _own_until_analysis(said: StageContent) -> Audience:
    """A reading that is no fact is the practitioner's own; in analysis it is about the family, who could read it."""
    early = {Stage.EXPERIENCE, Stage.REFLECTION}
    return Audience.PERSONAL if said.stage in early else Audience.CHILD_FILE


@content("cycle.observation", _shared_facts)
class Observation(StageContent):
    """Something that was seen or said, without an interpretation.

    >>> seen = Observation(stage=Stage.EXPERIENCE, what="the front door was slammed")
    >>> print(seen.default_audience)
    child_file
    """

    stage: Stage
    what: Text
    #: Somebody's own words, verbatim, and whose they are.
    words: Text | None = None
    said_by: Id | None = None
    #: The person who told it, where the worker did not see or hear it.
    told_by: Id | None = None
    when: PartialDate | None = None


@content("cycle.interpretation", _own_until_analysis, owner="whose")
class Interpretation(StageContent):
    """An interpretation. A word that judges a person belongs here and not in an observation.

    >>> early = Interpretation(stage=Stage.EXPERIENCE, meaning='"hostility"', whose="worker-1")
    >>> later = Interpretation(stage=Stage.ANALYSIS, meaning='"fear"', whose="worker-1")
    >>> print(early.default_audience, later.default_audience)
    personal child_file
    """

    stage: Stage
    meaning: Text
    #: The person whose interpretation it is.
    whose: Id
    of: Link | None = None


@content("cycle.feeling", Audience.PERSONAL, owner="whose")
class Feeling(StageContent):
    """A feeling of the worker, and its effect on the work; the practitioner's own unless they say otherwise.

    >>> anxious = Feeling(stage=Stage.EXPERIENCE, feeling="anxious", whose="worker-1")
    >>> print(anxious.default_audience)
    personal
    """

    stage: Stage
    feeling: Text
    whose: Id
    effect_on_practice: Text | None = None
    #: The judgement that it touched: an interpretation, or a hypothesis.
    touches: Link | None = None


@content("cycle.strategy_tried", _shared_facts)
class StrategyTried(StageContent):
    """A strategy that the worker has already tried, and the result.

    >>> StrategyTried(stage=Stage.EXPERIENCE, tried="evening visits", came_of_it="he opened the door")
    StrategyTried(stage=<Stage.EXPERIENCE: 'experience'>)
    """

    stage: Stage
    tried: Text
    came_of_it: Text | None = None


class View(enum.StrEnum):
    """How somebody's view is known: they said it, or the worker imagined it."""

    SAID = "said"
    IMAGINED = "imagined"


@content("cycle.alternative_view", _own_until_analysis)
class AlternativeView(StageContent):
    """How it may look to somebody else, marked as said by them or imagined for them.

    >>> his = AlternativeView(
    ...     stage=Stage.ANALYSIS, view="nobody asked me", whose="parent-2", known=View.SAID
    ... )
    >>> print(his.known)
    said
    """

    stage: Stage
    view: Text
    whose: Id
    known: View


@content("cycle.response", _shared_facts, owner="answered_by")
class Response(StageContent):
    """A question asked and what was answered; asked and not answered has no answer.

    >>> Response(stage=Stage.REFLECTION, prompt="how-to-get-there")
    Response(stage=<Stage.REFLECTION: 'reflection'>, prompt='how-to-get-there', answered_by=None)
    """

    stage: Stage
    #: The id of a prompt, or the question itself where it was the worker's own.
    prompt: Id | None = None
    question: Text | None = None
    answer: Text | None = None
    answered_by: Id | None = None


@content("cycle.weighed", _shared_facts)
class Weighed(StageContent):
    """A hypothesis that was considered in this cycle.

    >>> Weighed(stage=Stage.ANALYSIS, hypothesis=Link(record="hypothesis-1"))
    Weighed(stage=<Stage.ANALYSIS: 'analysis'>, hypothesis=Link(record='hypothesis-1', place=None, item=None))
    """

    stage: Stage
    hypothesis: Link


@content("cycle.outcome", _shared_facts)
class Outcome(StageContent):
    """The result of an action of the previous cycle: the first experience of the next one.

    >>> review = Link(record="plan-1", item="a-2")
    >>> Outcome(stage=Stage.EXPERIENCE, action=review, what_came_of_it="he came, and left early").action.item
    'a-2'
    """

    stage: Stage
    action: Link
    what_came_of_it: Text
