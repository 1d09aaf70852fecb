"""Visits to children, contacts tried and made, and how each person communicates and is worked with."""

from reflective.practice.visits.contents import (
    CONTACT,
    CommunicationNeed,
    ContactMade,
    ContactStatus,
    ContactTried,
    EngagementSeen,
    NoContactReason,
    NotInvited,
    NotSeen,
    Seen,
    VisitKind,
    VisitMade,
)
from reflective.practice.visits.visits import PersonContacts, Visits

__all__ = [
    "CONTACT",
    "CommunicationNeed",
    "ContactMade",
    "ContactStatus",
    "ContactTried",
    "EngagementSeen",
    "NoContactReason",
    "NotInvited",
    "NotSeen",
    "PersonContacts",
    "Seen",
    "VisitKind",
    "VisitMade",
    "Visits",
]
