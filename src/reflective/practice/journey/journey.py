"""Each child's journey: where they were, are and go next, and the checkpoints that ask what will be different."""

from datetime import date
from typing import Any, ClassVar, Final, Self, Unpack

from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.fields import Key, check, check_day
from reflective.practice.journey.checkpoints import (
    CHECKPOINT,
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
from reflective.practice.journey.events import events
from reflective.practice.journey.journey_map import (
    Account,
    Asked,
    HowToGetThere,
    JourneyOf,
    JourneyPart,
    JourneyStage,
    MapQuestion,
    Obstacle,
)
from reflective.practice.journey.progress import CheckpointState, JourneyState
from reflective.practice.journey.rows import due_rows, origins
from reflective.records.content import Link
from reflective.records.entry import Entry, Written
from reflective.records.log import Record
from reflective.rules import Event, Obligation
from reflective.timescales import Deadline, PartialDate

__all__ = ["Journey"]


class Journey(Record[JourneyState]):
    """One child's way through help. Siblings may share a plan; each has a journey of their own.

    >>> day = date(2021, 9, 6)
    >>> journey = Journey(id="journey-1").of("child-1", on=day, recorded=day, by="worker-1")
    >>> journey.child(as_of=day)
    'child-1'
    """

    KIND: ClassVar[str] = "journey"
    NOUN: ClassVar[str] = "journey"
    machines = (CHECKPOINT,)
    takes = (JourneyOf, JourneyStage, HowToGetThere, Obstacle, Account, Asked)
    facts = JourneyState

    def of(self, child: str, **written: Unpack[Written]) -> Self:
        """Say whose journey this is: the first entry of it."""
        return self.add(JourneyOf(child=child), **written)

    def ask(self, question: MapQuestion, answer: str | None = None, **written: Unpack[Written]) -> Self:
        """Record that a question was asked, and what was answered if anything was."""
        return self.add(Asked(question=question, answer=answer), **written)

    def propose(self, checkpoint: Checkpoint, **written: Unpack[Written]) -> Self:
        """Put a checkpoint in draft."""
        return self.add(CheckpointProposed(checkpoint=checkpoint), **written)

    def agree(self, checkpoint: Checkpoint, *, family_asked: bool = False, **written: Unpack[Written]) -> Self:
        """Agree a checkpoint, new or proposed, and record whether the family was asked."""
        return self.add(CheckpointAgreed(checkpoint=checkpoint, family_asked=family_asked), **written)

    def reschedule(
        self,
        checkpoint: str,
        because: str,
        *,
        due: Deadline,
        because_of: Link | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Give an agreed checkpoint another deadline, with the reason; the first and every former one are kept.

        `because_of` points to the child's account because of which it is moved, where that is why.
        """
        rescheduled = CheckpointRescheduled(checkpoint=checkpoint, because=because, due=due, because_of=because_of)
        return self.add(rescheduled, **written)

    def supersede(self, checkpoint: str, by_checkpoint: str, because: str, **written: Unpack[Written]) -> Self:
        """Let another checkpoint of this journey take its place, with the reason."""
        return self.add(
            CheckpointSuperseded(checkpoint=checkpoint, because=because, by_checkpoint=by_checkpoint), **written
        )

    def withdraw(self, checkpoint: str, because: str, **written: Unpack[Written]) -> Self:
        """Withdraw a checkpoint that no longer serves, with the reason."""
        return self.add(CheckpointWithdrawn(checkpoint=checkpoint, because=because), **written)

    def reach(
        self,
        checkpoint: str,
        found: CheckpointStatus,
        evidence: str | None = None,
        *,
        of: Link | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Record what was found, with the evidence in words or where it is (`of`); only "unknown" needs none."""
        return self.add(CheckpointReached(checkpoint=checkpoint, found=found, evidence=evidence, of=of), **written)

    def decide(
        self,
        checkpoint: str,
        so_what: SoWhat,
        because: str,
        *,
        because_of: Link | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Decide what follows from what was found; `because_of` points to the child's account that led to it."""
        decided = SoWhatDecided(checkpoint=checkpoint, so_what=so_what, because=because, because_of=because_of)
        return self.add(decided, **written)

    # Questions

    def child(self, as_of: date) -> str | None:
        """Whose journey this is; None before anybody said."""
        return self.state(as_of).child

    def stages(self, as_of: date, part: JourneyPart | None = None) -> tuple[tuple[int, JourneyStage], ...]:
        """The stretches told by a day with their places: past, now, next, and by when each began within those."""
        wanted = [
            (place, one) for place, one in self._entries_of(JourneyStage, as_of) if part is None or one.part is part
        ]
        order = list(JourneyPart)
        undated = PartialDate.unknown()
        return tuple(sorted(wanted, key=lambda pair: (order.index(pair[1].part), pair[1].start or undated)))

    def how(self, as_of: date) -> tuple[tuple[int, HowToGetThere], ...]:
        """How they are to get to what is next, as told by a day, with places."""
        return self._entries_of(HowToGetThere, as_of)

    def barriers(self, as_of: date) -> tuple[tuple[int, Obstacle], ...]:
        """The obstacles told by a day, with places."""
        return self._entries_of(Obstacle, as_of)

    def accounts(self, as_of: date) -> tuple[tuple[int, Account], ...]:
        """The child's own account, every time they gave one by a day, with places."""
        return self._entries_of(Account, as_of)

    def unanswered(self, as_of: date) -> tuple[MapQuestion, ...]:
        """The questions asked by the day with no answer since on the record, in the order they were asked.

        An answer is to what was asked before it or with it: a question asked again waits again.
        """
        waiting: dict[MapQuestion, None] = {}
        for _, asked in self._entries_of(Asked, as_of):
            if asked.answer is None:
                waiting.setdefault(asked.question)
            else:
                waiting.pop(asked.question, None)
        return tuple(waiting)

    def checkpoints(self, as_of: date) -> tuple[CheckpointState, ...]:
        """Every checkpoint, in the order they were first spoken of."""
        return tuple(self.state(as_of).checkpoints.values())

    def checkpoint(self, checkpoint: str, as_of: date) -> CheckpointState:
        """One checkpoint on a day; raises `UnknownId` where the journey does not have it by then."""
        check("checkpoint", checkpoint, Key)
        found = self.state(as_of).checkpoints.get(checkpoint)
        if found is None:
            raise self._unknown(noun="checkpoint")
        return found

    def overdue(self, as_of: date) -> tuple[CheckpointState, ...]:
        """Agreed checkpoints past their day that were not found met, and that nobody has settled."""
        return tuple(one for one in self.checkpoints(as_of) if one.late(as_of))

    def awaiting_so_what(self, as_of: date) -> tuple[CheckpointState, ...]:
        """Checkpoints of which something was found, while nobody has decided what follows for the child."""
        return tuple(one for one in self.checkpoints(as_of) if one.awaits_so_what)

    def family_not_asked(self, as_of: date) -> tuple[CheckpointState, ...]:
        """Open checkpoints that were agreed without asking the family."""
        return tuple(one for one in self.checkpoints(as_of) if one.family_asked is False and one.open)

    def changed_because_of(
        self, place: int, as_of: date
    ) -> tuple[tuple[int, CheckpointRescheduled | SoWhatDecided], ...]:
        """The checkpoints that were moved, and the decisions taken, because of the child's account at a place.

        Raises `UnknownId` where no account stands at that place by the day. A link follows an account that is
        corrected.
        """
        check("place", place, int)
        if place not in self.state(as_of).accounts:
            raise self._unknown(noun="account")
        account = self._stood.get(place, place)
        return tuple(
            (at, entry.content)
            for at, entry in self.standing(as_of)
            if isinstance(entry.content, CheckpointRescheduled | SoWhatDecided)
            and self._account_of(entry.content.because_of) == account
        )

    def missing(self, as_of: date) -> tuple[str, ...]:
        """The parts of a journey map that are not evidenced on the record, in words. Nothing waits for them.

        A checkpoint of which something was found, with no "so what" decided since, is one of them.
        """
        contents = [entry.content for _, entry in self.standing(as_of)]
        parts = {one.part for one in contents if isinstance(one, JourneyStage)}
        wants = {
            "where the child is now": JourneyPart.NOW in parts,
            "the next stage": JourneyPart.NEXT in parts,
            "how they will get there": any(isinstance(one, HowToGetThere) for one in contents),
            "a checkpoint": any(one.status not in _NOT_AGREED for one in self.checkpoints(as_of)),
            "the child's own account": any(isinstance(one, Account) for one in contents),
        }
        undecided = [f'the "so what" of checkpoint {one.checkpoint.id}' for one in self.awaiting_so_what(as_of)]
        return (*(words for words, there in wants.items() if not there), *undecided)

    # For a case

    def claim(self) -> tuple[str, ...] | None:
        """A case has one journey of a child; None before anybody said whose this is."""
        child = self._folded[1].child
        return None if child is None else ("journey", child)

    def due_rows(self, as_of: date) -> tuple[Obligation, ...]:
        """Checkpoints that were agreed, a row for the child of each.

        A checkpoint is met when it was found met. Found partly met, not met or unknown, it was looked at and is not
        met: its status goes on by its day, so that it falls overdue, and `why` gives what was found. It is open until
        a "so what" is decided, which ends it, or until it is superseded or withdrawn.
        """
        check_day("as_of", as_of)
        found = origins(self.standing(as_of), self.closer)
        return tuple(due_rows(self.id, self.state(as_of), found, as_of))

    def events(self, as_of: date) -> tuple[Event, ...]:
        """Stretches that began on an exact day, and checkpoints agreed, reached and decided on, about the child.

        What is next is an intention and no event.
        """
        child = self.child(as_of)
        return () if child is None else events(self.id, child, self.standing(as_of), as_of)

    # Refusals

    def _misfit(self, facts: JourneyState, _states: object, entry: Entry[Any]) -> ReflectiveError | None:
        content = entry.content
        match content:
            case JourneyOf():
                if facts.child is None:
                    return None
                why = "it is a child's already: another child has their own"
                return BadEntry(code="journey.of_another", record=self.id, why=why)
            case _ if facts.child is None:
                return BadEntry(code="journey.of_nobody", record=self.id, why="say first whose journey it is")
            case CheckpointRescheduled() | SoWhatDecided():
                return self._unheard(content.because_of, entry.on)
            case CheckpointSuperseded(by_checkpoint=other):
                return self._no_successor(facts.checkpoints.get(other))
        return None

    def _no_successor(self, other: CheckpointState | None) -> ReflectiveError | None:
        """Why a checkpoint may not take the place of another: it is not there, or is settled itself."""
        if other is None:
            return self._unknown(noun="checkpoint")
        if other.open:
            return None
        why = "the checkpoint that takes its place is itself settled: name one that is still waited for"
        return BadEntry(code="checkpoint.settled", record=self.id, why=why)

    def _unheard(self, because_of: Link | None, on: date) -> ReflectiveError | None:
        """The refusal of a link to this journey where no account that the child gave by a day stands at its place."""
        if because_of is None or because_of.record != self.id:
            return None
        # By the day and not by the order: an account corrected on its day stands after what was done because of it.
        standing = (place for place, one in self._standing if isinstance(one.content, Account) and one.on <= on)
        accounts = {self._stood.get(place, place) for place in standing}
        return None if self._account_of(because_of) in accounts else self._unknown(noun="account")

    def _account_of(self, because_of: Link | None) -> int | None:
        """The place at which an account of this journey that a link points to was first written."""
        if because_of is None or because_of.record != self.id or because_of.place is None:
            return None
        return self._stood.get(because_of.place, because_of.place)

    def _unknown(self, noun: str) -> UnknownId:
        return UnknownId(noun=noun, where=f"journey {self.id}")


_NOT_AGREED: Final = frozenset({CheckpointStatus.PROPOSED, CheckpointStatus.SUPERSEDED, CheckpointStatus.WITHDRAWN})
