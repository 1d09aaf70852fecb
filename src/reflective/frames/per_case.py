"""The per-case engine on a batch of many whole subjects: one call a batch and never one a subject."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reflective.errors import OutsideCalendar
from reflective.frames.columns import KEYS, PLACE
from reflective.frames.outgoing import obligation_types
from reflective.rules import Event, Obligation, Ruleset
from reflective.timescales import WorkingCalendar

if TYPE_CHECKING:
    import polars as pl

__all__ = ["FrameQuery", "batches", "judged"]

#: As many rows as keep the garbage collector from walking everything again and again.
_BATCH_ROWS: Final = 5_000


class FrameQuery(NamedTuple):
    """One question to a ruleset: the arguments of `Ruleset.obligations` without the events, and whether to say why."""

    ruleset: Ruleset
    as_of: date
    calendars: tuple[WorkingCalendar, ...] = ()
    #: `holds`, `lost` and `holds_from` of `Ruleset.obligations`.
    source: tuple[tuple[str, Any], ...] = ()
    why: bool = False

    def obligations(self, events: Iterable[Event]) -> Iterable[Obligation]:
        """The obligations that follow from some events."""
        return self.ruleset.obligations(events, self.as_of, calendars=self.calendars, **dict(self.source))


def batches(events: "pl.DataFrame") -> "Iterator[pl.DataFrame]":
    """The events in batches of whole subjects, sorted here by subject: engines drop the order that they were given."""
    import polars as pl

    ordered = events.sort("subject", maintain_order=True)
    many = ordered.select(pl.col("subject").rle().struct.field("len"))["len"]
    start = length = 0
    for rows in many:
        if length and length + rows > _BATCH_ROWS:
            yield ordered.slice(start, length)
            start, length = start + length, 0
        length += rows
    if length:
        yield ordered.slice(start, length)


def judged(
    events: "pl.DataFrame", facts: Iterable[str], question: FrameQuery, types: "dict[str, pl.DataType] | None" = None
) -> "pl.DataFrame":
    """The obligations of events in checked columns, with the place of the row of each trigger.

    The rows of a subject may lie anywhere in the frame, and all of them must be there. `types` are those of the answer
    where it is a part of another.
    """
    import polars as pl

    names = tuple(name for name in facts if name in events.columns)
    types = obligation_types(question.ruleset, why=question.why) if types is None else types
    found = [
        pl.DataFrame(_columns(question.obligations(_events(batch, names)), question), schema=types)
        for batch in batches(events)
    ]
    return pl.concat(found) if found else pl.DataFrame(schema=types)


def _events(batch: "pl.DataFrame", names: tuple[str, ...]) -> Iterator[Event]:
    width = len(KEYS)
    for place, *row in batch.select(PLACE, *KEYS, *names).iter_rows():
        subject, kind, on, ref = row[:width]
        facts = tuple(pair for pair in zip(names, row[width:], strict=True) if pair[1] is not None)
        yield Event(subject=subject, kind=kind, on=on, ref=ref, facts=facts, origin=("frame", place))


def _columns(found: Iterable[Obligation], question: FrameQuery) -> dict[str, list[Any]]:
    """The obligations by column."""
    rows = [_row(one, question.as_of) for one in found]
    names = (*_NAMES, *(("why",) if question.why else ()))
    if question.why:
        rows = [(*row, str(one.why)) for row, one in zip(rows, found, strict=True)]
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    return dict(zip(names, map(list, columns), strict=True))


_NAMES: Final = (
    *("subject", "rule", "trigger", "ref", "period", "first_due", "due", "due_latest", "met", "status", "days_late"),
    *("ended_on", "exceeded", "open", "unknown", "days_taken", "working_days_taken", "days_to_go", "authority"),
    *("ruleset", "reason", PLACE),
)


def _row(one: Obligation, as_of: date) -> tuple[Any, ...]:
    taken = None if one.met is None else (one.met - one.trigger).days
    working = None if one.met is None or one.basis is None else _working_days(one.basis.calendar, one.trigger, one.met)
    to_go = None if one.due is None or not one.open else (one.due - as_of).days
    return (
        one.subject,
        one.rule,
        one.trigger,
        one.ref,
        one.period,
        one.first_due,
        one.due,
        one.due_latest,
        one.met,
        one.status.value,
        one.days_late,
        one.ended_on,
        one.exceeded,
        one.open,
        None if one.unknown is None else one.unknown.value,
        taken,
        working,
        to_go,
        one.authority.value,
        one.ruleset,
        one.reason,
        one.of.origin[1] if isinstance(one.of, Event) and one.of.origin is not None else None,
    )


def _working_days(calendar: WorkingCalendar | None, start: date, end: date) -> int | None:
    """The working days from one day to another, where the calendar knows both."""
    try:
        return None if calendar is None else calendar.count(start, end)
    except OutsideCalendar:
        return None
