"""The folder of a policy: which files it may have, and their bytes. No path is in any error: it may hold a name."""

from os import PathLike
from pathlib import Path
from typing import Final

from reflective.documents import Faults
from reflective.errors import BadDocument, BadValue
from reflective.policy.files import FILES

__all__ = ["documents_in", "file_name"]

_ENDING: Final = ".toml"
_NAMES: Final = ", ".join(f"{name}{_ENDING}" for name in FILES)
#: The most bytes of a file that are read: TOML of more characters is refused, and one takes up to four bytes.
_MAX_BYTES: Final = 4_000_001


def file_name(name: str) -> str:
    """The name of the file that says a part."""
    return f"{name}{_ENDING}"


def documents_in(folder: object) -> dict[str, bytes]:
    """The documents of a folder, by the name of each without its ending.

    Raises `BadDocument` for a folder with none of them, or with a file that nothing would read; `BadValue` for what is
    no folder; and OSError, without the path.
    """
    if not isinstance(folder, str | PathLike):
        raise BadValue(name="policy", wanted="the path of a folder")
    failed: Exception
    try:
        path = Path(folder)
        if path.is_dir():
            return _documents(path)
        failed = BadValue(name="policy", wanted="a folder that is there")
    except OSError as unread:
        failed = OSError(unread.errno, unread.strerror)
    except ValueError as refused:  # a path with a null character in it; or a fault, which is a ValueError too
        failed = (
            refused if isinstance(refused, BadDocument) else BadValue(name="policy", wanted="a folder that is there")
        )
    # Raised out here, so that no path hangs on it: it may be named for somebody.
    raise failed


def _documents(folder: Path) -> dict[str, bytes]:
    faults = Faults()
    named = [one for one in sorted(folder.iterdir()) if one.suffix.lower() == _ENDING]
    ours = {one.stem: one for one in named if one.name in {f"{name}{_ENDING}" for name in FILES}}
    # Another name is not repeated: it may be somebody's.
    if len(named) > len(ours):
        faults.add("the folder", f"must have no {_ENDING} file by another name than {_NAMES}")
    if not ours:
        faults.add("the folder", f"must have one of {_NAMES}, or several")
    for name, path in ours.items():
        if not path.is_file():
            faults.add(f"{name}{_ENDING}", "must be a regular file, and no folder, pipe or device")
    if faults:
        raise faults.error()
    return {name: _bytes_of(path) for name, path in ours.items()}


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MAX_BYTES)
