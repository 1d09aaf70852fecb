"""The part of one record that a reader may see: the entries for them, and how many others there are."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs

from reflective.errors import BadValue
from reflective.fields import Id, check, several
from reflective.records.closeness import Readership
from reflective.records.content import OPEN, Audience
from reflective.records.entry import Entry, Erasure, Unreadable, Withheld
from reflective.records.kind import BY_ANOTHER_CALL

if TYPE_CHECKING:
    from reflective.records.log import Record

__all__ = ["WITHHELD", "Reader", "RecordPart"]

#: The kinds of entry that a reading leaves out, in the order in which it counts them.
WITHHELD: Final = (*(audience.value for audience in Audience), "about_nobody", "erased", "unreadable")
#: Stands for whoever wrote what is withheld.
_NOBODY: Final = "withheld"


class RecordPart(NamedTuple):
    """One record as a reading has it, and the counts of what the reading leaves out of it."""

    record: Any
    withheld: Counter[str]

    @property
    def many(self) -> int:
        """How many of its entries are withheld; what was erased is not there to be withheld."""
        return sum(self.withheld.values()) - self.withheld["erased"]


@attrs.frozen
class Reader:
    """Who reads: which audiences, about whom, whose personal file, and the person who reads."""

    audiences: frozenset[Audience]
    about: str | None
    owner: str | None
    reader: str | None

    @classmethod
    def of(cls, audiences: Iterable[Audience], about: str | None, owner: str | None, reader: str | None) -> "Reader":
        """A reader, checked. Raises `BadValue`, for personal entries without the worker whose they are too."""
        wanted = frozenset(several("audiences", audiences, Audience))
        for name, given in (("about", about), ("owner", owner), ("reader", reader)):
            check(name, given, Id | None)
        if Audience.PERSONAL in wanted and owner is None:
            raise BadValue(name="owner", wanted="given with the personal audience: the worker whose file it is")
        return cls(wanted, about, owner, reader)

    def may_see(self, closed: Readership, *, structural: bool = False) -> bool:
        """Whether something that is for these is for this reader, whomever it is about."""
        return (
            closed.audience in (self.audiences | OPEN if structural else self.audiences)
            and (closed.audience is not Audience.PERSONAL or closed.owner == self.owner)
            and self.reader not in closed.withheld_from
        )

    def read(self, record: "Record[Any]", as_of: date, *, structural: bool = False) -> RecordPart:
        """One record for this reader as of a day: an entry of another reader's, or of later, has a `Withheld`.

        A strike always takes effect: only its reason and its writer can be withheld. `structural` is for a log whose
        entries are about records and not about people.
        """
        closer = record.closer
        special = self.reader is not None or (self.about is not None and not structural)
        if not special and not closer and all(self._plainly_shown(entry, as_of) for entry in record.entries):
            return RecordPart(record.as_of_reading(), Counter())
        standing = {place for place, _ in record.standing(as_of)}
        counts: Counter[str] = Counter()
        entries = []
        for place, entry in enumerate(record.entries):
            closed = record.closed(place)
            about = structural or self.about is None or self.about in entry.about
            seen = self.may_see(closed, structural=structural)
            shown = about and entry.on <= as_of and seen
            why = "" if structural and seen else self._counted(entry, closed, place in standing, about, as_of)
            counts[why] += 1
            whole = shown and type(entry.content) is not Unreadable
            entries.append(entry if whole else _withheld(entry, structural=structural))
        del counts[""]
        return RecordPart(record.as_of_reading(tuple(entries)), counts)

    def _plainly_shown(self, entry: Entry[Any], as_of: date) -> bool:
        """Whether an entry is for this reader whatever else the record holds."""
        return (
            entry.audience in self.audiences
            and entry.owner is None
            and entry.on <= as_of
            and type(entry.content) not in BY_ANOTHER_CALL
        )

    def _counted(
        self,
        entry: Entry[Any],
        closed: Readership,
        standing: bool,  # noqa: FBT001 - a private call
        about: bool,  # noqa: FBT001
        as_of: date,
    ) -> str:
        """The count in which an entry is; "" where it is shown, or is not counted: it does not stand by the day."""
        if not about and entry.about:
            return ""
        if entry.on <= as_of and isinstance(entry.content, Erasure):
            return "erased"
        if entry.on <= as_of and isinstance(entry.content, Unreadable):
            return "unreadable"
        if not standing:
            return ""
        if not self.may_see(closed):
            return closed.audience.value
        return "" if about else "about_nobody"


def _withheld(entry: Entry[Any], *, structural: bool) -> Entry[Any]:
    """The entry that stands in the place of one that is left out: it holds nothing of it but what it settles.

    Strikes settle something in every log. The removal of a record settles something in the membership alone: in another
    log, which a document may have it in, nothing of it stays.
    """
    stays = entry.content.withheld()
    if isinstance(stays, Withheld) or not (structural or type(stays) in BY_ANOTHER_CALL):
        return _PLACE
    return attrs.evolve(
        entry, content=stays, by=_NOBODY, typed_by=None, at=None, source=None, about=(), withheld_from=()
    )


#: After every day, so that no cut of the log depends on what is left out.
_PLACE: Final = Entry[Any](on=date.max, recorded=date.max, by=_NOBODY, content=Withheld(), audience=Audience.RESTRICTED)
