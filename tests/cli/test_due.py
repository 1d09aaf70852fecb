"""`reflective due` on a case and on a table of events: what it lists and counts, and what it cannot read."""

import csv
import json
import os
import subprocess
import sys
import tracemalloc
from collections import Counter
from importlib.resources import files

import pytest

from tests.testing.written import LAWFUL, LOOSE

AS_OF = "2024-03-31"
HEADER = "subject,kind,on,ref\n"
LATE = "c-1,case.opened,2024-01-01,r-1\nc-1,visit.made,2024-01-09,r-1\n"
OPEN = "c-9,case.opened,2024-01-02,r-9\n"
SOON = "c-8,case.opened,2024-03-31,r-8\n"
IN_TIME = "c-2,case.opened,2024-01-01,r-2\nc-2,visit.made,2024-01-06,r-2\n"
#: The two lines of one row whose day is none.
UNREAD = "reflective: row 2, on: must be a day written YYYY-MM-DD\nreflective: 1 row could not be read; the rest was\n"
#: The rules that hold what was agreed in the worked example.
DECISIONS = files("reflective.demo").joinpath("decisions.toml")
#: The keys of a row of what is due, wherever it comes from.
KEYS = (
    "rule", "subject", "ref", "trigger", "period", "first_due", "due", "due_latest", "met", "status", "days_late",
    "ended_on", "exceeded", "open", "authority", "ruleset", "reason", "what", "owners", "facts", "record", "place",
    "audience", "withheld", "why",
)  # fmt: skip


@pytest.fixture
def council(tmp_path):
    """A ruleset of five days for a first visit."""
    path = tmp_path / "council.toml"
    path.write_text(LAWFUL, "utf-8")
    return path


@pytest.fixture
def due(tmp_path, council, shows):
    """Ask what is due of some events under that ruleset."""

    def asking(rows, *arguments, ruleset=council, holds=("case.opened", "visit.made"), **given):
        path = tmp_path / "Mick.csv"
        path.write_text(HEADER + rows, "utf-8")
        held = [word for kind in holds for word in ("--holds", kind)]
        return shows("due", path, "--as-of", AS_OF, "--ruleset", ruleset, *held, *arguments, **given)

    return asking


class TestACase:
    """The command shows what was agreed in a case; or with a ruleset, what the rules ask of what is open in it."""

    def test_what_was_agreed(self, shows, case_file):
        """A case file's days, soonest first, each with where it stands."""
        out = shows("due", case_file, "--as-of", "2021-10-12")
        assert "20 Sep 2021  overdue, 22 days past: decision 1/visit" in out
        assert "11 Oct 2021  overdue, 1 day past: action 2, convene a CIN review; no owner" in out

    def test_what_was_agreed_as_data(self, shows, case_file):
        """--json prints as_of and obligations, a row for each child."""
        data = json.loads(shows("due", case_file, "--as-of", "2021-10-12", "--json"))
        assert data["as_of"] == "2021-10-12"
        reviews = [row for row in data["obligations"] if row["ref"] == "plan-1/2"]
        assert [row["subject"] for row in reviews] == ["child-1", "child-2"]
        assert {row["status"] for row in reviews} == {"overdue"}
        fields = {"rule", "subject", "ref", "trigger", "due", "met", "status", "days_late", "why"}
        assert all(fields <= row.keys() for row in data["obligations"])

    def test_the_rows_of_a_case_and_of_a_ruleset_have_the_same_keys_in_the_same_order(self, shows, case_file):
        """Whoever reads the one as a table reads the other with the same columns; and what surrounds them is alike."""
        asked = ["due", case_file, "--as-of", "2021-10-12", "--json"]
        of_case = json.loads(shows(*asked))
        of_rules = json.loads(shows(*asked, "--ruleset", DECISIONS))
        assert set(of_case) == set(of_rules) == {"as_of", "obligations", "withheld", "disagreements", "accounted"}
        assert of_case["accounted"].keys() == of_rules["accounted"].keys()
        assert of_case["withheld"] == of_rules["withheld"]
        keys = {tuple(row) for data in (of_case, of_rules) for row in data["obligations"]}
        assert keys == {KEYS}

    @pytest.mark.parametrize(("as_of", "code"), [("2021-09-06", 0), ("2021-10-12", 1)])
    @pytest.mark.parametrize("asked", [[], ["--ruleset", DECISIONS]])
    def test_strict_asks_whether_anything_is_past_its_day(self, shows, case_file, as_of, code, asked):
        """On the day of the meeting nothing is, and five weeks later some is."""
        shows("due", case_file, "--as-of", as_of, "--strict", *asked, code=code)
        shows("due", case_file, "--as-of", as_of, *asked, code=0)

    def test_what_rules_ask(self, shows, case_file):
        """Each past its day with the authority and how late; and that some entries were not asked about."""
        out = shows("due", case_file, "--as-of", "2021-10-12", "--ruleset", DECISIONS)
        assert out.startswith("Past its day or due soon, as of Tue 12 Oct 2021, by worked-example\n\n")
        assert "\ncase.joint-visit, case decision                                 overdue, 22 days\n" in out
        assert "\n  child-2, ref supervision-1: from 6 Sep 2021, due 20 Sep 2021\n" in out
        assert "\n16 personal, 28 restricted withheld, and not asked about\n" in out
        assert "\nAccounted for: 5 subjects (2 late now, 3 not asked about).\n" in out

    def test_what_rules_ask_as_data(self, shows, case_file):
        """With what was withheld, by its audience."""
        data = json.loads(shows("due", case_file, "--as-of", "2021-10-12", "--ruleset", DECISIONS, "--json"))
        assert {why: many for why, many in data["withheld"].items() if many} == {"personal": 16, "restricted": 28}
        assert len(data["withheld"]) == 8
        assert Counter(row["status"] for row in data["obligations"]) == {"overdue": 8}

    def test_rules_that_nothing_in_it_sets_going(self, shows, case_file):
        """Say so, and no heading over an empty list."""
        out = shows("due", case_file, "--as-of", "2021-10-12", "--ruleset", "looked-after-return")
        assert " ".join(out.split()).startswith(
            "Nothing is asked as of Tue 12 Oct 2021, by england and looked-after-return: nothing that happened sets "
            "one of its rules going."
        )


class TestEvents:
    """A table of events is asked by the ruleset that is named."""

    def test_the_list(self, due):
        """Duties past their day stand in their section, then the counts of all, and then the reconciliation."""
        assert due(LATE + IN_TIME) == (
            "Past its day or due soon, as of Sun 31 Mar 2024, by council\n\n"
            "Met late (1)\n"
            "visit.first, local policy                                       met late, 3 days\n"
            "  c-1, ref r-1: from 1 Jan 2024, due 6 Jan 2024, met 9 Jan 2024\n\n"
            "As of Sun 31 Mar 2024, by council\n"
            "rule                                      met   late\n"
            "visit.first                                 1      1\n"
            "\n"
            "Accounted for: 2 subjects (1 late before, 1 met in time).\n"
            "Events: 4 read by a rule, 0 of kinds that no rule here reads, 0 of kinds that\n"
            "are not known.\n"
        )

    def test_nothing_past_its_day(self, due):
        """A page without late duties has one sentence, and no heading over nothing."""
        heading, gap, table, *_ = due(IN_TIME).split("\n")
        assert heading == "Nothing is past its day or due soon, as of Sun 31 Mar 2024, by council"
        assert (gap, table) == ("", "As of Sun 31 Mar 2024, by council")

    def test_nothing_asked(self, due):
        """The page is one sentence with nothing to count, and the reason why the child is not asked about."""
        said = " ".join(due("c-1,visit.made,2024-01-09,r-1\n").split())
        assert said.startswith("Nothing is asked as of Sun 31 Mar 2024, by council")
        assert "Accounted for: 1 subject (1 not asked about)." in said
        assert "Not asked about: nothing on the record sets a rule going (1)." in said
        assert "1 of 1 visit.made shares no ref with a case.opened." in said
        assert due("", "--summary") == due("")

    def test_the_summary(self, due):
        """The summary has the counts of the list with the rate of those in time, of how many."""
        page = due(LATE + IN_TIME + LATE.replace("c-1", "c-3"), "--summary")
        assert "rule                                      met   late    in time\n" in page
        assert "visit.first                                 1      2  1/3 33.3%\n" in page
        assert "Met late" not in page
        summary = json.loads(due(LATE + IN_TIME, "--summary", "--json"))["summary"]
        assert [(row["rule"], row["ruleset"], row["met"], row["met_late"], row["overdue"]) for row in summary] == [
            ("visit.first", "council", 1, 1, 0)
        ]

    def test_data(self, due):
        """Every obligation, those in time too, with its reason."""
        data = json.loads(due(LATE + IN_TIME, "--json"))
        assert [(row["subject"], row["status"], row["days_late"]) for row in data["obligations"]] == [
            ("c-1", "met_late", 3),
            ("c-2", "met", 0),
        ]
        assert all("visit.first of council (local policy" in row["why"] for row in data["obligations"])
        assert data["faults"] == []
        assert {tuple(row) for row in data["obligations"]} == {KEYS}
        nothing = json.loads(due("", "--json"))
        assert (nothing["as_of"], nothing["obligations"], nothing["faults"]) == (AS_OF, [], [])
        assert nothing["accounted"]["subjects"] == 0

    @pytest.mark.parametrize(
        ("rows", "now", "ever"), [(OPEN + LATE, 1, 1), (OPEN, 1, 1), (LATE, 0, 1), (IN_TIME, 0, 0), ("", 2, 2)]
    )
    @pytest.mark.parametrize("more", [[], ["--json"], ["--summary"], ["--csv"]])
    def test_strict(self, due, rows, now, ever, more):
        """Exits with 1 for what is late now; with =ever for what was late too; with 2 where nothing was read."""
        due(rows, "--strict", *more, code=now)
        due(rows, "--strict=ever", *more, code=ever)
        due(rows, *more, code=0)

    def test_strict_judges_the_rows_that_the_filters_leave(self, due):
        """A row that could not be read wins over the filtered rows."""
        due(OPEN + IN_TIME, "--strict", "--subject", "c-2", code=0)
        due(OPEN + IN_TIME, "--strict", "--subject", "C-9 ", code=1)
        err = UNREAD
        due("Mick,case.opened,Mick,Mick\n" + OPEN, "--strict", code=2, err=err)

    def test_filters(self, due):
        """By rule, status, subject, authority and days ahead; a name that there is not is refused with those known."""

        def subjects(*arguments):
            rows = json.loads(due(OPEN + LATE + IN_TIME + SOON, "--json", *arguments))["obligations"]
            return [row["subject"] for row in rows]

        assert subjects() == ["c-1", "c-2", "c-8", "c-9"]
        assert subjects("--status", "met_late", "--status", "overdue") == ["c-1", "c-9"]
        assert subjects("--rule", "visit.first", "--authority", "local policy", "--subject", "c-2") == ["c-2"]
        assert subjects("--authority", "statute") == []
        assert subjects("--within", "14") == ["c-8"]
        assert subjects("--within", "3") == []
        assert subjects("--sort", "late") == ["c-9", "c-1", "c-2", "c-8"]
        assert subjects("--sort", "due") == ["c-1", "c-2", "c-9", "c-8"]
        page = due(OPEN + LATE + IN_TIME, "--status", "met")
        assert page.startswith("The rows that were chosen, as of Sun 31 Mar 2024, by council\n\nThe rest (1)\n")

    def test_groups(self, tmp_path, shows, council):
        """By a fact, in the order of its values, each with its count; a small one is marked."""
        path = tmp_path / "teams.csv"
        rows = "".join(f"c-{n},case.opened,2024-01-01,r-1,North\n" for n in range(5))
        path.write_text(f"subject,kind,on,ref,team\n{rows}c-9,case.opened,2024-01-01,r-1,East\n", "utf-8")
        out = shows(
            "due",
            path,
            "--as-of",
            AS_OF,
            "--ruleset",
            council,
            "--holds",
            "case.opened",
            "--holds",
            "visit.made",
            "--group",
            "team",
        )
        assert "\nteam: East (1 row; fewer than 5, not for publication)\n" in out
        assert "\nteam: North (5 rows)\n" in out
        assert out.index("team: East") < out.index("team: North")

    def test_csv(self, tmp_path, shows, council):
        """The keys of a row as columns, and no cell that a spreadsheet takes for a formula."""
        path = tmp_path / "sums.csv"
        path.write_text(f"{HEADER}=1+1,case.opened,2024-01-01,r-1\n", "utf-8")
        held = ("--holds", "case.opened", "--holds", "visit.made")
        out = shows("due", path, "--as-of", AS_OF, "--ruleset", council, "--csv", "--no-why", *held)
        (row,) = csv.DictReader(out.splitlines())
        assert tuple(row) == KEYS[:-1]
        assert (row["subject"], row["status"], row["days_late"], row["exceeded"]) == ("'=1+1", "overdue", "85", "true")

    def test_no_why(self, due):
        """Leaves the reasons out of the data."""
        (row,) = json.loads(due(LATE, "--json", "--no-why"))["obligations"]
        assert tuple(row) == KEYS[:-1]

    def test_rows_that_cannot_be_read(self, due):
        """Such rows are named on standard error without their text, and counted over the list; the rest is read."""
        err = UNREAD
        page = due("Mick,case.opened,Mick,Mick\n" + LATE, err=err)
        assert page.startswith("1 row could not be read. What they could have met or ended is not known.\n\n")
        assert "met late" in page
        data = json.loads(due("Mick,case.opened,Mick,Mick\n" + LATE, "--json", err=err))
        assert data["faults"] == [{"path": "row 2, on", "wanted": "must be a day written YYYY-MM-DD"}]

    def test_a_column_that_never_parses_is_one_line(self, due):
        """The line counts all such rows, so that none goes in silence."""
        said = "reflective: on: 25 rows are not a day written YYYY-MM-DD\n"
        due("Mick,case.opened,Mick,Mick\n" * 25, err=f"{said}reflective: 25 rows could not be read; the rest was\n")

    def test_an_overlay_names_both_authorities(self, due, tmp_path):
        """In the list, and a row each in the table; neither speaks for the other."""
        stricter = tmp_path / "stricter.toml"
        stricter.write_text(LOOSE.replace("46 working", "30 working"), "utf-8")
        rows = "c-1,referral.received,2024-01-02,r-1\nc-1,assessment.completed,2024-02-20,r-1\n"
        out = due(rows, ruleset=stricter)
        assert "\nassessment.complete, local policy                               met late, 7 days\n" in out
        assert "assessment.complete, statutory guidance" not in out
        assert "\nassessment.complete (council)               0      1        0\n" in out
        assert "\nassessment.complete (england)               1      0        0\n" in out


def test_a_kind_that_no_rule_reads_is_named(shows, tmp_path):
    """With the nearest that is known: a word misspelt is found, and a kind is no person's name."""
    table = tmp_path / "events.csv"
    table.write_text(f"{HEADER}c-1,referal.received,2024-03-28,r-1\nc-1,referral.received,2024-03-28,r-2\n", "utf-8")
    out = shows("due", table, "--as-of", AS_OF, "--ruleset", "england")
    said = "Not known: referal.received (1 event); the nearest known kind is"
    assert f"\n{said}\nreferral.received.\n" in out
    table.write_text(f"{HEADER}c-1,referral.received,2024-03-28,r-2\n", "utf-8")
    assert said not in shows("due", table, "--as-of", AS_OF, "--ruleset", "england")


@pytest.mark.parametrize("more", [["--json"], ["--csv"], []])
def test_nothing_of_a_file_that_breaks_off_is_printed(tmp_path, capfd, more):
    """A list without its end would look complete."""
    from reflective.cli import run

    child = "<Child><ChildIdentifiers><LAchildID>1</LAchildID></ChildIdentifiers><CINdetails>"
    child += "<CINreferralDate>2024-01-02</CINreferralDate><Assessments><AssessmentActualStartDate>2024-01-03"
    child += "</AssessmentActualStartDate></Assessments></CINdetails></Child>\n"
    path = tmp_path / "census.xml"
    path.write_text("<Message><Children>" + child * 2_000, "utf-8")
    assert run(["due", str(path), "--as-of", AS_OF, *more]) == 2
    assert capfd.readouterr().out == ""


class TestWhatCannotBeRead:
    """One line on standard error, exit code 2, and nothing of the path or the file."""

    @pytest.mark.parametrize(
        ("name", "text", "says"),
        [
            ("Mick.json", "Mick, not JSON", "$"),
            ("Mick.json", '{"reflective": 1, "kind": "Mick"}', "$"),
            ("Mick.json", '{"reflective": 1, "kind": "cycle", "id": "Mick", "entries": []}', "$"),
            ("Mick.json", '{"reflective": 99, "kind": "case"}', "$"),
            ("Mick.json", '{"reflective": 1, "kind": "case", "id": "Mick", "people": "Mick"}', "$"),
            ("Mick.json", "[" * 100_000, "$"),
            ("Mick.json", '"\\ud800"', "$"),
            ("Mick.xml", "<Mick>", "well-formed XML"),
            ("Mick.xml", "<!DOCTYPE Mick><Message/>", "without a DOCTYPE"),
            ("Mick.csv", "Mick,kind\n", "columns subject, kind, on, ref"),
            ("Mick.parquet", "Mick", "a children in need census (.xml)"),
            ("Mick.md", "Mick", "the folder of a looked-after return"),
        ],
    )
    def test_a_file(self, fails, tmp_path, name, text, says):
        """Whatever the file holds, and whatever it is called."""
        path = tmp_path / name
        path.write_text(text, "utf-8")
        for more in ([], ["--json"], ["--strict"]):
            err = fails(
                "due", str(path), "--as-of", AS_OF, *more, *([] if name == "Mick.json" else ["--ruleset", "england"])
            )
            assert says in err
            assert "Mick" not in err

    @pytest.mark.parametrize("name", ["bad.json", "bad.xml", "bad.csv", "bad.toml"])
    def test_bytes_that_are_no_text(self, fails, tmp_path, council, name):
        """Such bytes are refused like any other bad file."""
        path = tmp_path / name
        path.write_bytes(b"\xff\xfe\x00")
        file, ruleset = (tmp_path / "events.csv", path) if name == "bad.toml" else (path, council)
        (tmp_path / "events.csv").write_text(HEADER, "utf-8")
        assert "UTF-8" in fails("due", str(file), "--as-of", AS_OF, "--ruleset", str(ruleset))

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["Mick.json", "--as-of", AS_OF], "could not be read"),
            (["Mick.xml", "--as-of", AS_OF], "could not be read"),
            (["Mick.csv", "--as-of", AS_OF, "--ruleset", "england"], "could not be read"),
            ([".", "--as-of", AS_OF], "a folder with episodes.csv"),
            (
                ["README.md", "--as-of", AS_OF],
                "the folder of a looked-after return, its XML or a children",
            ),
            (["Mick.json", "--as-of", AS_OF, "--summary"], "--summary must be used with --ruleset"),
            (
                ["Mick.json", "--as-of", AS_OF, "--ruleset", "Mick.toml"],
                "ruleset must be a file that is there, or one of england",
            ),
            (
                ["Mick.json", "--as-of", AS_OF, "--ruleset", "."],
                "ruleset must be a file that is there, or one of england",
            ),
            (["Mick.json", "--as-of", "31/03/2024"], "--as-of must be a day"),
            (["Mick.json"], "--as-of must be given for a case"),
            ([], "the argument FILE is missing"),
        ],
    )
    def test_what_is_not_there(self, fails, arguments, says):
        """Says what would be accepted."""
        err = fails("due", *arguments)
        assert says in err
        assert "Mick" not in err

    @pytest.mark.parametrize("name", ["Mick.json", "Mick.csv", "Mick.xml"])
    @pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero")])
    @pytest.mark.parametrize("more", [[], ["--ruleset", "england"]])
    def test_a_pipe_a_folder_or_a_device(self, fails, tmp_path, name, make, more):
        """It is refused at once: a pipe could be waited for, and a device read, for ever."""
        make(tmp_path / name)
        err = fails("due", str(tmp_path / name), "--as-of", AS_OF, *more)
        folder = make is os.mkdir and name != "Mick.json"
        assert ("a folder with episodes.csv" if folder else "a regular file, and no folder, pipe or device") in err
        assert "Mick" not in err

    @pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero")])
    @pytest.mark.parametrize(
        "arguments",
        [
            ["rules", "verify", "FILE"],
            ["rules", "list", "--ruleset", "FILE"],
            ["rules", "show", "assessment.complete", "--ruleset", "FILE"],
            ["due", "CASE", "--as-of", AS_OF, "--ruleset", "FILE"],
            ["deadline", "5 working days", "--from", "2024-03-28", "--calendar", "FILE"],
        ],
    )
    def test_a_pipe_a_folder_or_a_device_for_a_ruleset_or_a_calendar(self, fails, tmp_path, case_file, make, arguments):
        """It is no file, and so it is taken for a name that does not ship."""
        make(tmp_path / "Mick")
        given = {"FILE": str(tmp_path / "Mick"), "CASE": case_file}
        err = fails(*(given.get(one, one) for one in arguments))
        assert "england" in err
        assert "Mick" not in err

    def test_a_case_that_is_too_large(self, fails, tmp_path):
        """Its size is looked at first: nothing of a file of a terabyte is read."""
        with (tmp_path / "Mick.json").open("wb") as file:
            file.truncate(10**12)
        tracemalloc.start()
        try:
            err = fails("due", str(tmp_path / "Mick.json"), "--as-of", AS_OF)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert "the document has 1 fault: $: must be no larger than 64 MiB" in err
        assert peak < 20_000_000

    def test_a_case_that_grows_while_it_is_read(self, fails, tmp_path, monkeypatch):
        """No more than the limit and one byte is asked for, whatever size the file said it had."""
        monkeypatch.setattr("reflective.exchange.returns.source.rewind", lambda file: file.seek(0))
        with (tmp_path / "Mick.json").open("wb") as file:
            file.truncate(10**12)
        assert "must be no larger than 64 MiB" in fails("due", str(tmp_path / "Mick.json"), "--as-of", AS_OF)

    def test_events_without_a_ruleset(self, fails, tmp_path):
        """A table of events has no ruleset of its own: the line names those that ship."""
        (tmp_path / "Mick.csv").write_text(HEADER, "utf-8")
        err = fails("due", str(tmp_path / "Mick.csv"), "--as-of", AS_OF)
        assert "--ruleset must be given for a file of events: england, practice-note" in err

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            (LOOSE.replace("council", "Mick"), "the ruleset loosens one of england that it extends"),
            (LAWFUL.replace('"5 days"', '"Mick"'), "$.rule[0].within: must be a timescale"),
            (LAWFUL + 'Mick = "Mick"\n', "$.rule[0]"),
            ("Mick", "$: must be well-formed TOML"),
        ],
    )
    def test_a_ruleset(self, fails, tmp_path, case_file, text, says):
        """With its faults by their places alone."""
        path = tmp_path / "Mick.toml"
        path.write_text(text, "utf-8")
        err = fails("due", case_file, "--as-of", AS_OF, "--ruleset", str(path))
        assert says in err
        assert "Mick" not in err


class TestLongFiles:
    """A bar shows how far reading is, for whoever looks on, and is in nobody's way."""

    @pytest.fixture
    def long(self, tmp_path, council):
        """A command on a file too long to be read in a blink."""
        path = tmp_path / "events.csv"
        path.write_text(
            HEADER + "".join(f"c-{n},case.opened,2024-01-01,reference-{n:0110}\n" for n in range(15_000)), "utf-8"
        )
        return [sys.executable, "-m", "reflective", "due", path, "--as-of", AS_OF, "--ruleset", council, "--summary"]

    def test_on_a_terminal(self, long, on_a_terminal, tmp_path):
        """The bar is on standard error, and all of the page where standard output goes."""
        page = tmp_path / "page.txt"
        with page.open("w") as out:
            seen = on_a_terminal(long, out)
        assert b"reading" in seen
        assert b"visit.first" not in seen
        assert "visit.first" in page.read_text("utf-8")

    def test_where_nobody_looks_on(self, long):
        """A run that nobody watches prints no progress."""
        done = subprocess.run(long, capture_output=True, text=True, check=True, env=os.environ)
        assert done.stderr == ""
        assert "visit.first" in done.stdout


def test_the_first_example_has_no_dated_duty_of_law_and_says_that_no_referral_is_on_record(case_file, shows):
    """No day is invented: of the two children no referral is on the record, and the page says so."""
    printed = shows("due", case_file, "--as-of", "2021-09-06", "--ruleset", "england")
    assert "Nothing is asked as of Mon 6 Sep 2021, by england" in printed
    assert "no day of referral on the record (2)" in " ".join(printed.split())
