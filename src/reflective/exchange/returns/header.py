"""The header of a CSV file: which column is which, and a diagnosis where one is lacking or is there twice."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final, NamedTuple

from reflective.exchange.returns.source import refuse

__all__ = ["Columns", "Wanted", "columns_of"]

_SEPARATORS: Final = ((";", "semicolons"), ("\t", "tabs"), ("|", "bars"))
#: How like a column that is wanted a name has to be, to be shown as what somebody may have meant by it.
_LEAST_LIKENESS_SHARE: Final = 0.75


class Columns(NamedTuple):
    """The columns that are read, each with its place in a row, and the number of values of a whole row."""

    places: tuple[tuple[int, str], ...]
    width: int
    names: tuple[str, ...]


class Wanted(NamedTuple):
    """The columns that a table should have: those required, those read where they are there, or every further one.

    `renamed` are pairs of a name of ours and the host's own.
    """

    called: str
    required: tuple[str, ...]
    also: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    more: bool = False

    @property
    def known(self) -> dict[str, str]:
        """The columns that are asked for, by name without case and spaces."""
        return {_fold(name): name for name in (*self.also, *self.required)}


def columns_of(header: Sequence[str], wanted: Wanted, after: Sequence[Sequence[str]] = ()) -> Columns:
    """Find columns by name, case and spaces aside.

    `after` are the rows that follow, which are looked at only for the diagnosis: no value is repeated. Raises
    `BadDocument` where a column is lacking, or is there twice.
    """
    own, known = {_fold(theirs): ours for ours, theirs in wanted.renamed}, wanted.known
    names = [column.strip() for column in header]
    names = [own.get(_fold(name)) or known.get(_fold(name), name) for name in names]
    read = [(place, name) for place, name in enumerate(names) if name and (wanted.more or name in known.values())]
    _refuse_doubled(read, wanted)
    lacking = [name for name in wanted.required if name not in names]
    if lacking:
        missing = ", ".join(f"{name} (named by the mapping)" if name in own.values() else name for name in lacking)
        said = f"must be a header with the columns {', '.join(wanted.required)}; lacks {missing}"
        refuse(f"{wanted.called}, row 1", f"{said}; {_found(names, wanted, lacking)}{_matter(header, wanted, after)}")
    width = max((place + 1 for place, name in enumerate(names) if name), default=0)
    return Columns(tuple(read), width, tuple(names))


def _fold(name: str) -> str:
    return "".join(name.split()).casefold()


def _refuse_doubled(read: list[tuple[int, str]], wanted: Wanted) -> None:
    """Refuse a header with a column twice: nobody can tell which of them is meant."""
    seen: dict[str, int] = {}
    for place, name in read:
        first = seen.setdefault(_fold(name), place)
        if first != place:
            shown = f" {wanted.known[_fold(name)]}" if _fold(name) in wanted.known else ""
            said = f"must have the column{shown} once, and has it in columns {first + 1} and {place + 1}"
            refuse(f"{wanted.called}, row 1", said)


def _found(names: Sequence[str], wanted: Wanted, lacking: Sequence[str]) -> str:
    """The columns that were found: by name those that are ours or nearly ours, and the others by number.

    A row that is no header holds values, and a header may hold anything, so no other name is repeated.
    """
    filled = [name for name in names if name]
    ours = [name for name in filled if name in wanted.required]
    near = [name for name in filled if name not in ours and _is_near(name, lacking)]
    others = len(filled) - len(ours) - len(near)
    parts = [*ours, *(f"{name}?" for name in near)]
    if others:
        parts.append(f"{others} other {'column' if others == 1 else 'columns'}")
    return f"found {', '.join(parts)}" if parts else "found nothing"


def _is_near(name: str, lacking: Sequence[str]) -> bool:
    return bool(get_close_matches(_fold(name), [_fold(one) for one in lacking], n=1, cutoff=_LEAST_LIKENESS_SHARE))


def _matter(header: Sequence[str], wanted: Wanted, after: Sequence[Sequence[str]]) -> str:
    """A likely cause of the fault in the table; None where none is known."""
    known = {_fold(name) for name in wanted.required}
    for mark, words in _SEPARATORS:
        if len(header) <= 1 and known & {_fold(part) for one in header for part in one.split(mark)}:
            return f"; its columns are separated by {words}: save it as CSV with commas"
    for place, row in enumerate(after):
        if known <= {_fold(one) for one in row}:
            return f"; row {place + 2} has them: take away what is above it"
    return "; name your own columns in a mapping file, if they have other names" if len(header) > 1 else ""
