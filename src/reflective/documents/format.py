"""How classes are carried as plain data: each by the annotations of its fields, read and written by cattrs.

Reading is tried the quick way first, which leaves to a class every check that the class makes anyway. Where that fails
the data is read again with cattrs' detailed validation, which goes on after a fault and finds them all.
"""

import enum
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeVar

import attrs
from cattrs import ClassValidationError, Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from reflective.documents import hooks
from reflective.documents.explained import note, only_unknown, twice
from reflective.documents.faults import TOO_DEEP, Faults, Refused, words
from reflective.documents.hooks import Hook, Reader, Together
from reflective.documents.json_data import Twice, too_deep
from reflective.errors import BadValue
from reflective.fields import Id, Key, Text, Time

__all__ = ["Format", "Keep", "Keys", "Tagged"]

_NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})


#: Makes a value of data that cannot be read, or gives None. It is given the data, a reader for what lies inside, and
#: `only_unknown`: whether nothing is wrong but keys and names that are not known.
Keep = Callable[..., Any]
#: Finds what is wrong with the keys of an object, in words. It is given the object, whatever its values are.
Keys = Callable[[Mapping[str, Any]], Iterable[str]]
#: Writes a value; it is given the writer that would have written it.
Write = Callable[[Any, Callable[[Any], Any]], Any]


class Tagged(NamedTuple):
    """Classes that a document tells apart by the name under a key of theirs."""

    key: str
    classes: Mapping[str, type]
    #: What a name must be, in words.
    wanted: str
    #: Keys that may stand beside it, for somebody else to read.
    also: tuple[str, ...] = ()


class Format:
    """How values are carried in one kind of document.

    `own` reads an annotation in a way of the document's own: it is given the plain data and a reader for what lies
    inside, and raises a `ReflectiveError` or `Refused`. `tagged` says of a class, or of a union, how the classes under
    it are told apart. `keep` is asked for a value where data of an annotation cannot be read, and `together` finds
    what is wrong with the values of a list. `keys` finds what is wrong with the keys of an object of an annotation:
    that some are there, or go with the value of another. It is asked whatever else is wrong with the object. `writes`
    writes an annotation in a way of the document's own. `table` and `row` are the document's words for an object and
    for a list.
    """

    def __init__(
        self,
        *,
        own: Mapping[Any, Callable[[Any, Reader], Any]] = _NOTHING,
        tagged: Mapping[Any, Tagged] = _NOTHING,
        keep: Mapping[Any, Keep] = _NOTHING,
        together: Mapping[Any, Together] = _NOTHING,
        keys: Mapping[Any, Keys] = _NOTHING,
        writes: Mapping[Any, Write] = _NOTHING,
        table: str = "an object",
        row: str = "a list",
    ) -> None:
        self._own, self._tagged, self._keep, self._together, self._writes = own, tagged, keep, together, writes
        self._keys_of = keys
        self._no_table, self._no_row = f"must be {table}", f"must be {row}"

    def read(self, data: object, kind: Any, faults: Faults, *, path: str = "$", clean: bool = True) -> Any:
        """The value of a class in plain data; raises `BadDocument` with every fault and its path.

        Faults that were found before are listed with those found here. Data that is not clean has something marked in
        it, as `json_data` does, and is read the slow way at once.
        """
        if clean and not faults:
            try:
                return self._quick.structure(data, kind)
            except RecursionError:
                raise
            except Exception:  # noqa: BLE001, S110 - whatever it was, the slow way finds it again and says where
                pass
        if too_deep(data):
            raise faults.last(wanted=TOO_DEEP)
        made = None
        try:
            made = self._detailed.structure(data, kind)
        except Exception as refused:  # noqa: BLE001 - whatever a class raises on bad input is a fault of that input
            note(refused, path, faults, self._keys)
        if faults:
            raise faults.error()
        return made

    def write(self, value: object, kind: Any) -> Any:
        """The plain data for a value: each field in its order, and none that is as it is by default.

        A default that is worked out may be worked out differently one day, so such a field is always written.
        """
        return self._quick.unstructure(value, kind)

    @cached_property
    def _quick(self) -> Converter:
        return self._converter(detailed=False)

    @cached_property
    def _detailed(self) -> Converter:
        return self._converter(detailed=True)

    def _converter(self, *, detailed: bool) -> Converter:
        made = Converter(detailed_validation=detailed, forbid_extra_keys=True)
        # cattrs asks by class first, and then by predicate, the last one first.
        for kind in (str, int, bool):
            made.register_structure_hook(kind, hooks.scalar(kind) if detailed else hooks.as_is)
        made.register_structure_hook(enum.StrEnum, hooks.member)
        made.register_unstructure_hook(enum.StrEnum, hooks.word)
        made.register_unstructure_hook(date, date.isoformat)
        made.register_structure_hook_func(lambda kind: kind is date, hooks.day)
        for text in (Id, Key, Text, Time):
            made.register_structure_hook_func(_is(text), hooks.scalar(text) if detailed else hooks.as_is)
        made.register_structure_hook_factory(attrs.has, lambda kind: self._class_reader(kind, made))
        made.register_unstructure_hook_factory(attrs.has, lambda kind: _class_writer(kind, made))
        made.register_structure_hook_factory(hooks.is_list, lambda kind: self._list_reader(kind, made))
        made.register_unstructure_hook_factory(hooks.is_list, lambda kind: hooks.list_writer(kind, made))
        made.register_structure_hook_factory(hooks.is_union, lambda kind: hooks.union_reader(kind, made))
        for kind, tagged in self._tagged.items():
            made.register_structure_hook_func(_is(kind), self._tagged_reader(tagged, made))
            made.register_unstructure_hook_func(_is(kind), _tagged_writer(tagged, made))
        for kind, hook in self._own.items():
            made.register_structure_hook_func(_is(kind), _own_reader(hook, made))
        for kind, keep in self._keep.items() if detailed else ():
            made.register_structure_hook_func(_is(kind), _keeping_reader(keep, made.get_structure_hook(kind), made))
        for kind, write in self._writes.items():
            made.register_unstructure_hook_func(_is(kind), _own_writer(write, made.get_unstructure_hook(kind)))
        return made

    def _list_reader(self, kind: Any, converter: Converter) -> Hook:
        return hooks.list_reader(kind, converter, self._no_row, self._together.get(kind, lambda _values: ()))

    def _keys(self, kind: type) -> Iterable[str]:
        """The keys that an object of a class may have."""
        beside = [(*one.also, one.key) for one in self._tagged.values() if kind in one.classes.values()]
        return (*(beside[0] if beside else ()), *(field.name for field in attrs.fields(kind)))

    def _class_reader(self, kind: Any, converter: Converter) -> Hook:
        wrong_keys = self._keys_of.get(kind)
        if not converter.detailed_validation:
            read = _quick_reader(kind, converter)
            return read if wrong_keys is None else _judging_keys(read, wrong_keys)
        read = make_dict_structure_fn(_filled(kind), converter)

        def explained(node: Any, _kind: object) -> Any:
            if not isinstance(node, dict):
                raise Refused(wanted=self._no_table)
            found: list[Exception] = []
            made = None
            try:
                made = read(node, kind)
            except ClassValidationError as refused:
                found += refused.exceptions
            if isinstance(node, Twice):
                found.append(Refused(wanted=twice(node, self._keys(kind))))
            if wrong_keys is not None:
                # The class may have found the same, where nothing else was wrong.
                known = {words(one) for one in found}
                found += [Refused(wanted=one) for one in wrong_keys(node) if one not in known]
            if found:
                raise ClassValidationError(kind.__name__, found, kind)  # pyright: ignore[reportCallIssue]  # it is a __new__
            return made

        return explained

    def _tagged_reader(self, tagged: Tagged, converter: Converter) -> Hook:
        key, classes, also = tagged.key, tagged.classes, tagged.also
        reader_of = cache(lambda name: converter.get_structure_hook(classes[name]))

        def read(node: Any, _kind: object) -> Any:
            if not isinstance(node, dict):
                raise Refused(wanted=self._no_table)
            if key not in node:
                raise Refused(wanted=f"lacks the key '{key}'")
            name = node[key]
            if not isinstance(name, str) or name not in classes:
                raise Refused(wanted=f"must be {tagged.wanted}", key=key, unknown=isinstance(name, str))
            rest = node.copy()
            del rest[key]
            for beside in also:
                rest.pop(beside, None)
            return reader_of(name)(rest, classes[name])

        return read


def _quick_reader(kind: Any, converter: Converter) -> Hook:
    """The quick reader of a class: the class itself refuses a key that it does not know, or lacks."""
    made: Any = typing.get_origin(kind) or kind

    @cache
    def readers() -> tuple[tuple[str, Hook, Any], ...]:
        # Put off to the first use, because a class may hold others of its own kind.
        hints = typing.get_type_hints(made, include_extras=True)
        named = [(field.name, _closed(hints[field.name])) for field in attrs.fields(made)]
        found = [(name, converter.get_structure_hook(annotation), annotation) for name, annotation in named]
        return tuple(one for one in found if one[1] is not hooks.as_is)

    def reader(node: Any, _kind: object) -> Any:
        values = {**node}
        for name, read, annotation in readers():
            if name in values:
                values[name] = read(values[name], annotation)
        return made(**values)

    return reader


def _judging_keys(read: Hook, wrong_keys: Keys) -> Hook:
    """The quick reader of a class, for objects whose keys are judged apart."""

    def reader(node: Any, kind: object) -> Any:
        for wanted in wrong_keys(node):
            raise Refused(wanted=wanted)
        return read(node, kind)

    return reader


def _is(annotation: Any) -> Callable[[Any], bool]:
    return lambda one: bool(one == annotation)


def _filled(kind: Any) -> Any:
    """A class with each of its type variables filled by its bound: cattrs reads no class that has one open."""
    return _closed(typing.get_origin(kind) or kind)


def _closed(annotation: Any) -> Any:
    """An annotation with each of its type variables filled by its bound."""
    if isinstance(annotation, TypeVar):
        return annotation.__bound__ or Any
    variables: tuple[TypeVar, ...] = getattr(annotation, "__parameters__", ())
    return annotation[tuple(map(_closed, variables))] if variables else annotation


def _own_reader(hook: Callable[[Any, Reader], Any], converter: Converter) -> Hook:
    return lambda node, _kind: hook(node, converter.structure)


def _keeping_reader(keep: Keep, read: Hook, converter: Converter) -> Hook:
    def reader(node: Any, kind: object) -> Any:
        try:
            return read(node, kind)
        except RecursionError:
            raise
        except Exception as refused:  # noqa: BLE001 - whatever a class raises on bad input is a fault of that input
            found = refused
        # Out here, so that no error hangs on another.
        kept = keep(node, converter.structure, only_unknown=only_unknown(found))
        if kept is None:
            raise found
        return kept

    return reader


def _own_writer(own: Write, write: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: own(value, write)


def _class_writer(kind: Any, converter: Converter) -> Callable[[Any], dict[str, Any]]:
    filled = _filled(kind)
    plain: dict[str, Any] = {
        field.name: override(omit_if_default=not isinstance(field.default, attrs.Factory))  # type: ignore[arg-type]
        for field in attrs.fields(typing.get_origin(filled) or filled)
        if field.default is not attrs.NOTHING
    }
    return make_dict_unstructure_fn(filled, converter, **plain)


def _tagged_writer(tagged: Tagged, converter: Converter) -> Callable[[Any], dict[str, Any]]:
    names = {kind: name for name, kind in tagged.classes.items()}

    def write(value: Any) -> dict[str, Any]:
        kind = type(value)
        if kind not in names:
            raise BadValue(name=tagged.key, wanted=tagged.wanted)
        return {tagged.key: names[kind], **converter.unstructure(value, kind)}

    return write
