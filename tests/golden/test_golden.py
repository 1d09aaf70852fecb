"""Documents written once and never edited: every release reads them, and writes them again byte for byte."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from jsonschema import Draft202012Validator

from docs.schema import broken
from reflective.casework import SHIPPED
from reflective.exchange import dumps, loads, schema
from reflective.exchange._carried import KEYS
from reflective.records import Audience, Erased, Erasure, Strike
from reflective.timescales import Deadline
from tests.golden.frozen import HERE, WORKED_OUT, declared, every, frozen, main, shown, whole

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "format.md"
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


class TestWhatTheDocumentsShow:
    """The documents have in them whatever a document may have, so that nothing is frozen unseen."""

    def test_every_field_and_every_listed_value_is_in_one(self):
        """Every key that may be left out is there once, for each kind of content and each value in it."""
        promised = {one for kind in SHIPPED.tags.values() for one in declared(kind)} - WORKED_OUT
        assert promised - set(shown(frozen(HERE))) == set()

    def test_what_is_added_later_gets_a_document_beside_the_others(self, tmp_path):
        """A tag that a later release adds is frozen too, and no document that is there is touched."""
        for path in DOCUMENTS:
            if path.stem != "journey":
                (tmp_path / path.name).write_bytes(path.read_bytes())
        without = json.loads((HERE / "journey.json").read_bytes())["entries"][:3]
        early = {"reflective": 1, "revision": 1, "kind": "journey", "id": "journey-1", "entries": without}
        (tmp_path / "journey.json").write_text(json.dumps(early), encoding="utf-8")
        main(tmp_path)
        assert json.loads((tmp_path / "journey.json").read_bytes()) == early
        assert {path.name for path in tmp_path.iterdir()} == {*(path.name for path in DOCUMENTS), "journey-2.json"}
        main(tmp_path)
        assert len(list(tmp_path.iterdir())) == len(DOCUMENTS) + 1

    def test_control_a_field_that_no_document_has_is_caught(self):
        """Without the entries that have it, a field is seen to be missing."""
        fewer = tuple(one for one in frozen(HERE) if not isinstance(one.content, Erasure))
        assert (Erasure, "basis") in set(declared(Erasure)) - set(shown(fewer))

    def test_every_key_of_an_entry_is_in_one(self):
        """The whole envelope, and each audience, is frozen."""
        entries = [entry for path in DOCUMENTS for entry in json.loads(path.read_bytes()).get("entries", ())]
        assert {key for entry in entries for key in entry} == set(KEYS)
        assert {entry["audience"] for entry in entries} == {audience.value for audience in Audience}
        assert all([key for key in KEYS if key in entry] == list(entry) for entry in entries)

    def test_the_three_shapes_of_a_deadline_are_in_one(self):
        """A day, words that were counted (by a calendar too), and words that name no day."""
        found = [one for entry in frozen(HERE) for one in _deadlines(entry.content)]
        shapes = {
            tuple(field.name for field in attrs.fields(Deadline) if getattr(one, field.name) not in (None, ()))
            for one in found
        }
        assert shapes >= {
            ("day",),
            ("day", "words", "counted_from", "anchor"),
            ("day", "words", "counted_from", "anchor", "calendar", "calendar_version", "holidays"),
            ("words",),
        }

    @pytest.mark.parametrize("kind", SHIPPED.kinds)
    def test_every_kind_of_record_has_whatever_a_log_may_have(self, kind):
        """Strikes, one without its reason, tombstones, a confirmed draft, and a log that a strike freed."""
        record = whole(kind)
        strikes = [one.content for one in record.entries if isinstance(one.content, Strike)]
        assert {one.reason is None for one in strikes} == {True, False}
        erased = {one.content.place for one in record.entries if isinstance(one.content, Erasure)}
        assert {type(record.entries[place].content) for place in erased} == {Erased, Erasure, Strike}
        recorded = [one.recorded for one in record.entries]
        assert recorded != sorted(recorded)
        assert any(entry.drafted_by for _, entry in record.standing(date.max))
        assert record.disagreements(date.max)

    def test_the_page_names_each_of_them(self):
        """Whoever reads a document finds every key of an entry, and every tag of the log, on the page."""
        page = PAGE.read_text(encoding="utf-8")
        names = [*KEYS, *(tag for tag in SHIPPED.tags if tag.startswith(("log.", "form.")))]
        assert [name for name in names if f"`{name}`" not in page] == []


def _deadlines(held: Any) -> Iterator[Deadline]:
    if isinstance(held, Deadline):
        yield held
    elif isinstance(held, tuple):
        for one in held:
            yield from _deadlines(one)
    elif attrs.has(type(held)):
        for field in attrs.fields(type(held)):
            yield from _deadlines(getattr(held, field.name))


class TestPromises:
    """Names that documents use are permanent: the schema grows and takes nothing back."""

    @pytest.mark.parametrize("tag", sorted(SHIPPED.tags))
    def test_every_class_has_values_to_show(self, tag):
        """Each class of content can be filled in, so that a document can show all of it."""
        assert every(SHIPPED.tags[tag])

    @pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
    def test_the_schema_accepts_every_document(self, path: Path):
        """Every document that was ever written validates against the schema of today."""
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
