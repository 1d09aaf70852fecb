"""Who is in a family's file."""

from reflective.practice.people.contents import (
    Fact,
    Named,
    NotSame,
    Related,
    RelationKind,
    Responsibility,
    RoleHeld,
    SamePerson,
)
from reflective.practice.people.people import People
from reflective.practice.people.person import Person
from reflective.practice.people.roles import PersonKind, Role, Roles

__all__ = [
    "Fact",
    "Named",
    "NotSame",
    "People",
    "Person",
    "PersonKind",
    "Related",
    "RelationKind",
    "Responsibility",
    "Role",
    "RoleHeld",
    "Roles",
    "SamePerson",
]
