"""What every record is made of: entries, logs, and what falls due."""

from reflective.records.content import OPEN, Audience, Content, Link, Source, content
from reflective.records.due import Due, DueItem
from reflective.records.entry import Entry, Erased, Shown, Strike, Unreadable, Written
from reflective.records.kind import NoFacts
from reflective.records.log import Record
from reflective.records.machine import SAME, Machine, Need, NextStep, State
from reflective.records.registry import Registry
from reflective.records.unreadable import UnreadableRecord

__all__ = [
    "OPEN",
    "SAME",
    "Audience",
    "Content",
    "Due",
    "DueItem",
    "Entry",
    "Erased",
    "Link",
    "Machine",
    "Need",
    "NextStep",
    "NoFacts",
    "Record",
    "Registry",
    "Shown",
    "Source",
    "State",
    "Strike",
    "Unreadable",
    "UnreadableRecord",
    "Written",
    "content",
]
