"""The events of visits that rules read: one for each child who was seen, and each duty that the visit fulfils."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from reflective.practice.visits.contents import ContactTried, VisitKind, VisitMade
from reflective.records.circumstances import ContactMode
from reflective.records.entry import Entry
from reflective.rules import Event

__all__ = ["HELD", "REMOTE", "events"]

#: The kind of event of a visit, by the duty that it fulfils; None is a visit that fulfils none of them.
HELD: Final[dict[VisitKind | None, str]] = {
    None: "visit.held",
    VisitKind.CHILD_IN_NEED: "cin_visit.held",
    **{kind: f"{kind.value}_visit.held" for kind in VisitKind if kind is not VisitKind.CHILD_IN_NEED},
}
#: The same of a visit by telephone or video, which no rule of England takes for one.
REMOTE: Final = {kind: f"remote_{event}" for kind, event in HELD.items()}


def events(record: str, standing: Iterable[tuple[int, Entry[Any]]], as_of: date) -> Iterator[Event]:
    """Held and written up, for each child seen; tried, for each person whom a contact did not reach."""
    for place, entry in standing:
        one = entry.content
        if isinstance(one, VisitMade):
            found = _of_visit(one, entry, as_of)
        elif isinstance(one, ContactTried):
            found = _of_attempt(one, entry.on)
        else:
            continue
        ref = f"{record}/{one.contact}"
        for subject, kind, on, facts in found:
            yield Event(subject=subject, kind=kind, on=on, ref=ref, facts=facts, origin=(record, place))


#: (subject, kind, day, facts)
_Happened = tuple[str, str, date, tuple[tuple[str, str], ...]]


def _of_attempt(tried: ContactTried, on: date) -> Iterator[_Happened]:
    facts = (("mode", str(tried.mode)), ("reason", str(tried.reason)))
    for person in dict.fromkeys(tried.people):
        yield person, "contact.tried", on, facts


def _of_visit(visit: VisitMade, entry: Entry[Any], as_of: date) -> Iterator[_Happened]:
    """The events of a visit. A child who was not seen was not visited."""
    kinds = HELD if visit.mode is ContactMode.FACE_TO_FACE else REMOTE
    for child in visit.seen:
        alone = {True: "yes", False: "no", None: "not said"}[child.alone]
        setting = () if visit.setting is None else (("setting", str(visit.setting)),)
        facts = (("alone", alone), ("mode", str(visit.mode)), *setting)
        for kind in dict.fromkeys(visit.kinds or (None,)):
            yield child.child, kinds[kind], entry.on, facts
        if entry.recorded <= as_of:
            yield child.child, "visit.recorded", entry.recorded, ()
