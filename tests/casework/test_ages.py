"""The facts of age that rules ask of an event, from a birth date: by hand, at each day on which one of them changes."""

from datetime import date

import pytest

from reflective.casework import Case
from reflective.practice import ChildStatus
from reflective.practice.people import PersonKind
from reflective.practice.status import SpellKind, Step
from reflective.timescales import PartialDate

BORN = date(2010, 6, 15)


def birthday(years, *, days_before=0):
    return date(2010 + years, 6, 15 - days_before)


def facts(kind, day, as_of=None):
    """The facts of the event of a child who was born on 15 June 2010."""
    by = {"on": BORN, "recorded": BORN, "by": "w-1"}
    case = Case.opened("case-1")
    case = case.put(case.people.name("c-1", PersonKind.CHILD, born=PartialDate.exact(BORN), **by))
    status, then = ChildStatus(id="s-1").of("c-1", **by), by | {"on": day, "recorded": day}
    if kind == "care":
        status = status.begin("care-1", SpellKind.LOOKED_AFTER, **then)
    else:
        status = status.take_step(Step.HEALTH_ASSESSMENT_HELD, "health-1", **then)
    reading = case.join(status, **then).read(as_of=as_of or day)
    (event,) = [one for one in reading.events if one.on == day]
    return dict(event.facts)


@pytest.mark.parametrize(
    ("day", "band"),
    [
        (birthday(0, days_before=-1), "under_5"),
        (birthday(5, days_before=1), "under_5"),
        (birthday(5), "5_and_over"),
        (birthday(7), "5_and_over"),
        (birthday(12), "5_and_over"),
    ],
)
def test_the_band_of_a_health_assessment_changes_on_the_fifth_birthday(day, band):
    """Regulation 7 of 2010: six months before the fifth birthday, twelve after."""
    assert facts("health", day) == {"age_band": band}


@pytest.mark.parametrize(
    ("day", "school", "aged"),
    [
        (birthday(2), "no", "no"),
        (birthday(4, days_before=1), "no", "no"),
        (birthday(4), None, "yes"),
        (birthday(5), None, "yes"),
        (birthday(6, days_before=1), None, "yes"),
        (birthday(6), "yes", "yes"),
        (birthday(10), "yes", "yes"),
        (birthday(16, days_before=1), "yes", "yes"),
        (birthday(16), None, "yes"),
        (birthday(17, days_before=1), None, "yes"),
        (birthday(17), None, "no"),
        (birthday(18, days_before=1), None, "no"),
    ],
)
def test_school_age_and_the_ages_of_the_questionnaire_at_the_start_of_care(day, school, aged):
    """Under 4 there is no school; between 4 and 6 it depends on the term. The questionnaire is for ages 4 to 16."""
    expected = {"school_age": school, "aged_4_to_16": aged}
    assert facts("care", day) == {name: stated for name, stated in expected.items() if stated is not None}


def test_a_child_who_turns_four_in_care_is_not_left_out_in_silence():
    """At 3 as care began, and 4 today: neither yes nor no, so that the rule answers "not known"."""
    assert facts("care", birthday(3), birthday(4, days_before=1)) == {"school_age": "no", "aged_4_to_16": "no"}
    assert facts("care", birthday(3), birthday(4)) == {}
