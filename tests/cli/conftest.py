"""Fixtures of the tests of the command: a run that could not, a case in a file, and the returns from outside."""

import os
import subprocess
from functools import partial

import pytest

from reflective import demo
from reflective.cli import run
from reflective.exchange.json import dumps
from tests.exchange.returns.conftest import census, looked_after_return

__all__ = ["census", "looked_after_return"]


@pytest.fixture
def fails(capsys):
    """The one line on standard error of a command that could not."""

    def failing(*arguments):
        assert run(arguments) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("reflective: ")
        assert err.count("\n") == 1
        return err

    return failing


@pytest.fixture
def shows(capsys):
    """The output of a command, which must exit with the code that is given."""

    def showing(*arguments, code=0, err=""):
        assert run(list(map(str, arguments))) == code
        out, said = capsys.readouterr()
        assert err is None or said == err
        assert max(map(len, out.split("\n"))) <= 80 or {"--json", "--csv"} & set(arguments)
        return out

    return showing


@pytest.fixture(scope="session")
def case_file(tmp_path_factory):
    """The case of the example."""
    path = tmp_path_factory.mktemp("case") / "case.json"
    path.write_text(dumps(demo.case(), indent=2), "utf-8")
    return str(path)


@pytest.fixture
def on_a_terminal():
    """Run a command with a terminal for its standard error, and give what was written there."""

    def running(command, out):
        pty = pytest.importorskip("pty", reason="no terminals of this sort here")
        ours, theirs = pty.openpty()
        process = subprocess.Popen(command, stdout=out, stderr=theirs, env=os.environ | {"TERM": "xterm"})
        os.close(theirs)
        seen = b"".join(iter(partial(_read, ours), b""))
        os.close(ours)
        assert process.wait() == 0
        return seen

    return running


def _read(terminal):
    try:
        return os.read(terminal, 65_536)
    except OSError:  # how a terminal says that nobody writes to it any more
        return b""
