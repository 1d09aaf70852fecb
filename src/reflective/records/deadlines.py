"""The deadlines in a content, wherever its fields hold them."""

import typing
from collections.abc import Iterator
from functools import cache
from typing import Any

import attrs

from reflective.timescales import Deadline

__all__ = ["deadlines", "may_hold"]


def deadlines(held: Any) -> Iterator[Deadline]:
    """Every deadline in a content, in the order of its fields."""
    kind: Any = type(held)
    for field in _fields(kind):
        given = getattr(held, field)
        for one in given if isinstance(given, tuple) else (given,):
            if isinstance(one, Deadline):
                yield one
            elif one is not None:
                yield from deadlines(one)


@cache
def may_hold(kind: type) -> bool:
    """Whether values of a class may hold deadlines."""
    return bool(_fields(kind))


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """The fields of a class that may hold deadlines."""
    return tuple(field.name for field in attrs.fields(kind) if _may_hold(field.type)) if attrs.has(kind) else ()


def _may_hold(annotation: Any) -> bool:
    if annotation is Deadline or any(_may_hold(one) for one in typing.get_args(annotation)):
        return True
    return isinstance(annotation, type) and attrs.has(annotation) and bool(_fields(annotation))
