"""The looked-after return (SSDA903): the CSV files of its folder as events."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO, Final, NamedTuple

from reflective.errors import BadValue
from reflective.exchange.returns.source import Child, Faults, Progress, Return, check_progress, is_id, refuse, rewind
from reflective.exchange.returns.spool import Spool
from reflective.exchange.returns.stays import stays
from reflective.exchange.returns.table import british_day, rows
from reflective.rules import Event

__all__ = ["is_read", "read_looked_after"]

_EPISODES: Final = "episodes.csv"
_REVIEWS: Final = "reviews.csv"

#: Emergency legal statuses. Adjoining episodes under one of them are one stay: 72 hours may lie in two rows.
_EMERGENCY: Final = {"L1": "police_protection", "L2": "emergency_protection", "L3": "child_assessment_order"}
#: An agreed series of short breaks, each an episode of its own.
_SHORT_BREAK: Final = "V3"
#: In hospital, during a carer's holiday, and for another reason.
_TEMPORARY: Final = frozenset({"T1", "T3", "T4"})
#: The reason for a new episode when a child starts to be looked after.
_STARTS: Final = "S"
#: The reason for a new episode when the legal status alone changed, and the child stayed in the placement.
_STATUS_ALONE: Final = "L"
#: The reason an episode ended when another episode follows it.
_GOES_ON: Final = "X1"

_SPANS: Final = (*_EMERGENCY.values(), "placement", "short_break", "temporary_placement", "looked_after")
_HOLDS: Final = frozenset(
    {"looked_after_review.held"} | {f"{span}.{end}" for span in _SPANS for end in ("started", "ended")}
)
_DAY: Final = "a day written DD/MM/YYYY"


class _Episode(NamedTuple):
    row: int
    start: date
    end: date | None
    status: str
    place: str
    begins: str
    ends: str


def read_looked_after(files: Mapping[str, BinaryIO], *, on_progress: Progress | None = None) -> Return:
    """The events of a looked-after return, from its files by name: `episodes.csv`, and `reviews.csv` if there is one.

    Each file is open, binary and seekable, and stays open until reading is over. The case of a name does not matter,
    and other names are left out. `ref` is the row of `episodes.csv`, from 0. Adjoining episodes of a child under one
    emergency legal status are one stay, whose `ref` joins their rows by commas, or where they are too many for an id
    is the first row and how many more; short breaks and temporary placements are each an episode. An episode that ends
    before it starts is a fault. Raises `BadDocument` if there is no `episodes.csv`, and `BadValue` for anything but
    such files.
    """
    check_progress(on_progress)
    if not isinstance(files, Mapping) or not all(isinstance(name, str) for name in files):
        raise BadValue(name="files", wanted="a mapping from the name of a file to the open file")
    found = {name.lower(): name for name in files if is_read(name)}
    if _EPISODES not in found:
        refuse("$", "a folder with episodes.csv, and reviews.csv where there are reviews")
    for name in found.values():
        rewind(files[name])
    has_reviews = _REVIEWS in found

    def reading(_source: Return, faults: Faults) -> Iterator[Child]:
        spool = Spool()
        try:
            lengths = {name: rewind(files[name]) for name in found.values()}
            episodes, total = found[_EPISODES], sum(lengths.values())
            _spool_episodes(files[episodes], episodes, spool, faults, _part(on_progress, 0, total))
            if has_reviews:
                reviews, before = found[_REVIEWS], lengths[episodes]
                _spool_reviews(files[reviews], reviews, spool, faults, _part(on_progress, before, total))
            for child, kept in spool.children():
                yield Child(subject=child, events=tuple(_events(child, kept)))
        finally:
            spool.close()

    holds = _HOLDS if has_reviews else _HOLDS - {"looked_after_review.held"}
    return Return(reading, ruleset="looked-after-return", holds=holds)


def is_read(name: str) -> bool:
    """Whether a file of the folder is read. The case of its name does not matter."""
    return name.lower() in {_EPISODES, _REVIEWS}


def _part(on_progress: Progress | None, before: int, total: int) -> Progress | None:
    """Report progress through one of several files as progress through all of them."""
    return None if on_progress is None else lambda done, _: on_progress(before + done, total)


def _spool_episodes(file: BinaryIO, name: str, spool: Spool, faults: Faults, on_progress: Progress | None) -> None:
    columns = ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC")
    for row, values in rows(file, columns, faults, on_progress, name=name):
        child, place = values["CHILD"], f"{name} row {row}"
        start, end = british_day(values["DECOM"]), british_day(values["DEC"])
        if not is_id(child):
            faults.add(f"{place}, CHILD", "an id")
        elif start is None:
            faults.add(f"{place}, DECOM", _DAY)
        elif end is None and values["DEC"]:
            faults.add(f"{place}, DEC", f"{_DAY}, or nothing where the episode is open")
        elif end is not None and end < start:
            faults.add(f"{place}, DEC", "on or after DECOM")
        else:
            last = None if end is None else str(end)
            spool.add(child, [row, str(start), last, *(values[column] for column in ("LS", "PLACE", "RNE", "REC"))])


def _spool_reviews(file: BinaryIO, name: str, spool: Spool, faults: Faults, on_progress: Progress | None) -> None:
    for row, values in rows(file, ("CHILD", "REVIEW", "REVIEW_CODE"), faults, on_progress, name=name):
        held = british_day(values["REVIEW"])
        if not is_id(values["CHILD"]):
            faults.add(f"{name} row {row}, CHILD", "an id")
        elif held is None:
            faults.add(f"{name} row {row}, REVIEW", _DAY)
        else:
            spool.add(values["CHILD"], [row, str(held), values["REVIEW_CODE"]])


def _events(child: str, rows_kept: list[list[Any]]) -> Iterator[Event]:
    """The events of one child, from the values that were kept of each row."""
    episodes: list[_Episode] = []
    for kept in rows_kept:
        if len(kept) == len(_Episode._fields):
            row, start, end, *rest = kept
            days = date.fromisoformat(start), None if end is None else date.fromisoformat(end)
            episodes.append(_Episode(row, *days, *rest))
        else:
            row, held, code = kept
            facts = (("review_code", code),) if code else ()
            on = date.fromisoformat(held)
            yield Event(subject=child, kind="looked_after_review.held", on=on, ref=f"review-{row}", facts=facts)
    episodes.sort(key=lambda one: (one.start, one.row))
    for status, name in _EMERGENCY.items():
        for stay in stays((one.row, one.start, one.end) for one in episodes if one.status == status):
            yield from _span(child, name, stay.ref, (stay.start, stay.end))
    care = None
    for one in episodes:
        ref = str(one.row)
        new = "no" if one.begins == _STATUS_ALONE else "yes"
        where = (("place", one.place), ("new_placement", new), ("legal_status", one.status))
        yield from _span(child, "placement", ref, (one.start, one.end), where)
        if one.status == _SHORT_BREAK:
            yield from _span(child, "short_break", ref, (one.start, one.end))
        if one.place in _TEMPORARY:
            yield from _span(child, "temporary_placement", ref, (one.start, one.end), where[:2])
        if one.begins == _STARTS:
            care = ref
            yield Event(subject=child, kind="looked_after.started", on=one.start, ref=ref)
        if one.end is not None and one.ends not in {"", _GOES_ON}:
            yield Event(subject=child, kind="looked_after.ended", on=one.end, ref=care or ref)


def _span(
    child: str, name: str, ref: str, days: tuple[date, date | None], facts: tuple[tuple[str, str], ...] = ()
) -> Iterator[Event]:
    start, end = days
    yield Event(subject=child, kind=f"{name}.started", on=start, ref=ref, facts=facts)
    if end is not None:
        yield Event(subject=child, kind=f"{name}.ended", on=end, ref=ref, facts=facts)
