"""Each child's journey: where they were, are and go next, and the checkpoints that ask what will be different."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, Self, Unpack

from reflective.errors import BadEntry, BadValue, ReflectiveError, UnknownId
from reflective.fields import Key, check, check_day
from reflective.practice.journey.checkpoints import (
    CHECKPOINT,
    LEFT,
    Checkpoint,
    CheckpointAgreed,
    CheckpointProposed,
    CheckpointReached,
    CheckpointRescheduled,
    CheckpointState,
    CheckpointStatus,
    CheckpointSuperseded,
    CheckpointWithdrawn,
    SoWhat,
    SoWhatDecided,
)
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
from reflective.records.content import Content
from reflective.records.due import DueItem, resolve
from reflective.records.entry import Entry, Written
from reflective.records.log import Record
from reflective.rules import Event, Status, status_on
from reflective.timescales import Kind, PartialDate

if TYPE_CHECKING:
    from reflective.timescales import WorkingCalendar

__all__ = ["Journey"]


class JourneyState(NamedTuple):
    """A journey on a day: whose it is, and its checkpoints by id."""

    child: str | None = None
    checkpoints: Mapping[str, CheckpointState] = {}

    def after(self, entry: Entry[Content], to: CheckpointStatus | None, _place: int) -> "JourneyState":
        """The journey after an entry."""
        content = entry.content
        if isinstance(content, JourneyOf):
            return self._replace(child=content.child)
        one = None if to is None else CHECKPOINT.item_of(content)
        if one is None or to is None:
            return self
        known = self.checkpoints.get(one)
        if known is None:
            if not isinstance(content, CheckpointProposed | CheckpointAgreed):
                return self
            known = CheckpointState(content.checkpoint, to)
        return self._replace(checkpoints={**self.checkpoints, one: known.after(content, to, entry.on)})


class Journey(Record[JourneyState]):
    """One child's way through help. Siblings may share a plan; each has a journey of their own."""

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

    def agree(
        self,
        checkpoint: Checkpoint,
        *,
        calendar: "WorkingCalendar | None" = None,
        family_asked: bool = False,
        **written: Unpack[Written],
    ) -> Self:
        """Agree a checkpoint, new or proposed; its day is resolved now and stored with how it was counted."""
        check("checkpoint", checkpoint, Checkpoint)
        words, on, counted_from = checkpoint.due, checkpoint.due_on, checkpoint.counted_from
        due = resolve(words, on, counted_from, checkpoint.anchor, calendar)
        if due is None:
            raise BadValue(name="due", wanted="given in words or as a day (due_on), one of the two")
        return self.add(CheckpointAgreed(checkpoint=checkpoint, due=due, family_asked=family_asked), **written)

    def reschedule(self, checkpoint: str, day: date, because: str, **written: Unpack[Written]) -> Self:
        """Give an agreed checkpoint another day, with the reason; the first day is kept."""
        return self.add(CheckpointRescheduled(checkpoint=checkpoint, because=because, day=day), **written)

    def supersede(self, checkpoint: str, by_checkpoint: str, because: str, **written: Unpack[Written]) -> Self:
        """Let another checkpoint of this journey take its place, with the reason."""
        return self.add(
            CheckpointSuperseded(checkpoint=checkpoint, because=because, by_checkpoint=by_checkpoint), **written
        )

    def withdraw(self, checkpoint: str, because: str, **written: Unpack[Written]) -> Self:
        """Withdraw a checkpoint that no longer serves, with the reason."""
        return self.add(CheckpointWithdrawn(checkpoint=checkpoint, because=because), **written)

    def reach(
        self, checkpoint: str, found: CheckpointStatus, evidence: str | None = None, **written: Unpack[Written]
    ) -> Self:
        """Record what was found; only "unknown" needs no evidence."""
        return self.add(CheckpointReached(checkpoint=checkpoint, found=found, evidence=evidence), **written)

    def decide(self, checkpoint: str, so_what: SoWhat, because: str, **written: Unpack[Written]) -> Self:
        """Decide what follows from what was found."""
        return self.add(SoWhatDecided(checkpoint=checkpoint, so_what=so_what, because=because), **written)

    # Questions

    def child(self, as_of: date) -> str | None:
        """Whose journey this is; None before anybody said."""
        return self.state(as_of).child

    def stages(self, as_of: date, part: JourneyPart | None = None) -> tuple[tuple[int, JourneyStage], ...]:
        """The stretches told by a day with their places: past, now, next, and by when each began within those."""
        wanted = [(place, one) for place, one in self._told(JourneyStage, as_of) if part is None or one.part is part]
        order = list(JourneyPart)
        undated = PartialDate.unknown()
        return tuple(sorted(wanted, key=lambda pair: (order.index(pair[1].part), pair[1].start or undated)))

    def how(self, as_of: date) -> tuple[tuple[int, HowToGetThere], ...]:
        """How they are to get to what is next, as told by a day, with places."""
        return self._told(HowToGetThere, as_of)

    def barriers(self, as_of: date) -> tuple[tuple[int, Obstacle], ...]:
        """The obstacles told by a day, with places."""
        return self._told(Obstacle, as_of)

    def accounts(self, as_of: date) -> tuple[tuple[int, Account], ...]:
        """The child's own account, every time they gave one by a day, with places."""
        return self._told(Account, as_of)

    def unanswered(self, as_of: date) -> tuple[MapQuestion, ...]:
        """The questions asked by the day with no answer since on the record, in the order they were asked.

        An answer is to what was asked before it or with it: a question asked again waits again.
        """
        waiting: dict[MapQuestion, None] = {}
        for _, asked in self._told(Asked, as_of):
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
            raise self._unknown()
        return found

    def overdue(self, as_of: date) -> tuple[CheckpointState, ...]:
        """Agreed checkpoints past their day with nothing found yet."""
        agreed = [one for one in self.checkpoints(as_of) if one.status is CheckpointStatus.AGREED]
        return tuple(one for one in agreed if one.day is not None and one.day < as_of)

    def missing(self, as_of: date) -> tuple[str, ...]:
        """The parts of a journey map that are not evidenced on the record, in words. Nothing waits for them."""
        contents = [entry.content for _, entry in self.standing(as_of)]
        parts = {one.part for one in contents if isinstance(one, JourneyStage)}
        wants = {
            "where the child is now": JourneyPart.NOW in parts,
            "the next stage": JourneyPart.NEXT in parts,
            "how they will get there": any(isinstance(one, HowToGetThere) for one in contents),
            "a checkpoint": any(one.status not in _NOT_AGREED for one in self.checkpoints(as_of)),
            "the child's own account": any(isinstance(one, Account) for one in contents),
        }
        return tuple(words for words, there in wants.items() if not there)

    def due_items(self, as_of: date) -> tuple[DueItem, ...]:
        """Checkpoints that were agreed, with the day of each.

        Met is a checkpoint that was found met. Found otherwise it is no longer waited for (`ended`), or `not_known`
        where nothing was evidenced; what was found is then in the words.
        """
        check_day("as_of", as_of)
        state = self.state(as_of)
        # The entry that first gave a day: what is read here may lack the agreement, withheld or erased.
        first: dict[str, tuple[int, date]] = {}
        for place, entry in self.standing(as_of):
            match entry.content:
                case CheckpointAgreed(checkpoint=Checkpoint(id=one)) | CheckpointRescheduled(checkpoint=one):
                    first.setdefault(one, (place, entry.on))
        about = () if state.child is None else (state.child,)
        due = [(one, first[known]) for known, one in state.checkpoints.items() if one.day is not None]
        return tuple(self._due_item(one, place, on, about, as_of) for one, (place, on) in due)

    def _due_item(self, one: CheckpointState, place: int, on: date, about: tuple[str, ...], as_of: date) -> DueItem:
        met = one.found_on if one.found is CheckpointStatus.MET else None
        status, late = _standing(one, met, as_of)
        found = "" if one.found is None or met is not None else f" (found {one.found.replace('_', ' ')})"
        return DueItem(
            record=self.id,
            kind="checkpoint",
            item=one.checkpoint.id,
            what=f"{one.checkpoint.different}{found}",
            due=one.day,
            first_due=one.first_day,
            trigger=on,
            met=met,
            why=None if one.due is None else one.due.why,
            status=status,
            open=bool(CHECKPOINT.table[one.status]),
            days_late=late,
            about=about,
            owners=() if one.checkpoint.owner is None else (one.checkpoint.owner,),
            place=place,
        )

    def events(self, as_of: date) -> tuple[Event, ...]:
        """Stretches that began on an exact day, and checkpoints agreed, reached and decided on, about the child.

        What is next is an intention and no event.
        """
        child = self.child(as_of)
        if child is None:
            return ()
        found = []
        for place, entry in self.standing(as_of):
            if (told := _event(entry)) is not None and told[1] <= as_of:
                kind, on, facts = told
                one = CHECKPOINT.item_of(entry.content) if type(entry.content) in CHECKPOINT.kinds else None
                ref = self.id if one is None else f"{self.id}/{one}"
                found.append(Event(subject=child, kind=kind, on=on, ref=ref, facts=facts, origin=(self.id, place)))
        return tuple(found)

    def _misfit(self, facts: JourneyState, _states: object, entry: Entry[Any]) -> ReflectiveError | None:
        match entry.content:
            case JourneyOf():
                if facts.child is None:
                    return None
                why = "it is a child's already: another child has their own"
                return BadEntry(code="journey.of_another", record=self.id, why=why)
            case _ if facts.child is None:
                return BadEntry(code="journey.of_nobody", record=self.id, why="say first whose journey it is")
            case CheckpointSuperseded(by_checkpoint=other) if other not in facts.checkpoints:
                return self._unknown()
        return None

    def _unknown(self) -> UnknownId:
        return UnknownId(noun="checkpoint", where=f"journey {self.id}")


_NOT_AGREED: Final = LEFT | {CheckpointStatus.PROPOSED}


def _standing(one: CheckpointState, met: date | None, as_of: date) -> tuple[Status, int | None]:
    """Where a checkpoint with a day stands as something due."""
    if one.status in LEFT or one.found in {CheckpointStatus.PARTLY_MET, CheckpointStatus.NOT_MET}:
        return Status.ENDED, 0
    if one.day is None or one.found is CheckpointStatus.UNKNOWN:
        return Status.NOT_KNOWN, None
    return status_on(one.day, met, as_of)


def _event(entry: Entry[Content]) -> tuple[str, date, tuple[tuple[str, str], ...]] | None:
    """The kind, the day and the facts of what an entry tells rules, where it tells them anything."""
    match entry.content:
        case JourneyStage(part=JourneyPart.PAST | JourneyPart.NOW as part, start=PartialDate(kind=Kind.EXACT) as start):
            return "journey.stage", start.exact_day, (("part", str(part)),)
        case CheckpointAgreed():
            return "checkpoint.agreed", entry.on, ()
        case CheckpointReached(found=found):
            return "checkpoint.reached", entry.on, (("found", str(found)),)
        case SoWhatDecided(so_what=so_what):
            return "checkpoint.decided", entry.on, (("so_what", str(so_what)),)
    return None
