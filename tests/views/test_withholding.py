"""No view shows what a reading withholds, whichever entry it is, and each says how much was left out."""

import json
from datetime import date

import attrs
import pytest

from reflective import demo
from reflective.casework import Reading
from reflective.exchange import dumps
from reflective.practice import Audience, Plan, Record
from reflective.records import OPEN
from reflective.records.reader import Reader, RecordPart
from reflective.views import due_facts, due_page, plan_facts, plan_page, screen, supervision_facts

DAYS = (demo.HELD, date(2021, 10, 12))
CLOSED = sorted(set(Audience) - OPEN)


def _views(reading):
    """Everything that is shown of a reading, by the view and the plan."""
    shown = {
        "supervision_facts": json.dumps(supervision_facts(reading)),
        "screen": screen(reading),
        "due_facts": json.dumps(due_facts(reading)),
        "due_page": due_page(reading),
    }
    for plan in reading.of_kind(Plan):
        shown[f"plan_facts of {plan.id}"] = json.dumps(plan_facts(reading, plan.id))
        shown[f"plan_page of {plan.id}"] = plan_page(reading, plan.id)
    return shown


def _marked(case, audience):
    """The case with every entry of every log held back in turn: (what is held back, where it stands, case)."""
    for log in case.logs:
        for place, entry in enumerate(log.entries):
            held = _closed(entry, audience)
            entries = (*log.entries[:place], held, *log.entries[place + 1 :])
            yield entry, (log.id, place), _with(case, type(log)(id=log.id, entries=entries))


def _closed(entry, audience):
    return attrs.evolve(entry, audience=audience, owner="worker-1" if audience is Audience.PERSONAL else None)


def _with(case, log):
    if log.id == case.people.id:
        return attrs.evolve(case, people=log)
    if log.id == case.membership.id:
        return attrs.evolve(case, membership=log)
    return attrs.evolve(case, records=tuple(log if one.id == log.id else one for one in case.records))


def _texts(held):
    """Every text in a value, however deep."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, tuple):
        for one in held:
            yield from _texts(one)
    elif attrs.has(type(held)):
        for field in attrs.fields(type(held)):
            yield from _texts(getattr(held, field.name))


def _words(entry):
    """Texts of an entry that are long enough to be told apart from the words of the view."""
    return [text for text in _texts(entry.content) if len(text) > 12 and " " in text]


def _in(text, views):
    """The views that a text is in. A page breaks its lines, so its words are compared."""
    return {name for name, view in views.items() if json.dumps(text)[1:-1] in view or text in " ".join(view.split())}


def _alone(text, everywhere):
    """Whether no other entry of the case says the same."""
    return everywhere.count(json.dumps(text, ensure_ascii=False)[1:-1]) == 1


def _bound(case, day, audience):
    """How many entries of a case stand for an audience, with those that their item or their record binds to it."""
    members = [log for log in case.records if log.id in case.membership.members(day)]
    return sum(
        log.closed(place).audience is audience for log in (case.people, *members) for place, _ in log.standing(day)
    )


@pytest.mark.slow
@pytest.mark.parametrize("audience", CLOSED)
def test_whatever_is_held_back_is_in_no_view_and_is_counted(audience):
    """Hold back any one entry of the example: its words are gone from every view, and the count tells of it."""
    case = demo.case()
    before = case.read(as_of=demo.HELD).withheld[audience.value]
    everywhere, tried = dumps(case), 0
    for entry, (log, _place), held in _marked(case, audience):
        reading = held.read(as_of=demo.HELD)
        counted = reading.withheld[audience.value]
        assert counted >= before + (entry.audience is not audience)
        if log != case.membership.id:
            assert counted == _bound(held, demo.HELD, audience)
        texts = [text for text in _words(entry) if _alone(text, everywhere)]
        views = _views(reading) if texts else {}
        for text in texts:
            tried += 1
            assert not _in(text, views)
    assert tried > 150


@pytest.mark.parametrize("audience", CLOSED)
def test_a_record_whose_joining_is_held_back_is_in_no_view(audience):
    """Whoever may not know that a record is in the file reads nothing of it, and all of it is counted."""
    case = demo.case()
    everywhere, tried = dumps(case), 0
    for entry, (log, _), held in _marked(case, audience):
        if log != case.membership.id:
            continue
        reading = held.read(as_of=demo.HELD)
        record = case[entry.content.record]
        views = _views(reading)
        texts = [text for one in record.entries for text in _words(one) if _alone(text, everywhere)]
        assert not [text for text in texts if _in(text, views)]
        assert reading.withheld[audience.value] >= len(record.standing(demo.HELD))
        tried += len(texts)
    assert tried > 150


def test_a_view_of_the_cases_own_records_is_caught(monkeypatch):
    """The control: views made of the case's own records show an entry that is held back, and the law finds it."""
    case = demo.case()
    held = next(
        held for entry, _, held in _marked(case, Audience.RESTRICTED) if "update the impact chronology" in _words(entry)
    )
    assert not _in("update the impact chronology", _views(held.read(as_of=demo.HELD)))

    def whole(self, record, as_of, **_more):
        return RecordPart(record.as_of_reading(), read(self, record, as_of, **_more).withheld)

    read = Reader.read
    monkeypatch.setattr(Reader, "read", whole)
    shown = {"supervision_facts", "screen", "due_facts", "due_page", "plan_facts of plan-1", "plan_page of plan-1"}
    assert _in("update the impact chronology", _views(held.read(as_of=demo.HELD))) == shown
    with pytest.raises(AssertionError):
        test_whatever_is_held_back_is_in_no_view_and_is_counted(Audience.RESTRICTED)


def test_whoever_may_read_what_is_held_back_sees_it_in_every_view_of_it():
    """The control: with the restricted audience named, what is held back for it is shown."""
    case = demo.case()
    record = case["plan-1"]
    held = tuple(_closed(entry, Audience.RESTRICTED) for entry in record.entries)
    restricted = _with(case, type(record)(id=record.id, entries=held))
    assert not _in("update the impact chronology", _views(restricted.read(as_of=demo.HELD)))
    everything = restricted.read(as_of=demo.HELD, audiences=OPEN | {Audience.RESTRICTED})
    assert len(_in("update the impact chronology", _views(everything))) == 6


@pytest.mark.parametrize("day", DAYS)
def test_nothing_that_is_open_is_lost(day):
    """The entries that are left are those that were open, in their order and at their places."""
    case = demo.case()
    reading = case.read(as_of=day)
    for record in case.of_kind(Record, day):
        standing = [(place, entry) for place, entry in record.standing(day) if entry.audience in OPEN]
        assert list(reading[record.id].standing(day)) == standing
        assert reading.shown(record.id).entries == tuple(standing)
    assert sum(reading.withheld.values()) == 44


def test_every_view_of_a_case_takes_a_reading():
    """The law is of readings, so no view takes a case: one that did would be tried by nobody here."""
    for view in (supervision_facts, screen, due_facts, due_page, plan_facts, plan_page):
        (first, *_) = view.__annotations__.values()
        assert first is Reading
