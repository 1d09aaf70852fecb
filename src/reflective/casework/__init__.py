"""One family's file: its people, its records, and the questions that need more than one of them."""

from reflective.casework.case import Case
from reflective.casework.filing import Filing, decide_filing, file, undecided
from reflective.casework.kinds import SHIPPED
from reflective.casework.membership import RECORD, Membership, Presence, RecordAdded, RecordRemoved
from reflective.casework.reading import Reading

__all__ = [
    "RECORD",
    "SHIPPED",
    "Case",
    "Filing",
    "Membership",
    "Presence",
    "Reading",
    "RecordAdded",
    "RecordRemoved",
    "decide_filing",
    "file",
    "undecided",
]
