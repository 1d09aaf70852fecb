"""Values become plain data and come back equal, and bad data is answered with every fault and no value."""

import enum
import json
from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.documents import MAX_FAULTS, Faults, Format, Refused, Tagged, json_data
from reflective.errors import BadDocument, BadValue
from reflective.fields import Id, Text, value

MARK = "zq7"
DAY = date(1987, 9, 6)


class Colour(enum.StrEnum):
    RED = "red"
    BLUE = "blue"


class Shape:
    """A base of classes that a tag tells apart."""


@value(kw_only=True)
class Part:
    id: Id
    days: tuple[date, ...] = ()

    def __attrs_post_init__(self):
        if list(self.days) != sorted(self.days):
            raise BadValue(name="days", wanted="in order")


@value(kw_only=True)
class Round(Shape):
    size: int
    said: Text | None = None


@value(kw_only=True)
class Square(Shape):
    colour: Colour = Colour.RED
    parts: tuple[Part, ...] = ()


@value(kw_only=True)
class Whole:
    name: Id
    on: date
    shape: Shape | None = None
    words: frozenset[str] = frozenset()
    pairs: tuple[tuple[Id, bool], ...] = ()
    size: int = attrs.field(default=attrs.Factory(lambda whole: len(whole.name), takes_self=True))


SHAPES = Tagged("tag", {"round": Round, "square": Square}, "'round' or 'square'")
FORMAT = Format(tagged={Shape: SHAPES})
FULL = Whole(
    name="a",
    on=DAY,
    shape=Square(colour=Colour.BLUE, parts=(Part(id="p", days=(DAY,)),)),
    words=frozenset("bca"),
    pairs=(("x", True),),
)
DATA = {
    "name": "a",
    "on": "1987-09-06",
    "size": 1,
    "shape": {
        "tag": "square",
        "colour": "blue",
        "parts": [{"id": "p", "days": ["1987-09-06"]}],
    },
    "words": ["a", "b", "c"],
    "pairs": [["x", True]],
}


def read(data, **how):
    return FORMAT.read(data, Whole, Faults(), **how)


def faults(data, **how):
    with pytest.raises(BadDocument) as refused:
        read(data, **how)
    assert refused.value.__context__ is None
    assert MARK not in f"{refused.value} {refused.value!r}"
    return [str(fault) for fault in refused.value.faults]


class TestValues:
    """A value is written by its fields and read back equal."""

    def test_a_value_is_written_by_its_fields(self):
        """Days and words as text, a set in order, a tag first, and a default that is worked out."""
        written = FORMAT.write(FULL, Whole)
        assert written == DATA
        assert list(written["shape"]) == ["tag", "colour", "parts"]
        assert type(written["shape"]["colour"]) is str

    def test_what_is_as_it_is_by_default_is_left_out(self):
        """A field at its plain default is not written; one whose default is worked out always is."""
        assert FORMAT.write(Whole(name="a", on=DAY), Whole) == {"name": "a", "on": "1987-09-06", "size": 1}

    @pytest.mark.parametrize("clean", [True, False])
    @pytest.mark.parametrize("whole", [FULL, Whole(name="a", on=DAY), Whole(name="b", on=DAY, shape=Round(size=2))])
    def test_what_is_written_is_read(self, whole, clean):
        """The quick way and the slow way read the same value."""
        assert read(json.loads(json.dumps(FORMAT.write(whole, Whole))), clean=clean) == whole

    def test_a_class_without_a_tag_is_not_written(self):
        """A class that the document has no name for is refused by its tag."""

        class Own(Round):
            pass

        with pytest.raises(BadValue, match="tag must be 'round' or 'square'"):
            FORMAT.write(Own(size=1), Shape)

    @pytest.mark.parametrize("annotation", [Colour | Part, str | int | None])
    def test_a_union_without_a_tag_is_a_mistake(self, annotation):
        """A field of which nothing in a document would say what it holds has no reader."""
        with pytest.raises(TypeError, match="a document has no form for"):
            FORMAT._quick.get_structure_hook(annotation)


class TestFaults:
    """Every fault at once, each with its path and what would be accepted."""

    def test_faults_of_many_kinds(self):
        """Faults come in the order of the fields, those of an object's keys first."""
        data = {
            "on": MARK,
            MARK: 1,
            "shape": {"tag": "square", "colour": MARK, "parts": [{"id": "p", "days": ["1987-09-06", 5]}, 7]},
            "words": ["a", "a"],
            "pairs": [["x", MARK], ["x"]],
            "size": True,
        }
        assert faults(data) == [
            "$: has a key that is not known; known keys are 'name', 'on', 'shape', 'words', 'pairs', 'size'",
            "$: lacks the key 'name'",
            "$.on: must be a day written YYYY-MM-DD",
            "$.shape.colour: must be one of 'red', 'blue'",
            "$.shape.parts[0].days[1]: must be a day written YYYY-MM-DD",
            "$.shape.parts[1]: must be an object",
            "$.words: must name each of them once",
            "$.pairs[0][1]: must be true or false",
            "$.pairs[1]: must be a list of 2",
            "$.size: must be a whole number",
        ]

    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            ({"shape": MARK}, "$.shape: must be an object"),
            ({"shape": {}}, "$.shape: lacks the key 'tag'"),
            ({"shape": {"tag": MARK}}, "$.shape.tag: must be 'round' or 'square'"),
            ({"shape": {"tag": ["round"]}}, "$.shape.tag: must be 'round' or 'square'"),
            ({"shape": {"tag": "round", "size": 1, "said": " "}}, "$.shape.said: must be text that is not blank"),
            ({"words": ["\ud800"]}, "$.words[0]: must be text of whole characters"),
            ({"words": "abc"}, "$.words: must be a list"),
            ({"words": {"a": 1}}, "$.words: must be a list"),
        ],
    )
    def test_one(self, change, fault):
        """A path, and words that hold no value."""
        assert faults({**DATA, **change}, clean="name" not in change) == [fault]

    def test_a_key_of_a_tagged_class_lists_its_tag(self):
        """The tag is one of the keys that may be there."""
        assert faults({**DATA, "shape": {"tag": "round", "size": 1, MARK: 1}}) == [
            "$.shape: has a key that is not known; known keys are 'tag', 'size', 'said'"
        ]

    def test_a_fault_that_a_class_finds_in_one_field_has_the_path_of_the_field(self):
        """A fault that only the whole value can judge is placed where its author would look."""
        data = {**DATA, "shape": {"tag": "square", "parts": [{"id": "p", "days": ["1987-09-07", "1987-09-06"]}]}}
        assert faults(data) == ["$.shape.parts[0].days: must be in order"]

    def test_a_key_given_twice(self):
        """A key of ours is named, and another, which may be a name, is not."""
        for twice, said in (("size", "has the key 'size' more than once"), (MARK, "has a key more than once")):
            text = json.dumps({**DATA, "shape": "HERE"}).replace(
                '"HERE"', f'{{"tag": "round", "size": 1, "{twice}": 1, "{twice}": 1}}'
            )
            found = Faults()
            data, clean = json_data(text, found)
            with pytest.raises(BadDocument) as refused:
                FORMAT.read(data, Whole, found, clean=clean)
            assert f"$.shape: {said}" in [str(fault) for fault in refused.value.faults]

    def test_a_list_of_faults_has_an_end(self):
        """A million faults are neither listed nor kept."""
        found = faults({**DATA, "pairs": [[1] * 2] * 1_000_000})
        assert len(found) == MAX_FAULTS + 1
        assert found[-1] == f"$: was read no further than its first {MAX_FAULTS} faults"

    @pytest.mark.parametrize("deep", ["[" * 51 + "]" * 51, '{"a":' * 51 + "1" + "}" * 51])
    def test_data_nested_too_deep_says_so_alone(self, deep):
        """Data that is deeper than any value has that one fault; one level less is another fault."""
        assert faults(json.loads(deep)) == ["$: must be nested no more than 50 deep"]
        assert faults(next(iter(json.loads(deep).values()) if deep[0] == "{" else iter(json.loads(deep)))) != [
            "$: must be nested no more than 50 deep"
        ]

    def test_faults_found_before_are_listed_too(self):
        """A reader that finds faults of its own first gets one list."""
        found = Faults()
        found.add("$.before", "must be there")
        with pytest.raises(BadDocument) as refused:
            FORMAT.read({**DATA, "on": 1}, Whole, found)
        assert [fault.path for fault in refused.value.faults] == ["$.before", "$.on"]

    def test_a_document_has_words_of_its_own(self):
        """TOML calls an object a table, and a document may read an annotation in its own way."""

        def year(node, _read):
            if type(node) is not int:
                raise Refused(wanted="must be a year")
            return date(node, 1, 1)

        own = Format(own={date: year}, table="a table")
        assert own.read({"id": "p", "days": [1987]}, Part, Faults()).days == (date(1987, 1, 1),)
        for data, fault in (({"id": "p", "days": ["x"]}, "$.days[0]: must be a year"), ([], "$: must be a table")):
            with pytest.raises(BadDocument) as refused:
                own.read(data, Part, Faults())
            assert [str(one) for one in refused.value.faults] == [fault]


JUNK = st.recursive(
    st.sampled_from([None, True, 0, -1, 1.5, "", " ", MARK, "1987-09-06", "a", "red", "round"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*DATA, "tag", "id", MARK]), inner),
)


class TestKeysOfADocumentsOwn:
    """A document may require keys that the class works out where they are not given, and keys that go together."""

    SAID = "a part with days has a size of days"

    @staticmethod
    def wrong_keys(node):
        found = [] if "days" in node else ["lacks the key 'days'"]
        return [*found, *([TestKeysOfADocumentsOwn.SAID] if node.get("id") == "sized" else [])]

    def form(self):
        return Format(keys={Part: self.wrong_keys})

    @pytest.mark.parametrize("clean", [True, False])
    @pytest.mark.parametrize(
        ("data", "found"),
        [
            ({"id": "p"}, ["$: lacks the key 'days'"]),
            ({"id": 5}, ["$.id", "$: lacks the key 'days'"]),
            ({"id": "sized", "days": ["1987-09-07", "soon"]}, ["$.days[1]", f"$: {SAID}"]),
            ({"id": "sized", "days": ["1987-09-07", "1987-09-06"]}, ["$.days: must be in order", f"$: {SAID}"]),
        ],
    )
    def test_each_is_found_beside_whatever_else_is_wrong(self, data, found, clean):
        """The faults that a schema finds in keys are found whatever is wrong with the values, so that the two agree."""
        with pytest.raises(BadDocument) as refused:
            self.form().read(data, Part, Faults(), clean=clean)
        faults = sorted(str(one) for one in refused.value.faults)
        assert all(fault.startswith(start) for fault, start in zip(faults, sorted(found), strict=True))

    def test_a_fault_that_the_class_finds_too_is_named_once(self):
        """The class raises in the same words where nothing else is wrong."""

        @value(kw_only=True)
        class Owned:
            owner: Id | None = None

            def __attrs_post_init__(self):
                if self.owner is None:
                    raise BadValue(name="it", wanted="somebody's")

        form = Format(keys={Owned: lambda node: [] if node.get("owner") else ["must be somebody's"]})
        assert form.read({"owner": "a"}, Owned, Faults()) == Owned(owner="a")
        with pytest.raises(BadDocument) as refused:
            form.read({}, Owned, Faults())
        assert [str(one) for one in refused.value.faults] == ["$: must be somebody's"]


class TestTheTwoWaysAgree:
    """The quick way takes exactly what the slow way finds no fault in, and reads it as the same."""

    @staticmethod
    def law(form, data):
        outcomes = []
        for clean in (True, False):
            try:
                outcomes.append(form.read(data, Whole, Faults(), clean=clean))
            except BadDocument as refused:
                outcomes.append([str(fault) for fault in refused.faults])
        return outcomes[0] == outcomes[1]

    @given(st.fixed_dictionaries(DATA | {key: JUNK | st.just(one) for key, one in DATA.items()}) | JUNK)
    def test_for_any_data(self, data):
        """Good data with any of its parts changed."""
        assert self.law(FORMAT, data)

    def test_control_a_quick_way_that_takes_more_is_caught(self):
        """The control: one that reads text as a list of its letters."""

        class Loose(Format):
            @property
            def _quick(self):
                made = self._converter(detailed=False)
                made.register_structure_hook_func(lambda kind: kind == frozenset[str], lambda node, _: frozenset(node))
                return made

        assert self.law(Loose(tagged={Shape: SHAPES}), DATA)
        assert not self.law(Loose(tagged={Shape: SHAPES}), {**DATA, "words": "abc"})
