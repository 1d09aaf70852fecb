"""The children in need census: its XML as events, a child at a time."""

from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO, Final

from reflective.exchange.returns.census_child import CENSUS_KINDS, Known, check_record, read_child
from reflective.exchange.returns.days import ISO, is_likely
from reflective.exchange.returns.elements import Element, elements
from reflective.exchange.returns.faults import ReturnFaults
from reflective.exchange.returns.ids import ALIKE, id_fault
from reflective.exchange.returns.mapping import NO_MAPPING, ColumnMapping
from reflective.exchange.returns.source import Child, Progress, Return, check_progress, refuse, rewind
from reflective.exchange.returns.spool import Spool, SpooledRows
from reflective.fields import check
from reflective.rules import Event

__all__ = ["read_census"]

_NO_CENSUS: Final = "must be a children in need census: a Message with Children"


def read_census(file: BinaryIO, *, mapping: ColumnMapping | None = None, on_progress: Progress | None = None) -> Return:
    """The events of a children in need census, in the layouts of 2021 to 2026; other blocks and namespaces are ignored.

    The file is open, binary and seekable, and stays open until reading is over. The subject is the LAchildID. `ref` is
    the number of the referral in the file, from 0, and a part of a referral adds its own name: "7/assessment-0",
    "7/section47-0". A document type declaration is refused, so no entity is ever opened. Of a mapping the fields to
    keep and what is held are read. Raises `BadValue` for anything but such a file; reading raises `BadDocument` if it
    is not XML in an encoding that is known or has no children's block.
    """
    check_progress(on_progress)
    check("mapping", mapping, ColumnMapping | None)
    rewind(file)
    given = mapping or NO_MAPPING

    def reading(source: Return, faults: ReturnFaults) -> Iterator[Child]:
        spool = Spool(keeps_order=True)
        try:
            number = 0
            for element in elements(file, {"Child", "ReferenceDate"}, {"Children"}, source, on_progress):
                if element is None:
                    refuse("$", _NO_CENSUS)
                if element.name == "Child":
                    number = _spool_child(element, number, spool, faults, given.keep)
                else:
                    source.reference = _reference(element, faults) or source.reference
            for rows in spool.children():
                yield _child(rows, faults)
        finally:
            spool.close()

    return Return(
        reading,
        ruleset="children-in-need-census",
        holds=given.holds_or(CENSUS_KINDS),
        holds_from=given.days_held,
        keep=given.keep,
    )


def _reference(element: Element, faults: ReturnFaults) -> date | None:
    day = ISO.read(element.text.strip())
    if day is None or not is_likely(day):
        faults.add(f"line {element.line}, ReferenceDate", "must be a day written YYYY-MM-DD")
        return None
    return day


def _spool_child(element: Element, number: int, spool: Spool, faults: ReturnFaults, keep: tuple[str, ...]) -> int:
    """Put what a child's element says in order of the children; the number of the next referral in the file."""
    referrals = len(element.all("CINdetails"))
    identifiers = element.first("ChildIdentifiers")
    ids = [] if identifiers is None else identifiers.all("LAchildID")
    subject = "" if len(ids) != 1 or ids[0].was_cut else ids[0].text.strip()
    wanted = id_fault(subject)
    if len(element.all("ChildIdentifiers")) > 1 or len(ids) > 1:
        wanted = "one id: it has several"
    if wanted is not None:
        faults.add(f"line {element.line}, LAchildID", f"must be {wanted}")
        return number + referrals
    known = read_child(element, number, faults, keep)
    spool.add(subject, [element.line, known.rows, sorted(known.lost)])
    return number + referrals


def _child(spooled: SpooledRows, faults: ReturnFaults) -> Child:
    """A child, of one element or of several; what is said twice counts once."""
    known = Known()
    first = spooled.rows[0][0]
    for place, (line, rows, lost) in enumerate(spooled.rows):
        known.lost.update(lost)
        known.rows += rows if place == 0 else _not_said(rows, known.rows)
        if place:
            faults.add(f"line {line}, Child", f"must be there once, and is the child of line {first} again")
    if spooled.is_alike:
        faults.add(f"line {first}, LAchildID", f"must be {ALIKE}")
        known.lost |= CENSUS_KINDS
    check_record(known, faults)
    events = tuple(_event(spooled.child, row) for row in known.rows)
    return Child(subject=spooled.child, events=events, lost=frozenset(known.lost))


def _not_said(rows: list[list[Any]], before: list[list[Any]]) -> list[list[Any]]:
    """The rows of referrals that were not there before; two that say the same have nothing else than their number."""
    said = {_element_text(of_referral) for of_referral in _by_referral(before)}
    return [row for of_referral in _by_referral(rows) if _element_text(of_referral) not in said for row in of_referral]


def _by_referral(rows: list[list[Any]]) -> list[list[list[Any]]]:
    found: dict[str, list[list[Any]]] = {}
    for row in rows:
        found.setdefault(row[3].partition("/")[0], []).append(row)
    return list(found.values())


def _element_text(rows: list[list[Any]]) -> str:
    return repr([(kind, on, ref.partition("/")[2], facts) for _, kind, on, ref, facts in rows])


def _event(subject: str, row: list[Any]) -> Event:
    _, kind, on, ref, facts = row
    return Event(subject=subject, kind=kind, on=date.fromisoformat(on), ref=ref, facts=tuple(map(tuple, facts)))
