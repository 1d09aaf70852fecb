"""One child of the children in need census: what each element says, and what is lost where it cannot be read."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from reflective.exchange.returns.codes import CENSUS_LISTS
from reflective.exchange.returns.days import ISO, NO_PLACEHOLDER, is_likely, out_of_line
from reflective.exchange.returns.elements import Element
from reflective.exchange.returns.faults import ReturnFaults
from reflective.exchange.returns.keep import is_plain

__all__ = ["CENSUS_KINDS", "Known", "check_record", "read_child"]

_FLAGS: Final = {"0": False, "false": False, "1": True, "true": True}
_SPANS: Final = ("cin_plan", "child_protection_plan")
CENSUS_KINDS: Final = frozenset(
    {
        "assessment.completed",
        "assessment.started",
        "child.born",
        "child.died",
        "child_protection_review.held",
        "conference.held",
        "conference.not_required",
        "referral.closed",
        "referral.no_further_action",
        "referral.received",
        "section_47.started",
        *(f"{span}.{end}" for span in _SPANS for end in ("started", "ended")),
    }
)
#: The closing of a referral because the child has died.
_DIED: Final = "RC2"
#: How long before its birth a child may be referred.
_BEFORE_BIRTH: Final = timedelta(days=366)
_DAY: Final = "must be a day written YYYY-MM-DD"


class Known:
    """The facts of a child: rows of (line, kind, day, ref, facts), and the kinds of event that are lost."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self.lost: set[str] = set()


class _Reading:
    """Reads the elements of one child."""

    def __init__(self, faults: ReturnFaults, keep: tuple[str, ...]) -> None:
        self.known = Known()
        self._faults = faults
        self._keep = keep
        #: The fields that are kept of the child as a whole.
        self._of_child: dict[str, str] = {}

    def day(self, element: Element, kind: str) -> date | None:
        """The day in an element, or None; text that is no day is a fault, and then the kind of event is lost."""
        text = element.text.strip()
        if not text:
            return None
        day = None if element.was_cut else ISO.read(text)
        if day is not None and is_likely(day):
            return day
        self.fault(element, _DAY if day is None else f"must be {NO_PLACEHOLDER}", kind)
        return None

    def add(self, within: Element, name: str, kind: str, ref: str, *facts: tuple[str, str]) -> date | None:
        """Add the event of a day field, if the field has a day; the day, or None."""
        element = self.only(within, name, kind)
        day = None if element is None else self.day(element, kind)
        if element is not None and day is not None:
            self.add_on(element, day, kind, ref, *facts, *self.kept(within))
        return day

    def add_on(self, element: Element, day: date, kind: str, ref: str, *facts: tuple[str, str]) -> None:
        """Add an event of a day."""
        of_all = dict((*self._of_child.items(), *facts))
        self.known.rows.append([element.line, kind, str(day), ref, list(of_all.items())])

    def only(self, within: Element, name: str, *kinds: str) -> Element | None:
        """The element of a name, or None; where there are several nobody can tell which is meant."""
        found = within.all(name)
        if len(found) > 1:
            self.fault(found[1], "must be there once", *kinds)
            return None
        return found[0] if found else None

    def flag(self, within: Element, name: str, kind: str) -> bool | None:
        """The yes or no in an element, or None; text that is neither is a fault."""
        element = self.only(within, name, kind)
        text = "" if element is None else element.text.strip().lower()
        if element is None or not text:
            return None
        if text not in _FLAGS:
            self.fault(element, "must be true, false, 1 or 0", kind)
        return _FLAGS.get(text)

    def check_codes(self, within: Element) -> None:
        """Check the fields of a block that have a list of codes. Only that of a closing says what a rule asks about."""
        for part in within.parts:
            codes = CENSUS_LISTS.get(part.name)
            if codes is not None and part.text.strip() and part.text.strip().upper() not in codes:
                lost = ("child.died",) if part.name == "ReasonForClosure" else ()
                self.fault(part, "must be a code of the census's list", *lost)

    def keep_of_child(self, *blocks: Element | None) -> None:
        """Keep the fields that were asked for of the blocks about the child as a whole."""
        for block in blocks:
            self._of_child |= dict(self.kept(block)) if block is not None else {}

    def kept(self, within: Element) -> tuple[tuple[str, str], ...]:
        """The fields of a block that were asked for by name."""
        if not self._keep:
            return ()
        found = {part.name.casefold(): part.text.strip() for part in within.parts if not part.parts}
        texts = ((name, found.get(name.casefold(), "")) for name in self._keep)
        return tuple((name, text) for name, text in texts if text and is_plain(text))

    def fault(self, element: Element, wanted: str, *kinds: str) -> None:
        """Record the fault of an element; events of some kinds are lost by it."""
        self._faults.add(f"line {element.line}, {element.name}", wanted)
        self.known.lost.update(kinds)

    def once(self, blocks: list[Element]) -> list[tuple[int, Element]]:
        """Blocks with their places; one that says the same as another of the referral is a fault and is left out."""
        if len(blocks) < 2:  # noqa: PLR2004 - one alone is nothing again, as nearly every one is
            return list(enumerate(blocks))
        found: dict[str, Element] = {}
        kept = []
        for place, block in enumerate(blocks):
            said = _said(block)
            if said and said in found:
                self.fault(block, f"must be there once, and is that of line {found[said].line} again")
            else:
                found[said] = block
                kept.append((place, block))
        return kept


def _said(element: Element) -> str:
    """All that an element says, so that one that says the same can be told."""
    return (
        f"{element.text.strip()}({','.join(f'{part.name}={_said(part)}' for part in element.parts)})"
        if (element.parts or element.text.strip())
        else ""
    )


def read_child(element: Element, number: int, faults: ReturnFaults, keep: tuple[str, ...]) -> Known:
    """The facts in the element of a child. Its referrals are numbered from `number`."""
    child = _Reading(faults, keep)
    identifiers = element.first("ChildIdentifiers")
    child.keep_of_child(identifiers, element.first("ChildCharacteristics"))
    if identifiers is not None:
        child.add(identifiers, "PersonBirthDate", "child.born", "birth")
        child.add(identifiers, "PersonDeathDate", "child.died", "death")
    for place, referral in child.once(element.all("CINdetails")):
        _referral(child, referral, str(number + place))
    return child.known


def _referral(child: _Reading, referral: Element, ref: str) -> None:
    """Add the events of one referral and its parts."""
    child.check_codes(referral)
    nothing_more = child.flag(referral, "ReferralNFA", "referral.no_further_action")
    facts = () if nothing_more is None else (("no_further_action", "true" if nothing_more else "false"),)
    received = child.add(referral, "CINreferralDate", "referral.received", ref, *facts)
    if received is not None and nothing_more:
        child.add_on(referral, received, "referral.no_further_action", ref)
    child.add(referral, "CINclosureDate", "referral.closed", ref)
    reason = referral.first("ReasonForClosure")
    if reason is not None and reason.text.strip().upper() == _DIED and not _has(child, "child.died"):
        # The child has died, and the day of it is not there.
        child.known.lost.add("child.died")
    for place, one in child.once(referral.all("Assessments")):
        child.add(one, "AssessmentActualStartDate", "assessment.started", f"{ref}/assessment-{place}")
        child.add(one, "AssessmentAuthorisationDate", "assessment.completed", f"{ref}/assessment-{place}")
    _enquiries(child, referral, ref)
    for place, one in child.once(referral.all("CINPlanDates")):
        child.add(one, "CINPlanStartDate", "cin_plan.started", f"{ref}/cin-plan-{place}")
        child.add(one, "CINPlanEndDate", "cin_plan.ended", f"{ref}/cin-plan-{place}")
    for place, one in child.once(referral.all("ChildProtectionPlans")):
        _protection_plan(child, one, f"{ref}/protection-plan-{place}")


def _has(child: _Reading, kind: str) -> bool:
    return any(row[1] == kind for row in child.known.rows)


def _enquiries(child: _Reading, referral: Element, ref: str) -> None:
    """Add the section 47 enquiries of a referral, and the conference that no enquiry has."""
    held = set()
    for place, one in child.once(referral.all("Section47")):
        own = f"{ref}/section47-{place}"
        started = child.add(one, "S47ActualStartDate", "section_47.started", own)
        held.add(child.add(one, "DateOfInitialCPC", "conference.held", own))
        if child.flag(one, "ICPCnotRequired", "conference.not_required") and started is not None:
            child.add_on(one, started, "conference.not_required", own)
    conference = child.only(referral, "DateOfInitialCPC", "conference.held")
    day = None if conference is None else child.day(conference, "conference.held")
    if conference is not None and day is not None and day not in held:
        child.add_on(conference, day, "conference.held", ref)


def _protection_plan(child: _Reading, one: Element, plan: str) -> None:
    """Add a protection plan and its reviews."""
    child.check_codes(one)
    child.add(one, "CPPstartDate", "child_protection_plan.started", plan)
    child.add(one, "CPPendDate", "child_protection_plan.ended", plan)
    reviews = [review for block in one.all("Reviews") for review in block.all("CPPreviewDate")]
    for number, review in child.once(reviews):
        day = child.day(review, "child_protection_review.held")
        if day is not None:
            child.add_on(review, day, "child_protection_review.held", f"{plan}/review-{number}")


def check_record(known: Known, faults: ReturnFaults) -> None:
    """Take out what cannot be of the child: days long before its birth, and those that lie far from all the others."""
    of_person = {"child.born", "child.died"}
    births = {row[2] for row in known.rows if row[1] == "child.born"}
    born = date.fromisoformat(births.pop()) if len(births) == 1 else None
    outside = out_of_line(date.fromisoformat(row[2]) for row in known.rows if row[1] not in of_person)
    kept = []
    for row in known.rows:
        day = date.fromisoformat(row[2])
        too_early = born is not None and day < born - _BEFORE_BIRTH
        if row[1] != "child.born" and (too_early or (day in outside and row[1] not in of_person)):
            faults.add(f"line {row[0]}, {row[1]}", "must be a day in the child's life, near the child's other days")
            known.lost.add(row[1])
        else:
            kept.append(row)
    known.rows = kept
    for span in _SPANS:
        _check_spans(known, span, faults)


def _check_spans(known: Known, span: str, faults: ReturnFaults) -> None:
    """Check the plans of one sort: one that is open while another begins has an end that is not there."""
    ends = {row[3]: row[2] for row in known.rows if row[1] == f"{span}.ended"}
    starts = sorted((row[2], row[3], row[0]) for row in known.rows if row[1] == f"{span}.started")
    for (_, ref, line), (later, *_) in pairwise(starts):
        end = ends.get(ref)
        if end is None:
            faults.add(f"line {line}, {span}.ended", "must be a day, since another began after it")
            known.lost.add(f"{span}.ended")
        elif later < end:
            faults.add(f"line {line}, {span}.ended", "must be no later than the day on which the next one began")
