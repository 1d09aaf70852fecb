"""How a closed cycle goes on: looked at again by a day, and continued with what came of its actions."""

from datetime import date, timedelta

import attrs
import pytest

from reflective.errors import BadEntry, BadValue, MoveNotAllowed, UnknownId
from reflective.practice import Audience, Cycle, Link, Stage
from reflective.practice.cycle import Continued, Entered, Focus, LookedAgain, Outcome
from reflective.timescales import Deadline

HELD = date(2021, 9, 6)
LATER = HELD + timedelta(days=35)
BY = {"on": HELD, "recorded": HELD, "by": "w-1"}
THEN = {"on": LATER, "recorded": LATER, "by": "w-1"}
ACTION = Link(record="p-1", item="a-1")
OTHER = Link(record="p-1", item="a-2")
#: A cycle that may close.
ACTED = Cycle(id="c-1").enter(Stage.ACTION, **BY)


def test_a_closed_cycle_continues_as_the_next_whose_first_experience_is_what_came_of_the_actions():
    """The loop closes: the outcomes are the first thing the next cycle holds."""
    closed = ACTED.close(actions=(ACTION,), **BY)
    following = closed.continued("c-2", [(ACTION, "he came")], on=LATER, recorded=LATER, by="w-1")
    contents = [entry.content for entry in following.entries]
    assert contents == [
        Continued(previous=Link(record="c-1"), actions=(ACTION,)),
        Entered(stage=Stage.EXPERIENCE),
        Outcome(stage=Stage.EXPERIENCE, action=ACTION, what_came_of_it="he came"),
    ]


def test_a_cycle_that_continues_wants_what_came_of_the_last_ones_actions():
    """An action that nobody asks after was tried in vain: the loop is open, and the record says so."""
    closed = ACTED.close(actions=(ACTION,), **BY)
    wants = "experience: what came of the last cycle's actions"
    for outcomes, said in (([], True), ([(ACTION, "he came")], False)):
        following = closed.continued("c-2", outcomes, on=LATER, recorded=LATER, by="w-1")
        assert (wants in [str(one) for one in following.missing(LATER)]) is said


def test_what_came_of_some_of_the_last_actions_is_not_what_came_of_all_of_them():
    """The action that went wrong is the one that nobody speaks of."""
    closed = ACTED.close(actions=(ACTION, OTHER), **BY)
    following = closed.continued("c-2", [(ACTION, "he came")], **THEN)
    wants = "experience: what came of each of the last cycle's actions"
    assert wants in [str(one) for one in following.missing(LATER)]
    both = following.add(Outcome(stage=Stage.EXPERIENCE, action=OTHER, what_came_of_it="it was not sent"), **THEN)
    assert not any("what came of" in str(one) for one in both.missing(LATER))


def test_a_cycle_that_agreed_no_action_is_not_asked_what_came_of_them():
    """The record would list a gap that is none."""
    closed = ACTED.close(none_needed="we wait for the paediatrician", **BY)
    assert not any("what came of" in str(one) for one in closed.continued("c-2", [], **THEN).missing(LATER))


def test_an_outcome_is_of_an_action_that_the_last_cycle_closed_on():
    """Another one was never agreed: nothing can have come of it."""
    closed = ACTED.close(actions=(ACTION,), **BY)
    for refused in (
        lambda: closed.continued("c-2", [(OTHER, "he came")], **THEN),
        lambda: closed.continued("c-2", [], **THEN).add(
            Outcome(stage=Stage.EXPERIENCE, action=OTHER, what_came_of_it="he came"), **THEN
        ),
        lambda: ACTED.close(none_needed="x", **BY).continued("c-2", [(ACTION, "he came")], **THEN),
    ):
        with pytest.raises(UnknownId, match="no such action"):
            refused()


def test_a_cycle_does_not_continue_itself():
    """It would have an earlier cycle that nobody finds."""
    with pytest.raises(BadEntry, match="goes on from another cycle"):
        ACTED.close(actions=(ACTION,), **BY).continued("c-1", [], **THEN)


def test_an_open_cycle_does_not_continue():
    """It is closed first, and the refusal says so."""
    with pytest.raises(MoveNotAllowed, match="close it before the next one continues it"):
        ACTED.continued("c-2", [], **BY)


# The day to look again


WAITING = ACTED.close(
    none_needed="we wait for the paediatrician", look_again=Deadline.after("in 5 weeks", HELD), about=("m",), **BY
)


def test_looking_again_is_due_until_somebody_has_looked():
    """A day that nobody is reminded of is the day on which a cycle drifts."""
    (row,) = WAITING.due_rows(LATER + timedelta(days=3))
    assert (row.rule, row.ref, row.subject) == ("case.look_again", "c-1/look-again", "m")
    assert (row.due, row.first_due, row.trigger, row.status, row.days_late, row.open) == (
        LATER,
        LATER,
        HELD,
        "overdue",
        3,
        True,
    )
    assert (row.record, row.place, row.audience) == ("c-1", 1, "child_file")
    assert row.what == "look again: we wait for the paediatrician"
    assert row.why == 'due Mon 11 Oct 2021: "in 5 weeks" from Mon 6 Sep 2021; calendar days'
    looked = WAITING.look_again_done("she is well", where=Link(record="s-2"), **THEN)
    (row,) = looked.due_rows(LATER)
    assert (row.status, row.met, row.open) == ("met", LATER, False)
    (row,) = looked.due_rows(HELD)
    assert row.open


def test_looking_again_is_due_for_each_child_in_focus_and_else_for_whom_the_closing_is_about():
    """Each child's file shows its own; without any child, the record itself is what is looked at again."""
    focus = Focus(lens="journey", person="m", children=("c", "d"))
    begun = Cycle(id="c-1").add(focus, **BY)
    assert begun.entries[0].about == ("c", "d", "m")
    close = {"actions": (ACTION,), "look_again": Deadline.on(LATER)}
    for cycle, about, subjects in (
        (begun, ("m",), ["c", "d"]),
        (Cycle(id="c-1"), ("m", "n"), ["m", "n"]),
        (Cycle(id="c-1"), (), ["c-1"]),
    ):
        closed = cycle.enter(Stage.ACTION, **BY).close(**close, about=about, **BY)
        assert [row.subject for row in closed.due_rows(HELD)] == subjects


def test_whom_a_closed_focus_names_is_as_closed_in_what_is_due():
    """A row without the audience of the focus would say of which children it is to anybody."""
    closed_focus = Cycle(id="c-1").add(Focus(lens="x", children=("c",)), audience=Audience.RESTRICTED, **BY)
    closed = closed_focus.enter(Stage.ACTION, **BY).close(none_needed="x", look_again=Deadline.on(LATER), **BY)
    assert [row.audience for row in closed.due_rows(HELD)] == ["restricted"]


def test_words_that_name_no_day_are_kept_and_stay_visible():
    """Somebody said "when the letter comes", and that is when it is due."""
    closed = ACTED.close(none_needed="x", look_again=Deadline.said("when the letter comes"), **BY)
    (row,) = closed.due_rows(LATER)
    assert (row.due, row.status, row.open) == (None, "not_known", True)
    assert "action: a day to look again" not in [str(one) for one in closed.missing(LATER)]


def test_a_closing_without_a_day_to_look_again_has_none_and_says_so():
    """Nothing is due, and it is missing."""
    closed = ACTED.close(actions=(ACTION,), **BY)
    assert closed.due_rows(LATER) == ACTED.due_rows(LATER) == ()
    assert "action: a day to look again" in [str(one) for one in closed.missing(LATER)]


def test_a_day_that_its_own_words_do_not_come_to_is_refused():
    """A reader would be told one day and counted another."""
    forged = attrs.evolve(Deadline.after("in 5 weeks", HELD), day=HELD)
    with pytest.raises(BadEntry) as caught:
        ACTED.close(none_needed="x", look_again=forged, **BY)
    assert caught.value.code == "deadline.miscounted"


def test_only_a_closed_cycle_is_looked_at_again_and_once():
    """A second time is a correction of the first, or a cycle that continues this one."""
    with pytest.raises(MoveNotAllowed, match="close it before looking at it again"):
        ACTED.look_again_done("all is well", **BY)
    with pytest.raises(MoveNotAllowed, match="it was looked at again already"):
        WAITING.look_again_done("all is well", **THEN).look_again_done("all is well", **THEN)
    with pytest.raises(BadValue, match="where they looked, or what came of it"):
        LookedAgain()
    assert WAITING.look_again_done(where=Link(record="s-2"), **THEN).trace(LATER) == WAITING.trace(LATER)
