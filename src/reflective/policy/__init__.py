"""What a council settles itself, as files: forms, prompts, roles, stages, rhythm, levels of decision and words."""

from reflective.policy.parts import DecisionLevel, DecisionScheme, SupervisionRhythm, Vocabulary
from reflective.policy.policy import Policy, PolicyFile, shipped_texts

__all__ = [
    "DecisionLevel",
    "DecisionScheme",
    "Policy",
    "PolicyFile",
    "SupervisionRhythm",
    "Vocabulary",
    "shipped_texts",
]
