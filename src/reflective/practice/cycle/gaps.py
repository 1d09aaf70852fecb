"""The evidence that each stage of a cycle requires, and the parts of it that are not on the record."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from reflective.practice.cycle.closing import Closed, Continued
from reflective.practice.cycle.stages import (
    AlternativeView,
    Feeling,
    Focus,
    Interpretation,
    Observation,
    Outcome,
    Stage,
    StageContent,
    StrategyTried,
    Weighed,
)
from reflective.records.content import Content
from reflective.records.entry import Entry

__all__ = ["Missing", "gaps"]

_Entries = Sequence[Entry[Content]]


class Missing(NamedTuple):
    """A part of a stage that is not evidenced on the record."""

    stage: Stage
    wants: str

    def __str__(self) -> str:
        return f"{self.stage}: {self.wants}"


def gaps(entries: _Entries, excused: frozenset[Stage]) -> Iterator[Missing]:
    """The parts of each stage that some entries do not show, in the order of the stages, without those excused."""
    for stage in Stage:
        if stage not in excused:
            here = [one for one in entries if isinstance(one.content, StageContent) and one.content.stage is stage]
            for lacking in _EVIDENCE[stage](here, entries):
                yield Missing(stage, lacking)


def _experience(here: _Entries, entries: _Entries) -> Iterator[str]:
    continued = [entry.content for entry in entries if isinstance(entry.content, Continued)]
    agreed = {action for one in continued for action in one.actions or ()}
    followed = {entry.content.action for entry in entries if isinstance(entry.content, Outcome)}
    unnamed = any(one.actions is None for one in continued)
    if (agreed and not agreed & followed) or (unnamed and not followed):
        yield "what came of the last cycle's actions"
    elif agreed - followed:
        yield "what came of each of the last cycle's actions"
    if not any(isinstance(entry.content, Observation | Outcome) for entry in here):
        yield "what was seen or said"
    if not any(isinstance(entry.content, StrategyTried) for entry in here):
        yield "what has been tried so far"


def _reflection(here: _Entries, _all: _Entries) -> Iterator[str]:
    if not any(isinstance(entry.content, Feeling | Interpretation | AlternativeView) for entry in here):
        yield "a feeling, an assumption or another way of seeing it"


def _analysis(here: _Entries, entries: _Entries) -> Iterator[str]:
    weighed = {entry.content.hypothesis for entry in here if isinstance(entry.content, Weighed)}
    if not weighed:
        yield "a hypothesis, and another beside it"
    elif len(weighed) == 1:
        yield "another hypothesis beside the first"
    spoken_of = {person for entry in here for person in entry.about}
    children = {child for entry in entries if isinstance(entry.content, Focus) for child in entry.content.children}
    if children - spoken_of:
        yield f"what it means for {'each child' if not children & spoken_of else 'every child'} in focus"


def _action(_here: _Entries, entries: _Entries) -> Iterator[str]:
    closings = [entry.content for entry in entries if isinstance(entry.content, Closed)]
    if not closings:
        yield "an agreed action, or why none is needed"
    if not any(closing.look_again for closing in closings):
        yield "a day to look again"


#: The evidence that each stage requires before it is left, in words. Nothing here blocks a move.
_EVIDENCE: Final[Mapping[Stage, Callable[[_Entries, _Entries], Iterator[str]]]] = {
    Stage.EXPERIENCE: _experience,
    Stage.REFLECTION: _reflection,
    Stage.ANALYSIS: _analysis,
    Stage.ACTION: _action,
}
