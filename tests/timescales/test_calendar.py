"""The answers of a working calendar about a day, and the days that it refuses."""

import copy
import pickle
from datetime import date, datetime, timedelta

import attrs
import pytest

from reflective.errors import BadValue, NotADay, OutsideCalendar
from reflective.timescales import WorkingCalendar

GOOD_FRIDAY = date(2024, 3, 29)
EASTER_SATURDAY = date(2024, 3, 30)
TUESDAY_AFTER = date(2024, 4, 2)
THURSDAY_BEFORE = date(2024, 3, 28)


@pytest.fixture
def england() -> WorkingCalendar:
    return WorkingCalendar.england_and_wales()


def own(*holidays: date) -> WorkingCalendar:
    return WorkingCalendar(holidays=holidays, first=date(2024, 1, 1), last=date(2024, 12, 31))


class TestQuestions:
    def test_a_weekday_that_is_no_holiday_is_a_working_day(self, england):
        """Thursday before Easter is a working day, and no holiday."""
        assert england.is_working(THURSDAY_BEFORE)
        assert not england.is_holiday(THURSDAY_BEFORE)

    @pytest.mark.parametrize("day", [GOOD_FRIDAY, EASTER_SATURDAY, date(2024, 3, 31), date(2024, 4, 1)])
    def test_no_day_of_the_easter_weekend_is_a_working_day(self, england, day):
        """Bank holidays, Saturdays and Sundays are not working days."""
        assert not england.is_working(day)

    def test_a_shipped_list_names_the_substitute_day_and_not_the_weekend_day(self, england):
        """Christmas Day 2021 fell on a Saturday: the Monday is in the list and the Saturday is not."""
        assert england.is_holiday(date(2021, 12, 27))
        assert not england.is_holiday(date(2021, 12, 25))
        assert not england.is_working(date(2021, 12, 25))

    def test_a_weekend_day_in_a_list_of_ones_own_is_a_holiday_and_changes_no_count(self):
        """A holiday on a Saturday is a holiday, and no working day is lost by it."""
        cal = own(EASTER_SATURDAY)
        assert cal.is_holiday(EASTER_SATURDAY)
        assert cal.add(GOOD_FRIDAY, 1) == own().add(GOOD_FRIDAY, 1)

    def test_the_day_itself_never_counts(self, england):
        """One working day after a working day is the next one, and one before it the one before."""
        assert england.add(THURSDAY_BEFORE, 1) == TUESDAY_AFTER
        assert england.add(TUESDAY_AFTER, -1) == THURSDAY_BEFORE

    @pytest.mark.parametrize("day", [GOOD_FRIDAY, EASTER_SATURDAY, date(2024, 4, 1)])
    def test_from_a_day_off_the_next_working_day_is_the_first(self, england, day):
        """Counting from a holiday or a weekend starts with the next working day, on or back."""
        assert england.add(day, 1) == TUESDAY_AFTER
        assert england.add(day, -1) == THURSDAY_BEFORE

    def test_a_working_day_on_or_after_may_be_the_day_itself(self, england):
        """A working day is its own; a day off moves on or back."""
        assert england.on_or_after(THURSDAY_BEFORE) == england.on_or_before(THURSDAY_BEFORE) == THURSDAY_BEFORE
        assert england.on_or_after(GOOD_FRIDAY) == TUESDAY_AFTER
        assert england.on_or_before(date(2024, 4, 1)) == THURSDAY_BEFORE

    def test_counting_leaves_out_the_start_and_takes_in_the_end(self, england):
        """From Thursday to Tuesday over Easter is one working day, and back is minus one."""
        assert england.count(THURSDAY_BEFORE, TUESDAY_AFTER) == 1
        assert england.count(TUESDAY_AFTER, THURSDAY_BEFORE) == -1
        assert england.count(THURSDAY_BEFORE, THURSDAY_BEFORE) == 0
        assert england.count(THURSDAY_BEFORE, date(2024, 4, 1)) == 0


class TestRange:
    def test_the_range_takes_in_its_first_and_last_day(self, england):
        """The first and last known day are known."""
        assert not england.is_working(england.first)
        assert england.is_working(date(2028, 12, 29))
        assert not england.is_working(england.last)

    def test_a_question_outside_the_range_raises_and_says_how_to_supply_more(self, england):
        """A day that is not known is an error that names the calendar, its range and the remedy."""
        with pytest.raises(OutsideCalendar, match=r"2012-01-01 to 2028-12-31 .*\.extended\(holidays") as error:
            england.is_working(date(2029, 1, 1))
        assert error.value.calendar == "England and Wales"
        assert error.value.version == england.version
        assert (error.value.first, error.value.last) == (england.first, england.last)

    @pytest.mark.parametrize(
        ("ask", "side", "remedy"),
        [
            (lambda cal: cal.is_working(date(2029, 1, 1)), "after", {"last": date(2029, 12, 31)}),
            (lambda cal: cal.add(date(2028, 12, 29), 1), "after", {"last": date(2029, 12, 31)}),
            (lambda cal: cal.on_or_after(date(2028, 12, 30)), "after", {"last": date(2029, 12, 31)}),
            (lambda cal: cal.count(date(2028, 1, 1), date(2029, 1, 1)), "after", {"last": date(2029, 12, 31)}),
            (lambda cal: cal.is_holiday(date(2011, 12, 31)), "before", {"first": date(2011, 1, 1)}),
            (lambda cal: cal.add(date(2011, 12, 30), 45), "before", {"first": date(2011, 1, 1)}),
            (lambda cal: cal.add(date(2012, 1, 3), -1), "before", {"first": date(2011, 1, 1)}),
            (lambda cal: cal.on_or_before(date(2012, 1, 2)), "before", {"first": date(2011, 1, 1)}),
            (lambda cal: cal.count(date(2011, 12, 31), date(2012, 1, 5)), "before", {"first": date(2011, 1, 1)}),
        ],
    )
    def test_the_remedy_that_an_error_names_works(self, england, ask, side, remedy):
        """More days at the other end would help nobody."""
        with pytest.raises(OutsideCalendar) as error:
            ask(england)
        assert error.value.side == side
        assert f"the answer lies {side} that" in str(error.value)
        assert str(error.value).endswith(f".extended(holidays=[...], {''.join(remedy)}=...)")
        ask(england.extended(**remedy))

    @pytest.mark.parametrize("day", [date(2011, 12, 31), date(2029, 1, 1), date.min, date.max])
    def test_no_method_answers_for_a_day_outside(self, england, day):
        """Every question about an unknown day raises."""
        inside = date(2024, 1, 2)
        for ask in (
            lambda: england.is_working(day),
            lambda: england.is_holiday(day),
            lambda: england.add(day, 1),
            lambda: england.add(day, -1),
            lambda: england.on_or_after(day),
            lambda: england.on_or_before(day),
            lambda: england.count(day, inside),
            lambda: england.count(inside, day),
        ):
            with pytest.raises(OutsideCalendar):
                ask()

    @pytest.mark.parametrize(
        ("day", "n"),
        [
            (date(2028, 12, 29), 1),
            (date(2028, 12, 31), 1),
            (date(2012, 1, 3), -1),
            (date(2012, 1, 1), -1),
            (date(2020, 1, 1), 10**9),
            (date(2020, 1, 1), -(10**9)),
            (date(2020, 1, 1), 10**30),
            (date(2020, 1, 1), -(10**30)),
        ],
    )
    def test_an_answer_outside_the_range_raises(self, england, day, n):
        """A count that runs off either end raises, and never wraps round to the other end."""
        with pytest.raises(OutsideCalendar):
            england.add(day, n)

    def test_there_may_be_no_working_day_on_or_after(self, england):
        """At the ends of the range a day off has no neighbour that is known."""
        with pytest.raises(OutsideCalendar):
            england.on_or_after(date(2028, 12, 30))
        with pytest.raises(OutsideCalendar):
            england.on_or_before(date(2012, 1, 2))

    def test_a_calendar_of_one_day_off_has_no_answers(self):
        """A range without a working day is a calendar all the same."""
        cal = WorkingCalendar(holidays=[], first=EASTER_SATURDAY, last=EASTER_SATURDAY)
        assert not cal.is_working(EASTER_SATURDAY)
        assert cal.count(EASTER_SATURDAY, EASTER_SATURDAY) == 0
        for n in (1, -1):
            with pytest.raises(OutsideCalendar):
                cal.add(EASTER_SATURDAY, n)


class TestRefusals:
    def test_nothing_is_added_by_adding_no_days(self, england):
        """Adding 0 days raises: which way a day off should move is not for the calendar to guess."""
        with pytest.raises(BadValue, match="other than 0"):
            england.add(THURSDAY_BEFORE, 0)

    @pytest.mark.parametrize("n", [True, False, 1.0, "1", None])
    def test_the_number_of_days_is_a_whole_number(self, england, n):
        """Neither a truth value nor text nor a fraction is a number of days."""
        with pytest.raises(BadValue, match="a whole number of working days"):
            england.add(THURSDAY_BEFORE, n)

    @pytest.mark.parametrize(
        "given", [datetime(2024, 3, 28), datetime(2024, 3, 28, 9, 30), "2024-03-28", None, [], 19810]
    )
    def test_only_a_date_is_a_day(self, england, given):
        """A datetime, text, or anything else is refused by every method, with its type named and not its value."""
        for ask in (
            lambda: england.is_working(given),
            lambda: england.is_holiday(given),
            lambda: england.add(given, 1),
            lambda: england.add(given, -1),
            lambda: england.on_or_after(given),
            lambda: england.on_or_before(given),
            lambda: england.count(given, THURSDAY_BEFORE),
            lambda: england.count(THURSDAY_BEFORE, given),
            lambda: england.extended(last=given) if given is not None else england.add(given, 1),
            lambda: england.extended(first=given) if given is not None else england.add(given, 1),
            lambda: WorkingCalendar(holidays=[given], first=GOOD_FRIDAY, last=TUESDAY_AFTER),
            lambda: WorkingCalendar(holidays=[], first=given, last=TUESDAY_AFTER),
            lambda: WorkingCalendar(holidays=[], first=GOOD_FRIDAY, last=given),
        ):
            with pytest.raises(NotADay) as refused:
                ask()
            assert "2024-03-28" not in str(refused.value)
            assert type(given).__name__ in str(refused.value) or refused.value.given == type(given).__name__

    def test_a_pandas_timestamp_is_refused(self, england):
        """A Timestamp is a datetime, and its day depends on a time zone too."""
        pandas = pytest.importorskip("pandas")
        with pytest.raises(NotADay, match="Timestamp"):
            england.add(pandas.Timestamp("2024-03-28"), 1)

    def test_the_holidays_are_a_list_of_dates(self):
        """Text is no list of days, nor is a single day."""
        for given in (GOOD_FRIDAY, 5, None):
            with pytest.raises(BadValue, match="iterable of dates"):
                WorkingCalendar(holidays=given, first=GOOD_FRIDAY, last=TUESDAY_AFTER)
        with pytest.raises(NotADay):
            WorkingCalendar(holidays="2024-03-29", first=GOOD_FRIDAY, last=TUESDAY_AFTER)

    def test_the_range_is_in_order_and_has_a_limit(self):
        """The last day is not before the first, nor further from it than a table can hold."""
        with pytest.raises(BadValue, match="on or after first"):
            WorkingCalendar(holidays=[], first=TUESDAY_AFTER, last=GOOD_FRIDAY)
        with pytest.raises(BadValue, match="400 years"):
            WorkingCalendar(holidays=[], first=date.min, last=date.max)

    @pytest.mark.parametrize("field", ["name", "version", "source"])
    def test_what_identifies_a_calendar_is_text(self, field):
        """A name, a version and a source are not empty."""
        with pytest.raises(BadValue, match=field):
            WorkingCalendar(holidays=[], first=GOOD_FRIDAY, last=TUESDAY_AFTER, **{field: ""})

    def test_an_unknown_name_is_answered_with_the_known_ones(self):
        """Asking for a calendar that does not ship lists those that do, and not what was asked for."""
        for name in ("atlantis", "", None):
            with pytest.raises(BadValue, match="england-and-wales, northern-ireland, scotland") as refused:
                WorkingCalendar.named(name)
            assert "atlantis" not in str(refused.value)


class TestValue:
    def test_a_calendar_cannot_be_changed(self, england):
        """No field can be set."""
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            england.last = date(2040, 1, 1)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            england._working = []

    def test_calendars_are_equal_by_content(self):
        """Order and repetition of the holidays do not matter; any field does."""
        one = own(GOOD_FRIDAY, date(2024, 4, 1))
        same = own(date(2024, 4, 1), GOOD_FRIDAY, GOOD_FRIDAY)
        assert one == same
        assert hash(one) == hash(same)
        assert one.version == same.version
        assert one != own(GOOD_FRIDAY)
        assert one != attrs.evolve(one, name="ours")
        assert len({one, same}) == 1

    def test_the_holidays_are_copied(self):
        """A list changed afterwards changes no calendar, and a generator serves as well as a list."""
        holidays = [GOOD_FRIDAY]
        cal = WorkingCalendar(holidays=holidays, first=date(2024, 1, 1), last=date(2024, 12, 31))
        holidays.append(TUESDAY_AFTER)
        holidays[0] = THURSDAY_BEFORE
        assert cal == own(GOOD_FRIDAY)
        assert cal.add(THURSDAY_BEFORE, 1) == date(2024, 4, 1)
        assert own(*holidays) == WorkingCalendar(
            holidays=(day for day in holidays), first=date(2024, 1, 1), last=date(2024, 12, 31)
        )

    def test_holidays_outside_the_range_change_no_answer(self):
        """A longer list than the range may be given."""
        cal = own(GOOD_FRIDAY, date(2030, 4, 19))
        with pytest.raises(OutsideCalendar):
            cal.is_holiday(date(2030, 4, 19))
        assert cal.extended(last=date(2030, 12, 31)).is_holiday(date(2030, 4, 19))

    @pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda cal: pickle.loads(pickle.dumps(cal))])
    def test_a_copy_is_equal_and_answers_alike(self, england, copied):
        """A calendar survives a copy and a pickle, which carries the list and not the tables."""
        again = copied(england)
        assert again == england
        assert again.add(THURSDAY_BEFORE, 45) == england.add(THURSDAY_BEFORE, 45)
        assert len(pickle.dumps(england)) < 5_000

    def test_the_repr_is_short_and_says_which_calendar_it_is(self, england):
        """A repr counts the holidays, and names the calendar and its version."""
        assert repr(england).startswith("WorkingCalendar(holidays=<140>, first=datetime.date(2012, 1, 1)")
        assert "version='2028.2'" in repr(england)

    def test_a_calendar_without_a_version_gets_one_from_its_contents(self):
        """The same contents have the same version on every machine, other contents another."""
        assert own(GOOD_FRIDAY).version == "65ec336d"
        assert own(TUESDAY_AFTER).version != own(GOOD_FRIDAY).version
        assert WorkingCalendar(holidays=[], first=GOOD_FRIDAY, last=GOOD_FRIDAY, version="v9").version == "v9"


class TestExtended:
    def test_a_later_horizon_is_a_new_calendar(self, england):
        """More days are known, the version is new, and the calendar it came from is as it was."""
        before = pickle.dumps(england)
        longer = england.extended(holidays=[date(2029, 1, 1)], last=date(2029, 12, 31))
        assert longer.add(date(2028, 12, 29), 1) == date(2029, 1, 2)
        assert longer.first == england.first
        assert longer.version.startswith("2028.2+")
        assert pickle.dumps(england) == before
        with pytest.raises(OutsideCalendar):
            england.add(date(2028, 12, 29), 1)

    def test_a_holiday_proclaimed_later_may_be_added(self, england):
        """A holiday inside the known range is added without a new horizon, and changes the version."""
        more = england.extended(holidays=[date(2024, 4, 2)])
        assert more.last == england.last
        assert more.add(THURSDAY_BEFORE, 1) == date(2024, 4, 3)
        assert more.version != england.version

    def test_extending_again_marks_the_version_once(self, england):
        """A version carries the mark of its contents, not one for each step to them."""
        one, other = date(2024, 4, 2), date(2024, 4, 3)
        assert england.extended(holidays=[one]).extended(holidays=[other]) == england.extended(holidays=[one, other])

    def test_a_version_and_a_source_of_ones_own_may_be_given(self, england):
        """The name that the host gives its list is kept."""
        more = england.extended(holidays=[date(2024, 4, 2)], version="2028.2", source="our own notice")
        assert (more.version, more.source, more.name) == ("2028.2", "our own notice", england.name)

    def test_an_earlier_first_day_is_a_new_calendar(self, england):
        """Before 2012 there is no list of GOV.UK's, and a host that has one supplies it."""
        earlier = england.extended(holidays=[date(2011, 12, 26), date(2011, 12, 27)], first=date(2011, 1, 1))
        assert earlier.add(date(2011, 12, 23), 1) == date(2011, 12, 28)
        assert (earlier.first, earlier.last) == (date(2011, 1, 1), england.last)
        assert earlier.version.startswith("2028.2+")
        assert england.extended(first=date(2011, 1, 1)).version != england.extended(first=date(2010, 1, 1)).version
        with pytest.raises(OutsideCalendar):
            england.add(date(2011, 12, 23), 1)

    def test_both_ends_may_be_moved_at_once_or_in_turn(self, england):
        """The known days make the version, and not the steps to them."""
        both = england.extended(first=date(2011, 1, 1), last=date(2029, 12, 31))
        assert england.extended(last=date(2029, 12, 31)).extended(first=date(2011, 1, 1)) == both

    def test_a_calendar_is_never_made_shorter(self, england):
        """A later first day is refused, and an earlier last one."""
        with pytest.raises(BadValue, match=r"^last must be on or after the last day"):
            england.extended(last=england.last - timedelta(days=1))
        with pytest.raises(BadValue, match=r"^first must be on or before the first day"):
            england.extended(first=england.first + timedelta(days=1))
