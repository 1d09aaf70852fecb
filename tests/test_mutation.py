"""The script of mutation testing finds a change that no test notices, and only such a change."""

import shutil
from pathlib import Path

import pytest

from tests import mutation
from tests.mutation_equivalent import equivalent

pytest.importorskip("cosmic_ray")
pytest.importorskip("coverage")

MODULE = '''"""A module to try."""


def late(days):
    """Whether a count of days is late."""
    return days > 0


def soon(days):
    """Whether a count of days is soon."""
    return 0 <= days < 7


def far(days):
    """Whether a count of days is far away."""
    return days > 90


def known(days):
    """The days that are known, as a module is made."""
    return [day for day in days if day > 3]


KNOWN = known([2, 3, 4, 5])
'''
WATCHED = '''"""The tests of it: one function is watched, and the other is only called."""

from tiny.timescales.lateness import KNOWN, late, soon


def test_late():
    assert late(1)
    assert not late(0)
    assert not late(-1)


def test_soon():
    soon(3)


def test_known():
    assert KNOWN == [4, 5]
'''
#: A test of another part of the project, which watches what the tests of the package do not.
WIDER = '''"""The tests of what uses it."""

from tiny.timescales.lateness import far


def test_far():
    assert far(91)
    assert not far(90)
    assert not far(89)
'''


@pytest.fixture(autouse=True)
def _tiny(monkeypatch):
    """The library that is tried is the tiny one."""
    monkeypatch.setattr(mutation, "LIBRARY", "tiny")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project of one module, half of which no test watches."""
    root = tmp_path_factory.mktemp("project")
    for path, text in {
        "src/tiny/__init__.py": "",
        "src/tiny/timescales/__init__.py": "",
        "src/tiny/timescales/lateness.py": MODULE,
        "tests/timescales/test_lateness.py": WATCHED,
        "tests/cli/test_far.py": WIDER,
        "tests/conftest.py": Path(mutation.ROOT / "tests" / "conftest.py").read_text("utf-8"),
        "pyproject.toml": '[tool.pytest.ini_options]\naddopts = ["--import-mode=importlib"]\n',
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


def test_a_change_that_a_test_notices_is_killed_and_another_survives(project):
    """Each mutant of the watched function dies; those of the one that is only called live."""
    tried = mutation.chosen(project, 200, 1, None)
    by_function = {
        name: [one for one in tried if one.function == name][:2] for name in ("late", "soon", "far", "known")
    }
    done = list(mutation.run(project, [one for some in by_function.values() for one in some], workers=2, minutes=5))
    assert len(done) == 8
    # `days > 0` becomes `days >= 0`, and so on: every one of `late` is noticed. A test of another part watches `far`,
    # and a line that runs while the module is made is watched by the test of what came of it.
    assert {mutant.function for mutant, survived in done if survived} == {"soon"}
    assert {mutant.function for mutant, survived in done if survived is False} == {"late", "far", "known"}


def test_nothing_is_said_of_a_mutant_for_which_there_was_no_time(project):
    """A mutant that was not tried has neither survived nor been noticed."""
    tried = mutation.chosen(project, 2, 1, None)
    assert [survived for _, survived in mutation.run(project, tried, workers=1, minutes=0)] == [None, None]


def test_the_working_tree_is_not_changed(project):
    """A mutant is tried in a copy, so a run that is broken off leaves nothing behind."""
    tried = mutation.chosen(project, 1, 1, None)
    list(mutation.run(project, tried, workers=1, minutes=5))
    assert (project / "src/tiny/timescales/lateness.py").read_text("utf-8") == MODULE


def test_a_seed_settles_the_sample(project):
    """A run can be repeated by whoever reads its result."""
    first = [one.key for one in mutation.chosen(project, 5, 7, None)]
    assert first == [one.key for one in mutation.chosen(project, 5, 7, None)]
    assert first != [one.key for one in mutation.chosen(project, 5, 8, None)]


def test_only_functions_that_changed_are_tried(project, tmp_path):
    """A change of one function tries that one, as a change in CI does."""
    root = tmp_path / "repository"
    shutil.copytree(project, root)
    git = shutil.which("git")
    assert git is not None
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.email=a@example.org", "-c", "user.name=a", "commit", "-qm", "one"],
    ):
        mutation.subprocess.run([git, *command], cwd=root, check=True)
    module = root / "src/tiny/timescales/lateness.py"
    module.write_text(MODULE.replace("days < 7", "days < 8"), "utf-8")
    mutation.subprocess.run(
        [git, "-c", "user.email=a@example.org", "-c", "user.name=a", "commit", "-qam", "two"], cwd=root, check=True
    )
    assert mutation.compared_with(root, "HEAD~1") is not None
    assert {one.function for one in mutation.chosen(root, 100, 1, "HEAD~1")} == {"soon"}
    assert mutation.chosen(root, 100, 1, "HEAD") == []


def test_without_the_commit_to_compare_with_nothing_is_tried(project, monkeypatch, capsys):
    """A shallow clone without main says so in one line, and is no failure."""
    monkeypatch.setattr(mutation, "ROOT", project)
    assert mutation.main(["--changed-since", "refs/ci/nowhere"]) == 0
    assert capsys.readouterr().out == "there is no refs/ci/nowhere here to compare with: no mutant is tried\n"


def test_a_listed_survivor_is_not_counted_again(project, tmp_path, monkeypatch, capsys):
    """A survivor with a reason is accepted, and any other ends in an error."""
    tried = [one for one in mutation.chosen(project, 100, 1, None) if one.function == "soon"][:2]
    listed = tmp_path / "survivors.txt"
    listed.write_text(f"# reasons\n{tried[0].key} | equal in effect\n", "utf-8")
    monkeypatch.setattr(mutation, "SURVIVORS", listed)
    assert mutation.report([(one, True) for one in tried]) == tried[1:]
    assert "| timescales | 2 | 0 | 1 | 1 |" in capsys.readouterr().out


LOOKING = """from reflective.rules import Status
def look(value, values):
    total: "int | None" = 1
    return {}
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("value is None", "value == None"),
        ("value is not None", "value != None"),
        ("value is Status.MET", "value == Status.MET"),
        ("type(value) is not tuple", "type(value) != tuple"),
        ("len(values) > 0", "len(values) != 0"),
        ("len(values) == 0", "len(values) <= 0"),
        ("len(set(values)) != len(values)", "len(set(values)) < len(values)"),
    ],
)
def test_a_change_that_cannot_differ_is_recognised(before, after):
    """Nothing can tell the two apart, so no test is missing."""
    assert equivalent(LOOKING.format(before), LOOKING.format(after), "reflective.rules.status") is not None


def test_an_annotation_inside_a_function_is_never_read():
    """The annotation of a local name is compiled to nothing, so both texts are one code."""
    said = equivalent(LOOKING.format(1), LOOKING.replace('"int | None"', "None").format(1), "reflective.rules.status")
    assert said == "both compile to the same code"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("value is total", "value == total"),
        ("value is None", "value != None"),
        ("value is None", "value is not None"),
        ("value == 1", "value <= 1"),
        ("len(values) > 1", "len(values) != 1"),
        ("len(values) > 0", "len(values) >= 0"),
        ("len(set(values)) != len(values)", "len(set(values)) <= len(values)"),
        ("len(set(value)) != len(values)", "len(set(value)) < len(values)"),
        ("value is Status.MET", "value == Status.PENDING"),
        ("values[0] is None", "values[1] == None"),
    ],
)
def test_a_change_that_can_differ_is_kept(before, after):
    """A rule that took too much would hide a fault."""
    assert equivalent(LOOKING.format(before), LOOKING.format(after), "reflective.rules.status") is None


def test_a_name_that_a_function_binds_is_no_type():
    """`tuple` as an argument may be anything, and so may `type`."""
    text = "def look(value, tuple):\n    return value {} tuple\n"
    assert equivalent(text.format("is"), text.format("=="), "reflective.rules.status") is None
    text = "def look(value, type):\n    return type(value) {} value\n"
    assert equivalent(text.format("is"), text.format("=="), "reflective.rules.status") is None


def test_a_change_that_the_compiler_warns_of_is_no_mutant():
    """`1 is days` is a mistake that Python itself tells of, so no test is asked."""
    assert not mutation._is_python("def look(days):\n    return 1 is days\n")
    assert mutation._is_python("def look(days):\n    return 1 == days\n")


def survivors():
    """The path, the function, the change and the reason of each line of the list of survivors."""
    lines = mutation.SURVIVORS.read_text("utf-8").splitlines()
    return [columns_of(line) for line in lines if line and not line.startswith("#")]


def columns_of(line):
    """The columns of a line. The change may have a bar in it: it is between the first two and the last."""
    key, _, reason = line.rpartition(" | ")
    return [*key.split(" | ", 2), reason]


def functions_of(path):
    """The names of the functions of a module, with those that they are inside."""
    return set(mutation._functions((mutation.ROOT / path).read_text("utf-8")).values())


@pytest.mark.parametrize("columns", survivors(), ids=lambda columns: f"{columns[1]} {columns[2].split(' -> ')[1]}")
def test_each_listed_survivor_is_still_there(columns):
    """A line whose function or code is gone is taken out of the list, and each has its reason."""
    path, function, change, reason = columns
    before, _, after = change.partition(" -> ")
    assert function in functions_of(path)
    assert before in {line.strip() for line in (mutation.ROOT / path).read_text("utf-8").splitlines()}
    assert after not in {"", before}
    assert len(reason.split()) >= 3


def test_a_survivor_whose_function_is_gone_would_be_seen():
    """The control: the list is compared with the functions as they are."""
    path = "src/reflective/rules/status.py"
    assert "standing_on" in functions_of(path)
    assert "no_such_function" not in functions_of(path)
