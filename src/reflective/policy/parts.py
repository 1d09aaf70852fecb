"""The parts of a policy that no record has: who may decide what, which meetings count, and words to look at again."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Final

import attrs

from reflective.errors import BadValue, UnknownId
from reflective.fields import Id, Key, Text, check_day, value
from reflective.practice.people import Roles
from reflective.practice.supervision import MeetingKind
from reflective.rules import Event

__all__ = ["DecisionLevel", "DecisionScheme", "PolicyFile", "SupervisionRhythm", "Vocabulary", "unknown_roles"]

_MINUTES_A_DAY: Final = 24 * 60
_MAX_DAYS: Final = 3660
_MAX_WEEKS: Final = 520
#: The kinds of event of a meeting that counts, each with the kind of one that does not.
_COUNTS: Final = {
    "supervision.held": "ad_hoc_supervision.held",
    "case_supervision.held": "ad_hoc_case_supervision.held",
}
_DOES_NOT_COUNT: Final = {other: kind for kind, other in _COUNTS.items()}


@value(kw_only=True)
class PolicyFile:
    """One file of a policy: whose it is, when somebody last checked it, and where its content is from.

    >>> PolicyFile(name="roles", owner="the quality team", last_checked=date(2026, 11, 2), source="our own")
    PolicyFile(name='roles', last_checked=datetime.date(2026, 11, 2), review_by=None, shipped=False)
    """

    name: Id
    owner: Text
    last_checked: date
    source: Text
    #: The day by which it is to be checked again, where the file says one.
    review_by: date | None = None
    #: Whether it came with the library.
    shipped: bool = False


@value(kw_only=True)
class DecisionLevel:
    """One level of decision: the roles that may decide at it, each named, and the days on which that holds.

    A role that is not named may not decide: no role stands above another here. `in_force_to` is the last day.

    >>> level = DecisionLevel(
    ...     id="accommodate-a-child", title="a child comes into care", decided_by=("head-of-service",)
    ... )
    >>> level.holds(date(2025, 3, 25))
    True
    """

    id: Key
    title: Text
    decided_by: tuple[Id, ...]
    in_force_from: date | None = None
    in_force_to: date | None = None

    def __attrs_post_init__(self) -> None:
        if not self.decided_by or len(set(self.decided_by)) < len(self.decided_by):
            raise BadValue(name="decided_by", wanted="one role or more, each once")
        if self.in_force_from and self.in_force_to and self.in_force_to < self.in_force_from:
            raise BadValue(name="in_force_to", wanted="a day that is not before in_force_from")

    def holds(self, day: date) -> bool:
        """Whether the level is in force on a day."""
        check_day("day", day)
        begun = self.in_force_from is None or self.in_force_from <= day
        return begun and (self.in_force_to is None or day <= self.in_force_to)


@value(kw_only=True)
class DecisionScheme:
    """The levels of decision of a council. None ships: no national list was found, and each council has its own.

    A level may be there several times, for days that follow one another.

    >>> night = DecisionLevel(id="night", title="a decision out of hours", decided_by=("service-manager",))
    >>> scheme = DecisionScheme(levels=(night,))
    >>> scheme.level("night", date(2025, 3, 25)).decided_by
    ('service-manager',)
    """

    levels: tuple[DecisionLevel, ...] = ()

    def __attrs_post_init__(self) -> None:
        for place, one in enumerate(self.levels):
            if any(one.id == other.id and _meet(one, other) for other in self.levels[:place]):
                raise BadValue(name="levels", wanted="levels of which each is in force once on a day")

    def level(self, level: str, day: date) -> DecisionLevel:
        """The level of that id on a day; raises `UnknownId` where none is in force."""
        for one in self.levels:
            if one.id == level and one.holds(day):
                return one
        raise UnknownId(noun="level", where="this scheme of decisions on that day")

    def has(self, level: str, day: date) -> bool:
        """Whether a level of that id is in force on a day."""
        return any(one.id == level and one.holds(day) for one in self.levels)


@value(kw_only=True)
class SupervisionRhythm:
    """Which meetings count as supervision, how long one is, and by when it is written up and signed.

    `counts` are the kinds of meeting that count. One that is known to be shorter than `counts_from_minutes` does not
    count: it is oversight. One shorter than `least_minutes` counts, and a check remarks on it. The days are calendar
    days from the day of the meeting. How often supervision is due is a rule of a ruleset.

    >>> rhythm = SupervisionRhythm(
    ...     counts=(MeetingKind.INDIVIDUAL,), least_minutes=90, written_up_days=7, signed_days=14
    ... )
    >>> rhythm.is_counted(MeetingKind.GROUP, 90)
    False
    """

    counts: tuple[MeetingKind, ...]
    least_minutes: int
    written_up_days: int
    signed_days: int
    counts_from_minutes: int | None = None
    #: Within how many weeks every child is discussed, for `check_caseload`; no national number was found.
    each_child_weeks: int | None = None

    def __attrs_post_init__(self) -> None:
        if not self.counts or len(set(self.counts)) < len(self.counts):
            raise BadValue(name="counts", wanted="one kind of meeting or more, each once")
        for name, most, unit in (
            ("least_minutes", _MINUTES_A_DAY, "minutes"),
            ("counts_from_minutes", _MINUTES_A_DAY, "minutes"),
            ("written_up_days", _MAX_DAYS, "days"),
            ("signed_days", _MAX_DAYS, "days"),
            ("each_child_weeks", _MAX_WEEKS, "weeks"),
        ):
            given = getattr(self, name)
            if given is not None and not 1 <= given <= most:
                raise BadValue(name=name, wanted=f"a whole number of {unit} from 1 to {most:,}")

    def is_counted(self, kind: MeetingKind, minutes: int | None) -> bool:
        """Whether a meeting of a kind counts as supervision; one of an unknown length is not too short."""
        long_enough = minutes is None or self.counts_from_minutes is None or minutes >= self.counts_from_minutes
        return kind in self.counts and long_enough

    def counted(self, events: Iterable[Event]) -> tuple[Event, ...]:
        """Events as rules are to read them: a meeting that does not count is no supervision, and one that does is.

        Only the events of meetings with the fact `kind` change, in their kind alone.
        """
        return tuple(self._counted(events))

    def _counted(self, events: Iterable[Event]) -> Iterator[Event]:
        kinds = {kind.value: kind for kind in MeetingKind}
        for event in events:
            said = dict(event.facts)
            held = kinds.get(said.get("kind", ""))
            if held is None or event.kind not in {*_COUNTS, *_DOES_NOT_COUNT}:
                yield event
                continue
            minutes = said.get("minutes", "")
            counts = self.is_counted(held, int(minutes) if minutes.isascii() and minutes.isdecimal() else None)
            kind = (_DOES_NOT_COUNT if counts else _COUNTS).get(event.kind, event.kind)
            yield event if kind == event.kind else attrs.evolve(event, kind=kind)


@value(kw_only=True)
class Vocabulary:
    """Words to look at again: those that blur what an action is, and labels that stand where a fact should.

    >>> words = Vocabulary(blurred=("monitor",), labels=("hostile",))
    >>> words.labelled("He was Hostile."), words.labelled("He slammed the door.")
    (True, False)
    """

    blurred: tuple[Text, ...]
    labels: tuple[Text, ...]

    def __attrs_post_init__(self) -> None:
        for name in ("blurred", "labels"):
            given = [" ".join(one.split()).casefold() for one in getattr(self, name)]
            if len(set(given)) < len(given):
                raise BadValue(name=name, wanted="words of which each is there once")

    def labelled(self, text: str) -> bool:
        """Whether one of the labels stands in a text, as a word or words of its own."""
        return bool(self.labels) and self._pattern.search(" ".join(text.casefold().split())) is not None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        labels = (re.escape(" ".join(one.casefold().split())) for one in self.labels)
        return re.compile(rf"(?<!\w)(?:{'|'.join(labels)})(?!\w)")


def _meet(one: DecisionLevel, other: DecisionLevel) -> bool:
    """Whether two levels are in force on one day."""
    first = max(one.in_force_from or date.min, other.in_force_from or date.min)
    return first <= min(one.in_force_to or date.max, other.in_force_to or date.max)


def unknown_roles(scheme: DecisionScheme, roles: Roles) -> Iterator[str]:
    """The path of each role by which a level is decided, and which is not one of some roles."""
    known = {one.id for one in roles.roles}
    for place, level in enumerate(scheme.levels):
        for number, role in enumerate(level.decided_by):
            if role not in known:
                yield f"$.level[{place}].decided_by[{number}]"
