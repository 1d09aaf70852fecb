"""The envelope of an entry: whose word it is, who typed it, whose file it is on, whom it is about, who may read it."""

from datetime import date, timedelta

import attrs
import pytest

from reflective.errors import BadEntry, BadValue
from reflective.practice import Action, Audience, Cycle, Entry, Hypothesis, Observation, Plan, Stage
from reflective.practice.cycle import Feeling, Paused
from reflective.practice.plan import Agreed, Result
from reflective.records import Confirmed, Erased, Erasure, Strike, Withheld

MON = date(2021, 9, 6)
TUE, WED, THU, FRI = (MON + timedelta(days=n) for n in range(1, 5))
BY = {"on": MON, "recorded": MON, "by": "w-1"}


def _then(day, **more):
    return {"on": day, "recorded": day, "by": "w-1", **more}


@pytest.fixture
def cycle():
    return Cycle(id="c-1").enter(Stage.REFLECTION, **BY)


@pytest.fixture
def hidden():
    """A plan with one restricted action, for two children."""
    action = Action(id="a-1", text="the address of the refuge", children=("c-1", "c-2"))
    return Plan(id="p-1").agree(action, **BY, audience=Audience.RESTRICTED, withheld_from=("p-2",))


class TestWhoseItIs:
    """The word of one person may be typed by another, and a personal entry is on one worker's file."""

    def test_a_personal_entry_is_on_the_file_of_the_worker_whose_feeling_it_is(self, cycle):
        """A manager who writes down what the worker felt does not take it onto her own file."""
        felt = Feeling(stage=Stage.REFLECTION, feeling="afraid", whose="w-2")
        assert cycle.add(felt, **BY | {"by": "m-1"}).entries[-1].owner == "w-2"

    def test_a_personal_entry_of_no_named_worker_is_its_writers(self, cycle):
        """Whoever's word it is, and not the administrator who typed it."""
        entry = cycle.add(Paused(), **BY, typed_by="admin-1", audience=Audience.PERSONAL).entries[-1]
        assert (entry.by, entry.typed_by, entry.owner) == ("w-1", "admin-1", "w-1")

    def test_an_owner_who_is_given_is_kept(self, cycle):
        """The host may know better."""
        assert cycle.add(Paused(), **BY, audience=Audience.PERSONAL, owner="w-9").entries[-1].owner == "w-9"

    @pytest.mark.parametrize("given", [{"audience": Audience.PERSONAL}, {"owner": "w-1"}])
    def test_only_a_personal_entry_has_an_owner_and_it_always_has(self, given):
        """Half of the two would leave a private entry on nobody's file, or name an owner of what everybody reads."""
        with pytest.raises(BadEntry, match="has an owner"):
            Entry(content=Paused(), on=MON, recorded=MON, by="w-1", **given)

    @pytest.mark.parametrize("time", ["22.40", "9:05", "24:00", "12:60", "22:40:00", "", 22])
    def test_a_time_is_of_hours_and_minutes(self, cycle, time):
        """It is stored for ever, so it has one form."""
        with pytest.raises(BadValue, match="HH:MM"):
            cycle.pause(**BY, at=time)

    def test_a_time_orders_nothing(self):
        """Two entries of one day stand in the order in which they were written."""
        seen = Observation(stage=Stage.EXPERIENCE, what="seen")
        late = Cycle(id="c-1").enter(Stage.EXPERIENCE, **BY, at="22:40").add(seen, **BY, at="07:10")
        assert [place for place, _ in late.standing(MON)] == [0, 1]

    def test_a_day_after_the_hosts_last_possible_day_is_refused(self, cycle):
        """A server with a wrong clock is noticed before it locks the record."""
        with pytest.raises(BadEntry, match="2021-09-10") as refused:
            cycle.pause(on=MON, recorded=date(2999, 1, 1), by="w-1", not_after=FRI)
        assert refused.value.code == "entry.recorded_ahead"
        assert cycle.pause(**_then(FRI), not_after=FRI)


class TestWhomItIsAbout:
    """Whom an entry is about is worked out when it is written, and stored."""

    def test_an_action_is_about_its_children(self):
        """Nobody has to say it twice."""
        plan = Plan(id="p-1").agree(Action(id="a-1", text="call", children=("c-1", "c-2"), asked=("p-1",)), **BY)
        assert plan.entries[0].about == ("c-1", "c-2")

    def test_an_entry_on_an_action_is_about_whom_the_action_is(self):
        """Otherwise its end would be on no child's file."""
        plan = Plan(id="p-1").agree(Action(id="a-1", text="call", children=("c-1",)), **BY).begin("a-1", **BY)
        assert plan.accept("a-1", "w-2", **BY).entries[-1].about == ("c-1",)
        assert plan.entries[-1].about == ("c-1",)

    def test_what_is_said_of_a_hypothesis_is_about_whom_the_hypothesis_is(self):
        """The evidence would be missing from the file beside the view."""
        view = Hypothesis(id="h-1").float("hostile", of=("p-2",), for_children=(("c-1", "less seen"),), **BY)
        assert view.entries[0].about == ("p-2", "c-1")
        assert view.evidence_for("a slammed door", told_by="w-1", **BY).entries[-1].about == ("p-2", "c-1")

    def test_what_is_given_is_kept_and_nobody_is_somebody_to_give(self):
        """An empty tuple says that it is undecided."""
        action = Action(id="a-1", text="call", children=("c-1",))
        assert Plan(id="p-1").agree(action, **BY, about=("c-9",)).entries[0].about == ("c-9",)
        assert Plan(id="p-1").agree(action, **BY, about=()).entries[0].about == ()

    def test_an_entry_that_marks_nobody_is_undecided(self, cycle):
        """It is counted as such and not guessed."""
        assert cycle.pause(**BY).entries[-1].about == ()


class TestForWhomItIs:
    """The audience of an item binds what is written on it, before and after."""

    def test_what_is_written_on_a_restricted_action_is_restricted(self, hidden):
        """Its end names the address as surely as its text does."""
        done = hidden.report_done("a-1", "moved to the refuge", **BY).close_action(
            "a-1", Result.EFFECTIVE, "safe at 12 Secret Road", **BY
        )
        done = done.accept("a-1", "w-2", **BY)
        assert {entry.audience for entry in done.entries} == {Audience.RESTRICTED}
        assert {entry.withheld_from for entry in done.entries} == {("p-2",)}

    def test_somebody_may_say_otherwise(self, hidden):
        """A person decides that one thing about it may be read."""
        assert hidden.begin("a-1", **BY, audience=Audience.CHILD_FILE).entries[-1].audience is Audience.CHILD_FILE

    def test_what_is_written_on_another_action_is_not_bound(self, hidden):
        """It is the item that is private and not the plan."""
        other = hidden.agree(Action(id="a-2", text="call"), **BY).begin("a-2", **BY)
        assert other.entries[-1].audience is Audience.CHILD_FILE

    def test_a_personal_hypothesis_binds_what_is_said_of_it(self):
        """A worker's view of herself stays hers when she thinks it through."""
        view = Hypothesis(id="h-1").float("I keep away from him", **BY, audience=Audience.PERSONAL)
        wider = view.widen("and that shapes the work", "thought through", **BY | {"by": "m-1"})
        assert [(entry.audience, entry.owner) for entry in wider.entries] == [(Audience.PERSONAL, "w-1")] * 2

    def test_an_action_that_is_tightened_binds_what_was_written_before(self):
        """An address that was typed openly is as private on earlier days as it is now."""
        plan = Plan(id="p-1").agree(Action(id="a-1", text="the refuge"), **BY).begin("a-1", **_then(TUE))
        tight = attrs.evolve(plan.entries[0], audience=Audience.RESTRICTED)
        tightened = plan.correct(0, reason="the address", recorded=THU, by="m-1", instead=[tight])
        assert tightened.entries[2].audience is Audience.RESTRICTED
        assert [tightened.closed(place).audience for place in range(4)] == [Audience.RESTRICTED] * 4
        assert {entry.audience for entry in tightened.known_at(TUE).entries} == {Audience.RESTRICTED}
        assert plan.known_at(TUE).entries[0].audience is Audience.CHILD_FILE

    def test_a_first_entry_is_bound_when_its_action_is_agreed_more_privately(self):
        """A draft that was open, at the very beginning of the log, is as private as the action that came of it."""
        refuge = Action(id="a-1", text="the refuge")
        plan = Plan(id="p-1").propose(refuge, **BY).agree(refuge, **BY, audience=Audience.RESTRICTED)
        assert [plan.closed(place).audience for place in (0, 1)] == [Audience.RESTRICTED] * 2

    def test_tightening_twice_reaches_the_first_version(self):
        """A correction of a correction binds all that either struck."""
        cycle = Cycle(id="c-1").enter(Stage.EXPERIENCE, **BY)
        seen = Observation(stage=Stage.EXPERIENCE, what="the refuge")
        cycle = cycle.add(seen, **BY)
        once = cycle.correct(1, reason="a word", recorded=TUE, by="w-1", instead=[cycle.entries[1]])
        tight = attrs.evolve(once.entries[3], audience=Audience.RESTRICTED)
        twice = once.correct(3, reason="the address", recorded=WED, by="m-1", instead=[tight])
        assert [twice.closed(place).audience for place in (1, 2, 3, 4, 5)] == [Audience.RESTRICTED] * 5
        assert twice.closed(0).audience is Audience.CHILD_FILE

    def test_a_correction_is_as_private_as_what_it_strikes_and_what_replaces_it(self):
        """Entry 0 counts too: an open strike would carry the reason of a private one."""
        plan = Plan(id="p-1").agree(Action(id="a-1", text="the refuge"), **BY, audience=Audience.RESTRICTED)
        plan = plan.agree(Action(id="a-2", text="call"), **BY)
        both = plan.correct(0, 1, reason="the address is wrong", recorded=TUE, by="w-1")
        assert both.entries[-1].audience is Audience.RESTRICTED

    @pytest.mark.parametrize("restricted", [0, 1, 2])
    def test_a_stored_correction_is_as_private_as_all_that_it_strikes(self, restricted):
        """A document may hold a strike that was written open, and its reason is for the readers of what it struck."""
        plan = Plan(id="p-1")
        for place in range(3):
            audience = Audience.RESTRICTED if place == restricted else None
            plan = plan.agree(Action(id=f"a-{place}", text="call"), **BY, audience=audience)
        strike = attrs.evolve(
            plan.entries[0], content=Strike(places=(0, 1, 2), reason="x"), audience=Audience.CHILD_FILE
        )
        loaded = Plan(id="p-1", entries=(*plan.entries, strike))
        assert loaded.closed(3).audience is Audience.RESTRICTED

    def test_personal_and_restricted_entries_are_not_struck_in_one_correction(self, cycle):
        """One strike would show the one reader that the other entry is there."""
        mixed = cycle.pause(**BY, audience=Audience.PERSONAL)
        mixed = mixed.enter(Stage.REFLECTION, **BY, audience=Audience.RESTRICTED)
        with pytest.raises(BadEntry, match="corrected apart") as refused:
            mixed.correct(1, 2, reason="an error", recorded=TUE, by="w-1")
        assert refused.value.code == "strike.audiences"

    def test_entries_of_two_workers_files_are_not_struck_in_one_correction(self, cycle):
        """Neither may read the other's."""
        felt = Feeling(stage=Stage.REFLECTION, feeling="afraid", whose="w-1")
        both = cycle.add(felt, **BY).add(attrs.evolve(felt, whose="w-2"), **BY)
        with pytest.raises(BadEntry, match="two personal files"):
            both.correct(1, 2, reason="an error", recorded=TUE, by="w-1")

    def test_a_strike_of_a_personal_entry_is_on_the_same_file(self, cycle):
        """Its reason is as private as the entry."""
        felt = cycle.add(Feeling(stage=Stage.REFLECTION, feeling="afraid", whose="w-2"), **BY)
        strike = felt.correct(1, reason="not hers", recorded=TUE, by="m-1").entries[-1]
        assert (strike.audience, strike.owner) == (Audience.PERSONAL, "w-2")

    def test_control_without_the_bond_the_text_is_open(self, monkeypatch):
        """The control: where an item hands nothing on, its end is for the child's file."""
        monkeypatch.setattr(Plan, "item_of", lambda *_: None)
        open_plan = Plan(id="p-1").agree(Action(id="a-1", text="the refuge"), **BY, audience=Audience.RESTRICTED)
        assert open_plan.begin("a-1", **BY).entries[-1].audience is Audience.CHILD_FILE


class TestAWrongDayIsFreed:
    """One wrong day of recording does not lock a log for ever."""

    @pytest.fixture
    def locked(self):
        plan = Plan(id="p-1").agree(Action(id="a-1", text="call"), **BY)
        return plan.agree(Action(id="a-2", text="write"), on=TUE, recorded=date(2999, 1, 1), by="w-1")

    def test_a_strike_of_all_that_was_recorded_later_may_be_recorded_before_it(self, locked):
        """The replacement is recorded on the right day, and the log goes on from there."""
        again = attrs.evolve(locked.entries[1])
        freed = locked.correct(1, reason="a wrong clock", recorded=WED, by="w-1", instead=[again])
        assert [entry.recorded for entry in freed.entries] == [MON, date(2999, 1, 1), WED, WED]
        assert freed.begin("a-2", **_then(THU)).entries[-1].recorded == THU
        assert Plan(id="p-1", entries=freed.entries) == freed

    def test_an_entry_counts_as_written_no_later_than_any_after_it(self, locked):
        """So what was known on a day is known for ever: the freed entries were known from the strike on."""
        freed = locked.correct(1, reason="a wrong clock", recorded=WED, by="w-1", instead=[locked.entries[1]])
        assert freed.known_at(TUE).entries == locked.entries[:1]
        assert freed.known_at(WED).entries == freed.entries

    def test_a_strike_that_leaves_a_later_entry_is_refused(self, locked):
        """Both would have to be known before each other."""
        more = locked.begin("a-2", on=TUE, recorded=date(2999, 1, 2), by="w-1")
        with pytest.raises(BadEntry, match="recorded may not be earlier"):
            more.correct(1, reason="a wrong clock", recorded=WED, by="w-1")
        assert more.correct(1, 2, reason="a wrong clock", recorded=WED, by="w-1")

    def test_entries_of_the_strikes_own_day_need_not_be_struck(self, locked):
        """They were honest, and are known from the day on which they were written."""
        freed = locked.correct(1, reason="a wrong clock", recorded=MON, by="w-1")
        assert freed.entries[0] == locked.entries[0]
        assert [entry.recorded for entry in freed.entries] == [MON, date(2999, 1, 1), MON]

    def test_a_longer_lock_is_freed_whole(self, locked):
        """A correction that was recorded in that future too stays struck, and needs no strike of its own."""
        mended = locked.correct(1, reason="a wrong word", recorded=date(2999, 1, 3), by="w-1", instead=[])
        more = mended.agree(Action(id="a-3", text="x"), on=WED, recorded=date(2999, 1, 4), by="w-1")
        assert more.correct(3, reason="a wrong clock", recorded=THU, by="w-1").entries[-1].recorded == THU

    def test_an_honest_entry_before_the_last_is_refused_still(self, locked):
        """Only a strike frees a log of a wrong clock."""
        with pytest.raises(BadEntry, match="recorded may not go back"):
            locked.begin("a-2", **_then(WED))


class TestADraftOfATool:
    """A draft of a tool counts as nothing until a named person confirms it."""

    @pytest.fixture
    def drafted(self):
        return Plan(id="p-1").agree(Action(id="a-1", text="call"), **BY, drafted_by="summary-tool")

    def test_it_counts_as_nothing_until_it_is_confirmed(self, drafted):
        """It is on the record, and in no answer."""
        assert drafted.on().actions == {}
        assert drafted.due_rows(FRI) == ()
        assert drafted.standing(FRI) == ()

    def test_it_counts_from_the_day_on_which_it_is_confirmed(self, drafted):
        """Nobody had read it before."""
        confirmed = drafted.confirm(0, **_then(WED, by="w-2"))
        assert list(confirmed.on(TUE).actions) == []
        assert list(confirmed.on(WED).actions) == ["a-1"]
        assert Plan(id="p-1", entries=confirmed.entries).on(WED) == confirmed.on(WED)

    def test_it_is_confirmed_by_a_person_once(self, drafted):
        """A tool that confirms itself confirms nothing."""
        with pytest.raises(BadEntry, match="named person"):
            drafted.confirm(0, **_then(WED, by="summary-tool"))
        with pytest.raises(BadEntry, match="confirmed once"):
            drafted.confirm(0, **_then(WED)).confirm(0, **_then(THU))
        with pytest.raises(BadEntry, match="a tool drafted"):
            drafted.begin("a-1", **BY) if False else Plan(id="p").agree(Action(id="a", text="x"), **BY).confirm(
                0, **_then(WED)
            )

    def test_a_draft_that_could_not_stand_is_refused_when_it_is_confirmed(self, drafted):
        """It is judged like any entry, on the day from which it counts."""
        twice = drafted.agree(Action(id="a-1", text="call"), **_then(TUE))
        with pytest.raises(Exception, match="carry it forward"):
            twice.confirm(0, **_then(WED))

    def test_a_confirmation_is_as_private_as_the_draft(self):
        """A confirmation that is shown would reveal the draft."""
        hidden = Plan(id="p-1").agree(
            Action(id="a-1", text="x"), **BY, drafted_by="tool-1", audience=Audience.RESTRICTED
        )
        assert hidden.confirm(0, **_then(WED)).entries[-1].audience is Audience.RESTRICTED


@pytest.mark.parametrize(
    ("content", "call"),
    [(Erasure(place=0, basis="x"), "erase"), (Confirmed(places=(0,)), "confirm"), (Withheld(), "read")],
)
def test_the_entries_of_a_log_are_written_by_a_call_of_their_own(cycle, content, call):
    """Added by hand they would forge an erasure, a reader or a gap."""
    with pytest.raises(BadEntry, match=f"`{call}`"):
        cycle.add(content, **BY)


@pytest.mark.parametrize(
    "entries",
    [
        lambda first: (first, attrs.evolve(first, content=Erasure(place=0, basis="x"))),
        lambda first: (first, attrs.evolve(first, content=Erasure(place=1, basis="x"))),
        lambda first: (
            attrs.evolve(first, content=Erased(), audience=first.audience),
            *[attrs.evolve(first, content=Erasure(place=0, basis="x"))] * 2,
        ),
        lambda first: (first, attrs.evolve(first, content=Confirmed(places=(0,)))),
        lambda first: (first, attrs.evolve(first, content=Confirmed(places=()))),
    ],
)
def test_an_erasure_and_a_confirmation_name_what_is_there(entries):
    """An erasure of what still stands, twice or of nothing, and a confirmation of no draft, are no log."""
    first = Entry(on=MON, recorded=MON, by="w-1", content=Agreed(action=Action(id="a", text="x")))
    with pytest.raises(BadEntry):
        Plan(id="p-1", entries=entries(first))
