"""Signing a meeting: who signs what, until when it holds, and disagreement, which stops nothing."""

from datetime import date

import attrs
import pytest

from reflective.errors import BadEntry, MoveNotAllowed, UnknownId
from reflective.practice import Supervision
from reflective.practice.supervision import (
    ChildRecord,
    Disputed,
    DisputedMatter,
    DisputeOutcome,
    MeetingKind,
    MeetingPart,
    MeetingStage,
    Signed,
)
from reflective.records import Audience, Link

HELD = date(2021, 9, 7)
LATER = date(2021, 9, 9)
THEN = {"on": HELD, "recorded": HELD, "by": "w-1"}
MANAGER = {**THEN, "by": "m-1"}
AFTER = {"on": LATER, "recorded": LATER, "by": "w-1"}
AFTER_MANAGER = {**AFTER, "by": "m-1"}
WHO = (("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))


@pytest.fixture
def recorded():
    held = Supervision(id="s-1").hold(WHO, children=("c-1", "c-2"), **THEN)
    return held.record_child("c-1", "x", **THEN).record_child("c-2", "y", **THEN).record(**THEN)


@pytest.fixture
def signed(recorded):
    return recorded.sign(MeetingPart.PRACTITIONER, **THEN).sign(MeetingPart.SUPERVISOR, **MANAGER)


# Until when a signature holds

CHANGES = {
    "rewritten": lambda one: one.record_child("c-1", "rewritten", **AFTER),
    "told late": lambda one: one.record_child("c-1", "told late", **AFTER | {"on": HELD}),
    "discussed": lambda one: one.discuss("q-9", **AFTER),
    "corrected": lambda one: one.correct(
        1,
        reason="a slip",
        recorded=LATER,
        by="w-1",
        instead=[attrs.evolve(one.entries[1], content=ChildRecord(child="c-1", summary="corrected"))],
    ),
    "struck": lambda one: one.correct(2, reason="another child's", recorded=LATER, by="w-1"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_what_was_signed_unsigns_it_and_both_sign_again(signed, change):
    """A manager's signature under words that she never saw would be worse than none."""
    assert signed.stage(LATER) is MeetingStage.AGREED
    changed = CHANGES[change](signed)
    assert (changed.stage(LATER), changed.state(LATER).signed) == (MeetingStage.RECORDED, frozenset())
    once = changed.sign(MeetingPart.PRACTITIONER, **AFTER)
    assert once.stage(LATER) is MeetingStage.RECORDED
    assert once.sign(MeetingPart.SUPERVISOR, **AFTER_MANAGER).stage(LATER) is MeetingStage.AGREED


def test_what_changes_nothing_that_was_signed_leaves_the_signatures(signed):
    """Drafts, disputes, filing and reviewing are beside the record that was signed."""
    beside = signed.draft("q-1", "perhaps", **AFTER).dispute("d-1", DisputedMatter.ACTION, words="not so", **AFTER)
    beside = beside.file("c-1", **AFTER).review(Link(record="s-2"), **AFTER)
    assert beside.state(LATER).signed == signed.state(LATER).signed


def test_a_meeting_is_reviewed_once_it_is_agreed_and_the_next_one_looked_at_it(recorded, signed):
    """Either may come first: the next meeting looks at what came of it, signed or not."""
    next_one = Link(record="s-2")
    assert signed.review(next_one, **AFTER).stage(LATER) is MeetingStage.REVIEWED
    early = recorded.review(next_one, **THEN)
    assert early.stage(HELD) is MeetingStage.RECORDED
    late = early.sign(MeetingPart.PRACTITIONER, **AFTER).sign(MeetingPart.SUPERVISOR, **AFTER_MANAGER)
    assert late.stage(LATER) is MeetingStage.REVIEWED


def test_a_record_that_somebody_rewrote_while_a_dispute_is_open_is_disputed_again(signed):
    """It is no longer agreed, and one of the two disagrees."""
    disputed = signed.dispute("d-1", DisputedMatter.FACTS, **AFTER)
    assert disputed.stage(LATER) is MeetingStage.AGREED
    assert disputed.record_child("c-1", "rewritten", **AFTER).stage(LATER) is MeetingStage.DISPUTED


def test_the_day_before_the_change_it_was_signed(signed):
    """An answer as of a day is not changed by what was written on a later one."""
    assert signed.record_child("c-1", "rewritten", **AFTER).stage(HELD) is MeetingStage.AGREED


def test_a_signature_is_of_the_entries_before_it_and_of_no_other_number(recorded):
    """A signature given to other words than those that stand would be nobody's word."""
    for of in (0, 3, 5, 99):
        with pytest.raises(BadEntry) as refused:
            recorded.add(Signed(part=MeetingPart.PRACTITIONER, of=of), **THEN)
        assert refused.value.code == "signature.of"
    assert recorded.sign(MeetingPart.PRACTITIONER, **THEN).entries[-1].content.of == 4


def test_a_loaded_signature_of_entries_after_it_is_listed(signed):
    """A stored document is taken, and what today's rules would refuse in it is shown."""
    entries = list(signed.entries)
    entries[4] = attrs.evolve(entries[4], content=Signed(part=MeetingPart.PRACTITIONER, of=6))
    loaded = Supervision(id="s-1", entries=tuple(entries))
    assert [(place, why.code) for place, why in loaded.irregularities()] == [(4, "signature.of")]


def test_an_empty_record_is_not_signed():
    """A signature under nothing says nothing; what was discussed, or a child's record, is something."""
    empty = Supervision(id="s-1").hold(WHO, **THEN).record(**THEN)
    with pytest.raises(BadEntry) as refused:
        empty.sign(MeetingPart.PRACTITIONER, **THEN)
    assert refused.value.code == "signature.empty"
    something = empty.discuss("well-being", **THEN).sign(MeetingPart.PRACTITIONER, **THEN)
    assert something.state(HELD).signed == {("w-1", MeetingPart.PRACTITIONER)}


# Who signs


def test_nobody_signs_by_a_typist(recorded):
    """Whoever types a record may type what somebody said, and not that they agree to it, nor that it is filed."""
    typed = {**THEN, "typed_by": "admin-1"}
    for call in (
        lambda: recorded.sign(MeetingPart.PRACTITIONER, **typed),
        lambda: recorded.file("c-1", **typed),
    ):
        with pytest.raises(BadEntry) as refused:
            call()
        assert refused.value.code == "signature.typed"


def test_nobody_signs_both_sides_nor_for_another(recorded):
    """One has one part in a supervision."""
    for part, by in ((MeetingPart.SUPERVISOR, "w-1"), (MeetingPart.PRACTITIONER, "w-9"), (MeetingPart.OTHER, "w-1")):
        with pytest.raises(BadEntry, match="had that part"):
            recorded.sign(part, **{**THEN, "by": by})
    alone = (("w-1", MeetingPart.PRACTITIONER), ("w-1", MeetingPart.SUPERVISOR))
    own = Supervision(id="s").hold(alone, **THEN).discuss("q-1", **THEN).record(**THEN)
    own = own.sign(MeetingPart.PRACTITIONER, **THEN)
    for again in (own, own.discuss("q-2", **THEN)):
        with pytest.raises(BadEntry) as refused:
            again.sign(MeetingPart.SUPERVISOR, **THEN)
        assert refused.value.code == "signature.both_sides"


def test_nobody_signs_twice_while_the_first_holds(recorded):
    """A second signature of one person would look like a second person's."""
    once = recorded.sign(MeetingPart.PRACTITIONER, **THEN)
    with pytest.raises(BadEntry) as refused:
        once.sign(MeetingPart.PRACTITIONER, **THEN)
    assert refused.value.code == "signature.twice"


def test_a_line_manager_who_is_back_signs_with_the_reason_and_nobody_else_does(recorded):
    """The acting manager who held it may be gone; and a practitioner who was not there has nothing to sign."""
    once = recorded.sign(MeetingPart.PRACTITIONER, **THEN)
    back = {**THEN, "by": "m-2"}
    with pytest.raises(BadEntry, match="absent_because"):
        once.sign(MeetingPart.SUPERVISOR, **back)
    agreed = once.sign(MeetingPart.SUPERVISOR, absent_because="back from leave; m-1 held it for me", **back)
    assert agreed.stage(HELD) is MeetingStage.AGREED
    for part, by in (
        (MeetingPart.PRACTITIONER, "w-9"),
        (MeetingPart.SUPERVISOR, "m-1"),
        (MeetingPart.SUPERVISOR, "w-1"),
    ):
        with pytest.raises(BadEntry) as refused:
            recorded.sign(part, absent_because="away", **{**THEN, "by": by})
        assert refused.value.code == "signature.absent"


def test_nothing_is_signed_before_it_is_written_up():
    """Nor disputed: there is no record yet to disagree with."""
    held = Supervision(id="s-1").hold(WHO, children=("c-1",), **THEN).discuss("q-1", **THEN)
    for early in (
        lambda: held.sign(MeetingPart.PRACTITIONER, **THEN),
        lambda: held.dispute("d-1", DisputedMatter.FACTS, **THEN),
    ):
        with pytest.raises(MoveNotAllowed, match="write it up first"):
            early()
    assert {step.verb for step in held.moves(HELD)} == {"record", "record_child"}


def test_every_practitioner_of_a_group_signs_before_it_is_agreed():
    """One of them who has not would be agreed for."""
    group = (*WHO, ("w-2", MeetingPart.PRACTITIONER))
    held = Supervision(id="s-1").hold(group, kind=MeetingKind.GROUP, **THEN).discuss("q-1", **THEN).record(**THEN)
    signed = held.sign(MeetingPart.PRACTITIONER, **THEN).sign(MeetingPart.SUPERVISOR, **MANAGER)
    assert signed.stage(HELD) is MeetingStage.RECORDED
    assert signed.sign(MeetingPart.PRACTITIONER, **{**THEN, "by": "w-2"}).stage(HELD) is MeetingStage.AGREED


# Disagreement


def test_that_somebody_disagreed_about_what_and_how_it_was_settled_stays_on_the_childs_file(recorded):
    """After the last signature nobody could see that the worker had asked for a strategy meeting and was refused."""
    disputed = recorded.dispute(
        "d-1", DisputedMatter.DECISION, words="I asked for a strategy meeting; it was refused", **THEN
    )
    assert disputed.stage(HELD) is MeetingStage.DISPUTED
    agreed = disputed.sign(MeetingPart.PRACTITIONER, **THEN).sign(MeetingPart.SUPERVISOR, **MANAGER)
    filed = agreed.file("c-1", **THEN).file("c-2", **THEN)
    assert filed.stage(HELD) is MeetingStage.FILED
    settled = filed.settle_dispute("d-1", DisputeOutcome.DECIDED_ABOVE, note="the head of service met both", **AFTER)
    (before,), (after,) = settled.disputes(HELD), settled.disputes(LATER)
    assert (before.by, before.on, before.matter, before.settled) == ("w-1", HELD, DisputedMatter.DECISION, False)
    assert (after.settled, after.settled_on, after.settled_by, after.how, after.note) == (
        True,
        LATER,
        "w-1",
        DisputeOutcome.DECIDED_ABOVE,
        "the head of service met both",
    )


def test_the_words_of_a_disagreement_are_an_entry_of_their_own_and_personal(recorded):
    """The dispute itself is for the child's file, about every child whose record it bears on; its words are hers."""
    disputed = recorded.dispute("d-1", DisputedMatter.WORDING, words="that is not how I put it", **THEN)
    raised, words = disputed.entries[-2:]
    assert (raised.audience, raised.about) == (Audience.CHILD_FILE, ("c-1", "c-2"))
    assert (words.audience, words.owner) == (Audience.PERSONAL, "w-1")
    assert disputed.disputes(HELD)[0].children == ("c-1", "c-2")
    assert "how I put it" not in f"{raised!r} {disputed.disputes(HELD)!r}"
    one = recorded.dispute("d-1", DisputedMatter.WORDING, children=("c-2",), **THEN)
    assert (len(one.entries), one.entries[-1].about) == (len(recorded.entries) + 1, ("c-2",))


def test_each_disagreement_is_settled_by_itself(recorded):
    """Two people may disagree about two things; a word about one says nothing of the other."""
    both = recorded.dispute("d-1", DisputedMatter.FACTS, **THEN).dispute("d-2", DisputedMatter.ACTION, **MANAGER)
    once = both.settle_dispute("d-2", DisputeOutcome.WITHDRAWN, **MANAGER)
    assert [one.settled for one in once.disputes(HELD)] == [False, True]
    assert once.stage(HELD) is MeetingStage.DISPUTED
    assert once.settle_dispute("d-1", DisputeOutcome.RECORD_STANDS, **MANAGER).stage(HELD) is MeetingStage.RECORDED
    with pytest.raises(MoveNotAllowed):
        once.settle_dispute("d-2", DisputeOutcome.RECORD_STANDS, **MANAGER)
    with pytest.raises(MoveNotAllowed, match="an id of its own"):
        once.dispute("d-1", DisputedMatter.FACTS, **THEN)
    with pytest.raises(UnknownId, match="no such dispute"):
        once.settle_dispute("d-3", DisputeOutcome.RECORD_STANDS, **MANAGER)
    with pytest.raises(UnknownId, match="no such child"):
        once.add(Disputed(dispute="d-3", matter=DisputedMatter.FACTS, children=("c-9",)), **THEN)
