"""Ways of understanding, with what speaks for and against each: floated, held, widened, set aside, revised."""

from datetime import date
from typing import Any, ClassVar, Self, Unpack

from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.practice.hypothesis.contents import (
    HYPOTHESIS,
    Established,
    Evidence,
    Floated,
    HypothesisStatus,
    Judged,
    Revised,
    StaysLive,
    Widened,
    WouldChangeOurMind,
)
from reflective.records.content import Link
from reflective.records.entry import Entry, Written
from reflective.records.kind import NoFacts
from reflective.records.links import dangling
from reflective.records.log import Record

__all__ = ["Hypothesis"]


class Hypothesis(Record[NoFacts]):
    """One way of understanding, and what became of it. A kinder one never removes what a child lives with.

    >>> day = date(2021, 9, 6)
    >>> view = Hypothesis(id="hypothesis-1").float("he is tired of being told", on=day, recorded=day, by="worker-1")
    >>> print(view.status(as_of=day))
    floated
    """

    KIND: ClassVar[str] = "hypothesis"
    NOUN: ClassVar[str] = "hypothesis"
    machines = (HYPOTHESIS,)
    takes = (Evidence, WouldChangeOurMind, StaysLive)

    def float(
        self,
        statement: str,
        *,
        whose: str | None = None,
        of: tuple[str, ...] = (),
        for_children: tuple[tuple[str, str], ...] = (),
        revises: Link | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Float it: what it says, whose explanation it is, about whom, and what it would mean for each child."""
        content = Floated(statement=statement, whose=whose, of=of, for_children=for_children, revises=revises)
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

    def establish(
        self, finding: str, found_by: str, *, found_in: Link | None = None, **written: Unpack[Written]
    ) -> Self:
        """Record that a court found it to be so, or whoever else decides what is a fact.

        Raises `BadEntry` without a `source` and without the record that says it (`found_in`).
        """
        return self.add(Established(finding=finding, found_by=found_by, found_in=found_in), **written)

    def revise(
        self, new_id: str, statement: str, because: str, **written: Unpack[Written]
    ) -> "tuple[Hypothesis, Hypothesis]":
        """This one, revised, and the one that takes its place: each names the other, and neither is lost.

        The new one is about the same people and for the same readers, unless something else is said.
        """
        old = self.add(Revised(by=Link(record=new_id), because=because), **written)
        last = old.entries[-1]
        same: Written = {
            **written,
            "about": last.about,
            "audience": last.audience,
            "owner": last.owner,
            "withheld_from": last.withheld_from,
        }
        of = next((one.of for _, one in self._entries_of(Floated, last.on)), ())
        return old, Hypothesis(id=new_id).float(statement, of=of, revises=Link(record=self.id), **same)

    # Questions

    def status(self, as_of: date) -> HypothesisStatus:
        """How it stood on a day."""
        return self.at(HYPOTHESIS, as_of)  # type: ignore[no-any-return]

    def statement(self, as_of: date) -> str | None:
        """The statement with which it was floated; None before."""
        return next((one.statement for _, one in self._entries_of(Floated, as_of)), None)

    def views(self, as_of: date) -> tuple[str, ...]:
        """The first view and every widening of it, in order: none takes another's place."""
        first = self.statement(as_of)
        wider = [one.to for _, one in self._entries_of(Widened, as_of)]
        return (*(() if first is None else (first,)), *wider)

    def findings(self, as_of: date) -> tuple[tuple[int, Established], ...]:
        """The findings of fact by a day, with places, in the order of the days."""
        return self._entries_of(Established, as_of)

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
            (place, one)
            for place, one in self._entries_of(Evidence, as_of)
            if supports is None or one.supports is supports
        )

    def stays_live(self, as_of: date) -> tuple[tuple[int, StaysLive], ...]:
        """The harms and risks that stay in sight beside it, with places, in the order of the days."""
        return self._entries_of(StaysLive, as_of)

    def missing(self, as_of: date) -> tuple[str, ...]:
        """The parts of a tested hypothesis that are not evidenced on the record, in words. Nothing waits for them.

        A finding of fact was tested where it was found, and asks only what it would mean for each child.
        """
        wants = []
        found = self.status(as_of) is HypothesisStatus.ESTABLISHED
        if not found and not self.evidence(as_of, supports=False):
            wants.append("anything that speaks against it")
        if not found and not self._entries_of(WouldChangeOurMind, as_of):
            wants.append("what would change our mind")
        floated = [one for _, one in self._entries_of(Floated, as_of)]
        if not any(one.for_children for one in floated):
            wants.append("what it would mean for each child")
        return tuple(wants)

    def _misfit(self, facts: NoFacts, states: Any, entry: Entry[Any]) -> ReflectiveError | None:
        content = entry.content
        if not states and type(content) not in HYPOTHESIS.kinds:
            return self._not_allowed(HYPOTHESIS, facts, states, entry, remedy="float it first")
        match content:
            case Established(found_in=None) if entry.source is None:
                why = "a finding of fact has its source: give `source`, or `found_in`, the record that says it"
                return BadEntry(code="finding.source", record=self.id, why=why)
            case Floated(revises=Link() as other) | Revised(by=other) if other.record == self.id:
                why = "a hypothesis takes the place of another one"
                return BadEntry(code="hypothesis.of_itself", record=self.id, why=why)
            case Judged() | Widened() | Revised() if dangling(self, *content.cites):
                return UnknownId(noun="entry", where=f"hypothesis {self.id}")
            case Evidence(of=link) if dangling(self, link):
                return UnknownId(noun="entry", where=f"hypothesis {self.id}")
        return None
