"""Each child's journey, and the checkpoints on it."""

from reflective.practice.journey.checkpoints import (
    CHECKPOINT_MOVES,
    Checkpoint,
    CheckpointAgreed,
    CheckpointMoved,
    CheckpointProposed,
    CheckpointReached,
    CheckpointState,
    CheckpointStatus,
    CheckpointStep,
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

__all__ = [
    "CHECKPOINT_MOVES",
    "Account",
    "Asked",
    "Checkpoint",
    "CheckpointAgreed",
    "CheckpointMoved",
    "CheckpointProposed",
    "CheckpointReached",
    "CheckpointState",
    "CheckpointStatus",
    "CheckpointStep",
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
