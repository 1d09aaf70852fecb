"""What is recorded: the records of reflective supervision, each in a package of its own."""

from reflective.practice.cycle import Cycle, Observation, Stage
from reflective.practice.discrepancies import Discrepancies
from reflective.practice.hypothesis import Hypothesis
from reflective.practice.journey import Journey
from reflective.practice.people import People
from reflective.practice.plan import Action, Plan
from reflective.practice.relationship import Relationship
from reflective.practice.supervision import Supervision
from reflective.records import Audience, Entry, Link, Record, Source, Written

__all__ = [
    "Action",
    "Audience",
    "Cycle",
    "Discrepancies",
    "Entry",
    "Hypothesis",
    "Journey",
    "Link",
    "Observation",
    "People",
    "Plan",
    "Record",
    "Relationship",
    "Source",
    "Stage",
    "Supervision",
    "Written",
]
