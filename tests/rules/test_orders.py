"""Orders, limits in hours and tests of the order of dates, by tables that were worked out by hand."""

from datetime import date

import attrs
import pytest

from reflective.rules import CountsFrom, LateExtension, Match, OwnDay, Status, Unknown, Within
from reflective.timescales import Timescale
from tests.rules.made import asked, event, only, rule

EIGHT = Timescale(8, "days", count_trigger=True)


def order(**given):
    """A limit of eight days beginning with the day, and one extension of seven."""
    requirement = Within(timescale=EIGHT, extension=Timescale(7, "days"), extensions=1)
    kinds = {"trigger": ("order.started",), "met_by": ("order.ended",), "extended_by": ("order.extended",)}
    return rule(requirement, id="order", expires="expires", **{**kinds, **given})


def days(found):
    return str(found.due), str(found.due_latest), str(found.status), found.days_late


START = date(2024, 6, 3)


class TestAnOrdersOwnEnd:
    """The court fixes the length; the statute's maximum is the ceiling."""

    @pytest.mark.parametrize(
        ("expires", "due"),
        [(None, "2024-06-10"), ("2024-06-05", "2024-06-05"), ("2024-06-30", "2024-06-10"), ("soon", "2024-06-10")],
    )
    def test_the_sooner_of_the_two(self, expires, due):
        """A day past the ceiling, and one that is no day, leave the ceiling."""
        facts = {} if expires is None else {"expires": expires}
        found = only(order(), [event("order.started", START, **facts)], date(2024, 6, 4))
        assert (str(found.due), found.status) == (due, Status.DUE_SOON)
        assert "soon, " not in str(found.why)

    def test_an_extension_has_a_day_of_its_own(self):
        """Extended for two days on 10 June, to 12 June; without a day for the full seven, to 17 June."""
        start = event("order.started", START)
        two = event("order.extended", date(2024, 6, 10), expires="2024-06-12")
        full = event("order.extended", date(2024, 6, 10))
        assert days(only(order(), [start, two], date(2024, 6, 13))) == ("2024-06-12", "2024-06-12", "overdue", 1)
        assert days(only(order(), [start, full], date(2024, 6, 13))) == ("2024-06-17", "2024-06-17", "due_soon", 0)

    def test_a_source_that_cannot_hold_an_extension(self):
        """In doubt as far as one in full, and no further."""
        holds = {"order.started", "order.ended"}
        for end, status, late in (
            (10, "met", 0),
            (11, "not_known", None),
            (17, "not_known", None),
            (18, "met_late", 1),
        ):
            told = [event("order.started", START), event("order.ended", date(2024, 6, end))]
            assert days(only(order(), told, date(2024, 7, 1), holds=holds)) == (
                "2024-06-10",
                "2024-06-17",
                status,
                late,
            )
            (sure,) = asked(order(), told, date(2024, 7, 1))
            assert sure.status is (Status.MET if end == 10 else Status.MET_LATE)


class TestAnotherFirstDay:
    """Made on the police's own application an order counts from the first day of police protection."""

    def order(self, *, read):
        police = CountsFrom(
            kind="police.started",
            fact="applied_by",
            value="police",
            clause="section 45(3)",
            at_most=Timescale(4, "days"),
            read=read,
        )
        return order(counts_from=police)

    @pytest.mark.parametrize(
        ("facts", "read", "due", "latest"),
        [
            ({"applied_by": "police"}, True, "2024-06-10", "2024-06-10"),
            ({"applied_by": "police"}, False, "2024-06-10", "2024-06-12"),
            ({}, True, "2024-06-10", "2024-06-12"),
            ({"applied_by": "local authority"}, True, "2024-06-12", "2024-06-12"),
        ],
    )
    def test_both_days_where_it_is_not_sure(self, facts, read, due, latest):
        """Police protection on 3 June, the order on 5 June: the eighth day is 10 June, or 12 June."""
        told = [event("police.started", START, "p-1"), event("order.started", date(2024, 6, 5), "o-1", **facts)]
        found = only(self.order(read=read), told, date(2024, 6, 6))
        assert (str(found.due), str(found.due_latest)) == (due, latest)

    def test_without_police_protection_before_it(self):
        """The order's own day is the first, without police protection or with one long before."""
        told = [event("police.started", date(2024, 5, 1), "p-1"), event("order.started", date(2024, 6, 5), "o-1")]
        assert str(only(self.order(read=True), told, date(2024, 6, 6)).due_latest) == "2024-06-12"
        assert str(only(self.order(read=True), told, date(2024, 6, 6)).due) == "2024-06-12"


class TestACourtsChoice:
    """A last day on a Sunday or a holiday may be put off; nobody rolls it by itself."""

    @pytest.mark.parametrize(
        ("start", "due", "latest"),
        [
            # Good Friday 29 March 2024: the Saturday after it is no Sunday and no holiday.
            (date(2024, 3, 22), "2024-03-29", "2024-03-30"),
            # Easter Sunday, and Easter Monday after it.
            (date(2024, 3, 24), "2024-03-31", "2024-04-02"),
            # Christmas and Boxing Day.
            (date(2024, 12, 18), "2024-12-25", "2024-12-27"),
            (date(2024, 6, 4), "2024-06-11", "2024-06-11"),
        ],
    )
    def test_the_latest_day(self, start, due, latest):
        """By the holidays of England and Wales."""
        found = only(order(rolls="section 45(2)"), [event("order.started", start)], start)
        assert (str(found.due), str(found.due_latest)) == (due, latest)


class TestAnExtensionThatWasGrantedLate:
    """26 weeks beginning with 2 January 2024 end on 1 July 2024; eight more weeks were granted on 8 July."""

    TOLD = (
        event("issued", date(2024, 1, 2)),
        event("extended", date(2024, 7, 8)),
        event("concluded", date(2024, 8, 20)),
    )

    @pytest.mark.parametrize(
        ("how", "due", "latest", "status", "late"),
        [
            (LateExtension.NONE, "2024-07-01", "2024-07-01", "met_late", 50),
            (LateExtension.GRANT, "2024-09-02", "2024-09-02", "met", 0),
            (LateExtension.BOTH, "2024-07-01", "2024-09-02", "not_known", None),
        ],
    )
    def test_from_the_later_of_the_two(self, how, due, latest, status, late):
        """Counted from the day of the grant, from both, or not at all."""
        weeks = Within(timescale=Timescale(26, "weeks", count_trigger=True), extension=Timescale(8, "weeks"))
        kinds = {"trigger": ("issued",), "met_by": ("concluded",), "extended_by": ("extended",)}
        found = only(rule(weeks, **kinds, late_extension=how), self.TOLD, date(2024, 9, 30))
        assert days(found) == (due, latest, status, late)


class TestHours:
    """72 hours from 1 June: in time to the 3rd, not known on the 4th, late from the 5th."""

    STAY = rule("72 hours", trigger=("stay.started",), met_by=("stay.ended",))
    START = date(2024, 6, 1)

    @pytest.mark.parametrize(("day", "status"), [(3, "due_soon"), (4, "not_known"), (5, "overdue")])
    def test_open(self, day, status):
        """Still open: the hours ran out at some time of the 4th."""
        found = only(self.STAY, [event("stay.started", self.START)], date(2024, 6, day))
        assert (str(found.status), found.unknown) == (status, Unknown.HOURS if day == 4 else None)

    @pytest.mark.parametrize(("day", "status"), [(3, "met"), (4, "not_known"), (5, "met_late")])
    def test_ended(self, day, status):
        """An order that ends on the day ends its duties then."""
        told = [event("stay.started", self.START), event("stay.ended", date(2024, 6, day))]
        assert only(self.STAY, told, date(2024, 6, 30)).status == status

    @pytest.mark.parametrize(
        ("began", "over", "status", "late"),
        [
            ("09:30", "09:30", "met", 0),
            ("09:30", "09:31", "met_late", 1),
            ("09:30", None, "not_known", None),
            (None, "09:30", "not_known", None),
            ("9:30", "09:30", "not_known", None),
            ("25:00", "09:30", "not_known", None),
        ],
    )
    def test_with_times(self, began, over, status, late):
        """Both events have to state their time of day as HH:MM."""
        start = event("stay.started", self.START, **({"at": began} if began else {}))
        end = event("stay.ended", date(2024, 6, 4), **({"at": over} if over else {}))
        found = only(self.STAY, [start, end], date(2024, 6, 30))
        assert (found.status, found.days_late) == (status, late)


class TestOrderOfDates:
    """Dates in an order that a return does not accept are out of order, and nothing is late."""

    RULE = rule(
        "1 day beginning with the day",
        trigger=("plan.ended",),
        met_by=("plan.started",),
        may_precede=True,
        date_may_be_missing=True,
        out_of_order=True,
    )

    @pytest.mark.parametrize(
        ("start", "status"),
        [(date(2024, 6, 1), "met"), (date(2024, 6, 3), "met"), (date(2024, 6, 4), "out_of_order"), (None, "not_known")],
    )
    def test_a_status_of_its_own(self, start, status):
        """The status that ended on 3 June ends its own duties alone."""
        told = [event("plan.ended", date(2024, 6, 3))] + ([event("plan.started", start)] if start else [])
        found = only(self.RULE, told, date(2024, 6, 30))
        assert (found.status, found.exceeded, found.days_late) == (status, False, None if status == "not_known" else 0)

    @pytest.mark.parametrize(("start", "status"), [(date(2024, 6, 2), "met"), (date(2024, 6, 3), "out_of_order")])
    def test_the_own_day_may_not_count(self, start, status):
        """A review on the day on which a plan began is refused by the census."""
        strict = attrs.evolve(self.RULE, own_day=OwnDay(counts=False, source="a validation rule"))
        told = [event("plan.ended", date(2024, 6, 3)), event("plan.started", start)]
        assert only(strict, told, date(2024, 6, 30)).status == status


class TestWhatEndsADuty:
    """A decision, or the end of the state; what was late by then stays late."""

    RULE = rule("5 days", ends_with=("state.ended",), not_required_with=("decided",), match=Match.NEXT)

    @pytest.mark.parametrize("kind", ["state.ended", "decided", "child.died"])
    @pytest.mark.parametrize(("day", "late"), [(6, 0), (7, 1), (16, 10)])
    def test_each_ends_it_and_keeps_its_lateness(self, kind, day, late):
        """Due on 6 January 2024."""
        told = [event("it.started", date(2024, 1, 1)), event(kind, date(2024, 1, day), "r-9")]
        found = only(self.RULE, told, date(2024, 3, 1))
        assert (found.status, found.days_late, found.exceeded, str(found.ended_on)) == (
            Status.ENDED,
            late,
            late > 0,
            f"2024-01-{day:02}",
        )

    def test_a_death_on_the_very_day(self):
        """Nothing is owed from that day."""
        told = [event("it.started", date(2024, 1, 1)), event("child.died", date(2024, 1, 1), "death")]
        assert only(self.RULE, told, date(2024, 3, 1)).status is Status.ENDED

    def test_a_duty_that_is_not_owed_to_the_child_goes_on(self):
        """A notice of the death is due after it."""
        notice = rule("1 working day", trigger=("child.died",), met_by=("notice.given",), survives_death=True)
        died = event("child.died", date(2024, 1, 2), "death")
        assert only(notice, [died], date(2024, 1, 4)).status is Status.OVERDUE
        (ended,) = asked(rule("1 working day", trigger=("child.died",)), [died], date(2024, 1, 4))
        assert ended.status is Status.ENDED

    def test_lateness_between_two_days_is_not_known(self):
        """Ended between the earliest and the latest day."""
        told = [event("order.started", START), event("it.over", date(2024, 6, 12))]
        found = only(order(ends_with=("it.over",)), told, date(2024, 7, 1), holds={"order.ended", "it.over"})
        assert (found.status, found.days_late, found.exceeded) == (Status.ENDED, None, False)


class TestARowThatWasLost:
    """A row that could not be read may have met the duty, so a late answer is not known."""

    @pytest.mark.parametrize(
        ("met", "status"), [(None, "not_known"), (date(2024, 1, 5), "met"), (date(2024, 1, 9), "not_known")]
    )
    def test_what_it_could_have_met(self, met, status):
        """In time stays in time; late and unmet are not known."""
        told = [event("it.started", date(2024, 1, 1))] + ([event("it.ended", met)] if met else [])
        found = only(rule("5 days"), told, date(2024, 3, 1), lost={"c-1": ["it.ended"]})
        assert (found.status, found.unknown) == (status, None if status == "met" else Unknown.LOST)

    def test_a_stay_may_have_begun_in_the_row_that_was_lost(self):
        """An order that ended in time by what is left of it is not known; one that ran over did so either way."""
        for day, status in ((3, "not_known"), (9, "not_known")):
            told = [event("it.started", date(2024, 1, 1)), event("it.ended", date(2024, 1, day))]
            found = only(rule("5 days"), told, date(2024, 3, 1), lost={"c-1": ["it.started", "it.ended"]})
            assert found.status == status
        (found,) = asked(rule("5 days"), told[:1], date(2024, 1, 3), lost={"c-1": ["it.started"]})
        assert found.status is Status.DUE_SOON

    @pytest.mark.parametrize("lost", [{"c-2": ["it.ended"]}, {"c-1": ["else"]}, {}])
    def test_another_child_and_another_table_change_nothing(self, lost):
        """Only what that row could have met."""
        assert (
            only(rule("5 days"), [event("it.started", date(2024, 1, 1))], date(2024, 3, 1), lost=lost).days_late == 55
        )


class TestWhatCameBefore:
    """An event before the trigger counts as long as the rule says."""

    @pytest.mark.parametrize(
        ("held", "met"), [(date(2024, 1, 1), True), (date(2023, 12, 31), False), (date(2022, 1, 10), False)]
    )
    def test_a_length_of_time(self, held, met):
        """Three months before 1 April 2024."""
        one = rule("5 days", may_precede=Timescale(3, "months"), match=Match.NEXT)
        found = only(one, [event("it.ended", held, "h"), event("it.started", date(2024, 4, 1))], date(2024, 5, 1))
        assert (found.status is Status.MET) is met

    def test_since_an_event(self):
        """A plan made since care last ended."""
        one = rule("5 days", may_precede="care.ended", match=Match.NEXT)
        plan, start = event("it.ended", date(2023, 1, 1), "p"), event("it.started", date(2024, 4, 1))
        assert only(one, [plan, start], date(2024, 5, 1)).status is Status.MET
        ended = event("care.ended", date(2023, 6, 1), "e")
        assert only(one, [plan, ended, start], date(2024, 5, 1)).status is Status.OVERDUE

    def test_a_clause_that_was_not_read(self):
        """It may let what came before meet it."""
        one = rule("5 days", precede_unread="regulation 7", match=Match.NEXT)
        start = event("it.started", date(2024, 4, 1))
        found = only(one, [event("it.ended", date(2024, 3, 1), "h"), start], date(2024, 5, 1))
        assert (found.status, found.unknown) == (Status.NOT_KNOWN, Unknown.CLAUSE)
        assert only(one, [start], date(2024, 5, 1)).status is Status.OVERDUE

    def test_keys_are_compared_case_and_spaces_aside(self):
        """A ref that a spreadsheet wrote otherwise is the same."""
        told = [event("it.started", date(2024, 1, 1), "R-1"), event("it.ended", date(2024, 1, 3), "r - 1")]
        assert only(rule("5 days"), told).status is Status.MET

    def test_a_trigger_from_before_a_state(self):
        """An assessment of years before care asks for no review of a child in care; without care on record it does."""
        one = rule("5 days", only_since=("care.started",))
        before, care = event("it.started", date(2022, 1, 10)), event("care.started", date(2024, 4, 1), "l")
        assert asked(one, [before, care], date(2024, 5, 1)) == ()
        assert len(asked(one, [before, care, event("it.started", date(2024, 4, 1), "r-2")], date(2024, 5, 1))) == 1
        assert len(asked(one, [before], date(2024, 5, 1))) == 1

    def test_a_first_event_by_which_it_is_due(self):
        """Before the first review, which came before the twenty working days were over."""
        one = rule("20 working days", not_after=("review.held",), match=Match.NEXT)
        start, review = event("it.started", date(2024, 1, 1)), event("review.held", date(2024, 1, 9), "v")
        assert str(only(one, [start, review], date(2024, 1, 10)).due) == "2024-01-09"
        assert only(one, [start, review, event("it.ended", date(2024, 1, 19), "h")]).days_late == 10


class TestTheWordsOfAnAnswer:
    """Each remark says what is so, and none says what is not."""

    @pytest.mark.parametrize(
        ("start", "words"),
        [
            (date(2024, 6, 3), "Mon 3 Jun 2024 is not after Mon 3 Jun 2024"),
            (date(2024, 6, 4), "Mon 3 Jun 2024 is before Tue 4 Jun 2024"),
        ],
    )
    def test_dates_out_of_order_are_said_as_they_stand(self, start, words):
        """The same day is not after itself, and a day before another is before it."""
        strict = attrs.evolve(TestOrderOfDates.RULE, own_day=OwnDay(counts=False, source="a validation rule"))
        told = [event("plan.ended", date(2024, 6, 3)), event("plan.started", start)]
        assert words in str(only(strict, told, date(2024, 6, 30)).why)

    @pytest.mark.parametrize(("expires", "said"), [({}, False), ({"expires": "soon"}, True)])
    def test_an_order_that_states_no_end_has_no_remark_on_it(self, expires, said):
        """A remark that a day cannot be read is for a day that somebody wrote."""
        found = only(order(), [event("order.started", START, **expires)], date(2024, 6, 4))
        assert ("states no day" in str(found.why)) is said

    def test_an_order_of_one_last_day_has_no_later_one(self):
        """The maximum stands, so nothing is left between two days."""
        assert only(order(), [event("order.started", START)], date(2024, 6, 4)).latest is None

    @pytest.mark.parametrize(("day", "words"), [(7, "1 day past the day"), (8, "2 days past the day")])
    def test_one_day_is_a_day_and_two_are_days(self, day, words):
        """Due on 6 January, and no longer required from the day given."""
        told = [event("it.started", date(2024, 1, 1)), event("decided", date(2024, 1, day), "r-9")]
        assert words in str(only(TestWhatEndsADuty.RULE, told, date(2024, 3, 1)).why)


class TestOneDayOnTheWrongSide:
    """A day, an hour or a digit past what counts."""

    @pytest.mark.parametrize("began", ["009:030", "009:30", "09:030"])
    def test_a_time_has_two_digits_and_two(self, began):
        """Hours and minutes of three digits are no HH:MM, though they come to a time of day."""
        told = [event("stay.started", TestHours.START, at=began), event("stay.ended", date(2024, 6, 4), at="09:30")]
        assert only(TestHours.STAY, told, date(2024, 6, 30)).status is Status.NOT_KNOWN

    @pytest.mark.parametrize(("day", "late"), [(6, 0), (7, None), (8, None)])
    def test_a_duty_that_ended_a_day_late_may_have_been_met_in_what_a_source_cannot_hold(self, day, late):
        """Due on 6 January. From the 7th on, what the source does not hold could have met it before."""
        told = [event("it.started", date(2024, 1, 1)), event("decided", date(2024, 1, day), "r-9")]
        found = only(TestWhatEndsADuty.RULE, told, date(2024, 3, 1), holds={"it.started", "decided"})
        assert (found.status, found.days_late) == (Status.ENDED, late)

    @pytest.mark.parametrize(("day", "status"), [(1, "met"), (2, "met")])
    def test_what_met_it_on_the_triggers_own_day_needs_no_earlier_trigger(self, day, status):
        """A lost trigger would end the time in which something earlier counts; this is not earlier."""
        told = [event("asked", date(2024, 1, 1)), event("seen", date(2024, 1, day))]
        early = rule("5 days", trigger=("asked",), met_by=("seen",), may_precede=True)
        assert only(early, told, date(2024, 3, 1), lost={"c-1": ["asked"]}).status == status

    def test_what_met_it_the_day_before_is_not_known(self):
        """The control: an earlier event may belong to the trigger that was lost."""
        told = [event("asked", date(2024, 1, 2)), event("seen", date(2024, 1, 1))]
        early = rule("5 days", trigger=("asked",), met_by=("seen",), may_precede=True)
        assert only(early, told, date(2024, 3, 1), lost={"c-1": ["asked"]}).unknown is Unknown.LOST
