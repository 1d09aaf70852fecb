"""Histories as rule-based state machines: a host subclasses one, and sends every step through its own storage.

    class OurStore(CaseHistory):
        def store(self, case):
            database.save(case)
            return database.load(case.id)

    TestOurStore = OurStore.TestCase

What comes back after each step has to equal what was stored, and the history goes on with it.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar, Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from reflective.casework import Case
from reflective.errors import BreaksLaterEntry, ReflectiveError
from reflective.practice.plan import Plan
from reflective.records import Record
from reflective.testing._records import JOINING, addition, correction
from reflective.testing._values import plain

__all__ = ["CaseHistory", "RecordHistory"]

_DAY: Final = timedelta(days=1)
#: How far ahead a day may be agreed.
_AHEAD: Final = 365 * _DAY
#: How many days pass, and how many days late something is told.
_DAYS: Final = st.integers(0, 9)
#: Whether a move is tried that the table may lack.
_BOLD: Final = st.sampled_from([False, False, True])


class _History(RuleBasedStateMachine):
    """The days of a history, what may happen to any log on one of them, and what holds after each step."""

    #: The first day of the history.
    first: ClassVar[date] = date(2021, 1, 1)
    #: The strategy for ids and narrative; None for any text. A host narrows it to what its storage takes.
    text: ClassVar[st.SearchStrategy[str] | None] = None
    #: The attribute that holds what is stored.
    _kept: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.today = self.first
        #: Each version that was stored, with its day.
        self._stored: list[tuple[date, Any]] = []

    def store(self, kept: Any, /) -> Any:
        """Keep what is given and give it back: as it is, unless a host overrides this."""
        return kept

    @rule(days=_DAYS)
    def let_days_pass(self, days: int) -> None:
        """Some days pass, or none."""
        self.today += days * _DAY

    def add_to(self, record: Record[Any], data: st.DataObject, ago: int, *, bold: bool) -> Record[Any]:
        """The record after somebody tried to add an entry."""
        return self._change(record, data, ago, addition, bold=bold)

    def correct_in(self, record: Record[Any], data: st.DataObject, ago: int) -> Record[Any]:
        """The record after somebody tried to correct an entry."""
        return self._change(record, data, ago, correction) if record.standing(self.today) else record

    def _change(self, record: Record[Any], data: st.DataObject, ago: int, draw: Any, **asked: bool) -> Record[Any]:
        """The record after a change that is drawn. A refusal changes nothing, and a conflict names the new entry."""
        on, made_of = max(self.first, self.today - ago * _DAY), plain(self.first, self.today + _AHEAD, self.text)
        change, entries = data.draw(draw(record, on, self.today, made_of, **asked)), record.entries
        try:
            changed: Record[Any] = change()
        except ReflectiveError as refused:
            assert record.entries is entries, "a refused entry changed the record"
            named = not isinstance(refused, BreaksLaterEntry) or refused.place >= len(entries)
            assert named, "a conflict is to name the entry that is being added"
            return record
        return changed

    @invariant()
    def check_what_comes_back(self) -> None:
        """The storage gives back what it was given."""
        given = getattr(self, self._kept)
        back = self.store(given)
        assert type(back) is type(given), f"another kind of {self._kept} came back than was stored"
        assert back == given, f"another {self._kept} came back than was stored"
        setattr(self, self._kept, back)
        self._stored.append((self.today, back))

    @invariant()
    def check_what_was_known(self) -> None:
        """The cut at an earlier day gives what was stored last on that day, and cuts compose."""
        now = getattr(self, self._kept)
        for day, _ in self._stored[-4:]:
            known, latest = now.known_at(day), [one for on, one in self._stored if on <= day][-1]
            assert known == latest, "what was known on a day is not what was known on it then"
            assert known.known_at(self.first) == now.known_at(self.first), "cutting twice is not one cut"

    @invariant()
    def check_that_it_is_lawful(self) -> None:
        """Every entry is one that its record's tables have."""
        irregular = [one for log in self.logs() for one in log.irregularities()]
        assert irregular == [], "a record made by its own methods has an irregular entry"

    def logs(self) -> Iterable[Record[Any]]:
        """Every log of what is stored."""
        raise NotImplementedError


class RecordHistory(_History):
    """One record lived through: entries written late or in time, and corrections.

    Subclass it with a `kind`, and override `store` to send each version through a storage and back.
    """

    kind: ClassVar[type[Record[Any]]] = Plan
    _kept = "record"

    def __init__(self) -> None:
        super().__init__()
        self.record = self.kind(id="r-1")

    def logs(self) -> Iterable[Record[Any]]:
        """The record."""
        return (self.record,)

    @rule(data=st.data(), ago=_DAYS, bold=_BOLD)
    def add_an_entry(self, data: st.DataObject, ago: int, bold: bool) -> None:  # noqa: FBT001 - a draw
        """One entry more."""
        self.record = self.add_to(self.record, data, ago, bold=bold)

    @precondition(lambda self: self.record.entries)
    @rule(data=st.data(), ago=_DAYS)
    def correct_an_entry(self, data: st.DataObject, ago: int) -> None:
        """One entry struck."""
        self.record = self.correct_in(self.record, data, ago)

    @invariant()
    def check_that_nothing_is_lost(self) -> None:
        """Each earlier version is a prefix of this one."""
        for _, before in self._stored[-4:]:
            assert before.entries == self.record.entries[: len(before.entries)], "an earlier entry changed"


class CaseHistory(_History):
    """A case lived through: people, records of each kind that join and leave, and corrections.

    Override `store` to send each version through a host's own storage and back, and `opened` to begin with another
    case.
    """

    #: How many records of one kind there are at most.
    of_a_kind: ClassVar[int] = 2
    #: The kinds of record that join; a host adds its own.
    kinds: ClassVar[tuple[type[Record[Any]], ...]] = JOINING
    _kept = "case"

    def __init__(self) -> None:
        super().__init__()
        self.case = self.opened()

    def opened(self) -> Case:
        """The case that the history begins with."""
        return Case.opened("case-1")

    def logs(self) -> Iterable[Record[Any]]:
        """The people, the membership and every record."""
        return (self.case.people, self.case.membership, *self.case.records)

    @rule(data=st.data(), ago=_DAYS, bold=_BOLD)
    def add_to_the_people(self, data: st.DataObject, ago: int, bold: bool) -> None:  # noqa: FBT001 - a draw
        """People are named, and what they are to each other."""
        self.case = self.case.put(self.add_to(self.case.people, data, ago, bold=bold))

    @rule(data=st.data(), ago=_DAYS, bold=_BOLD)
    def add_to_a_record(self, data: st.DataObject, ago: int, bold: bool) -> None:  # noqa: FBT001 - a draw
        """One entry more in a record of any kind: in one that is there, or in a new one that joins."""
        kind = data.draw(st.sampled_from(self.kinds))
        there = [one for one in self.case.records if isinstance(one, kind)]
        choices: list[Record[Any] | None] = [*there, *([None] if len(there) < self.of_a_kind else [])]
        record = data.draw(st.sampled_from(choices))
        if record is None:
            record = kind(id=f"{kind.NOUN}-{len(there) + 1}")
            self.case = self.case.join(record, on=self.today, recorded=self.today, by="w-1")
        self.case = self.case.put(self.add_to(record, data, ago, bold=bold))

    @precondition(lambda self: self.case.membership.members(self.today))
    @rule(data=st.data())
    def remove_a_record(self, data: st.DataObject) -> None:
        """It was put here in error; what was written stays written."""
        gone = data.draw(st.sampled_from(sorted(self.case.membership.members(self.today))))
        self.case = self.case.leave(gone, "it is another family's", on=self.today, recorded=self.today, by="w-1")

    @rule(data=st.data(), ago=_DAYS)
    def correct_an_entry(self, data: st.DataObject, ago: int) -> None:
        """One entry of one record struck."""
        written = [one for one in (self.case.people, *self.case.records) if one.entries]
        if written:
            self.case = self.case.put(self.correct_in(data.draw(st.sampled_from(written)), data, ago))
