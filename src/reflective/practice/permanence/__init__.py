"""A child's permanence: the options, the day to decide on each, and the support that goes on."""

from reflective.practice.permanence.contents import (
    PERMANENCE_OPTION,
    ContinuingSupport,
    DecisionMoved,
    OptionAchieved,
    OptionChosen,
    OptionNamed,
    OptionRuledOut,
    OptionShared,
    OptionStatus,
    OptionWorked,
    PermanenceOf,
    PermanenceRoute,
)
from reflective.practice.permanence.permanence import Permanence
from reflective.practice.permanence.state import OptionState

__all__ = [
    "PERMANENCE_OPTION",
    "ContinuingSupport",
    "DecisionMoved",
    "OptionAchieved",
    "OptionChosen",
    "OptionNamed",
    "OptionRuledOut",
    "OptionShared",
    "OptionState",
    "OptionStatus",
    "OptionWorked",
    "Permanence",
    "PermanenceOf",
    "PermanenceRoute",
]
