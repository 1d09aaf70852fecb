"""Who is in a family's file."""

from reflective.practice.people.people import (
    Fact,
    Named,
    NotSame,
    People,
    Person,
    Related,
    Responsibility,
    RoleHeld,
    SamePerson,
)
from reflective.practice.people.roles import PersonKind, Role, Roles

__all__ = [
    "Fact",
    "Named",
    "NotSame",
    "People",
    "Person",
    "PersonKind",
    "Related",
    "Responsibility",
    "Role",
    "RoleHeld",
    "Roles",
    "SamePerson",
]
