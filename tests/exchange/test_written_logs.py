"""Logs as they are written: erased, freed, tightened, confirmed and disputed, each comes back equal or is a fault."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reflective.casework import Case
from reflective.errors import BadDocument, ReflectiveError
from reflective.exchange import dumps, entry_to_data, loads, schema
from reflective.practice import Action, Cycle, Observation, Plan, Record, Source, Stage
from reflective.practice.cycle import Feeling
from reflective.records import Audience, Entry, Erased, Erasure, Strike
from reflective.testing.strategies import records
from reflective.timescales import Deadline, WorkingCalendar

DAY, LATER, WRONG = date(2021, 9, 6), date(2021, 9, 20), date(2099, 1, 1)
BY: Any = {"on": DAY, "recorded": DAY, "by": "w-1", "about": ("c-1",)}
OWNER = "a personal entry has an owner, whose file it is on, and no other entry has one"
SHAPE = "must be a day alone, words with the day they are counted from and the day they come to, or words alone"
COUNTED = "must be given with counted_from where it says how it was counted"
VALIDATOR = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def seen(what: str = "shouting", **given: Any) -> Observation:
    return Observation(stage=Stage.EXPERIENCE, what=what, **given)


def cycle() -> Cycle:
    """A cycle with an entry of each audience that matters here, and a tool's draft."""
    record = Cycle(id="c-1").enter(Stage.EXPERIENCE, **BY).add(seen(), **BY, at="09:30", typed_by="clerk-1")
    record = record.enter(Stage.REFLECTION, **BY)
    record = record.add(Feeling(stage=Stage.REFLECTION, feeling="uneasy", whose="w-2"), **BY, owner="w-2")
    return record.add(
        seen("a draft"), **BY, drafted_by="tool-1", withheld_from=("p-1",), source=Source(document="note")
    )


CHANGES: dict[str, Callable[[Any, int, date], Any]] = {
    "erase": lambda record, place, day: record.erase(place, basis="the law", on=day, by="m-1"),
    "correct": lambda record, place, day: record.correct(place, reason="wrong", recorded=day, by="w-1"),
    "disagree": lambda record, place, day: record.disagree(place, "c-1", "no", on=day, recorded=day, by="w-1"),
    "draft": lambda record, place, day: record.add(
        record.entries[place].content, on=day, recorded=day, by="w-1", drafted_by="tool-1"
    ),
    "confirm": lambda record, place, day: record.confirm(place, on=day, recorded=day, by="w-1"),
    "free": lambda record, place, day: record.add(
        record.entries[place].content, on=day, recorded=day + timedelta(days=400), by="w-1"
    ).correct(len(record.entries), reason="a wrong clock", recorded=day, by="w-1"),
}


def to_data(record: Any) -> Any:
    return json.loads(dumps(record))


def faults(document: Any) -> list[str]:
    """The faults of a document that must have some."""
    with pytest.raises(BadDocument) as refused:
        loads(json.dumps(document))
    return [str(one) for one in refused.value.faults]


def kept(record: Record[Any], write: Callable[[Any], str] = dumps) -> bool:
    """Whether a record comes back equal, has one text, and its document is valid."""
    text = write(record)
    return loads(text) == record and dumps(loads(text)) == text and VALIDATOR.is_valid(json.loads(text))


class TestTheEnvelope:
    """Every key of an entry is kept, in one order, and the owner goes with the audience."""

    def test_the_keys_stand_in_one_order(self):
        """A reader of the file finds the days first, then the people, and the content last."""
        entry = cycle().add(
            Feeling(stage=Stage.REFLECTION, feeling="uneasy", whose="w-2"),
            **BY,
            at="23:59",
            typed_by="clerk-1",
            withheld_from=("p-1",),
            source=Source(document="note"),
            drafted_by="tool-1",
        )
        assert list(to_data(entry)["entries"][-1]) == [
            "on",
            "at",
            "recorded",
            "by",
            "typed_by",
            "owner",
            "about",
            "audience",
            "withheld_from",
            "source",
            "drafted_by",
            "content",
        ]

    def test_an_owner_is_written_for_a_personal_entry_alone(self):
        """The worker whose feeling it is owns it; nobody owns what is on a child's file."""
        entries = to_data(cycle())["entries"]
        assert [entry.get("owner") for entry in entries] == [None, None, None, "w-2", None]
        assert ["owner" in entry for entry in entries] == [False, False, False, True, False]

    @pytest.mark.parametrize(
        ("place", "change"),
        [
            (3, {"owner": None}),
            (3, {"audience": "child_file"}),
            (1, {"owner": "w-1"}),
            (1, {"audience": "personal"}),
        ],
    )
    def test_an_owner_without_a_personal_entry_or_the_other_way_round_is_a_fault(self, place, change):
        """A personal entry that is nobody's would be on no worker's file, and so lost to the worker it is about."""
        document = to_data(cycle())
        document["entries"][place] |= change
        assert faults(document) == [f"$.entries[{place}]: {OWNER}"]
        assert not VALIDATOR.is_valid(document)
        document["entries"][place] |= {"recorded": "1999-01-01"}
        # It is found beside whatever else is wrong with the entry.
        assert f"$.entries[{place}]: {OWNER}" in faults(document)
        document["entries"][place]["content"] |= {"stage": "daydream"}
        assert f"$.entries[{place}]: {OWNER}" in faults(document)

    @pytest.mark.parametrize("key", ["about", "audience"])
    def test_a_document_says_for_whom_an_entry_is_and_whom_it_is_about(self, key):
        """Both are worked out when an entry is written and never again, so a document that lacks one is refused."""
        document = to_data(cycle())
        del document["entries"][1][key]
        assert faults(document) == [f"$.entries[1]: lacks the key '{key}'"]
        assert not VALIDATOR.is_valid(document)

    @pytest.mark.parametrize("at", ["9:30", "24:00", "09:30:00", "09.30", "", 930, "09:60", "\u0661\u0660:30"])
    def test_a_time_is_written_one_way(self, at):
        """HH:MM, from 00:00 to 23:59, so that a time means one thing to every reader."""
        document = to_data(cycle())
        document["entries"][1]["at"] = at
        assert faults(document) == ["$.entries[1].at: must be a time of day written HH:MM, from 00:00 to 23:59"]
        assert not VALIDATOR.is_valid(document)

    def test_control_a_writer_that_drops_a_key_is_caught(self):
        """Each key that may be left out is missed by `kept` where a writer leaves it out."""
        for key in ("at", "typed_by", "withheld_from", "drafted_by"):

            def lossy(record: Any, key: str = key) -> str:
                document = to_data(record)
                for entry in document["entries"]:
                    entry.pop(key, None)
                return json.dumps(document, separators=(",", ":"))

            assert kept(cycle())
            assert not kept(cycle(), lossy)


class TestErasedAndFreed:
    """A log that the law took from, or that a strike freed of a wrong clock, comes back as it is."""

    def test_an_erasure_and_its_tombstone_are_kept(self):
        """The place, the days and the writer stay, and so does who erased it and on what basis."""
        record = cycle().erase(1, basis="a court's order", on=LATER, by="m-1")
        assert kept(record)
        data = to_data(record)["entries"]
        assert data[1]["content"] == {"tag": "log.erased"}
        assert data[-1]["content"] == {"tag": "log.erasure", "place": 1, "basis": "a court's order"}

    def test_an_erasure_that_was_erased_keeps_its_place(self):
        """Its basis may say too much; without its place nobody would know what was erased."""
        record = cycle().erase(1, basis="about a third person", on=LATER, by="m-1")
        record = record.erase(5, basis="a court's order", on=LATER, by="m-1")
        assert kept(record)
        assert to_data(record)["entries"][5]["content"] == {"tag": "log.erasure", "place": 1, "basis": None}

    def test_a_strike_that_was_erased_keeps_its_places(self):
        """Without them the log could not be read."""
        record = cycle().correct(1, reason="about the wrong child", recorded=LATER, by="w-1")
        record = record.erase(5, basis="a court's order", on=LATER, by="m-1")
        assert kept(record)
        assert to_data(record)["entries"][5]["content"] == {"tag": "log.strike", "places": [1], "reason": None}

    @pytest.mark.parametrize(
        ("place", "fault"),
        [
            (0, "an erasure names a place whose content is gone"),
            (5, "an erasure names a place that stands before it"),
            (-1, "an erasure names a place that stands before it"),
        ],
    )
    def test_an_erasure_of_what_is_still_there_is_a_fault(self, place, fault):
        """A document that says an entry is erased and still has it would tell what the law took away."""
        document = to_data(cycle().erase(1, basis="a court's order", on=LATER, by="m-1"))
        document["entries"][5]["content"]["place"] = place
        assert faults(document) == [f"$.entries[5]: {fault}"]

    def test_what_was_erased_in_a_later_release_is_kept(self):
        """Whether the content of an entry that cannot be read is gone, only its own release can tell."""
        document = to_data(cycle().erase(1, basis="a court's order", on=LATER, by="m-1")) | {"revision": 2}
        document["entries"][1]["colour"] = "grey"
        assert to_data(loads(json.dumps(document))) == document

    def test_a_freed_log_is_kept(self):
        """A wrong clock wrote 2099: the strike is recorded before the entry that it strikes, and the log goes on."""
        record = cycle().add(seen("later"), **BY | {"recorded": WRONG})
        freed = record.correct(5, reason="the clock was wrong", recorded=LATER, by="w-1")
        freed = freed.add(seen("next"), **BY | {"recorded": LATER})
        assert kept(freed)
        document = to_data(freed)
        document["entries"][6]["content"]["places"] = [1]
        assert faults(document)[0] == "$.entries[6]: recorded may not be earlier than in an entry before it"

    def test_a_tightened_item_is_written_as_it_was(self):
        """A document has each entry as it was written: how close it is now follows from the entries after it."""
        record = cycle().correct(
            1, reason="for named staff", recorded=LATER, by="w-1",
            instead=[attrs.evolve(cycle().entries[1], audience=Audience.RESTRICTED)],
        )  # fmt: skip
        assert kept(record)
        assert to_data(record)["entries"][1]["audience"] == "child_file"
        assert loads(dumps(record), Cycle).closed(1).audience is Audience.RESTRICTED

    def test_a_confirmed_draft_and_a_disagreement_are_kept(self):
        """Who confirmed a tool's draft, and a person's own words beside what was written about them."""
        record = cycle().confirm(4, on=LATER, recorded=LATER, by="w-1")
        record = record.disagree(1, "c-1", "I did not shout", on=LATER, recorded=LATER, by="w-1")
        assert kept(record)
        assert [one["content"] for one in to_data(record)["entries"][5:]] == [
            {"tag": "log.confirmed", "places": [4]},
            {"tag": "log.disagreed", "place": 1, "person": "c-1", "words": "I did not shout"},
        ]
        document = to_data(record)
        del document["entries"][4]["drafted_by"]
        assert faults(document) == ["$.entries[5]: a confirmation names entries that a tool drafted"]

    @given(
        records(least=1), st.lists(st.tuples(st.sampled_from([*CHANGES]), st.integers(0, 99)), min_size=1, max_size=4)
    )
    @settings(max_examples=2 * settings.default.max_examples)
    def test_any_log_is_kept(self, record, changes):
        """Any record after erasures, corrections, confirmations, disagreements and a wrong clock."""
        for name, number in changes:
            if record.entries:
                with suppress(ReflectiveError):
                    record = CHANGES[name](record, number % len(record.entries), record.entries[-1].recorded)
        assert kept(record)


class TestWhatAReadingHas:
    """No document carries what a reading left out."""

    @staticmethod
    def reading(**given: Any) -> Any:
        case = Case.opened("f-1").join(cycle(), **BY)
        return case.read(as_of=LATER, **given)

    def test_a_record_of_a_reading_is_refused_with_a_path(self):
        """Written, it would be taken for the whole record, and the entries that are left out would be lost."""
        with pytest.raises(BadDocument) as refused:
            dumps(self.reading()["c-1"])
        assert [str(one) for one in refused.value.faults] == [
            "$: must be a record of a case itself: a record of a reading may lack entries",
            "$.entries[3]: must be an entry as it was written: a reading withholds this one",
        ]
        with pytest.raises(BadDocument, match=r"\$: must be an entry as it was written"):
            entry_to_data(self.reading()["c-1"].entries[3])

    def test_it_is_refused_where_only_a_reason_is_withheld(self):
        """A removal takes effect in every reading, without its reason: written, it would lack the reason for ever."""
        case = Case.opened("f-1").join(cycle(), **BY)
        case = case.leave("c-1", "opened on the wrong family", **BY, audience=Audience.RESTRICTED)
        assert len(case.read(as_of=LATER).membership.entries) == 2
        with pytest.raises(BadDocument) as refused:
            dumps(case.read(as_of=LATER).membership)
        assert [str(one) for one in refused.value.faults] == [
            "$: must be a record of a case itself: a record of a reading may lack entries"
        ]

    def test_a_case_with_a_record_of_a_reading_is_refused(self):
        """Its path is that of the record."""
        case = Case.opened("f-1").join(cycle(), **BY)
        mixed = attrs.evolve(case, records=(self.reading()["c-1"],))
        with pytest.raises(BadDocument) as refused:
            dumps(mixed)
        assert refused.value.faults[0].path == "$.records[0]"

    def test_no_document_says_withheld(self):
        """The tag of what stands in a reading is none that a document may have."""
        document = to_data(cycle())
        document["entries"][1]["content"] = {"tag": "log.withheld"}
        assert faults(document)[0].startswith("$.entries[1].content.tag: must be a tag")


class TestDeadlines:
    """A deadline has one of three shapes; its day is read and never counted again."""

    CALENDAR = WorkingCalendar.england_and_wales()
    SHAPES = (
        (Deadline.on(LATER), ["day"]),
        (Deadline.after("in 5 weeks", DAY), ["day", "words", "counted_from"]),
        (Deadline.after("in 5 weeks", DAY, anchor="the visit"), ["day", "words", "counted_from", "anchor"]),
        (
            Deadline.after("within 20 working days", date(2021, 12, 20), calendar=CALENDAR),
            ["day", "words", "counted_from", "calendar", "calendar_version", "holidays"],
        ),
        (Deadline.said("before half term"), ["words"]),
        (Deadline.said("in 5 weeks"), ["words"]),
    )

    @staticmethod
    def plan(due: Deadline) -> Plan:
        return Plan(id="p-1").start("supervision", **BY).propose(Action(id="a-1", text="Visit", due=due), **BY)

    @pytest.mark.parametrize(("due", "keys"), SHAPES)
    def test_each_shape_is_kept(self, due, keys):
        """Told apart by its keys, with nothing that it does not need."""
        record = self.plan(due)
        assert kept(record)
        assert list(to_data(record)["entries"][1]["content"]["action"]["due"]) == keys

    def test_a_day_is_not_counted_again(self):
        """A calendar that changed, or words that are read otherwise one day, move no deadline that was agreed."""
        document = to_data(self.plan(Deadline.after("in 5 weeks", DAY)))
        document["entries"][1]["content"]["action"]["due"]["day"] = "2021-10-12"
        (_, entry) = loads(json.dumps(document), Plan).entries
        assert entry.content.action.due.day == date(2021, 10, 12)

    @pytest.mark.parametrize(
        ("due", "fault"),
        [
            ({}, SHAPE),
            ({"day": "2021-09-20", "counted_from": "2021-09-06"}, SHAPE),
            ({"words": "in 5 weeks", "counted_from": "2021-09-06"}, SHAPE),
            ({"words": "in 5 weeks", "day": "2021-09-06"}, SHAPE),
            ({"day": "2021-09-20", "anchor": "the visit"}, COUNTED),
            ({"words": "before half term", "holidays": ["2021-12-27"]}, COUNTED),
        ],
    )
    def test_any_other_shape_is_a_fault(self, due, fault):
        """Nobody could say what was agreed from a day without its words, or words without their day."""
        document = to_data(self.plan(Deadline.on(LATER)))
        document["entries"][1]["content"]["action"]["due"] = due
        assert faults(document) == [f"$.entries[1].content.action.due: {fault}"]
        assert not VALIDATOR.is_valid(document)


def test_the_tags_of_a_log_stand_for_their_classes():
    """The control of the tests above: what they look for is what the log writes."""
    entries: list[Entry[Any]] = [*cycle().erase(1, basis="the law", on=LATER, by="m-1").entries]
    assert [type(entries[place].content) for place in (1, 5)] == [Erased, Erasure]
    struck = cycle().correct(1, reason="x", recorded=LATER, by="w-1")
    assert type(struck.entries[5].content) is Strike
