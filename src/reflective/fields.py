"""Frozen, checked values: the one way the library declares a fact.

A field's annotation says what it accepts, and every value is checked against it when it is made. The checks are our
own because attrs' validators and `Enum(x)` put the rejected value into the message, and that value may be a name.
Whatever a field accepts, a document can carry.
"""

import enum
import re
import types
import typing
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

import attrs

from reflective.errors import BadValue, NotADay, ReflectiveError

__all__ = [
    "MAX_WHOLE",
    "Id",
    "Key",
    "Ref",
    "Text",
    "Time",
    "check",
    "check_day",
    "checker",
    "read_day",
    "several",
    "value",
]

_T = TypeVar("_T")
_Check = Callable[[str, object], ReflectiveError | None]

_ISO_LENGTH: Final = len("YYYY-MM-DD")

#: An opaque reference that the host chose: shown in reprs and messages, so it must not be a person's name.
Id = Annotated[str, "id"]
#: An id of a record, of an item in it or of a part of that: without "/", which joins them in a ref ("plan-1/a-2").
Key = Annotated[str, "key"]
#: Up to three ids joined by "/": a record, an item in it and a part of that.
Ref = Annotated[str, "ref"]
#: Narrative, a name, somebody's words: never in a repr, a message or a log.
Text = Annotated[str, "text"]
#: A time of day, HH:MM.
Time = Annotated[str, "time"]

#: Whole numbers lie between this and its negative: every reader of JSON keeps those exactly.
MAX_WHOLE: Final = 2**53 - 1
_MAX_ID_LENGTH: Final = 128
_MAX_REF_LENGTH: Final = 3 * _MAX_ID_LENGTH + len("//")
#: Half of a character that takes two in UTF-16. JSON can name one alone, and no file can hold it.
_HALF: Final = re.compile("[\ud800-\udfff]")
#: Characters that would break a line, move a terminal or reorder what is shown; halves of characters too.
_NOT_IN_IDS: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_TIME: Final = re.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_ID_WANTED: Final = (
    f"an id: text of 1 to {_MAX_ID_LENGTH} characters, with no space at either end and no control, direction or "
    f"line-separating character"
)


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
    raise BadValue(name=name, wanted="a day written YYYY-MM-DD")


def _day(name: str, given: object) -> ReflectiveError | None:
    if type(given) is date or (isinstance(given, date) and not isinstance(given, datetime)):
        return None
    return NotADay(name=name, given=type(given).__name__)


def _ref(name: str, given: object) -> ReflectiveError | None:
    if not isinstance(given, str) or len(given) <= _MAX_ID_LENGTH:
        return _id(name, given)
    if len(given) <= _MAX_REF_LENGTH and all(_id(name, one) is None for one in given.split("/")):
        return None
    return BadValue(name=name, wanted=_ID_WANTED)


def _id(name: str, given: object) -> ReflectiveError | None:
    if isinstance(given, str) and 0 < len(given) <= _MAX_ID_LENGTH:
        # An id of letters, digits and hyphens, as nearly every one is, needs no search.
        if given.isascii() and given.isprintable() and " " not in given:
            return None
        if given.strip() == given and not _NOT_IN_IDS.search(given):
            return None
    return BadValue(name=name, wanted=_ID_WANTED)


def _key(name: str, given: object) -> ReflectiveError | None:
    if isinstance(given, str) and "/" in given:
        return BadValue(name=name, wanted='an id without "/", which joins the ids of a record, an item and a part')
    return _id(name, given)


def _text(name: str, given: object) -> ReflectiveError | None:
    if isinstance(given, str) and given and not given.isspace():
        return _str(name, given)
    return BadValue(name=name, wanted="text that is not blank")


def _str(name: str, given: object) -> ReflectiveError | None:
    if not isinstance(given, str):
        return BadValue(name=name, wanted="text")
    if not given.isascii() and _HALF.search(given):
        return BadValue(name=name, wanted="text of whole characters")
    return None


def _time(name: str, given: object) -> ReflectiveError | None:
    if isinstance(given, str) and _TIME.fullmatch(given):
        return None
    return BadValue(name=name, wanted="a time of day written HH:MM, from 00:00 to 23:59")


def _int(name: str, given: object) -> ReflectiveError | None:
    if type(given) is not int:
        return BadValue(name=name, wanted="a whole number")
    if abs(given) > MAX_WHOLE:
        return BadValue(name=name, wanted="a whole number that JSON keeps exactly, at most 2**53 - 1")
    return None


def _bool(name: str, given: object) -> ReflectiveError | None:
    return None if type(given) is bool else BadValue(name=name, wanted="True or False")


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
        if not given:
            return None
        each = f"each of {name}"
        for one in given:  # type: ignore[attr-defined]
            refused = item(each, one)
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


_PLAIN: Final[dict[Any, _Check]] = {
    Id: _id,
    Key: _key,
    Ref: _ref,
    Text: _text,
    Time: _time,
    date: _day,
    bool: _bool,
    int: _int,
    str: _str,
}


def checker(annotation: Any) -> _Check:
    """The check for one annotation: a function of (name, value) that returns the error, or None when it is accepted.

    Known are date, str, int, bool, `Id`, `Key`, `Ref`, `Text`, `Time`, enums, classes, tuples, frozensets, and unions
    of these. Any other annotation is a mistake in the library and raises `TypeError`.
    """
    return _checker(annotation)


@cache
def _checker(annotation: Any) -> _Check:
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if origin in {types.UnionType, typing.Union}:
        ways = tuple(checker(arg) for arg in args if arg is not type(None))
        return _either(ways, optional=type(None) in args)
    if origin in {tuple, frozenset}:
        if origin is frozenset or args[-1] is Ellipsis:
            return _each(checker(args[0]), origin)
        return _row(tuple(checker(arg) for arg in args))
    if isinstance(annotation, type):
        return _member(annotation) if issubclass(annotation, enum.Enum) else _instance(annotation)
    if isinstance(annotation, TypeVar):
        return _instance(annotation.__bound__ or object)
    msg = f"no check is known for the annotation {annotation!r}"
    raise TypeError(msg)


def check(name: str, given: object, annotation: Any) -> None:
    """Refuse an argument that a field of this annotation would not accept; raises what the field would raise."""
    refused = checker(annotation)(name, given)
    if refused is not None:
        raise refused


def several(name: str, given: object, kind: type[_T]) -> tuple[_T, ...]:
    """The values of an iterable argument, each of which has to be of a class; raises `BadValue`."""
    values = tuple(given) if isinstance(given, Iterable) else given
    check(name, values, tuple[kind, ...])  # type: ignore[valid-type]
    return typing.cast("tuple[_T, ...]", values)


def _shown(annotation: Any) -> bool:
    """True if a repr may show the field: it holds no free text anywhere."""
    if annotation in {Id, Key, Ref, Time}:
        return True
    if annotation is Text or annotation is str:
        return False
    return all(_shown(arg) for arg in typing.get_args(annotation))


def _resolved(annotation: Any, cls: type) -> Any:
    """The annotation, with the class itself where it names itself: `tuple["Ruleset", ...]`."""
    args = typing.get_args(annotation)
    if cls.__name__ in args:
        return typing.get_origin(annotation)[*(cls if arg == cls.__name__ else arg for arg in args)]
    return annotation


def _validator(annotation: Any) -> Callable[[object, "attrs.Attribute[Any]", object], None]:
    check = checker(annotation)
    some = [arg for arg in typing.get_args(annotation) if arg is not types.NoneType]
    optional = types.NoneType in typing.get_args(annotation)
    kind = some[0] if optional and len(some) == 1 else annotation

    def validate(_value: object, field: "attrs.Attribute[Any]", given: object) -> None:
        # Most fields that may be None are, and a check that nobody calls is the quickest.
        if given is None and optional:
            return
        refused = check(field.name, given)
        if refused is not None:
            raise refused

    def validate_class(value: object, field: "attrs.Attribute[Any]", given: object) -> None:
        # Nearly every value is of this very class, and needs no other check.
        if type(given) is not kind:
            validate(value, field, given)

    return validate_class if isinstance(kind, type) and kind not in {str, int} else validate


def _checked(cls: type, fields: "list[attrs.Attribute[Any]]") -> "list[attrs.Attribute[Any]]":
    """Give each field the check of its annotation, and leave out of the repr whatever may hold free text."""
    if any(field.validator or field.converter for field in fields):
        msg = "a value checks its fields by their annotations, and the whole in __attrs_post_init__"
        raise TypeError(msg)
    return [
        field.evolve(validator=_validator(_resolved(field.type, cls)), repr=field.repr and _shown(field.type))
        for field in fields
    ]


if TYPE_CHECKING:
    # Type checkers know attrs by name, and `value` is `attrs.frozen` with checks that they make themselves.
    from attrs import frozen as value
else:
    value = partial(attrs.frozen, kw_only=True, slots=False, field_transformer=_checked)
    value.__doc__ = """Make a frozen class of keyword fields, each checked against its annotation when a value is made.

    Free text is left out of the repr. A class that requires more of the whole value says so in `__attrs_post_init__`,
    which runs after the checks. A module that uses it must not postpone annotations: they are read when the class is
    made.
    """
