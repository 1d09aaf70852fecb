"""The meeting from the diary to its writing up: prepared or not, held, a record for each child, and its agenda."""

from datetime import date

import attrs
import pytest

from reflective.errors import BadEntry, BadValue, BreaksLaterEntry, MoveNotAllowed, UnknownId
from reflective.practice import Supervision
from reflective.practice.cycle import Prompts
from reflective.practice.supervision import (
    Cancelled,
    Held,
    MeetingKind,
    MeetingMode,
    MeetingPart,
    MeetingStage,
    Missed,
    Planned,
    Prepared,
    agenda,
)
from reflective.records import Audience, Link
from reflective.records.due import due_row
from reflective.rules import Ruleset
from reflective.timescales import Deadline

DAY = date(2021, 9, 6)
HELD = date(2021, 9, 7)
BY = {"on": DAY, "recorded": DAY, "by": "w-1"}
THEN = {"on": HELD, "recorded": HELD, "by": "w-1"}
WHO = (("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))
FOCUS = Prepared(focus=(("f-1", "the journey"),))


@pytest.fixture
def planned():
    return Supervision(id="s-1").plan(DAY, WHO, children=("c-1", "c-2"), **BY)


@pytest.fixture
def held(planned):
    return planned.hold(WHO, **THEN)


def kinds(meeting, day=HELD):
    return [(event.kind, event.subject) for event in meeting.events(day)]


# Held, or not


def test_it_runs_from_the_day_it_was_held_and_not_from_the_plan(held):
    """A meeting planned for Monday and held on Tuesday was on Tuesday."""
    assert held.held_on(HELD) == HELD
    assert held.held_on(DAY) is None
    assert {event.on for event in held.events(HELD)} == {HELD}


def test_held_is_an_event_of_each_practitioner_and_each_child(held):
    """Two kinds of event, since two clocks run; the children are those planned for, unless others were discussed."""
    assert [(event.kind, event.subject, event.ref) for event in held.events(HELD)] == [
        ("supervision.held", "w-1", "s-1"),
        ("case_supervision.held", "c-1", "s-1"),
        ("case_supervision.held", "c-2", "s-1"),
    ]
    assert held.events(DAY) == ()


def test_a_planned_child_who_was_not_discussed_was_not_supervised(planned):
    """The clock of that child goes on running."""
    assert kinds(planned.hold(WHO, children=("c-2",), **THEN))[1:] == [("case_supervision.held", "c-2")]


def test_minutes_and_kind_are_facts_of_the_event(planned):
    """A rule may ask for both: 90 minutes, or no group."""
    event = planned.hold(WHO, kind=MeetingKind.JOINT, minutes=60, **THEN).events(HELD)[0]
    assert (event.fact("kind"), event.fact("minutes")) == ("joint", "60")


def test_an_ad_hoc_call_is_oversight_and_resets_no_clock_of_supervision():
    """Five minutes on the phone would otherwise show every worker, and every child, as supervised this month."""
    call = Supervision(id="s-1").hold(
        WHO, children=("c-1",), kind=MeetingKind.AD_HOC, minutes=5, mode=MeetingMode.PHONE, at="22:40", **THEN
    )
    assert kinds(call) == [("ad_hoc_supervision.held", "w-1"), ("ad_hoc_case_supervision.held", "c-1")]
    said = {kind for kind, _ in kinds(call)}
    rules = [rule for name in Ruleset.names() for rule in Ruleset.load(name).rules]
    assert not any(said & {*rule.trigger, *rule.met_by} for rule in rules)
    assert (call.entries[0].at, call.entries[0].content.mode) == ("22:40", MeetingMode.PHONE)


def test_an_ad_hoc_one_is_held_without_a_plan():
    """Its own short path: held, and written up."""
    short = Supervision(id="s-1").hold(WHO, kind=MeetingKind.AD_HOC, **THEN).record(**THEN)
    assert short.stage(HELD) is MeetingStage.RECORDED


def test_a_group_supervises_every_practitioner_in_it():
    """Each has a clock of their own."""
    group = (*WHO, ("w-2", MeetingPart.PRACTITIONER))
    assert kinds(Supervision(id="s-1").hold(group, kind=MeetingKind.GROUP, **THEN)) == [
        ("supervision.held", "w-1"),
        ("supervision.held", "w-2"),
    ]


@pytest.mark.parametrize("minutes", [-5, 0, 1441])
def test_a_meeting_lasts_from_a_minute_to_a_day(minutes):
    """Minus five minutes of supervision were accepted, and met the rule."""
    for content in (Held, lambda **given: Planned(day=DAY, **given)):
        with pytest.raises(BadValue, match="from 1 to 1,440"):
            content(people=WHO, minutes=minutes)
        assert {content(people=WHO, minutes=most).minutes for most in (1, 1440)} == {1, 1440}


def test_a_meeting_has_somebody_in_it():
    """A meeting without people in it is refused."""
    with pytest.raises(BadEntry, match="at least one person"):
        Supervision(id="s-1").hold((), **THEN)


def test_one_that_was_broken_off_is_held_when_the_rest_is(planned):
    """Part held is on the record, and is not the day that frequencies run from."""
    part = planned.hold(WHO, broken_off=True, **BY)
    assert part.stage(DAY) is MeetingStage.PART_HELD
    assert part.events(DAY) == ()
    assert (part.held_on(DAY), part.begun_on(DAY)) == (None, DAY)
    whole = part.hold(WHO, **THEN)
    assert (whole.held_on(HELD), whole.begun_on(HELD)) == (HELD, DAY)
    assert part.record_child("c-1", "as far as it went", **THEN).record(**THEN).held_on(HELD) is None


def test_a_cancelled_meeting_was_not_held(planned):
    """It says why, and resets no clock."""
    cancelled = planned.cancel("court", **BY)
    assert cancelled.held_on(DAY) is None
    assert {event.kind for event in cancelled.events(DAY)} == {"case_supervision.cancelled"}


def test_a_cancelled_meeting_is_not_held_and_a_held_one_neither_missed_nor_cancelled_nor_held_again(planned, held):
    """`correct` mends a wrong entry; a second one beside it would leave both to be believed."""
    with pytest.raises(MoveNotAllowed):
        planned.cancel("court", **BY).hold(WHO, **THEN)
    for again in (held.miss, lambda **given: held.cancel("court", **given), lambda **given: held.hold(WHO, **given)):
        with pytest.raises(MoveNotAllowed):
            again(**THEN)
    with pytest.raises(BreaksLaterEntry):
        planned.cancel("court", on=HELD, recorded=HELD, by="w-1").hold(WHO, **BY | {"recorded": HELD})


def test_a_wrong_entry_is_corrected_with_what_followed_it_on_that_day(held):
    """Entries of one day stand in the order they were written: the refusal names the first that would be impossible."""
    written = held.record_child("c-1", "x", **THEN).record(**THEN)
    longer = attrs.evolve(held.entries[1], content=Held(people=WHO, children=("c-1", "c-2"), minutes=90))
    with pytest.raises(BreaksLaterEntry) as refused:
        written.correct(1, reason="the minutes", recorded=HELD, by="w-1", instead=[longer])
    assert refused.value.later == 2
    instead = [longer, *written.entries[2:]]
    corrected = written.correct(1, 2, 3, reason="the minutes", recorded=HELD, by="w-1", instead=instead)
    assert corrected.stage(HELD) is MeetingStage.RECORDED
    assert corrected.events(HELD)[0].fact("minutes") == "90"
    assert corrected.irregularities() == ()


def test_a_day_that_passed_with_nothing_on_the_record_was_missed(planned):
    """On the day itself it was not yet; held, part held or cancelled, it never was; said to be, it was."""
    assert [planned.missed(day) for day in (DAY, HELD)] == [False, True]
    assert planned.prepare(FOCUS, **BY).missed(HELD)
    for content in (Held(people=WHO), Held(people=WHO, broken_off=True), Cancelled(because="court")):
        assert not planned.add(content, **BY).missed(HELD)
    assert planned.add(Missed(), **BY).missed(DAY)
    assert not Supervision(id="s-1").missed(HELD)


# Prepared and reached


def test_all_that_was_prepared_and_not_reached_is_listed_once_it_was_held(planned):
    """A focus as much as a prompt or an own question: it was what the meeting should have been about."""
    prepared = Prepared(
        focus=(("f-1", "the journey"), ("f-2", "Mick")), prompts=("q-1", "q-2"), own_questions=(("own-1", "why now?"),)
    )
    meeting = planned.prepare(prepared, **BY).draft("q-1", "perhaps", **BY)
    assert meeting.not_reached(DAY) == ()
    meeting = meeting.hold(WHO, **THEN).discuss("q-2", **THEN).discuss("f-1", **THEN)
    assert meeting.not_reached(HELD) == ("f-2", "q-1", "own-1")


def test_ids_of_what_is_prepared_are_given_once():
    """One id for two of them would leave open which was reached."""
    with pytest.raises(BadValue, match="none of them twice"):
        Prepared(focus=(("q-1", "the journey"),), prompts=("q-1",))


def test_prompts_are_judged_where_a_set_of_them_is_given(planned, held):
    """A mistyped prompt would be prepared and never found; a host's own set has other ids."""
    shipped = Prompts.shipped()
    known = Prepared(focus=(), prompts=("next-stage",))
    assert planned.prepare(known, prompts=shipped, **BY).prepared(DAY) == (known,)
    mistyped = attrs.evolve(known, prompts=("next-stage", "nxet-stage"))
    with pytest.raises(UnknownId, match="no such prompt"):
        planned.prepare(mistyped, prompts=shipped, **BY)
    assert planned.prepare(mistyped, **BY).prepared(DAY) == (mistyped,)
    with pytest.raises(UnknownId, match="no such prompt"):
        held.discuss("nxet-stage", prompts=shipped, **THEN)
    focused = planned.prepare(FOCUS, **BY).hold(WHO, **THEN)
    assert focused.discuss("f-1", prompts=shipped, **THEN).not_reached(HELD) == ()


def test_own_questions_and_drafts_are_the_practitioners_own(planned):
    """They are on the personal file of whoever prepared; that there was a preparation is for the child's file."""
    own = Prepared(focus=(), own_questions=(("own-1", "why do I dread it?"),))
    meeting = planned.prepare(FOCUS, **BY).prepare(own, **BY).draft("own-1", "she is like my mother", **BY)
    assert [(entry.audience, entry.owner) for entry in meeting.entries[1:]] == [
        (Audience.CHILD_FILE, None),
        (Audience.PERSONAL, "w-1"),
        (Audience.PERSONAL, "w-1"),
    ]


# Written up


def test_nothing_of_a_meeting_is_written_before_it_was_held(planned):
    """A record of what is still to be said would be somebody's wish."""
    for early in (
        lambda: planned.record_child("c-1", "x", **BY),
        lambda: planned.discuss("q-1", **BY),
    ):
        with pytest.raises(MoveNotAllowed, match="say first that it was held"):
            early()
    assert {step.verb for step in planned.moves(DAY)} == {"prepare", "hold", "cancel", "miss"}


def test_a_child_who_was_not_in_the_meeting_has_no_record_of_it(held):
    """A mistyped child would otherwise have a record that nobody looks for."""
    with pytest.raises(UnknownId, match="no such child"):
        held.record_child("c-9", "x", **THEN)


def test_every_entry_of_a_meeting_is_about_its_children_and_a_childs_record_about_that_child(held):
    """Nobody has to name them again, and nothing of it falls out of the file for want of a name."""
    meeting = held.discuss("q-1", **THEN).record_child("c-1", "x", **THEN).record(**THEN)
    both = ("c-1", "c-2")
    assert [entry.about for entry in meeting.entries] == [both, both, both, ("c-1",), both]


def test_recorded_is_an_event_of_the_children_who_have_a_record(held):
    """A sibling without one is not reported as recorded; with one that is written late, from that day."""
    recorded = held.record_child("c-1", "x", **THEN).record(**THEN)
    assert kinds(recorded)[3:] == [("case_supervision.recorded", "c-1")]
    later = {"on": date(2021, 9, 9), "recorded": date(2021, 9, 9), "by": "w-1"}
    both = recorded.record_child("c-2", "y", **later).record_child("c-2", "z", **later)
    assert kinds(both, later["on"])[4:] == [("case_supervision.recorded", "c-2")]
    assert both.events(later["on"])[-1].on == later["on"]


# The agenda


def row(rule, item, *, trigger=DAY, still_open=True):
    """A row of what is due, as a case gives it."""
    return due_row(
        rule=rule,
        subject="c-1",
        record="p-1",
        item=item,
        what="as agreed",
        trigger=trigger,
        deadline=Deadline.on(DAY),
        first_due=DAY,
        as_of=HELD,
        met=None if still_open else DAY,
        open=still_open,
        place=0,
        audience="child_file",
    )


def test_what_earlier_meetings_left_open_is_on_the_agenda(held):
    """Actions, parts with a day, decisions and reviews: each dropped one would be one that nobody goes back to."""
    rules = ["case.action", "case.part", "case.decision", "case.review"]
    rows = [row(rule, f"a-{number}") for number, rule in enumerate(rules)]
    assert [one.rule for one in agenda(held, HELD, rows).left_open] == rules
    settled = [row(rule, "a-9", still_open=False) for rule in rules]
    others = [row(rule, "a-9") for rule in ("case.checkpoint", "case.look_again")]
    assert agenda(held, HELD, [*settled, *others]).left_open == ()


def test_what_this_meeting_agrees_is_not_on_its_own_agenda(planned, held):
    """An agenda looks back: this meeting's actions are the next one's."""
    assert agenda(held, HELD, [row("case.action", "a-1", trigger=HELD)]).left_open == ()
    assert agenda(planned, DAY, [row("case.action", "a-1")]).left_open == ()
    unplanned = agenda(Supervision(id="s-2"), HELD, [row("case.action", "a-1")])
    assert [one.ref for one in unplanned.left_open] == ["p-1/a-1"]


def test_an_agenda_is_not_shown_by_its_repr(planned):
    """Questions of one's own are counted, and their words stay where they are."""
    own = Prepared(focus=(("f-1", "her mother"),), own_questions=(("own-1", "why do I dread it?"),))
    found = agenda(planned.prepare(own, **BY), DAY)
    assert repr(found) == "<agenda: 0 left open, 1 in focus>"
    assert (found.focus, found.own_questions) == ((("f-1", "her mother"),), (("own-1", "why do I dread it?"),))


def test_the_next_meeting_reviews_a_record_that_somebody_never_signed(held):
    """The worker has left, and what came of the meeting is looked at all the same."""
    recorded = held.record_child("c-1", "x", **THEN).record(**THEN)
    assert recorded.review(Link(record="s-2"), **THEN).stage(HELD) is MeetingStage.RECORDED
