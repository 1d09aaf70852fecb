"""What the record says twice and differently."""

from reflective.practice.discrepancies.discrepancies import Discrepancies, Discrepancy, Question, Settled, Version

__all__ = [
    "Discrepancies",
    "Discrepancy",
    "Question",
    "Settled",
    "Version",
]
