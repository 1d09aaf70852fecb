"""The files of a policy that ship, as text, and the part of a policy that each says."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Final

__all__ = ["PARTS", "shipped_text", "shipped_texts"]

#: The files of a policy, by their names without ".toml" and in their order, each with the part that it says.
PARTS: Final[Mapping[str, str]] = {
    "forms": "forms",
    "prompts": "prompts",
    "roles": "roles",
    "relationship_stages": "stages",
    "frequencies": "rhythm",
    "authority": "decisions",
    "vocabulary": "vocabulary",
}


def shipped_texts() -> dict[str, str]:
    """The files that ship, by name, as text: for a council to begin from.

    >>> len(shipped_texts())
    7
    """
    return {f"{name}.toml": shipped_text(name) for name in PARTS}


def shipped_text(name: str) -> str:
    """The shipped file of a part, as text."""
    return files("reflective.practice").joinpath(f"data/{name}.toml").read_text("utf-8")
