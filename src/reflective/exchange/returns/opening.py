"""The one file of the returns that knows paths: it opens what a path names, and picks the reader."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from reflective.errors import BadValue
from reflective.exchange.returns.census import read_census
from reflective.exchange.returns.elements import first_names
from reflective.exchange.returns.events_file import read_events
from reflective.exchange.returns.faults import ReturnFaults
from reflective.exchange.returns.files import opened, without_path
from reflective.exchange.returns.looked_after import is_read, read_looked_after
from reflective.exchange.returns.looked_after_xml import is_looked_after
from reflective.exchange.returns.mapping import NO_MAPPING, ColumnMapping
from reflective.exchange.returns.source import Child, Progress, Return, refuse
from reflective.fields import check

__all__ = ["open_return", "opened"]

_ACCEPTED: Final = (
    "must be the folder of a looked-after return, its XML or a children in need census (.xml), or events (.csv)"
)
_NOT_YET: Final = f"{_ACCEPTED}; reflective.frames.read_table reads .parquet"
_SAVE_AS: Final = f"{_ACCEPTED}: save a workbook or a table of text as CSV UTF-8"
_OTHERS: Final = {".parquet": _NOT_YET} | dict.fromkeys((".xlsx", ".xls", ".xlsm", ".ods", ".tsv", ".txt"), _SAVE_AS)


def open_return(
    path: str | PathLike[str],
    *,
    mapping: "ColumnMapping | str | PathLike[str] | None" = None,
    holds: Iterable[str] | None = None,
    keep: Iterable[str] = (),
    on_progress: Progress | None = None,
) -> Return:
    """The return at a path. The path decides the reader: a folder, `.xml` or `.csv`.

    `mapping` is a `ColumnMapping`, or the path of one in TOML. `holds` are the kinds of event that the source holds, in
    place of those of its sort or of its rows; `keep` are fields to keep as facts of events, beside the mapping's own.
    The file is opened for each reading and closed at its end. Raises `BadDocument` for any other kind of path, and for
    a pipe or a device; raises OSError, without the path, for a file that cannot be opened.
    """
    if not isinstance(path, str | PathLike):
        raise BadValue(name="path", wanted="text or a path")
    given = _mapping(mapping).with_more(keep=keep, holds=holds)
    place = Path(path)
    is_folder = without_path(place.is_dir)
    if not is_folder and place.suffix.lower() not in {".xml", ".csv"}:
        refuse("$", _OTHERS.get(place.suffix.lower(), _ACCEPTED))
    with _opened_return(place) as files:
        reader = read_looked_after if is_folder else _reader(place.suffix.lower(), files, given)
        taken = {"x.xml": files} if reader is read_looked_after and not is_folder else files
        first = reader(taken, mapping=given, on_progress=on_progress)

    def reading(source: Return, faults: ReturnFaults) -> Iterator[Child]:
        with _opened_return(place) as files:
            taken = {"x.xml": files} if reader is read_looked_after and not is_folder else files
            yield from reader(taken, mapping=given, on_progress=on_progress).reading(source, faults)

    return Return(
        reading,
        ruleset=first.ruleset,
        holds=None if first.ruleset is None and given.holds is None else first.holds,
        holds_from=first.holds_from,
        keep=first.keep,
    )


def _mapping(given: object) -> ColumnMapping:
    """The mapping that is given, or read from the path that is given."""
    if given is None:
        return NO_MAPPING
    if isinstance(given, str | PathLike):
        return ColumnMapping.read(given)
    check("mapping", given, ColumnMapping)
    return cast("ColumnMapping", given)


def _reader(kind: str, file: BinaryIO, mapping: ColumnMapping) -> Callable[..., Return]:
    """The reader of a file. XML is a looked-after return or a census by the names of its first elements."""
    if kind == ".csv":
        return read_events
    if is_looked_after(first_names(file)):
        return read_looked_after
    if mapping.is_of_a_table:
        raise BadValue(name="mapping", wanted="without columns, kinds, days, dates or encoding, which XML has itself")
    return read_census


@contextmanager
def _opened_return(path: Path) -> Iterator[Any]:
    """Open what a reader takes: one file, or the files of a folder by name."""
    with ExitStack() as stack:
        if without_path(path.is_dir):
            found = without_path(lambda: [one for one in path.iterdir() if is_read(one.name)])
            yield {one.name: stack.enter_context(opened(one)) for one in found}
        else:
            yield stack.enter_context(opened(path))
