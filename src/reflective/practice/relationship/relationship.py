"""One worker's relationship with one family member: its stage, with evidence and in the words used, and its breaks."""

import enum
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, Self

from reflective.errors import BadEntry, MoveNotAllowed, ReflectiveError, UnknownId
from reflective.fields import Id, Text, value
from reflective.practice.relationship.stages import RelationshipStages
from reflective.records.entry import Audience, Content, Entry
from reflective.records.log import Record
from reflective.rules import Event

if TYPE_CHECKING:
    from typing import Unpack

    from reflective.records.entry import Written

__all__ = [
    "RELATIONSHIP_MOVES",
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
    "RelationshipStep",
    "RepairTried",
    "Repaired",
    "Ruptured",
    "Tried",
    "ViewGiven",
]


class RelationshipState(enum.StrEnum):
    """Whether the two are in touch as they were; laid over whichever stage was last assessed."""

    NOT_STARTED = "not_started"
    STEADY = "steady"
    RUPTURED = "ruptured"
    REPAIRING = "repairing"
    ENDING = "ending"
    ENDED = "ended"


class RelationshipStep(enum.StrEnum):
    """What a step from one tie to another is."""

    BEGIN = "begin"
    ASSESS = "assess"
    RUPTURE = "rupture"
    TRY_REPAIR = "try_repair"
    REPAIR = "repair"
    PLAN_ENDING = "plan_ending"
    END = "end"


#: Which tie may follow which. A rupture is mended by a step and the person's answer to it, never by time; it can come
#: while an ending is planned, and what was planned stays on the record.
RELATIONSHIP_MOVES: Final[Mapping[RelationshipState, Mapping[RelationshipState, RelationshipStep]]] = {
    RelationshipState.NOT_STARTED: {RelationshipState.STEADY: RelationshipStep.BEGIN},
    RelationshipState.STEADY: {
        RelationshipState.STEADY: RelationshipStep.ASSESS,
        RelationshipState.RUPTURED: RelationshipStep.RUPTURE,
        RelationshipState.ENDING: RelationshipStep.PLAN_ENDING,
        RelationshipState.ENDED: RelationshipStep.END,
    },
    RelationshipState.RUPTURED: {
        RelationshipState.RUPTURED: RelationshipStep.RUPTURE,
        RelationshipState.REPAIRING: RelationshipStep.TRY_REPAIR,
        RelationshipState.ENDING: RelationshipStep.PLAN_ENDING,
        RelationshipState.ENDED: RelationshipStep.END,
    },
    RelationshipState.REPAIRING: {
        RelationshipState.REPAIRING: RelationshipStep.TRY_REPAIR,
        RelationshipState.STEADY: RelationshipStep.REPAIR,
        RelationshipState.RUPTURED: RelationshipStep.RUPTURE,
        RelationshipState.ENDING: RelationshipStep.PLAN_ENDING,
        RelationshipState.ENDED: RelationshipStep.END,
    },
    RelationshipState.ENDING: {
        RelationshipState.RUPTURED: RelationshipStep.RUPTURE,
        RelationshipState.ENDED: RelationshipStep.END,
    },
    RelationshipState.ENDED: {},
}


@value(kw_only=True)
class RelationshipOf(Content):
    """Whose relationship this is. A new worker begins one of their own: its history is there, its stage is not."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    worker: Id
    family_member: Id
    child: bool = False


@value(kw_only=True)
class Assessed(Content):
    """A stage, as somebody judged it, on what was said or done. A lower one than before says why."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
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


@value(kw_only=True)
class ViewGiven(Content):
    """How the family member sees it, in their words; it may differ, and both stand."""

    AUDIENCE: ClassVar[Audience] = Audience.FAMILY_SHARED
    view: Text


@value(kw_only=True)
class Ruptured(Content):
    """What broke it off, as it was seen or said."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    what_happened: Text


@value(kw_only=True)
class RepairTried(Content):
    """A step towards them: an apology, another place, another worker, asking what would help."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    step: Text


@value(kw_only=True)
class Repaired(Content):
    """How they answered; only that mends it."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    response: Text


@value(kw_only=True)
class EndingPlanned(Content):
    """The work will end: why, and how they are to be told."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    because: Text


@value(kw_only=True)
class Ended(Content):
    """It ended: whether there was a goodbye, and who goes on."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    goodbye: Text | None = None
    handed_to: Id | None = None


class BarrierLocation(enum.StrEnum):
    """Where a barrier or an enabler lies. Ours too: a list that only ever says "family" has stopped asking."""

    FAMILY = "family"
    WORKER = "worker"
    SYSTEM = "system"
    RELATIONSHIP = "relationship"


class _Lying(Content):
    """Something that lies somewhere; what lies in the worker is the worker's own until somebody distils it."""

    __slots__ = ()
    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    located: BarrierLocation

    @property
    def default_audience(self) -> Audience:
        """Personal where it lies in the worker, and the child's file otherwise."""
        return Audience.PERSONAL if self.located is BarrierLocation.WORKER else self.AUDIENCE


@value(kw_only=True)
class Barrier(_Lying):
    """What stands in the way, where it lies, and what is done about it."""

    located: BarrierLocation
    what: Text
    response: Text | None = None


@value(kw_only=True)
class Enabler(_Lying):
    """What helps, and where it lies."""

    located: BarrierLocation
    what: Text


@value(kw_only=True)
class Tried(Content):
    """What we have tried with this person, and what came of it."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    what: Text
    came_of_it: Text | None = None


class RelationshipFacts(NamedTuple):
    """The pair on a day: whose it is, the tie, and the stage last assessed with the day of it."""

    between: RelationshipOf | None = None
    tie: RelationshipState = RelationshipState.NOT_STARTED
    assessed: Assessed | None = None
    #: The first day of the unbroken run of assessments at that stage.
    at_stage_since: date | None = None


class Relationship(Record[Content, RelationshipFacts]):
    """One worker and one family member. Nothing here advances by itself: only what somebody writes moves it."""

    NOUN: ClassVar[str] = "relationship"

    def between(self, worker: str, family_member: str, *, child: bool = False, **written: "Unpack[Written]") -> Self:
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
        **written: "Unpack[Written]",
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

    # Questions

    def pair(self, as_of: date) -> tuple[str, str] | None:
        """The worker and the family member; None before anybody said."""
        between = self.state(as_of).between
        return None if between is None else (between.worker, between.family_member)

    def tie(self, as_of: date) -> RelationshipState:
        """Whether it is steady, broken off, being mended, ending or ended."""
        return self.state(as_of).tie

    def stage(self, as_of: date) -> str | None:
        """The stage last assessed; None where none is recorded."""
        assessed = self.state(as_of).assessed
        return None if assessed is None else assessed.stage

    def allowed(self, as_of: date) -> tuple[RelationshipState, ...]:
        """What the tie may become from there."""
        return tuple(RELATIONSHIP_MOVES[self.state(as_of).tie])

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

    # The machine

    def _start(self) -> RelationshipFacts:
        return RelationshipFacts()

    def _next(self, state: RelationshipFacts, entry: Entry[Content]) -> RelationshipFacts:
        content = entry.content
        if type(content) in _STEPS:
            state = state._replace(tie=_STEPS[type(content)][1])
        match content:
            case RelationshipOf():
                return state._replace(between=content)
            case Assessed():
                last = state.assessed
                same = last is not None and (last.stage, last.ladder) == (content.stage, content.ladder)
                return state._replace(assessed=content, at_stage_since=state.at_stage_since if same else entry.on)
        return state

    def _refusal(self, state: RelationshipFacts, entry: Entry[Content]) -> ReflectiveError | None:
        content = entry.content
        if state.between is None and not isinstance(content, RelationshipOf):
            return self._refused(state, entry.on, "say first whose relationship it is")
        if state.between is not None and isinstance(content, RelationshipOf):
            return BadEntry(record=self.id, why="it is somebody's already: another pair has a record of its own")
        if isinstance(content, Assessed):
            if not RELATIONSHIP_MOVES[state.tie]:
                return self._refused(state, entry.on)
            if not content.evidence:
                return BadEntry(record=self.id, why="a stage rests on at least one thing that was said or done")
            return self._off(RelationshipStages.shipped(), state.assessed, content)
        step, to = _STEPS.get(type(content), (None, state.tie))
        allowed = step is None or RELATIONSHIP_MOVES[state.tie].get(to) is step
        return None if allowed else self._refused(state, entry.on)

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
            return BadEntry(record=self.id, why="a stage lower than the last says why it went back")
        return None

    def _refused(self, state: RelationshipFacts, on: date, remedy: str = "") -> MoveNotAllowed:
        ways = tuple(map(str, RELATIONSHIP_MOVES[state.tie]))
        return MoveNotAllowed(record=self.id, noun=self.NOUN, on=on, state=str(state.tie), allowed=ways, remedy=remedy)


#: Each kind of entry that is a step, and where it leads. Assessing a stage leads nowhere: it mends no rupture.
_STEPS: Final[Mapping[type[Content], tuple[RelationshipStep, RelationshipState]]] = {
    RelationshipOf: (RelationshipStep.BEGIN, RelationshipState.STEADY),
    Ruptured: (RelationshipStep.RUPTURE, RelationshipState.RUPTURED),
    RepairTried: (RelationshipStep.TRY_REPAIR, RelationshipState.REPAIRING),
    Repaired: (RelationshipStep.REPAIR, RelationshipState.STEADY),
    EndingPlanned: (RelationshipStep.PLAN_ENDING, RelationshipState.ENDING),
    Ended: (RelationshipStep.END, RelationshipState.ENDED),
}
_EVENTS: Final[Mapping[type[Content], str]] = {
    Assessed: "relationship.assessed",
    Ruptured: "relationship.ruptured",
    Repaired: "relationship.repaired",
}
