"""Every kind of record and of content that practice has can be carried, each under one name of its own."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

from reflective import practice
from reflective.exchange._objects import CONTENT, form
from reflective.exchange.json import KINDS, TAGS
from reflective.practice import Record
from reflective.records import Content


def subclasses(base: type) -> set[type]:
    """Every class in practice that descends from a base, whoever imported it."""
    for module in pkgutil.iter_modules(practice.__path__, "reflective.practice."):
        importlib.import_module(module.name)
    return {one for one in _descendants(base) if one.__module__.startswith("reflective.practice.")}


def _descendants(base: type) -> Iterator[type]:
    for one in base.__subclasses__():
        yield one
        yield from _descendants(one)


def untagged(base: type, table: dict[str, type]) -> set[type]:
    """Classes that a document could not carry: those of their own fields, and not a base of others."""
    return {one for one in subclasses(base) if not one.__subclasses__() and one not in table.values()}


class TestTags:
    def test_every_content_has_a_tag(self):
        """No class of content is without one."""
        assert untagged(Content, TAGS) == set()

    def test_every_record_has_a_kind(self):
        """No class of record is without one."""
        assert untagged(Record, KINDS) == set()

    @pytest.mark.parametrize("table", [TAGS, KINDS])
    def test_no_class_has_two_names(self, table):
        """One class, one name: a document has one text."""
        assert len(set(table.values())) == len(table)

    def test_a_tag_is_a_kind_and_a_word(self):
        """A tag reads as the record it belongs to and what is said."""
        for tag in TAGS:
            kind, _, word = tag.partition(".")
            assert kind in {*KINDS, "log"}
            assert word.replace("_", "").isalpha()
            assert tag == tag.lower()

    @pytest.mark.parametrize("tag", sorted(TAGS))
    def test_every_content_can_be_carried(self, tag):
        """Each field has a form, and the quick reader of the class compiles."""
        assert CONTENT.objects[tag].reader()

    def test_control_a_class_without_a_tag_is_caught(self):
        """A table that lacks one is seen to lack it."""
        short = {tag: kind for tag, kind in TAGS.items() if tag != "cycle.entered"}
        assert untagged(Content, short) == {TAGS["cycle.entered"]}

    @pytest.mark.parametrize("annotation", [float, dict[str, str], str | int, list[str]])
    def test_a_field_that_cannot_be_carried_is_refused(self, annotation):
        """A field of which a document could not say what it holds is a mistake in the library."""
        with pytest.raises(TypeError, match="a document has no form for"):
            form(annotation)
