"""Dates only partly known: what each kind knows, how it is shown, and what is refused."""

import copy
import pickle
from datetime import date, datetime

import pytest

from reflective.errors import BadValue, DateNotExact, NotADay
from reflective.timescales import Kind, PartialDate, Timescale

DAY = date(2021, 9, 6)

#: One of each kind: how it is made, its kind, its bounds, and its plain words.
EACH = [
    (PartialDate.exact(DAY), Kind.EXACT, DAY, DAY, "6 Sep 2021"),
    (PartialDate.month(2021, 9), Kind.MONTH, date(2021, 9, 1), date(2021, 9, 30), "Sep 2021"),
    (PartialDate.month(2024, 2), Kind.MONTH, date(2024, 2, 1), date(2024, 2, 29), "Feb 2024"),
    (PartialDate.month(9999, 12), Kind.MONTH, date(9999, 12, 1), date.max, "Dec 9999"),
    (PartialDate.year(2018), Kind.YEAR, date(2018, 1, 1), date(2018, 12, 31), "2018"),
    (PartialDate.before(DAY), Kind.BEFORE, None, date(2021, 9, 5), "before 6 Sep 2021"),
    (PartialDate.after(DAY), Kind.AFTER, date(2021, 9, 7), None, "after 6 Sep 2021"),
    (
        PartialDate.between(date(2021, 8, 1), DAY),
        Kind.BETWEEN,
        date(2021, 8, 1),
        DAY,
        "between 1 Aug 2021 and 6 Sep 2021",
    ),
    (PartialDate.about(DAY), Kind.ABOUT, date(2021, 8, 30), date(2021, 9, 13), "about 6 Sep 2021"),
    (PartialDate.about(DAY, give=2), Kind.ABOUT, date(2021, 9, 4), date(2021, 9, 8), "about 6 Sep 2021"),
    (PartialDate.aged(5, DAY), Kind.AGE, date(2015, 9, 7), date(2016, 9, 6), "between 7 Sep 2015 and 6 Sep 2016"),
    (
        PartialDate.at_age(5, PartialDate.exact(date(2016, 2, 29))),
        Kind.AGE,
        date(2021, 3, 1),
        date(2022, 2, 28),
        "between 1 Mar 2021 and 28 Feb 2022",
    ),
    (
        PartialDate.at_age(9, PartialDate.year(1990)),
        Kind.AGE,
        date(1999, 1, 1),
        date(2000, 12, 30),
        "between 1 Jan 1999 and 30 Dec 2000",
    ),
    (PartialDate.at_age(5, PartialDate.before(DAY)), Kind.AGE, None, date(2027, 9, 4), "before 5 Sep 2027"),
    (PartialDate.at_age(5, PartialDate.after(DAY)), Kind.AGE, date(2026, 9, 7), None, "after 6 Sep 2026"),
    (PartialDate.at_age(5, PartialDate.unknown()), Kind.UNKNOWN, None, None, "unknown"),
    (PartialDate.unknown(), Kind.UNKNOWN, None, None, "unknown"),
]


@pytest.mark.parametrize(("when", "kind", "earliest", "latest", "words"), EACH, ids=str)
def test_each_kind_knows_the_days_it_could_be_and_says_so_plainly(when, kind, earliest, latest, words):
    """Bounds take in both ends and None is open; without the words as said, plain ones are shown."""
    assert (when.kind, when.earliest, when.latest) == (kind, earliest, latest)
    assert str(when) == when.in_words == words


def test_every_kind_has_its_example():
    """The table above leaves no kind out."""
    assert {kind for _, kind, *_ in EACH} == set(Kind)


def test_a_partial_date_is_shown_as_it_was_said_and_its_repr_does_not_say_it():
    """The words as said come first, the plain words can be asked for, and a repr carries neither."""
    when = PartialDate.about(date(2021, 6, 14), said="around 12 weeks now")
    assert str(when) == "around 12 weeks now"
    assert when.in_words == "about 14 Jun 2021"
    assert "12 weeks" not in repr(when)


@pytest.mark.parametrize(("when", "kind", "_", "__", "___"), EACH, ids=str)
def test_only_an_exact_date_has_an_exact_day(when, kind, _, __, ___):
    """The day of an exact date can be asked for; any other kind refuses and is named."""
    if kind is Kind.EXACT:
        assert when.exact_day == DAY
        return
    with pytest.raises(DateNotExact, match=kind.value):
        _ = when.exact_day


def test_partial_dates_sort_by_their_earliest_day():
    """An open start comes first, the unknown last, and what starts together is sorted by its end."""
    before, exact, month, year, after, unknown = in_order = [
        PartialDate.before(DAY),
        PartialDate.exact(date(2021, 1, 1)),
        PartialDate.month(2021, 1),
        PartialDate.year(2021),
        PartialDate.after(date(2020, 12, 31)),
        PartialDate.unknown(),
    ]
    assert sorted([unknown, year, after, exact, before, month]) == in_order
    assert before < exact <= month
    assert unknown > after >= year


def test_equal_means_the_same_kind_bounds_and_words():
    """A day said to be exact is not the same as a span of one day, nor as the same day in other words."""
    exact = PartialDate.exact(DAY)
    assert exact == PartialDate.exact(DAY)
    assert hash(exact) == hash(PartialDate.exact(DAY))
    assert exact != PartialDate.between(DAY, DAY)
    assert exact != PartialDate.exact(DAY, said="that Monday")
    assert pickle.loads(pickle.dumps(exact)) == copy.deepcopy(exact) == exact


def test_a_partial_date_is_not_compared_with_a_day():
    """Whether a day is before a month that it lies in has no answer."""
    with pytest.raises(TypeError):
        assert PartialDate.month(2021, 9) < DAY
    assert PartialDate.exact(DAY) != DAY


@pytest.mark.parametrize(
    "make",
    [
        PartialDate.exact,
        PartialDate.before,
        PartialDate.after,
        lambda day: PartialDate.between(day, DAY),
        lambda day: PartialDate.between(DAY, day),
        PartialDate.about,
        lambda day: PartialDate.aged(5, day),
        lambda day: PartialDate(kind=Kind.EXACT, earliest=day, latest=day),
        Timescale(2, "weeks").ago,
    ],
)
@pytest.mark.parametrize("given", [datetime(2021, 9, 6), "2021-09-06", 5])
def test_only_a_date_is_a_day(make, given):
    """A datetime, text, or a number is refused wherever a day is taken, and not shown."""
    with pytest.raises(NotADay) as refused:
        make(given)
    assert "2021-09-06" not in str(refused.value)


@pytest.mark.parametrize(
    "make",
    [
        lambda: PartialDate.month(2021, 0),
        lambda: PartialDate.month(2021, 13),
        lambda: PartialDate.month(2021, month=True),
        lambda: PartialDate.month(2021, 9.0),
        lambda: PartialDate.year(0),
        lambda: PartialDate.year(10_000),
        lambda: PartialDate.year("2021"),
        lambda: PartialDate.about(DAY, give=0),
        lambda: PartialDate.about(DAY, give=10**9),
        lambda: PartialDate.about(DAY, give=True),
        lambda: PartialDate.about(date.max),
        lambda: PartialDate.about(date.min),
        lambda: PartialDate.before(date.min),
        lambda: PartialDate.after(date.max),
        lambda: PartialDate.aged(-1, DAY),
        lambda: PartialDate.aged(151, DAY),
        lambda: PartialDate.aged(5, date(5, 1, 1)),
        lambda: PartialDate.at_age(5, PartialDate.exact(date.max)),
        lambda: PartialDate.between(DAY, date(2021, 9, 5)),
        lambda: PartialDate.exact(DAY, said="   "),
    ],
)
def test_what_is_no_date_at_all_is_refused(make):
    """Months, years, ages and spans have limits, and an end does not come before its start."""
    with pytest.raises(BadValue):
        make()


@pytest.mark.parametrize(
    ("kind", "earliest", "latest"),
    [
        (Kind.EXACT, DAY, None),
        (Kind.EXACT, DAY, date(2021, 9, 7)),
        (Kind.MONTH, date(2021, 9, 1), DAY),
        (Kind.MONTH, date(2021, 9, 1), date(2021, 10, 31)),
        (Kind.YEAR, date(2021, 1, 1), date(2022, 12, 31)),
        (Kind.BEFORE, DAY, DAY),
        (Kind.BEFORE, None, None),
        (Kind.BEFORE, None, date.max),
        (Kind.AFTER, None, DAY),
        (Kind.AFTER, date.min, None),
        (Kind.BETWEEN, None, DAY),
        (Kind.BETWEEN, DAY, date(2021, 9, 5)),
        (Kind.ABOUT, DAY, None),
        (Kind.AGE, None, None),
        (Kind.UNKNOWN, DAY, None),
    ],
)
def test_bounds_that_do_not_belong_to_a_kind_are_refused(kind, earliest, latest):
    """A partial date made from its fields, as a document is read, is held to what its kind can know."""
    with pytest.raises(BadValue, match=f"earliest and latest of kind '{kind}'"):
        PartialDate(kind=kind, earliest=earliest, latest=latest)


def test_an_age_needs_a_birth_date_that_is_a_partial_date():
    """A plain day is made partial first."""
    with pytest.raises(BadValue, match="PartialDate"):
        PartialDate.at_age(5, DAY)


def test_the_first_month_and_the_first_year_there_are_can_be_named():
    """A calendar begins with year 1, and whatever comes before it is refused."""
    assert PartialDate.month(1, 1).latest == date(1, 1, 31)
    assert PartialDate.year(1).latest == date(1, 12, 31)
    for make in (lambda: PartialDate.month(0, 1), lambda: PartialDate.year(0)):
        with pytest.raises(BadValue):
            make()
