"""The methods that write a meeting, from the diary to the files of its children."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, Self, Unpack, runtime_checkable

from reflective.fields import check
from reflective.practice.supervision.disputes import (
    Disputed,
    DisputedMatter,
    DisputeOutcome,
    DisputeSettled,
    DisputeWords,
)
from reflective.practice.supervision.filing import (
    DistillationConfirmed,
    Distilled,
    Filed,
    FilingDecision,
    OffFile,
    Signed,
    UnsignedBecause,
)
from reflective.practice.supervision.meeting import (
    Cancelled,
    ChildRecord,
    Discussed,
    Draft,
    Held,
    MeetingKind,
    MeetingMode,
    MeetingPart,
    Missed,
    Planned,
    Prepared,
    Recorded,
    ReviewedNext,
)
from reflective.practice.supervision.state import MeetingState
from reflective.records.content import Audience, Link, closest
from reflective.records.entry import Written
from reflective.records.forms import Form, FormAnswer, judge
from reflective.records.log import Record

__all__ = ["PromptSet", "WritesMeeting"]


@runtime_checkable
@runtime_checkable
class PromptSet(Protocol):
    """A set of prompts in one version, such as `Prompts`, which raises `UnknownId` for a prompt it does not have."""

    @property
    def version(self) -> str:
        """Its version."""
        ...

    def __getitem__(self, prompt: str, /) -> object:
        """The prompt of that id."""


def _check_prompts(named: Iterable[str], prompts: PromptSet | None) -> None:
    """Refuse prompts that a set does not have, where one is given."""
    if prompts is None:
        return
    check("prompts", prompts, PromptSet)
    for prompt in named:
        prompts[prompt]


class WritesMeeting(Record[MeetingState]):
    """The half of `Supervision` that writes. Each method adds the entry that is named in its summary."""

    # Until it is written up

    def plan(
        self,
        day: date,
        people: tuple[tuple[str, MeetingPart], ...],
        *,
        kind: MeetingKind = MeetingKind.INDIVIDUAL,
        children: tuple[str, ...] = (),
        minutes: int | None = None,
        mode: MeetingMode | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Put it in the diary."""
        planned = Planned(day=day, kind=kind, people=people, children=children, minutes=minutes, mode=mode)
        return self.add(planned, **written)

    def prepare(self, prepared: Prepared, *, prompts: PromptSet | None = None, **written: Unpack[Written]) -> Self:
        """Say beforehand what it should be about. With `prompts`, raises `UnknownId` for a prompt they do not have."""
        check("prepared", prepared, Prepared)
        _check_prompts(prepared.prompts, prompts)
        return self.add(prepared, **written)

    def draft(self, to: str, answer: str, **written: Unpack[Written]) -> Self:
        """Write down a first answer to a prompt or a question of one's own."""
        return self.add(Draft(to=to, answer=answer), **written)

    def hold(
        self,
        people: tuple[tuple[str, MeetingPart], ...],
        *,
        children: tuple[str, ...] = (),
        kind: MeetingKind = MeetingKind.INDIVIDUAL,
        minutes: int | None = None,
        mode: MeetingMode | None = None,
        broken_off: bool = False,
        **written: Unpack[Written],
    ) -> Self:
        """Record that it took place, on the day of the entry."""
        held = Held(people=people, children=children, kind=kind, minutes=minutes, mode=mode, broken_off=broken_off)
        return self.add(held, **written)

    def discuss(
        self, what: str, *, of: Link | None = None, prompts: PromptSet | None = None, **written: Unpack[Written]
    ) -> Self:
        """Record that a prompt, a question or a focus was reached, by its id.

        With `prompts`, raises `UnknownId` for what is neither one of these nor was prepared.
        """
        content = Discussed(what=what, of=of)
        if not any(what in one.ids for _, one in self._entries_of(Prepared, written["on"])):
            _check_prompts((what,), prompts)
        return self.add(content, **written)

    def record_child(self, child: str, summary: str, *, of: tuple[Link, ...] = (), **written: Unpack[Written]) -> Self:
        """Write the record of one child; again, to rewrite it."""
        return self.add(ChildRecord(child=child, summary=summary, of=of), **written)

    def answer(
        self,
        form: Form,
        section: str,
        field: str,
        *,
        text: str | None = None,
        day: date | None = None,
        number: int | None = None,
        chosen: tuple[str, ...] | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Answer a field of a form, for the readers of that field, or for the closer audience given.

        Raises `UnknownId` where the form has no such field, and `BadValue` where that field takes no such answer.
        """
        check("form", form, Form)
        given = FormAnswer(
            form=form.id,
            version=form.version,
            section=section,
            field=field,
            text=text,
            day=day,
            number=number,
            chosen=chosen,
        )
        readers = judge(given, form).audience
        written["audience"] = closest(readers, written.get("audience") or readers)
        return self.add(given, **written)

    def record(self, **written: Unpack[Written]) -> Self:
        """Say that it is written up."""
        return self.add(Recorded(), **written)

    def cancel(self, because: str, *, instead: Link | None = None, **written: Unpack[Written]) -> Self:
        """Say that it will not take place, and why."""
        return self.add(Cancelled(because=because, instead=instead), **written)

    def miss(self, because: str | None = None, *, instead: Link | None = None, **written: Unpack[Written]) -> Self:
        """Say that the day passed and it did not take place."""
        return self.add(Missed(because=because, instead=instead), **written)

    # Signing and disagreeing

    def sign(self, part: MeetingPart, *, absent_because: str | None = None, **written: Unpack[Written]) -> Self:
        """Sign as the practitioner or the supervisor; agreed once every practitioner and a supervisor have.

        A supervisor who was not at the meeting, such as a line manager who is back, signs with the reason.
        Raises `BadEntry` for somebody who had no such part in it: nobody signs both sides of their own supervision.
        """
        return self.add(Signed(part=part, of=len(self.entries), absent_because=absent_because), **written)

    def dispute(
        self,
        dispute: str,
        matter: DisputedMatter,
        *,
        words: str | None = None,
        children: tuple[str, ...] | None = None,
        of: Link | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Disagree with the record, for every child of the meeting or for some; it stops nothing.

        The words, where there are any, are an entry of their own, personal to whoever disagrees.
        """
        bears_on = self.state(written["on"]).children if children is None else children
        disputed = self.add(Disputed(dispute=dispute, matter=matter, children=bears_on, of=of), **written)
        if words is None:
            return disputed
        own: Written = {**written, "audience": None, "owner": None}
        return disputed.put_in_words(dispute, words, **own)

    def put_in_words(self, dispute: str, words: str, **written: Unpack[Written]) -> Self:
        """Say in words what a disagreement is; personal to whoever writes them."""
        return self.add(DisputeWords(dispute=dispute, words=words), **written)

    def settle_dispute(
        self, dispute: str, how: DisputeOutcome, *, note: str | None = None, **written: Unpack[Written]
    ) -> Self:
        """Record how a disagreement was settled."""
        return self.add(DisputeSettled(dispute=dispute, how=how, note=note), **written)

    # Filing

    def file(
        self,
        child: str,
        *,
        unsigned_because: UnsignedBecause | None = None,
        note: str | None = None,
        filed: tuple[Link, ...] = (),
        kept_off: int | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Say that a child's record went onto the child's file; where not everybody has signed it, with the reason.

        `casework.file` calls this once it has looked at the rest of the case.
        """
        content = Filed(
            child=child,
            of=len(self.entries),
            unsigned_because=unsigned_because,
            note=note,
            filed=filed,
            kept_off=kept_off,
        )
        return self.add(content, **written)

    def decide_filing(
        self,
        child: str,
        entry: Link,
        decision: OffFile,
        *,
        whose: str,
        held_as: Audience,
        words: str | None = None,
        **written: Unpack[Written],
    ) -> Self:
        """Decide what becomes of a personal or restricted entry when a child's record is filed; again, to change it.

        `casework.decide_filing` takes `whose` and `held_as` from the entry.
        """
        content = FilingDecision(child=child, entry=entry, held_as=held_as, whose=whose, decision=decision, words=words)
        return self.add(content, **written)

    def confirm_distillation(self, child: str, entry: Link, **written: Unpack[Written]) -> Self:
        """Agree with the words in which an entry is distilled for a child's file.

        They count once both have: the one whose entry it is and a supervisor of the meeting.
        """
        return self.add(DistillationConfirmed(child=child, entry=entry, of=len(self.entries)), **written)

    def distil(self, child: str, words: str, **written: Unpack[Written]) -> Self:
        """Put the words of a distillation on a child's file; raises `UnknownId` unless both have confirmed them."""
        return self.add(Distilled(child=child, words=words), **written)

    def review(self, meeting: Link, **written: Unpack[Written]) -> Self:
        """Record that the next meeting, which is given, looked at what came of this one."""
        return self.add(ReviewedNext(meeting=meeting), **written)
