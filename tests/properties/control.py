"""Showing that a law catches a fault: a law that nothing breaks is no law."""

from random import Random

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

__all__ = ["Parts", "caught"]


class Parts:
    """A law that has several parts: true where each holds. Its repr names those that do not, for a failing test."""

    def __init__(self, **parts):
        self.broken = [name.replace("_", " ") for name, holds in parts.items() if not holds]

    def __bool__(self):
        return not self.broken

    def __repr__(self):
        return f"does not hold: {', '.join(self.broken)}" if self.broken else "holds"


def caught(law, *strategies, examples=2_000):
    """Whether some input breaks the law, which is a function that is true where it holds."""
    try:
        find(
            st.tuples(*strategies),
            lambda given: not law(*given),
            settings=settings(
                max_examples=examples,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
                deadline=None,
            ),
            random=Random(0),  # noqa: S311 - the same search every time
        )
    except NoSuchExample:
        return False
    return True
