"""Documents written once and never edited: every release reads them, and writes them again byte for byte."""

import json
from pathlib import Path

import pytest

from reflective.exchange import dumps, loads
from reflective.exchange.json import KINDS, TAGS
from tests.golden.frozen import HERE, LIST, broken, every, promised

DOCUMENTS = sorted(HERE.glob("*.json"))


class TestDocuments:
    """Every document ever written is read, and means what it meant."""

    @pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
    def test_a_document_is_read_and_written_again(self, path: Path):
        """The same bytes come out as went in."""
        text = path.read_text(encoding="utf-8")
        assert dumps(loads(text), indent=2) + "\n" == text

    def test_there_is_a_document_of_every_kind(self):
        """No kind of record is without one."""
        assert {path.stem for path in DOCUMENTS} >= {*KINDS, "case"}

    def test_every_tag_is_in_one(self):
        """No content is without one either."""
        seen = {
            entry["content"]["tag"]
            for path in DOCUMENTS
            for entry in json.loads(path.read_text(encoding="utf-8")).get("entries", ())
        }
        assert set(TAGS) <= seen

    def test_control_a_renamed_field_is_caught(self):
        """A document that uses a name we no longer have does not load."""
        text = (HERE / "cycle.json").read_text(encoding="utf-8")
        with pytest.raises(ValueError, match="has a key that is not known"):
            loads(text.replace('"whose"', '"who"'))


class TestPromises:
    """Names that documents use are permanent: the list grows and never shrinks."""

    def test_every_promise_is_kept(self):
        """Each kind, tag, field, default and word of the list is still what it was."""
        assert broken(LIST.read_text(encoding="utf-8").splitlines(), list(promised())) == []

    def test_everything_is_promised(self):
        """What the format has, the list has: run `python -m tests.golden.frozen` to add what is new."""
        listed = set(LIST.read_text(encoding="utf-8").splitlines())
        assert [line for line in promised() if line not in listed] == []

    @pytest.mark.parametrize("tag", sorted(TAGS))
    def test_every_class_has_values_to_show(self, tag):
        """Each class of content can be filled in, so that a document can show all of it."""
        assert every(TAGS[tag])

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("tag cycle.entered", "tag cycle.began"),
            ("cycle.entered.stage: required; experience reflection", "cycle.entered.stage: required; experience"),
            ("cycle.entered.note: null", 'cycle.entered.note: ""'),
            ("cycle.entered.note: null", "cycle.entered.remark: null"),
            ("cycle.entered.note: null", "cycle.entered.note: required"),
        ],
    )
    def test_control_a_broken_promise_is_caught(self, old, new):
        """A tag renamed, a word dropped, a default changed, a field renamed or made required."""
        assert broken([old], [old]) == []
        assert broken([old], [new]) == [old]

    def test_control_a_new_field_that_old_documents_lack_is_caught(self):
        """A field added to a tag that is promised already must not be required."""
        old = ["tag cycle.paused"]
        assert broken(old, [*old, "cycle.paused.why: null"]) == []
        assert broken(old, [*old, "cycle.paused.why: required"]) == ["cycle.paused.why"]
