"""The prose of the project can be read once: the script finds each kind of fault, and the project has none."""

from pathlib import Path

import pytest

from tests import prose

HERE = Path("src/x.py")


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ('"""What it does."""\n', "the summary begins"),
        ('def f():\n    """That of an entry."""\n', "the summary begins"),
        ('class C:\n    """Of each kind, one."""\n', "the summary begins"),
        ('def test_it():\n    """Regrettable, not impossible."""\n', "has under 5 words"),
        ('def test_it():\n    """Is one that was held before."""\n', "completes the function's name"),
        ("def told(x):\n    return x\n", "is used as a term"),
        ("class Wants:\n    pass\n\n\ndef _ours():\n    pass\n", "is used as a term"),
        ("# What comes first is kept.\nX = 'a'\n", "the comment begins"),
        ("MAX = 28\n", "name its unit"),
        ("MARGIN: float = 0.5\n", "name its unit"),
    ],
)
def test_each_kind_of_fault_is_found(source, why):
    """A fault of every kind that the script looks for is found where it is planted."""
    found = list(prose.of_python(HERE, source))
    assert any(why in finding.why for finding in found)
    assert all(finding.line >= 1 for finding in found)


@pytest.mark.parametrize(
    "source",
    [
        '"""The days that a rule counts."""\n',
        '"""What is due, and why?"""\n',
        'def test_it():\n    """A day that has passed is late."""\n',
        "MARGIN_DAYS = 28\nNAME = 'x'\nSATURDAY = 5\n",
        "# The first comes before the second,\n# Of which there are two.\nX = 'a'\n",
    ],
)
def test_prose_that_is_plain_is_let_be(source):
    """The control: a sentence with its subject first, a question and a number with its unit are no faults."""
    assert list(prose.of_python(HERE, source)) == []


def test_a_sentence_of_a_page_is_found_and_code_is_let_be():
    """A page is read as a page: its code and the middle of a paragraph are not sentences."""
    lines = [
        "# Page",
        "",
        "What a rule is.",
        "That is it.",
        "",
        "```",
        "What a screen prints",
        "```",
        "",
        "- Of each, one.",
        "",
    ]
    text = "\n".join(lines)
    assert [finding.line for finding in prose.of_markdown(Path("docs/x.md"), text)] == [3, 10]
    assert list(prose.of_markdown(Path("docs/x.md"), "What is due today?\n")) == []


def test_two_classes_of_one_name_are_found():
    """One word has one meaning in the library, whichever module it is in."""
    sources = {Path("src/a.py"): "class Line:\n    pass\n", Path("src/b.py"): "class Line:\n    pass\n"}
    (found,) = prose.of_classes(sources)
    assert "Line is the name of a class in src/a.py too" in found.why


def test_the_project_has_none():
    """Whoever writes a sentence that has to be read twice is told where, before it lands."""
    assert [str(finding) for finding in prose.findings()] == []
