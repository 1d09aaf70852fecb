"""Days, working calendars, timescales, partial dates and reckonings, to be drawn."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from reflective.errors import ReflectiveError
from reflective.timescales import Deadline, Kind, PartialDate, Reckoning, Timescale, Unit, WorkingCalendar

__all__ = ["FIRST", "LAST", "calendars", "days", "deadlines", "partial_dates", "phrases", "reckonings", "timescales"]

_DAY: Final = timedelta(days=1)
#: The days that are drawn unless others are asked for: those that the shipped calendars know.
FIRST: Final = date(2012, 1, 1)
LAST: Final = date(2028, 12, 31)
_WORDS: Final = ("historically", "around 12 weeks now", "when they were small")
_PHRASES: Final = ("in 5 weeks", "two weeks", "within 10 working days", "3 months", "26 weeks beginning with the day")
#: A calendar keeps a row for each of its days, so a drawn one has not many.
_LONGEST_DAYS: Final = 500


def days(first: date = FIRST, last: date = LAST) -> st.SearchStrategy[date]:
    """Any day from the first to the last, both included."""
    return st.dates(min_value=first, max_value=last)


@st.composite
def calendars(
    draw: st.DrawFn,
    *,
    first: date = FIRST,
    last: date = LAST,
    holidays: st.SearchStrategy[frozenset[date]] | None = None,
) -> WorkingCalendar:
    """Calendars of up to 500 days that begin between two days, with a dozen holidays at most; those that ship are not.

    Where `holidays` are given, the calendar knows all the days from the first to the last.
    """
    if holidays is not None:
        return WorkingCalendar(holidays=draw(holidays), first=first, last=last)
    begins = draw(days(first, last))
    length = draw(st.integers(0, min(_LONGEST_DAYS, (last - begins).days)))
    ends = begins + length * _DAY
    return WorkingCalendar(holidays=draw(st.frozensets(days(begins, ends), max_size=12)), first=begins, last=ends)


def timescales(
    *, units: st.SearchStrategy[Unit] | None = None, least: int = 1, most: int = 400
) -> st.SearchStrategy[Timescale]:
    """Amounts from the least to the most, both included, in any unit; the trigger day counted or not."""
    return st.builds(
        Timescale, st.integers(least, most), st.sampled_from(Unit) if units is None else units, st.booleans()
    )


def phrases() -> st.SearchStrategy[str]:
    """Timescales in words, each of which `Timescale.parse` reads."""
    return st.sampled_from(_PHRASES) | timescales(most=60).map(str)


@st.composite
def deadlines(
    draw: st.DrawFn, *, first: date = FIRST, last: date = LAST, text: st.SearchStrategy[str] | None = None
) -> Deadline:
    """Deadlines: a day, words that were counted from a day, or words that name no day."""
    words = st.sampled_from(["before half term", "as soon as possible"]) if text is None else text
    ways = st.builds(Deadline.on, days(first, last)) | st.builds(Deadline.said, words)
    return draw(ways | st.builds(_after, phrases(), days(first, last), st.none() | words))


def _after(words: str, day: date, anchor: str | None) -> Deadline:
    """Words that are counted from a day; the day itself where no calendar here reaches the day they come to."""
    calendar = WorkingCalendar.england_and_wales()
    try:
        return Deadline.after(words, day, anchor=anchor, calendar=calendar)
    except ReflectiveError:
        return Deadline.on(day)


@st.composite
def partial_dates(
    draw: st.DrawFn,
    *,
    first: date = FIRST,
    last: date = LAST,
    kinds: st.SearchStrategy[Kind] | None = None,
    said: st.SearchStrategy[str] | None = None,
) -> PartialDate:
    """Dates of every kind, with the words they were said in or without; their bounds are within the two days.

    A month or a year has a day there, and may begin before the first or end after the last.
    """
    kind = draw(st.sampled_from(Kind) if kinds is None else kinds)
    words = draw(st.none() | (st.sampled_from(_WORDS) if said is None else said))
    early, late = sorted((draw(days(first, last)), draw(days(first, last))))
    # Open ends leave room for one day before or after.
    until, since = (None, min(late, date.max - _DAY)), (max(early, date.min + _DAY), None)
    bounds: dict[Kind, list[tuple[date | None, date | None]]] = {
        Kind.EXACT: [(early, early)],
        Kind.MONTH: [(early.replace(day=1), early.replace(day=monthrange(early.year, early.month)[1]))],
        Kind.YEAR: [(date(early.year, 1, 1), date(early.year, 12, 31))],
        Kind.BEFORE: [until],
        Kind.AFTER: [since],
        Kind.UNKNOWN: [(None, None)],
        Kind.AGE: [(early, late), until, since],
    }
    earliest, latest = draw(st.sampled_from(bounds.get(kind, [(early, late)])))
    return PartialDate(kind=kind, earliest=earliest, latest=latest, said=words)


@st.composite
def reckonings(
    draw: st.DrawFn, *, first: date = FIRST, last: date = LAST, text: st.SearchStrategy[str] | None = None
) -> Reckoning:
    """How a due day was counted from a day between two, each as `Timescale.why` makes it; with a calendar or not."""
    timescale, trigger = draw(timescales(most=60)), draw(days(first, last))
    cal = draw(st.none() | st.just(WorkingCalendar.england_and_wales()))
    words = st.none() | (st.sampled_from(_WORDS) if text is None else text)
    phrase, anchor = draw(words), draw(words)
    try:
        return timescale.why(trigger, cal, phrase=phrase, anchor=anchor)
    except ReflectiveError:
        # Working days want a calendar that knows them, and at the end of time there is no day to come.
        return Timescale(1, Unit.DAYS, count_trigger=True).why(trigger, phrase=phrase, anchor=anchor)
