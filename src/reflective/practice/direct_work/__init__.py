"""Direct work, living documents in versions, and what was consulted and changed."""

from reflective.practice.direct_work.direct_work import (
    DIRECT_WORK,
    LIVING_DOCUMENT,
    ConcernTraced,
    DirectWork,
    DirectWorkStage,
    DocumentState,
    DocumentVersion,
    GuidanceConsulted,
    LivingDocumentStage,
    SharingAgreed,
    SharingWithdrawn,
    UpdateRequested,
    WorkAnalysed,
    WorkDone,
    WorkKind,
    WorkReflectedOn,
)

__all__ = [
    "DIRECT_WORK",
    "LIVING_DOCUMENT",
    "ConcernTraced",
    "DirectWork",
    "DirectWorkStage",
    "DocumentState",
    "DocumentVersion",
    "GuidanceConsulted",
    "LivingDocumentStage",
    "SharingAgreed",
    "SharingWithdrawn",
    "UpdateRequested",
    "WorkAnalysed",
    "WorkDone",
    "WorkKind",
    "WorkReflectedOn",
]
