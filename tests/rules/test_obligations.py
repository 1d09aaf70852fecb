"""The obligations of events and rules: one a trigger and period, with where it stands and why."""

import json
from datetime import date, datetime, timedelta

import attrs
import pytest

from reflective.errors import BadValue, NotADay
from reflective.rules import (
    AtMost,
    Attachment,
    Authority,
    Branch,
    CaseDecision,
    EachMonth,
    Event,
    Every,
    Match,
    NoFixedTime,
    Of,
    Ruleset,
    SeriesStep,
    Status,
    Unknown,
    Within,
)
from reflective.timescales import Timescale, WorkingCalendar
from tests.rules.made import NEXT, START, asked, event, only, rule, ruleset

DAY = timedelta(days=1)


def every(*rates, **given):
    """A series of rates: "1 week", or ("1 week", "6 weeks") for as long as the second says."""
    steps = []
    for rate in rates:
        said, until = rate if isinstance(rate, tuple) else (rate, None)
        steps.append(SeriesStep(timescale=Timescale.parse(said), until=until and Timescale.parse(until)))
    return rule(Every(steps=tuple(steps)), **{**NEXT, **given})


class TestStatus:
    """Where an obligation stands on a day, and how late."""

    @pytest.mark.parametrize(
        ("met", "as_of", "status", "late"),
        [
            (None, 20, "pending", 0),
            (None, 23, "due_soon", 0),
            (None, 30, "due_soon", 0),
            (None, 31, "overdue", 1),
            (None, 50, "overdue", 20),
            (0, 50, "met", 0),
            (30, 50, "met", 0),
            (31, 50, "met_late", 1),
            (40, 31, "overdue", 1),
        ],
    )
    def test_it_follows_from_the_days(self, met, as_of, status, late):
        """The due day is in time; seven days before it is due soon; what is met later than the day asked is not met."""
        events = [event("it.started", START)]
        events += [] if met is None else [event("it.ended", START + met * DAY)]
        found = only(rule("30 days"), events, START + as_of * DAY)
        assert (found.status, found.days_late, found.due) == (status, late, START + 30 * DAY)

    def test_warn_is_the_rules_own(self):
        """A rule may be due soon sooner, or not at all before its day."""
        events = [event("it.started", START)]
        assert only(rule("30 days", warn=20), events, START + 10 * DAY).status is Status.DUE_SOON
        assert only(rule("30 days", warn=0), events, START + 29 * DAY).status is Status.PENDING

    def test_what_is_no_longer_required_is_ended(self):
        """It ends with what ends it, and is ended however late it was; what was met before is met."""
        one = rule("5 days", ends_with=("it.withdrawn",))
        start, stop = event("it.started", START), event("it.withdrawn", START + 9 * DAY)
        found = only(one, [start, stop])
        assert (found.status, found.days_late, found.met, found.exceeded) == (Status.ENDED, 4, None, True)
        assert "no longer required from Wed 10 Jan 2024, 4 days past the day" in str(found.why)
        assert only(one, [start, stop, event("it.ended", START + 2 * DAY)]).status is Status.MET
        assert only(one, [start, stop, event("it.ended", START + 12 * DAY)]).status is Status.ENDED

    def test_late_never_blocks(self):
        """An event that came years late is stored and judged like any other."""
        found = only(
            rule("5 days"), [event("it.started", START), event("it.ended", date(2030, 1, 1))], date(2031, 1, 1)
        )
        assert (found.status, found.days_late) == (Status.MET_LATE, (date(2030, 1, 1) - date(2024, 1, 6)).days)


class TestMatching:
    """The first match on or after a trigger meets it."""

    def test_by_ref(self):
        """Another's ref, or another subject's, meets nothing."""
        start = event("it.started", START)
        others = [event("it.ended", START, ref="r-2"), event("it.ended", START, subject="c-2")]
        assert only(rule(), [start, *others]).status is Status.OVERDUE
        assert only(rule(), [start, *others, event("it.ended", START)]).status is Status.MET

    def test_a_part_is_matched_with_its_whole(self):
        """A ref that is a part of the trigger's meets it, and one that it is a part of; a sibling does not."""
        for trigger, met, status in [
            ("p-1", "p-1/a-1", "met"),
            ("p-1/a-1", "p-1", "met"),
            ("p-1/a-1", "p-1/a-2", "overdue"),
            ("p-1", "p-10", "overdue"),
            ("p-1/a/b", "p-1", "met"),
        ]:
            found = only(rule(), [event("it.started", START, ref=trigger), event("it.ended", START, ref=met)])
            assert found.status == status, (trigger, met)

    def test_the_next_of_the_same_subject(self):
        """By next the ref does not matter, and one event may meet several triggers."""
        starts = [event("it.started", START, ref="r-1"), event("it.started", START + DAY, ref="r-2")]
        found = asked(rule(**NEXT), [*starts, event("it.ended", START + 2 * DAY, ref="r-9")])
        assert [one.met for one in found] == [START + 2 * DAY] * 2

    def test_what_came_before_counts_only_where_the_rule_says_so(self):
        """A plan made before the placement meets it where it may precede, and not one made before the last trigger."""
        events = [event("it.ended", START - 3 * DAY), event("it.started", START)]
        unsure = only(rule(), events)
        assert (unsure.status, unsure.unknown, unsure.days_late) == (Status.NOT_KNOWN, Unknown.BEFORE, None)
        assert "it.ended is dated Fri 29 Dec 2023, before Mon 1 Jan 2024" in str(unsure.why)
        assert only(rule(**NEXT), events).status is Status.OVERDUE
        assert only(rule(may_precede=True), events).met == START - 3 * DAY
        again = [*events, event("it.started", START + 30 * DAY)]
        assert [one.status for one in asked(rule(may_precede=True), again)] == [Status.MET, Status.OVERDUE]

    def test_what_triggers_and_meets_is_met_by_the_next(self):
        """A review after a review is met by the next and not by itself."""
        one = rule("5 days", trigger=("review.held",), met_by=("review.held",), **NEXT)
        found = asked(one, [event("review.held", START), event("review.held", START + 4 * DAY, ref="r-2")])
        assert [item.status for item in found] == [Status.MET, Status.OVERDUE]

    def test_an_event_given_twice_is_one(self):
        """The same event from two sources asks one thing."""
        assert len(asked(rule(), [event("it.started", START)] * 3)) == 1

    def test_events_after_the_day_are_ignored(self):
        """An event after the day neither triggers a duty nor meets one."""
        assert asked(rule(), [event("it.started", START)], START - DAY) == ()


class TestFacts:
    """For whom a rule is, by facts on the event."""

    def test_a_fact_decides(self):
        """A value of another rule is not for it; one that is lacking, or that no rule knows, is not known."""
        one = rule(applies=(("age_band", ("under_5", "5_to_9")),), not_if=(("age_band", ("10_and_over",)),))
        assert asked(one, [event("it.started", START, age_band="10_and_over")]) == ()
        assert only(one, [event("it.started", START, age_band="5_to_9")]).status is Status.OVERDUE
        assert only(one, [event("it.started", START, age_band=" 5_TO_9")]).status is Status.OVERDUE
        strange = only(one, [event("it.started", START, age_band="6")])
        assert (strange.status, strange.unknown) == (Status.NOT_KNOWN, Unknown.UNKNOWN_VALUE)
        assert "known are under_5, 5_to_9, 10_and_over" in str(strange.why)
        lacking = only(one, [event("it.started", START)])
        assert (lacking.status, lacking.due, lacking.days_late) == (Status.NOT_KNOWN, None, None)
        assert "depends on age_band, not evidenced on the record" in str(lacking.why)

    def test_a_fact_that_excludes_settles_it(self):
        """One fact that does not fit is enough, whatever else is lacking."""
        one = rule(applies=(("age_band", ("under_5",)), ("plan", ("cin",))), not_if=(("age_band", ("5_and_over",)),))
        assert asked(one, [event("it.started", START, age_band="5_and_over")]) == ()

    def test_what_is_short_is_said_and_counts(self):
        """A supervision of under 90 minutes is held, and the answer says that it was short, or does not say."""
        one = rule(at_least=(("minutes", 90),))
        start = event("it.started", START)
        for minutes, said in [("60", "fewer than the 90 asked"), ("x", "not evidenced"), (None, "not evidenced")]:
            facts = {} if minutes is None else {"minutes": minutes}
            found = only(one, [start, event("it.ended", START, **facts)])
            assert found.status is Status.MET
            assert said in str(found.why)
        assert "minutes" not in str(only(one, [start, event("it.ended", START, minutes="90")]).why)

    @pytest.mark.parametrize(
        ("facts", "counts", "said"),
        [
            ({}, True, ""),
            ({"minutes": "30"}, True, ""),
            ({"minutes": "x"}, True, ""),
            ({"minutes": "29"}, False, "does not meet it; minutes: fewer than the 30 from which it counts"),
            ({"minutes": "90", "form": "individual"}, True, ""),
            ({"minutes": "90", "form": " Group "}, False, "does not meet it; form: of a kind that does not count"),
        ],
    )
    @pytest.mark.parametrize("match", [{"match": Match.REF}, {"match": Match.NEXT, "attaches_to": Attachment.STATE}])
    @pytest.mark.parametrize("asks", ["10 days", "every", EachMonth()])
    def test_an_event_that_does_not_count_meets_nothing(self, facts, counts, said, match, asks):
        """A call of some minutes resets no clock, whatever the form of the rule, and the answer says why."""
        asks = Every(steps=(SeriesStep(timescale=Timescale.parse("10 days")),)) if asks == "every" else asks
        one = rule(asks, not_met_if=(("form", ("group",)),), met_from=(("minutes", 30),), **match)
        held = event("it.ended", START + 40 * DAY, **facts)
        found = asked(one, [event("it.started", START), held])[0]
        assert (found.met == START + 40 * DAY) is counts
        assert said in str(found.why)
        assert ("does not meet it" in str(found.why)) is not counts
        without = asked(one, [event("it.started", START)])[0]
        assert counts or (found.due, found.met, found.status) == (without.due, without.met, without.status)

    def test_a_limit_goes_on_past_an_end_that_does_not_count(self):
        """Days in a window are counted to the end that counts."""
        asks = AtMost(amount=5, of=Of.DAYS, window=Timescale.parse("1 month"))
        one = rule(asks, not_met_if=(("form", ("pause",)),))
        stay = [event("it.started", START), event("it.ended", START + 2 * DAY, form="pause")]
        with_pause = asked(one, [*stay, event("it.ended", START + 9 * DAY)])
        without = asked(one, [stay[0], event("it.ended", START + 9 * DAY)])
        assert [(o.status, o.days_late) for o in with_pause] == [(o.status, o.days_late) for o in without]

    def test_leave_explains_and_does_not_hide(self):
        """An absence between is named in the reason, and the lateness stays."""
        one = rule(explained_by=("leave.started",))
        found = only(one, [event("it.started", START), event("leave.started", START + DAY)])
        assert found.status is Status.OVERDUE
        assert "leave.started recorded on Tue 2 Jan 2024, which may explain it" in str(found.why)
        on_time = only(one, [event("it.started", START), event("leave.started", START), event("it.ended", START)])
        assert "leave" not in str(on_time.why)


class TestVersions:
    """The version is the one in force on the trigger's day."""

    old = rule("10 days", in_force_to=date(2020, 4, 23))
    covid = rule(
        NoFixedTime(said="as soon as is reasonably practicable"),
        in_force_from=date(2020, 4, 24),
        in_force_to=date(2020, 9, 25),
    )
    new = rule("5 days", in_force_from=date(2020, 9, 26))

    @pytest.mark.parametrize(
        ("day", "due"),
        [
            (date(2020, 4, 23), date(2020, 5, 3)),
            (date(2020, 4, 24), None),
            (date(2020, 9, 25), None),
            (date(2020, 9, 26), date(2020, 10, 1)),
        ],
    )
    def test_both_days_are_in_force(self, day, due):
        """The first and the last day of each version are its own."""
        assert only(ruleset(self.new, self.old, self.covid), [event("it.started", day)], day).due == due

    def test_no_number_has_no_day_and_says_why(self):
        """It is pending however long, met when met, and never late."""
        start = event("it.started", date(2020, 5, 1))
        found = only(ruleset(self.covid), [start])
        assert (found.status, found.due, found.days_late) == (Status.PENDING, None, None)
        assert 'the source has no number, only "as soon as is reasonably practicable"' in str(found.why)
        met = only(ruleset(self.covid), [start, event("it.ended", date(2022, 1, 1))])
        assert (met.status, met.days_late) == (Status.MET, None)

    def test_a_series_takes_each_period_by_its_own_day(self):
        """A period that begins under another version has that version's rate."""
        before = every("1 week", in_force_to=date(2024, 1, 7))
        after = every("2 weeks", in_force_from=date(2024, 1, 8))
        found = asked(ruleset(before, after), [event("it.started", START), event("it.ended", date(2024, 1, 8))])
        assert [one.due for one in found] == [date(2024, 1, 8), date(2024, 1, 22)]

    def test_outside_every_version_nothing_is_asked(self):
        """A trigger from before the first version asks nothing."""
        assert asked(self.new, [event("it.started", START.replace(year=2019))]) == ()


UNTIL_REVIEW = (
    SeriesStep(timescale=Timescale(1, "weeks"), until_event="review.held"),
    SeriesStep(timescale=Timescale(4, "weeks")),
)


class TestSeries:
    """First, then, and again: each period runs from the day the last one was held."""

    def test_each_period_runs_from_what_was_held(self):
        """A review held late moves the next one: the clock runs from held, not from due."""
        one = every("20 working days", "3 months", "6 months")
        held = [date(2024, 2, 5), date(2024, 4, 30)]
        found = asked(one, [event("it.started", START), *(event("it.ended", day, ref=str(day)) for day in held)])
        assert [(item.period, item.trigger, item.due, item.status) for item in found] == [
            (0, START, date(2024, 1, 29), "met_late"),
            (1, date(2024, 2, 5), date(2024, 5, 5), "met"),
            (2, date(2024, 4, 30), date(2024, 10, 30), "overdue"),
        ]

    def test_the_rate_is_that_of_the_day_a_period_begins(self):
        """An interval that begins in week 6 keeps the weekly rate; one that begins as week 7 does is fortnightly."""
        one = every(("1 week", "6 weeks"), ("2 weeks", "6 months"), "1 month")
        for begins, due in [
            (START + 41 * DAY, START + 48 * DAY),
            (START + 42 * DAY, START + 56 * DAY),
            (date(2024, 6, 30), date(2024, 7, 14)),
            (date(2024, 7, 1), date(2024, 8, 1)),
        ]:
            found = asked(one, [event("it.started", START), event("it.ended", begins)])
            assert found[-1].due == due

    def test_a_rate_until_an_event(self):
        """Weekly until the first review, and a period that began before it keeps its week."""
        requirement = Every(steps=UNTIL_REVIEW)
        visits = [
            event("it.ended", day, ref=str(day)) for day in (date(2024, 1, 5), date(2024, 1, 10), date(2024, 1, 17))
        ]
        review = event("review.held", date(2024, 1, 12), ref="review")
        again = event("review.held", date(2024, 2, 12), ref="review-2")
        rules = rule(requirement, **NEXT)
        found = asked(rules, [event("it.started", START), *visits, review, again], date(2024, 1, 31))
        assert [str(one.due) for one in found] == ["2024-01-08", "2024-01-12", "2024-01-17", "2024-02-14"]
        other = attrs.evolve(review, subject="c-2")
        found = asked(rules, [event("it.started", START), *visits, other], date(2024, 1, 31))
        assert [str(one.due) for one in found] == ["2024-01-08", "2024-01-12", "2024-01-17", "2024-01-24"]

    def test_a_review_before_the_series_is_not_its_first(self):
        """Only what happened from the start of the series on changes its rate."""
        requirement = Every(steps=UNTIL_REVIEW)
        before = event("review.held", date(2023, 12, 12))
        (found,) = asked(rule(requirement, **NEXT), [before, event("it.started", START)], START)
        assert found.due == date(2024, 1, 8)

    def test_a_series_ends(self):
        """With what ends it the open period is no longer required, and none follows."""
        one = every("1 week", ends_with=("it.closed",))
        events = [event("it.started", START), event("it.ended", START + 5 * DAY), event("it.closed", START + 20 * DAY)]
        assert [item.status for item in asked(one, events)] == [Status.MET, Status.ENDED]

    def test_a_series_begun_again_takes_over(self):
        """A second start of the same subject ends the first series, so that nothing is asked twice over."""
        events = [event("it.started", START), event("it.started", START + 30 * DAY, ref="r-2")]
        found = asked(every("1 week"), events)
        assert [(item.ref, item.status) for item in found] == [("r-1", Status.ENDED), ("r-2", Status.OVERDUE)]

    def test_two_on_one_day_are_one_period(self):
        """A second meeting on one day does not meet the period that begins that day."""
        events = [event("it.started", START), event("it.ended", START, ref="a"), event("it.ended", START, ref="b")]
        assert len(asked(every("1 week"), events)) == 2

    def test_a_rate_without_a_number(self):
        """A period whose source has no number has no day, and the next follows from what was held."""
        steps = (SeriesStep(timescale=Timescale.parse("1 week")), SeriesStep(said="in line with need"))
        one = rule(Every(steps=steps), **NEXT)
        found = asked(one, [event("it.started", START), event("it.ended", START + DAY)])
        assert [(item.due, item.status) for item in found] == [(START + 7 * DAY, "met"), (None, "pending")]


class TestEachMonth:
    """Monthly, read as once in each calendar month."""

    one = rule(EachMonth(), **NEXT)

    def test_every_month_from_the_next(self):
        """Two in one month do not serve for two, and the month that had begun is not asked for."""
        held = [date(2024, 2, 1), date(2024, 2, 28), date(2024, 4, 2)]
        events = [event("it.started", date(2024, 1, 15)), *(event("it.ended", day, ref=str(day)) for day in held)]
        found = asked(self.one, events, date(2024, 4, 10))
        assert [(one.trigger, one.due, one.status) for one in found] == [
            (date(2024, 2, 1), date(2024, 2, 29), "met"),
            (date(2024, 3, 1), date(2024, 3, 31), "met_late"),
            (date(2024, 4, 1), date(2024, 4, 30), "met"),
        ]

    def test_interval_and_calendar_month_differ(self):
        """1 February and 31 March are two calendar months and one interval too long."""
        events = [event("it.started", date(2024, 1, 15)), event("it.ended", date(2024, 2, 1))]
        events.append(event("it.ended", date(2024, 3, 31), ref="r-2"))
        assert {one.status for one in asked(self.one, events, date(2024, 3, 31))} == {Status.MET}
        assert Status.MET_LATE in {one.status for one in asked(every("1 month"), events, date(2024, 3, 31))}


class TestExtensions:
    """A time that may be lengthened, with the first day kept."""

    one = rule(
        Within(timescale=Timescale.parse("8 days"), extension=Timescale.parse("7 days"), extensions=1),
        extended_by=("it.extended",),
    )

    def test_one_extension(self):
        """The due day moves, the original is kept, and the reason says so."""
        events = [event("it.started", START), event("it.extended", START + 6 * DAY)]
        found = only(self.one, events)
        assert (found.first_due, found.due) == (START + 8 * DAY, START + 15 * DAY)
        assert "extended on Sun 7 Jan 2024, to Tue 16 Jan 2024" in str(found.why)

    def test_no_more_than_the_rule_allows_and_none_too_late(self):
        """A second extension, and one after the time ran out, move nothing."""
        twice = [event("it.extended", START + day * DAY) for day in (6, 7)]
        assert only(self.one, [event("it.started", START), *twice]).due == START + 15 * DAY
        late = event("it.extended", START + 9 * DAY)
        assert only(self.one, [event("it.started", START), late]).due == START + 8 * DAY

    def test_an_extension_past_the_calendar_is_not_known(self):
        """Its first day is in range and its last is not."""
        requirement = Within(timescale=Timescale(1, "working_days"), extension=Timescale(30, "working_days"))
        began = date(2028, 12, 20)
        events = [event("it.started", began), event("it.extended", began + DAY)]
        found = only(rule(requirement, extended_by=("it.extended",)), events, began + 60 * DAY)
        assert (found.status, found.due, found.days_late) == (Status.NOT_KNOWN, None, None)
        assert "2028" in str(found.why)


class TestNotKnown:
    """An answer that the events do not settle is not known, with the reason, and never a guess."""

    def test_hours_on_the_last_day(self):
        """72 hours that ran out on the day it ended cannot be told from dates; a day sooner or later can."""
        start = event("it.started", START)
        for days, status in [(2, "met"), (3, "not_known"), (4, "met_late")]:
            assert only(rule("72 hours"), [start, event("it.ended", START + days * DAY)]).status == status
        found = only(rule("72 hours"), [start, event("it.ended", START + 3 * DAY)])
        assert found.days_late is None
        assert "72 hours cannot be told from dates" in str(found.why)

    def test_part_of_a_day(self):
        """30 hours may run out on the next day or the one after."""
        start = event("it.started", START)
        for days, status in [(0, "met"), (1, "not_known"), (2, "not_known"), (3, "met_late")]:
            assert only(rule("30 hours"), [start, event("it.ended", START + days * DAY)]).status == status

    def test_a_working_day_outside_the_calendar(self):
        """Beyond the known days the answer is not known and says how to know more; days and months have no such end."""
        far = [event("it.started", date(2028, 12, 27))]
        found = only(rule("5 working days"), far, date(2029, 6, 1))
        assert (found.status, found.due, found.days_late) == (Status.NOT_KNOWN, None, None)
        assert str(found.why).endswith(".extended(holidays=[...], last=...) and give it in calendars=[...]")
        assert only(rule("5 days"), far, date(2029, 6, 1)).status is Status.OVERDUE
        assert only(rule("3 months"), [event("it.started", date(1900, 1, 1))]).status is Status.OVERDUE

    def test_a_calendar_given_is_used_by_its_name(self):
        """A host's extended calendar answers where the shipped one cannot."""
        longer = WorkingCalendar.england_and_wales().extended(last=date(2029, 12, 31))
        far = [event("it.started", date(2028, 12, 27))]
        found = only(rule("5 working days"), far, date(2029, 6, 1), calendars=[longer])
        assert found.due == date(2029, 1, 3)
        assert longer.version in str(found.why)

    def test_a_source_that_cannot_hold_the_answer(self):
        """A duty for which a return has no column is not known, and never overdue; others are judged."""
        start = [event("it.started", START)]
        assert only(rule(), start, holds=frozenset({"it.started"})).status is Status.NOT_KNOWN
        assert only(rule(), start, holds=frozenset({"it.started", "it.ended"})).status is Status.OVERDUE


class TestReasons:
    """Every answer can say why: as data, and as one sentence."""

    found = only(
        Ruleset.load("england").only("assessment.complete"),
        [event("referral.received", date(2024, 3, 28))],
        START.replace(month=9),
    )

    def test_the_sentence(self):
        """Rule, source, clause, version, trigger, days passed over, calendar and its version."""
        assert str(self.found.why) == (
            "assessment.complete of england (statutory guidance: Working Together to Safeguard Children (2013 to "
            '2023), chapter 1; in force from 15 Apr 2013): due Wed 5 Jun 2024: "45 working days" from Thu 28 Mar '
            "2024; working days of England and Wales, version 2028.2, passing over 20 weekend days and 4 holidays "
            "(Fri 29 Mar 2024, Mon 1 Apr 2024, Mon 6 May 2024, Mon 27 May 2024)"
        )

    def test_the_data(self):
        """The same as plain data that JSON can hold."""
        row = self.found.why.as_row()
        assert row["calendar_version"] == "2028.2"
        assert row["holidays"] == ["2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27"]
        assert row["version"] == "in force from 15 Apr 2013"
        assert json.loads(json.dumps(row)) == row

    def test_a_row_has_the_same_keys_wherever_it_comes_from(self):
        """A notebook has a table in one line, with the reason where it is asked for; `why` comes last."""
        row = self.found.as_row()
        assert " ".join(row) == (
            "rule subject ref trigger period first_due due due_latest met status days_late ended_on exceeded open "
            "authority ruleset reason what owners facts record place audience withheld"
        )
        assert json.loads(json.dumps(row)) == row
        assert (row["due"], row["status"], row["authority"]) == ("2024-06-05", "overdue", "statutory guidance")
        decision = CaseDecision(
            what="a visit", record="p-1", place=2, audience="child_file", open=True, why="a day", owners=("w-1",)
        )
        for one in (self.found, attrs.evolve(self.found, of=decision)):
            assert [*one.as_row(why=True)] == [*row, "why"]
            assert one.as_row(why=True)["why"] == str(one.why)

    def test_a_rules_row_says_where_its_event_came_from_and_what_it_stated(self):
        """So that an answer about a case leads back to the entry; of a return there is none."""
        row = self.found.as_row()
        assert (row["record"], row["place"], row["facts"]) == (None, None, {})
        started = attrs.evolve(event("it.started", START, age="3"), origin=("s-1", 4))
        found = only(rule("5 days"), [started])
        assert (found.record, found.place, found.facts) == ("s-1", 4, (("age", "3"),))
        assert found.as_row()["facts"] == {"age": "3"}
        assert (found.what, found.owners, found.audience, found.withheld) == (None, (), None, 0)

    def test_a_rules_duty_is_open_until_it_is_met_or_ended(self):
        """A list of what is to be done asks one question of rules and of what was agreed."""
        one = rule("5 days", ends_with=("it.withdrawn",))
        start, stop = event("it.started", START), event("it.withdrawn", START + 9 * DAY)
        late, met = only(one, [start]), only(one, [start, event("it.ended", START + DAY)])
        over = only(one, [start, stop])
        assert [found.open for found in (late, met, over)] == [True, False, False]
        assert [found.ended_on for found in (late, met, over)] == [None, None, START + 9 * DAY]
        assert late.due_latest == late.due == START + 5 * DAY

    def test_decisions_that_say_different_things_are_different(self):
        """Days alone may agree. The same decision in two readings is one, whatever each of them withholds."""
        said = CaseDecision(what="a visit", record="p-1", place=2, audience="child_file", open=True, why="a day")
        one = attrs.evolve(self.found, of=said)
        assert one == attrs.evolve(self.found, of=said).withholding(3)
        assert hash(one) == hash(one.withholding(3))
        for other in ({"what": "a call"}, {"open": False}, {"owners": ("w-1",)}, {"ended_on": START}):
            assert one != attrs.evolve(self.found, of=said._replace(**other))
        assert one != self.found

    def test_no_repr_of_a_decision_shows_its_words(self):
        """The words of a case go into no log."""
        said = CaseDecision(what="Mick", record="p-1", place=2, audience="child_file", open=True, why="after Mick")
        for shown in (repr(said), str(said), repr(attrs.evolve(self.found, of=said))):
            assert "Mick" not in shown

    def test_a_deadline_in_weeks_stays_where_it_falls(self):
        """The last working day before the deadline is given beside it."""
        found = only(rule("1 week", met_by=("it.held",)), [event("it.started", date(2024, 3, 25))])
        assert found.due == date(2024, 4, 1)
        assert "last working day before it Thu 28 Mar 2024" in str(found.why)

    @pytest.mark.parametrize(
        ("trigger", "met_by", "stay"),
        [
            (("a.started",), ("a.ended",), True),
            (("a.started", "b.started"), ("b.ended", "a.ended"), True),
            (("a.started",), ("b.ended",), False),
            (("a.started", "b.held"), ("a.ended",), False),
            (("review.held",), ("review.held",), False),
        ],
    )
    def test_what_is_a_stay(self, trigger, met_by, stay):
        """A duty that is met by the end of its own trigger; a review that the next one meets has no end of its own."""
        assert rule(trigger=trigger, met_by=met_by).is_stay is stay

    def test_a_stay_has_no_last_working_day(self):
        """It is nothing that somebody does by a day."""
        stay = rule("1 week", trigger=("it.started",), met_by=("it.ended",))
        task = attrs.evolve(stay, met_by=("it.held",))
        stayed, done = (only(one, [event("it.started", date(2024, 3, 25))]).why for one in (stay, task))
        assert "last working day" not in str(stayed)
        assert "last working day" in str(done)


class TestShape:
    """The answer's order and size, and the errors for what cannot be asked."""

    def test_sorted_by_subject_rule_trigger_and_ref(self):
        """Whatever the order of events and rules."""
        rules = ruleset(rule(id="b"), rule(id="a"))
        events = [
            event("it.started", START + day * DAY, ref=ref, subject=who)
            for day in (1, 0)
            for ref in "ba"
            for who in ("c-2", "c-1")
        ]
        found = asked(rules, events)
        keys = [(one.subject, one.rule, one.trigger, one.ref) for one in found]
        assert keys == sorted(keys)
        assert len(keys) == 16

    def test_a_time_of_day_is_refused(self):
        """A datetime is no day."""
        with pytest.raises(NotADay):
            asked(rule(), [], datetime(2024, 1, 1))

    @pytest.mark.parametrize(
        "wrong",
        [{"events": None}, {"events": "x"}, {"holds": "x"}, {"holds": [3]}, {"calendars": ["x"]}, {"calendars": None}],
    )
    def test_what_cannot_be_asked(self, wrong):
        """Each is told what would be accepted; a list of kinds will do as well as a set."""
        given = {"events": [event("it.started", START)], "as_of": START, "holds": ["it.started"], **wrong}
        with pytest.raises(BadValue):
            ruleset().obligations(**given)
        (found,) = ruleset().obligations([event("it.started", START)], START, holds=["it.started"])
        assert found.status is Status.NOT_KNOWN

    def test_a_fact_said_twice_is_refused(self):
        """Which of the two held would hang on their order."""
        with pytest.raises(BadValue, match="each name once"):
            Event(subject="c", kind="k", on=START, ref="r", facts=(("plan", "cin"), ("plan", "cp")))

    def test_what_is_no_event_is_refused(self):
        """The error says what is wanted and not what was given."""
        with pytest.raises(BadValue, match="each of events must be an Event"):
            asked(rule(), ["Mick"])

    def test_both_authorities_come_out(self):
        """Under one id the council's day and the law's are two obligations, each with its authority."""
        national = ruleset(rule("45 days"), name="england")
        local = ruleset(rule("30 days", authority=Authority.LOCAL_POLICY), name="council", extends=(national,))
        found = asked(local, [event("it.started", START), event("it.ended", START + 35 * DAY)])
        assert [(one.authority, one.ruleset, one.status) for one in found] == [
            ("local policy", "council", "met_late"),
            ("statutory guidance", "england", "met"),
        ]

    def test_an_obligation_can_be_compared_and_kept_in_a_set(self):
        """The grounds of an answer are beside it, and are not part of its value."""
        again = [only(rule(), [event("it.started", START)]) for _ in range(2)]
        assert len(set(again)) == 1
        other = only(rule(), [event("it.started", START, "r-2")])
        assert len({*again, other}) == 2


class TestWhatARuleSaysOfItself:
    """A host asks a rule before any event: which values it knows, by what it counts, whom it is for."""

    BRANCH = Branch(fact="age_band", rates=(("under_5", Timescale(6, "months")), ("Over", Timescale(12, "months"))))
    BRANCHED = rule(Within(timescale=Timescale(12, "months"), branch=BRANCH))

    def test_the_values_of_a_branch_are_values_that_it_knows(self):
        """As they are compared, case aside."""
        assert self.BRANCHED.known_values == {"age_band": {"under_5", "over"}}

    def test_a_value_with_one_rate_leaves_nothing_open(self):
        """The rate is read, so the answer says nothing of others and has one day."""
        found = only(self.BRANCHED, [event("it.started", date(2024, 1, 1), age_band="under_5")])
        assert (found.due, found.latest) == (date(2024, 7, 1), None)
        assert "was not read" not in str(found.why)

    def test_a_series_with_one_rate_of_its_branch_has_one_day(self):
        """Every six months for the youngest: no later day is given beside it."""
        every = Every(steps=(SeriesStep(timescale=Timescale(12, "months"), branch=self.BRANCH),))
        (found,) = asked(rule(every), [event("it.started", date(2024, 1, 1), age_band="under_5")], date(2024, 2, 1))
        assert (found.due, found.latest) == (date(2024, 7, 1), None)

    @pytest.mark.parametrize(
        ("requirement", "odd"),
        [
            (NoFixedTime(said="promptly"), False),
            (EachMonth(), False),
            ("5 days", False),
            ("72 hours", True),
        ],
    )
    def test_a_rule_is_odd_that_does_not_go_by_its_day_alone(self, requirement, odd):
        """Hours run out within a day; a rule without a number has no other way to be late."""
        assert rule(requirement).odd is odd

    @pytest.mark.parametrize(("given", "applies"), [("yes", False), ("YES ", False), ("no", True)])
    def test_a_rule_is_not_for_an_event_that_states_what_it_is_not_for(self, given, applies):
        """A child for whom the rule is not has no answer, rather than one that is not known."""
        besides = rule(not_if=(("abroad", ("yes",)),))
        assert besides.applies_to(event("it.started", date(2024, 1, 1), abroad=given)) is applies

    @pytest.mark.parametrize(
        ("precede", "kinds"),
        [(True, ("it.started",)), (False, ("it.started",)), ("care.ended", ("it.started", "care.ended"))],
    )
    def test_the_time_before_a_trigger_is_bounded_by_triggers_and_by_the_kind_that_it_names(self, precede, kinds):
        """A lost row of one of these kinds may bound it."""
        assert rule(may_precede=precede).bounds_what_precedes == kinds

    @pytest.mark.parametrize("period", [-1, -2, True, 1.0])
    def test_a_period_is_a_whole_number_from_nought(self, period):
        """The first period is number 0, and none comes before it."""
        every = Every(steps=(SeriesStep(timescale=Timescale(1, "weeks")),))
        with pytest.raises(BadValue):
            every.step(period, date(2024, 1, 1), date(2024, 1, 1))

    @pytest.mark.parametrize(("extensions", "words"), [(None, "any number of times"), (1, "once"), (2, "2 times")])
    def test_how_often_it_can_be_extended_is_said_in_words(self, extensions, words):
        """Once, so many times, or as often as you like."""
        longer = Within(timescale=Timescale(8, "days"), extension=Timescale(7, "days"), extensions=extensions)
        assert str(longer) == f"within 8 days, extended by at most 7 days {words}"

    @pytest.mark.parametrize(
        ("until", "words"), [(None, "6 weeks"), (Timescale(1, "years"), "6 weeks for the first 1 year")]
    )
    def test_a_rate_says_for_how_long_it_holds_where_it_does_not_hold_for_good(self, until, words):
        """A rate without an end names none."""
        assert str(SeriesStep(timescale=Timescale(6, "weeks"), until=until)) == words

    @pytest.mark.parametrize(
        ("facts", "applies"),
        [({"age_band": "UNDER_5"}, True), ({"age_band": "over"}, False), ({}, None)],
        ids=["accepted", "another", "not stated"],
    )
    def test_a_rule_is_for_an_event_whose_facts_it_accepts(self, facts, applies):
        """Another value says no, and no value says nothing."""
        young = rule(applies=(("age_band", ("under_5",)),))
        assert young.applies_to(event("it.started", date(2024, 1, 1), **facts)) is applies
