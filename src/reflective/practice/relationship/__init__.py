"""One worker's relationship with one family member, and the stages it is placed on."""

from reflective.practice.relationship.attention import Attention, attention, standing_still
from reflective.practice.relationship.relationship import (
    RELATIONSHIP,
    Assessed,
    Barrier,
    BarrierLocation,
    Enabler,
    Ended,
    EndingPlanned,
    Relationship,
    RelationshipFacts,
    RelationshipOf,
    RelationshipState,
    Repaired,
    RepairTried,
    Ruptured,
    Tried,
    ViewGiven,
)
from reflective.practice.relationship.stages import RelationshipStage, RelationshipStages

__all__ = [
    "RELATIONSHIP",
    "Assessed",
    "Attention",
    "Barrier",
    "BarrierLocation",
    "Enabler",
    "Ended",
    "EndingPlanned",
    "Relationship",
    "RelationshipFacts",
    "RelationshipOf",
    "RelationshipStage",
    "RelationshipStages",
    "RelationshipState",
    "RepairTried",
    "Repaired",
    "Ruptured",
    "Tried",
    "ViewGiven",
    "attention",
    "standing_still",
]
