"""Checks on the record of supervision: texts that are the same, and whatever was not looked at again."""

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Final

from reflective.checks.checking import Family, Found, Look, check_of
from reflective.checks.finding import Concern
from reflective.practice.journey import Journey, JourneyStage
from reflective.practice.plan import Plan
from reflective.practice.supervision import ChildRecord, Discussed, Supervision
from reflective.records import Audience

if TYPE_CHECKING:
    from datetime import date

__all__: list[str] = []

_MEETINGS: Final = ("supervision",)
#: A library default, to be confirmed locally: supervisions that discuss a record before a check asks what is new.
_LEAST_MEETINGS: Final = 3


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


@check_of(
    "record.same_for_siblings",
    Family.RECORD,
    Concern.VOICE,
    source="K08: one record for each child (Brighton's guidance); the practice note, line 68",
    question="what is different for each child?",
    kinds=_MEETINGS,
)
def _same_for_siblings(look: Look) -> Iterator[Found]:
    """Two children have the same words in one meeting, to the letter."""
    for meeting in look.reading.of_kind(Supervision):
        entries = [*look.entries(meeting, ChildRecord)]
        for (place, one), (other_place, other) in combinations(entries, 2):
            theirs, others = one.content, other.content
            if theirs.child != others.child and _plain(theirs.summary) == _plain(others.summary):
                says = f"words of {meeting.id} for one child alone: two children have the same"
                yield Found(says, record=meeting.id, places=(place, other_place))


@check_of(
    "record.same_journey",
    Family.RECORD,
    Concern.VOICE,
    source="K08: the experience of each child (the practice note, line 68)",
    question="what is different on each child's journey?",
    kinds=("journey",),
)
def _same_journey(look: Look) -> Iterator[Found]:
    """Two children's journeys are the same text, to the letter."""
    told = {
        journey.id: tuple(_plain(entry.content.what) for _, entry in look.entries(journey, JourneyStage))
        for journey in look.reading.of_kind(Journey)
    }
    for one, other in combinations(told, 2):
        if told[one] and told[one] == told[other]:
            yield Found(f"a journey of the child's own: {one} and {other} are one text", record=one)


@check_of(
    "record.same_as_before",
    Family.RECORD,
    Concern.RECORD,
    source="K45: text carried forward from one session to the next",
    question="what has changed since the last one?",
    kinds=_MEETINGS,
)
def _same_as_before(look: Look) -> Iterator[Found]:
    """A child's record of one meeting is that of an earlier meeting, to the letter."""
    seen: dict[tuple[str, str], str] = {}
    for meeting in look.reading.of_kind(Supervision):
        for place, entry in look.entries(meeting, ChildRecord):
            key = entry.content.child, _plain(entry.content.summary)
            if seen.setdefault(key, meeting.id) != meeting.id:
                says = f"anything new of the child in {meeting.id}: the words are those of {seen[key]}"
                yield Found(says, record=meeting.id, places=(place,), subject=entry.content.child)


@check_of(
    "actions-not-reviewed",
    Family.RECORD,
    Concern.OPEN_DECISION,
    source="K09: previous actions reviewed (councils' supervision audits); the practice note, line 94",
    question="what came of them?",
    kinds=("supervision", "plan"),
)
def _not_reviewed(look: Look) -> Iterator[Found]:
    """A supervision was held since an action was agreed, and the action has no entry since."""
    held = sorted(on for one in look.reading.of_kind(Supervision) if (on := one.held_on(look.as_of)) is not None)
    for plan in look.reading.of_kind(Plan):
        touched = {item[1]: entry.on for _, entry in plan.standing(look.as_of) if (item := plan.item_of(entry.content))}
        for action in plan.open_actions(look.as_of):
            later = [on for on in held if on > action.since]
            if action.agreed and later and touched.get(action.id, action.since) <= action.since:
                says = f"what came of action {action.id} by the next supervision"
                yield Found(says, record=plan.id, places=(action.origin.place,))


@check_of(
    "record.nothing_new",
    Family.RECORD,
    Concern.DATES,
    source="K43: the same worry from session to session (on drift: Ofsted, local authority inspections)",
    question="what would have to be different by the next supervision, and who would notice?",
    kinds=("supervision",),
)
def _nothing_new(look: Look) -> Iterator[Found]:
    """A record was discussed in three supervisions or more since anything was written in it."""
    days: dict[str, list[date]] = {}
    for meeting in look.reading.of_kind(Supervision):
        held_on = meeting.held_on(look.as_of)
        about = {
            entry.content.of.record for _, entry in look.entries(meeting, Discussed) if entry.content.of is not None
        }
        for record in about if held_on is not None else ():
            days.setdefault(record, []).append(held_on or look.as_of)
    for one in look.reading.records:
        last = max((entry.on for _, entry in one.standing(look.as_of)), default=None)
        since = [on for on in days.get(one.id, ()) if last is not None and on > last]
        if len(since) >= _LEAST_MEETINGS:
            says = f"a change in {one.id} since {last}, while {len(since)} supervisions discussed it"
            yield Found(says, record=one.id)


@check_of(
    "guidance.not_read_again",
    Family.RECORD,
    Concern.RECORD,
    source="K44: guidance past the day on which it is looked at again (the practice note, line 121)",
    question="who in the organisation reads the text as it stands now?",
    audience=Audience.ORGANISATION,
)
def _not_read_again(look: Look) -> Iterator[Found]:
    """A rule that asks something of this case rests on a text that is known to stand until an earlier day."""
    asked = {one.rule for one in look.obligations}
    for rule in () if look.ruleset is None else look.ruleset.rules:
        if (
            rule.id in asked
            and rule.stands_until is not None
            and rule.stands_until < look.as_of
            and rule.in_force(look.as_of)
        ):
            yield Found(f"that the text of {rule.id} was read after {rule.stands_until}")
