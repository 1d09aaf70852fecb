"""Rulesets as TOML: the keys that a file has, and the rules that it says."""

import enum
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import Any, Final

import attrs

from reflective.documents import Faults, Format, Reader, Refused, toml_data, with_room
from reflective.errors import BadValue, ReflectiveError
from reflective.fields import Id, Text, value
from reflective.rules.requirements import (
    AtMost,
    Branch,
    EachMonth,
    Every,
    NoFixedTime,
    Of,
    Requirement,
    SeriesStep,
    Within,
)
from reflective.rules.rule import (
    Attachment,
    Authority,
    Confidence,
    CountsFrom,
    Example,
    GivesWay,
    LateExtension,
    Match,
    OwnDay,
    PublishedSource,
    Regime,
    Rule,
)
from reflective.timescales import Timescale, WorkingCalendar

__all__ = ["RulesFile", "read_file", "read_rules"]

_Names = tuple[Id, ...]
_Accepted = tuple[tuple[Id, tuple[str, ...]], ...]
_Least = tuple[tuple[Id, int], ...]
_Facts = tuple[tuple[Id, str], ...]
#: A rate, or rates that depend on a fact.
_Rates = Timescale | Branch | None
_Precede = bool | Timescale | Id | None

_NATIONAL: Final = frozenset(Authority) - {Authority.LOCAL_POLICY, Authority.CASE_DECISION}
_UNITS: Final = {"day": Of.DAYS, "days": Of.DAYS, "time": Of.TIMES, "times": Of.TIMES}
_MAX_DIGITS: Final = 5
#: The requirements of a rule, each by its key, with the keys that may stand beside it.
_FORMS: Final[Mapping[str, tuple[str, ...]]] = {
    "within": ("extension", "extensions"),
    "every": (),
    "each": (),
    "at_most": ("in_any",),
    "no_fixed_time": (),
}
_ASKS: Final = tuple(key for form, beside in _FORMS.items() for key in (form, *beside))
#: The keys for what a limit calls by other names.
_KEYS: Final = {"amount": "at_most", "window": "in_any"}


class _Each(enum.StrEnum):
    CALENDAR_MONTH = "calendar month"


@value(kw_only=True)
class _Rate:
    """One rate of a series."""

    rate: _Rates = None
    no_fixed_time: Text | None = None
    until: Timescale | None = None
    until_event: Id | None = None

    def __attrs_post_init__(self) -> None:
        if (self.rate is None) == (self.no_fixed_time is None):
            raise BadValue(name="rate", wanted="given, or no_fixed_time in its place, and not both")
        self.step  # noqa: B018 - whatever it refuses is refused of this table

    @cached_property
    def step(self) -> SeriesStep:
        rate, branch = _rate_and_branch(self.rate)
        return SeriesStep(
            timescale=rate,
            branch=branch,
            said=self.no_fixed_time,
            until=self.until,
            until_event=self.until_event,
        )


@value(kw_only=True)
class _RuleTable:
    """A `[[rule]]`: what it asks by the key for it, and the rest as `Rule` calls it. `Rule` has the defaults."""

    id: Text
    title: Text
    trigger: _Names
    met_by: _Names
    within: _Rates = None
    extension: Timescale | None = None
    extensions: int | None = None
    every: Every | None = None
    each: _Each | None = None
    at_most: Text | None = None
    in_any: Timescale | None = None
    no_fixed_time: Text | None = None
    authority: Authority
    match: Match | None = None
    attaches_to: Attachment | None = None
    continues: _Names | None = None
    may_precede: _Precede = None
    precede_unread: Text | None = None
    not_after: _Names | None = None
    own_day: OwnDay | None = None
    date_may_be_missing: bool | None = None
    ends_with: _Names | None = None
    not_required_with: _Names | None = None
    gives_way: tuple[GivesWay, ...] = ()
    first_since: _Names | None = None
    only_since: _Names | None = None
    survives_death: bool | None = None
    extended_by: _Names | None = None
    explained_by: _Names | None = None
    late_extension: LateExtension | None = None
    expires: Id | None = None
    counts_from: CountsFrom | None = None
    rolls: Text | None = None
    out_of_order: bool | None = None
    applies: _Accepted | None = None
    not_if: _Accepted | None = None
    regime: tuple[Regime, ...] = ()
    not_met_if: _Accepted | None = None
    met_from: _Least | None = None
    at_least: _Least | None = None
    calendar: Id | None = None
    source: tuple[PublishedSource, ...] = ()
    confidence: Confidence | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None
    hand_over: PublishedSource | None = None
    after_it: Text | None = None
    text_read: Text | None = None
    stands_until: date | None = None
    warn: int | None = None
    reason: Text | None = None
    note: Text | None = None
    checked_by: Text | None = None
    checked_on: date | None = None
    example: tuple[Example, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.authority in _NATIONAL and not self.source:
            wanted = "a [[rule.source]], where a rule says that it is national: its title and clause"
            raise BadValue(name="source", wanted=wanted)
        if self.calendar is not None:
            WorkingCalendar.named(self.calendar)
        self.rule  # noqa: B018 - whatever it refuses is refused of this table

    @cached_property
    def rule(self) -> Rule:
        """The rule that the table says; raises what `Rule` and its requirement raise, by the keys of the table."""
        given = {key: one for key, one in attrs.asdict(self, recurse=False).items() if one is not None}
        asks = {key: given.pop(key) for key in _ASKS if key in given}
        lists = {"sources": given.pop("source"), "examples": given.pop("example"), "regimes": given.pop("regime")}
        lists["gives_way"] = given.pop("gives_way")
        try:
            return Rule(requirement=_requirement(asks), **lists, **given)
        except BadValue as caught:
            refused = caught
        raise BadValue(name=_KEYS.get(refused.name, refused.name), wanted=refused.wanted)


@value(kw_only=True)
class RulesFile:
    """The keys of a whole file."""

    id: Text
    title: Text
    version: Text | None = None
    extends: _Names = ()
    #: Rulesets of which only the rules are there that share an id with one of the file's own.
    extends_shared: _Names = ()
    #: Clauses that no rule of the file asks, each with the reason.
    not_asked: tuple[Text, ...] = ()
    rule: tuple[_RuleTable, ...] = ()

    def __attrs_post_init__(self) -> None:
        if not self.rule:
            raise BadValue(name="rule", wanted="one rule or more, each headed [[rule]]")


def read_file(source: object, ships: Sequence[str]) -> RulesFile:
    """The file at a path, or one opened to read bytes; raises what `read_rules` raises, and OSError."""
    if callable(getattr(source, "read", None)):
        return read_rules(source, ships)
    if not isinstance(source, str | PathLike):
        raise BadValue(name="path", wanted="a path, or a file opened to read bytes")
    failed: Exception
    try:
        path = Path(source)
        if path.is_file() or not path.exists():
            with path.open("rb") as file:
                return read_rules(file, ships)
        failed = BadValue(name="path", wanted="the path of a file, and not of a folder, a pipe or a device")
    except OSError as unread:
        failed = OSError(unread.errno, unread.strerror)
    # Raised out here, so that no path hangs on it: it may be named for somebody.
    raise failed


def read_rules(source: object, ships: Sequence[str]) -> RulesFile:
    """The data of a TOML document; raises `BadDocument` with every fault and its path."""
    return with_room(lambda: _read(source, ships))


def _read(source: object, ships: Sequence[str]) -> RulesFile:
    faults = Faults()
    data = toml_data(source, faults)
    for key in ("extends", "extends_shared"):
        extends = data.get(key, [])
        if not all(one in ships for one in (extends if isinstance(extends, list) else [extends])):
            faults.add(f"$.{key}", f"must be the name of a ruleset that ships: {', '.join(ships)}")
    read: RulesFile = _FORMAT.read(data, RulesFile, faults)
    return read


# The requirement of a rule


def _requirement(asks: Mapping[str, Any]) -> Requirement:
    forms = [key for key in asks if key in _FORMS]
    if len(forms) != 1:
        raise BadValue(name="requirement", wanted=f"a rule with one of {', '.join(_FORMS)}, and only one")
    (form,) = forms
    for key in asks:
        if key not in (form, *_FORMS[form]):
            raise BadValue(name=key, wanted=f"left out of a rule with {form}")
    match form:
        case "within":
            rate, branch = _rate_and_branch(asks["within"])
            extension, many = asks.get("extension"), asks.get("extensions")
            return Within(timescale=rate, branch=branch, extension=extension, extensions=many)
        case "at_most":
            return _at_most(asks["at_most"], asks.get("in_any"))
        case "no_fixed_time":
            return NoFixedTime(said=asks["no_fixed_time"])
        case "each":
            return EachMonth()
        case _:
            every: Every = asks["every"]
            return every


def _rate_and_branch(rate: Timescale | Branch | None) -> tuple[Any, Branch | None]:
    """A rate as a requirement keeps it: the longest, and the branch that it is of."""
    return (rate.longest, rate) if isinstance(rate, Branch) else (rate, None)


def _at_most(said: str, window: Timescale | None) -> AtMost:
    amount, _, noun = said.partition(" ")
    if not (amount.isascii() and amount.isdigit() and len(amount) <= _MAX_DIGITS) or noun not in _UNITS:
        raise BadValue(name="at_most", wanted='"75 days" or "2 times"')
    if window is None:
        raise BadValue(name="in_any", wanted='given: the length of the window, such as "12 months"')
    return AtMost(amount=int(amount), of=_UNITS[noun], window=window)


# Values that TOML writes in its own way


def _names(node: Any, _read: Reader) -> tuple[str, ...]:
    found = node if isinstance(node, list) else [node]
    if not found or not all(isinstance(one, str) and one.strip() for one in found):
        raise Refused(wanted="must be a name or a list of names")
    return tuple(found)


def _day(node: Any, _read: Reader) -> date:
    if type(node) is not date:
        raise Refused(wanted="must be a day written YYYY-MM-DD, with no quotes")
    return node


def _timescale(node: Any, _read: Reader) -> Timescale:
    try:
        return Timescale.parse(node)
    except ReflectiveError:
        pass
    raise Refused(wanted='must be a timescale, such as "45 working days"')


def _rates(node: Any, read: Reader) -> Timescale | Branch:
    if not isinstance(node, dict):
        found: Timescale = read(node, Timescale)
        return found
    rates = [
        (name, rate) for name, one in node.items() if name != "by" for rate in (one if isinstance(one, list) else [one])
    ]
    if not isinstance(node.get("by"), str):
        raise Refused(wanted='must be a timescale, or rates by a fact: { by = "age_band", under_5 = "6 months", ... }')
    return Branch(fact=node["by"], rates=tuple((name, read(one, Timescale)) for name, one in rates))


def _precede(node: Any, _read: Reader) -> bool | Timescale | str:
    if isinstance(node, bool):
        return node
    if isinstance(node, str) and node.strip():
        try:
            return Timescale.parse(node)
        except ReflectiveError:
            return node
    raise Refused(wanted='must be true, a timescale such as "3 months", or a kind of event')


def _every(node: Any, read: Reader) -> Every:
    several = node if isinstance(node, list) else [node]
    rows = [one if isinstance(one, dict) and "by" not in one else {"rate": one} for one in several]
    return Every(steps=tuple(rate.step for rate in read(rows, tuple[_Rate, ...])))


def _accepted(node: Any, _read: Reader) -> tuple[tuple[str, tuple[str, ...]], ...]:
    facts: dict[str, Any] = node if isinstance(node, dict) else {}
    found = tuple((name, tuple(one) if isinstance(one, list) else (one,)) for name, one in facts.items())
    texts = all(some and all(isinstance(one, str) for one in some) for _, some in found)
    if not isinstance(node, dict) or not texts:
        raise Refused(wanted="must be facts, each with the text it may be or a list of them")
    return found


def _facts(node: Any, _read: Reader) -> tuple[tuple[str, str], ...]:
    if not isinstance(node, dict) or not all(isinstance(one, str) for one in node.values()):
        raise Refused(wanted="must be facts, each with its text")
    return tuple(node.items())


def _least(node: Any, _read: Reader) -> tuple[tuple[str, int], ...]:
    if not isinstance(node, dict) or not all(type(least) is int for least in node.values()):
        raise Refused(wanted="must be facts, each with the least it should be, a whole number")
    return tuple(node.items())


_FORMAT: Final = Format(
    own={
        date: _day,
        Timescale: _timescale,
        Every: _every,
        _Names: _names,
        _Accepted: _accepted,
        _Facts: _facts,
        _Rates: _rates,
        _Precede: _precede,
        _Least: _least,
    },
    table="a table",
    row="a list: of tables, each headed [[...]]",
)
