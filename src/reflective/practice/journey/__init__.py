"""Each child's journey, and the checkpoints on it."""

from reflective.practice.journey.checkpoints import (
    CHECKPOINT,
    Checkpoint,
    CheckpointAgreed,
    CheckpointProposed,
    CheckpointReached,
    CheckpointRescheduled,
    CheckpointStatus,
    CheckpointSuperseded,
    CheckpointWithdrawn,
    SoWhat,
    SoWhatDecided,
)
from reflective.practice.journey.journey import Journey
from reflective.practice.journey.journey_map import (
    Account,
    Asked,
    HowToGetThere,
    JourneyOf,
    JourneyPart,
    JourneyStage,
    MapQuestion,
    Obstacle,
)
from reflective.practice.journey.progress import CheckpointState

__all__ = [
    "CHECKPOINT",
    "Account",
    "Asked",
    "Checkpoint",
    "CheckpointAgreed",
    "CheckpointProposed",
    "CheckpointReached",
    "CheckpointRescheduled",
    "CheckpointState",
    "CheckpointStatus",
    "CheckpointSuperseded",
    "CheckpointWithdrawn",
    "HowToGetThere",
    "Journey",
    "JourneyOf",
    "JourneyPart",
    "JourneyStage",
    "MapQuestion",
    "Obstacle",
    "SoWhat",
    "SoWhatDecided",
]
