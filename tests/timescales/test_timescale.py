"""Amounts of time: how each unit is counted, and what is refused."""

import copy
import pickle
from datetime import date, datetime

import attrs
import pytest

from reflective.errors import BadValue, DateNotExact, NotADay, OutsideCalendar
from reflective.timescales import PartialDate, Timescale, Unit, WorkingCalendar

ENGLAND = WorkingCalendar.england_and_wales()
SUPERVISION = date(2021, 9, 6)


class TestCounting:
    @pytest.mark.parametrize(
        ("amount", "unit", "trigger", "due"),
        [
            (45, "working_days", date(2024, 3, 28), date(2024, 6, 5)),
            (1, "working_days", date(2021, 12, 24), date(2021, 12, 29)),
            (2, "weeks", SUPERVISION, date(2021, 9, 20)),
            (4, "weeks", SUPERVISION, date(2021, 10, 4)),
            (5, "weeks", SUPERVISION, date(2021, 10, 11)),
            (10, "days", SUPERVISION, date(2021, 9, 16)),
            (12, "months", date(2021, 9, 1), date(2022, 9, 1)),
            (1, "years", date(2024, 2, 29), date(2025, 2, 28)),
            (4, "years", date(2024, 2, 29), date(2028, 2, 29)),
        ],
    )
    def test_the_trigger_day_is_not_counted_and_the_due_day_is(self, amount, unit, trigger, due):
        """The day after the trigger is day 1, whatever the unit."""
        assert Timescale(amount, unit).due(trigger, ENGLAND) == due

    @pytest.mark.parametrize(
        ("months", "trigger", "due"),
        [
            (4, date(1978, 9, 30), date(1979, 1, 30)),  # Dodds v Walker (HL 1981): the 31st is a day late
            (3, date(2023, 11, 30), date(2024, 2, 29)),
            (3, date(2022, 11, 30), date(2023, 2, 28)),
            (9, date(2023, 3, 31), date(2023, 12, 31)),
            (1, date(2023, 1, 31), date(2023, 2, 28)),
            (2, date(2023, 1, 31), date(2023, 3, 31)),
        ],
    )
    def test_a_month_on_is_the_corresponding_date_or_the_end_of_the_month(self, months, trigger, due):
        """Months are counted from the trigger and not one from another, so the 31st comes back after February."""
        assert Timescale(months, "months").due(trigger) == due

    def test_a_deadline_in_weeks_or_months_stays_on_a_day_off(self):
        """A deadline that falls on Easter Monday is on Easter Monday."""
        assert Timescale(26, "weeks").due(date(2023, 10, 2)) == date(2024, 4, 1)

    @pytest.mark.parametrize(
        ("amount", "unit", "trigger", "due"),
        [
            (26, "weeks", date(2024, 1, 2), date(2024, 7, 1)),
            (1, "days", SUPERVISION, SUPERVISION),
            (1, "months", date(2021, 3, 1), date(2021, 3, 31)),
            (1, "years", date(2021, 4, 1), date(2022, 3, 31)),
            (10, "working_days", SUPERVISION, date(2021, 9, 17)),
            (1, "working_days", SUPERVISION, SUPERVISION),
            (1, "working_days", date(2021, 9, 4), SUPERVISION),
            (2, "working_days", date(2021, 9, 4), date(2021, 9, 7)),
        ],
    )
    def test_beginning_with_the_day_counts_the_day(self, amount, unit, trigger, due):
        """The trigger is day 1; a trigger that is no working day is not the first of so many working days."""
        assert Timescale(amount, unit, count_trigger=True).due(trigger, ENGLAND) == due

    @pytest.mark.parametrize(("hours", "days"), [(1, 1), (24, 1), (25, 2), (48, 2), (72, 3)])
    def test_hours_count_as_whole_days_and_say_so(self, hours, days):
        """Dates have no times, so part of a day counts as one."""
        timescale = Timescale(hours, "hours")
        assert timescale.whole_days == days
        assert timescale.due(SUPERVISION) == Timescale(days, "days").due(SUPERVISION)
        assert Timescale(days, "days").whole_days is None

    @pytest.mark.parametrize(
        ("amount", "unit", "count_trigger", "day"),
        [
            (45, "working_days", False, date(2023, 1, 27)),
            (12, "weeks", False, date(2023, 1, 6)),
            (1, "months", False, date(2023, 2, 28)),
            (1, "days", True, date(2023, 3, 31)),
            (1, "working_days", True, date(2023, 3, 31)),
            (2, "working_days", True, date(2023, 3, 30)),
        ],
    )
    def test_counting_back_mirrors_counting_on(self, amount, unit, count_trigger, day):
        """So far back from a day, the day itself counted or not."""
        assert Timescale(amount, unit, count_trigger).back(date(2023, 3, 31), ENGLAND) == day

    def test_about_so_long_ago_is_a_partial_date(self):
        """Around 12 weeks now is a span round a day, with the words kept."""
        started = Timescale.parse("12 weeks").ago(SUPERVISION, said="around 12 weeks now")
        assert started == PartialDate.about(date(2021, 6, 14), give=7, said="around 12 weeks now")
        assert Timescale(3, "years").ago(SUPERVISION, give=90).latest == date(2018, 12, 5)


class TestPartialTriggers:
    def test_a_partial_trigger_gives_a_range_where_both_bounds_are_known(self):
        """The earliest and the latest day it could be due."""
        september = PartialDate.month(2021, 9)
        assert Timescale(12, "months").due_range(september) == (date(2022, 9, 1), date(2022, 9, 30))
        assert Timescale(1, "working_days").due_range(september, ENGLAND) == (date(2021, 9, 2), date(2021, 10, 1))

    @pytest.mark.parametrize(
        "trigger", [PartialDate.before(SUPERVISION), PartialDate.after(SUPERVISION), PartialDate.unknown()]
    )
    def test_an_open_bound_gives_no_range(self, trigger):
        """Without both bounds there is nothing to count from, and the kind is named."""
        with pytest.raises(DateNotExact, match=trigger.kind):
            Timescale(2, "weeks").due_range(trigger)

    def test_a_range_is_asked_of_a_partial_date(self):
        """A day that is known has one due day and no range."""
        with pytest.raises(BadValue, match="a PartialDate"):
            Timescale(2, "weeks").due_range(SUPERVISION)

    def test_a_deadline_is_refused_unless_the_day_is_exact(self):
        """A partial date is no trigger, unless it is an exact one."""
        fortnight = Timescale(2, "weeks")
        with pytest.raises(DateNotExact, match="ask for a range with due_range"):
            fortnight.due(PartialDate.month(2021, 9))
        assert fortnight.due(PartialDate.exact(SUPERVISION)) == date(2021, 9, 20)

    @pytest.mark.parametrize(
        ("call", "trigger"),
        [
            (Timescale(2, "weeks").back, PartialDate.year(2021)),
            (Timescale(2, "weeks").due, PartialDate.unknown()),
            (Timescale(2, "weeks").why, PartialDate.before(SUPERVISION)),
            (Timescale(2, "weeks").due_range, PartialDate.after(SUPERVISION)),
        ],
    )
    def test_a_range_is_offered_only_where_there_is_one(self, call, trigger):
        """No range is counted back, and none from a date with an open end: asking for one would be refused again."""
        with pytest.raises(DateNotExact) as caught:
            call(trigger)
        assert str(caught.value).endswith("a deadline needs an exact day")
        assert not caught.value.has_range


class TestRefusals:
    @pytest.mark.parametrize("unit", ["fortnights", "", None, "Weeks", 7, ["weeks"]])
    def test_an_unknown_unit_is_answered_with_the_known_ones(self, unit):
        """The units are listed; what was given is not shown."""
        with pytest.raises(BadValue, match="working_days, days, weeks, months, years, hours") as refused:
            Timescale(2, unit)
        assert "fortnights" not in str(refused.value)

    @pytest.mark.parametrize("amount", [0, -1, 36_526, 10**30, True, 2.0, "2", None])
    def test_an_amount_is_a_positive_whole_number_with_a_limit(self, amount):
        """No amount is none, negative, endless, or a truth value."""
        with pytest.raises(BadValue, match="a whole number from 1 to 36525"):
            Timescale(amount, "days")

    def test_whether_the_trigger_counts_is_yes_or_no(self):
        """A number is no truth value."""
        with pytest.raises(BadValue, match="True or False"):
            Timescale(2, "days", 1)

    def test_working_days_need_a_calendar_and_the_error_names_one(self):
        """Without a calendar, or with something else, the remedy is named."""
        for cal in (None, "england_and_wales"):
            for ask in (
                Timescale(45, "working_days").due,
                Timescale(45, "working_days").back,
                Timescale(45, "working_days").why,
            ):
                with pytest.raises(BadValue, match=r"WorkingCalendar\.england_and_wales\(\)"):
                    ask(SUPERVISION, cal)

    def test_what_is_no_calendar_explains_nothing(self):
        """A deadline in weeks needs no calendar, and its explanation takes nothing else for one."""
        with pytest.raises(BadValue, match="a WorkingCalendar"):
            Timescale(2, "weeks").why(SUPERVISION, "england-and-wales")

    def test_no_other_unit_asks_the_calendar_anything(self):
        """A deadline in weeks is known where no calendar is."""
        assert Timescale(2, "weeks").due(date(1975, 1, 1), ENGLAND) == date(1975, 1, 15)
        with pytest.raises(OutsideCalendar):
            Timescale(2, "working_days").due(date(1975, 1, 1), ENGLAND)

    @pytest.mark.parametrize("given", [datetime(2021, 9, 6), "2021-09-06", None, 5])
    @pytest.mark.parametrize("unit", list(Unit))
    def test_only_a_date_is_a_trigger(self, unit, given):
        """A datetime, text, or anything else is refused, whatever the unit."""
        for ask in (Timescale(2, unit).due, Timescale(2, unit).back):
            with pytest.raises(NotADay) as refused:
                ask(given, ENGLAND)
            assert "2021" not in str(refused.value)

    @pytest.mark.parametrize("unit", ["days", "weeks", "months", "years", "hours"])
    def test_a_day_past_the_last_year_is_a_plain_error(self, unit):
        """There is no day after the year 9999 nor before the year 1."""
        with pytest.raises(BadValue, match="years 1 to 9999"):
            Timescale(36_525, unit).due(date.max)
        with pytest.raises(BadValue, match="years 1 to 9999"):
            Timescale(36_525, unit).back(date.min)


class TestValue:
    def test_the_unit_may_be_given_as_text(self):
        """The plain text of a unit is the unit."""
        assert (
            Timescale(2, "weeks") == Timescale(2, Unit.WEEKS) == Timescale(amount=2, unit="weeks", count_trigger=False)
        )
        assert Timescale(2, "weeks").unit is Unit.WEEKS

    def test_a_timescale_is_a_value(self):
        """Frozen, equal by content, hashable, and itself after a pickle."""
        timescale = Timescale(26, "weeks", count_trigger=True)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            timescale.amount = 27
        assert timescale != Timescale(26, "weeks")
        assert {timescale: 1}[Timescale(26, "weeks", count_trigger=True)] == 1
        assert pickle.loads(pickle.dumps(timescale)) == copy.deepcopy(timescale) == timescale

    @pytest.mark.parametrize(
        ("timescale", "said"),
        [
            (Timescale(45, "working_days"), "45 working days"),
            (Timescale(1, "working_days"), "1 working day"),
            (Timescale(1, "weeks"), "1 week"),
            (Timescale(72, "hours"), "72 hours"),
            (Timescale(26, "weeks", count_trigger=True), "26 weeks beginning with the day"),
        ],
    )
    def test_a_timescale_is_shown_as_a_plain_phrase(self, timescale, said):
        """The phrase is one that can be read back."""
        assert str(timescale) == said
        assert Timescale.parse(said) == timescale
