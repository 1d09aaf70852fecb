"""One worker's relationship with one family member: its stage, with evidence and in the words used, and its breaks."""

import enum
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final, NamedTuple, Self, Unpack

from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.fields import Id, Text
from reflective.practice.relationship.stages import RelationshipStages
from reflective.records.content import Audience, Content, content
from reflective.records.entry import Entry, Written
from reflective.records.log import Record
from reflective.records.machine import SAME, Machine, Row, State
from reflective.rules import Event

__all__ = [
    "RELATIONSHIP",
    "Assessed",
    "Barrier",
    "BarrierLocation",
    "Enabler",
    "Ended",
    "EndingPlanned",
    "Relationship",
    "RelationshipFacts",
    "RelationshipOf",
    "RelationshipState",
    "RepairTried",
    "Repaired",
    "Ruptured",
    "Tried",
    "ViewGiven",
]


class RelationshipState(State):
    """The state of the contact between the two, whichever stage was last assessed."""

    NOT_STARTED = "not_started"
    STEADY = "steady"
    RUPTURED = "ruptured"
    REPAIRING = "repairing"
    ENDING = "ending"
    ENDED = "ended"


@content("relationship.of", Audience.CHILD_FILE, verb="between")
class RelationshipOf(Content):
    """Whose relationship this is. A new worker begins one of their own: its history is there, its stage is not."""

    worker: Id
    family_member: Id
    child: bool = False


@content("relationship.assessed", Audience.CHILD_FILE, verb="assess")
class Assessed(Content):
    """A stage, as somebody judged it, on what was said or done. A lower one than before says why."""

    stage: Id
    ladder: Id
    ladder_version: Id
    evidence: tuple[Text, ...]
    #: The words the stage was given in, every one of them where there were several.
    stated_as: tuple[Text, ...] = ()
    #: What is not clear about those words; nobody chooses between them here.
    ambiguity: Text | None = None
    #: Why it is lower than it was, and what set that off if that is known.
    went_back_because: Text | None = None


@content("relationship.view_given", Audience.FAMILY_SHARED)
class ViewGiven(Content):
    """How the family member sees it, in their words; it may differ, and both stand."""

    view: Text


@content("relationship.ruptured", Audience.CHILD_FILE, verb="rupture")
class Ruptured(Content):
    """The event that broke the contact off, as it was seen or said."""

    what_happened: Text


@content("relationship.repair_tried", Audience.CHILD_FILE, verb="try_repair")
class RepairTried(Content):
    """A step towards them: an apology, another place, another worker, asking what would help."""

    step: Text


@content("relationship.repaired", Audience.CHILD_FILE, verb="repair")
class Repaired(Content):
    """How they answered; only that mends it."""

    response: Text


@content("relationship.ending_planned", Audience.CHILD_FILE, verb="plan_ending")
class EndingPlanned(Content):
    """The work will end: why, and how they are to be told."""

    because: Text


@content("relationship.ended", Audience.CHILD_FILE, verb="end")
class Ended(Content):
    """It ended: whether there was a goodbye, and who goes on."""

    goodbye: Text | None = None
    handed_to: Id | None = None


class BarrierLocation(enum.StrEnum):
    """Where a barrier or an enabler lies. Ours too: a list that only ever says "family" has stopped asking."""

    FAMILY = "family"
    WORKER = "worker"
    SYSTEM = "system"
    RELATIONSHIP = "relationship"


def _own_where_it_lies_in_the_worker(said: "Barrier | Enabler") -> Audience:
    """A barrier or an enabler in the worker is the worker's own until somebody distils it."""
    return Audience.PERSONAL if said.located is BarrierLocation.WORKER else Audience.CHILD_FILE


@content("relationship.barrier", _own_where_it_lies_in_the_worker)
class Barrier(Content):
    """A barrier: where it lies, and the response to it."""

    located: BarrierLocation
    what: Text
    response: Text | None = None


@content("relationship.enabler", _own_where_it_lies_in_the_worker)
class Enabler(Content):
    """Something that helps, and where it lies."""

    located: BarrierLocation
    what: Text


@content("relationship.tried", Audience.CHILD_FILE)
class Tried(Content):
    """Something that the worker tried with this person, and the result."""

    what: Text
    came_of_it: Text | None = None


_IN_TOUCH: Final[Row] = {
    Ruptured: RelationshipState.RUPTURED,
    EndingPlanned: RelationshipState.ENDING,
    Ended: RelationshipState.ENDED,
    Assessed: SAME,
}


def _whose_first(at: object) -> str:
    return "say first whose relationship it is" if at is RelationshipState.NOT_STARTED else ""


#: The moves of a relationship's state. A rupture is mended by a step and the person's answer to it, and never by time
#: or by an assessment. It can come while an ending is planned, and the plan stays on the record.
RELATIONSHIP: Final = Machine(
    "relationship",
    start=RelationshipState.NOT_STARTED,
    table={
        RelationshipState.NOT_STARTED: {RelationshipOf: RelationshipState.STEADY},
        RelationshipState.STEADY: _IN_TOUCH,
        RelationshipState.RUPTURED: {**_IN_TOUCH, RepairTried: RelationshipState.REPAIRING},
        RelationshipState.REPAIRING: {
            **_IN_TOUCH,
            RepairTried: SAME,
            Repaired: RelationshipState.STEADY,
        },
        RelationshipState.ENDING: {
            Ruptured: RelationshipState.RUPTURED,
            Ended: RelationshipState.ENDED,
            Assessed: SAME,
        },
        RelationshipState.ENDED: {},
    },
    remedies={
        RelationshipOf: lambda _at: "another pair has a record of its own",
        **dict.fromkeys((Assessed, Ruptured, RepairTried, Repaired, EndingPlanned, Ended), _whose_first),
    },
)


class RelationshipFacts(NamedTuple):
    """Whose relationship it is, its state, and the stage last assessed with the day of it."""

    between: RelationshipOf | None = None
    tie: RelationshipState = RelationshipState.NOT_STARTED
    assessed: Assessed | None = None
    #: The first day of the unbroken run of assessments at that stage.
    at_stage_since: date | None = None

    def after(self, entry: Entry[Content], to: RelationshipState | None, _place: int) -> "RelationshipFacts":
        """The facts after an entry."""
        now = self if to is None else self._replace(tie=to)
        match entry.content:
            case RelationshipOf() as between:
                return now._replace(between=between)
            case Assessed() as assessed:
                last = self.assessed
                same = last is not None and (last.stage, last.ladder) == (assessed.stage, assessed.ladder)
                return now._replace(assessed=assessed, at_stage_since=self.at_stage_since if same else entry.on)
        return now


class Relationship(Record[RelationshipFacts]):
    """One worker and one family member. Nothing here advances by itself: only what somebody writes moves it."""

    KIND: ClassVar[str] = "relationship"
    NOUN: ClassVar[str] = "relationship"
    machines = (RELATIONSHIP,)
    takes = (ViewGiven, Barrier, Enabler, Tried)
    facts = RelationshipFacts

    def between(self, worker: str, family_member: str, *, child: bool = False, **written: Unpack[Written]) -> Self:
        """Say whose relationship this is: the first entry of it."""
        return self.add(RelationshipOf(worker=worker, family_member=family_member, child=child), **written)

    def assess(
        self,
        stage: str,
        *evidence: str,
        ladder: RelationshipStages | None = None,
        stated_as: tuple[str, ...] = (),
        ambiguity: str | None = None,
        went_back_because: str | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Judge the stage on at least one piece of evidence; raises `UnknownId` for a stage the ladder has not.

        A stage further up than the next needs no more than its evidence: it is a judgement and not a count of steps.
        One lower than the last says why, and raises `BadEntry` without. Assessments on the shipped ladder are judged so
        wherever they are written; those on another, whose order the record does not hold, only here.
        """
        on = ladder or RelationshipStages.shipped()
        content = Assessed(
            stage=stage,
            ladder=on.id,
            ladder_version=on.version,
            evidence=evidence,
            stated_as=stated_as,
            ambiguity=ambiguity,
            went_back_because=went_back_because,
        )
        after = self.add(content, **written)
        refused = self._off(on, self.state(written["on"]).assessed, content)
        if refused is not None:
            raise refused
        return after

    def rupture(self, what_happened: str, **written: Unpack[Written]) -> Self:
        """Record what broke it off, as it was seen or said."""
        return self.add(Ruptured(what_happened=what_happened), **written)

    def try_repair(self, step: str, **written: Unpack[Written]) -> Self:
        """Record a step towards them."""
        return self.add(RepairTried(step=step), **written)

    def repair(self, response: str, **written: Unpack[Written]) -> Self:
        """Record how they answered; only that mends it."""
        return self.add(Repaired(response=response), **written)

    def plan_ending(self, because: str, **written: Unpack[Written]) -> Self:
        """Say that the work will end: why, and how they are to be told."""
        return self.add(EndingPlanned(because=because), **written)

    def end(self, goodbye: str | None = None, *, handed_to: str | None = None, **written: Unpack[Written]) -> Self:
        """Record that it ended: whether there was a goodbye, and who goes on."""
        return self.add(Ended(goodbye=goodbye, handed_to=handed_to), **written)

    # Questions

    def pair(self, as_of: date) -> tuple[str, str] | None:
        """The worker and the family member; None before anybody said."""
        between = self.state(as_of).between
        return None if between is None else (between.worker, between.family_member)

    def tie(self, as_of: date) -> RelationshipState:
        """The state of the contact: steady, broken off, being mended, ending or ended."""
        return self.state(as_of).tie

    def stage(self, as_of: date) -> str | None:
        """The stage last assessed; None where none is recorded."""
        assessed = self.state(as_of).assessed
        return None if assessed is None else assessed.stage

    def stated_as(self, as_of: date) -> tuple[str, ...]:
        """The words that the last assessment gave the stage in."""
        assessed = self.state(as_of).assessed
        return () if assessed is None else assessed.stated_as

    def history(self, as_of: date) -> tuple[tuple[int, date, Assessed], ...]:
        """Every assessment, as (place, day, assessment), in the order of the days."""
        return tuple(
            (place, entry.on, entry.content)
            for place, entry in self.standing(as_of)
            if isinstance(entry.content, Assessed)
        )

    def events(self, as_of: date) -> tuple[Event, ...]:
        """Assessments, ruptures and repairs, about the family member; an assessment says its stage and its ladder."""
        pair = self.pair(as_of)
        if pair is None:
            return ()
        found = []
        for place, entry in self.standing(as_of):
            kind = _EVENTS.get(type(entry.content))
            facts: tuple[tuple[str, str], ...] = ()
            if isinstance(entry.content, Assessed):
                facts = (("stage", entry.content.stage), ("ladder", entry.content.ladder))
            if kind is not None:
                origin = (self.id, place)
                found.append(Event(subject=pair[1], kind=kind, on=entry.on, ref=self.id, facts=facts, origin=origin))
        return tuple(found)

    def _misfit(self, facts: RelationshipFacts, states: Any, entry: Entry[Any]) -> ReflectiveError | None:
        if facts.between is None and not isinstance(entry.content, RelationshipOf):
            remedy = "say first whose relationship it is"
            return self._not_allowed(RELATIONSHIP, facts, states, entry, remedy=remedy)
        if isinstance(entry.content, Assessed):
            if not entry.content.evidence:
                why = "a stage rests on at least one thing that was said or done"
                return BadEntry(code="assessment.evidence", record=self.id, why=why)
            return self._off(RelationshipStages.shipped(), facts.assessed, entry.content)
        return None

    def _off(self, ladder: RelationshipStages, before: Assessed | None, content: Assessed) -> ReflectiveError | None:
        """Why an assessment cannot stand on a ladder after another one; None where it is on some other ladder."""
        heights = {stage.id: height for height, stage in enumerate(ladder.stages)}
        if (content.ladder, content.ladder_version) != (ladder.id, ladder.version):
            return None
        if content.stage not in heights:
            return UnknownId(noun="stage", where=f"ladder {ladder.id}, version {ladder.version}")
        if before is None or (before.ladder, before.ladder_version) != (ladder.id, ladder.version):
            return None
        if heights[content.stage] < heights.get(before.stage, 0) and content.went_back_because is None:
            return BadEntry(
                code="assessment.reason", record=self.id, why="a stage lower than the last says why it went back"
            )
        return None


_EVENTS: Final[Mapping[type[Content], str]] = {
    Assessed: "relationship.assessed",
    Ruptured: "relationship.ruptured",
    Repaired: "relationship.repaired",
}
