"""A document of a later revision: what it knows and we do not is kept, counted, and written back as it was."""

import copy
import json
import pickle
from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective import demo
from reflective.casework import Case
from reflective.errors import BadDocument, BadEntry, BadValue
from reflective.exchange import dumps, entry_from_data, entry_to_data, loads
from reflective.practice import Cycle, Observation, Plan, Stage
from reflective.records import OPEN, Audience, Unreadable, UnreadableRecord

DAY, LATER = date(2021, 9, 6), date(2021, 9, 20)
BY = {"on": DAY, "recorded": DAY, "by": "w-1", "about": ("c-1",)}
LATER_BY = BY | {"on": LATER, "recorded": LATER}
CYCLE = (
    Cycle(id="c-1")
    .enter(Stage.EXPERIENCE, **BY)
    .add(Observation(stage=Stage.EXPERIENCE, what="shouting"), **BY)
    .enter(Stage.REFLECTION, **BY | {"recorded": LATER})
)
#: Changes to an entry that a later release may know; each is a key path, and what is there.
UNKNOWN = [
    (("content",), {"tag": "cycle.mulled_over", "long": True, "a": {"z": 1, "b": [None, 1.5, 2**60, 1e3, -0.25]}}),
    (("content", "tag"), "observation.again"),
    (("content", "stage"), "daydream"),
    (("content", "colour"), "blue"),
    (("content", "when"), {"kind": "decade", "earliest": "1990-01-01"}),
    (("content", "when"), {"kind": "unknown", "season": 5}),
    (("audience",), "neighbours"),
    (("source",), {"document": "note", "pages": [1, 2]}),
    (("mood",), "calm"),
]


def changed(path, new, revision=2, whole=CYCLE):
    """The cycle's document with something in its second entry that we do not know."""
    document = json.loads(dumps(whole)) | {"revision": revision}
    node = document["entries"][1]
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = new
    return document


def same(one, other):
    """Whether two documents are equal as JSON, the order of their keys included."""
    return json.dumps(one) == json.dumps(other)


def withheld(record, audiences=OPEN):
    """How many unreadable entries a reading counts, and withholds, of a case that has the record."""
    case = Case.opened("f-1").join(record, **BY | {"recorded": LATER})
    reading = case.read(as_of=LATER, audiences=audiences, owner="w-1")
    assert reading.shown(record.id).withheld == reading.withheld["unreadable"]
    return reading.withheld["unreadable"]


def faults(document):
    with pytest.raises(BadDocument) as refused:
        loads(json.dumps(document))
    assert refused.value.__context__ is None
    return [str(one) for one in refused.value.faults]


class TestEntries:
    """One entry that is not known leaves the rest of its record as it was."""

    @pytest.mark.parametrize(("path", "new"), UNKNOWN)
    def test_it_is_kept_and_written_back_equal(self, path, new):
        """Its keys in their order, nested ones too, and its numbers."""
        document = changed(path, new)
        record = loads(json.dumps(document))
        assert isinstance(record.entries[1].content, Unreadable)
        assert same(json.loads(dumps(record)), document)
        assert loads(dumps(record)) == record

    @pytest.mark.parametrize(("path", "new"), UNKNOWN)
    def test_in_our_revision_it_is_a_fault(self, path, new):
        """The control: the same in a document of today is what somebody mistyped."""
        assert all(one.startswith("$.entries[1]") for one in faults(changed(path, new, revision=1)))

    @pytest.mark.parametrize(
        ("path", "new"),
        [
            (("on",), "soon"),
            (("by",), ""),
            (("about",), [5]),
            (("audience",), 5),
            (("content", "what"), " "),
            (("content", "tag"), 5),
            (("content",), []),
            (("recorded",), "2021-09-05"),
        ],
    )
    def test_what_is_known_of_it_is_judged(self, path, new):
        """A day that is none is a fault in any revision, and stays one in an entry with something unknown."""
        document = changed(path, new)
        assert faults(document)
        document["entries"][1]["colour"] = "blue"
        assert faults(document)

    def test_it_is_folded_as_nothing_and_counted(self):
        """The record answers as if it had no such entry, and says that something is withheld."""
        record = loads(json.dumps(changed(("content", "stage"), "daydream")))
        without = attrs.evolve(CYCLE, entries=(CYCLE.entries[0], CYCLE.entries[2]))
        assert record.state(LATER) == without.state(LATER)
        assert withheld(record) == withheld(record, Audience) == 1
        assert withheld(CYCLE) == 0

    def test_it_counts_as_restricted(self):
        """For whom it is cannot be told, so it is nobody's who does not ask for what is restricted."""
        entry = loads(json.dumps(changed(("audience",), "organisation_wide"))).entries[1]
        assert entry.audience is Audience.RESTRICTED
        assert (entry.on, entry.recorded, entry.by, entry.about) == (DAY, DAY, "w-1", ("c-1",))
        assert "shouting" not in f"{entry} {entry!r}"

    def test_its_envelope_is_read(self):
        """A draft of a tool that cannot be read was confirmed, and is closed for somebody: both are known of it."""
        draft = CYCLE.add(Observation(stage=Stage.EXPERIENCE, what="a draft"), **LATER_BY, drafted_by="tool-1")
        draft = draft.confirm(3, on=LATER, recorded=LATER, by="w-1")
        document = json.loads(dumps(draft)) | {"revision": 2}
        document["entries"][3] |= {"colour": "blue", "at": "09:30", "typed_by": "t-1", "withheld_from": ["p-1"]}
        record = loads(json.dumps(document))
        entry = record.entries[3]
        assert isinstance(entry.content, Unreadable)
        assert (entry.at, entry.typed_by, entry.withheld_from, entry.drafted_by) == ("09:30", "t-1", ("p-1",), "tool-1")
        assert same(json.loads(dumps(record)), document)

    @pytest.mark.parametrize(
        "what", ['{"a": 1, "a": 2}', "NaN", "1e999", "0." + "1" * 40, "1" * 5000, '"\\ud83d"', '{"\\ude00": 1}']
    )
    def test_what_could_not_be_written_back_equal_is_a_fault(self, what):
        """A key given twice, half a character, a number that would be rounded: never changed in silence."""
        text = json.dumps(changed(("content", "colour"), "HERE")).replace('"HERE"', what)
        with pytest.raises(BadDocument) as refused:
            loads(text)
        (only,) = refused.value.faults
        assert str(only).startswith("$.entries[1]")

    def test_the_record_goes_on(self):
        """It takes entries, corrections and erasures; what is unreadable is struck and erased like any entry."""
        record = loads(json.dumps(changed(("content", "tag"), "cycle.mulled_over")))
        record = record.enter(Stage.ANALYSIS, **BY | {"on": LATER, "recorded": LATER})
        struck = record.correct(1, reason="not ours", recorded=LATER, by="w-1")
        assert struck.entries[-1].audience is Audience.RESTRICTED
        assert loads(dumps(struck)) == struck
        erased = record.erase(1, basis="a court's order", on=LATER, by="w-1")
        assert json.loads(dumps(erased))["revision"] == 1
        assert loads(dumps(erased)) == erased
        with pytest.raises(BadEntry, match="go by `loads`"):
            record.add(record.entries[1].content, **BY | {"recorded": LATER})


class TestRevision:
    """A document says at least the revision that something unreadable in it came with."""

    def test_it_is_the_latest_that_is_inside(self):
        """Records of several documents meet in one case."""
        first = loads(json.dumps(changed(("content", "tag"), "cycle.mulled_over", revision=7)))
        later = BY | {"recorded": LATER}
        case = Case.opened("f-1").join(first, **later)
        assert json.loads(dumps(case))["revision"] == 7
        second = attrs.evolve(loads(json.dumps(changed(("mood",), "calm", revision=9))), id="c-2")
        case = case.join(second, **later)
        assert json.loads(dumps(case))["revision"] == 9
        assert loads(dumps(case)) == case

    def test_a_document_that_we_read_whole_is_ours(self):
        """A later document in which everything is known leaves nothing that only a later release reads."""
        text = dumps(CYCLE)
        assert dumps(loads(text.replace('"revision":1', '"revision":5'))) == text

    @pytest.mark.parametrize("revision", ["0", "-1", "1.0", '"1"', "true", "null", str(2**60), "NaN"])
    def test_a_revision_is_a_whole_number_from_one(self, revision):
        """Anything else is a fault, beside all others."""
        text = dumps(CYCLE).replace('"revision":1', f'"revision":{revision}').replace("2021-09-20", "soon")
        with pytest.raises(BadDocument) as refused:
            loads(text)
        assert [str(one) for one in refused.value.faults] == [
            "$.revision: must be a whole number from 1",
            "$.entries[2].recorded: must be a day written YYYY-MM-DD",
        ]

    def test_a_document_without_one_is_of_the_first(self):
        """It is left to no guess: nothing unknown is kept."""
        document = changed(("mood",), "calm")
        del document["revision"]
        assert faults(document)[0].startswith("$.entries[1]: has a key that is not known")

    def test_an_entry_on_its_own(self):
        """Whoever stores entries says which revision they came with; without that, what is unknown is a fault."""
        data = changed(("content", "tag"), "cycle.mulled_over")["entries"][1]
        entry = entry_from_data(data, revision=3)
        assert entry_to_data(entry) == data
        assert entry.content.revision == 3
        with pytest.raises(BadDocument, match=r"\$\.content\.tag"):
            entry_from_data(data)
        with pytest.raises(BadValue, match="revision must be a whole number from 1"):
            entry_from_data(data, revision=0)


RECORD = {"kind": "letters", "id": "v-1", "z": [1.5, {"b": 1, "a": 2}], "entries": [{"soon": 1}]}


def case_with(record, revision=2):
    """A case's document with one more record in it, as a later release would write it."""
    case = Case.opened("f-1").join(CYCLE, **BY)
    whole = attrs.evolve(case, membership=case.membership.add_record("v-1", **BY))
    document = json.loads(dumps(whole)) | {"revision": revision}
    document["records"].append(record)
    return document


class TestRecords:
    """A record of a kind that is not known, or with a key that is not."""

    @pytest.mark.parametrize(
        "record",
        [RECORD, {"id": "v-1", "kind": "plan", "entries": [], "owner": "w-1"}, {"kind": "letters", "id": "v-1"}],
    )
    def test_it_is_kept_and_written_back_equal(self, record):
        """In a case and as a document of its own."""
        document = case_with(record)
        case = loads(json.dumps(document))
        assert isinstance(case["v-1"], UnreadableRecord)
        assert same(json.loads(dumps(case)), document)
        assert loads(dumps(case)) == case
        alone = {"reflective": 1, "revision": 2, **record}
        assert same(json.loads(dumps(loads(json.dumps(alone)))), alone)

    @pytest.mark.parametrize("record", [RECORD, {"kind": "plan", "id": "v-1", "owner": "w-1"}])
    def test_in_our_revision_it_is_a_fault(self, record):
        """The control: in our own revision the same entry is a fault."""
        assert faults(case_with(record, revision=1))[0].startswith("$.records[1]")
        assert faults({"reflective": 1, "revision": 1, **record})[0].startswith("$")

    @pytest.mark.parametrize(
        ("record", "fault"),
        [
            ({"kind": "letters"}, "$.records[1]: lacks the key 'id'"),
            ({"kind": "letters", "id": "a/b"}, "$.records[1].id: must be an id without"),
            ({"kind": 5, "id": "v-1"}, "$.records[1].kind: must be one of '"),
            ({"kind": "case", "id": "v-1"}, "$.records[1].kind: must be one of '"),
            ("visits", "$.records[1]: must be an object"),
        ],
    )
    def test_it_has_a_kind_and_an_id(self, record, fault):
        """Without an id no membership could name it."""
        assert faults(case_with(record))[0].startswith(fault)

    def test_a_case_that_has_more_keys_is_refused(self):
        """Unknown data outside a record has no place to be kept."""
        document = case_with(RECORD) | {"notes": []}
        assert faults(document)[0].startswith("$: has a key that is not known")

    def test_it_answers_nothing_and_is_counted(self):
        """It is part of the file, with nothing due and nothing to show."""
        case = loads(json.dumps(case_with(RECORD)))
        record = case["v-1"]
        answers = record.due_rows(DAY), record.events(DAY), record.irregularities(), record.moves(DAY)
        assert answers == ((), (), (), ())
        for reading in (case.read(as_of=DAY), case.read(as_of=DAY, audiences=Audience, owner="w-1")):
            assert reading.withheld["unreadable"] == 1
            assert [one.id for one in reading.records] == ["c-1"]
        assert case.for_child("c-1", DAY).withheld["unreadable"] == 1
        assert case.due(DAY) == ()
        assert "soon" not in f"{record} {record!r} {case!r}"

    def test_it_joins_and_stays_as_it_is(self):
        """A case takes it and puts it back; it is known from the day it joined, and nobody changes it."""
        record = loads(json.dumps({"reflective": 1, "revision": 2, **RECORD}))
        case = Case.opened("f-1").join(record, **BY | {"on": LATER, "recorded": LATER})
        assert case.put(record) == case
        assert case.known_at(LATER)["v-1"] == record
        assert case.known_at(DAY).records == ()
        with pytest.raises(BadEntry, match="is kept as it is"):
            case.put(attrs.evolve(record, data='{"kind": "letters", "id": "v-1"}'))
        for call in (
            lambda: record.add(Observation(stage=Stage.EXPERIENCE, what="x"), **BY),
            lambda: record.correct(0, reason="x", recorded=DAY, by="w-1"),
            lambda: record.erase(0, basis="x", on=DAY, by="w-1"),
        ):
            with pytest.raises(BadEntry):
                call()

    def test_it_is_copied_and_pickled(self):
        """An unreadable record is copied and pickled as every record is."""
        record = loads(json.dumps({"reflective": 1, "revision": 4, **RECORD}))
        for again in (pickle.loads(pickle.dumps(record)), copy.deepcopy(record), copy.copy(record)):
            assert again == record
            assert json.loads(dumps(again))["revision"] == 4

    @pytest.mark.parametrize("data", ["", "[]", "{", "5", "[" * 5000, "\ud83d"])
    def test_it_is_made_of_json(self, data):
        """One that could not be written is not made, and neither is such an entry."""
        for make in (lambda: UnreadableRecord(id="v-1", data=data), lambda: Unreadable(data=data)):
            with pytest.raises(BadValue) as refused:
                make()
            assert refused.value.__context__ is None

    def test_one_that_a_reader_would_refuse_is_not_written(self):
        """Made by hand, it may be of a kind that is known here, or hold what is no JSON elsewhere."""
        with pytest.raises(BadValue, match="the JSON of a record of this id"):
            UnreadableRecord(id="v-1", data='{"kind": "letters", "id": "v-2"}')
        for more in (
            '"kind": "plan", "entries": 5',
            '"entries": 5',
            '"kind": "x", "a": NaN',
            '"kind": "x", "revision": 5',
        ):
            with pytest.raises(BadDocument):
                dumps(UnreadableRecord(id="v-1", data=f'{{"id": "v-1", {more}}}', revision=2))

    def test_who_asks_for_another_kind_is_told(self):
        """A plan that only a later release can read is no plan here."""
        text = json.dumps({"reflective": 1, "revision": 2, "kind": "plan", "id": "v-1", "owner": "w-1"})
        assert isinstance(loads(text), UnreadableRecord)
        with pytest.raises(BadDocument, match="must be a record that this release can read"):
            loads(text, Plan)


WORDS = st.text(st.characters(codec="utf-8"))
NUMBERS = st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)
SCALARS = st.none() | st.booleans() | NUMBERS | WORDS
SHALLOW = SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(WORDS, SCALARS, max_size=3)
JUNK = SHALLOW | st.lists(SHALLOW, max_size=3) | st.dictionaries(WORDS, SHALLOW, max_size=3)


class TestAnyJson:
    """Whatever a later release says, it comes back equal."""

    @given(st.dictionaries(WORDS, JUNK), st.integers(2, 99))
    def test_any_content(self, said, revision):
        """Content of a tag that is not known holds any JSON."""
        document = changed(("content",), {**said, "tag": "later.thing"}, revision)
        assert same(json.loads(dumps(loads(json.dumps(document)))), document)

    def test_deep_json_is_kept_as_deep_as_a_document_may_be(self):
        """An entry that fits into a record's document and not into its case's is not written there."""

        def nested(depth):
            return json.loads("[" * depth + "]" * depth)

        # $, its entries, the entry, its content: four that are open around it.
        record = loads(json.dumps(changed(("content", "a"), nested(46))))
        assert loads(dumps(record)) == record
        with pytest.raises(BadDocument, match="no more than 50 deep"):
            loads(json.dumps(changed(("content", "a"), nested(47))))
        with pytest.raises(BadDocument, match="no more than 50 deep"):
            dumps(Case.opened("f-1").join(record, **BY))


def test_the_demo_as_a_later_release_would_write_it():
    """Every tenth entry of a whole file is unknown, and the file goes out as it came in."""
    document = json.loads(dumps(demo.case())) | {"revision": 3}
    entries = [entry for record in document["records"] for entry in record["entries"]]
    for entry in entries[::10]:
        entry["content"]["tag"] += "_again"
    case = loads(json.dumps(document))
    assert same(json.loads(dumps(case)), document)
    unreadable = [one for record in case.records for one in record.entries if isinstance(one.content, Unreadable)]
    assert len(unreadable) == len(entries[::10])
