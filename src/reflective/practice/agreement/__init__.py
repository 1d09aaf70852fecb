"""The agreement of a worker and a supervisor: rhythm, leave and the first year."""

from reflective.practice.agreement.agreement import (
    AGREEMENT,
    Agreement,
    AgreementBegan,
    AgreementStatus,
    Experience,
    FirstYearPassed,
    LeaveBegan,
    LeaveEnded,
    RhythmAgreed,
    WorkerLeft,
)

__all__ = [
    "AGREEMENT",
    "Agreement",
    "AgreementBegan",
    "AgreementStatus",
    "Experience",
    "FirstYearPassed",
    "LeaveBegan",
    "LeaveEnded",
    "RhythmAgreed",
    "WorkerLeft",
]
