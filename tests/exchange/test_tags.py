"""Every kind of record and of content that practice has can be carried, each under one name of its own."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

from reflective import practice
from reflective.casework import SHIPPED
from reflective.exchange._carried import carried
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
        assert untagged(Content, SHIPPED.tags) == set()

    def test_every_record_has_a_kind(self):
        """No class of record is without one."""
        assert untagged(Record, SHIPPED.kinds) == set()

    @pytest.mark.parametrize("table", [SHIPPED.tags, SHIPPED.kinds])
    def test_no_class_has_two_names(self, table):
        """One class, one name: a document has one text."""
        assert len(set(table.values())) == len(table)

    def test_a_tag_is_a_kind_and_a_word(self):
        """A tag reads as the record it belongs to and the kind of entry; logs and forms have tags of their own."""
        for tag in SHIPPED.tags:
            kind, _, word = tag.partition(".")
            assert kind in {*SHIPPED.kinds, "log", "form"}
            assert word.replace("_", "").isalpha()
            assert tag == tag.lower()

    @pytest.mark.parametrize("tag", sorted(SHIPPED.tags))
    def test_every_content_can_be_carried(self, tag):
        """Each field has a form: the quick reader of the class compiles, and so does the one that finds every fault."""
        form, kind = carried(None).ours, SHIPPED.tags[tag]
        assert form._quick.get_structure_hook(kind)
        assert form._detailed.get_structure_hook(kind)

    def test_control_a_class_without_a_tag_is_caught(self):
        """A table that lacks one is seen to lack it."""
        short = {tag: kind for tag, kind in SHIPPED.tags.items() if tag != "cycle.entered"}
        assert untagged(Content, short) == {SHIPPED.tags["cycle.entered"]}
