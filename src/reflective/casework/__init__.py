"""One family's file: its people, its records, and the questions that need more than one of them."""

from reflective.casework.case import Case
from reflective.casework.kinds import SHIPPED
from reflective.casework.membership import RECORD, Membership, Presence, RecordAdded, RecordRemoved
from reflective.casework.reading import Reading

__all__ = [
    "RECORD",
    "SHIPPED",
    "Case",
    "Membership",
    "Presence",
    "Reading",
    "RecordAdded",
    "RecordRemoved",
]
