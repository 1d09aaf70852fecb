"""Objects with a key for each field: values, contents by their tag, records by their kind."""

import enum
import types
import typing
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import attrs

from reflective.errors import BadValue
from reflective.exchange._faults import BAD, Faults, listed, words
from reflective.exchange._forms import Day, Each, Form, Maybe, Member, Reader, Row, Scalar, as_is
from reflective.exchange._tags import KINDS, TAGS
from reflective.exchange._text import STRANGE, Twice
from reflective.fields import Id, Key, Text
from reflective.records import Entry, Record
from reflective.records.log import shape_faults

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["Named", "Object", "form"]


class _Field(NamedTuple):
    form: Form
    required: bool
    #: Whether it is written even when it is as it would be by default.
    always: bool


def _field(field: "attrs.Attribute[Any]") -> _Field:
    # A default that is worked out may be worked out differently one day, so what it was is written.
    worked_out = isinstance(field.default, attrs.Factory)  # type: ignore[arg-type]
    annotation: Any = field.type
    return _Field(form(annotation), required=field.default is attrs.NOTHING, always=worked_out)


class Object(Form):
    """A value of one class, as an object with a key for each field; `also` names keys that somebody else reads."""

    def __init__(self, kind: type, also: Collection[str] = ()) -> None:
        self.kind, self.also = kind, tuple(also)

    @cached_property
    def fields(self) -> dict[str, _Field]:
        return {field.name: _field(field) for field in attrs.fields(self.kind)}

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset((*self.also, *self.fields))

    @cached_property
    def _writer(self) -> Callable[[Any], dict[str, Any]]:
        return _compiled_writer(self)

    @cached_property
    def _reader(self) -> Reader:
        build, known = _compiled_reader(self), self.keys.issuperset

        def read(node: Any, _kind: object = None) -> Any:
            if type(node) is not dict or not known(node):
                raise TypeError
            return build(node, None)

        return read

    def write(self, value: Any) -> dict[str, Any]:
        return self._writer(value)

    def reader(self) -> Reader:
        return self._reader

    def explain(self, node: Any, path: str, faults: Faults) -> Any:
        if not isinstance(node, dict):
            return faults.add(path, "must be an object")
        before = len(faults)
        self._explain_keys(node, path, faults)
        values = {
            name: field.form.explain(node[name], f"{path}.{name}", faults)
            for name, field in self.fields.items()
            if name in node
        }
        return BAD if len(faults) > before else self._made(values, path, faults)

    def _explain_keys(self, node: dict[str, Any], path: str, faults: Faults) -> None:
        if not node.keys() <= self.keys:
            faults.add(path, f"has a key that is not known; known keys are {listed((*self.also, *self.fields))}")
        if isinstance(node, Twice):
            known = sorted(node.twice & self.keys)
            faults.add(path, f"has the key {listed(known)} more than once" if known else "has a key more than once")
        for name, field in self.fields.items():
            if field.required and name not in node:
                faults.add(path, f"lacks the key '{name}'")

    def _made(self, values: dict[str, Any], path: str, faults: Faults) -> Any:
        try:
            return self.kind(**values)
        except BadValue as refused:
            return faults.add(f"{path}.{refused.name}" if refused.name in self.fields else path, words(refused))
        except Exception as refused:  # noqa: BLE001 - whatever a class raises on bad input is a fault of that input
            return faults.add(path, words(refused))


class Line(Object):
    """An entry: what it says is written last, after whose it is and when."""

    def write(self, value: Any) -> dict[str, Any]:
        data = super().write(value)
        data["content"] = data.pop("content")
        return data


class Log(Each):
    """The entries of a record, which must stand together whatever its machine."""

    def explain_together(self, values: list[Any], path: str, faults: Faults) -> None:
        for place, _, why in shape_faults([None if value is BAD else value for value in values]):
            faults.add(f"{path}[{place}]", why)


class _Readers(dict[str, Reader]):
    """The readers of named objects, each compiled when it is first asked for."""

    def __init__(self, objects: Mapping[str, Object]) -> None:
        self.objects = objects

    def __missing__(self, name: str) -> Reader:
        self[name] = self.objects[name].reader()
        return self[name]


class Named(Form):
    """A value of one of several classes, as an object with a key that names the class."""

    def __init__(self, key: str, table: Mapping[str, type], also: Collection[str] = (), wanted: str = "") -> None:
        self.key, self.wanted = key, wanted or f"one of {listed(table)}"
        self.names = {kind: name for name, kind in table.items()}
        self.objects = {name: Object(kind, (*also, key)) for name, kind in table.items()}

    def write(self, value: Any) -> dict[str, Any]:
        name = self.names.get(type(value))
        return {self.key: STRANGE} if name is None else {self.key: name, **self.objects[name].write(value)}

    def reader(self) -> Reader:
        key, readers = self.key, _Readers(self.objects)
        return lambda node, _kind=None: readers[node[key]](node)

    def explain(self, node: Any, path: str, faults: Faults) -> Any:
        if not isinstance(node, dict):
            return faults.add(path, "must be an object")
        if self.key not in node:
            return faults.add(path, f"lacks the key '{self.key}'")
        name = node[self.key]
        if isinstance(name, str) and name in self.objects:
            return self.objects[name].explain(node, path, faults)
        return faults.add(f"{path}.{self.key}", f"must be {self.wanted}")


#: What an entry says, and a record of any kind.
CONTENT: Final = Named("tag", TAGS, wanted="a tag in reflective.exchange.json.TAGS")
RECORD: Final = Named("kind", KINDS)


@cache
def form(annotation: Any) -> Form:
    """The form of an annotation; raises `TypeError` for one that a document has no way to carry."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in _SCALARS:
        return Scalar(annotation)
    if annotation is date:
        return Day()
    if origin in {types.UnionType, typing.Union}:
        return _union(args)
    if origin is frozenset or (origin is tuple and args[-1] is Ellipsis):
        return (Log if typing.get_origin(args[0]) is Entry else Each)(form(args[0]), origin)
    if origin is tuple:
        return Row(tuple(map(form, args)))
    if isinstance(annotation, TypeVar):
        return CONTENT
    if origin is Entry:
        return Line(Entry)
    return RECORD if origin is Record else _of_class(origin or annotation)


_SCALARS: Final = frozenset({Id, Key, Text, str, int, bool})


def _of_class(kind: type) -> Form:
    if issubclass(kind, enum.Enum):
        return Member({member.value: member for member in kind})
    if attrs.has(kind):
        return Object(kind)
    msg = f"a document has no form for {kind!r}"
    raise TypeError(msg)


def _union(args: tuple[Any, ...]) -> Form:
    some = tuple(form(arg) for arg in args if arg is not type(None))
    choices = [one for one in some if isinstance(one, Member)]
    if len(some) == 1:
        inner = some[0]
    elif len(choices) == len(some):
        inner = Member({value: member for one in choices for value, member in one.members.items()})
    else:
        msg = f"a document has no form for {args!r}: nothing in it would say which is meant"
        raise TypeError(msg)
    return Maybe(inner) if type(None) in args else inner


# cattrs compiles a function a class when the class is first met, and takes longer to import than all of the above.


@cache
def _converter() -> "Converter":
    from cattrs import Converter

    return Converter(detailed_validation=False, prefer_attrib_converters=True)


def _compiled_writer(it: Object) -> Callable[[Any], dict[str, Any]]:
    from cattrs.gen import make_dict_unstructure_fn_from_attrs, override

    hooks: dict[str, Any] = {
        name: override(unstruct_hook=field.form.write, omit_if_default=not field.always)
        for name, field in it.fields.items()
    }
    return make_dict_unstructure_fn_from_attrs(
        list(attrs.fields(it.kind)), it.kind, _converter(), _typevars(it.kind), **hooks
    )


def _compiled_reader(it: Object) -> Reader:
    from cattrs.gen import make_dict_structure_fn_from_attrs, override

    readers = {name: field.form.reader() for name, field in it.fields.items()}
    hooks: dict[str, Any] = {name: override(struct_hook=read) for name, read in readers.items() if read is not as_is}
    # A field that converts for itself is left to its class, which is what is wanted of one that needs no reading.
    fields = [field if field.name in hooks else field.evolve(converter=as_is) for field in attrs.fields(it.kind)]
    return make_dict_structure_fn_from_attrs(fields, it.kind, _converter(), _typevars(it.kind), **hooks)


def _typevars(kind: type) -> dict[str, Any]:
    return {one.__name__: object for one in getattr(kind, "__parameters__", ())}
