"""Cases: one family's file, its membership a log like any other, and a child's file as a view of it."""

from datetime import date, timedelta

import attrs
import pytest

from reflective.casework import Case
from reflective.errors import BadEntry, BadValue, MoveNotAllowed, UnknownId
from reflective.exchange import dumps, loads
from reflective.practice import Action, Audience, Cycle, Journey, Observation, Plan, Record, Stage
from reflective.practice.people import PersonKind
from reflective.timescales import Deadline

MON = date(2021, 9, 6)
LATER = MON + timedelta(days=7)
BY = {"on": MON, "recorded": MON, "by": "w-1"}
THEN = {"on": LATER, "recorded": LATER, "by": "w-1"}


@pytest.fixture
def cycle():
    return Cycle(id="cycle-1").enter(Stage.EXPERIENCE, **BY, about=("c-1", "c-2"))


@pytest.fixture
def case(cycle):
    plan = Plan(id="plan-1").agree(Action(id="a", text="call", due=Deadline.on(LATER), children=("c-1",)), **BY)
    plan = plan.agree(Action(id="b", text="write", children=("c-1",)), **BY)
    return Case.opened("case-1").join(cycle, **BY).join(plan, **BY)


def test_a_record_is_part_of_the_file_from_the_day_it_joined_to_the_day_it_left(case):
    """A record that was put here in error leaves, and its entries stay written."""
    gone = case.leave("plan-1", "it was another family's", **THEN)
    assert gone.of_kind(Plan, MON) == case.of_kind(Plan, MON)
    assert gone.of_kind(Plan, LATER) == ()
    assert gone.due(LATER) == ()
    assert gone["plan-1"] == case["plan-1"]


def test_joining_twice_leaving_unjoined_and_two_of_one_id_are_refused(case, cycle):
    """An id is one record's, in one file at a time."""
    with pytest.raises(MoveNotAllowed, match="part of the file already"):
        case.join(cycle, **BY)
    with pytest.raises(UnknownId):
        case.leave("Mick", "x", **BY)
    with pytest.raises(BadEntry, match="one id"):
        Case(id="c", people=case.people, membership=case.membership, records=(cycle, cycle))
    with pytest.raises(BadEntry, match="named in its membership"):
        attrs.evolve(case, records=(*case.records, Journey(id="j-1")))


@pytest.mark.parametrize("bad", [None, 5, "", []])
def test_a_case_without_an_id_is_refused(bad):
    """However it is made: the id is text, as every record's is."""
    with pytest.raises(BadValue, match="id must be an id"):
        Case.opened(bad)


@pytest.mark.parametrize("bad", [{"people": None}, {"membership": 5}, {"records": None}, {"records": ("c-1",)}])
def test_a_case_of_what_are_no_records_is_refused(case, bad):
    """The refusal says what is accepted, and shows nothing of what was given."""
    with pytest.raises(BadEntry, match=r"a case's (people|records) must be a (People|tuple)"):
        attrs.evolve(case, **bad)


def test_a_later_version_of_a_record_keeps_every_entry(case, cycle):
    """Putting another version in its place cannot remove what was written."""
    more = cycle.enter(Stage.REFLECTION, **THEN)
    assert case.put(more)["cycle-1"] == more
    with pytest.raises(BadEntry, match="keeps every earlier entry"):
        case.put(more).put(cycle)
    other = Cycle(id="cycle-1").enter(Stage.ANALYSIS, **BY)
    with pytest.raises(BadEntry, match="keeps every earlier entry"):
        case.put(other)
    with pytest.raises(BadEntry, match="keeps its kind"):
        case.put(Journey(id="cycle-1"))
    erased = cycle.erase(0, basis="the law", on=MON, by="dpo-1")
    assert case.put(erased)["cycle-1"] == erased


def test_people_are_put_like_any_other_record(case):
    """The list of people is a log of the case."""
    named = case.people.name("c-1", PersonKind.CHILD, "Jamie", **BY)
    assert case.put(named).people == named


def test_a_record_that_is_not_there_is_not_named_back(case):
    """The error says which case was looked in."""
    with pytest.raises(UnknownId, match="case-1") as caught:
        case["Mick"]
    assert "Mick" not in str(caught.value)


def test_known_at_cuts_every_log_of_the_case(case, cycle):
    """A record that joined later is not there, and one that grew later is as it was."""
    later = case.put(cycle.enter(Stage.REFLECTION, **THEN)).join(Journey(id="j-1").of("c-1", **THEN), **THEN)
    known = later.known_at(MON)
    assert known == case
    assert later.known_at(LATER) == later
    assert later.known_at(LATER).known_at(MON) == known


def test_what_is_due_is_sorted_by_person_rule_trigger_and_ref(case):
    """Across all of the records of the file; a page sorts for itself."""
    assert [(row.subject, row.rule, row.ref) for row in case.due(LATER)] == [
        ("c-1", "case.action", "plan-1/a"),
        ("c-1", "case.action", "plan-1/b"),
        ("c-1", "case.review", "plan-1"),
    ]


def test_events_come_in_the_order_of_the_days_with_where_they_came_from(case):
    """For rules to read, whichever record told them."""
    events = case.events(LATER)
    assert [event.on for event in events] == sorted(event.on for event in events)
    assert all(event.origin is not None and event.origin[0] == "plan-1" for event in events)
    assert case.events(MON - timedelta(days=1)) == ()


def test_a_childs_file_is_what_is_about_them_and_open_with_the_places_it_has(case, cycle):
    """Personal entries and those about nobody yet are withheld and counted; a sibling's are neither."""
    for about, audience in (
        (("c-1",), Audience.CHILD_FILE),
        (("c-2",), Audience.CHILD_FILE),
        (("c-1",), Audience.PERSONAL),
        (("c-1",), Audience.RESTRICTED),
        ((), Audience.CHILD_FILE),
    ):
        content = Observation(stage=Stage.EXPERIENCE, what="seen")
        cycle = cycle.add(content, **BY, about=about, audience=audience)
    file = case.put(cycle).for_child("c-1", MON)
    shown = file.shown("cycle-1")
    assert [place for place, _ in shown.entries] == [0, 1]
    assert shown.withheld == 3
    assert {name: many for name, many in file.withheld.items() if many} == {
        "personal": 1,
        "restricted": 1,
        "about_nobody": 1,
    }
    assert [place for place, _ in case.put(cycle).known_at(MON).for_child("c-1", MON).shown("cycle-1").entries] == [
        0,
        1,
    ]


def test_the_last_day_that_anything_was_written_down(case, cycle):
    """As of a day, and None before anything was."""
    later = case.put(cycle.enter(Stage.REFLECTION, on=MON, recorded=LATER, by="w-1"))
    assert later.read(as_of=LATER).last_recorded == LATER
    assert later.read(as_of=MON).last_recorded == MON
    assert later.read(as_of=MON - timedelta(days=1)).last_recorded is None


def test_a_case_shows_no_more_than_its_id(case):
    """The repr of a case counts its records and names nobody."""
    assert repr(case) == "<Case 'case-1': 2 records>"
    assert len(case.of_kind(Record, MON)) == 2


def test_a_next_cycle_meets_the_day_to_look_again(cycle):
    """Whoever goes on from it has looked again, and nobody has to say so twice."""
    closed = cycle.enter(Stage.REFLECTION, **BY).enter(Stage.ANALYSIS, **BY).enter(Stage.ACTION, **BY)
    closed = closed.close(none_needed="we wait", look_again=Deadline.on(LATER), **BY)
    file = Case.opened("case-1").join(closed, **BY)
    (row, *_) = file.due(LATER)
    assert (row.rule, row.status, row.open) == ("case.look_again", "due_soon", True)
    following = closed.continued("cycle-2", (), on=LATER, recorded=LATER, by="w-1")
    (row, *_) = file.join(following, **THEN).due(LATER)
    assert (row.status, row.met, row.open) == ("met", LATER, False)


def test_a_case_was_last_written_on_the_day_of_its_last_entry(case):
    """The last entry of any log, and not the first."""
    assert Case.opened("case-2").last_written is None
    assert case.last_written == MON
    assert case.put(case["plan-1"].begin("a", **THEN)).last_written == LATER


def test_a_later_version_of_a_record_is_not_a_second_one():
    """The id of a journey that was loaded is the id of the one in the case, and the child has one journey."""
    journey = Journey(id="j-1").of("c-1", **BY)
    case = Case.opened("case-1").join(journey, **BY)
    loaded = loads(dumps(journey))
    assert case.put(loaded)["j-1"] == journey
    with pytest.raises(BadEntry) as refused:
        case.join(Journey(id="j-2").of("c-1", **BY), **BY)
    assert refused.value.code == "journey.second"
