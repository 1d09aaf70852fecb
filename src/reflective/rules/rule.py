"""A rule about time, as data: its trigger, the events that meet it, its requirement and its authority."""

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
    """The authority of a rule, the most binding first."""

    STATUTE = "statute"
    REGULATIONS = "regulations"
    STATUTORY_GUIDANCE = "statutory guidance"
    NATIONAL_STANDARD = "national standard"
    LOCAL_POLICY = "local policy"
    CASE_DECISION = "case decision"


#: The authorities whose rules no local rule may loosen.
BINDING: Final = frozenset({Authority.STATUTE, Authority.REGULATIONS})


class Confidence(enum.StrEnum):
    """How far the wording of a rule was checked."""

    #: Read at the address that the source gives.
    VERIFIED = "verified"
    #: Read only in somebody's account of the source, at the address given.
    SECONDARY = "secondary"
    #: A council's or an employer's own; no national wording stands behind it.
    LOCAL = "local"
    #: Not checked against any text: none that ships is.
    UNVERIFIED = "unverified"


class Match(enum.StrEnum):
    """How the event that meets a rule is found."""

    #: By `ref`: the trigger's own ref, a part of it, or a whole that it is a part of ("p-1" and "p-1/a-1").
    REF = "ref"
    #: The next event of the same subject.
    NEXT = "next"


@value(kw_only=True)
class PublishedSource:
    """The document that a rule is written in."""

    title: Text
    clause: Text | None = None
    #: The address at which the wording was read.
    address: Text | None = None

    def __str__(self) -> str:
        return self.title if self.clause is None else f"{self.title}, {self.clause}"


@value(kw_only=True)
class Example:
    """A case that a rule's author worked out by hand, for a test to run."""

    trigger: date
    #: The days of earlier triggers, for a rule that counts occurrences.
    before: tuple[date, ...] = ()
    #: The due day; None if the right answer is that there is none.
    due: date | None = None
    #: The day on which it was met, the day of the question, and the right status.
    met: date | None = None
    as_of: date | None = None
    status: Status | None = None


@value(kw_only=True)
class Rule:
    """One version of a rule. All that decides a due day is here and not in the engine.

    A version holds for triggers from the first to the last day on which it is in force, both included.
    """

    id: Id
    title: Text
    trigger: tuple[Id, ...]
    met_by: tuple[Id, ...]
    requirement: Requirement
    authority: Authority
    match: Match = Match.REF
    #: Whether an event before the trigger meets it, if there was no other trigger in between.
    may_be_met_before: bool = False
    #: Whether the event that meets it may have no day on the record. If unmet it is then not known, and never overdue.
    date_may_be_missing: bool = False
    #: Events that end the duty, events that extend its time, and events that may explain why it was late.
    ends_with: tuple[Id, ...] = ()
    extended_by: tuple[Id, ...] = ()
    explained_by: tuple[Id, ...] = ()
    #: The facts that the trigger must have, each with its accepted values. If one is missing, the answer is not known.
    applies: tuple[tuple[Id, tuple[str, ...]], ...] = ()
    #: The least of a number that the meeting event should have (minutes, 90). Less is remarked on, and counts.
    at_least: tuple[tuple[Id, int], ...] = ()
    calendar: Id = "england-and-wales"
    sources: tuple[PublishedSource, ...] = ()
    confidence: Confidence = Confidence.UNVERIFIED
    in_force_from: date | None = None
    in_force_to: date | None = None
    #: From how many calendar days before its day it is due soon.
    warn: int = WARN
    #: Why it departs from guidance or a national standard, if it does.
    reason: Text | None = None
    #: A note for readers.
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
        """The shipped calendar that the rule names; raises `BadValue` if no such calendar ships."""
        return WorkingCalendar.named(self.calendar)

    def due(self, day: date, cal: WorkingCalendar | None = None) -> date | None:
        """The last day in time, counted from a first trigger; None if the rule gives no day.

        For a series it is the due day of the first period. For a limit on days it is the day on which a stay has used
        them all. Working days are counted by the calendar given, else by the shipped one that the rule names. Raises
        what `Timescale.due` raises.
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
        """The last day in time for a period of a series, by its number from 0, the series' start and its own first day.

        `happened` holds the kinds of event that a rate lasts until and that happened between the two days.
        """
        timescale = self.timescale(period, start, trigger, happened)
        return None if timescale is None else timescale.due(trigger, self.working_calendar if cal is None else cal)

    def timescale(
        self, period: int, start: date, trigger: date, happened: frozenset[str] = frozenset()
    ) -> Timescale | None:
        """The timescale of a period; None if the rule counts nothing from its trigger."""
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
        """Whether the rule applies to an event, by the event's facts; None if a fact that it requires is missing."""
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
        """Every kind of event that the rule refers to."""
        until = self.requirement.events if isinstance(self.requirement, Every) else ()
        return (*self.trigger, *self.met_by, *self.ends_with, *self.extended_by, *self.explained_by, *until)

    @property
    def is_stay(self) -> bool:
        """Whether the rule limits a stay: the trigger starts it and the meeting event ends it."""
        spans = {kind.removesuffix(".started") for kind in self.trigger if kind.endswith(".started")}
        return set(self.met_by) == {f"{span}.ended" for span in spans} and len(spans) == len(self.trigger)

    @property
    def version(self) -> str:
        """The dates in force in words, which name this version."""
        begins = None if self.in_force_from is None else day_in_words(self.in_force_from, weekday=False)
        ends = None if self.in_force_to is None else day_in_words(self.in_force_to, weekday=False)
        if begins and ends:
            return f"in force {begins} to {ends}"
        if begins:
            return f"in force from {begins}"
        return f"in force to {ends}" if ends else "not dated"

    def __str__(self) -> str:
        return f"{self.id}: {self.title}, {self.requirement} ({self.authority})"
