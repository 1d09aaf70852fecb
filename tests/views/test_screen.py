"""The screen shows any case: one without names, one with a ladder of its own, one with hardly anything in it."""

from datetime import date, timedelta

import attrs
import pytest

from reflective.casework import Case
from reflective.practice import Action, Cycle, Link, Plan, Relationship, Stage, Supervision
from reflective.practice.people import PersonKind, Related
from reflective.practice.plan import Decided, Done, Part, Result
from reflective.practice.relationship import Assessed, RelationshipStage, RelationshipStages
from reflective.practice.supervision import DisputedMatter, MeetingPart
from reflective.timescales import Deadline
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
    text = screen(case.read(as_of=HELD))
    assert text.startswith("c-1 ")
    assert "AGREED         no action, none with an owner" in text
    assert "  c-1          not recorded" in text
    assert "THINKING" not in text
    assert "TWO READINGS" not in text


def test_a_day_without_anything_recorded_is_one_day(case):
    """The silence is counted in days, and one of them is a day."""
    assert screen(case.read(as_of=LATER)).startswith("nothing recorded since 6 September (1 day)\n")


def test_a_stage_on_a_ladder_of_the_hosts_own_is_shown_by_its_id(case):
    """The view has no other ladder at hand than the one that ships."""
    own = RelationshipStages(
        id="ours", version="1", source="us", stages=(RelationshipStage(id="thawing", title="beginning to thaw"),)
    )
    related = Related(person="p-1", to="c-1", relation="father of")
    pair = Relationship(id="r-1").between("w-1", "p-1", **BY).assess("thawing", "he waved", ladder=own, **BY)
    shown = case.put(case.people.add(related, **BY)).join(pair, **BY)
    assert "  p-1          thawing" in screen(shown.read(as_of=HELD))


def test_a_stage_that_was_loaded_and_is_not_on_the_ladder_is_shown_by_its_id(case):
    """What today's ladder lacks still loads, and still reads."""
    shipped = RelationshipStages.shipped()
    related = Related(person="p-1", to="c-1", relation="father of")
    pair = Relationship(id="r-1").between("w-1", "p-1", **BY).assess("building", "he waved", **BY)
    begun, assessed = pair.entries
    gone = Assessed(stage="thawed", ladder=shipped.id, ladder_version=shipped.version, evidence=("he waved",))
    loaded = Relationship(id="r-1", entries=(begun, attrs.evolve(assessed, content=gone)))
    shown = case.put(case.people.add(related, **BY)).join(loaded, **BY)
    assert "  p-1          thawed" in screen(shown.read(as_of=HELD))


def test_a_review_of_some_actions_says_of_how_many(case):
    """All of them are "all", and some are counted."""
    plan = Plan(id="p-1").start("supervision", **BY)
    for name in ("a", "b", "c"):
        plan = plan.agree(Action(id=name, text="x"), **BY)
    some = plan.plan_review("r-1", due=Deadline.on(LATER), actions=("a", "b"), **BY)
    assert "review of two actions; reviewer not named" in screen(case.join(some, **BY).read(as_of=HELD))
    every = plan.plan_review("r-1", due=Deadline.on(LATER), focus=("pace",), reviewer="m-1", **BY)
    assert "review of all three: pace\n" in screen(case.join(every, **BY).read(as_of=HELD))


def test_nothing_due_is_said(case):
    """An empty list says that it is empty."""
    assert due_page(case.read(as_of=HELD)).endswith("Nothing is recorded as due.")
    assert supervision_facts(case.read(as_of=HELD))["agreed"] == {"actions": 0, "owned": 0, "items": []}


def test_what_is_closed_leaves_the_screen_and_what_is_done_waits_to_be_closed(case):
    """A review held, an action closed and a visit decided against are not what is agreed."""
    visit = Part(id="v", text="visit?", due=Deadline.on(LATER), consider=True)
    plan = Plan(id="p-1").start("supervision", **BY).agree(Action(id="a", text="call", due=Deadline.on(LATER)), **BY)
    plan = plan.agree(Action(id="b", text="write", due=Deadline.on(LATER), parts=(visit,)), **BY)
    plan = plan.agree(Action(id="c", text="draw"), **BY).plan_review("r-1", due=Deadline.on(LATER), **BY)
    before = screen(case.join(plan, **BY).read(as_of=HELD))
    assert all(words in before for words in ("a  call", "b  write", "visit?", "review of all three", "c draw"))
    plan = plan.add(Done(action="a", what="called"), **BY).close_action("a", Result.EFFECTIVE, "calmer", **BY)
    plan = plan.add(Decided(action="b", part="v", yes=False, because="no", decided_by="m-1"), **BY)
    plan = plan.add(Done(action="b", what="wrote"), **BY).add(Done(action="c", what="drew"), **BY)
    after = screen(case.join(plan.hold_review("r-1", took_part=("w-1",), **BY), **BY).read(as_of=HELD))
    assert "AGREED         two actions, none with an owner" in after
    assert "b  write; done, not closed" in after
    assert "c draw (done, not closed)" in after
    assert not any(words in after for words in ("call", "visit?", "review of"))


def test_the_thinking_shown_is_the_latest_meetings(case):
    """A cycle that was closed at an earlier one is on the record, and not on this screen."""
    action = Link(record="p-1", item="a")
    first = Cycle(id="k-1").enter(Stage.ACTION, **BY).close(actions=(action,), **BY)
    then = {**BY, "on": LATER, "recorded": LATER}
    second = first.continued("k-2", [(action, "he came, and left early")], **then)
    both = case.join(first, **BY).join(second, **BY)
    later = both.join(Supervision(id="s-2").hold(WHO, children=("c-1",), **then), **then)
    assert [one["id"] for one in supervision_facts(later.read(as_of=HELD))["thinking"]] == ["k-1"]
    assert [one["id"] for one in supervision_facts(later.read(as_of=LATER))["thinking"]] == ["k-2"]
    text = screen(later.read(as_of=LATER))
    assert "  experience   he came, and left early" in text
    assert "what is agreed above" not in text
    assert "action: " not in text


def test_a_meeting_that_was_broken_off_is_shown_by_the_day_of_its_part(case):
    """It took place as far as it went, and its stage says how far that was."""
    then = {**BY, "on": LATER, "recorded": LATER}
    part = Supervision(id="s-2").plan(LATER, WHO, children=("c-1",), **BY).hold(WHO, broken_off=True, **then)
    facts = supervision_facts(case.join(part, **BY).read(as_of=LATER))["meeting"]
    assert (facts["held"], facts["stage"]) == (LATER.isoformat(), "part_held")


def test_that_a_record_is_disputed_is_shown_and_in_which_words_is_not(case):
    """The fact is for everybody who may see the meeting; the words are the practitioner's own."""
    disputed = case["s-1"].record(**BY).dispute("d-1", DisputedMatter.WORDING, words="that is not how I put it", **BY)
    facts = supervision_facts(case.put(disputed).read(as_of=HELD))
    assert facts["meeting"]["stage"] == "disputed"
    assert facts["withheld"]["personal"] == 1
    assert "how I put it" not in str(facts)
