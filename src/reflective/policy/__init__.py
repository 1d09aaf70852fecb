"""Policy files of a council: forms, prompts, roles, stages, rhythm, levels of decision and words."""

from reflective.policy.parts import DecisionLevel, DecisionScheme, PolicyFile, SupervisionRhythm, Vocabulary
from reflective.policy.policy import Policy
from reflective.policy.shipped import shipped_texts

__all__ = [
    "DecisionLevel",
    "DecisionScheme",
    "Policy",
    "PolicyFile",
    "SupervisionRhythm",
    "Vocabulary",
    "shipped_texts",
]
