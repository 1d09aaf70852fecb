"""Entries of a plan that have a method of their own, for whoever reads a plan entry by entry."""

from reflective.practice.plan.action_entries import (
    Begun,
    Blocked,
    CannotYet,
    CarriedForward,
    NotNeeded,
    Proposed,
    Superseded,
)
from reflective.practice.plan.course import Consented, PlanEnded
from reflective.practice.plan.owners import Declined, HandedOver, Released
from reflective.practice.plan.reviews import ReviewMoved
from reflective.practice.plan.signing import Endorsed
from reflective.practice.plan.wording import HintDismissed, JudgedRealistic

__all__ = [
    "Begun",
    "Blocked",
    "CannotYet",
    "CarriedForward",
    "Consented",
    "Declined",
    "Endorsed",
    "HandedOver",
    "HintDismissed",
    "JudgedRealistic",
    "NotNeeded",
    "PlanEnded",
    "Proposed",
    "Released",
    "ReviewMoved",
    "Superseded",
]
