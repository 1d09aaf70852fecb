"""Safety plans and judgements of risk on a day, as the entries make them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from reflective.practice.safety.plans import (
    SafePersonAnswered,
    SafetyPlanReviewed,
    SafetyPlanStatus,
    SafetyPlanWritten,
)
from reflective.practice.safety.risk import RiskJudged, RiskReviewed, RiskStatus
from reflective.records.entry import Entry

__all__ = ["RiskState", "SafetyPlanState", "SafetyState"]


class SafetyPlanState(NamedTuple):
    """One safety plan on a day: its last version, the number of that, and the safe people's answers to it.

    >>> plan = SafetyPlanWritten(plan="plan-1", child="child-1")
    >>> SafetyPlanState(plan, 0, SafetyPlanStatus.IN_FORCE).agreed
    ()
    """

    current: SafetyPlanWritten
    place: int
    status: SafetyPlanStatus
    #: The number of the version: 1 is the first.
    version: int = 1
    #: The last answer of each safe person to that version.
    answers: Mapping[str, bool] = {}
    reviewed_on: date | None = None

    @property
    def agreed(self) -> tuple[str, ...]:
        """The safe people of the last version who agreed to be one, in the order of the version."""
        return tuple(one.person for one in self.current.safe_people if self.answers.get(one.person) is True)

    @property
    def not_agreed(self) -> tuple[str, ...]:
        """The safe people of the last version whose agreement is not evidenced: they declined, or nobody said."""
        return tuple(one.person for one in self.current.safe_people if one.person not in self.agreed)


class RiskState(NamedTuple):
    """One judgement of a risk on a day: who judged last, when, in which words, and whether anybody stands by it.

    >>> from reflective.timescales import Deadline
    >>> risk = RiskJudged(risk="r", child="c", of="x", judged="y", because="z", review=Deadline.said("soon"))
    >>> RiskState(risk, risk, "worker-1", date(2021, 9, 6), 0, RiskStatus.JUDGED).holds(date(2021, 9, 7))
    True
    """

    first: RiskJudged
    last: RiskJudged | RiskReviewed
    judged_by: str
    judged_on: date
    place: int
    status: RiskStatus

    def holds(self, as_of: date) -> bool:
        """Whether somebody stands by it on a day, and the day up to which it was given has not passed."""
        return self.status is RiskStatus.JUDGED and (self.last.until is None or as_of <= self.last.until)


class SafetyState(NamedTuple):
    """The safety plans and the judgements by id."""

    plans: Mapping[str, SafetyPlanState] = {}
    risks: Mapping[str, RiskState] = {}

    def after(self, entry: Entry[Any], to: Any, place: int) -> "SafetyState":
        """The state after an entry."""
        said = entry.content
        if isinstance(to, SafetyPlanStatus):
            plan = _plan_after(self.plans.get(said.plan), entry, to, place)
            return self if plan is None else self._replace(plans={**self.plans, said.plan: plan})
        if isinstance(to, RiskStatus):
            risk = _risk_after(self.risks.get(said.risk), entry, to, place)
            return self if risk is None else self._replace(risks={**self.risks, said.risk: risk})
        return self


def _plan_after(
    plan: SafetyPlanState | None, entry: Entry[Any], to: SafetyPlanStatus, place: int
) -> SafetyPlanState | None:
    match entry.content:
        case SafetyPlanWritten() as written:
            version = 1 if plan is None else plan.version + 1
            return SafetyPlanState(written, place, to, version, reviewed_on=plan and plan.reviewed_on)
        case _ if plan is None:
            return None
        case SafePersonAnswered(person=person, agrees=agrees):
            return plan._replace(status=to, answers={**plan.answers, person: agrees})
        case SafetyPlanReviewed():
            return plan._replace(status=to, reviewed_on=entry.on)
    return plan._replace(status=to)


def _risk_after(risk: RiskState | None, entry: Entry[Any], to: RiskStatus, place: int) -> RiskState | None:
    match entry.content:
        case RiskJudged() as judged:
            return RiskState(judged, judged, entry.by, entry.on, place, to)
        case RiskReviewed() as last if risk is not None:
            return RiskState(risk.first, last, entry.by, entry.on, place, to)
    return None if risk is None else risk._replace(status=to)
