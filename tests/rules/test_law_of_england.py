"""Cases of the law of England, worked out by hand: which rules a child's events set going, and what each answers."""

from datetime import date

import pytest

from reflective.rules import Authority, Ruleset, Status
from tests.rules.made import event

ENGLAND = Ruleset.load("england")
RETURN = Ruleset.load("looked-after-return")

#: What a placement sets going, apart from the visits.
PLANS = {"looked-after.care-plan", "looked-after.placement-plan"}
#: What being looked after sets going, where school age and the age for the questionnaire are not stated.
CARE = {
    "looked-after.review",
    "looked-after.health-assessment",
    "looked-after.education-plan-begun",
    "looked-after.education-plan",
    "looked-after.sdq",
    "supervision.child",
}


def answers(events, as_of, rules=ENGLAND, **given):
    """Each answer by its rule, as `(due, due_latest, status, days late)`; the last period of a series."""
    found = rules.obligations(events, as_of, **given)
    return {one.rule: (one.due, one.due_latest, str(one.status), one.days_late) for one in found}


def answer(rule, events, as_of, **given):
    return answers(events, as_of, ENGLAND.only(rule), **given)[rule]


def statuses(events, as_of):
    return {rule: status for rule, (_, _, status, _) in answers(events, as_of).items()}


class TestRegimes:
    """A regime takes away what its clause takes away, and nothing else."""

    @pytest.mark.parametrize(
        ("facts", "asked", "unknown"),
        [
            ({"placed_under": "ordinary"}, {*PLANS, "looked-after.visit"}, set()),
            ({"placed_under": "Ordinary "}, {*PLANS, "looked-after.visit"}, set()),
            ({"placed_under": "regulation 19"}, {*PLANS, "looked-after.visit-regulation-19"}, set()),
            ({"placed_under": "regulation 24"}, {*PLANS, "looked-after.visit-regulation-24"}, set()),
            (
                {"placed_under": "interim care order, with a parent"},
                {*PLANS, "looked-after.visit-regulation-24"},
                set(),
            ),
            ({"placed_under": "ordinary", "short_break": "yes"}, {"looked-after.care-plan"}, set()),
            (
                {"placed_under": "ordinary", "section_31a": "yes"},
                {"looked-after.placement-plan", "looked-after.visit"},
                set(),
            ),
            (
                {"placed_under": "ordinary", "placed_for_adoption": "yes"},
                {*PLANS, "looked-after.visit"},
                {*PLANS, "looked-after.visit"},
            ),
            ({"placed_under": "ordinary", "new_placement": "no"}, set(), set()),
            (
                {"placed_under": "ordinary", "new_placement": "not settled"},
                {*PLANS, "looked-after.visit"},
                {*PLANS, "looked-after.visit"},
            ),
            (
                {},
                {*PLANS, "looked-after.visit", "looked-after.visit-regulation-19", "looked-after.visit-regulation-24"},
                {"looked-after.visit-regulation-19", "looked-after.visit-regulation-24"},
            ),
            (
                {"placed_under": "kinship"},
                {*PLANS, "looked-after.visit", "looked-after.visit-regulation-19", "looked-after.visit-regulation-24"},
                {"looked-after.visit-regulation-19", "looked-after.visit-regulation-24"},
            ),
        ],
    )
    def test_of_a_placement(self, facts, asked, unknown):
        """Which rules a placement sets going, and which of them are not known, four months on."""
        found = statuses([event("placement.started", date(2024, 1, 8), **facts)], date(2024, 5, 8))
        assert found.keys() == asked
        assert {rule for rule, status in found.items() if status == Status.NOT_KNOWN} == unknown
        assert {status for rule, status in found.items() if rule not in unknown} <= {Status.OVERDUE}

    @pytest.mark.parametrize(
        ("facts", "asked", "late"),
        [
            ({}, CARE, {"looked-after.review", "looked-after.health-assessment"}),
            (
                {"school_age": "no", "aged_4_to_16": "no"},
                {"looked-after.review", "looked-after.health-assessment", "supervision.child"},
                {"looked-after.review", "looked-after.health-assessment"},
            ),
            (
                {"school_age": "yes", "aged_4_to_16": "yes"},
                CARE,
                CARE - {"supervision.child", "looked-after.sdq"},
            ),
            ({"short_break": "yes"}, {"looked-after.review", "supervision.child"}, set()),
        ],
    )
    def test_of_care(self, facts, asked, late):
        """A short break takes the health assessment away; whether it changes the reviews was not read."""
        found = statuses([event("looked_after.started", date(2024, 1, 8), **facts)], date(2024, 5, 8))
        assert found.keys() == asked
        assert {rule for rule, status in found.items() if status == Status.OVERDUE} == late

    @pytest.mark.parametrize("kind", ["care_order.made", "interim_care_order.made"])
    @pytest.mark.parametrize(
        ("facts", "status"),
        [({"living_with_parent": "yes"}, "overdue"), ({"living_with_parent": "no"}, None), ({}, "not_known")],
    )
    def test_of_an_order(self, kind, facts, status):
        """Visits count from the order where the child lives with a parent, and are not known where nobody says."""
        rule = "looked-after.visit-care-order" if kind == "care_order.made" else "looked-after.visit-interim-care-order"
        found = statuses([event(kind, date(2024, 1, 8), **facts)], date(2024, 5, 8))
        assert found.get(rule) == status

    def test_a_short_break_child_is_no_eligible_child(self):
        """Regulation 40(2) leaves out a child who has short breaks."""
        assert statuses([event("eligibility.began", date(2024, 1, 8), short_break="yes")], date(2024, 5, 8)) == {}

    def test_a_death_of_a_child_who_was_not_looked_after_asks_for_no_notice(self):
        """The notice is of a looked-after child's death, and asks whether the child was one."""
        day = date(2024, 1, 8)
        for facts, status in (({"looked_after": "no"}, None), ({"looked_after": "yes"}, "overdue"), ({}, "not_known")):
            found = statuses([event("child.died", day, **facts)], date(2024, 5, 8))
            assert found.get("looked-after.death-notified") == status


class TestStates:
    """Care and placements that began before the Regulations, before the file, or under a version that lapsed."""

    def test_care_since_before_the_first_day_of_the_regulations(self):
        """One review on record: by either step at the earliest three months on, at the latest six."""
        events = [event("looked_after.started", date(2010, 6, 1)), event("looked_after_review.held", date(2025, 1, 10))]
        late = (date(2026, 11, 1) - date(2025, 7, 10)).days
        assert answer("looked-after.review", events, date(2026, 11, 1)) == (
            date(2025, 4, 10),
            date(2025, 7, 10),
            "overdue",
            late,
        )

    def test_two_reviews_leave_the_last_step(self):
        """Six months from the last one."""
        events = [event("looked_after.started", date(2010, 6, 1))]
        events += [event("looked_after_review.held", day, str(day)) for day in (date(2010, 9, 1), date(2011, 2, 1))]
        assert answer("looked-after.review", events, date(2011, 7, 1))[0] == date(2011, 8, 1)

    @pytest.mark.parametrize(
        ("rule", "kind"), [("looked-after.review", "looked_after.started"), ("looked-after.visit", "placement.started")]
    )
    def test_nothing_held_since_is_not_known(self, rule, kind):
        """The first step is never asked of a state from before the first version."""
        assert answer(rule, [event(kind, date(2011, 3, 31))], date(2012, 10, 22)) == (None, None, "not_known", None)

    def test_a_placement_of_the_first_day_of_the_regulations_is_asked_from_its_start(self):
        """One day later than the case above, and late since the week was over."""
        events = [event("placement.started", date(2011, 4, 1))]
        late = (date(2012, 10, 22) - date(2011, 4, 8)).days
        day = date(2011, 4, 8)
        assert answer("looked-after.visit", events, date(2012, 10, 22)) == (day, day, "overdue", late)

    @pytest.mark.parametrize(
        ("rule", "kind", "met"),
        [
            ("looked-after.review", "looked_after.continuing", "looked_after_review.held"),
            ("looked-after.visit", "placement.continuing", "looked_after_visit.held"),
        ],
    )
    def test_a_state_whose_start_is_not_in_the_file(self, rule, kind, met):
        """Is asked from what was held, and is not known where nothing was."""
        seen = event(kind, date(2018, 4, 1))
        assert answer(rule, [seen], date(2019, 3, 31))[2] == "not_known"
        held = [seen, event(met, date(2018, 6, 1))]
        assert answer(rule, held, date(2019, 3, 31))[2] == "overdue"

    def test_a_lapsed_version_hands_over(self):
        """A visit of May 2020 and none since: asked again from 26 September 2020, and late six weeks after that."""
        events = [event("placement.started", date(2020, 3, 2), placed_under="ordinary")]
        events += [event("looked_after_visit.held", day, str(day)) for day in (date(2020, 3, 5), date(2020, 5, 6))]
        latest = date(2020, 11, 7)
        late = (date(2026, 1, 1) - latest).days
        assert answer("looked-after.visit", events, date(2026, 1, 1)) == (date(2020, 9, 26), latest, "overdue", late)
        assert answer("looked-after.visit", events, date(2020, 9, 25))[2] == "pending"
        assert answer("looked-after.visit", events, date(2020, 10, 31))[2] == "not_known"

    def test_a_change_of_legal_status_begins_no_visits_again(self):
        """The visits of the placement run on, and no plan is asked again."""
        events = [
            event("placement.started", date(2024, 1, 8), "p-1", placed_under="ordinary"),
            event("placement_plan.prepared", date(2024, 1, 8), "p-1"),
            event("placement.started", date(2024, 3, 4), "p-1a", placed_under="ordinary", new_placement="no"),
            event("looked_after_visit.held", date(2024, 1, 10), "v-1"),
        ]
        found = answers(events, date(2024, 3, 8))
        assert found["looked-after.visit"] == (date(2024, 2, 21), date(2024, 2, 21), "overdue", 16)
        assert found["looked-after.placement-plan"][2] == "met"

    def test_a_second_placement_has_no_care_plan_of_its_own(self):
        """Regulation 4(2) is of the first placement; care that began again has a first placement again."""
        events = [
            event("placement.started", date(2024, 1, 8), "p-1"),
            event("placement.started", date(2024, 2, 5), "p-2"),
        ]
        found = ENGLAND.only("looked-after.care-plan").obligations(events, date(2024, 5, 8))
        assert [one.ref for one in found] == ["p-1"]
        again = [
            event("looked_after.ended", date(2024, 3, 1), "c"),
            event("placement.started", date(2024, 4, 8), "p-3"),
        ]
        found = ENGLAND.only("looked-after.care-plan").obligations([*events, *again], date(2024, 5, 8))
        assert [one.ref for one in found] == ["p-1", "p-3"]
        seen = [event("placement.continuing", date(2023, 4, 1), "p-0"), *events]
        found = ENGLAND.only("looked-after.care-plan").obligations(seen, date(2024, 5, 8))
        assert [(one.ref, str(one.status)) for one in found] == [("p-0", "not_known")]

    def test_the_care_plan_counts_from_the_first_placement(self):
        """Looked after on 1 March and placed on 15 March: 28 March is the ninth working day."""
        events = [
            event("looked_after.started", date(2024, 3, 1), "c"),
            event("placement.started", date(2024, 3, 15), "p"),
        ]
        events.append(event("care_plan.prepared", date(2024, 3, 28), "x"))
        assert answer("looked-after.care-plan", events, date(2024, 5, 8)) == (
            date(2024, 4, 2),
            date(2024, 4, 2),
            "met",
            0,
        )


class TestOrders:
    """How long an order may last: the court's own day, the statute's ceiling and what was not read."""

    def test_a_source_that_holds_no_extension_leaves_two_days(self):
        """Fifteen days at the most: after them it is late by both readings."""
        holds = {"emergency_protection.started", "emergency_protection.ended"}
        begun = event("emergency_protection.started", date(2024, 2, 1))
        for ended, status, late in ((8, "met", 0), (12, "not_known", None), (21, "met_late", 6)):
            events = [begun, event("emergency_protection.ended", date(2024, 2, ended))]
            assert answer("emergency-protection.length", events, date(2024, 6, 30), holds=holds) == (
                date(2024, 2, 8),
                date(2024, 2, 15),
                status,
                late,
            )

    def test_the_law_stands_beside_the_test_of_a_return(self):
        """An order of 20 days passes validation 362, and the Act's line says by how much it is over."""
        events = [
            event("emergency_protection.started", date(2024, 2, 1)),
            event("emergency_protection.ended", date(2024, 2, 21)),
        ]
        holds = {"emergency_protection.started", "emergency_protection.ended"}
        found = RETURN.obligations(events, date(2024, 6, 30), holds=holds)
        assert [(one.ruleset, one.authority, str(one.status)) for one in found] == [
            ("england", Authority.STATUTE, "met_late"),
            ("looked-after-return", Authority.STATISTICAL_RETURN, "met"),
        ]

    def test_the_eight_days_end_before_a_holiday_by_themselves(self):
        """An order of 17 December ends on 24 December; one of 18 December may be put off from Christmas."""
        for day, due, latest in ((17, 24, 24), (18, 25, 27)):
            (found, later, _, _) = answer(
                "emergency-protection.length",
                [event("emergency_protection.started", date(2024, 12, day))],
                date(2024, 12, 18),
            )
            assert (found, later) == (date(2024, 12, due), date(2024, 12, latest))


class TestWhatIsNotHidden:
    """A fact that is lacking, an enquiry that ends or a referral that is closed hides nothing."""

    def test_an_age_band_that_is_lacking_does_not_hide_what_is_late_in_any_band(self):
        """Assessed in October 2024 and never reviewed: late by at least the difference to twelve months."""
        events = [event("health_assessment.held", date(2024, 10, 1))]
        assert answer("looked-after.health-review", events, date(2026, 6, 1)) == (
            date(2025, 4, 1),
            date(2025, 10, 1),
            "overdue",
            (date(2026, 6, 1) - date(2025, 10, 1)).days,
        )

    def test_an_age_band_that_no_rule_knows(self):
        """Is as one that is lacking, and the known ones are named in the reason."""
        (found,) = ENGLAND.only("looked-after.health-review").obligations(
            [event("health_assessment.held", date(2024, 10, 1), age_band="over 10")], date(2025, 6, 1)
        )
        assert str(found.status) == "not_known"
        assert "known are under_5, 5_and_over" in str(found.why)

    def test_a_health_assessment_of_years_ago_meets_nothing(self):
        """The look-back is three months."""
        events = [
            event("health_assessment.held", date(2022, 1, 10), "h"),
            event("looked_after.started", date(2024, 3, 28), "c"),
        ]
        assert answer("looked-after.health-assessment", events, date(2024, 6, 1))[2] == "overdue"

    def test_a_supervision_of_a_child_survives_the_child(self):
        """Oversight is no duty owed to the child; a visit is."""
        events = [event("child_protection_plan.started", date(2024, 1, 8)), event("child.died", date(2024, 1, 20), "d")]
        found = statuses(events, date(2024, 5, 8))
        assert found["supervision.child"] == "pending"
        assert found["child-protection.visit"] == "ended"

    def test_working_together_says_which_edition_was_not_read(self):
        """Each of its rules names its edition and stands until the day before the next."""
        rules = [rule for rule in ENGLAND.rules if any("Working Together" in one.title for one in rule.sources)]
        assert len(rules) >= 9
        for rule in rules:
            assert rule.stands_until in {date(2026, 3, 17), date(2013, 4, 14)}, rule.id
            assert all("(" in one.title for one in rule.sources if "Working Together" in one.title), rule.id
        (found,) = ENGLAND.only("conference.initial").obligations(
            [event("section_47.started", date(2026, 3, 18))], date(2026, 3, 20)
        )
        assert "later text not read" in str(found.why)


#: Every event that ends a duty, by rule: (a) a recorded decision that it is not required, (b) the end of its state.
DECISIONS = {
    ("assessment.complete", "referral.no_further_action"),
    ("assessment.initial", "referral.no_further_action"),
    ("conference.initial", "conference.not_required"),
    ("conference.after-section-47", "conference.not_required"),
    ("return-interview.complete", "return_interview.declined"),
}
#: What ends a state: a plan, a placement, an order, care, an arrangement, proceedings, an authority to place, or work.
STATES = (
    "child_protection_plan.ended",
    "cin_plan.ended",
    "looked_after.ended",
    "placement.ended",
    "care_order.discharged",
    "interim_care_order.ended",
    "care_proceedings.withdrawn",
    "care_leaver_accommodation.ended",
    "short_break_arrangement.ended",
    "adoption_placement.started",
    "adoption_placement.ended",
    "adoption_authority.ended",
    "adoption_order.made",
    "private_fostering.ended",
    "practitioner.left",
    "practitioner.first_year_passed",
)


@pytest.mark.parametrize("name", Ruleset.names())
def test_only_a_decision_or_the_end_of_a_state_ends_a_duty(name):
    """The end of work that leads to a duty, such as an enquiry, an assessment or a session, ends nothing."""
    for rule in Ruleset.load(name).rules:
        assert set(rule.ends_with) <= set(STATES), rule.id
        assert {(rule.id, kind) for kind in rule.not_required_with} <= DECISIONS, rule.id


@pytest.mark.parametrize("name", Ruleset.names())
def test_every_series_says_what_its_own_day_does(name):
    """With a source, or as our reading."""
    from reflective.rules import Every

    for rule in Ruleset.load(name).rules:
        if isinstance(rule.requirement, Every):
            assert rule.own_day is not None, rule.id


def test_the_days_on_which_the_law_changed():
    """Each first and last day of a version is one on which a source says that it began or ended."""
    changes = {
        date(2005, 12, 30),  # Adoption Agencies Regulations 2005, regulation 1
        date(2010, 4, 1),  # Working Together 2010
        date(2011, 4, 1),  # SI 2010/959, regulation 1
        date(2013, 4, 15),  # Working Together 2013
        date(2014, 1, 1),  # guidance on missing children
        date(2014, 4, 22),  # SI 2014/889, article 4
        date(2015, 4, 1),  # SI 2015/495, explanatory note
        date(2020, 4, 24),  # SI 2020/445
        date(2020, 9, 26),  # SI 2020/445, explanatory note
    }
    begins = {rule.in_force_from for rule in ENGLAND.rules} - {None}
    ends = {rule.in_force_to for rule in ENGLAND.rules} - {None}
    assert begins == changes
    assert {date.fromordinal(end.toordinal() + 1) for end in ends} <= changes
