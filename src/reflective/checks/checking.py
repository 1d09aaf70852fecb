"""How a check is declared, and what it looks at: a reading, and what the rules ask of it."""

import enum
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, Final, NamedTuple

import attrs

from reflective.casework import Reading
from reflective.checks.finding import Concern
from reflective.errors import BadValue
from reflective.policy import Policy
from reflective.practice.people import PersonKind
from reflective.records import Audience, Entry
from reflective.records.log import Record
from reflective.rules import Obligation, Ruleset

__all__ = ["CHECKS", "Check", "Family", "Found", "Look", "check_of"]


class Family(enum.StrEnum):
    """The family of a check: one file each."""

    RHYTHM = "rhythm"
    RECORD = "record"
    ACTIONS = "actions"
    REFLECTION = "reflection"
    CHILDREN = "children"
    PLANS = "plans"
    DOCUMENTS = "documents"
    WORDING = "wording"
    CONSISTENCY = "consistency"
    OVERSIGHT = "oversight"
    GOOD_PRACTICE = "good_practice"


class Found(NamedTuple):
    """One thing that a check found: the sentence, and the record, entries and person that it is about.

    >>> Found("an owner of a-1", record="plan-1", places=(2,)).places
    (2,)
    """

    says: str
    record: str | None = None
    places: tuple[int, ...] = ()
    subject: str | None = None
    #: Replaces the question of the check.
    question: str | None = None
    #: True for a strength: `says` is then a whole sentence and not what is not evidenced.
    good: bool = False


@attrs.frozen(eq=False, slots=False, repr=False)
class Look:
    """The reading that checks look at, with the obligations that a ruleset asks of it, and the council's policy.

    >>> from reflective.casework import Case
    >>> Look(Case.opened("case-1").read(as_of=date(2021, 9, 6)), None).children
    ()
    """

    reading: Reading
    ruleset: Ruleset | None
    policy: Policy = attrs.field(factory=Policy.shipped)

    @property
    def as_of(self) -> date:
        """The day of the reading."""
        return self.reading.as_of

    @cached_property
    def obligations(self) -> tuple[Obligation, ...]:
        """The obligations that the ruleset asks for; empty without one."""
        if self.ruleset is None:
            return ()
        events = self.policy.rhythm.counted(self.reading.events)
        return tuple(self.ruleset.obligations(events, as_of=self.as_of))

    @cached_property
    def children(self) -> tuple[str, ...]:
        """The children on the list of people; the one child of a reading about a child."""
        known = self.reading.people.everybody(self.as_of, PersonKind.CHILD)
        return tuple(one.id for one in known if self.reading.by.about in {None, one.id})

    def entries(self, record: Record[Any], *kinds: type[Any]) -> Iterator[tuple[int, Entry[Any]]]:
        """The entries of some kinds in a record by the day, with their places."""
        return ((place, one) for place, one in record.standing(self.as_of) if isinstance(one.content, kinds))

    def all_entries(self, *kinds: type[Any]) -> Iterator[tuple[Record[Any], int, Entry[Any]]]:
        """The entries of some kinds in every record by the day, with the record and the place."""
        for record in self.reading.records:
            for place, entry in self.entries(record, *kinds):
                yield record, place, entry


class Check(NamedTuple):
    """One check: a function of what it looks at to the things that it found.

    `kinds` are the kinds of record that it needs: where the host keeps one of them not, it cannot tell. `audience` is
    that of what may be absent: a reading without it cannot tell either. A host's own check has a prefix in its code,
    as in "northmere:weekly", and comes in by `check(own=...)`.

    >>> Check("northmere:weekly", Family.RHYTHM, Concern.DATES, "A title", "our policy", "when?", lambda look: iter(()))
    <Check northmere:weekly>
    """

    code: str
    family: Family
    concern: Concern
    title: str
    source: str
    question: str
    find: Callable[[Look], Iterator[Found]]
    kinds: tuple[str, ...] = ()
    audience: Audience = Audience.CHILD_FILE
    #: False for a check that a host switches on.
    by_default: bool = True
    #: Why it cannot tell of a part of what it looks at; None where it can tell of all of it.
    unsure: Callable[[Look], str | None] | None = None

    def __repr__(self) -> str:
        return f"<Check {self.code}>"


#: Every check that ships, by its code, in the order of the families.
CHECKS: Final[dict[str, Check]] = {}


def check_of(
    code: str,
    family: Family,
    concern: Concern,
    *,
    source: str,
    question: str,
    kinds: tuple[str, ...] = (),
    audience: Audience = Audience.CHILD_FILE,
    by_default: bool = True,
    unsure: Callable[[Look], str | None] | None = None,
) -> Callable[[Callable[[Look], Iterator[Found]]], Callable[[Look], Iterator[Found]]]:
    """Declare a check that ships: its function's first sentence is the title."""

    def declare(find: Callable[[Look], Iterator[Found]]) -> Callable[[Look], Iterator[Found]]:
        if code in CHECKS:
            raise BadValue(name="code", wanted="a code that no other check has")
        title = (find.__doc__ or "").partition("\n")[0].rstrip(".")
        CHECKS[code] = Check(
            code, family, concern, title, source, question, find, kinds, audience, by_default=by_default, unsure=unsure
        )
        return find

    return declare
