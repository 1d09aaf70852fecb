"""Signatures: what each was given to, and until when it holds."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from reflective.records.entry import Confirmed, Entry, Erased, Strike

__all__ = ["Signatures"]


class Signatures(NamedTuple):
    """Who wrote what is signed, and where it last changed.

    A signature stores the number of entries that the signer had before them. It holds until an entry of substance, or
    a strike of one, stands at or after that place. Authors are the writers and typists of every entry of substance
    that was ever written in the record, struck or erased or not.

    >>> signatures = Signatures(authors=frozenset({"worker-1"}), changed=4)
    >>> signatures.holds(3), signatures.holds(4)
    (False, True)
    """

    authors: frozenset[str] = frozenset()
    #: One more than the place of the last entry of substance, or of the last strike of one; 0 if there is none.
    changed: int = 0

    @classmethod
    def of(cls, entries: Sequence[Entry[Any]]) -> "Signatures":
        """Facts settled before a log is folded: its authors, and the last strike of an entry of substance.

        Strikes hold on every day, and so they are not folded.
        """
        authors: set[str] = set()
        changed = 0
        for place, entry in enumerate(entries):
            content = entry.content
            if content.SUBSTANCE or isinstance(content, Erased):
                authors.update(_writers(entry))
            elif isinstance(content, Strike | Confirmed) and any(
                entries[one].content.SUBSTANCE or isinstance(entries[one].content, Erased)
                for one in content.places
                if one < place
            ):
                # A draft of a tool that is confirmed changes what is signed as surely as a strike.
                changed = place + 1
        return cls(frozenset(authors), changed)

    def after(self, entry: Entry[Any], place: int) -> "Signatures":
        """The same after an entry that stands."""
        if not entry.content.SUBSTANCE:
            return self
        writers = _writers(entry)
        authors = self.authors if writers <= self.authors else self.authors | writers
        return Signatures(authors, max(self.changed, place + 1))

    def holds(self, of: int) -> bool:
        """Whether a signature that was given to so many entries still holds."""
        return of >= self.changed > 0


def _writers(entry: Entry[Any]) -> frozenset[str]:
    return frozenset((entry.by,) if entry.typed_by is None else (entry.by, entry.typed_by))
