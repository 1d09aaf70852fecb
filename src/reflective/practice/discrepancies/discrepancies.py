"""What the record says twice and differently: every version kept, the difference reported, none chosen by code."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

from reflective.errors import ReflectiveError, UnknownId
from reflective.fields import Id, Text, value
from reflective.records.entry import Audience, Content, Entry, Link
from reflective.records.log import Record

if TYPE_CHECKING:
    from typing import Unpack

    from reflective.records.entry import Written

__all__ = ["Discrepancies", "Discrepancy", "Question", "Settled", "Version"]


@value(kw_only=True)
class Question(Content):
    """Something the record does not say in one way, why it matters, and who could tell."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    id: Id
    asks: Text
    why_it_matters: Text | None = None
    who_could_tell: tuple[Id, ...] = ()


@value(kw_only=True)
class Version(Content):
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
    """Somebody asserted one version, on what basis; the others stay on the record."""

    AUDIENCE: ClassVar[Audience] = Audience.CHILD_FILE
    question: Id
    version: Id
    basis: Text


class Discrepancy(NamedTuple):
    """A question with the (place, version) pairs given for it, in the order they were told."""

    place: int
    question: Question
    versions: tuple[tuple[int, Version], ...]
    settled: Settled | None


class _Known(NamedTuple):
    questions: frozenset[str]
    versions: frozenset[tuple[str, str]]


class Discrepancies(Record[Content, _Known]):
    """The questions of one case that its record answers in more than one way, or not at all."""

    NOUN: ClassVar[str] = "discrepancies"

    def ask(self, question: Question, **written: "Unpack[Written]") -> Self:
        """Put a question on the list."""
        return self.add(question, **written)

    def add_version(self, version: Version, **written: "Unpack[Written]") -> Self:
        """Add one way to read it; none replaces another."""
        return self.add(version, **written)

    def settle(self, question: str, version: str, basis: str, **written: "Unpack[Written]") -> Self:
        """Assert one version on a stated basis; a person does this, never code, and it can be done again."""
        return self.add(Settled(question=question, version=version, basis=basis), **written)

    def unsettled(self, as_of: date) -> tuple[Discrepancy, ...]:
        """Every question with two versions or more that nobody had settled by the day, in the order asked."""
        return tuple(one for one in self.all(as_of) if len(one.versions) > 1 and one.settled is None)

    def all(self, as_of: date) -> tuple[Discrepancy, ...]:
        """Every question asked by the day, with its versions, in the order asked."""
        standing = self.standing(as_of)
        given = [(place, entry.content) for place, entry in standing if isinstance(entry.content, Version)]
        settled = {entry.content.question: entry.content for _, entry in standing if isinstance(entry.content, Settled)}
        return tuple(
            Discrepancy(
                place,
                entry.content,
                tuple((at, version) for at, version in given if version.question == entry.content.id),
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
        if isinstance(content, Version):
            return state._replace(versions=state.versions | {(content.question, content.id)})
        return state

    def _refusal(self, state: _Known, entry: Entry[Content]) -> ReflectiveError | None:
        content = entry.content
        if isinstance(content, Version) and content.question not in state.questions:
            return UnknownId(noun="question", where=f"discrepancies {self.id}")
        if isinstance(content, Settled) and (content.question, content.version) not in state.versions:
            return UnknownId(noun="version", where=f"discrepancies {self.id}")
        return None
