"""The filing gate: nothing private goes on a child's file, or stays off it, without somebody's decision."""

from datetime import date

import attrs
import pytest

from reflective.casework import Case, decide_filing, file, undecided
from reflective.errors import BadEntry, MoveNotAllowed, UnknownId
from reflective.fields import Id, Text
from reflective.practice import Action, Cycle, Plan, Stage, Supervision
from reflective.practice.people import PersonKind
from reflective.practice.supervision import Distilled, MeetingPart, OffFile, UnsignedBecause
from reflective.records import Audience, Content, Link, content

DAY = date(2021, 9, 7)
LATER = date(2021, 10, 5)
BY = {"on": DAY, "recorded": DAY, "by": "w-1"}
MANAGER = {**BY, "by": "m-1"}
THEN = {"on": LATER, "recorded": LATER, "by": "m-1"}
WHO = (("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))
FEELING = Link(record="cycle-1", place=1)
ADDRESS = Link(record="cycle-1", place=2)
WORDS = "her unease was talked through, and the visits go on"


@content("northmere:feeling", Audience.PERSONAL, owner="whose")
class Feeling(Content):
    """A worker's own."""

    whose: Id
    what: Text


@content("northmere:address", Audience.RESTRICTED)
class Address(Content):
    """For named staff."""

    what: Text


def held(meeting, on=BY):
    """A meeting about two siblings, written up and signed by both."""
    meeting = Supervision(id=meeting).hold(WHO, children=("c-1", "c-2"), **on)
    meeting = meeting.record_child("c-1", "x", **on).record_child("c-2", "y", **on).record(**on)
    both = ((MeetingPart.PRACTITIONER, "w-1"), (MeetingPart.SUPERVISOR, "m-1"))
    for part, by in both:
        meeting = meeting.sign(part, **{**on, "by": by})
    return meeting


@pytest.fixture
def case():
    """A feeling and an address about the first child, and two private entries about the sibling alone."""
    thinking = Cycle(id="cycle-1").enter(Stage.EXPERIENCE, about=("c-1", "c-2"), **BY)
    thinking = thinking.add(Feeling(whose="w-1", what="I dread the door"), about=("c-1",), **BY)
    refuge = Address(what="the refuge is in Mill Lane")
    thinking = thinking.add(refuge, about=("c-1", "p-1"), withheld_from=("p-2",), **MANAGER)
    thinking = thinking.add(Feeling(whose="w-1", what="she is like my sister"), about=("c-2",), **BY)
    thinking = thinking.add(Address(what="y"), about=("c-2",), **BY)
    return Case.opened("case-1").join(held("s-1"), **BY).join(thinking, **BY)


@pytest.fixture
def decided(case):
    case = decide_filing(case, "c-1", "s-1", ADDRESS, OffFile.STAYS, **MANAGER)
    return decide_filing(case, "c-1", "s-1", FEELING, OffFile.DISTILLED, words=WORDS, **MANAGER)


def confirmed(case, *signers, child="c-1", entry=FEELING):
    for by in signers:
        case = case.put(case["s-1"].confirm_distillation(child, entry, **{**BY, "by": by}))
    return case


def test_nothing_is_filed_while_a_private_entry_about_the_child_has_no_decision(case):
    """The refusal says where each one stands, and nothing of what stands there."""
    assert undecided(case, "c-1", DAY) == (FEELING, ADDRESS)
    with pytest.raises(BadEntry) as refused:
        file(case, "c-1", "s-1", **MANAGER)
    assert (refused.value.code, refused.value.record) == ("filing.undecided", "s-1")
    assert "cycle-1, at 1, 2" in str(refused.value)
    assert not any(words in str(refused.value) for words in ("door", "Mill Lane", "w-1", "p-1"))


def test_a_distillation_is_undecided_until_both_have_confirmed_it(decided):
    """One of the two alone would put words about the other's feelings on a file."""
    for one in (decided, confirmed(decided, "w-1"), confirmed(decided, "m-1")):
        assert undecided(one, "c-1", DAY) == (FEELING,)
        with pytest.raises(BadEntry, match="cycle-1, at 1"):
            file(one, "c-1", "s-1", **MANAGER)
    assert undecided(confirmed(decided, "w-1", "m-1"), "c-1", DAY) == ()


def test_what_is_filed_and_what_stays_off_is_said_and_stored_without_a_word_of_it(decided):
    """The child's record and the confirmed words go on the file; two entries stay where they are."""
    filing = file(confirmed(decided, "w-1", "m-1"), "c-1", "s-1", **MANAGER)
    meeting = filing.case["s-1"]
    distilled = len(meeting.entries) - 2
    assert filing.filed == (Link(record="s-1", place=1), Link(record="s-1", place=distilled))
    assert filing.kept_off == {Audience.PERSONAL: 1, Audience.RESTRICTED: 1}
    stored = meeting.filing("c-1", DAY)
    assert (stored.filed, stored.kept_off, stored.signed) == (filing.filed, 2, True)
    shown = [entry.content for _, entry in filing.case.for_child("c-1", DAY).shown("s-1").entries]
    assert [one.words for one in shown if isinstance(one, Distilled)] == [WORDS]
    everything = f"{shown} {[attrs.asdict(one) for one in shown]}"
    assert not any(words in everything for words in ("door", "Mill Lane", "cycle-1"))


def test_a_siblings_private_entries_are_neither_looked_at_nor_counted(decided):
    """Neither the refusal nor the count of one child's filing tells that there is anything about another."""
    case = confirmed(decided, "w-1", "m-1")
    assert undecided(case, "c-2", DAY) == (Link(record="cycle-1", place=3), Link(record="cycle-1", place=4))
    assert sum(file(case, "c-1", "s-1", **MANAGER).kept_off.values()) == 2
    with pytest.raises(UnknownId, match="no such entry to decide on"):
        decide_filing(case, "c-1", "s-1", Link(record="cycle-1", place=3), OffFile.STAYS, **MANAGER)
    sibling = [
        entry for _, entry in file(case, "c-1", "s-1", **MANAGER).case.for_child("c-2", DAY).shown("s-1").entries
    ]
    assert not any(isinstance(entry.content, Distilled) for entry in sibling)


def test_an_entry_about_two_siblings_is_decided_on_for_each(case):
    """The words that suit one child's file may tell of the other."""
    cycle = case["cycle-1"].add(Feeling(whose="w-1", what="both"), about=("c-1", "c-2"), **BY)
    both, case = Link(record="cycle-1", place=5), case.put(cycle)
    once = decide_filing(case, "c-1", "s-1", both, OffFile.STAYS, **MANAGER)
    assert both not in undecided(once, "c-1", DAY)
    assert both in undecided(once, "c-2", DAY)


def test_a_decision_and_its_words_are_closed_for_everybody_for_whom_the_entry_is(case):
    """The father from whom an address is withheld does not read it in other words."""
    case = decide_filing(case, "c-1", "s-1", ADDRESS, OffFile.DISTILLED, words="she is safe", **MANAGER)
    decision = case["s-1"].entries[-1]
    assert (decision.audience, decision.withheld_from) == (Audience.RESTRICTED, ("p-2",))
    case = decide_filing(case, "c-1", "s-1", FEELING, OffFile.STAYS, **MANAGER)
    own = case["s-1"].entries[-1]
    assert (own.audience, own.owner, own.about) == (Audience.PERSONAL, "w-1", ("c-1",))
    case = confirmed(case, "m-1", "w-1", entry=ADDRESS)
    distilled = file(case, "c-1", "s-1", **MANAGER).case["s-1"].entries[-2]
    assert (distilled.content, distilled.withheld_from) == (Distilled(child="c-1", words="she is safe"), ("p-2",))


def test_only_a_private_entry_about_the_child_that_stands_is_decided_on(case):
    """A struck entry is nobody's matter any more; an open one goes on the file as it is."""
    for link in (Link(record="cycle-1", place=0), Link(record="cycle-1", place=99), Link(record="cycle-1")):
        with pytest.raises(UnknownId, match="no such entry to decide on"):
            decide_filing(case, "c-1", "s-1", link, OffFile.STAYS, **MANAGER)
    struck = case.put(case["cycle-1"].correct(1, reason="another child's", recorded=DAY, by="w-1"))
    assert undecided(struck, "c-1", DAY) == (ADDRESS,)
    again = attrs.evolve(case["cycle-1"].entries[1], content=Feeling(whose="w-1", what="I dread the hall"))
    rewritten = case["cycle-1"].correct(1, reason="a slip", recorded=DAY, by="w-1", instead=[again])
    decided = decide_filing(case, "c-1", "s-1", FEELING, OffFile.STAYS, **MANAGER).put(rewritten)
    assert Link(record="cycle-1", place=6) in undecided(decided, "c-1", DAY)


def test_an_open_entry_that_became_close_is_looked_at(case):
    """The plan of the refuge was tightened, and what was written on it before is as close since."""
    moving = {"about": ("c-1",), **BY}
    plan = (
        Plan(id="plan-1")
        .agree(Action(id="a-1", text="move"), **moving)
        .begin("a-1", **{**moving, "on": LATER, "recorded": LATER})
    )
    case = case.join(plan, **BY)
    assert undecided(case, "c-1", LATER) == (FEELING, ADDRESS)
    closer = attrs.evolve(plan.entries[0], audience=Audience.RESTRICTED)
    case = case.put(plan.correct(0, reason="her safety", recorded=LATER, by="w-1", instead=[closer]))
    assert {one.place for one in undecided(case, "c-1", LATER) if one.record == "plan-1"} == {1, 3}


def test_the_list_of_people_is_looked_at_too(case):
    """An address may be restricted there."""
    people = case.people.name("c-1", PersonKind.CHILD, audience=Audience.RESTRICTED, about=("c-1",), **BY)
    assert Link(record="case-1:people", place=0) in undecided(case.put(people), "c-1", DAY)


def test_a_later_meeting_asks_for_no_decision_twice(decided):
    """A decision to keep in September holds in October; words that both agreed to are not put on the file again."""
    filed = file(confirmed(decided, "w-1", "m-1"), "c-1", "s-1", **MANAGER).case
    case = filed.join(held("s-2", {**THEN, "by": "w-1"}), **THEN)
    assert undecided(case, "c-1", LATER) == ()
    filing = file(case, "c-1", "s-2", **THEN)
    assert filing.filed == (Link(record="s-2", place=1),)
    rewritten = filed.put(filed["s-1"].record_child("c-1", "there was more", **THEN))
    again = file(rewritten, "c-1", "s-1", unsigned_because=UnsignedBecause.NOT_REACHED, **THEN)
    said = [one.content for one in again.case["s-1"].entries if isinstance(one.content, Distilled)]
    assert (len(said), len(again.filed)) == (1, 2)


def test_the_gate_files_as_the_record_does(case):
    """An unsigned record needs its reason here too, and a child without a record has nothing to file."""
    unsigned = (
        Supervision(id="s-2").hold(WHO, children=("c-3", "c-4"), **BY).record_child("c-3", "x", **BY).record(**BY)
    )
    case = case.join(unsigned, **BY)
    with pytest.raises(MoveNotAllowed, match="say why it is filed unsigned"):
        file(case, "c-3", "s-2", **MANAGER)
    filed = file(case, "c-3", "s-2", unsigned_because=UnsignedBecause.LEFT, **MANAGER).case["s-2"]
    assert filed.filing("c-3", DAY).unsigned_because is UnsignedBecause.LEFT
    with pytest.raises(UnknownId, match="no such child record"):
        file(case, "c-4", "s-2", unsigned_because=UnsignedBecause.LEFT, **MANAGER)


@pytest.mark.parametrize(
    ("days", "left"),
    [
        ((LATER, DAY), ()),
        ((DAY, LATER), (FEELING, ADDRESS)),
        ((DAY, DAY), (FEELING, ADDRESS)),
    ],
    ids=["the first meeting decided last", "the second meeting decided last", "both on one day"],
)
def test_of_two_meetings_that_decide_on_an_entry_the_last_day_counts(case, days, left):
    """The first meeting lets the address stay, the second distils it in words that nobody confirmed.

    Of one day, the meeting that joined the case later has the last word.
    """
    case = decide_filing(case, "c-1", "s-1", FEELING, OffFile.STAYS, **MANAGER) if not left else case
    case = case.join(held("s-2"), **BY)
    steps = [(days[0], "s-1", OffFile.STAYS, None), (days[1], "s-2", OffFile.DISTILLED, "an address is kept")]
    for day, meeting, decision, words in sorted(steps, key=lambda step: step[0]):
        written = {"on": day, "recorded": day, "by": "m-1"}
        case = decide_filing(case, "c-1", meeting, ADDRESS, decision, words=words, **written)
    assert undecided(case, "c-1", LATER) == left
