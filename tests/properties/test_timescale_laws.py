"""The laws of timescales, each with a fault that it is shown to catch."""

from datetime import date, timedelta

import attrs
from hypothesis import example, given
from hypothesis import strategies as st

from reflective.errors import BadPhrase, ReflectiveError
from reflective.testing._counting import (
    Count,
    due_after_trigger,
    later_trigger,
    month_end,
    one_more,
    there_and_back,
    working_days_end_on_one,
)
from reflective.testing.strategies import timescales
from reflective.timescales import PartialDate, Timescale, Unit, WorkingCalendar
from reflective.timescales.phrases import ACCEPTED
from tests.properties.control import caught

ENGLAND = WorkingCalendar.england_and_wales()
DAY = timedelta(days=1)

days = st.dates(date(2014, 1, 1), date(2024, 12, 31))
any_days = st.dates()
units = st.sampled_from(Unit)
calendar_units = st.sampled_from([unit for unit in Unit if unit is not Unit.WORKING_DAYS])
amounts = st.integers(1, 400)
whole = st.integers(1, 36_525)


def due(timescale, day):
    return timescale.due(day, ENGLAND)


def spans(most=60):
    """A partial date with both its bounds, and how many days it could be."""
    return st.builds(
        lambda day, length: PartialDate.between(day, day + timedelta(days=length)), days, st.integers(0, most)
    )


def keeps(law):
    """A law of `reflective.testing`, as a function that is true where an engine keeps it from a trigger day."""

    def kept(due, timescale, day, back=Timescale.back):
        return law(Count(timescale, ENGLAND, lambda t, day, _cal: due(t, day), back), day) is None

    return kept


class TestDueIsNeverBeforeTheTrigger:
    """Due is after the trigger day, and on it at the earliest where that day counts."""

    law = staticmethod(keeps(due_after_trigger))

    @given(timescales(), days)
    def test_it_holds(self, timescale, day):
        """The law holds for every unit of a timescale."""
        assert self.law(due, timescale, day)

    def test_rolling_back_to_a_working_day_is_caught(self):
        """The control: an engine that moves a deadline in days back to a working day."""
        rolling = st.just(lambda timescale, day: ENGLAND.on_or_before(due(timescale, day)))
        assert caught(self.law, rolling, timescales(units=st.just(Unit.DAYS)), days)

    def test_a_trigger_that_is_its_own_due_day_is_caught(self):
        """The control: an engine that counts the trigger day although the timescale does not."""
        counting = st.just(lambda t, day: due(attrs.evolve(t, count_trigger=True), day))
        one_day = st.just(Timescale(1, "days"))
        assert caught(self.law, counting, one_day, days)


class TestWorkingDayDeadlinesAreOnWorkingDays:
    """A deadline in working days is never on a day off."""

    law = staticmethod(keeps(working_days_end_on_one))

    @given(timescales(units=st.just(Unit.WORKING_DAYS)), days)
    def test_it_holds(self, timescale, day):
        """Whether the trigger day counts or not."""
        assert self.law(due, timescale, day)

    def test_taking_a_trigger_on_a_day_off_for_day_one_is_caught(self):
        """The control: a trigger that always counts is due on a Saturday when it is one."""

        def always(timescale, day):
            return day if timescale.amount == 1 else ENGLAND.add(day, timescale.amount - 1)

        assert caught(self.law, st.just(always), timescales(units=st.just(Unit.WORKING_DAYS)), days)


class TestOrder:
    """A later trigger is never due earlier, and one more of the amount is never due earlier."""

    later = staticmethod(keeps(later_trigger))
    more = staticmethod(keeps(one_more))

    @given(timescales(), days)
    def test_it_holds(self, timescale, day):
        """For every unit, over month ends and leap days too."""
        assert self.later(due, timescale, day)
        assert self.more(due, timescale, day)

    def test_a_month_that_spills_over_is_caught(self):
        """The control: a month after 31 January taken for 3 March, when one after 1 February is 1 March."""

        def spilling(timescale, day):
            first = due(timescale, day.replace(day=1))
            return first + (day.day - 1) * DAY

        assert caught(self.later, st.just(spilling), timescales(units=st.just(Unit.MONTHS)), days)

    def test_an_amount_that_starts_again_is_caught(self):
        """The control: an amount of which only what is left over six counts."""
        wrapped = st.just(lambda t, day: due(attrs.evolve(t, amount=t.amount % 6 + 1), day))
        assert caught(self.more, wrapped, timescales(), days)


class TestTheMonthEnd:
    """So many months on is the same date of that month, or its last day where it has no such date."""

    law = staticmethod(keeps(month_end))
    months = timescales(units=st.sampled_from([Unit.MONTHS, Unit.YEARS]), most=120)

    @given(months, days)
    @example(timescale=Timescale(1, "months"), day=date(2023, 1, 31))
    @example(timescale=Timescale(12, "months"), day=date(2024, 2, 29))
    def test_it_holds(self, timescale, day):
        """By the number of days in a month, which the engine is not asked for."""
        assert self.law(due, timescale, day)

    @given(st.integers(1, 40), days)
    def test_a_year_is_twelve_months(self, years, day):
        """A leap day comes back after four years and not before."""
        assert due(Timescale(years, "years"), day) == due(Timescale(12 * years, "months"), day)

    def test_every_month_end_and_leap_day_keeps_the_law(self):
        """Every day of a leap year and of the year before it, by every month count to 120."""
        first = date(2023, 1, 1)
        for timescale in (Timescale(months, "months") for months in range(1, 121)):
            assert all(self.law(due, timescale, first + place * DAY) for place in range(365 + 366))

    def test_counting_month_from_month_is_caught(self):
        """The control: a chain of single months drifts from the 31st to the 28th."""

        def chained(timescale, day):
            for _ in range(timescale.amount):
                day = Timescale(1, "months").due(day)
            return day

        assert caught(self.law, st.just(chained), timescales(units=st.just(Unit.MONTHS), most=24), days)

    def test_thirty_days_a_month_is_caught(self):
        """The control: a month taken for thirty days."""
        thirty = st.just(lambda t, day: day + 30 * t.amount * DAY)
        assert caught(self.law, thirty, timescales(units=st.just(Unit.MONTHS), most=24), days)


class TestTheTriggerDay:
    """Where the trigger day counts, due is one day earlier: one working day, if it is itself a working day."""

    @staticmethod
    def law(due, amount, unit, day):
        counted = due(Timescale(amount, unit, count_trigger=True), day)
        plain = due(Timescale(amount, unit), day)
        if unit is not Unit.WORKING_DAYS:
            return counted == plain - DAY
        return ENGLAND.count(day, counted) == amount - ENGLAND.is_working(day)

    @given(amounts, units, days)
    def test_it_holds(self, amount, unit, day):
        """The law holds for every unit of a timescale."""
        assert self.law(due, amount, unit, day)

    def test_leaving_the_trigger_out_is_caught(self):
        """The control: an engine that does not know the convention."""
        ignoring = st.just(lambda t, day: due(attrs.evolve(t, count_trigger=False), day))
        assert caught(self.law, ignoring, amounts, units, days)


class TestHours:
    """Hours count as whole days: enough of them, and not one too many."""

    @staticmethod
    def law(due, hours, day):
        counted = (due(Timescale(hours, "hours"), day) - day).days
        return counted * 24 >= hours > (counted - 1) * 24

    @given(whole, days)
    def test_it_holds(self, hours, day):
        """Part of a day counts as one."""
        assert self.law(due, hours, day)

    def test_dropping_part_of_a_day_is_caught(self):
        """The control: 30 hours taken for one day."""
        assert caught(self.law, st.just(lambda t, day: day + t.amount // 24 * DAY), whole, days)


class TestThereAndBack:
    """Back from the due day is the trigger, in days and weeks; in working days, when the trigger is one."""

    law = staticmethod(keeps(there_and_back))
    exact = st.sampled_from([Unit.WORKING_DAYS, Unit.DAYS, Unit.WEEKS, Unit.HOURS])

    @given(timescales(units=exact), days)
    def test_it_holds(self, timescale, day):
        """Whether the trigger day counts or not."""
        assert self.law(due, timescale, day)

    def test_a_day_too_far_is_caught(self):
        """The control: back as if the day itself never counted."""
        plain = st.just(lambda t, day, cal: attrs.evolve(t, count_trigger=False).back(day, cal))
        assert caught(self.law, st.just(due), timescales(units=self.exact), days, plain)


class TestPhrases:
    """A timescale shown is a phrase that reads back to an equal one."""

    @staticmethod
    def law(show, timescale):
        return Timescale.parse(show(timescale)) == timescale

    @given(timescales(most=36_525))
    def test_it_holds(self, timescale):
        """For every unit, singular and plural, with the trigger day or without."""
        assert self.law(str, timescale)

    @given(
        timescales(most=36_525),
        st.sampled_from(["", "within ", "in ", "no later than "]),
        st.sampled_from([str, str.upper]),
    )
    def test_openings_and_case_change_nothing(self, timescale, opening, case):
        """Words before the amount count for nothing, and neither do capitals or spaces."""
        assert Timescale.parse("  ".join(case(opening + str(timescale)).split(" "))) == timescale

    def test_words_and_figures_read_alike(self):
        """Every number from one to ninety-nine, with a hyphen or a space."""
        for number in range(1, 100):
            for joint in ("-", " "):
                words = in_words(number, joint)
                assert Timescale.parse(f"{words} days") == Timescale.parse(f"{number} days"), words

    def test_losing_the_ending_is_caught(self):
        """The control: a phrase that forgets that the trigger day counts."""
        assert caught(self.law, st.just(lambda t: str(t).removesuffix(" beginning with the day")), timescales())


LOW = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen"""
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
#: Words that make a timescale in some orders and none in most.
NEARLY = "within in a no one ninety nine 5 0 -1 working calendar days week months time ' 's"


def in_words(number, joint):
    if number < 20:
        return LOW.split()[number - 1]
    ten, one = divmod(number, 10)
    return TENS.split()[ten - 2] + (joint + LOW.split()[one - 1] if one else "")


#: Always the same text, so that nothing of what was given can be in it.
REFUSAL = str(BadPhrase(name="the timescale", accepted=ACCEPTED))


class TestAnyText:
    """Any text is a timescale or a `BadPhrase` that shows nothing of it, and never another error."""

    @staticmethod
    def law(parse, text):
        try:
            return isinstance(parse(text), Timescale)
        except BadPhrase as refused:
            return str(refused) == REFUSAL
        except Exception:  # noqa: BLE001 - any other error is the fault looked for
            return False

    texts = st.text() | st.lists(st.sampled_from(NEARLY.split())).map(" ".join)

    @given(texts)
    def test_it_holds(self, text):
        """Text of any kind, and text that is nearly a timescale."""
        assert self.law(Timescale.parse, text)

    def test_an_error_that_repeats_the_text_is_caught(self):
        """The control: a reader that says what it could not read."""

        def loud(text):
            raise BadPhrase(name="the timescale", accepted=(text,))

        assert caught(self.law, st.just(loud), st.text(min_size=12))

    def test_an_error_of_the_platform_is_caught(self):
        """The control: a reader that hands text to int."""
        assert caught(self.law, st.just(lambda text: Timescale(int(text.split()[1]), "days")), self.texts)


class TestAnyDay:
    """Any timescale from any day is a date or an error of the library, which names no value."""

    @staticmethod
    def law(ask, timescale, day):
        try:
            return type(ask(timescale, day)) is date
        except ReflectiveError as refused:
            return str(day) not in str(refused)
        except Exception:  # noqa: BLE001 - any other error is the fault looked for
            return False

    @given(timescales(most=36_525), any_days)
    @example(timescale=Timescale(36_525, "years"), day=date.max)
    @example(timescale=Timescale(1, "days"), day=date.max)
    def test_it_holds(self, timescale, day):
        """On and back, to the ends of the years a date can have."""
        assert self.law(due, timescale, day)
        assert self.law(lambda t, day: t.back(day, ENGLAND), timescale, day)

    def test_an_overflow_is_caught(self):
        """The control: plain addition overflows, and the law finds it."""
        assert caught(self.law, st.just(lambda t, day: day + t.amount * 365 * DAY), timescales(most=36_525), any_days)


class TestRanges:
    """The range from a partial trigger holds the due day of every day it could be, and no wider range would do."""

    @staticmethod
    def law(due_range, timescale, span):
        many = (span.latest - span.earliest).days + 1
        dues = [due(timescale, span.earliest + place * DAY) for place in range(many)]
        return due_range(timescale, span) == (min(dues), max(dues))

    @given(timescales(), spans())
    def test_it_holds(self, timescale, span):
        """The law holds for every unit of a timescale."""
        assert self.law(lambda t, span: t.due_range(span, ENGLAND), timescale, span)

    def test_counting_from_the_middle_is_caught(self):
        """The control: a range that pretends to know the day."""

        def middling(timescale, span):
            answer = due(timescale, span.earliest + (span.latest - span.earliest) / 2)
            return answer, answer

        assert caught(self.law, st.just(middling), timescales(), spans())
