"""Calendars from a document: the library's own shape, or the one in which GOV.UK publishes bank holidays."""

from datetime import date
from functools import cached_property
from typing import BinaryIO, Final

from reflective.documents import Faults, Format, Twice, json_data, listed, twice, with_room
from reflective.errors import BadValue
from reflective.fields import value
from reflective.timescales import WorkingCalendar

__all__ = ["read_calendar"]

_ENGLAND: Final = "england-and-wales"
#: The keys of GOV.UK's document of all its divisions.
_DIVISIONS: Final = (_ENGLAND, "northern-ireland", "scotland")
_Day = date


@value(kw_only=True)
class _Own:
    """Our own shape, which says from when to when the list is whole."""

    first: date
    last: date
    holidays: tuple[date, ...]

    def __attrs_post_init__(self) -> None:
        self.calendar  # noqa: B018 - whatever it refuses is refused of this document

    @cached_property
    def calendar(self) -> WorkingCalendar:
        return WorkingCalendar(holidays=self.holidays, first=self.first, last=self.last)


@value(kw_only=True)
class _Holiday:
    """A holiday as GOV.UK lists it."""

    title: str = ""
    date: _Day
    notes: str = ""
    bunting: bool = False


@value(kw_only=True)
class _Division:
    """GOV.UK's list for one part of the country."""

    division: str = ""
    events: tuple[_Holiday, ...]

    def __attrs_post_init__(self) -> None:
        if not self.events:
            raise BadValue(name="events", wanted="a list of one holiday or more")
        self.calendar  # noqa: B018 - whatever it refuses is refused of this document

    @cached_property
    def calendar(self) -> WorkingCalendar:
        days = [one.date for one in self.events]
        first, last = date(min(days).year, 1, 1), date(max(days).year, 12, 31)
        try:
            return WorkingCalendar(holidays=days, first=first, last=last)
        except BadValue as refused:
            wanted = refused.wanted
        raise BadValue(name="events", wanted=f"a list with its last year {wanted}")


_FORMAT: Final = Format()


def read_calendar(source: str | bytes | BinaryIO) -> WorkingCalendar:
    """The calendar in a JSON document: `{"first", "last", "holidays"}`, or GOV.UK's, of England and Wales.

    The document is text, bytes or a file opened to read bytes. GOV.UK's says no range: it is taken to know whole years,
    from its first holiday's to its last one's. Raises `BadDocument` with every fault and its path.
    """
    return with_room(lambda: _read(source))


def _read(source: object) -> WorkingCalendar:
    faults = Faults()
    data, clean = json_data(source, faults)
    path = "$"
    kind: type = _Own
    if isinstance(data, dict) and _ENGLAND in data:
        if not data.keys() <= set(_DIVISIONS):
            faults.add("$", f"has a key that is not known; known keys are {listed(_DIVISIONS)}")
        if isinstance(data, Twice):
            faults.add("$", twice(data, _DIVISIONS))
        data, path = data[_ENGLAND], f"$.{_ENGLAND}"
    if isinstance(data, dict) and "events" in data:
        kind = _Division
    calendar: WorkingCalendar = _FORMAT.read(data, kind, faults, path=path, clean=clean).calendar
    return calendar
