"""The project keeps its own promises: public names, quiet imports, floors, and a README that can be followed."""

import ast
import importlib
import importlib.util
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import reflective
from tests import public_names

ROOT = Path(__file__).parent.parent
#: The most names that a door may have.
MOST_NAMES_NUMBER = 40
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_version_is_one():
    """The package, its metadata and the changelog name the same version."""
    changelog = (ROOT / "docs/changelog.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\S+)", changelog, re.MULTILINE)
    assert reflective.__version__ == PROJECT["version"] == newest[1]


class TestPublicNames:
    """The names at the doors are those listed, each at one door."""

    def test_the_list_is_what_the_doors_offer(self):
        """A name is added or taken away in the list too, so that it is seen in review."""
        offered = public_names.listed(public_names.doors())
        assert public_names.LIST.read_text(encoding="utf-8") == offered, "run: python -m tests.public_names"

    def test_a_name_that_was_added_is_caught(self, monkeypatch):
        """One more name at a door is not what is listed."""
        from reflective import errors

        monkeypatch.setattr(errors, "__all__", [*errors.__all__, "Planted"])
        assert public_names.LIST.read_text(encoding="utf-8") != public_names.listed(public_names.doors())

    def test_a_door_has_no_more_names_than_a_reader_can_hold(self):
        """At most 40, so that the list of a door can be read from top to bottom."""
        wide = {door: len(names) for door, names in public_names.doors().items() if len(names) > MOST_NAMES_NUMBER}
        assert wide == {}

    def test_every_name_at_a_door_is_there(self):
        """Every name that a door lists can be imported from it."""
        for door, names in public_names.doors().items():
            module = importlib.import_module(door)
            assert [name for name in names if not hasattr(module, name)] == []

    def test_a_name_has_one_door(self):
        """Nothing is documented at two doors; the records alone are at their package's door as well as at the first."""
        assert _at_two_doors(public_names.doors()) == []

    def test_a_name_at_two_doors_is_caught(self):
        """The same class offered by two floors is found."""
        assert _at_two_doors({"reflective.errors": ("Fault",), "reflective.timescales.calendar": ("Fault",)}) == []
        assert _at_two_doors({"reflective.rules": ("Event",), "reflective.rules.event": ("Event",)}) == ["Event"]


def _at_two_doors(doors):
    seen, twice = set(), []
    for door, names in doors.items():
        if door == public_names.FIRST:
            continue
        module = importlib.import_module(door)
        for name in names:
            one = getattr(module, name, None)
            if isinstance(one, type) and one in seen:
                twice.append(name)
            elif isinstance(one, type):
                seen.add(one)
    return twice


class TestQuietImports:
    """Importing the core loads nothing that it does not need."""

    def test_the_package_alone_loads_nothing(self):
        """`import reflective` loads the standard library's modules at most, and no attrs."""
        assert _loaded_by("import reflective") == {"reflective"}

    @pytest.mark.parametrize(
        "floor", ["errors", "timescales", "rules", "records", "practice.plan", "policy", "casework"]
    )
    def test_a_floor_of_the_core_loads_attrs_alone(self, floor):
        """No converter, no terminal, no data frame: those come when they are asked for."""
        assert _loaded_by(f"import reflective.{floor}") == {"attr", "attrs", "reflective"}

    def test_the_door_of_the_records_loads_those_that_are_asked_for(self):
        """A host that works with plans does not load the meetings."""
        assert _loaded_by("import reflective.practice") == {"reflective"}
        statement = "from reflective.practice import Plan; assert 'reflective.practice.supervision' not in sys.modules"
        assert _loaded_by(statement) == {"attr", "attrs", "reflective"}

    def test_something_heavy_is_caught(self):
        """A module that is loaded on the way is seen."""
        assert "pytest" in _loaded_by("import reflective.errors, pytest")


def _loaded_by(statement):
    """The packages from outside the standard library that a statement loads in a fresh interpreter."""
    code = (
        "import json, sys; before = set(sys.modules)\n"
        f"{statement}\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in set(sys.modules) - before})))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    return set(json.loads(ran.stdout)) - sys.stdlib_module_names


class TestReadme:
    """The README's two commands are there to be followed word for word."""

    @pytest.mark.parametrize(("mark", "last"), [("demo", "reflective demo"), ("tests", "pytest -n auto")])
    def test_each_marked_block_sets_up_and_runs(self, mark, last):
        """A marked block makes an environment, installs the project into it and ends in its job."""
        command = _marked((ROOT / "README.md").read_text(encoding="utf-8"), mark)
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install '.[")
        assert command.endswith(last)

    def test_a_mark_without_its_block_is_caught(self):
        """Prose between the mark and the block, or no block, is no command."""
        assert _marked("<!-- ci: demo -->\n```sh\nreflective demo\n```\n", "demo") == "reflective demo"
        assert _marked("<!-- ci: demo -->\nNow:\n```sh\nreflective demo\n```\n", "demo") == ""
        assert _marked("```sh\nreflective demo\n```\n", "demo") == ""


def _marked(text, mark):
    found = re.search(rf"^<!-- ci: {mark} -->\n```sh\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


class TestEveryTestSaysWhatItShows:
    """A test's docstring is one sentence of behaviour."""

    def test_every_test_has_its_sentence(self):
        """No test is without a docstring."""
        wordless = [
            f"{path.relative_to(ROOT)}: {name}"
            for path in sorted((ROOT / "tests").rglob("*.py"))
            for name in _wordless(path.read_text(encoding="utf-8"))
        ]
        assert wordless == []

    def test_a_test_without_a_sentence_is_caught(self):
        """A test that says nothing is found wherever it stands, and a helper is not."""
        source = "class TestA:\n  def test_b(self): ...\ndef helper(): ...\ndef test_c():\n  '''Say.'''\n"
        assert _wordless(source) == ["test_b"]


def _wordless(source):
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    return [node.name for node in functions if node.name.startswith("test_") and not ast.get_docstring(node)]


class TestEveryTestAsserts:
    """A test that can fail for nothing of ours passes whatever happens to the code."""

    def test_every_test_asserts_something(self):
        """By itself, or by a function, a fixture or a check of pytest's own that does."""
        sources = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("*.py"))}
        there = _asserting(sources.values())
        silent = [
            f"{path.relative_to(ROOT)}: {name}" for path, source in sources.items() for name in _silent(source, there)
        ]
        assert silent == []

    def test_a_test_that_asserts_nothing_is_caught(self):
        """Building a value is no assertion, and neither is calling a helper that only builds one."""
        source = """
def built(): return dict()
def held(one): assert one
def through(one): held(one)
def test_a(): built()
def test_b(): through(built())
def test_c():
    with pytest.raises(ValueError): int("x")
def test_d(given): assert given
def test_e(run): run("x").assert_outcomes(passed=1)
def test_f(): assert isinstance(built(), dict)
def test_g(): assert True
"""
        assert _silent(source, _asserting([source])) == ["test_a", "test_g"]


#: Calls that assert by their own name: of pytest, of state machines, and a child process that has to succeed.
_ASSERTS = {"raises", "fail", "assert_outcomes", "run_state_machine_as_test", "fnmatch_lines", "no_fnmatch_line"}


def _asserting(sources):
    """The names of the functions and fixtures that assert, by themselves or by another."""
    bodies = {}
    for source in sources:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("test_"):
                bodies.setdefault(node.name, []).append(node)
    found, before = set(_ASSERTS), set()
    while found != before:
        before = set(found)
        found |= {name for name, nodes in bodies.items() if any(_asserts(node, before) for node in nodes)}
    return found


def _asserts(function, there):
    for node in ast.walk(function):
        if isinstance(node, ast.Assert) and not isinstance(node.test, ast.Constant):
            return True
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in there:
            return True
        if isinstance(node, ast.keyword) and node.arg == "check" and ast.unparse(node.value) == "True":
            return True
    return False


def _silent(source, there):
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    return [node.name for node in functions if node.name.startswith("test_") and not _asserts(node, there)]


BENCHMARKS = sorted((ROOT / "tests/benchmarks").glob("bench_*.py"))


class TestEveryBenchmarkHasAControl:
    """A bound that nothing can pass measures nothing: beside each stands what is planted slow."""

    @pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.stem)
    def test_each_bound_of_a_benchmark_is_passed_by_its_control(self, path, monkeypatch):
        """Every file has `ratios` and `controls`, as many bounds in the one as in the other, and tries them."""
        module = importlib.import_module(f"tests.benchmarks.{path.stem}")
        bounds, controlled = _bounds(module, monkeypatch)
        assert bounds
        assert sorted(controlled) == sorted(bounds)
        assert _controls(module) <= set(module.test_what_is_slow_is_caught.__code__.co_names)

    def test_a_bound_without_a_control_is_caught(self, tmp_path, monkeypatch):
        """A control that takes two of three rows leaves one bound that nothing was shown to pass."""
        path = tmp_path / "bench_planted.py"
        rows = "[at_most('a', 1, 2), at_least('b', 1, 2), at_most('c', 1, 2)]"
        path.write_text(f"def ratios(slow=1): return {rows}\ndef controls(): return ratios(slow=2)[:2]\n", "utf-8")
        spec = importlib.util.spec_from_file_location("bench_planted", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        bounds, controlled = _bounds(module, monkeypatch)
        assert set(bounds) - set(controlled) == {("ratios", 2)}


def _controls(module):
    return {name for name in vars(module) if name.startswith("controls")}


def _bounds(module, monkeypatch):
    """The bounds that the ratios of a benchmark are held to, and those that its controls measure; nothing is timed."""
    bounds = []
    for function in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(function, ast.FunctionDef) and function.name.startswith("ratios"):
            calls = [ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)]
            many = sum(name in {"at_most", "at_least"} for name in calls)
            rows = [(function.name, place) for place in range(many)]
            bounds += rows
            monkeypatch.setattr(module, function.name, lambda *_, rows=rows, **__: list(rows))
    return bounds, [row for name in sorted(_controls(module)) for row in getattr(module, name)()]


@pytest.mark.tools
class TestTheToolsCatchWhatTheyAreThereFor:
    """Each rule of the house that a tool holds is shown to catch a planted fault."""

    @pytest.mark.parametrize(
        ("room", "line", "rule"),
        [
            ("practice", "from pathlib import Path", "TID251"),
            ("practice", "import logging", "TID251"),
            ("practice", "import os", "TID251"),
            ("practice", "import random", "TID251"),
            ("practice", "import time", "TID251"),
            ("practice", "import uuid", "TID251"),
            ("rules", "import datetime; datetime.date.today()", "TID251"),
            ("rules", "import datetime; datetime.datetime.now()", "TID251"),
            ("timescales", "open('data.json')", "PTH123"),
            ("timescales", "print('a name')", "T201"),
        ],
    )
    def test_ruff_bans_the_outside_from_the_core(self, room, line, rule):
        """A clock, chance, the environment, a file, a log or a print in the core is refused."""
        assert _ruff(f"src/reflective/{room}/planted.py", line) & {rule}
        assert not _ruff(f"src/reflective/{room}/planted.py", "import enum") & {rule}

    @pytest.mark.parametrize(
        ("module", "line", "contract"),
        [
            ("timescales/calendar.py", "import reflective.practice", "floors"),
            ("practice/plan/plan.py", "import reflective.casework", "floors"),
            ("records/log.py", "import reflective.practice.plan", "floors"),
            ("practice/cycle/cycle.py", "import reflective.practice.plan", "strangers"),
            ("practice/hypothesis/hypothesis.py", "import reflective.practice.cycle.stages", "strangers"),
            ("records/log.py", "import cattrs", "cattrs"),
            ("rules/event.py", "import dateutil", "dateutil"),
            ("exchange/json.py", "import hypothesis", "hypothesis"),
            ("demo/__init__.py", "import rich", "terminal"),
            ("timescales/calendar.py", "import pandas", "comparators"),
        ],
    )
    def test_the_contracts_hold_the_floors_apart(self, module, line, contract, tmp_path):
        """An import that goes up, across or out is refused by the contract that forbids it."""
        shutil.copytree(ROOT / "src", tmp_path / "src")
        shutil.copy(ROOT / "pyproject.toml", tmp_path)
        assert _contract_holds(contract, tmp_path)
        with (tmp_path / "src/reflective" / module).open("a", encoding="utf-8") as planted:
            planted.write(f"\n{line}\n")
        assert not _contract_holds(contract, tmp_path)


def _ruff(name, source):
    """The rules that a line breaks where it stands."""
    command = [sys.executable, "-m", "ruff", "check", "--output-format=json", "--stdin-filename", name, "-"]
    ran = subprocess.run(command, cwd=ROOT, input=source, check=False, capture_output=True, text=True)
    return {found["code"] for found in json.loads(ran.stdout)}


def _contract_holds(contract, root):
    """Whether import-linter finds the contract kept in the sources under a folder."""
    command = [Path(sys.executable).with_name("lint-imports"), "--contract", contract, "--no-cache"]
    env = os.environ | {"PYTHONPATH": str(root / "src")}
    ran = subprocess.run(command, cwd=root, env=env, check=False, capture_output=True, text=True)
    assert "Contracts:" in ran.stdout, ran.stdout + ran.stderr
    return ran.returncode == 0
