"""The gate at the end of a cycle: closing is never refused for what is missing, and never silent about it."""

from datetime import date, timedelta

import attrs
import pytest

from reflective.errors import MoveNotAllowed
from reflective.practice import Cycle, Link, Observation, Stage
from reflective.practice.cycle import Closed, Continued, Interpretation, Outcome, Reason

HELD = date(2021, 9, 6)
CLOSED = HELD + timedelta(days=7)
LATER = HELD + timedelta(days=35)
BY = {"on": HELD, "recorded": HELD, "by": "w-1"}
ACTION = Link(record="p-1", item="a-1")
NOTHING_SEEN = "experience: what was seen or said"
LAST_ACTIONS = "experience: what came of the last cycle's actions"


def _said(found):
    return [str(one) for one in found]


def _seen(what="he smield"):
    """A cycle with one observation, at place 1, closed at place 3."""
    seen = Cycle(id="c-1").enter(Stage.EXPERIENCE, **BY).add(Observation(stage=Stage.EXPERIENCE, what=what), **BY)
    return seen.enter(Stage.ACTION, reason=Reason.NOT_RECORDED, **BY).close(none_needed="all is well", **BY)


def _unseen():
    """A cycle that closed a week on with nothing seen."""
    begun = Cycle(id="c-1").enter(Stage.EXPERIENCE, **BY).enter(Stage.ACTION, reason=Reason.NOT_RECORDED, **BY)
    return begun.close(none_needed="all is well", on=CLOSED, recorded=CLOSED, by="w-1")


@pytest.mark.parametrize("on", [HELD, CLOSED, LATER])
def test_writing_after_the_close_fills_what_is_missing_and_not_the_gaps_it_closed_with(on):
    """Writing up an older day a month on would otherwise wipe out the finding that nothing was there at the gate."""
    written = _unseen().add(Observation(stage=Stage.EXPERIENCE, what="he smiled"), on=on, recorded=LATER, by="w-1")
    assert NOTHING_SEEN not in _said(written.missing(LATER))
    assert NOTHING_SEEN in _said(written.closed_with_gaps(LATER))
    assert written.closed_with_gaps(LATER) == _unseen().closed_with_gaps(LATER)


def test_a_correction_after_the_close_opens_no_gap():
    """A word mended in what was seen does not make it a cycle that closed with nothing seen."""
    closed = _seen()
    right = attrs.evolve(closed.entries[1], content=Observation(stage=Stage.EXPERIENCE, what="he smiled"))
    mended = closed.correct(1, reason="misspelt", recorded=HELD, by="w-1", instead=[right])
    assert mended.closed_with_gaps(HELD) == closed.closed_with_gaps(HELD)
    assert NOTHING_SEEN not in _said(mended.closed_with_gaps(HELD))


def test_a_closing_that_is_corrected_closed_when_it_first_did():
    """An entry between the closing and its correction came too late for the gate all the same."""
    seen = Observation(stage=Stage.EXPERIENCE, what="he smiled")
    late = _unseen().add(seen, on=CLOSED, recorded=CLOSED, by="w-1")
    again = attrs.evolve(late.entries[2], content=Closed(none_needed="all is very well"))
    mended = late.correct(2, reason="misspelt", recorded=CLOSED, by="w-1", instead=[again])
    assert mended.closed_with_gaps(CLOSED) == _unseen().closed_with_gaps(CLOSED) != ()


@pytest.mark.parametrize("end", [lambda one: one.close(none_needed="x", **BY), lambda one: one.abandon("x", **BY)])
def test_a_cycle_that_ended_is_not_told_to_enter_a_stage(end):
    """A remedy that would be refused is none: what was never thought through here belongs in a next cycle."""
    ended = end(Cycle(id="c-1").enter(Stage.ACTION, **BY))
    with pytest.raises(MoveNotAllowed, match="it was never in 'analysis': write that in a next cycle"):
        ended.add(Interpretation(stage=Stage.ANALYSIS, meaning="a pattern", whose="w-1"), **BY)


def test_a_cycle_that_goes_on_from_one_whose_actions_nobody_named_asks_what_came_of_them():
    """A host that writes the link by hand loses neither the finding nor the outcomes."""
    cycle = Cycle(id="c-2").add(Continued(previous=Link(record="c-1")), **BY).enter(Stage.EXPERIENCE, **BY)
    assert LAST_ACTIONS in _said(cycle.missing(HELD))
    followed = cycle.add(Outcome(stage=Stage.EXPERIENCE, action=ACTION, what_came_of_it="he came"), **BY)
    assert LAST_ACTIONS not in _said(followed.missing(HELD))
