"""Limits in any window: an independent count of days, one by one, agrees; and the controls show that it would not."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reflective.errors import BadValue
from reflective.rules import AtMost, Of, Status
from reflective.rules.rolling import last_outside, rolling
from reflective.timescales import Timescale
from tests.properties.control import caught
from tests.rules.made import asked, event, rule

DAY = timedelta(days=1)
START = date(2023, 3, 1)
AS_OF = date(2026, 1, 1)
YEAR = Timescale(12, "months")

stays = st.lists(st.tuples(st.integers(0, 800), st.integers(0, 90)), min_size=1, max_size=6).map(
    lambda pairs: [(START + at * DAY, START + (at + long) * DAY) for at, long in sorted(pairs)]
)
limits = st.integers(1, 80)


def by_hand(limit, spans):
    """The last day to which each stay may go on: every day counted one by one."""
    counted, answers = set(), []
    for start, end in spans:
        day, own = start, set()
        while True:
            own.add(day + DAY)
            since = YEAR.back(day + DAY)
            if sum(since < one <= day + DAY for one in counted | own) > limit:
                break
            day += DAY
        answers.append(day)
        counted |= {start + at * DAY for at in range(1, (end - start).days + 1)}
    return answers


class TestDays:
    """At most so many days in any window, the window ending on each day of the stay in turn."""

    @staticmethod
    def law(allowed, limit, spans):
        return allowed(limit, spans) == by_hand(limit, spans)

    @staticmethod
    def judged(limit, spans):
        most = AtMost(amount=limit, of=Of.DAYS, window=YEAR)
        return [one.due for one in rolling(most, spans, AS_OF)]

    @given(limits, stays)
    @example(limit=75, spans=[(date(2023, 2, 28), date(2023, 4, 1)), (date(2024, 2, 29), date(2024, 5, 20))])
    def test_it_agrees_with_a_count_by_hand(self, limit, spans):
        """Apart, adjoining, overlapping, and across a leap day."""
        assert self.law(self.judged, limit, spans)

    def test_a_collection_year_is_caught(self):
        """The control: counting each calendar year by itself, as validation of the return does."""

        def by_year(limit, spans):
            answers = []
            for place, (start, _) in enumerate(spans):
                used = sum((end - begun).days for begun, end in spans[:place] if begun.year == start.year)
                answers.append(start + max(0, limit - used) * DAY)
            return answers

        assert caught(self.law, st.just(by_year), limits, stays)

    def test_counting_both_ends_is_caught(self):
        """The control: a stay from Monday to Tuesday taken for two days."""
        both = st.just(lambda limit, spans: [day - DAY for day in self.judged(limit, spans)])
        assert caught(self.law, both, limits, stays)

    def test_an_open_stay_is_judged_by_the_day_asked(self):
        """Past the allowance it is overdue, and its end decides it later."""
        one = rule(AtMost(amount=75, of=Of.DAYS, window=YEAR))
        found = asked(one, [event("it.started", START)], START + 80 * DAY)
        assert [(item.due, item.status, item.days_late) for item in found] == [(START + 75 * DAY, Status.OVERDUE, 5)]

    def test_when_nothing_is_left_the_first_day_is_the_last(self):
        """A stay that begins with the allowance used up may not go on to another day, and is never due before it."""
        one = rule(AtMost(amount=10, of=Of.DAYS, window=YEAR))
        events = [
            event(kind, START + at * DAY, ref=ref)
            for ref, kind, at in [
                ("a", "it.started", 0),
                ("a", "it.ended", 30),
                ("b", "it.started", 40),
                ("b", "it.ended", 41),
            ]
        ]
        found = asked(one, events)
        assert [(item.due, item.status, item.days_late) for item in found] == [
            (START + 10 * DAY, Status.MET_LATE, 20),
            (START + 40 * DAY, Status.MET_LATE, 1),
        ]


class TestTimes:
    """At most so many times in any window: the one that is too many is too soon, by so many days."""

    one = rule(AtMost(amount=2, of=Of.TIMES, window=YEAR))

    @staticmethod
    def law(judged, starts):
        late = [sum(day > YEAR.back(one) for day in starts[: place + 1]) > 2 for place, one in enumerate(starts)]
        return judged(starts) == late

    def judged(self, starts):
        events = [event("it.started", day, ref=f"r-{place:02}") for place, day in enumerate(starts)]
        found = sorted(asked(self.one, events, AS_OF), key=lambda item: item.ref)
        return [item.status is Status.MET_LATE for item in found]

    days = st.lists(st.integers(0, 900), min_size=1, max_size=8).map(
        lambda days: [START + day * DAY for day in sorted(days)]
    )

    @given(days)
    def test_the_third_in_a_window(self, starts):
        """Every start with two others in the year up to it, and no other."""
        assert self.law(self.judged, starts)

    def test_counting_all_there_ever_were_is_caught(self):
        """The control: a child with three in five years taken for too many."""
        assert caught(self.law, st.just(lambda starts: [place > 1 for place in range(len(starts))]), self.days)

    def test_how_much_too_soon(self):
        """The days until two would have been left again."""
        found = asked(self.one, [event("it.started", START + at * DAY, ref=str(at)) for at in (0, 1, 300)])
        assert [(one.status, one.days_late, one.due) for one in found][-1] == (Status.MET_LATE, 66, None)
        assert "3 in the 12 months up to this one" in str(found[-1].why)


class TestWhatCannotBeALimit:
    """A limit that could never be passed is a mistake, and says what would be one."""

    @pytest.mark.parametrize(
        ("amount", "window"), [(365, "12 months"), (28, "1 month"), (0, "1 year"), (5, "9 working days")]
    )
    def test_it_is_refused(self, amount, window):
        """As many days as the window has, none at all, or a window of working days."""
        with pytest.raises(BadValue):
            AtMost(amount=amount, of=Of.DAYS, window=Timescale.parse(window))


def test_the_window_that_is_over_is_found_where_counting_back_goes_too_far():
    """A month that begins with 1 March is over on 31 March, so on 30 March the last that is over began on 28 February.

    Counting a month back from 30 March comes to 1 March.
    """
    month = Timescale(1, "months", count_trigger=True)
    assert month.due(date(2023, 3, 1)) == date(2023, 3, 31)
    assert last_outside(month, date(2023, 3, 30)) == date(2023, 2, 28)


def test_the_days_of_two_stays_that_overlap_count_once():
    """1 to 6 January is five days and 4 to 8 January two more, so three of ten are left in March."""
    spans = [(date(2023, 1, 1), date(2023, 1, 6)), (date(2023, 1, 4), date(2023, 1, 8)), (date(2023, 3, 1), None)]
    found = list(rolling(AtMost(amount=10, of=Of.DAYS, window=YEAR), spans, AS_OF))
    assert found[2].due == date(2023, 3, 4)
    assert "7 days used" in found[2].remarks[0]
