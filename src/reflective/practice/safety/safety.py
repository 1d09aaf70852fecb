"""Safety: a plan for each child, a plan for the worker's own visits, and judgements of risk by named people."""

from datetime import date
from typing import Any, ClassVar, Self, Unpack

from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.fields import Id, check, check_day
from reflective.practice.safety.plans import (
    SAFETY_PLAN,
    VISITING_PLAN,
    SafePersonAnswered,
    SafetyAddendum,
    SafetyPlanEnded,
    SafetyPlanReviewed,
    SafetyPlanStatus,
    SafetyPlanUpdateAsked,
    SafetyPlanWritten,
    VisitingPlanEnded,
    VisitingPlanMade,
    VisitingPlanStatus,
    VisitingPlanText,
)
from reflective.practice.safety.risk import RISK_JUDGEMENT, RiskEnded, RiskJudged, RiskReviewed
from reflective.practice.safety.rows import due_rows, reviews
from reflective.practice.safety.state import RiskState, SafetyPlanState, SafetyState
from reflective.records.content import Audience
from reflective.records.entry import Entry, Written
from reflective.records.log import Record
from reflective.rules import Event, Obligation
from reflective.timescales import Deadline

__all__ = ["Safety"]


class Safety(Record[SafetyState]):
    """The safety plans of the children of a family, the plans for visits to it, and judgements of risk.

    >>> day = date(2021, 9, 6)
    >>> plan = SafetyPlanWritten(plan="plan-1", child="child-1", warning_signs=("shouting",))
    >>> safety = Safety(id="safety-1").write_plan(plan, on=day, recorded=day, by="worker-1")
    >>> [one.current.child for one in safety.plans(as_of=day)]
    ['child-1']
    """

    KIND: ClassVar[str] = "safety"
    NOUN: ClassVar[str] = "safety"
    machines = (SAFETY_PLAN, VISITING_PLAN, RISK_JUDGEMENT)
    facts = SafetyState

    def write_plan(self, plan: SafetyPlanWritten, **written: Unpack[Written]) -> Self:
        """Write a version of a child's safety plan, the first or the next."""
        return self.add(plan, **written)

    def answer_for_child(
        self,
        plan: str,
        person: str,
        *,
        agrees: bool,
        words: str | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Record whether a safe person of the version in force agrees to be one, and in which words."""
        answered = SafePersonAnswered(plan=plan, person=person, agrees=agrees, words=words)
        return self.add(answered, **written)

    def review_plan(
        self,
        plan: str,
        found: str,
        *,
        took_part: tuple[str, ...] = (),
        review: Deadline | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Record that a safety plan was looked at, and when it is looked at next."""
        return self.add(SafetyPlanReviewed(plan=plan, found=found, took_part=took_part, review=review), **written)

    def ask_update(self, plan: str, because: str, **written: Unpack[Written]) -> Self:
        """Ask for a new version of a safety plan."""
        return self.add(SafetyPlanUpdateAsked(plan=plan, because=because), **written)

    def end_plan(self, plan: str, because: str, **written: Unpack[Written]) -> Self:
        """Say that a safety plan is no longer in force."""
        return self.add(SafetyPlanEnded(plan=plan, because=because), **written)

    def write_addendum(self, plan: str, text: str, **written: Unpack[Written]) -> Self:
        """Add what some of the family may not read; it is restricted."""
        return self.add(SafetyAddendum(plan=plan, text=text), **written)

    def plan_visits(self, made: VisitingPlanMade, **written: Unpack[Written]) -> Self:
        """Say that there is a plan for visits, and whom to ring: open to staff, and withheld from those visited."""
        check("made", made, VisitingPlanMade)
        check("withheld_from", written.get("withheld_from", ()), tuple[Id, ...])
        others = tuple(dict.fromkeys([*written.get("withheld_from", ()), *made.visited]))
        closed: Written = {**written, "withheld_from": others}
        return self.add(made, **closed)

    def describe_visits(self, plan: str, text: str, **written: Unpack[Written]) -> Self:
        """Write the text of a plan for visits; it is restricted."""
        return self.add(VisitingPlanText(plan=plan, text=text), **written)

    def end_visiting_plan(self, plan: str, **written: Unpack[Written]) -> Self:
        """Say that a plan for visits is no longer in force."""
        return self.add(VisitingPlanEnded(plan=plan), **written)

    def judge_risk(self, judged: RiskJudged, **written: Unpack[Written]) -> Self:
        """Record the judgement of whoever the entry is by."""
        return self.add(judged, **written)

    def review_risk(self, reviewed: RiskReviewed, **written: Unpack[Written]) -> Self:
        """Record how whoever the entry is by sees the risk now."""
        return self.add(reviewed, **written)

    def end_risk(self, risk: str, because: str, **written: Unpack[Written]) -> Self:
        """Say that nobody stands by a judgement any longer."""
        return self.add(RiskEnded(risk=risk, because=because), **written)

    # Questions

    def plans(self, as_of: date) -> tuple[SafetyPlanState, ...]:
        """Every safety plan with its last version by a day, in the order they were first written."""
        return tuple(self.state(as_of).plans.values())

    def addenda(self, as_of: date) -> tuple[tuple[int, SafetyAddendum], ...]:
        """The restricted addenda by a day, with places."""
        return self._entries_of(SafetyAddendum, as_of)

    def visiting_plans(self, as_of: date) -> tuple[tuple[int, VisitingPlanMade], ...]:
        """The plans for visits that are in force on a day, with the place of the last entry that says so."""
        last = {one.plan: (place, one) for place, one in self._entries_of(VisitingPlanMade, as_of)}
        states, in_force = self._folded_on(as_of)[2], VisitingPlanStatus.IN_FORCE
        return tuple(pair for plan, pair in last.items() if states.get((VISITING_PLAN.name, plan)) is in_force)

    def visiting_texts(self, as_of: date) -> tuple[tuple[int, VisitingPlanText], ...]:
        """The restricted texts of plans for visits by a day, with places."""
        return self._entries_of(VisitingPlanText, as_of)

    def risks(self, as_of: date) -> tuple[RiskState, ...]:
        """Every judgement of a risk by a day, in the order they were first made. Each is a named person's words."""
        return tuple(self.state(as_of).risks.values())

    def missing(self, as_of: date) -> tuple[str, ...]:
        """The parts of each safety plan in force that are not evidenced on the record, in words."""
        wants = []
        for one in self.plans(as_of):
            if one.status is SafetyPlanStatus.ENDED:
                continue
            lacking = {
                "the warning signs": not one.current.warning_signs,
                "a safe person who agreed": not one.agreed,
                "a review": one.current.review is None and one.reviewed_on is None,
            }
            wants += [f"{words} of safety plan {one.current.plan}" for words, lacks in lacking.items() if lacks]
        return tuple(wants)

    # For a case

    def due_rows(self, as_of: date) -> tuple[Obligation, ...]:
        """The reviews of plans and of judgements. One is met when the thing is looked at, or written anew."""
        check_day("as_of", as_of)
        standing = self.standing(as_of)
        closed = {place: self.closed(place).audience for place, _ in standing}
        return tuple(due_rows(self.id, reviews(standing, closed), as_of))

    def events(self, as_of: date) -> tuple[Event, ...]:
        """Safety plans written and reviewed, and risks judged, about the child. Nothing of a plan for visits."""
        check_day("as_of", as_of)
        return tuple(
            Event(subject=person, kind=kind, on=entry.on, ref=f"{self.id}/{item}", origin=(self.id, place))
            for place, entry in self.standing(as_of)
            if (found := _event(entry.content)) is not None
            for kind, item in (found,)
            for person in entry.about
        )

    # Refusals

    def _misfit(self, facts: SafetyState, _states: object, entry: Entry[Any]) -> ReflectiveError | None:
        match entry.content:
            case SafetyAddendum() | VisitingPlanText() if entry.audience is not Audience.RESTRICTED:
                why = "it is always restricted: leave the audience out"
                return BadEntry(code="safety.restricted", record=self.id, why=why)
            case SafetyPlanWritten(plan=plan, child=child) if plan in facts.plans:
                if child != facts.plans[plan].current.child:
                    why = "the plan is another child's: each child has a plan of their own"
                    return BadEntry(code="safety_plan.of_another", record=self.id, why=why)
            case SafePersonAnswered(plan=plan, person=person):
                if all(person != one.person for one in facts.plans[plan].current.safe_people):
                    return UnknownId(noun="safe person", where=f"safety {self.id}")
        return None


def _event(said: object) -> tuple[str, str] | None:
    """The kind of event of an entry, and the item that it is about."""
    match said:
        case SafetyPlanWritten(plan=plan):
            return "safety_plan.written", plan
        case SafetyPlanReviewed(plan=plan):
            return "safety_plan.reviewed", plan
        case RiskJudged(risk=risk) | RiskReviewed(risk=risk):
            return "risk.judged", risk
    return None
