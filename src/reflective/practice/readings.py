"""What the record says twice and differently: every reading kept, the conflict reported, none chosen by code."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

from reflective.errors import ReflectiveError, UnknownId
from reflective.fields import Id, Text, value
from reflective.practice.entries import Audience, Content, Entry, Link
from reflective.practice.log import Record

if TYPE_CHECKING:
    from typing import Unpack

    from reflective.practice.entries import Written

__all__ = ["Conflict", "Question", "Reading", "Readings", "Settled"]


@value(kw_only=True)
class Question(Content):
    """Something the record does not say in one way, why it matters, and who could tell."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    id: Id
    asks: Text
    why_it_matters: Text | None = None
    who_could_tell: tuple[Id, ...] = ()


@value(kw_only=True)
class Reading(Content):
    """One way to read it: what it says, where that is said, and what would follow if it were so."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    question: Id
    id: Id
    says: Text
    #: The words as they stand in the source, where there are any.
    words: Text | None = None
    would_mean: Text | None = None
    told_by: Id | None = None
    of: Link | None = None


@value(kw_only=True)
class Settled(Content):
    """Somebody asserted one reading, on what basis; the others stay on the record."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    question: Id
    reading: Id
    basis: Text


class Conflict(NamedTuple):
    """A question with the (place, reading) pairs given for it, in the order they were told."""

    place: int
    question: Question
    readings: tuple[tuple[int, Reading], ...]
    settled: Settled | None


class _Known(NamedTuple):
    questions: frozenset[str]
    readings: frozenset[tuple[str, str]]


class Readings(Record[Content, _Known]):
    """The questions of one case that its record answers in more than one way, or not at all."""

    NOUN: ClassVar[str] = "readings"

    def ask(self, question: Question, **written: "Unpack[Written]") -> Self:
        """Put a question on the list."""
        return self.add(question, **written)

    def read(self, reading: Reading, **written: "Unpack[Written]") -> Self:
        """Add one way to read it; none replaces another."""
        return self.add(reading, **written)

    def settle(self, question: str, reading: str, basis: str, **written: "Unpack[Written]") -> Self:
        """Assert one reading on a stated basis; a person does this, never code, and it can be done again."""
        return self.add(Settled(question=question, reading=reading, basis=basis), **written)

    def conflicts(self, as_of: date) -> tuple[Conflict, ...]:
        """Every question with two readings or more that nobody had settled by the day, in the order asked."""
        return tuple(one for one in self.all(as_of) if len(one.readings) > 1 and one.settled is None)

    def all(self, as_of: date) -> tuple[Conflict, ...]:
        """Every question asked by the day, with its readings, in the order asked."""
        standing = self.standing(as_of)
        given = [(place, entry.content) for place, entry in standing if isinstance(entry.content, Reading)]
        settled = {entry.content.question: entry.content for _, entry in standing if isinstance(entry.content, Settled)}
        return tuple(
            Conflict(
                place,
                entry.content,
                tuple((at, reading) for at, reading in given if reading.question == entry.content.id),
                settled.get(entry.content.id),
            )
            for place, entry in standing
            if isinstance(entry.content, Question)
        )

    def _start(self) -> _Known:
        return _Known(frozenset(), frozenset())

    def _next(self, state: _Known, entry: Entry[Content]) -> _Known:
        content = entry.content
        if isinstance(content, Question):
            return state._replace(questions=state.questions | {content.id})
        if isinstance(content, Reading):
            return state._replace(readings=state.readings | {(content.question, content.id)})
        return state

    def _refusal(self, state: _Known, entry: Entry[Content]) -> ReflectiveError | None:
        content = entry.content
        if isinstance(content, Reading) and content.question not in state.questions:
            return UnknownId(noun="question", where=f"readings {self.id}")
        if isinstance(content, Settled) and (content.question, content.reading) not in state.readings:
            return UnknownId(noun="reading", where=f"readings {self.id}")
        return None
