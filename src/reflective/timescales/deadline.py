"""A deadline as a value: a day, words counted from a day, or words that name no day."""

from datetime import date
from typing import Final

from reflective.errors import BadPhrase, BadValue, OutsideCalendar
from reflective.fields import Id, Text, check, check_day, value
from reflective.timescales.calendar import SATURDAY, WorkingCalendar
from reflective.timescales.timescale import Reckoning, Timescale, Unit
from reflective.timescales.wording import day_in_words

__all__ = ["SUPERVISION", "Deadline", "deadline_of"]

#: The day that words are counted from unless something else is said.
SUPERVISION: Final = "the supervision"
_SHAPES: Final = "a day alone, words with the day they are counted from and the day they come to, or words alone"
_WEEK_DAYS: Final = 7
#: Monday to Friday.
_WEEKDAYS: Final = 5


@value(kw_only=True)
class Deadline:
    """When something is due. The day is worked out when the deadline is made, kept, and never counted again.

    It is a day (`Deadline.on`), words counted from a day (`Deadline.after`), or words that name no day, such as
    "before half term" (`Deadline.said`), which has no `day`. The words are somebody's, so no repr shows them.

    >>> Deadline.on(date(2021, 10, 11)).day
    datetime.date(2021, 10, 11)
    """

    #: The day itself; None where the words name none.
    day: date | None = None
    #: The words it was given in, and the day they were counted from, with somebody's words for that day.
    words: Text | None = None
    counted_from: date | None = None
    anchor: Text | None = None
    #: Of working days: the calendar that counted them, its version, and the holidays passed over on other days than
    #: Saturdays and Sundays.
    calendar: Id | None = None
    calendar_version: Id | None = None
    holidays: tuple[date, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.words is None:
            fits = self.day is not None and self.counted_from is None
        else:
            fits = (self.day is None) == (self.counted_from is None)
        if not fits:
            raise BadValue(name="a deadline", wanted=_SHAPES)
        if self.counted_from is None and (self.anchor is not None or self._by_calendar):
            raise BadValue(name="a deadline", wanted="given with counted_from where it says how it was counted")
        if self._by_calendar and self._counts_other_days:
            raise BadValue(name="a deadline", wanted="in working days where it says by which calendar it was counted")

    @property
    def _by_calendar(self) -> bool:
        """Whether it says anything of the calendar by which it was counted."""
        return self.calendar is not None or self.calendar_version is not None or bool(self.holidays)

    @property
    def _counts_other_days(self) -> bool:
        """Whether its words can be read, and count something else than working days."""
        timescale = None if self.words is None else _timescale(self.words)
        return timescale is not None and timescale.unit is not Unit.WORKING_DAYS

    @classmethod
    def on(cls, day: date) -> "Deadline":
        """A deadline that was set as a day."""
        check_day("day", day)
        return cls(day=day)

    @classmethod
    def after(
        cls, words: str, start: date, *, anchor: str | None = None, calendar: WorkingCalendar | None = None
    ) -> "Deadline":
        """A deadline in words that are counted from a day, which was something (`anchor`, "the supervision").

        Working days need a calendar, which is kept by its name and version with the holidays passed over; other units
        are counted without one. Raises `BadPhrase` for words that cannot be counted, and what counting raises.

        >>> Deadline.after("in 5 weeks", date(2021, 9, 6)).day
        datetime.date(2021, 10, 11)
        >>> easter = Deadline.after(
        ...     "2 working days", date(2024, 3, 28), calendar=WorkingCalendar.england_and_wales()
        ... )
        >>> easter.day, easter.holidays
        (datetime.date(2024, 4, 3), (datetime.date(2024, 3, 29), datetime.date(2024, 4, 1)))
        """
        check_day("start", start)
        check("calendar", calendar, WorkingCalendar | None)
        timescale = Timescale.parse(words)
        if timescale.unit is not Unit.WORKING_DAYS:
            return cls(day=timescale.due(start), words=words, counted_from=start, anchor=anchor)
        if calendar is None:
            wanted = "given, such as WorkingCalendar.england_and_wales(), where working days are counted"
            raise BadValue(name="calendar", wanted=wanted)
        reckoning = timescale.why(start, calendar)
        return cls(
            day=reckoning.due,
            words=words,
            counted_from=start,
            anchor=anchor,
            calendar=reckoning.calendar,
            calendar_version=reckoning.calendar_version,
            holidays=reckoning.holidays,
        )

    @classmethod
    def said(cls, words: str) -> "Deadline":
        """A deadline in words that are kept as they were said, and name no day that can be counted.

        >>> Deadline.said("before half term").day is None
        True
        """
        return cls(words=words)

    @property
    def why(self) -> str | None:
        """How the day was counted, in a sentence with the words; None where it was set as a day.

        >>> Deadline.after("two weeks", date(2021, 9, 6), anchor="the supervision").why
        'due Mon 20 Sep 2021: "two weeks" from Mon 6 Sep 2021, the supervision; calendar days'
        """
        if self.words is None:
            return None
        if self.day is None or self.counted_from is None:
            return f'no day is recorded: "{self.words}" names none that can be counted'
        reckoning = self.reckoning
        if reckoning is not None:
            return str(reckoning)
        start = f"{day_in_words(self.counted_from)}{f', {self.anchor}' if self.anchor else ''}"
        return f'due {day_in_words(self.day)}: "{self.words}" from {start}'

    @property
    def reckoning(self) -> Reckoning | None:
        """How the day was counted; None where it was set as a day, or where the words cannot be read today."""
        if self.words is None or self.day is None or self.counted_from is None:
            return None
        timescale = _timescale(self.words)
        if timescale is None:
            return None
        weekend_days = 0
        if timescale.unit is Unit.WORKING_DAYS:
            passed = (self.day - self.counted_from).days + timescale.count_trigger
            weekend_days = max(passed - timescale.amount - len(self.holidays), 0)
        return Reckoning(
            timescale=timescale,
            trigger=self.counted_from,
            due=self.day,
            phrase=self.words,
            anchor=self.anchor,
            calendar=self.calendar,
            calendar_version=self.calendar_version,
            weekend_days=weekend_days,
            holidays=self.holidays,
        )

    @property
    def miscounted(self) -> bool:
        """Whether its own words, in days, weeks, months or years, come to another day than the one it has.

        Working days are not counted again, as only their calendar would tell. It is miscounted if no calendar could
        come to its day: a Saturday, a Sunday or one of its own holidays, or too few days after the first.

        >>> start, day = date(2021, 9, 6), date(2021, 10, 12)
        >>> Deadline(words="in 5 weeks", counted_from=start, day=day).miscounted
        True
        """
        reckoning = self.reckoning
        if reckoning is None:
            return False
        if reckoning.timescale.unit is Unit.WORKING_DAYS:
            return _impossible(reckoning)
        try:
            return reckoning.timescale.due(reckoning.trigger) != reckoning.due
        except (BadValue, OutsideCalendar):
            return True


def _impossible(reckoning: Reckoning) -> bool:
    """Whether no calendar could count working days to this day, whatever other holidays it has."""
    start, due, timescale = reckoning.trigger, reckoning.due, reckoning.timescale
    if due.weekday() >= SATURDAY or due in reckoning.holidays:
        return True
    weeks, days = divmod((due - start).days, _WEEK_DAYS)
    working = _WEEKDAYS * weeks + sum((start.weekday() + day) % _WEEK_DAYS < SATURDAY for day in range(1, days + 1))
    working += timescale.count_trigger and start.weekday() < SATURDAY
    return working - len(reckoning.holidays) < timescale.amount


def _timescale(words: str) -> Timescale | None:
    try:
        return Timescale.parse(words)
    except BadPhrase:
        return None


def deadline_of(due: Deadline | str | None, counted_from: date | None, anchor: str | None) -> Deadline | None:
    """The deadline that a constructor was given: a deadline, or words with the day they are counted from.

    Words alone that name no day are kept as they were said. Raises `BadValue` for words alone that could be counted
    (from which day?), for working days, which need a calendar and so a `Deadline`, and for a day without words; and
    `BadPhrase` for words that cannot be counted from the day that is given with them.
    """
    if isinstance(due, str):
        return _in_words(due, counted_from, anchor)
    if counted_from is not None or anchor is not None:
        raise BadValue(name="counted_from", wanted="given with due in words, and only then")
    if due is not None and not isinstance(due, Deadline):
        raise BadValue(name="due", wanted='a Deadline, or words ("in 5 weeks") with the day they are counted from')
    return due


def _in_words(words: str, counted_from: date | None, anchor: str | None) -> Deadline:
    timescale = _timescale(words)
    if timescale is not None and timescale.unit is Unit.WORKING_DAYS:
        wanted = "Deadline.after(words, day, calendar=...) where working days are counted"
        raise BadValue(name="due", wanted=wanted)
    if counted_from is None:
        if timescale is not None:
            raise BadValue(name="counted_from", wanted="given: words that can be counted are counted from a day")
        if anchor is not None:
            raise BadValue(name="anchor", wanted="given with the day that it is")
        return Deadline.said(words)
    check_day("counted_from", counted_from)
    return Deadline.after(words, counted_from, anchor=SUPERVISION if anchor is None else anchor)
