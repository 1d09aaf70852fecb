"""Write the JSON Schema of documents, from the declarations of their records and contents.

`python docs/schema.py` writes docs/reference/schema.json, unless the new schema takes back what the old one promised:
names that documents use are permanent. Before the first release the file may be deleted and made anew; after it, never.
A test compares the file with the declarations.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from reflective.exchange.json import schema

__all__ = ["PAGE", "broken", "page"]

PAGE: Final = Path(__file__).parent / "reference" / "schema.json"

#: Where a schema has names of a document's own, to which a later one may add.
_NAMED: Final = frozenset({"properties", "$defs"})
#: Keywords that nothing depends on.
_NOTES: Final = frozenset({"title", "description"})


def page() -> str:
    """The whole file, as it should stand."""
    return json.dumps(schema(), indent=1) + "\n"


def broken(old: Any, new: Any, path: str = "$", key: str = "") -> Iterator[str]:
    """The places where a new schema may refuse what an old one accepted, or has another default.

    Listed values, tags and fields may be added, and a field may be required no longer.
    """
    if isinstance(old, dict) and isinstance(new, dict):
        added = () if key in _NAMED else new.keys() - old.keys() - _NOTES
        yield from (f"{path}.{one}" for one in sorted(added))
        for one, held in old.items():
            if one == "required" and key not in _NAMED:
                yield from (f"{path}.{name}" for name in new.get(one, ()) if name not in held)
            elif one not in _NOTES or key in _NAMED:
                yield from broken(held, new.get(one), f"{path}.{one}", one)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _broken_list(old, new, path, key)
    elif old != new:
        yield path


def _broken_list(old: list[Any], new: list[Any], path: str, key: str) -> Iterator[str]:
    """The places where a list of a new schema may refuse what an old one accepted."""
    if key == "enum":
        yield from (f"{path}: {json.dumps(one)}" for one in old if one not in new)
    elif key == "allOf":
        # A condition on the kinds of record, or on the tags, may be one of more kinds and tags.
        kept = (any(not any(broken(one, other, path)) for other in new) for one in old)
        yield from (f"{path}: {json.dumps(one)}" for one, is_kept in zip(old, kept, strict=True) if not is_kept)
    elif len(old) == len(new):
        for place, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from broken(one, other, f"{path}[{place}]")
    else:
        yield path


def main() -> str | None:
    """Write the file, or give what would be taken back."""
    new = schema()
    old = json.loads(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else new
    taken_back = list(broken(old, new))
    if taken_back:
        return "\n".join(taken_back)
    PAGE.write_text(page(), encoding="utf-8")
    return None


if __name__ == "__main__":
    sys.exit(main())
