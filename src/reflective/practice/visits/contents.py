"""The entries of visits: contacts tried and made, who was not invited, how somebody communicates, and engagement."""

import enum
from typing import ClassVar, Final

from reflective.errors import BadValue
from reflective.fields import Id, Key, Text, value
from reflective.records.circumstances import ContactMode, GoBetween, Setting
from reflective.records.content import Audience, Content, Link, content
from reflective.records.machine import SAME, Machine, Row, State
from reflective.timescales import PartialDate

__all__ = [
    "CONTACT",
    "CommunicationNeed",
    "ContactMade",
    "ContactStatus",
    "ContactTried",
    "EngagementSeen",
    "NoContactReason",
    "NotInvited",
    "NotSeen",
    "Seen",
    "VisitKind",
    "VisitMade",
]


class ContactStatus(State):
    """Where an attempt at contact stands."""

    NOT_BEGUN = "not_begun"
    TRIED = "tried"
    MADE = "made"


class VisitKind(enum.StrEnum):
    """A duty that a visit to a child fulfils. A visit may fulfil several, or none of these."""

    CHILD_IN_NEED = "child_in_need"
    CHILD_PROTECTION = "child_protection"
    LOOKED_AFTER = "looked_after"
    PRIVATE_FOSTERING = "private_fostering"
    ADOPTION = "adoption"
    CARE_LEAVER = "care_leaver"


class NoContactReason(enum.StrEnum):
    """Why a contact that was tried was not made, as far as anybody knows."""

    NO_ANSWER = "no_answer"
    NOT_THERE = "not_there"
    DECLINED = "declined"
    CALLED_OFF_BY_THEM = "called_off_by_them"
    CALLED_OFF_BY_US = "called_off_by_us"
    #: Somebody else did not let it happen: a prison, a hospital, a relative.
    NOT_LET = "not_let"
    NOT_KNOWN = "not_known"


@value(kw_only=True)
class Seen:
    """A child who was seen on a visit, and whether alone; None where nobody said.

    >>> Seen(child="child-1", alone=True)
    Seen(child='child-1', alone=True)
    """

    SUBJECTS: ClassVar[tuple[str, ...]] = ("child",)
    child: Id
    alone: bool | None = None


@value(kw_only=True)
class NotSeen:
    """A child who was to be seen on a visit and was not, and why.

    >>> NotSeen(child="child-2", because="asleep upstairs")
    NotSeen(child='child-2')
    """

    SUBJECTS: ClassVar[tuple[str, ...]] = ("child",)
    child: Id
    because: Text | None = None


@content("visits.contact_tried", Audience.CHILD_FILE, verb="try_contact", subjects=("people",))
class ContactTried(Content):
    """A contact or a visit that was tried and did not come about: with whom, how, and why not.

    >>> ContactTried(contact="father-1", people=("parent-2",), mode=ContactMode.VIDEO).reason
    <NoContactReason.NOT_KNOWN: 'not_known'>
    """

    contact: Key
    people: tuple[Id, ...]
    mode: ContactMode
    reason: NoContactReason = NoContactReason.NOT_KNOWN
    words: Text | None = None
    setting: Setting | None = None


@content("visits.contact_made", Audience.CHILD_FILE, verb="make_contact", subjects=("people",))
class ContactMade(Content):
    """A contact with somebody other than a visit to a child: how, through whom, and what it was about.

    >>> ContactMade(contact="father-1", people=("parent-2",), mode=ContactMode.VIDEO, setting=Setting.PRISON).people
    ('parent-2',)
    """

    contact: Key
    people: tuple[Id, ...]
    mode: ContactMode
    setting: Setting | None = None
    through: tuple[GoBetween, ...] = ()
    what: Text | None = None


@content("visits.visit_made", Audience.CHILD_FILE, verb="make_visit", subjects=("seen", "not_seen", "people"))
class VisitMade(Content):
    """A visit: which children were seen, alone or not, who was not seen, where and how, and what it was for.

    >>> VisitMade(contact="v-1", seen=(Seen(child="child-1", alone=True),), setting=Setting.HOME).mode
    <ContactMode.FACE_TO_FACE: 'face_to_face'>
    >>> VisitMade(contact="v-1", seen=(Seen(child="child-1"),), not_seen=(NotSeen(child="child-1"),))
    Traceback (most recent call last):
        ...
    reflective.errors.BadValue: not_seen must be other children than those who were seen, each once
    """

    contact: Key
    seen: tuple[Seen, ...]
    not_seen: tuple[NotSeen, ...] = ()
    #: The adults who were seen.
    people: tuple[Id, ...] = ()
    kinds: tuple[VisitKind, ...] = ()
    mode: ContactMode = ContactMode.FACE_TO_FACE
    setting: Setting | None = None
    through: tuple[GoBetween, ...] = ()
    #: Whether they knew of it before; None where nobody said.
    announced: bool | None = None
    purpose: Text | None = None
    what: Text | None = None

    def __attrs_post_init__(self) -> None:
        children = [*(one.child for one in self.seen), *(one.child for one in self.not_seen)]
        if len(set(children)) < len(children):
            raise BadValue(name="not_seen", wanted="other children than those who were seen, each once")


@content("visits.not_invited", Audience.CHILD_FILE, subjects=("person",))
class NotInvited(Content):
    """Somebody was not invited to a meeting or a visit, and why. A reason that nobody gave is None.

    >>> NotInvited(person="parent-2", to="the core group").because is None
    True
    """

    person: Id
    to: Text
    because: Text | None = None
    of: Link | None = None


@content("visits.communication_need", Audience.CHILD_FILE, subjects=("person",))
class CommunicationNeed(Content):
    """How somebody communicates, and what they need for it. A later one of a person takes the place of the earlier.

    >>> CommunicationNeed(person="parent-1", how="British Sign Language", interpreter=True).interpreter
    True
    """

    person: Id
    how: Text
    needs: Text | None = None
    #: Whether an interpreter is needed; None where nobody said.
    interpreter: bool | None = None
    told_by: Id | None = None


@content("visits.engagement", Audience.CHILD_FILE, subjects=("person",))
class EngagementSeen(Content):
    """Engagement as a relation: a person, with whom, in what, since when, what was seen, and what we tried.

    It describes behaviour and is no trait: somebody who is not seen to work with one is seen to work with another.

    >>> EngagementSeen(person="parent-2", with_whom="andrew", in_what="recovery", seen="he comes each week").with_whom
    'andrew'
    """

    person: Id
    with_whom: Id
    in_what: Text
    seen: Text
    since: PartialDate | None = None
    we_tried: tuple[Text, ...] = ()
    #: The person's own view of it.
    their_view: Text | None = None
    told_by: Id | None = None


_ANSWERED: Final[Row] = {ContactMade: ContactStatus.MADE, VisitMade: ContactStatus.MADE}

#: The moves of a contact: tried any number of times, and made once.
CONTACT: Final = Machine(
    "contact",
    item="contact",
    start=ContactStatus.NOT_BEGUN,
    table={
        ContactStatus.NOT_BEGUN: {ContactTried: ContactStatus.TRIED, **_ANSWERED},
        ContactStatus.TRIED: {ContactTried: SAME, **_ANSWERED},
        ContactStatus.MADE: {},
    },
    remedies=dict.fromkeys(
        (ContactTried, ContactMade, VisitMade),
        lambda at: "give the next contact an id of its own" if at is ContactStatus.MADE else "",
    ),
)
