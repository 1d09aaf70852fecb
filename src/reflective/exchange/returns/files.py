"""Files opened by their paths, with no path in any error: a path may be named for a child."""

from collections.abc import Callable
from os import PathLike
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO, TypeVar

from reflective.errors import BadValue
from reflective.exchange.returns.source import refuse

__all__ = ["opened", "opened_at", "without_path"]

_T = TypeVar("_T")


def opened(path: Path) -> BinaryIO:
    """Open a regular file for reading; a pipe or a device could be read for ever.

    Raises `BadDocument` for anything but a regular file, and OSError without the path, which may hold a name.
    """
    if not S_ISREG(without_path(path.stat).st_mode):
        refuse("$", "must be a regular file, and no folder, pipe or device")
    return without_path(lambda: path.open("rb"))


def opened_at(name: str, path: object) -> BinaryIO:
    """Open the regular file that an argument of this name gives by its path; raises `BadValue` for no path."""
    if not isinstance(path, str | PathLike):
        raise BadValue(name=name, wanted="text or a path")
    return opened(Path(path))


def without_path(act: Callable[[], _T]) -> _T:
    """Do something with a path. An OSError is raised again without the path, which may hold a name."""
    failed: Exception
    try:
        return act()
    except OSError as unread:
        failed = OSError(unread.errno, unread.strerror)
    except ValueError:  # a path with a null character in it
        failed = BadValue(name="path", wanted="a path without a null character")
    # Raised outside the except block, so that the first error is not on `__context__`.
    raise failed
