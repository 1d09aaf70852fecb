"""Obligations as lines: how late and by whose word, every one counted, and nothing wider than the page."""

from collections import Counter
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.rules import AtMost, Authority, Match, Of, Status
from reflective.timescales import Timescale
from reflective.views import Counted, breach_lines, counts_facts, counts_page, heading
from tests.properties.control import caught
from tests.rules.made import NEXT, START, asked, event, only, rule, ruleset

DAY = timedelta(days=1)
AS_OF = date(2024, 12, 31)
LATE = [event("it.started", START), event("it.ended", START + 9 * DAY)]


def counted(*found):
    return Counter(Counted.of(one) for one in found)


class TestOne:
    """One obligation: the rule, its authority and how late; then whose it is and the days it rests on."""

    def test_something_met_late(self):
        """With the day that was due and the day it was met."""
        found = only(rule("5 days", trigger=("it.begun",), met_by=("it.done",)), [
            event("it.begun", START),
            event("it.done", START + 6 * DAY),
        ])  # fmt: skip
        assert breach_lines(found) == (
            "it.ends, statutory guidance                                      met late, 1 day",
            "  c-1, ref r-1: from 1 Jan 2024, due 6 Jan 2024, met 7 Jan 2024",
        )

    def test_something_overdue(self):
        """With no day on which it was met."""
        found = only(rule("5 days", met_by=("it.done",)), [event("it.started", START)], START + 7 * DAY)
        assert breach_lines(found)[0].endswith(" overdue, 2 days")
        assert breach_lines(found)[1].endswith("from 1 Jan 2024, due 6 Jan 2024")

    def test_something_due_soon(self):
        """A duty that is due soon is not late, and no days are counted."""
        found = only(rule("5 days"), [event("it.started", START)], START)
        assert breach_lines(found)[0].endswith(" due soon")

    def test_a_stay_that_was_too_long(self):
        """The stay is exceeded: nobody met anything, and it was allowed to a day."""
        first, rest = breach_lines(only(rule("5 days"), LATE))
        assert first.endswith(" exceeded, 4 days")
        assert rest == "  c-1, ref r-1: from 1 Jan 2024, allowed to 6 Jan 2024, ended 10 Jan 2024"

    def test_a_stay_that_goes_on(self):
        """A stay that goes on past its limit is overdue while it does."""
        first, rest = breach_lines(only(rule("5 days"), LATE[:1]))
        assert first.endswith(" overdue, 360 days")
        assert rest.endswith("allowed to 6 Jan 2024")

    def test_a_review_that_the_next_review_meets(self):
        """Such a review is no stay, though it is met by an event of its trigger's kind."""
        held = rule("5 days", trigger=("review.held",), met_by=("review.held",), **NEXT)
        found = asked(held, [event("review.held", START), event("review.held", START + 9 * DAY, "r-2")])
        assert breach_lines(found[0])[0].endswith(" met late, 4 days")
        assert "due 6 Jan 2024, met 10 Jan 2024" in breach_lines(found[0])[1]

    def test_one_time_too_many(self):
        """One time too many is so many days too soon: there is no day on which it was due."""
        limit = AtMost(amount=1, of=Of.TIMES, window=Timescale(12, "months"))
        often = rule(limit, match=Match.REF)
        found = asked(often, [event("it.started", START), event("it.started", START + 9 * DAY, "r-2")])
        assert any(" too soon" in breach_lines(one)[0] for one in found if one.exceeded)

    def test_a_departure(self):
        """Has its reason with every answer."""
        found = only(rule("5 days", reason="we are short of staff", authority=Authority.LOCAL_POLICY), LATE)
        assert breach_lines(found)[2] == "  departs from what it extends because we are short of staff"

    @given(st.integers(1, 90), st.lists(st.integers(0, 9999), min_size=1, max_size=25), st.sampled_from(Authority))
    def test_it_fits_the_page_and_loses_nothing(self, width, rows, authority):
        """However long the id of the rule and the ref of a stay told in many rows."""
        ref = ",".join(map(str, rows))
        found = only(rule("5 days", id="r" * width, authority=authority), [attrs.evolve(one, ref=ref) for one in LATE])
        lines = breach_lines(found)
        every = [line for one in lines for line in one.split("\n")]
        assert all(len(line) <= 80 for line in every if width <= 60)
        assert ref in "".join(line.strip() for line in every)
        assert f"{'r' * width}, {authority}" in lines[0]


class TestTheCounts:
    """How many of each rule have which status: every obligation once."""

    rows = st.lists(
        st.builds(Counted, st.sampled_from(["a", "b"]), st.sampled_from(["mine", "theirs"]), st.sampled_from(Status))
    )

    @staticmethod
    def law(counts, rows):
        facts = counts_facts(counts)
        total = counts_page(counts, ruleset(), AS_OF).split("\n")[-1].split()[1:] if rows else []
        return sum(row[status.value] for row in facts for status in Status) == len(rows) == sum(map(int, total))

    @given(rows)
    def test_every_one_is_counted_once(self, rows):
        """In the data, and in the last line of the table."""
        assert self.law(Counter(rows), rows)

    def test_one_that_is_left_out_is_caught(self):
        """The control: a count that takes each of a kind for one."""
        assert caught(
            lambda count, rows: self.law(count(rows), rows), st.just(lambda rows: Counter(set(rows))), self.rows
        )

    def test_the_table(self):
        """A column for each status that something has, and a line for all."""
        other = rule("5 days", id="it.is-told", met_by=("it.told",))
        found = asked(ruleset(rule("5 days"), other), LATE, START + 20 * DAY)
        assert counts_page(counted(*found), ruleset(), AS_OF).split("\n") == [
            "As of Tue 31 Dec 2024, by mine",
            "rule                                     late  overdue",
            "it.ends                                     1        0",
            "it.is-told                                  0        1",
            "all                                         1        1",
        ]

    def test_an_id_of_two_rulesets(self):
        """Has a row for each, told apart by the ruleset; an id of one has its own name alone."""
        base = ruleset(rule("5 days"), rule("5 days", id="other"), name="base")
        mine = ruleset(rule("4 days", authority=Authority.LOCAL_POLICY), extends=(base,))
        page = counts_page(counted(*mine.obligations(LATE, AS_OF)), mine, AS_OF)
        assert [line.split("  ")[0] for line in page.split("\n")] == [
            "As of Tue 31 Dec 2024, by base and mine",
            "rule",
            "it.ends (base)",
            "it.ends (mine)",
            "other",
            "all",
        ]

    def test_an_id_that_does_not_fit_beside_every_status(self):
        """Has a line of its own, and the table stays in the page."""
        rows = Counter(Counted("a-rule-with-a-name-of-forty-characters--", "mine", status) for status in Status)
        lines = counts_page(rows, ruleset(), AS_OF).split("\n")
        assert lines[2] == "a-rule-with-a-name-of-forty-characters--"
        assert lines[3].split() == ["1"] * len(Status)
        assert max(map(len, lines)) <= 80

    def test_nothing(self):
        """A page without duties says so, and by which rules."""
        assert counts_page(Counter(), ruleset(name="england"), AS_OF) == (
            "Nothing is asked as of Tue 31 Dec 2024, by england: nothing that happened sets\none of its rules going."
        )


@pytest.mark.parametrize(("empty", "start"), [(False, "Past its day"), (True, "Nothing is past its day")])
def test_the_heading_says_what_is_listed_and_by_which_rules(empty, start):
    """The heading says that nothing is listed where nothing is."""
    said = heading(ruleset(extends=(ruleset(name="base"),)), AS_OF, empty=empty)
    assert said == f"{start} or due soon, as of Tue 31 Dec 2024, by base and mine"
