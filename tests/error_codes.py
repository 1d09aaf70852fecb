"""The codes of the library's errors: permanent words for programs to act on, listed so that a change is seen in review.

python -m tests.error_codes        writes tests/error_codes.txt
"""

import ast
import re
from pathlib import Path

LIST = Path(__file__).with_suffix(".txt")
SHAPE = re.compile(r"[a-z_]+\.[a-z_]+")
SOURCES = Path(__file__).parent.parent / "src" / "reflective"


def codes(root=SOURCES):
    """Every code in the sources: those of classes, those that an entry is refused with, and one for each noun."""
    found = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found |= set(_texts(node)) & set(filter(SHAPE.fullmatch, _texts(node)))
            found |= {f"{noun.partition(' ')[0]}.unknown" for noun in _nouns(node)}
    return sorted(found)


def _texts(node):
    """The texts that may be codes: what is called a code, and what stands before the words of a fault of a log."""
    if isinstance(node, ast.keyword) and node.arg == "code":
        yield from _constants(node.value)
    named = getattr(getattr(node, "target", None), "id", getattr(node, "name", ""))
    shape = isinstance(node, ast.Tuple) and any(text.startswith(("strike.", "entry.")) for text in _constants(node))
    if named == "code" or shape:
        yield from _constants(node)


def _nouns(node):
    """The nouns of what is looked for and may be unknown; items of a machine are called as it is."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        given = [one.value for one in node.keywords if one.arg in {"noun", "item"}]
        if name == "UnknownId":
            yield from (text for one in given for text in _constants(one))
        elif name == "_unknown":
            yield from (text for one in [*node.args, *given] for text in _constants(one))
        elif name == "Machine" and given:
            yield from _constants(node.args[0])


def _constants(node):
    return [one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def listed(found):
    """One code a line, as the list is checked in."""
    return "".join(f"{code}\n" for code in found)


if __name__ == "__main__":
    LIST.write_text(listed(codes()), encoding="utf-8")
