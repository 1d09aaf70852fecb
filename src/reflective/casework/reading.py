"""A case for one reader on one day: the entries that are for them, and how many others there are."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import attrs

from reflective.casework.ages import with_ages
from reflective.casework.due import due_of
from reflective.casework.logs import Logs
from reflective.casework.membership import Membership, RecordAdded
from reflective.errors import UnknownId
from reflective.fields import check
from reflective.practice.people.people import People
from reflective.practice.supervision import Agenda, Supervision, agenda
from reflective.records.entry import Shown
from reflective.records.log import Record
from reflective.records.reader import WITHHELD, Reader, RecordPart
from reflective.records.unreadable import UnreadableRecord
from reflective.rules import Event, Obligation

__all__ = ["Reading"]

_R = TypeVar("_R", bound=Record[Any])


@attrs.frozen(kw_only=True, slots=False, repr=False, eq=False)
class Reading:
    """A case with a reader: which audiences, about whom, whose personal file, on which day. `Case.read` makes it.

    Its records answer every question as the case's own do, without the entries that it withholds, whose places they
    keep. No answer changes because of an entry that is withheld, counts, places and tombstones apart. A strike always
    takes effect, and so does the removal of a record; only their reasons and their writers can be withheld.

    >>> from reflective.casework import Case
    >>> reading = Case.opened("case-1").read(as_of=date(2021, 9, 6))
    >>> print(reading.shown("case-1:people"))
    0 shown, 0 withheld
    """

    _case: Logs = attrs.field(alias="case")
    as_of: date
    #: Who reads, and what is for them.
    by: Reader

    # The records

    @cached_property
    def _parts(self) -> Mapping[str, RecordPart]:
        """Each log of the case as this reading has it: the people, the membership, and the records in it on the day."""
        case, day = self._case, self.as_of
        membership = self.by.read(case.membership, day, structural=True)
        parts = {case.people.id: self.by.read(case.people, day), case.membership.id: membership}
        members = membership.record.members(day)
        for record in case.records:
            if record.id in members and not isinstance(record, UnreadableRecord):
                parts[record.id] = self.by.read(record, day)
        return parts

    def __getitem__(self, record: str) -> Record[Any]:
        """The record of that id as this reading has it: it answers every question and takes no entry.

        A `Withheld` stands in the place of each entry that is left out. Raises `UnknownId` for a record that is not
        part of the file on the day.
        """
        return self._part(record).record  # type: ignore[no-any-return]

    def _part(self, record: str) -> RecordPart:
        found = self._parts.get(record) if isinstance(record, str) else None
        if found is None:
            raise UnknownId(noun="record", where=f"this reading of case {self._case.id}")
        return found

    @property
    def id(self) -> str:
        """The id of the case."""
        return self._case.id

    @property
    def people(self) -> People:
        """The list of people."""
        return self[self._case.people.id]  # type: ignore[return-value]

    @property
    def membership(self) -> Membership:
        """Which records are part of the file."""
        return self[self._case.membership.id]  # type: ignore[return-value]

    @cached_property
    def records(self) -> tuple[Record[Any], ...]:
        """The records that are part of the file on the day, in the order they joined."""
        logs = {self._case.people.id, self._case.membership.id}
        return tuple(part.record for name, part in self._parts.items() if name not in logs)

    def of_kind(self, kind: type[_R]) -> tuple[_R, ...]:
        """The records of one kind, in the order they joined."""
        check("kind", kind, type)
        return tuple(record for record in self.records if isinstance(record, kind))

    # The answers

    def shown(self, record: str) -> Shown[Any]:
        """The entries of a record that are for this reader and stand on the day, and how many others do."""
        part = self._part(record)
        about = self.by.about
        standing = part.record.standing(self.as_of)
        if about is not None and record != self._case.membership.id:
            standing = tuple((place, entry) for place, entry in standing if about in entry.about)
        places = {place for place, _ in standing}
        disagreements = {
            place: tuple(one for _, one in several)
            for place, several in part.record.disagreements(self.as_of).items()
            if place in places
        }
        return Shown(entries=standing, withheld=part.many, disagreements=disagreements)

    def withholds(self, record: str, item: str) -> bool:
        """Whether a record has an item of that id on the day, and this reading shows no entry of it.

        The answer is a count of one: whoever knows the id learns that the item is there, and nothing of its words.
        Raises `UnknownId` for a record that is not part of the file on the day.
        """
        part = self._part(record)
        check("item", item, str)
        (whole,) = (one for one in self._case.every if one.id == record)
        return self._has_item(whole, item) and not self._has_item(part.record, item)

    def _has_item(self, record: Record[Any], item: str) -> bool:
        found = (record.item_of(entry.content) for _, entry in record.standing(self.as_of))
        return any(one is not None and one[1] == item for one in found)

    @cached_property
    def withheld(self) -> Mapping[str, int]:
        """How many entries the reading leaves out, by audience; those about nobody yet, erased, and unreadable.

        Entries about others alone are not for a reading about one person, and are not counted in it.
        """
        counts: Counter[str] = Counter()
        for part in self._parts.values():
            counts += part.withheld
        for record in self._case.records:
            if record.id not in self._parts:
                counts += self._left_out(record)
        return {name: counts[name] for name in WITHHELD}

    def _left_out(self, record: Record[Any]) -> Counter[str]:
        """The counts of a record that the reading does not have: that cannot be read, or whose joining is withheld."""
        case = self._case
        if record.id not in case.membership.members(self.as_of):
            return Counter()
        if isinstance(record, UnreadableRecord):
            return Counter(unreadable=1)
        joined = [
            place
            for place, entry in case.membership.standing(self.as_of)
            if isinstance(entry.content, RecordAdded) and entry.content.record == record.id
        ]
        many = sum(self.by.about is None or self.by.about in one.about for _, one in record.standing(self.as_of))
        return Counter({case.membership.closed(joined[-1]).audience.value: many})

    @cached_property
    def due(self) -> tuple[Obligation, ...]:
        """The decisions of the case that are due or were, a row for each child, by subject, rule, trigger and ref.

        Each row says how many entries of its record are withheld. With `about`, the rows of that person alone.
        """
        rows = due_of(self.records, self.as_of, {name: part.many for name, part in self._parts.items()})
        return tuple(row for row in rows if self.by.about in {None, row.subject})

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events up to the day, for rules to read, in the order of the days; with `about`, of that person alone.

        An event that a rule asks for an age has it, where the list of people tells the child's birth or age.
        """
        found = [event for record in self.records for event in record.events(self.as_of)]
        found = [event for event in found if self.by.about in {None, event.subject}]
        found = [*with_ages(found, self.people, self.as_of)]
        return tuple(sorted(found, key=lambda event: (event.on, event.kind, event.subject, event.ref)))

    def agenda(self, meeting: str | Supervision) -> Agenda:
        """The agenda of a meeting: what earlier meetings left open, taken from the case, and the preparation."""
        found = self[meeting.id if isinstance(meeting, Supervision) else meeting]
        check("meeting", found, Supervision)
        return agenda(found, self.as_of, self.due)  # type: ignore[arg-type]

    @property
    def last_recorded(self) -> date | None:
        """The last day on which anything that is shown was written down; None where nothing was."""
        shown = (entry for part in self._parts.values() for _, entry in part.record.standing(self.as_of))
        return max((one.recorded for one in shown if one.recorded <= self.as_of), default=None)

    def __repr__(self) -> str:
        return f"<Reading of case {self._case.id!r} as of {self.as_of}: {len(self.records)} records>"
