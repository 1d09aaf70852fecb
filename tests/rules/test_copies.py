"""Copies of every value at the doors of timescales and rules, made after the value was asked everything."""

import copy
import inspect
import pickle
from contextlib import suppress
from functools import cached_property

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflective.errors import ReflectiveError
from reflective.testing.strategies import of_type
from tests.rules.test_wrong_types import DOORS, accepted, methods

KINDS = [kind for door in DOORS for name in door.__all__ if inspect.isclass(kind := getattr(door, name))]


def answers(value):
    """Everything that a value answers, by its attributes and by its methods with accepted values; refusals too."""
    found = {}
    for name in dir(value):
        if not name.startswith("_") and not callable(getattr(type(value), name, None)):
            with suppress(ReflectiveError):
                found[name] = getattr(value, name)
    for method in methods(value):
        try:
            found[method.__name__] = method(**accepted(method))
        except ReflectiveError as refused:
            found[method.__name__] = str(refused)
    return found


def copies(value):
    """A value after a deep copy, and after a pickle."""
    return copy.deepcopy(value), pickle.loads(pickle.dumps(value))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=10)
def test_a_value_that_was_asked_can_be_copied_and_answers_alike(kind, data):
    """A host may send a value to another process after it used it, and finds the same value there."""
    value = data.draw(of_type(kind))
    asked = answers(value)
    for again in copies(value):
        assert again == value
        assert type(again) is kind
        assert answers(again) == asked


@attrs.frozen(slots=False)
class Keeper:
    """A planted fault: a value that keeps an answer which no pickle takes."""

    @cached_property
    def answer(self):
        return lambda: None


def test_a_value_that_keeps_what_cannot_be_copied_is_found():
    """The control: the copies of a planted fault are equal before it was asked, and fail afterwards."""
    value = Keeper()
    assert copies(value) == (value, value)
    answers(value)
    with pytest.raises((AttributeError, pickle.PicklingError)):
        copies(value)
