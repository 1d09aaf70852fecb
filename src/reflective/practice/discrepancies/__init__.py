"""Statements of a record that differ from one another."""

from reflective.practice.discrepancies.discrepancies import Discrepancies, Discrepancy, Question, Settled, Version

__all__ = [
    "Discrepancies",
    "Discrepancy",
    "Question",
    "Settled",
    "Version",
]
