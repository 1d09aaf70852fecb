"""A finding of a check, and all the answers of the checks on one reading."""

import enum
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final, overload

import attrs

from reflective.fields import Id, Key, Text, value
from reflective.records import Audience

__all__ = ["NOT_EVIDENCED", "CannotTell", "Concern", "Dismissal", "Dismissed", "FailedCheck", "Finding", "Findings"]

#: The words with which each finding begins, strengths apart.
NOT_EVIDENCED: Final = "not evidenced on the record: "


class Concern(enum.StrEnum):
    """The concern that a finding touches, the first to ask about first."""

    SAFETY = "safety"
    VOICE = "voice"
    OPEN_DECISION = "open_decision"
    DATES = "dates"
    RECORD = "record"


@value(kw_only=True)
class Finding:
    """One thing that a check found, in words that judge nobody, with a question for the next supervision.

    `places` are the entries of `record` that it rests on; empty where something is absent. `audience` is that of
    whatever it rests on, or of the kind that is absent. Where `good` is True it is a strength, and `question` is what
    qualifies it.

    >>> one = Finding(
    ...     code="action.unowned",
    ...     concern=Concern.DATES,
    ...     says="not evidenced on the record: an owner of a-1",
    ...     question="who has said yes?",
    ...     source="practice catalogue, K10",
    ...     audience=Audience.CHILD_FILE,
    ...     record="plan-1",
    ...     places=(2,),
    ... )
    >>> one.code, one.places
    ('action.unowned', (2,))
    """

    code: Key
    concern: Concern
    says: Text
    question: Text
    source: Text
    audience: Audience
    record: Id | None = None
    places: tuple[int, ...] = ()
    #: The person whom it is about, where it is about one.
    subject: Id | None = None
    #: The worker whose personal file it is on, where it is personal.
    owner: Id | None = None
    good: bool = False
    #: How many entries of the record the reading withholds: it may stand otherwise for another reader.
    withheld: int = 0

    def as_row(self) -> dict[str, Any]:
        """A flat row for a table."""
        row = attrs.asdict(self)
        return {**row, "concern": self.concern.value, "audience": self.audience.value, "places": list(self.places)}


@value(kw_only=True)
class Dismissal:
    """Somebody looked at a finding and leaves it, with the reason: until a day, or until the entries change.

    It fits a finding by its code, record, places and subject. `entries` is how many entries the record had: where it is
    given, the dismissal lapses with the next one. A finding of safety or voice is not dismissed by the person whom it
    is about alone: `agreed_with` names who agreed.

    >>> Dismissal(code="action.unowned", by="manager-1", on=date(2021, 9, 6), reason="she said yes on the telephone").by
    'manager-1'
    """

    code: Key
    by: Id
    on: date
    reason: Text
    record: Id | None = None
    places: tuple[int, ...] = ()
    subject: Id | None = None
    until: date | None = None
    entries: int | None = None
    agreed_with: Id | None = None


@value(kw_only=True)
class Dismissed:
    """A finding that somebody dismissed: it stays listed, with by whom and why.

    >>> said = {"says": "x", "question": "y", "source": "z", "audience": Audience.CHILD_FILE}
    >>> one = Finding(code="a.b", concern=Concern.RECORD, **said)
    >>> Dismissed(finding=one, by="manager-1", reason="known").by
    'manager-1'
    """

    finding: Finding
    by: Id
    reason: Text


@value(kw_only=True)
class CannotTell:
    """A check that cannot be answered here, and why: a kind of record is not kept, or is not in the reading.

    >>> CannotTell(code="voice.unheard", why="the host keeps no voice").code
    'voice.unheard'
    """

    code: Key
    why: Text


@value(kw_only=True)
class FailedCheck:
    """A check that raised, with the class of the error and none of its words. It hides no other check.

    >>> FailedCheck(code="host:weekly", error="ValueError")
    FailedCheck(code='host:weekly', error='ValueError')
    """

    code: Key
    error: Key


@attrs.frozen(kw_only=True, repr=False)
class Findings(Sequence[Finding]):
    """The findings of a reading, the first to ask about first, and the checks that found nothing or cannot tell.

    >>> len(Findings(as_of=date(2021, 9, 6)))
    0
    """

    as_of: date
    found: tuple[Finding, ...] = ()
    #: The codes of the checks that found nothing.
    not_found: tuple[str, ...] = ()
    cannot_tell: tuple[CannotTell, ...] = ()
    dismissed: tuple[Dismissed, ...] = ()
    failed: tuple[FailedCheck, ...] = ()
    #: The codes of the checks that were switched off.
    off: tuple[str, ...] = ()

    @overload
    def __getitem__(self, place: int) -> Finding: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Finding]: ...

    def __getitem__(self, place: int | slice) -> Finding | Sequence[Finding]:
        """The finding at a place, or several."""
        return self.found[place]

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.found)

    def of(self, code: str) -> tuple[Finding, ...]:
        """The findings of one check."""
        return tuple(one for one in self.found if one.code == code)

    def as_data(self) -> dict[str, Any]:
        """The same as plain data, days as YYYY-MM-DD."""
        return {
            "as_of": self.as_of.isoformat(),
            "findings": [one.as_row() for one in self.found],
            "not_found": list(self.not_found),
            "cannot_tell": [{"code": one.code, "why": one.why} for one in self.cannot_tell],
            "dismissed": [
                {**one.finding.as_row(), "dismissed_by": one.by, "reason": one.reason} for one in self.dismissed
            ],
            "failed": [{"code": one.code, "error": one.error} for one in self.failed],
            "off": list(self.off),
        }

    def __repr__(self) -> str:
        return f"<Findings as of {self.as_of}: {len(self.found)}, {len(self.cannot_tell)} cannot tell>"
