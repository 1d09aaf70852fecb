"""Histories as rule-based state machines: a host subclasses one, and sends every step through its own storage.

    class OurStore(CaseHistory):
        def store(self, case):
            database.save(case)
            return database.load(case.id)

    TestOurStore = OurStore.TestCase

What comes back after each step has to equal what was put in, and the history goes on with what came back.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, ClassVar, Final

import attrs
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from reflective.casework import Case, Membership
from reflective.errors import BreaksLaterEntry, ReflectiveError
from reflective.practice.people import People
from reflective.practice.plan import Plan
from reflective.records import Entry, Record
from reflective.testing._records import KINDS, entry_of
from reflective.testing._values import plain

__all__ = ["CaseHistory", "RecordHistory"]

_DAY: Final = timedelta(days=1)
_LONGEST: Final = 9
#: How far ahead a day may be agreed.
_AHEAD: Final = 365 * _DAY
#: How many days go by; how many days late something is told; and whether a move is tried that the table may lack.
_DAYS: Final = st.integers(0, _LONGEST)
_BOLD: Final = st.sampled_from([False, False, True])


class _History(RuleBasedStateMachine):
    """A day that goes on, and what everybody may do to a log on it."""

    #: The first day of the history.
    first: ClassVar[date] = date(2021, 1, 1)
    #: What ids and narrative are drawn from; None for any text. A host narrows it to what its storage takes.
    text: ClassVar[st.SearchStrategy[str] | None] = None

    def __init__(self) -> None:
        super().__init__()
        self.today = self.first

    @rule(days=_DAYS)
    def time_passes(self, days: int) -> None:
        """Some days go by, or none."""
        self.today += days * _DAY

    def said(self, record: Record[Any], data: st.DataObject, ago: int, *, bold: bool) -> Record[Any]:
        """A record after somebody tried to say something more of it."""
        on = max(self.first, self.today - ago * _DAY)
        made_of = plain(self.first, self.today + _AHEAD, self.text)
        content, by = data.draw(entry_of(record, on, made_of, bold=bold))
        return self._tried(record, lambda: record.add(content, on=on, recorded=self.today, by=by))

    def corrected(self, record: Record[Any], data: st.DataObject, ago: int) -> Record[Any]:
        """A record after somebody tried to correct an entry, with the same of another day in its stead perhaps."""
        places = [place for place, _ in record.standing(self.today)]
        if not places:
            return record
        place, again = data.draw(st.sampled_from(places)), data.draw(st.booleans())
        on = max(self.first, self.today - ago * _DAY)
        instead: list[Entry[Any]] = [attrs.evolve(record.entries[place], on=on, recorded=self.today)] if again else []
        return self._tried(
            record,
            lambda: record.correct(place, reason="it was another day", recorded=self.today, by="w-1", instead=instead),
        )

    @staticmethod
    def _tried(record: Record[Any], change: Callable[[], Record[Any]]) -> Record[Any]:
        """What came of a change; where it is refused nothing has happened, and a conflict names what was added."""
        entries = record.entries
        try:
            return change()
        except ReflectiveError as refused:
            assert record.entries is entries, "a refused entry changed the record"
            named = not isinstance(refused, BreaksLaterEntry) or refused.place >= len(entries)
            assert named, "a conflict is to name the entry that is being added"
            return record


class RecordHistory(_History):
    """One record lived through: what is said of it, late or in time, and what is corrected.

    Subclass it with a `kind`, and override `store` to send each version through a storage and back.
    """

    kind: ClassVar[type[Record[Any]]] = Plan

    def __init__(self) -> None:
        super().__init__()
        self.record = self.kind(id="r-1")
        self._seen: list[tuple[date, Record[Any]]] = [(self.today, self.record)]

    def store(self, record: Record[Any]) -> Record[Any]:
        """Keep the record and give it back: as it is, unless a host overrides this."""
        return record

    @rule(data=st.data(), ago=_DAYS, bold=_BOLD)
    def somebody_says_something(self, data: st.DataObject, ago: int, bold: bool) -> None:  # noqa: FBT001 - a draw
        """One entry more."""
        self.record = self.said(self.record, data, ago, bold=bold)

    @precondition(lambda self: self.record.entries)
    @rule(data=st.data(), ago=_DAYS)
    def somebody_corrects_something(self, data: st.DataObject, ago: int) -> None:
        """One entry struck."""
        self.record = self.corrected(self.record, data, ago)

    @invariant()
    def what_is_stored_comes_back(self) -> None:
        """The storage gives back what it was given."""
        back = self.store(self.record)
        assert type(back) is self.kind, "another kind of record came back than was stored"
        assert back == self.record, "another record came back than was stored"
        self.record = back
        self._seen.append((self.today, back))

    @invariant()
    def it_is_lawful(self) -> None:
        """Every entry is one that the table has."""
        assert self.record.irregularities() == (), "a record made by its own methods has an irregular entry"

    @invariant()
    def what_was_known_is_still_known(self) -> None:
        """Each earlier version is a prefix of this one, and the cut at its day gives it again."""
        for day, before in self._seen[-5:]:
            assert before.entries == self.record.entries[: len(before.entries)], "an earlier entry changed"
            latest = [one for on, one in self._seen if on <= day][-1]
            assert self.record.known_at(day) == latest, "what was known on a day is not what was known on it then"


class CaseHistory(_History):
    """A family's file lived through: people, supervisions, cycles, plans, journeys and relationships, and corrections.

    Override `store` to send each version through a host's own storage and back, and `opened` to begin with another
    case.
    """

    #: How many records of one kind there are at most.
    of_a_kind: ClassVar[int] = 2
    #: The kinds of record that join; a host adds its own.
    kinds: ClassVar[tuple[type[Record[Any]], ...]] = tuple(one for one in KINDS if one not in {People, Membership})

    def opened(self) -> Case:
        """The case that the history begins with."""
        return Case.opened("case-1")

    def store(self, case: Case) -> Case:
        """Keep the case and give it back: as it is, unless a host overrides this."""
        return case

    @initialize()
    def the_case_is_opened(self) -> None:
        """Nobody and nothing is in it yet."""
        self.case = self.opened()
        self._seen = [(self.today, self.case)]

    @rule(data=st.data(), ago=_DAYS, bold=_BOLD)
    def somebody_is_spoken_of(self, data: st.DataObject, ago: int, bold: bool) -> None:  # noqa: FBT001 - a draw
        """People are named, and what they are to each other."""
        people = self.said(self.case.people, data, ago, bold=bold)
        self.case = self.case.put(people)

    @rule(data=st.data(), ago=_DAYS, bold=_BOLD)
    def a_record_goes_on(self, data: st.DataObject, ago: int, bold: bool) -> None:  # noqa: FBT001 - a draw
        """Something more is said in one record, of any kind: in one that is there, or in a new one that joins."""
        kind = data.draw(st.sampled_from(self.kinds))
        there = [one for one in self.case.records if isinstance(one, kind)]
        choices: list[Record[Any] | None] = [*there, *([None] if len(there) < self.of_a_kind else [])]
        record = data.draw(st.sampled_from(choices))
        if record is None:
            record = kind(id=f"{kind.NOUN}-{len(there) + 1}")
            self.case = self.case.join(record, on=self.today, recorded=self.today, by="w-1")
        self.case = self.case.put(self.said(record, data, ago, bold=bold))

    @precondition(lambda self: self.case.records)
    @rule(data=st.data())
    def a_record_leaves(self, data: st.DataObject) -> None:
        """It was put here in error; what was written stays written."""
        members = sorted(self.case.membership.members(self.today))
        if members:
            gone = data.draw(st.sampled_from(members))
            self.case = self.case.leave(gone, "it is another family's", on=self.today, recorded=self.today, by="w-1")

    @rule(data=st.data(), ago=_DAYS)
    def somebody_corrects_something(self, data: st.DataObject, ago: int) -> None:
        """One entry of one record struck."""
        written = [one for one in (self.case.people, *self.case.records) if one.entries]
        if written:
            self.case = self.case.put(self.corrected(data.draw(st.sampled_from(written)), data, ago))

    @invariant()
    def what_is_stored_comes_back(self) -> None:
        """The storage gives back what it was given."""
        back = self.store(self.case)
        assert back == self.case, "another case came back than was stored"
        self.case = back
        self._seen.append((self.today, back))

    @invariant()
    def every_record_is_lawful(self) -> None:
        """Every entry is one that its record's table has."""
        logs: list[Record[Any]] = [self.case.people, self.case.membership, *self.case.records]
        assert not any(one.irregularities() for one in logs), "a record made by its own methods has an irregular entry"

    @invariant()
    def what_was_known_is_still_known(self) -> None:
        """The cut at an earlier day gives the case as it was written down by then, and cuts compose."""
        for day, _ in self._seen[-3:]:
            latest = [one for on, one in self._seen if on <= day][-1]
            known = self.case.known_at(day)
            assert known == latest, "what was known on a day is not what was known on it then"
            assert known.known_at(self.first) == self.case.known_at(self.first), "cutting twice is not one cut"
