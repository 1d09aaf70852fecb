"""Documents written once and never edited: every release reads them, and writes them again byte for byte."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from docs.schema import broken
from reflective.casework import SHIPPED
from reflective.exchange import dumps, loads, schema
from tests.golden.frozen import HERE, every

DOCUMENTS = sorted(HERE.glob("*.json"))
VALIDATOR = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


class TestDocuments:
    """Every document ever written is read, and means what it meant."""

    @pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
    def test_a_document_is_read_and_written_again(self, path: Path):
        """The same bytes come out as went in."""
        text = path.read_text(encoding="utf-8")
        assert dumps(loads(text), indent=2) + "\n" == text

    def test_there_is_a_document_of_every_kind(self):
        """No kind of record is without one."""
        assert {path.stem for path in DOCUMENTS} >= {*SHIPPED.kinds, "case", "demo"}

    def test_every_tag_is_in_one(self):
        """No content is without one either."""
        seen = {
            entry["content"]["tag"]
            for path in DOCUMENTS
            for entry in json.loads(path.read_text(encoding="utf-8")).get("entries", ())
        }
        assert set(SHIPPED.tags) <= seen

    def test_control_a_renamed_field_is_caught(self):
        """A document that uses a name we no longer have does not load."""
        text = (HERE / "cycle.json").read_text(encoding="utf-8")
        with pytest.raises(ValueError, match="has a key that is not known"):
            loads(text.replace('"whose"', '"who"'))


class TestPromises:
    """Names that documents use are permanent: the schema grows and takes nothing back."""

    @pytest.mark.parametrize("tag", sorted(SHIPPED.tags))
    def test_every_class_has_values_to_show(self, tag):
        """Each class of content can be filled in, so that a document can show all of it."""
        assert every(SHIPPED.tags[tag])

    @pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
    def test_the_schema_accepts_every_document(self, path: Path):
        """What was ever written validates against the schema of today."""
        assert list(VALIDATOR.iter_errors(json.loads(path.read_text(encoding="utf-8")))) == []

    @pytest.mark.parametrize(
        ("place", "new"),
        [
            (("cycle.paused",), None),
            (("content", "allOf", 3), None),
            (("entry", "else", "properties", "audience", "enum", 1), None),
            (("Source", "properties", "at", "default"), "88"),
            (("Source", "properties", "at"), None),
            (("Source", "required"), ["document", "at"]),
            (("Source", "properties", "document"), {"$ref": "#/$defs/text"}),
            (("text", "maxLength"), 5),
        ],
        ids=["tag", "branch", "word", "default", "key", "required", "narrower", "bound"],
    )
    def test_control_a_broken_promise_is_caught(self, place, new):
        """A tag, a word or a key gone, a default changed, a key made required, a field narrowed."""
        old, changed = schema(), schema()
        node = changed["$defs"]
        for step in place[:-1]:
            node = node[step]
        if new is None:
            del node[place[-1]]
        else:
            node[place[-1]] = new
        assert list(broken(old, old)) == []
        assert list(broken(old, changed)) != []
        # Taken the other way round, what was only added keeps every promise.
        if new is None:
            assert list(broken(changed, old)) == []

    def test_a_key_that_may_be_left_out_and_a_kind_may_be_added(self):
        """The next revision may have more."""
        old, new = schema(), schema()
        new["$defs"]["Source"]["properties"]["pages"] = {"type": "string"}
        new["else"]["else"]["properties"]["kind"]["anyOf"][0]["enum"].append("visit")
        assert list(broken(old, new)) == []
