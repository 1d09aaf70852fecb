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
        years = _whole_years([one.date for one in self.events])
        if not years:
            wanted = "a list with one whole year or more: New Year's Day to Boxing Day, eight holidays at least"
            raise BadValue(name="events", wanted=wanted)
        first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
        days = [one.date for one in self.events if first <= one.date <= last]
        try:
            return WorkingCalendar(holidays=days, first=first, last=last)
        except BadValue as refused:
            wanted = refused.wanted
        raise BadValue(name="events", wanted=f"a list with its last year {wanted}")


def _whole_years(days: list[date]) -> list[int]:
    """The years that a list has in full, one after the other; the last run of them, if there are several."""
    found: list[int] = []
    for year in sorted({day.year for day in days}):
        if _is_whole([day for day in days if day.year == year]):
            found = [*found, year] if found and found[-1] == year - 1 else [year]
    return found


def _is_whole(days: list[date]) -> bool:
    """Whether the holidays of a year are all there, as far as a list can show: its beginning, its end and enough."""
    begins = any(day.month == 1 and day.day <= _NEW_YEAR_BY for day in days)
    ends = sum(day.month == _DECEMBER and day.day >= _CHRISTMAS for day in days) >= _AT_CHRISTMAS
    return begins and ends and len(days) >= _LEAST_HOLIDAYS_A_YEAR


#: New Year's Day, or the Monday that stands for it, is on 3 January at the latest.
_NEW_YEAR_BY: Final = 3
_DECEMBER: Final = 12
_CHRISTMAS: Final = 25
#: Christmas Day and Boxing Day, or the days that stand for them.
_AT_CHRISTMAS: Final = 2
#: England and Wales have the fewest bank holidays of the three: eight a year.
_LEAST_HOLIDAYS_A_YEAR: Final = 8

_FORMAT: Final = Format()


def read_calendar(source: str | bytes | BinaryIO, division: str | None = None) -> WorkingCalendar:
    """The calendar in a JSON document: `{"first", "last", "holidays"}`, or GOV.UK's list of bank holidays.

    The document is text, bytes or a file opened to read bytes. GOV.UK's has several divisions, of which one has to be
    asked for: none is guessed. It says no range, so it is taken to know only the years that it lists in full. Raises
    `BadDocument` with every fault and its path, and `BadValue` for a division that there is not.
    """
    if division is not None and division not in _DIVISIONS:
        raise BadValue(name="division", wanted=f"one of {listed(_DIVISIONS)}")
    return with_room(lambda: _read(source, division))


def _read(source: object, division: str | None) -> WorkingCalendar:
    faults = Faults()
    data, clean = json_data(source, faults)
    path = "$"
    kind: type = _Own
    if isinstance(data, dict) and not data.keys().isdisjoint(_DIVISIONS):
        if not data.keys() <= set(_DIVISIONS):
            faults.add("$", f"has a key that is not known; known keys are {listed(_DIVISIONS)}")
        if isinstance(data, Twice):
            faults.add("$", twice(data, _DIVISIONS))
        asked = _division_in(data, division, faults)
        data, path = data[asked], f"$.{asked}"
    if isinstance(data, dict) and "events" in data:
        kind = _Division
        if division is not None and data.get("division", division) != division:
            faults.add(f"{path}.division", f"must be '{division}', which was asked for")
    calendar: WorkingCalendar = _FORMAT.read(data, kind, faults, path=path, clean=clean).calendar
    return calendar


def _division_in(data: dict[str, object], division: str | None, faults: Faults) -> str:
    """The division that is read of a document of several; raises `BadDocument` where none was asked for."""
    there = [one for one in _DIVISIONS if one in data]
    if division is None and len(there) > 1:
        raise faults.last(wanted=f"has several divisions: ask for one of {', '.join(there)}")
    if division is not None and division not in there:
        raise faults.last(wanted=f"lacks the division that was asked for; it has {', '.join(there)}")
    return there[0] if division is None else division
