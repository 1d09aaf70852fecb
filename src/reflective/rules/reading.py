"""Rulesets as TOML: read with the standard library, nothing in them executed, every fault found at once."""

import tomllib
from collections.abc import Callable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, Final

from reflective.errors import BadDocument, BadValue, Fault, ReflectiveError
from reflective.rules.requirements import (
    KEYS,
    AtMost,
    EachMonth,
    Every,
    NoFixedTime,
    Of,
    Requirement,
    SeriesStep,
    Within,
)
from reflective.rules.rule import Authority, Confidence, Example, Match, PublishedSource, Rule
from reflective.rules.ruleset import Ruleset
from reflective.rules.status import WARN, Status
from reflective.rules.table import TIMESCALE, Table
from reflective.timescales import WorkingCalendar

__all__ = ["read_file", "read_text"]

_MOST: Final = 1_000_000
_DIGITS: Final = 5
_TOML: Final = "well-formed TOML: text in quotes, a day as 2024-02-29 without them, each key once"
_NATIONAL: Final = frozenset(Authority) - {Authority.LOCAL_POLICY, Authority.CASE_DECISION}
_STEP: Final = frozenset({"rate", "until", "until_event", "no_fixed_time"})


def read_file(path: object) -> Ruleset:
    """The ruleset in a file; raises `BadDocument`, `OverlayLoosens`, and OSError where there is no such file."""
    if not isinstance(path, str | PathLike):
        raise BadValue(name="path", wanted="text or a path")
    failed: Exception
    try:
        return read_text(Path(path).read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        failed = BadDocument(faults=(Fault(path="$", wanted="TOML in UTF-8"),))
    except OSError as unread:
        failed = OSError(unread.errno, unread.strerror)
    # Raised out here, so that no path and nothing of the file hangs on it: either may be named for somebody.
    raise failed


def read_text(text: str) -> Ruleset:
    """The ruleset that a TOML text holds."""
    if not isinstance(text, str):
        raise BadValue(name="text", wanted="text in TOML")
    if len(text) > _MOST:
        raise BadDocument(faults=(Fault(path="$", wanted=f"at most {_MOST:,} characters"),))
    where, table = "$", None
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as bad:  # of which a number of thousands of digits is one too
        where = _line(str(bad))
    # Raised out here, so that no error of the parser's, which repeats what it read, hangs on this one.
    if table is None:
        raise BadDocument(faults=(Fault(path=where, wanted=_TOML),))
    reader = Table(table, "$", [])
    ruleset = _ruleset(reader)
    if reader.faults or ruleset is None:
        raise BadDocument(faults=tuple(reader.faults))
    try:
        return ruleset()
    except BadValue as refused:
        wanted = str(refused)
    raise BadDocument(faults=(Fault(path="$", wanted=wanted),))


def _line(message: str) -> str:
    """Where TOML went wrong, of a message that may repeat some of it."""
    found = message.rpartition("(at line ")[2].partition(",")[0]
    return f"line {found}" if found.isdigit() else "$"


def _ruleset(reader: Table) -> Callable[[], Ruleset] | None:
    name, title = reader.text("id", needed=True), reader.text("title", needed=True)
    version, extends = reader.text("version"), reader.names("extends")
    bases = []
    for one in extends:
        if one in Ruleset.names():
            bases.append(Ruleset.load(one))
        else:
            reader.fault("extends", "the name of a ruleset that ships: " + ", ".join(Ruleset.names()))
    rules = [_rule(one) for one in reader.tables("rule")]
    if not rules and not reader.faults:
        reader.fault("rule", "one rule or more, each headed [[rule]]")
    reader.done()
    kept = tuple(rule for rule in rules if rule is not None)
    if name is None or title is None:
        return None
    return lambda: Ruleset(id=name, title=title, version=version, rules=kept, extends=tuple(bases))


def _rule(reader: Table) -> Rule | None:
    before = len(reader.faults)
    given: dict[str, Any] = {
        "id": reader.text("id", needed=True),
        "title": reader.text("title", needed=True),
        "trigger": reader.names("trigger", needed=True),
        "met_by": reader.names("met_by", needed=True),
        "requirement": _requirement(reader),
        "authority": reader.one_of("authority", Authority, tuple(Authority)),
        "match": reader.one_of("match", Match, tuple(Match)) or Match.REF,
        "may_be_met_before": reader.take("may_be_met_before", bool, "true or false") or False,
        "date_may_be_missing": reader.take("date_may_be_missing", bool, "true or false") or False,
        "ends_with": reader.names("ends_with"),
        "extended_by": reader.names("extended_by"),
        "explained_by": reader.names("explained_by"),
        "applies": _applies(reader),
        "at_least": _wants(reader),
        "calendar": _calendar(reader),
        "sources": tuple(source for one in reader.tables("source") if (source := _source(one)) is not None),
        "confidence": reader.one_of("confidence", Confidence, tuple(Confidence)) or Confidence.UNVERIFIED,
        "in_force_from": reader.day("in_force_from"),
        "in_force_to": reader.day("in_force_to"),
        "warn": WARN if (warn := reader.whole("warn")) is None else warn,
        "reason": reader.text("reason"),
        "note": reader.text("note"),
        "checked_by": reader.text("checked_by"),
        "checked_on": reader.day("checked_on"),
        "examples": tuple(_example(one) for one in reader.tables("example")),
    }
    if given["authority"] in _NATIONAL and not given["sources"]:
        reader.fault("source", "a [[rule.source]], where a rule says that it is national: its title and clause")
    if not reader.has("authority"):
        reader.fault("authority", "one of " + ", ".join(Authority) + ", and it has to be there")
    reader.done()
    if len(reader.faults) > before:
        return None
    try:
        return Rule(**given)
    except ReflectiveError as refused:
        reader.fault("", str(refused))
        return None


def _requirement(reader: Table) -> Requirement | None:
    """What a rule asks for: one of five keys says which form it has."""
    given = [key for key in KEYS.values() if reader.has(key)]
    if len(given) != 1:
        for key in given:
            reader.take(key, object, "")
        reader.fault("", "one of " + ", ".join(KEYS.values()) + ", and only one")
        return None
    try:
        return _REQUIREMENTS[given[0]](reader)
    except ReflectiveError as refused:
        reader.fault(given[0], str(refused))
        return None


def _within(reader: Table) -> Requirement | None:
    timescale, extension = reader.timescale("within"), reader.timescale("extension")
    extensions = reader.whole("extensions")
    return None if timescale is None else Within(timescale=timescale, extension=extension, extensions=extensions)


def _every(reader: Table) -> Requirement | None:
    given = reader.take("every", object, "")
    steps = []
    for one in given if isinstance(given, list) else [given]:
        read = one if isinstance(one, dict) else {"rate": one}
        rate, until = (reader.read_timescale("every", read.get(key)) for key in ("rate", "until"))
        said, event = (_if_text(read.get(key)) for key in ("no_fixed_time", "until_event"))
        asked = sum(one is not None for one in (rate, until, said, event))
        if (rate is None and said is None) or asked < len(read) or not read.keys() <= _STEP:
            wanted = 'a list of them, or of {rate = "...", until = "..."} or {no_fixed_time = "..."}'
            reader.fault("every", f"{TIMESCALE}, or {wanted}")
            return None
        steps.append(SeriesStep(timescale=rate, until=until, until_event=event, said=said))
    return Every(steps=tuple(steps))


def _if_text(given: object) -> str | None:
    return given if isinstance(given, str) else None


def _each(reader: Table) -> Requirement | None:
    return EachMonth() if reader.one_of("each", str, ("calendar month",)) else None


def _at_most(reader: Table) -> Requirement | None:
    given, window = reader.text("at_most"), reader.timescale("in_any")
    amount, _, noun = (given or "").partition(" ")
    units = {"day": Of.DAYS, "days": Of.DAYS, "time": Of.TIMES, "times": Of.TIMES}
    if not (amount.isascii() and amount.isdigit() and len(amount) <= _DIGITS) or noun not in units:
        reader.fault("at_most", '"75 days" or "2 times"')
        return None
    if window is None:
        reader.fault("in_any", 'the length of the window, such as "12 months"')
        return None
    return AtMost(amount=int(amount), of=units[noun], window=window)


def _no_number(reader: Table) -> Requirement | None:
    said = reader.text("no_fixed_time")
    return None if said is None else NoFixedTime(said=said)


_REQUIREMENTS: Final[Mapping[str, Callable[[Table], Requirement | None]]] = {
    "within": _within,
    "every": _every,
    "each": _each,
    "at_most": _at_most,
    "no_fixed_time": _no_number,
}


def _applies(reader: Table) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for name, given in reader.pairs("applies").items():
        accepted = given if isinstance(given, list) else [given]
        if not accepted or not all(isinstance(one, str) for one in accepted):
            reader.fault("applies", "facts, each with the text it may be or a list of them")
            return ()
        found.append((name, tuple(accepted)))
    return tuple(found)


def _wants(reader: Table) -> tuple[tuple[str, int], ...]:
    given = reader.pairs("at_least")
    if not all(type(least) is int for least in given.values()):
        reader.fault("at_least", "facts, each with the least it should be, a whole number")
        return ()
    return tuple(given.items())


def _calendar(reader: Table) -> str:
    given = reader.text("calendar")
    if given is None:
        return "england-and-wales"
    try:
        WorkingCalendar.named(given)
    except ReflectiveError as refused:
        reader.fault("calendar", str(refused).removeprefix("calendar must be "))
    return given


def _source(reader: Table) -> PublishedSource | None:
    title = reader.text("title", needed=True)
    clause, address = reader.text("clause"), reader.text("address")
    reader.done()
    return None if title is None else PublishedSource(title=title, clause=clause, address=address)


def _example(reader: Table) -> Example | None:
    trigger, before = reader.day("trigger"), reader.days("before")
    due, met, as_of = reader.day("due"), reader.day("met"), reader.day("as_of")
    status = reader.one_of("status", Status, tuple(Status))
    reader.done()
    if trigger is None:
        reader.fault("trigger", "a day, and it has to be there")
        return None
    return Example(trigger=trigger, before=before, due=due, met=met, as_of=as_of, status=status)
