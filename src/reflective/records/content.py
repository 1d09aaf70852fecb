"""What an entry says: the base of every kind of content, and the one line that declares a kind."""

import enum
from collections.abc import Callable
from typing import Any, ClassVar, Final, TypeVar, dataclass_transform

from reflective.fields import Id, Key, value

__all__ = ["CLOSENESS", "OPEN", "Audience", "Content", "Link", "Source", "content"]

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


#: What a view shows unless more is asked for by name. Personal and restricted entries are never in it.
OPEN: Final = frozenset({Audience.CHILD_FILE, Audience.FAMILY_SHARED, Audience.ORGANISATION})

#: From the most widely read to the most closely held: a correction takes the closest of what it strikes.
CLOSENESS: Final = (
    Audience.ORGANISATION,
    Audience.FAMILY_SHARED,
    Audience.CHILD_FILE,
    Audience.PERSONAL,
    Audience.RESTRICTED,
)


@value(kw_only=True)
class Source:
    """Where something is written: a document, the place in it ("88"), and whether we read it there or inferred it."""

    document: str
    at: str = ""
    #: True for what the host (or the worked example) inferred: it is ours and not the document's.
    inferred: bool = False


@value(kw_only=True)
class Link:
    """A pointer to something in another record: the whole record, one entry of it, or one item (an action) in it."""

    record: Id
    place: int | None = None
    item: Key | None = None


class Content:
    """What an entry says. A kind of content is a subclass that `content` declares."""

    __slots__ = ()

    #: How documents call this kind. A class may be renamed or moved; its tag may not.
    TAG: ClassVar[str] = ""
    #: For whom such an entry is unless the host says otherwise: an audience, or a function of what is said.
    AUDIENCE: "ClassVar[Audience | Callable[[Any], Audience]]"
    #: The method of the record that writes it; None where it moves nothing and goes by `add`.
    VERB: ClassVar[str | None] = None

    @property
    def default_audience(self) -> Audience:
        """For whom this is by default."""
        audience = type(self).AUDIENCE
        return audience if isinstance(audience, Audience) else audience(self)


@dataclass_transform(kw_only_default=True, frozen_default=True)
def content(
    tag: str, audience: "Audience | Callable[[Any], Audience]", *, verb: str | None = None
) -> Callable[[_T], _T]:
    """Declare a kind of content: its tag in documents, its audience by default, and the method that writes it.

    The class becomes a frozen value of keyword fields. A host's own kinds have a prefix in their tag, as in
    "northmere:visit_note"; every record takes those, and they move nothing.
    """

    def declare(cls: _T) -> _T:
        cls.TAG, cls.VERB = tag, verb
        cls.AUDIENCE = audience
        return value(kw_only=True)(cls)

    return declare
