"""Run checks on a reading: found, not found, or cannot tell; dismissed, switched off, and failed ones listed too."""

from collections.abc import Collection, Iterable
from typing import Any, Final

from reflective.casework import SHIPPED, Reading
from reflective.checks.checking import CHECKS, Check, Found, Look
from reflective.checks.finding import (
    NOT_EVIDENCED,
    CannotTell,
    Concern,
    Dismissal,
    Dismissed,
    FailedCheck,
    Finding,
    Findings,
)
from reflective.errors import BadValue
from reflective.fields import check as check_field
from reflective.fields import several
from reflective.policy import Policy
from reflective.records import Audience
from reflective.records.content import closest
from reflective.rules import Ruleset

__all__ = ["check"]

#: Findings of these are not dismissed by the person whom they are about alone.
_GUARDED: Final = frozenset({Concern.SAFETY, Concern.VOICE})
_ORDER: Final = {concern: place for place, concern in enumerate(Concern)}


def check(
    reading: Reading,
    ruleset: Ruleset | None = None,
    *,
    keeps: Collection[str] | None = None,
    off: Collection[str] = (),
    on: Collection[str] = (),
    own: Iterable[Check] = (),
    dismissals: Iterable[Dismissal] = (),
    policy: Policy | None = None,
) -> Findings:
    """The findings of every check on a reading, safety first, then the child's voice, decisions, dates and the record.

    `keeps` are the kinds of record that the host keeps, every kind unless given: a check on another kind cannot tell.
    `off` and `on` are codes to switch off, and to switch on where a check is off by default. `own` are checks of the
    host's. `policy` is the council's, and the shipped one unless given. Raises `BadValue` for a reading or a code that
    is none.
    """
    check_field("reading", reading, Reading)
    check_field("ruleset", ruleset, Ruleset | None)
    check_field("policy", policy, Policy | None)
    ours = _own(own)
    checks = {**CHECKS, **{one.code: one for one in ours}}
    unknown = {*off, *on} - checks.keys()
    if unknown:
        raise BadValue(name="off and on", wanted="codes of checks, as `reflective.checks.CHECKS` has them")
    kept = frozenset(SHIPPED.kinds) if keeps is None else frozenset(keeps)
    look = Look(reading, ruleset, policy or Policy.shipped())
    answers = _Answers(reading, several("dismissals", dismissals, Dismissal))
    for one in checks.values():
        if one.code in off or (not one.by_default and one.code not in on):
            answers.off.append(one.code)
        elif (why := _cannot(one, look, kept)) is not None:
            answers.cannot_tell.append(CannotTell(code=one.code, why=why))
        else:
            answers.run(one, look)
    return answers.findings()


def _own(own: Iterable[Check]) -> tuple[Check, ...]:
    given = several("own", own, Check)
    if not all(":" in one.code for one in given) or len({one.code for one in given}) < len(given):
        raise BadValue(name="own", wanted='checks with a prefix in the code, as in "northmere:weekly", each code once')
    return given


def _cannot(one: Check, look: Look, kept: frozenset[str]) -> str | None:
    """Why a check cannot be answered of this reading."""
    not_kept = sorted(set(one.kinds) - kept)
    if not_kept:
        return f"the host keeps no record of this kind: {', '.join(not_kept)}"
    by = look.reading.by
    if one.audience not in by.audiences:
        return f"the reading is without the audience {one.audience.value}"
    return None


class _Answers:
    """The answers so far, of one run."""

    def __init__(self, reading: Reading, dismissals: tuple[Dismissal, ...]) -> None:
        self.reading = reading
        self.dismissals = dismissals
        self.found: list[Finding] = []
        self.not_found: list[str] = []
        self.cannot_tell: list[CannotTell] = []
        self.dismissed: list[Dismissed] = []
        self.failed: list[FailedCheck] = []
        self.off: list[str] = []

    def run(self, one: Check, look: Look) -> None:
        """Run one check; where it raises, that is noted by the class of the error alone."""
        try:
            found = [self._finding(one, each) for each in one.find(look)]
            unsure = None if one.unsure is None else one.unsure(look)
        except Exception as fault:  # noqa: BLE001 - a host's check may raise anything, and hides no other
            self.failed.append(FailedCheck(code=one.code, error=type(fault).__name__))
            return
        shown = [finding for finding in found if self._is_for_reader(finding)]
        if unsure is not None:
            self.cannot_tell.append(CannotTell(code=one.code, why=unsure))
        elif not shown:
            self.not_found.append(one.code)
        for finding in shown:
            dismissal = next((other for other in self.dismissals if self._fits(other, finding)), None)
            if dismissal is None:
                self.found.append(finding)
            else:
                self.dismissed.append(Dismissed(finding=finding, by=dismissal.by, reason=dismissal.reason))

    def _finding(self, one: Check, found: Found) -> Finding:
        record: Any = None if found.record is None else self.reading[found.record]
        closed = [] if record is None else [record.closed(place) for place in found.places]
        audience = closest(one.audience, *(closed_one.audience for closed_one in closed))
        owners = [closed_one.owner for closed_one in closed if closed_one.owner is not None]
        personal = audience is Audience.PERSONAL
        return Finding(
            code=one.code,
            concern=one.concern,
            says=found.says if found.good else f"{NOT_EVIDENCED}{found.says}",
            question=found.question or one.question,
            source=one.source,
            audience=audience,
            record=found.record,
            places=found.places,
            subject=found.subject,
            owner=(owners[0] if owners else self.reading.by.owner) if personal else None,
            good=found.good,
            withheld=self._withheld(one, found),
        )

    def _withheld(self, one: Check, found: Found) -> int:
        """How many entries are withheld of the record that it is about, else of the kinds that the check needs."""
        if found.record is not None:
            return self.reading.shown(found.record).withheld
        return sum(
            self.reading.shown(record.id).withheld for record in self.reading.records if record.KIND in one.kinds
        )

    def _is_for_reader(self, finding: Finding) -> bool:
        """Whether a finding is for the reader: of an audience of theirs, and about nobody but the one person."""
        by = self.reading.by
        about = by.about is None or finding.subject in {None, by.about}
        return about and finding.audience in by.audiences

    def _fits(self, dismissal: Dismissal, finding: Finding) -> bool:
        """Whether a dismissal fits a finding, and holds on the day."""
        same = (dismissal.code, dismissal.record, dismissal.places, dismissal.subject) == (
            finding.code,
            finding.record,
            finding.places,
            finding.subject,
        )
        day = self.reading.as_of
        holds = dismissal.on <= day and (dismissal.until is None or day <= dismissal.until)
        alone = dismissal.by == finding.subject and dismissal.agreed_with in {None, finding.subject}
        guarded = finding.concern in _GUARDED and alone
        return same and holds and not guarded and not self._lapsed(dismissal)

    def _lapsed(self, dismissal: Dismissal) -> bool:
        """Whether the record has more entries than it had when the finding was dismissed."""
        if dismissal.entries is None or dismissal.record is None:
            return False
        return len(self.reading[dismissal.record].entries) > dismissal.entries

    def findings(self) -> Findings:
        """All of it, the findings in their order: by concern, children before others, then by code and place."""
        children = {one.id for one in self.reading.people.everybody(self.reading.as_of) if one.kind == "child"}
        order = list(CHECKS)

        def key(finding: Finding) -> tuple[Any, ...]:
            place = order.index(finding.code) if finding.code in CHECKS else len(order)
            whose = 0 if finding.subject in children else 1
            return _ORDER[finding.concern], whose, place, finding.record or "", finding.places, finding.subject or ""

        return Findings(
            as_of=self.reading.as_of,
            found=tuple(sorted(self.found, key=key)),
            not_found=tuple(self.not_found),
            cannot_tell=tuple(self.cannot_tell),
            dismissed=tuple(sorted(self.dismissed, key=lambda one: key(one.finding))),
            failed=tuple(self.failed),
            off=tuple(self.off),
        )
