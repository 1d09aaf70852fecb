"""Signatures on a version of a plan: signed off by somebody who wrote none of it, or endorsed by whoever may."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from reflective.errors import BadEntry
from reflective.records.content import Audience, Content, content
from reflective.records.entry import Confirmed, Entry, Erased, Strike
from reflective.records.signature import Signatures

__all__ = ["Endorsed", "Endorsement", "SignedOff", "authors", "changes", "endorsements", "refused", "signers"]

Standing = Sequence[tuple[int, Entry[Any]]]


@content("plan.signed_off", Audience.CHILD_FILE)
class SignedOff(Content):
    """Whoever wrote this entry signs one version of the plan, and wrote none of it.

    >>> SignedOff(version=1, of=4)
    SignedOff(version=1, of=4)
    """

    version: int
    #: The number of entries that the signer had before them.
    of: int


@content("plan.endorsed", Audience.CHILD_FILE)
class Endorsed(Content):
    """Whoever wrote this entry endorses one version of the plan, with the authority of their post.

    >>> Endorsed(version=1, of=4)
    Endorsed(version=1, of=4)
    """

    version: int
    #: The number of entries that they had before them.
    of: int


class Endorsement(NamedTuple):
    """One endorsement: by whom, when, whether they wrote no part of that version, and whether it stands unchanged."""

    by: str
    on: date
    independent: bool
    holds: bool


def changes(entries: Sequence[Entry[Any]], as_of: date = date.max) -> tuple[int, ...]:
    """The places at which the substance of a plan was written, struck, or confirmed after a tool had drafted it.

    Strikes hold on every day. What else was written counts from its own day.
    """
    return tuple(place for place, entry in enumerate(entries) if _changes(entries, entry, as_of))


def _changes(entries: Sequence[Entry[Any]], entry: Entry[Any], as_of: date) -> bool:
    match entry.content:
        case Strike(places=places):
            return any(one.content.SUBSTANCE or isinstance(one.content, Erased) for one in _at(entries, places))
        case Confirmed(places=places):
            return entry.on <= as_of and any(one.content.SUBSTANCE for one in _at(entries, places))
    return entry.on <= as_of and entry.content.SUBSTANCE and entry.drafted_by is None


def _at(entries: Sequence[Entry[Any]], places: Iterable[int]) -> list[Entry[Any]]:
    return [entries[place] for place in places if 0 <= place < len(entries)]


def authors(entries: Sequence[Entry[Any]]) -> frozenset[str]:
    """Everybody who wrote, typed or confirmed something of substance in these entries, struck or erased or not."""
    confirmed = {
        entry.by for entry in entries if isinstance(entry.content, Confirmed) and _changes(entries, entry, date.max)
    }
    return Signatures.of(entries).authors | confirmed


def _is_empty(entries: Sequence[Entry[Any]]) -> bool:
    """Whether no entry of substance stands in these."""
    struck = {place for one in entries if isinstance(one.content, Strike) for place in one.content.places}
    confirmed = {place for one in entries if isinstance(one.content, Confirmed) for place in one.content.places}
    return not any(
        entry.content.SUBSTANCE and place not in struck and (entry.drafted_by is None or place in confirmed)
        for place, entry in enumerate(entries)
    )


def refused(record: str, entries: Sequence[Entry[Any]], entry: Entry[Any]) -> BadEntry | None:
    """Why a signature may not stand in a log, which may have it already; None where it may."""
    signed: SignedOff | Endorsed = entry.content
    place = next((at for at, one in enumerate(entries) if one is entry), len(entries))
    before = entries[: max(signed.of, 0)]
    if _is_empty(before):
        why = "there is nothing in that version to sign: start the plan or agree an action"
        return BadEntry(code="signature.empty", record=record, why=why)
    version = len(changes(before))
    if max(changes(entries[:place]), default=-1) >= signed.of:
        why = "the plan was changed since: the version that stands is the one to sign"
        return BadEntry(code="signature.version", record=record, why=why)
    if signed.version != version:
        why = f"the version to sign is {version}, the one that stands"
        return BadEntry(code="signature.version", record=record, why=why)
    if isinstance(signed, SignedOff) and entry.by in authors(before):
        why = "a version is signed off by somebody who wrote no part of it"
        return BadEntry(code="signature.author", record=record, why=why)
    return None


def signers(entries: Sequence[Entry[Any]], standing: Standing, as_of: date) -> tuple[str, ...]:
    """Who signed the version that stands on a day."""
    changed = max(changes(entries, as_of), default=-1)
    found = [one.by for _, one in standing if isinstance(one.content, SignedOff) and one.content.of > changed >= 0]
    return tuple(dict.fromkeys(found))


def endorsements(entries: Sequence[Entry[Any]], standing: Standing, as_of: date) -> tuple[Endorsement, ...]:
    """Every endorsement by a day."""
    changed = max(changes(entries, as_of), default=-1)
    return tuple(
        Endorsement(one.by, one.on, one.by not in authors(entries[: one.content.of]), one.content.of > changed >= 0)
        for _, one in standing
        if isinstance(one.content, Endorsed)
    )
