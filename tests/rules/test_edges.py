"""Where two events fall on one day, or two kinds of event do one work: the edges at which a duty could vanish."""

from datetime import date, timedelta

import pytest

from reflective.rules import Attachment, Branch, Every, GivesWay, Match, SeriesStep, Status, Unknown, Within, status_on
from reflective.timescales import Timescale
from tests.rules.made import NEXT, START, asked, event, only, rule, ruleset

DAY = timedelta(days=1)
WEEKLY = Every(steps=(SeriesStep(timescale=Timescale.parse("1 week")),))
LONGER = {"timescale": Timescale.parse("5 days"), "extension": Timescale.parse("5 days")}


def statuses(found):
    return [one.status.value for one in found]


class TestEndedAndMetOnOneDay:
    """A duty that was done on the day on which it stopped being required was done, and counts as done."""

    @pytest.mark.parametrize("matching", [{}, NEXT], ids=["by ref", "by the next"])
    @pytest.mark.parametrize(("days", "status"), [(0, "met"), (3, "met"), (5, "met"), (9, "met_late")])
    def test_ended_and_met_on_one_day_is_met(self, matching, days, status):
        """A visit on the day on which a plan ended would otherwise drop out of what was done."""
        on = START + days * DAY
        told = [event("it.started", START), event("it.ended", on), event("it.over", on)]
        assert statuses(asked(rule(ends_with=("it.over",), **matching), told)) == [status]

    def test_ended_and_met_on_one_day_outside_the_calendar_has_not_ended(self):
        """A calendar that knows too few years hides the due day, and not that it was done."""
        on = date(2090, 1, 2)
        told = [event("it.started", on), event("it.ended", on), event("it.over", on)]
        found = only(rule("45 working days", ends_with=("it.over",)), told, date(2091, 1, 1))
        assert (found.status, found.unknown, found.met) == (Status.NOT_KNOWN, Unknown.CALENDAR, on)

    def test_a_series_that_ended_on_the_day_of_its_visit_has_no_period_after_it(self):
        """The visit is met, and nobody is asked for the next one of a series that is over."""
        on = START + 3 * DAY
        told = [event("it.started", START), event("it.ended", on), event("it.over", on)]
        assert statuses(asked(rule(WEEKLY, ends_with=("it.over",), **NEXT), told)) == ["met"]

    def test_control_ended_the_day_before_is_ended(self):
        """The order of the two events decides it, once they have one."""
        told = [event("it.started", START), event("it.ended", START + 4 * DAY), event("it.over", START + 3 * DAY)]
        assert statuses(asked(rule(ends_with=("it.over",)), told)) == ["ended"]


class TestUsedUp:
    """An event from before a trigger meets one trigger: a later one of the same ref needs something of its own."""

    @pytest.mark.parametrize(("held", "second"), [(4, "overdue"), (5, "overdue"), (6, "met")])
    def test_what_was_used_up_on_the_triggers_day_is_used_up(self, held, second):
        """One visit on the day of the first start would otherwise meet the second start as well."""
        told = [event("it.started", START + days * DAY) for days in (5, 10)] + [event("it.ended", START + held * DAY)]
        assert statuses(asked(rule(may_precede=True), told)) == ["met", second]

    def test_of_several_before_a_trigger_the_last_meets_it(self):
        """A part's own event and one of its whole are looked up apart, and the later of the two is the answer."""
        told = [
            event("it.ended", START + 8 * DAY, "r-1/visit"),
            event("it.ended", START + 3 * DAY, "r-1"),
            event("it.started", START + 10 * DAY, "r-1/visit"),
        ]
        assert only(rule(may_precede=True), told).met == START + 8 * DAY


class TestOneOfTwoKindsOfExtension:
    """A source that holds one kind of extension can say nothing of the other: late may be in time."""

    started = (event("it.started", START),)
    held = frozenset({"it.started", "it.ended", "it.extended"})
    both = held | {"it.put_off"}

    def ask(self, holds, days, extensions):
        requirement = Within(**LONGER, extensions=extensions)
        rules = rule(requirement, extended_by=("it.extended", "it.put_off"))
        return only(rules, self.started, START + days * DAY, holds=holds)

    @pytest.mark.parametrize(("days", "status"), [(7, Status.NOT_KNOWN), (10, Status.NOT_KNOWN), (11, Status.OVERDUE)])
    def test_where_one_of_two_kinds_is_held_a_full_extension_is_given_the_benefit(self, days, status):
        """The other kind may have put it off, once and no more than once."""
        assert self.ask(self.held, days, extensions=1).status is status

    def test_where_one_of_two_kinds_is_held_and_there_is_no_limit_lateness_is_not_known(self):
        """Any number of extensions that the source cannot hold may have put it off."""
        found = self.ask(self.held, 300, extensions=None)
        assert (found.status, found.unknown) == (Status.NOT_KNOWN, Unknown.SOURCE)

    @pytest.mark.parametrize("extensions", [1, None])
    def test_control_where_both_kinds_are_held_late_is_late(self, extensions):
        """A source that could say of either and says of neither is believed."""
        assert self.ask(self.both, 7, extensions).status is Status.OVERDUE


def test_a_version_for_which_a_fact_lacks_answers_no_period_of_a_series():
    """A visit counts as made under a version of which nobody knows whether it is for this child: that is not known."""
    change = START + 5 * DAY
    first = rule(WEEKLY, in_force_to=change - DAY, **NEXT)
    later = rule(WEEKLY, in_force_from=change, applies=(("age_band", ("under_5",)),), **NEXT)
    told = [event("it.started", START), event("it.ended", START + 6 * DAY), event("it.ended", START + 9 * DAY)]
    found = asked(ruleset(first, later), told)
    assert statuses(found)[:2] == ["met", "not_known"]
    assert found[1].unknown is Unknown.LACKS_FACT


class TestTheLastDayOfAVersion:
    """A period that was settled on a version's last day is that version's, and the next one takes over after it."""

    change = date(2024, 2, 1)
    last = change - DAY

    def asked(self, *told):
        """Two weeks by the first version and twelve by the second, of a duty that attaches to a state."""
        state = {"attaches_to": Attachment.STATE, **NEXT}
        first, later = (Every(steps=(SeriesStep(timescale=Timescale(weeks, "weeks")),)) for weeks in (2, 12))
        rules = ruleset(rule(first, in_force_to=self.last, **state), rule(later, in_force_from=self.change, **state))
        return asked(rules, told, date(2024, 2, 20))

    @pytest.mark.parametrize(("held", "due"), [(0, date(2024, 2, 3)), (1, date(2024, 4, 13))])
    def test_a_period_that_was_met_on_the_last_day_is_judged_by_that_version(self, held, due):
        """A visit of the last day was asked by the rate of that day, and one of the day after by the new one."""
        found = self.asked(event("it.started", date(2024, 1, 20)), event("it.ended", self.last + held * DAY, "v"))
        assert found[0].due == due

    @pytest.mark.parametrize(("started", "status"), [(17, "overdue"), (18, "pending")])
    def test_a_period_that_was_due_on_the_last_day_is_overdue_by_that_version(self, started, status):
        """The new version's longer time would take away what was late before it began."""
        assert statuses(self.asked(event("it.started", date(2024, 1, started)))) == [status]


class TestTheDayAsked:
    """An answer counts in everything that happened on the day that is asked about."""

    def test_something_met_on_the_day_that_is_asked_about_is_met(self):
        """A list that is printed at the end of a day holds nothing that was done on it."""
        assert status_on(START, START, START) == (Status.MET, 0)
        assert status_on(START, START + 2 * DAY, START + 2 * DAY) == (Status.MET_LATE, 2)
        assert status_on(START, START + 2 * DAY, START + DAY) == (Status.OVERDUE, 1)

    @pytest.mark.parametrize(("days", "status"), [(-1, "overdue"), (0, "ended"), (1, "ended")])
    def test_a_duty_gives_way_to_another_clause_from_the_triggers_own_day(self, days, status):
        """Both begin with one decision, which has one day."""
        way = GivesWay(kind="order.made", fact="order", values=("interim",), clause="regulation 28(4)")
        told = [event("it.started", START), event("order.made", START + days * DAY, "o", order="interim")]
        assert statuses(asked(rule(gives_way=(way,)), told)) == [status]


@pytest.mark.parametrize(
    ("review", "due", "latest"), [(4, 4, 4), (5, 5, 5), (7, 5, 7), (10, 5, 10), (12, 5, 10), (None, 5, 10)]
)
def test_an_event_by_which_a_duty_is_due_bounds_the_latest_day_too(review, due, latest):
    """Where a fact leaves two days open, the review that came between them is still the last day that it may be."""
    rates = (("young", Timescale(5, "days")), ("old", Timescale(10, "days")))
    within = Within(timescale=Timescale(10, "days"), branch=Branch(fact="age", rates=rates))
    told = [event("it.started", START)] + ([event("review.held", START + review * DAY, "v")] if review else [])
    found = only(rule(within, not_after=("review.held",)), told)
    assert (found.due, found.latest or found.due) == (START + due * DAY, START + latest * DAY)


class TestOfOneDay:
    """Two events of one day, or of two refs, where the rule says which of them it is for."""

    def test_what_met_a_trigger_of_another_ref_is_used_up_where_the_next_event_meets(self):
        """The visit of the 4th meets the start of the 5th. The start of the 10th has another ref, and needs its own."""
        told = [event("it.started", START + 5 * DAY, "r-1"), event("it.started", START + 10 * DAY, "r-2")]
        told.append(event("it.ended", START + 4 * DAY, "v-1"))
        early = rule(may_precede=Timescale.parse("9 days"), match=Match.NEXT)
        assert statuses(asked(early, told)) == ["met", "overdue"]

    def test_of_two_firsts_on_one_day_one_sets_the_rule_going(self):
        """A child who is placed twice on the day on which care began has one first placement."""
        told = [event("it.started", START, "r-1"), event("it.started", START, "r-2")]
        assert len(asked(rule(first_since=("care.ended",)), told)) == 1
        told.append(event("care.ended", START + DAY))
        told.append(event("it.started", START + 2 * DAY, "r-3"))
        assert len(asked(rule(first_since=("care.ended",)), told)) == 2

    def test_a_rate_that_lasts_until_an_event_is_over_on_its_day(self):
        """Weekly until the review, then every four weeks: the visit and the review fall on the 8th."""
        weekly = SeriesStep(timescale=Timescale.parse("1 week"), until_event="review.held")
        then = Every(steps=(weekly, SeriesStep(timescale=Timescale.parse("4 weeks"))))
        told = [event("it.started", START)]
        told += [event(kind, START + 7 * DAY) for kind in ("it.ended", "review.held")]
        found = asked(rule(then), told, START + 8 * DAY)
        assert [one.due for one in found] == [START + 7 * DAY, START + 35 * DAY]

    def test_extensions_of_a_part_and_of_the_whole_count_in_the_order_of_their_days(self):
        """Due on the 6th: the part's extension on the 4th makes it the 11th, and the one on the 9th the 16th."""
        longer = rule(Within(**LONGER), extended_by=("it.extended",))
        told = [event("it.started", START, "p-1")]
        told += [event("it.extended", START + 8 * DAY, "p-1"), event("it.extended", START + 3 * DAY, "p-1/a")]
        (found,) = asked(longer, told)
        assert found.due == START + 15 * DAY
        assert found.latest is None
