"""Whatever is written is read back as it was."""

import importlib
import json
from datetime import date
from functools import partial
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflective.casework import SHIPPED, Case
from reflective.errors import BadDocument, BadEntry, BadValue
from reflective.exchange import dumps, entry_from_data, entry_to_data, loads
from reflective.exchange import json as exchange_json
from reflective.fields import Text
from reflective.practice import Cycle, Entry, Observation, Record, Source, Stage
from reflective.practice.people import Named, People, PersonKind
from reflective.records import Audience, Content, Strike, content
from reflective.testing.strategies import cases, contents, entries, records
from tests.golden.frozen import POINTING

#: The module, whose function of the same name is what its package offers.
json_data = importlib.import_module("reflective.documents.json_data")
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

    @pytest.mark.parametrize("tag", sorted(tag for tag, kind in SHIPPED.tags.items() if kind not in POINTING))
    def test_every_content_is_kept(self, tag):
        """Content of every tag comes back equal, whatever its fields hold."""

        @settings(max_examples=settings.default.max_examples // 3)
        @given(contents(SHIPPED.tags[tag], **EVER), entries(**EVER))
        def holds(content, entry):
            assert kept(Cycle(id="c-1", entries=(attrs.evolve(entry, content=content),)))

        holds()

    @pytest.mark.parametrize("kind", sorted(SHIPPED.kinds))
    def test_every_kind_is_kept(self, kind):
        """A record of every kind comes back as that kind."""
        record = SHIPPED.kinds[kind](id="r-1")
        assert kept(record)
        assert kept(record, read=partial(loads, kind=SHIPPED.kinds[kind]))

    @given(entries(**EVER), st.booleans())
    def test_every_entry_is_kept(self, entry, by_text):
        """An entry on its own comes back equal, as plain data and by way of text, and is as it stands in a document."""
        data = entry_to_data(entry)
        assert entry_from_data(json.loads(json.dumps(data)) if by_text else data) == entry
        assert json.loads(dumps(Cycle(id="c-1", entries=(entry,))))["entries"] == [data]

    @given(documents(), st.sampled_from([None, 2]))
    def test_a_document_has_one_text(self, document, indent):
        """Writing what was read gives the text that was read, byte for byte."""
        text = dumps(document, indent=indent)
        assert dumps(loads(text), indent=indent) == text

    def test_control_a_lossy_writer_is_caught(self):
        """A writer that leaves out where an entry comes from does not keep it."""

        def lossy(record: Any) -> str:
            data = json.loads(dumps(record))
            for entry in data["entries"]:
                entry.pop("source", None)
            return json.dumps(data)

        strike = Strike(places=(0,), reason=None)
        entry = Entry(on=DAY, recorded=DAY, by="w-1", content=strike, owner="w-1", source=Source(document="note"))
        record = Cycle(id="c-1", entries=(attrs.evolve(entry, content=SHIPPED.tags["cycle.paused"]()), entry))
        assert kept(record)
        assert not kept(record, lossy)


class TestText:
    """The text of a document, as it is written."""

    def test_what_is_as_it_is_by_default_is_left_out(self):
        """A field at its default is not written, but what is worked out always is, and what is said is written last."""
        record = Cycle(id="c-1").enter(Stage.EXPERIENCE, on=DAY, recorded=DAY, by="w-1")
        assert dumps(record) == (
            '{"reflective":1,"revision":1,"kind":"cycle","id":"c-1","entries":[{"on":"2021-09-06",'
            '"recorded":"2021-09-06","by":"w-1","about":[],"audience":"child_file","content":{"tag":"cycle.entered",'
            '"stage":"experience"}}]}'
        )

    def test_lists_are_written_when_they_are_empty(self):
        """Whoever reads a document need not ask whether there are entries or records."""
        assert dumps(Cycle(id="c-1")) == '{"reflective":1,"revision":1,"kind":"cycle","id":"c-1","entries":[]}'
        assert dumps(Case.opened("f-1")) == (
            '{"reflective":1,"revision":1,"kind":"case","id":"f-1","people":{"id":"f-1:people","entries":[]},'
            '"membership":{"id":"f-1:membership","entries":[]},"records":[]}'
        )

    def test_a_text_is_one_line_or_indented(self):
        """On one line without spaces by default; indented where asked, and the same data."""
        record = Cycle(id="c-1").enter(Stage.EXPERIENCE, on=DAY, recorded=DAY, by="w-1")
        assert "\n" not in dumps(record)
        assert dumps(record, indent=2).startswith('{\n  "reflective": 1,\n  "revision": 1,\n')
        assert json.loads(dumps(record, indent=2)) == json.loads(dumps(record))

    def test_letters_are_written_as_they_are(self):
        """Words in any script stay readable in the file."""
        strike = Strike(places=(0,), reason="Siân said \u201cna\u201d")
        entry = Entry(on=DAY, recorded=DAY, by="w-1", content=strike, owner="w-1")
        first = attrs.evolve(entry, content=SHIPPED.tags["cycle.paused"]())
        assert "Siân said \u201cna\u201d" in dumps(Cycle(id="c-1", entries=(first, entry)))

    def test_a_move_that_todays_table_lacks_loads(self):
        """Loading judges shape: an illegal move is kept, and the record lists it."""
        entry = Entry(on=DAY, recorded=DAY, by="w-1", content=SHIPPED.tags["cycle.paused"]())
        record = loads(dumps(Cycle(id="c-1", entries=(entry,))), Cycle)
        assert [place for place, _ in record.irregularities()] == [0]


class TestWhatCannotBeWritten:
    """A document that no reader would take is refused before it is written, with its path and nothing of its text."""

    def test_content_that_is_not_registered(self):
        """The place of each is named; so it is of an entry on its own."""
        entry = Entry(on=DAY, recorded=DAY, by="w-1", content=Half(what="half a thing"), owner="w-1")
        record = Cycle(id="c-1", entries=(entry,))
        case = Case.opened("f-1").join(record, on=DAY, recorded=DAY, by="w-1")
        written = {
            "$.entries[0]": lambda: dumps(record),
            "$.records[0].entries[0]": lambda: dumps(case),
            "$": lambda: entry_to_data(entry),
        }
        for path, write in written.items():
            with pytest.raises(BadDocument) as refused:
                write()
            (only,) = refused.value.faults
            assert str(only) == f"{path}.content.tag: must be a tag that this release has, or one that is registered"
            assert "half a" not in str(refused.value)
            assert refused.value.__context__ is None

    def test_a_kind_that_is_not_registered(self):
        """A class that only descends from one that ships would be another class when it is read."""

        class Own(Cycle):
            pass

        class OwnPeople(People):
            pass

        case = attrs.evolve(Case.opened("f-1"), people=OwnPeople(id="p-1"))
        for document, path in ((Own(id="c-1"), "$.kind"), (case, "$.people.kind")):
            with pytest.raises(BadDocument, match="must be one of 'case', ") as refused:
                dumps(document)
            assert [fault.path for fault in refused.value.faults] == [path]

    def test_what_is_no_document(self):
        """Whatever else is given is refused as a value of the library would be."""
        with pytest.raises(BadDocument, match="must be a record or a case"):
            dumps("a record")
        with pytest.raises(BadValue, match="entry must be an Entry"):
            entry_to_data("an entry")

    def test_a_document_that_is_too_large(self, monkeypatch):
        """A document that reading would refuse for its size is refused when it is written, by characters or bytes."""
        record = Cycle(id="c-1").enter(Stage.EXPERIENCE, on=DAY, recorded=DAY, by="w-1")
        record = record.add(Observation(stage=Stage.EXPERIENCE, what="\u00e9" * 600), on=DAY, recorded=DAY, by="w-1")
        for module in (exchange_json, json_data):
            monkeypatch.setattr(module, "MAX_BYTES", 1000)
        with pytest.raises(BadDocument, match="must be no larger than"):
            dumps(record)
        monkeypatch.undo()
        monkeypatch.setattr(json_data, "MAX_PARTS", 5)
        with pytest.raises(BadDocument, match="brackets and commas"):
            dumps(record)

    @pytest.mark.parametrize("text", ["\ud83d", "she is fine \ud83d"])
    def test_text_that_no_document_can_carry_never_gets_into_a_record(self, text):
        """Half a character, and a number that JSON rounds, are refused when they are entered."""
        with pytest.raises(BadValue, match="text of whole characters"):
            Observation(stage=Stage.EXPERIENCE, what=text)
        with pytest.raises(BadValue, match="a whole number that JSON keeps exactly"):
            Named(person="c-1", kind=PersonKind.CHILD, age=2**53)

    @pytest.mark.parametrize(
        "strike", [{"places": (0, 0)}, {"places": (99,)}, {"places": (0,), "replacements": 2}, {"places": (0,)}]
    )
    def test_a_strike_that_a_reader_would_refuse_is_never_written(self, strike):
        """The whole file could not be read again; `add` names the call that does it."""
        record = Cycle(id="c-1").enter(Stage.EXPERIENCE, on=DAY, recorded=DAY, by="w-1")
        with pytest.raises(BadEntry, match="go by `correct`"):
            record.add(Strike(reason="typo", **strike), on=DAY, recorded=DAY, by="w-1")
