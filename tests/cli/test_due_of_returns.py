"""`reflective due` on returns from outside: it says what the library says, and what an independent reading finds."""

import json
import subprocess
import sys
from collections import Counter
from datetime import date
from importlib.resources import files

import pytest

from reflective.exchange.returns import open_return
from reflective.rules import Ruleset, Status
from tests.exchange.returns.test_looked_after import independent

AS_OF = "2024-03-31"


class TestACensus:
    """A children in need census is asked by its own ruleset."""

    def test_what_it_can_answer_and_what_it_cannot(self, shows, census):
        """Dates out of order are found, and by the law a decision on a referral is unknown, with its reason as data."""
        file = census / "CIN_Census_2024.xml"
        rows = json.loads(shows("due", file, "--as-of", AS_OF, "--json"))["obligations"]
        assert "order.after-referral" in {row["rule"] for row in rows if row["status"] == "out_of_order"}
        assert "referral.decide" not in {row["rule"] for row in rows}
        rows = json.loads(shows("due", file, "--as-of", AS_OF, "--ruleset", "england", "--json"))["obligations"]
        (unknown,) = [row for row in rows if row["status"] == "not_known" and row["rule"] == "referral.decide"]
        assert unknown["why"].endswith("; the source of these events does not hold what would meet it")

    def test_another_ruleset(self, shows, census):
        """May be named in place of its own."""
        rows = json.loads(
            shows("due", census / "CIN_Census_2024.xml", "--as-of", AS_OF, "--ruleset", "england", "--json")
        )["obligations"]
        assert {row["ruleset"] for row in rows} == {"england"}


@pytest.fixture(scope="module")
def printed(looked_after_return):
    """The output of the command for the fake return, as data."""
    return output_of(looked_after_return)


def output_of(folder, *arguments):
    command = [sys.executable, "-m", "reflective", "due", folder, "--as-of", "2018-03-31", "--json", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    # Its days are random, so that some rows do not fit together; each is named by its place.
    assert done.stderr.endswith(" rows could not be read, the first 20 of them named here; the rest was\n")
    return json.loads(done.stdout)["obligations"]


def flagged(rows):
    ours = [row for row in rows if row["ruleset"] != "england"]
    return {(row["rule"], row["ref"]) for row in ours if row["status"] in {"met_late", "overdue"}}


def doubtful(rows):
    """The rows of which another that could not be read may have decided."""
    ours = [row for row in rows if row["ruleset"] != "england"]
    return {(row["rule"], row["ref"]) for row in ours if "could not be read" in row["why"]}


class TestALookedAfterReturn:
    """The command says of the fake return what the library says, and what an independent reading finds."""

    def test_it_is_what_the_ruleset_says(self, looked_after_return, printed):
        """Obligation for obligation, with every reason."""
        source, rules = open_return(looked_after_return), Ruleset.load("looked-after-return")
        assert printed == [
            one.as_row(why=True)
            for child in source.subjects()
            for one in rules.obligations(
                child.events,
                date(2018, 3, 31),
                holds=source.holds,
                holds_from=source.holds_from,
                lost={child.subject: child.lost},
            )
        ]

    def test_it_flags_what_an_independent_reading_flags(self, looked_after_return, printed):
        """Every breach with its episodes, and no other; of a child with a row that was lost it is not known."""
        theirs, unsure = independent(looked_after_return, date(2018, 3, 31)), doubtful(printed)
        assert flagged(printed) == theirs - unsure
        assert unsure
        assert len(theirs - unsure) > 100

    def test_limits_a_month_out_would_be_seen(self, looked_after_return, tmp_path):
        """The control: the same rules with 40 days in place of each 7."""
        shipped = files("reflective.rules").joinpath("data/looked-after-return.toml").read_text("utf-8")
        lax = tmp_path / "lax.toml"
        lax.write_text(shipped.replace('within = "7 days"', 'within = "40 days"'), "utf-8")
        assert flagged(output_of(looked_after_return, "--ruleset", lax)) < independent(
            looked_after_return, date(2018, 3, 31)
        )

    def test_the_list_has_each_breach_and_the_counts_add_up(self, shows, looked_after_return, printed):
        """A line for each that is past its day, "exceeded" for a stay that is over, and a table of all."""
        out = shows("due", looked_after_return, "--as-of", "2018-03-31", err=None)
        listed = out.partition("\n\nAs of ")[0].split("\n")
        stays = [row for row in printed if row["status"] == "met_late"]
        assert sum(" exceeded, " in line for line in listed) == len(stays)
        assert sum(" overdue, " in line for line in listed) == sum(row["status"] == "overdue" for row in printed)
        counts = json.loads(shows("due", looked_after_return, "--as-of", "2018-03-31", "--summary", "--json", err=None))
        by_rule = Counter((row["ruleset"], row["rule"], row["status"]) for row in printed)
        assert by_rule.total() == len(printed)
        for row in counts["summary"]:
            for status in Status:
                assert row[status] == by_rule[row["ruleset"], row["rule"], status]
            assert (row["in_time"], row["of"]) == (row["met"], row["met"] + row["met_late"] + row["overdue"])

    def test_everybody_in_care_is_accounted_for(self, shows, looked_after_return):
        """2,675 children of the return, each in one class, and nobody who is in care without an answer."""
        asked = ["due", looked_after_return, "--as-of", "2019-03-31", "--ruleset", "england", "--summary", "--json"]
        accounted = json.loads(shows(*asked, err=None))["accounted"]
        assert accounted["subjects"] == sum(accounted["standing"].values()) == 2_675
        assert accounted["standing"]["not_asked"] == sum(accounted["not_asked"].values())
        assert set(accounted["not_asked"]) <= {
            "nothing on the record sets a rule going",
            "all of it is after the day",
            "none of its rows could be read",
        }
        assert accounted["events"]["unknown_kinds"] == []
