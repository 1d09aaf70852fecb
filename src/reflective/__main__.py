"""The `reflective` command, in the `cli` extra."""

import importlib.util
import sys

__all__ = ["main"]


def main() -> int:
    """Run the command, or say in one line what is missing; the exit code is 0, 1 or 2."""
    if any(importlib.util.find_spec(name) is None for name in ("click", "rich")):
        print("reflective: the command needs the cli extra: pip install 'reflective-supervision[cli]'", file=sys.stderr)
        return 2
    from reflective.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
