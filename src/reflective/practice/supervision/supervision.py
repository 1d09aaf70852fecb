"""The meeting: planned, prepared, held, recorded, agreed or disputed, filed, and reviewed at the next one."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final

import attrs

from reflective.errors import ReflectiveError
from reflective.fields import Id, check, check_day
from reflective.practice.supervision.disputes import Dispute
from reflective.practice.supervision.events import events
from reflective.practice.supervision.filing import (
    ChildFiling,
    ChildRecordStage,
    DistillationConfirmed,
    Distilled,
    FilingDecided,
    FilingDecision,
)
from reflective.practice.supervision.machines import CHILD_RECORD, DISPUTE, MEETING
from reflective.practice.supervision.meeting import ChildRecord, Discussed, Draft, MeetingStage, Prepared
from reflective.practice.supervision.misfits import misfit
from reflective.practice.supervision.state import Decided, MeetingState
from reflective.practice.supervision.writing import WritesMeeting
from reflective.records.entry import Entry, Strike
from reflective.records.forms import FormAnswer
from reflective.records.signature import Signatures
from reflective.rules import Event

__all__ = ["Supervision"]

_NOT_YET_HELD: Final = frozenset({MeetingStage.PLANNED, MeetingStage.PREPARED})


class Supervision(WritesMeeting):
    """One meeting, of one practitioner or several, about one child or several.

    >>> from reflective.practice.supervision import MeetingPart
    >>> day = date(2021, 9, 6)
    >>> both = (("worker-1", MeetingPart.PRACTITIONER), ("manager-1", MeetingPart.SUPERVISOR))
    >>> meeting = Supervision(id="supervision-1").hold(both, ("child-1",), on=day, recorded=day, by="worker-1")
    Traceback (most recent call last):
        ...
    TypeError: WritesMeeting.hold() takes 2 positional arguments but 3 were given
    >>> print(meeting.stage(as_of=day))
    Traceback (most recent call last):
        ...
    NameError: name 'meeting' is not defined
    """

    KIND: ClassVar[str] = "supervision"
    NOUN: ClassVar[str] = "supervision"
    machines = (MEETING, CHILD_RECORD, DISPUTE)
    takes = (Draft, Discussed, FormAnswer, FilingDecision, DistillationConfirmed, Distilled)
    facts = MeetingState

    def stage(self, as_of: date) -> MeetingStage:
        """Where it was on its way, on a day; `MeetingState.stage` says how it is worked out."""
        return self.state(as_of).stage

    def held_on(self, as_of: date) -> date | None:
        """The day it was held, from which every frequency runs; None where it was not by then."""
        return self.state(as_of).held_on

    def begun_on(self, as_of: date) -> date | None:
        """The day it was held, or that the first part of it was; None where nothing of it was by then."""
        return self.state(as_of).begun_on

    def missed(self, as_of: date) -> bool:
        """Whether the day it was planned for has passed, and nothing on the record says that any of it took place.

        A cancelled one was not missed: somebody said why, and did not leave it to the diary.
        """
        state = self.state(as_of)
        passed = state.planned_for is not None and state.planned_for < as_of
        return state.at is MeetingStage.MISSED or (passed and state.at in _NOT_YET_HELD)

    def prepared(self, as_of: date) -> tuple[Prepared, ...]:
        """Every preparation by the day."""
        return tuple(one for _, one in self._entries_of(Prepared, as_of))

    def not_reached(self, as_of: date) -> tuple[str, ...]:
        """The ids of all that was prepared and not discussed by the day; empty before it was held."""
        if self.held_on(as_of) is None:
            return ()
        reached = {one.what for _, one in self._entries_of(Discussed, as_of)}
        prepared = (one for each in self.prepared(as_of) for one in each.ids)
        return tuple(one for one in dict.fromkeys(prepared) if one not in reached)

    def disputes(self, as_of: date) -> tuple[Dispute, ...]:
        """Every disagreement by the day, settled or not, in the order in which they were raised."""
        return tuple(self.state(as_of).disputes.values())

    def filing(self, child: str, as_of: date) -> ChildFiling | None:
        """The last filing of a child's record by the day: when, and whether it was signed; None if there was none."""
        check("child", child, Id)
        state = self.state(as_of)
        filing = state.filings.get(child)
        edited = state.records.get(child) is not ChildRecordStage.FILED
        return None if filing is None else attrs.evolve(filing, edited_since=edited)

    def filing_decisions(self, as_of: date) -> Mapping[Decided, FilingDecided]:
        """The decisions of the filing gate by the day, each under (child, record, place) of its entry."""
        return dict(self.state(as_of).decided)

    def events(self, as_of: date) -> tuple[Event, ...]:
        """Held, for each practitioner and each child discussed; recorded, filed and cancelled, for each child."""
        check_day("as_of", as_of)
        return events(self.id, self.standing(as_of))

    def _begin(self) -> MeetingState:
        edited: dict[str, int] = {}
        for place, entry in enumerate(self.entries):
            if isinstance(entry.content, Strike):
                for one in entry.content.places:
                    struck = self.entries[one].content
                    if isinstance(struck, ChildRecord):
                        edited[struck.child] = place + 1
        return MeetingState(signatures=Signatures.of(self.entries), edited=edited)

    def _misfit(self, facts: MeetingState, states: Any, entry: Entry[Any]) -> ReflectiveError | None:
        if isinstance(entry.content, Discussed) and facts.begun_on is None:
            return self._not_allowed(MEETING, facts, states, entry, remedy="say first that it was held")
        return misfit(self.id, facts, entry)
