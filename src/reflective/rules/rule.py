"""A rule about time, as data: what sets it going, what meets it, by when, and on whose authority."""

import enum
from contextlib import suppress
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from reflective.errors import BadValue
from reflective.fields import Id, Text, check_day, value
from reflective.rules.event import Event
from reflective.rules.requirements import AtMost, EachMonth, Every, NoFixedTime, Of, Requirement, Within
from reflective.rules.status import WARN, Status
from reflective.timescales import Timescale, WorkingCalendar, day_in_words

__all__ = ["BINDING", "Authority", "Confidence", "Example", "Match", "PublishedSource", "Rule"]


class Authority(enum.StrEnum):
    """Whose word a rule is, the most binding first."""

    STATUTE = "statute"
    REGULATIONS = "regulations"
    STATUTORY_GUIDANCE = "statutory guidance"
    NATIONAL_STANDARD = "national standard"
    LOCAL_POLICY = "local policy"
    CASE_DECISION = "case decision"


#: What no local rule may loosen.
BINDING: Final = frozenset({Authority.STATUTE, Authority.REGULATIONS})


class Confidence(enum.StrEnum):
    """How surely the wording of a rule is known."""

    #: Read at the address that the source gives.
    VERIFIED = "verified"
    #: Read only in somebody's account of the source, at the address given.
    SECONDARY = "secondary"
    #: A council's or an employer's own; no national wording stands behind it.
    LOCAL = "local"
    #: Not checked against any text: none that ships is.
    UNVERIFIED = "unverified"


class Match(enum.StrEnum):
    """How what meets a rule is found."""

    #: By `ref`: the trigger's own, or one that is a part of it or that it is a part of ("p-1" and "p-1/a-1").
    REF = "ref"
    #: The next of the same subject.
    NEXT = "next"


@value(kw_only=True)
class PublishedSource:
    """Where a rule is written."""

    title: Text
    clause: Text | None = None
    #: Where the wording was read.
    address: Text | None = None

    def __str__(self) -> str:
        return self.title if self.clause is None else f"{self.title}, {self.clause}"


@value(kw_only=True)
class Example:
    """A case that a rule's author worked out by hand, for a test to run."""

    trigger: date
    #: The days on which it was set going before, for a rule that counts how often.
    before: tuple[date, ...] = ()
    #: The day it falls due; None where the answer is that there is no day.
    due: date | None = None
    #: The day it was met, the day it is asked about, and what the answer is.
    met: date | None = None
    as_of: date | None = None
    status: Status | None = None


@value(kw_only=True)
class Rule:
    """One version of a rule: everything that decides what is due is on it, and nothing in the engine.

    A version holds for the triggers of the days it is in force, both days included.
    """

    id: Id
    title: Text
    trigger: tuple[Id, ...]
    met_by: tuple[Id, ...]
    requirement: Requirement
    authority: Authority
    match: Match = Match.REF
    #: Whether what was done before the trigger meets it, if nothing else set the rule going in between.
    may_be_met_before: bool = False
    #: Whether what would meet it may have no day on the record: unmet, it is then not known and never overdue.
    date_may_be_missing: bool = False
    #: What makes it no longer required; what lengthens the time; what may explain that it was late.
    ends_with: tuple[Id, ...] = ()
    extended_by: tuple[Id, ...] = ()
    explained_by: tuple[Id, ...] = ()
    #: For whom: each fact with the values that it may have. A fact that an event lacks makes the answer not known.
    applies: tuple[tuple[Id, tuple[str, ...]], ...] = ()
    #: What is asked of that which meets it, as the least of a number (minutes, 90): less is said and still counts.
    at_least: tuple[tuple[Id, int], ...] = ()
    calendar: Id = "england-and-wales"
    sources: tuple[PublishedSource, ...] = ()
    confidence: Confidence = Confidence.UNVERIFIED
    in_force_from: date | None = None
    in_force_to: date | None = None
    #: How many calendar days before the day it is due soon.
    warn: int = WARN
    #: Why it departs from guidance or a national standard, where it does.
    reason: Text | None = None
    #: What a reader ought to know beside it.
    note: Text | None = None
    checked_by: Text | None = None
    checked_on: date | None = None
    examples: tuple[Example, ...] = ()

    def __attrs_post_init__(self) -> None:
        if not self.trigger or not self.met_by:
            raise BadValue(name="trigger and met_by", wanted="one kind of event or more, each")
        if self.in_force_from and self.in_force_to and self.in_force_to < self.in_force_from:
            raise BadValue(name="in_force_to", wanted="on or after in_force_from")
        if self.warn < 0:
            raise BadValue(name="warn", wanted="a whole number of calendar days, 0 or more")
        extends = isinstance(self.requirement, Within) and self.requirement.extension is not None
        if extends != bool(self.extended_by):
            raise BadValue(name="extended_by", wanted="given with an extension of a within, and only then")
        if self.may_be_met_before and not isinstance(self.requirement, Within | NoFixedTime):
            raise BadValue(name="may_be_met_before", wanted="said of a rule that asks for something once")

    @cached_property
    def working_calendar(self) -> WorkingCalendar:
        """The calendar that ships under the rule's name for one; raises `BadValue` where none does."""
        return WorkingCalendar.named(self.calendar)

    def due(self, day: date, cal: WorkingCalendar | None = None) -> date | None:
        """The last day in time, counted from a trigger as the first there is; None where no day follows.

        Of a series it is that of the first period; of a limit on days, the day by which a stay has used them all.
        Working days are counted by the calendar given, or the shipped one that the rule names. Raises what
        `Timescale.due` raises.
        """
        requirement = self.requirement
        if isinstance(requirement, Within):
            return requirement.timescale.due(day, self.working_calendar if cal is None else cal)
        match requirement:
            case EachMonth() as each:
                return each.due(each.begins(day))
            case AtMost(amount=amount, of=Of.DAYS):
                check_day("day", day)
                with suppress(OverflowError):
                    return day + timedelta(days=amount)
                raise BadValue(name="day", wanted="far enough inside the years 1 to 9999 to count from")
            case _:
                return self.due_after(0, day, day, cal)

    def due_after(
        self,
        period: int,
        start: date,
        trigger: date,
        cal: WorkingCalendar | None = None,
        happened: frozenset[str] = frozenset(),
    ) -> date | None:
        """The last day in time for a period of a series, by its number from 0, the series' start and its own day.

        `happened` is the kinds of event, among those that a rate lasts until, that happened between the two.
        """
        timescale = self.timescale(period, start, trigger, happened)
        return None if timescale is None else timescale.due(trigger, self.working_calendar if cal is None else cal)

    def timescale(
        self, period: int, start: date, trigger: date, happened: frozenset[str] = frozenset()
    ) -> Timescale | None:
        """What is counted for a period; None where a rule counts nothing from its trigger."""
        match self.requirement:
            case Within(timescale=timescale):
                return timescale
            case Every() as every:
                return every.step(period, start, trigger, happened)
            case EachMonth() | AtMost() | NoFixedTime():
                return None

    def in_force(self, day: date) -> bool:
        """Whether this version holds for a trigger on a day."""
        check_day("day", day)
        return (self.in_force_from is None or self.in_force_from <= day) and (
            self.in_force_to is None or day <= self.in_force_to
        )

    def applies_to(self, event: Event) -> bool | None:
        """Whether it is for this event, by its facts; None where a fact it asks is not on the event."""
        if not isinstance(event, Event):
            raise BadValue(name="event", wanted="an Event")
        known = True
        for name, accepted in self.applies:
            given = event.fact(name)
            if given is None:
                known = False
            elif given not in accepted:
                return False
        return True if known else None

    @property
    def reads(self) -> tuple[str, ...]:
        """Every kind of event that it has to do with."""
        until = self.requirement.events if isinstance(self.requirement, Every) else ()
        return (*self.trigger, *self.met_by, *self.ends_with, *self.extended_by, *self.explained_by, *until)

    @property
    def is_stay(self) -> bool:
        """Whether what meets it is the end of what set it going: past its day is then shown as exceeded."""
        spans = {kind.removesuffix(".started") for kind in self.trigger if kind.endswith(".started")}
        return set(self.met_by) == {f"{span}.ended" for span in spans} and len(spans) == len(self.trigger)

    @property
    def version(self) -> str:
        """When it is in force, in words: the name of this version."""
        begins = None if self.in_force_from is None else day_in_words(self.in_force_from, weekday=False)
        ends = None if self.in_force_to is None else day_in_words(self.in_force_to, weekday=False)
        if begins and ends:
            return f"in force {begins} to {ends}"
        if begins:
            return f"in force from {begins}"
        return f"in force to {ends}" if ends else "not dated"

    def __str__(self) -> str:
        return f"{self.id}: {self.title}, {self.requirement} ({self.authority})"
