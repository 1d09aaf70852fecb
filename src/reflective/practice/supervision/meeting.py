"""The entries of a supervision meeting, and the stages it passes from the diary to the file."""

import enum
from datetime import date

from reflective.fields import Id, Text
from reflective.records.content import Audience, Content, Link, content
from reflective.records.machine import State

__all__ = [
    "Cancelled",
    "ChildRecord",
    "ChildRecordStage",
    "Discussed",
    "Disputed",
    "Draft",
    "Filed",
    "Held",
    "MeetingKind",
    "MeetingPart",
    "MeetingStage",
    "Missed",
    "Planned",
    "Prepared",
    "Recorded",
    "ReviewedNext",
    "Signed",
]


class MeetingKind(enum.StrEnum):
    """The kind of meeting."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    JOINT = "joint"
    #: Between meetings, without notice: held and recorded, and never planned.
    AD_HOC = "ad_hoc"


class MeetingStage(State):
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


class ChildRecordStage(State):
    """Where the record of the meeting for one child is."""

    NOT_WRITTEN = "not_written"
    WRITTEN = "written"
    FILED = "filed"


class MeetingPart(enum.StrEnum):
    """Which part somebody has in it."""

    PRACTITIONER = "practitioner"
    SUPERVISOR = "supervisor"
    OTHER = "other"


@content("supervision.planned", Audience.CHILD_FILE, verb="plan")
class Planned(Content):
    """A meeting in the diary: for when, what kind, who, and which children."""

    day: date
    kind: MeetingKind = MeetingKind.INDIVIDUAL
    #: (person, part). Each practitioner in it is supervised; a group has several.
    people: tuple[tuple[Id, MeetingPart], ...]
    children: tuple[Id, ...] = ()
    minutes: int | None = None


def _own_where_it_has_own_questions(said: "Prepared") -> Audience:
    return Audience.PERSONAL if said.own_questions else Audience.CHILD_FILE


@content("supervision.prepared", _own_where_it_has_own_questions, verb="prepare")
class Prepared(Content):
    """The practitioner's preparation: the focus, the prompts chosen, and questions of their own.

    Absence of it stops nothing. Questions of one's own stand beside the framework's, not below them, and are the
    practitioner's until they are asked: a preparation that has any is personal unless somebody says otherwise.
    """

    focus: tuple[Text, ...]
    prompts: tuple[Id, ...] = ()
    #: The version of the prompts chosen from.
    prompts_version: Id | None = None
    #: Own questions, as (id, words).
    own_questions: tuple[tuple[Id, Text], ...] = ()
    #: The person in focus, where it is one.
    person: Id | None = None


@content("supervision.draft", Audience.PERSONAL)
class Draft(Content):
    """A first answer to a prompt or a question of one's own, before the meeting; the practitioner's own."""

    to: Id
    answer: Text


@content("supervision.held", Audience.CHILD_FILE, verb="hold")
class Held(Content):
    """It took place on the day of the entry: who was there, how long, and whether it was broken off."""

    people: tuple[tuple[Id, MeetingPart], ...]
    children: tuple[Id, ...] = ()
    kind: MeetingKind = MeetingKind.INDIVIDUAL
    minutes: int | None = None
    broken_off: bool = False


@content("supervision.discussed", Audience.CHILD_FILE)
class Discussed(Content):
    """A prompt, a question or a focus that was reached; what was prepared and is not here was not."""

    what: Id
    of: Link | None = None


@content("supervision.child_record", Audience.CHILD_FILE, verb="record_child")
class ChildRecord(Content):
    """The record of the meeting for one child: one each, whoever else was talked about."""

    child: Id
    summary: Text
    #: The cycles, plans, hypotheses and relationships that belong to it.
    of: tuple[Link, ...] = ()


@content("supervision.recorded", Audience.CHILD_FILE, verb="record")
class Recorded(Content):
    """It is written up; the entry's two days say when it was and when it was written."""


@content("supervision.signed", Audience.CHILD_FILE, verb="sign")
class Signed(Content):
    """Whoever wrote this entry signs the record as a part of theirs."""

    part: MeetingPart


@content("supervision.disputed", Audience.PERSONAL, verb="dispute")
class Disputed(Content):
    """Somebody disagrees with the record. The comment stays, and the record can still be agreed beside it.

    Anyone may see that a record is disputed, from where the meeting stands. The wording of the dispute is private.
    """

    comment: Text


@content("supervision.filed", Audience.CHILD_FILE, verb="file")
class Filed(Content):
    """The record of one child went onto the child's file, signed or with the reason why it is not."""

    child: Id
    unsigned_because: Text | None = None
    note: Text | None = None


@content("supervision.reviewed_next", Audience.CHILD_FILE, verb="review")
class ReviewedNext(Content):
    """The next meeting looked at what came of this one."""

    at: Link


@content("supervision.cancelled", Audience.CHILD_FILE, verb="cancel")
class Cancelled(Content):
    """It will not take place: why, and the meeting in its stead where there is one."""

    because: Text
    instead: Link | None = None


@content("supervision.missed", Audience.CHILD_FILE, verb="miss")
class Missed(Content):
    """The day passed and it did not take place."""

    because: Text | None = None
    instead: Link | None = None
