"""Frozen, checked values: the one way the library declares a fact.

A field's annotation says what it accepts, and every value is checked against it when it is made. The checks are our
own because attrs' validators and `Enum(x)` put the rejected value into the message, and that value may be a name.
"""

import enum
import types
import typing
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

import attrs

from reflective.errors import BadValue, NotADay, ReflectiveError

__all__ = ["Id", "Text", "check_day", "checker", "read_day", "value"]

_Check = Callable[[str, object], ReflectiveError | None]

_ISO_LENGTH: Final = len("YYYY-MM-DD")

#: An opaque reference that the host chose: shown in reprs and messages, so it must not be a person's name.
Id = Annotated[str, "id"]
#: Narrative, a name, somebody's words: never in a repr, a message or a log.
Text = Annotated[str, "text"]


def check_day(name: str, day: object) -> None:
    """Refuse whatever is not a plain date; a datetime too, since its day depends on a time zone.

    Raises `NotADay`, which names the argument and the type given.
    """
    if type(day) is not date and (isinstance(day, datetime) or not isinstance(day, date)):
        raise NotADay(name=name, given=type(day).__name__)


def read_day(name: str, text: str) -> date:
    """The day that a text names as YYYY-MM-DD, and in no other form.

    Raises `BadValue`, which names the argument and not the text.
    """
    # fromisoformat also reads week dates and dates without hyphens, which other systems write for other days.
    if len(text) == _ISO_LENGTH and text[4] == text[7] == "-" and text.isascii():
        with suppress(ValueError):
            return date.fromisoformat(text)
    raise BadValue(name=name, wanted="a day written YYYY-MM-DD") from None


def _day(name: str, given: object) -> ReflectiveError | None:
    if type(given) is date or (isinstance(given, date) and not isinstance(given, datetime)):
        return None
    return NotADay(name=name, given=type(given).__name__)


def _id(name: str, given: object) -> ReflectiveError | None:
    if isinstance(given, str) and given:
        return None
    return BadValue(name=name, wanted="an id: text that is not empty")


def _text(name: str, given: object) -> ReflectiveError | None:
    if isinstance(given, str) and given and not given.isspace():
        return None
    return BadValue(name=name, wanted="text that is not blank")


def _plain(kind: type, wanted: str) -> _Check:
    def check(name: str, given: object) -> ReflectiveError | None:
        if type(given) is kind:
            return None
        return BadValue(name=name, wanted=wanted)

    return check


def _member(kind: type[enum.Enum]) -> _Check:
    names = ", ".join(f"{member.value!r}" for member in kind)

    def check(name: str, given: object) -> ReflectiveError | None:
        if type(given) is kind:
            return None
        return BadValue(name=name, wanted=f"a {kind.__name__}: {names}")

    return check


def _instance(kind: type) -> _Check:
    article = "an" if kind.__name__[0] in "AEIOU" else "a"

    def check(name: str, given: object) -> ReflectiveError | None:
        if isinstance(given, kind):
            return None
        return BadValue(name=name, wanted=f"{article} {kind.__name__}")

    return check


def _each(item: _Check, container: type) -> _Check:
    def check(name: str, given: object) -> ReflectiveError | None:
        if type(given) is not container:
            return BadValue(name=name, wanted=f"a {container.__name__}")
        for one in given:  # type: ignore[attr-defined]
            refused = item(f"each of {name}", one)
            if refused is not None:
                return refused
        return None

    return check


def _row(items: tuple[_Check, ...]) -> _Check:
    def check(name: str, given: object) -> ReflectiveError | None:
        if type(given) is not tuple or len(given) != len(items):
            return BadValue(name=name, wanted=f"a tuple of {len(items)}")
        for item, one in zip(items, given, strict=True):
            refused = item(name, one)
            if refused is not None:
                return refused
        return None

    return check


def _either(ways: tuple[_Check, ...], *, optional: bool) -> _Check:
    def check(name: str, given: object) -> ReflectiveError | None:
        if given is None and optional:
            return None
        first = None
        for way in ways:
            refused = way(name, given)
            if refused is None:
                return None
            first = first or refused
        return first

    return check


_PLAIN: Final[dict[type, _Check]] = {
    bool: _plain(bool, "True or False"),
    int: _plain(int, "a whole number"),
    str: _plain(str, "text"),
}


def checker(annotation: Any) -> _Check:
    """The check for one annotation: a function of (name, value) that returns the error, or None when it is accepted.

    Known are date, str, int, bool, `Id`, `Text`, enums, classes, tuples, frozensets, and unions of these. Anything
    else is a mistake in the library and raises `TypeError`, at the latest when the first value is made.
    """
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation is Id:
        return _id
    if annotation is Text:
        return _text
    if annotation is date:
        return _day
    if origin in {types.UnionType, typing.Union}:
        ways = tuple(checker(arg) for arg in args if arg is not type(None))
        return _either(ways, optional=type(None) in args)
    if origin in {tuple, frozenset}:
        if origin is frozenset or args[-1] is Ellipsis:
            return _each(checker(args[0]), origin)
        return _row(tuple(checker(arg) for arg in args))
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if isinstance(annotation, type):
        return _member(annotation) if issubclass(annotation, enum.Enum) else _instance(annotation)
    if isinstance(annotation, TypeVar):
        return _instance(annotation.__bound__ or object)
    msg = f"no check is known for the annotation {annotation!r}"
    raise TypeError(msg)


def _shown(annotation: Any) -> bool:
    """Whether a repr may show the field: no free text anywhere in it."""
    if annotation is Id:
        return True
    if annotation is Text or annotation is str:
        return False
    return all(_shown(arg) for arg in typing.get_args(annotation))


def _quick(annotation: Any, name: str, known: dict[str, Any]) -> str:
    """An expression that is true of nearly every value the check accepts, and of none that it refuses."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation is Id:
        return f"type({name}) is str and {name}"
    if annotation is Text:
        return f"type({name}) is str and {name} and not {name}.isspace()"
    if origin in {types.UnionType, typing.Union}:
        ways = [_quick(arg, name, known) for arg in args if arg is not type(None)]
        return " or ".join([f"{name} is None"] * (type(None) in args) + [f"({way})" for way in ways])
    if origin is tuple:
        return f"type({name}) is tuple and not {name}"
    kind = annotation.__bound__ if isinstance(annotation, TypeVar) else annotation
    if isinstance(kind, type) and origin is None:
        known[f"k{len(known)}"] = kind
        exact = kind in _PLAIN or kind is date or issubclass(kind, enum.Enum)
        return f"type({name}) is k{len(known) - 1}" if exact else f"isinstance({name}, k{len(known) - 1})"
    return "False"


def _resolved(annotation: Any, cls: type) -> Any:
    """The annotation, with the class itself where it names itself: `tuple["Ruleset", ...]`."""
    args = typing.get_args(annotation)
    if cls.__name__ in args:
        return typing.get_origin(annotation)[*(cls if arg == cls.__name__ else arg for arg in args)]
    return annotation


def _written(cls: type, fields: "list[attrs.Attribute[Any]]", then: Callable[[Any], None] | None) -> None:
    """Give a value class its `__init__` and its `made`: they check each field, keep it, and then ask of the whole.

    Written out as text, as attrs writes its own, because entries are made by the thousand: a check that is one
    expression costs a fifth of a validator that is two calls. `made` takes every field by position, in their order,
    and saves the cost of a call through the type; `attrs.NOTHING` stands for a default that is made from the rest, and
    what the class wants of the whole is left to the caller.
    """
    known: dict[str, Any] = {"then": then, "NOTHING": attrs.NOTHING, "refuse": _refuse, "cls": cls}
    known["new"] = object.__new__
    arguments, body, late = ["self", "*"] if fields else ["self"], ["kept = self.__dict__"], list[str]()
    for field in fields:
        name, default = field.name, field.default
        annotation = _resolved(field.type, cls)
        known[f"check_{name}"] = checker(annotation)
        kept = [f"if not ({_quick(annotation, name, known)}): refuse(check_{name}, {name!r}, {name})"]
        kept.append(f"kept[{name!r}] = {name}")
        if default is attrs.NOTHING:
            arguments.append(name)
        elif isinstance(default, attrs.Factory):  # type: ignore[arg-type]
            # What is made from the other fields comes after them, whatever its place in the class.
            factory = typing.cast("Any", default)
            known[f"default_{name}"] = factory.factory
            arguments.append(f"{name}=NOTHING")
            late += [f"if {name} is NOTHING: {name} = default_{name}({'self' if factory.takes_self else ''})", *kept]
            continue
        else:
            known[f"default_{name}"] = default
            arguments.append(f"{name}=default_{name}")
        body += kept
    body += late
    made = ["self = new(cls)", *body, "return self"]
    body += ["then(self)"] if then is not None else []
    source = f"def __init__({', '.join(arguments)}):\n    " + "\n    ".join(body)
    source += f"\ndef made({', '.join(field.name for field in fields)}):\n    " + "\n    ".join(made)
    exec(source, known)  # noqa: S102 - our own text, made of field names
    cls.__init__ = known["__init__"]  # type: ignore[misc]
    cls.made = staticmethod(known["made"])  # type: ignore[attr-defined]


def _written_when_used(cls: type, fields: "list[attrs.Attribute[Any]]", then: Callable[[Any], None] | None) -> None:
    """Put off writing until the first value is made: a host that imports a hundred classes may use ten."""

    def __init__(self: Any, **given: object) -> None:  # noqa: N807 - it stands in for one
        _written(cls, fields, then)
        cls.__init__(self, **given)  # type: ignore[misc]

    def made(*given: object) -> Any:
        _written(cls, fields, then)
        return cls.made(*given)  # type: ignore[attr-defined]

    cls.__init__ = __init__  # type: ignore[misc]
    cls.made = staticmethod(made)  # type: ignore[attr-defined]
    cls.__signature__ = _Signature()  # type: ignore[attr-defined]


class _Signature:
    """What `inspect.signature`, and so a notebook's help, shows of a value class."""

    def __get__(self, _instance: object, cls: type) -> Any:
        import inspect

        fields = attrs.fields(cls)
        return inspect.Signature(
            [
                inspect.Parameter(
                    field.name,
                    inspect.Parameter.KEYWORD_ONLY,
                    default=inspect.Parameter.empty if field.default is attrs.NOTHING else field.default,
                    annotation=field.type,
                )
                for field in fields
            ]
        )


def _refuse(check: _Check, name: str, given: object) -> None:
    refused = check(name, given)
    if refused is not None:
        raise refused from None


def _compared(cls: type, names: tuple[str, ...], shown: tuple[str, ...]) -> None:
    """Give a value class its equality, hash and repr: attrs would compile them anew for each class that is imported."""

    def facts(self: Any) -> tuple[Any, ...]:
        kept = self.__dict__
        return tuple([kept[name] for name in names])

    def __eq__(self: Any, other: object) -> bool:  # noqa: N807 - it is one
        return facts(self) == facts(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:  # noqa: N807 - it is one
        return hash((self.__class__, facts(self)))

    def __repr__(self: Any) -> str:  # noqa: N807 - it is one
        kept = self.__dict__
        return f"{self.__class__.__qualname__}({', '.join([f'{name}={kept[name]!r}' for name in shown])})"

    cls.__eq__ = __eq__  # type: ignore[assignment,method-assign]
    cls.__hash__ = __hash__  # type: ignore[assignment,method-assign]
    if "__repr__" not in cls.__dict__:
        cls.__repr__ = __repr__  # type: ignore[assignment,method-assign]


def _make(cls: type, *, kw_only: bool) -> type:
    seen: list[attrs.Attribute[Any]] = []

    def transform(_cls: type, fields: "list[attrs.Attribute[Any]]") -> "list[attrs.Attribute[Any]]":
        if any(field.validator or field.converter for field in fields):
            msg = "a value checks its fields by their annotations, and the whole in __attrs_post_init__"
            raise TypeError(msg)
        seen.extend(fields)
        return fields

    then = getattr(cls, "__attrs_post_init__", None)
    made = attrs.frozen(kw_only=kw_only, slots=False, init=False, eq=False, repr=False, field_transformer=transform)(
        cls
    )
    _compared(
        made,
        tuple(field.name for field in seen if field.eq),
        tuple(field.name for field in seen if field.repr and _shown(field.type)),
    )
    _written_when_used(made, seen, then)
    return made


if TYPE_CHECKING:
    # Type checkers know attrs by name, and `value` is `attrs.frozen` with checks that they make themselves.
    from attrs import frozen as value
else:

    def value(cls=None, *, kw_only=True):
        """Make a frozen class of keyword fields, each checked against its annotation when a value is made.

        Free text is left out of the repr. A class that wants more of the whole value says so in
        `__attrs_post_init__`, which runs after the checks. A module that uses it must not postpone annotations, since
        they are read when the class is made.
        """
        return partial(_make, kw_only=kw_only) if cls is None else _make(cls, kw_only=kw_only)
