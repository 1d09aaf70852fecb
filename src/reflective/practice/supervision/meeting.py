"""The entries of a supervision meeting from the diary to its writing up, and the stages it passes."""

import enum
from datetime import date
from typing import Final

from reflective.errors import BadValue
from reflective.fields import Id, Text
from reflective.records.content import Audience, Content, Link, content
from reflective.records.machine import State

__all__ = [
    "Cancelled",
    "ChildRecord",
    "Discussed",
    "Draft",
    "Held",
    "MeetingKind",
    "MeetingMode",
    "MeetingPart",
    "MeetingStage",
    "Missed",
    "Planned",
    "Prepared",
    "Recorded",
    "ReviewedNext",
]

_MINUTES_A_DAY: Final = 1440


class MeetingKind(enum.StrEnum):
    """The kind of meeting."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    JOINT = "joint"
    #: Between meetings, without notice: held and recorded, and never planned. It is oversight and not supervision.
    AD_HOC = "ad_hoc"


class MeetingMode(enum.StrEnum):
    """How the people of a meeting met."""

    ROOM = "room"
    PHONE = "phone"
    VIDEO = "video"
    #: At a visit, or on the way to it or from it.
    VISIT = "visit"


class MeetingStage(State):
    """Where a meeting is on its way from the diary to the file.

    Entries move it as far as `RECORDED`. The four stages after that are worked out of what stands: a signature lapses
    when a child's record is rewritten, and no stored stage could follow that.
    """

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


class MeetingPart(enum.StrEnum):
    """The part that somebody has in a meeting."""

    PRACTITIONER = "practitioner"
    SUPERVISOR = "supervisor"
    OTHER = "other"


def _check_minutes(minutes: int | None) -> None:
    if minutes is not None and not 1 <= minutes <= _MINUTES_A_DAY:
        raise BadValue(name="minutes", wanted="a whole number from 1 to 1,440, the minutes of a day")


@content("supervision.planned", Audience.CHILD_FILE, verb="plan", subjects=("children",), opens=True)
class Planned(Content):
    """A meeting in the diary: for when, what kind, who, and which children.

    >>> both = (("worker-1", MeetingPart.PRACTITIONER), ("manager-1", MeetingPart.SUPERVISOR))
    >>> Planned(day=date(2021, 9, 6), people=both, children=("child-1",), minutes=90).kind.value
    'individual'
    """

    day: date
    kind: MeetingKind = MeetingKind.INDIVIDUAL
    #: (person, part). Each practitioner in it is supervised; a group has several.
    people: tuple[tuple[Id, MeetingPart], ...]
    children: tuple[Id, ...] = ()
    minutes: int | None = None
    mode: MeetingMode | None = None

    def __attrs_post_init__(self) -> None:
        _check_minutes(self.minutes)


def _own_where_it_has_own_questions(said: "Prepared") -> Audience:
    return Audience.PERSONAL if said.own_questions else Audience.CHILD_FILE


@content("supervision.prepared", _own_where_it_has_own_questions, verb="prepare")
class Prepared(Content):
    """The practitioner's preparation: the focus, the prompts chosen, and questions of their own.

    Absence of it stops nothing. Questions of one's own stand beside the framework's, not below them, and are the
    practitioner's until they are asked: a preparation that has any is personal unless somebody says otherwise.

    >>> private = Prepared(
    ...     focus=(("journey", "the child's journey"),), own_questions=(("own-1", "why has he changed?"),)
    ... )
    >>> print(private.default_audience)
    personal
    """

    #: The focus, as (id, words).
    focus: tuple[tuple[Id, Text], ...]
    prompts: tuple[Id, ...] = ()
    #: The version of the prompts chosen from.
    prompts_version: Id | None = None
    #: Own questions, as (id, words).
    own_questions: tuple[tuple[Id, Text], ...] = ()
    #: The person in focus, where it is one.
    person: Id | None = None

    def __attrs_post_init__(self) -> None:
        if len(set(self.ids)) != len(self.ids):
            raise BadValue(
                name="focus", wanted="a focus, prompts and own questions with an id each, none of them twice"
            )

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all that it asks for: each focus, the prompts, then the own questions."""
        return (*(one for one, _ in self.focus), *self.prompts, *(one for one, _ in self.own_questions))


@content("supervision.draft", Audience.PERSONAL, verb="draft")
class Draft(Content):
    """A first answer to a prompt or a question of one's own, before the meeting; the practitioner's own.

    >>> print(Draft(to="how-to-get-there", answer="by small steps").default_audience)
    personal
    """

    to: Id
    answer: Text


@content("supervision.held", Audience.CHILD_FILE, verb="hold", subjects=("children",), opens=True, substance=True)
class Held(Content):
    """It took place on the day of the entry: who was there, how long, and whether it was broken off.

    >>> both = (("worker-1", MeetingPart.PRACTITIONER), ("manager-1", MeetingPart.SUPERVISOR))
    >>> Held(people=both, minutes=50, mode=MeetingMode.VIDEO, broken_off=True).broken_off
    True
    """

    people: tuple[tuple[Id, MeetingPart], ...]
    #: The children who were discussed. None named: those that it was planned for.
    children: tuple[Id, ...] = ()
    kind: MeetingKind = MeetingKind.INDIVIDUAL
    minutes: int | None = None
    mode: MeetingMode | None = None
    broken_off: bool = False

    def __attrs_post_init__(self) -> None:
        _check_minutes(self.minutes)


@content("supervision.discussed", Audience.CHILD_FILE, verb="discuss", substance=True)
class Discussed(Content):
    """A prompt, a question or a focus that was reached, by its id; what was prepared and is not here was not.

    >>> Discussed(what="journey", of=Link(record="journey-1"))
    Discussed(what='journey', of=Link(record='journey-1', place=None, item=None))
    """

    what: Id
    of: Link | None = None


@content("supervision.child_record", Audience.CHILD_FILE, verb="record_child", subjects=("child",), substance=True)
class ChildRecord(Content):
    """The record of the meeting for one child: one each, whoever else was talked about.

    >>> ChildRecord(child="child-1", summary="what her days are like", of=(Link(record="plan-1"),)).child
    'child-1'
    """

    child: Id
    summary: Text
    #: The cycles, plans, hypotheses and relationships that belong to it.
    of: tuple[Link, ...] = ()


@content("supervision.recorded", Audience.CHILD_FILE, verb="record", substance=True)
class Recorded(Content):
    """It is written up; the entry's two days say when it was and when it was written.

    >>> Recorded()
    Recorded()
    """


@content("supervision.reviewed_next", Audience.CHILD_FILE, verb="review")
class ReviewedNext(Content):
    """The next meeting looked at what came of this one.

    >>> ReviewedNext(meeting=Link(record="supervision-2"))
    ReviewedNext(meeting=Link(record='supervision-2', place=None, item=None))
    """

    meeting: Link


@content("supervision.cancelled", Audience.CHILD_FILE, verb="cancel")
class Cancelled(Content):
    """It will not take place: why, and the meeting in its stead where there is one.

    >>> Cancelled(because="the manager is ill", instead=Link(record="supervision-2"))
    Cancelled(instead=Link(record='supervision-2', place=None, item=None))
    """

    because: Text
    instead: Link | None = None


@content("supervision.missed", Audience.CHILD_FILE, verb="miss")
class Missed(Content):
    """The day passed and it did not take place.

    >>> Missed(because="a child protection conference ran late")
    Missed(instead=None)
    """

    because: Text | None = None
    instead: Link | None = None
