"""Filing: each child's record by itself, on its day, signed or with the reason; and the entries of the filing gate."""

from datetime import date

import attrs
import pytest

from reflective.errors import BadEntry, BadValue, BreaksLaterEntry, MoveNotAllowed, UnknownId
from reflective.practice import Supervision
from reflective.practice.supervision import (
    ChildRecord,
    ChildRecordStage,
    DisputedMatter,
    Filed,
    FilingDecision,
    MeetingKind,
    MeetingPart,
    MeetingStage,
    OffFile,
    UnsignedBecause,
)
from reflective.records import Audience, Link

HELD = date(2021, 9, 7)
LATER = date(2021, 9, 9)
THEN = {"on": HELD, "recorded": HELD, "by": "w-1"}
MANAGER = {**THEN, "by": "m-1"}
AFTER = {"on": LATER, "recorded": LATER, "by": "m-1"}
WHO = (("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))
FEELING = Link(record="cycle-1", place=4)


@pytest.fixture
def recorded():
    held = Supervision(id="s-1").hold(WHO, children=("c-1", "c-2", "c-3"), **THEN)
    return held.record_child("c-1", "x", **THEN).record_child("c-2", "y", **THEN).record(**THEN)


@pytest.fixture
def signed(recorded):
    return recorded.sign(MeetingPart.PRACTITIONER, **THEN).sign(MeetingPart.SUPERVISOR, **MANAGER)


# Each child by itself


def test_siblings_are_filed_one_by_one_each_on_a_day_of_their_own(signed):
    """One sibling's file may wait for a decision that another's does not need."""
    both = signed.file("c-1", **MANAGER).file("c-2", **AFTER)
    assert [both.stage(day) for day in (HELD, LATER)] == [MeetingStage.AGREED, MeetingStage.FILED]
    assert [both.filing(child, LATER).on for child in ("c-1", "c-2")] == [HELD, LATER]
    assert both.filing("c-2", HELD) is None
    filed = [(one.subject, one.on) for one in both.events(LATER) if one.kind == "case_supervision.filed"]
    assert filed == [("c-1", HELD), ("c-2", LATER)]
    assert [one.about for one in both.entries[-2:]] == [("c-1",), ("c-2",)]


@pytest.mark.parametrize("child", ["c-3", "c-9"])
def test_nothing_is_filed_for_a_child_who_has_no_record_of_the_meeting(signed, child):
    """A sibling's record does not serve, and a child who was not there is perhaps another family's."""
    with pytest.raises(UnknownId, match="no such child record"):
        signed.file(child, **MANAGER)


def test_a_record_is_filed_once_until_it_is_written_again(signed):
    """Twice on the file would read as two meetings."""
    once = signed.file("c-1", **MANAGER)
    with pytest.raises(MoveNotAllowed, match="it is on the file as it stands"):
        once.file("c-1", **MANAGER)
    assert [step.item for step in once.moves(HELD) if step.verb == "file"] == ["c-2"]


REWRITTEN = {
    "rewritten": lambda one: one.record_child("c-1", "there was more", **AFTER),
    "rewritten the same day": lambda one: one.record_child("c-1", "there was more", **MANAGER),
}


@pytest.mark.parametrize("how", REWRITTEN)
def test_a_childs_record_that_was_edited_after_filing_is_filed_again_and_a_siblings_is_not(signed, how):
    """The child's file would otherwise hold another text than the meeting's."""
    filed = signed.file("c-1", **MANAGER).file("c-2", **MANAGER)
    edited = REWRITTEN[how](filed)
    assert edited.state(LATER).records == {"c-1": ChildRecordStage.WRITTEN, "c-2": ChildRecordStage.FILED}
    assert edited.at(edited.machines[1], LATER, "c-1") is ChildRecordStage.WRITTEN
    assert [edited.filing(child, LATER).edited_since for child in ("c-1", "c-2")] == [True, False]
    assert edited.stage(LATER) is MeetingStage.RECORDED
    assert edited.irregularities() == ()
    with pytest.raises(MoveNotAllowed, match="say why it is filed unsigned"):
        edited.file("c-1", **AFTER)
    again = edited.file("c-1", unsigned_because=UnsignedBecause.OFF_SICK, **AFTER)
    assert again.stage(LATER) is MeetingStage.FILED
    assert (again.filing("c-1", LATER).signed, again.filing("c-2", LATER).signed) == (False, True)


def test_a_filed_record_is_corrected_together_with_its_filing_and_filed_again(signed):
    """Entries of one day stand in the order they were written, so the correction says what becomes of the filing."""
    filed = signed.file("c-1", **MANAGER)
    last = len(filed.entries) - 1
    corrected = attrs.evolve(filed.entries[1], content=ChildRecord(child="c-1", summary="corrected"))
    with pytest.raises(BreaksLaterEntry) as refused:
        filed.correct(1, reason="a slip", recorded=LATER, by="m-1", instead=[corrected])
    assert refused.value.later == last
    mended = filed.correct(1, last, reason="a slip", recorded=LATER, by="m-1", instead=[corrected])
    assert mended.at(mended.machines[1], LATER, "c-1") is ChildRecordStage.WRITTEN
    assert mended.filing("c-1", LATER) is None
    again = mended.file("c-1", unsigned_because=UnsignedBecause.OFF_SICK, **AFTER)
    assert again.at(again.machines[1], LATER, "c-1") is ChildRecordStage.FILED


def test_a_record_whose_last_version_was_struck_after_filing_is_filed_again(signed):
    """The earlier version stands again, and the file has the one that was struck."""
    rewritten = signed.record_child("c-1", "of another child", **MANAGER)
    filed = rewritten.file("c-1", unsigned_because=UnsignedBecause.OFF_SICK, **MANAGER)
    struck = filed.correct(6, reason="another child's", recorded=LATER, by="m-1")
    assert struck.state(LATER).records["c-1"] is ChildRecordStage.WRITTEN


# Unsigned, with the reason


@pytest.mark.parametrize("because", UnsignedBecause)
def test_a_record_is_filed_unsigned_with_the_reason_and_says_so(recorded, because):
    """The worker is off sick, has left or refuses: the manager's record reaches the file, and nobody signs for form."""
    once = recorded.sign(MeetingPart.SUPERVISOR, **MANAGER)
    filed = once.file("c-1", unsigned_because=because, note="since June", **AFTER)
    filing = filed.filing("c-1", LATER)
    assert (filing.on, filing.signed, filing.unsigned_because, filing.note) == (LATER, False, because, "since June")
    everybody = filed.file("c-2", unsigned_because=because, note="since June", **AFTER)
    assert everybody.stage(LATER) is MeetingStage.FILED


def test_a_disputed_record_is_filed_unsigned_with_the_reason(recorded):
    """A disagreement stops nothing, and stays to be seen."""
    disputed = recorded.dispute("d-1", DisputedMatter.DECISION, **THEN).sign(MeetingPart.SUPERVISOR, **MANAGER)
    filed = disputed.file("c-1", unsigned_because=UnsignedBecause.REFUSES, **AFTER)
    assert filed.filing("c-1", LATER).unsigned_because is UnsignedBecause.REFUSES
    assert [one.settled for one in filed.disputes(LATER)] == [False]


def test_a_group_is_filed_where_one_of_three_has_not_signed():
    """It could never be filed at all."""
    group = (*WHO, ("w-2", MeetingPart.PRACTITIONER))
    held = Supervision(id="s-1").hold(group, kind=MeetingKind.GROUP, children=("c-1",), **THEN)
    most = held.record_child("c-1", "x", **THEN).record(**THEN).sign(MeetingPart.PRACTITIONER, **THEN)
    most = most.sign(MeetingPart.SUPERVISOR, **MANAGER)
    filed = most.file("c-1", unsigned_because=UnsignedBecause.NOT_REACHED, **AFTER)
    assert filed.stage(LATER) is MeetingStage.FILED


def test_an_unsigned_record_is_not_filed_without_the_reason_nor_a_signed_one_with_it(recorded, signed):
    """The file says either that it is signed or why it is not, and what it says is so."""
    with pytest.raises(MoveNotAllowed, match="sign it first, or say why it is filed unsigned"):
        recorded.file("c-1", **MANAGER)
    with pytest.raises(BadEntry) as refused:
        signed.file("c-1", unsigned_because=UnsignedBecause.LEFT, **MANAGER)
    assert refused.value.code == "filing.signed"
    with pytest.raises(BadValue, match="the reason 'other'"):
        recorded.file("c-1", unsigned_because=UnsignedBecause.OTHER, **MANAGER)


def test_nothing_is_filed_before_it_is_written_up():
    """With the reason neither: the reason is why nobody signed, and not why nobody wrote."""
    held = Supervision(id="s-1").hold(WHO, children=("c-1",), **THEN).record_child("c-1", "x", **THEN)
    with pytest.raises(MoveNotAllowed, match="write it up first"):
        held.file("c-1", unsigned_because=UnsignedBecause.LEFT, **MANAGER)


def test_a_correction_long_after_filing_is_possible(signed):
    """The signatures lapse, and that they held when it was filed is not judged again."""
    filed = signed.file("c-1", **MANAGER)
    struck = filed.correct(2, reason="another child's", recorded=LATER, by="m-1")
    late = filed.record_child("c-2", "told late", **AFTER | {"on": HELD})
    for one in (struck, late):
        assert one.irregularities() == ()
        assert one.filing("c-1", LATER).signed


def test_a_stored_filing_that_nobody_signed_is_listed(recorded):
    """A document may say so; no record is made that does."""
    entry = attrs.evolve(recorded.entries[1], content=Filed(child="c-1", of=4))
    loaded = Supervision(id="s-1", entries=(*recorded.entries, entry))
    for one in (loaded, loaded.record_child("c-1", "rewritten", **AFTER)):
        assert [(place, why.code) for place, why in one.irregularities()] == [(4, "move.incomplete")]


# The entries of the gate


def decided(meeting, decision=OffFile.DISTILLED, words="it weighed on the work", **more):
    given = {"whose": "w-1", "held_as": Audience.PERSONAL, "words": words, **MANAGER, **more}
    return meeting.decide_filing("c-1", FEELING, decision, **given)


def counts(meeting, day=HELD):
    return meeting.filing_decisions(day)["c-1", "cycle-1", 4].counts


def test_whoever_files_decides_that_an_entry_stays_and_a_distillation_needs_both(recorded):
    """The words are about the worker, and for the child's file: she and her manager each agree to them."""
    assert counts(decided(recorded, OffFile.STAYS, None))
    distilled = decided(recorded)
    for first, second in ((THEN, MANAGER), (MANAGER, THEN)):
        once = distilled.confirm_distillation("c-1", FEELING, **first)
        assert (counts(distilled), counts(once)) == (False, False)
        with pytest.raises(BadEntry) as refused:
            once.confirm_distillation("c-1", FEELING, **first)
        assert refused.value.code == "signature.twice"
        with pytest.raises(UnknownId, match="no such distillation"):
            once.distil("c-1", "it weighed on the work", **MANAGER)
        both = once.confirm_distillation("c-1", FEELING, **second)
        assert counts(both)
        assert both.distil("c-1", "it weighed on the work", **MANAGER).entries[-1].audience is Audience.CHILD_FILE


def test_a_distillation_is_confirmed_by_nobody_else_and_by_no_typist(recorded):
    """A colleague cannot agree to what goes on the file of the worker's feelings."""
    for by, code in (({"by": "w-9"}, "distillation.part"), ({"by": "w-1", "typed_by": "m-1"}, "signature.typed")):
        with pytest.raises(BadEntry) as refused:
            decided(recorded).confirm_distillation("c-1", FEELING, **THEN | by)
        assert refused.value.code == code
    stays = decided(recorded, OffFile.STAYS, None)
    for link, meeting in ((FEELING, stays), (Link(record="cycle-1", place=5), decided(recorded))):
        with pytest.raises(UnknownId, match="no such distillation"):
            meeting.confirm_distillation("c-1", link, **THEN)


def test_a_supervisors_own_entry_is_confirmed_by_a_practitioner_too(recorded):
    """Both are two people, also where the entry is the manager's."""
    own = decided(recorded, whose="m-1").confirm_distillation("c-1", FEELING, **MANAGER)
    assert not counts(own)
    assert counts(own.confirm_distillation("c-1", FEELING, **THEN))


def test_words_that_were_changed_are_confirmed_again(recorded):
    """They would otherwise stand on the file over the agreement to other words."""
    both = decided(recorded).confirm_distillation("c-1", FEELING, **THEN)
    both = both.confirm_distillation("c-1", FEELING, **MANAGER)
    changed = decided(both, words="it weighed on the visits")
    assert not counts(changed)
    again = changed.confirm_distillation("c-1", FEELING, **THEN).confirm_distillation("c-1", FEELING, **MANAGER)
    assert counts(again)


def test_words_that_were_decided_on_late_are_not_covered_by_an_earlier_agreement(recorded):
    """A decision that is dated into the past stands before the agreement, which was to other words all the same."""
    both = decided(recorded).confirm_distillation("c-1", FEELING, **{**AFTER, "by": "w-1"})
    both = both.confirm_distillation("c-1", FEELING, **AFTER)
    assert counts(both, LATER)
    assert not counts(decided(both, words="it weighed on the visits", recorded=LATER), LATER)


def test_a_decision_is_as_close_as_the_entry_that_it_is_on(recorded):
    """The words before both agree to them, and that there is something to decide on, are for the same readers."""
    personal, restricted = decided(recorded), decided(recorded, held_as=Audience.RESTRICTED, whose="m-1")
    assert [(one.entries[-1].audience, one.entries[-1].owner) for one in (personal, restricted)] == [
        (Audience.PERSONAL, "w-1"),
        (Audience.RESTRICTED, None),
    ]
    assert "weighed" not in repr(personal.filing_decisions(HELD))


def test_a_decision_is_on_one_closed_entry_and_has_words_where_they_are_needed():
    """Half of a decision could not be carried out."""
    given = {"child": "c-1", "entry": FEELING, "held_as": Audience.PERSONAL, "whose": "w-1", "decision": OffFile.STAYS}
    for wrong in (
        {"entry": Link(record="cycle-1")},
        {"held_as": Audience.CHILD_FILE},
        {"words": "it weighed on the work"},
        {"decision": OffFile.DISTILLED},
    ):
        with pytest.raises(BadValue):
            FilingDecision(**given | wrong)
