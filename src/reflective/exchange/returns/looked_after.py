"""The looked-after return (SSDA903) as events: the CSV files of its folder, or its XML."""

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final

from reflective.errors import BadDocument, BadValue
from reflective.exchange.returns.codes import REGIMES
from reflective.exchange.returns.episodes import EPISODE_KINDS, REVIEW_KINDS
from reflective.exchange.returns.faults import ReturnFaults, TableFaults
from reflective.exchange.returns.gathering import Gathered
from reflective.exchange.returns.looked_after_xml import read_xml
from reflective.exchange.returns.mapping import NO_MAPPING, ColumnMapping
from reflective.exchange.returns.source import Child, Progress, Return, check_progress, refuse, rewind
from reflective.exchange.returns.table import Table
from reflective.fields import check

__all__ = ["REGIMES", "is_read", "read_looked_after"]

_EPISODES: Final = "episodes"
_REVIEWS: Final = "reviews"
_HEADER: Final = "header"
_XML: Final = "xml"
#: The columns of each file that are read, and those that are read where they are there.
_COLUMNS: Final = {
    _EPISODES: (("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"), ()),
    _REVIEWS: (("CHILD", "REVIEW", "REVIEW_CODE"), ("DOB",)),
    _HEADER: (("CHILD",), ("DOB",)),
}
_ENDINGS: Final = {_EPISODES: ("episodes", "episode"), _REVIEWS: ("reviews", "review"), _HEADER: ("header", "headers")}
#: Words of the names of other files of the return: of social workers, of time missing, and of the year before.
_OTHER_WORDS: Final = frozenset({"sw", "missing", "worker", "workers", "swepisodes"})
_WANTED: Final = "a folder with episodes.csv, and reviews.csv where there are reviews, or with one file of XML"


def read_looked_after(
    files: Mapping[str, BinaryIO],
    *,
    mapping: ColumnMapping | None = None,
    on_progress: Progress | None = None,
) -> Return:
    """The events of a looked-after return, from its files by name: those of episodes, reviews and headers, or its XML.

    Each file is open, binary and seekable, and stays open until reading is over. A name need not be `episodes.csv`:
    `SSDA903_episodes_2024.csv` will do, and other names are left out. `ref` is the row of `episodes.csv` as a
    spreadsheet counts, where the header is row 1. Adjoining episodes of a child under one emergency legal status are
    one stay, and those with a change of legal status alone one placement, whose `ref` joins their rows by commas, or
    where they are too many for an id is the first row and how many more; short breaks and temporary placements are each
    an episode. Raises `BadDocument` if there are no episodes or several files of them, and `BadValue` for anything but
    such files.
    """
    check_progress(on_progress)
    check("mapping", mapping, ColumnMapping | None)
    if not isinstance(files, Mapping) or not all(isinstance(name, str) for name in files):
        raise BadValue(name="files", wanted="a mapping from the name of a file to the open file")
    found = _files(files)
    for name in found.values():
        rewind(files[name])
    given = mapping or NO_MAPPING
    holds = EPISODE_KINDS if _REVIEWS not in found and _XML not in found else EPISODE_KINDS | REVIEW_KINDS

    def reading(source: Return, faults: ReturnFaults) -> Iterator[Child]:
        gathered = Gathered(faults, holds, given)
        try:
            if _XML in found:
                read_xml(files[found[_XML]], source, gathered, on_progress)
            else:
                tables = {role: (name, files[name]) for role, name in found.items()}
                _Tables(tables, source, gathered).read(on_progress)
            yield from gathered.children(source)
        finally:
            gathered.close()

    return Return(
        reading,
        ruleset="looked-after-return",
        holds=given.holds_or(holds),
        holds_from=given.days_held,
        keep=given.keep,
    )


def is_read(name: str) -> bool:
    """Whether a file of the folder is read, by its name. The case of its letters does not matter."""
    return _role(name) is not None


def _role(name: str) -> str | None:
    """The kind of file, by its name as people give names: `SSDA903_episodes_2024.csv`, `Episodes (1).csv`."""
    stem, _, kind = name.lower().rpartition(".")
    if kind == "xml":
        return _XML
    words = re.findall("[a-z]+", stem)
    if kind != "csv" or _OTHER_WORDS.intersection(words):
        return None
    return next((role for role, ends in _ENDINGS.items() if any(word.endswith(ends) for word in words)), None)


def _files(files: Mapping[str, BinaryIO]) -> dict[str, str]:
    """The name of the file of each role; XML is read only where there are no episodes as CSV."""
    by_role: dict[str, list[str]] = {}
    for name in files:
        role = _role(name)
        if role is not None:
            by_role.setdefault(role, []).append(name)
    if _EPISODES not in by_role and _XML not in by_role:
        refuse("$", f"must be {_WANTED}")
    wanted = (_XML,) if _EPISODES not in by_role else (_EPISODES, _REVIEWS, _HEADER)
    for role in wanted:
        many = len(by_role.get(role, ()))
        if many > 1:
            refuse("$", f"must be {_WANTED}; {many} files have a name of {role}, and nobody can tell which is meant")
    return {role: by_role[role][0] for role in wanted if role in by_role}


class _Tables:
    """The files of a folder, by what they hold."""

    def __init__(self, tables: Mapping[str, tuple[str, BinaryIO]], source: Return, gathered: Gathered) -> None:
        self._tables = tables
        self._source = source
        self._gathered = gathered
        self._take = {_EPISODES: gathered.episode, _REVIEWS: gathered.review, _HEADER: gathered.header}

    def read(self, on_progress: Progress | None) -> None:
        """Read them one after the other, with progress as through one."""
        lengths = {role: rewind(file) for role, (_, file) in self._tables.items()}
        total, before = sum(lengths.values()), 0
        for role in self._tables:
            progress = _part(on_progress, before, total)
            before += lengths[role]
            try:
                self._read_table(role, progress)
                continue
            except BadDocument:
                if role != _HEADER:
                    raise
            # It only says who is in the return, and when they were born.
            self._source.remark("header.csv was not read: its columns or its encoding are not as they should be")

    def _read_table(self, role: str, on_progress: Progress | None) -> None:
        (name, file), given = self._tables[role], self._gathered.mapping
        wanted, also = _COLUMNS[role]
        table = Table(
            # Any other name may be a person's.
            name=name if name.lower() == f"{role}.csv" else f"{role}.csv",
            wanted=wanted,
            also=(*also, *given.keep),
            renamed=tuple((ours, theirs) for ours, theirs in given.columns if ours in {*wanted, *also}),
            encoding=given.codec,
        )
        faults = TableFaults(self._gathered.faults, table.name)
        self._gathered.places[role] = faults.place
        for row in table.rows(file, self._source, faults, on_progress):
            self._take[role](row, faults)
        faults.close()


def _part(on_progress: Progress | None, before: int, total: int) -> Progress | None:
    """Report progress through one of several files as progress through all of them."""
    return None if on_progress is None else lambda done, _: on_progress(before + done, total)
