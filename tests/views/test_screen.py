"""The screen shows any case: one without names, one with a ladder of its own, one with hardly anything in it."""

from datetime import date, timedelta

import pytest

from reflective.practice import (
    Action,
    Case,
    Ladder,
    MeetingPart,
    PersonKind,
    Plan,
    Related,
    Relationship,
    Rung,
    Supervision,
)
from reflective.views import due_page, screen, supervision_facts

HELD = date(2021, 9, 6)
LATER = HELD + timedelta(days=1)
BY = {"on": HELD, "recorded": HELD, "by": "w-1", "about": ("c-1",)}
WHO = (("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))


@pytest.fixture
def case():
    """A meeting about a child whom nobody named."""
    opened = Case.opened("case-1")
    opened = opened.put(opened.people.name("c-1", PersonKind.CHILD, **BY).name("p-1", PersonKind.FAMILY_MEMBER, **BY))
    return opened.join(Supervision(id="s-1").hold(WHO, children=("c-1",), **BY), **BY)


def test_a_case_with_hardly_anything_in_it_is_shown(case):
    """Nobody named, nothing agreed, nothing thought: the screen says so and raises nothing."""
    text = screen(case, HELD)
    assert text.startswith("c-1 ")
    assert "AGREED         no action, none with an owner" in text
    assert "  c-1          not recorded" in text
    assert "THINKING" not in text
    assert "TWO READINGS" not in text


def test_a_day_without_anything_recorded_is_one_day(case):
    """The silence is counted in days, and one of them is a day."""
    assert screen(case, LATER).startswith("nothing recorded since 6 September (1 day)\n")


def test_a_stage_on_a_ladder_of_the_hosts_own_is_shown_by_its_id(case):
    """The view has no other ladder at hand than the one that ships."""
    own = Ladder(id="ours", version="1", source="us", rungs=(Rung(id="thawing", title="beginning to thaw"),))
    related = Related(person="p-1", to="c-1", relation="father of")
    pair = Relationship(id="r-1").between("w-1", "p-1", **BY).assess("thawing", "he waved", ladder=own, **BY)
    shown = case.put(case.people.add(related, **BY)).join(pair, **BY)
    assert "  p-1          thawing" in screen(shown, HELD)


def test_a_review_of_some_actions_says_of_how_many(case):
    """All of them are "all", and some are counted."""
    plan = Plan(id="p-1").start("supervision", **BY)
    for name in ("a", "b", "c"):
        plan = plan.agree(Action(id=name, text="x"), **BY)
    some = plan.plan_review("r-1", due_on=LATER, actions=("a", "b"), **BY)
    assert "review of two actions; reviewer not named" in screen(case.join(some, **BY), HELD)
    every = plan.plan_review("r-1", due_on=LATER, focus=("pace",), reviewer="m-1", **BY)
    assert "review of all three: pace\n" in screen(case.join(every, **BY), HELD)


def test_nothing_due_is_said(case):
    """An empty list says that it is empty."""
    assert due_page(case, HELD).endswith("Nothing is recorded as due.")
    assert supervision_facts(case, HELD)["agreed"] == {"actions": 0, "owned": 0, "items": []}
