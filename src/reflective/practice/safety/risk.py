"""The entries of a named person's judgement of a risk: dated, with reasons, a review and an end, and never computed."""

from datetime import date
from typing import Final

from reflective.fields import Id, Key, Text
from reflective.records.content import Audience, Content, content
from reflective.records.machine import SAME, Machine, State
from reflective.timescales import Deadline

__all__ = ["RISK_JUDGEMENT", "RiskEnded", "RiskJudged", "RiskReviewed", "RiskStatus"]


class RiskStatus(State):
    """Whether somebody stands by a judgement of a risk."""

    NOT_JUDGED = "not_judged"
    JUDGED = "judged"
    ENDED = "ended"


@content("safety.risk_judged", Audience.CHILD_FILE, verb="judge_risk", subjects=("child",))
class RiskJudged(Content):
    """Whoever the entry is by judges a risk to a child, in words: of what, how they see it, and why.

    >>> from reflective.timescales import Deadline
    >>> judged = RiskJudged(
    ...     risk="alcohol",
    ...     child="child-1",
    ...     of="being alone with him when he drinks",
    ...     judged="likely at weekends",
    ...     because="it happened twice in June",
    ...     review=Deadline.on(date(2021, 10, 4)),
    ... )
    >>> judged.risk, judged.until
    ('alcohol', None)
    """

    risk: Key
    child: Id
    of: Text
    judged: Text
    because: Text
    review: Deadline
    #: The last day on which it is taken to hold; None where it holds until somebody ends it.
    until: date | None = None


@content("safety.risk_reviewed", Audience.CHILD_FILE, verb="review_risk")
class RiskReviewed(Content):
    """The judgement was looked at again by whoever the entry is by: how they see it now, and why.

    >>> RiskReviewed(risk="alcohol", judged="as before", because="nothing has changed").review is None
    True
    """

    risk: Key
    judged: Text
    because: Text
    review: Deadline | None = None
    until: date | None = None


@content("safety.risk_ended", Audience.CHILD_FILE, verb="end_risk")
class RiskEnded(Content):
    """Nobody stands by the judgement any longer, and why.

    >>> RiskEnded(risk="alcohol", because="he lives in Leeds")
    RiskEnded(risk='alcohol')
    """

    risk: Key
    because: Text


#: The moves of a judgement. A judgement that ended is made anew under another id.
RISK_JUDGEMENT: Final = Machine(
    "risk judgement",
    item="risk",
    start=RiskStatus.NOT_JUDGED,
    table={
        RiskStatus.NOT_JUDGED: {RiskJudged: RiskStatus.JUDGED},
        RiskStatus.JUDGED: {RiskReviewed: SAME, RiskEnded: RiskStatus.ENDED},
        RiskStatus.ENDED: {},
    },
    remedies={
        RiskJudged: lambda at: {
            RiskStatus.JUDGED: "review the judgement that stands",
            RiskStatus.ENDED: "give the new judgement an id of its own",
        }.get(at, "")
    },
)
