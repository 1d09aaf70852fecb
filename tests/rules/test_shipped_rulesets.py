"""The rulesets that ship: each rule has its source and says how surely it is known, and its own examples come out."""

from datetime import date, timedelta

import attrs
import pytest

from reflective.rules import Authority, Confidence, Event, Ruleset
from reflective.testing.laws import LAWS
from tests.rules.made import asked, event

BY_NAME = {law.name: law for law in LAWS}
ALL = [Ruleset.load(name) for name in Ruleset.names()]
RULES = [(ruleset.id, rule) for ruleset in ALL for rule in ruleset.rules]


@pytest.mark.parametrize(("name", "rule"), RULES, ids=lambda one: getattr(one, "id", one))
class TestEveryRule:
    """The promises that each rule that ships keeps."""

    def test_it_has_a_source_that_somebody_read(self, name, rule):
        """Nothing from memory ships as law; what is in a source of its own has the address where it was read."""
        if name == "council-starter":
            assert (rule.sources, rule.confidence, rule.authority) == ((), Confidence.LOCAL, Authority.LOCAL_POLICY)
            return
        assert rule.sources
        assert rule.confidence in {Confidence.VERIFIED, Confidence.SECONDARY}
        assert name == "practice-note" or all(source.address for source in rule.sources)

    def test_its_examples_come_out(self, name, rule):
        """It has one at least, as its author worked it out by hand."""
        assert rule.examples
        assert BY_NAME["own-examples"].broken(Ruleset.load(name).only(rule.id), rule.id) is None

    def test_a_rule_of_its_own_words(self, name, rule):
        """Its title is no longer than a line and its id has no spaces."""
        assert name
        assert len(rule.title) <= 120
        assert rule.id == "".join(rule.id.split()).lower()


def test_an_example_that_is_a_day_out_is_caught():
    """The control: every example of every rule that gives a day is checked to the day."""
    for name, rule in RULES:
        for place, example in enumerate(rule.examples):
            if example.due is not None:
                wrong = (*rule.examples[:place], attrs.evolve(example, due=example.due + timedelta(days=1)))
                broken = Ruleset(id=name, title="Wrong", rules=(attrs.evolve(rule, examples=wrong),))
                assert BY_NAME["own-examples"].broken(broken, rule.id) is not None, rule.id


def test_the_names_are_listed():
    """Four rulesets ship, and a beginning for a council's own."""
    assert Ruleset.names() == (
        "england",
        "practice-note",
        "looked-after-return",
        "children-in-need-census",
        "council-starter",
    )
    assert {ruleset.id for ruleset in ALL} == set(Ruleset.names())


class TestEngland:
    """The days of the law and guidance, on triggers that tell readings apart."""

    england = Ruleset.load("england")

    def due(self, rule, day, kind=None, **facts):
        (version,) = [one for one in self.england.rule(rule) if one.in_force(day)]
        events = [event(kind or version.trigger[0], day, **facts)]
        found = [one for one in self.england.obligations(events, day) if one.rule == rule]
        return found[0].due

    @pytest.mark.parametrize(
        ("rule", "day", "due"),
        [
            ("referral.decide", date(2024, 3, 28), date(2024, 4, 2)),
            ("assessment.complete", date(2013, 4, 15), date(2013, 6, 19)),
            ("assessment.initial", date(2013, 4, 12), date(2013, 4, 26)),
            ("conference.initial", date(2022, 6, 2), date(2022, 6, 24)),
            ("care-proceedings.conclude", date(2014, 4, 22), date(2014, 10, 20)),
            ("emergency-protection.length", date(2024, 1, 1), date(2024, 1, 8)),
            ("child-assessment-order.length", date(2024, 1, 1), date(2024, 1, 7)),
            ("looked-after.placement-plan", date(2020, 4, 23), date(2020, 4, 30)),
            ("looked-after.placement-plan", date(2020, 4, 24), None),
            ("looked-after.placement-plan", date(2020, 9, 28), date(2020, 10, 5)),
            ("looked-after.review", date(2024, 3, 28), date(2024, 4, 29)),
        ],
    )
    def test_a_day(self, rule, day, due):
        """Worked out by hand from the wording."""
        assert self.due(rule, day) == due

    def test_two_assessments_before_15_april_2013_and_one_from_then(self):
        """The version is that of the day of the referral."""
        before = {
            one.rule
            for one in self.england.obligations([event("referral.received", date(2013, 4, 14))], date(2013, 5, 1))
        }
        after = {
            one.rule
            for one in self.england.obligations([event("referral.received", date(2013, 4, 15))], date(2013, 5, 1))
        }
        assert before == {"assessment.initial", "referral.decide"}
        assert after == {"assessment.complete", "referral.decide"}

    def test_the_end_of_an_enquiry_does_not_end_the_duty_to_hold_a_conference(self):
        """Every enquiry ends, and the usual way to a conference is an enquiry that found that one is needed."""
        events = [event("section_47.started", date(2024, 6, 3)), event("section_47.ended", date(2024, 6, 14))]
        (open_still,) = asked(self.england.only("conference.initial"), events, date(2024, 7, 31))
        assert (str(open_still.due), open_still.status, open_still.days_late) == ("2024-06-24", "overdue", 37)
        (held,) = asked(
            self.england.only("conference.initial"),
            [*events, event("conference.held", date(2024, 7, 15))],
            date(2024, 7, 31),
        )
        assert (held.status, held.days_late) == ("met_late", 21)

    @pytest.mark.parametrize("word", ["prepared", "agreed"])
    def test_a_plan_is_met_by_being_prepared(self, word):
        """Regulations 4(2) and 9(2) say prepared, and agreement has no day. A host that records either is right."""
        begun = event("placement.started", date(2024, 3, 28), ref="p")
        events = [begun, event(f"placement_plan.{word}", date(2024, 4, 2), ref="p")]
        (found,) = asked(self.england.only("looked-after.placement-plan"), events, date(2024, 5, 1))
        assert found.status == "met"
        events = [event("placement.started", date(2024, 12, 20)), event(f"care_plan.{word}", date(2025, 1, 8))]
        (found,) = asked(self.england.only("looked-after.care-plan"), events, date(2025, 2, 1))
        assert found.status == "met"

    def test_nothing_is_a_councils(self):
        """National rules are apart from local ones."""
        assert not {rule.authority for rule in self.england.rules} & {Authority.LOCAL_POLICY, Authority.CASE_DECISION}

    def test_supervision_of_a_newly_qualified_worker(self):
        """Weekly for six weeks, fortnightly to six months, then monthly, from what was held."""
        start = event("practitioner.started", date(2024, 1, 1), subject="w-1", experience="newly_qualified")
        held = [date(2024, 1, 8), date(2024, 2, 12), date(2024, 7, 1)]
        events = [start, *(event("supervision.held", day, subject="w-1", ref=str(day), minutes="90") for day in held)]
        found = [
            one
            for one in self.england.obligations(events, date(2024, 8, 2))
            if one.rule == "supervision.newly-qualified"
        ]
        assert [(one.due, one.days_late) for one in found] == [
            (date(2024, 1, 8), 0),
            (date(2024, 1, 15), 28),
            (date(2024, 2, 26), 126),
            (date(2024, 8, 1), 1),
        ]

    def test_supervision_of_a_child_has_no_national_number(self):
        """It is asked for, falls due on no day, and a council may give it a number."""
        (found,) = [
            one
            for one in self.england.obligations([event("cin_plan.started", date(2024, 1, 1))], date(2024, 6, 1))
            if one.rule == "supervision.child"
        ]
        assert (found.due, found.status) == (None, "pending")
        council = Ruleset.parse(
            """
            id = "council"
            title = "Ours"
            extends = "england"
            [[rule]]
            id = "supervision.child"
            title = "Child considered in supervision each month"
            trigger = "cin_plan.started"
            met_by = "case_supervision.held"
            match = "next"
            each = "calendar month"
            authority = "local policy"
            """
        )
        found = asked(
            council.only("supervision.child"), [event("cin_plan.started", date(2024, 1, 1))], date(2024, 4, 1)
        )
        assert [one.ruleset for one in found] == ["england", "council", "council", "council"]


class TestThePracticeNote:
    """The note's own rule. What was agreed in its example lives with the example."""

    note = Ruleset.load("practice-note")

    def test_oversight_after_each_of_what_the_note_lists(self):
        """Assessments, plans, updated plans, reviews and significant events, with no number in the note."""
        kinds = ("assessment.completed", "plan.agreed", "plan.updated", "review.held", "significant_event.recorded")
        events = [event(kind, date(2024, 1, 1), ref=kind) for kind in kinds]
        found = self.note.obligations(
            [*events, event("management_oversight.recorded", date(2024, 1, 3), ref="plan.agreed")], date(2024, 2, 1)
        )
        assert {one.ref: one.status.value for one in found} == dict.fromkeys(kinds, "pending") | {"plan.agreed": "met"}

    def test_a_supervision_alone_sets_nothing_going(self):
        """A host that supervises on the day of the worked example owes none of the decisions of that example."""
        day = date(2021, 9, 6)
        held = Event(subject="jamie", kind="case_supervision.held", on=day, ref="s-1")
        assert self.note.obligations([held], date(2022, 9, 6)) == ()
