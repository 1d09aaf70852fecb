"""Checks on a reading: what is not evidenced on the record, and a question for the next supervision.

Nothing here scores a person, a family, a risk or a text.
"""

from reflective.checks import (  # noqa: F401 - each family registers its checks
    actions,
    children,
    consistency,
    documents,
    oversight,
    plans,
    practice_note,
    record,
    reflection,
    rhythm,
    wording,
)
from reflective.checks.caseload import check_caseload
from reflective.checks.checking import CHECKS, Check, Family, Found, Look
from reflective.checks.finding import CannotTell, Concern, Dismissal, Dismissed, FailedCheck, Finding, Findings
from reflective.checks.running import check

__all__ = [
    "CHECKS",
    "CannotTell",
    "Check",
    "Concern",
    "Dismissal",
    "Dismissed",
    "FailedCheck",
    "Family",
    "Finding",
    "Findings",
    "Found",
    "Look",
    "check",
    "check_caseload",
]
