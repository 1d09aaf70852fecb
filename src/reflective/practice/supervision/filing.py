"""From the record of a meeting to the files of its children: signing, filing, and what stays off a file."""

import enum
from datetime import date
from typing import NamedTuple

from reflective.errors import BadValue
from reflective.fields import Id, Text, value
from reflective.practice.supervision.meeting import MeetingPart
from reflective.records.content import Audience, Content, Link, content
from reflective.records.machine import State

__all__ = [
    "ChildFiling",
    "ChildRecordStage",
    "DistillationConfirmed",
    "Distilled",
    "Filed",
    "FilingDecided",
    "FilingDecision",
    "OffFile",
    "Signed",
    "UnsignedBecause",
]


class ChildRecordStage(State):
    """Where the record of the meeting for one child is."""

    NOT_WRITTEN = "not_written"
    WRITTEN = "written"
    FILED = "filed"


class UnsignedBecause(enum.StrEnum):
    """Why a record is filed although not everybody has signed it."""

    OFF_SICK = "off_sick"
    LEFT = "left"
    REFUSES = "refuses"
    NOT_REACHED = "not_reached"
    #: Any other reason, which the note gives.
    OTHER = "other"


class OffFile(enum.StrEnum):
    """A decision on a personal or restricted entry about a child whose record is filed."""

    #: It stays where it is, and off the child's file.
    STAYS = "stays"
    #: Other words, which say what the file needs of it, go on the child's file; the entry itself stays.
    DISTILLED = "distilled"


@content("supervision.signed", Audience.CHILD_FILE, verb="sign")
class Signed(Content):
    """Whoever wrote this entry signs the record as a part of theirs.

    It holds until something of substance is written, or struck, at or after `of`: who met and when (`Held`), what was
    reached (`Discussed`), a child's record, an answer of a form, or that it is written up (`Recorded`). Preparing,
    disputing, filing and reviewing change nothing that was signed.

    >>> Signed(part=MeetingPart.SUPERVISOR, of=7, absent_because="back from leave")
    Signed(part=<MeetingPart.SUPERVISOR: 'supervisor'>, of=7)
    """

    part: MeetingPart
    #: The number of entries that the signer had before them.
    of: int
    #: Why a supervisor signs who was not at the meeting: a line manager who is back, where another one held it.
    absent_because: Text | None = None


@content("supervision.filed", Audience.CHILD_FILE, verb="file", subjects=("child",))
class Filed(Content):
    """The record of one child went onto the child's file, signed or with the reason why it is not.

    Like a signature it is of so many entries. A child's record that was rewritten or corrected since is filed again,
    and a correction may be dated before the filing.

    >>> Filed(child="child-1", of=9, unsigned_because=UnsignedBecause.OFF_SICK).unsigned_because.value
    'off_sick'
    """

    child: Id
    #: The number of entries that whoever filed had before them.
    of: int
    unsigned_because: UnsignedBecause | None = None
    note: Text | None = None
    #: The entries that went onto the file, and how many about the child stayed off it, where the filing gate says so.
    filed: tuple[Link, ...] = ()
    kept_off: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.unsigned_because is UnsignedBecause.OTHER and self.note is None:
            raise BadValue(name="note", wanted="given with the reason 'other'")


def _as_close_as_the_entry(said: "FilingDecision") -> Audience:
    return said.held_as


@content(
    "supervision.filing_decision", _as_close_as_the_entry, subjects=("child",), owner="whose", verb="decide_filing"
)
class FilingDecision(Content):
    """The decision on one personal or restricted entry when a child's record is filed. It is as private as that entry.

    Whoever files may decide that it stays. A distillation counts once both have confirmed it.

    >>> decision = FilingDecision(
    ...     child="child-1",
    ...     entry=Link(record="cycle-1", place=1),
    ...     held_as=Audience.PERSONAL,
    ...     whose="worker-1",
    ...     decision=OffFile.STAYS,
    ... )
    >>> print(decision.default_audience)
    personal
    """

    child: Id
    #: The entry: its record and its place.
    entry: Link
    #: Its audience, personal or restricted, and whose it is: the owner of a personal one, the writer of a restricted.
    held_as: Audience
    whose: Id
    decision: OffFile
    #: The words for the child's file, where it is distilled.
    words: Text | None = None

    def __attrs_post_init__(self) -> None:
        if self.entry.place is None:
            raise BadValue(name="entry", wanted="a Link with a place")
        if self.held_as not in {Audience.PERSONAL, Audience.RESTRICTED}:
            raise BadValue(name="held_as", wanted="the audience 'personal' or 'restricted'")
        if (self.words is None) != (self.decision is OffFile.STAYS):
            raise BadValue(name="words", wanted="given with the decision 'distilled', and only then")


@content("supervision.distillation_confirmed", Audience.RESTRICTED, subjects=("child",), verb="confirm_distillation")
class DistillationConfirmed(Content):
    """Whoever wrote this entry agrees with the words in which an entry is distilled for a child's file.

    >>> DistillationConfirmed(child="child-1", entry=Link(record="cycle-1", place=1), of=12)
    DistillationConfirmed(child='child-1', entry=Link(record='cycle-1', place=1, item=None), of=12)
    """

    child: Id
    entry: Link
    #: The number of entries that they had before them. Words that are decided on after that are confirmed again.
    of: int


@content("supervision.distilled", Audience.CHILD_FILE, subjects=("child",), verb="distil")
class Distilled(Content):
    """The words of a confirmed distillation, on the child's file. It does not say of which entry.

    >>> Distilled(child="child-1", words="the worker feels the visits are hard")
    Distilled(child='child-1')
    """

    child: Id
    words: Text


class FilingDecided(NamedTuple):
    """The decision on one entry for one child's file, and who confirmed its words."""

    decision: OffFile
    whose: str
    words: str | None
    #: The place of the decision, and its day.
    place: int
    on: date
    confirmed_by: frozenset[str] = frozenset()
    #: True once it counts: it stays, or both have confirmed its words.
    counts: bool = False

    def __repr__(self) -> str:
        # A tuple's own would show the words.
        return f"<{self.decision} at {self.place}, {'counts' if self.counts else 'not confirmed by both'}>"


@value(kw_only=True)
class ChildFiling:
    """One filing of a child's record: on which day, by whom, and whether it was signed or why not.

    >>> filing = ChildFiling(
    ...     child="child-1", on=date(2021, 9, 9), by="manager-1", unsigned_because=UnsignedBecause.OFF_SICK
    ... )
    >>> filing.signed
    False
    """

    child: Id
    on: date
    by: Id
    unsigned_because: UnsignedBecause | None = None
    note: Text | None = None
    filed: tuple[Link, ...] = ()
    kept_off: int | None = None
    #: True where the child's record was rewritten or corrected since, and is to be filed again.
    edited_since: bool = False

    @property
    def signed(self) -> bool:
        """True if everybody had signed the record when it was filed."""
        return self.unsigned_because is None
