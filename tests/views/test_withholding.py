"""No view shows what is personal or restricted, whichever record it is in, and each says how much it left out."""

import json
from datetime import date

import attrs
import pytest
from reflective.views.withholding import open_case

from reflective import demo
from reflective.casework import Case
from reflective.exchange import dumps
from reflective.practice import Audience, Record
from reflective.records import OPEN
from reflective.views.due import due_facts, due_page
from reflective.views.facts import supervision_facts
from reflective.views.screen import screen

DAYS = (demo.HELD, date(2021, 10, 12))


def _views(case, day):
    """Everything that is shown of a case on a day."""
    return [
        json.dumps(supervision_facts(case, day)),
        screen(case, day),
        json.dumps(due_facts(case, day)),
        due_page(case, day),
    ]


def _marked(case, audience):
    """The case with every entry of every record held back in turn: (what is held back, case)."""
    for record in case.records:
        for place, entry in enumerate(record.entries):
            held = attrs.evolve(entry, audience=audience)
            entries = (*record.entries[:place], held, *record.entries[place + 1 :])
            yield entry, case.put(record) if entry == held else _with(case, type(record)(id=record.id, entries=entries))


def _with(case, record):
    records = tuple(record if one.id == record.id else one for one in case.records)
    return Case(id=case.id, people=case.people, membership=case.membership, records=records)


def _words(entry):
    """Texts of an entry that are long enough to be told apart from the words of the view."""
    texts = [value for value in vars(entry.content).values() if isinstance(value, str)]
    return [text for text in texts if len(text) > 12 and " " in text]


@pytest.mark.parametrize("audience", sorted(set(Audience) - OPEN))
def test_whatever_is_held_back_is_in_no_view_and_is_counted(audience):
    """Hold back any one entry of the example, and its words are gone from every view, and the count is one more."""
    case = demo.case()
    before = open_case(case, demo.HELD)[1][audience.value]
    everywhere, told = dumps(case), 0
    for entry, held in _marked(case, audience):
        counted = open_case(held, demo.HELD)[1][audience.value]
        assert counted == before + (entry.audience is not audience)
        for text in _words(entry):
            if everywhere.count(json.dumps(text, ensure_ascii=False)[1:-1]) == 1:
                told += 1
                assert not any(json.dumps(text)[1:-1] in view or text in view for view in _views(held, demo.HELD))
    assert told > 100


def test_a_view_that_forgets_to_withhold_is_caught():
    """The control: what is due, asked of the case itself, shows an action that is restricted."""
    case = demo.case()
    record = case["plan-1"]
    held = [attrs.evolve(entry, audience=Audience.RESTRICTED) for entry in record.entries]
    restricted = _with(case, type(record)(id=record.id, entries=tuple(held)))
    assert any("impact chronology" in item.what for item in restricted.due(demo.HELD))
    assert not any("impact chronology" in view for view in _views(restricted, demo.HELD))


@pytest.mark.parametrize("day", DAYS)
def test_nothing_that_is_open_is_lost(day):
    """What is left is what was open, in its order."""
    case = demo.case()
    left, withheld = open_case(case, day)
    for record in case.of_kind(Record, day):
        standing = sorted(place for place, entry in record.standing(day) if entry.audience in OPEN)
        assert left[record.id].entries == tuple(record.entries[place] for place in standing)
    assert sum(withheld.values()) == 19
