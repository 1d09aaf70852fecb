"""Where two events fall on one day, or two kinds of event do one work: the edges at which a duty could vanish."""

from datetime import date, timedelta

import pytest

from reflective.rules import Every, SeriesStep, Status, Unknown, Within
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
    """What came before a trigger meets it once: a later trigger of the same ref needs something of its own."""

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
