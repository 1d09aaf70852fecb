"""Management oversight: the decisions of a case, each with its reasons, and what a manager decided not to do."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, Final, Self, Unpack

from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.fields import Key, check, check_day
from reflective.practice.oversight.contents import (
    Communicated,
    Countersigned,
    DecisionDeferred,
    DecisionEscalated,
    DecisionImplemented,
    DecisionReviewed,
    Dissented,
    DissentWords,
    EscalationRoute,
    MatterConsidered,
    MatterRaised,
    OversightDecided,
    OversightMode,
    ReviewOfDecision,
)
from reflective.practice.oversight.decisions import OVERSIGHT, Decision, OversightState
from reflective.records.content import Link, closest
from reflective.records.due import DECISION, due_row
from reflective.records.entry import Entry, Written
from reflective.records.log import Record
from reflective.rules import Event, Obligation
from reflective.timescales import Deadline

__all__ = ["Oversight"]

_UNDECIDED: Final = "undated: no decision is recorded, nor a day by which to decide"
#: The kind of event of a decision that was written down.
_RECORDED: Final = "management_oversight.recorded"


class Oversight(Record[OversightState]):
    """The matters on which managers decide in a case, each about one child.

    >>> day = date(2025, 3, 25)
    >>> written: Written = {"on": day, "recorded": day, "by": "manager-1", "at": "22:50"}
    >>> record = Oversight(id="oversight-1").decide("d-1", "he does not return tonight", child="child-1", **written)
    >>> print(record.decision("d-1", day).stage)
    decided
    """

    KIND: ClassVar[str] = "oversight"
    NOUN: ClassVar[str] = "oversight"
    machines = (OVERSIGHT,)
    takes = (DissentWords,)
    facts = OversightState

    def raise_matter(
        self,
        decision: str,
        child: str,
        *,
        matter: str | None = None,
        answers: tuple[Link, ...] = (),
        decide_by: Deadline | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Put a matter to a manager, about one child; `answers` are the plans, reviews and events that ask for it."""
        content = MatterRaised(decision=decision, child=child, matter=matter, answers=answers, decide_by=decide_by)
        return self.add(content, **written)

    def consider(
        self,
        decision: str,
        *,
        options: tuple[str, ...] = (),
        challenge: str | None = None,
        support: str | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Record what was weighed, the manager's challenge, and the support that they gave."""
        content = MatterConsidered(decision=decision, options=options, challenge=challenge, support=support)
        return self.add(content, **written)

    def decide(
        self,
        decision: str,
        decided: str,
        rationale: str | None = None,
        *,
        to_act: bool = True,
        options: tuple[str, ...] = (),
        direction: str | None = None,
        challenge: str | None = None,
        support: str | None = None,
        decider: str | None = None,
        level: str | None = None,
        how: OversightMode | None = None,
        between: tuple[str, ...] = (),
        recorded_at: str | None = None,
        child: str | None = None,
        answers: tuple[Link, ...] = (),
        **written: Unpack[Written],
    ) -> Self:
        """Record a decision. One that nobody raised says for which child it is; `to_act` is False for one not to act.

        Raises `BadEntry` for a decision about no child.
        """
        content = OversightDecided(
            decision=decision,
            decided=decided,
            to_act=to_act,
            rationale=rationale,
            options=options,
            direction=direction,
            challenge=challenge,
            support=support,
            decider=decider,
            level=level,
            how=how,
            between=between,
            recorded_at=recorded_at,
            child=child,
            answers=answers,
        )
        return self.add(content, **written)

    def decide_not_to_act(self, decision: str, decided: str, rationale: str | None = None, **given: Any) -> Self:
        """Record a decision not to act, which is a decision in full: the keywords are those of `decide`."""
        return self.decide(decision, decided, rationale, to_act=False, **given)

    def defer(self, decision: str, until: Deadline, awaiting: str, **written: Unpack[Written]) -> Self:
        """Put the decision off until a day, and say what is awaited."""
        return self.add(DecisionDeferred(decision=decision, until=until, awaiting=awaiting), **written)

    def escalate(
        self,
        decision: str,
        to: str,
        why: str,
        *,
        route: EscalationRoute = EscalationRoute.LINE,
        **written: Unpack[Written],
    ) -> Self:
        """Take the matter to somebody with more authority, also after a decision that one disagrees with."""
        return self.add(DecisionEscalated(decision=decision, to=to, why=why, route=route), **written)

    def communicate(
        self,
        decision: str,
        to: str,
        *,
        how: OversightMode | None = None,
        interpreter: str | None = None,
        note: str | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Record that somebody was told of the decision, how, and through which interpreter."""
        content = Communicated(decision=decision, to=to, how=how, interpreter=interpreter, note=note)
        return self.add(content, **written)

    def countersign(self, decision: str, *, comment: str | None = None, **written: Unpack[Written]) -> Self:
        """Agree to a decision at a second level. Raises `BadEntry` for whoever decided it."""
        return self.add(Countersigned(decision=decision, comment=comment), **written)

    def dissent(self, decision: str, **written: Unpack[Written]) -> Self:
        """Record that the writer disagrees; the decision stands, and the child's file says that they do."""
        return self.add(Dissented(decision=decision), **written)

    def put_dissent_in_words(self, decision: str, words: str, **written: Unpack[Written]) -> Self:
        """Write down why the writer disagrees: personal to them unless another audience is given."""
        return self.add(DissentWords(decision=decision, words=words), **written)

    def implement(self, decision: str, what: str, **written: Unpack[Written]) -> Self:
        """Record that the decision was carried out."""
        return self.add(DecisionImplemented(decision=decision, what=what), **written)

    def review(
        self,
        decision: str,
        outcome: ReviewOfDecision,
        why: str,
        *,
        revised_by: str | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Look at a decision again: uphold it, or name the decision that takes its place."""
        content = DecisionReviewed(decision=decision, outcome=outcome, why=why, revised_by=revised_by)
        return self.add(content, **written)

    # Questions

    def decision(self, decision: str, as_of: date) -> Decision:
        """One matter on a day; raises `UnknownId` where there is none of that id."""
        check("decision", decision, Key)
        found = self.state(as_of).decisions.get(decision)
        if found is None:
            raise UnknownId(noun="decision", where=f"oversight {self.id}")
        return found

    def decisions(self, as_of: date) -> tuple[Decision, ...]:
        """Every matter by a day, in the order in which they were brought in."""
        return tuple(self.state(as_of).decisions.values())

    def missing(self, as_of: date) -> tuple[str, ...]:
        """The parts of each decision that are not evidenced on the record, in words."""
        found = []
        for one in self.decisions(as_of):
            if one.decided is None:
                found.append(f"a decision on {one.id}")
                continue
            found += [f"why {one.id} was decided so"] if one.decided.rationale is None else []
            found += [f"who was told of {one.id}"] if not one.passed_on else []
        return tuple(found)

    # For a case

    def events(self, as_of: date) -> tuple[Event, ...]:
        """Oversight recorded, on the day on which the decision was written down: one for each event that it answers.

        A decision not to act is one too. The ref is that of what it answers, so that each event has its own answer.
        """
        check_day("as_of", as_of)
        return tuple(event for event in self._recorded(as_of) if event.on <= as_of)

    def _recorded(self, as_of: date) -> Iterator[Event]:
        state = self.state(as_of)
        for place, entry in self.standing(as_of):
            if not isinstance(entry.content, OversightDecided) or entry.content.decision not in state.decisions:
                continue
            one = state.decisions[entry.content.decision]
            refs = [_ref_of(link) for link in one.answers] or [f"{self.id}/{one.id}"]
            facts = (("to_act", "yes" if entry.content.to_act else "no"),)
            for ref in refs:
                yield Event(
                    subject=one.child, kind=_RECORDED, on=entry.recorded, ref=ref, facts=facts, origin=(self.id, place)
                )

    def due_rows(self, as_of: date) -> tuple[Obligation, ...]:
        """The decisions to take: one that waits until a day, by that day, and one that nobody has taken, without.

        Each time that a decision was put off is a row of its own, so that the first day stays known.
        """
        check_day("as_of", as_of)
        return tuple(row for one in self.decisions(as_of) for row in self._due(one, as_of))

    def _due(self, one: Decision, as_of: date) -> Iterator[Obligation]:
        waits: list[tuple[date, int, Deadline | None]] = [*one.deferred]
        if one.was_raised:
            waits.insert(0, (one.raised_on, one.place, one.decide_by))
        for number, (on, place, deadline) in enumerate(waits):
            # A day that was put off is no longer required from the day on which the next one was set.
            put_off = waits[number + 1][0] if number + 1 < len(waits) else None
            met = next((day for day in self._days_decided(one.id, as_of) if day >= on), None)
            yield due_row(
                rule=DECISION,
                subject=one.child,
                record=self.id,
                item=one.id,
                part=None if number == 0 else str(number + 1),
                what="a manager's decision",
                trigger=on,
                deadline=deadline,
                first_due=None if deadline is None else deadline.day,
                met=met,
                ended_on=put_off,
                open=met is None and put_off is None,
                owners=one.escalated_to[-1:],
                place=place,
                audience=self._audience(one.id, as_of),
                why=_UNDECIDED if deadline is None else None,
                as_of=as_of,
            )

    def _days_decided(self, decision: str, as_of: date) -> list[date]:
        return [
            entry.on
            for _, entry in self.standing(as_of)
            if isinstance(entry.content, OversightDecided) and entry.content.decision == decision
        ]

    def _audience(self, decision: str, as_of: date) -> str:
        """For whom the rows of a matter are: as close as the closest entry of its course."""
        return closest(
            *(
                self.closed(place).audience
                for place, entry in self.standing(as_of)
                if type(entry.content) in OVERSIGHT.kinds and entry.content.decision == decision
            )
        )

    # Refusals

    def _misfit(self, facts: OversightState, _states: object, entry: Entry[Any]) -> ReflectiveError | None:
        content = entry.content
        known = facts.decisions.get(content.decision)
        match content:
            case OversightDecided(child=None) if known is None:
                why = "say for which child it is decided: nobody raised the matter before"
                return BadEntry(code="oversight.of_nobody", record=self.id, why=why)
            case OversightDecided(child=str() as child) if known is not None and child != known.child:
                why = "a matter is about one child: a sibling has a decision of their own"
                return BadEntry(code="oversight.of_another", record=self.id, why=why)
            case Countersigned() if known is not None and entry.by == known.decider:
                why = "a decision is countersigned by somebody who did not take it"
                return BadEntry(code="countersignature.decider", record=self.id, why=why)
            case DissentWords() if known is None:
                return UnknownId(noun="decision", where=f"oversight {self.id}")
            case DecisionReviewed(outcome=ReviewOfDecision.REVISED, revised_by=other) if (
                other == content.decision or other not in facts.decisions
            ):
                why = "a revised decision names another, which takes its place and is on the record"
                return BadEntry(code="decision.revised_by", record=self.id, why=why)
        return None


def _ref_of(link: Link) -> str:
    """The ref of the events of a record or of an item in it."""
    return link.record if link.item is None else f"{link.record}/{link.item}"
