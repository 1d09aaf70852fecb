"""The records of reflective supervision, each in a package of its own.

This door has the records and the values that most code needs. A package's own door (`reflective.practice.plan`) has
everything that can be said in its record. Names are imported when they are first used, so that a host that works with
plans does not load the meetings.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reflective.practice.agreement import Agreement
    from reflective.practice.chronology import Chronology
    from reflective.practice.cycle import Cycle, Observation, Stage
    from reflective.practice.direct_work import DirectWork
    from reflective.practice.discrepancies import Discrepancies
    from reflective.practice.household import Household
    from reflective.practice.hypothesis import Hypothesis
    from reflective.practice.incidents import Incidents
    from reflective.practice.journey import Journey
    from reflective.practice.oversight import Oversight
    from reflective.practice.people import People
    from reflective.practice.permanence import Permanence
    from reflective.practice.plan import Action, Plan
    from reflective.practice.relationship import Relationship
    from reflective.practice.safety import Safety
    from reflective.practice.status import ChildStatus
    from reflective.practice.supervision import Supervision
    from reflective.practice.visits import Visits
    from reflective.practice.voice import Voice
    from reflective.records import Audience, Entry, Link, Record, Source, Written

__all__ = [
    "Action",
    "Agreement",
    "Audience",
    "ChildStatus",
    "Chronology",
    "Cycle",
    "DirectWork",
    "Discrepancies",
    "Entry",
    "Household",
    "Hypothesis",
    "Incidents",
    "Journey",
    "Link",
    "Observation",
    "Oversight",
    "People",
    "Permanence",
    "Plan",
    "Record",
    "Relationship",
    "Safety",
    "Source",
    "Stage",
    "Supervision",
    "Visits",
    "Voice",
    "Written",
]

#: Where each name is, by the package that has it.
_PACKAGES = {
    "reflective.practice.agreement": ("Agreement",),
    "reflective.practice.chronology": ("Chronology",),
    "reflective.practice.cycle": ("Cycle", "Observation", "Stage"),
    "reflective.practice.direct_work": ("DirectWork",),
    "reflective.practice.discrepancies": ("Discrepancies",),
    "reflective.practice.household": ("Household",),
    "reflective.practice.hypothesis": ("Hypothesis",),
    "reflective.practice.incidents": ("Incidents",),
    "reflective.practice.journey": ("Journey",),
    "reflective.practice.oversight": ("Oversight",),
    "reflective.practice.people": ("People",),
    "reflective.practice.permanence": ("Permanence",),
    "reflective.practice.plan": ("Action", "Plan"),
    "reflective.practice.relationship": ("Relationship",),
    "reflective.practice.safety": ("Safety",),
    "reflective.practice.status": ("ChildStatus",),
    "reflective.practice.supervision": ("Supervision",),
    "reflective.practice.visits": ("Visits",),
    "reflective.practice.voice": ("Voice",),
    "reflective.records": ("Audience", "Entry", "Link", "Record", "Source", "Written"),
}
_HOMES = {name: package for package, names in _PACKAGES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    found = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
