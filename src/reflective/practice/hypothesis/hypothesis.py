"""Ways of understanding, with what speaks for and against each: floated, held, widened, set aside, never proved."""

import enum
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final, Self, TypeVar

from reflective.errors import MoveNotAllowed, ReflectiveError
from reflective.fields import Id, Text, value
from reflective.records.entry import Audience, Content, Entry, Link
from reflective.records.log import Record

if TYPE_CHECKING:
    from typing import Unpack

    from reflective.records.entry import Written

__all__ = [
    "HYPOTHESIS_MOVES",
    "Evidence",
    "Floated",
    "Hypothesis",
    "HypothesisStatus",
    "HypothesisStep",
    "Judged",
    "StaysLive",
    "WouldChangeOurMind",
]


class HypothesisStatus(enum.StrEnum):
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


class HypothesisStep(enum.StrEnum):
    """What a step from one status to another is."""

    FLOAT = "float"
    HOLD = "hold"
    STRENGTHEN = "strengthen"
    WEAKEN = "weaken"
    WIDEN = "widen"
    REVISE = "revise"
    SET_ASIDE = "set_aside"


_LIVE: Final[Mapping[HypothesisStatus, HypothesisStep]] = {
    HypothesisStatus.HELD: HypothesisStep.HOLD,
    HypothesisStatus.STRENGTHENED: HypothesisStep.STRENGTHEN,
    HypothesisStatus.WEAKENED: HypothesisStep.WEAKEN,
    HypothesisStatus.WIDENED: HypothesisStep.WIDEN,
    HypothesisStatus.REVISED: HypothesisStep.REVISE,
    HypothesisStatus.SET_ASIDE: HypothesisStep.SET_ASIDE,
}

#: Which status may follow which. Nothing is proved, and what was set aside can be taken up again.
HYPOTHESIS_MOVES: Final[Mapping[HypothesisStatus, Mapping[HypothesisStatus, HypothesisStep]]] = {
    HypothesisStatus.NOT_STARTED: {HypothesisStatus.FLOATED: HypothesisStep.FLOAT},
    HypothesisStatus.FLOATED: _LIVE,
    HypothesisStatus.HELD: {to: change for to, change in _LIVE.items() if to is not HypothesisStatus.HELD},
    HypothesisStatus.STRENGTHENED: _LIVE,
    HypothesisStatus.WEAKENED: _LIVE,
    HypothesisStatus.WIDENED: _LIVE,
    HypothesisStatus.REVISED: {},
    HypothesisStatus.SET_ASIDE: {HypothesisStatus.HELD: HypothesisStep.HOLD},
}


@value(kw_only=True)
class Floated(Content):
    """The hypothesis as it was first put; `revises` names the one whose place it takes."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    statement: Text
    of: tuple[Id, ...] = ()
    #: What it would mean for each child, as (child, what it means).
    for_children: tuple[tuple[Id, Text], ...] = ()
    revises: Link | None = None


@value(kw_only=True)
class Evidence(Content):
    """Something that speaks for it or against it, and whose word that rests on."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    what: Text
    #: True for, False against.
    supports: bool
    told_by: Id | None = None
    of: Link | None = None


@value(kw_only=True)
class WouldChangeOurMind(Content):
    """What, if it were seen, would make us think otherwise; `tested_by` is the action that would show it."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    what: Text
    tested_by: Link | None = None


@value(kw_only=True)
class StaysLive(Content):
    """What no wider view removes: a harm or a risk that stays in sight beside any kinder way of seeing."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    what: Text


@value(kw_only=True)
class Judged(Content):
    """A change of status, and what it rests on; a widening says what the view is widened to."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    status: HypothesisStatus
    because: Text | None = None
    #: Places in this log, or elsewhere, of the evidence it cites.
    cites: tuple[Link, ...] = ()
    widened_to: Text | None = None
    #: The hypothesis that takes its place, where it is revised.
    revised_as: Link | None = None


_K = TypeVar("_K", bound=Content)


class Hypothesis(Record[Content, HypothesisStatus]):
    """One way of understanding, and what became of it. A kinder one never removes what a child lives with."""

    NOUN: ClassVar[str] = "hypothesis"

    def float(
        self,
        statement: str,
        *,
        of: tuple[str, ...] = (),
        for_children: tuple[tuple[str, str], ...] = (),
        revises: Link | None = None,
        **written: "Unpack[Written]",
    ) -> Self:
        """Put it: what it says, of whom, and what it would mean for each child."""
        content = Floated(statement=statement, of=of, for_children=for_children, revises=revises)
        return self.add(content, **written)

    def evidence_for(self, what: str, *, told_by: str | None = None, **written: "Unpack[Written]") -> Self:
        """Add something that speaks for it."""
        return self.add(Evidence(what=what, supports=True, told_by=told_by), **written)

    def evidence_against(self, what: str, *, told_by: str | None = None, **written: "Unpack[Written]") -> Self:
        """Add something that speaks against it."""
        return self.add(Evidence(what=what, supports=False, told_by=told_by), **written)

    def judge(
        self,
        status: HypothesisStatus,
        because: str | None = None,
        *,
        cites: tuple[Link, ...] = (),
        **written: "Unpack[Written]",
    ) -> Self:
        """Hold, strengthen, weaken or set it aside, on what is said or cited."""
        return self.add(Judged(status=status, because=because, cites=cites), **written)

    def widen(
        self, to: str, because: str | None = None, *, cites: tuple[Link, ...] = (), **written: "Unpack[Written]"
    ) -> Self:
        """Keep the first view and set more beside it than it could see."""
        return self.add(Judged(status=HypothesisStatus.WIDENED, because=because, cites=cites, widened_to=to), **written)

    def revise(
        self, new_id: str, statement: str, because: str, **written: "Unpack[Written]"
    ) -> "tuple[Hypothesis, Hypothesis]":
        """This one, revised, and the one that takes its place: each names the other, and neither is lost."""
        revised_as = Link(record=new_id)
        old = self.add(Judged(status=HypothesisStatus.REVISED, because=because, revised_as=revised_as), **written)
        new = Hypothesis(id=new_id).float(statement, revises=Link(record=self.id), **written)
        return old, new

    # Questions

    def status(self, as_of: date) -> HypothesisStatus:
        """How it stood on a day."""
        return self.state(as_of)

    def allowed(self, as_of: date) -> tuple[HypothesisStatus, ...]:
        """What it may become from there."""
        return tuple(HYPOTHESIS_MOVES[self.state(as_of)])

    def statement(self, as_of: date) -> str | None:
        """What it said when it was floated; None before."""
        return next((one.statement for _, one in self._of(Floated, as_of)), None)

    def views(self, as_of: date) -> tuple[str, ...]:
        """The first view and every widening of it, in order: none takes another's place."""
        first = self.statement(as_of)
        wider = [one.widened_to for _, one in self._of(Judged, as_of) if one.widened_to is not None]
        return (*(() if first is None else (first,)), *wider)

    def history(self, as_of: date) -> tuple[tuple[int, date, HypothesisStatus], ...]:
        """Every status it has had, as (place, day, status), in the order of the days."""
        steps = []
        for place, entry in self.standing(as_of):
            to = _target(entry.content)
            if to is not None:
                steps.append((place, entry.on, to))
        return tuple(steps)

    def evidence(self, as_of: date, *, supports: bool | None = None) -> tuple[tuple[int, Evidence], ...]:
        """What speaks for it, against it, or both, with places, in the order of the days."""
        return tuple(
            (place, one) for place, one in self._of(Evidence, as_of) if supports is None or one.supports is supports
        )

    def stays_live(self, as_of: date) -> tuple[tuple[int, StaysLive], ...]:
        """What stays in sight beside it, with places, in the order of the days."""
        return self._of(StaysLive, as_of)

    def missing(self, as_of: date) -> tuple[str, ...]:
        """What a tested hypothesis would still want on the record, in words; advisory, and nothing waits for it."""
        wants = []
        if not self.evidence(as_of, supports=False):
            wants.append("anything that speaks against it")
        if not self._of(WouldChangeOurMind, as_of):
            wants.append("what would change our mind")
        floated = [one for _, one in self._of(Floated, as_of)]
        if not any(one.for_children for one in floated):
            wants.append("what it would mean for each child")
        return tuple(wants)

    def _of(self, kind: type[_K], as_of: date) -> tuple[tuple[int, _K], ...]:
        return tuple((place, entry.content) for place, entry in self.standing(as_of) if isinstance(entry.content, kind))

    # The machine

    def _start(self) -> HypothesisStatus:
        return HypothesisStatus.NOT_STARTED

    def _next(self, state: HypothesisStatus, entry: Entry[Content]) -> HypothesisStatus:
        return _target(entry.content) or state

    def _refusal(self, state: HypothesisStatus, entry: Entry[Content]) -> ReflectiveError | None:
        content = entry.content
        to = _target(content)
        if to is None:
            return (
                None if state is not HypothesisStatus.NOT_STARTED else self._refused(state, entry.on, "float it first")
            )
        if to not in HYPOTHESIS_MOVES[state]:
            return self._refused(state, entry.on)
        if isinstance(content, Judged) and to is HypothesisStatus.FLOATED:
            return self._refused(state, entry.on, "float it first")
        if isinstance(content, Judged):
            return self._unfounded(state, content, entry.on)
        return None

    def _unfounded(self, state: HypothesisStatus, content: Judged, on: date) -> ReflectiveError | None:
        if content.because is None and not content.cites:
            return self._refused(state, on, "a change of mind says because, or cites its evidence")
        if (content.status is HypothesisStatus.WIDENED) != (content.widened_to is not None):
            return self._refused(state, on, "a widening, and nothing else, says what the view is widened to")
        if (content.status is HypothesisStatus.REVISED) != (content.revised_as is not None):
            return self._refused(state, on, "a revision, and nothing else, names what takes its place")
        return None

    def _refused(self, state: HypothesisStatus, on: date, remedy: str = "") -> MoveNotAllowed:
        allowed = tuple(map(str, HYPOTHESIS_MOVES[state]))
        return MoveNotAllowed(record=self.id, noun=self.NOUN, on=on, state=str(state), allowed=allowed, remedy=remedy)


def _target(content: Content) -> HypothesisStatus | None:
    """What an entry makes of the hypothesis, or None where it only adds to it."""
    match content:
        case Floated():
            return HypothesisStatus.FLOATED
        case Judged(status=status):
            return status
    return None
