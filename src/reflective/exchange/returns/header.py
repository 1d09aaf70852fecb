"""The header of a CSV file: which column is which, and a diagnosis where one is lacking or is there twice."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final, NamedTuple, NoReturn

from reflective.exchange.returns.source import refuse

__all__ = ["Columns", "columns_of"]

_SEPARATORS: Final = ((";", "semicolons"), ("\t", "tabs"), ("|", "bars"))
#: How like a column that is wanted a name has to be, to be shown as what somebody may have meant by it.
_ALIKE: Final = 0.75


class Columns(NamedTuple):
    """The columns that are read, each with its place in a row, and the number of values of a whole row."""

    places: tuple[tuple[int, str], ...]
    width: int
    names: tuple[str, ...]


def columns_of(
    header: Sequence[str],
    called: str,
    wanted: Sequence[str],
    *,
    renamed: Sequence[tuple[str, str]] = (),
    also: Iterable[str] = (),
    more: bool = False,
    after: Sequence[Sequence[str]] = (),
) -> Columns:
    """Find columns by name, case and spaces aside.

    `wanted` are required and `also` are read where they are there. With `more` every further column is read.
    `renamed` are pairs of a name of ours and the host's own. `after` are the rows that follow, which are looked at only
    for the diagnosis: no value is repeated. Raises `BadDocument` where a column is lacking, or is there twice.
    """
    own = {_fold(theirs): ours for ours, theirs in renamed}
    known = {_fold(name): name for name in (*also, *wanted)}
    names = [column.strip() for column in header]
    names = [own.get(_fold(name)) or known.get(_fold(name), name) for name in names]
    read = [name for name in names if name and (more or name in known.values())]
    _refuse_doubled(read, names, called, {*known.values()})
    lacking = [name for name in wanted if name not in names]
    if lacking:
        _refuse_lacking(names, header, called, lacking, wanted, renamed, after)
    places = tuple((place, name) for place, name in enumerate(names) if name and (more or name in known.values()))
    width = max((place + 1 for place, name in enumerate(names) if name), default=0)
    return Columns(places, width, tuple(names))


def _fold(name: str) -> str:
    return "".join(name.split()).casefold()


def _refuse_doubled(read: list[str], names: list[str], called: str, known: set[str]) -> None:
    """Refuse a header with a column twice: nobody can tell which of them is meant."""
    seen: dict[str, str] = {}
    for name in read:
        if _fold(name) in seen:
            places = [str(place + 1) for place, other in enumerate(names) if _fold(other) == _fold(name)]
            shown = f" {seen[_fold(name)]}" if seen[_fold(name)] in known else ""
            refuse(f"{called}, row 1", f"must have the column{shown} once, and has it in columns {' and '.join(places)}")
        seen[_fold(name)] = name


def _refuse_lacking(
    names: Sequence[str],
    header: Sequence[str],
    called: str,
    lacking: Sequence[str],
    wanted: Sequence[str],
    renamed: Sequence[tuple[str, str]],
    after: Sequence[Sequence[str]],
) -> NoReturn:
    """Say which columns are lacking, what was found in their place, and what may be the matter."""
    hosts = dict(renamed)
    missing = ", ".join(f"{name} (by the mapping another name)" if name in hosts else name for name in lacking)
    refuse(
        f"{called}, row 1",
        f"must be a header with the columns {', '.join(wanted)}; lacks {missing}; {_found(names, wanted, lacking)}"
        f"{_matter(header, wanted, after)}",
    )


def _found(names: Sequence[str], wanted: Sequence[str], lacking: Sequence[str]) -> str:
    """The columns that were found: by name those that are ours or nearly ours, and the others by number.

    A row that is no header holds values, and a header may hold anything, so no other name is repeated.
    """
    filled = [name for name in names if name]
    ours = [name for name in filled if name in wanted]
    near = [name for name in filled if name not in ours and _near(name, lacking)]
    others = len(filled) - len(ours) - len(near)
    parts = [*ours, *(f"{name}?" for name in near)]
    if others:
        parts.append(f"{others} other {'column' if others == 1 else 'columns'}")
    return f"found {', '.join(parts)}" if parts else "found nothing"


def _near(name: str, lacking: Sequence[str]) -> bool:
    return bool(get_close_matches(_fold(name), [_fold(one) for one in lacking], n=1, cutoff=_ALIKE))


def _matter(header: Sequence[str], wanted: Sequence[str], after: Sequence[Sequence[str]]) -> str:
    """What may be the matter with the table, if it can be told."""
    known = {_fold(name) for name in wanted}
    for mark, words in _SEPARATORS:
        if len(header) <= 1 and known & {_fold(part) for one in header for part in one.split(mark)}:
            return f"; its columns are separated by {words}: save it as CSV with commas"
    for place, row in enumerate(after):
        if known <= {_fold(one) for one in row}:
            return f"; row {place + 2} has them: take away what is above it"
    return "; name your own columns in a mapping file, if they have other names" if len(header) > 1 else ""
