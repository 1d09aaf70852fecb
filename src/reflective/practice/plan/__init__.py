"""Plans: goals, actions and reviews."""

from reflective.practice.plan.action import Action, ActionKind, Part
from reflective.practice.plan.action_entries import (
    ActionClosed,
    Agreed,
    Begun,
    Blocked,
    CannotYet,
    CarriedForward,
    Decided,
    Done,
    NotNeeded,
    Proposed,
    Result,
    Superseded,
)
from reflective.practice.plan.action_moves import ACTION
from reflective.practice.plan.course import PLAN, Answer, Answered, Consented, Goal, PlanEnded, PlanStage, Started
from reflective.practice.plan.days import Dated, Origin
from reflective.practice.plan.outlook import PlanState
from reflective.practice.plan.owners import Accepted, Declined, HandedOver, Owners, Ownership, Released
from reflective.practice.plan.plan import Plan
from reflective.practice.plan.progress import ActionState, ActionStatus, Closing, PartState
from reflective.practice.plan.reviews import (
    REVIEW,
    ReviewHeld,
    ReviewMoved,
    ReviewOutcome,
    ReviewPlanned,
    ReviewResult,
    ReviewStage,
    ReviewState,
)
from reflective.practice.plan.signing import Endorsed, Endorsement, SignedOff
from reflective.practice.plan.smart import Criterion
from reflective.practice.plan.wording import HintDismissed, JudgedRealistic

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
    "Begun",
    "Blocked",
    "CannotYet",
    "CarriedForward",
    "Closing",
    "Consented",
    "Criterion",
    "Dated",
    "Decided",
    "Declined",
    "Done",
    "Endorsed",
    "Endorsement",
    "Goal",
    "HandedOver",
    "HintDismissed",
    "JudgedRealistic",
    "NotNeeded",
    "Origin",
    "Owners",
    "Ownership",
    "Part",
    "PartState",
    "Plan",
    "PlanEnded",
    "PlanStage",
    "PlanState",
    "Proposed",
    "Released",
    "Result",
    "ReviewHeld",
    "ReviewMoved",
    "ReviewOutcome",
    "ReviewPlanned",
    "ReviewResult",
    "ReviewStage",
    "ReviewState",
    "SignedOff",
    "Started",
    "Superseded",
]
