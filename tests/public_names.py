"""The names that others may rely on: what stands at each floor's door, and so at one documented path.

python -m tests.public_names        writes tests/public_names.txt
"""

import importlib
import pkgutil
from pathlib import Path

import reflective

LIST = Path(__file__).with_suffix(".txt")


def doors():
    """Each floor and the names it offers; `reflective` itself holds its version and nothing else."""
    floors = sorted(found.name for found in pkgutil.iter_modules(reflective.__path__) if found.name[0] != "_")
    modules = {f"reflective.{name}": importlib.import_module(f"reflective.{name}") for name in floors}
    return {name: tuple(getattr(module, "__all__", ())) for name, module in modules.items()}


def listed(offered):
    """One name a line, as the list is checked in."""
    return "".join(f"{door}.{name}\n" for door, names in sorted(offered.items()) for name in sorted(names))


if __name__ == "__main__":
    LIST.write_text(listed(doors()), encoding="utf-8")
