"""Rules as pages: a list of what each asks, and one with all that it says."""

from datetime import date

import attrs
import pytest

from reflective.rules import (
    Authority,
    Confidence,
    EachMonth,
    Every,
    Example,
    NoFixedTime,
    PublishedSource,
    Rule,
    Ruleset,
    SeriesStep,
    Within,
)
from reflective.timescales import Timescale
from reflective.views import rule_facts, rule_page, rules_page
from tests.rules.made import rule, ruleset

SHIPPED = [(found, one) for found in map(Ruleset.load, Ruleset.names()) for one in found.rules]
WHOLE = rule(
    Within(timescale=Timescale(5, "working_days"), extension=Timescale(7, "days"), extensions=1),
    ends_with=("it.stopped",),
    extended_by=("it.extended",),
    explained_by=("leave.started",),
    applies=(("plan", ("cin", "cp")),),
    not_met_if=(("form", ("group",)),),
    met_from=(("minutes", 30),),
    at_least=(("minutes", 90),),
    sources=(PublishedSource(title="An Act", clause="section 1", address="https://example.org/act"),),
    confidence=Confidence.VERIFIED,
    in_force_from=date(2024, 1, 1),
    reason="we said so",
    note="A note.",
    checked_by="quality officer",
    checked_on=date(2024, 2, 3),
    examples=(Example(trigger=date(2024, 1, 1), due=date(2024, 1, 8)),),
)


class TestAPage:
    """One version of a rule, a row for each thing it says."""

    @pytest.mark.parametrize(("within", "one"), SHIPPED, ids=lambda one: one.id)
    def test_each_that_ships_fits_the_page(self, within, one):
        """Whatever it says, with its id and its ruleset at the two ends of the first line."""
        lines = rule_page(within, one).split("\n")
        assert max(map(len, lines)) <= 80
        assert lines[0].split() == [one.id, within.id]

    def test_all_that_a_rule_can_say(self):
        """Nothing that is in the file is left out."""
        assert rule_page(ruleset(), WHOLE).split("\n") == [
            f"{'it.ends':<75} mine",
            "",
            "what           It ends",
            "version        in force from 1 Jan 2024",
            "asks           within 5 working days, extended by at most 7 days once",
            "counted in     working days of england-and-wales",
            "set going by   it.started",
            "met by         it.ended (with the same ref)",
            "extended by    it.extended",
            "ended by       it.stopped",
            "explained by   leave.started",
            "for whom       plan: cin or cp",
            "not met by     form: group",
            "met from       minutes: 30 or more",
            "at least       minutes: 90 or more",
            "due soon       7 calendar days before",
            "authority      statutory guidance",
            "written in     An Act, section 1",
            "               https://example.org/act",
            "how sure       verified",
            "why it departs we said so",
            "note           A note.",
            "checked        quality officer, 3 Feb 2024",
            "for example    from Mon 1 Jan 2024, due Mon 8 Jan 2024",
        ]

    def test_every_field_of_a_rule_has_its_fact(self):
        """The data has all of it too; the form and what it counts in are in words."""
        facts = rule_facts("mine", WHOLE)
        said = {field.name for field in attrs.fields(Rule)} - {"requirement", "sources", "examples"}
        assert said <= facts.keys()
        assert facts["sources"] == [{"title": "An Act", "clause": "section 1", "address": "https://example.org/act"}]
        assert (facts["in_force_from"], facts["in_force_to"]) == ("2024-01-01", None)

    @pytest.mark.parametrize(
        ("requirement", "says"),
        [
            ("5 weeks", "calendar days, a deadline staying where it falls"),
            ("72 hours", "hours as whole days"),
            ("26 weeks beginning with the day", "the day itself counted"),
            (Every(steps=(SeriesStep(timescale=Timescale(5, "working_days")),)), "working days of england-and-wales"),
        ],
    )
    def test_what_it_counts_in(self, requirement, says):
        """In words, since that is where two readers of one number part."""
        _, _, row = rule_page(ruleset(), rule(requirement)).partition("\ncounted in ")
        assert says in " ".join(row.partition("\nset going by")[0].split())

    @pytest.mark.parametrize("requirement", [EachMonth(), NoFixedTime(said="soon")])
    def test_what_counts_nothing(self, requirement):
        """Has no row for it."""
        assert "counted in" not in rule_page(ruleset(), rule(requirement))


class TestAList:
    """The rules of one ruleset."""

    def test_its_name_comes_first(self):
        """It is what a command takes; the number of rules beside it, and the title below."""
        two = ruleset(rule(), rule("6 days", id="other"))
        assert rules_page(two).split("\n")[:3] == [f"{'mine':<71}two rules", "Mine", ""]

    def test_what_it_extends(self):
        """The ruleset that it extends is named, for the list has its own rules alone."""
        mine = ruleset(rule("4 days", authority=Authority.LOCAL_POLICY), extends=(ruleset(name="base"),))
        assert rules_page(mine).split("\n")[:3] == [f"{'mine':<72}one rule", "Mine", "extends base"]
        assert rules_page(mine).count("it.ends") == 1

    def test_a_rule_of_several_versions_is_one_line(self):
        """The line is of the newest version, whichever comes first in the file; `rule_page` has each."""
        two = ruleset(rule("9 days", in_force_from=date(2020, 4, 24)), rule("5 days", in_force_to=date(2020, 4, 23)))
        assert rules_page(two).split("\n")[3:] == [f"{'it.ends':<8}{'within 9 days':<61}guidance"]

    def test_a_long_requirement_is_cut(self):
        """So that the list stays one line a rule."""
        long = rule(NoFixedTime(said="as soon as is reasonably practicable in all the circumstances of the case"))
        (line,) = rules_page(ruleset(long)).split("\n")[3:]
        assert line == "it.ends as soon as is reasonably practicable in all the circumsta... guidance"

    @pytest.mark.parametrize("name", Ruleset.names())
    def test_each_that_ships_fits_the_page(self, name):
        """Every ruleset that ships fits the page, whatever its titles."""
        assert max(map(len, rules_page(Ruleset.load(name)).split("\n"))) <= 80
