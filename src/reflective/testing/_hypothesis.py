"""What Hypothesis calls when it is imported: from then on `st.from_type` knows our types.

`st.register_type_strategy` wants the classes, and so an import of every floor for whoever has the library installed and
imports Hypothesis: half as long as Hypothesis itself takes. Hypothesis has a way of its own for types that may never be
imported (its numpy extension comes by it): a function that is asked about a type once a module is loaded. All that is
then paid for is Hypothesis' own table of types, which registering anything loads. That way is not in its documentation,
so where it is missing the classes are imported and registered after all.
"""

import typing
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["register"]

#: The floor that every other loads: until it is loaded, no type is ours.
_LOWEST: Final = "reflective.timescales"
_FLOORS: Final = (_LOWEST, "reflective.rules", "reflective.practice")


def register() -> None:
    """Tell Hypothesis of our types; imports nothing of ours, where it can be told that way."""
    try:
        from hypothesis.strategies._internal.types import _global_extra_lookup

        _global_extra_lookup[_LOWEST] = strategy_for
    except (ImportError, AttributeError, TypeError):
        register_classes()


def strategy_for(thing: Any) -> "SearchStrategy[Any] | None":
    """The strategy for one of our types, with type arguments or without; None for whatever is not ours."""
    kind = typing.get_origin(thing) or thing
    module = getattr(kind, "__module__", None)
    # Asked of every type that anybody draws, so that what is not ours must cost next to nothing.
    if not isinstance(module, str) or not module.startswith("reflective.") or not isinstance(kind, type):
        return None
    return None if kind not in _ours() else _strategy(kind)


def register_classes() -> None:
    """Register every class by Hypothesis' documented way; the strategies are imported when one is drawn from."""
    from hypothesis import strategies as st

    for kind in _ours():
        st.register_type_strategy(kind, _strategy)


def _ours() -> frozenset[type[Any]]:
    """Every public class of the floors."""
    from importlib import import_module

    doors = [import_module(floor) for floor in _FLOORS]
    offered = [getattr(door, name) for door in doors for name in door.__all__]
    return frozenset(one for one in offered if isinstance(one, type))


def _strategy(kind: Any) -> "SearchStrategy[Any]":
    from reflective.testing.strategies import of_type

    return of_type(typing.get_origin(kind) or kind)
