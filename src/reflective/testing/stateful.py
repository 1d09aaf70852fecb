"""Histories as rule-based state machines: a host subclasses one, and sends every step through its own storage.

    class OurStore(CaseHistory):
        def store(self, case):
            database.save(case)
            return database.load(case.id)

    TestOurStore = OurStore.TestCase

What comes back after each step has to equal what was stored, and the history goes on with it.
"""

from datetime import date, timedelta
from typing import Any, ClassVar, Final

import attrs
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from reflective.casework import Case
from reflective.errors import BadEntry, BreaksLaterEntry, ReflectiveError
from reflective.practice.people import People
from reflective.practice.plan import Plan
from reflective.records import Audience, Entry, Record
from reflective.testing._records import GOING_ON_WEIGHT, JOINING, SELDOM, addition, correction
from reflective.testing._values import plain

__all__ = ["CaseHistory", "RecordHistory"]

_DAY: Final = timedelta(days=1)
#: How far ahead a day may be agreed.
_AHEAD: Final = 365 * _DAY
#: How many days pass.
_DAYS: Final = st.integers(0, 9)
#: How many days late something is told: half of it on its day, so that one thing follows another.
_DAYS_LATE: Final = st.just(0) | _DAYS
#: Whether a move is tried that the tables may lack: one time in three.
_BOLD: Final = st.sampled_from([False, False, True])
#: How many entries are written at once.
_SEVERAL: Final = st.integers(1, 4)


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

    def change(self, record: Record[Any], data: st.DataObject) -> Record[Any]:
        """The record after somebody tried to add an entry or to correct one, perhaps late.

        A refusal changes nothing, and a conflict names the entry that is new.
        """
        on = max(self.first, self.today - data.draw(_DAYS_LATE) * _DAY)
        made_of = plain(self.first, self.today + _AHEAD, self.text)
        if data.draw(SELDOM) and record.standing(self.today):
            change = data.draw(correction(record, on, self.today, made_of))
        else:
            change = data.draw(addition(record, on, self.today, made_of, bold=data.draw(_BOLD)))
        entries = record.entries
        try:
            return change()
        except ReflectiveError as refused:
            assert record.entries is entries, "a refused entry changed the record"
            named = not isinstance(refused, BreaksLaterEntry) or refused.place >= len(entries)
            assert named, "a conflict is to name the entry that is being added"
            return record

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
        """No entry changed, the cut at an earlier day gives what was stored last on that day, and cuts compose."""
        now = getattr(self, self._kept)
        at_first = now.known_at(self.first)
        for day, before in self._stored[-5:]:
            kept = not isinstance(now, Record) or before.entries == now.entries[: len(before.entries)]
            assert kept, "an earlier entry changed"
            known, latest = now.known_at(day), [one for on, one in self._stored if on <= day][-1]
            assert _same_or_closer(known, latest), "what was known on a day is not what was known on it then"
            assert known.known_at(self.first) == at_first, "cutting twice is not one cut"

    @invariant()
    def check_that_it_is_lawful(self) -> None:
        """Every entry is one that its record's tables have."""
        now: Any = getattr(self, self._kept)
        logs: tuple[Any, ...] = (now.people, now.membership, *now.records) if isinstance(now, Case) else (now,)
        assert not any(log.irregularities() for log in logs), "a record made by its own methods has an irregular entry"


def _same_or_closer(known: Any, latest: Any) -> bool:
    """Whether two versions are equal but for entries that became closer since: for fewer readers, and no other."""
    if isinstance(latest, Case):
        logs = zip(known.logs, latest.logs, strict=True)
        return known.id == latest.id and all(_same_or_closer(*pair) for pair in logs)
    if (known.id, len(known.entries)) != (latest.id, len(latest.entries)):
        return False
    return all(
        now == then
        or (known.closed(place).with_(latest.closed(place)) == known.closed(place) and _open(now) == _open(then))
        for place, (now, then) in enumerate(zip(known.entries, latest.entries, strict=True))
    )


def _open(entry: Entry[Any]) -> Entry[Any]:
    """An entry as if it were for everybody."""
    return attrs.evolve(entry, audience=Audience.ORGANISATION, owner=None, withheld_from=())


class RecordHistory(_History):
    """One record lived through: entries written late or in time, and corrections.

    Subclass it with a `kind`, and override `store` to send each version through a storage and back.
    """

    kind: ClassVar[type[Record[Any]]] = Plan
    _kept = "record"

    def __init__(self) -> None:
        super().__init__()
        self.record = self.kind(id="r-1")

    @rule(data=st.data(), days=_DAYS)
    def live_on(self, data: st.DataObject, days: int) -> None:
        """Some days pass, and an entry is added or corrected."""
        self.today += days * _DAY
        self.record = self.change(self.record, data)


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

    @rule(data=st.data(), days=_DAYS)
    def live_on(self, data: st.DataObject, days: int) -> None:
        """Some days pass, and a record is written in, which may join for that; or one leaves."""
        self.today += days * _DAY
        members = sorted(self.case.membership.members(self.today))
        if data.draw(SELDOM) and members:
            gone = data.draw(st.sampled_from(members))
            self.case = self.case.leave(gone, "it is another family's", on=self.today, recorded=self.today, by="w-1")
            return
        kinds: tuple[type[Record[Any]], ...] = (People, *self.kinds)
        record = self._record_of(data, data.draw(st.sampled_from(kinds)))
        for _ in range(data.draw(_SEVERAL)):
            record = self.change(record, data)
        second = None
        try:
            self.case = self.case.put(record)
        except BadEntry as refused:
            second = refused
        # A case has one journey of a child, and one open relationship of two people.
        assert second is None or second.code.endswith(".second"), "a record made by its own methods is put back"

    def _record_of(self, data: st.DataObject, kind: type[Record[Any]]) -> Record[Any]:
        """A record of a kind that is in the case, or a new one that joins."""
        if kind is People:
            return self.case.people
        there: list[Record[Any]] = [one for one in self.case.records if isinstance(one, kind)]
        # One that is there goes on more often than another joins.
        places = [*range(len(there))] * GOING_ON_WEIGHT + [len(there)] * (len(there) < self.of_a_kind)
        place: int = data.draw(st.sampled_from(places))
        if place < len(there):
            return there[place]
        record = kind(id=f"{kind.NOUN}-{place + 1}")
        self.case = self.case.join(record, on=self.today, recorded=self.today, by="w-1")
        return record
