"""A council's own rules: they tighten and add; what loosens is refused with the two side by side."""

from datetime import date

import pytest

from reflective.errors import OverlayLoosens
from reflective.rules import AtMost, Authority, EachMonth, Every, Match, NoFixedTime, Of, Ruleset, SeriesStep, Within
from reflective.rules.overlay import Laxer, laxer
from reflective.timescales import Timescale
from tests.rules.made import rule, ruleset

LOCAL = {"authority": Authority.LOCAL_POLICY}


def over(mine, base):
    return ruleset(mine, name="council", extends=(ruleset(base, name="england"),))


def rates(*said):
    return Every(steps=tuple(SeriesStep(timescale=Timescale.parse(one)) for one in said))


def window(amount, length="12 months", of=Of.DAYS):
    return AtMost(amount=amount, of=of, window=Timescale.parse(length))


def until_review(first, then):
    """One rate until a review, and another after it."""
    first, then = Timescale.parse(first), Timescale.parse(then)
    return Every(steps=(SeriesStep(timescale=first, until_event="review.held"), SeriesStep(timescale=then)))


def for_first(first, length):
    """One rate for so long, and every month after it."""
    once = SeriesStep(timescale=Timescale.parse(first), until=Timescale.parse(length))
    return Every(steps=(once, SeriesStep(timescale=Timescale(1, "months"))))


LONGER = Within(timescale=Timescale.parse("8 days"), extension=Timescale.parse("7 days"), extensions=1)


class TestLaxer:
    """A rule is laxer when some trigger shows it, or when it is met, ended or set going by other things."""

    @pytest.mark.parametrize(
        ("mine", "base", "how"),
        [
            (rule("6 days"), rule("5 days"), "counted from Sun 1 Jan 2012 it is Sat 7 Jan 2012 and not Fri 6 Jan 2012"),
            (rule("65 days"), rule("45 working days"), "counted from"),
            (rule("1 month"), rule("30 days"), "counted from Sun 1 Jan 2012 it is Wed 1 Feb 2012 and not Tue 31 Jan"),
            (rule("1 month"), rule("4 weeks"), "counted from"),
            (rule("26 weeks"), rule("26 weeks beginning with the day"), "counted from"),
            (rule(NoFixedTime(said="promptly")), rule("5 days"), "another form"),
            (rule(rates("1 week", "7 weeks")), rule(rates("1 week", "6 weeks")), "counted from"),
            (rule(rates("2 weeks", "6 weeks")), rule(rates("1 week", "6 weeks")), "counted from"),
            (rule(Every(steps=(SeriesStep(said="as needed"),))), rule(rates("1 week")), "no number for a period"),
            (rule(until_review("1 week", "5 weeks")), rule(until_review("1 week", "4 weeks")), "counted from"),
            (rule(rates("4 weeks")), rule(until_review("1 week", "4 weeks")), "counted from"),
            (rule(rates("5 weeks")), rule(EachMonth()), "counted from"),
            (rule("5000 working days"), rule("45 working days"), "past what its calendar knows"),
            (rule("9900 years"), rule("45 working days"), "past what its calendar knows"),
            (rule(for_first("1 week", "181 days")), rule(for_first("1 week", "6 months")), "counted from"),
            (rule(rates(*["1 week"] * 12, "1 month")), rule(rates(*["1 week"] * 14, "1 month")), "counted from"),
            (rule(date_may_be_missing=True), rule(), "lets what would meet it be lacking"),
            (rule(EachMonth()), rule(rates("1 month")), "another form"),
            (rule(window(76)), rule(window(75)), "it allows 76 and not 75"),
            (rule(window(75, "6 months")), rule(window(75)), "its window is shorter"),
            (rule(window(2, of=Of.TIMES)), rule(window(75)), "counts something else"),
            (rule(LONGER, extended_by=("x",)), rule("8 days"), "it can be extended, and the other cannot"),
            (rule(trigger=("other",)), rule(), "set going by other events"),
            (rule(met_by=("it.ended", "else")), rule(), "met by more"),
            (rule(ends_with=("else",)), rule(), "ended by more"),
            (rule(may_precede=True), rule(), "met by what came before"),
            (rule(match=Match.NEXT), rule(), "met by the next of the subject"),
            (rule(LONGER, extended_by=("x", "y")), rule(LONGER, extended_by=("x",)), "extended by more"),
            (rule(), rule(at_least=(("minutes", 90),)), "asks less of what meets it"),
            (rule(), rule(met_from=(("minutes", 30),)), "met by less than the other"),
            (rule(met_from=(("minutes", 20),)), rule(met_from=(("minutes", 30),)), "met by less than the other"),
            (rule(), rule(not_met_if=(("kind", ("group",)),)), "a kind of event that does not meet the other"),
        ],
    )
    def test_it_is_found(self, mine, base, how):
        """With how, and the first day that shows it."""
        assert how in laxer(mine, base).how

    @pytest.mark.parametrize(
        ("mine", "base"),
        [
            (rule("5 days"), rule("5 days")),
            (rule("30 days"), rule("45 working days")),
            (rule("8 weeks"), rule("45 working days")),
            (rule("28 days"), rule("1 month")),
            (rule("5 days"), rule(NoFixedTime(said="promptly"))),
            (rule(rates("1 week", "4 weeks")), rule(rates("1 week", "6 weeks"))),
            (rule(rates("1 month")), rule(EachMonth())),
            (rule(for_first("1 week", "6 months")), rule(for_first("1 week", "181 days"))),
            (rule(rates("1 week")), rule(until_review("1 week", "4 weeks"))),
            (rule(rates("10 days")), rule(Every(steps=(SeriesStep(said="as needed"),)))),
            (rule(window(75)), rule(window(75))),
            (rule(window(60, "18 months")), rule(window(75))),
            (rule("8 days"), rule(LONGER, extended_by=("x",))),
            (rule(at_least=(("minutes", 120),)), rule(at_least=(("minutes", 90),))),
            (rule(met_from=(("minutes", 45),)), rule(met_from=(("minutes", 30),))),
            (rule(not_met_if=(("kind", ("Group", "joint")),)), rule(not_met_if=(("kind", ("group",)),))),
            (rule("3 days", applies=(("age_band", ("under_5",)),)), rule("5 days")),
            (rule("3 days"), rule("5 days", trigger=("it.started", "it.changed"))),
            (rule(EachMonth()), rule(Every(steps=(SeriesStep(said="as needed"),)))),
        ],
    )
    def test_what_tightens_is_not(self, mine, base):
        """The same, sooner by every trigger, or more asked."""
        assert laxer(mine, base) is None


class TestRefused:
    """An overlay may loosen a rule or not by the authority of that rule."""

    @pytest.mark.parametrize("authority", [Authority.STATUTE, Authority.REGULATIONS])
    def test_the_law_is_not_loosened(self, authority):
        """Not even with a reason; the error has the two rules side by side."""
        with pytest.raises(OverlayLoosens) as refused:
            over(rule("6 days", reason="we are busy", **LOCAL), rule("5 days", authority=authority))
        assert str(refused.value) == (
            f"it.ends of council, within 6 days (local policy), asks less than that of england, within 5 days "
            f"({authority}): "
            "counted from Sun 1 Jan 2012 it is Sat 7 Jan 2012 and not Fri 6 Jan 2012; an overlay may tighten and add"
        )

    @pytest.mark.parametrize("authority", [Authority.STATUTORY_GUIDANCE, Authority.NATIONAL_STANDARD])
    def test_from_guidance_one_departs_with_a_reason(self, authority):
        """Without one it is refused and asked for; with one it is shown with every answer."""
        with pytest.raises(OverlayLoosens, match="give a reason to depart from it"):
            over(rule("6 days", **LOCAL), rule("5 days", authority=authority))
        departing = over(rule("6 days", reason="the board agreed", **LOCAL), rule("5 days", authority=authority))
        from tests.rules.made import START, asked, event

        local, national = asked(departing, [event("it.started", START)])
        local, national = (local, national) if local.ruleset == "council" else (national, local)
        assert "departs from what it extends because the board agreed" in str(local.why)
        assert "departs" not in str(national.why)
        assert [one.as_row()["reason"] for one in (local, national)] == ["the board agreed", None]

    def test_versions_that_never_meet_are_not_compared(self):
        """A local rule that begins when the national one has ended loosens nothing."""
        old = rule("5 days", authority=Authority.STATUTE, in_force_to=date(2013, 4, 14))
        assert over(rule("9 days", in_force_from=date(2013, 4, 15), **LOCAL), old).whole

    def test_another_id_adds(self):
        """A rule of its own id may ask what it likes."""
        assert len(over(rule("99 days", id="own", **LOCAL), rule("5 days", authority=Authority.STATUTE)).all_rules) == 2

    def test_a_councils_thirty_days_over_england(self):
        """Tightening what ships, read from a file."""
        council = Ruleset.parse(
            """
            id = "our-council"
            title = "Ours"
            extends = "england"
            [[rule]]
            id = "assessment.complete"
            title = "Assessment in thirty working days"
            trigger = "referral.received"
            met_by = "assessment.completed"
            within = "30 working days"
            authority = "local policy"
            """
        )
        assert [str(one.requirement) for one in council.rule("assessment.complete")] == [
            "within 45 working days",
            "within 30 working days",
        ]


class TestTheDaysThatAreCompared:
    """An overlay is compared with its base on each day on which both are in force, and on no other."""

    @pytest.mark.parametrize("of", ["mine", "base"])
    def test_an_overlay_is_compared_over_the_years_in_which_both_hold(self, of):
        """A month is no longer than 29 days from any day of February 2024, and is from the first of March."""
        since = {"in_force_from": date(2024, 2, 1)}
        mine = rule("1 month", **since if of == "mine" else {})
        base = rule("29 days", **since if of == "base" else {})
        assert laxer(mine, base).trigger == date(2024, 3, 1)

    @pytest.mark.parametrize("of", ["mine", "base"])
    def test_what_is_laxer_only_after_one_has_ended_is_not_laxer(self, of):
        """Both are in force in February alone, in which no month is longer than 29 days."""
        given = {"mine": {"in_force_from": date(2024, 2, 1)}, "base": {"in_force_from": date(2024, 2, 1)}}
        given[of]["in_force_to"] = date(2024, 2, 29)
        assert laxer(rule("1 month", **given["mine"]), rule("29 days", **given["base"])) is None

    @pytest.mark.parametrize(
        ("mine", "base", "longer"),
        [
            ("6 working days", "5 working days", True),
            ("5 working days", "5 working days", False),
            ("4 working days", "5 working days", False),
            ("5 working days", "9 days", True),
            ("1 month", "31 days", False),
            ("1 month", "30 days", True),
            ("4 weeks", "1 month", False),
        ],
    )
    def test_an_extension_is_longer_where_any_day_shows_it(self, mine, base, longer):
        """Working days are compared with working days alone, and months with days by the days themselves."""
        mine, base = (
            rule(Within(timescale=Timescale.parse("8 days"), extension=Timescale.parse(one)), extended_by=("x",))
            for one in (mine, base)
        )
        assert laxer(mine, base) == (Laxer("its extension is longer") if longer else None)


class TestWhatIsComparedByWhatItSays:
    """Two rules share an id, a calendar or a day by what these say, wherever they were read from."""

    def test_ids_from_two_files_are_one_id(self):
        """Each file brings its own copy of the text."""
        laxer_rule = rule("6 days", id=b"it.ends".decode(), **LOCAL)
        with pytest.raises(OverlayLoosens):
            over(laxer_rule, rule("5 days", id=b"it.ends".decode()))

    def test_the_same_count_by_a_calendar_with_more_holidays_is_laxer(self):
        """2 January is a holiday in Scotland alone, so a working day from 1 January ends there a day later."""
        mine, base = rule("1 working day", calendar="scotland"), rule("1 working day")
        assert "it is" in laxer(mine, base).how
        assert laxer(base, base) is None

    @pytest.mark.parametrize(("until", "refused"), [(date(2024, 1, 1), True), (date(2023, 12, 31), False)])
    def test_one_day_on_which_both_are_in_force_is_enough(self, until, refused):
        """The local rule's last day is the first day of the other, or the day before it."""
        mine = rule("6 days", in_force_to=until, **LOCAL)
        base = rule("5 days", in_force_from=date(2024, 1, 1))
        if refused:
            with pytest.raises(OverlayLoosens):
                over(mine, base)
        else:
            assert over(mine, base).rules
