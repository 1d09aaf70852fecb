"""Harm, incident by incident: who was harmed, by whom or not said, and as reported by whom."""

from datetime import date

import attrs
import pytest

from reflective.casework import Case
from reflective.errors import BadEntry, UnknownId
from reflective.practice import Audience, Incidents
from reflective.practice.incidents import ChildPresence, ChildThere, Harm, IncidentOutcome, IncidentReported
from reflective.rules import Event

DAY = date(2021, 9, 6)
LATER = date(2021, 10, 11)
BY = {"on": DAY, "recorded": DAY, "by": "w-1"}
THEN = {"on": LATER, "recorded": LATER, "by": "w-1"}
SLAP = Harm(harmed="p-1", what="slapped", by="p-2")
BY_POLICE = IncidentReported(
    incident="june",
    reported_by="police-1",
    harms=(attrs.evolve(SLAP, by=None),),
    children=(ChildThere(child="c-1", presence=ChildPresence.HEARD),),
)
BY_HER = IncidentReported(incident="june", reported_by="p-1", harms=(SLAP,))


@pytest.fixture
def incidents():
    return Incidents(id="i-1").report(BY_POLICE, **BY)


def test_harm_is_one_person_harmed_and_nobody_is_named_where_nobody_was(incidents):
    """Row 88: "not said" stays that, and no flag says that two people harmed each other."""
    assert [(place, one.harmed, one.by) for place, one in incidents.by_nobody_named(DAY)] == [(0, "p-1", None)]
    fields = {field.name for kind in (Harm, IncidentReported, IncidentOutcome) for field in attrs.fields(kind)}
    assert not any("mutual" in name or "perpetrator" in name or "victim" in name for name in fields)


def test_two_people_who_harmed_each_other_are_two_harms():
    """Each harm has its own person and its own deed, so that a slap and a shout are not one word."""
    shout = Harm(harmed="p-2", what="shouted at", by="p-1")
    both = Incidents(id="i-1").report(attrs.evolve(BY_POLICE, harms=(SLAP, shout)), **BY)
    assert [one.what for _, one in both.harms(DAY, harmed="p-1")] == ["slapped"]
    assert [one.what for _, one in both.harms(DAY, by="p-1")] == ["shouted at"]
    assert len(both.harms(DAY)) == 2


def test_every_report_of_an_incident_stands_beside_the_others(incidents):
    """The police name nobody and she names him: both are given, with their places, and none is chosen."""
    told = incidents.report(BY_HER, **THEN)
    (one,) = told.reported_differently(LATER)
    assert [(place, report.reported_by) for place, report in one.reports] == [(0, "police-1"), (1, "p-1")]
    assert told.reported_differently(DAY) == ()
    again = incidents.report(attrs.evolve(BY_POLICE, reported_by="gp-1"), **THEN)
    assert again.reported_differently(LATER) == ()


@pytest.mark.parametrize("reporter", ["p-1", "c-1"], ids=["the one harmed", "a child who was there"])
def test_a_disclosure_is_withheld_from_whoever_it_names(incidents, reporter):
    """Her words to the worker, or the child's, put them at risk on his copy."""
    child = ChildThere(child="c-1", presence=ChildPresence.SAW)
    disclosure = attrs.evolve(BY_HER, reported_by=reporter, children=(child,))
    told = incidents.report(disclosure, **{**THEN, "withheld_from": ("p-9",)})
    assert told.entries[-1].withheld_from == ("p-9", "p-2")
    case = Case.opened("case-1").join(told, **THEN)
    assert len(case.read(as_of=LATER)["i-1"].harms(LATER)) == 2
    his = case.read(as_of=LATER, reader="p-2")
    assert [one.by for _, one in his["i-1"].harms(LATER)] == [None]
    assert [event.on for event in his.events] == [DAY]
    with pytest.raises(BadEntry, match="withheld from whoever it says did it") as caught:
        incidents.add(disclosure, **THEN)
    assert caught.value.code == "incident.disclosed"
    assert incidents.add(disclosure, **THEN, audience=Audience.RESTRICTED)


def test_a_report_of_somebody_else_is_for_the_readers_that_it_was_written_for(incidents):
    """The police told him too: nothing of it is withheld by itself."""
    assert incidents.entries[0].withheld_from == ()
    named = incidents.report(attrs.evolve(BY_POLICE, harms=(SLAP,)), **THEN)
    assert named.entries[-1].withheld_from == ()


def test_his_own_report_is_not_withheld_from_himself(incidents):
    """He says that he harmed her, or that she harmed him: either is his own word."""
    his = IncidentReported(
        incident="june", reported_by="p-2", harms=(SLAP, Harm(harmed="p-2", what="scratched", by="p-1"))
    )
    told = incidents.report(BY_HER, **THEN).report(his, **THEN)
    assert told.entries[-1].withheld_from == ("p-1",)


def test_a_report_is_about_everybody_harmed_named_or_there_and_not_the_reporter(incidents):
    """Whoever reported it has no part of it on their file."""
    assert incidents.entries[0].about == ("p-1", "c-1")
    named = incidents.report(attrs.evolve(BY_POLICE, harms=(SLAP,)), **THEN)
    assert named.entries[-1].about == ("p-1", "p-2", "c-1")


def test_what_was_done_about_an_incident_stands_with_it(incidents):
    """An outcome belongs to an incident that was reported."""
    done = incidents.record_outcome("june", "no further action", by_whom="police-1", people=("p-2",), **THEN)
    assert [one.what for _, one in done.incidents(LATER)[0].outcomes] == ["no further action"]
    assert done.entries[-1].about == ("p-2",)
    with pytest.raises(UnknownId, match="no such incident"):
        incidents.record_outcome("july", "x", **THEN)


def test_the_event_of_a_report_is_about_each_child_and_says_where_they_were(incidents):
    """A council's own rule may ask for it; who harmed whom is in no event."""
    assert incidents.events(DAY) == (
        Event(subject="c-1", kind="incident.reported", on=DAY, ref="i-1/june", facts=(("presence", "heard"),)),
    )
