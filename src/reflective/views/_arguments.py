"""The arguments of a view, each checked against its type."""

from typing import Any

from reflective.fields import checker

__all__ = ["check"]


def check(name: str, given: object, annotation: Any) -> None:
    """Refuse an argument of another type. Raises `BadValue`, or `NotADay` for a date, with the name and no value."""
    refused = checker(annotation)(name, given)
    if refused is not None:
        raise refused
