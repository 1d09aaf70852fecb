"""Each child's journey: where they were, are and go next, and the checkpoints that ask what will be different."""

import enum
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, Self

from reflective.errors import BadEntry, BadValue, MoveNotAllowed, ReflectiveError, UnknownId
from reflective.fields import Id, Text, check_day, value
from reflective.practice.checkpoints import (
    CHECKPOINT_MOVES,
    EVIDENCED,
    LEFT,
    Checkpoint,
    CheckpointAgreed,
    CheckpointMoved,
    CheckpointOn,
    CheckpointReached,
    CheckpointStatus,
    SoWhat,
    SoWhatDecided,
    after,
    before,
    named,
    target,
)
from reflective.practice.due import DueItem, resolve
from reflective.practice.entries import Audience, Content, Entry
from reflective.practice.log import Record
from reflective.rules import Event, Status, judge
from reflective.timescales import PartialDate

if TYPE_CHECKING:
    from typing import Unpack

    from reflective.practice.entries import Written
    from reflective.timescales import WorkingCalendar

__all__ = [
    "Account",
    "Asked",
    "For",
    "Journey",
    "MapQuestion",
    "Means",
    "Obstacle",
    "Stretch",
    "When",
]


class When(enum.StrEnum):
    """Which part of the way a stretch is, as it was told."""

    PAST = "past"
    NOW = "now"
    #: An intention, not a forecast.
    NEXT = "next"


@value(kw_only=True)
class For(Content):
    """Whose journey this is: one child's, whoever else's plan they share."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    child: Id


@value(kw_only=True)
class Stretch(Content):
    """One stretch of the way: what it was or is, when, and by whose account."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    part: When
    what: Text
    start: PartialDate | None = None
    end: PartialDate | None = None
    told_by: Id | None = None


@value(kw_only=True)
class Means(Content):
    """How they are to get to what is next."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    how: Text


@value(kw_only=True)
class Obstacle(Content):
    """What stands in the way, and what is done about it."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    what: Text
    response: Text | None = None


@value(kw_only=True)
class Account(Content):
    """The child's own account: what they said, or what was seen of a child too young to say."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    words: Text
    observed: bool = False
    told_to: Id | None = None


class MapQuestion(enum.StrEnum):
    """What is asked of a journey map."""

    NEXT = "next"
    HOW = "how"
    TIMESCALES = "timescales"
    CHECKPOINTS = "checkpoints"


@value(kw_only=True)
class Asked(Content):
    """A question was asked. Asked and not answered is on the record as just that; an answer is what follows it."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    question: MapQuestion
    answer: Text | None = None


class JourneyOn(NamedTuple):
    """A journey on a day: whose it is, and its checkpoints by id."""

    child: str | None = None
    checkpoints: Mapping[str, CheckpointOn] = MappingProxyType({})


class Journey(Record[Content, JourneyOn]):
    """One child's way through help. Siblings may share a plan; each has a journey of their own."""

    NOUN: ClassVar[str] = "journey"

    def of(self, child: str, **written: "Unpack[Written]") -> Self:
        """Say whose journey this is: the first entry of it."""
        return self.add(For(child=child), **written)

    def ask(self, question: MapQuestion, answer: str | None = None, **written: "Unpack[Written]") -> Self:
        """Record that a question was asked, and what was answered if anything was."""
        return self.add(Asked(question=question, answer=answer), **written)

    def agree(
        self,
        checkpoint: Checkpoint,
        *,
        calendar: "WorkingCalendar | None" = None,
        family_asked: bool = False,
        **written: "Unpack[Written]",
    ) -> Self:
        """Agree a checkpoint, new or proposed; its day is resolved now and stored with how it was counted."""
        words, on, counted_from = checkpoint.due, checkpoint.due_on, checkpoint.counted_from
        due = resolve(words, on, counted_from, checkpoint.anchor, calendar)
        if due is None:
            raise BadValue(name="due", wanted="given in words or as a day (due_on), one of the two")
        return self.add(CheckpointAgreed(checkpoint=checkpoint, due=due, family_asked=family_asked), **written)

    def reschedule(self, checkpoint: str, day: date, because: str, **written: "Unpack[Written]") -> Self:
        """Give an agreed checkpoint another day, with the reason; the first day is kept."""
        moved = CheckpointMoved(checkpoint=checkpoint, to=CheckpointStatus.AGREED, because=because, day=day)
        return self.add(moved, **written)

    def reach(
        self, checkpoint: str, found: CheckpointStatus, evidence: str | None = None, **written: "Unpack[Written]"
    ) -> Self:
        """Record what was found; only "unknown" needs no evidence."""
        return self.add(CheckpointReached(checkpoint=checkpoint, found=found, evidence=evidence), **written)

    def decide(self, checkpoint: str, so_what: SoWhat, because: str, **written: "Unpack[Written]") -> Self:
        """Decide what follows from what was found."""
        return self.add(SoWhatDecided(checkpoint=checkpoint, so_what=so_what, because=because), **written)

    # Questions

    def child(self, as_of: date) -> str | None:
        """Whose journey this is; None before anybody said."""
        return self.state(as_of).child

    def stretches(self, as_of: date, part: When | None = None) -> tuple[tuple[int, Stretch], ...]:
        """The stretches told by a day with their places: past, now, next, and by when each began within those."""
        told = [(place, e.content) for place, e in self.standing(as_of) if isinstance(e.content, Stretch)]
        wanted = [(place, one) for place, one in told if part is None or one.part is part]
        order = list(When)
        undated = PartialDate.unknown()
        return tuple(sorted(wanted, key=lambda pair: (order.index(pair[1].part), pair[1].start or undated)))

    def unanswered(self, as_of: date) -> tuple[MapQuestion, ...]:
        """What was asked and has no answer on the record by the day, in the order first asked."""
        asked = [entry.content for _, entry in self.standing(as_of) if isinstance(entry.content, Asked)]
        answered = {one.question for one in asked if one.answer is not None}
        return tuple(dict.fromkeys(one.question for one in asked if one.question not in answered))

    def checkpoints(self, as_of: date) -> tuple[CheckpointOn, ...]:
        """Every checkpoint, in the order they were first spoken of."""
        return tuple(self.state(as_of).checkpoints.values())

    def checkpoint(self, checkpoint: str, as_of: date) -> CheckpointOn:
        """One checkpoint on a day; raises `UnknownId` where the journey does not have it by then."""
        found = self.state(as_of).checkpoints.get(checkpoint)
        if found is None:
            raise self._unknown()
        return found

    def overdue(self, as_of: date) -> tuple[CheckpointOn, ...]:
        """Agreed checkpoints past their day with nothing found yet."""
        agreed = [one for one in self.checkpoints(as_of) if one.status is CheckpointStatus.AGREED]
        return tuple(one for one in agreed if one.day is not None and one.day < as_of)

    def missing(self, as_of: date) -> tuple[str, ...]:
        """What a map would still want on the record, in words; advisory, and nothing waits for it."""
        contents = [entry.content for _, entry in self.standing(as_of)]
        parts = {one.part for one in contents if isinstance(one, Stretch)}
        wants = {
            "where the child is now": When.NOW in parts,
            "the next stage": When.NEXT in parts,
            "how they will get there": any(isinstance(one, Means) for one in contents),
            "a checkpoint": any(one.status is not CheckpointStatus.PROPOSED for one in self.checkpoints(as_of)),
            "the child's own account": any(isinstance(one, Account) for one in contents),
        }
        return tuple(words for words, there in wants.items() if not there)

    def due_items(self, as_of: date) -> tuple[DueItem, ...]:
        """Checkpoints that were agreed, with the day of each."""
        check_day("as_of", as_of)
        state = self.state(as_of)
        agreed = {
            entry.content.checkpoint.id: (place, entry.on)
            for place, entry in self.standing(as_of)
            if isinstance(entry.content, CheckpointAgreed)
        }
        items = []
        for one in state.checkpoints.values():
            if one.day is None:
                continue
            status, late = judge(one.day, one.found_on, as_of)
            if one.status in LEFT:
                status, late = Status.ENDED, 0
            items.append(
                DueItem(
                    record=self.id,
                    kind="checkpoint",
                    item=one.checkpoint.id,
                    what=one.checkpoint.different,
                    due=one.day,
                    first_due=one.first_day,
                    trigger=agreed[one.checkpoint.id][1],
                    met=one.found_on,
                    why=None if one.due is None else one.due.why,
                    status=status,
                    days_late=late,
                    about=() if state.child is None else (state.child,),
                    owners=() if one.checkpoint.owner is None else (one.checkpoint.owner,),
                    place=agreed[one.checkpoint.id][0],
                )
            )
        return tuple(items)

    def events(self, as_of: date) -> tuple[Event, ...]:
        """Checkpoints agreed, reached and decided on, about the child."""
        child = self.child(as_of)
        if child is None:
            return ()
        found = []
        for place, entry in self.standing(as_of):
            one, kind = named(entry.content), _EVENTS.get(type(entry.content))
            if one is not None and kind is not None:
                ref = f"{self.id}/{one}"
                found.append(Event(subject=child, kind=kind, on=entry.on, ref=ref, origin=(self.id, place)))
        return tuple(found)

    # The machine

    def _start(self) -> JourneyOn:
        return JourneyOn()

    def _next(self, state: JourneyOn, entry: Entry[Content]) -> JourneyOn:
        content = entry.content
        if isinstance(content, For):
            return state._replace(child=content.child)
        one = named(content)
        known = None if one is None else before(state.checkpoints.get(one), content)
        if one is None or known is None:
            return state
        return state._replace(checkpoints={**state.checkpoints, one: after(known, content, entry.on)})

    def _refusal(self, state: JourneyOn, entry: Entry[Content]) -> ReflectiveError | None:
        content = entry.content
        if isinstance(content, For):
            said = state.child is not None
            return (
                BadEntry(record=self.id, why="it is a child's already: another child has their own") if said else None
            )
        if state.child is None:
            return BadEntry(record=self.id, why="say first whose journey it is")
        one = named(content)
        if one is None:
            return None
        known = before(state.checkpoints.get(one), content)
        return self._unknown() if known is None else self._refused(known, content, entry.on)

    def _refused(self, known: CheckpointOn, content: Content, on: date) -> ReflectiveError | None:
        to = target(content)
        if to not in CHECKPOINT_MOVES[known.status]:
            remedy = "reschedule it to change its day" if isinstance(content, CheckpointAgreed) else ""
        elif isinstance(content, CheckpointReached) and to in EVIDENCED and not (content.evidence or content.of):
            remedy = "what was found rests on evidence; without any it is 'unknown'"
        elif isinstance(content, CheckpointMoved) and (to is CheckpointStatus.AGREED) != (content.day is not None):
            remedy = "rescheduling, and nothing else, gives a day"
        else:
            return None
        return MoveNotAllowed(
            record=self.id,
            noun=f"checkpoint {known.checkpoint.id} of {self.NOUN}",
            on=on,
            state=str(known.status),
            allowed=tuple(map(str, CHECKPOINT_MOVES[known.status])),
            remedy=remedy,
        )

    def _unknown(self) -> UnknownId:
        return UnknownId(noun="checkpoint", where=f"journey {self.id}")


_EVENTS: Final[Mapping[type[Content], str]] = {
    CheckpointAgreed: "checkpoint.agreed",
    CheckpointReached: "checkpoint.reached",
    SoWhatDecided: "checkpoint.decided",
}
