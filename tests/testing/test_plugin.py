"""Rulesets as tests of the host's: one a rule and law, for the files that were named and no others."""

from importlib.metadata import entry_points

import pytest

from tests.testing.written import BAD, BROKEN, LAWFUL, LOOSE

pytest_plugins = ["pytester"]

#: Run in this process, where another test may have imported the plugin, which pytest then warns of.
QUIET = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
ON = (*QUIET, "-p", "reflective.testing.plugin")


@pytest.fixture
def files(pytester):
    """A folder with a ruleset of each kind."""
    for name, text in {"council": LAWFUL, "broken": BROKEN, "loose": LOOSE, "bad": BAD}.items():
        (pytester.path / f"{name}.toml").write_text(text, "utf-8")
    return pytester


@pytest.fixture
def run(files):
    """Run pytest with the plugin in that folder."""
    return lambda *arguments: files.runpytest(*ON, *arguments)


class TestARuleset:
    """Every law on every rule, each with a name that says which."""

    def test_a_lawful_one_passes(self, run):
        """A test a law, named for the file, the rule and the law."""
        result = run("--rulesets", "council.toml", "-v")
        result.assert_outcomes(passed=20)
        result.stdout.fnmatch_lines(["council.toml::visit.first::later-trigger PASSED*"])

    def test_a_broken_one_fails_with_the_smallest_case(self, run):
        """The law, its reason and the case in words, and no traceback; the other laws pass."""
        result = run("--rulesets", "broken.toml")
        result.assert_outcomes(passed=19, failed=1)
        result.stdout.fnmatch_lines(
            [
                "*visit.first: own-examples*",
                "visit.first breaks own-examples: Its own examples come out. Whoever wrote the",
                "rule worked them out by hand.",
                "  Smallest case: set going on Mon 1 Jan 2024 it is due Sat 6 Jan 2024 and not",
                "  Fri 5 Jan 2024.",
                "FAILED broken.toml::visit.first::own-examples*",
            ]
        )
        result.stdout.no_fnmatch_line("*.py:*")

    def test_a_loosening_one_fails_the_law_that_it_breaks(self, run):
        """It is no ruleset, and still a failed test rather than an error; it says that no other law was tried."""
        result = run("--rulesets", "loose.toml")
        result.assert_outcomes(failed=1)
        result.stdout.fnmatch_lines(["FAILED loose.toml::assessment.complete::nowhere-laxer*"])
        said = " ".join(result.stdout.str().split())
        assert "within 46 working days (local policy), asks less than that of england, within 45" in said
        assert "as it stands, no other law is tried" in said

    def test_a_bad_one_is_one_error_with_every_fault(self, run):
        """A line a fault, and nothing of what the file holds."""
        result = run("--rulesets", "bad.toml")
        result.assert_outcomes(errors=1)
        result.stdout.fnmatch_lines(["*ERROR collecting bad.toml*", "$: lacks the key 'title'", "$.rule*.within: *"])
        result.stdout.no_fnmatch_line("*Mick*")
        result.stdout.no_fnmatch_line("*.py:*")

    @pytest.mark.parametrize(
        ("name", "says"),
        [("none.toml", "no such file; those that ship are england, *"), (".", "path must be the path of a file, *")],
    )
    def test_one_that_is_not_there_is_one_error(self, run, name, says):
        """It is never left out in silence."""
        result = run("--rulesets", name)
        result.assert_outcomes(errors=1)
        result.stdout.fnmatch_lines([says])

    def test_one_that_ships_goes_by_its_name(self, run):
        """As it does for the command."""
        result = run("--rulesets", "practice-note", "-k", "own-examples", "-v")
        assert result.ret == 0
        result.stdout.fnmatch_lines(["practice-note::*::own-examples PASSED*"])

    def test_a_fault_of_a_law_keeps_its_traceback(self, files):
        """Only what a law finds is said in words alone."""
        files.makeconftest(
            "from reflective.testing import laws\n"
            "def fault(ruleset, rule): return 1 / 0\n"
            "laws.LAWS = (laws.Law('planted', 'It does.', fault),)\n"
        )
        result = files.runpytest_subprocess(*ON, "--rulesets", "council.toml")
        result.assert_outcomes(failed=1)
        result.stdout.fnmatch_lines(["*conftest.py:*: ZeroDivisionError*"])


class TestWhatIsCollected:
    """The rulesets that were named, beside the tests of the host."""

    def test_no_other_file_is(self, run):
        """A folder may be full of TOML."""
        run(".", "--rulesets", "council.toml").assert_outcomes(passed=20)

    def test_none_is_named(self, run):
        """The heading says so, since a ruleset that nobody tried looks like one that holds."""
        result = run()
        result.assert_outcomes()
        result.stdout.fnmatch_lines(["rulesets: none named; give --rulesets, or reflective_rulesets in the settings"])

    def test_several_are(self, pytester, run):
        """Each once, however often and by whatever path it is named."""
        again = f"../{pytester.path.name}/council.toml"
        result = run("--rulesets", "council.toml", "--rulesets", "broken.toml", "--rulesets", again, "council.toml")
        result.assert_outcomes(passed=39, failed=1)

    def test_one_law_of_one_rule_by_its_name(self, run):
        """As the summary of a failed run shows it."""
        result = run("--rulesets", "broken.toml", "broken.toml::visit.first::own-examples")
        result.assert_outcomes(failed=1)

    def test_words_choose_among_the_laws(self, run):
        """-k is asked after the rulesets are there."""
        run("--rulesets", "council.toml", "-k", "later").assert_outcomes(passed=1, deselected=19)


class TestSettings:
    """A host that always wants it says so once."""

    @pytest.fixture
    def settled(self, files):
        """A host's project: the plugin in its conftest, a ruleset in its settings, and a test of its own."""
        files.makeconftest('pytest_plugins = ["reflective.testing.plugin"]')
        files.makeini("[pytest]\ntestpaths = tests\nreflective_rulesets =\n    council.toml\n")
        (files.mkdir("tests") / "test_own.py").write_text("def test_own(): pass\n", "utf-8")
        return lambda *arguments: files.runpytest(*QUIET, *arguments)

    def test_a_whole_run_has_it(self, settled):
        """A whole run loads the plugin wherever its files are."""
        settled().assert_outcomes(passed=21)

    def test_a_run_of_a_few_named_tests_has_not(self, settled):
        """Who asks for one test waits for no laws."""
        settled("tests/test_own.py").assert_outcomes(passed=1)

    def test_a_run_of_the_folder_has(self, settled):
        """A file that is named reaches the plugin."""
        settled(".").assert_outcomes(passed=21)

    def test_paths_are_counted_from_the_settings(self, files, settled, monkeypatch):
        """Not from where the run was started."""
        monkeypatch.chdir(files.path / "tests")
        settled("--collect-only", "-q").stdout.fnmatch_lines(["*council.toml::visit.first::later-trigger"])


class TestItIsAskedFor:
    """Nothing loads it by itself."""

    def test_it_is_no_entry_point(self):
        """Whoever installs the library for something else has no option more."""
        assert not [one for one in entry_points(group="pytest11") if one.value.startswith("reflective.testing.plugin")]

    def test_without_it_the_option_is_not_known(self, files):
        """It is a usage error, as any unknown option is."""
        assert files.runpytest("--rulesets", "council.toml").ret == pytest.ExitCode.USAGE_ERROR
