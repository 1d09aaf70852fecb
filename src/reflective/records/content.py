"""The content of an entry: the base of every kind of content, and the one line that declares a kind."""

import enum
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Final, TypeVar, dataclass_transform

from reflective.fields import Id, Key, value
from reflective.records.deadlines import may_hold

__all__ = ["CLOSENESS", "OPEN", "Audience", "Content", "Erased", "Link", "Source", "Withheld", "closest", "content"]

_T = TypeVar("_T", bound="type[Content]")


class Audience(enum.StrEnum):
    """For whom an entry was written. No audience is secret for ever: each has its own way of asking."""

    CHILD_FILE = "child_file"
    FAMILY_SHARED = "family_shared"
    ORGANISATION = "organisation"
    #: The practitioner's own supervision file.
    PERSONAL = "personal"
    #: Named staff only; withheld from some family members, for somebody's safety.
    RESTRICTED = "restricted"


#: The audiences of a reading unless others are named. Personal and restricted entries are never in them.
OPEN: Final = frozenset({Audience.CHILD_FILE, Audience.FAMILY_SHARED, Audience.ORGANISATION})

#: From the most widely read to the most closely held: a correction takes the closest of what it strikes.
CLOSENESS: Final = (
    Audience.ORGANISATION,
    Audience.FAMILY_SHARED,
    Audience.CHILD_FILE,
    Audience.PERSONAL,
    Audience.RESTRICTED,
)


def closest(*audiences: Audience) -> Audience:
    """The most closely held of some audiences."""
    return max(audiences, key=CLOSENESS.index)


@value(kw_only=True)
class Source:
    """Where something is written: a document, the place in it ("88"), and whether we read it there or inferred it.

    >>> Source(document="visit note", at="12")
    Source(inferred=False)
    """

    document: str
    at: str = ""
    #: True for what the host (or the worked example) inferred: it is ours and not the document's.
    inferred: bool = False


@value(kw_only=True)
class Link:
    """A pointer to something in another record: the whole record, one entry of it, or one item (an action) in it.

    >>> Link(record="plan-1", item="a-2")
    Link(record='plan-1', place=None, item='a-2')
    """

    record: Id
    place: int | None = None
    item: Key | None = None


class Content:
    """The content of an entry. A kind of content is a subclass that `content` declares.

    >>> @content("northmere:visit_note", Audience.CHILD_FILE)
    ... class VisitNote(Content):
    ...     rooms: int
    >>> VisitNote(rooms=3)
    VisitNote(rooms=3)
    """

    __slots__ = ()

    #: How documents call this kind. A class may be renamed or moved; its tag may not.
    TAG: ClassVar[str] = ""
    #: For whom such an entry is unless the host says otherwise: an audience, or a function of what is said.
    AUDIENCE: "ClassVar[Audience | Callable[[Any], Audience]]"
    #: The method of the record that writes it; None where it moves nothing and goes by `add`.
    VERB: ClassVar[str | None] = None
    #: The fields that hold the people it is about.
    SUBJECTS: ClassVar[tuple[str, ...]] = ()
    #: For a kind that moves no machine: the kind of item that it is written on, and the field that names the item.
    ITEM: ClassVar[tuple[str, str] | None] = None
    #: True where it says what the whole record is of, so that later entries are for the same readers and people.
    OPENS: ClassVar[bool] = False
    #: The field with the worker whose personal matter it is; None where that is whoever wrote the entry.
    OWNER: ClassVar[str | None] = None
    #: True where it changes what a signature is given to.
    SUBSTANCE: ClassVar[bool] = False
    #: True where it may hold a deadline, of an item or of a part of one.
    DATED: ClassVar[bool] = False
    #: True for a signature: its field `of` is the number of entries that the signer had before them.
    SIGNS: ClassVar[bool] = False

    @property
    def default_audience(self) -> Audience:
        """For whom this is by default."""
        audience = type(self).AUDIENCE
        return audience if isinstance(audience, Audience) else audience(self)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The people in the fields that are marked as its subjects, each once, in the order of the fields."""
        return tuple(dict.fromkeys(_people(self, self.SUBJECTS))) if self.SUBJECTS else ()

    def erased(self) -> "Content":
        """The content that stays when the law takes this one away: a tombstone, unless the log requires more."""
        return Erased()

    def withheld(self) -> "Content":
        """The content that stands in a reading that leaves this one out; a `Withheld`, unless the log requires more."""
        return Withheld()


def _people(held: Any, fields: tuple[str, ...]) -> Iterator[str]:
    """The people in some fields: an id, several, pairs that begin with one, or a value that marks its own."""
    for field in fields:
        given = getattr(held, field)
        for one in given if isinstance(given, tuple) else (given,):
            if isinstance(one, str):
                yield one
            elif isinstance(one, tuple):
                yield one[0]
            elif one is not None:
                yield from _people(one, one.SUBJECTS)


@dataclass_transform(kw_only_default=True, frozen_default=True)
def content(
    tag: str,
    audience: "Audience | Callable[[Any], Audience]",
    *,
    verb: str | None = None,
    subjects: tuple[str, ...] = (),
    item: str | tuple[str, str] | None = None,
    opens: bool = False,
    owner: str | None = None,
    substance: bool = False,
) -> Callable[[_T], _T]:
    """Declare a kind of content: its tag in documents, its audience by default, and the method that writes it.

    `subjects` are the fields that hold whom it is about: never who said, asked, wrote, owns or decided. `item` is the
    field that names the item it is written on, with the kind of item before it where the field has another name.
    The class becomes a frozen value of keyword fields. A host's own kinds have a prefix in their tag, as in
    "northmere:visit_note"; every record takes those, and they move nothing.
    """

    def declare(cls: _T) -> _T:
        cls.TAG, cls.VERB, cls.AUDIENCE = tag, verb, audience
        cls.SUBJECTS, cls.OPENS, cls.OWNER, cls.SUBSTANCE = subjects, opens, owner, substance
        cls.ITEM = (item, item) if isinstance(item, str) else item
        cls.SIGNS = cls.__annotations__.get("of") is int
        made: Any = value(kw_only=True)(cls)
        made.DATED = may_hold(made)
        return made  # type: ignore[no-any-return]

    return declare


@content("log.erased", Audience.PERSONAL)
class Erased(Content):
    """A tombstone: here stood an entry that the law made the host remove. An `Erasure` after it says on what basis.

    >>> Erased().TAG
    'log.erased'
    """


@content("log.withheld", Audience.RESTRICTED)
class Withheld(Content):
    """Stands in a reading in the place of an entry that the reading leaves out. No document has it.

    >>> print(Withheld().default_audience)
    restricted
    """
