"""The part that runs inside Pyodide: it unpacks wheels and tests, runs pytest, and says in one line how it went.

It requires the standard library alone until the wheels are unpacked, so that Pyodide can be started with it.
"""

import importlib
import os
import site
import sys
import time
import types
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

#: The Python that Pyodide brings, which the classifiers name.
PYTHON = (3, 14)
#: The tests of the core: of what is imported by a host that neither reads returns nor has a terminal.
TESTS = ("tests/timescales", "tests/rules", "tests/records", "tests/practice", "tests/casework")

_NO_PROCESS = "starts another interpreter, and a browser has no processes"
_NO_JSONSCHEMA = "calls jsonschema, which requires rpds-py, and that is compiled"
_COMPILED = "is about a package that is compiled, and so comes in no wheel that Pyodide can unpack"
#: Tests that cannot run in Pyodide, each with the reason: a file, a class or a function, and all that is in it.
LEFT_OUT = {
    "tests/casework/test_new_kind.py::TestAKindThatShips": _NO_PROCESS,
    "tests/records/test_promises.py::TestWhatIsShown::test_no_way_of_showing_shows_text[shown_by_ipython]": (
        "calls IPython, which brings a dozen packages of a terminal"
    ),
    "tests/rules/test_reading.py::TestFaults::test_a_file_of_the_largest_size_is_read_no_further": (
        "makes a sparse file of a terabyte, and Pyodide keeps every byte of a file in memory"
    ),
    "tests/rules/test_reading.py::TestFaults::test_what_is_no_file_is_refused": (
        "makes a pipe, and Pyodide's system has no os.mkfifo"
    ),
    "tests/timescales/test_against_numpy.py": _COMPILED,
    "tests/timescales/test_calendar.py::TestRefusals::test_a_pandas_timestamp_is_refused": _COMPILED,
    "tests/timescales/test_deadline.py::TestDocuments::test_half_a_deadline_is_a_fault_with_its_path": _NO_JSONSCHEMA,
    "tests/timescales/test_deadline.py::TestDocuments::test_the_schema_takes_it": _NO_JSONSCHEMA,
}
#: Left out as well where the shared data do not stand beside the project, as they are in any other run.
LEFT_OUT_WITHOUT_DATA = dict.fromkeys(
    (
        "tests/rules/test_outside_episodes.py",
        "tests/timescales/test_outside_cases.py",
        "tests/timescales/test_shipped_calendars.py::test_the_shipped_days_equal_those_the_government_publishes",
    ),
    "reads the shared data, which are not beside this checkout",
)
#: The data that they read, from the folder above the project.
SHARED_DATA = ("shared/data/outside_cases.json", "shared/data/bank_holidays_2012_2028.json")
#: A module that a test file imports at its top and that cannot be there. The tests that call it are left out, by name.
_ABSENT = {"jsonschema": "Draft202012Validator"}


def main(given: str, least: int, *tests: str) -> int:
    """Unpack what is in the folder `given`, and run the tests of some paths; the exit code."""
    if sys.version_info[:2] != PYTHON:
        print(f"Pyodide was to bring Python {PYTHON}, and brought {sys.version}")
        return 1
    for wheel in sorted(Path(given, "wheels").glob("*.whl")):
        zipfile.ZipFile(wheel).extractall(site.getsitepackages()[0])
    folder = Path.home() / "unpacked"
    zipfile.ZipFile(Path(given, "project.zip")).extractall(folder)
    project = folder / "project"
    os.chdir(project)
    sys.path.insert(0, str(project))
    importlib.invalidate_caches()
    for name, called in _ABSENT.items():
        sys.modules[name] = absent(name, called)
    there = all((folder / name).exists() for name in SHARED_DATA)
    return run(least, tests, LEFT_OUT if there else LEFT_OUT | LEFT_OUT_WITHOUT_DATA)


def absent(name: str, called: str) -> types.ModuleType:
    """A module that can be imported, and whose one name raises an error when it is called."""
    module = types.ModuleType(name)

    def refuse(*_given: object) -> None:
        missing = f"{name} cannot run here: the test that calls it belongs into LEFT_OUT"
        raise ModuleNotFoundError(missing)

    setattr(module, called, refuse)
    return module


class Watch:
    """A plugin of pytest that leaves tests out by name, and counts the rest by their outcome."""

    def __init__(self, left_out: dict[str, str]) -> None:
        self.left_out = left_out
        self.found: Counter[str] = Counter()
        self.outcomes: Counter[str] = Counter()

    def pytest_ignore_collect(self, collection_path: Path, config: object) -> bool | None:
        """Do not import a file that is left out as a whole."""
        place = self._listed(collection_path.relative_to(config.rootpath).as_posix())
        if place:
            self.found[place] += 1
        return True if place else None

    def pytest_collection_modifyitems(self, config: object, items: list) -> None:
        """Take the tests that are left out from those that were collected."""
        left = [item for item in items if self._listed(item.nodeid)]
        self.found.update(self._listed(item.nodeid) for item in left)
        items[:] = [item for item in items if not self._listed(item.nodeid)]
        config.hook.pytest_deselected(items=left)

    def pytest_runtest_logreport(self, report: object) -> None:
        """Count a test once: by its call, or by the part of it that did not pass."""
        if report.when == "call" or report.outcome != "passed":
            self.outcomes[report.outcome] += 1

    def pytest_collectreport(self, report: object) -> None:
        """Count a file that was skipped or could not be imported."""
        if report.outcome != "passed":
            self.outcomes[report.outcome] += 1

    def _listed(self, nodeid: str) -> str | None:
        """The entry of the list that a test falls under."""
        return next((name for name in self.left_out if covers(name, nodeid)), None)


def covers(name: str, nodeid: str) -> bool:
    """Whether a name of the list is a test's own, its function's, its class's or its file's."""
    return nodeid == name or nodeid.startswith((f"{name}::", f"{name}["))


def run(least: int, tests: Iterable[str], left_out: dict[str, str]) -> int:
    """Run the tests of some paths but those left out; the exit code is 0 where nothing is wrong."""
    import pytest

    tests = tuple(tests)
    left_out = {name: reason for name, reason in left_out.items() if name.startswith(tests)}
    watch = Watch(left_out)
    began = time.monotonic()
    code = pytest.main(["-q", "-p", "no:cacheprovider", "--strict-markers", *tests], plugins=[watch])
    took = time.monotonic() - began
    for name, reason in left_out.items():
        print(f"left out: {name}: {reason}")
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"Python {version} on {sys.platform}: {watch.outcomes['passed']} passed in {took:.0f} s")
    faults = list(wrong(watch, int(code), least))
    print(*faults, sep="\n", end="\n" if faults else "")
    return 1 if faults else 0


def wrong(watch: Watch, code: int, least: int) -> Iterator[str]:
    """Each reason for which a run does not count, in words."""
    outcomes = watch.outcomes
    if code or outcomes["failed"]:
        yield f"not right: {outcomes['failed']} failed, and the exit code of pytest is {code}"
    if outcomes["skipped"]:
        yield f"not right: {outcomes['skipped']} were skipped; what cannot run is left out by name, with the reason"
    if outcomes["passed"] < least:
        yield f"not right: {outcomes['passed']} passed, of at least {least}"
    for name in watch.left_out:
        if not watch.found[name]:
            yield f"not right: nothing was found for the name that is left out: {name}"
