"""Management oversight: matters raised, decisions with their reasons, and what became of them."""

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
from reflective.practice.oversight.decisions import OVERSIGHT, Decision, DecisionStage, Passed
from reflective.practice.oversight.oversight import Oversight

__all__ = [
    "OVERSIGHT",
    "Communicated",
    "Countersigned",
    "Decision",
    "DecisionDeferred",
    "DecisionEscalated",
    "DecisionImplemented",
    "DecisionReviewed",
    "DecisionStage",
    "DissentWords",
    "Dissented",
    "EscalationRoute",
    "MatterConsidered",
    "MatterRaised",
    "Oversight",
    "OversightDecided",
    "OversightMode",
    "Passed",
    "ReviewOfDecision",
]
