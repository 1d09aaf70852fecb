"""The entry point that Hypothesis calls when it is imported, so that `st.from_type` finds our strategies."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

__all__ = ["classes", "register"]

_DOORS = ("timescales", "rules", "records", "casework", "practice")


def register() -> None:
    """Register every class; the strategies themselves are imported when one is drawn from."""
    from hypothesis import strategies as st

    for kind in classes():
        st.register_type_strategy(kind, _strategy)


def classes() -> frozenset[type[Any]]:
    """Every class at a door of timescales, rules, records, casework and practice, and at the door of each record."""
    doors = [import_module(f"reflective.{name}") for name in _DOORS]
    packages = [one.name for one in iter_modules(doors[-1].__path__) if one.ispkg]
    doors += [import_module(f"reflective.practice.{name}") for name in (*packages, "plan.entries")]
    offered = [getattr(door, name) for door in doors for name in door.__all__]
    return frozenset(one for one in offered if isinstance(one, type) and one.__module__.startswith("reflective."))


def _strategy(kind: Any) -> Any:
    from reflective.testing.strategies import of_type

    return of_type(getattr(kind, "__origin__", kind))
