"""A kind of record that does not ship: letters to a family, as a host or a new package would declare it."""

import enum
from datetime import date
from typing import Any, ClassVar, NamedTuple, Self, Unpack

from reflective.fields import Id, Key, Text
from reflective.records import Audience, Content, Entry, Machine, Need, Record, Written, content

__all__ = ["LETTER", "Letter", "LetterDrafted", "LetterReturned", "LetterSent", "LetterStatus", "Letters", "Remarked"]


class LetterStatus(enum.StrEnum):
    """Where a letter stands."""

    NOT_WRITTEN = "not_written"
    DRAFTED = "drafted"
    SENT = "sent"
    RETURNED = "returned"


@content("northmere:letters.drafted", Audience.CHILD_FILE, verb="draft")
class LetterDrafted(Content):
    """A letter was drafted."""

    letter: Key
    says: Text


@content("northmere:letters.sent", Audience.CHILD_FILE, verb="send")
class LetterSent(Content):
    """A letter was sent to somebody."""

    letter: Key
    to: Id | None = None


@content("northmere:letters.returned", Audience.CHILD_FILE, verb="take_back")
class LetterReturned(Content):
    """A letter came back, and is drafted again where somebody wants another try."""

    letter: Key
    again: bool = False


@content("northmere:letters.remarked", Audience.ORGANISATION)
class Remarked(Content):
    """A remark on the letters, which moves none of them."""

    what: Text


def _addressee(_at: object, _facts: object, _to: object, sent: Any) -> tuple[Need, ...]:
    return () if sent is not None and sent.to is not None else (Need("to", "say to whom it goes"),)


LETTER = Machine(
    "letter",
    item="letter",
    start=LetterStatus.NOT_WRITTEN,
    table={
        LetterStatus.NOT_WRITTEN: {LetterDrafted: LetterStatus.DRAFTED},
        LetterStatus.DRAFTED: {LetterSent: LetterStatus.SENT},
        LetterStatus.SENT: {LetterReturned: frozenset({LetterStatus.RETURNED, LetterStatus.DRAFTED})},
        LetterStatus.RETURNED: {},
    },
    choose={
        LetterReturned: lambda _facts, entry: LetterStatus.DRAFTED if entry.content.again else LetterStatus.RETURNED
    },
    needs={LetterSent: _addressee},
)


class Letter(NamedTuple):
    """A letter on a day."""

    id: str
    status: LetterStatus


class _Letters(NamedTuple):
    letters: tuple[Letter, ...] = ()

    def after(self, entry: Entry[Content], to: LetterStatus | None, _place: int) -> "_Letters":
        moved = getattr(entry.content, "letter", None)
        if to is None or moved is None:
            return self
        return _Letters((*(one for one in self.letters if one.id != moved), Letter(moved, to)))


class Letters(Record[_Letters]):
    """The letters to one family."""

    KIND: ClassVar[str] = "northmere:letters"
    NOUN: ClassVar[str] = "letters"
    machines = (LETTER,)
    takes = (Remarked,)
    facts = _Letters

    def draft(self, letter: str, says: str, **written: Unpack[Written]) -> Self:
        """Draft a letter."""
        return self.add(LetterDrafted(letter=letter, says=says), **written)

    def send(self, letter: str, to: str | None = None, **written: Unpack[Written]) -> Self:
        """Send a letter to somebody."""
        return self.add(LetterSent(letter=letter, to=to), **written)

    def take_back(self, letter: str, *, again: bool = False, **written: Unpack[Written]) -> Self:
        """Say that a letter came back, and whether it is drafted again."""
        return self.add(LetterReturned(letter=letter, again=again), **written)

    def letters(self, as_of: date) -> tuple[Letter, ...]:
        """The letters on a day."""
        return self.state(as_of).letters
