"""One worker's relationship with one family member: its stage, with evidence and in the words used, and its breaks."""

import enum
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, Self

from reflective.errors import BadEntry, MoveNotAllowed, ReflectiveError
from reflective.fields import Id, Text, value
from reflective.practice.entries import Audience, Content, Entry
from reflective.practice.ladder import Ladder
from reflective.practice.log import Record
from reflective.rules import Event

if TYPE_CHECKING:
    from typing import Unpack

    from reflective.practice.entries import Written

__all__ = [
    "TIE_MOVES",
    "Assessed",
    "Barrier",
    "Between",
    "Enabler",
    "Ended",
    "EndingPlanned",
    "Located",
    "Relationship",
    "RelationshipOn",
    "RepairTried",
    "Repaired",
    "Ruptured",
    "Tie",
    "TieStep",
    "Tried",
    "ViewGiven",
]


class Tie(enum.StrEnum):
    """Whether the two are in touch as they were; laid over whichever stage was last assessed."""

    UNSPOKEN = "unspoken"
    STEADY = "steady"
    RUPTURED = "ruptured"
    REPAIRING = "repairing"
    ENDING = "ending"
    ENDED = "ended"


class TieStep(enum.StrEnum):
    """What a step from one tie to another is."""

    BEGIN = "begin"
    ASSESS = "assess"
    RUPTURE = "rupture"
    TRY_REPAIR = "try_repair"
    REPAIR = "repair"
    PLAN_ENDING = "plan_ending"
    END = "end"


#: Which tie may follow which. A rupture is mended by a step and the person's answer to it, never by time.
TIE_MOVES: Final[Mapping[Tie, Mapping[Tie, TieStep]]] = {
    Tie.UNSPOKEN: {Tie.STEADY: TieStep.BEGIN},
    Tie.STEADY: {
        Tie.STEADY: TieStep.ASSESS,
        Tie.RUPTURED: TieStep.RUPTURE,
        Tie.ENDING: TieStep.PLAN_ENDING,
        Tie.ENDED: TieStep.END,
    },
    Tie.RUPTURED: {
        Tie.RUPTURED: TieStep.RUPTURE,
        Tie.REPAIRING: TieStep.TRY_REPAIR,
        Tie.ENDING: TieStep.PLAN_ENDING,
        Tie.ENDED: TieStep.END,
    },
    Tie.REPAIRING: {
        Tie.REPAIRING: TieStep.TRY_REPAIR,
        Tie.STEADY: TieStep.REPAIR,
        Tie.RUPTURED: TieStep.RUPTURE,
        Tie.ENDING: TieStep.PLAN_ENDING,
        Tie.ENDED: TieStep.END,
    },
    Tie.ENDING: {Tie.ENDED: TieStep.END},
    Tie.ENDED: {},
}


@value(kw_only=True)
class Between(Content):
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


class Located(enum.StrEnum):
    """Where a barrier or an enabler lies. Ours too: a list that only ever says "family" has stopped asking."""

    FAMILY = "family"
    WORKER = "worker"
    SYSTEM = "system"
    RELATIONSHIP = "relationship"


class _Lying(Content):
    """Something that lies somewhere; what lies in the worker is the worker's own until somebody distils it."""

    __slots__ = ()
    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    located: Located

    @property
    def default_audience(self) -> Audience:
        """Personal where it lies in the worker, and the child's file otherwise."""
        return Audience.PERSONAL if self.located is Located.WORKER else self.AUDIENCE


@value(kw_only=True)
class Barrier(_Lying):
    """What stands in the way, where it lies, and what is done about it."""

    located: Located
    what: Text
    response: Text | None = None


@value(kw_only=True)
class Enabler(_Lying):
    """What helps, and where it lies."""

    located: Located
    what: Text


@value(kw_only=True)
class Tried(Content):
    """What we have tried with this person, and what came of it."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    what: Text
    came_of_it: Text | None = None


class RelationshipOn(NamedTuple):
    """The pair on a day: whose it is, the tie, and the stage last assessed with the day of it."""

    between: Between | None = None
    tie: Tie = Tie.UNSPOKEN
    assessed: Assessed | None = None
    #: The first day of the unbroken run of assessments at that stage.
    at_stage_since: date | None = None


class Relationship(Record[Content, RelationshipOn]):
    """One worker and one family member. Nothing here advances by itself: only what somebody writes moves it."""

    NOUN: ClassVar[str] = "relationship"

    def between(self, worker: str, family_member: str, *, child: bool = False, **written: "Unpack[Written]") -> Self:
        """Say whose relationship this is: the first entry of it."""
        return self.add(Between(worker=worker, family_member=family_member, child=child), **written)

    def assess(
        self,
        stage: str,
        *evidence: str,
        ladder: Ladder | None = None,
        stated_as: tuple[str, ...] = (),
        ambiguity: str | None = None,
        went_back_because: str | None = None,
        **written: "Unpack[Written]",
    ) -> Self:
        """Judge the stage on at least one piece of evidence; raises `UnknownId` for a stage the ladder has not.

        A stage further up than the next needs no more than its evidence: it is a judgement and not a count of steps.
        """
        on = ladder or Ladder.shipped()
        on.height(stage)
        before = self.state(written["on"]).assessed
        if (
            before is not None
            and (before.ladder, before.ladder_version) == (on.id, on.version)
            and on.height(stage) < on.height(before.stage)
            and went_back_because is None
        ):
            raise BadEntry(record=self.id, why="a stage lower than the last says why it went back")
        content = Assessed(
            stage=stage,
            ladder=on.id,
            ladder_version=on.version,
            evidence=evidence,
            stated_as=stated_as,
            ambiguity=ambiguity,
            went_back_because=went_back_because,
        )
        return self.add(content, **written)

    # Questions

    def pair(self, as_of: date) -> tuple[str, str] | None:
        """The worker and the family member; None before anybody said."""
        between = self.state(as_of).between
        return None if between is None else (between.worker, between.family_member)

    def tie(self, as_of: date) -> Tie:
        """Whether it is steady, broken off, being mended, ending or ended."""
        return self.state(as_of).tie

    def stage(self, as_of: date) -> str | None:
        """The stage last assessed; None where none is recorded."""
        assessed = self.state(as_of).assessed
        return None if assessed is None else assessed.stage

    def allowed(self, as_of: date) -> tuple[Tie, ...]:
        """What the tie may become from there."""
        return tuple(TIE_MOVES[self.state(as_of).tie])

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
        """Assessments, ruptures and repairs, about the family member."""
        pair = self.pair(as_of)
        if pair is None:
            return ()
        kinds = {
            Assessed: "relationship.assessed",
            Ruptured: "relationship.ruptured",
            Repaired: "relationship.repaired",
        }
        return tuple(
            Event(subject=pair[1], kind=kinds[type(entry.content)], on=entry.on, ref=self.id, origin=(self.id, place))
            for place, entry in self.standing(as_of)
            if type(entry.content) in kinds
        )

    # The machine

    def _start(self) -> RelationshipOn:
        return RelationshipOn()

    def _next(self, state: RelationshipOn, entry: Entry[Content]) -> RelationshipOn:
        content = entry.content
        state = state._replace(tie=_target(state.tie, content) or state.tie)
        match content:
            case Between():
                return state._replace(between=content)
            case Assessed():
                same = state.assessed is not None and state.assessed.stage == content.stage
                since = state.at_stage_since if same else entry.on
                return state._replace(assessed=content, at_stage_since=since)
        return state

    def _refusal(self, state: RelationshipOn, entry: Entry[Content]) -> ReflectiveError | None:
        content = entry.content
        if state.between is None and not isinstance(content, Between):
            return self._refused(state, entry.on, "say first whose relationship it is")
        if state.between is not None and isinstance(content, Between):
            return BadEntry(record=self.id, why="it is somebody's already: another pair has a record of its own")
        if isinstance(content, Assessed) and not content.evidence:
            return BadEntry(record=self.id, why="a stage rests on at least one thing that was said or done")
        to = _target(state.tie, content)
        return None if to is None or to in TIE_MOVES[state.tie] else self._refused(state, entry.on)

    def _refused(self, state: RelationshipOn, on: date, remedy: str = "") -> MoveNotAllowed:
        ways = tuple(map(str, TIE_MOVES[state.tie]))
        return MoveNotAllowed(record=self.id, noun=self.NOUN, on=on, state=str(state.tie), allowed=ways, remedy=remedy)


def _target(tie: Tie, content: Content) -> Tie | None:
    """The tie after an entry, or None where the entry is no step. Assessing a stage mends no rupture."""
    if isinstance(content, Assessed):
        return Tie.STEADY if tie is Tie.STEADY else None
    return _TARGETS.get(type(content))


_TARGETS: Final[Mapping[type[Content], Tie]] = {
    Between: Tie.STEADY,
    Ruptured: Tie.RUPTURED,
    RepairTried: Tie.REPAIRING,
    Repaired: Tie.STEADY,
    EndingPlanned: Tie.ENDING,
    Ended: Tie.ENDED,
}
