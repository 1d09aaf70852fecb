"""Ways of understanding, with what speaks for and against each."""

from reflective.practice.hypothesis.hypothesis import (
    HYPOTHESIS,
    Evidence,
    Floated,
    Hypothesis,
    HypothesisStatus,
    Judged,
    Revised,
    StaysLive,
    Widened,
    WouldChangeOurMind,
)

__all__ = [
    "HYPOTHESIS",
    "Evidence",
    "Floated",
    "Hypothesis",
    "HypothesisStatus",
    "Judged",
    "Revised",
    "StaysLive",
    "Widened",
    "WouldChangeOurMind",
]
