"""Date cases whose outcome somebody else published: those that a calendar and a timescale answer by themselves."""

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from reflective.timescales import Timescale, WorkingCalendar

OUTSIDE = Path(__file__).resolve().parents[2] / "../shared/data/outside_cases.json"
CASES = json.loads(OUTSIDE.read_text("utf-8"))["cases"] if OUTSIDE.exists() else []

pytestmark = pytest.mark.skipif(not CASES, reason="the shared outside_cases.json is not here")

ENGLAND = WorkingCalendar.england_and_wales()

#: The cases by kind: those answered here, and those that want rules, which tests/rules answers.
HERE = {"due_date": 2, "roll": 11, "calendar": 3, "days_between": 2, "window": 2, "query_flag": 29}
WITH_RULES = {"episode_table": 5}
#: Where the outside answer contradicts the written rule: never the default, and expressible.
CONTRADICTING = {"DFE-SPECIMEN-ICPC-2", "D2I-CIN-8670Q-3"}


def of_kind(kind, *tiers):
    return [
        pytest.param(case, id=case["id"])
        for case in CASES
        if case["kind"] == kind and (not tiers or case["tier"] in tiers)
    ]


def of_rule(rule, *tiers):
    return [
        pytest.param(case, id=case["id"])
        for case in CASES
        if case["id"].startswith(f"D2I-CIN-{rule}-") and case["tier"] in tiers
    ]


def day(text):
    return None if text is None else date.fromisoformat(text)


def weekends_only(first, last):
    """A calendar with no holidays at all, which is what a specimen file was counted with."""
    return WorkingCalendar(holidays=[], first=first, last=last, name="weekends only")


def test_every_case_is_answered_here_or_with_rules():
    """All 54 cases are accounted for, and those that contradict a written rule are named."""
    assert Counter(case["kind"] for case in CASES) == HERE | WITH_RULES
    assert sum((HERE | WITH_RULES).values()) == 54
    assert {case["id"] for case in CASES if case["tier"] == "C"} == CONTRADICTING


class TestDueDates:
    """Fifteen working days from the start of enquiries to the conference, the start being day 0."""

    @pytest.mark.parametrize("case", of_kind("due_date", "A"))
    def test_an_outside_due_date_is_ours(self, case):
        """Where the outside date follows the written rule, it is the answer."""
        given = case["inputs"]
        trigger = day(given["trigger"])
        cal = weekends_only(trigger, trigger + timedelta(days=60))
        assert Timescale(given["amount"], given["unit"]).due(trigger, cal) == day(case["expected"]["due"])

    @pytest.mark.parametrize("case", of_kind("due_date", "C"))
    def test_a_date_that_forgot_a_bank_holiday_can_be_expressed_and_is_not_the_default(self, case):
        """With bank holidays the answer is the strict reading; without them, asked for by name, the outside one."""
        given = case["inputs"]
        timescale, trigger = Timescale(given["amount"], given["unit"]), day(given["trigger"])
        assert timescale.due(trigger, ENGLAND) == day(case["strict_reading"]["due"])
        assert timescale.due(trigger, weekends_only(ENGLAND.first, ENGLAND.last)) == day(case["expected"]["due"])


class TestRolls:
    """The next or the last working day, the day itself taken or left according to the rule."""

    @pytest.mark.parametrize("case", of_kind("roll", "A"))
    def test_an_outside_roll_is_ours(self, case):
        """A day off moves on or back; strictly after or before, a working day moves too."""
        given = case["inputs"]
        start = day(given["date"])
        assert roll(case["rule"], start, given) == day(case["expected"]["date"])

    @pytest.mark.parametrize(
        "case", [pytest.param(case, id=case["id"]) for case in CASES if case["id"] == "MOJ-ROLL-2"]
    )
    def test_the_wrong_roll_is_caught(self, case):
        """The control: rolling the other way gives another day."""
        given = case["inputs"] | {"direction": "previous"}
        assert roll(case["rule"], day(given["date"]), given) != day(case["expected"]["date"])


def roll(rule, start, given):
    if "strictly_after" in rule:
        return ENGLAND.add(start, 1)
    if "strictly_before" in rule:
        return ENGLAND.add(start, -1)
    cal = WorkingCalendar(
        holidays=map(day, given["bank_holidays"]), first=start - timedelta(days=30), last=start + timedelta(days=30)
    )
    return cal.on_or_after(start) if given["direction"] == "next" else cal.on_or_before(start)


class TestDays:
    """Working days, calendar days between, and windows of days."""

    @pytest.mark.parametrize("case", of_kind("calendar"))
    def test_an_outside_working_day_is_ours(self, case):
        """A working day by another source is one here."""
        assert ENGLAND.is_working(day(case["inputs"]["date"])) is case["expected"]["is_working_day"]

    @pytest.mark.parametrize("case", of_kind("days_between"))
    def test_days_between_leave_out_the_start(self, case):
        """So many days counted from the start fall due on the end."""
        days = Timescale(case["expected"]["days"], "days")
        assert days.due(day(case["inputs"]["start"])) == day(case["inputs"]["end"])

    @pytest.mark.parametrize("case", of_kind("window"))
    def test_the_last_day_of_a_window_is_in_it(self, case):
        """A day is within so many days of another when it is not before it and not after the due day."""
        start = date(2021, 1, 1)
        due = Timescale(case["inputs"]["max_days"], "days").due(start)
        kept = [days for days in case["inputs"]["days"] if start <= start + timedelta(days=days) <= due]
        assert kept == case["expected"]["kept"]


def over(start, amount, reference):
    """Whether something open since start has run past so many working days on the reference day."""
    return start is not None and Timescale(amount, "working_days").due(start, ENGLAND) < reference


class TestQueries:
    """The census' own queries, as far as they turn on dates."""

    @pytest.mark.parametrize("case", of_rule("8670Q", "A"))
    def test_an_assessment_past_45_working_days(self, case):
        """An open assessment is over when its due day is past."""
        given = case["inputs"]
        flag = given["authorised"] is None and over(day(given["assessment_start"]), 45, day(given["reference_date"]))
        assert flag is case["expected"]["flag"] is case["strict_reading"]["flag"]

    @pytest.mark.parametrize("case", of_rule("8670Q", "C"))
    def test_a_count_one_day_short_can_be_expressed_and_is_not_the_default(self, case):
        """Counting the start as day 1 gives the outside answer; the written rule gives the strict one."""
        start, reference = day(case["inputs"]["assessment_start"]), day(case["inputs"]["reference_date"])
        assert over(start, 45, reference) is case["strict_reading"]["flag"]
        boundary = Timescale(45, "working_days", count_trigger=True).back(reference, ENGLAND)
        assert (start < boundary) is case["expected"]["flag"]
        assert Timescale(45, "working_days").back(reference, ENGLAND) == date(2023, 1, 27)
        assert boundary == date(2023, 1, 30)

    @pytest.mark.parametrize("case", of_rule("8675Q", "A"))
    def test_enquiries_past_15_working_days_without_a_conference(self, case):
        """Enquiries are over when a conference is wanted, none was held, and the due day is past."""
        given = case["inputs"]
        wanted = given["icpc"] is None and not given["icpc_not_required"]
        flag = wanted and over(day(given["s47_start"]), 15, day(given["reference_date"]))
        assert flag is case["expected"]["flag"] is case["strict_reading"]["flag"]

    @pytest.mark.parametrize("case", of_rule("8569Q", "B"))
    def test_a_referral_before_the_census_less_a_working_day(self, case):
        """The dates are far from the edge: any count gives the outside answer, and the edge itself is ours."""
        given = case["inputs"]
        census = day(given["census_start"])
        edge = weekends_only(census - timedelta(days=30), census).add(census, -1)
        flag = given["referral"] is not None and given["nfa"] and day(given["referral"]) < edge
        assert flag is case["expected"]["flag"]

    def test_one_working_day_before_the_census_is_not_the_census(self):
        """A published helper subtracts nothing, and rolls on from a Saturday: one working day before is before."""
        assert ENGLAND.add(date(2023, 4, 1), -1) == date(2023, 3, 31)
        assert ENGLAND.add(date(2023, 4, 3), -1) == date(2023, 3, 31)

    @pytest.mark.parametrize("case", of_rule("8606", "A"))
    def test_a_referral_more_than_280_days_before_birth(self, case):
        """So many days back from the birth."""
        earliest = Timescale(280, "days").back(day(case["inputs"]["birth"]))
        assert (day(case["inputs"]["referral"]) < earliest) is case["expected"]["flag"]

    @pytest.mark.parametrize("case", of_rule("8530Q", "A"))
    def test_an_expected_birth_from_30_days_before_to_nine_months_after(self, case):
        """Nine months on from 31 March is 31 December."""
        reference, birth = day(case["inputs"]["reference_date"]), day(case["inputs"]["expected_birth"])
        earliest, latest = Timescale(30, "days").back(reference), Timescale(9, "months").due(reference)
        assert latest == date(2023, 12, 31)
        assert (birth is not None and not earliest <= birth <= latest) is case["expected"]["flag"]

    @pytest.mark.parametrize("case", of_rule("8870Q", "A") + of_rule("8875", "A"))
    def test_a_conference_on_a_weekend(self, case):
        """A day that is no working day and no holiday is a weekend day."""
        given = day(case["inputs"]["date"])
        weekend = not ENGLAND.is_working(given) and not ENGLAND.is_holiday(given)
        assert weekend is case["expected"]["flag"]

    def test_every_query_is_answered(self):
        """No rule number in the file is left out above."""
        rules = {case["id"].split("-")[2] for case in CASES if case["kind"] == "query_flag"}
        assert rules == {"8670Q", "8675Q", "8569Q", "8606", "8530Q", "8870Q", "8875"}
