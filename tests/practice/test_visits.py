"""Visits and contacts: who was seen, what was tried, who was not invited, and how each person is worked with."""

from datetime import date

import pytest

from reflective.casework import Case
from reflective.errors import BadValue, MoveNotAllowed, UnknownId
from reflective.practice import Audience, Link, Visits
from reflective.practice.visits import (
    CommunicationNeed,
    ContactMade,
    ContactStatus,
    ContactTried,
    EngagementSeen,
    NoContactReason,
    NotInvited,
    NotSeen,
    Seen,
    VisitKind,
    VisitMade,
)
from reflective.records import ContactMode, Setting
from reflective.rules import Event, Ruleset, Status

DAY = date(2025, 4, 1)
LATER = date(2025, 5, 12)
BY = {"on": DAY, "recorded": DAY, "by": "w-1"}
THEN = {"on": LATER, "recorded": LATER, "by": "w-1"}
PLACED = Event(subject="c-4", kind="placement.started", on=date(2025, 3, 25), ref="placement-1")


def visit(contact="v-1", *, child="c-4", **given):
    return VisitMade(contact=contact, seen=(Seen(child=child, alone=True),), **given)


def call(contact, reason=NoContactReason.NOT_LET):
    return ContactTried(contact=contact, people=("p-2",), mode=ContactMode.VIDEO, reason=reason)


def status_of(visits, day):
    """How the first visit to the looked-after child stands: regulation 28(2)(a) asks for one within a week."""
    found = Ruleset.load("england").obligations([PLACED, *visits.events(day)], day)
    return next(one.status for one in found if one.rule == "looked-after.visit" and one.period == 0)


def test_a_visit_meets_the_duty_of_law_that_it_fulfils():
    """The placement began on 25 March, and the first visit is due within a week: 1 April is in time."""
    seen = Visits(id="v-1").make_visit(visit(kinds=(VisitKind.LOOKED_AFTER,)), **BY)
    assert status_of(seen, DAY) is Status.MET


@pytest.mark.parametrize(
    "other",
    [
        visit(),
        visit(kinds=(VisitKind.CHILD_IN_NEED,)),
        visit(child="c-1", kinds=(VisitKind.LOOKED_AFTER,)),
        visit(mode=ContactMode.VIDEO, kinds=(VisitKind.LOOKED_AFTER,)),
        VisitMade(contact="v-1", seen=(), not_seen=(NotSeen(child="c-4"),), kinds=(VisitKind.LOOKED_AFTER,)),
    ],
    ids=["no duty", "another duty", "another child", "by video", "not seen"],
)
def test_control_a_visit_that_does_not_fulfil_the_duty_does_not_meet_it(other):
    """A sibling's visit, a call, or a visit on which the child was not seen would count for a child nobody saw."""
    assert status_of(Visits(id="v-1").make_visit(other, **BY), DAY) is not Status.MET


def test_each_child_seen_has_the_events_of_the_visit_and_whether_they_were_alone():
    """One visit under two plans is two events of one child, and the sibling upstairs has none."""
    both = visit(
        kinds=(VisitKind.CHILD_PROTECTION, VisitKind.LOOKED_AFTER),
        not_seen=(NotSeen(child="c-2", because="asleep"),),
        setting=Setting.PLACEMENT,
    )
    visits = Visits(id="r-1").make_visit(both, on=DAY, recorded=LATER, by="w-1")
    facts = (("alone", "yes"), ("mode", "face_to_face"), ("setting", "placement"))
    held = [
        Event(subject="c-4", kind=kind, on=DAY, ref="r-1/v-1", facts=facts)
        for kind in ("child_protection_visit.held", "looked_after_visit.held")
    ]
    written_up = Event(subject="c-4", kind="visit.recorded", on=LATER, ref="r-1/v-1")
    assert list(visits.events(DAY)) == held
    assert list(visits.events(LATER)) == [*held, written_up]
    assert [place for place, _ in visits.not_seen(DAY)] == [0]


def test_contacts_tried_and_made_are_two_lists_of_each_person():
    """Row 22: three tries and one call of the father in prison, beside the mother who was seen."""
    visits = Visits(id="v-1").make_visit(visit(people=("p-1",)), **BY)
    for contact in ("f-1", "f-2", "f-3"):
        visits = visits.try_contact(call(contact), **BY)
    visits = visits.make_contact(ContactMade(contact="f-3", people=("p-2",), mode=ContactMode.VIDEO), **THEN)
    visits = visits.add(NotInvited(person="p-2", to="the conference"), **THEN)
    by_person = {one.person: one for one in visits.by_person(LATER)}
    assert (by_person["p-2"].tried, by_person["p-2"].made, by_person["p-2"].not_invited) == ((1, 2, 3), (4,), (5,))
    assert (by_person["p-1"].tried, by_person["p-1"].made) == ((), (0,))
    assert [place for place, _ in visits.tried(LATER, "p-2")] == [1, 2, 3]
    assert [place for place, _ in visits.made(LATER, "p-2")] == [4]
    assert [place for place, _ in visits.made(LATER)] == [0, 4]
    assert [place for place, _ in visits.visits(LATER, "c-4")] == [0]
    assert visits.contact("f-3", DAY) is ContactStatus.TRIED
    assert visits.contact("f-3", LATER) is ContactStatus.MADE
    assert visits.contact("f-9", LATER) is ContactStatus.NOT_BEGUN


def test_a_contact_is_made_once():
    """A later one is another contact, and has its own day in the list."""
    made = Visits(id="v-1").make_visit(visit(), **BY)
    with pytest.raises(MoveNotAllowed, match="an id of its own"):
        made.try_contact(call("v-1"), **THEN)


def test_a_child_was_seen_or_was_not():
    """A visit that lists a child in both ways would be counted in both."""
    with pytest.raises(BadValue, match="other children than those who were seen"):
        visit(not_seen=(NotSeen(child="c-4"),))
    with pytest.raises(BadValue, match="each once"):
        VisitMade(contact="v-1", seen=(Seen(child="c-4"), Seen(child="c-4")))


def test_who_was_not_invited_stays_on_the_record_with_or_without_a_reason():
    """A reason that nobody gave is not made up, and the meeting that is named is there."""
    visits = Visits(id="v-1").add(NotInvited(person="p-2", to="the conference"), **BY)
    assert [one.because for _, one in visits.not_invited(DAY)] == [None]
    with pytest.raises(UnknownId, match="no such entry in visits v-1"):
        visits.add(NotInvited(person="p-2", to="x", of=Link(record="v-1", place=7)), **BY)


def test_how_somebody_communicates_is_what_was_last_recorded_of_them():
    """Each person has a need of their own, and a later entry takes the place of theirs alone."""
    visits = Visits(id="v-1").add(CommunicationNeed(person="p-1", how="lip-reading"), **BY)
    visits = visits.add(CommunicationNeed(person="c-4", how="his eyes"), **BY)
    visits = visits.add(CommunicationNeed(person="p-1", how="British Sign Language", interpreter=True), **THEN)
    assert [(place, one.how) for place, one in visits.needs(LATER)] == [(2, "British Sign Language"), (1, "his eyes")]
    assert [one.how for _, one in visits.needs(DAY)] == ["lip-reading", "his eyes"]


def test_engagement_is_with_somebody_in_something_and_never_a_trait():
    """Row 82: the father who does not open to us goes to his recovery worker each week."""
    ours = EngagementSeen(
        person="p-2", with_whom="w-1", in_what="the plan", seen="he shut the door", we_tried=("a letter",)
    )
    theirs = EngagementSeen(person="p-2", with_whom="andrew", in_what="recovery", seen="he comes each week")
    visits = Visits(id="v-1").add(ours, **BY).add(theirs, **BY)
    assert [one.with_whom for _, one in visits.engagement(DAY, "p-2")] == ["w-1", "andrew"]
    assert visits.engagement(DAY, "p-1") == ()


def test_a_visit_is_about_whom_it_was_to_and_its_events_are_for_its_readers():
    """A restricted visit, such as one to a refuge, is in no event of an open reading."""
    visits = Visits(id="v-1").make_visit(visit(people=("p-1",), not_seen=(NotSeen(child="c-2"),)), **BY)
    assert visits.entries[0].about == ("c-4", "c-2", "p-1")
    hidden = visits.make_visit(visit("v-2"), **{**THEN, "audience": Audience.RESTRICTED})
    case = Case.opened("case-1").join(hidden, **THEN)
    assert {event.ref for event in case.read(as_of=LATER).events} == {"v-1/v-1"}
    everything = frozenset(Audience) - {Audience.PERSONAL}
    assert {event.ref for event in case.read(as_of=LATER, audiences=everything).events} == {"v-1/v-1", "v-1/v-2"}
