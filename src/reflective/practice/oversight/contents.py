"""The entries of management oversight: a matter that is raised, a decision with its reasons, and what became of it."""

import enum

from reflective.fields import Id, Key, Text, Time
from reflective.records.content import Audience, Content, Link, content
from reflective.timescales import Deadline

__all__ = [
    "Communicated",
    "Countersigned",
    "DecisionDeferred",
    "DecisionEscalated",
    "DecisionImplemented",
    "DecisionReviewed",
    "DissentWords",
    "Dissented",
    "EscalationRoute",
    "MatterConsidered",
    "MatterRaised",
    "OversightDecided",
    "OversightMode",
    "ReviewOfDecision",
]


class OversightMode(enum.StrEnum):
    """How a decision was reached or passed on."""

    IN_PERSON = "in_person"
    TELEPHONE = "telephone"
    VIDEO = "video"
    WRITING = "writing"
    #: In a panel or another meeting.
    MEETING = "meeting"


class EscalationRoute(enum.StrEnum):
    """By which way a matter went to somebody else."""

    #: To a manager with more authority.
    LINE = "line"
    REVIEWING_OFFICER = "reviewing_officer"
    CONFERENCE_CHAIR = "conference_chair"
    PANEL = "panel"
    #: To another agency, or to the safeguarding partners.
    PARTNERS = "partners"


class ReviewOfDecision(enum.StrEnum):
    """The outcome of looking at a decision again."""

    UPHELD = "upheld"
    #: Another decision takes its place, and names it.
    REVISED = "revised"


@content("oversight.raised", Audience.CHILD_FILE, verb="raise_matter", subjects=("child",))
class MatterRaised(Content):
    """A matter for a manager, about one child: siblings have one each. `answers` are the events that ask for it.

    >>> MatterRaised(decision="d-1", child="child-1")
    MatterRaised(decision='d-1', child='child-1', answers=(), decide_by=None)
    """

    decision: Key
    child: Id
    matter: Text | None = None
    #: The records, or the items in them, whose events it answers: a plan, a review, a significant event.
    answers: tuple[Link, ...] = ()
    decide_by: Deadline | None = None


@content("oversight.considered", Audience.CHILD_FILE, verb="consider")
class MatterConsidered(Content):
    """The matter was considered: the options, the manager's challenge, and the support given to the worker.

    >>> MatterConsidered(decision="d-1", options=("a strategy meeting", "a visit first"))
    MatterConsidered(decision='d-1')
    """

    decision: Key
    options: tuple[Text, ...] = ()
    challenge: Text | None = None
    support: Text | None = None


@content("oversight.decided", Audience.CHILD_FILE, verb="decide", subjects=("child",))
class OversightDecided(Content):
    """A decision on the day of the entry, to act or not to act, and why.

    The entry's `on` and `at` are when it was decided, its `recorded` the day on which it was written down. `decider` is
    whoever had the authority, where another person wrote the entry. A decision of an emergency may come first: it
    then says for which child it is, and which events it answers.

    >>> decided = OversightDecided(decision="d-1", decided="he does not return tonight", to_act=True, level="night")
    >>> decided.to_act, decided.level
    (True, 'night')
    """

    decision: Key
    decided: Text
    #: False for a decision not to act, which is a decision in full.
    to_act: bool
    rationale: Text | None = None
    options: tuple[Text, ...] = ()
    #: The direction that it gives to the worker.
    direction: Text | None = None
    challenge: Text | None = None
    support: Text | None = None
    decider: Id | None = None
    #: The level of the decision, by the council's own table of authority: "accommodate-a-child".
    level: Key | None = None
    how: OversightMode | None = None
    #: Everybody who took part: both parties of a call.
    between: tuple[Id, ...] = ()
    #: The time at which it was written down, "09:10".
    recorded_at: Time | None = None
    child: Id | None = None
    answers: tuple[Link, ...] = ()


@content("oversight.deferred", Audience.CHILD_FILE, verb="defer")
class DecisionDeferred(Content):
    """The decision waits until a day, for something.

    >>> from datetime import date
    >>> DecisionDeferred(decision="d-1", until=Deadline.on(date(2025, 4, 1)), awaiting="the paediatrician").until.day
    datetime.date(2025, 4, 1)
    """

    decision: Key
    until: Deadline
    awaiting: Text


@content("oversight.escalated", Audience.CHILD_FILE, verb="escalate")
class DecisionEscalated(Content):
    """The matter went to somebody with more authority, or was escalated by a reviewing officer or a chair.

    >>> DecisionEscalated(decision="d-1", to="head-of-service", why="it is above a team manager")
    DecisionEscalated(decision='d-1', to='head-of-service', route=<EscalationRoute.LINE: 'line'>)
    """

    decision: Key
    to: Id
    why: Text
    route: EscalationRoute = EscalationRoute.LINE


@content("oversight.communicated", Audience.CHILD_FILE, verb="communicate")
class Communicated(Content):
    """Somebody was told of the decision: who, how, and through which interpreter.

    >>> Communicated(decision="d-1", to="parent-1", how=OversightMode.TELEPHONE, interpreter="interpreter-1")
    Communicated(decision='d-1', to='parent-1', how=<OversightMode.TELEPHONE: 'telephone'>, interpreter='interpreter-1')
    """

    decision: Key
    to: Id
    how: OversightMode | None = None
    interpreter: Id | None = None
    note: Text | None = None


@content("oversight.countersigned", Audience.CHILD_FILE, verb="countersign")
class Countersigned(Content):
    """Whoever wrote this entry agrees to the decision at a second level, as a panel or a service manager does.

    >>> Countersigned(decision="d-1")
    Countersigned(decision='d-1')
    """

    decision: Key
    comment: Text | None = None


@content("oversight.dissented", Audience.CHILD_FILE, verb="dissent")
class Dissented(Content):
    """Whoever wrote this entry disagrees with the decision. The decision stands, and the file says that they do.

    >>> Dissented(decision="d-1")
    Dissented(decision='d-1')
    """

    decision: Key


@content("oversight.dissent_words", Audience.PERSONAL, verb="put_dissent_in_words", item=("oversight", "decision"))
class DissentWords(Content):
    """The words of a dissent: personal to whoever wrote them, unless they give another audience.

    >>> print(DissentWords(decision="d-1", words="I asked for a strategy meeting").default_audience)
    personal
    """

    decision: Key
    words: Text


@content("oversight.implemented", Audience.CHILD_FILE, verb="implement")
class DecisionImplemented(Content):
    """The decision was carried out.

    >>> DecisionImplemented(decision="d-1", what="he was placed with the carer that he knows")
    DecisionImplemented(decision='d-1')
    """

    decision: Key
    what: Text


@content("oversight.reviewed", Audience.CHILD_FILE, verb="review")
class DecisionReviewed(Content):
    """The decision was looked at again: upheld, or revised by another decision.

    >>> DecisionReviewed(decision="d-1", outcome=ReviewOfDecision.UPHELD, why="nothing has changed")
    DecisionReviewed(decision='d-1', outcome=<ReviewOfDecision.UPHELD: 'upheld'>, revised_by=None)
    """

    decision: Key
    outcome: ReviewOfDecision
    why: Text
    #: The decision that takes its place.
    revised_by: Key | None = None
