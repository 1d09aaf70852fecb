"""Runs the tests of the core on CPython 3.14, as Pyodide brings it to Node and to browsers.

    python -m tests.pyodide FOLDER                   makes what it needs in FOLDER, and builds the wheel
    python -m tests.pyodide FOLDER --wheel WHEEL     takes a wheel of the library that was built before

It requires Node 20 with npm, and pip. Packages come from the registries that npm and pip are set up for; the run
itself needs no network. A planted fault is tried first. The exit code is 1 where a test failed, where one was skipped
that `inside.py` does not list, where too few passed, and where the planted fault was not noticed.
"""

import argparse
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.pyodide.inside import PYTHON, SHARED_DATA, TESTS

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
#: The newest release for Python 3.14: Pyodide's version begins with Python's.
PYODIDE = f"pyodide@{PYTHON[0]}{PYTHON[1]}"
#: The wheels that the library and its tests import; none has compiled code. jsonschema requires one that has, and is
#: left out.
WHEELS = (
    "attrs",
    "cattrs",
    "python-dateutil",
    "six",
    "typing-extensions",
    "pytest",
    "pluggy",
    "iniconfig",
    "packaging",
    "pygments",
    "hypothesis",
    "sortedcontainers",
    "rich",
    "markdown-it-py",
    "mdurl",
    "holidays",
)
#: Folders of the project that go in. The library is not one of them: it comes as its wheel.
FOLDERS = ("tests", "docs")
LEAST_TESTS = 1500
PLANTED = "tests/pyodide/planted.py"
NOTICED = "not right: 1 failed"
LONGEST_RUN_SECONDS = 600
LEAST_NODE_VERSION = 20


def main(words: list[str] | None = None) -> int:
    """Set up, try the planted fault, and run the tests; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.pyodide", description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="a scratch folder, which is made")
    parser.add_argument("--wheel", type=Path, help="a wheel of the library; without it, one is built")
    given = parser.parse_args(words)
    folder = given.folder.resolve()
    node = _node()
    _set_up(folder, given.wheel)
    planted = _run(node, folder, 0, PLANTED, stdout=subprocess.PIPE)
    if not planted.returncode or NOTICED not in planted.stdout:
        print(f"{planted.stdout}\nthe planted fault in {PLANTED} was not noticed")
        return 1
    print("the planted fault was noticed; now the tests", flush=True)
    return _run(node, folder, LEAST_TESTS, *TESTS).returncode


def _node() -> str:
    """The command of Node. Without it, or with too old a one, nothing can be tried, and that is a failure."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        sys.exit(f"tests.pyodide requires Node {LEAST_NODE_VERSION} or later with npm: `node` or `npm` was not found")
    version = subprocess.run([node, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    if int(version.removeprefix("v").partition(".")[0]) < LEAST_NODE_VERSION:
        sys.exit(f"tests.pyodide requires Node {LEAST_NODE_VERSION} or later: this is {version}")
    return node


def _set_up(folder: Path, wheel: Path | None) -> None:
    """Put Pyodide, the wheels and the project's tests into a folder."""
    wheels = folder / "wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    wheels.mkdir(parents=True)
    npm = ["npm", "install", "--silent", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"]
    _call(*npm, "--prefix", str(folder), PYODIDE)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    pure = ["--only-binary=:all:", "--platform=any", "--implementation=py", "--abi=none"]
    python = ".".join(map(str, PYTHON))
    _call(*pip, "download", "--quiet", "--no-deps", *pure, f"--python-version={python}", f"-d{wheels}", *WHEELS)
    if wheel is None:
        _call(*pip, "wheel", "--quiet", "--no-deps", f"-w{wheels}", str(ROOT))
    else:
        shutil.copy(wheel, wheels)
    pack(folder / "project.zip", ROOT)


def pack(archive: Path, root: Path) -> None:
    """Put the project's tests and pages into an archive, and the shared data where they stand beside it."""
    paths = [path for name in FOLDERS for path in (root / name).rglob("*") if "__pycache__" not in path.parts]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in [root / "pyproject.toml", *filter(Path.is_file, paths)]:
            file.write(path, f"project/{path.relative_to(root).as_posix()}")
        for name in filter(lambda name: (root.parent / name).exists(), SHARED_DATA):
            file.write(root.parent / name, name)


def _call(*command: str) -> None:
    subprocess.run(command, check=True)


def _run(node: str, folder: Path, least: int, *tests: str, stdout: int | None = None) -> subprocess.CompletedProcess:
    """A run of some tests in Pyodide, in an interpreter of its own."""
    command = [node, HERE / "run.mjs", folder, HERE / "inside.py", str(least), *tests]
    return subprocess.run(command, check=False, stdout=stdout, text=True, timeout=LONGEST_RUN_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
