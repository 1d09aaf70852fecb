"""The entries of each stage of the reflective cycle, and the evidence that a stage requires."""

import enum
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from reflective.fields import Id, Text
from reflective.records.content import Audience, Content, Link, content
from reflective.records.entry import Entry
from reflective.records.machine import State
from reflective.timescales import PartialDate

__all__ = [
    "WANTS",
    "AlternativeView",
    "Closed",
    "Continued",
    "Feeling",
    "Focus",
    "Interpretation",
    "Missing",
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


@content("cycle.focus", Audience.CHILD_FILE)
class Focus(Content):
    """The focus of this cycle: the lens, the person in focus, and the children whose lives it bears on."""

    lens: Text
    #: The person in focus, who may be an adult; a focus on an adult is linked back to each child.
    person: Id | None = None
    children: tuple[Id, ...] = ()
    rationale: Text | None = None


class StageContent(Content):
    """Content of one stage."""

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
    """Something that was seen or said, without an interpretation."""

    stage: Stage
    what: Text
    #: Somebody's own words, verbatim, and whose they are.
    words: Text | None = None
    said_by: Id | None = None
    when: PartialDate | None = None


@content("cycle.interpretation", _own_until_analysis)
class Interpretation(StageContent):
    """An interpretation. A word that judges a person belongs here and not in an observation."""

    stage: Stage
    meaning: Text
    #: The person whose interpretation it is.
    whose: Id
    of: Link | None = None


@content("cycle.feeling", Audience.PERSONAL)
class Feeling(StageContent):
    """A feeling of the worker, and its effect on the work; the practitioner's own unless they say otherwise."""

    stage: Stage
    feeling: Text
    whose: Id
    effect_on_practice: Text | None = None


@content("cycle.strategy_tried", _shared_facts)
class StrategyTried(StageContent):
    """A strategy that the worker has already tried, and the result."""

    stage: Stage
    tried: Text
    came_of_it: Text | None = None


class View(enum.StrEnum):
    """How somebody's view is known: they said it, or the worker imagined it."""

    SAID = "said"
    IMAGINED = "imagined"


@content("cycle.alternative_view", _own_until_analysis)
class AlternativeView(StageContent):
    """How it may look to somebody else, marked as said by them or imagined for them."""

    stage: Stage
    view: Text
    whose: Id
    known: View


@content("cycle.response", _shared_facts)
class Response(StageContent):
    """A question asked and what was answered; asked and not answered has no answer."""

    stage: Stage
    #: The id of a prompt, or the question itself where it was the worker's own.
    prompt: Id | None = None
    question: Text | None = None
    answer: Text | None = None
    answered_by: Id | None = None


@content("cycle.weighed", _shared_facts)
class Weighed(StageContent):
    """A hypothesis that was considered in this cycle."""

    stage: Stage
    hypothesis: Link


@content("cycle.outcome", _shared_facts)
class Outcome(StageContent):
    """The result of an action of the previous cycle: the first experience of the next one."""

    stage: Stage
    action: Link
    what_came_of_it: Text


@content("cycle.continued", Audience.CHILD_FILE)
class Continued(Content):
    """This cycle goes on from an earlier one."""

    previous: Link


@content("cycle.closed", Audience.CHILD_FILE, verb="close")
class Closed(Content):
    """The cycle ended in agreed actions, or in an explicit "none needed, because", and a day to look again."""

    actions: tuple[Link, ...] = ()
    none_needed: Text | None = None
    review_on: date | None = None


class Missing(NamedTuple):
    """A part of a stage that is not evidenced on the record."""

    stage: Stage
    wants: str

    def __str__(self) -> str:
        return f"{self.stage}: {self.wants}"


_Entries = list[Entry[Content]]


def _experience_wants(here: _Entries, entries: _Entries) -> Iterator[str]:
    continued = any(isinstance(entry.content, Continued) for entry in entries)
    if continued and not any(isinstance(entry.content, Outcome) for entry in here):
        yield "what came of the last cycle's actions"
    if not any(isinstance(entry.content, Observation | Outcome) for entry in here):
        yield "what was seen or said"
    if not any(isinstance(entry.content, StrategyTried) for entry in here):
        yield "what has been tried so far"


def _reflection_wants(here: _Entries, _all: _Entries) -> Iterator[str]:
    if not any(isinstance(entry.content, Feeling | Interpretation | AlternativeView) for entry in here):
        yield "a feeling, an assumption or another way of seeing it"


def _analysis_wants(here: _Entries, entries: _Entries) -> Iterator[str]:
    weighed = {entry.content.hypothesis for entry in here if isinstance(entry.content, Weighed)}
    if not weighed:
        yield "a hypothesis, and another beside it"
    elif len(weighed) == 1:
        yield "another hypothesis beside the first"
    spoken_of = {person for entry in here for person in entry.about}
    children = {child for entry in entries if isinstance(entry.content, Focus) for child in entry.content.children}
    if children - spoken_of:
        yield f"what it means for {'each child' if not children & spoken_of else 'every child'} in focus"


def _action_wants(_here: _Entries, entries: _Entries) -> Iterator[str]:
    closings = [entry.content for entry in entries if isinstance(entry.content, Closed)]
    if not closings:
        yield "an agreed action, or why none is needed"
    if not any(closing.review_on for closing in closings):
        yield "a day to look again"


#: The evidence that each stage requires before it is left, in words. Nothing here blocks a move.
WANTS: Final[Mapping[Stage, Callable[[_Entries, _Entries], Iterator[str]]]] = {
    Stage.EXPERIENCE: _experience_wants,
    Stage.REFLECTION: _reflection_wants,
    Stage.ANALYSIS: _analysis_wants,
    Stage.ACTION: _action_wants,
}
