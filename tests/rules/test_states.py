"""States: duties that run while a child is looked after or placed, through versions of the law, by hand-made tables.

The days are worked out by hand from the words of each rule, with a calendar beside.
"""

from datetime import date

import pytest

from reflective.rules import (
    Attachment,
    Branch,
    Every,
    Match,
    OwnDay,
    PublishedSource,
    SeriesStep,
    Status,
    Unknown,
)
from reflective.timescales import Timescale
from tests.rules.made import asked, event, rule, ruleset

SOURCE = PublishedSource(title="An Act")
OWN = {"own_day": OwnDay(counts=False, source="our reading")}


def steps(*said):
    """A series: each rate, or the words of a source that has no number."""
    made = []
    for one in said:
        try:
            made.append(SeriesStep(timescale=Timescale.parse(one)))
        except ValueError:
            made.append(SeriesStep(said=one))
    return Every(steps=tuple(made))


def reviews(requirement, **given):
    """A rule on reviews of children who are looked after."""
    plain = {"trigger": ("care.started",), "met_by": ("review.held",), "ends_with": ("care.ended",)}
    state = {"attaches_to": Attachment.STATE, "continues": ("care.continuing",), "match": Match.NEXT, **OWN}
    return rule(requirement, id="review", **{**plain, **state, **given})


#: From 1 April 2011; softened without a number from 24 April to 25 September 2020; as before from the day after.
LAW = ruleset(
    reviews(steps("4 weeks", "3 months", "6 months"), in_force_from=date(2011, 4, 1), in_force_to=date(2020, 4, 23)),
    reviews(
        steps("4 weeks", "3 months", "no longer a number"),
        in_force_from=date(2020, 4, 24),
        in_force_to=date(2020, 9, 25),
    ),
    reviews(steps("4 weeks", "3 months", "6 months"), in_force_from=date(2020, 9, 26), hand_over=SOURCE),
)


def held(*days):
    return [event("review.held", day, f"v-{place}") for place, day in enumerate(days)]


def rows(found):
    """Each answer as the first day of its period, its due days, when it was met, its status and the days late."""
    return [
        (str(one.trigger), one.due and str(one.due), str(one.due_latest), str(one.met), str(one.status), one.days_late)
        for one in found
    ]


class TestBegunBeforeTheFirstVersion:
    """A child in care since before the law began is asked about from what was held."""

    CARE = (event("care.started", date(2010, 6, 1)),)

    def test_two_reviews_or_more_ask_the_last_step(self):
        """The period that is open on the first day of the law is the first that is asked."""
        found = asked(LAW, [*self.CARE, *held(date(2010, 9, 1), date(2011, 1, 10))], date(2011, 8, 1))
        assert rows(found) == [("2011-01-10", "2011-07-10", "2011-07-10", "None", "overdue", 22)]

    def test_one_review_asks_both_steps(self):
        """It may have been the first or the second: due in three months, and surely late after six."""
        told = [*self.CARE, *held(date(2011, 1, 10))]
        for as_of, status, late in (
            (date(2011, 4, 10), "due_soon", 0),
            (date(2011, 5, 1), "not_known", None),
            (date(2011, 7, 10), "not_known", None),
            (date(2011, 7, 11), "overdue", 1),
        ):
            assert rows(asked(LAW, told, as_of)) == [("2011-01-10", "2011-04-10", "2011-07-10", "None", status, late)]
        (late,) = asked(LAW, told, date(2011, 7, 11))
        assert "late by at least so many days" in str(late.why)

    def test_none_on_record_is_not_known(self):
        """The step of a first review never applies without a record of one."""
        (found,) = asked(LAW, self.CARE, date(2026, 11, 1))
        assert (found.status, found.unknown, found.due, found.days_late) == (
            Status.NOT_KNOWN,
            Unknown.STATE,
            None,
            None,
        )

    def test_a_first_review_after_the_law_began(self):
        """A first review that was held counts: both steps follow it, and then the last."""
        told = [*self.CARE, *held(date(2011, 5, 2), date(2011, 8, 2))]
        found = asked(LAW, told, date(2011, 9, 1))
        assert rows(found) == [
            ("2011-05-02", "2011-08-02", "2011-11-02", "2011-08-02", "met", 0),
            ("2011-08-02", "2012-02-02", "2012-02-02", "None", "pending", 0),
        ]

    def test_control_a_trigger_is_judged_by_its_own_day_alone(self):
        """The fault that was mended: a rule that attaches to periods asks nothing of such a child."""
        periods = ruleset(
            reviews(steps("4 weeks"), attaches_to=None, continues=(), in_force_from=date(2011, 4, 1)),
        )
        assert asked(periods, self.CARE, date(2026, 11, 1)) == ()


class TestAStartThatIsNotInTheSource:
    """A return of one year has children whose care began before it."""

    SEEN = (event("care.continuing", date(2018, 4, 1), "seen"),)

    def test_it_is_not_known_until_the_source_must_have_held_one(self):
        """The source holds reviews from 1 April 2018: the longest step from there is 1 October 2018."""
        holds_from = {"review.held": date(2018, 4, 1)}
        (found,) = asked(LAW, self.SEEN, date(2018, 10, 1), holds_from=holds_from)
        assert (found.status, found.unknown, str(found.due_latest)) == (Status.NOT_KNOWN, Unknown.STATE, "2018-10-01")
        (late,) = asked(LAW, self.SEEN, date(2018, 10, 2), holds_from=holds_from)
        assert (late.status, late.days_late) == (Status.OVERDUE, 1)
        (unknown,) = asked(LAW, self.SEEN, date(2018, 10, 2))
        assert (unknown.status, unknown.due_latest) == (Status.NOT_KNOWN, None)

    def test_reviews_on_the_record_are_asked_from(self):
        """The last review five years ago: overdue, by at least so much."""
        told = [*self.SEEN, *held(date(2019, 2, 20))]
        (found,) = asked(LAW, told, date(2019, 12, 1))
        assert rows([found]) == [("2019-02-20", "2019-05-20", "2019-08-20", "None", "overdue", 103)]

    def test_a_start_on_the_record_is_what_counts(self):
        """Where care began in the source, that it goes on says nothing new."""
        told = [event("care.started", date(2018, 4, 2), "s"), event("care.continuing", date(2018, 6, 1), "s")]
        assert rows(asked(LAW, told, date(2018, 4, 30))) == [
            ("2018-04-02", "2018-04-30", "2018-04-30", "None", "due_soon", 0)
        ]

    def test_its_end_ends_it(self):
        """A child who left is owed no more."""
        told = [*self.SEEN, *held(date(2019, 2, 20)), event("care.ended", date(2019, 3, 1), "seen")]
        assert [one.status for one in asked(LAW, told, date(2019, 12, 1))] == [Status.ENDED]

    def test_a_duty_to_do_something_once_is_not_known(self):
        """A care plan was due long ago, and when is not in the source."""
        plan = rule("10 working days", trigger=("care.started",), continues=("care.continuing",), match=Match.NEXT)
        (found,) = asked(plan, self.SEEN)
        assert (found.status, found.unknown) == (Status.NOT_KNOWN, Unknown.STATE)


class TestVersionsThatHandOver:
    """A relaxation lapses, and what was open then is asked again."""

    CARE = (event("care.started", date(2019, 1, 1)), *held(date(2019, 1, 29), date(2019, 4, 29)))

    def test_a_period_in_the_gap_resumes_on_the_first_day_of_the_next(self):
        """Reviewed in the gap: due on 26 September 2020 at the earliest, six months later at the latest."""
        told = [*self.CARE, *held(date(2019, 10, 1), date(2020, 3, 1), date(2020, 5, 6))]
        found = asked(LAW, told, date(2026, 1, 1))
        assert rows(found)[-1] == ("2020-05-06", "2020-09-26", "2021-03-26", "None", "overdue", 1742)
        at_first = asked(LAW, told, date(2020, 8, 1))
        assert rows(at_first)[-1] == ("2020-05-06", None, "None", "None", "pending", None)
        between = asked(LAW, told, date(2020, 12, 1))
        assert rows(between)[-1] == ("2020-05-06", "2020-09-26", "2021-03-26", "None", "not_known", None)

    def test_a_period_that_was_open_when_the_gap_began(self):
        """Its day would have fallen in the gap."""
        told = [*self.CARE, *held(date(2019, 10, 1), date(2020, 3, 1))]
        assert rows(asked(LAW, told, date(2021, 4, 1)))[-1] == (
            "2020-03-01",
            "2020-09-26",
            "2021-03-26",
            "None",
            "overdue",
            6,
        )

    def test_what_was_late_before_the_gap_stays_late(self):
        """Its day had passed while the version was in force."""
        told = [*self.CARE, *held(date(2019, 10, 1))]
        assert rows(asked(LAW, told, date(2021, 4, 1)))[-1] == (
            "2019-10-01",
            "2020-04-01",
            "2020-04-01",
            "None",
            "overdue",
            365,
        )

    def test_what_was_met_in_the_gap_is_met(self):
        """Nothing was late while there was no number."""
        told = [*self.CARE, *held(date(2019, 10, 1), date(2020, 3, 1), date(2020, 9, 1))]
        found = rows(asked(LAW, told, date(2020, 12, 1)))
        assert found[-2] == ("2020-03-01", None, "None", "2020-09-01", "met", None)

    def test_control_a_version_that_does_not_hand_over(self):
        """The fault that was mended: softened for ever."""
        forever = ruleset(*(one for one in LAW.rules if one.hand_over is None))
        told = [*self.CARE, *held(date(2019, 10, 1), date(2020, 3, 1), date(2020, 5, 6))]
        assert [str(one.status) for one in asked(forever, told, date(2026, 1, 1))][-1] == "pending"

    def test_what_lapsed_may_be_said_to_be_unknown(self):
        """A duty to do something once, softened when it began, where the savings were not read."""
        soft = rule("5 days", in_force_to=date(2020, 9, 25), after_it="the savings were not read")
        started = [event("it.started", date(2020, 9, 24))]
        (found,) = asked(soft, started, date(2020, 10, 5))
        assert (found.status, found.unknown) == (Status.NOT_KNOWN, Unknown.CLAUSE)
        assert "the savings were not read" in str(found.why)
        (before,) = asked(soft, started, date(2020, 9, 25))
        assert before.status is Status.DUE_SOON


class TestAFactThatLacks:
    """A lacking fact never hides what every branch asks."""

    VISITS = rule(
        Every(
            steps=(
                SeriesStep(timescale=Timescale(1, "weeks")),
                SeriesStep(timescale=Timescale(6, "weeks"), until=Timescale(1, "years")),
                SeriesStep(
                    timescale=Timescale(3, "months"),
                    branch=Branch(fact="to_18", rates=(("yes", Timescale(3, "months")), ("no", Timescale(6, "weeks")))),
                ),
            )
        ),
        id="visit",
        trigger=("placement.started",),
        met_by=("visit.held",),
        match=Match.NEXT,
        own_day=OwnDay(counts=True, source="a clause"),
    )

    def test_what_every_branch_asks_is_late(self):
        """Placed four months ago, no fact and no visit."""
        assert rows(asked(self.VISITS, [event("placement.started", date(2024, 1, 1))], date(2024, 5, 1))) == [
            ("2024-01-01", "2024-01-08", "2024-01-08", "None", "overdue", 114)
        ]

    @pytest.mark.parametrize(
        ("facts", "due", "latest"),
        [
            ({"to_18": "no"}, "2025-03-15", "2025-03-15"),
            ({"to_18": "Yes "}, "2025-05-01", "2025-05-01"),
            ({}, "2025-03-15", "2025-05-01"),
            ({"to_18": "perhaps"}, "2025-03-15", "2025-05-01"),
        ],
    )
    def test_both_days_where_the_branches_differ(self, facts, due, latest):
        """After the first year: six weeks from 1 February 2025 is 15 March, and three months is 1 May."""
        told = [event("placement.started", date(2024, 1, 1), **facts), event("visit.held", date(2025, 2, 1), "v")]
        found = asked(self.VISITS, told, date(2025, 4, 1))
        assert rows(found)[-1][1:3] == (due, latest)
        assert found[-1].status is (Status.OVERDUE if latest == due == "2025-03-15" else Status(found[-1].status))
        if due != latest:
            assert (found[-1].status, found[-1].unknown) == (Status.NOT_KNOWN, Unknown.BETWEEN)
            (late, *_) = reversed(asked(self.VISITS, told, date(2025, 5, 2)))
            assert (late.status, late.days_late) == (Status.OVERDUE, 1)

    def test_a_value_that_no_rule_knows_lists_the_known_ones(self):
        """The message never repeats the value itself."""
        told = [event("placement.started", date(2024, 1, 1), to_18="perhaps"), event("visit.held", date(2025, 2, 1))]
        said = str(asked(self.VISITS, told, date(2025, 4, 1))[-1].why)
        assert "known are yes, no" in said
        assert "perhaps" not in said


class TestTheTriggersOwnDay:
    """An event on the day on which a series begins counts or does not, as the rule says."""

    @pytest.mark.parametrize(("counts", "due"), [(True, "2024-02-12"), (False, "2024-01-29")])
    def test_it_meets_the_first_period_or_does_not(self, counts, due):
        """Held on 1 January 2024, when it began."""
        one = rule(
            steps("4 weeks", "6 weeks"),
            own_day=OwnDay(counts=counts, source="our reading"),
            match=Match.NEXT,
        )
        told = [event("it.started", date(2024, 1, 1)), event("it.ended", date(2024, 1, 1), "v")]
        assert str(asked(one, told, date(2024, 1, 10))[-1].due) == due

    def test_a_rate_until_an_event_needs_one_after_the_start(self):
        """Weekly until the first review: a review on the day of a move does not make visits four-weekly."""
        weekly = Every(
            steps=(
                SeriesStep(timescale=Timescale(1, "weeks"), until_event="review.held"),
                SeriesStep(timescale=Timescale(4, "weeks")),
            )
        )
        one = rule(weekly, match=Match.NEXT)
        start = event("it.started", date(2024, 2, 26))
        same, later = event("review.held", date(2024, 2, 26), "r"), event("review.held", date(2024, 2, 28), "r")
        assert str(asked(one, [start, same], date(2024, 3, 1))[0].due) == "2024-03-04"
        visited = event("it.ended", date(2024, 3, 1), "v")
        assert str(asked(one, [start, same, visited], date(2024, 3, 1))[-1].due) == "2024-03-08"
        assert str(asked(one, [start, later, visited], date(2024, 3, 1))[-1].due) == "2024-03-29"


def test_what_was_held_before_an_earlier_stay_ended_is_not_of_this_one():
    """Seen in care on 1 April 2018, after an earlier stay ended on 1 March: a review of February is of that stay."""
    told = [event("care.continuing", date(2018, 4, 1), "seen"), event("care.ended", date(2018, 3, 1), "old")]
    (found,) = asked(LAW, [*told, *held(date(2018, 2, 1))], date(2018, 10, 2))
    assert (found.status, found.unknown) == (Status.NOT_KNOWN, Unknown.STATE)
