"""The one file of the returns that knows paths: it opens what a path names, and picks the reader."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from os import PathLike
from pathlib import Path
from stat import S_ISREG
from typing import Any, BinaryIO, Final, TypeVar

from reflective.errors import BadValue
from reflective.exchange.returns.census import read_census
from reflective.exchange.returns.events_file import read_events
from reflective.exchange.returns.looked_after import is_read, read_looked_after
from reflective.exchange.returns.source import Child, Faults, Progress, Return, refuse

__all__ = ["open_return", "opened"]

_T = TypeVar("_T")

_READERS: Final[dict[str, Callable[..., Return]]] = {".xml": read_census, ".csv": read_events}
_ACCEPTED: Final = "the folder of a looked-after return, a children in need census (.xml), or events (.csv)"
_NOT_YET: Final = f"{_ACCEPTED}; .parquet is not read yet"


def open_return(path: str | PathLike[str], *, on_progress: Progress | None = None) -> Return:
    """The return at a path. The path decides the reader: a folder, `.xml` or `.csv`.

    The file is opened for each reading and closed at its end. Raises `BadDocument` for any other kind of path, and for
    a pipe or a device; raises OSError, without the path, for a file that cannot be opened.
    """
    if not isinstance(path, str | PathLike):
        raise BadValue(name="path", wanted="text or a path")
    place = Path(path)
    kind = place.suffix.lower()
    reader = read_looked_after if _without_path(place.is_dir) else _READERS.get(kind)
    if reader is None:
        refuse("$", _NOT_YET if kind == ".parquet" else _ACCEPTED)
    with _opened_return(place) as files:
        first = reader(files, on_progress=on_progress)

    def reading(source: Return, faults: Faults) -> Iterator[Child]:
        with _opened_return(place) as files:
            yield from reader(files, on_progress=on_progress).reading(source, faults)

    return Return(reading, ruleset=first.ruleset, holds=first.holds, holds_from=first.holds_from)


def opened(path: Path) -> BinaryIO:
    """Open a regular file for reading; a pipe or a device could be read for ever.

    Raises `BadDocument` for anything but a regular file, and OSError without the path, which may hold a name.
    """
    if not S_ISREG(_without_path(path.stat).st_mode):
        refuse("$", "a regular file, and no folder, pipe or device")
    return _without_path(lambda: path.open("rb"))


@contextmanager
def _opened_return(path: Path) -> Iterator[Any]:
    """Open what a reader takes: one file, or the files of a folder by name."""
    with ExitStack() as stack:
        if _without_path(path.is_dir):
            found = _without_path(lambda: [one for one in path.iterdir() if is_read(one.name)])
            yield {one.name: stack.enter_context(opened(one)) for one in found}
        else:
            yield stack.enter_context(opened(path))


def _without_path(act: Callable[[], _T]) -> _T:
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
