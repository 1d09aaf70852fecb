"""A child's voice, and what changed because of it."""

from reflective.practice.voice.contents import (
    ACCOUNT,
    AccountStatus,
    Changed,
    ChildTold,
    Expression,
    Heard,
    NothingChanged,
    VoiceOf,
)
from reflective.practice.voice.voice import Voice

__all__ = [
    "ACCOUNT",
    "AccountStatus",
    "Changed",
    "ChildTold",
    "Expression",
    "Heard",
    "NothingChanged",
    "Voice",
    "VoiceOf",
]
