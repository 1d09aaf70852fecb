"""Plans: goals, actions and reviews."""

from reflective.practice.plan.action import Action, ActionKind, Part
from reflective.practice.plan.action_entries import ActionClosed, Agreed, Decided, Done, Result
from reflective.practice.plan.action_moves import ACTION
from reflective.practice.plan.course import PLAN, Answer, Answered, Goal, PlanStage, Started
from reflective.practice.plan.days import Dated, Origin
from reflective.practice.plan.outlook import PlanState
from reflective.practice.plan.owners import Accepted, Owners, Ownership
from reflective.practice.plan.plan import Plan
from reflective.practice.plan.progress import ActionState, ActionStatus, Closing, PartState
from reflective.practice.plan.reviews import (
    REVIEW,
    ReviewHeld,
    ReviewOutcome,
    ReviewPlanned,
    ReviewResult,
    ReviewStage,
    ReviewState,
)
from reflective.practice.plan.signing import Endorsement, SignedOff
from reflective.practice.plan.smart import Criterion

__all__ = [
    "ACTION",
    "PLAN",
    "REVIEW",
    "Accepted",
    "Action",
    "ActionClosed",
    "ActionKind",
    "ActionState",
    "ActionStatus",
    "Agreed",
    "Answer",
    "Answered",
    "Closing",
    "Criterion",
    "Dated",
    "Decided",
    "Done",
    "Endorsement",
    "Goal",
    "Origin",
    "Owners",
    "Ownership",
    "Part",
    "PartState",
    "Plan",
    "PlanStage",
    "PlanState",
    "Result",
    "ReviewHeld",
    "ReviewOutcome",
    "ReviewPlanned",
    "ReviewResult",
    "ReviewStage",
    "ReviewState",
    "SignedOff",
    "Started",
]
