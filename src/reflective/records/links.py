"""Links that lead nowhere."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reflective.records.content import Link
    from reflective.records.history import History

__all__ = ["dangling"]


def dangling(record: "History[Any]", *links: "Link | None") -> bool:
    """Whether any of some links is to a place of this record that it does not have.

    A link to another record is not judged: one record does not know another.
    """
    places = [link.place for link in links if link is not None and link.record == record.id]
    return any(place is not None and not 0 <= place < len(record.entries) for place in places)
