"""Reconciliation: every subject of a source is asked about, not known, or not asked, each with its reason and count."""

import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Final, NamedTuple

import attrs

from reflective.fields import Id, check, check_day, value
from reflective.rules.event import Event, fold
from reflective.rules.obligation import Obligation
from reflective.rules.requirements import AtMost
from reflective.rules.rule import Match, Rule
from reflective.rules.status import Status, Unknown

__all__ = ["Accounting", "Accounts", "NoNumber", "NotAsked", "Standing", "UnknownKind", "Unmatched"]


class Standing(enum.StrEnum):
    """How a subject stands by the gravest of its answers. Each subject has one."""

    LATE_NOW = "late_now"
    LATE_BEFORE = "late_before"
    NOT_KNOWN = "not_known"
    OUT_OF_ORDER = "out_of_order"
    PENDING = "pending"
    MET = "met"
    ENDED = "ended"
    NO_NUMBER = "no_number"
    NOT_ASKED = "not_asked"


class NotAsked(enum.StrEnum):
    """The reason why a subject, or a trigger, is not asked about."""

    NO_EVENT = "none of its rows could be read"
    NOTHING = "the source has nothing that happened to it"
    NOTHING_DUE = "nothing is recorded as due for them"
    NO_TRIGGER = "nothing on the record sets a rule going"
    #: For a child in a case: most rules of England begin with the referral.
    NO_REFERRAL = "no day of referral on the record"
    LATER = "all of it is after the day"
    NOT_FOR_IT = "its facts say that the rule is not for it"
    NOT_YET = "the rule was not in force yet on its day"
    NO_LONGER = "the rule was no longer in force on its day"


@value(kw_only=True)
class NoNumber:
    """A duty for which neither the source of the rule nor a local rule has a number.

    >>> NoNumber(rule="supervision.child", ruleset="england", subjects=12, none_held=3)
    NoNumber(rule='supervision.child', ruleset='england', subjects=12, none_held=3, last_held=None)
    """

    rule: Id
    ruleset: Id
    subjects: int
    #: The subjects with nothing held on the record, and the longest ago that the last one of another was held.
    none_held: int
    last_held: date | None = None


@value(kw_only=True)
class UnknownKind:
    """A kind of event that no rule knows, with the nearest that one does.

    >>> UnknownKind(kind="referal.received", count=1, nearest="referral.received")
    UnknownKind(kind='referal.received', count=1, nearest='referral.received')
    """

    kind: Id
    count: int
    nearest: Id | None = None


@value(kw_only=True)
class Unmatched:
    """Events that could meet a rule but for their key: no trigger of the subject has their ref.

    >>> Unmatched(kind="assessment.completed", trigger="referral.received", unmatched=2, of=40)
    Unmatched(kind='assessment.completed', trigger='referral.received', unmatched=2, of=40)
    """

    kind: Id
    trigger: Id
    unmatched: int
    of: int


@value(kw_only=True)
class Accounts:
    """The reconciliation of one question: every subject, every duty and every event of a source, counted.

    >>> accounts = Accounts(as_of=date(2024, 3, 31), subjects=2, standing=((Standing.LATE_NOW, 1), (Standing.MET, 1)))
    >>> accounts.count(Standing.LATE_NOW), accounts.count(Standing.PENDING)
    (1, 0)
    """

    as_of: date
    subjects: int = 0
    #: Each subject once, by the gravest of its answers.
    standing: tuple[tuple[Standing, int], ...] = ()
    #: Duties that are not known, and subjects that are not asked about, by reason.
    not_known: tuple[tuple[Unknown, int], ...] = ()
    not_asked: tuple[tuple[NotAsked, int], ...] = ()
    #: Triggers of a rule that are not asked about, by rule and reason.
    triggers_not_asked: tuple[tuple[Id, NotAsked, int], ...] = ()
    no_number: tuple[NoNumber, ...] = ()
    #: Events that a rule of the ruleset reads, and the number of each kind that is known and that none reads.
    events_used: int = 0
    events_not_used: tuple[tuple[Id, int], ...] = ()
    unknown_kinds: tuple[UnknownKind, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    #: Referrals that were closed with no assessment and no decision on the record.
    closed_without_assessment: int = 0
    #: Clauses that no rule asks about, each with the reason.
    clauses_not_asked: tuple[str, ...] = ()
    #: Rows that could not be read.
    unread_rows: int = 0

    def count(self, standing: Standing) -> int:
        """The number of subjects that stand so."""
        check("standing", standing, Standing)
        return dict(self.standing).get(standing, 0)

    def as_data(self) -> dict[str, Any]:
        """The same as plain data: the value of `accounted` in JSON."""
        return {
            "subjects": self.subjects,
            "standing": {one.value: self.count(one) for one in Standing},
            "not_known": {reason.value: many for reason, many in self.not_known},
            "not_asked": {reason.value: many for reason, many in self.not_asked},
            "triggers_not_asked": [
                {"rule": rule, "reason": reason.value, "count": many} for rule, reason, many in self.triggers_not_asked
            ],
            "no_number": [_plain(one) for one in self.no_number],
            "events": {
                "used": self.events_used,
                "not_used": dict(self.events_not_used),
                "unknown_kinds": [_plain(one) for one in self.unknown_kinds],
            },
            "unmatched": [_plain(one) for one in self.unmatched],
            "closed_without_assessment": self.closed_without_assessment,
            "clauses_not_asked": list(self.clauses_not_asked),
            "unread_rows": self.unread_rows,
        }


def accounts_of(as_of: date, subjects: Iterable[str], found: Iterable[Obligation]) -> Accounts:
    """The reconciliation of some obligations: those who have none are not asked about."""
    by_subject: dict[str, list[Obligation]] = {subject: [] for subject in subjects}
    for one in found:
        by_subject.setdefault(one.subject, []).append(one)
    standing = Counter(_standing(rows) for rows in by_subject.values())
    unknown = Counter(one.unknown for rows in by_subject.values() for one in rows if one.unknown is not None)
    not_asked = standing[Standing.NOT_ASKED]
    return Accounts(
        as_of=as_of,
        subjects=len(by_subject),
        standing=tuple((one, standing[one]) for one in Standing if standing[one]),
        not_known=tuple((one, unknown[one]) for one in Unknown if unknown[one]),
        not_asked=((NotAsked.NOTHING_DUE, not_asked),) if not_asked else (),
    )


def without_referral(accounts: Accounts, children: int) -> Accounts:
    """The same, where so many of those whom nothing sets a rule going for are children without a referral."""
    counts = Counter(dict(accounts.not_asked))
    moved = min(children, counts[NotAsked.NO_TRIGGER])
    counts[NotAsked.NO_TRIGGER] -= moved
    counts[NotAsked.NO_REFERRAL] += moved
    return attrs.evolve(accounts, not_asked=tuple((one, counts[one]) for one in NotAsked if counts[one]))


def _plain(one: Any) -> dict[str, Any]:
    found = attrs.asdict(one)
    return {name: str(given) if isinstance(given, date) else given for name, given in found.items()}


class RulesAsked(NamedTuple):
    """The part of a ruleset that is counted by."""

    #: Every kind of event that a rule reads.
    kinds: frozenset[str]
    #: The versions of each rule, with the id of its ruleset.
    rules: tuple[tuple[str, tuple[Rule, ...]], ...]
    #: Clauses that no rule asks about.
    not_asked: tuple[str, ...]


class Accounting:
    """Counts a source while it is read, a subject at a time, so that a file of any length can be reconciled."""

    def __init__(self, asked: RulesAsked, as_of: date, known: Iterable[str] = ()) -> None:
        """`known` are the kinds of event that are no slip of a pen, beside those of the ruleset."""
        check_day("as_of", as_of)
        self._known = frozenset(known)
        self._asked = asked
        self._as_of = as_of
        self._subjects = self._closed = self._used = 0
        self._standing: Counter[Standing] = Counter()
        self._unknown: Counter[Unknown] = Counter()
        self._not_asked: Counter[NotAsked] = Counter()
        self._triggers: Counter[tuple[str, NotAsked]] = Counter()
        self._kinds: Counter[str] = Counter()
        self._entries_of: set[str] = set()
        self._unmatched: Counter[tuple[str, str]] = Counter()
        self._matchable: Counter[tuple[str, str]] = Counter()
        self._numberless: dict[tuple[str, str], _Numberless] = {}

    def add(
        self, subject: str, events: Iterable[Event], obligations: Iterable[Obligation], *, lost: bool = False
    ) -> None:
        """Count one subject, with all its events and all the obligations that came of them.

        `lost` says whether a row of the subject could not be read.
        """
        check("subject", subject, Id)
        told, found = list(events), list(obligations)
        known = [one for one in told if one.on <= self._as_of]
        self._subjects += 1
        self._unknown.update(one.unknown for one in found if one.unknown is not None)
        self._count_events(told)
        asked = {(one.ruleset, one.rule, one.of) for one in found if isinstance(one.of, Event)}
        reasons = list(self._reasons(known, asked))
        self._triggers.update((rule.id, reason) for rule, reason in reasons)
        standing = _standing(found)
        if standing is Standing.NOT_ASKED:
            because = [reason for _, reason in reasons]
            if not told:
                because = [NotAsked.NO_EVENT if lost else NotAsked.NOTHING]
            elif not known:
                because = [NotAsked.LATER]
            self._not_asked[next((one for one in NotAsked if one in because), NotAsked.NO_TRIGGER)] += 1
        self._standing[standing] += 1
        self._count_numberless(found)
        self._count_unmatched(known)
        self._closed += _closed_unassessed(known)

    def result(self, *, unread_rows: int = 0) -> Accounts:
        """The finished counts."""
        reads, shipped = self._asked.kinds, self._known
        known = {kind for kind in self._kinds if kind in reads or kind in shipped or kind in self._entries_of}
        return Accounts(
            as_of=self._as_of,
            subjects=self._subjects,
            standing=tuple((one, self._standing[one]) for one in Standing if self._standing[one]),
            not_known=tuple((one, self._unknown[one]) for one in Unknown if self._unknown[one]),
            not_asked=tuple((one, self._not_asked[one]) for one in NotAsked if self._not_asked[one]),
            triggers_not_asked=tuple((rule, why, many) for (rule, why), many in sorted(self._triggers.items())),
            no_number=tuple(one.counted(*key) for key, one in sorted(self._numberless.items())),
            events_used=sum(self._kinds[kind] for kind in known & reads),
            events_not_used=tuple((kind, self._kinds[kind]) for kind in sorted(known - reads)),
            unknown_kinds=tuple(
                UnknownKind(kind=kind, count=many, nearest=_nearest(kind, reads | shipped))
                for kind, many in sorted(self._kinds.items())
                if kind not in known
            ),
            unmatched=tuple(
                Unmatched(kind=kind, trigger=trigger, unmatched=many, of=self._matchable[kind, trigger])
                for (kind, trigger), many in sorted(self._unmatched.items())
            ),
            closed_without_assessment=self._closed,
            clauses_not_asked=self._asked.not_asked,
            unread_rows=unread_rows,
        )

    # The counts of one subject

    def _count_events(self, told: Sequence[Event]) -> None:
        self._kinds.update(one.kind for one in told)
        # An event of a record is of a kind that the record knows.
        self._entries_of.update(one.kind for one in told if one.origin is not None)

    def _reasons(self, known: Sequence[Event], asked: set[tuple[str, str, Any]]) -> Iterator[tuple[Rule, NotAsked]]:
        """The triggers of each rule that nothing is asked of, with the reason."""
        for event in known:
            for ruleset, versions in self._set_going.get(event.kind, ()):
                if (ruleset, versions[0].id, event) not in asked:
                    in_force = any(event.kind in rule.trigger and rule.in_force(event.on) for rule in versions)
                    yield versions[0], NotAsked.NOT_FOR_IT if in_force else _when(versions, event.on)

    @cached_property
    def _set_going(self) -> Mapping[str, list[tuple[str, tuple[Rule, ...]]]]:
        """For each kind of event, the rules that it sets going in any of their versions."""
        found: dict[str, list[tuple[str, tuple[Rule, ...]]]] = {}
        for ruleset, versions in self._asked.rules:
            for kind in dict.fromkeys(kind for rule in versions for kind in rule.trigger):
                found.setdefault(kind, []).append((ruleset, versions))
        return found

    def _count_numberless(self, found: Sequence[Obligation]) -> None:
        numbered = {one.rule for one in found if one.due is not None}
        for one in found:
            # Where an overlay leaves the number out too, the duty is one, and the overlay's.
            own = self._last_ruleset[one.rule] == one.ruleset and one.rule not in numbered
            if own and _numberless(one) and one.status is Status.PENDING:
                line = self._numberless.setdefault((one.rule, one.ruleset), _Numberless())
                line.add(one.subject, one.trigger if one.period else None)

    @cached_property
    def _last_ruleset(self) -> Mapping[str, str]:
        """For each rule, the ruleset that stands above the others that have it."""
        return {versions[0].id: ruleset for ruleset, versions in self._asked.rules}

    @cached_property
    def _keys(self) -> Mapping[str, tuple[str, ...]]:
        """For each kind of event that meets a rule by its ref, the kinds of trigger of the rules that it meets."""
        found: dict[str, dict[str, None]] = {}
        for rule in (rule for _, versions in self._asked.rules for rule in versions):
            if rule.match is Match.REF and not isinstance(rule.requirement, AtMost) and not rule.out_of_order:
                for kind in rule.met_by:
                    found.setdefault(kind, {}).update(dict.fromkeys(rule.trigger))
        return {kind: tuple(one for one in triggers if one != kind) for kind, triggers in found.items()}

    def _count_unmatched(self, known: Sequence[Event]) -> None:
        """Count the events that could meet a rule but for their ref, by their kind and the kind of the trigger."""
        refs: dict[str, set[str]] = {}
        for one in known:
            refs.setdefault(one.kind, set()).update(_family(one.ref))
        for one in known:
            triggers = self._keys.get(one.kind, ())
            if not triggers:
                continue
            family = _family(one.ref)
            key = one.kind, next((kind for kind in triggers if kind in refs), triggers[0])
            self._matchable[key] += 1
            if not any(_share(family, fold(one.ref), refs.get(kind, set())) for kind in triggers):
                self._unmatched[key] += 1


def _when(versions: Sequence[Rule], day: date) -> NotAsked:
    """The reason for a trigger on whose day no version was in force: before the first, or after the last."""
    begins = min(rule.in_force_from or date.min for rule in versions)
    return NotAsked.NOT_YET if day < begins else NotAsked.NO_LONGER


class _Numberless:
    """The open duties of one rule that has no number: the last day held of each subject."""

    def __init__(self) -> None:
        self._held: dict[str, date | None] = {}

    def add(self, subject: str, held: date | None) -> None:
        before = self._held.get(subject)
        self._held[subject] = held if before is None else max(before, held or before)

    def counted(self, rule: str, ruleset: str) -> NoNumber:
        held = [day for day in self._held.values() if day is not None]
        none = len(self._held) - len(held)
        return NoNumber(
            rule=rule, ruleset=ruleset, subjects=len(self._held), none_held=none, last_held=min(held, default=None)
        )


def _standing(found: Sequence[Obligation]) -> Standing:
    """How a subject stands by the gravest of its answers."""
    kinds = {_kind(one) for one in found}
    return next((one for one in Standing if one in kinds), Standing.NOT_ASKED)


_BY_STATUS: Final = {
    Status.OVERDUE: Standing.LATE_NOW,
    Status.MET_LATE: Standing.LATE_BEFORE,
    Status.NOT_KNOWN: Standing.NOT_KNOWN,
    Status.OUT_OF_ORDER: Standing.OUT_OF_ORDER,
    Status.PENDING: Standing.PENDING,
    Status.DUE_SOON: Standing.PENDING,
    Status.MET: Standing.MET,
    Status.ENDED: Standing.ENDED,
}


def _kind(one: Obligation) -> Standing:
    if one.status is Status.ENDED and one.days_late:
        return Standing.LATE_BEFORE
    return Standing.NO_NUMBER if _numberless(one) and one.status is Status.PENDING else _BY_STATUS[one.status]


def _numberless(one: Obligation) -> bool:
    """Whether the rule has no number for it."""
    limit = one.basis is not None and isinstance(one.basis.rule.requirement, AtMost)
    return one.due is None and one.unknown is None and not limit


def _family(ref: str) -> set[str]:
    """A ref, and each whole that it is a part of."""
    parts = fold(ref).split("/")
    return {"/".join(parts[:many]) for many in range(1, len(parts) + 1)}


def _share(family: set[str], ref: str, refs: set[str]) -> bool:
    """Whether a ref is one of some refs or of their wholes, or is a part of one."""
    return ref in refs or not family.isdisjoint(refs)


def _closed_unassessed(known: Sequence[Event]) -> int:
    """The referrals of a subject that were closed with neither an assessment nor a decision on the record."""
    refs: dict[str, set[str]] = {}
    for one in known:
        refs.setdefault(one.kind, set()).update(_family(one.ref))
    settled: set[str] = set()
    for kind in ("assessment.completed", "referral.no_further_action", "referral.decided"):
        settled |= refs.get(kind, set())
    received = refs.get("referral.received", set())
    closed = {fold(one.ref) for one in known if one.kind == "referral.closed"}
    return len((closed & received) - settled)


def _nearest(kind: str, known: Iterable[str]) -> str | None:
    return next(iter(get_close_matches(kind.casefold(), sorted(known), n=1, cutoff=0.6)), None)
