"""Ways of understanding, with what speaks for and against each."""

from reflective.practice.hypothesis.hypothesis import (
    HYPOTHESIS_MOVES,
    Evidence,
    Floated,
    Hypothesis,
    HypothesisStatus,
    HypothesisStep,
    Judged,
    StaysLive,
    WouldChangeOurMind,
)

__all__ = [
    "HYPOTHESIS_MOVES",
    "Evidence",
    "Floated",
    "Hypothesis",
    "HypothesisStatus",
    "HypothesisStep",
    "Judged",
    "StaysLive",
    "WouldChangeOurMind",
]
