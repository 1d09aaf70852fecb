"""Why a day is the due day, as data and as one plain sentence."""

import json
from datetime import date

import pytest

from reflective.errors import DateNotExact, OutsideCalendar
from reflective.timescales import PartialDate, Timescale, WorkingCalendar, day_in_words, month_in_words

ENGLAND = WorkingCalendar.england_and_wales()
OWN = WorkingCalendar(holidays=[], first=date(2024, 1, 1), last=date(2024, 12, 31), name="ours", version="v1")


@pytest.mark.parametrize(
    ("phrase", "trigger", "cal", "anchor", "sentence"),
    [
        (
            "in 5 weeks",
            date(2021, 9, 6),
            None,
            "the supervision",
            'due Mon 11 Oct 2021: "in 5 weeks" from Mon 6 Sep 2021, the supervision; calendar days',
        ),
        (
            "within 10 working days",
            date(2024, 3, 28),
            ENGLAND,
            None,
            'due Mon 15 Apr 2024: "within 10 working days" from Thu 28 Mar 2024; working days of England and Wales, '
            "version 2028.2, passing over 6 weekend days and 2 holidays (Fri 29 Mar 2024, Mon 1 Apr 2024)",
        ),
        (
            "one working day",
            date(2024, 5, 3),
            ENGLAND,
            None,
            'due Tue 7 May 2024: "one working day" from Fri 3 May 2024; working days of England and Wales, version '
            "2028.2, passing over 2 weekend days and 1 holiday (Mon 6 May 2024)",
        ),
        (
            "one working day",
            date(2024, 5, 3),
            OWN,
            None,
            'due Mon 6 May 2024: "one working day" from Fri 3 May 2024; working days of ours, version v1, passing over '
            "2 weekend days",
        ),
        (
            "one working day",
            date(2024, 5, 1),
            OWN,
            None,
            'due Thu 2 May 2024: "one working day" from Wed 1 May 2024; working days of ours, version v1, passing over '
            "nothing",
        ),
        (
            "72 hours",
            date(2024, 3, 29),
            ENGLAND,
            None,
            'due Mon 1 Apr 2024: "72 hours" from Fri 29 Mar 2024; 72 hours counted as 3 whole days; last working day '
            "before it Thu 28 Mar 2024",
        ),
        (
            "a month",
            date(2024, 5, 30),
            ENGLAND,
            None,
            'due Sun 30 Jun 2024: "a month" from Thu 30 May 2024; calendar days; last working day before it Fri 28 Jun '
            "2024",
        ),
        (
            "26 weeks beginning with the day",
            date(2024, 1, 2),
            ENGLAND,
            "issue of the application",
            'due Mon 1 Jul 2024: "26 weeks beginning with the day" from Tue 2 Jan 2024, issue of the application; '
            "calendar days; the day itself counted",
        ),
    ],
)
def test_a_reckoning_reads_as_one_plain_sentence(phrase, trigger, cal, anchor, sentence):
    """A reckoning says what was counted, from when, what was passed over, and by which calendar."""
    reckoning = Timescale.parse(phrase).why(trigger, cal, phrase=phrase, anchor=anchor)
    assert str(reckoning) == sentence


def test_a_reckoning_is_data_too():
    """Every part of the sentence can be asked for."""
    reckoning = Timescale.parse("45 working days").why(date(2024, 3, 28), ENGLAND)
    assert reckoning.due == reckoning.last_working_day == date(2024, 6, 5)
    assert reckoning.weekend_days == 20
    assert reckoning.holidays == (date(2024, 3, 29), date(2024, 4, 1), date(2024, 5, 6), date(2024, 5, 27))
    assert (reckoning.calendar, reckoning.calendar_version) == ("England and Wales", "2028.2")
    assert '"45 working days"' in str(reckoning)


def test_a_reckoning_is_a_row_of_plain_data():
    """A row goes into JSON as it is, with its sentence."""
    reckoning = Timescale.parse("10 working days").why(date(2024, 3, 28), ENGLAND, anchor="the referral")
    assert json.loads(json.dumps(reckoning.as_row())) == {
        "timescale": "10 working days",
        "phrase": None,
        "trigger": "2024-03-28",
        "anchor": "the referral",
        "due": "2024-04-15",
        "last_working_day": "2024-04-15",
        "whole_days": None,
        "calendar": "England and Wales",
        "calendar_version": "2028.2",
        "weekend_days": 6,
        "holidays": ["2024-03-29", "2024-04-01"],
        "why": str(reckoning),
    }
    assert Timescale(72, "hours").why(date(2024, 3, 28)).as_row()["whole_days"] == 3


def test_an_exact_partial_date_is_a_trigger_and_no_other_is():
    """Why is asked of what due is asked of."""
    assert Timescale(2, "weeks").why(PartialDate.exact(date(2021, 9, 6))).due == date(2021, 9, 20)
    with pytest.raises(DateNotExact):
        Timescale(2, "weeks").why(PartialDate.month(2021, 9))


def test_the_words_stay_out_of_the_repr():
    """A phrase and an anchor are somebody's words."""
    reckoning = Timescale(2, "weeks").why(date(2021, 9, 6), phrase="in 2 weeks", anchor="the visit to Mick")
    assert "Mick" not in repr(reckoning)
    assert "in 2 weeks" not in repr(reckoning)


def test_days_passed_over_and_days_counted_make_up_the_span():
    """Every day after the trigger, up to the due day, was counted or passed over."""
    for day in range(1, 29):
        trigger = date(2024, 12, day)
        reckoning = Timescale(20, "working_days").why(trigger, ENGLAND)
        assert (reckoning.due - trigger).days == 20 + reckoning.weekend_days + len(reckoning.holidays)


def test_a_deadline_in_weeks_outlives_the_calendar():
    """Where the calendar does not know the due day, the last working day before it is not known either."""
    late = Timescale(4, "weeks").why(date(2028, 12, 20), ENGLAND)
    assert late.due == date(2029, 1, 17)
    assert late.last_working_day is None
    with pytest.raises(OutsideCalendar):
        Timescale(20, "working_days").why(date(2028, 12, 20), ENGLAND)


def test_days_are_named_the_same_on_every_machine():
    """English names, whatever the locale, and no leading nought."""
    assert [day_in_words(date(2021, month, 6), weekday=False) for month in (1, 9)] == ["6 Jan 2021", "6 Sep 2021"]
    assert day_in_words(date(2021, 9, 6)) == "Mon 6 Sep 2021"
    assert month_in_words(date(987, 12, 1)) == "Dec 987"
