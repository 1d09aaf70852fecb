"""The types that checkers infer for `reflective.exchange`: read by mypy and pyright, and never run."""

from typing import Any, BinaryIO, assert_type

from reflective.casework import Case
from reflective.exchange import dumps, entry_from_data, entry_to_data, loads
from reflective.practice import Cycle, Entry, Record
from reflective.records import Registry


def documents(file: BinaryIO, registry: Registry, cycle: Cycle) -> None:
    """A document holds anything, or what was asked for."""
    assert_type(loads("{}"), Record[Any] | Case)
    assert_type(loads(b"{}", registry), Record[Any] | Case)
    assert_type(loads(file, Cycle), Cycle)
    assert_type(loads(file, kind=Case), Case)
    assert_type(loads(file, registry, kind=Cycle), Cycle)
    assert_type(dumps(cycle, registry, indent=2), str)
    loads("{}", int)  # type: ignore[type-var]
    loads("{}", "Cycle")  # type: ignore[call-overload]


def entries(entry: Entry[Any], registry: Registry) -> None:
    """An entry is carried on its own."""
    assert_type(entry_to_data(entry, registry), dict[str, Any])
    assert_type(entry_from_data({}, registry, revision=2), Entry[Any])
