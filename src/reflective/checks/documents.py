"""Checks on documents: direct work, living documents, chronologies, and safety plans."""

from collections.abc import Iterator
from typing import Final

from reflective.checks.checking import Family, Found, Look, check_of
from reflective.checks.finding import Concern
from reflective.practice.chronology import Chronology, Support
from reflective.practice.direct_work import DirectWork
from reflective.practice.safety import Safety

__all__: list[str] = []

_WORK: Final = ("direct_work",)
_CHRONOLOGY: Final = ("chronology",)
_SAFETY: Final = ("safety",)


@check_of(
    "direct_work.incomplete",
    Family.DOCUMENTS,
    Concern.RECORD,
    source="K30: the document, a linked note with an analysis, reflected upon (the practice note, line 103)",
    question="what did it show, and what did you make of it together?",
    kinds=_WORK,
)
def _incomplete(look: Look) -> Iterator[Found]:
    """A piece of direct work lacks a part of the triple."""
    for record in look.reading.of_kind(DirectWork):
        for place, done in record.work(look.as_of):
            for lack in record.lacking(done.work, look.as_of):
                yield Found(f"{lack}, of {done.work}", record=record.id, places=(place,))


@check_of(
    "document.update_awaited",
    Family.DOCUMENTS,
    Concern.DATES,
    source="K33 and SM-10: an update is there with a newer version (the practice note, lines 90, 91 and 93)",
    question="when is there a newer version, and what would be in it?",
    kinds=_WORK,
)
def _awaited(look: Look) -> Iterator[Found]:
    """An action asks for a newer version of a document, and there is none."""
    for record in look.reading.of_kind(DirectWork):
        for document in record.documents(look.as_of):
            for _, _, place in document.awaited:
                yield Found(f"a newer version of {document.id}", record=record.id, places=(place,))


@check_of(
    "document.not_used",
    Family.DOCUMENTS,
    Concern.RECORD,
    source="line 103 of the practice note: with an analysis, and reflected upon in supervision",
    question="where is it used?",
    kinds=_WORK,
)
def _not_used(look: Look) -> Iterator[Found]:
    """A living document is cited in no analysis or supervision."""
    for record in look.reading.of_kind(DirectWork):
        for document in record.documents(look.as_of):
            if document.versions and not document.cited:
                says = f"an analysis or a supervision that uses {document.id}"
                yield Found(says, record=record.id, places=(document.versions[-1][2],))


@check_of(
    "chronology.impact_unknown",
    Family.DOCUMENTS,
    Concern.VOICE,
    source="K32: the impact on each child (Walsall and Ealing, chronologies; the practice note, line 91)",
    question="what was it like for each child?",
    kinds=_CHRONOLOGY,
)
def _impact_unknown(look: Look) -> Iterator[Found]:
    """Something happened, and its impact on a child is not recorded or not known."""
    for record in look.reading.of_kind(Chronology):
        for place, happened in record.impact_unknown(look.as_of):
            yield Found(f"the impact of {happened.id} on each child", record=record.id, places=(place,))


@check_of(
    "chronology.unsourced",
    Family.DOCUMENTS,
    Concern.RECORD,
    source="K32: the source of each entry (Walsall, chronologies)",
    question="whose word is it?",
    kinds=_CHRONOLOGY,
)
def _unsourced(look: Look) -> Iterator[Found]:
    """Something happened, and nothing says whose word it is."""
    for record in look.reading.of_kind(Chronology):
        for place, happened in record.unsourced(look.as_of):
            yield Found(f"whose word {happened.id} is", record=record.id, places=(place,))


@check_of(
    "involvement.no_support",
    Family.DOCUMENTS,
    Concern.SAFETY,
    source="K41: closed without support being provided, twice (the practice note, line 60)",
    question="was support given and not written down, or was there none?",
    kinds=_CHRONOLOGY,
)
def _no_support(look: Look) -> Iterator[Found]:
    """An earlier involvement closed with no support on the record."""
    for record in look.reading.of_kind(Chronology):
        for episode in record.episodes(look.as_of):
            if episode.closed is None or episode.closed.support is Support.GIVEN:
                continue
            says = f"the support that was given in {episode.opened.episode}"
            yield Found(says, record=record.id, places=(episode.place,))


@check_of(
    "safety.no_plan",
    Family.DOCUMENTS,
    Concern.SAFETY,
    source="K34: a plan for each child, with a version (the practice note, line 93)",
    question="what keeps this child safe tonight, and who has said yes to it?",
    kinds=_SAFETY,
)
def _no_plan(look: Look) -> Iterator[Found]:
    """A safety plan is kept for one child of a family, and not for another."""
    plans = [plan for record in look.reading.of_kind(Safety) for plan in record.plans(look.as_of)]
    planned = {plan.current.child for plan in plans}
    for child in look.children if planned else ():
        if child not in planned:
            yield Found("a safety plan for the child", subject=child)


@check_of(
    "safety.not_agreed",
    Family.DOCUMENTS,
    Concern.SAFETY,
    source="K34: a safe person has agreed (the practice note, line 93; the practice catalogue, A8)",
    question="have they been asked, and what did they say?",
    kinds=_SAFETY,
)
def _not_agreed(look: Look) -> Iterator[Found]:
    """A safe person of a plan has not agreed to it as it stands."""
    for record in look.reading.of_kind(Safety):
        for plan in record.plans(look.as_of):
            for person in plan.not_agreed:
                says = f"that {person} agreed to {plan.current.plan} as it stands"
                yield Found(says, record=record.id, places=(plan.place,), subject=plan.current.child)


@check_of(
    "safety.plan_lacks",
    Family.DOCUMENTS,
    Concern.SAFETY,
    source="K34: safe people, warning signs, review (the practice note, line 93)",
    question="what would the child notice first, and whom would they go to?",
    kinds=_SAFETY,
)
def _plan_lacks(look: Look) -> Iterator[Found]:
    """A safety plan in force lacks its warning signs, a safe person who agreed, or a review."""
    for record in look.reading.of_kind(Safety):
        for lack in record.missing(look.as_of):
            yield Found(lack, record=record.id)
