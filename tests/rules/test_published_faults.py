"""Faults of published validators and calendars: each shown not to be ours, and planted to show that it would tell."""

from datetime import date, timedelta

import attrs
import pytest

from reflective.rules import Event, Ruleset, Status
from reflective.timescales import WorkingCalendar
from tests.rules.made import event

CENSUS = Ruleset.load("children-in-need-census")
RETURN = Ruleset.load("looked-after-return")
ENGLAND = WorkingCalendar.england_and_wales()


def assessment(started, as_of, **given):
    (found,) = [
        one
        for one in CENSUS.obligations([event("assessment.started", started)], as_of, **given)
        if one.rule == "assessment.length"
    ]
    return found


class TestTheOffByOne:
    """45 working days stepped as 44, so that the last day in time was called late."""

    @pytest.mark.parametrize(
        ("started", "status"),
        [
            (date(2023, 1, 26), Status.OVERDUE),
            (date(2023, 1, 27), Status.DUE_SOON),
            (date(2023, 1, 29), Status.DUE_SOON),
            (date(2023, 1, 30), Status.DUE_SOON),
        ],
    )
    def test_the_last_day_is_in_time(self, started, status):
        """On 31 March 2023 an assessment begun on 27 January, or on the Sunday after it, has its last day."""
        assert assessment(started, date(2023, 3, 31)).status is status

    def test_a_day_less_is_caught(self):
        """The control: with a step fewer, both of those are overdue."""
        (rule,) = CENSUS.rule("assessment.length")
        shorter = attrs.evolve(rule.requirement, timescale=attrs.evolve(rule.requirement.timescale, amount=44))
        wrong = Ruleset(id="wrong", title="Wrong", rules=(attrs.evolve(rule, requirement=shorter),))
        (found,) = wrong.obligations([event("assessment.started", date(2023, 1, 27))], date(2023, 3, 31))
        assert found.status is Status.OVERDUE


class TestTheSilentHorizon:
    """A list of holidays that begins or ends, and a calendar that counts on beyond it as if there were none."""

    @pytest.mark.parametrize(
        ("started", "more"),
        [
            (date(2011, 12, 30), {"first": date(2011, 1, 1)}),
            (date(2028, 12, 1), {"last": date(2031, 12, 31)}),
            (date(2031, 5, 1), {"last": date(2031, 12, 31)}),
        ],
    )
    def test_beyond_what_is_known_the_answer_is_not_known(self, started, more):
        """With the reason, which says what the calendar knows and how to supply more."""
        found = assessment(started, started + timedelta(days=100))
        assert (found.status, found.due, found.days_late) == (Status.NOT_KNOWN, None, None)
        assert "2028" in str(found.why)
        (bound,) = more
        assert f".extended(holidays=[...], {bound}=...) and give it in calendars=[...]" in str(found.why)
        longer = ENGLAND.extended(**more)
        assert assessment(started, started + timedelta(days=100), calendars=[longer]).due is not None

    def test_days_and_months_have_no_such_bound(self):
        """A rule in days is answered for any year."""
        (found,) = [
            one
            for one in RETURN.obligations([event("short_break.started", date(2041, 5, 1))], date(2041, 6, 1))
            if (one.ruleset, one.rule) == (RETURN.id, "short-break.length")
        ]
        assert found.due == date(2041, 5, 18)

    def test_a_calendar_that_goes_on_in_silence_is_caught(self):
        """The control: one that claims a year it has no holidays for is four days out over Easter 2029."""
        silent = ENGLAND.extended(last=date(2029, 12, 31))
        right = ENGLAND.extended(holidays=[date(2029, 3, 30), date(2029, 4, 2)], last=date(2029, 12, 31))
        days = [assessment(date(2029, 3, 1), date(2029, 3, 1), calendars=[cal]).due for cal in (silent, right)]
        assert days[1] - days[0] == timedelta(days=4)


def closed_up(events, as_of):
    """The published fault: episodes still open are closed at the end of the year, in the caller's own list."""
    ended = {(one.subject, one.ref) for one in events if one.kind == "temporary_placement.ended"}
    for one in [one for one in events if one.kind == "temporary_placement.started"]:
        if (one.subject, one.ref) not in ended:
            events.append(Event(subject=one.subject, kind="temporary_placement.ended", on=as_of, ref=one.ref))


class TestTheSharedInput:
    """A rule that wrote into what it was given, so that the rules after it answered otherwise."""

    AS_OF = date(2020, 3, 31)
    EVENTS = (
        event("temporary_placement.started", date(2020, 1, 1), ref="0", place="T1"),
        event("temporary_placement.started", date(2020, 2, 1), ref="1", place="T3"),
        event("temporary_placement.ended", date(2020, 2, 9), ref="1"),
        event("short_break.started", date(2020, 1, 1), ref="2"),
    )

    def one_by_one(self, names, events, spoil=None):
        """Each rule asked by itself, of one list that they all share."""
        found = []
        for name in names:
            found += RETURN.only(name).obligations(events, self.AS_OF)
            if spoil is not None:
                spoil(events, self.AS_OF)
        return sorted(found, key=lambda one: (one.subject, one.rule, one.trigger, one.ref))

    @pytest.mark.parametrize("turn", [1, -1])
    def test_rules_asked_one_after_another_answer_as_all_at_once(self, turn):
        """In either order, and the list is as it was."""
        events = list(self.EVENTS)
        names = [rule.id for rule in RETURN.rules][::turn]
        assert self.one_by_one(names, events) == list(RETURN.obligations(self.EVENTS, self.AS_OF))
        assert events == list(self.EVENTS)

    def test_a_rule_that_writes_into_its_input_is_caught(self):
        """The control: the published fault, planted between the rules."""
        names = [rule.id for rule in RETURN.rules]
        spoilt = self.one_by_one(names, list(self.EVENTS), closed_up)
        assert spoilt != list(RETURN.obligations(self.EVENTS, self.AS_OF))


def test_the_holiday_that_a_specimen_forgot():
    """A conference after enquiries of 2 June 2022 is due on 24 June: Friday the 3rd was a bank holiday."""
    (found,) = [
        one
        for one in CENSUS.obligations([event("section_47.started", date(2022, 6, 2))], date(2022, 6, 2))
        if one.rule == "conference.after-section-47"
    ]
    assert found.due == date(2022, 6, 24)
    assert "Fri 3 Jun 2022" in str(found.why)
