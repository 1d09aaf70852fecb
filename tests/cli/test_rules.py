"""`reflective rules`: what there is, what one says in every ruleset that has it, and whether a file is lawful."""

import json
import sys

import pytest

from reflective.cli import run
from reflective.rules import Ruleset
from tests.testing.written import BAD, BROKEN, LAWFUL, LOOSE


@pytest.fixture
def written(tmp_path):
    """Write a ruleset to a file whose name may be anybody's."""

    def writing(text):
        path = tmp_path / "Mick.toml"
        path.write_text(text, "utf-8")
        return str(path)

    return writing


class TestList:
    """Rules by ruleset: what each asks, and on whose authority."""

    def test_all_that_ship(self, shows):
        """Each ruleset by the name that commands take, with its title."""
        out = shows("rules", "list")
        for name in Ruleset.names():
            assert f"\n{name} " in f"\n{out}"
            assert all(f"\n{rule.id} " in out for rule in Ruleset.load(name).rules)

    def test_one_of_them(self, shows):
        """The command lists the rule that was named and no other."""
        out = shows("rules", "list", "--ruleset", "practice-note")
        assert out.split("\n")[0] == f"{'practice-note':<72}one rule"
        assert "assessment.complete" not in out

    def test_a_file(self, shows, written):
        """With what it extends, and its own rules alone."""
        out = shows("rules", "list", "--ruleset", written(LOOSE.replace("46 working", "44 working")))
        assert "\nextends england\n" in out
        assert out.count("\n\n") == 1
        assert len(out.split("\n\n")[1].strip().split("\n")) == 1

    def test_data(self, shows):
        """A row for each version of each rule."""
        rows = json.loads(shows("rules", "list", "--json"))
        assert len(rows) == sum(len(Ruleset.load(name).rules) for name in Ruleset.names())
        assert {row["ruleset"] for row in rows} == set(Ruleset.names())


class TestShow:
    """One rule, in all its versions and in every ruleset that has it."""

    def test_one(self, shows):
        """All that it says, with where it is written."""
        out = shows("rules", "show", "assessment.complete", "--ruleset", "england")
        assert out.split("\n")[0] == f"{'assessment.complete':<73}england"
        assert "\nversion        in force from 15 Apr 2013\n" in out
        assert "\nasks           within 45 working days\n" in out
        assert "\nwritten in     Working Together to Safeguard Children (2013 to 2023), chapter 1\n" in out

    def test_an_id_that_two_rulesets_share(self, shows):
        """Shows both, each under its own name: the law, and the limit that a return tests."""
        out = shows("rules", "show", "police-protection.length")
        heads = [line.split() for line in out.split("\n") if line.startswith("police-protection.length ")]
        assert heads == [["police-protection.length", "england"], ["police-protection.length", "looked-after-return"]]
        rows = json.loads(shows("rules", "show", "police-protection.length", "--json"))
        assert [(row["ruleset"], row["authority"]) for row in rows] == [
            ("england", "statute"),
            ("looked-after-return", "statistical return"),
        ]

    def test_an_overlay(self, shows, written):
        """Shows the rule that it extends first, and then its own."""
        overlay = written(LOOSE.replace("46 working", "44 working"))
        rows = json.loads(shows("rules", "show", "assessment.complete", "--ruleset", overlay, "--json"))
        assert [(row["ruleset"], row["asks"]) for row in rows] == [
            ("england", "within 45 working days"),
            ("council", "within 44 working days"),
        ]


class TestVerify:
    """Every law on every rule, with the exit code that a build wants."""

    def test_a_lawful_one(self, shows, written):
        """Exits with 0 and says so in two lines."""
        assert shows("rules", "verify", written(LAWFUL)) == "council: 1 rule, 20 laws\n\nAll hold.\n"
        verdicts = json.loads(shows("rules", "verify", written(LAWFUL), "--json"))
        assert len(verdicts) == 20
        assert all(one["holds"] and one["counter_example"] is None for one in verdicts)

    def test_a_broken_one(self, shows, written):
        """The control: exits with 1, and has the smallest case that breaks the law."""
        out = shows("rules", "verify", written(BROKEN), code=1)
        assert out.startswith("council: 1 rule, 20 laws\n\nvisit.first breaks own-examples: ")
        assert "Smallest case: set going on Mon 1 Jan 2024 it is due Sat 6 Jan 2024 and not\n  Fri 5 Jan 2024." in out
        verdicts = json.loads(shows("rules", "verify", written(BROKEN), "--json", code=1))
        assert [one["law"] for one in verdicts if not one["holds"]] == ["own-examples"]

    def test_a_loosening_one(self, shows, written):
        """Exits with 1: it is reported as the law that it breaks, with both rules and the first day that shows it."""
        out = " ".join(shows("rules", "verify", written(LOOSE), code=1).split())
        assert out.startswith("council: 1 rule, 1 law assessment.complete breaks nowhere-laxer: ")
        assert "within 46 working days (local policy), asks less than that of england, within 45 working days" in out
        assert "counted from Mon 15 Apr 2013 it is Thu 20 Jun 2013 and not Wed 19 Jun 2013" in out
        assert out.endswith("as it stands, no other law is tried. 1 broken.")
        (verdict,) = json.loads(shows("rules", "verify", written(LOOSE), "--json", code=1))
        assert (verdict["law"], verdict["holds"]) == ("nowhere-laxer", False)

    def test_one_that_is_laxer_with_a_reason(self, shows, written):
        """The control of the control: guidance may be departed from by whoever says why."""
        shows("rules", "verify", written(LOOSE + 'reason = "we are short of staff"\n'))

    def test_one_with_faults(self, fails, written):
        """Exits with 2, and has all of them in its one line, each by its place."""
        err = fails("rules", "verify", written(BAD))
        assert "the document has 6 faults: $: lacks the key 'title'; " in err
        lacking = ("title", "trigger", "met_by", "authority")
        assert all(f"; $.rule[0]: lacks the key '{key}'" in err for key in lacking)
        assert "; $.rule[0].within: must be a timescale" in err
        assert "Mick" not in err

    def test_one_with_a_great_many_faults(self, fails, written):
        """Has the first twenty and the number of the rest."""
        err = fails("rules", "verify", written(BAD + "[[rule]]\n" * 10))
        assert err.count(": ") > 20
        assert "; and " in err
        assert err.endswith(" more\n")

    def test_a_bar_on_a_terminal(self, written, on_a_terminal, tmp_path):
        """Shows that it is at work where there are rules to wait for, and not where it is done at once."""
        rule = LAWFUL[LAWFUL.index("[[rule]]") :]
        four = LAWFUL + "".join(rule.replace("visit.first", f"visit.more-{n}") for n in range(3))
        page = tmp_path / "page.txt"
        for text, shown in ((four, True), (LAWFUL, False)):
            command = [sys.executable, "-m", "reflective", "rules", "verify", written(text)]
            with page.open("w") as out:
                assert (b"trying the laws" in on_a_terminal(command, out)) == shown
            assert page.read_text("utf-8").endswith("\n\nAll hold.\n")


class TestWhatCannotBeDone:
    """One line on standard error, exit code 2, what would be accepted, and nothing of what was typed."""

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["show", "Mick"], "no such rule in these rulesets; `reflective rules list` has them all"),
            (["show"], "the argument ID is missing"),
            (["show", "assessment.complete", "--ruleset", "Mick"], "a file that is there, or one of england"),
            (["list", "--ruleset", "Mick.toml"], "a file that is there, or one of england, practice-note"),
            (["list", "--ruleset"], "--ruleset requires a value"),
            (["verify", "Mick.toml"], "a file that is there, or one of england, practice-note"),
            (["verify"], "is missing"),
            (["verify", "england", "Mick"], "see reflective rules verify --help"),
            (["Mick"], "commands are list, show, verify"),
            ([], "commands are list, show, verify"),
        ],
    )
    def test_it_says_what_would_do(self, fails, arguments, says):
        """The line says which names would be accepted, whatever was typed."""
        err = fails("rules", *arguments)
        assert says in err
        assert "Mick" not in err

    @pytest.mark.parametrize("command", ["list", "show", "verify"])
    def test_help_exits_0(self, capsys, command):
        """Asking for help is not an error."""
        assert run(["rules", command, "--help"]) == 0
        assert "NAME|FILE" in capsys.readouterr().out
