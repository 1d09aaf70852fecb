"""Ways of understanding, with what speaks for and against each."""

from reflective.practice.hypothesis.contents import (
    HYPOTHESIS,
    Established,
    Evidence,
    Floated,
    HypothesisStatus,
    Judged,
    Revised,
    StaysLive,
    Widened,
    WouldChangeOurMind,
)
from reflective.practice.hypothesis.hypothesis import Hypothesis

__all__ = [
    "HYPOTHESIS",
    "Established",
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
