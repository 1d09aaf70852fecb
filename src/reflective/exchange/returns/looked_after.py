"""The looked-after return (SSDA903): its folder of CSV files as events."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from reflective.exchange.returns.source import Faults, Progress, Return
from reflective.exchange.returns.spool import Spool
from reflective.exchange.returns.stays import stays
from reflective.exchange.returns.table import bad, british_day, rows
from reflective.rules import Event

__all__ = ["read_looked_after"]

#: Legal statuses of an emergency, whose adjoining episodes are one stay: 72 hours may be told in two rows.
_EMERGENCY: Final = {"L1": "police_protection", "L2": "emergency_protection", "L3": "child_assessment_order"}
#: An agreed series of short breaks, each an episode of its own.
_SHORT_BREAK: Final = "V3"
#: In hospital, during a carer's holiday, and for another reason.
_TEMPORARY: Final = frozenset({"T1", "T3", "T4"})
#: How an episode begins when a child starts to be looked after, and how one ends that another follows.
_STARTS: Final = "S"
#: How an episode begins that is no new placement: the legal status changed, and the child stayed where they were.
_STATUS_ALONE: Final = "L"
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


def read_looked_after(folder: str | Path, *, on_progress: Progress | None = None) -> Return:
    """The events of a looked-after return, from its folder: `episodes.csv`, and `reviews.csv` where it is there.

    `ref` is the row of `episodes.csv`, from 0. Adjoining episodes of a child under one emergency legal status are one
    stay, whose `ref` has its rows joined by commas; short breaks and temporary placements are each an episode. An
    episode that ends before it starts is a fault. Raises `BadDocument` where there is no `episodes.csv`.
    """
    files = {one.name.lower(): one for one in Path(folder).iterdir() if one.is_file()}
    episodes, reviews = files.get("episodes.csv"), files.get("reviews.csv")
    if episodes is None:
        bad("$", "a folder with episodes.csv, and reviews.csv where there are reviews")

    def read(_source: Return, faults: Faults) -> Iterator[tuple[Event, ...]]:
        spool = Spool()
        try:
            first = episodes.stat().st_size
            total = first + (0 if reviews is None else reviews.stat().st_size)
            _spool_episodes(episodes, spool, faults, _part(on_progress, 0, total))
            if reviews is not None:
                _spool_reviews(reviews, spool, faults, _part(on_progress, first, total))
            for child, kept in spool.children():
                yield tuple(_events(child, kept))
        finally:
            spool.close()

    return Return(
        read,
        ruleset="looked-after-return",
        holds=_HOLDS if reviews is not None else _HOLDS - {"looked_after_review.held"},
    )


def _part(on_progress: Progress | None, before: int, total: int) -> Progress | None:
    """Progress through one of several files that are read one after another, told as that of them all."""
    return None if on_progress is None else lambda done, _: on_progress(before + done, total)


def _spool_episodes(path: Path, spool: Spool, faults: Faults, on_progress: Progress | None) -> None:
    for row, told in rows(path, ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"), faults, on_progress):
        place = f"{path.name} row {row}"
        start, end = british_day(told["DECOM"]), british_day(told["DEC"])
        if not told["CHILD"]:
            faults.add(f"{place}, CHILD", "an id")
        elif start is None:
            faults.add(f"{place}, DECOM", _DAY)
        elif end is None and told["DEC"]:
            faults.add(f"{place}, DEC", f"{_DAY}, or nothing where the episode is open")
        elif end is not None and end < start:
            faults.add(f"{place}, DEC", "on or after DECOM")
        else:
            spool.add(
                told["CHILD"],
                [
                    row,
                    str(start),
                    None if end is None else str(end),
                    told["LS"],
                    told["PLACE"],
                    told["RNE"],
                    told["REC"],
                ],
            )


def _spool_reviews(path: Path, spool: Spool, faults: Faults, on_progress: Progress | None) -> None:
    for row, told in rows(path, ("CHILD", "REVIEW", "REVIEW_CODE"), faults, on_progress):
        held = british_day(told["REVIEW"])
        if not told["CHILD"]:
            faults.add(f"{path.name} row {row}, CHILD", "an id")
        elif held is None:
            faults.add(f"{path.name} row {row}, REVIEW", _DAY)
        else:
            spool.add(told["CHILD"], [row, str(held), told["REVIEW_CODE"]])


def _events(child: str, told: list[list[Any]]) -> Iterator[Event]:
    """The events of one child, from what was kept of each row."""
    episodes: list[_Episode] = []
    for kept in told:
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
