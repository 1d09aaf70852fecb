"""The schema says what the reader says: an independent validator agrees on every fault that a schema can state."""

import ast
import inspect
import json
import re
import sys
import unicodedata
from collections import Counter
from copy import deepcopy
from datetime import date
from itertools import combinations, product
from pathlib import Path
from types import ModuleType
from typing import get_args

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reflective import demo
from reflective.casework import SHIPPED, Case
from reflective.errors import BadDocument
from reflective.exchange import dumps, loads, schema
from reflective.fields import Id, Key, Text, checker
from reflective.practice import Action, Cycle, Plan, Supervision
from reflective.practice.plan.entries import Proposed
from reflective.records import FormAnswer
from reflective.testing.strategies import cases, records
from reflective.timescales import Deadline
from tests.exchange.own import OWN
from tests.exchange.test_bad_documents import JUNK, case, cycle, mutated
from tests.exchange.test_registry import case as own_case
from tests.golden.frozen import POINTING, _entry, every, whole

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "format.md"
#: The rows of the table of faults that no schema can state; "..." stands for what differs.
UNSTATED = re.compile(
    "|".join(
        re.escape(words).replace(r"\.\.\.", ".*")
        for row in re.findall(r"^\| [^|]+ \| (`.*`) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
        for words in re.findall(r"`([^`]+)`", row)
    )
)
#: A document with each value of each content in it, small enough to be validated often.
SMALL = [
    json.loads(dumps(Cycle(id="c-1", entries=(_entry(place, content),))))
    for kind in SHIPPED.tags.values()
    if kind not in POINTING
    for place, content in enumerate(every(kind))
]
#: A log with whatever any log may have.
LOG = whole("membership")
OURS = [*SMALL, *(json.loads(dumps(one)) for one in (cycle(), case(), LOG))]
HOSTS = [json.loads(dumps(own_case(), OWN)), *(json.loads(dumps(one, OWN)) for one in own_case().records)]
#: The values that a mutation puts in, beside those that no document has anywhere.
NAMES = st.sampled_from(
    ["northmere:thing", "northmere:note", "northmere:visits", "case", "cycle", "neighbours", "personal", "09:30", "b"]
)
#: How many mutated documents were judged, and how many of them had a fault.
JUDGED = Counter()
#: Stands for a key that is taken away.
GONE = object()


def validator(of=None, registry=None):
    return Draft202012Validator(of or schema(registry), format_checker=Draft202012Validator.FORMAT_CHECKER)


VALIDATOR, HOSTS_VALIDATOR = validator(), validator(registry=OWN)


def faults(document, registry=None):
    """The faults that the reader finds."""
    try:
        loads(json.dumps(document), registry)
    except BadDocument as refused:
        return [fault.wanted for fault in refused.faults]
    return []


def agree(judge, document, registry=None):
    """Whether the validator finds a fault exactly where the reader finds one that a schema can state."""
    found = faults(document, registry)
    JUDGED["all"] += 1
    JUDGED["faulty"] += bool(found)
    revision = document.get("revision", 1) if isinstance(document, dict) else 1
    if type(revision) is int and revision > 1:
        # A schema states only how a document of a later revision begins.
        return bool(found) or judge.is_valid(document)
    return judge.is_valid(document) == all(map(UNSTATED.fullmatch, found))


def held():
    """The classes of contents, and those that they hold at any depth."""
    found, left = set(), [*SHIPPED.tags.values()]
    while left:
        kind = left.pop()
        if attrs.has(kind) and kind not in found:
            found.add(kind)
            left += [field.type for field in attrs.fields(attrs.resolve_types(kind))]
        left += get_args(kind)
    return found


def wanted(module, source=None):
    """A place and the words of each `BadValue` that a module raises of a field, put together as the module would."""
    for node in ast.walk(ast.parse(source or inspect.getsource(module))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "BadValue":
            for one in node.keywords:
                if one.arg == "wanted":
                    code = compile(ast.Expression(one.value), module.__name__, "eval")
                    words = eval(code, vars(module))  # noqa: S307 (the words of our own source)
                    yield f"{module.__name__}:{node.lineno}", words


class TestWritten:
    """Whatever is written validates."""

    @given(records(lawful=False, first=date.min, last=date.max) | cases(lawful=False, first=date.min, last=date.max))
    @settings(max_examples=settings.default.max_examples // 3)
    def test_every_document(self, document):
        """Records of every kind and cases, with any content."""
        assert list(VALIDATOR.iter_errors(json.loads(dumps(document)))) == []

    @pytest.mark.parametrize("document", [demo.case(), Case.opened("f-1")], ids=["demo", "empty"])
    def test_a_case(self, document):
        """A whole file, and one with nobody in it."""
        assert list(VALIDATOR.iter_errors(json.loads(dumps(document)))) == []

    def test_a_hosts_own(self):
        """With the registry or without: what a stranger keeps unread is no fault in his schema."""
        for document in HOSTS:
            assert list(HOSTS_VALIDATOR.iter_errors(document)) == list(VALIDATOR.iter_errors(document)) == []

    def test_a_later_revision(self):
        """An entry kept from a later revision is written with that revision, and validates."""
        document = json.loads(dumps(cycle())) | {"revision": 2}
        document["entries"][0]["colour"] = "blue"
        assert list(VALIDATOR.iter_errors(json.loads(dumps(loads(json.dumps(document)))))) == []

    def test_the_schema_is_one(self):
        """It keeps the rules of its draft, and is made anew for each caller."""
        Draft202012Validator.check_schema(schema(OWN))
        first = schema()
        first["$defs"].clear()
        assert schema()["$defs"]


class TestAgreement:
    """The reader and an independent validator, on documents with up to five things wrong."""

    @given(st.sampled_from(OURS).flatmap(lambda one: mutated(one, JUNK | NAMES)))
    @settings(max_examples=5 * settings.default.max_examples)
    def test_on_documents_of_ours(self, document):
        """Values replaced, keys dropped, added, moved and repeated."""
        assert agree(VALIDATOR, document), faults(document)

    @given(st.sampled_from(HOSTS).flatmap(lambda one: mutated(one, JUNK | NAMES)))
    def test_on_documents_of_a_host(self, document):
        """With the host's registry, and without."""
        assert agree(HOSTS_VALIDATOR, document, OWN), faults(document, OWN)
        assert agree(VALIDATOR, document), faults(document)

    @pytest.mark.parametrize(
        ("place", "rule", "change"),
        [
            (("entry", "required"), 2, ("by",)),
            (("entry", "required"), 3, ("about",)),
            (("entry", "allOf", 0), "then", ("entries.0.audience", "personal")),
            (("entry", "allOf", 0), "else", ("entries.0.owner", "w-1")),
            (("time",), "pattern", ("entries.0.at", "24:00")),
            (("entry", "else"), "propertyNames", ("entries.0.colour", "blue")),
            (("entry", "else", "properties"), "audience", ("entries.0.audience", "neighbours")),
            (("Source",), "additionalProperties", ("entries.0.source.page", 5)),
            (("cycle.entered", "properties", "stage"), "enum", ("entries.0.content.stage", "daydream")),
            (("id",), "maxLength", ("entries.0.by", "w" * 129)),
            (("id",), "not", ("entries.0.by", "w\n")),
            (("key",), "not", ("id", "a/b")),
            (("text",), "pattern", ("entries.1.content.what", "\u2003\x1f")),
            (("day",), "format", ("entries.0.on", "1987-02-30")),
            (("whole",), "maximum", ("entries.3.content.places.0", 2**53)),
            (("content", "properties"), "tag", ("entries.0.content.tag", "cycle.mulled_over")),
        ],
    )
    def test_control_a_schema_without_one_rule_disagrees(self, place, rule, change):
        """Each rule that is taken out leaves a document on which the two no longer agree."""
        path, *new = change if "." in change[0] or change[0] == "id" else (f"entries.0.{change[0]}",)
        document = json.loads(dumps(cycle()))
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        node = document
        for step in way:
            node = node[step]
        if new:
            node[last] = new[0]
        else:
            del node[last]
        assert agree(VALIDATOR, document)
        fewer = schema()
        node = fewer["$defs"]
        for step in place:
            node = node[step]
        del node[rule]
        if rule == "format":
            node["pattern"] = "."
        assert not agree(validator(fewer), document)


class TestKeysThatGoTogether:
    """A deadline has one of three shapes, and an answer to a field of a form is one of four."""

    DEADLINE = Deadline.after("in 5 weeks", date(2021, 9, 6))
    DOCUMENTS = tuple(
        json.loads(dumps(record))
        for record in (
            Plan(id="p-1", entries=(_entry(0, Proposed(action=Action(id="a-1", text="Visit", due=DEADLINE))),)),
            Supervision(id="s-1", entries=(_entry(0, every(FormAnswer)[0]),)),
        )
    )
    VALUES = ("2021-09-06", None, [], ["2021-09-07"])

    @pytest.mark.parametrize(("document", "path"), [(0, ("action", "due")), (1, ())], ids=["deadline", "answer"])
    def test_every_two_keys_with_every_value(self, document, path):
        """Each two keys set to each two of some values, or taken away: the reader and the validator agree."""
        kind = FormAnswer if document else Deadline
        keys = [field.name for field in attrs.fields(kind) if field.default is None or field.default == ()]
        accepted = 0
        for (one, other), (first, second) in product(combinations(keys, 2), product((GONE, *self.VALUES), repeat=2)):
            whole = deepcopy(self.DOCUMENTS[document])
            node = whole["entries"][0]["content"]
            for step in path:
                node = node[step]
            for key, new in ((one, first), (other, second)):
                node.pop(key, None)
                node |= {} if new is GONE else {key: new}
            assert agree(VALIDATOR, whole), node
            accepted += VALIDATOR.is_valid(whole)
        assert accepted

    @pytest.mark.parametrize("name", ["Deadline", "form.answer"])
    def test_control_a_schema_without_the_rule_disagrees(self, name):
        """The control: a schema without a rule accepts what the reader refuses."""
        document = deepcopy(self.DOCUMENTS[name == "form.answer"])
        content = document["entries"][0]["content"]
        if name == "Deadline":
            del content["action"]["due"]["counted_from"]
        else:
            content["number"] = 5
        assert agree(VALIDATOR, document)
        fewer = schema()
        del fewer["$defs"][name]["anyOf"]
        assert not agree(validator(fewer), document)


class TestUnstated:
    """The page lists every fault that no schema can state."""

    def test_each_row_is_a_fault_of_ours(self):
        """The rows are read, and a fault that a schema states is in none of them."""
        assert UNSTATED.fullmatch("recorded must be on or after the day it happened")
        for stated in (
            "must be a whole number",
            "must be text that is not blank",
            "lacks the key 'by'",
            "must be a list",
        ):
            assert not UNSTATED.fullmatch(stated)

    def test_control_a_fault_that_is_not_listed_is_a_disagreement(self, monkeypatch):
        """A rule of a class that the page does not list shows as soon as a document breaks it."""
        document = json.loads(dumps(cycle()))
        document["entries"][0]["on"] = "1999-01-01"
        assert agree(VALIDATOR, document)
        monkeypatch.setattr("tests.exchange.test_schema.UNSTATED", re.compile("nothing"))
        assert not agree(VALIDATOR, document)

    def test_each_rule_of_a_class_that_entries_hold_is_a_row(self):
        """A class that compares its fields, and says so in words that no row has, shows here without a document."""
        said = {
            name: words
            for module in {kind.__module__ for kind in held() if kind.__module__.startswith("reflective.practice")}
            for name, words in wanted(sys.modules[module])
        }
        assert len(said) > 15
        # An argument of the constructor of `Checkpoint`, which no document holds.
        said = {name: words for name, words in said.items() if not words.startswith("a Deadline, or words")}
        assert {name: words for name, words in said.items() if not UNSTATED.fullmatch(f"must be {words}")} == {}

    def test_control_a_rule_in_other_words_shows(self):
        """The control: a module with a rule of its own is read, whether its words are written out or put together."""
        module = ModuleType("planted")
        module.LEAST = 2
        source = 'def check(it):\n    raise BadValue(name="it", wanted=f"at least {LEAST} of it, by planting")\n'
        assert [words for _, words in wanted(module, source)] == ["at least 2 of it, by planting"]
        assert not UNSTATED.fullmatch("must be at least 2 of it, by planting")

    def test_a_whole_number_with_a_fraction_of_zero(self):
        """JSON Schema takes 1.0 for a whole number, and a reader of ours does not: the page says so."""
        document = json.loads(dumps(cycle()))
        document["entries"][3]["content"]["places"] = [1.0]
        assert VALIDATOR.is_valid(document)
        assert faults(document) == ["must be a whole number"]

    @pytest.mark.parametrize(("annotation", "name"), [(Id, "id"), (Key, "key"), (Text, "text")])
    def test_every_character_is_judged_alike(self, annotation, name):
        """Whatever Python calls space or a control character, the patterns call so too; half characters apart."""
        stated, refused = schema()["$defs"][name], checker(annotation)
        pattern = re.compile(stated.get("pattern") or stated["not"]["pattern"])
        for one in map(chr, [*range(0xD800), *range(0xE000, 0x110000)]):
            # Nearly all are letters, private or of no use yet: by themselves is enough for those.
            plain = unicodedata.category(one) in {"Lo", "Co", "Cn"}
            for text in (one,) if plain else (one, f"a{one}", f"{one}a", f"a{one}a"):
                accepted = bool(pattern.search(text)) is ("pattern" in stated)
                assert accepted == (refused("it", text) is None), hex(ord(one))
