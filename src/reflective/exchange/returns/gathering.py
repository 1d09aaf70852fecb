"""The rows of a looked-after return, gathered by child, with what is lost of those that cannot be read."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final

from reflective.exchange.returns.codes import LISTS
from reflective.exchange.returns.days import BRITISH, NO_PLACEHOLDER, DateForm, is_likely, out_of_line
from reflective.exchange.returns.episodes import EPISODE_KINDS, REVIEW_KINDS, Episode, Sequence, events_of
from reflective.exchange.returns.faults import ReturnFaults, TableFaults
from reflective.exchange.returns.ids import ALIKE, id_fault
from reflective.exchange.returns.keep import facts_kept
from reflective.exchange.returns.mapping import ColumnMapping
from reflective.exchange.returns.source import Child, Return
from reflective.exchange.returns.spool import Spool, SpooledRows
from reflective.exchange.returns.table import Row
from reflective.rules import Event

__all__ = ["Gathered"]

_EPISODE: Final = "episode"
_REVIEW: Final = "review"
_PERSON: Final = "person"
#: A row that could not be read. `unsure` says that its child may be another's.
_LOST: Final = "lost"
_KINDS: Final = {_EPISODE: EPISODE_KINDS, _REVIEW: REVIEW_KINDS}
_TABLES: Final = {_EPISODE: "episodes", _REVIEW: "reviews", _PERSON: "header"}
_IN_LIST: Final = "a code of the return's list"
_AFTER_BIRTH: Final = "on or after the day on which the child was born"
_IN_LINE: Final = "within 25 years of the child's other days"


class Gathered:
    """The rows of a return by child. Those of one child are held at a time."""

    def __init__(self, faults: ReturnFaults, holds: frozenset[str], mapping: ColumnMapping) -> None:
        self.faults = faults
        self.mapping = mapping
        #: The place of a row of each table, as faults give it.
        self.places: dict[str, Callable[[int], str]] = {}
        self._holds = holds
        self._form: DateForm = mapping.date_form or BRITISH
        self._spool = Spool()
        #: Open episodes that say that another follows: how many.
        self._open_going_on = 0

    def close(self) -> None:
        """Delete what was gathered."""
        self._spool.close()

    def episode(self, row: Row, faults: TableFaults) -> None:
        """Take a row of episodes."""
        child = self._child(row, faults, _EPISODE)
        if child is None:
            return
        start = self._day(row, "DECOM", faults)
        end = self._day(row, "DEC", faults) if row.values["DEC"] else None
        codes = [self._code(row, column, faults) for column in ("LS", "PLACE", "RNE")]
        ends = self._code(row, "REC", faults) if row.values["REC"] else ""
        if start is None or (end is None and row.values["DEC"]) or None in {*codes, ends}:
            self._lose(child, row, _EPISODE)
        elif end is not None and end < start:
            faults.cell(row.number, "DEC", "on or after DECOM", "")
            self._lose(child, row, _EPISODE)
        else:
            self._open_going_on += end is None and ends == "X1"
            kept = facts_kept(row.number, row.values, self.mapping.keep, faults)
            last = None if end is None else str(end)
            self._spool.add(child, [_EPISODE, row.number, str(start), last, *codes, ends, kept])

    def review(self, row: Row, faults: TableFaults) -> None:
        """Take a row of reviews."""
        child = self._child(row, faults, _REVIEW)
        if child is None:
            return
        held = self._day(row, "REVIEW", faults)
        code = self._code(row, "REVIEW_CODE", faults) if row.values["REVIEW_CODE"] else ""
        if held is None or code is None:
            self._lose(child, row, _REVIEW)
        else:
            kept = facts_kept(row.number, row.values, self.mapping.keep, faults)
            self._spool.add(child, [_REVIEW, row.number, str(held), code, self._birth(row), kept])

    def header(self, row: Row, faults: TableFaults) -> None:
        """Take a row of headers, which says who is in the return."""
        child = self._child(row, faults, _PERSON)
        if child is not None:
            self._spool.add(child, [_PERSON, row.number, self._birth(row)])

    def children(self, source: Return) -> Iterator[Child]:
        """Each child, those too of whom no row could be read."""
        if self._open_going_on:
            many = self._open_going_on
            has = "episode has" if many == 1 else "episodes have"
            source.remark(f"{many:,} {has} REC X1 and no DEC: read as open, since X1 ends no care")
        for rows in self._spool.children():
            child = self._of(rows)
            if child is not None:
                yield child

    # One row

    def _child(self, row: Row, faults: TableFaults, sort: str) -> str | None:
        """The child of a row that can be read; a row that is not whole is lost to its child, where there is one."""
        child = row.values.get("CHILD", "")
        wanted = id_fault(child)
        if row.is_whole:
            if wanted is None:
                faults.read("CHILD")
                return child
            faults.cell(row.number, "CHILD", wanted, "")
        elif wanted is None:
            self._lose(child, row, sort, unsure=row.leads != "CHILD")
        return None

    def _lose(self, child: str, row: Row, sort: str, *, unsure: bool = False) -> None:
        self._spool.add(child, [_LOST, row.number, sort, unsure])

    def _day(self, row: Row, column: str, faults: TableFaults) -> date | None:
        text = row.values[column]
        day = self._form.read(text)
        if day is None:
            faults.cell(row.number, column, f"a day written {self._form.text}", text)
        elif not is_likely(day):
            faults.cell(row.number, column, NO_PLACEHOLDER, "")
            return None
        else:
            faults.read(column)
        return day

    def _code(self, row: Row, column: str, faults: TableFaults) -> str | None:
        code = row.values[column].upper()
        if code in LISTS[column]:
            faults.read(column)
            return code
        faults.cell(row.number, column, _IN_LIST, "")
        return None

    def _birth(self, row: Row) -> str | None:
        day = self._form.read(row.values.get("DOB", ""))
        return str(day) if day is not None and is_likely(day) else None

    # One child

    def _of(self, spooled: SpooledRows) -> Child | None:
        """The events of one child, and the kinds of event that are lost."""
        rows = spooled.rows
        if all(one[0] == _LOST and one[-1] for one in rows):
            return None
        lost = {kind for one in rows if one[0] == _LOST for kind in _KINDS.get(one[2], ())}
        if spooled.is_alike:
            self._fault_alike(rows[0])
            lost |= self._holds
        births = {one[-2] if one[0] == _REVIEW else one[-1] for one in rows if one[0] in {_REVIEW, _PERSON}} - {None}
        born = date.fromisoformat(births.pop()) if len(births) == 1 else None
        episodes, reviews = [_episode(one) for one in rows if one[0] == _EPISODE], _reviews(rows)
        outside = out_of_line(_days(episodes, reviews))
        kept_episodes = [one for one in episodes if not self._misfits(one, born, outside)]
        held = self._held(spooled.child, reviews, born, outside)
        lost |= EPISODE_KINDS if len(kept_episodes) < len(episodes) else set()
        lost |= REVIEW_KINDS if any(_misfit(on, born, outside) for on, *_ in reviews) else set()
        sequence = Sequence(kept_episodes, is_damaged=not lost.isdisjoint(EPISODE_KINDS))
        for row, column, wanted in sequence.faults:
            self._fault("episodes", row, column, wanted)
        events = (*held, *events_of(spooled.child, sequence))
        return Child(subject=spooled.child, events=events, lost=frozenset(lost | sequence.lost) & self._holds)

    def _misfits(self, one: Episode, born: date | None, outside: frozenset[date]) -> bool:
        """Whether an episode has a day that cannot be one of the child's; it is a fault."""
        for column, day in (("DECOM", one.start), ("DEC", one.end)):
            wanted = None if day is None else _misfit(day, born, outside)
            if wanted is not None:
                self._fault("episodes", one.row, column, wanted)
                return True
        return False

    def _held(
        self, child: str, reviews: Iterable[tuple[date, str, int, Any]], born: date | None, outside: frozenset[date]
    ) -> list[Event]:
        """The reviews that were held, each once."""
        found: list[Event] = []
        seen: dict[tuple[date, str], int] = {}
        for on, code, row, kept in reviews:
            wanted = _misfit(on, born, outside)
            if wanted is not None:
                self._fault("reviews", row, "REVIEW", wanted)
                continue
            first = seen.setdefault((on, code), row)
            if first != row:
                self._fault("reviews", row, "", f"there once, and is row {first} again")
                continue
            facts = (*((("review_code", code),) if code else ()), *map(tuple, kept))
            found.append(Event(subject=child, kind="looked_after_review.held", on=on, ref=f"review-{row}", facts=facts))
        return found

    def _fault(self, table: str, row: int, column: str, wanted: str) -> None:
        place = self.places[table](row)
        self.faults.add(f"{place}, {column}" if column else place, f"must be {wanted}")

    def _fault_alike(self, first: list[Any]) -> None:
        self._fault(_TABLES[first[2] if first[0] == _LOST else first[0]], first[1], "CHILD", ALIKE)


def _episode(kept: list[Any]) -> Episode:
    _, row, start, end, status, place, begins, ends, facts = kept
    days = date.fromisoformat(start), None if end is None else date.fromisoformat(end)
    return Episode(row, *days, status, place, begins, ends, tuple(map(tuple, facts)))


def _reviews(rows: Iterable[list[Any]]) -> list[tuple[date, str, int, Any]]:
    """Each review: its day, its code, its row and what is kept of it."""
    return [(date.fromisoformat(one[2]), one[3], one[1], one[5]) for one in rows if one[0] == _REVIEW]


def _days(episodes: Iterable[Episode], reviews: Iterable[tuple[date, str, int, Any]]) -> list[date]:
    of_episodes = [day for one in episodes for day in (one.start, one.end) if day is not None]
    return of_episodes + [on for on, *_ in reviews]


def _misfit(day: date, born: date | None, outside: frozenset[date]) -> str | None:
    """The words for a day that is required, where the given one cannot be the child's."""
    if born is not None and day < born:
        return _AFTER_BIRTH
    return _IN_LINE if day in outside else None
