"""The pages, and what they show as Python: modules that type checkers can read."""

import ast
import doctest
import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```.*$", re.MULTILINE)


def as_module(page):
    """The examples of a page as one module, each on the line that it has on the page."""
    lines = [""] * (page.count("\n") + 1)
    # A closing fence would be read as part of the example before it.
    for example in doctest.DocTestParser().get_examples(FENCE.sub("", page)):
        source = example.source.rstrip()
        first = ast.parse(source).body[0]
        if isinstance(first, ast.Expr) and not isinstance(first.value, ast.Call):
            source = f"print({source})"  # strict pyright refuses a value that nothing uses
        written = source.splitlines()
        lines[example.lineno : example.lineno + len(written)] = written
    return "\n".join(lines) + "\n"


def type_errors(modules, folder):
    """The errors that strict mypy and strict pyright report, by tool. `modules` maps a name to the source."""
    for name, source in modules.items():
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
    source_folder = str(ROOT / "src")
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11", "extraPaths": [source_folder]}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    return {
        "mypy": _errors(["mypy", "--strict", "--config-file=", "."], folder, MYPYPATH=source_folder),
        "pyright": _errors(["pyright", "--pythonpath", sys.executable], folder),
    }


def _errors(words, folder, **env):
    ran = subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, env=os.environ | env, check=False, capture_output=True, text=True
    )
    assert ran.returncode in {0, 1}, ran.stdout + ran.stderr
    return re.findall(r"^.*?(\w+\.py:\d+.*error.*)$", ran.stdout, re.MULTILINE)
