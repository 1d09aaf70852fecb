"""One family's file: its people, its records, and the questions that need more than one of them."""

from reflective.casework.case import Case, ChildFile
from reflective.casework.membership import Membership, RecordAdded, RecordRemoved

__all__ = [
    "Case",
    "ChildFile",
    "Membership",
    "RecordAdded",
    "RecordRemoved",
]
