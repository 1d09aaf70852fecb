"""SMART: the evidence that a plan holds for each letter, with the reason, the people by their ids, and no score."""

from datetime import date

import pytest

from reflective.errors import BadValue, UnknownId
from reflective.practice import Action, Plan
from reflective.practice.people import Roles
from reflective.practice.plan import Answer, Part
from reflective.practice.plan.wording import SEVERAL_TASKS, TOO_SHORT, hints
from reflective.timescales import Deadline

HELD = date(2021, 9, 6)
BY = {"on": HELD, "recorded": HELD, "by": "w-1"}
DUE = Deadline.on(date(2021, 10, 11))
LETTERS = ["specific", "measurable", "agreed", "realistic", "timely"]
WEIGH = "Amina and the school nurse weigh Sam at school each Friday until Easter"


def made(plan=None, **given):
    plan = Plan(id="p") if plan is None else plan
    return plan.agree(Action(**{"id": "a", "text": WEIGH, "children": ("c-1",), **given}), **BY)


def letter(plan, name):
    return plan.smart("a", HELD)[name]


def test_every_letter_is_answered_with_a_pair_and_no_figure():
    """Each answer unpacks as whether there is evidence and the reason; nothing adds them up."""
    found = made().smart("a", HELD)
    assert list(found) == LETTERS
    assert all(
        (there, reason) == (one.evidenced, one.reason) == (one[0], one[1])
        for one in found.values()
        for there, reason in [one]
    )
    assert not any(
        character.isdigit() for one in made(children=()).smart("a", HELD).values() for character in one.reason
    )


def test_an_action_that_has_it_all_says_why_for_each_letter():
    """A control for the tests below, each of which takes one thing away; the supervisor reads the reasons."""
    plan = made(asked=("amina",), success="Sam's weight follows his line", due=DUE, needs_agreement_of=("mum",))
    plan = plan.accept("a", "amina", **BY).answer("mum", Answer.AGREES, **BY)
    plan = plan.judge_realistic("a", "m-1", "the school agreed to it", realistic=True, **BY)
    assert [(one.evidenced, one.reason) for one in plan.smart("a", HELD).values()] == [
        (True, "it is named who does what with whom"),
        (True, "what would be different is said"),
        (True, "amina accepted it; mum agrees"),
        (True, "m-1 thinks it realistic"),
        (True, "it has a day"),
    ]


# Specific


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, "nobody is named to do it"),
        ({"asked": ("w-1",), "children": ()}, "whom it is done with or for is not named"),
        ({"asked": ("w-1",), "text": "x"}, 'its wording has a hint: "one word"'),
        ({"asked": ("w-1",), "text": "Support the family as appropriate"}, "as appropriate"),
        ({"asked": ("w-1",), "text": "Complete the genogram and update the chronology"}, "several tasks"),
    ],
)
def test_an_action_is_not_specific_without_who_and_whom_or_with_blurred_words(given, reason):
    """A text of one letter came out specific once somebody had accepted it."""
    found = letter(made(**given), "specific")
    assert not found.evidenced
    assert reason in found.reason


@pytest.mark.parametrize("given", [{}, {"children": (), "with_whom": ("dad",)}])
def test_an_action_is_specific_by_its_structure_before_anybody_accepts_it(given):
    """Who does what with whom: accepting it is another letter."""
    assert letter(made(asked=("amina", "school-nurse"), **given), "specific").evidenced


def test_a_role_is_no_person_where_the_host_gives_its_roles():
    """A task for "the social worker" is nobody's by name; the roles are the host's, and are judged where given."""
    roles = [role.id for role in Roles.shipped().roles]
    plan = made(asked=(roles[0],))
    assert plan.smart("a", HELD)["specific"].evidenced
    found = plan.smart("a", HELD, roles=roles)["specific"]
    assert (found.evidenced, found.reason) == (False, "a role is named to do it, and no person")
    assert made(asked=(roles[0], "amina")).smart("a", HELD, roles=roles)["specific"].evidenced
    with pytest.raises(BadValue):
        plan.smart("a", HELD, roles=[3])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (WEIGH, ()),
        ("Consider a visit, and monitor him", ("consider", "monitor")),
        ("CONSIDER  a visit", ("consider",)),
        ("Reconsidering the supported lodgings", ()),
        ("Visit", (TOO_SHORT,)),
        ("Ring the school, then visit", (SEVERAL_TASKS,)),
        ("Ring the school; visit", (SEVERAL_TASKS,)),
        ("1. Ring the school 2. Visit", (SEVERAL_TASKS,)),
        ("find ways of engaging Mick: speak to him, and to Andrew", ()),
        ("Visit Vicky and Mick", ()),
    ],
)
def test_hints_are_words_that_blur_and_several_tasks_in_one(text, found):
    """Whole words in any case, and verbs where a task can begin: a name after "and" is no task."""
    assert hints(Action(id="a", text=text)) == found


def test_a_hint_is_not_given_where_the_structure_answers_it():
    """Parts tell several tasks apart, and what is to be decided on has a day for that."""
    several = Action(id="a", text="Ring the school, then visit", parts=(Part(id="b", text="see him alone"),))
    assert hints(several) == ()
    assert hints(Action(id="a", text="consider a joint visit", consider=True)) == ()


def test_a_hint_is_dismissed_by_somebody_with_the_reason():
    """A list of words is often wrong: a person looks, and the record keeps that they did."""
    plan = made(asked=("w-1",), text="Ask the support worker to ring")
    assert plan.hints("a", HELD) == ("support",)
    dismissed = plan.dismiss_hint("a", "support", "it is what she is called", **BY)
    assert dismissed.hints("a", HELD) == ()
    assert dismissed.smart("a", HELD)["specific"].evidenced
    for hint in ("support", "monitor"):
        with pytest.raises(UnknownId, match="hint"):
            dismissed.dismiss_hint("a", hint, "x", **BY)


# Measurable


def test_an_action_is_measurable_for_each_child():
    """One measure for four children says nothing of three of them, and the reason names who lacks one."""
    both = {"children": ("c-1", "c-2")}
    assert letter(made(**both, success="they sleep"), "measurable").evidenced
    some = letter(made(**both, successes=(("c-1", "sleeps through"),)), "measurable")
    assert (some.evidenced, some.reason) == (False, "what would be different is not recorded for c-2")
    assert letter(made(**both, successes=(("c-1", "sleeps"), ("c-2", "eats"))), "measurable").evidenced
    assert letter(made(**both), "measurable").reason == "what would be different is not recorded"


# Agreed


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(
    ("answer", "evidenced", "reason"),
    [
        (Answer.AGREES, True, "mum agrees"),
        (Answer.AGREES_IN_PART, True, "mum agrees in part"),
        (Answer.DISAGREES, False, "mum disagrees"),
        (Answer.ASKED_NO_ANSWER, False, "mum was asked and gave no answer"),
        (Answer.NOT_ASKED, False, "mum was not asked"),
    ],
)
def test_only_a_yes_is_read_as_agreement_and_it_is_said_whose(answer, whole, evidenced, reason):
    """Every answer was read as agreement: that of a father who disagreed, and of a mother whom nobody asked."""
    for plan in (made(), made(needs_agreement_of=("mum",))):
        found = letter(plan.answer("mum", answer, action=None if whole else "a", **BY), "agreed")
        assert found.evidenced is evidenced
        assert reason in found.reason
        owned = letter(plan.accept("a", "w-1", **BY).answer("mum", answer, **BY), "agreed")
        assert owned.evidenced is evidenced


def test_those_whose_agreement_it_needs_have_to_answer():
    """Named on the action, or else on the plan; no answer on the record is no agreement."""
    on_plan = Plan(id="p").start("supervision", needs_agreement_of=("mum", "dad"), **BY)
    found = letter(made(on_plan).answer("mum", Answer.AGREES, **BY), "agreed")
    assert (found.evidenced, found.reason) == (False, "dad gave no answer that is recorded")
    only_mum = made(on_plan, needs_agreement_of=("mum",)).answer("mum", Answer.AGREES, **BY)
    assert letter(only_mum, "agreed").evidenced


def test_a_later_answer_takes_the_place_of_an_earlier_one_of_the_same_person():
    """People change their minds, both ways; and another person's answer stays theirs."""
    plan = made().answer("mum", Answer.DISAGREES, **BY).answer("mum", Answer.AGREES, **BY)
    assert letter(plan, "agreed").evidenced
    assert not letter(plan.answer("mum", Answer.DISAGREES, **BY), "agreed").evidenced
    assert letter(plan.answer("dad", Answer.DISAGREES, **BY), "agreed").reason == "dad disagrees"


def test_an_answer_on_the_action_goes_before_one_on_the_whole_plan():
    """Somebody may agree to the plan and not to this action, whichever they said last."""
    plan = made().answer("mum", Answer.DISAGREES, action="a", **BY).answer("mum", Answer.AGREES, **BY)
    assert letter(plan, "agreed").reason == "mum disagrees"
    plan = made().answer("mum", Answer.AGREES, action="a", **BY).answer("mum", Answer.DISAGREES, **BY)
    assert letter(plan, "agreed").evidenced


def test_whoever_is_asked_to_do_it_has_to_accept():
    """An action that one of two has not answered, or that the only one declined, is not agreed."""
    plan = made(asked=("w-1", "w-2")).accept("a", "w-1", **BY)
    assert letter(plan, "agreed").reason == "w-2 was asked to do it and has not answered"
    assert letter(plan.decline("a", "w-2", "on leave", **BY), "agreed").evidenced
    alone = made(asked=("w-2",)).decline("a", "w-2", "on leave", **BY)
    assert letter(alone, "agreed").reason == "w-2 declined it"
    handed = made().accept("a", "w-1", **BY).hand_over("a", "w-1", "w-3", **BY)
    assert not letter(handed, "agreed").evidenced
    assert letter(made(), "agreed").reason == "no answer of an owner or the family is recorded"


def test_consent_that_was_withdrawn_is_no_agreement():
    """A child in need plan rests on consent, and the last word of each person counts."""
    plan = made().accept("a", "w-1", **BY).consent("mum", given=True, **BY)
    assert letter(plan, "agreed").evidenced
    withdrawn = letter(plan.consent("mum", given=False, **BY), "agreed")
    assert (withdrawn.evidenced, withdrawn.reason) == (False, "mum gives no consent to the plan")


# Realistic


def test_realistic_is_the_view_of_named_people():
    """Left to people to judge, it had nowhere to be recorded; a later view of the same person replaces theirs."""
    assert letter(made(), "realistic").reason == "nobody's view whether it is realistic is recorded"
    plan = made().judge_realistic("a", "w-1", "no car", realistic=False, **BY)
    assert letter(plan, "realistic") == (False, "w-1 thinks it not realistic")
    plan = plan.judge_realistic("a", "m-1", "we lend one", realistic=True, **BY)
    assert letter(plan, "realistic") == (False, "w-1 thinks it not realistic; m-1 thinks it realistic")
    assert letter(plan.judge_realistic("a", "w-1", "we have one", realistic=True, **BY), "realistic").evidenced


# Timely


def test_a_dated_part_counts_and_words_that_name_no_day_do_not():
    """A joint visit with a day came out as not timely, because the action had none of its own."""
    parts = (Part(id="visit", text="a visit", due=DUE), Part(id="talk", text="talk to him"))
    found = letter(made(parts=parts), "timely")
    assert (found.evidenced, found.reason) == (True, "it has a day in visit, and none in talk")
    assert letter(made(due="before half term"), "timely") == (False, "its words name no day")
    assert letter(made(), "timely") == (False, "no day is recorded")
    assert letter(made(consider=True, due=DUE), "timely") == (True, "the decision on it has a day")


def test_an_action_is_timely_for_each_child():
    """A day for one child's visit is no day for the sibling's."""
    visit = Part(id="v", text="see alone", due=DUE, children=("c-1",))
    found = letter(made(children=("c-1", "c-2"), parts=(visit,)), "timely")
    assert (found.evidenced, found.reason) == (False, "no day is recorded for c-2")
    other = Part(id="w", text="see alone", due=DUE, children=("c-2",))
    assert letter(made(children=("c-1", "c-2"), parts=(visit, other)), "timely").evidenced


def test_a_part_that_was_dropped_gives_no_day():
    """The day of a visit that was decided against is nobody's deadline any more."""
    plan = made(parts=(Part(id="v", text="a visit", due=DUE, consider=True),))
    assert letter(plan, "timely").evidenced
    assert not letter(plan.decide("a", "no", yes=False, decided_by="m-1", part="v", **BY), "timely").evidenced
    plan = made(parts=(Part(id="v", text="a visit", due=DUE),))
    assert not letter(plan.not_needed("a", "he came himself", "m-1", part="v", **BY), "timely").evidenced
