"""The reflective cycle: Kolb's four stages, entered anywhere, left with something agreed."""

from reflective.practice.cycle.closing import Closed, Continued, LookedAgain
from reflective.practice.cycle.cycle import Cycle, TraceStep
from reflective.practice.cycle.gaps import Missing
from reflective.practice.cycle.moves import (
    CYCLE,
    REASONS,
    Abandoned,
    CycleStatus,
    Direction,
    Entered,
    Paused,
    Position,
    Reason,
)
from reflective.practice.cycle.prompts import Prompt, Prompts
from reflective.practice.cycle.stages import (
    AlternativeView,
    Feeling,
    Focus,
    Interpretation,
    Observation,
    Outcome,
    Response,
    Stage,
    StageContent,
    StrategyTried,
    View,
    Weighed,
)

__all__ = [
    "CYCLE",
    "REASONS",
    "Abandoned",
    "AlternativeView",
    "Closed",
    "Continued",
    "Cycle",
    "CycleStatus",
    "Direction",
    "Entered",
    "Feeling",
    "Focus",
    "Interpretation",
    "LookedAgain",
    "Missing",
    "Observation",
    "Outcome",
    "Paused",
    "Position",
    "Prompt",
    "Prompts",
    "Reason",
    "Response",
    "Stage",
    "StageContent",
    "StrategyTried",
    "TraceStep",
    "View",
    "Weighed",
]
