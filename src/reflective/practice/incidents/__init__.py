"""Harm, incident by incident, as it was reported."""

from reflective.practice.incidents.contents import ChildPresence, ChildThere, Harm, IncidentOutcome, IncidentReported
from reflective.practice.incidents.incidents import Incident, Incidents

__all__ = [
    "ChildPresence",
    "ChildThere",
    "Harm",
    "Incident",
    "IncidentOutcome",
    "IncidentReported",
    "Incidents",
]
