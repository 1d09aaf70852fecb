"""The plugin of pytest by which mutation testing measures tests and runs a choice of them.

With `MUTATION_MEASURED`, it writes to that file the seconds of each test, and names to coverage the test that runs, its
fixtures included. With `MUTATION_ASKED`, only the tests named in that file run, in its order.
"""

import json
import os
import resource
from pathlib import Path

import pytest

#: A change that fills the memory ends its test, and nothing else of the machine.
MOST_BYTES = 4 * 1024**3

_seconds: dict[str, float] = {}


def pytest_configure():
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    if "MUTATION_MEASURED" not in os.environ:
        return (yield)
    import coverage

    measured = coverage.Coverage.current()
    measured.switch_context(item.nodeid)
    try:
        return (yield)
    finally:
        measured.switch_context("")


def pytest_runtest_logreport(report):
    _seconds[report.nodeid] = _seconds.get(report.nodeid, 0.0) + report.duration


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    if "MUTATION_ASKED" in os.environ:
        named = Path(os.environ["MUTATION_ASKED"]).read_text("utf-8").split("\0")
        order = {name: place for place, name in enumerate(named)}
        items[:] = sorted((one for one in items if one.nodeid in order), key=lambda one: order[one.nodeid])


def pytest_sessionfinish():
    if "MUTATION_MEASURED" in os.environ:
        Path(os.environ["MUTATION_MEASURED"]).write_text(json.dumps(_seconds), "utf-8")
