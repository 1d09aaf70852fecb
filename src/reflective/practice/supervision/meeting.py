"""What is said of a supervision meeting, and the stages it passes on its way from the diary to the file."""

import enum
from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Final

from reflective.fields import Id, Text, value
from reflective.records.entry import Audience, Content, Link

__all__ = [
    "MEETING_MOVES",
    "Cancelled",
    "ChildRecord",
    "Commented",
    "Discussed",
    "Draft",
    "Filed",
    "Held",
    "MeetingKind",
    "MeetingPart",
    "MeetingStage",
    "MeetingStep",
    "Missed",
    "Planned",
    "Prepared",
    "Recorded",
    "ReviewedNext",
    "Signed",
]


class MeetingKind(enum.StrEnum):
    """What kind of meeting it is."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    JOINT = "joint"
    #: Between meetings, without notice: held and recorded, and never planned.
    AD_HOC = "ad_hoc"


class MeetingStage(enum.StrEnum):
    """Where a meeting is on its way from the diary to the file."""

    NOT_STARTED = "not_started"
    PLANNED = "planned"
    PREPARED = "prepared"
    PART_HELD = "part_held"
    HELD = "held"
    RECORDED = "recorded"
    DISPUTED = "disputed"
    AGREED = "agreed"
    FILED = "filed"
    REVIEWED = "reviewed"
    CANCELLED = "cancelled"
    MISSED = "missed"


class MeetingStep(enum.StrEnum):
    """What a step from one stage to another is."""

    PLAN = "plan"
    PREPARE = "prepare"
    HOLD = "hold"
    #: Broken off; the rest is held later.
    HOLD_PART = "hold_part"
    RECORD = "record"
    SIGN = "sign"
    DISPUTE = "dispute"
    AGREE = "agree"
    FILE = "file"
    REVIEW = "review"
    CANCEL = "cancel"
    MISS = "miss"


_NOT_HELD: Final[Mapping[MeetingStage, MeetingStep]] = {
    MeetingStage.HELD: MeetingStep.HOLD,
    MeetingStage.PART_HELD: MeetingStep.HOLD_PART,
    MeetingStage.CANCELLED: MeetingStep.CANCEL,
    MeetingStage.MISSED: MeetingStep.MISS,
}

#: Which stage may follow which. Preparing is optional, and a meeting that nobody planned may still be held.
MEETING_MOVES: Final[Mapping[MeetingStage, Mapping[MeetingStage, MeetingStep]]] = {
    MeetingStage.NOT_STARTED: {MeetingStage.PLANNED: MeetingStep.PLAN, MeetingStage.HELD: MeetingStep.HOLD},
    MeetingStage.PLANNED: {MeetingStage.PREPARED: MeetingStep.PREPARE, **_NOT_HELD},
    MeetingStage.PREPARED: {MeetingStage.PREPARED: MeetingStep.PREPARE, **_NOT_HELD},
    MeetingStage.PART_HELD: {MeetingStage.HELD: MeetingStep.HOLD, MeetingStage.RECORDED: MeetingStep.RECORD},
    MeetingStage.HELD: {MeetingStage.RECORDED: MeetingStep.RECORD},
    MeetingStage.RECORDED: {
        MeetingStage.RECORDED: MeetingStep.SIGN,
        MeetingStage.DISPUTED: MeetingStep.DISPUTE,
        MeetingStage.AGREED: MeetingStep.AGREE,
    },
    MeetingStage.DISPUTED: {MeetingStage.DISPUTED: MeetingStep.SIGN, MeetingStage.AGREED: MeetingStep.AGREE},
    MeetingStage.AGREED: {MeetingStage.FILED: MeetingStep.FILE},
    MeetingStage.FILED: {MeetingStage.REVIEWED: MeetingStep.REVIEW},
    MeetingStage.REVIEWED: {},
    MeetingStage.CANCELLED: {},
    MeetingStage.MISSED: {},
}


class MeetingPart(enum.StrEnum):
    """Which part somebody has in it."""

    PRACTITIONER = "practitioner"
    SUPERVISOR = "supervisor"
    OTHER = "other"


@value(kw_only=True)
class Planned(Content):
    """A meeting in the diary: for when, what kind, who, and which children."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    day: date
    kind: MeetingKind = MeetingKind.INDIVIDUAL
    #: (person, part). Each practitioner in it is supervised; a group has several.
    people: tuple[tuple[Id, MeetingPart], ...]
    children: tuple[Id, ...] = ()
    minutes: int | None = None


@value(kw_only=True)
class Prepared(Content):
    """What a practitioner wants from it: the focus, prompts chosen, and questions of their own.

    Absence of it stops nothing. Questions of one's own stand beside the framework's, not below them, and are the
    practitioner's until they are asked: a preparation that has any is personal unless somebody says otherwise.
    """

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    focus: tuple[Text, ...]
    prompts: tuple[Id, ...] = ()
    #: The version of the prompts chosen from.
    prompts_version: Id | None = None
    #: Own questions, as (id, words).
    own_questions: tuple[tuple[Id, Text], ...] = ()
    #: The person in focus, where it is one.
    person: Id | None = None

    @property
    def default_audience(self) -> Audience:
        """Personal where it holds questions of one's own, and the child's file otherwise."""
        return Audience.PERSONAL if self.own_questions else self.AUDIENCE


@value(kw_only=True)
class Draft(Content):
    """A first answer to a prompt or a question of one's own, before the meeting; the practitioner's own."""

    AUDIENCE: ClassVar[Audience] = Audience.PERSONAL
    to: Id
    answer: Text


@value(kw_only=True)
class Held(Content):
    """It took place on the day of the entry: who was there, how long, and whether it was broken off."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    people: tuple[tuple[Id, MeetingPart], ...]
    children: tuple[Id, ...] = ()
    kind: MeetingKind = MeetingKind.INDIVIDUAL
    minutes: int | None = None
    broken_off: bool = False


@value(kw_only=True)
class Discussed(Content):
    """A prompt, a question or a focus that was reached; what was prepared and is not here was not."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    what: Id
    of: Link | None = None


@value(kw_only=True)
class ChildRecord(Content):
    """The record of the meeting for one child: one each, whoever else was talked about."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    child: Id
    summary: Text
    #: The cycles, plans, hypotheses and relationships that belong to it.
    of: tuple[Link, ...] = ()


@value(kw_only=True)
class Recorded(Content):
    """It is written up; the entry's two days say when it was and when it was written."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE


@value(kw_only=True)
class Signed(Content):
    """Whoever wrote this entry signs the record as a part of theirs."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    part: MeetingPart


@value(kw_only=True)
class Commented(Content):
    """Somebody disagrees with the record. The comment stays, and the record can still be agreed beside it.

    That there is disagreement anybody may know, from where the meeting stands; in which words is their own.
    """

    AUDIENCE: ClassVar[Audience] = Audience.PERSONAL
    comment: Text


@value(kw_only=True)
class Filed(Content):
    """The record went onto each child's file."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    children: tuple[Id, ...]


@value(kw_only=True)
class ReviewedNext(Content):
    """The next meeting looked at what came of this one."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    at: Link


@value(kw_only=True)
class Cancelled(Content):
    """It will not take place: why, and the meeting in its stead where there is one."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    because: Text
    instead: Link | None = None


@value(kw_only=True)
class Missed(Content):
    """The day passed and it did not take place."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    because: Text | None = None
    instead: Link | None = None
