"""What is said in each stage of the reflective cycle, and what a stage still wants on the record."""

import enum
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import ClassVar, Final, NamedTuple

from reflective.fields import Id, Text, value
from reflective.records.entry import Audience, Content, Entry, Link
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


class Stage(enum.StrEnum):
    """The four stages, in the words practitioners use."""

    EXPERIENCE = "experience"
    REFLECTION = "reflection"
    ANALYSIS = "analysis"
    ACTION = "action"


@value(kw_only=True)
class Focus(Content):
    """What this cycle is about: the lens, the person in focus, and the children whose lives it bears on."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    lens: Text
    #: The person in focus, who may be an adult; a focus on an adult is linked back to each child.
    person: Id | None = None
    children: tuple[Id, ...] = ()
    rationale: Text | None = None


class StageContent(Content):
    """Content of one stage. Reflection is the practitioner's own until somebody files it; facts are the child's."""

    __slots__ = ()
    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    #: The stages in which it is the practitioner's own. What is no fact is so in experience too: only facts are shared.
    OWN_IN: ClassVar[frozenset[Stage]] = frozenset({Stage.REFLECTION})
    stage: Stage

    @property
    def default_audience(self) -> Audience:
        """Personal in the stages where it is the practitioner's own, and by kind in every other."""
        return Audience.PERSONAL if self.stage in self.OWN_IN else self.AUDIENCE


#: Where what is no fact is the practitioner's own; in analysis it is about the family, and they could read it.
_NO_FACT: Final = frozenset({Stage.EXPERIENCE, Stage.REFLECTION})


@value(kw_only=True)
class Observation(StageContent):
    """What was seen or said, without a name for it."""

    stage: Stage
    what: Text
    #: Somebody's own words, verbatim, and whose they are.
    words: Text | None = None
    said_by: Id | None = None
    when: PartialDate | None = None


@value(kw_only=True)
class Interpretation(StageContent):
    """What somebody made of it. A word that judges a person belongs here and not in an observation."""

    OWN_IN: ClassVar[frozenset[Stage]] = _NO_FACT
    stage: Stage
    meaning: Text
    #: Who reads it so.
    whose: Id
    of: Link | None = None


@value(kw_only=True)
class Feeling(StageContent):
    """What the worker felt, and what it did to the work; always the practitioner's own unless they say otherwise."""

    AUDIENCE: ClassVar[Audience] = Audience.PERSONAL
    stage: Stage
    feeling: Text
    whose: Id
    effect_on_practice: Text | None = None


@value(kw_only=True)
class StrategyTried(StageContent):
    """What the worker has already tried, and what came of it."""

    stage: Stage
    tried: Text
    came_of_it: Text | None = None


class View(enum.StrEnum):
    """How somebody's view is known: they said it, or the worker imagined it."""

    SAID = "said"
    IMAGINED = "imagined"


@value(kw_only=True)
class AlternativeView(StageContent):
    """How it may look to somebody else, marked as said by them or imagined for them."""

    OWN_IN: ClassVar[frozenset[Stage]] = _NO_FACT
    stage: Stage
    view: Text
    whose: Id
    known: View


@value(kw_only=True)
class Response(StageContent):
    """A question asked and what was answered; asked and not answered has no answer."""

    stage: Stage
    #: The id of a prompt, or the question itself where it was the worker's own.
    prompt: Id | None = None
    question: Text | None = None
    answer: Text | None = None
    answered_by: Id | None = None


@value(kw_only=True)
class Weighed(StageContent):
    """A hypothesis that was considered in this cycle."""

    stage: Stage
    hypothesis: Link


@value(kw_only=True)
class Outcome(StageContent):
    """What came of an action of the previous cycle: the first experience of the next one."""

    stage: Stage
    action: Link
    what_came_of_it: Text


@value(kw_only=True)
class Continued(Content):
    """This cycle goes on from an earlier one."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    previous: Link


@value(kw_only=True)
class Closed(Content):
    """The cycle ended in agreed actions, or in an explicit "none needed, because", and a day to look again."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    actions: tuple[Link, ...] = ()
    none_needed: Text | None = None
    review_on: date | None = None


class Missing(NamedTuple):
    """Something that a stage still wants on the record."""

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


#: What each stage wants before it is left: the exit evidence, in words. Nothing here blocks a move.
WANTS: Final[Mapping[Stage, Callable[[_Entries, _Entries], Iterator[str]]]] = {
    Stage.EXPERIENCE: _experience_wants,
    Stage.REFLECTION: _reflection_wants,
    Stage.ANALYSIS: _analysis_wants,
    Stage.ACTION: _action_wants,
}
