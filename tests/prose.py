"""Finds prose that has to be read twice: `python -m tests.prose` prints each place, and fails where there is one.

It finds what a program can: sentences that begin with "What", "Of" or "That" and are no question, docstrings of tests
under five words, private names that are verbs used as nouns, numbers that do not name their unit, and one name for two
public or two private classes. docs/contributing.md has the rules that it serves.
"""

import ast
import io
import re
import sys
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LEAST_WORDS = 5
_MODULES = ("src/**/*.py", "tests/**/*.py", "docs/*.py", "examples/*.py")
_OPENINGS = re.compile(r"(What|Of|That)\b")
#: A bare "Is one." completes the name of its function in place of being a sentence.
_FRAGMENTS = re.compile(r"(Is|Are|Or|And|Nor)\b")
#: Words that one author uses as terms, and a reader has to look up.
_TERMS = frozenset({"wants", "told", "says", "ours"})
#: Names that hold such a word and are stored for ever, or are public since before this list.
_STORED = frozenset({"told_by", "told_to", "says"})
#: Words that name a unit. A constant that is a number has one of them in its name.
_UNITS = frozenset(
    [
        "BYTES",
        "CHARACTERS",
        "COLUMNS",
        "COLUMN",
        "DAY",
        "DAYS",
        "DEPTH",
        "DIGITS",
        "ELEMENTS",
        "ENTRIES",
        "EVENTS",
        "EXAMPLES",
        "FAULTS",
        "HOLIDAYS",
        "HOURS",
        "KINDS",
        "LACKING",
        "LENGTH",
        "LINES",
        "LINE",
        "MEETINGS",
        "MIB",
        "MINUTES",
        "MONTH",
        "MONTHS",
        "MOVES",
        "NUMBER",
        "PAIRS",
        "PARTS",
        "PERCENT",
        "PIXELS",
        "RATES",
        "REPRESENTATIVES",
        "REVISION",
        "ROUNDS",
        "ROWS",
        "ROW",
        "SCORE",
        "SECONDS",
        "SHARE",
        "SIZE",
        "STEPS",
        "SUBJECTS",
        "TESTS",
        "TRIES",
        "VERDICTS",
        "VERSION",
        "WEEKDAYS",
        "WEEKS",
        "WEIGHT",
        "WHOLE",
        "WIDTH",
        "WORDS",
        "YEAR",
        "YEARS",
        "FORMAT",
    ]
)
#: Names of a day of the week or a month are numbers that say what they are.
_CALENDAR = frozenset({"SATURDAY", "SUNDAY", "DECEMBER", "CHRISTMAS"})


class Finding(NamedTuple):
    """One place, and what to write instead."""

    path: Path
    line: int
    why: str

    def __str__(self) -> str:
        return f"{self.path.as_posix()}:{self.line}: {self.why}"


def of_python(path: Path, source: str) -> Iterator[Finding]:
    """The findings in a module."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
            yield from _of_docstring(path, node)
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from _of_name(path, node)
    yield from _of_comments(path, source)
    for node in tree.body:
        yield from _of_constant(path, node)


def _of_docstring(path: Path, node: ast.Module | ast.FunctionDef | ast.ClassDef) -> Iterator[Finding]:
    docstring = ast.get_docstring(node)
    if not docstring:
        return
    line = getattr(node, "lineno", 1)
    summary = " ".join(docstring.split("\n\n")[0].split())
    if _OPENINGS.match(summary) and not summary.endswith("?"):
        yield Finding(path, line, "the summary begins with What, Of or That: put the subject first")
    if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
        if len(summary.split()) < LEAST_WORDS:
            yield Finding(path, line, f"the docstring of a test has under {LEAST_WORDS} words: say why it matters")
        if _FRAGMENTS.match(summary) and not summary.endswith("?"):
            yield Finding(path, line, "the docstring completes the function's name: make it a sentence")


def _of_name(path: Path, node: ast.FunctionDef | ast.ClassDef) -> Iterator[Finding]:
    words = set(node.name.strip("_").split("_"))
    if words & _TERMS and node.name not in _STORED and not node.name.startswith("test_"):
        yield Finding(path, node.lineno, f"{min(words & _TERMS)!r} is used as a term: name the act or the thing")


def _of_comments(path: Path, source: str) -> Iterator[Finding]:
    begun = False
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            said = token.string.lstrip("#:").strip()
            if not begun and _OPENINGS.match(said) and not said.endswith("?"):
                yield Finding(path, token.start[0], "the comment begins with What, Of or That: put the subject first")
            begun = True
        elif token.type not in {tokenize.NL, tokenize.NEWLINE}:
            begun = False


def _of_constant(path: Path, node: ast.stmt) -> Iterator[Finding]:
    """A module-level number without a unit in its name."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    value = getattr(node, "value", None)
    if not isinstance(value, ast.Constant) or type(value.value) not in {int, float}:
        return
    for target in targets:
        if not isinstance(target, ast.Name) or not target.id.isupper():
            continue
        if not (_UNITS | _CALENDAR) & set(target.id.strip("_").split("_")):
            yield Finding(path, node.lineno, f"{target.id} is a number: name its unit")


def of_markdown(path: Path, text: str) -> Iterator[Finding]:
    """The findings in a page: paragraphs and list items, code apart."""
    fenced, blank = False, True
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        begins = blank or line.lstrip().startswith(("- ", "* "))
        said = line.strip().lstrip("-* ")
        if not fenced and begins and _OPENINGS.match(said) and "?" not in said:
            yield Finding(path, number, "the sentence begins with What, Of or That: put the subject first")
        blank = not line.strip()


def of_classes(sources: dict[Path, str]) -> Iterator[Finding]:
    """One name for two classes of the library, public or private."""
    found: dict[str, list[tuple[Path, int]]] = defaultdict(list)
    for path, source in sources.items():
        for node in ast.parse(source).body:
            if isinstance(node, ast.ClassDef):
                found[node.name].append((path, node.lineno))
    for name, places in found.items():
        for path, line in places[1:]:
            yield Finding(path, line, f"{name} is the name of a class in {places[0][0].as_posix()} too")


def findings(root: Path = ROOT) -> list[Finding]:
    """Every finding of a project, by file and line."""
    modules = [
        *root.glob("src/**/*.py"),
        *root.glob("tests/**/*.py"),
        *root.glob("docs/*.py"),
        *root.glob("examples/*.py"),
    ]
    sources = {path.relative_to(root): path.read_text("utf-8") for path in sorted(modules)}
    found = [finding for path, source in sources.items() for finding in of_python(path, source)]
    library = {path: source for path, source in sources.items() if path.parts[0] == "src"}
    found += of_classes(library)
    for page in sorted([root / "README.md", *root.glob("docs/**/*.md")]):
        if page.is_file():
            found += of_markdown(page.relative_to(root), page.read_text("utf-8"))
    return sorted(found)


def main() -> int:
    """Print every finding."""
    found = findings()
    for finding in found:
        print(finding)
    print(f"{len(found)} places to write again")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
