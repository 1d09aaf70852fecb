"""The entries of a hypothesis, and its moves: floated, held, widened, set aside, and never proved by a worker."""

from typing import Final

from reflective.errors import BadValue
from reflective.fields import Id, Text
from reflective.records.content import Audience, Content, Link, content
from reflective.records.machine import SAME, Machine, Row, State

__all__ = [
    "HYPOTHESIS",
    "JUDGED",
    "Established",
    "Evidence",
    "Floated",
    "HypothesisStatus",
    "Judged",
    "Revised",
    "StaysLive",
    "Widened",
    "WouldChangeOurMind",
]


class HypothesisStatus(State):
    """How a hypothesis stands with those who hold it."""

    NOT_STARTED = "not_started"
    FLOATED = "floated"
    HELD = "held"
    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"
    #: The first view stays, beside more than it could see.
    WIDENED = "widened"
    #: Another hypothesis takes its place, and names it.
    REVISED = "revised"
    SET_ASIDE = "set_aside"
    #: A court, or whoever else decides what is a fact, found that it is so. No worker judges a hypothesis to be that.
    ESTABLISHED = "established"


@content("hypothesis.floated", Audience.CHILD_FILE, verb="float", subjects=("of", "for_children"), opens=True)
class Floated(Content):
    """The hypothesis as it was first put; `revises` names the one whose place it takes.

    >>> Floated(statement="he is tired of being told", of=("parent-2",))
    Floated(whose=None, of=('parent-2',), revises=None)
    """

    statement: Text
    #: The person whose explanation it is, such as a mother's own; None where it is that of those who write.
    whose: Id | None = None
    of: tuple[Id, ...] = ()
    #: The meaning for each child, as (child, what it means).
    for_children: tuple[tuple[Id, Text], ...] = ()
    revises: Link | None = None


@content("hypothesis.evidence", Audience.CHILD_FILE)
class Evidence(Content):
    """Something that speaks for it or against it, and whose word that rests on.

    >>> Evidence(what="he stayed for the whole visit", supports=False)
    Evidence(supports=False, told_by=None, of=None)
    """

    what: Text
    #: True for, False against.
    supports: bool
    told_by: Id | None = None
    of: Link | None = None


@content("hypothesis.would_change_our_mind", Audience.CHILD_FILE)
class WouldChangeOurMind(Content):
    """An observation that would make us think otherwise; `tested_by` is the action that would show it.

    >>> WouldChangeOurMind(what="he comes to the review")
    WouldChangeOurMind(tested_by=None)
    """

    what: Text
    tested_by: Link | None = None


@content("hypothesis.stays_live", Audience.CHILD_FILE)
class StaysLive(Content):
    """A harm or a risk that stays in sight beside any kinder way of seeing.

    >>> StaysLive(what="alcohol, and its impact on the children")
    StaysLive()
    """

    what: Text


#: The changes of mind that say no more than what they rest on.
JUDGED: Final = frozenset(
    {HypothesisStatus.HELD, HypothesisStatus.STRENGTHENED, HypothesisStatus.WEAKENED, HypothesisStatus.SET_ASIDE}
)


class _ChangeOfMind(Content):
    """A change of status. It gives a reason, or cites the evidence that it rests on."""

    __slots__ = ()
    because: Text | None
    cites: tuple[Link, ...]

    def __attrs_post_init__(self) -> None:
        if self.because is None and not self.cites:
            raise BadValue(
                name="because", wanted="given where no evidence is cited: a change of mind rests on something"
            )


@content("hypothesis.judged", Audience.CHILD_FILE, verb="judge")
class Judged(_ChangeOfMind):
    """The hypothesis was held, strengthened, weakened or set aside.

    >>> Judged(status=HypothesisStatus.WEAKENED, because="he stayed for the whole visit")
    Judged(status=<HypothesisStatus.WEAKENED: 'weakened'>, cites=())
    >>> Judged(status=HypothesisStatus.WEAKENED)
    Traceback (most recent call last):
        ...
    reflective.errors.BadValue: because must be given where no evidence is cited: a change of mind rests on something
    """

    status: HypothesisStatus
    because: Text | None = None
    #: Places in this log, or elsewhere, of the evidence it cites.
    cites: tuple[Link, ...] = ()

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.status not in JUDGED:
            raise BadValue(
                name="status",
                wanted=f"one of {', '.join(sorted(JUDGED))}; widening, revising and establishing have a call each",
            )


@content("hypothesis.widened", Audience.CHILD_FILE, verb="widen")
class Widened(_ChangeOfMind):
    """The view was widened: the first one stays, and this stands beside it.

    >>> Widened(to="services were in his own childhood", because="his mother said so")
    Widened(cites=())
    """

    to: Text
    because: Text | None = None
    cites: tuple[Link, ...] = ()


@content("hypothesis.revised", Audience.CHILD_FILE, verb="revise")
class Revised(_ChangeOfMind):
    """Another hypothesis takes its place.

    >>> Revised(by=Link(record="hypothesis-2"), because="the letter came")
    Revised(by=Link(record='hypothesis-2', place=None, item=None), cites=())
    """

    by: Link
    because: Text | None = None
    cites: tuple[Link, ...] = ()


@content("hypothesis.established", Audience.CHILD_FILE, verb="establish")
class Established(Content):
    """A court, or whoever else decides what is a fact, found so. The entry has a source, or the record that says it.

    >>> Established(finding="the injury was an accident", found_by="the Family Court")
    Established(found_in=None)
    """

    finding: Text
    #: Who found it, in the words of the source: "the Family Court, at the fact-finding hearing".
    found_by: Text
    #: The record in which the finding is.
    found_in: Link | None = None


_LIVE: Final[Row] = {
    Judged: JUDGED,
    Widened: HypothesisStatus.WIDENED,
    Revised: HypothesisStatus.REVISED,
    Established: HypothesisStatus.ESTABLISHED,
}

#: The moves of a hypothesis. No worker proves one, and one that was set aside can be taken up again. A finding of fact
#: stays one, whatever wider view stands beside it, until another hypothesis takes its place.
HYPOTHESIS: Final = Machine(
    "hypothesis",
    start=HypothesisStatus.NOT_STARTED,
    table={
        HypothesisStatus.NOT_STARTED: {Floated: HypothesisStatus.FLOATED},
        HypothesisStatus.FLOATED: _LIVE,
        HypothesisStatus.HELD: {**_LIVE, Judged: JUDGED - {HypothesisStatus.HELD}},
        HypothesisStatus.STRENGTHENED: _LIVE,
        HypothesisStatus.WEAKENED: _LIVE,
        HypothesisStatus.WIDENED: _LIVE,
        HypothesisStatus.REVISED: {},
        HypothesisStatus.SET_ASIDE: {Judged: HypothesisStatus.HELD, Established: HypothesisStatus.ESTABLISHED},
        HypothesisStatus.ESTABLISHED: {Established: SAME, Widened: SAME, Revised: HypothesisStatus.REVISED},
    },
    choose={Judged: lambda _facts, entry: entry.content.status},
)
