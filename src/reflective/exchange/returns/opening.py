"""Which reader a path wants."""

from pathlib import Path
from typing import Final

from reflective.exchange.returns.census import read_census
from reflective.exchange.returns.events_file import read_events
from reflective.exchange.returns.looked_after import read_looked_after
from reflective.exchange.returns.source import Progress, Return
from reflective.exchange.returns.table import bad

__all__ = ["open_return"]

_ACCEPTED: Final = "the folder of a looked-after return, a children in need census (.xml), or events (.csv)"
_NOT_YET: Final = f"{_ACCEPTED}; .parquet is not read yet"


def open_return(path: str | Path, *, on_progress: Progress | None = None) -> Return:
    """The return at a path, by what it is: a folder, `.xml` or `.csv`.

    Raises `BadDocument` for anything else, and OSError where there is nothing. `on_progress` is called now and then
    with the bytes read and the bytes there are.
    """
    path = Path(path)
    if path.is_dir():
        return read_looked_after(path, on_progress=on_progress)
    path.stat()
    kind = path.suffix.lower()
    if kind == ".xml":
        return read_census(path, on_progress=on_progress)
    if kind != ".csv":
        bad("$", _NOT_YET if kind == ".parquet" else _ACCEPTED)
    return read_events(path, on_progress=on_progress)
