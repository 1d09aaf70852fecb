"""Calendars by name or from a file: the library's own shape, or the one in which GOV.UK publishes bank holidays."""

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

from reflective.errors import BadDocument, BadValue, Fault, ReflectiveError
from reflective.fields import read_day
from reflective.timescales import WorkingCalendar

__all__ = ["calendar_named", "read_calendar"]

_SHAPE: Final = '{"first": "YYYY-MM-DD", "last": "YYYY-MM-DD", "holidays": ["YYYY-MM-DD", ...]}'


def calendar_named(name: str) -> WorkingCalendar:
    """The calendar in the file of that path, or the shipped one of that name.

    Raises `BadValue` where there is neither, and what `read_calendar` raises.
    """
    path = Path(name)
    return read_calendar(path.read_bytes()) if path.is_file() else WorkingCalendar.named(name)


def read_calendar(text: str | bytes) -> WorkingCalendar:
    """The calendar that a document holds: `{"first", "last", "holidays"}`, or GOV.UK's, of England and Wales.

    GOV.UK's document says no range: it is taken to know whole years, from its first holiday's to its last one's.
    Raises `BadDocument` with every fault and its path.
    """
    try:
        document: Any = json.loads(text)
    except (ValueError, RecursionError):  # a UnicodeDecodeError is a ValueError
        raise BadDocument(faults=(Fault(path="$", wanted=f"JSON: {_SHAPE}"),)) from None
    if isinstance(document, dict) and "england-and-wales" in document:
        document = document["england-and-wales"]
        path = "$.england-and-wales"
    else:
        path = "$"
    if isinstance(document, dict) and isinstance(document.get("events"), list):
        days = [one.get("date") if isinstance(one, dict) else None for one in document["events"]]
        holidays = _days(days, f"{path}.events", ".date")
        if holidays:
            first, last = date(min(holidays).year, 1, 1), date(max(holidays).year, 12, 31)
            return WorkingCalendar(holidays=holidays, first=first, last=last)
    if not isinstance(document, dict) or not isinstance(document.get("holidays"), list):
        raise BadDocument(faults=(Fault(path=path, wanted=f"an object: {_SHAPE}"),))
    return _own(document)


def _own(document: dict[str, Any]) -> WorkingCalendar:
    holidays = _days(document["holidays"], "$.holidays", "")
    ends = [_days([document.get(name)], f"$.{name}", None)[0] for name in ("first", "last")]
    try:
        return WorkingCalendar(holidays=holidays, first=ends[0], last=ends[1])
    except ReflectiveError as refused:
        raise BadDocument(faults=(Fault(path="$", wanted=str(refused)),)) from None


def _days(given: list[Any], path: str, key: str | None) -> list[date]:
    days, faults = [], []
    for place, one in enumerate(given):
        where = path if key is None else f"{path}[{place}]{key}"
        try:
            days.append(read_day(where, one if isinstance(one, str) else ""))
        except BadValue as refused:
            faults.append(Fault(path=where, wanted=refused.wanted))
    if faults:
        raise BadDocument(faults=tuple(faults))
    return days
