"""How Sphinx builds these pages: Markdown, with every warning an error."""

import tomllib
from pathlib import Path

_PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]

project = "reflective"
author = "the authors of reflective"
version = release = _PROJECT["version"]
language = "en-GB"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinxcontrib.mermaid"]
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = f"reflective {version}"

# Docstrings are read in an editor first: a single backtick is code there, and so it is here.
default_role = "code"
autodoc_default_options = {"members": True, "imported-members": True, "show-inheritance": True}
autodoc_member_order = "groupwise"
autodoc_typehints = "signature"

myst_fence_as_directive = ["mermaid"]
myst_heading_anchors = 3
