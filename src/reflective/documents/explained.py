"""From what cattrs raises to faults: each with its path, in the order of the document.

cattrs' own `transform_error` makes one text of path and words, and has no place for a fault that a class finds in one
of its fields when it is made.
"""

from collections.abc import Callable, Iterable
from typing import Any

import attrs
from cattrs import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)

from reflective.documents.faults import Faults, Refused, listed, words
from reflective.documents.json_data import Twice
from reflective.errors import BadValue

__all__ = ["how_many", "note", "only_unknown", "twice"]

_Keys = Callable[[type], Iterable[str]]


def note(refused: Exception, path: str, faults: Faults, keys: _Keys) -> None:
    """Note every fault in an error; `keys` gives the keys that an object of a class may have."""
    match refused:
        case ClassValidationError() | IterableValidationError():
            for inner in sorted(refused.exceptions, key=_turn):
                if not faults.full:
                    _note_inner(inner, refused.cl, path, faults, keys)
        case RecursionError():
            raise refused
        case ForbiddenExtraKeysError(cl=kind):
            faults.add(path, f"has a key that is not known; known keys are {listed(keys(kind))}")
        case Refused(key=key) if key:
            faults.add(f"{path}.{key}", words(refused))
        case _:
            faults.add(path, words(refused))


def _note_inner(refused: Exception, kind: Any, path: str, faults: Faults, keys: _Keys) -> None:
    place = next(iter(getattr(refused, "__notes__", ())), None)
    if isinstance(place, IterableValidationNote):
        note(refused, f"{path}[{place.index}]", faults, keys)
    elif isinstance(place, AttributeValidationNote) and isinstance(refused, KeyError):
        faults.add(path, f"lacks the key '{place.name}'")
    elif isinstance(place, AttributeValidationNote):
        note(refused, f"{path}.{place.name}", faults, keys)
    elif isinstance(refused, BadValue) and attrs.has(kind) and refused.name in keys(kind):
        faults.add(f"{path}.{refused.name}", words(refused))
    else:
        note(refused, path, faults, keys)


def _turn(refused: Exception) -> tuple[bool, bool, bool]:
    """The order of faults in one object: a key that is not known, one given twice, one that is missing, the rest."""
    inside = hasattr(refused, "__notes__")
    return inside, not isinstance(refused, KeyError), not isinstance(refused, ForbiddenExtraKeysError)


def how_many(refused: Exception) -> int:
    """The number of faults in an error."""
    if isinstance(refused, ClassValidationError | IterableValidationError):
        return sum(map(how_many, refused.exceptions))
    return 1


def only_unknown(refused: Exception) -> bool:
    """Whether every fault in an error is a key or a name that is not known."""
    if isinstance(refused, ClassValidationError | IterableValidationError):
        return all(map(only_unknown, refused.exceptions))
    return isinstance(refused, ForbiddenExtraKeysError) or (isinstance(refused, Refused) and refused.unknown)


def twice(node: Twice, keys: Iterable[str]) -> str:
    """A fault in words: which key of ours an object has more than once. Another key could be a name."""
    known = sorted(node.twice.intersection(keys))
    return f"has the key {listed(known)} more than once" if known else "has a key more than once"
