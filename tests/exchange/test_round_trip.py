"""Whatever is written is read back as it was."""

import json
from datetime import date
from functools import partial
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflective.casework import Case
from reflective.errors import BadDocument
from reflective.exchange import dumps, from_data, loads, to_data
from reflective.exchange._objects import form
from reflective.exchange.json import KINDS, TAGS
from reflective.fields import Text
from reflective.practice import Cycle, Entry, Record, Source, Stage
from reflective.records import Audience, Content, Strike, content
from reflective.testing.strategies import cases, contents, entries, records

DAY = date(2021, 9, 6)
#: Every day that a document can hold.
EVER = {"first": date.min, "last": date.max}


@content("northmere:half", Audience.PERSONAL)
class Half(Content):
    """Content of a host's own that is not registered."""

    what: Text


def documents():
    """Whatever can be a document: records and cases with entries of any content, in any order of moves."""
    return records(lawful=False, **EVER) | cases(lawful=False, **EVER)


def kept(document: Record[Any] | Case, write: Any = dumps, read: Any = loads) -> bool:
    """Whether a document is the same after it was written and read."""
    back = read(write(document))
    return type(back) is type(document) and back == document


class TestRoundTrip:
    """A record that is written and read is the same record."""

    @given(documents())
    def test_every_document_is_kept(self, document):
        """Records of every kind and cases, with any content, come back equal."""
        assert kept(document)

    @pytest.mark.parametrize("tag", sorted(set(TAGS) - {"log.strike"}))
    def test_every_content_is_kept(self, tag):
        """Content of every tag comes back equal, whatever its fields hold."""

        @settings(max_examples=settings.default.max_examples // 3)
        @given(contents(TAGS[tag], **EVER), entries(**EVER))
        def holds(content, entry):
            assert kept(Cycle(id="c-1", entries=(attrs.evolve(entry, content=content),)))

        holds()

    @pytest.mark.parametrize("kind", sorted(KINDS))
    def test_every_kind_is_kept(self, kind):
        """A record of every kind comes back as that kind."""
        record = KINDS[kind](id="r-1")
        assert kept(record)
        assert kept(record, read=partial(loads, kind=KINDS[kind]))

    @given(documents())
    def test_plain_data_is_kept(self, document):
        """The same by way of dicts and lists."""
        assert kept(document, to_data, from_data)

    @given(documents(), st.sampled_from([None, 2]))
    def test_a_document_has_one_text(self, document, indent):
        """Writing what was read gives the text that was read, byte for byte."""
        text = dumps(document, indent=indent)
        assert dumps(loads(text), indent=indent) == text

    def test_control_a_lossy_writer_is_caught(self):
        """A writer that leaves out where an entry comes from does not keep it."""

        def lossy(record: Any) -> str:
            data = to_data(record)
            for entry in data["entries"]:
                entry.pop("source", None)
            return json.dumps(data)

        entry = Entry(
            on=DAY, recorded=DAY, by="w-1", content=Strike(places=(0,), reason=None), source=Source(document="note")
        )
        record = Cycle(id="c-1", entries=(attrs.evolve(entry, content=TAGS["cycle.paused"]()), entry))
        assert kept(record)
        assert not kept(record, lossy)


class TestText:
    """What the text of a document looks like."""

    def test_what_is_as_it_is_by_default_is_left_out(self):
        """A field at its default is not written, but the audience always is: its default may change."""
        record = Cycle(id="c-1").enter(Stage.EXPERIENCE, on=DAY, recorded=DAY, by="w-1")
        assert to_data(record) == {
            "reflective": 1,
            "kind": "cycle",
            "id": "c-1",
            "entries": [
                {
                    "on": "2021-09-06",
                    "recorded": "2021-09-06",
                    "by": "w-1",
                    "content": {"tag": "cycle.entered", "stage": "experience"},
                    "audience": "child_file",
                }
            ],
        }

    def test_a_set_is_written_in_order(self):
        """A set has one text, whatever order it happens to be in."""
        writer = form(frozenset[str])
        assert writer.write(frozenset("bca")) == ["a", "b", "c"]

    def test_a_text_is_one_line_or_indented(self):
        """On one line without spaces by default; indented where asked, and the same data."""
        record = Cycle(id="c-1").enter(Stage.EXPERIENCE, on=DAY, recorded=DAY, by="w-1")
        assert "\n" not in dumps(record)
        assert dumps(record, indent=2).startswith('{\n  "reflective": 1,\n  "kind": "cycle",\n')
        assert json.loads(dumps(record, indent=2)) == json.loads(dumps(record)) == to_data(record)

    def test_letters_are_written_as_they_are(self):
        """Words in any script stay readable in the file."""
        entry = Entry(on=DAY, recorded=DAY, by="w-1", content=Strike(places=(0,), reason="Siân said \u201cna\u201d"))
        first = attrs.evolve(entry, content=TAGS["cycle.paused"]())
        assert "Siân said \u201cna\u201d" in dumps(Cycle(id="c-1", entries=(first, entry)))

    def test_a_move_that_todays_table_lacks_loads(self):
        """Loading judges shape: an illegal move is kept, and the record lists it."""
        entry = Entry(on=DAY, recorded=DAY, by="w-1", content=TAGS["cycle.paused"]())
        record = loads(dumps(Cycle(id="c-1", entries=(entry,))), Cycle)
        assert [place for place, _ in record.irregularities()] == [0]


class TestWhatCannotBeWritten:
    """A document that no reader would take is refused when it is written, with its path and nothing of its text."""

    @pytest.mark.parametrize("write", [dumps, to_data])
    @pytest.mark.parametrize(
        ("content", "fault"),
        [
            (Half(what="half a thing"), "$.entries[0].content.tag: must be a tag in "),
        ],
    )
    def test_a_fault_is_named(self, write, content, fault):
        """Content without a tag."""
        entry = Entry(on=DAY, recorded=DAY, by="w-1", content=content)
        with pytest.raises(BadDocument) as refused:
            write(Cycle(id="c-1", entries=(entry,)))
        (only,) = refused.value.faults
        assert str(only).startswith(fault)
        assert "half a" not in str(refused.value)

    def test_a_kind_without_a_name_is_refused(self):
        """A host's own kind of record has no name in the format."""

        class Own(Cycle):
            pass

        with pytest.raises(BadDocument, match=r"\$\.kind: must be one of 'case', ") as refused:
            dumps(Own(id="c-1"))
        assert len(refused.value.faults) == 1
