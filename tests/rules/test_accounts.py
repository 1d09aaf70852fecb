"""The reconciliation: every subject of a source is in one of its classes, with the reason, by tables made by hand."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.rules import Accounts, Every, NoFixedTime, Ruleset, SeriesStep, Standing
from reflective.rules.accounts import NotAsked, accounts_of
from reflective.testing.strategies import events
from reflective.timescales import Timescale
from tests.properties.control import caught
from tests.rules.made import NEXT, START, asked, event, rule, ruleset

AS_OF = date(2024, 12, 31)


def accounted(rules, told, **given):
    return asked(rules, told, AS_OF, **given).accounted


def whole(found):
    """Whether each subject is in one class, and each that is not asked about has its reason."""
    standing = dict(found.standing)
    return sum(standing.values()) == found.subjects and sum(many for _, many in found.not_asked) == standing.get(
        Standing.NOT_ASKED, 0
    )


class TestEverySubject:
    """Each is in one class, by the gravest of its answers."""

    RULES = ruleset(
        rule("5 days", ends_with=("it.over",)),
        rule("5 days", id="after", trigger=("other.started",), met_by=("other.ended",), in_force_from=date(2024, 6, 1)),
        rule(NoFixedTime(said="soon"), id="soon", trigger=("soon.started",), met_by=("soon.ended",)),
        rule("5 days", id="fact", trigger=("fact.started",), met_by=("fact.ended",), not_if=(("age", ("20",)),)),
    )

    @pytest.mark.parametrize(
        ("told", "standing"),
        [
            ([("it.started", START)], "late_now"),
            ([("it.started", START), ("it.ended", date(2024, 1, 9))], "late_before"),
            ([("it.started", START), ("it.over", date(2024, 1, 9))], "late_before"),
            ([("it.started", START), ("it.over", date(2024, 1, 3))], "ended"),
            ([("it.started", START), ("it.ended", date(2024, 1, 3))], "met"),
            ([("it.ended", START), ("it.started", date(2024, 1, 3))], "not_known"),
            ([("it.started", date(2024, 12, 30))], "pending"),
            ([("soon.started", START)], "no_number"),
            ([("else.happened", START)], "not_asked"),
            ([("other.started", START)], "not_asked"),
            ([("fact.started", START, {"age": "20"})], "not_asked"),
            ([("it.started", date(2025, 1, 1))], "not_asked"),
        ],
    )
    def test_one_class_each(self, told, standing):
        """By what is on the record of one child."""
        made = [event(kind, on, **(facts[0] if facts else {})) for kind, on, *facts in told]
        found = accounted(self.RULES, made)
        assert [(one.value, many) for one, many in found.standing] == [(standing, 1)]
        assert whole(found)

    def test_the_reason_of_one_that_is_not_asked_about(self):
        """Each reason for one child."""
        told = [
            event("else.happened", START, subject="c-1"),
            event("other.started", START, subject="c-2"),
            event("fact.started", START, subject="c-3", age="20"),
            event("it.started", date(2025, 1, 1), subject="c-4"),
        ]
        found = accounted(self.RULES, told, lost={"c-5": ["it.started"]})
        assert {str(why): many for why, many in found.not_asked} == {
            "nothing on the record sets a rule going": 1,
            "the rule was not in force yet on its day": 1,
            "its facts say that the rule is not for it": 1,
            "all of it is after the day": 1,
            "none of its rows could be read": 1,
        }
        assert [(rule, str(why), many) for rule, why, many in found.triggers_not_asked] == [
            ("after", "the rule was not in force yet on its day", 1),
            ("fact", "its facts say that the rule is not for it", 1),
        ]

    @given(
        told=st.lists(
            events(
                kinds=("it.started", "it.ended", "it.over", "other.started", "soon.started", "else.happened"),
                first=date(2024, 1, 1),
                last=date(2025, 3, 1),
            ),
            max_size=8,
        )
    )
    def test_no_subject_is_in_none(self, told):
        """Every subject of the input is in the reconciliation, whatever happened."""
        found = accounted(self.RULES, told)
        assert whole(found)
        assert found.subjects == len({one.subject for one in told})

    def test_control_a_subject_that_falls_out_is_caught(self):
        """A reconciliation that forgets those who are not asked about."""

        def law(told):
            found = accounted(self.RULES, told)
            kept = tuple(pair for pair in found.standing if pair[0] is not Standing.NOT_ASKED)
            return whole(Accounts(as_of=AS_OF, subjects=found.subjects, standing=kept))

        assert caught(law, st.lists(events(kinds=("it.started", "else.happened")), min_size=1, max_size=3))


class TestNoNumber:
    """A duty without a number is counted with the last day held."""

    VISITS = rule(
        Every(steps=(SeriesStep(said="as the plan says"),)),
        id="visit",
        trigger=("plan.started",),
        met_by=("visit.held",),
        **NEXT,
    )

    def test_how_many_and_since_when(self):
        """Three children on plans, one with no visit on record."""
        told = [event("plan.started", START, subject=child) for child in ("c-1", "c-2", "c-3")]
        told += [event("visit.held", date(2024, 3, day), "v", subject=f"c-{day}") for day in (1, 2)]
        (found,) = accounted(self.VISITS, told).no_number
        assert (found.rule, found.subjects, found.none_held, found.last_held) == ("visit", 3, 1, date(2024, 3, 1))

    def test_a_local_number_takes_the_child_out(self):
        """A council's own rule of that id has a number."""
        told = [event("plan.started", date(2024, 12, 30))]
        own = attrs.evolve(self.VISITS, requirement=Every(steps=(SeriesStep(timescale=Timescale(1, "weeks")),)))
        mine = ruleset(own, name="council", extends=(ruleset(self.VISITS, name="england"),))
        assert accounted(mine, told).no_number == ()
        assert [str(one) for one, _ in accounted(mine, told).standing] == ["pending"]

    def test_a_blank_of_an_overlay_is_one_duty_with_the_law_s(self):
        """Neither has a number, and the child is counted once."""
        mine = ruleset(self.VISITS, name="council", extends=(ruleset(self.VISITS, name="england"),))
        (found,) = accounted(mine, [event("plan.started", START)]).no_number
        assert (found.ruleset, found.subjects) == ("council", 1)


class TestEvents:
    """Events are used, not used, or of a kind that nobody knows."""

    def test_the_nearest_known_kind_is_named(self):
        """A misspelt kind is no person's name."""
        told = [event("it.started", START), event("it.strated", START), event("referral.received", START, "r-2")]
        found = accounted(rule("5 days"), told)
        assert found.events_used == 1
        assert found.events_not_used == (("referral.received", 1),)
        assert [(one.kind, one.count, one.nearest) for one in found.unknown_kinds] == [("it.strated", 1, "it.started")]

    @pytest.mark.parametrize(
        ("ref", "unmatched"), [("r-1", 0), ("R-1", 0), ("r-1/part", 0), ("S1", 1), ("r", 1), ("r-1-2", 1)]
    )
    def test_keys_that_match_nothing(self, ref, unmatched):
        """Events that could have met a duty but for their key are counted."""
        told = [event("it.started", START, "r-1"), event("it.ended", date(2024, 1, 3), ref)]
        found = accounted(rule("5 days"), told).unmatched
        assert [(one.kind, one.trigger, one.unmatched, one.of) for one in found] == (
            [("it.ended", "it.started", 1, 1)] if unmatched else []
        )

    def test_a_referral_that_was_closed_with_nothing(self):
        """No assessment and no decision on the record."""
        received = event("referral.received", START)
        closed = event("referral.closed", date(2024, 3, 1))
        england = Ruleset.load("england")
        assert asked(england, [received, closed], AS_OF).accounted.closed_without_assessment == 1
        done = event("assessment.completed", date(2024, 2, 1), "r-1/a-1")
        assert asked(england, [received, closed, done], AS_OF).accounted.closed_without_assessment == 0


def test_it_is_plain_data():
    """The value of `accounted` in JSON."""
    data = accounted(rule("5 days"), [event("it.started", START)]).as_data()
    assert data["subjects"] == 1
    assert data["standing"]["late_now"] == 1
    assert set(data["standing"]) == {one.value for one in Standing}


def test_two_readings_of_one_series_are_one_number():
    """A series with a number is not counted among those without."""
    weekly = rule(Every(steps=(SeriesStep(timescale=Timescale(1, "weeks")),)), **NEXT)
    assert accounted(weekly, [event("it.started", START)]).no_number == ()


def test_whoever_has_an_answer_is_not_counted_as_not_asked():
    """Two children, one of them with a late duty: the other alone has nothing due."""
    (late,) = asked(rule(), [event("it.started", START)])
    found = accounts_of(date(2024, 12, 31), ["c-1", "c-2"], [late])
    assert (found.subjects, found.standing) == (2, ((Standing.LATE_NOW, 1), (Standing.NOT_ASKED, 1)))
    assert found.not_asked == ((NotAsked.NOTHING_DUE, 1),)
