"""The parts of every record: entries, logs, and what falls due."""

from reflective.records.circumstances import ContactMode, GoBetween, GoBetweenKind, Setting
from reflective.records.content import OPEN, Audience, Content, Link, Source, content
from reflective.records.due import due_row
from reflective.records.entry import (
    Confirmed,
    Disagreed,
    Entry,
    Erased,
    Erasure,
    Shown,
    Strike,
    Unreadable,
    Withheld,
    Written,
)
from reflective.records.forms import FieldKind, Form, FormAnswer, FormField, FormSection
from reflective.records.kind import NoFacts
from reflective.records.log import Record
from reflective.records.machine import SAME, Machine, Need, NextStep, State
from reflective.records.registry import Registry
from reflective.records.signature import Signatures
from reflective.records.unreadable import UnreadableRecord

__all__ = [
    "OPEN",
    "SAME",
    "Audience",
    "Confirmed",
    "ContactMode",
    "Content",
    "Disagreed",
    "Entry",
    "Erased",
    "Erasure",
    "FieldKind",
    "Form",
    "FormAnswer",
    "FormField",
    "FormSection",
    "GoBetween",
    "GoBetweenKind",
    "Link",
    "Machine",
    "Need",
    "NextStep",
    "NoFacts",
    "Record",
    "Registry",
    "Setting",
    "Shown",
    "Signatures",
    "Source",
    "State",
    "Strike",
    "Unreadable",
    "UnreadableRecord",
    "Withheld",
    "Written",
    "content",
    "due_row",
]
