"""The second example, against the answers that were worked out by hand for it."""

import json
from collections import Counter
from datetime import date

import pytest

from reflective.checks import check
from reflective.demo import second
from reflective.exchange.json import dumps, entry_to_data, loads
from reflective.practice import Audience
from reflective.records import OPEN
from reflective.rules import Ruleset
from reflective.views import screen, supervision_facts

ASHA, BILAL, CARA, DANI = "child-1", "child-2", "child-3", "child-4"
PROTECTED = (ASHA, BILAL, CARA)
EVERYBODY = (*PROTECTED, DANI)
DAY = date(2025, 8, 15)


def day(month, of, year=2025):
    return date(year, month, of)


#: Worked out by hand, from the days of the example, the law and the calendar: (children, rule, trigger, due, met,
#: status, days late). Both Good Friday 18 April and Easter Monday 21 April are bank holidays.
BY_HAND = (
    (EVERYBODY, "referral.decide", day(2, 24), day(2, 25), day(2, 25), "met", 0),
    (EVERYBODY, "assessment.complete", day(2, 24), day(4, 30), day(4, 30), "met", 0),
    (PROTECTED, "conference.initial", day(3, 5), day(3, 26), day(3, 28), "met_late", 2),
    (PROTECTED, "core-group.first", day(3, 28), day(4, 11), day(4, 11), "met", 0),
    (PROTECTED, "child-protection.review", day(3, 28), day(6, 28), day(6, 27), "met", 0),
    ((ASHA, BILAL), "child-protection.review", day(6, 27), day(12, 27), None, "pending", 0),
    ((ASHA, BILAL), "child-protection.visit", day(3, 28), None, None, "pending", None),
    ((CARA,), "child-protection.visit", day(3, 28), None, None, "ended", 0),
    ((CARA,), "child-in-need.review", day(6, 27), None, None, "pending", None),
    ((CARA,), "child-in-need.visit", day(6, 27), None, None, "pending", None),
    ((DANI,), "conference.initial", day(3, 5), day(3, 26), None, "ended", 1),
    ((DANI,), "police-protection.length", day(3, 25), day(3, 28), day(3, 27), "met", 0),
    ((DANI,), "looked-after.placement-plan", day(3, 25), day(4, 1), day(4, 1), "met", 0),
    ((DANI,), "looked-after.care-plan", day(3, 25), day(4, 8), day(4, 9), "met_late", 1),
    # Before the first review, which was held a day before its twenty working days were over.
    ((DANI,), "looked-after.health-assessment", day(3, 25), day(4, 23), day(4, 10), "met", 0),
    ((DANI,), "looked-after.health-review", day(4, 10), day(10, 10), None, "pending", 0),
    ((DANI,), "looked-after.review", day(3, 25), day(4, 24), day(4, 23), "met", 0),
    ((DANI,), "looked-after.review", day(4, 23), day(7, 23), day(7, 25), "met_late", 2),
    ((DANI,), "looked-after.review", day(7, 25), day(1, 25, 2026), None, "pending", 0),
    ((DANI,), "looked-after.visit", day(3, 25), day(4, 1), day(4, 1), "met", 0),
    ((DANI,), "looked-after.visit", day(4, 1), day(5, 13), day(5, 12), "met", 0),
    ((DANI,), "looked-after.visit", day(5, 12), day(6, 23), day(6, 30), "met_late", 7),
    ((DANI,), "looked-after.visit", day(6, 30), day(8, 11), None, "overdue", 4),
    # Whether each child's own case is considered often enough has no number.
    ((ASHA, BILAL), "supervision.child", day(3, 28), None, None, "pending", None),
    ((CARA,), "supervision.child", day(3, 28), None, None, "ended", 0),
    ((CARA,), "supervision.child", day(6, 27), None, None, "pending", None),
    ((DANI,), "supervision.child", day(3, 25), None, None, "pending", None),
)


@pytest.fixture(scope="module")
def case():
    return second.case()


@pytest.fixture(scope="module")
def found(case):
    return Ruleset.load("england").obligations(case.read(as_of=DAY).events, as_of=DAY)


def rows(obligations):
    return Counter(
        (one.subject, one.rule, one.trigger, one.due, one.met, str(one.status), one.days_late) for one in obligations
    )


class TestByTheLaw:
    """The records of the example set the rules of England going, and meet or end what was worked out by hand."""

    def test_every_row_is_the_one_worked_out_by_hand_and_there_is_no_other(self, found):
        """A row too few is a duty that vanished, and a row too many is one that nobody has."""
        expected = Counter((child, *row) for children, *row in BY_HAND for child in children)
        assert rows(found) == expected

    def test_control_a_visit_a_week_later_is_seen(self, case):
        """The table is compared day by day."""
        events = [
            event if (event.kind, event.on) != ("looked_after_visit.held", day(5, 12)) else _later(event)
            for event in case.read(as_of=DAY).events
        ]
        expected = Counter((child, *row) for children, *row in BY_HAND for child in children)
        assert rows(Ruleset.load("england").obligations(events, as_of=DAY)) != expected

    def test_eight_rows_are_late_and_one_of_them_is_work_to_do(self, found):
        """Three conferences, one that was not required, a care plan, a review, and two visits."""
        late = [one for one in found if one.exceeded]
        assert len(late) == 8
        assert [(one.subject, one.rule, one.days_late) for one in late if one.open] == [(DANI, "looked-after.visit", 4)]

    def test_the_conference_that_was_not_required_ended_a_day_late(self, found):
        """No longer required from 27 March, a day after it was due: the lateness is not forgotten."""
        (row,) = [one for one in found if (one.subject, one.rule) == (DANI, "conference.initial")]
        assert (row.status, row.ended_on, row.days_late, row.exceeded) == ("ended", day(3, 27), 1, True)

    def test_visits_without_a_number_are_listed_with_none_on_record(self, case):
        """There is no national number, and no protection visit is on the record: it is said of each child."""
        accounted = Ruleset.load("england").obligations(case.read(as_of=DAY).events, as_of=DAY).accounted
        numberless = {one["rule"]: one for one in accounted.as_data()["no_number"]}
        assert numberless["child-protection.visit"]["subjects"] == 2
        assert numberless["child-protection.visit"]["none_held"] == 2

    def test_his_age_is_worked_out_from_his_birth_date(self, case):
        """He is 2: no education plan and no questionnaire, and his health is reviewed in six months."""
        facts = {event.kind: dict(event.facts) for event in case.read(as_of=DAY).events if event.subject == DANI}
        assert facts["looked_after.started"] == {"school_age": "no", "aged_4_to_16": "no"}
        assert facts["health_assessment.held"] == {"age_band": "under_5"}


def _later(event):
    return type(event)(subject=event.subject, kind=event.kind, on=day(5, 19), ref=event.ref, facts=event.facts)


class TestWhoSeesWhat:
    """Each reader sees their own, and each child's list has that child's duties alone."""

    def test_dissent_is_on_caras_file_and_on_no_other(self, case):
        """The worker disagreed about Cara, and nobody else's file says so."""
        for child in EVERYBODY:
            reading = case.read(as_of=DAY, audiences={Audience.CHILD_FILE}, about=child)
            tags = [entry.content.TAG for one in reading.records for _, entry in reading.shown(one.id).entries]
            assert ("oversight.dissent_words" in tags) is (child == CARA)

    def test_the_workers_supervision_is_in_no_childs_list(self, case):
        """The rhythm of a worker's supervision is the worker's."""
        for child in EVERYBODY:
            reading = case.read(as_of=DAY, about=child)
            rules = {one.rule for one in Ruleset.load("england").obligations(reading.events, as_of=DAY)}
            assert not {one for one in rules if one.startswith(("supervision.practitioner", "supervision.newly"))}
            assert {event.subject for event in reading.events} <= {child}

    def test_saturday_sibling_time_was_moved_because_of_what_asha_said(self, case):
        """Row 19 of the ledger: the child's voice, and what changed because of it."""
        voice = case.read(as_of=DAY)["voice-1"]
        ((_, said),) = voice.accounts(DAY)
        assert (said.alone, str(said.setting), voice.last_heard(DAY)) == (True, "school", day(3, 12))
        assert [one.what for _, one in voice.changed_because_of("saturdays", DAY)] == [
            "the Saturday sibling time is on Sundays"
        ]

    def test_the_fathers_contacts_are_three_tried_and_one_made(self, case):
        """Two lists: a father who is not reached is not a father who does not engage."""
        visits = case.read(as_of=DAY)["visits-1"]
        (father,) = [one for one in visits.by_person(DAY) if one.person == "parent-2"]
        assert (len(father.tried), len(father.made), len(father.not_invited)) == (3, 1, 1)

    @pytest.mark.parametrize("audiences", [OPEN, {Audience.CHILD_FILE, Audience.FAMILY_SHARED}])
    def test_danis_address_is_on_no_open_copy(self, case, audiences):
        """The father's copy would tell him where the carer lives, and so would any list, row or picture made of one."""
        reading = case.read(as_of=DAY, audiences=audiences, reader="parent-2")
        shown = [entry for one in reading.records for _, entry in reading.shown(one.id).entries]
        facts = supervision_facts(reading)
        said = json.dumps([str(entry_to_data(entry)) for entry in shown]) + json.dumps(facts) + screen(reading)
        said += str(reading.events) + str(reading.due) + str(check(reading).as_data())
        assert "Example Road" not in said
        assert "home-2" not in said

    def test_control_whoever_is_entitled_reads_danis_address(self, case):
        """The address is on the record, and whoever looks after him can find it."""
        reading = case.read(as_of=DAY, audiences=OPEN | {Audience.RESTRICTED})
        assert "Example Road" in str([entry_to_data(one) for _, one in reading.shown("household-1").entries])

    def test_the_night_has_its_three_days(self, case):
        """Decided at 22.50, written down at 09.10, and the mother told through an interpreter."""
        one = case.read(as_of=DAY)["oversight-4"].decision("night-1", DAY)
        assert (one.decided_on, one.decided_at) == (day(3, 25), "22:50")
        assert (one.recorded_on, one.decided.recorded_at) == (day(3, 26), "09:10")
        assert [(passed.to, passed.interpreter) for passed in one.passed_on] == [("parent-1", "interpreter-1")]


class TestTheFile:
    """The example is a case like any other."""

    def test_it_is_lawful_and_lossless(self, case):
        """Every entry was added by the methods of its record."""
        assert [log.id for log in (case.people, case.membership, *case.records) if log.irregularities()] == []
        assert loads(dumps(case)) == case


class TestTheCommand:
    """`reflective demo --case second` shows it and writes it."""

    def test_its_screen_names_each_child_with_their_status(self, shows):
        """A supervisor sees first who is on which footing in law."""
        printed = shows("demo", "--case", "second")
        for line in ("Asha: child protection since 28 Mar", "Cara: child in need since 27 Jun", "Dani: looked after"):
            assert line in printed
        assert max(map(len, printed.splitlines())) <= 80
        assert len(printed.splitlines()) <= 60

    def test_another_example_is_refused_in_one_line(self, fails):
        """The refusal repeats nothing that was typed."""
        assert "third" not in fails("demo", "--case", "third")


class TestCheck:
    """`reflective check` lists what is not evidenced on the record, 80 columns wide."""

    @pytest.fixture
    def second_file(self, tmp_path, case):
        path = tmp_path / "case.json"
        path.write_text(dumps(case), "utf-8")
        return path

    def test_it_prints_findings_by_concern_with_their_questions(self, second_file, shows):
        """Safety is first, and each question stands beside its code."""
        printed = shows("check", second_file, "--as-of", "2025-08-15", "--ruleset", "england")
        headings = [line for line in printed.splitlines() if line.isupper()]
        assert headings == ["SAFETY", "VOICE", "DECISIONS", "DATES", "RECORD", "GOOD TO SEE"]
        assert "  Dani: that looked-after.visit of status-4/placed-1 was met, 4 days past its" in printed
        assert "not done" not in printed

    def test_it_gives_the_same_as_json(self, second_file, shows):
        """The keys are `as_of` and `findings`, with the checks that cannot tell beside them."""
        data = json.loads(shows("check", second_file, "--as-of", "2025-08-15", "--json"))
        assert (data["as_of"], data["findings"][0]["code"]) == ("2025-08-15", "child.not_seen")
        # Each of these is about the worker, on a file that this reading is without; and no decision names its level.
        cannot = [
            "reflection-not-recorded",
            "agreement.none",
            "agreement.another_supervisor",
            "oversight.above_authority",
        ]
        assert sorted(one["code"] for one in data["cannot_tell"]) == sorted(cannot)

    def test_strict_exits_with_one_where_anything_was_found(self, second_file, shows):
        """A job can tell a case with findings from one without."""
        shows("check", second_file, "--as-of", "2025-08-15", "--strict", code=1)

    def test_a_day_is_asked_for(self, second_file, fails):
        """Nothing in the command reads the clock."""
        assert "--as-of" in fails("check", str(second_file))

    def test_a_check_that_there_is_not_is_refused(self, second_file, fails):
        """A misspelt switch would leave a check on that somebody thinks is off."""
        assert "codes of checks" in fails("check", str(second_file), "--as-of", "2025-08-15", "--off", "voice.heard")
