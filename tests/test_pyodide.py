"""The run on another Python: what can be held of it without Node, and a control for each of its refusals."""

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.pyodide import __main__ as driver
from tests.pyodide import inside

ROOT = Path(__file__).parent.parent
LISTED = inside.LEFT_OUT | inside.LEFT_OUT_WITHOUT_DATA
PASSES = 'def test_a():\n    """Holds of every one."""\n    assert True\n'
FAILS = PASSES.replace("True", "False")
SKIPS = f"import pytest\npytest.importorskip('no_such_module')\n{PASSES}"
#: Run `inside.run` in an interpreter of its own, as Pyodide does.
RUN = "import sys; from tests.pyodide.inside import run; sys.exit(run(int(sys.argv[1]), ['test_one.py'], {left_out}))"


def ran(folder, source, *, least=1, left_out=""):
    """The exit code and what is printed, for a folder with one file of tests."""
    (folder / "pytest.ini").write_text("[pytest]\n", "utf-8")
    (folder / "test_one.py").write_text(source, "utf-8")
    held = {left_out: "it is planted"} if left_out else {}
    command = [sys.executable, "-c", RUN.format(left_out=repr(held)), str(least)]
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=folder, env=env, check=False, capture_output=True, text=True)
    assert done.stderr == ""
    return done.returncode, done.stdout


def is_there(name):
    """Whether a file of tests has the class and the function that a name ends in; parameters are not looked up."""
    path, *places = name.partition("[")[0].split("::")
    if not (ROOT / path).is_file():
        return False
    node = ast.parse((ROOT / path).read_text("utf-8"))
    for place in places:
        inner = [one for one in node.body if isinstance(one, ast.ClassDef | ast.FunctionDef) and one.name == place]
        if not inner:
            return False
        (node,) = inner
    return True


class TestTheListOfWhatIsLeftOut:
    """A test that cannot run in Pyodide is left out by its name, and for a reason."""

    @pytest.mark.parametrize("name", LISTED)
    def test_every_name_is_a_test_that_would_run_there(self, name):
        """A test that was renamed would otherwise come back, or leave a name that stands for nothing."""
        assert name.startswith(inside.TESTS)
        assert is_there(name)

    def test_a_name_that_is_nowhere_is_caught(self):
        """A file, a class or a function that is not there is seen."""
        here = "tests/test_pyodide.py"
        assert is_there(f"{here}::TestTheListOfWhatIsLeftOut::test_a_name_that_is_nowhere_is_caught")
        assert not is_there("tests/test_none.py")
        assert not is_there(f"{here}::TestNone")
        assert not is_there(f"{here}::TestTheListOfWhatIsLeftOut::test_none")

    @pytest.mark.parametrize("name", LISTED)
    def test_every_name_has_its_reason(self, name):
        """The reason says what the test does that cannot be done there."""
        assert re.match(r"(starts|calls|makes|reads|is) (\S+ ){3}", LISTED[name])

    def test_a_name_covers_its_own_tests_alone(self):
        """A function's name covers its parameters, and no function whose name begins alike."""
        assert inside.covers("a.py::test_b", "a.py::test_b")
        assert inside.covers("a.py::test_b", "a.py::test_b[1]")
        assert inside.covers("a.py", "a.py::test_b")
        assert not inside.covers("a.py::test_b", "a.py::test_bc")
        assert not inside.covers("a.py", "a.pyx::test_b")

    def test_a_module_that_is_absent_can_be_imported_and_not_called(self):
        """A test that calls it without being listed fails, and does not pass on a stand-in."""
        module = inside.absent("jsonschema", "Draft202012Validator")
        with pytest.raises(ModuleNotFoundError, match="jsonschema cannot run here"):
            module.Draft202012Validator({})


class TestARunThatDoesNotCount:
    """The exit code is 0 for tests that all pass, and for nothing else."""

    def test_tests_that_pass_count(self, tmp_path):
        """The last line says on which Python, and how many passed."""
        code, printed = ran(tmp_path, PASSES)
        assert code == 0
        assert re.search(r"^Python 3\.\d+\.\d+ on \w+: 1 passed in \d+ s\n\Z", printed, re.MULTILINE)

    @pytest.mark.parametrize(
        ("source", "least", "said"),
        [
            pytest.param(FAILS, 0, driver.NOTICED, id="one fails"),
            pytest.param("import no_such_module\n", 0, driver.NOTICED, id="one cannot be imported"),
            pytest.param(SKIPS, 0, "not right: 1 were skipped", id="one is skipped"),
            pytest.param(PASSES, 2, "not right: 1 passed, of at least 2", id="one is too few"),
        ],
    )
    def test_anything_else_is_a_fault(self, tmp_path, source, least, said):
        """Each fault is said in its own words."""
        code, printed = ran(tmp_path, source, least=least)
        assert code == 1
        assert said in printed

    @pytest.mark.parametrize("name", ["test_one.py::test_b", "test_one.py"])
    def test_a_test_that_is_left_out_is_not_run(self, tmp_path, name):
        """By itself, or with its file; the reason is printed."""
        code, printed = ran(tmp_path, FAILS.replace("test_a", "test_b"), least=0, left_out=name)
        assert driver.NOTICED.replace("1", "0") in printed  # pytest has an exit code for a run of no tests
        assert code == 1
        assert f"left out: {name}: it is planted" in printed

    def test_a_test_beside_one_that_is_left_out_is_run(self, tmp_path):
        """The control: leaving one out does not leave out its neighbour."""
        code, printed = ran(tmp_path, PASSES + FAILS.replace("test_a", "test_b"), left_out="test_one.py::test_b")
        assert code == 0
        assert ": 1 passed in" in printed

    def test_a_name_for_which_nothing_is_found_is_a_fault(self, tmp_path):
        """A name on the list that leaves nothing out has to be taken off it."""
        code, printed = ran(tmp_path, PASSES, left_out="test_one.py::test_b")
        assert code == 1
        assert "not right: nothing was found for the name that is left out: test_one.py::test_b" in printed


class TestTheDriver:
    """The command that sets Pyodide up, and what it says of Pythons."""

    def test_without_node_it_fails(self, tmp_path, monkeypatch):
        """A machine without Node has tried nothing, and does not say that it has."""
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(SystemExit, match="requires Node 20 or later with npm"):
            driver.main([str(tmp_path / "scratch")])
        assert not (tmp_path / "scratch").exists()

    def test_a_node_that_is_too_old_is_refused(self, tmp_path, monkeypatch):
        """Pyodide says nothing that helps on an older one."""
        for name in ("node", "npm"):
            (tmp_path / name).write_text("#!/bin/sh\necho v18.20.4\n", "utf-8")
            (tmp_path / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(SystemExit, match=r"Node 20 or later: this is v18\.20\.4"):
            driver.main([str(tmp_path / "scratch")])

    def test_the_archive_has_the_tests_and_not_the_library(self, tmp_path):
        """The library that is tried is the one in the wheel."""
        driver.pack(tmp_path / "project.zip", ROOT)
        names = zipfile.ZipFile(tmp_path / "project.zip").namelist()
        assert {"project/pyproject.toml", "project/tests/conftest.py", f"project/{driver.PLANTED}"} <= set(names)
        assert [name for name in names if name.startswith("project/src") or "__pycache__" in name] == []
        assert {name for name in names if not name.startswith("project/")} <= set(inside.SHARED_DATA)

    def test_the_classifiers_name_the_pythons_that_are_run(self):
        """The one that everything here is run on, and Pyodide's; the others were not tried."""
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        named = {one.rpartition(" ")[2] for one in project["classifiers"] if re.search(r":: 3\.\d+$", one)}
        assert named == {project["requires-python"].removeprefix(">="), ".".join(map(str, inside.PYTHON))}
