"""Draw which package imports which, from the import statements themselves.

`python docs/imports.py` writes the page docs/explanation/imports.md. A test compares the page with the imports. A
circle, of packages or of modules, raises `graphlib.CycleError`, which names it.
"""

import re
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Final

import grimp

__all__ = ["PAGE", "imports", "page"]

PAGE: Final = Path(__file__).parent / "explanation" / "imports.md"
_PROJECT: Final = Path(__file__).parent.parent / "pyproject.toml"

_OPENING: Final = """\
# Imports

Each package imports those below it, and none imports in a circle. The floors and their reasons are in
[the architecture](architecture.md). An arrow points to the package that is imported. An import is not drawn where a
longer way leads to the same package; the table has every one.

This page is drawn by `python docs/imports.py`, from the import statements. The script stops where two modules import
each other, directly or in a circle.
"""

_TABLE: Final = """\
## Every import

From the lowest floor to the highest. Each row imports only packages of the rows above it, so there is no circle.

| package | imports |
|---|---|"""

#: The top package, which has the version and is on no floor.
_TOP: Final = ""

_Imports = dict[str, set[str]]


def imports() -> _Imports:
    """The modules that each module of the library imports, within functions and for type checkers too."""
    graph = grimp.build_graph("reflective", cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def page(modules: _Imports) -> str:
    """The whole page, as it should stand."""
    TopologicalSorter(modules).prepare()
    packages = _packages(modules)
    TopologicalSorter(packages).prepare()
    rows = (
        f"| `{one}` | {', '.join(f'`{other}`' for other in packages if other in packages[one])} |" for one in packages
    )
    return "\n".join([_OPENING, "```mermaid", *_drawing(packages), "```", "", _TABLE, *rows, ""])


def _packages(modules: _Imports) -> _Imports:
    """The packages that each package imports, from the lowest floor to the highest."""
    found: _Imports = {_package(module): set() for module in sorted(modules, key=_height)}
    for module, below in modules.items():
        found[_package(module)] |= {_package(one) for one in below} - {_package(module), _TOP}
    return {one: below for one, below in found.items() if one != _TOP}


def _package(module: str) -> str:
    """The package that a module is in: its floor, or its kind of record."""
    _, *names = module.split(".")
    return ".".join(names[:2] if names[:1] == ["practice"] else names[:1])


def _height(module: str) -> tuple[int, int, str]:
    """Where a package stands: its floor, and on the floor of the records their common door last."""
    package = _package(module)
    floors = [floor for floor in _floors() if package.partition(".")[0] in floor]
    return (_floors().index(floors[0]) if floors else -1), package == "practice", package


def _floors() -> list[list[str]]:
    """The floors as the contract has them, the lowest first."""
    contracts = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    (floors,) = [contract["layers"] for contract in contracts if contract["id"] == "floors"]
    return [re.findall(r"\w+", floor) for floor in reversed(floors)]


def _drawing(packages: _Imports) -> Iterator[str]:
    yield "flowchart TB"
    records = [one for one in packages if one.startswith("practice")]
    yield '    subgraph kinds["kinds of record"]'
    yield from (f'        {_node(one)}["{one}"]' for one in records)
    yield "    end"
    for one in reversed(packages):
        if one not in records:
            yield f'    {_node(one)}["{one}"]'
    for one in reversed(packages):
        below = packages[one]
        implied = set().union(*(_reached(packages, other) for other in below))
        yield from (f"    {_node(one)} --> {_node(other)}" for other in packages if other in below - implied)


def _node(package: str) -> str:
    return package.replace(".", "_").strip("_")


def _reached(packages: _Imports, start: str) -> set[str]:
    """Everything that a package imports by way of others."""
    return set(packages[start]).union(*(_reached(packages, one) for one in packages[start]))


if __name__ == "__main__":
    PAGE.write_text(page(imports()), encoding="utf-8")
