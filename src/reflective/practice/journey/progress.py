"""A journey and its checkpoints on a day, as the entries make them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from reflective.practice.journey.checkpoints import (
    CHECKPOINT,
    RESULTS,
    Checkpoint,
    CheckpointAgreed,
    CheckpointProposed,
    CheckpointReached,
    CheckpointRescheduled,
    CheckpointStatus,
    CheckpointSuperseded,
    CheckpointWithdrawn,
    SoWhat,
    SoWhatDecided,
)
from reflective.practice.journey.journey_map import Account, JourneyOf
from reflective.records.content import Content
from reflective.records.entry import Entry
from reflective.timescales import Deadline

__all__ = ["CheckpointState", "JourneyState"]


class CheckpointState(NamedTuple):
    """One checkpoint on a day: where it stands, when it is due, each deadline it had before, and what was found."""

    checkpoint: Checkpoint
    status: CheckpointStatus
    #: None before it is agreed.
    due: Deadline | None = None
    #: Each time that it was rescheduled, with the reason, the first time first.
    rescheduled: tuple[CheckpointRescheduled, ...] = ()
    #: The deadline that each of those changed.
    former: tuple[Deadline, ...] = ()
    #: Whether the family was asked when it was agreed; None before it is agreed.
    family_asked: bool | None = None
    found: CheckpointStatus | None = None
    found_on: date | None = None
    so_what: SoWhat | None = None
    #: The id of the checkpoint that took its place.
    superseded_by: str | None = None
    #: The day on which it was settled: a "so what" was decided, or it was superseded or withdrawn.
    settled_on: date | None = None

    @property
    def day(self) -> date | None:
        """The day it is due now; None before it is agreed, and where its words name none."""
        return None if self.due is None else self.due.day

    @property
    def first_day(self) -> date | None:
        """The day it was first due; None where its first words named none."""
        return self.former[0].day if self.former else self.day

    @property
    def former_days(self) -> tuple[date | None, ...]:
        """Every day it was due before, the first one first; None for words that named none."""
        return tuple(due.day for due in self.former)

    @property
    def open(self) -> bool:
        """Whether anything is still to be done about it: until a "so what" is decided, or it is given up."""
        return bool(CHECKPOINT.table[self.status])

    @property
    def awaits_so_what(self) -> bool:
        """Whether something was found, and nobody has decided yet what follows from it."""
        return self.status in RESULTS

    def late(self, as_of: date) -> bool:
        """Whether its day has passed, it was not found met, and nobody has settled it."""
        met = self.found is CheckpointStatus.MET
        return self.open and not met and self.day is not None and self.day < as_of

    def after(self, content: Content, to: CheckpointStatus, on: date) -> "CheckpointState":
        """The checkpoint after an entry about it."""
        # `_replace` takes twice as long, and a journey is folded whenever it is asked what is due.
        checkpoint, _, due, rescheduled, former, asked, found, found_on, so_what, other, settled_on = self
        match content:
            case CheckpointReached():
                found, found_on = content.found, on
            case SoWhatDecided():
                so_what, settled_on = content.so_what, on
            case CheckpointAgreed():
                checkpoint, due, asked = content.checkpoint, content.checkpoint.due, content.family_asked
            case CheckpointProposed():
                checkpoint = content.checkpoint
            case CheckpointRescheduled():
                former = former if due is None else (*former, due)
                due, rescheduled = content.due, (*rescheduled, content)
            case CheckpointSuperseded():
                other, settled_on = content.by_checkpoint, on
            case CheckpointWithdrawn():
                settled_on = on
        return CheckpointState(
            checkpoint, to, due, rescheduled, former, asked, found, found_on, so_what, other, settled_on
        )


class JourneyState(NamedTuple):
    """A journey on a day: whose it is, its checkpoints by id, and the places of the child's own accounts."""

    child: str | None = None
    checkpoints: Mapping[str, CheckpointState] = {}
    accounts: tuple[int, ...] = ()

    def after(self, entry: Entry[Any], to: CheckpointStatus | None, place: int) -> "JourneyState":
        """The journey after an entry."""
        content = entry.content
        if to is None:
            if isinstance(content, JourneyOf):
                return self._replace(child=content.child)
            return self._replace(accounts=(*self.accounts, place)) if isinstance(content, Account) else self
        one = CHECKPOINT.item_of(content)
        if one is None:
            return self
        known = self.checkpoints.get(one)
        if known is None:
            if not isinstance(content, CheckpointProposed | CheckpointAgreed):
                return self
            known = CheckpointState(content.checkpoint, to)
        return JourneyState(self.child, {**self.checkpoints, one: known.after(content, to, entry.on)}, self.accounts)
