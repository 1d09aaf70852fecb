"""How each annotation is carried: written as plain data, read back quickly, and explained where that fails.

The classes know nothing of documents. Quick reading leaves to a class every check that the class makes anyway, and
raises whatever comes; explaining is slower, goes on after a fault, and is asked only then.
"""

import enum
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final

from reflective.errors import BadValue
from reflective.exchange._faults import BAD, Faults, listed, words
from reflective.exchange._text import MAX_WHOLE, STRANGE
from reflective.fields import checker, read_day

__all__ = ["Day", "Each", "Form", "Maybe", "Member", "Reader", "Row", "Scalar", "as_is"]

#: Makes a value of plain data. It is given a type beside, which cattrs gives and nobody needs.
Reader = Callable[..., Any]


def as_is(node: Any, _kind: object = None) -> Any:
    """Read plain data that is the value already, or is refused by the class that takes it."""
    return node


class Form:
    """How values of one annotation are carried."""

    def write(self, value: Any) -> Any:
        """The plain data for a value."""
        raise NotImplementedError

    def reader(self) -> Reader:
        """A function that makes a value of plain data and raises anything."""
        raise NotImplementedError

    def explain(self, node: Any, path: str, faults: Faults) -> Any:
        """The value in plain data, or `BAD` after noting every fault in it."""
        raise NotImplementedError


#: Half of a character that takes two in UTF-16: JSON can name one alone, and no file can hold it.
_HALF: Final = re.compile("[\ud800-\udfff]")


class Scalar(Form):
    """Text, an id, a whole number, true or false: its own plain data."""

    def __init__(self, annotation: Any) -> None:
        self.refusal = checker(annotation)

    def write(self, value: Any) -> Any:
        return STRANGE if type(value) is int and abs(value) > MAX_WHOLE else value

    def reader(self) -> Reader:
        return as_is

    def explain(self, node: Any, path: str, faults: Faults) -> Any:
        refused = self.refusal(path, node)
        if refused is not None:
            return faults.add(path, words(refused))
        if isinstance(node, str) and _HALF.search(node):
            return faults.add(path, "must be text of whole characters")
        return node


@lru_cache(maxsize=4096)
def _day(text: str) -> date:
    return read_day("it", text)


class Day(Form):
    """A day, as YYYY-MM-DD."""

    def write(self, value: date) -> str:
        return value.isoformat()

    def reader(self) -> Reader:
        return lambda node, _kind=None: _day(node)

    def explain(self, node: Any, path: str, faults: Faults) -> Any:
        try:
            return read_day("it", node if isinstance(node, str) else "")
        except BadValue as refused:
            return faults.add(path, words(refused))


class Member(Form):
    """A member of an enum, as its value."""

    def __init__(self, members: Mapping[str, enum.Enum]) -> None:
        self.members = members

    def write(self, value: enum.Enum) -> Any:
        return value.value

    def reader(self) -> Reader:
        members = self.members
        return lambda node, _kind=None: members[node]

    def explain(self, node: Any, path: str, faults: Faults) -> Any:
        if isinstance(node, str) and node in self.members:
            return self.members[node]
        return faults.add(path, f"must be one of {listed(self.members)}")


class Maybe(Form):
    """A value or null."""

    def __init__(self, inner: Form) -> None:
        self.inner = inner

    def write(self, value: Any) -> Any:
        return None if value is None else self.inner.write(value)

    def reader(self) -> Reader:
        read = self.inner.reader()
        return read if read is as_is else lambda node, _kind=None: None if node is None else read(node)

    def explain(self, node: Any, path: str, faults: Faults) -> Any:
        return None if node is None else self.inner.explain(node, path, faults)


class Each(Form):
    """Any number of one form, as a list; a set is sorted, so that one value has one document."""

    def __init__(self, inner: Form, container: type) -> None:
        self.inner, self.container = inner, container

    def write(self, value: Collection[Any]) -> list[Any]:
        written = [self.inner.write(one) for one in value]
        return written if self.container is tuple else sorted(written, key=str)

    def reader(self) -> Reader:
        container, inner = self.container, self.inner.reader()

        def read(node: Any, _kind: object = None) -> Any:
            if type(node) is not list:
                raise TypeError
            values = container(node if inner is as_is else map(inner, node))
            if len(values) != len(node):
                raise ValueError
            return values

        return read

    def explain(self, node: Any, path: str, faults: Faults) -> Any:
        if not isinstance(node, list):
            return faults.add(path, "must be a list")
        before = len(faults)
        values = [self.inner.explain(one, f"{path}[{place}]", faults) for place, one in enumerate(node)]
        self.explain_together(values, path, faults)
        if len(faults) > before:
            return BAD
        made = self.container(values)
        return made if len(made) == len(values) else faults.add(path, "must name each of them once")

    def explain_together(self, values: list[Any], path: str, faults: Faults) -> None:
        """Note what is wrong with the values taken together, some of which may be `BAD`."""


class Row(Form):
    """A fixed number of values, as a list."""

    def __init__(self, inner: tuple[Form, ...]) -> None:
        self.inner = inner

    def write(self, value: tuple[Any, ...]) -> list[Any]:
        return [form.write(one) for form, one in zip(self.inner, value, strict=True)]

    def reader(self) -> Reader:
        inner = tuple(form.reader() for form in self.inner)

        def read(node: Any, _kind: object = None) -> Any:
            if type(node) is not list:
                raise TypeError
            return tuple([read(one) for read, one in zip(inner, node, strict=True)])

        return read

    def explain(self, node: Any, path: str, faults: Faults) -> Any:
        if not isinstance(node, list) or len(node) != len(self.inner):
            return faults.add(path, f"must be a list of {len(self.inner)}")
        pairs = enumerate(zip(self.inner, node, strict=True))
        values = tuple([form.explain(one, f"{path}[{place}]", faults) for place, (form, one) in pairs])
        return BAD if BAD in values else values
