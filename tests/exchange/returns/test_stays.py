"""Adjoining episodes are one stay."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reflective.exchange.returns.stays import Stay, stays
from tests.properties.control import caught

DAY = timedelta(days=1)
START = date(2020, 1, 1)


def episode(row, start, end):
    return row, START + start * DAY, None if end is None else START + end * DAY


spans = st.tuples(st.integers(0, 40), st.none() | st.integers(0, 6))
lists = st.lists(spans, max_size=7).map(
    lambda pairs: [episode(row, at, None if long is None else at + long) for row, (at, long) in enumerate(pairs)]
)


def test_what_touches_is_joined_and_what_does_not_is_apart():
    """An episode that starts on the day the last ended goes on with it; a day later it does not."""
    assert stays([episode(0, 0, 3), episode(1, 3, 4), episode(2, 5, 6)]) == (
        Stay((0, 1), START, START + 4 * DAY),
        Stay((2,), START + 5 * DAY, START + 6 * DAY),
    )


def test_an_open_episode_keeps_the_stay_open():
    """Whatever starts later belongs to it, and it has no end."""
    (stay,) = stays([episode(0, 0, None), episode(1, 30, 31)])
    assert (stay.ref, stay.end) == ("0,1", None)


def test_a_short_episode_within_a_long_one_ends_nothing():
    """The stay goes on to the latest end of its episodes."""
    (stay,) = stays([episode(0, 0, 10), episode(1, 2, 5), episode(2, 8, 9)])
    assert stay.end == START + 10 * DAY


def by_last(episodes):
    """A fault to plant: a short episode inside a long one taken for its end."""
    found = []
    for row, start, end in sorted(episodes, key=lambda one: (one[1], one[0])):
        if found and (found[-1].end is None or start <= found[-1].end):
            found[-1] = Stay((*found[-1].rows, row), found[-1].start, end)
        else:
            found.append(Stay((row,), start, end))
    return tuple(found)


def one_by_one(episodes):
    """A fault to plant: no episode goes on with another."""
    return tuple(Stay((row,), start, end) for row, start, end in sorted(episodes, key=lambda one: (one[1], one[0])))


def as_they_come(episodes):
    """A fault to plant: episodes joined in the order of the file."""
    found = []
    for row, start, end in episodes:
        if found and found[-1].end is not None and found[-1].start <= start <= found[-1].end:
            found[-1] = Stay((*found[-1].rows, row), found[-1].start, end)
        else:
            found.append(Stay((row,), start, end))
    return tuple(found)


def without_nested(episodes):
    """A fault to plant: an episode that lies within another is dropped."""
    episodes = list(episodes)
    kept = [
        one
        for one in episodes
        if not any(other[1] < one[1] and one[2] and other[2] and one[2] < other[2] for other in episodes)
    ]
    return stays(kept)


class TestRows:
    """Every row is in one stay and no more."""

    @staticmethod
    def law(join, episodes):
        return sorted(row for stay in join(episodes) for row in stay.rows) == sorted(row for row, _, _ in episodes)

    @given(lists)
    def test_it_holds(self, episodes):
        """For open, adjoining, nested and same-day episodes."""
        assert self.law(stays, episodes)

    def test_a_row_dropped_is_caught(self):
        """The control: an episode within another taken for nothing."""
        assert caught(self.law, st.just(without_nested), lists)


class TestApart:
    """No stay touches the next: there is a day between, and none follows an open one."""

    @staticmethod
    def law(join, episodes):
        return all(one.end is not None and one.end < two.start for one, two in pairwise(join(episodes)))

    @given(lists)
    def test_it_holds(self, episodes):
        """For open, adjoining, nested and same-day episodes."""
        assert self.law(stays, episodes)

    def test_episodes_left_apart_are_caught(self):
        """The control: episodes that nothing joins are found by the law."""
        assert caught(self.law, st.just(one_by_one), lists)


class TestOrder:
    """The stays are the same whatever the order of the rows."""

    orders = lists.flatmap(lambda episodes: st.tuples(st.just(episodes), st.permutations(episodes)))

    @staticmethod
    def law(join, pair):
        episodes, shuffled = pair
        return join(episodes) == join(shuffled)

    @given(orders)
    def test_it_holds(self, pair):
        """For open, adjoining, nested and same-day episodes."""
        assert self.law(stays, pair)

    def test_taking_rows_as_they_come_is_caught(self):
        """The control: episodes joined in the order of the file."""
        assert caught(self.law, st.just(as_they_come), self.orders)


class TestDays:
    """A day is in a stay when it is in one of its episodes, and in no other case."""

    @staticmethod
    def law(join, episodes):
        last = START + 60 * DAY

        def days(spans):
            return {start + at * DAY for start, end in spans for at in range(((end or last) - start).days + 1)}

        told = days((start, end) for _, start, end in episodes)
        return days((stay.start, stay.end) for stay in join(episodes)) == told

    @given(lists)
    def test_it_holds(self, episodes):
        """For open, adjoining, nested and same-day episodes."""
        assert self.law(stays, episodes)

    def test_joining_by_the_last_row_alone_is_caught(self):
        """The control: a short episode inside a long one taken for its end."""
        assert caught(self.law, st.just(by_last), lists)
