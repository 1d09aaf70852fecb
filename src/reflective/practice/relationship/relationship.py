"""One worker's relationship with one family member: its stage, with evidence and in the words used, and its breaks."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final, Self, Unpack

from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.fields import check
from reflective.practice.relationship.contact import RELATIONSHIP, RelationshipFacts, RelationshipState
from reflective.practice.relationship.contents import (
    Assessed,
    Barrier,
    ContactSteady,
    Enabler,
    Ended,
    EndingCalledOff,
    EndingPlanned,
    RelationshipOf,
    Repaired,
    RepairTried,
    Resumed,
    Ruptured,
    Tried,
    ViewGiven,
)
from reflective.practice.relationship.stages import RelationshipStages
from reflective.records.content import Content
from reflective.records.entry import Entry, Written
from reflective.records.log import Record
from reflective.rules import Event

__all__ = ["Relationship"]


class Relationship(Record[RelationshipFacts]):
    """One worker and one family member. Nothing here advances by itself: only what somebody writes moves it.

    >>> day = date(2021, 9, 6)
    >>> pair = Relationship(id="relationship-1").between("worker-1", "parent-2", on=day, recorded=day, by="worker-1")
    >>> print(pair.tie(as_of=day))
    not_recorded
    """

    KIND: ClassVar[str] = "relationship"
    NOUN: ClassVar[str] = "relationship"
    machines = (RELATIONSHIP,)
    takes = (ViewGiven, Barrier, Enabler, Tried)
    facts = RelationshipFacts

    def between(self, worker: str, family_member: str, *, child: bool = False, **written: Unpack[Written]) -> Self:
        """Say whose relationship this is: the first entry of it. It says nothing about their contact."""
        return self.add(RelationshipOf(worker=worker, family_member=family_member, child=child), **written)

    def assess(
        self,
        stage: str,
        *evidence: str,
        ladder: RelationshipStages | None = None,
        stated_as: tuple[str, ...] = (),
        ambiguity: str | None = None,
        went_back_because: str | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Judge the stage on at least one piece of evidence; raises `UnknownId` for a stage the ladder has not.

        The stage before the two have met needs no evidence. A stage further up than the next needs no more than its
        evidence: it is a judgement and not a count of steps. One lower than the last says why, and raises `BadEntry`
        without. Assessments on the shipped ladder are judged so wherever they are written; those on another, whose
        order the record does not hold, only here.
        """
        check("ladder", ladder, RelationshipStages | None)
        on = ladder or RelationshipStages.shipped()
        content = Assessed(
            stage=stage,
            ladder=on.id,
            ladder_version=on.version,
            evidence=evidence,
            met=not on.before_they_met(stage),
            stated_as=stated_as,
            ambiguity=ambiguity,
            went_back_because=went_back_because,
        )
        after = self.add(content, **written)
        refused = self._off(on, self.state(written["on"]).assessed, content)
        if refused is not None:
            raise refused
        return after

    def record_steady(self, seen: str, **written: Unpack[Written]) -> Self:
        """Record that the two are in touch as they should be, and what shows it."""
        return self.add(ContactSteady(seen=seen), **written)

    def rupture(self, what_happened: str, **written: Unpack[Written]) -> Self:
        """Record what broke it off, as it was seen or said. It needs no assessment before it."""
        return self.add(Ruptured(what_happened=what_happened), **written)

    def try_repair(self, step: str, **written: Unpack[Written]) -> Self:
        """Record a step towards them."""
        return self.add(RepairTried(step=step), **written)

    def repair(self, response: str, *, they_began: bool = False, **written: Unpack[Written]) -> Self:
        """Record how they answered; only that mends it.

        With `they_began` it is their own step that mends it: they rang, or apologised.
        """
        return self.add(Repaired(response=response, they_began=they_began), **written)

    def plan_ending(self, because: str, **written: Unpack[Written]) -> Self:
        """Say that the work will end: why, and how they are to be told."""
        return self.add(EndingPlanned(because=because), **written)

    def call_off_ending(self, because: str, **written: Unpack[Written]) -> Self:
        """Say that the work goes on after all. The contact is then as it was under the planned ending."""
        return self.add(EndingCalledOff(because=because), **written)

    def end(self, goodbye: str | None = None, *, handed_to: str | None = None, **written: Unpack[Written]) -> Self:
        """Record that it ended: whether there was a goodbye, and who goes on."""
        return self.add(Ended(goodbye=goodbye, handed_to=handed_to), **written)

    def resume(self, because: str, **written: Unpack[Written]) -> Self:
        """Begin it again after it ended. Its history stays; its contact and its stage are not recorded until they are.

        A stage that is assessed from then on is the first, and so lower than none.
        """
        return self.add(Resumed(because=because), **written)

    # Questions

    def pair(self, as_of: date) -> tuple[str, str] | None:
        """The worker and the family member; None before anybody said."""
        between = self.state(as_of).between
        return None if between is None else (between.worker, between.family_member)

    def tie(self, as_of: date) -> RelationshipState:
        """The state of the contact: not recorded, steady, broken off, being mended, ending or ended."""
        return self.state(as_of).tie

    def stage(self, as_of: date) -> str | None:
        """The stage last assessed since it began; None where none is recorded."""
        assessed = self.state(as_of).assessed
        return None if assessed is None else assessed.stage

    def stated_as(self, as_of: date) -> tuple[str, ...]:
        """The words that the last assessment gave the stage in."""
        assessed = self.state(as_of).assessed
        return () if assessed is None else assessed.stated_as

    def history(self, as_of: date) -> tuple[tuple[int, date, Assessed], ...]:
        """Every assessment, as (place, day, assessment), in the order of the days."""
        return tuple(
            (place, entry.on, entry.content)
            for place, entry in self.standing(as_of)
            if isinstance(entry.content, Assessed)
        )

    def events(self, as_of: date) -> tuple[Event, ...]:
        """Assessments, ruptures and repairs, about the family member; an assessment says its stage and its ladder."""
        pair = self.pair(as_of)
        if pair is None:
            return ()
        found = []
        for place, entry in self.standing(as_of):
            kind = _EVENTS.get(type(entry.content))
            facts: tuple[tuple[str, str], ...] = ()
            if isinstance(entry.content, Assessed):
                facts = (("stage", entry.content.stage), ("ladder", entry.content.ladder))
            if kind is not None:
                origin = (self.id, place)
                found.append(Event(subject=pair[1], kind=kind, on=entry.on, ref=self.id, facts=facts, origin=origin))
        return tuple(found)

    def _misfit(self, facts: RelationshipFacts, states: Any, entry: Entry[Any]) -> ReflectiveError | None:
        content = entry.content
        if facts.between is None and not isinstance(content, RelationshipOf):
            remedy = "say first whose relationship it is"
            return self._not_allowed(RELATIONSHIP, facts, states, entry, remedy=remedy)
        match content:
            case RelationshipOf(worker=worker, family_member=family_member) if worker == family_member:
                return self._bad(
                    code="pair.same", why="a relationship is between two people, and they are two references"
                )
            case Ended(handed_to=to) if to is not None and facts.between is not None and to == facts.between.worker:
                return self._bad(code="pair.handed_to_self", why="the work is handed to somebody else, or to nobody")
            case Assessed():
                return self._unfounded(facts.assessed, content)
        return None

    def _unfounded(self, before: Assessed | None, content: Assessed) -> ReflectiveError | None:
        """Why an assessment cannot stand after another one, on whichever ladder."""
        if content.met and not content.evidence:
            return self._bad(
                code="assessment.evidence", why="a stage rests on at least one thing that was said or done"
            )
        if not content.met and before is not None and before.met:
            why = "an assessment before it says that they have met; correct that one if they have not"
            return self._bad(code="assessment.met", why=why)
        return self._off(RelationshipStages.shipped(), before, content)

    def _off(self, ladder: RelationshipStages, before: Assessed | None, content: Assessed) -> ReflectiveError | None:
        """Why an assessment cannot stand on a ladder after another one; None where it is on some other ladder."""
        heights = {stage.id: height for height, stage in enumerate(ladder.stages)}
        if (content.ladder, content.ladder_version) != (ladder.id, ladder.version):
            return None
        if content.stage not in heights:
            return UnknownId(noun="stage", where=f"ladder {ladder.id}, version {ladder.version}")
        if content.met is ladder.before_they_met(content.stage):
            return self._bad(code="assessment.met", why="whether they have met is as the ladder says it of the stage")
        if before is None or (before.ladder, before.ladder_version) != (ladder.id, ladder.version):
            return None
        if heights[content.stage] < heights.get(before.stage, 0) and content.went_back_because is None:
            return self._bad(code="assessment.reason", why="a stage lower than the last says why it went back")
        return None

    def _bad(self, *, code: str, why: str) -> BadEntry:
        return BadEntry(code=code, record=self.id, why=why)


_EVENTS: Final[Mapping[type[Content], str]] = {
    Assessed: "relationship.assessed",
    Ruptured: "relationship.ruptured",
    Repaired: "relationship.repaired",
}
