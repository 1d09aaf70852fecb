"""Checks on wording: words that blur an action, and labels used as facts. Each can be dismissed with a reason."""

import re
from collections.abc import Iterator

from reflective.checks.checking import Family, Found, Look, check_of
from reflective.checks.finding import Concern
from reflective.practice.cycle import Observation
from reflective.practice.people import Fact
from reflective.practice.plan import Plan
from reflective.practice.supervision import ChildRecord

__all__: list[str] = []


@check_of(
    "wording.blurred",
    Family.WORDING,
    Concern.RECORD,
    source="K13: vague words are the commonest fault of a plan (Manchester, SMART planning)",
    question="who does what, when, and how often?",
    kinds=("plan",),
)
def _blurred(look: Look) -> Iterator[Found]:
    """The words of an open action leave open whether, when or by how much something is done."""
    for plan in look.reading.of_kind(Plan):
        for action in plan.open_actions(look.as_of):
            hints = plan.hints(action.id, look.as_of, blurred=look.policy.vocabulary.blurred) if action.agreed else ()
            if hints:
                says = f"a plain wording of action {action.id}: {', '.join(hints)}"
                yield Found(says, record=plan.id, places=(action.origin.place,))


@check_of(
    "wording.label",
    Family.WORDING,
    Concern.RECORD,
    source="K39: labels used as facts (on disguised compliance: Community Care, 26 November 2018)",
    question="what was seen or heard, and by whom?",
    kinds=("cycle", "supervision"),
)
def _label(look: Look) -> Iterator[Found]:
    """An entry that states a fact has a label in it, where nobody else's words are quoted."""
    for record, place, entry in look.all_entries(Observation, Fact, ChildRecord):
        content = entry.content
        text = content.summary if isinstance(content, ChildRecord) else content.what
        # Words in quotation marks are somebody's own.
        own = re.sub(r'"[^"]*"', "", text)
        if look.policy.vocabulary.labelled(own):
            yield Found("what was seen or heard, where a label stands", record=record.id, places=(place,))
