"""A reading: a case for one reader on one day, with what it leaves out counted."""

import pickle
from datetime import date, timedelta

import pytest

from reflective.casework import Case
from reflective.errors import BadDocument, BadEntry, BadValue, UnknownId
from reflective.exchange import dumps
from reflective.practice import Action, Audience, Cycle, Journey, Plan, Stage
from reflective.practice.cycle import Feeling, Observation
from reflective.practice.people import PersonKind
from reflective.records import OPEN, Strike, Withheld

MON = date(2021, 9, 6)
TUE, WED, THU, FRI = (MON + timedelta(days=n) for n in range(1, 5))
LATER = MON + timedelta(days=30)
BY = {"on": MON, "recorded": MON, "by": "w-1"}
REFUGE = "12 Secret Road"


def _then(day, **more):
    return {"on": day, "recorded": day, "by": "w-1", **more}


def actions(rows):
    return [row.what for row in rows if row.rule == "case.action"]


@pytest.fixture
def plan():
    plan = Plan(id="plan-1").agree(
        Action(id="a", text="call", due="in 1 week", counted_from=MON, children=("c-1",)), **BY
    )
    hidden = Action(id="b", text=REFUGE, due="in 1 week", counted_from=MON, children=("c-1",))
    return plan.agree(hidden, **BY, audience=Audience.RESTRICTED)


@pytest.fixture
def case(plan):
    cycle = Cycle(id="cycle-1").enter(Stage.REFLECTION, **BY, about=("c-1",))
    cycle = cycle.add(Feeling(stage=Stage.REFLECTION, feeling="afraid", whose="w-1"), **BY, about=("c-1",))
    cycle = cycle.add(Feeling(stage=Stage.REFLECTION, feeling="angry", whose="w-2"), **BY, about=("c-1",))
    case = Case.opened("case-1")
    people = case.people.name("c-1", PersonKind.CHILD, "Annabelle", **BY).name("c-2", PersonKind.CHILD, **BY)
    return case.put(people).join(plan, **BY).join(cycle, **BY)


class TestWhatIsLeftOut:
    """An entry that is not for the reader is in no answer."""

    def test_a_case_answers_what_is_due_as_an_open_reading_does(self, case):
        """Whoever asks the plain question gets nothing private."""
        assert case.due(LATER) == case.read(as_of=LATER).due
        assert actions(case.due(LATER)) == ["call"]
        assert {row.withheld for row in case.due(LATER)} == {1}

    def test_events_and_due_rows_are_those_of_the_audiences_that_are_named(self, case):
        """They are given exactly: asked for restricted alone, the open ones are not in it."""
        restricted = case.read(as_of=LATER, audiences={Audience.RESTRICTED})
        assert actions(restricted.due) == [REFUGE]
        everything = case.read(as_of=LATER, audiences=OPEN | {Audience.RESTRICTED})
        assert actions(everything.due) == ["call", REFUGE]
        refs = {event.ref for event in case.events(LATER)}
        assert "plan-1/b" not in refs
        assert "plan-1/b" in {event.ref for event in everything.events}

    def test_an_audience_may_be_left_out_of_the_open_ones(self, case, plan):
        """A portal for the family shows what is shared with the family, and nothing more."""
        shared = case.put(plan.agree(Action(id="c", text="a picnic"), **BY, audience=Audience.FAMILY_SHARED))
        family = shared.read(as_of=LATER, audiences={Audience.FAMILY_SHARED})
        assert [entry.content.action.text for _, entry in family.shown("plan-1").entries] == ["a picnic"]
        assert family.withheld["child_file"] == 4

    def test_the_personal_file_is_one_workers(self, case):
        """Neither reads what the other felt."""
        with pytest.raises(BadValue, match="owner"):
            case.read(as_of=LATER, audiences={Audience.PERSONAL})
        mine = case.read(as_of=LATER, audiences={Audience.PERSONAL}, owner="w-1")
        assert [entry.content.feeling for _, entry in mine.shown("cycle-1").entries] == ["afraid"]
        assert mine.withheld["personal"] == 1

    def test_what_is_closed_to_a_person_is_left_out_for_them_whatever_its_audience(self, case, plan):
        """A father who works for the council reads no restricted entry about himself."""
        closed = case.put(plan.agree(Action(id="c", text="x"), **BY, withheld_from=("p-2",)))
        assert actions(closed.read(as_of=LATER).due) == ["call", "x"]
        assert actions(closed.read(as_of=LATER, reader="p-2").due) == ["call"]

    def test_the_counts_have_all_their_keys_always(self, case):
        """A count that is not there could be none or not counted."""
        assert dict(case.read(as_of=LATER).withheld) == {
            "child_file": 0,
            "family_shared": 0,
            "organisation": 0,
            "personal": 2,
            "restricted": 1,
            "about_nobody": 0,
            "erased": 0,
            "unreadable": 0,
        }

    def test_what_was_erased_is_counted(self, case, plan):
        """Somebody reads less than was written, and is told so."""
        erased = case.put(plan.erase(0, basis="an order of the court", on=TUE, by="dpo-1"))
        assert erased.read(as_of=LATER).withheld["erased"] == 1
        assert erased.read(as_of=TUE).withheld["erased"] == 1
        assert erased.read(as_of=MON).withheld["erased"] == 0
        assert actions(erased.read(as_of=LATER).due) == []

    def test_what_comes_later_is_not_in_it(self, case, plan):
        """A reading is of one day."""
        later = case.put(plan.begin("a", **_then(THU)))
        assert later.read(as_of=WED)["plan-1"].action("a").status == "agreed"
        assert later.read(as_of=THU)["plan-1"].action("a").status == "in_progress"

    def test_who_reads_a_day_is_checked(self, case):
        """A wrong argument is refused in words that show nothing of it."""
        for wrong in ({"audiences": "restricted"}, {"audiences": ["Mick"]}, {"owner": 3}, {"reader": ""}):
            with pytest.raises(BadValue) as refused:
                case.read(as_of=LATER, **wrong)
            assert "Mick" not in str(refused.value)


class TestTheRecordsOfAReading:
    """They answer as the case's own do, and take nothing."""

    def test_a_withheld_entry_leaves_its_place_and_nothing_else(self, case, plan):
        """Places are those of the case's own record, so that a finding can cite them."""
        record = case.read(as_of=LATER)["plan-1"]
        assert isinstance(record, Plan)
        assert record.entries[0] == plan.entries[0]
        assert record.entries[1].content == Withheld()
        assert REFUGE not in repr(vars(record.entries[1]))
        assert list(record.on().actions) == ["a"]

    def test_it_takes_no_entry(self, case):
        """An entry written on half a record would be judged by half of it."""
        record = case.read(as_of=LATER)["plan-1"]
        for write in (
            lambda: record.begin("a", **_then(FRI)),
            lambda: record.correct(0, reason="x", recorded=FRI, by="w-1"),
            lambda: record.erase(0, basis="x", on=FRI, by="w-1"),
            lambda: record.extend(case["plan-1"].begin("a", **_then(FRI)).since(2)),
            lambda: pickle.loads(pickle.dumps(record)).begin("a", **_then(FRI)),
        ):
            with pytest.raises(BadEntry) as refused:
                write()
            assert refused.value.code == "record.of_reading"

    def test_no_case_takes_it_and_no_document_carries_it(self, case):
        """A reading that was saved as a case would lose the entries that it lacks."""
        record = case.read(as_of=LATER)["plan-1"]
        with pytest.raises(BadEntry):
            case.put(record)
        with pytest.raises(BadEntry):
            Case.opened("other").join(record, **BY)
        with pytest.raises(BadDocument):
            dumps(record)

    def test_a_strike_takes_effect_and_only_its_reason_is_withheld(self, case, plan):
        """A struck action is due to nobody, whoever may read why."""
        struck = case.put(plan.correct(1, reason="Mick found out", recorded=TUE, by="m-1"))
        reading = struck.read(as_of=LATER)
        assert reading["plan-1"].entries[2].content == Strike(places=(1,), reason=None)
        assert reading["plan-1"].entries[2].by != "m-1"
        assert reading.withheld["restricted"] == 0

    def test_a_record_that_left_is_in_no_reading(self, case):
        """Its removal takes effect whoever may read the reason."""
        gone = case.leave("plan-1", "another family's", **_then(TUE, audience=Audience.RESTRICTED))
        reading = gone.read(as_of=LATER)
        assert reading.due == ()
        with pytest.raises(UnknownId):
            reading["plan-1"]
        assert reading.membership.entries[-1].content.because is None

    def test_a_record_whose_joining_is_withheld_is_counted_and_not_there(self, case):
        """Its place in the file is for some readers alone."""
        hidden = case.join(Journey(id="j-1").of("c-1", **BY), **BY, audience=Audience.RESTRICTED)
        reading = hidden.read(as_of=LATER)
        assert "j-1" not in {record.id for record in reading.records}
        assert reading.withheld["restricted"] == 3


class TestAChildsFile:
    """The entries about one child that were written for that file."""

    def test_a_childs_file_lists_its_people(self, case):
        """The child is asked about by name: whoever reads the file sees whom it is about, and no sibling."""
        file = case.for_child("c-1", LATER)
        assert [one.id for one in file.people.everybody(LATER)] == ["c-1"]
        assert [entry.about for _, entry in file.shown(file.people.id).entries] == [("c-1",)]

    def test_a_childs_file_has_what_is_about_the_child(self, case):
        """Entries about a sibling alone are neither in it nor counted."""
        file = case.for_child("c-1", LATER)
        assert {row.subject for row in file.due} == {"c-1"}
        assert file.withheld["personal"] == 2
        sibling = case.for_child("c-2", LATER)
        assert sum(sibling.withheld.values()) == 0
        assert actions(sibling.due) == []

    def test_what_is_about_nobody_yet_is_counted(self, case, plan):
        """Somebody has to decide whom it is about."""
        undecided = case.put(plan.agree(Action(id="c", text="x"), **BY))
        assert undecided.for_child("c-1", LATER).withheld["about_nobody"] == 1

    @pytest.mark.parametrize("wrong", ["chidl-1", "Annabelle Smith"])
    def test_a_mistyped_child_is_an_error_and_no_empty_file(self, case, wrong):
        """An empty file would read as a child with no history."""
        with pytest.raises(UnknownId) as refused:
            case.for_child(wrong, LATER)
        assert wrong not in str(refused.value)

    def test_a_person_whom_only_an_entry_names_has_a_file(self, case, plan):
        """A grandmother who was asked to help is nobody's slip of the pen."""
        case = case.put(plan.agree(Action(id="c", text="x", asked=("g-1",)), **BY))
        assert case.read(as_of=LATER, about="g-1").due == ()

    def test_control_an_entry_about_a_sibling_is_not_shown(self, case):
        """The control: without the person the same reading has more."""
        seen = Observation(stage=Stage.REFLECTION, what="x")
        case = case.put(case["cycle-1"].add(seen, **BY, about=("c-2",), audience=Audience.CHILD_FILE))
        everybody = case.read(as_of=LATER, audiences={Audience.CHILD_FILE}).shown("cycle-1").entries
        assert len(everybody) == len(case.for_child("c-1", LATER).shown("cycle-1").entries) + 1


class TestWhatWasKnown:
    """`known_at` of a case changes for two reasons only: an erasure and a closer audience."""

    def test_nothing_new_is_recorded_before_the_case_was_last_written(self, case, plan):
        """A record written on Friday, and another put in on Wednesday's date, would change what Thursday knew."""
        later = case.put(case["cycle-1"].pause(**_then(FRI)))
        with pytest.raises(BadEntry) as refused:
            later.put(plan.begin("a", **_then(WED)))
        assert refused.value.code == "case.recorded_back"
        assert later.put(plan.begin("a", on=WED, recorded=FRI, by="w-1"))

    def test_a_record_that_joins_is_known_from_the_day_it_joined(self, case):
        """Its older entries were somewhere else."""
        old = Journey(id="j-1").of("c-1", **BY)
        joined = case.join(old, **_then(FRI))
        assert joined.known_at(THU) == case
        assert joined.known_at(FRI)["j-1"] == old

    def test_a_wrong_day_in_one_log_is_freed_there_first(self, case, plan):
        """The day on which the case was last written is counted with the freed record in place."""
        locked = case.put(plan.begin("a", on=TUE, recorded=date(2999, 1, 1), by="w-1"))
        with pytest.raises(BadEntry):
            locked.put(case["cycle-1"].pause(**_then(FRI)))
        freed = locked.put(locked["plan-1"].correct(2, reason="a wrong clock", recorded=WED, by="w-1"))
        assert freed.put(case["cycle-1"].pause(**_then(FRI)))

    def test_an_erasure_is_put_back_and_a_tombstone_alone_is_not(self, case, plan):
        """Nothing is taken away but by law, with the name of whoever did."""
        erased = plan.erase(0, basis="an order of the court", on=TUE, by="dpo-1")
        assert case.put(erased)["plan-1"] == erased
        forged = Plan(id="plan-1", entries=erased.entries[:2])
        with pytest.raises(BadEntry) as refused:
            case.put(forged)
        assert refused.value.code == "record.lost_entry"

    def test_what_was_said_of_a_membership_can_be_erased_and_put_back(self, case):
        """Why a record left is narrative, and the law reaches it."""
        left = case.leave("plan-1", "his brother's file", **_then(TUE))
        place = len(left.membership.entries) - 1
        erased = left.put(left.membership.erase(place, basis="an order", on=WED, by="dpo-1"))
        assert erased.membership.entries[place].content.because is None
        assert erased.of_kind(Plan, LATER) == ()
        first = erased.put(erased.membership.erase(0, basis="an order", on=WED, by="dpo-1"))
        assert first["plan-1"] == left["plan-1"]

    def test_a_reason_of_a_correction_can_be_erased_and_put_back(self, case, plan):
        """A reason may name somebody."""
        struck = case.put(plan.correct(0, reason="Mick said so", recorded=TUE, by="w-1"))
        erased = struck["plan-1"].erase(2, basis="an order", on=WED, by="dpo-1")
        assert struck.put(erased)["plan-1"].entries[2].content.reason is None

    def test_a_record_that_left_can_join_again(self, case):
        """It was taken out in error."""
        back = case.leave("plan-1", "an error", **_then(TUE)).join(case["plan-1"], **_then(WED))
        assert back.of_kind(Plan, LATER) == case.of_kind(Plan, LATER)


class TestOneOfAKind:
    """A case has one journey of a child, and one relationship of two people at a time."""

    def test_a_second_journey_of_a_child_is_refused_and_listed_when_it_was_loaded(self, case):
        """Two histories of one child would each be half."""
        first, second = (Journey(id=name).of("c-1", **BY) for name in ("j-1", "j-2"))
        with_one = case.join(first, **BY)
        with pytest.raises(BadEntry) as refused:
            with_one.join(second, **BY)
        assert refused.value.code == "journey.second"
        both = case.join(Journey(id="j-2"), **BY).join(first, **BY)
        with pytest.raises(BadEntry):
            both.put(second)
        stored = Case(
            id=both.id, people=both.people, membership=both.membership, records=(*both.records[:2], second, first)
        )
        assert [(record, why.code) for record, _, why in stored.irregularities()] == [("j-1", "journey.second")]


def test_a_reading_says_whether_it_withholds_an_item_whose_id_is_known(case):
    """Whoever has the id of an action learns that it is there and closed, or that there is none of that id."""
    reading = case.read(as_of=LATER)
    assert [reading.withholds("plan-1", item) for item in ("a", "b", "c")] == [False, True, False]
    whole = case.read(as_of=LATER, audiences=OPEN | {Audience.RESTRICTED})
    assert [whole.withholds("plan-1", item) for item in ("a", "b", "c")] == [False, False, False]
    with pytest.raises(UnknownId):
        reading.withholds("plan-9", "a")
