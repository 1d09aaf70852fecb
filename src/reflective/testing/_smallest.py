"""The smallest case that breaks a law, found by Hypothesis the same way every time."""

from collections.abc import Callable
from random import Random
from typing import TypeVar

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

__all__ = ["smallest"]

_T = TypeVar("_T")


def smallest(cases: st.SearchStrategy[_T], broken: Callable[[_T], object], *, examples: int = 50) -> _T | None:
    """The least case for which `broken` gives something; None if none was found."""
    tried = settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=[HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.too_slow],
    )
    try:
        return find(cases, lambda case: bool(broken(case)), settings=tried, random=Random(0))  # noqa: S311 - the same cases each time
    except NoSuchExample:
        return None
