"""The entries about incidents of harm: who was harmed, by whom or not said, and as reported by whom."""

import enum
from typing import ClassVar

from reflective.fields import Id, Key, Text, value
from reflective.records.content import Audience, Content, content
from reflective.timescales import PartialDate

__all__ = ["ChildPresence", "ChildThere", "Harm", "IncidentOutcome", "IncidentReported"]


class ChildPresence(enum.StrEnum):
    """Where a child was when somebody was harmed."""

    SAW = "saw"
    HEARD = "heard"
    IN_THE_HOME = "in_the_home"
    NOT_THERE = "not_there"
    NOT_SAID = "not_said"


@value(kw_only=True)
class Harm:
    """One harm of one person. Two people who harm each other are two harms, and neither is "mutual".

    >>> Harm(harmed="parent-1", what="slapped")
    Harm(harmed='parent-1', by=None)
    """

    SUBJECTS: ClassVar[tuple[str, ...]] = ("harmed", "by")
    harmed: Id
    what: Text
    #: The person who did it, as reported; None is "not said".
    by: Id | None = None


@value(kw_only=True)
class ChildThere:
    """A child, where they were, and what they showed then or after.

    >>> ChildThere(child="child-1", presence=ChildPresence.HEARD).child
    'child-1'
    """

    SUBJECTS: ClassVar[tuple[str, ...]] = ("child",)
    child: Id
    presence: ChildPresence = ChildPresence.NOT_SAID
    showed: Text | None = None


@content("incidents.reported", Audience.CHILD_FILE, verb="report", subjects=("harms", "children"))
class IncidentReported(Content):
    """One person's report of an incident. Another's report of the same incident stands beside it, and none is chosen.

    >>> harm = Harm(harmed="parent-1", what="slapped", by="parent-2")
    >>> IncidentReported(incident="june", reported_by="police-1", harms=(harm,)).subjects
    ('parent-1', 'parent-2')
    """

    incident: Key
    reported_by: Id
    harms: tuple[Harm, ...] = ()
    children: tuple[ChildThere, ...] = ()
    when: PartialDate | None = None
    #: The words of the report.
    words: Text | None = None


@content("incidents.outcome", Audience.CHILD_FILE, verb="record_outcome", subjects=("people",))
class IncidentOutcome(Content):
    """Something that was done about an incident: by the police, a court, a hospital, or us.

    >>> IncidentOutcome(incident="june", what="no further action", by="police-1", people=("parent-2",)).subjects
    ('parent-2',)
    """

    incident: Key
    what: Text
    by: Id | None = None
    people: tuple[Id, ...] = ()
