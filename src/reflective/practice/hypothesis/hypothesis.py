"""Ways of understanding, with what speaks for and against each: floated, held, widened, set aside, never proved."""

from datetime import date
from typing import Any, ClassVar, Final, Self, Unpack

from reflective.errors import BadValue, ReflectiveError
from reflective.fields import Id, Text
from reflective.records.content import Audience, Content, Link, content
from reflective.records.entry import Entry, Written
from reflective.records.kind import NoFacts
from reflective.records.log import Record
from reflective.records.machine import Machine, Row, State

__all__ = [
    "HYPOTHESIS",
    "Evidence",
    "Floated",
    "Hypothesis",
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


@content("hypothesis.floated", Audience.CHILD_FILE, verb="float")
class Floated(Content):
    """The hypothesis as it was first put; `revises` names the one whose place it takes."""

    statement: Text
    of: tuple[Id, ...] = ()
    #: What it would mean for each child, as (child, what it means).
    for_children: tuple[tuple[Id, Text], ...] = ()
    revises: Link | None = None


@content("hypothesis.evidence", Audience.CHILD_FILE)
class Evidence(Content):
    """Something that speaks for it or against it, and whose word that rests on."""

    what: Text
    #: True for, False against.
    supports: bool
    told_by: Id | None = None
    of: Link | None = None


@content("hypothesis.would_change_our_mind", Audience.CHILD_FILE)
class WouldChangeOurMind(Content):
    """What, if it were seen, would make us think otherwise; `tested_by` is the action that would show it."""

    what: Text
    tested_by: Link | None = None


@content("hypothesis.stays_live", Audience.CHILD_FILE)
class StaysLive(Content):
    """A harm or a risk that stays in sight beside any kinder way of seeing."""

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
    """The hypothesis was held, strengthened, weakened or set aside."""

    status: HypothesisStatus
    because: Text | None = None
    #: Places in this log, or elsewhere, of the evidence it cites.
    cites: tuple[Link, ...] = ()

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.status not in JUDGED:
            raise BadValue(
                name="status", wanted=f"one of {', '.join(sorted(JUDGED))}; widening and revising have a call each"
            )


@content("hypothesis.widened", Audience.CHILD_FILE, verb="widen")
class Widened(_ChangeOfMind):
    """The view was widened: the first one stays, and this stands beside it."""

    to: Text
    because: Text | None = None
    cites: tuple[Link, ...] = ()


@content("hypothesis.revised", Audience.CHILD_FILE, verb="revise")
class Revised(_ChangeOfMind):
    """Another hypothesis takes its place."""

    by: Link
    because: Text | None = None
    cites: tuple[Link, ...] = ()


_LIVE: Final[Row] = {Judged: JUDGED, Widened: HypothesisStatus.WIDENED, Revised: HypothesisStatus.REVISED}

#: The moves of a hypothesis. Nothing is proved, and one that was set aside can be taken up again.
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
        HypothesisStatus.SET_ASIDE: {Judged: HypothesisStatus.HELD},
    },
    choose={Judged: lambda _facts, entry: entry.content.status},
)


class Hypothesis(Record[NoFacts]):
    """One way of understanding, and what became of it. A kinder one never removes what a child lives with."""

    KIND: ClassVar[str] = "hypothesis"
    NOUN: ClassVar[str] = "hypothesis"
    machines = (HYPOTHESIS,)
    takes = (Evidence, WouldChangeOurMind, StaysLive)

    def float(
        self,
        statement: str,
        *,
        of: tuple[str, ...] = (),
        for_children: tuple[tuple[str, str], ...] = (),
        revises: Link | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Float it: what it says, about whom, and what it would mean for each child."""
        content = Floated(statement=statement, of=of, for_children=for_children, revises=revises)
        return self.add(content, **written)

    def evidence_for(self, what: str, *, told_by: str | None = None, **written: Unpack[Written]) -> Self:
        """Add something that speaks for it."""
        return self.add(Evidence(what=what, supports=True, told_by=told_by), **written)

    def evidence_against(self, what: str, *, told_by: str | None = None, **written: Unpack[Written]) -> Self:
        """Add something that speaks against it."""
        return self.add(Evidence(what=what, supports=False, told_by=told_by), **written)

    def judge(
        self,
        status: HypothesisStatus,
        because: str | None = None,
        *,
        cites: tuple[Link, ...] = (),
        **written: Unpack[Written],
    ) -> Self:
        """Hold, strengthen, weaken or set it aside, on what is said or cited."""
        return self.add(Judged(status=status, because=because, cites=cites), **written)

    def widen(
        self, to: str, because: str | None = None, *, cites: tuple[Link, ...] = (), **written: Unpack[Written]
    ) -> Self:
        """Keep the first view and set more beside it than it could see."""
        return self.add(Widened(to=to, because=because, cites=cites), **written)

    def revise(
        self, new_id: str, statement: str, because: str, **written: Unpack[Written]
    ) -> "tuple[Hypothesis, Hypothesis]":
        """This one, revised, and the one that takes its place: each names the other, and neither is lost."""
        old = self.add(Revised(by=Link(record=new_id), because=because), **written)
        new = Hypothesis(id=new_id).float(statement, revises=Link(record=self.id), **written)
        return old, new

    # Questions

    def status(self, as_of: date) -> HypothesisStatus:
        """How it stood on a day."""
        return self.at(HYPOTHESIS, as_of)  # type: ignore[no-any-return]

    def statement(self, as_of: date) -> str | None:
        """The statement with which it was floated; None before."""
        return next((one.statement for _, one in self._told(Floated, as_of)), None)

    def views(self, as_of: date) -> tuple[str, ...]:
        """The first view and every widening of it, in order: none takes another's place."""
        first = self.statement(as_of)
        wider = [one.to for _, one in self._told(Widened, as_of)]
        return (*(() if first is None else (first,)), *wider)

    def history(self, as_of: date) -> tuple[tuple[int, date, HypothesisStatus], ...]:
        """Every status it has had, as (place, day, status), in the order of the days."""
        steps, at = [], HYPOTHESIS.start
        for place, entry in self.standing(as_of):
            if type(entry.content) in HYPOTHESIS.kinds:
                at = HYPOTHESIS.after(at, None, entry)
                steps.append((place, entry.on, HypothesisStatus(at)))
        return tuple(steps)

    def evidence(self, as_of: date, *, supports: bool | None = None) -> tuple[tuple[int, Evidence], ...]:
        """The evidence for it, against it, or both, with places, in the order of the days."""
        return tuple(
            (place, one) for place, one in self._told(Evidence, as_of) if supports is None or one.supports is supports
        )

    def stays_live(self, as_of: date) -> tuple[tuple[int, StaysLive], ...]:
        """The harms and risks that stay in sight beside it, with places, in the order of the days."""
        return self._told(StaysLive, as_of)

    def missing(self, as_of: date) -> tuple[str, ...]:
        """The parts of a tested hypothesis that are not evidenced on the record, in words. Nothing waits for them."""
        wants = []
        if not self.evidence(as_of, supports=False):
            wants.append("anything that speaks against it")
        if not self._told(WouldChangeOurMind, as_of):
            wants.append("what would change our mind")
        floated = [one for _, one in self._told(Floated, as_of)]
        if not any(one.for_children for one in floated):
            wants.append("what it would mean for each child")
        return tuple(wants)

    def _misfit(self, facts: NoFacts, states: Any, entry: Entry[Any]) -> ReflectiveError | None:
        if states or type(entry.content) in HYPOTHESIS.kinds:
            return None
        return self._not_allowed(HYPOTHESIS, facts, states, entry, remedy="float it first")
