"""One worker's relationship with one family member, and the stages it is placed on."""

from reflective.practice.relationship.attention import Attention, attention, standing_still
from reflective.practice.relationship.contact import RELATIONSHIP, RelationshipFacts, RelationshipState
from reflective.practice.relationship.contents import (
    Assessed,
    Barrier,
    BarrierLocation,
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
from reflective.practice.relationship.relationship import Relationship
from reflective.practice.relationship.stages import RelationshipStage, RelationshipStages

__all__ = [
    "RELATIONSHIP",
    "Assessed",
    "Attention",
    "Barrier",
    "BarrierLocation",
    "ContactSteady",
    "Enabler",
    "Ended",
    "EndingCalledOff",
    "EndingPlanned",
    "Relationship",
    "RelationshipFacts",
    "RelationshipOf",
    "RelationshipStage",
    "RelationshipStages",
    "RelationshipState",
    "RepairTried",
    "Repaired",
    "Resumed",
    "Ruptured",
    "Tried",
    "ViewGiven",
    "attention",
    "standing_still",
]
