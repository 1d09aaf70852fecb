"""The laws of a working calendar, each with a fault that it is shown to catch."""

import pickle
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.errors import BadValue, NotADay, OutsideCalendar
from reflective.testing import strategies
from reflective.timescales import WorkingCalendar
from tests.properties.control import Parts, caught

ENGLAND = WorkingCalendar.england_and_wales()
FIRST, LAST = date(2021, 1, 1), date(2022, 12, 31)
DAY = timedelta(days=1)

days = st.dates(FIRST, LAST)
holidays = st.frozensets(days, max_size=12)
counts = st.integers(-80, 80).filter(bool)
moments = st.datetimes(datetime(2021, 1, 1), datetime(2022, 12, 31)) | days.map(
    lambda day: datetime(day.year, day.month, day.day)
)


def made(listed):
    return WorkingCalendar(holidays=listed, first=FIRST, last=LAST)


calendars = st.just(ENGLAND) | strategies.calendars(first=FIRST, last=LAST, holidays=holidays)


def answer(ask, *given_to_it):
    """The answer, or None where the calendar does not know."""
    try:
        return ask(*given_to_it)
    except OutsideCalendar:
        return None


def walked(cal, day, n):
    """The n-th working day, found by walking: the plain meaning, with nothing looked up."""
    step = DAY if n > 0 else -DAY
    left = abs(n)
    while left:
        day += step
        if not cal.first <= day <= cal.last:
            return None
        left -= cal.is_working(day)
    return day


def like(cal, **faults):
    """A calendar with some of its answers replaced."""
    names = ("add", "count", "is_working", "is_holiday", "on_or_after", "on_or_before", "extended")
    kept = {name: getattr(cal, name) for name in names}
    return SimpleNamespace(**kept | {"first": cal.first, "last": cal.last, "holidays": cal.holidays} | faults)


class TestTheMeaningOfAdd:
    """`add(day, n)` is the n-th working day after the day, or before it; the day itself never counts."""

    @staticmethod
    def law(cal, day, n):
        return answer(cal.add, day, n) == walked(cal, day, n)

    @given(calendars, days, counts)
    def test_it_holds(self, cal, day, n):
        """Looking up gives what walking gives, and where walking leaves the range, no answer."""
        assert self.law(cal, day, n)

    def test_a_count_one_short_is_caught(self):
        """The control: a helper that steps n - 1, as a published one does."""
        short = like(ENGLAND, add=lambda day, n: ENGLAND.add(day, n - 1 if n > 1 else n))
        assert caught(self.law, st.just(short), days, counts)

    def test_counting_the_day_itself_is_caught(self):
        """The control: a working day that is its own first."""
        own = like(ENGLAND, add=lambda day, n: day if n == 1 and ENGLAND.is_working(day) else ENGLAND.add(day, n))
        assert caught(self.law, st.just(own), days, counts)


class TestAnswersAreWorkingDays:
    """A working-day deadline is never on a Saturday, a Sunday or a holiday."""

    @staticmethod
    def law(cal, day, n):
        due = answer(cal.add, day, n)
        return due is None or Parts(no_weekend=due.weekday() < 5, no_holiday=due not in cal.holidays)

    @given(calendars, days, counts)
    def test_it_holds(self, cal, day, n):
        """Whatever the day and the count."""
        assert self.law(cal, day, n)

    def test_a_list_that_starts_late_is_caught(self):
        """The control: a validator whose holidays start in 2022 takes those of 2021 for working days."""
        late = made(day for day in ENGLAND.holidays if day.year >= 2022)
        assert caught(self.law, st.just(like(late, holidays=ENGLAND.holidays)), days, counts)


class TestThereAndBack:
    """`add(start, count(start, end)) == end` for every working end other than start."""

    @staticmethod
    def law(cal, start, end):
        if end == start or not cal.is_working(end):
            return True
        return answer(cal.add, start, cal.count(start, end)) == end

    @given(calendars, days, days)
    def test_it_holds(self, cal, start, end):
        """On and back alike, from a working day or a day off."""
        assert self.law(cal, start, end)

    @given(calendars, days, counts)
    def test_counting_undoes_adding(self, cal, day, n):
        """The other way round: so many added are so many counted."""
        due = answer(cal.add, day, n)
        assert due is None or cal.count(day, due) == n

    def test_counting_both_ends_is_caught(self):
        """The control: a count that takes in the start."""
        both = like(ENGLAND, count=lambda start, end: ENGLAND.count(start, end) + ENGLAND.is_working(start))
        assert caught(self.law, st.just(both), days, days)

    def test_forgetting_the_end_when_counting_back_is_caught(self):
        """The control: a count back over (end, start] instead of [end, start)."""
        shifted = like(
            ENGLAND,
            count=lambda start, end: ENGLAND.count(start, end) if end >= start else -ENGLAND.count(end, start),
        )
        assert caught(self.law, st.just(shifted), days, days)


class TestTheMeaningOfCount:
    """`count(start, end)` is the working days in (start, end]; when end is earlier, minus those in [end, start)."""

    @staticmethod
    def law(cal, start, end):
        ordinals = (
            range(start.toordinal() + 1, end.toordinal() + 1)
            if end >= start
            else range(end.toordinal(), start.toordinal())
        )
        many = sum(cal.is_working(date.fromordinal(ordinal)) for ordinal in ordinals)
        return cal.count(start, end) == (many if end >= start else -many)

    @given(calendars, days, days)
    def test_it_holds(self, cal, start, end):
        """Taking the difference of two places gives what counting one by one gives."""
        assert self.law(cal, start, end)

    @given(calendars, days, days, days)
    def test_counts_add_up(self, cal, one, other, third):
        """From the first of three days to the last is from the first to the second and on to the last."""
        first, second, last = sorted((one, other, third))
        assert cal.count(first, last) == cal.count(first, second) + cal.count(second, last)

    def test_leaving_out_the_end_is_caught(self):
        """The control: the half-open span the other way about."""
        open_end = like(ENGLAND, count=lambda start, end: ENGLAND.count(start, end) - ENGLAND.is_working(end))
        assert caught(self.law, st.just(open_end), days, days)


class TestOrder:
    """A later trigger is never due earlier, and one more day of amount is always due later."""

    @staticmethod
    def law(cal, day, n):
        due = answer(cal.add, day, n)
        more = None if n == -1 else answer(cal.add, day, n + 1)
        later = None if day == LAST else answer(cal.add, day + DAY, n)
        return due is None or Parts(
            one_more_is_later=more is None or due < more, a_later_trigger=later is None or due <= later
        )

    @given(calendars, days, counts)
    def test_it_holds(self, cal, day, n):
        """The law holds counting on and counting back."""
        assert self.law(cal, day, n)

    def test_moving_holidays_on_but_not_weekends_is_caught(self):
        """The control: from Good Friday the count begins after Tuesday, and from the Saturday with it."""

        def uneven(day, n):
            return ENGLAND.add(ENGLAND.on_or_after(day) if ENGLAND.is_holiday(day) else day, n)

        assert caught(self.law, st.just(like(ENGLAND, add=uneven)), days, counts)


class TestNeighbours:
    """On or after is the day itself when it is a working day, the first after it when not; on or before is mirrored."""

    @staticmethod
    def law(cal, day):
        if cal.is_working(day):
            return cal.on_or_after(day) == cal.on_or_before(day) == day
        after, before = answer(cal.on_or_after, day), answer(cal.on_or_before, day)
        return Parts(after=after == answer(cal.add, day, 1), before=before == answer(cal.add, day, -1))

    @given(calendars, days)
    def test_it_holds(self, cal, day):
        """For every day of the range."""
        assert self.law(cal, day)

    def test_always_moving_on_is_caught(self):
        """The control: strictly after, where on or after was asked."""
        assert caught(self.law, st.just(like(ENGLAND, on_or_after=lambda day: ENGLAND.add(day, 1))), days)


class TestANewHoliday:
    """A holiday added never brings a deadline forward; the calendar it was added to is untouched."""

    @staticmethod
    def law(cal, new, day, n):
        before = answer(cal.add, day, n)
        more = cal.extended(holidays=[new])
        after = answer(more.add, day, n)
        untouched = answer(cal.add, day, n) == before
        unmoved = before is None or after is None or (after >= before if n > 0 else after <= before)
        return Parts(untouched=untouched, not_forward=unmoved, a_day_off=not more.is_working(new))

    @given(calendars, days, days, counts)
    def test_it_holds(self, cal, new, day, n):
        """The law holds whatever day is proclaimed a holiday."""
        assert self.law(cal, new, day, n)

    def test_extending_in_place_is_caught(self):
        """The control: a calendar whose list of holidays is shared with the ones made from it."""

        def sharing(listed):
            shared = list(listed)
            cal = like(made(shared), add=lambda day, n: made(shared).add(day, n))
            cal.extended = lambda holidays: shared.extend(holidays) or made(shared)
            return cal

        assert caught(self.law, st.builds(sharing, holidays), days, days, counts)

    def test_a_holiday_that_shortens_is_caught(self):
        """The control: what is added to the list is taken from it."""
        less = like(ENGLAND, extended=lambda holidays: made(ENGLAND.holidays.difference(holidays)))
        listed = [day for day in sorted(ENGLAND.holidays) if FIRST <= day <= LAST]
        assert caught(self.law, st.just(less), st.sampled_from(listed), days, counts)


class TestALaterHorizon:
    """A calendar that is extended keeps what it knew; a day that it does not know raises, and is never a guess."""

    @staticmethod
    def law(cal, longer, day, n):
        due = answer(cal.add, day, n)
        further = answer(longer.add, day, n)
        if due is not None:
            return further == due
        return further is None or not cal.first <= further <= cal.last

    @given(holidays, days, counts, st.integers(0, 60))
    def test_it_holds(self, listed, day, n, more):
        """A known answer is the same in the longer calendar; an unknown one lies outside the shorter."""
        cal = made(listed)
        assert self.law(cal, cal.extended(last=cal.last + timedelta(days=more)), day, n)

    def test_a_silent_horizon_is_caught(self):
        """The control: a calendar that takes every weekday past its list for a working day, as if it knew."""
        listed = {day for day in ENGLAND.holidays if day <= LAST}
        guessing = WorkingCalendar(holidays=listed, first=FIRST, last=date(2023, 12, 31))
        longer = guessing.extended(holidays=ENGLAND.holidays)
        assert caught(self.law, st.just(guessing), st.just(longer), days, counts)


class TestInput:
    """The list that a calendar was made from does not matter afterwards: order, kind, or later changes."""

    @staticmethod
    def law(make, listed, day, n):
        given_to_it = list(listed)
        cal = make(given_to_it)
        before = answer(cal.add, day, n)
        given_to_it.extend(date.fromordinal(ordinal) for ordinal in range(FIRST.toordinal(), LAST.toordinal()))
        return answer(cal.add, day, n) == before

    @given(holidays, days, counts)
    def test_it_holds(self, listed, day, n):
        """A list changed afterwards changes no answer."""
        assert self.law(made, listed, day, n)

    @given(st.lists(days, max_size=12), st.randoms())
    def test_order_and_repetition_do_not_matter(self, listed, chance):
        """The same days in any order are the same calendar, hash, version and pickle."""
        again = listed * 2
        chance.shuffle(again)
        one, other = made(listed), made(iter(again))
        assert one == other
        assert hash(one) == hash(other)
        assert one.version == other.version
        assert pickle.loads(pickle.dumps(one)) == other

    def test_a_shared_list_is_caught(self):
        """The control: a calendar that keeps the list it was given."""

        def sharing(listed):
            return like(ENGLAND, add=lambda day, n: made(listed).add(day, n))

        assert caught(self.law, st.just(sharing), holidays, days, counts)


class TestOnlyDays:
    """A datetime is refused wherever a day is taken, whatever its time or zone."""

    @staticmethod
    def law(cal, moment):
        asks = (
            lambda: cal.add(moment, 1),
            lambda: cal.add(moment, -1),
            lambda: cal.count(moment, FIRST),
            lambda: cal.count(FIRST, moment),
            lambda: cal.is_working(moment),
            lambda: cal.is_holiday(moment),
            lambda: cal.on_or_after(moment),
            lambda: cal.on_or_before(moment),
        )
        return all(refused(ask) for ask in asks)

    @given(calendars, moments)
    def test_it_holds(self, cal, moment):
        """Midnight is a time too."""
        assert self.law(cal, moment)

    def test_reading_the_day_off_a_moment_is_caught(self):
        """The control: a calendar that takes the date of a datetime without a word."""
        kind = like(ENGLAND, add=lambda day, n: ENGLAND.add(date(day.year, day.month, day.day), n))
        assert caught(self.law, st.just(kind), moments)


def refused(ask):
    try:
        ask()
    except NotADay:
        return True
    return False


@given(calendars, days, st.sampled_from([0, True, False, 1.5, "1", None]))
def test_what_is_no_number_of_days_is_refused(cal, day, n):
    """Nothing but a whole number other than 0 can be added."""
    with pytest.raises(BadValue):
        cal.add(day, n)
