"""Returns from outside, where they are at hand."""

from pathlib import Path

import pytest

DATA = Path(__file__).parents[4] / "shared" / "data"


def _outside(name):
    path = DATA / name
    if not path.exists():
        pytest.skip(f"shared/data/{name} is not beside the project")
    return path


@pytest.fixture(scope="session")
def looked_after_return():
    """A fake looked-after return: 2,675 children and 5,050 episodes."""
    return _outside("looked_after_return")


@pytest.fixture(scope="session")
def census():
    """A folder of children in need census files."""
    return _outside("cin_census")
