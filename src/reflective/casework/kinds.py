"""The kinds of record that ship: the one place in which each is registered."""

from typing import Final

from reflective.casework.membership import Membership
from reflective.practice.agreement import Agreement
from reflective.practice.chronology import Chronology
from reflective.practice.cycle import Cycle
from reflective.practice.direct_work import DirectWork
from reflective.practice.discrepancies import Discrepancies
from reflective.practice.household import Household
from reflective.practice.hypothesis import Hypothesis
from reflective.practice.incidents import Incidents
from reflective.practice.journey import Journey
from reflective.practice.oversight import Oversight
from reflective.practice.people import People
from reflective.practice.permanence import Permanence
from reflective.practice.plan import Plan
from reflective.practice.relationship import Relationship
from reflective.practice.safety import Safety
from reflective.practice.status import ChildStatus
from reflective.practice.supervision import Supervision
from reflective.practice.visits import Visits
from reflective.practice.voice import Voice
from reflective.records.registry import Registry

__all__ = ["SHIPPED"]

SHIPPED: Final = Registry(
    records=(
        Cycle,
        Agreement,
        Chronology,
        DirectWork,
        Discrepancies,
        Household,
        Hypothesis,
        Incidents,
        Journey,
        Membership,
        Oversight,
        People,
        Permanence,
        Plan,
        Relationship,
        Safety,
        ChildStatus,
        Supervision,
        Visits,
        Voice,
    )
)
