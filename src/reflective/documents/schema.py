"""JSON Schema of the classes in a document, from the same annotations that read and write them."""

import enum
import typing
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from types import MappingProxyType
from typing import Any, Final

import attrs

from reflective.documents import hooks
from reflective.documents.format import Tagged
from reflective.fields import MAX_WHOLE, Id, Key, Text, Time

__all__ = ["Definitions"]

#: Characters that Python calls space: text of nothing else is blank, and an id has none at either end.
_SPACE: Final = r"\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_CONTROL: Final = r"[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"

_ID: Final = {"type": "string", "minLength": 1, "maxLength": 128}
_PLAIN: Final[Mapping[Any, tuple[str, dict[str, Any]]]] = MappingProxyType(
    {
        Id: ("id", {**_ID, "not": {"pattern": f"{_CONTROL}|^[{_SPACE}]|[{_SPACE}]$"}}),
        Key: ("key", {**_ID, "not": {"pattern": f"/|{_CONTROL}|^[{_SPACE}]|[{_SPACE}]$"}}),
        Text: ("text", {"type": "string", "pattern": f"[^{_SPACE}]"}),
        Time: ("time", {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$", "maxLength": 5}),
        date: ("day", {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "maxLength": 10}),
        int: ("whole", {"type": "integer", "minimum": -MAX_WHOLE, "maximum": MAX_WHOLE}),
        bool: ("truth", {"type": "boolean"}),
        str: ("words", {"type": "string"}),
    }
)

_NO_RULES: Final[Mapping[type, Mapping[str, Any]]] = MappingProxyType({})


class Definitions:
    """The schemas that the schema of a document refers to.

    `given` are annotations that the document describes itself, each with its name among the definitions. `rules` are
    what the schema of a class states beside the schemas of its fields: which keys go together.
    """

    def __init__(self, given: Mapping[Any, str], rules: Mapping[type, Mapping[str, Any]] = _NO_RULES) -> None:
        self.schemas: dict[str, Any] = {}
        self._given = given
        self._rules = rules
        self._names: dict[Any, str] = {}

    def of(self, annotation: Any, *, wide: bool = False) -> dict[str, Any]:
        """The schema of what an annotation accepts; a wide one accepts any key and any word where there is a list."""
        if isinstance(annotation, typing.TypeVar):
            annotation = annotation.__bound__
        args = typing.get_args(annotation)
        if annotation in self._given:
            return _reference(self._given[annotation])
        if annotation in _PLAIN:
            name, plain = _PLAIN[annotation]
            self.schemas[name] = deepcopy(plain)
            return _reference(name)
        if hooks.is_union(annotation):
            some = [self.of(one, wide=wide) for one in args if one is not type(None)]
            return {"anyOf": [*some, {"type": "null"}]}
        if hooks.is_list(annotation):
            return self._list(annotation, args, wide=wide)
        if issubclass(annotation, enum.Enum):
            return {"type": "string"} if wide else {"enum": [one.value for one in annotation]}
        return _reference(self._define(annotation, wide=wide))

    def tagged(self, tagged: Tagged, others: str) -> dict[str, Any]:
        """The schema of classes that are told apart by a name; `others` is a pattern of names that may be unknown."""
        names = [{"enum": list(tagged.classes)}, {"type": "string", "pattern": others}]
        branches = [
            {"if": {"properties": {tagged.key: {"const": name}}}, "then": _reference(name)} for name in tagged.classes
        ]
        for name, kind in tagged.classes.items():
            wide = others in name
            shape = self.shape(kind, wide=wide)
            shape["properties"] = {tagged.key: {"const": name}, **shape["properties"]}
            self.schemas[name] = shape
        return {
            "type": "object",
            "required": [tagged.key],
            "properties": {tagged.key: {"anyOf": names}},
            "allOf": branches,
        }

    def shape(self, kind: type, *, wide: bool = False) -> dict[str, Any]:
        """The schema of an object with a key for each field of a class."""
        fields = attrs.fields(kind)
        made: dict[str, Any] = {
            "type": "object",
            "required": [field.name for field in fields if field.default is attrs.NOTHING],
            "properties": {field.name: self._property(field, wide=wide) for field in fields},
        }
        rules = deepcopy(dict(self._rules.get(kind, {})))
        if not wide:
            return {**made, "additionalProperties": False, **rules}
        # With a key that is not known it is kept as it is, and so its rules are not judged.
        return {**made, "if": {"propertyNames": {"enum": list(made["properties"])}}, "then": rules} if rules else made

    def _property(self, field: "attrs.Attribute[Any]", *, wide: bool) -> dict[str, Any]:
        held = self.of(field.type, wide=wide)
        if field.default is attrs.NOTHING or isinstance(field.default, attrs.Factory):  # type: ignore[arg-type]
            return held
        default: Any = field.default
        return {**held, "default": list(default) if isinstance(default, tuple | frozenset) else default}

    def _list(self, annotation: Any, args: tuple[Any, ...], *, wide: bool) -> dict[str, Any]:
        kinds = [self.of(one, wide=wide) for one in args if one is not Ellipsis]
        if typing.get_origin(annotation) is frozenset:
            return {"type": "array", "items": kinds[0], "uniqueItems": True}
        if Ellipsis in args:
            return {"type": "array", "items": kinds[0]}
        return {"type": "array", "prefixItems": kinds, "minItems": len(kinds), "maxItems": len(kinds)}

    def _define(self, kind: type, *, wide: bool) -> str:
        """The name of a class among the definitions; a host's class may have the name of another."""
        if (kind, wide) not in self._names:
            name = f"{kind.__name__}, wide" if wide else kind.__name__
            while name in self.schemas:
                name += "'"
            self._names[kind, wide] = name
            self.schemas[name] = {}
            self.schemas[name] = self.shape(kind, wide=wide)
        return self._names[kind, wide]


def _reference(name: str) -> dict[str, Any]:
    return {"$ref": "#/$defs/" + name.replace("~", "~0").replace("/", "~1").replace(" ", "%20")}
