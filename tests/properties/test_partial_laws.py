"""The laws of dates only partly known, each with a fault that it is shown to catch."""

from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.errors import BadValue, DateNotExact
from reflective.testing.strategies import partial_dates
from reflective.timescales import Kind, PartialDate
from tests.properties.control import Parts, caught

DAY = timedelta(days=1)

days = st.dates(date(1990, 1, 1), date(2030, 12, 31))
ages = st.integers(0, 90)
partials = partial(partial_dates, first=date(1990, 1, 1), last=date(2030, 12, 31))


class TestOrder:
    """Partial dates sort by their earliest day, whatever order they were in; the unknown is last."""

    @staticmethod
    def law(ordered, dates):
        there = ordered(dates)
        starts = [one.earliest or date.min for one in there if one.kind is not Kind.UNKNOWN]
        known = [one.kind is not Kind.UNKNOWN for one in there]
        return Parts(
            earliest_first=starts == sorted(starts),
            unknown_last=known == sorted(known, reverse=True),
            whatever_order=there == ordered(dates[::-1]),
        )

    @given(st.lists(partials(), max_size=12))
    def test_it_holds(self, dates):
        """For every kind, with words or without."""
        assert self.law(sorted, dates)

    @given(partials(), partials(), partials())
    def test_the_order_is_total(self, one, other, third):
        """One of any two dates is first unless they are equal, and the order is transitive."""
        assert [one < other, one == other, one > other].count(True) == 1
        assert (one <= other) == (not other < one)
        assert not (one < other < third) or one < third

    def test_sorting_by_the_latest_day_is_caught(self):
        """The control: the other bound."""
        by_latest = st.just(lambda dates: sorted(dates, key=lambda one: one.latest or date.max))
        assert caught(self.law, by_latest, st.lists(partials(), max_size=6))

    def test_the_unknown_first_is_caught(self):
        """The control: an open start taken for the beginning of time."""
        openly = st.just(lambda dates: sorted(dates, key=lambda one: (one.earliest or date.min, one)))
        assert caught(self.law, openly, st.lists(partials(), max_size=6))


class TestWords:
    """A partial date is shown as it was said, else in plain words, and its repr tells nobody what was said."""

    @staticmethod
    def law(show, shown_to_machines, one):
        heard = show(one) == (one.said or one.in_words) and bool(one.in_words)
        return Parts(as_said=heard, not_in_its_repr=one.said is None or one.said not in shown_to_machines(one))

    @given(partials())
    def test_it_holds(self, one):
        """The law holds for every kind of partial date."""
        assert self.law(str, repr, one)

    def test_words_in_a_repr_are_caught(self):
        """The control: a repr that shows every field."""
        open_repr = st.just(lambda one: f"PartialDate(said={one.said!r})")
        assert caught(self.law, st.just(str), open_repr, partials())

    def test_sharpened_words_are_caught(self):
        """The control: a display that shows the earliest day as if it were the day."""
        assert caught(self.law, st.just(lambda one: str(one.earliest)), st.just(repr), partials())


class TestTheFieldsTellAll:
    """The fields of a partial date make an equal one, and bounds that its kind cannot have make none."""

    @staticmethod
    def law(make, one, kind):
        try:
            again = make(kind=kind, earliest=one.earliest, latest=one.latest, said=one.said)
        except BadValue:
            return kind is not one.kind
        return Parts(equal_in_its_own_kind=(again == one) == (kind is one.kind), lawful_bounds=allowed(again))

    @given(partials(), st.sampled_from(Kind))
    def test_it_holds(self, one, kind):
        """Whatever kind the bounds are given to."""
        assert self.law(PartialDate, one, kind)
        assert self.law(PartialDate, one, one.kind)

    @pytest.mark.parametrize("kind", [Kind.BETWEEN, Kind.ABOUT, Kind.AGE])
    @given(days, st.integers(1, 900))
    def test_days_in_the_wrong_order_make_none(self, kind, day, many):
        """A span that ends before it begins holds no day, and would sort before every day that it could be."""
        with pytest.raises(BadValue, match="in order, the earliest first"):
            PartialDate(kind=kind, earliest=day + many * DAY, latest=day)

    @pytest.mark.parametrize("kind", [Kind.MONTH, Kind.YEAR])
    @given(days, st.integers(1, 3), st.booleans())
    def test_a_part_of_a_month_or_a_year_is_not_all_of_it(self, kind, day, many, at_the_end):
        """Somebody who knows no more than the month would otherwise be told that it was in its first days."""
        whole = PartialDate.year(day.year) if kind is Kind.YEAR else PartialDate.month(day.year, day.month)
        first, last = whole.earliest, whole.latest
        part = (first, last - many * DAY) if at_the_end else (first + many * DAY, last)
        with pytest.raises(BadValue, match="its first and last day"):
            PartialDate(kind=kind, earliest=part[0], latest=part[1])

    def test_an_exact_span_is_caught(self):
        """The control: a class that takes any bounds for any kind."""

        def unchecked(*, kind, earliest, latest, said):
            loose = PartialDate.unknown(said=said)
            loose.__dict__.update(kind=kind, earliest=earliest, latest=latest)
            return loose

        assert caught(self.law, st.just(unchecked), partials(), st.sampled_from(Kind))


def allowed(one):
    """The bounds that the kind of a date requires, read from its name."""
    first, last = one.earliest, one.latest
    match one.kind:
        case Kind.UNKNOWN:
            return first is None and last is None
        case Kind.BEFORE:
            return first is None and last is not None
        case Kind.AFTER:
            return first is not None and last is None
        case Kind.EXACT:
            return first == last
        case Kind.MONTH:
            return first.day == 1 and last.month == first.month and (last + DAY).day == 1 and last - first < 31 * DAY
        case Kind.YEAR:
            return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year
        case Kind.AGE:
            return first is None or last is None or first <= last
        case _:
            return first <= last


class TestExactness:
    """Only an exact date has an exact day."""

    @staticmethod
    def law(exact_day, one):
        try:
            return Parts(its_day=exact_day(one) == one.earliest == one.latest, is_exact=one.kind is Kind.EXACT)
        except DateNotExact as refused:
            return Parts(not_exact=one.kind is not Kind.EXACT, says_its_kind=refused.kind == one.kind)

    @given(partials())
    def test_it_holds(self, one):
        """Even a span of one day is not a day that is known."""
        assert self.law(lambda one: one.exact_day, one)

    def test_taking_the_earliest_day_is_caught(self):
        """The control: a day where there is none."""
        assert caught(self.law, st.just(lambda one: one.earliest), partials())


def age(born, day):
    """Somebody's age on a day, by the birthdays they have had; born on 29 February they turn on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class TestAges:
    """The birth date of somebody aged so many years is every day, and only those, that make them that age."""

    @staticmethod
    def law(aged, years, day):
        when = aged(years, day)
        inside = age(when.earliest, day) == age(when.latest, day) == years
        return Parts(
            inside=inside,
            day_before=age(when.earliest - DAY, day) == years + 1,
            day_after=age(when.latest + DAY, day) != years,
        )

    @given(ages.filter(bool), days)
    def test_it_holds(self, years, day):
        """At both ends, and a day past each."""
        assert self.law(PartialDate.aged, years, day)

    def test_every_day_round_a_leap_day_keeps_the_law(self):
        """The days at the end of February, for every age of a childhood."""
        assert all(
            self.law(PartialDate.aged, years, date(year, 2, 27) + place * DAY)
            for years in range(1, 19)
            for year in range(2019, 2026)
            for place in range(4)
        )

    def test_a_whole_year_of_birth_is_caught(self):
        """The control: this year less the age."""
        crude = st.just(lambda years, day: PartialDate.year(day.year - years))
        assert caught(self.law, crude, ages.filter(bool), days)


class TestAtAnAge:
    """When somebody was so many years old is every day, and only those, on which they were."""

    @staticmethod
    def law(at_age, years, born):
        when = at_age(years, PartialDate.exact(born))
        inside = age(born, when.earliest) == age(born, when.latest) == years
        return Parts(
            inside=inside,
            day_after=age(born, when.latest + DAY) == years + 1,
            day_before=age(born, when.earliest - DAY) == years - 1,
        )

    @given(ages, days)
    def test_it_holds(self, years, born):
        """At both ends, and a day past each."""
        assert self.law(PartialDate.at_age, years, born)

    @given(ages, days)
    def test_an_age_is_at_that_age(self, years, day):
        """Somebody aged five on a day was five on it, whichever day they were born."""
        when = PartialDate.at_age(years, PartialDate.aged(years, day))
        assert when.earliest <= day <= when.latest

    def test_every_birth_date_round_a_leap_day_keeps_the_law(self):
        """Somebody born on 29 February turns on 1 March, except every fourth year."""
        assert all(
            self.law(PartialDate.at_age, years, date(year, 2, 27) + place * DAY)
            for years in range(19)
            for year in range(2019, 2026)
            for place in range(4)
        )

    def test_a_birthday_too_many_is_caught(self):
        """The control: a year that takes in both birthdays."""

        def both(years, born):
            when = PartialDate.at_age(years, born)
            return PartialDate.between(when.earliest, when.latest + DAY)

        assert caught(self.law, st.just(both), ages, days)
