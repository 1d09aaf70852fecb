"""Values check what their annotations say, and show no free text."""

import copy
import enum
import inspect
import pickle
from datetime import date, datetime
from typing import ClassVar

import attrs
import pytest
from rich.pretty import pretty_repr

from reflective.errors import BadEntry, BadValue, NotADay, ReflectiveError
from reflective.fields import Id, Key, Text, check_day, read_day, value

DAY = date(2021, 9, 6)


class Colour(enum.StrEnum):
    RED = "red"
    BLUE = "blue"


@value(kw_only=True)
class Inner:
    id: Id


@value(kw_only=True)
class Sample:
    KIND: ClassVar[str] = "sample"
    on: date
    id: Id
    text: Text
    colour: Colour | None = None
    about: tuple[Id, ...] = ()
    pair: tuple[str, int] | None = None
    inner: Inner | None = None
    many: frozenset[Id] = frozenset()
    either: date | Text | None = None
    flag: bool = False
    doubled: int = attrs.field()

    @doubled.default
    def _twice(self) -> int:
        return len(self.about) * 2

    def __attrs_post_init__(self) -> None:
        if self.flag and not self.about:
            raise BadEntry(code="flag.alone", why="a flag wants somebody to be about")


class DateOfOurs(date):
    """A subclass of date, as test tools make them."""


GOOD = {"on": DAY, "id": "s-1", "text": "Vicky said so"}


def test_a_value_keeps_what_it_is_given_and_its_defaults():
    """A value made of good fields has them, and defaults, and what is made from the other fields."""
    made = Sample(**GOOD, about=("a", "b"))
    assert (made.on, made.id, made.text, made.colour, made.doubled) == (DAY, "s-1", "Vicky said so", None, 4)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"on": datetime(2021, 9, 6)}, NotADay),
        ({"on": "2021-09-06"}, NotADay),
        ({"on": None}, NotADay),
        ({"id": ""}, BadValue),
        ({"id": 7}, BadValue),
        ({"text": "  "}, BadValue),
        ({"text": b"x"}, BadValue),
        ({"colour": "red"}, BadValue),
        ({"about": ["a"]}, BadValue),
        ({"about": ("a", "")}, BadValue),
        ({"pair": ("a",)}, BadValue),
        ({"pair": ("a", "b")}, BadValue),
        ({"inner": "x"}, BadValue),
        ({"many": ("a",)}, BadValue),
        ({"either": 3}, ReflectiveError),
        ({"flag": 1}, BadValue),
        ({"doubled": True}, BadValue),
        ({"flag": True}, BadEntry),
    ],
)
def test_what_a_field_does_not_accept_raises_and_is_not_shown(wrong, error):
    """Every wrong field raises the library's own error, and no message repeats the value."""
    with pytest.raises(error) as caught:
        Sample(**GOOD | wrong)
    assert "Vicky" not in str(caught.value)
    assert not any(isinstance(v, str) and len(v) > 3 and v in str(caught.value) for v in wrong.values())
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    "right",
    [
        {"on": DateOfOurs(2021, 9, 6)},
        {"colour": Colour.BLUE},
        {"about": ("a", "b")},
        {"pair": ("a", 1)},
        {"inner": Inner(id="x")},
        {"many": frozenset({"a"})},
        {"either": DAY},
        {"either": "words"},
        {"flag": True, "about": ("a",)},
        {"doubled": 5},
    ],
)
def test_an_accepted_value_is_kept_as_it_was_given(right):
    """A value has the fields that it was made of."""
    made = Sample(**GOOD | right)
    assert all(getattr(made, name) == given for name, given in right.items())


def test_free_text_is_not_in_a_repr():
    """A repr shows ids, days and enums, and no text that somebody wrote."""
    shown = repr(Sample(**GOOD, either="Mick was angry", pair=("Mick", 1)))
    assert "s-1" in shown
    assert "Vicky" not in shown
    assert "Mick" not in shown


def test_a_value_cannot_be_changed():
    """Setting a field raises, and so does setting anything else."""
    made = Sample(**GOOD)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        made.on = DAY  # type: ignore[misc]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        made.other = 1


def test_values_compare_hash_copy_pickle_and_evolve():
    """Equal fields are equal values, whichever way they came about."""
    made = Sample(**GOOD)
    assert hash(made) == hash(Sample(**GOOD))
    assert copy.copy(made) == copy.deepcopy(made) == pickle.loads(pickle.dumps(made)) == made
    assert attrs.evolve(made, id="s-2").id == "s-2"
    with pytest.raises(BadValue):
        attrs.evolve(made, id="")


def test_a_value_class_with_a_validator_of_its_own_is_a_mistake_found_at_once():
    """Attrs' validators would show the rejected value, so a value class may not have one."""
    with pytest.raises(TypeError, match="annotations"):

        @value(kw_only=True)
        class _Wrong:
            id: Id = attrs.field(validator=attrs.validators.instance_of(str))


def test_an_annotation_without_a_check_is_a_mistake_found_at_once():
    """A field that could hold anything is refused, so no such class can exist."""
    with pytest.raises(TypeError, match="no check"):

        @value(kw_only=True)
        class _Wrong:
            anything: list[str]


def test_a_value_class_shows_its_fields_to_help():
    """A notebook's help shows each keyword and its default."""

    @value(kw_only=True)
    class _Fresh:
        id: Id
        colour: Colour | None = None

    shown = str(inspect.signature(_Fresh))
    assert "id: " in shown
    assert "colour: " in shown


@pytest.mark.parametrize("text", ["20210906", "2021-W36-1", "2021-9-6", "06/09/2021", "2021-09-31", "", "2021-09-06 "])
def test_text_dates_are_year_month_day_and_nothing_else(text):
    """Every other way of writing a day is refused, and the message does not repeat it."""
    with pytest.raises(BadValue) as caught:
        read_day("on", text)
    assert str(caught.value) == "on must be a day written YYYY-MM-DD"


def test_a_written_day_is_read():
    """A day as YYYY-MM-DD is that day."""
    assert read_day("on", "2021-09-06") == DAY


def test_a_day_is_a_date_and_no_datetime():
    """A plain date passes, a subclass of it too, a datetime never."""
    check_day("on", DAY)
    check_day("on", DateOfOurs(2021, 9, 6))
    with pytest.raises(NotADay, match=r"pass its \.date\(\)"):
        check_day("on", datetime(2021, 9, 6))


HALF = "she is fine \ud83d"


@pytest.mark.parametrize(
    "id_",
    [
        "",
        " a",
        "a ",
        "a" * 129,
        "a\nb",
        "a\x1b[2J",
        "a\x00",
        "a\u202eb",
        "a\u2028b",
        "a\u2066b",
        "a\u200f",
        "a\ud83d",
        "\u00a0a",
    ],
)
def test_an_id_is_one_short_line_that_moves_no_terminal_and_reorders_nothing(id_):
    """An id is shown in messages, so that no message can be forged, split or turned round by one."""
    with pytest.raises(BadValue) as caught:
        Inner(id=id_)
    assert str(caught.value) == (
        "id must be an id: text of 1 to 128 characters, with no space at either end and no control, direction or "
        "line-separating character"
    )


@pytest.mark.parametrize(
    "id_", ["a", "a" * 128, "Zo\u00eb-1", "\u5b50-1", "record/item/part", "two words", "\U0001f600"]
)
def test_an_id_may_be_in_any_script(id_):
    """Ids are the host's, in whatever letters it writes."""
    assert Inner(id=id_).id == id_


def test_a_key_has_no_stroke():
    """The ids of a record, an item and a part are joined by strokes in a ref, which has to be taken apart again."""

    @value(kw_only=True)
    class _Item:
        id: Key

    assert _Item(id="a-1").id == "a-1"
    with pytest.raises(BadValue, match='an id without "/"'):
        _Item(id="a/1")


@pytest.mark.parametrize(
    ("field", "given"), [("text", HALF), ("plain", HALF), ("id", HALF), ("many", 2**53), ("many", -(2**53))]
)
def test_a_value_that_no_document_can_carry_is_refused_when_it_is_made(field, given):
    """Half a character and a number that JSON does not keep would make the whole case unsavable."""

    @value(kw_only=True)
    class _Carried:
        id: Id = "x"
        text: Text = "t"
        plain: str = ""
        many: int = 0

    assert _Carried(many=2**53 - 1, text="\U0001f600", plain="\U0001f600")
    with pytest.raises(BadValue):
        _Carried(**{field: given})


def pretty(shown):
    """As a notebook shows it."""
    return pytest.importorskip("IPython.lib.pretty", reason="IPython is not installed").pretty(shown)


@pytest.mark.parametrize("show", [repr, pretty_repr, pretty], ids=["repr", "rich", "IPython"])
def test_no_way_of_showing_a_value_shows_its_free_text(show):
    """Rich and IPython read fields by themselves, so that the fields say what may be shown."""
    secret = Sample(**GOOD, either="Mick was angry", pair=("Mick", 1))
    shown = show((secret, [secret], {"one": secret}))
    assert "s-1" in shown
    assert "Vicky" not in shown
    assert "Mick" not in shown


def test_control_a_class_that_hides_text_in_its_repr_alone_is_seen_by_rich():
    """An own `__repr__` alone does not keep rich from the fields."""

    @attrs.frozen(repr=False)
    class _Hidden:
        text: str

        def __repr__(self):
            return "<hidden>"

    assert "Vicky" in pretty_repr(_Hidden("Vicky"))
