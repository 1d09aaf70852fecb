"""The script of mutation testing finds a change that no test notices, and only such a change."""

import shutil
from pathlib import Path

import pytest

from tests import mutation

pytest.importorskip("cosmic_ray")
pytest.importorskip("coverage")

MODULE = '''"""A module to try."""


def late(days):
    """Whether a count of days is late."""
    return days > 0


def soon(days):
    """Whether a count of days is soon."""
    return 0 <= days < 7
'''
WATCHED = '''"""The tests of it: one function is watched, and the other is only called."""

from tiny.timescales.lateness import late, soon


def test_late():
    assert late(1)
    assert not late(0)
    assert not late(-1)


def test_soon():
    soon(3)
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
        "tests/conftest.py": Path(mutation.ROOT / "tests" / "conftest.py").read_text("utf-8"),
        "pyproject.toml": '[tool.pytest.ini_options]\naddopts = ["--import-mode=importlib"]\n',
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


def test_a_change_that_a_test_notices_is_killed_and_another_survives(project):
    """Each mutant of the watched function dies; those of the one that is only called live."""
    tried = mutation.chosen(project, 12, 1, None)
    done = list(mutation.run(project, tried, workers=1, minutes=5))
    assert len(done) == len(tried) == 12
    lived = {mutant.function for mutant, survived in done if survived}
    killed = {mutant.function for mutant, survived in done if not survived}
    assert lived == {"soon"}
    # `days > 0` becomes `days >= 0`, and so on: every one is noticed.
    assert "late" in killed


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
    assert {one.function for one in mutation.chosen(root, 100, 1, "HEAD~1")} == {"soon"}


def test_a_listed_survivor_is_not_counted_again(project, tmp_path, monkeypatch, capsys):
    """A survivor with a reason is accepted, and any other ends in an error."""
    tried = [one for one in mutation.chosen(project, 100, 1, None) if one.function == "soon"][:2]
    listed = tmp_path / "survivors.txt"
    listed.write_text(f"# reasons\n{tried[0].key} | equal in effect\n", "utf-8")
    monkeypatch.setattr(mutation, "SURVIVORS", listed)
    assert mutation.report([(one, True) for one in tried]) == tried[1:]
    assert "| timescales | 2 | 0 | 1 | 1 |" in capsys.readouterr().out
