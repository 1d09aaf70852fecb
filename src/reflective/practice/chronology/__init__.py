"""Events with their impact on each child, patterns, and episodes of involvement."""

from reflective.practice.chronology.chronology import Chronology, InvolvementEpisode
from reflective.practice.chronology.contents import (
    EPISODE,
    Certainty,
    EpisodeClosed,
    EpisodeOpened,
    EpisodeStatus,
    Happened,
    Impact,
    ImpactKind,
    Pattern,
    RecordsSought,
    RecordsStatus,
    Support,
)

__all__ = [
    "EPISODE",
    "Certainty",
    "Chronology",
    "EpisodeClosed",
    "EpisodeOpened",
    "EpisodeStatus",
    "Happened",
    "Impact",
    "ImpactKind",
    "InvolvementEpisode",
    "Pattern",
    "RecordsSought",
    "RecordsStatus",
    "Support",
]
