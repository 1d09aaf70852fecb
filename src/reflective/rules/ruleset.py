"""A set of rules from one source, the rulesets it extends, and the obligations that follow from events."""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, Self, TypeVar

import attrs

from reflective.errors import BadDocument, BadValue, Fault, UnknownId
from reflective.fields import Id, Text, check_day, value
from reflective.rules.accounts import Accounting, Accounts, RulesAsked
from reflective.rules.answers import Query
from reflective.rules.engine import RulePlan, evaluate
from reflective.rules.event import Event
from reflective.rules.obligation import Obligation
from reflective.rules.overlay import check_overlay
from reflective.rules.requirements import AtMost, EachMonth, Every, NoFixedTime, Within
from reflective.rules.rule import Rule
from reflective.rules.selection import known_values
from reflective.timescales import WorkingCalendar

if TYPE_CHECKING:
    from reflective.rules.reading import RulesFile

__all__ = ["Obligations", "Ruleset", "shipped_kinds"]

_T = TypeVar("_T")
#: The versions of one rule all have one sort: `Within` and `NoFixedTime` are both of a duty to do something once.
_SORT: Final[Mapping[type, str]] = {
    Within: "once",
    NoFixedTime: "once",
    Every: "every",
    EachMonth: "each",
    AtMost: "at most",
}
#: The rulesets that ship, by the names `Ruleset.load` takes.
_SHIPPED: Final = ("england", "practice-note", "looked-after-return", "children-in-need-census", "council-starter")


class Obligations(tuple[Obligation, ...]):  # noqa: SLOT001 - a tuple cannot have slots of its own
    """The obligations of a ruleset on a day, in order, with the reconciliation of the events that were asked about.

    >>> referral = Event(subject="child-1", kind="referral.received", on=date(2024, 3, 28), ref="r-1")
    >>> found = Ruleset.load("england").only("assessment.complete").obligations([referral], as_of=date(2024, 4, 2))
    >>> len(found), found.accounted.subjects
    (1, 1)
    """

    #: The ruleset that they are answers of; None where there was none.
    _asked: "tuple[Ruleset, tuple[Event, ...], date, frozenset[str]] | None" = None

    @classmethod
    def _of(cls, found: list[Obligation], ruleset: "Ruleset", events: tuple[Event, ...], query: Query) -> Self:
        """Some obligations with what they were asked of."""
        made = cls(found)
        made._asked = ruleset, events, query.as_of, frozenset(query.lost)
        return made

    @cached_property
    def accounted(self) -> Accounts:
        """Every subject of the events: asked about, not known or not asked, with reasons and counts.

        A subject of whom only rows were lost is counted too. Raises `BadValue` for obligations that were copied from
        elsewhere.
        """
        if self._asked is None:
            raise BadValue(name="obligations", wanted="those that a ruleset gave, to be reconciled")
        ruleset, events, as_of, lost = self._asked
        accounting = Accounting(ruleset.asked, as_of, shipped_kinds())
        told: dict[str, list[Event]] = {subject: [] for subject in sorted(lost)}
        for event in events:
            told.setdefault(event.subject, []).append(event)
        found: dict[str, list[Obligation]] = {}
        for one in self:
            found.setdefault(one.subject, []).append(one)
        for subject, of_subject in told.items():
            accounting.add(subject, of_subject, found.get(subject, ()), lost=subject in lost)
        return accounting.result()


@value(kw_only=True)
class Ruleset:
    """Rules from one source, in order, and beside them the rules of the rulesets that it extends.

    If both have a rule of one id, both give obligations, each with its authority. The rules may tighten and add. A rule
    that is laxer than statute or regulations raises `OverlayLoosens`, and so does one without a reason that is laxer
    than guidance or a national standard.

    >>> england = Ruleset.load("england")
    >>> duty = Ruleset(id="duty", title="The duty team's own", rules=(), extends=(england,))
    >>> [ruleset.id for ruleset in duty.whole]
    ['england', 'duty']
    """

    id: Id
    title: Text
    rules: tuple[Rule, ...]
    extends: tuple["Ruleset", ...] = ()
    #: The version that its keeper gives it, if any.
    version: Id | None = None
    #: Clauses that none of its rules asks, each with the reason.
    not_asked: tuple[Text, ...] = ()
    #: The values of facts that are known beside those of its rules: those of rules that `only` left out.
    known_facts: tuple[tuple[Id, tuple[str, ...]], ...] = attrs.field(default=(), eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if any(not isinstance(one, Ruleset) for one in self.extends):
            raise BadValue(name="extends", wanted="a tuple of rulesets")
        self._check()

    def _check(self) -> None:
        if len({one.id for one in self.whole}) < len(self.whole):
            raise BadValue(name="id", wanted="an id that no other ruleset among those it extends has")
        for versions in (rules for ruleset, rules in self.by_rule if ruleset is self):
            if len({_SORT[type(rule.requirement)] for rule in versions}) > 1:
                wanted = "versions under one id that all ask once, all again and again, or all at most so much"
                raise BadValue(name="rules", wanted=wanted)
        for base in self.extends:
            for ruleset in base.whole:
                check_overlay(self.id, self.rules, ruleset.id, ruleset.rules)

    # Where rulesets come from

    @staticmethod
    def names() -> tuple[str, ...]:
        """The rulesets that ship."""
        return _SHIPPED

    @staticmethod
    def load(name: str) -> "Ruleset":
        """A ruleset that ships, by name; raises `BadValue`, which lists the names."""
        if name not in _SHIPPED:
            raise BadValue(name="ruleset", wanted="one of " + ", ".join(_SHIPPED))
        return _shipped(name)

    @classmethod
    def read(cls, source: object) -> "Ruleset":
        """The ruleset in a TOML file, by its path or opened to read bytes.

        Raises `BadDocument` with every fault and its path, `OverlayLoosens`, `BadValue` for the path of what is no
        file, and OSError.
        """
        from reflective.rules.reading import read_file

        return cls._of(read_file(source, _SHIPPED))

    @classmethod
    def parse(cls, text: str) -> "Ruleset":
        """The ruleset that a TOML text holds; raises `BadDocument` and `OverlayLoosens`, as `read` does."""
        from reflective.rules.reading import read_rules

        if not isinstance(text, str):
            raise BadValue(name="text", wanted="text in TOML")
        return cls._of(read_rules(text, _SHIPPED))

    @classmethod
    def _of(cls, file: "RulesFile") -> "Ruleset":
        rules = tuple(table.rule for table in file.rule)
        ids = {rule.id for rule in rules}
        shared = (cls.load(name)._some(ids) for name in file.extends_shared)  # noqa: SLF001 - another of the class
        bases = (*map(cls.load, file.extends), *(one for one in shared if one.all_rules))
        try:
            return cls(
                id=file.id,
                title=file.title,
                version=file.version,
                rules=rules,
                extends=bases,
                not_asked=file.not_asked,
            )
        except BadValue as refused:
            wanted = str(refused)
        raise BadDocument(faults=(Fault(path="$", wanted=wanted),))

    # Questions

    @cached_property
    def whole(self) -> "tuple[Ruleset, ...]":
        """The rulesets that this one extends, directly or not, each once, and then this one."""
        found: list[Ruleset] = []
        for base in self.extends:
            found += [one for one in base.whole if not any(one is known for known in found)]
        return (*found, self)

    @property
    def all_rules(self) -> tuple[Rule, ...]:
        """Every version of every rule, beginning with the rulesets that it extends."""
        return tuple(rule for ruleset in self.whole for rule in ruleset.rules)

    def rule(self, name: str) -> tuple[Rule, ...]:
        """The versions of one rule, here and in the rulesets it extends; raises `UnknownId` if there are none."""
        found = tuple(rule for rule in self.all_rules if rule.id == name)
        if not found:
            raise UnknownId(noun="rule", where=f"ruleset {self.id}")
        return found

    def only(self, name: str) -> Self:
        """The same ruleset with one rule alone, in all its versions; raises `UnknownId` if there is none."""
        self.rule(name)
        return self._some({name})

    def _some(self, names: Container[str]) -> Self:
        """The same ruleset with some of its rules."""
        kept = tuple(rule for rule in self.rules if rule.id in names)
        bases = tuple(base._some(names) for base in self.extends)  # noqa: SLF001 - another of the same class
        known = tuple(known_values(self.all_rules, self.known_facts).items())
        return attrs.evolve(self, rules=kept, extends=bases, known_facts=known)

    @cached_property
    def by_rule(self) -> "tuple[tuple[Ruleset, tuple[Rule, ...]], ...]":
        """The versions of each rule of each ruleset, in the order in which the rules are first named."""
        found: dict[tuple[str, str], tuple[Ruleset, list[Rule]]] = {}
        for ruleset in self.whole:
            for rule in ruleset.rules:
                found.setdefault((ruleset.id, rule.id), (ruleset, []))[1].append(rule)
        return tuple((ruleset, tuple(rules)) for ruleset, rules in found.values())

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Every kind of event that any of its rules refers to."""
        return frozenset(kind for rule in self.all_rules for kind in rule.reads)

    def obligations(
        self,
        events: Iterable[Event],
        as_of: date,
        *,
        calendars: Iterable[WorkingCalendar] = (),
        holds: Iterable[str] | None = None,
        lost: Mapping[str, Iterable[str]] | None = None,
        holds_from: Mapping[str, date] | None = None,
    ) -> "Obligations":
        """The obligations on a day: one for each trigger, and in a series one for each period.

        Events after `as_of` are ignored, and the order of events does not matter. A calendar that is given replaces the
        shipped one of its name. `holds` lists the kinds of event that the source of the events can hold: if the source
        cannot tell whether something was met, it is `not_known` and not overdue. `holds_from` says from which day it
        holds a kind. `lost` lists for a subject the kinds of event of which a row could not be read: what they could
        have met or ended is `not_known`. Sorted by subject, rule, trigger and ref, and of one trigger the stricter
        first. Raises `BadValue` and `NotADay` for arguments of other types.
        """
        check_day("as_of", as_of)
        counted = {one.name: one for one in _each(calendars, "calendars", WorkingCalendar, "a WorkingCalendar")}
        kinds = None if holds is None else frozenset(_each(holds, "holds", str, "a kind of event"))
        query = Query(as_of, counted, kinds, _lost(lost), _days(holds_from))
        told = tuple(_iterable(events, "events", "an Event"))
        found = evaluate(self._plan, told, query)
        return Obligations._of(found, self, told, query)  # noqa: SLF001 - a class of this module

    @property
    def asked(self) -> RulesAsked:
        """The settings by which its answers are reconciled."""
        rules = tuple((ruleset.id, versions) for ruleset, versions in self.by_rule)
        return RulesAsked(self.kinds, rules, tuple(clause for one in self.whole for clause in one.not_asked))

    @cached_property
    def _plan(self) -> RulePlan:
        rules = ((ruleset.id, ruleset.version, versions) for ruleset, versions in self.by_rule)
        return RulePlan(rules, known_values(self.all_rules, self.known_facts))

    def __repr__(self) -> str:
        return f"<Ruleset {self.id!r}: {len(self.rules)} rules>"


def _each(given: Iterable[_T], name: str, kind: type[_T], wanted: str) -> Iterator[_T]:
    """The items of an iterable; raises `BadValue` for one of another class."""
    for one in _iterable(given, name, wanted):
        if not isinstance(one, kind):
            raise BadValue(name=f"each of {name}", wanted=wanted)
        yield one


def _lost(given: Mapping[str, Iterable[str]] | None) -> Mapping[str, frozenset[str]]:
    """The kinds of event by subject of which a row could not be read, checked."""
    if given is not None and not isinstance(given, Mapping):
        raise BadValue(name="lost", wanted="a mapping from a subject to kinds of event")
    return {
        subject: frozenset(_each(kinds, "lost", str, "a kind of event")) for subject, kinds in (given or {}).items()
    }


def _days(given: Mapping[str, date] | None) -> Mapping[str, date]:
    """The day from which each kind of event is held, checked."""
    if given is not None and not isinstance(given, Mapping):
        raise BadValue(name="holds_from", wanted="a mapping from a kind of event to a day")
    for day in (given or {}).values():
        check_day("holds_from", day)
    return given or {}


def _iterable(given: Iterable[_T], name: str, wanted: str) -> Iterable[_T]:
    if not isinstance(given, Iterable) or isinstance(given, str):
        raise BadValue(name=name, wanted=f"a list or another iterable, each of it {wanted}")
    return given


@cache
def shipped_kinds() -> frozenset[str]:
    """The kinds of event that any ruleset which ships reads."""
    return frozenset(kind for name in _SHIPPED for kind in _shipped(name).kinds)


@cache
def _shipped(name: str) -> Ruleset:
    from importlib.resources import files

    return Ruleset.parse(files("reflective.rules").joinpath(f"data/{name}.toml").read_text("utf-8"))
