"""Entries about the people in a family's file: names, roles, relations and facts."""

import enum
from typing import Final

from reflective.errors import BadValue
from reflective.fields import Id, Text
from reflective.practice.people.roles import PersonKind
from reflective.records.content import Audience, Content, content
from reflective.timescales import PartialDate

__all__ = [
    "MAX_AGE_YEARS",
    "Fact",
    "Named",
    "NotSame",
    "Related",
    "RelationKind",
    "Responsibility",
    "RoleHeld",
    "SamePerson",
    "is_backwards",
]

#: The oldest that anybody in a file is taken to be.
MAX_AGE_YEARS: Final = 120


@content("people.named", Audience.CHILD_FILE, subjects=("person",))
class Named(Content):
    """Somebody is spoken of: an opaque reference, what kind of person, and what they are called here.

    >>> Named(person="child-1", kind=PersonKind.CHILD, age=5)
    Named(person='child-1', kind=<PersonKind.CHILD: 'child'>, born=None, age=5)
    >>> Named(person="child-1", kind=PersonKind.CHILD, age=-1)
    Traceback (most recent call last):
        ...
    reflective.errors.BadValue: age must be a whole number of years from 0 to 120
    """

    person: Id
    kind: PersonKind
    #: Their name, as they wish it, or as the record has it.
    name: Text | None = None
    born: PartialDate | None = None
    #: Their age in whole years, 0 to 120, as it was stated on the day of the entry.
    age: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.age is not None and not 0 <= self.age <= MAX_AGE_YEARS:
            raise BadValue(name="age", wanted=f"a whole number of years from 0 to {MAX_AGE_YEARS}")


def is_backwards(start: PartialDate | None, end: PartialDate | None) -> bool:
    """Whether an end is known to lie before a start."""
    if start is None or end is None or start.earliest is None or end.latest is None:
        return False
    return end.latest < start.earliest


def _check_order(start: PartialDate | None, end: PartialDate | None) -> None:
    if is_backwards(start, end):
        raise BadValue(name="end", wanted="a date that can be on or after the start")


@content("people.role_held", Audience.CHILD_FILE, subjects=("person",))
class RoleHeld(Content):
    """Somebody has a role from the day it starts until the day it ends; either may be half known or not known at all.

    A role that is recorded again goes on: what the later entry leaves out is as it was.

    >>> from datetime import date
    >>> RoleHeld(person="worker-1", role="social-worker", start=PartialDate.exact(date(2021, 3, 1))).role
    'social-worker'
    """

    person: Id
    role: Id
    start: PartialDate | None = None
    end: PartialDate | None = None

    def __attrs_post_init__(self) -> None:
        _check_order(self.start, self.end)


class Responsibility(enum.StrEnum):
    """Parental responsibility, as recorded; it is never inferred from being a parent."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


class RelationKind(enum.StrEnum):
    """The relation of one person to another, in a word that programs read: a parent is the parent of the other."""

    PARENT = "parent"
    STEP_PARENT = "step_parent"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"
    PARTNER = "partner"
    FORMER_PARTNER = "former_partner"
    OTHER_RELATIVE = "other_relative"
    #: Looks after them day by day, whether or not they are kin: a foster carer, a grandmother.
    CARER = "carer"
    LIVES_WITH = "lives_with"
    FRIEND = "friend"
    #: Works with them, or for them: a supervisor, a health visitor.
    PROFESSIONAL = "professional"
    OTHER = "other"


@content("people.related", Audience.CHILD_FILE, subjects=("person", "to"))
class Related(Content):
    """The relation of one person to another ("mother of"), its kind, its dates, and parental responsibility.

    It holds from the day it starts until the day it ends. A relation of the same kind or in the same words that is
    recorded again goes on, and what the later entry leaves out is as it was; one that begins after the first has ended
    is another.

    >>> Related(person="parent-2", to="child-1", relation="father of", kind=RelationKind.PARENT).subjects
    ('parent-2', 'child-1')
    """

    person: Id
    to: Id
    #: How it reads between the two: "mother of", "brother of", "staying with".
    relation: Text
    #: The kind of relation, for views and questions. The words are never read for it.
    kind: RelationKind | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    #: Whether the person has parental responsibility for the other; None where this entry does not say.
    parental_responsibility: Responsibility | None = None

    def __attrs_post_init__(self) -> None:
        _check_order(self.start, self.end)


@content("people.fact", Audience.CHILD_FILE, subjects=("person",))
class Fact(Content):
    """Something told of somebody, in words, and by whom.

    >>> Fact(person="child-1", what="allergic to nuts", told_by="parent-1")
    Fact(person='child-1', when=None, told_by='parent-1')
    """

    person: Id
    what: Text
    when: PartialDate | None = None
    told_by: Id | None = None


@content("people.same_person", Audience.CHILD_FILE, subjects=("person", "other"))
class SamePerson(Content):
    """Whoever wrote this asserts that two mentions are one person, and on what basis. Nothing is merged.

    >>> SamePerson(person="parent-2", other="uncle-1", basis="the school says so").subjects
    ('parent-2', 'uncle-1')
    """

    person: Id
    other: Id
    basis: Text


@content("people.not_same", Audience.CHILD_FILE, subjects=("person", "other"))
class NotSame(Content):
    """An assertion that two mentions are one person is withdrawn.

    >>> NotSame(person="parent-2", other="uncle-1", basis="both were in the room").subjects
    ('parent-2', 'uncle-1')
    """

    person: Id
    other: Id
    basis: Text
