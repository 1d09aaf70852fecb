"""Questions that the record answers in several ways: every version is kept and reported, and code chooses none."""

from datetime import date
from typing import Any, ClassVar, NamedTuple, Self, Unpack

from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.fields import Id, Key, Text
from reflective.records.content import Audience, Content, Link, content
from reflective.records.entry import Entry, Written
from reflective.records.links import dangling
from reflective.records.log import Record

__all__ = ["Discrepancies", "Discrepancy", "Question", "Settled", "Version"]


@content("discrepancies.question", Audience.CHILD_FILE, item=("question", "id"))
class Question(Content):
    """Something the record does not say in one way, why it matters, and who could tell.

    >>> Question(id="weeks", asks='what does "for 8 weeks" mean?', who_could_tell=("manager-1",))
    Question(id='weeks', who_could_tell=('manager-1',))
    """

    id: Key
    asks: Text
    why_it_matters: Text | None = None
    who_could_tell: tuple[Id, ...] = ()


@content("discrepancies.version", Audience.CHILD_FILE, item="question")
class Version(Content):
    """One way to read it: what it says, where that is said, and what would follow if it were so.

    >>> Version(question="weeks", id="b", says="an 8-week term")
    Version(question='weeks', id='b', told_by=None, of=None)
    """

    question: Key
    id: Key
    says: Text
    #: The words as they stand in the source, where there are any.
    words: Text | None = None
    would_mean: Text | None = None
    told_by: Id | None = None
    of: Link | None = None


@content("discrepancies.settled", Audience.CHILD_FILE, item="question")
class Settled(Content):
    """Somebody asserted one version, on what basis; the others stay on the record.

    >>> Settled(question="weeks", version="b", basis="the plan says so")
    Settled(question='weeks', version='b')
    """

    question: Key
    version: Key
    basis: Text


class Discrepancy(NamedTuple):
    """A question with the (place, version) pairs given for it, in the order they were told."""

    place: int
    question: Question
    versions: tuple[tuple[int, Version], ...]
    settled: Settled | None


class _KnownQuestions(NamedTuple):
    questions: frozenset[str] = frozenset()
    versions: frozenset[tuple[str, str]] = frozenset()

    def after(self, entry: Entry[Content], _to: object, _place: int) -> "_KnownQuestions":
        match entry.content:
            case Question(id=question):
                return self._replace(questions=self.questions | {question})
            case Version(question=question, id=version):
                return self._replace(versions=self.versions | {(question, version)})
        return self


class Discrepancies(Record[_KnownQuestions]):
    """The questions of one case that its record answers in more than one way, or not at all.

    >>> weeks = Question(id="weeks", asks='what does "for 8 weeks" mean?')
    >>> day = date(2021, 9, 6)
    >>> record = Discrepancies(id="discrepancies-1").ask(weeks, on=day, recorded=day, by="worker-1")
    >>> record
    <Discrepancies 'discrepancies-1': 1 entries>
    """

    KIND: ClassVar[str] = "discrepancies"
    NOUN: ClassVar[str] = "discrepancies"
    takes = (Question, Version, Settled)
    facts = _KnownQuestions

    def ask(self, question: Question, **written: Unpack[Written]) -> Self:
        """Put a question on the list."""
        return self.add(question, **written)

    def add_version(self, version: Version, **written: Unpack[Written]) -> Self:
        """Add one way to read it; none replaces another."""
        return self.add(version, **written)

    def settle(self, question: str, version: str, basis: str, **written: Unpack[Written]) -> Self:
        """Assert one version on a stated basis; a person does this, never code, and it can be done again."""
        return self.add(Settled(question=question, version=version, basis=basis), **written)

    def unsettled(self, as_of: date) -> tuple[Discrepancy, ...]:
        """Every question with two versions or more that nobody had settled by the day, in the order asked."""
        return tuple(one for one in self.all(as_of) if len(one.versions) > 1 and one.settled is None)

    def all(self, as_of: date) -> tuple[Discrepancy, ...]:
        """Every question asked by the day, with its versions, in the order asked."""
        given = self._entries_of(Version, as_of)
        settled = {one.question: one for _, one in self._entries_of(Settled, as_of)}
        return tuple(
            Discrepancy(
                place,
                question,
                tuple((at, version) for at, version in given if version.question == question.id),
                settled.get(question.id),
            )
            for place, question in self._entries_of(Question, as_of)
        )

    def brings_in(self, content: Content) -> bool:
        """Whether a content brings in the question that it is on, and so says for whom the question is."""
        return isinstance(content, Question)

    def _misfit(self, facts: _KnownQuestions, _states: object, entry: Entry[Any]) -> ReflectiveError | None:
        match entry.content:
            case Question(id=question) if question in facts.questions:
                return self._twice(code="question.twice")
            case Version(question=question) if question not in facts.questions:
                return UnknownId(noun="question", where=f"discrepancies {self.id}")
            case Version(question=question, id=version) if (question, version) in facts.versions:
                return self._twice(code="version.twice")
            case Version(of=link) if dangling(self, link):
                return UnknownId(noun="entry", where=f"discrepancies {self.id}")
            case Settled(question=question, version=version) if (question, version) not in facts.versions:
                return UnknownId(noun="version", where=f"discrepancies {self.id}")
        return None

    def _twice(self, *, code: str) -> BadEntry:
        noun = code.partition(".")[0]
        why = f"that {noun} is there already: give another its own id, or correct the entry that stands"
        return BadEntry(code=code, record=self.id, why=why)
