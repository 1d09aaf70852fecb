"""Safety plans, plans for the worker's own visits, and judgements of risk by named people."""

from reflective.practice.safety.plans import (
    SAFETY_PLAN,
    VISITING_PLAN,
    SafePerson,
    SafePersonAnswered,
    SafetyAddendum,
    SafetyPlanEnded,
    SafetyPlanReviewed,
    SafetyPlanStatus,
    SafetyPlanUpdateAsked,
    SafetyPlanWritten,
    SafetyStep,
    VisitingPlanEnded,
    VisitingPlanMade,
    VisitingPlanStatus,
    VisitingPlanText,
)
from reflective.practice.safety.risk import RISK_JUDGEMENT, RiskEnded, RiskJudged, RiskReviewed, RiskStatus
from reflective.practice.safety.safety import Safety
from reflective.practice.safety.state import RiskState, SafetyPlanState

__all__ = [
    "RISK_JUDGEMENT",
    "SAFETY_PLAN",
    "VISITING_PLAN",
    "RiskEnded",
    "RiskJudged",
    "RiskReviewed",
    "RiskState",
    "RiskStatus",
    "SafePerson",
    "SafePersonAnswered",
    "Safety",
    "SafetyAddendum",
    "SafetyPlanEnded",
    "SafetyPlanReviewed",
    "SafetyPlanState",
    "SafetyPlanStatus",
    "SafetyPlanUpdateAsked",
    "SafetyPlanWritten",
    "SafetyStep",
    "VisitingPlanEnded",
    "VisitingPlanMade",
    "VisitingPlanStatus",
    "VisitingPlanText",
]
