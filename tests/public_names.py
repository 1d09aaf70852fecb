"""The names that others may rely on: what stands at each documented door, and so at one documented path.

python -m tests.public_names        writes tests/public_names.txt
"""

import importlib
import re
from pathlib import Path

LIST = Path(__file__).with_suffix(".txt")
REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
#: The door at which the records are documented; the door of a record's own package has them too.
FIRST = "reflective.practice"


def doors():
    """Each module that the reference documents and the names it offers."""
    pages = sorted(REFERENCE.rglob("*.md"))
    named = [name for page in pages for name in re.findall(r"automodule:: (\S+)", page.read_text(encoding="utf-8"))]
    return {name: tuple(importlib.import_module(name).__all__) for name in named}


def listed(offered):
    """One name a line, as the list is checked in."""
    return "".join(f"{door}.{name}\n" for door, names in sorted(offered.items()) for name in sorted(names))


if __name__ == "__main__":
    LIST.write_text(listed(doors()), encoding="utf-8")
