"""The examples of the pages on frames, which run where the frame extra is."""

import contextlib
import io
import re

import pytest

pytest.importorskip("polars", reason="polars is in the frame extra")

from tests.pages import ROOT

BLOCK = re.compile(r"^```\{code-block\} (python|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
REFERENCE = ROOT / "docs/reference"
PAGES = [REFERENCE / "frames.md", REFERENCE / "tables.md", ROOT / "docs/how-to/judge-a-table.md"]


def differences(text):
    """The output of each example of a page that shows something else."""
    names, printed, found = {}, "", []
    for language, block in BLOCK.findall(text):
        if language == "python":
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(block, names)  # noqa: S102 - our own page
            printed = out.getvalue()
        elif printed != block:
            found.append(printed)
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_example_prints_what_the_page_shows(path, tmp_path, monkeypatch):
    """A page is one conversation from top to bottom."""
    monkeypatch.chdir(tmp_path)
    text = path.read_text("utf-8")
    assert BLOCK.search(text)
    assert differences(text) == []


def test_control_a_page_that_shows_something_else_is_caught():
    """The text under an example is compared with what it prints."""
    page = "```{code-block} python\nprint(1 + 1)\n```\n\n```{code-block} text\n%s\n```\n"
    assert differences(page % 2) == []
    assert differences(page % 3) == ["2\n"]
