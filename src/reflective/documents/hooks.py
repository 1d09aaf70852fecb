"""How cattrs reads and writes what the annotations of fields name: text, numbers, days, words, lists, unions."""

import enum
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, lru_cache, partial
from typing import Any

from cattrs import Converter, IterableValidationError, IterableValidationNote

from reflective.documents.explained import how_many
from reflective.documents.faults import MAX_FAULTS, Refused, listed
from reflective.fields import checker, read_day

__all__ = [
    "Hook",
    "Reader",
    "Together",
    "as_is",
    "day",
    "is_list",
    "is_union",
    "list_reader",
    "list_writer",
    "member",
    "scalar",
    "union_reader",
    "word",
]

#: Reads plain data as a class.
Reader = Callable[[Any, Any], Any]
#: The same as cattrs calls it, which gives every hook the annotation too.
Hook = Callable[[Any, Any], Any]
#: Finds what is wrong with the values of a list together, as (place, what is wanted); None stands for one with a fault.
Together = Callable[[list[Any]], Iterable[tuple[int, str]]]


def is_list(annotation: Any) -> bool:
    """Whether an annotation is carried as a list."""
    return typing.get_origin(annotation) in {tuple, frozenset}


def is_union(annotation: Any) -> bool:
    """Whether an annotation allows several things, of which None may be one."""
    return typing.get_origin(annotation) in {types.UnionType, typing.Union}


def as_is(node: Any, _kind: object) -> Any:
    """Plain data that is the value already, or is refused by the class that takes it."""
    return node


def scalar(annotation: Any) -> Hook:
    """A reader of text, an id, a whole number or a truth that checks it as its class would."""
    refusal = checker(annotation)

    def read(node: Any, _kind: object) -> Any:
        refused = refusal("it", node)
        if refused is not None:
            # The words of the class are Python's, and documents have no capitals in these two.
            raise refused if annotation is not bool else Refused(wanted="must be true or false")
        return node

    return read


@lru_cache(maxsize=4096)
def _day_of(text: str) -> date:
    return read_day("it", text)


def day(node: Any, _kind: object) -> date:
    """A day, from YYYY-MM-DD."""
    return _day_of(node if isinstance(node, str) else "")


@cache
def _members(kind: type[enum.StrEnum]) -> Mapping[str, enum.StrEnum]:
    return {one.value: one for one in kind}


def member(node: Any, kind: type[enum.StrEnum]) -> enum.StrEnum:
    """A member of an enum, from its value."""
    members = _members(kind)
    found = members.get(node) if isinstance(node, str) else None
    if found is None:
        raise Refused(wanted=f"must be one of {listed(members)}", unknown=isinstance(node, str))
    return found


def word(one: enum.StrEnum) -> str:
    """The value of a member."""
    return one.value


def union_reader(kind: Any, converter: Converter) -> Hook:
    """A reader of one class or None; raises `TypeError` where nothing in the data would say which class is meant."""
    some = [one for one in typing.get_args(kind) if one is not types.NoneType]
    if len(some) > 1:
        msg = f"a document has no form for {kind!r}"
        raise TypeError(msg)
    read = converter.get_structure_hook(some[0])
    return read if read is as_is else lambda node, _kind: None if node is None else read(node, some[0])


def list_reader(kind: Any, converter: Converter, no_list: str, together: Together) -> Hook:
    """A reader of any number of one thing, or of one each of several."""
    container: Any = typing.get_origin(kind)
    args = typing.get_args(kind)
    kinds = [one for one in args if one is not Ellipsis]
    readers = [converter.get_structure_hook(one) for one in kinds]
    several = container is tuple and Ellipsis not in args
    as_they_are = set(readers) == {as_is}
    read_each = partial(_each_explained, together=together) if converter.detailed_validation else _each

    def read(node: Any, _kind: object) -> Any:
        if not isinstance(node, list):
            raise Refused(wanted=no_list)
        if several and len(node) != len(kinds):
            raise Refused(wanted=f"must be a list of {len(kinds)}")
        if as_they_are:
            made = container(node)
        else:
            times = 1 if several else len(node)
            made = container(read_each(node, readers * times, kinds * times))
        if len(made) != len(node):
            raise Refused(wanted="must name each of them once")
        return made

    return read


def _each(node: list[Any], readers: list[Hook], kinds: list[Any]) -> list[Any]:
    return [read(one, kind) for one, read, kind in zip(node, readers, kinds, strict=True)]


def _each_explained(node: list[Any], readers: list[Hook], kinds: list[Any], *, together: Together) -> list[Any]:
    values: list[Any] = []
    found: list[Exception] = []
    faults = 0
    for place, (one, read, kind) in enumerate(zip(node, readers, kinds, strict=True)):
        try:
            values.append(read(one, kind))
        except Exception as refused:  # noqa: BLE001 - whatever a class raises on bad input is a fault of that input
            refused.add_note(IterableValidationNote("", place, kind))
            found.append(refused)
            values.append(None)
            faults += how_many(refused)
            if faults > MAX_FAULTS:
                break
    for place, wanted in together(values):
        found.append(Refused(wanted=wanted))
        found[-1].add_note(IterableValidationNote("", place, object))
    if found:
        raise IterableValidationError(list.__name__, found, list)  # pyright: ignore[reportCallIssue]  # it is a __new__
    return values


def list_writer(kind: Any, converter: Converter) -> Callable[[Any], list[Any]]:
    """The writer of a list; a set is sorted, so that one value has one document."""
    args = typing.get_args(kind)
    writers = [converter.get_unstructure_hook(one) for one in args if one is not Ellipsis]
    if typing.get_origin(kind) is frozenset:
        return lambda values: sorted(map(writers[0], values), key=str)
    if Ellipsis in args:
        return lambda values: [writers[0](one) for one in values]
    return lambda values: [write(one) for write, one in zip(writers, values, strict=True)]
