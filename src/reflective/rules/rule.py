"""A rule about time, as data: its trigger, the events that meet it, its requirement and its authority."""

import enum
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from reflective.errors import BadValue
from reflective.fields import Id, Text, check_day, value
from reflective.rules.event import Event, fold
from reflective.rules.requirements import AtMost, Branch, EachMonth, Every, NoFixedTime, Of, Requirement, Within
from reflective.rules.status import WARN_DAYS, Status
from reflective.timescales import Timescale, Unit, WorkingCalendar, day_in_words

__all__ = [
    "BINDING",
    "DEATH",
    "Attachment",
    "Authority",
    "Confidence",
    "CountsFrom",
    "Effect",
    "Example",
    "GivesWay",
    "LateExtension",
    "Match",
    "OtherEvent",
    "OwnDay",
    "PublishedSource",
    "Regime",
    "Rule",
]

#: The event that ends whatever is owed to its subject.
DEATH: Final = "child.died"


class Authority(enum.StrEnum):
    """The authority of a rule, the most binding first."""

    STATUTE = "statute"
    REGULATIONS = "regulations"
    STATUTORY_GUIDANCE = "statutory guidance"
    NATIONAL_STANDARD = "national standard"
    LOCAL_POLICY = "local policy"
    #: A test of the validation of a statistical return. It stands beside the law and never in its place.
    STATISTICAL_RETURN = "statistical return"
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
    """The document that a rule is written in.

    >>> print(PublishedSource(title="Children Act 1989", clause="section 46(6)"))
    Children Act 1989, section 46(6)
    """

    title: Text
    clause: Text | None = None
    #: The address at which the wording was read.
    address: Text | None = None

    def __str__(self) -> str:
        return self.title if self.clause is None else f"{self.title}, {self.clause}"


class Attachment(enum.StrEnum):
    """The thing that a duty attaches to, which decides the version that judges it."""

    #: The version in force on the day of the trigger judges all of it.
    TRIGGER = "trigger"
    #: Each period of a series is judged by the version in force on the day on which it begins.
    PERIOD = "period"
    #: The duty runs while a state lasts, under whichever version is in force.
    STATE = "state"


class Effect(enum.StrEnum):
    """The effect of a regime on a rule."""

    #: The clause takes the duty away.
    DOES_NOT_APPLY = "does not apply"
    #: The clause was not read, so an answer that it could change is not known.
    NOT_KNOWN = "not known"


class LateExtension(enum.StrEnum):
    """The day from which an extension counts that was granted after the end of the time it extends."""

    #: It does not count.
    NONE = "none"
    #: From the day on which it was granted.
    GRANT = "its own day"
    #: The clause was not read: it may count from that day, or not at all.
    BOTH = "both"


@value(kw_only=True)
class Regime:
    """A fact of the trigger by which a rule gives way. Where nothing states it, the rule runs.

    >>> Regime(fact="placed_under", values=("short breaks",), effect=Effect.DOES_NOT_APPLY, clause="regulation 48")
    Regime(fact='placed_under', effect=<Effect.DOES_NOT_APPLY: 'does not apply'>)
    >>> Regime(fact="placed_under", values=(), effect=Effect.DOES_NOT_APPLY, clause="regulation 48")
    Traceback (most recent call last):
        ...
    reflective.errors.BadValue: values must be one value of the fact or more
    """

    fact: Id
    values: tuple[Text, ...]
    effect: Effect
    clause: Text

    def __attrs_post_init__(self) -> None:
        if not self.values:
            raise BadValue(name="values", wanted="one value of the fact or more")


@value(kw_only=True)
class GivesWay:
    """An event that states a fact and with which the duty gives way to that of another clause.

    >>> GivesWay(kind="placement.started", fact="place", values=("A3",), clause="regulation 45")
    GivesWay(kind='placement.started', fact='place')
    """

    kind: Id
    fact: Id
    values: tuple[Text, ...]
    clause: Text


@value(kw_only=True)
class OwnDay:
    """Whether an event on the trigger's own day meets the first period of a series, and where that was read.

    >>> OwnDay(counts=False, source="our reading")
    OwnDay(counts=False)
    """

    counts: bool
    #: The clause, or "our reading".
    source: Text


@value(kw_only=True)
class CountsFrom:
    """An earlier event from whose day a limit counts, that day included, where a fact of the trigger has a value.

    Where the fact is not stated, or the clause was not read, both days are given.

    >>> police_first = CountsFrom(
    ...     kind="police_protection.started",
    ...     fact="after_police_protection",
    ...     value="yes",
    ...     clause="section 45(3)",
    ...     at_most=Timescale(72, Unit.HOURS),
    ...     read=True,
    ... )
    >>> police_first.at_most.due(date(2024, 3, 28))
    datetime.date(2024, 3, 31)
    """

    kind: Id
    fact: Id
    value: Text
    clause: Text
    #: The longest time that the event may lie before the trigger.
    at_most: Timescale
    #: Whether the words of the clause were read.
    read: bool


@value(kw_only=True)
class OtherEvent:
    """Another event of an example, with the ref of the trigger unless it has one of its own.

    >>> OtherEvent(kind="review.held", on=date(2024, 4, 15))
    OtherEvent(kind='review.held', on=datetime.date(2024, 4, 15), ref=None)
    """

    kind: Id
    on: date
    ref: Id | None = None
    facts: tuple[tuple[Id, str], ...] = ()


@value(kw_only=True)
class Example:
    """A case that a rule's author worked out by hand, for a test to run.

    >>> easter = Example(trigger=date(2024, 3, 28), due=date(2024, 6, 5), met=date(2024, 6, 6), days_late=1)
    >>> easter.due
    datetime.date(2024, 6, 5)
    """

    trigger: date
    #: The kind of the trigger; the first that the rule names where it is left out.
    kind: Id | None = None
    #: The facts of the trigger, beside those that the rule requires.
    facts: tuple[tuple[Id, str], ...] = ()
    #: The days of earlier triggers, for a rule that counts occurrences.
    before: tuple[date, ...] = ()
    #: Other events of the subject, each with its kind and its day, and its facts if it has any.
    also: tuple[OtherEvent, ...] = ()
    #: The number of the period that the answer is about, in a series, from 0.
    period: int = 0
    #: The due day; None if the right answer is that there is none.
    due: date | None = None
    #: The last day on which it could be due, where that is another.
    due_latest: date | None = None
    #: The day on which it was met, the day of the question, and the right status.
    met: date | None = None
    as_of: date | None = None
    status: Status | None = None
    days_late: int | None = None


@value(kw_only=True)
class Rule:
    """One version of a rule. All that decides a due day is here and not in the engine.

    A version holds for triggers from the first to the last day on which it is in force, both included.

    >>> ring = Rule(
    ...     id="duty.ring-back",
    ...     title="The referrer rung back",
    ...     trigger=("referral.received",),
    ...     met_by=("referrer.rung",),
    ...     requirement=Within(timescale=Timescale(2, Unit.WORKING_DAYS)),
    ...     authority=Authority.LOCAL_POLICY,
    ... )
    >>> print(ring)
    duty.ring-back: The referrer rung back, within 2 working days (local policy)
    >>> ring.due(date(2024, 3, 28))
    datetime.date(2024, 4, 3)
    """

    id: Id
    title: Text
    trigger: tuple[Id, ...]
    met_by: tuple[Id, ...]
    requirement: Requirement
    authority: Authority
    match: Match = Match.REF
    #: The duty's attachment; None for the usual one: a series attaches to its periods, and any other to its trigger.
    attaches_to: Attachment | None = None
    #: Kinds of event that show that the state already held on their day, where its start is not on the record.
    continues: tuple[Id, ...] = ()
    #: Whether an event before the trigger meets it. True: an event of the same ref, if there was no other trigger in
    #: between. A timescale: an event so long before. A kind of event: any event since the last of that kind.
    may_precede: bool | Timescale | Id = False
    #: The clause that may let an earlier event meet it, and that was not read. Unmet, it is then not known.
    precede_unread: Text | None = None
    #: Events by whose first day it is due, if that is sooner.
    not_after: tuple[Id, ...] = ()
    #: Whether an event on the trigger's own day meets the first period of a series, or is in order for a test of the
    #: order of dates; it does where this is left out.
    own_day: OwnDay | None = None
    #: Whether the event that meets it may have no day on the record. If unmet it is then not known, and never overdue.
    date_may_be_missing: bool = False
    #: Events that end the state that the duty attaches to.
    ends_with: tuple[Id, ...] = ()
    #: Events that record a decision that it is not required.
    not_required_with: tuple[Id, ...] = ()
    gives_way: tuple[GivesWay, ...] = ()
    #: Only the first trigger since the last event of these kinds counts; every trigger where it is empty.
    first_since: tuple[Id, ...] = ()
    #: A trigger before the first event of these kinds does not count, where the subject has such an event.
    only_since: tuple[Id, ...] = ()
    #: Whether it is still owed after the subject's death.
    survives_death: bool = False
    #: Events that extend its time, and events that may explain why it was late.
    extended_by: tuple[Id, ...] = ()
    explained_by: tuple[Id, ...] = ()
    #: The day from which an extension counts that was granted after the end of the time.
    late_extension: LateExtension = LateExtension.NONE
    #: The fact of the trigger, or of an extension, that states the order's own last day, as YYYY-MM-DD.
    expires: Id | None = None
    counts_from: CountsFrom | None = None
    #: The clause by which a court may put off a last day that is a Sunday or a holiday to the next that is neither.
    rolls: Text | None = None
    #: Whether it tests the order of two dates. Such a rule finds nothing late.
    out_of_order: bool = False
    #: The facts that the trigger must have, each with its accepted values. If one is missing, the answer is not known.
    applies: tuple[tuple[Id, tuple[str, ...]], ...] = ()
    #: Values of facts for which the rule is not, each with what is known of it.
    not_if: tuple[tuple[Id, tuple[str, ...]], ...] = ()
    regimes: tuple[Regime, ...] = ()
    #: Values of facts with which an event does not meet it, such as a kind of meeting.
    not_met_if: tuple[tuple[Id, tuple[str, ...]], ...] = ()
    #: The least of a number with which an event meets it (minutes, 30). Where none is stated it does.
    met_from: tuple[tuple[Id, int], ...] = ()
    #: The least of a number that the meeting event should have (minutes, 90). Less is remarked on, and counts.
    at_least: tuple[tuple[Id, int], ...] = ()
    calendar: Id = "england-and-wales"
    sources: tuple[PublishedSource, ...] = ()
    confidence: Confidence = Confidence.UNVERIFIED
    in_force_from: date | None = None
    in_force_to: date | None = None
    #: The source by which this version takes over from one that lapsed: what is still open then is due from its first
    #: day, and at the latest that day plus the interval.
    hand_over: PublishedSource | None = None
    #: The words on a duty that is still open when this version ends, if nobody knows whether it goes on.
    after_it: Text | None = None
    #: Which text was read ("as made"), and until which day it is known to stand.
    text_read: Text | None = None
    stands_until: date | None = None
    #: From how many calendar days before its day it is due soon.
    warn: int = WARN_DAYS
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
        self._check_engine_keys()

    def _check_engine_keys(self) -> None:
        """Refuse what the form of the requirement has no use for."""
        series, once = isinstance(self.requirement, Every), isinstance(self.requirement, Within | NoFixedTime)
        if self.may_precede is not False and not once:
            raise BadValue(name="may_precede", wanted="said of a rule that asks for something once")
        if self.may_precede is True and self.match is not Match.REF:
            raise BadValue(
                name="may_precede", wanted="a length of time or a kind of event, where a rule matches by next"
            )
        if self.attaches_to is Attachment.PERIOD and once:
            raise BadValue(name="attaches_to", wanted="trigger or state, for a rule that asks for something once")
        if self.own_day is not None and not series and not self.out_of_order:
            raise BadValue(name="own_day", wanted="said of a series, or of a test of the order of dates")
        if not isinstance(self.requirement, Within):
            for name in ("not_after", "expires", "counts_from", "rolls", "out_of_order"):
                if getattr(self, name):
                    raise BadValue(name=name, wanted="said of a rule with within")
        if self.late_extension is not LateExtension.NONE and not self.extended_by:
            raise BadValue(name="late_extension", wanted="said of a rule with extended_by")

    @property
    def attachment(self) -> Attachment:
        """The thing that the duty attaches to."""
        if self.attaches_to is not None:
            return self.attaches_to
        return Attachment.PERIOD if isinstance(self.requirement, Every | EachMonth) else Attachment.TRIGGER

    @cached_property
    def ends_with_any(self) -> tuple[str, ...]:
        """The kinds of event that end the duty, the subject's death apart."""
        return (*self.ends_with, *self.not_required_with)

    @cached_property
    def ended_by(self) -> tuple[str, ...]:
        """Every kind of event that ends the duty: the end of its state, a decision, and the subject's death."""
        found = self.ends_with_any
        return found if self.survives_death else (*found, DEATH)

    @cached_property
    def odd(self) -> bool:
        """Whether more than its due day decides: it counts in hours, or tests the order of dates."""
        match self.requirement:
            case Within(timescale=timescale):
                return self.out_of_order or timescale.unit is Unit.HOURS
            case Every(steps=steps):
                return any(step.timescale is not None and step.timescale.unit is Unit.HOURS for step in steps)
            case _:
                return False

    @cached_property
    def remarks(self) -> bool:
        """Whether its answers may need a remark of their own."""
        return bool(self.explained_by or self.at_least or self.narrows)

    @cached_property
    def narrows(self) -> bool:
        """Whether facts of an event decide if it meets the rule."""
        return bool(self.not_met_if or self.met_from)

    @cached_property
    def meets_once(self) -> bool:
        """Whether one event of the trigger's own ref meets it, and none from before the trigger."""
        return (
            self.match is Match.REF
            and self.may_precede is False
            and isinstance(self.requirement, Within | NoFixedTime)
            and set(self.trigger).isdisjoint(self.met_by)
        )

    @cached_property
    def facts(self) -> frozenset[str]:
        """The names of the facts of a trigger that it reads."""
        names = {name for name, _ in (*self.applies, *self.not_if)} | {one.fact for one in self.regimes}
        names |= {branch.fact for branch in self.branches}
        if self.expires is not None:
            names.add(self.expires)
        return frozenset(names if self.counts_from is None else {*names, self.counts_from.fact})

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The branches of its requirement."""
        match self.requirement:
            case Within(branch=Branch() as branch):
                return (branch,)
            case Every(steps=steps):
                return tuple(step.branch for step in steps if step.branch is not None)
            case _:
                return ()

    @cached_property
    def known_values(self) -> Mapping[str, frozenset[str]]:
        """For each fact that selects, the values that the rule knows, folded by `fold`."""
        found: dict[str, set[str]] = {}
        for name, values in (*self.applies, *self.not_if, *((one.fact, one.values) for one in self.regimes)):
            found.setdefault(name, set()).update(map(fold, values))
        for branch in self.branches:
            found.setdefault(branch.fact, set()).update(fold(value) for value, _ in branch.rates)
        return {name: frozenset(values) for name, values in found.items()}

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

    def meets(self, event: Event) -> bool:
        """Whether an event of a kind in `met_by` meets the rule, by its facts. A fact that is not stated counts.

        >>> from reflective.rules import NoFixedTime
        >>> asked = {"trigger": ("post.begun",), "met_by": ("meeting.held",), "requirement": NoFixedTime(said="soon")}
        >>> rule = Rule(
        ...     id="supervision", title="Held", authority=Authority.LOCAL_POLICY, met_from=(("minutes", 30),), **asked
        ... )
        >>> call = Event(subject="w", kind="meeting.held", on=date(2025, 3, 19), ref="m", facts=(("minutes", "5"),))
        >>> rule.meets(call)
        False
        """
        if not isinstance(event, Event):
            raise BadValue(name="event", wanted="an Event")
        return self.not_met_by(event) is None

    def not_met_by(self, event: Event) -> str | None:
        """The fact for which an event of a kind in `met_by` does not meet the rule, in words; None if it does."""
        for name, values in self.not_met_if:
            given = event.fact(name)
            if given is not None and fold(given) in map(fold, values):
                return f"{name}: of a kind that does not count"
        for name, least in self.met_from:
            given = event.fact(name)
            if given is not None and given.isascii() and given.isdigit() and int(given) < least:
                return f"{name}: fewer than the {least} from which it counts"
        return None

    def applies_to(self, event: Event) -> bool | None:
        """Whether the rule applies to an event, by the event's facts; None if a fact that it requires is missing.

        Values are compared case and spaces aside.
        """
        if not isinstance(event, Event):
            raise BadValue(name="event", wanted="an Event")
        for name, values in self.not_if:
            given = event.fact(name)
            if given is not None and fold(given) in map(fold, values):
                return False
        known = True
        for name, accepted in self.applies:
            given = event.fact(name)
            if given is None:
                known = False
            elif fold(given) not in map(fold, accepted):
                return False
        return True if known else None

    @property
    def reads(self) -> tuple[str, ...]:
        """Every kind of event that the rule refers to."""
        until = self.requirement.events if isinstance(self.requirement, Every) else ()
        from_kinds = () if self.counts_from is None else (self.counts_from.kind,)
        since = (self.may_precede,) if isinstance(self.may_precede, str) else ()
        return (
            *self.trigger,
            *self.continues,
            *self.met_by,
            *self.ended_by,
            *(one.kind for one in self.gives_way),
            *self.first_since,
            *self.only_since,
            *self.extended_by,
            *self.explained_by,
            *self.not_after,
            *until,
            *from_kinds,
            *since,
        )

    @cached_property
    def decides(self) -> frozenset[str]:
        """The kinds of event that, beside its trigger, decide how a duty stands; a later trigger ends a series."""
        once = isinstance(self.requirement, Within | NoFixedTime)
        own = set(self.trigger) - {*self.met_by, *self.ended_by} if once else set[str]()
        return frozenset(set(self.reads) - {*self.explained_by} - own) | frozenset(self.met_by)

    @cached_property
    def bounds_what_precedes(self) -> tuple[str, ...]:
        """The kinds of event that end the time in which what came before a trigger counts."""
        return (*self.trigger, self.may_precede) if isinstance(self.may_precede, str) else self.trigger

    @cached_property
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
