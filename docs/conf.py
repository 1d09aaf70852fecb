"""How Sphinx builds these pages: Markdown, with every warning an error."""

import enum
import importlib
import pkgutil
import tomllib
from pathlib import Path
from typing import Any

from sphinx.pycode import ModuleAnalyzer

_PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]

project = "reflective"
author = "the authors of reflective"
version = release = _PROJECT["version"]
language = "en-GB"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinxcontrib.mermaid"]
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = f"reflective {version}"
html_static_path = ["_static"]
html_css_files = ["pages.css"]

# Docstrings are read in an editor first: a single backtick is code there, and so it is here.
default_role = "code"
autodoc_default_options = {
    "members": True,
    "imported-members": True,
    "no-value": True,
    "special-members": "__contains__, __getitem__, __iter__, __len__",
}
autodoc_member_order = "bysource"
autodoc_typehints = "signature"

myst_fence_as_directive = ["mermaid"]
# Mermaid names each diagram by the millisecond otherwise, and draws two of one millisecond on top of each other.
mermaid_init_config = {"startOnLoad": False, "deterministicIds": True}
# A term and what it means, as the glossary and the list of rulesets have them.
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3


def _skip(_app: Any, _what: str, _name: str, member: object, _skip: bool, _options: Any) -> bool | None:  # noqa: FBT001
    """Show the members of an enum, whose values are stored for ever; leave out what a named tuple says of itself."""
    if isinstance(member, enum.Enum):
        return False
    return True if (getattr(member, "__doc__", None) or "").startswith("Alias for field number") else None


def _comment(_app: Any, what: str, name: str, _object: object, _options: Any, lines: list[str]) -> None:
    """Describe a constant by the comment above it, in whichever module of the door makes it, and not by its class."""
    if what != "data":
        return
    door, _, constant = name.rpartition(".")
    path = getattr(importlib.import_module(door), "__path__", ())
    modules = [door, *(found.name for found in pkgutil.iter_modules(path, f"{door}."))]
    comments = (ModuleAnalyzer.for_module(module).find_attr_docs().get(("", constant)) for module in modules)
    lines[:] = next(filter(None, comments), [])


def _signature(_app: Any, _what: str, _name: str, _object: Any, _options: Any, signature: str, returns: str) -> Any:
    """Call the kinds of text by their names."""
    for kind in ("Id", "Key", "Text"):
        written = f"Annotated[str, '{kind.lower()}']"
        signature = signature and signature.replace(written, kind)
        returns = returns and returns.replace(written, kind)
    return signature, returns


def setup(app: Any) -> None:
    """Join these to what Sphinx does."""
    app.connect("autodoc-skip-member", _skip)
    app.connect("autodoc-process-docstring", _comment)
    app.connect("autodoc-process-signature", _signature)
