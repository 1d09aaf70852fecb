"""Two writers at once: entries are followed, replayed where they can be, and a conflict says the rest."""

from datetime import date, timedelta

import attrs
import pytest

from reflective.casework import Membership
from reflective.errors import BadEntry, Conflict, ReflectiveError
from reflective.practice import Action, Audience, Cycle, Link, Observation, Plan, Stage
from reflective.practice.cycle import Feeling
from reflective.practice.plan import Part
from reflective.records import Erased, Strike
from reflective.records.merge import batches_of

MON = date(2021, 9, 6)
TUE, WED, THU, FRI = (MON + timedelta(days=n) for n in range(1, 5))


def _by(day, by="w-1", **more):
    return {"on": day, "recorded": day, "by": by, **more}


@pytest.fixture
def base():
    plan = Plan(id="p-1").agree(Action(id="a-1", text="call"), **_by(MON))
    return plan.agree(Action(id="a-2", text="write"), **_by(MON))


class TestFollowing:
    """Whoever keeps a copy follows the record by place."""

    def test_since_is_the_entries_from_a_place_on(self, base):
        """A host stores one new entry and not the whole record."""
        assert base.since(1) == base.entries[1:]
        assert base.since(2) == ()

    def test_a_copy_is_extended_by_what_it_lacks(self, base):
        """Batches stay together, and the copy is then equal."""
        later = base.begin("a-1", **_by(TUE)).correct(1, reason="twice", recorded=WED, by="w-1")
        assert base.extend(later.since(2)) == later

    def test_an_erasure_erases_the_place_in_the_copy_too(self, base):
        """The law's order reaches every copy that follows."""
        erased = base.erase(0, basis="an order", on=TUE, by="dpo-1")
        copy = base.extend(erased.since(2))
        assert copy == erased
        assert copy.entries[0].content == Erased()

    def test_what_is_no_longer_there_extends_nothing(self, base):
        """A tombstone in place of an entry would be a forged erasure."""
        erased = base.erase(1, basis="an order", on=TUE, by="dpo-1")
        with pytest.raises(BadEntry) as refused:
            Plan(id="p-1", entries=base.entries[:1]).extend(erased.since(1))
        assert refused.value.code == "extend.tombstone"

    def test_each_entry_is_judged(self, base):
        """It is the guarded way in: nothing is taken that `add` would refuse."""
        stolen = Plan(id="p-2").agree(Action(id="a-9", text="x"), **_by(MON)).begin("a-9", **_by(TUE)).entries[1:]
        with pytest.raises(ReflectiveError):
            base.extend(stolen)
        with pytest.raises(BadEntry, match="recorded may not"):
            base.begin("a-1", **_by(WED)).extend(base.begin("a-2", **_by(TUE)).since(2))


class TestRebasing:
    """The entries of one writer are judged again after those of the other."""

    def test_two_who_wrote_of_different_things_both_stand(self, base):
        """Nobody has to type anything again."""
        mine, theirs = base.begin("a-1", **_by(TUE)), base.begin("a-2", **_by(TUE, "w-2"))
        both = mine.rebase(theirs)
        assert both.entries == (*theirs.entries, mine.entries[2])

    def test_it_is_recorded_on_the_day_it_is_written_there(self, base):
        """Recorded never goes back; without a day to use there is a conflict that says so."""
        mine, theirs = base.begin("a-1", **_by(TUE)), base.begin("a-2", **_by(THU, "w-2"))
        both = mine.rebase(theirs, recorded=FRI)
        assert (both.entries[-1].on, both.entries[-1].recorded) == (TUE, FRI)
        with pytest.raises(Conflict) as conflict:
            mine.rebase(theirs)
        assert conflict.value.code == "entry.recorded_back"

    @pytest.mark.parametrize(
        ("mine", "theirs", "code"),
        [
            (lambda p: p.begin("a-1", **_by(TUE)), lambda p: p.begin("a-1", **_by(TUE, "w-2")), "conflict.moved"),
            (
                lambda p: p.carry_forward("a-1", "ill", **_by(TUE)),
                lambda p: p.carry_forward("a-1", "late", **_by(TUE)),
                "conflict.moved",
            ),
            (
                lambda p: p.agree(Action(id="a-3", text="x"), **_by(TUE)),
                lambda p: p.agree(Action(id="a-3", text="y"), **_by(TUE)),
                "conflict.moved",
            ),
            (
                lambda p: p.correct(0, reason="twice", recorded=TUE, by="w-1"),
                lambda p: p.correct(0, reason="wrong", recorded=TUE, by="w-2"),
                "conflict.struck",
            ),
            (
                lambda p: p.sign_off(p.version(TUE), **_by(TUE, "m-9")),
                lambda p: p.agree(Action(id="a-3", text="x"), **_by(TUE)),
                "conflict.signed",
            ),
            (
                lambda p: p.begin("a-1", **_by(TUE)),
                lambda p: p.correct(0, reason="twice", recorded=TUE, by="w-1"),
                "action.unknown",
            ),
        ],
    )
    def test_two_who_did_what_cannot_both_stand_are_told_where(self, base, mine, theirs, code):
        """Moved by both, struck by both, signed and changed, or refused there: never the last one in silence."""
        mine, theirs = mine(base), theirs(base)
        with pytest.raises(Conflict) as conflict:
            mine.rebase(theirs)
        assert conflict.value.code == code
        assert conflict.value.mine == (2,)
        assert conflict.value.theirs == (2,)
        assert "a-1" not in str(conflict.value)

    def test_places_are_moved_in_strikes_links_and_erasures(self, base):
        """An entry that pointed to one of mine points to it still."""
        mine = base.agree(Action(id="a-3", text="x"), **_by(TUE))
        mine = mine.agree(Action(id="a-4", text="y", why=Link(record="p-1", place=2)), **_by(TUE))
        mine = mine.correct(2, reason="twice", recorded=TUE, by="w-1")
        theirs = base.begin("a-2", **_by(TUE, "w-2"))
        both = mine.rebase(theirs)
        assert both.entries[4].content.action.why == Link(record="p-1", place=3)
        assert both.entries[5].content == Strike(places=(3,), reason="twice")
        assert list(both.on().actions) == ["a-1", "a-2", "a-4"]

    def test_an_erasure_of_either_is_kept(self, base):
        """The law's order is neither lost nor a conflict."""
        mine = base.erase(0, basis="an order", on=TUE, by="dpo-1")
        theirs = base.begin("a-2", **_by(TUE, "w-2"))
        assert mine.rebase(theirs).entries[0].content == Erased()
        assert theirs.rebase(mine).entries[0].content == Erased()

    def test_two_joins_never_conflict(self):
        """Every join of a case meets in one log."""
        base = Membership(id="m").add_record("r-1", **_by(MON))
        mine, theirs = base.add_record("r-2", **_by(TUE)), base.add_record("r-3", **_by(TUE))
        assert mine.rebase(theirs).members(TUE) == {"r-1", "r-2", "r-3"}

    def test_a_signature_follows_the_entries_that_it_was_given_to(self, base):
        """Where the other wrote nothing of substance, it holds as it did."""
        mine = base.sign_off(base.version(MON), **_by(TUE, "m-9"))
        theirs = base.begin("a-2", **_by(TUE, "w-2"))
        assert mine.rebase(theirs).signed_off(TUE) == ("m-9",)

    def test_one_of_another_record_is_refused(self, base):
        """The two have nothing in common."""
        with pytest.raises(BadEntry, match="later version of itself"):
            base.rebase(Plan(id="p-9"))

    def test_nothing_of_mine_leaves_theirs(self, base):
        """Whoever wrote nothing has what the other wrote."""
        theirs = base.begin("a-2", **_by(TUE))
        assert base.rebase(theirs) == theirs

    def test_private_entries_stay_as_private(self):
        """Replaying changes no audience and no owner."""
        base = Cycle(id="c-1").enter(Stage.REFLECTION, **_by(MON))
        mine = base.add(Feeling(stage=Stage.REFLECTION, feeling="afraid", whose="w-2"), **_by(TUE))
        theirs = base.add(Observation(stage=Stage.REFLECTION, what="x"), **_by(TUE, audience=Audience.RESTRICTED))
        assert attrs.astuple(mine.rebase(theirs).entries[-1], recurse=False) == attrs.astuple(
            mine.entries[-1], recurse=False
        )


class TestWhatOneOfThemDidToAnEntry:
    """A strike, a link and a batch of the one, seen from the other."""

    def test_what_they_struck_is_a_change_of_what_i_sign(self, base):
        """A plan with an action less is another plan than the one that was signed."""
        mine = base.sign_off(base.version(MON), **_by(TUE, "m-9"))
        theirs = base.correct(0, reason="twice", recorded=TUE, by="w-2")
        with pytest.raises(Conflict) as conflict:
            mine.rebase(theirs)
        assert (conflict.value.code, conflict.value.theirs) == ("conflict.signed", (2,))

    def test_a_link_to_another_record_keeps_its_place(self, base):
        """Place 2 of another record is not the place 2 that moved here."""
        mine = base.agree(Action(id="a-3", text="x"), **_by(TUE))
        mine = mine.agree(Action(id="a-4", text="y", why=Link(record="p-9", place=2)), **_by(TUE))
        both = mine.rebase(base.begin("a-2", **_by(TUE, "w-2")))
        assert both.entries[4].content.action.why == Link(record="p-9", place=2)

    def test_an_action_in_parts_is_replayed_as_it_is(self, base):
        """Its parts have no order among themselves but the one in which they were written."""
        parts = (Part(id="visit", text="a joint visit"), Part(id="call", text="a call"))
        mine = base.agree(Action(id="a-3", text="x", parts=parts), **_by(TUE))
        both = mine.rebase(base.begin("a-2", **_by(TUE, "w-2")))
        assert both.entries[3] == mine.entries[2]

    def test_an_id_is_the_same_from_whichever_document(self, base):
        """Two copies that were loaded apart are of one record."""
        theirs = Plan(id=b"p-1".decode(), entries=base.entries).begin("a-2", **_by(TUE, "w-2"))
        assert base.begin("a-1", **_by(TUE)).rebase(theirs).entries[:3] == theirs.entries

    def test_a_batch_that_is_cut_short_ends_with_the_log(self, base):
        """One of two replacements is there: the strike and that one are a batch, and nothing follows."""
        strike = attrs.evolve(base.entries[0], content=Strike(places=(0,), reason="x", replacements=2))
        assert list(batches_of((strike, base.entries[1]))) == [(strike, base.entries[1])]
