"""`reflective policy`, and `--policy` on the commands whose answer a policy changes."""

import json
from datetime import date

import pytest

from reflective.cli import run
from reflective.demo import second
from reflective.exchange.json import dumps
from reflective.practice import Supervision
from reflective.practice.supervision import MeetingKind
from tests.checks.examples import case, on
from tests.policy.test_answers import BOTH, MONTHLY
from tests.policy.texts import HEAD, PROMPTS, ROLES, WHOLE


def two_meetings():
    """A case with a supervision on 2 August, and one in a group four weeks later."""
    first = Supervision(id="s-0").hold(BOTH, children=("c-1",), minutes=90, **on(date(2021, 8, 2)))
    group = Supervision(id="s-1").hold(
        BOTH, children=("c-1",), kind=MeetingKind.GROUP, minutes=90, **on(date(2021, 8, 30))
    )
    return case(first, group)


@pytest.fixture
def northmere(tmp_path):
    """The folder of a council with every file."""
    folder = tmp_path / "northmere"
    folder.mkdir()
    for name, text in WHOLE.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def said(capsys):
    """The lines on standard error of a command that could not, and nothing on standard output."""

    def saying(*arguments):
        assert run(list(map(str, arguments))) == 2
        out, err = capsys.readouterr()
        assert out == ""
        return err.splitlines()

    return saying


class TestPolicy:
    """A quality officer checks the files before anybody uses them."""

    def test_each_file_is_listed_with_whose_it_is(self, northmere, shows):
        """In the order in which the page of the reference has them."""
        page = " ".join(shows("policy", northmere).split())
        assert page.startswith("forms.toml, your own: Northmere, quality and practice; last checked Mon 2 Nov 2026.")
        assert page.count("your own") == 7

    def test_without_a_folder_it_is_the_shipped_policy(self, shows):
        """There is something to see before there is a file."""
        assert shows("policy").count(", shipped:") == 7

    def test_a_file_past_its_review_is_said(self, northmere, shows):
        """The file says by when, and the caller says what day it is."""
        assert "review by Tue 2 Nov 2027." in shows("policy", northmere).replace("\n", " ")
        page = shows("policy", northmere, "--as-of", "2027-11-03", "--strict", code=1)
        assert "review by Tue 2 Nov 2027, which is past." in page.replace("\n", " ")
        shows("policy", northmere, "--as-of", "2027-11-02", "--strict")

    def test_it_gives_the_same_as_json(self, northmere, shows):
        """A program reads the same as a person."""
        rows = json.loads(shows("policy", northmere, "--as-of", "2027-11-03", "--json"))
        assert [one["file"] for one in rows if one["past_review"]] == ["authority.toml"]
        assert rows[0] == {
            "file": "forms.toml",
            "shipped": False,
            "owner": "Northmere, quality and practice",
            "last_checked": "2026-11-02",
            "review_by": None,
            "past_review": False,
            "source": "Northmere's own",
        }

    def test_strict_without_a_day_is_refused(self, fails):
        """Nothing in the command reads the clock."""
        assert "--strict: give --as-of" in fails("policy", "--strict")

    def test_the_shipped_files_can_be_written_out_and_are_never_overwritten(self, tmp_path, shows, fails):
        """They are where a council begins."""
        out = tmp_path / "ours"
        shows("policy", "--out", out, err=None)
        assert sorted(one.stem for one in out.iterdir()) == sorted(WHOLE)
        shows("policy", out)
        (out / "roles.toml").write_text(ROLES, encoding="utf-8")
        assert "none is overwritten" in fails("policy", "--out", str(out))
        assert (out / "roles.toml").read_text("utf-8") == ROLES

    def test_each_fault_is_a_line_of_its_own(self, northmere, said):
        """The file, the key, and what would be accepted; then how many there are."""
        (northmere / "roles.toml").write_text(ROLES.replace('"staff"', '"Amina"'), encoding="utf-8")
        (northmere / "vocabulary.toml").write_text(HEAD, encoding="utf-8")
        assert said("policy", northmere) == [
            "reflective: roles.toml role[0].kind: must be one of 'staff', 'child', 'family_member', "
            "'partner_professional'",
            "reflective: vocabulary.toml: lacks the key 'blurred'",
            "reflective: vocabulary.toml: lacks the key 'labels'",
            "reflective: the policy has 3 faults",
        ]

    def test_many_faults_are_counted_after_twenty(self, northmere, said):
        """A screen holds no more than those."""
        rows = "".join(f'[[role]]\nid = "r-{one}"\ntitle = "x"\n' for one in range(30))
        (northmere / "roles.toml").write_text(HEAD + rows, encoding="utf-8")
        lines = said("policy", northmere)
        assert len(lines) == 21
        assert lines[-1] == "reflective: the policy has 30 faults, the first 20 of them named here"

    @pytest.mark.parametrize("name", ["nowhere", "northmere/roles.toml"])
    def test_what_is_no_folder_is_refused(self, northmere, fails, name):
        """The name that was typed is not repeated."""
        assert "policy must be a folder that is there" in fails("policy", str(northmere.parent / name))


class TestTheOtherCommands:
    """`demo`, `check` and `due` take the same folder."""

    @pytest.mark.parametrize(
        "command",
        [
            ("demo",),
            ("check", "case.json", "--as-of", "2025-08-15"),
            ("due", "case.json", "--as-of", "2025-08-15", "--ruleset", "england"),
        ],
    )
    def test_a_fault_stops_each_of_them(self, command, northmere, said):
        """Half a policy would answer for a council that has another."""
        (northmere / "roles.toml").write_text(ROLES.replace('"staff"', "7"), encoding="utf-8")
        lines = said(*command, "--policy", northmere)
        assert lines[0].startswith("reflective: roles.toml role[0].kind: must be")
        assert lines[-1] == "reflective: the policy has 1 fault"

    def test_the_demo_asks_in_the_words_of_the_policy(self, tmp_path, shows):
        """A prompt worded anew is shown in those words, and one that ships by its short name."""
        own = PROMPTS.replace('id = "how-long"', 'id = "next-stage"').replace("experience", "reflection", 1)
        (tmp_path / "prompts.toml").write_text(own, encoding="utf-8")
        assert "next stage; how to get there" in shows("demo")
        page = " ".join(shows("demo", "--policy", tmp_path).split())
        assert "asked, no answer recorded: Since when has it been like this?; how to get there" in page

    def test_check_judges_the_authority_of_a_decision(self, tmp_path, northmere, shows):
        """Dani's decision by night named no level; a decision that names one is judged."""
        dani = second.case()
        record = dani["oversight-4"].decide(
            "care-1",
            "he stays in care",
            "he is safe there",
            child="child-4",
            level="accommodate-a-child",
            on=second.JUDGED_ON,
            recorded=second.JUDGED_ON,
            by="manager-1",
        )
        file = tmp_path / "case.json"
        file.write_text(dumps(dani.put(record)), encoding="utf-8")
        asked = ("check", file, "--as-of", "2025-08-15", "--json")
        code = "oversight.above_authority"
        for more, expected in (((), []), (("--policy", northmere), [["oversight-4"]])):
            found = json.loads(shows(*asked, *more))
            assert [[one["record"]] for one in found["findings"] if one["code"] == code] == expected
            assert code in {one["code"] for one in found["cannot_tell"]}

    def test_due_counts_the_meetings_that_the_policy_counts(self, tmp_path, northmere, shows):
        """A group on 30 August leaves the meeting of 2 August without the next, which was due on 30 August."""
        file, rules = tmp_path / "case.json", tmp_path / "rules.toml"
        file.write_text(dumps(two_meetings()), encoding="utf-8")
        rules.write_text(MONTHLY, encoding="utf-8")
        asked = ("due", file, "--as-of", "2021-09-06", "--ruleset", rules, "--json")
        rows = json.loads(shows(*asked))["obligations"]
        assert [(one["trigger"], one["status"]) for one in rows] == [("2021-08-02", "met"), ("2021-08-30", "pending")]
        (row,) = json.loads(shows(*asked, "--policy", northmere))["obligations"]
        assert (row["trigger"], row["status"], row["due"], row["days_late"]) == (
            "2021-08-02",
            "overdue",
            "2021-08-30",
            7,
        )

    def test_a_policy_on_a_return_is_refused(self, tmp_path, northmere, fails):
        """A table has its own word for a kind of event, and none for a kind of meeting."""
        file = tmp_path / "events.csv"
        file.write_text("subject,kind,on,ref\n", encoding="utf-8")
        asked = ("due", str(file), "--as-of", "2021-09-06", "--ruleset", "england", "--policy", str(northmere))
        assert "--policy must be used with a case" in fails(*asked)

    def test_a_policy_on_a_case_without_a_ruleset_is_refused(self, case_file, northmere, fails):
        """Whatever was agreed is due whatever a policy says."""
        assert "--policy" in fails("due", case_file, "--as-of", "2021-09-06", "--policy", str(northmere))
