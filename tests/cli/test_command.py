"""The command: what it prints, its exit codes, and that nothing it was given comes back in an error."""

import json
import os
import subprocess
import sys

import pytest

from reflective import __version__, demo
from reflective.cli import run
from reflective.exchange.json import loads


def test_demo_shows_the_supervision(capsys):
    """The first command of a new user prints one screen and exits 0."""
    assert run(["demo"]) == 0
    out, err = capsys.readouterr()
    assert "AGREED         no owner is recorded for any of the six: who has said yes?" in out
    assert err == ""


def test_demo_from_a_later_day_counts_the_days_past(capsys):
    """--as-of looks from another day."""
    assert run(["demo", "--as-of", "2021-10-12"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("nothing recorded since 6 September (36 days)\n")
    assert "; 1 day past" in out


def test_demo_as_data(capsys):
    """--json prints the same as data."""
    assert run(["demo", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["as_of"] == "2021-09-06"
    assert facts["agreed"]["actions"] == 6


def test_demo_writes_the_case_file(capsys, tmp_path):
    """--out writes the whole case, and says that what is personal or restricted is in it."""
    assert run(["demo", "--out", str(tmp_path / "new")]) == 0
    assert loads((tmp_path / "new" / "case.json").read_bytes()) == demo.case()
    assert "personal and restricted entries included" in capsys.readouterr().err


def test_demo_overwrites_nothing(fails, tmp_path):
    """A host may have a case.json of its own: it is kept, nothing is printed, and the folder is not named."""
    out = tmp_path / "Mick"
    out.mkdir()
    (out / "case.json").write_text("mine", "utf-8")
    err = fails("demo", "--out", str(out))
    assert err == "reflective: case.json is there already and is not overwritten; give --out another folder\n"
    assert (out / "case.json").read_text("utf-8") == "mine"


def test_demo_follows_no_link_that_is_in_the_way(fails, tmp_path):
    """A link at the place of the file is a file that is there, even if it leads to nothing yet."""
    (tmp_path / "case.json").symlink_to(tmp_path / "elsewhere")
    assert "is not overwritten" in fails("demo", "--out", str(tmp_path))
    assert not (tmp_path / "elsewhere").exists()


def test_demo_reads_no_clock(capsys, monkeypatch):
    """Whatever day it is, the example's day is its own."""
    monkeypatch.setattr("time.time", lambda: 0.0)
    assert run(["demo"]) == 0
    assert "nothing recorded since" not in capsys.readouterr().out


def test_deadline_says_the_day_and_why(capsys):
    """Working days from Maundy Thursday, with what was passed over."""
    assert run(["deadline", "within 45 working days", "--from", "2024-03-28"]) == 0
    out = capsys.readouterr().out
    assert out.startswith('due Wed 5 Jun 2024: "45 working days" from Thu 28 Mar 2024')
    assert "4 holidays" in out


def test_deadline_as_data(capsys):
    """`--json` prints the reckoning of a deadline as data."""
    assert run(["deadline", "in 5 weeks", "--from", "2021-09-06", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["due"] == "2021-10-11"


def test_deadline_by_another_calendar(capsys, tmp_path):
    """A calendar goes by name or by file."""
    assert run(["deadline", "1 working day", "--from", "2024-12-31", "--calendar", "scotland"]) == 0
    assert "Fri 3 Jan 2025" in capsys.readouterr().out
    own = tmp_path / "own.json"
    own.write_text('{"first": "2024-01-01", "last": "2025-12-31", "holidays": []}', "utf-8")
    assert run(["deadline", "1 working day", "--from", "2024-12-31", "--calendar", str(own)]) == 0
    assert "Wed 1 Jan 2025" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["deadline", "Mick in a while", "--from", "2024-03-28"], "within 45 working days"),
        (["deadline", "5 weeks", "--from", "Mick"], "YYYY-MM-DD"),
        (["deadline", "5 weeks"], "--from is missing"),
        (["deadline", "--from", "2024-03-28"], "is missing"),
        (["deadline", "5 weeks", "--from", "2024-03-28", "--Mick"], "no such option"),
        (["deadline", "5 weeks", "--from", "2024-03-28", "Mick"], "see reflective deadline --help"),
        (["deadline", "5 working days", "--from", "2024-03-28", "--calendar", "Mick"], "england-and-wales"),
        (
            ["deadline", "5 working days", "--from", "2024-03-28", "--calendar", "Mick"],
            "a file that is there, or one of",
        ),
        (["deadline", "5 working days", "--from", "1999-03-28"], "knows 2012-01-01 to 2028-12-31"),
        (["Mick"], "commands are"),
        (["demo", "--as-of", "Mick"], "--as-of must be a day"),
        (["demo", "--out"], "--out requires a value"),
    ],
)
def test_what_cannot_be_done_is_one_line_that_repeats_nothing(fails, arguments, says):
    """One line on standard error, exit code 2, what would be accepted, and nothing of what was typed."""
    err = fails(*arguments)
    assert says in err
    assert "Mick" not in err


@pytest.mark.parametrize(("start", "side"), [("2010-03-28", "before"), ("2060-03-28", "after")])
def test_a_deadline_that_no_calendar_reaches_names_the_option_that_takes_another(fails, capsys, tmp_path, start, side):
    """Nobody can call a method from a command line. The option that it names is then tried."""
    err = fails("deadline", "45 working days", "--from", start)
    assert f"the answer lies {side} that; give a calendar that knows more with --calendar FILE" in err
    assert "extended" not in err
    own = tmp_path / "own.json"
    own.write_text('{"first": "2010-01-01", "last": "2060-12-31", "holidays": []}', "utf-8")
    assert run(["deadline", "45 working days", "--from", start, "--calendar", str(own)]) == 0
    assert "due " in capsys.readouterr().out


def test_a_fault_of_our_own_shows_no_traceback(fails, monkeypatch):
    """Even a bug prints one line, since a traceback could hold what was read."""

    def broken():
        msg = "Mick"
        raise ZeroDivisionError(msg)

    monkeypatch.setattr(demo, "case", broken)
    err = fails("demo")
    assert "ZeroDivisionError" in err
    assert "Mick" not in err


def test_version_and_help_exit_0(capsys):
    """Asking for help or the version is not an error."""
    assert run(["--version"]) == 0
    assert __version__ in capsys.readouterr().out
    for command in ([], ["demo"], ["due"], ["deadline"]):
        assert run([*command, "--help"]) == 0


def test_the_command_without_its_extra_says_so_in_one_line():
    """Where click is not installed, one line says what to install, and the exit code is 2."""
    code = (
        "import importlib.util, sys; find = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *rest: None if name == 'click' else find(name, *rest)\n"
        "from reflective.__main__ import main; sys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "reflective-supervision[cli]" in done.stderr


#: Runs the command, with a finder before all others that refuses Hypothesis.
WITHOUT_HYPOTHESIS = """
import sys

class Refuse:
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] == "hypothesis":
            raise ModuleNotFoundError("refused", name="hypothesis")

sys.meta_path.insert(0, Refuse)
from reflective.cli import run
sys.exit(run(sys.argv[1:]))
"""


def run_without_hypothesis(*arguments):
    command = [sys.executable, "-c", WITHOUT_HYPOTHESIS, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "arguments",
    [
        ["demo", "--json"],
        ["deadline", "45 working days", "--from", "2024-03-28"],
        ["due", "CASE", "--as-of", "2021-10-12"],
        ["due", "CASE", "--as-of", "2021-10-12", "--ruleset", "england"],
        ["due", "EVENTS", "--as-of", "2021-10-12", "--ruleset", "england"],
        ["rules", "list"],
        ["rules", "show", "assessment.complete"],
        ["rules", "verify", "--help"],
    ],
)
def test_no_command_but_verify_imports_hypothesis(arguments, case_file, tmp_path):
    """The `cli` extra does not bring it."""
    (tmp_path / "events.csv").write_text("subject,kind,on,ref\n", "utf-8")
    files = {"CASE": case_file, "EVENTS": str(tmp_path / "events.csv")}
    done = run_without_hypothesis(*(files.get(one, one) for one in arguments))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_verify_without_hypothesis_names_the_extra():
    """The control: the one command that needs Hypothesis is refused it, and says in one line what to install."""
    done = run_without_hypothesis("rules", "verify", "practice-note")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "reflective: rules verify needs the verify extra: pip install 'reflective-supervision[verify]'\n"
    )


def test_a_reader_that_stops_early_is_no_failure_of_the_command(tmp_path):
    """However much there was still to print, the command ends with 0 and in silence."""
    table = tmp_path / "events.csv"
    rows = "".join(f"c-{n},referral.received,2024-01-02,r\n" for n in range(3_000))
    table.write_text(f"subject,kind,on,ref\n{rows}", "utf-8")
    asked = f"{sys.executable} -m reflective due {table} --as-of 2024-09-01 --ruleset england"
    done = subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", f"{asked} | head -n 1"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_stops_early_is_no_fault():
    """Piped into something that reads one line, the command ends quietly."""
    command = f"{sys.executable} -m reflective demo --json | head -n 1"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout == "{\n"
    assert done.stderr == ""


def test_without_a_command_the_help_is_printed(shows):
    """Whoever types the name alone asks what there is."""
    out = shows()
    assert out.startswith("Usage: reflective [OPTIONS] ")
    assert all(f"\n  {name} " in out for name in ("deadline", "demo", "due", "rules"))
