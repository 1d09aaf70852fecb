"""Disagreement with the record of a meeting: that there is one, the words of it, and how it was settled."""

import enum
from datetime import date

from reflective.fields import Id, Key, Text, value
from reflective.records.content import Audience, Content, Link, content
from reflective.records.machine import State

__all__ = [
    "Dispute",
    "DisputeOutcome",
    "DisputeSettled",
    "DisputeStage",
    "DisputeWords",
    "Disputed",
    "DisputedMatter",
]


class DisputedMatter(enum.StrEnum):
    """The matter of a disagreement, in one word, so that the child's file can say it without anybody's words."""

    #: Something that happened, or was said.
    FACTS = "facts"
    ANALYSIS = "analysis"
    DECISION = "decision"
    #: The action that was agreed, with its owner or day.
    ACTION = "action"
    #: Something that the record leaves out.
    OMISSION = "omission"
    WORDING = "wording"
    OTHER = "other"


class DisputeOutcome(enum.StrEnum):
    """How a disagreement was settled."""

    RECORD_CHANGED = "record_changed"
    RECORD_STANDS = "record_stands"
    #: The two go on seeing it differently, and the record says so.
    BOTH_VIEWS_STAND = "both_views_stand"
    #: Somebody with more authority decided.
    DECIDED_ABOVE = "decided_above"
    WITHDRAWN = "withdrawn"


class DisputeStage(State):
    """Where one disagreement is."""

    NOT_RAISED = "not_raised"
    OPEN = "open"
    SETTLED = "settled"


@content("supervision.disputed", Audience.CHILD_FILE, verb="dispute", subjects=("children",))
class Disputed(Content):
    """Whoever wrote this entry disagrees with the record. It stops nothing: the record can be signed and filed.

    >>> Disputed(dispute="dispute-1", matter=DisputedMatter.DECISION, children=("child-1",)).matter.value
    'decision'
    """

    #: The host's own id of the disagreement.
    dispute: Key
    matter: DisputedMatter
    #: The children whose records it bears on.
    children: tuple[Id, ...] = ()
    #: The entry or the item that it is about.
    of: Link | None = None


@content("supervision.dispute_words", Audience.PERSONAL, verb="put_in_words")
class DisputeWords(Content):
    """The words of a disagreement: personal to whoever wrote them.

    >>> print(DisputeWords(dispute="dispute-1", words="I asked for a strategy meeting").default_audience)
    personal
    """

    dispute: Key
    words: Text


@content("supervision.dispute_settled", Audience.CHILD_FILE, verb="settle_dispute")
class DisputeSettled(Content):
    """How a disagreement was settled, on the day of the entry.

    >>> DisputeSettled(dispute="dispute-1", how=DisputeOutcome.DECIDED_ABOVE)
    DisputeSettled(dispute='dispute-1', how=<DisputeOutcome.DECIDED_ABOVE: 'decided_above'>)
    """

    dispute: Key
    how: DisputeOutcome
    note: Text | None = None


@value(kw_only=True)
class Dispute:
    """One disagreement as the child's file may show it: who, when, about what, and how it was settled.

    >>> open_still = Dispute(id="dispute-1", by="worker-1", on=date(2021, 9, 6), matter=DisputedMatter.DECISION)
    >>> open_still.settled
    False
    """

    id: Key
    by: Id
    on: date
    matter: DisputedMatter
    children: tuple[Id, ...] = ()
    of: Link | None = None
    #: None while it is open.
    settled_on: date | None = None
    settled_by: Id | None = None
    how: DisputeOutcome | None = None
    note: Text | None = None

    @property
    def settled(self) -> bool:
        """True once somebody recorded how it was settled."""
        return self.how is not None
