"""Signatures on a version of a plan: who may give one, and until when it holds."""

from datetime import date, timedelta

import attrs
import pytest

from reflective.errors import BadEntry
from reflective.practice import Action, Plan
from reflective.practice.plan import Agreed, Goal, SignedOff
from reflective.practice.plan.entries import Endorsed
from reflective.timescales import Deadline

HELD = date(2021, 9, 6)
LATER = HELD + timedelta(days=2)
BY = {"on": HELD, "recorded": HELD, "by": "w-1"}
BOSS = {**BY, "by": "m-1"}
THEN = {"on": LATER, "recorded": LATER, "by": "w-1"}
CALL = Action(id="a", text="call the school", due=Deadline.on(LATER), consider=False)


@pytest.fixture
def plan():
    return Plan(id="p-1").agree(CALL, **BY)


def refused(call):
    with pytest.raises(BadEntry) as caught:
        call()
    return caught.value.code


def test_signing_off_is_of_one_version_by_somebody_who_wrote_none_of_it(plan):
    """An author is refused, a stale version is refused, and a later edit is unsigned; one day is enough for it all."""
    assert refused(lambda: plan.sign_off(1, **BY)) == "signature.author"
    assert refused(lambda: plan.sign_off(2, **BOSS)) == "signature.version"
    signed = plan.sign_off(1, **BOSS)
    assert signed.signed_off(HELD) == ("m-1",)
    assert signed.entries[-1].content == SignedOff(version=1, of=1)
    edited = signed.agree(Action(id="a-3", text="genogram"), **BY)
    assert (edited.version(HELD), edited.signed_off(HELD)) == (2, ())
    assert edited.sign_off(2, **BOSS).signed_off(HELD) == ("m-1",)


def test_a_version_is_signed_on_the_day_it_stands(plan):
    """A version that was changed on a later day was still signed on the days before."""
    edited = plan.sign_off(1, **BOSS).agree(Action(id="a-3", text="genogram"), **THEN)
    assert (edited.signed_off(LATER), edited.signed_off(HELD)) == ((), ("m-1",))


def test_a_correction_of_an_action_after_signing_unsigns_even_with_one_replacement(plan):
    """The action said something wholly different, and the signature stood: the version was counted by the fold."""
    signed = plan.sign_off(1, **BOSS)
    other = attrs.evolve(signed.entries[0], content=Agreed(action=Action(id="a", text="wholly different")))
    corrected = signed.correct(0, reason="a slip", recorded=LATER, by="w-1", instead=[other])
    assert corrected.signed_off(LATER) == ()
    assert corrected.version(LATER) == 3
    assert signed.correct(0, reason="a slip", recorded=LATER, by="w-1").signed_off(LATER) == ()


def test_a_strike_unsigns_even_where_the_law_then_erased_what_it_struck(plan):
    """A tombstone does not say whether it was of substance, and nobody signed the plan without it."""
    signed = plan.agree(Action(id="b", text="other"), **BY).sign_off(2, **BOSS)
    struck = signed.correct(1, reason="a slip", recorded=LATER, by="w-1")
    erased = struck.erase(1, basis="a court's order", on=LATER, by="w-1")
    assert (struck.signed_off(LATER), erased.signed_off(LATER)) == ((), ())


def test_an_honest_entry_of_an_earlier_day_unsigns_whoever_had_not_seen_it(plan):
    """It holds for what the signer had before them, whatever day an entry tells of."""
    signed = plan.agree(Action(id="b", text="other"), **THEN).sign_off(2, **{**THEN, "by": "m-1"})
    assert signed.signed_off(LATER) == ("m-1",)
    backdated = signed.add(Goal(id="g", child="c-1", different="sleeps"), **{**THEN, "on": HELD})
    assert backdated.signed_off(LATER) == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda plan: plan.start("child in need plan", term="8 weeks", **BY),
        lambda plan: plan.add(Goal(id="g", child="c-1", different="sleeps"), **BY),
        lambda plan: plan.propose(Action(id="c", text="x"), **BY),
        lambda plan: plan.carry_forward("a", "away", **BY),
        lambda plan: plan.not_needed("a", "moved", "m-1", **BY),
        lambda plan: plan.supersede("a", "b", "moved", **BY),
        lambda plan: plan.decide("b", "no", yes=False, decided_by="m-1", **BY),
        lambda plan: plan.plan_review("s", **BY),
        lambda plan: plan.move_review("r", Deadline.on(LATER), "away", **BY),
    ],
)
def test_whatever_changes_the_plan_unsigns_it(change, plan):
    """Starting it with other children and another term left it signed."""
    plan = plan.agree(Action(id="b", text="visit?", consider=True), **BY).plan_review("r", **BY)
    assert change(plan.sign_off(3, **BOSS)).signed_off(HELD) == ()


@pytest.mark.parametrize(
    "entry",
    [
        lambda plan: plan.accept("a", "w-2", **BY),
        lambda plan: plan.report_done("a", "called", **BY),
        lambda plan: plan.consent("mum", given=True, **BY),
        lambda plan: plan.end("they moved", **BY),
    ],
)
def test_work_on_the_plan_leaves_it_signed(entry, plan):
    """Accepting and doing what was agreed changes nothing of what was agreed."""
    assert entry(plan.sign_off(1, **BOSS)).signed_off(HELD) == ("m-1",)


def test_an_empty_version_is_not_signed():
    """Nothing to sign: a plan without entries, and one of which everything was struck."""
    assert refused(lambda: Plan(id="p").sign_off(0, **BOSS)) == "signature.empty"
    struck = Plan(id="p").agree(CALL, **BY).correct(0, reason="another family's", recorded=HELD, by="w-1")
    assert refused(lambda: struck.sign_off(struck.version(HELD), **BOSS)) == "signature.empty"
    assert refused(lambda: struck.endorse(struck.version(HELD), **BOSS)) == "signature.empty"


def test_whoever_ever_wrote_or_typed_a_part_of_it_is_an_author():
    """Correcting the manager's text with itself removed the manager as its author; so did starting the plan."""
    by_boss = Plan(id="p").agree(CALL, **BOSS)
    restamped = by_boss.correct(0, reason="a slip", recorded=HELD, by="w-1", instead=[by_boss.entries[0]])
    assert refused(lambda: restamped.sign_off(3, **BOSS)) == "signature.author"
    erased = restamped.erase(0, basis="a court's order", on=HELD, by="w-1")
    assert refused(lambda: erased.sign_off(erased.version(HELD), **BOSS)) == "signature.author"
    assert refused(lambda: Plan(id="p").start("supervision", **BOSS).sign_off(1, **BOSS)) == "signature.author"
    typed = Plan(id="p").agree(CALL, typed_by="admin", **BY)
    assert refused(lambda: typed.sign_off(1, **{**BY, "by": "admin"})) == "signature.author"


def test_a_signer_who_writes_later_was_no_author_then(plan):
    """Their signature was given in order; it no longer holds, and the record stays in order too."""
    later = plan.sign_off(1, **BOSS).agree(Action(id="b", text="mine"), **{**THEN, "by": "m-1"})
    assert (later.signed_off(LATER), later.irregularities()) == ((), ())
    corrected = later.correct(2, reason="not mine", recorded=LATER, by="m-1")
    assert corrected.irregularities() == ()


def test_a_draft_of_a_tool_that_is_confirmed_after_signing_unsigns(plan):
    """It stood in the log before the signature and counted as nothing: confirming it is what changed the plan."""
    drafted = plan.agree(Action(id="b", text="drafted"), drafted_by="tool", **BY)
    signed = drafted.sign_off(1, **BOSS)
    assert signed.signed_off(HELD) == ("m-1",)
    confirmed = signed.confirm(1, on=HELD, recorded=HELD, by="w-2")
    assert (confirmed.signed_off(HELD), confirmed.version(HELD)) == ((), 2)
    assert refused(lambda: confirmed.sign_off(2, **{**BY, "by": "w-2"})) == "signature.author"


def test_a_signature_written_by_hand_is_judged_as_one_by_its_method(plan):
    """`add` takes the content, and the same law holds of what it says."""
    plan = plan.agree(Action(id="b", text="other"), **BY)
    assert refused(lambda: plan.add(SignedOff(version=1, of=1), **BOSS)) == "signature.of"
    assert refused(lambda: plan.add(SignedOff(version=1, of=2), **BOSS)) == "signature.version"
    assert refused(lambda: plan.add(SignedOff(version=2, of=9), **BOSS)) == "signature.of"
    assert plan.add(SignedOff(version=2, of=2), **BOSS).signed_off(HELD) == ("m-1",)


def test_a_manager_who_wrote_may_endorse_and_it_is_shown_that_they_did(plan):
    """In practice the manager writes in supervision and endorses: whether it was independent is worked out."""
    plan = plan.agree(Action(id="b", text="theirs"), **BOSS)
    assert refused(lambda: plan.sign_off(2, **BOSS)) == "signature.author"
    endorsed = plan.endorse(2, **BOSS).endorse(2, **{**BY, "by": "m-2"})
    assert endorsed.entries[2].content == Endorsed(version=2, of=2)
    assert endorsed.endorsements(HELD) == (("m-1", HELD, False, True), ("m-2", HELD, True, True))
    changed = endorsed.agree(Action(id="c", text="more"), **THEN)
    assert [one.holds for one in changed.endorsements(LATER)] == [False, False]
    assert changed.signed_off(LATER) == ()
    assert refused(lambda: changed.endorse(2, **THEN)) == "signature.version"
