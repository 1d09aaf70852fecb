"""One family's file: its people, its records, and the questions that need more than one of them."""

from reflective.casework.case import Case, ChildFile
from reflective.casework.kinds import SHIPPED
from reflective.casework.membership import RECORD, Membership, Presence, RecordAdded, RecordRemoved

__all__ = [
    "RECORD",
    "SHIPPED",
    "Case",
    "ChildFile",
    "Membership",
    "Presence",
    "RecordAdded",
    "RecordRemoved",
]
