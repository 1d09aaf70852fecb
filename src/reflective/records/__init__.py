"""What every record is made of: entries, logs, and what falls due."""

from reflective.records.due import Due, DueItem
from reflective.records.entry import OPEN, Audience, Content, Entry, Erased, Link, Shown, Source, Strike, Written
from reflective.records.log import Record

__all__ = [
    "OPEN",
    "Audience",
    "Content",
    "Due",
    "DueItem",
    "Entry",
    "Erased",
    "Link",
    "Record",
    "Shown",
    "Source",
    "Strike",
    "Written",
]
