"""The filing gate: a child's record goes on the child's file once every private entry about the child is decided on.

It sees the whole case. Entries about a sibling alone are neither looked at nor counted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple, Unpack

from reflective.casework.case import Case
from reflective.errors import BadEntry, UnknownId
from reflective.fields import Id, check
from reflective.practice.supervision import (
    ChildRecord,
    DistillationConfirmed,
    Distilled,
    FilingDecided,
    FilingDecision,
    OffFile,
    Supervision,
    UnsignedBecause,
)
from reflective.records.content import OPEN, Audience, Link
from reflective.records.entry import Entry, Written
from reflective.records.log import Record

__all__ = ["Filing", "decide_filing", "file", "undecided"]

_PRIVATE: Final = frozenset(Audience) - OPEN
#: The gate's own entries, on which nothing is decided.
_OF_THE_GATE: Final = (FilingDecision, DistillationConfirmed)

#: The record and the place of an entry.
_Where = tuple[str, int]
#: An entry, and the log that it is in.
_Private = tuple[Entry[Any], Record[Any]]


class Filing(NamedTuple):
    """One child's record as it was filed: the case after it, what went on the file, and what stayed off it."""

    case: Case
    #: The child's record and each distillation, by their places.
    filed: tuple[Link, ...]
    #: How many personal and restricted entries about the child stayed off the file, by audience.
    kept_off: Mapping[Audience, int]


def undecided(case: Case, child: str, as_of: date) -> tuple[Link, ...]:
    """The personal and restricted entries about a child for which nothing is decided, or not yet by both."""
    check("case", case, Case)
    check("child", child, Id)
    return _undecided(_private(case, child, as_of), _decided(case, child, as_of))


def decide_filing(
    case: Case,
    child: str,
    supervision: str,
    entry: Link,
    decision: OffFile,
    *,
    words: str | None = None,
    **written: Unpack[Written],
) -> Case:
    """The case with a decision on one private entry about a child: it stays, or is distilled in other words.

    The decision is written in the supervision, and is as close as the entry. Raises `UnknownId` where no private entry
    about that child stands there.
    """
    meeting = _meeting(case, supervision)
    check("child", child, Id)
    check("entry", entry, Link)
    where = entry.record, -1 if entry.place is None else entry.place
    found = _private(case, child, written["on"]).get(where)
    if found is None:
        raise UnknownId(noun="entry to decide on", where=f"case {case.id}")
    said, log = found
    closed = log.closed(where[1])
    withheld_from = tuple(sorted({*written.get("withheld_from", ()), *closed.withheld_from}))
    bound: Written = {**written, "withheld_from": withheld_from}
    return case.put(
        meeting.decide_filing(
            child,
            entry,
            decision,
            whose=closed.owner or said.by,
            held_as=closed.audience,
            words=words,
            **bound,
        )
    )


def file(
    case: Case,
    child: str,
    supervision: str,
    *,
    unsigned_because: UnsignedBecause | None = None,
    note: str | None = None,
    **written: Unpack[Written],
) -> Filing:
    """Put the record of one child on the child's file, with the distillations that both have confirmed.

    Raises `BadEntry` while a personal or restricted entry about the child has no decision, or is distilled in words
    that not both have confirmed: it names the records and places, and never what stands there. Raises what
    `Supervision.file` raises.
    """
    meeting, day = _meeting(case, supervision), written["on"]
    check("child", child, Id)
    private = _private(case, child, day)
    left = _undecided(private, _decided(case, child, day))
    if left:
        raise BadEntry(code="filing.undecided", record=meeting.id, why=f"decide first what becomes of {_named(left)}")
    meeting = _distilled(meeting, child, private, written)
    filed = _filed(meeting, child, day)
    kept_off = Counter(log.closed(place).audience for (_, place), (_, log) in private.items())
    meeting = meeting.file(
        child, unsigned_because=unsigned_because, note=note, filed=filed, kept_off=kept_off.total(), **written
    )
    return Filing(
        case.put(meeting), filed, {audience: kept_off[audience] for audience in Audience if audience not in OPEN}
    )


def _meeting(case: Case, supervision: str) -> Supervision:
    check("case", case, Case)
    found = case[supervision]
    check("supervision", found, Supervision)
    return found  # type: ignore[return-value]


def _private(case: Case, child: str, as_of: date) -> dict[_Where, _Private]:
    """The personal and restricted entries about a child that stand on a day, each with the log that it is in."""
    return {
        (log.id, place): (entry, log)
        for log in (case.people, *case.of_kind(Record, as_of))
        for place, entry in log.standing(as_of)
        if child in entry.about
        and log.closed(place).audience in _PRIVATE
        and not isinstance(entry.content, _OF_THE_GATE)
    }


def _decided(case: Case, child: str, as_of: date) -> dict[_Where, FilingDecided]:
    """The last decision on each entry, in whichever meeting of the case it was made."""
    found: dict[_Where, FilingDecided] = {}
    for meeting in case.of_kind(Supervision, as_of):
        for (whom, record, place), one in meeting.filing_decisions(as_of).items():
            before = found.get((record, place))
            if whom == child and (before is None or before.on <= one.on):
                found[record, place] = one
    return found


def _undecided(private: Mapping[_Where, object], decided: Mapping[_Where, FilingDecided]) -> tuple[Link, ...]:
    left = [where for where in private if where not in decided or not decided[where].counts]
    return tuple(Link(record=record, place=place) for record, place in left)


def _named(entries: tuple[Link, ...]) -> str:
    places: dict[str, list[str]] = {}
    for one in entries:
        places.setdefault(one.record, []).append(str(one.place))
    return "; ".join(f"{record}, at {', '.join(found)}" for record, found in places.items())


def _distilled(meeting: Supervision, child: str, private: Mapping[_Where, _Private], written: Written) -> Supervision:
    """The meeting with its confirmed distillations on the child's file, each closed for whom its entry is."""
    for words, closed_to in _words(meeting, child, private, written["on"]):
        own: Written = {**written, "about": (child,), "audience": None, "owner": None}
        own["withheld_from"] = tuple(sorted({*written.get("withheld_from", ()), *closed_to}))
        meeting = meeting.distil(child, words, **own)
    return meeting


def _words(
    meeting: Supervision, child: str, private: Mapping[_Where, _Private], as_of: date
) -> Iterator[tuple[str, frozenset[str]]]:
    """The words that both have confirmed in this meeting and that are not on the file yet.

    They are of entries that stand; each with the people for whom its entry is closed.
    """
    there = {one.words for one in _standing(meeting, Distilled, child, as_of).values()}
    for (whom, record, place), one in meeting.filing_decisions(as_of).items():
        confirmed = one.decision is OffFile.DISTILLED and one.counts and (record, place) in private
        if whom == child and confirmed and one.words is not None and one.words not in there:
            there.add(one.words)
            yield one.words, private[record, place][1].closed(place).withheld_from


def _filed(meeting: Supervision, child: str, as_of: date) -> tuple[Link, ...]:
    """The child's record as it stands, if it is for an open audience, and the distillations."""
    places = [*[*_standing(meeting, ChildRecord, child, as_of)][-1:], *_standing(meeting, Distilled, child, as_of)]
    return tuple(Link(record=meeting.id, place=one) for one in places if meeting.closed(one).audience in OPEN)


def _standing(meeting: Supervision, kind: type[Any], child: str, as_of: date) -> dict[int, Any]:
    """The contents of one kind for a child, by their places, in the order of the days."""
    return {
        place: entry.content
        for place, entry in meeting.standing(as_of)
        if isinstance(entry.content, kind) and entry.content.child == child
    }
