"""A rule through its versions and beside its neighbours: whose end it is, what was used up, what may be missing."""

from datetime import date, timedelta

import attrs
import pytest

from reflective.errors import BadValue
from reflective.rules import AtMost, EachMonth, Every, NoFixedTime, Of, Ruleset, SeriesStep, Status, Within
from reflective.testing.laws import LAWS
from reflective.timescales import Timescale, WorkingCalendar
from tests.rules.made import NEXT, START, asked, event, only, rule, ruleset

DAY = timedelta(days=1)
CHANGE = date(2024, 2, 1)
BY_NAME = {law.name: law for law in LAWS}


def versions(asks="5 days", later=None, **given):
    """A rule in two versions, of which the second is in force from February."""
    first = rule(asks, in_force_to=CHANGE - DAY, **given)
    second = {**given, **(later or {})}
    return ruleset(first, rule(second.pop("asks", asks), in_force_from=CHANGE, **second))


def every(*said):
    return Every(steps=tuple(SeriesStep(timescale=Timescale.parse(one)) for one in said))


def status(found):
    return [one.status.value for one in found]


class TestWhoseEndItIs:
    """An end with the ref of one trigger ends no other, where a rule is met by the next event of the subject."""

    rule = rule("10 days", ends_with=("it.over",), met_by=("it.met",), **NEXT)

    def test_of_another_on_the_same_day(self):
        """The earlier version ends on the day that this begins, and this goes on."""
        told = [
            event("it.started", START, "e-1"),
            event("it.over", START + 5 * DAY, "e-1"),
            event("it.started", START + 5 * DAY, "e-2"),
        ]
        assert status(asked(self.rule, told)) == ["ended", "overdue"]

    def test_of_another_later(self):
        """A series goes on until its own end, though another's ended meanwhile."""
        series = attrs.evolve(self.rule, requirement=every("1 week"))
        told = [event("it.started", START, "a"), event("it.started", START + DAY, "b")]
        told += [event("it.over", START + 2 * DAY, "a"), event("it.met", START + 4 * DAY, "m")]
        found = [one for one in asked(series, told) if one.ref == "b"]
        assert status(found) == ["met", "overdue"]

    def test_ones_own_on_the_same_day(self):
        """An end with the trigger's own ref ends the duty on its own day."""
        found = only(self.rule, [event("it.started", START), event("it.over", START)])
        assert found.status is Status.ENDED

    def test_one_that_is_nobodys(self):
        """Ends whatever was set going before it."""
        told = [event("it.started", START), event("it.over", START + DAY, "all")]
        assert only(self.rule, told).status is Status.ENDED

    def test_england_asks_of_each_spell_of_care(self):
        """Care that ended on the day it began again leaves a care plan to be made, from its first placement alone."""
        told = [
            event("placement.started", date(2023, 1, 3), "p-1"),
            event("looked_after.ended", date(2024, 3, 1), "e-1"),
            event("placement.started", date(2024, 3, 1), "p-2"),
            event("placement.started", date(2024, 4, 1), "p-3"),
        ]
        found = Ruleset.load("england").only("looked-after.care-plan").obligations(told, date(2024, 6, 1))
        assert status(found) == ["ended", "overdue"]


class TestAcrossVersions:
    """The next version knows the events that one version has seen."""

    def test_a_series_begun_again(self):
        """Under the next version it takes over from the one that began under the last."""
        told = [event("it.started", CHANGE - 3 * DAY, "a"), event("it.started", CHANGE + 3 * DAY, "b")]
        found = asked(versions(every("1 week"), **NEXT), told, CHANGE + 30 * DAY)
        assert [(one.ref, one.status.value) for one in found] == [("a", "ended"), ("b", "overdue")]

    def test_what_met_one_before_its_trigger(self):
        """Is used up, and does not meet the trigger after it."""
        told = [event("it.ended", START), event("it.started", START + 5 * DAY), event("it.started", CHANGE + DAY)]
        found = asked(versions(may_precede="it.never", **NEXT), told, CHANGE + 30 * DAY)
        assert status(found) == ["met", "overdue"]

    def test_a_limit_counts_what_came_before(self):
        """Whichever version it came under."""
        limit = AtMost(amount=2, of=Of.TIMES, window=Timescale(12, "months"))
        told = [event("it.started", day, str(day)) for day in (START, START + DAY, CHANGE + DAY)]
        assert status(asked(versions(limit), told)) == ["met", "met", "met_late"]

    def test_each_month_by_the_version_of_its_first_day(self):
        """After the last version no month is asked for."""
        closed = rule(EachMonth(), in_force_to=date(2024, 2, 29))
        found = asked(closed, [event("it.started", START)], date(2024, 6, 1))
        assert [str(one.trigger) for one in found] == ["2024-02-01"]

    def test_a_series_is_met_by_what_the_version_says(self):
        """And goes on for those alone that it is for."""
        told = [event("it.started", START, plan="cin"), event("it.ended", CHANGE + DAY, "x")]
        told.append(event("it.done", CHANGE + 3 * DAY, "y"))
        changed = versions(every("5 weeks"), later={"met_by": ("it.done",)}, **NEXT)
        assert [str(one.met) for one in asked(changed, told)] == ["2024-02-02", "2024-02-04", "None"]
        for plan, states in (("cin", ["met", "met", "overdue"]), ("cp", ["met"])):
            later = {"met_by": ("it.done",), "applies": (("plan", (plan,)),), "not_if": (("plan", ("else",)),)}
            if plan == "cp":
                later["not_if"] = (("plan", ("cin",)),)
            assert status(asked(versions(every("5 weeks"), later=later, **NEXT), told)) == states
        lacking = {"applies": (("age", ("5",)),)}
        assert status(asked(versions(every("5 weeks"), later=lacking, **NEXT), told)) == ["met", "not_known"]

    def test_a_deadline_may_be_lifted(self):
        """From so many days to no number."""
        told = [event("it.started", START, "a"), event("it.started", CHANGE, "b")]
        found = asked(versions(later={"asks": NoFixedTime(said="promptly")}), told)
        assert status(found) == ["overdue", "pending"]

    def test_another_sort_of_form_is_refused(self):
        """A series does not become a deadline: that is another rule."""
        with pytest.raises(BadValue, match="under one id"):
            versions(every("1 week"), later={"asks": "5 days"})


class TestOneDay:
    """Several triggers of one day."""

    def test_what_came_before_meets_both(self):
        """Neither has used it up for the other."""
        told = [event("it.ended", START), event("it.started", START + DAY, "a"), event("it.started", START + DAY, "b")]
        found = asked(rule(may_precede="it.never", **NEXT), told)
        assert status(found) == ["met", "met"]

    def test_one_series_goes_on(self):
        """Two that begin on one day are not held twice over."""
        told = [event("it.started", START, "a"), event("it.started", START, "b")]
        told += [event("it.ended", START + day * DAY, str(day)) for day in (7, 14)]
        found = asked(rule(every("1 week"), **NEXT), told, START + 15 * DAY)
        assert [(one.ref, one.status.value) for one in found] == [
            ("a", "ended"),
            ("b", "met"),
            ("b", "met"),
            ("b", "due_soon"),
        ]


class TestWhatASourceCannotHold:
    """Late is not said where the source could not have held what would make it otherwise."""

    def test_one_of_two_that_would_meet_it(self):
        """Or what would end it."""
        for given in ({"met_by": ("it.ended", "it.done")}, {"ends_with": ("it.done",)}):
            (found,) = asked(rule(**given), [event("it.started", START)], holds={"it.started", "it.ended"})
            assert found.status is Status.NOT_KNOWN
        (known,) = asked(rule(), [event("it.started", START)], holds={"it.started", "it.ended"})
        assert known.status is Status.OVERDUE

    @pytest.mark.parametrize(("days", "state"), [(8, "met"), (12, "not_known"), (15, "not_known"), (16, "met_late")])
    def test_an_extension(self, days, state):
        """In doubt as far as the longest that there may be, and no further."""
        requirement = Within(timescale=Timescale(8, "days"), extension=Timescale(7, "days"), extensions=1)
        told = [event("it.started", START), event("it.ended", START + days * DAY)]
        (found,) = asked(rule(requirement, extended_by=("it.longer",)), told, holds={"it.started", "it.ended"})
        assert found.status == state
        (known,) = asked(rule(requirement, extended_by=("it.longer",)), told)
        assert known.status == ("met" if days == 8 else "met_late")

    def test_one_that_lacks_a_fact_counts_or_does_not(self):
        """So that a limit which it may break is not known, and one that is broken without it is."""
        limit = AtMost(amount=2, of=Of.TIMES, window=Timescale(12, "months"))
        counted = rule(limit, applies=(("new", ("yes",)),))
        told = [event("it.started", START + day * DAY, str(day), new="yes") for day in (0, 20, 30)]
        unsure = [told[0], event("it.started", START + 10 * DAY, "10"), told[1]]
        assert status(asked(counted, unsure)) == ["met", "not_known", "not_known"]
        assert asked(counted, [unsure[1], *told])[-1].status is Status.MET_LATE

    def test_what_may_lack_a_day(self):
        """A duty whose event may lack a day is never overdue."""
        assert only(rule(date_may_be_missing=True), [event("it.started", START)]).status is Status.NOT_KNOWN
        assert (
            only(rule(date_may_be_missing=True), [event("it.started", START), event("it.ended", START)]).status
            is Status.MET
        )


def test_it_may_be_known_that_it_ended_where_the_day_is_not():
    """Past the calendar too, what is no longer required is not asked for."""
    began = date(2030, 1, 7)
    told = [event("it.started", began), event("it.over", began + DAY), event("it.ended", began + 9 * DAY)]
    ended = rule("5 working days", ends_with=("it.over",))
    assert only(ended, told, began + 20 * DAY).status is Status.ENDED


@pytest.mark.parametrize(("days", "state"), [(1, "met"), (2, "not_known"), (3, "met_late")])
def test_hours_that_begin_with_the_day(days, state):
    """Run out a day sooner."""
    hours = Within(timescale=Timescale(72, "hours", count_trigger=True))
    assert only(rule(hours), [event("it.started", START), event("it.ended", START + days * DAY)]).status == state


def test_an_extension_that_is_none():
    """May be any number of times or once and more, and not fewer."""
    with pytest.raises(BadValue, match="extensions"):
        Within(timescale=Timescale(8, "days"), extension=Timescale(7, "days"), extensions=-1)


def test_two_rulesets_of_one_id():
    """Are refused: the one would hide what the other asks."""
    base = ruleset(rule("5 days"), name="mine")
    with pytest.raises(BadValue, match="id"):
        ruleset(rule("5 days"), name="mine", extends=(base,))
    with pytest.raises(BadValue, match="id"):
        ruleset(rule("4 days"), extends=(ruleset(rule("5 days"), name="b"), ruleset(rule("5 days"), name="b")))
    shared = ruleset(rule("5 days", id="z"), name="b")
    left, right = (ruleset(rule(id=name), name=name, extends=(shared,)) for name in ("l", "r"))
    assert len(ruleset(name="top", extends=(left, right)).whole) == 4


class TestLawsOfOtherRules:
    """Laws are tried on rules of every form, and of any year."""

    @pytest.mark.parametrize("given", [{"in_force_from": date(2027, 4, 1)}, {"in_force_to": date(2010, 1, 1)}])
    @pytest.mark.parametrize("asks", ["5 days", "5 working days"])
    def test_a_rule_of_another_time(self, given, asks):
        """To come, or from before the calendar."""
        mine = ruleset(rule(asks, **given))
        assert [law.name for law in LAWS if law.broken(mine, "it.ends")] == []

    @pytest.mark.parametrize(
        "requirement", [every("1 week"), EachMonth(), AtMost(amount=9, of=Of.DAYS, window=Timescale(12, "months"))]
    )
    def test_a_due_day_that_is_called_late_is_caught(self, requirement, monkeypatch):
        """The control: whatever form a rule has."""
        from reflective.rules import answers

        mine, law = ruleset(rule(requirement)), BY_NAME["met-on-the-day"]
        assert law.broken(mine, "it.ends") is None
        monkeypatch.setattr(answers, "_MET_IN_TIME", answers.Standing(Status.MET_LATE, 1))
        assert "met on that day it is met_late" in law.broken(mine, "it.ends")

    def test_a_later_day_than_what_is_extended_is_caught(self, monkeypatch):
        """The control: an overlay that the comparison lets through is found by counting."""
        from reflective.testing import _version_laws

        mine = ruleset(rule("4 days"), name="council", extends=(ruleset(rule("5 days"), name="england"),))
        monkeypatch.setattr(_version_laws, "loosening", lambda *_: None)
        law = BY_NAME["nowhere-laxer"]
        assert law.broken(mine, "it.ends") is None
        lax = attrs.evolve(mine, extends=(ruleset(rule("5 days"), name="england"),))
        object.__setattr__(lax.rules[0], "requirement", Within(timescale=Timescale(6, "days")))
        lax.rules[0].__dict__.pop("_within", None)
        assert "and not" in law.broken(lax, "it.ends")


def test_as_many_stays_again_take_as_many_days_again():
    """A limit on days counts on from what it has counted: twice the stays are the same answers twice over."""
    limit = AtMost(amount=9, of=Of.DAYS, window=Timescale(1, "months"))
    told = []
    for place in range(300):
        start = date(2014, 1, 1) + place * 10 * DAY
        told += [event("it.started", start, str(place)), event("it.ended", start + 5 * DAY, str(place))]
    found = asked(rule(limit), told)
    assert len(found) == 300
    assert {one.status for one in found[3:]} == {Status.MET_LATE}


def test_a_calendar_of_another_kind_is_no_calendar():
    """By its own name a calendar is used, and what is none is told so."""
    mine = WorkingCalendar(holidays=[], first=START, last=date(2025, 1, 1), name="England and Wales")
    found = only(rule("5 working days"), [event("it.started", START)], calendars=[mine])
    assert found.basis.calendar is mine
