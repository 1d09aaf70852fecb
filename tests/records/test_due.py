"""A decision of a case as one row of what is due: its status, how late it is, and what is still to be done."""

from datetime import date, timedelta

import pytest

from reflective.errors import BadValue
from reflective.practice import Action, Plan
from reflective.practice.plan import Part
from reflective.records import due
from reflective.records.due import due_row
from reflective.rules import Authority, Event, Status
from reflective.timescales import Deadline

HELD = date(2021, 9, 6)
DUE = date(2021, 10, 11)
DAY = timedelta(days=1)
IN_WORDS = Deadline.after("in 5 weeks", HELD, anchor="the supervision")


def row(**given):
    """A row of an action that was agreed in a supervision, and is asked for ten days past its day."""
    plain = {"rule": due.ACTION, "subject": "c-1", "record": "p-1", "item": "a-2", "what": "ring Mick", "place": 4}
    plain |= {"trigger": HELD, "deadline": IN_WORDS, "first_due": DUE, "as_of": DUE + 10 * DAY, "met": None}
    return due_row(**{**plain, "open": True, "audience": "child_file", **given})


def test_a_decision_is_a_duty_on_the_authority_of_the_case():
    """One row for a team's list, whether a rule asked or a supervision decided."""
    found = row(owners=("w-1",))
    assert (found.rule, found.subject, found.ref, found.trigger) == ("case.action", "c-1", "p-1/a-2", HELD)
    assert (found.authority, found.ruleset, found.reason) == (Authority.CASE_DECISION, "case", None)
    assert (found.what, found.owners, found.record, found.place) == ("ring Mick", ("w-1",), "p-1", 4)
    assert (found.audience, found.withheld, found.facts, found.period) == ("child_file", 0, (), 0)
    assert found.why == 'due Mon 11 Oct 2021: "in 5 weeks" from Mon 6 Sep 2021, the supervision; calendar days'


def test_a_part_is_named_after_its_action():
    """The ref leads to the record, the item and the part."""
    assert row(rule=due.PART, part="visit").ref == "p-1/a-2/visit"


def test_the_rules_of_a_case_have_names_that_do_not_change():
    """They are stored by whoever keeps rows."""
    rules = (due.ACTION, due.PART, due.DECISION, due.REVIEW, due.CHECKPOINT, due.LOOK_AGAIN, due.CHANGE)
    assert " ".join(rules) == (
        "case.action case.part case.decision case.review case.checkpoint case.look_again case.change"
    )


@pytest.mark.parametrize(
    ("as_of", "met", "ended_on", "status", "late"),
    [
        (DUE - 8 * DAY, None, None, Status.PENDING, 0),
        (DUE - 7 * DAY, None, None, Status.DUE_SOON, 0),
        (DUE, None, None, Status.DUE_SOON, 0),
        (DUE + DAY, None, None, Status.OVERDUE, 1),
        (DUE, DUE, None, Status.MET, 0),
        (DUE + 3 * DAY, DUE + 3 * DAY, None, Status.MET_LATE, 3),
        (DUE + 9 * DAY, DUE, None, Status.MET, 0),
        (DUE + 9 * DAY, DUE + 3 * DAY, None, Status.MET_LATE, 3),
        (DUE + 9 * DAY, None, DUE - DAY, Status.ENDED, 0),
        (DUE + 9 * DAY, None, DUE, Status.ENDED, 0),
        (DUE + 4 * DAY, None, DUE + 4 * DAY, Status.ENDED, 4),
        (DUE + 9 * DAY, None, DUE + 4 * DAY, Status.ENDED, 4),
        (DUE + 9 * DAY, DUE + 3 * DAY, DUE + 4 * DAY, Status.MET_LATE, 3),
        (DUE + 9 * DAY, DUE + 4 * DAY, DUE + 4 * DAY, Status.MET_LATE, 4),
        (DUE + 9 * DAY, DUE + 5 * DAY, DUE + 4 * DAY, Status.ENDED, 4),
        (DUE + 2 * DAY, None, DUE + 4 * DAY, Status.OVERDUE, 2),
    ],
)
def test_the_status_follows_from_the_days(as_of, met, ended_on, status, late):
    """In time on the day itself. What is no longer required still says how late it was by then."""
    found = row(as_of=as_of, met=met, ended_on=ended_on)
    assert (found.status, found.days_late) == (status, late)
    assert found.exceeded is (late > 0)
    over = status is Status.ENDED
    assert (found.met, found.ended_on) == (None if over else met, ended_on if over else None)


@pytest.mark.parametrize(
    ("deadline", "why"),
    [
        (None, "undated: no day is recorded"),
        (Deadline.said("after Mick rings"), 'no day is recorded: "after Mick rings" names none that can be counted'),
    ],
)
def test_without_a_day_it_is_not_known_and_the_reason_says_which(deadline, why):
    """It is never left off the list, and never called late."""
    found = row(deadline=deadline, first_due=None)
    assert (found.status, found.due, found.due_latest, found.days_late) == (Status.NOT_KNOWN, None, None, None)
    assert (found.open, found.exceeded, found.why) == (True, False, why)
    assert "Mick" not in repr(found)


def test_without_a_day_it_can_be_met_and_it_can_end():
    """Then its status is known, and only the days late are not."""
    met = row(deadline=None, first_due=None, met=DUE)
    over = row(deadline=None, first_due=None, ended_on=DUE)
    assert (met.status, met.days_late, met.met) == (Status.MET, None, DUE)
    assert (over.status, over.days_late, over.ended_on) == (Status.ENDED, None, DUE)


def test_a_day_that_was_moved_keeps_the_first_one():
    """Drift is seen where both are in the row."""
    found = row(deadline=Deadline.on(DUE + 20 * DAY))
    assert (found.first_due, found.due, found.status) == (DUE, DUE + 20 * DAY, Status.PENDING)
    assert found.why == "the day was set as such"


def test_a_row_of_a_case_has_every_key():
    """The keys are the same as a rule's, and hold plain data."""
    assert row(owners=("w-1",)).as_row(why=True) == {
        "rule": "case.action",
        "subject": "c-1",
        "ref": "p-1/a-2",
        "trigger": "2021-09-06",
        "period": 0,
        "first_due": "2021-10-11",
        "due": "2021-10-11",
        "due_latest": "2021-10-11",
        "met": None,
        "status": "overdue",
        "days_late": 10,
        "ended_on": None,
        "exceeded": True,
        "open": True,
        "authority": "case decision",
        "ruleset": "case",
        "reason": None,
        "what": "ring Mick",
        "owners": ["w-1"],
        "facts": {},
        "record": "p-1",
        "place": 4,
        "audience": "child_file",
        "withheld": 0,
        "why": 'due Mon 11 Oct 2021: "in 5 weeks" from Mon 6 Sep 2021, the supervision; calendar days',
    }


def test_the_ref_of_long_ids_is_a_ref():
    """Each id may have 128 characters, and no duty is lost because three of them are joined."""
    record, action, part = "r" * 128, "a" * 128, "p" * 128
    visit = Part(id=part, text="a visit", due=Deadline.on(date(2021, 9, 6)))
    written = {"on": date(2021, 9, 6), "recorded": date(2021, 9, 6), "by": "w-1"}
    plan = Plan(id=record).agree(Action(id=action, text="call", parts=(visit,), children=("c-1",)), **written)
    assert f"{record}/{action}/{part}" in {row.ref for row in plan.due_rows(date(2021, 9, 7))}
    assert f"{record}/{action}" in {event.ref for event in plan.events(date(2021, 9, 7))}
    with pytest.raises(BadValue, match="ref must be"):
        Event(subject="c-1", kind="x", on=date(2021, 9, 6), ref="r" * 129)
